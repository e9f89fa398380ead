//! The URI of an integration with an HTTP backend.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};

use indexmap::IndexMap;
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

use super::endpoint::{with_path_parameters, with_stage_variables};
use crate::wire::http1::Peer;
use crate::wire::tls::Security;

/// What a path parameter's value may not contain as it is; slashes may stay, for greedy ones.
const ENCODED: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b'&')
    .add(b'+')
    .add(b'<')
    .add(b'=')
    .add(b'>')
    .add(b'?')
    .add(b'[')
    .add(b'\\')
    .add(b']')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

/// A URI taken apart, ready for a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HttpUri {
    /// The host with the port as written: the `Host` header.
    pub authority: String,
    /// The path, starting with `/`.
    pub path: String,
    /// What follows `?`.
    pub query: Option<String>,
    is_secure: bool,
}

/// Why a backend is not called.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum HttpUriError {
    /// No URI of a host, for example because a stage variable is missing. The text is API Gateway's own.
    #[error("Invalid endpoint address")]
    Invalid,
    /// A URI that API Gateway would call and this reference does not.
    #[error("this reference implementation calls backends on loopback addresses only, not {0}")]
    NotOffered(String),
}

impl HttpUri {
    /// Fills in stage variables and path parameters, and takes the result apart.
    ///
    /// # Errors
    /// [`HttpUriError::Invalid`].
    pub fn of(
        template: &str,
        variables: &IndexMap<String, String>,
        parameters: &IndexMap<String, String>,
    ) -> Result<Self, HttpUriError> {
        let encoded = parameters
            .iter()
            .map(|(name, value)| (name.clone(), utf8_percent_encode(value, ENCODED).to_string()))
            .collect();
        let uri = with_stage_variables(template, variables);
        Self::parse(&with_path_parameters(&uri, &encoded))
    }

    fn parse(uri: &str) -> Result<Self, HttpUriError> {
        if !uri
            .bytes()
            .all(|b| b.is_ascii_graphic() && !matches!(b, b'{' | b'}'))
        {
            return Err(HttpUriError::Invalid);
        }
        let (scheme, rest) = uri.split_once("://").ok_or(HttpUriError::Invalid)?;
        let is_secure = match scheme.to_ascii_lowercase().as_str() {
            "http" => false,
            "https" => true,
            _ => return Err(HttpUriError::Invalid),
        };
        let rest = rest.split('#').next().unwrap_or_default();
        let end = rest.find(['/', '?']).unwrap_or(rest.len());
        let (authority, target) = rest.split_at(end);
        if authority.is_empty() || authority.contains('@') {
            return Err(HttpUriError::Invalid);
        }
        let (path, query) = match target.split_once('?') {
            Some((path, query)) => (path, Some(query).filter(|q| !q.is_empty())),
            None => (target, None),
        };
        Ok(Self {
            authority: authority.to_owned(),
            path: if path.is_empty() { "/" } else { path }.to_owned(),
            query: query.map(str::to_owned),
            is_secure,
        })
    }

    /// The same host with another path, which is not encoded yet.
    #[must_use]
    pub fn with_path(self, path: &str) -> Self {
        let path = utf8_percent_encode(path.trim_start_matches('/'), ENCODED);
        Self {
            path: format!("/{path}"),
            ..self
        }
    }

    /// Where to connect, and whom to meet there.
    ///
    /// # Errors
    /// [`HttpUriError`], for everything but this machine.
    pub fn peer(&self, skips_authority: bool) -> Result<Peer, HttpUriError> {
        let is_port = |port: &str| !port.is_empty() && port.bytes().all(|b| b.is_ascii_digit());
        let (host, port) = match self.authority.rsplit_once(':') {
            Some((host, port)) if is_port(port) => (host, port.parse().map_err(|_| HttpUriError::Invalid)?),
            _ => (self.authority.as_str(), if self.is_secure { 443 } else { 80 }),
        };
        let bare = host
            .strip_prefix('[')
            .and_then(|h| h.strip_suffix(']'))
            .unwrap_or(host);
        let name = bare.to_ascii_lowercase();
        let address = match bare.parse::<IpAddr>() {
            Ok(address) => address,
            // RFC 6761, section 6.3: these names are loopback.
            Err(_) if name == "localhost" || name.ends_with(".localhost") => IpAddr::V4(Ipv4Addr::LOCALHOST),
            Err(_) => return Err(self.not_offered()),
        };
        if !address.is_loopback() {
            return Err(self.not_offered());
        }
        let security = self.is_secure.then(|| Security {
            host: bare.to_owned(),
            skips_authority,
        });
        Ok(Peer {
            address: SocketAddr::new(address, port),
            security,
        })
    }

