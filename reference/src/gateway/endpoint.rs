//! The URI of an integration with an AWS service.

use std::borrow::Cow;

use indexmap::IndexMap;

use super::Target;

/// Where an integration calls.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Endpoint {
    /// `arn:aws:apigateway:…`, possibly with `${stageVariables.…}` and, in its path, `{parameters}`.
    pub uri: String,
    /// The verb of the integration request.
    pub http_method: String,
    /// The role to act as, possibly with stage variables.
    pub credentials: Option<String>,
    /// Whether an HTTP backend's certificate may be signed by anybody: `tlsConfig.insecureSkipVerification`.
    pub skips_authority: bool,
}

/// An integration URI taken apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServiceUri {
    /// The service, for example `lambda`.
    pub service: String,
    /// The region.
    pub region: String,
    /// The operation.
    pub target: Target,
}

/// Why a URI is none of an AWS service; the texts are API Gateway's own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum UriError {
    /// Not an ARN.
    #[error("Invalid ARN specified in the request")]
    NotAnArn,
    /// An ARN of something else, for example of a function.
    #[error("AWS ARN for integration must contain path or action")]
    NeitherPathNorAction,
}

impl ServiceUri {
    /// Parses `arn:aws:apigateway:{region}:{service}:{path|action}/{…}`; a subdomain before the service
    /// (`{id}.iot`) belongs to the service.
    ///
    /// # Errors
    /// [`UriError`].
    pub fn parse(uri: &str) -> Result<Self, UriError> {
        let mut parts = uri.splitn(6, ':');
        let mut next = || parts.next().unwrap_or_default();
        if next() != "arn" {
            return Err(UriError::NotAnArn);
        }
        let (_, apigateway, region, service, operation) = (next(), next(), next(), next(), next());
        let target = match operation.split_once('/') {
            Some(("action", action)) => Target::Action(action.to_owned()),
            Some(("path", path)) => Target::Path(format!("/{}", path.trim_start_matches('/'))),
            _ => return Err(UriError::NeitherPathNorAction),
        };
        if apigateway != "apigateway" {
            return Err(UriError::NeitherPathNorAction);
        }
        Ok(Self {
            service: service.to_owned(),
            region: region.to_owned(),
            target,
        })
    }

    /// Whether it invokes a function: `lambda:path/2015-03-31/functions/{arn}/invocations`.
    #[must_use]
    pub fn invokes_function(&self) -> bool {
        self.service == "lambda"
            && matches!(&self.target, Target::Path(path)
                if path.starts_with("/2015-03-31/functions/") && path.ends_with("/invocations"))
    }
}

/// Replaces `${stageVariables.name}`; one that is not set leaves nothing behind.
#[must_use]
pub fn with_stage_variables<'t>(text: &'t str, variables: &IndexMap<String, String>) -> Cow<'t, str> {
    const OPEN: &str = "${stageVariables.";
    if !text.contains(OPEN) {
        return Cow::Borrowed(text);
    }
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find(OPEN) {
        out.push_str(&rest[..at]);
        let inner = &rest[at + OPEN.len()..];
        let Some(end) = inner.find('}') else {
            rest = &rest[at..];
            break;
        };
        out.push_str(variables.get(&inner[..end]).map_or("", String::as_str));
        rest = &inner[end + 1..];
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// Replaces `{name}` in a URI by the integration's path parameters.
#[must_use]
pub fn with_path_parameters<'t>(text: &'t str, parameters: &IndexMap<String, String>) -> Cow<'t, str> {
    if parameters.is_empty() || !text.contains('{') {
        return Cow::Borrowed(text);
    }
    let replaced = parameters.iter().fold(text.to_owned(), |text, (name, value)| {
        text.replace(&format!("{{{name}}}"), value)
    });
    Cow::Owned(replaced)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn service_uris_are_taken_apart() {
        let uri = ServiceUri::parse("arn:aws:apigateway:us-east-1:states:action/StartSyncExecution").unwrap();
        assert_eq!(
            (uri.service.as_str(), uri.region.as_str()),
            ("states", "us-east-1")
        );
        assert_eq!(uri.target, Target::Action("StartSyncExecution".to_owned()));
        let function = "arn:aws:lambda:us-east-1:000000000000:function:f";
        for slashes in ["/", "//"] {
            let uri = format!(
                "arn:aws:apigateway:us-east-1:lambda:path{slashes}2015-03-31/functions/{function}/invocations"
            );
            let uri = ServiceUri::parse(&uri).unwrap();
            let path = format!("/2015-03-31/functions/{function}/invocations");
            assert!(uri.invokes_function());
            assert_eq!(uri.target, Target::Path(path));
        }
    }

    #[test]
    fn other_uris_are_refused_in_the_words_of_aws() {
        for (uri, message) in [
            ("bad-arn:lambda:path/x", "Invalid ARN specified in the request"),
            ("", "Invalid ARN specified in the request"),
            (
                "arn:aws:lambda:us-east-1:000000000000:function:f",
                "AWS ARN for integration must contain path or action",
            ),
            (
                "arn:aws:apigateway:us-east-1:lambda:test/2015-03-31/functions",
                "AWS ARN for integration must contain path or action",
            ),
        ] {
            assert_eq!(ServiceUri::parse(uri).unwrap_err().to_string(), message, "{uri}");
        }
        let other =
            ServiceUri::parse("arn:aws:apigateway:us-east-1:lambda:path/random/value/invocations").unwrap();
        assert!(!other.invokes_function());
    }

    #[test]
    fn variables_and_parameters_are_filled_in() {
        let variables = IndexMap::from([("f".to_owned(), "g".to_owned())]);
        let text = "a:${stageVariables.f}/${stageVariables.no}x${stageVariables.open";
        assert_eq!(
            with_stage_variables(text, &variables),
            "a:g/x${stageVariables.open"
        );
        assert_eq!(with_path_parameters("a/{f}/{h}", &variables), "a/g/{h}");
    }
}
