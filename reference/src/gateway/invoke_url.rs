//! Which stage a request is for.

use crate::wire::Request;

/// The API, the stage and the path below it that an invoke URL names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvokeUrl {
    /// The id of the REST or HTTP API.
    pub api_id: String,
    /// The stage's name as written, empty if the URL names none. Behind a host it may be the first part of a path on
    /// the `$default` stage of an HTTP API instead.
    pub stage: String,
    /// What follows the stage, as written: empty, or starting with `/`.
    pub path: String,
    /// The host the client named, without a port; `None` if the URL's path names the API.
    pub domain: Option<String>,
}

impl InvokeUrl {
    /// Reads `/restapis/{api}/{stage}/_user_request_{path}`, or the `Host` header
    /// `{api}.execute-api.{…}` with `/{stage}{path}`. `None` if the request is for no stage.
    #[must_use]
    pub fn of(request: &Request) -> Option<Self> {
        Self::in_path(&request.path).or_else(|| Self::in_host(request))
    }

    fn in_path(path: &str) -> Option<Self> {
        let (api_id, rest) = path.strip_prefix("/restapis/")?.split_once('/')?;
        let (stage, rest) = rest.split_once('/')?;
        let path = rest.strip_prefix("_user_request_")?;
        (path.is_empty() || path.starts_with('/')).then(|| Self {
            api_id: api_id.to_owned(),
            stage: stage.to_owned(),
            path: path.to_owned(),
            domain: None,
        })
    }

    /// Slashes before the stage do not count: `//stage/path` is `/stage/path` (recorded on AWS).
    fn in_host(request: &Request) -> Option<Self> {
        let host = request.headers.get("Host")?;
        let domain = host.split(':').next().unwrap_or(host);
        let (api_id, rest) = domain.split_once('.')?;
        if api_id.is_empty() || !rest.starts_with("execute-api.") {
            return None;
        }
        let path = request.path.trim_start_matches('/');
        let end = path.find('/').unwrap_or(path.len());
        Some(Self {
            api_id: api_id.to_owned(),
            stage: path[..end].to_owned(),
            path: path[end..].to_owned(),
            domain: Some(domain.to_owned()),
        })
    }
}

#[cfg(test)]
mod tests {
    use std::net::{IpAddr, Ipv4Addr};

    use bytes::Bytes;

    use super::*;
    use crate::wire::Headers;

    fn of(host: &str, path: &str) -> Option<(String, String, String)> {
        let request = Request {
            method: "GET".to_owned(),
            path: path.to_owned(),
            query: None,
            headers: [("Host", host)].into_iter().collect::<Headers>(),
            body: Bytes::new(),
            peer: IpAddr::V4(Ipv4Addr::LOCALHOST),
        };
        InvokeUrl::of(&request).map(|u| (u.api_id, u.stage, u.path))
    }

    fn url(api: &str, stage: &str, path: &str) -> Option<(String, String, String)> {
        Some((api.to_owned(), stage.to_owned(), path.to_owned()))
    }

    #[test]
    fn the_path_names_the_api() {
        assert_eq!(
            of("h", "/restapis/a1/dev/_user_request_/x//y/"),
            url("a1", "dev", "/x//y/")
        );
        assert_eq!(of("h", "/restapis/a1/dev/_user_request_"), url("a1", "dev", ""));
        assert_eq!(of("h", "/restapis/a1/dev/_user_request_x"), None);
        assert_eq!(of("h", "/restapis/a1/stages/dev"), None);
    }

    #[test]
    fn the_host_names_the_api() {
        let host = "a1.execute-api.us-east-1.amazonaws.com:4566";
        assert_eq!(of(host, "/dev/x"), url("a1", "dev", "/x"));
        assert_eq!(of(host, "//dev//x"), url("a1", "dev", "//x"));
        assert_eq!(of(host, "/dev"), url("a1", "dev", ""));
        assert_eq!(of(host, "/"), url("a1", "", ""));
        assert_eq!(of("localhost:4566", "/dev/x"), None);
    }
}
