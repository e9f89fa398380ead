//! Where a deployed stage is called.

use serde::Deserialize;

/// How a target forms the URLs of a REST API's stages or of HTTP APIs. Names in braces are filled in:
/// `{endpoint}`, `{port}` (the endpoint's), `{api}`, `{stage}` (of REST APIs), `{region}` and, in `url`, `{path}`, which starts with a slash.
/// In an HTTP API's path a stage other than `$default` is the first segment, as a client writes it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct InvokeForm {
    /// For example `{endpoint}/restapis/{api}/{stage}/_user_request_{path}`.
    pub url: String,
    /// A `Host` header that differs from the URL's, for example `{api}.execute-api.localhost`.
    pub host: Option<String>,
    /// The URL by which the target reaches a stage of its own, where it is another one: a container does not know
    /// the port that it is published on.
    pub url_from_within: Option<String>,
}

/// Where to send a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvokeUrl {
    /// The whole URL, with the path and query as given.
    pub url: String,
    /// The `Host` header where it is not the URL's.
    pub host: Option<String>,
}

impl InvokeForm {
    /// What an API's host name alone decides, as on AWS: the form of HTTP APIs where a target's file says nothing.
    pub(super) fn by_host() -> Self {
        Self {
            url: "{endpoint}{path}".to_owned(),
            host: Some("{api}.execute-api.localhost".to_owned()),
            // Names below localhost are loopback (RFC 6761), so that the URL alone leads there.
            url_from_within: Some("http://{api}.execute-api.localhost:{port}{path}".to_owned()),
        }
    }

    /// The address of a path (with its query) on a stage.
    #[must_use]
    pub fn fill(&self, endpoint: &str, region: &str, api: &str, stage: &str, path: &str) -> InvokeUrl {
        let fill = |form: &str| {
            form.replace("{endpoint}", endpoint.trim_end_matches('/'))
                .replace("{region}", region)
                .replace("{api}", api)
                .replace("{stage}", stage)
                .replace("{port}", port_of(endpoint))
        };
        InvokeUrl {
            // The path comes last: it may hold braces of its own.
            url: fill(&self.url).replacen("{path}", path, 1),
            host: self.host.as_deref().map(fill),
        }
    }

    /// The same for the target itself; `None` where a URL alone does not lead there.
    #[must_use]
    pub fn fill_from_within(
        &self,
        endpoint: &str,
        region: &str,
        api: &str,
        stage: &str,
        path: &str,
    ) -> Option<String> {
        let form = match (&self.url_from_within, &self.host) {
            (Some(url), _) => url,
            (None, None) => &self.url,
            (None, Some(_)) => return None,
        };
        let form = Self {
            url: form.clone(),
            host: None,
            url_from_within: None,
        };
        Some(form.fill(endpoint, region, api, stage, path).url)
    }
}

/// The port of an endpoint's URL; 80 where it names none.
fn port_of(endpoint: &str) -> &str {
    let authority = endpoint.split_once("://").map_or(endpoint, |(_, rest)| rest);
    let authority = authority.split('/').next().unwrap_or_default();
    let port = authority.rsplit_once(':').map(|(_, port)| port);
    port.filter(|port| !port.is_empty() && port.bytes().all(|b| b.is_ascii_digit()))
        .unwrap_or("80")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filled(url: &str, host: Option<&str>, path: &str) -> InvokeUrl {
        let form = InvokeForm {
            url: url.to_owned(),
            host: host.map(str::to_owned),
            url_from_within: None,
        };
        form.fill("http://127.0.0.1:4566/", "eu-west-1", "a1", "live", path)
    }

    #[test]
    fn the_emulators_form() {
        let form = "{endpoint}/restapis/{api}/{stage}/_user_request_{path}";
        assert_eq!(
            filled(form, None, "/pets?a=b").url,
            "http://127.0.0.1:4566/restapis/a1/live/_user_request_/pets?a=b"
        );
    }

    #[test]
    fn the_form_of_aws() {
        let form = "https://{api}.execute-api.{region}.amazonaws.com/{stage}{path}";
        assert_eq!(
            filled(form, None, "/").url,
            "https://a1.execute-api.eu-west-1.amazonaws.com/live/"
        );
    }

    #[test]
    fn a_host_below_localhost_leads_there_by_itself() {
        let form = InvokeForm::by_host();
        let within = |endpoint| form.fill_from_within(endpoint, "eu-west-1", "a1", "", "/x?y=1");
        assert_eq!(
            within("http://127.0.0.1:4566/").as_deref(),
            Some("http://a1.execute-api.localhost:4566/x?y=1")
        );
        assert_eq!(
            within("http://[::1]").as_deref(),
            Some("http://a1.execute-api.localhost:80/x?y=1")
        );
    }

    #[test]
    fn the_form_by_host() {
        let filled = filled(
            "{endpoint}/{stage}{path}",
            Some("{api}.execute-api.localhost"),
            "/x",
        );
        assert_eq!(filled.url, "http://127.0.0.1:4566/live/x");
        assert_eq!(filled.host.as_deref(), Some("a1.execute-api.localhost"));
    }

    #[test]
    fn the_form_of_http_apis() {
        let filled = InvokeForm::by_host().fill("http://127.0.0.1:4566", "eu-west-1", "a1", "", "/dev/x?y=1");
        assert_eq!(filled.url, "http://127.0.0.1:4566/dev/x?y=1");
        assert_eq!(filled.host.as_deref(), Some("a1.execute-api.localhost"));
    }

    #[test]
    fn a_target_may_reach_itself_otherwise() {
        let within = |host: Option<&str>, within: Option<&str>| {
            let form = InvokeForm {
                url: "{endpoint}/{stage}{path}".to_owned(),
                host: host.map(str::to_owned),
                url_from_within: within.map(str::to_owned),
            };
            form.fill_from_within("http://127.0.0.1:1", "eu-west-1", "a1", "live", "/x")
        };
        assert_eq!(within(None, None).as_deref(), Some("http://127.0.0.1:1/live/x"));
        let inside = within(Some("h"), Some("http://localhost:4566/{api}/{stage}{path}"));
        assert_eq!(inside.as_deref(), Some("http://localhost:4566/a1/live/x"));
        assert_eq!(within(Some("h"), None), None);
    }

    #[test]
    fn braces_in_the_path_stay() {
        assert_eq!(
            filled("{endpoint}{path}", None, "/{api}{path}").url,
            "http://127.0.0.1:4566/{api}{path}"
        );
    }
}
