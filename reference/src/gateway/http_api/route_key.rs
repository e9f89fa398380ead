//! Route keys: `GET /pets/{id}`, `ANY /{proxy+}`, `$default`.

use indexmap::IndexMap;

/// The verbs that a route key can name.
const METHODS: [&str; 8] = ["ANY", "DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"];

/// A route key taken apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RouteKey {
    /// `$default`: what no other route takes.
    Default,
    /// A verb and a path.
    Route {
        /// A verb or `ANY`.
        method: String,
        /// The path as written.
        path: String,
        /// Its parts.
        parts: Vec<Part>,
    },
}

/// A part of a route's path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// `pets`
    Static(String),
    /// `{id}`
    Variable(String),
    /// `{proxy+}`: the rest of the path; only at the end.
    Greedy(String),
}

/// How well a route fits; the smallest fits best.
///
/// A full match of the path beats a greedy one, and that `$default` (developer guide, "Create routes for HTTP
/// APIs"; ROUTE-019). Among these a static part beats a variable (ROUTE-020), a longer prefix of a greedy part a
/// shorter one, and the verb itself `ANY` (ROUTE-012).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fit {
    is_greedy: bool,
    parts: Vec<u8>,
    is_any: bool,
}

impl RouteKey {
    /// Reads a route key. `None` if it is malformed.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        if text == "$default" {
            return Some(Self::Default);
        }
        let (method, path) = text.split_once(' ')?;
        if !METHODS.contains(&method) || path.contains(char::is_whitespace) {
            return None;
        }
        let written: Vec<_> = path.strip_prefix('/')?.split('/').collect();
        let parts: Option<Vec<_>> = written.iter().map(|part| Part::parse(part)).collect();
        let parts = parts?;
        let before_last = parts.len().saturating_sub(1);
        if parts[..before_last].iter().any(|p| matches!(p, Part::Greedy(_))) {
            return None;
        }
        Some(Self::Route {
            method: method.to_owned(),
            path: path.to_owned(),
            parts,
        })
    }

    /// The path, `$default` for the default route.
    #[must_use]
    pub fn path(&self) -> &str {
        match self {
            Self::Default => "$default",
            Self::Route { path, .. } => path,
        }
    }

    /// What stands after the stage in the source ARN of a call (PERM-009; `ANY` is written `*`, as the console
    /// grants it).
    #[must_use]
    pub fn in_arn(&self) -> String {
        match self {
            Self::Default => "$default".to_owned(),
            Self::Route { method, path, .. } if method == "ANY" => format!("*{path}"),
            Self::Route { method, path, .. } => format!("{method}{path}"),
        }
    }

    /// How this route fits a request whose path has these parts, and the values of its variables. `$default` is
    /// not asked.
    #[must_use]
    pub fn fit(&self, verb: &str, path: &[String]) -> Option<(Fit, IndexMap<String, String>)> {
        let Self::Route { method, parts, .. } = self else {
            return None;
        };
        if method != verb && method != "ANY" {
            return None;
        }
        let mut fit = Fit {
            is_greedy: false,
            parts: Vec::with_capacity(parts.len()),
            is_any: method == "ANY",
        };
        let mut values = IndexMap::new();
        for (i, part) in parts.iter().enumerate() {
            let given = path.get(i)?;
            fit.parts.push(match part {
                Part::Static(text) if text == given => 0,
                Part::Static(_) => return None,
                Part::Variable(_) if given.is_empty() => return None,
                Part::Variable(name) => {
                    values.insert(name.clone(), given.clone());
                    1
                }
                // Also an empty rest: `/handler/` is `/handler/{proxy+}` (recorded on AWS 2022-02-06).
                Part::Greedy(name) => {
                    values.insert(name.clone(), path[i..].join("/"));
                    fit.is_greedy = true;
                    2
                }
            });
        }
        (fit.is_greedy || parts.len() == path.len()).then_some((fit, values))
    }

    /// Whether both are the same but for the name of a variable, which AWS refuses.
    #[must_use]
    pub fn conflicts_with(&self, other: &Self) -> bool {
        let (
            Self::Route { method, parts, .. },
            Self::Route {
                method: other_method,
                parts: other_parts,
                ..
            },
        ) = (self, other)
        else {
            return false;
        };
        method == other_method
            && parts
                .iter()
                .zip(other_parts)
                .find(|(a, b)| a != b)
                .is_some_and(|(a, b)| matches!((a, b), (Part::Variable(_), Part::Variable(_))))
    }
}

impl Part {
    fn parse(text: &str) -> Option<Self> {
        let Some(inner) = text.strip_prefix('{') else {
            return (!text.contains(['{', '}'])).then(|| Self::Static(text.to_owned()));
        };
        let name = inner.strip_suffix('}')?;
        let (name, is_greedy) = name.strip_suffix('+').map_or((name, false), |n| (n, true));
        let is_name = !name.is_empty()
            && name
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b"_-.:".contains(&b));
        is_name.then(|| match is_greedy {
            true => Self::Greedy(name.to_owned()),
            false => Self::Variable(name.to_owned()),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_route_key_is_refused() {
        for text in [
            "",
            "GET",
            "/pets",
            "GET pets",
            "GET/pets",
            "BREW /pets",
            "get /pets",
            "GET /{proxy+}/x",
            "GET /{}",
            "GET /x{id}",
            "GET /{id",
            "GET /a b",
            "$disconnect",
        ] {
            assert_eq!(RouteKey::parse(text), None, "{text}");
        }
        for text in [
            "$default",
            "ANY /",
            "GET /pets/{id}",
            "ANY /{proxy+}",
            "HEAD /a/b-c_d.e",
        ] {
            assert!(RouteKey::parse(text).is_some(), "{text}");
        }
    }

    #[test]
    fn variables_of_two_names_at_one_place_conflict() {
        let conflict = |a: &str, b: &str| {
            RouteKey::parse(a)
                .unwrap()
                .conflicts_with(&RouteKey::parse(b).unwrap())
        };
        assert!(conflict("GET /o/{orgId}/q", "GET /o/{org_id}/q"));
        assert!(!conflict("GET /o/{orgId}/q", "GET /o/{orgId}/r"));
        assert!(!conflict("GET /o/{orgId}", "PUT /o/{org_id}"));
        assert!(!conflict("GET /o/{orgId}", "GET /o/{proxy+}"));
        assert!(!conflict("GET /o/x/{a}", "GET /o/y/{b}"));
    }

    #[test]
    fn source_arns_end_as_the_console_grants_them() {
        for (key, end) in [
            ("$default", "$default"),
            ("GET /pets/{id}", "GET/pets/{id}"),
            ("ANY /x", "*/x"),
        ] {
            assert_eq!(RouteKey::parse(key).unwrap().in_arn(), end);
        }
    }
}