    /// `http://host:port`
    #[must_use]
    pub fn origin(&self) -> String {
        let scheme = if self.is_secure { "https" } else { "http" };
        format!("{scheme}://{}", self.authority)
    }

    fn not_offered(&self) -> HttpUriError {
        HttpUriError::NotOffered(self.origin())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(template: &str) -> Result<HttpUri, HttpUriError> {
        let map = |pairs: &[(&str, &str)]| {
            let pairs = pairs.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned()));
            pairs.collect::<IndexMap<_, _>>()
        };
        let variables = map(&[("host", "localhost:81"), ("query", "a=b")]);
        HttpUri::of(template, &variables, &map(&[("p", "a b/c?d&{e}"), ("e", "x")]))
    }

    #[test]
    fn variables_and_parameters_are_filled_in() {
        let uri = of("http://${stageVariables.host}/x/{p}?v={p}&${stageVariables.query}#f").unwrap();
        assert_eq!(uri.authority, "localhost:81");
        assert_eq!(uri.path, "/x/a%20b/c%3Fd%26%7Be%7D");
        assert_eq!(uri.query.as_deref(), Some("v=a%20b/c%3Fd%26%7Be%7D&a=b"));
        let bare = of("HTTP://127.0.0.1").unwrap();
        assert_eq!((bare.path.as_str(), bare.query), ("/", None));
    }

    #[test]
    fn another_path_is_encoded() {
        let uri = of("http://localhost/x?a=b").unwrap().with_path("/y z/?é");
        assert_eq!(
            (uri.path.as_str(), uri.query.as_deref()),
            ("/y%20z/%3F%C3%A9", Some("a=b"))
        );
    }

    #[test]
    fn what_names_no_host_is_invalid() {
        for uri in [
            "https://${stageVariables.none}",
            "https:///path",
            "ftp://localhost",
            "localhost/path",
            "http://localhost/{unmapped}",
            "http://a b/",
            "http://user@localhost/",
        ] {
            assert_eq!(of(uri), Err(HttpUriError::Invalid), "{uri}");
        }
        let port = of("http://localhost:99999").unwrap();
        assert_eq!(port.peer(false), Err(HttpUriError::Invalid));
    }

    #[test]
    fn only_this_machine_is_called() {
        for (uri, address) in [
            ("http://localhost", "127.0.0.1:80"),
            ("http://api.LOCALHOST:8080/x", "127.0.0.1:8080"),
            ("http://127.9.9.9:1", "127.9.9.9:1"),
            ("http://[::1]:1", "[::1]:1"),
            ("http://[::1]", "[::1]:80"),
            ("https://localhost", "127.0.0.1:443"),
        ] {
            let peer = of(uri).unwrap().peer(true).unwrap();
            assert_eq!(peer.address, address.parse().unwrap(), "{uri}");
            let security = uri.starts_with("https").then(|| Security {
                host: "localhost".to_owned(),
                skips_authority: true,
            });
            assert_eq!(peer.security, security, "{uri}");
        }
        for uri in [
            "http://example.com",
            "http://10.0.0.1",
            "http://0.0.0.0",
            "https://example.com",
            "http://localhost.example.com",
            "http://[::ffff:10.0.0.1]",
        ] {
            let refused = of(uri).unwrap().peer(false);
            assert!(matches!(refused, Err(HttpUriError::NotOffered(_))), "{uri}");
        }
    }
}
