//! CORS: a preflight that the gateway answers itself, and the headers it puts on other answers.

use crate::wire::{Headers, Response};

/// An API's CORS configuration (developer guide, "Configure CORS for HTTP APIs").
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Cors {
    /// Origins, `*`, `https://*` or `http://*`.
    pub allow_origins: Vec<String>,
    /// Verbs or `*`.
    pub allow_methods: Vec<String>,
    /// Header names or `*`.
    pub allow_headers: Vec<String>,
    /// Header names or `*`.
    pub expose_headers: Vec<String>,
    /// Seconds.
    pub max_age: Option<i64>,
    /// Whether cookies may be sent.
    pub allow_credentials: bool,
}

impl Cors {
    /// The answer to `OPTIONS` where no route takes it (CORS-013); 204 is what AWS was seen to do, no page says so
    /// (CORS-018). Without `Origin` and `Access-Control-Request-Method` it has no CORS headers (CORS-014).
    #[must_use]
    pub fn preflight(&self, request: &Headers) -> Response {
        let mut response = Response::empty(204);
        if request.get("Access-Control-Request-Method").is_none() || !self.allow(request, &mut response) {
            return response;
        }
        for (name, values) in [
            ("access-control-allow-methods", &self.allow_methods),
            ("access-control-allow-headers", &self.allow_headers),
        ] {
            if !values.is_empty() {
                response.headers.push(name, values.join(","));
            }
        }
        if let Some(seconds) = self.max_age {
            response
                .headers
                .push("access-control-max-age", seconds.to_string());
        }
        response
    }

    /// Puts the headers on an answer, also on the gateway's own (recorded on AWS 2024-07-01). Those of the backend
    /// do not count (CORS-015).
    pub fn apply(&self, request: &Headers, is_options: bool, response: &mut Response) {
        let kept = response
            .headers
            .iter()
            .filter(|(name, _)| !name.to_ascii_lowercase().starts_with("access-control-"));
        response.headers = kept.collect();
        if !is_options || request.get("Access-Control-Request-Method").is_some() {
            self.allow(request, response);
        }
    }

    /// Whether the origin is allowed; if so, says it.
    fn allow(&self, request: &Headers, response: &mut Response) -> bool {
        let Some(origin) = request.get("Origin") else {
            return false;
        };
        let headers = &mut response.headers;
        if self.allow_origins.iter().any(|known| known == "*") {
            headers.push("access-control-allow-origin", "*");
        } else if self.allow_origins.iter().any(|known| covers(known, origin)) {
            headers.push("access-control-allow-origin", origin);
            headers.push("vary", "origin");
        } else {
            return false;
        }
        if self.allow_credentials {
            headers.push("access-control-allow-credentials", "true");
        }
        if !self.expose_headers.is_empty() {
            headers.push("access-control-expose-headers", self.expose_headers.join(","));
        }
        true
    }
}

/// `https://*` and `http://*` stand for every origin of that scheme (CORS-016).
fn covers(known: &str, origin: &str) -> bool {
    match known.strip_suffix('*') {
        Some(scheme) => origin.len() > scheme.len() && origin.starts_with(scheme),
        None => known == origin,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cors(origins: &[&str]) -> Cors {
        Cors {
            allow_origins: origins.iter().map(|o| (*o).to_owned()).collect(),
            allow_methods: vec!["GET".to_owned(), "POST".to_owned()],
            allow_headers: vec!["x-a".to_owned(), "content-type".to_owned()],
            expose_headers: vec!["x-b".to_owned()],
            max_age: Some(300),
            allow_credentials: true,
        }
    }

    fn lines(response: &Response) -> Vec<String> {
        response
            .headers
            .iter()
            .map(|(n, v)| format!("{n}: {v}"))
            .collect()
    }

    fn asked(headers: &[(&str, &str)]) -> Headers {
        headers.iter().copied().collect()
    }

    #[test]
    fn a_preflight_tells_all_that_is_configured() {
        let request = asked(&[
            ("origin", "https://www.example.com"),
            ("access-control-request-method", "GET"),
        ]);
        let answer = cors(&["https://www.example.com"]).preflight(&request);
        assert_eq!(answer.status, 204);
        assert_eq!(
            lines(&answer),
            [
                "access-control-allow-origin: https://www.example.com",
                "vary: origin",
                "access-control-allow-credentials: true",
                "access-control-expose-headers: x-b",
                "access-control-allow-methods: GET,POST",
                "access-control-allow-headers: x-a,content-type",
                "access-control-max-age: 300",
            ]
        );
        for headers in [
            asked(&[("origin", "https://www.example.com")]),
            asked(&[("access-control-request-method", "GET")]),
            asked(&[
                ("origin", "https://other.example"),
                ("access-control-request-method", "GET"),
            ]),
        ] {
            let answer = cors(&["https://www.example.com"]).preflight(&headers);
            assert_eq!((answer.status, lines(&answer)), (204, vec![]));
        }
    }

    #[test]
    fn origins_match_exactly_or_by_scheme() {
        for (known, origin, is_allowed) in [
            ("https://a.example", "https://a.example", true),
            ("https://a.example", "https://a.example:8080", false),
            ("https://a.example", "http://a.example", false),
            ("https://*", "https://b.example", true),
            ("https://*", "http://b.example", false),
            ("http://*", "http://localhost:3000", true),
            ("https://*", "https://", false),
        ] {
            let mut answer = Response::empty(200);
            cors(&[known]).apply(&asked(&[("Origin", origin)]), false, &mut answer);
            let told = answer.headers.get("access-control-allow-origin");
            assert_eq!(told, is_allowed.then_some(origin), "{known} {origin}");
        }
        let mut answer = Response::empty(200);
        cors(&["*"]).apply(&asked(&[("Origin", "null")]), false, &mut answer);
        assert_eq!(answer.headers.get("access-control-allow-origin"), Some("*"));
        assert_eq!(answer.headers.get("vary"), None);
    }

    #[test]
    fn the_backends_own_headers_do_not_count() {
        let mut answer = Response::empty(200);
        answer
            .headers
            .push("Access-Control-Allow-Origin", "https://evil.example");
        answer.headers.push("x-c", "d");
        cors(&["https://a.example"]).apply(&asked(&[]), false, &mut answer);
        assert_eq!(lines(&answer), ["x-c: d"]);
    }
}
