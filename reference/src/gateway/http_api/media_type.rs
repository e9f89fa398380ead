//! Which request bodies a function gets as text.

use crate::wire::Headers;

/// Whether a body is text: `text/*`, JSON, XML and JavaScript. Everything else is Base64, also a form and a body
/// without a content type (measured on AWS 2026-06-01; a multipart form was recorded in Base64 2022-09-01). The
/// guide speaks of binary types without naming them (EVENT2-014).
#[must_use]
pub fn is_text(headers: &Headers) -> bool {
    let written = headers.get("Content-Type").unwrap_or_default();
    let bare = written
        .split(';')
        .next()
        .unwrap_or_default()
        .trim()
        .to_ascii_lowercase();
    bare.starts_with("text/")
        || matches!(
            bare.as_str(),
            "application/json" | "application/xml" | "application/javascript"
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_types_are_text() {
        for (content_type, expected) in [
            (Some("text/plain"), true),
            (Some("TEXT/CSV; charset=utf-8"), true),
            (Some("application/json; charset=utf-8"), true),
            (Some("application/xml"), true),
            (Some("application/javascript"), true),
            (Some("application/x-www-form-urlencoded"), false),
            (Some("multipart/form-data; boundary=x"), false),
            (Some("application/octet-stream"), false),
            (Some("image/png"), false),
            (None, false),
        ] {
            let headers = content_type.iter().map(|t| ("content-type", *t)).collect();
            assert_eq!(is_text(&headers), expected, "{content_type:?}");
        }
    }
}
