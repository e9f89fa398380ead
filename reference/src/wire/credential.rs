//! The credential scope of a signature (Signature Version 4): which service and region a request is for.

use super::{AwsError, Request};

/// What a signature says about where its request belongs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Scope {
    /// For example `us-east-1`.
    pub region: String,
    /// For example `states`.
    pub service: String,
}

impl Scope {
    /// Reads the scope from the `Authorization` header or, in a presigned URL, from `X-Amz-Credential`.
    pub(super) fn of(request: &Request) -> Result<Self, AwsError> {
        if let Some(authorization) = request.headers.get("Authorization") {
            return Self::in_header(authorization);
        }
        let query = request.query.as_deref().unwrap_or_default();
        match form_urlencoded::parse(query.as_bytes()).find(|(name, _)| name == "X-Amz-Credential") {
            Some((_, credential)) => Self::in_credential(&credential),
            None => Err(AwsError::new(
                403,
                "MissingAuthenticationTokenException",
                "Missing Authentication Token",
            )),
        }
    }

    fn in_header(authorization: &str) -> Result<Self, AwsError> {
        let parameters = authorization
            .strip_prefix("AWS4-HMAC-SHA256 ")
            .ok_or_else(|| incomplete("Authorization header requires 'Credential' parameter."))?;
        let credential = parameters
            .split(',')
            .find_map(|parameter| parameter.trim().strip_prefix("Credential="))
            .ok_or_else(|| incomplete("Authorization header requires 'Credential' parameter."))?;
        Self::in_credential(credential)
    }

    /// `{access key}/{date}/{region}/{service}/aws4_request`
    fn in_credential(credential: &str) -> Result<Self, AwsError> {
        match credential.split('/').collect::<Vec<_>>()[..] {
            [_, _, region, service, "aws4_request"] if !region.is_empty() && !service.is_empty() => {
                Ok(Self {
                    region: region.to_owned(),
                    service: service.to_owned(),
                })
            }
            _ => Err(incomplete(&format!(
                "Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, \
                 got '{credential}'"
            ))),
        }
    }
}

fn incomplete(message: &str) -> AwsError {
    AwsError::new(403, "IncompleteSignatureException", message)
}

#[cfg(test)]
mod tests {
    use std::net::{IpAddr, Ipv4Addr};

    use bytes::Bytes;

    use super::*;

    fn of(authorization: Option<&str>, query: Option<&str>) -> Result<(String, String), String> {
        let request = Request {
            method: "POST".to_owned(),
            path: "/".to_owned(),
            query: query.map(str::to_owned),
            headers: authorization
                .map(|value| ("authorization", value))
                .into_iter()
                .collect(),
            body: Bytes::new(),
            peer: IpAddr::V4(Ipv4Addr::LOCALHOST),
        };
        Scope::of(&request)
            .map(|s| (s.region, s.service))
            .map_err(|e| e.code)
    }

    #[test]
    fn the_scope_stands_in_the_header_or_in_the_query() {
        let states = Ok(("eu-west-1".to_owned(), "states".to_owned()));
        let header = "AWS4-HMAC-SHA256 SignedHeaders=host, Credential=AKID/20261121/eu-west-1/states/aws4_request, \
                      Signature=0";
        assert_eq!(of(Some(header), None), states);
        let query = "X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKID%2F20261121%2Feu-west-1%2Fstates%2Faws4_request";
        assert_eq!(of(None, Some(query)), states);
    }

    #[test]
    fn without_a_scope_the_request_is_refused_as_on_aws() {
        let incomplete = Err("IncompleteSignatureException".to_owned());
        assert_eq!(
            of(None, None),
            Err("MissingAuthenticationTokenException".to_owned())
        );
        assert_eq!(of(Some("Bearer x"), None), incomplete);
        assert_eq!(of(Some("AWS4-HMAC-SHA256 Signature=0"), None), incomplete);
        assert_eq!(
            of(
                Some("AWS4-HMAC-SHA256 Credential=AKID/20261121/states/aws4_request"),
                None
            ),
            incomplete
        );
        assert_eq!(
            of(
                Some("AWS4-HMAC-SHA256 Credential=AKID/20261121//states/aws4_request"),
                None
            ),
            incomplete
        );
    }
}
