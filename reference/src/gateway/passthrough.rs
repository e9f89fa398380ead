//! Which request template takes a payload, and what becomes of one that none takes.

use indexmap::IndexMap;

use crate::wire::Headers;

/// An integration's `passthroughBehavior`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Passthrough {
    /// Payloads without a matching template pass.
    #[default]
    WhenNoMatch,
    /// They pass only if the integration has no templates at all.
    WhenNoTemplates,
    /// They never pass.
    Never,
}

/// What happens to a payload.
#[derive(Debug, PartialEq, Eq)]
pub enum Choice<'t, T> {
    /// The template takes it.
    Transform(&'t T),
    /// It goes on as it is.
    Pass,
    /// 415.
    Reject,
}

impl Passthrough {
    /// Reads AWS's name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        match name {
            "WHEN_NO_MATCH" => Some(Self::WhenNoMatch),
            "WHEN_NO_TEMPLATES" => Some(Self::WhenNoTemplates),
            "NEVER" => Some(Self::Never),
            _ => None,
        }
    }

    /// Chooses by the request's media type; `$default` takes what no other template does.
    #[must_use]
    pub fn choose<'t, T>(self, templates: &'t IndexMap<String, T>, media_type: &str) -> Choice<'t, T> {
        if let Some(template) = templates.get(media_type).or_else(|| templates.get("$default")) {
            return Choice::Transform(template);
        }
        match self {
            Self::WhenNoMatch => Choice::Pass,
            Self::WhenNoTemplates if templates.is_empty() => Choice::Pass,
            Self::WhenNoTemplates | Self::Never => Choice::Reject,
        }
    }
}

/// The request's media type without parameters; no `Content-Type` counts as `application/json` (PASS-002,
/// recorded on AWS).
#[must_use]
pub fn media_type(headers: &Headers) -> &str {
    headers
        .get("Content-Type")
        .and_then(|value| value.split(';').next())
        .map(str::trim)
        .filter(|value| !value.is_empty())
        .unwrap_or("application/json")
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: [Passthrough; 3] = [
        Passthrough::WhenNoMatch,
        Passthrough::WhenNoTemplates,
        Passthrough::Never,
    ];

    /// For each setting: `t`ransformed, `p`assed or `r`ejected.
    fn outcomes(templates: &[&str], content_type: Option<&str>) -> String {
        let templates: IndexMap<String, ()> = templates.iter().map(|t| ((*t).to_owned(), ())).collect();
        let headers: Headers = content_type.iter().map(|t| ("content-type", *t)).collect();
        let outcome = |setting: Passthrough| match setting.choose(&templates, media_type(&headers)) {
            Choice::Transform(()) => 't',
            Choice::Pass => 'p',
            Choice::Reject => 'r',
        };
        ALL.into_iter().map(outcome).collect()
    }

    #[test]
    fn the_documented_matrix_holds() {
        let (json, xml) = ("application/json", "application/xml");
        for (id, templates, content_type, expected) in [
            ("PASS-001", &[json][..], Some(json), "ttt"),
            ("PASS-002", &[json], None, "ttt"),
            ("PASS-003..005", &[json], Some(xml), "prr"),
            ("PASS-006", &[xml], Some(json), "prr"),
            ("PASS-006", &[xml], None, "prr"),
            ("PASS-007", &[xml], Some(xml), "ttt"),
            ("PASS-008..009", &[], Some(json), "ppr"),
            ("PASS-008..009", &[], Some(xml), "ppr"),
            ("PASS-008..009", &[], None, "ppr"),
            (
                "PASS-012",
                &[json],
                Some("multipart/form-data; boundary=x"),
                "prr",
            ),
            (
                "PASS-012",
                &["application/x-www-form-urlencoded"],
                Some("application/x-www-form-urlencoded"),
                "ttt",
            ),
            ("$default", &["$default"], Some("text/csv"), "ttt"),
        ] {
            assert_eq!(
                outcomes(templates, content_type),
                expected,
                "{id} {content_type:?}"
            );
        }
    }

    #[test]
    fn the_default_is_when_no_match() {
        assert_eq!(Passthrough::default(), Passthrough::WhenNoMatch);
    }
}
