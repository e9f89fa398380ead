//! A requirement: what a `Rule` of a feature states.
//!
//! ```gherkin
//! @REDIR-003 @core
//! Rule: An output with statusCode 302 and a Location becomes that redirect
//!   Source: https://docs.aws.amazon.com/…
//!   Basis: documented; the override recorded on AWS 2024-08-02
//! ```

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use super::{finding::File, keyword, near::nearest};

/// The areas that ids begin with.
pub const AREAS: [&str; 18] = [
    "REDIR", "SYNC", "ASYNC", "EVENT1", "EVENT2", "RESP", "ERR", "TMPL", "PASS", "CORS", "ROUTE", "PERM",
    "LASYNC", "ASL", "LIMIT", "WS", "V2SFN", "OBS",
];

/// One documented or recorded behaviour.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Requirement {
    /// `AREA-NNN`, never reused.
    pub id: String,
    /// Who notices when it is missing.
    pub level: Level,
    /// The rule's sentence.
    pub sentence: String,
    /// Where it is stated or seen; at least one.
    pub sources: Vec<Source>,
    /// How it is known.
    pub basis: Basis,
}

/// Who notices when a requirement is not met.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// Ordinary users.
    Core,
    /// Users of what is less used.
    Extended,
    /// Hardly anyone: oddities and contradictions.
    Edge,
}

/// Where a requirement is stated or was seen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Source {
    /// A page.
    Url(String),
    /// What was recorded, in words.
    Fact(String),
}

/// How a requirement is known, with the words of the feature.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "text", rename_all = "lowercase")]
pub enum Basis {
    /// A page says so.
    Documented(String),
    /// Seen on AWS at the date that the text names.
    Recorded(String),
    /// A page says otherwise than what was seen; what was seen holds.
    Contradicted(String),
    /// It follows from what is documented.
    Derived(String),
}

/// A word that is no level.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("read {0:?} as a level: write core, extended or edge")]
pub struct NotALevel(String);

impl FromStr for Level {
    type Err = NotALevel;

    fn from_str(text: &str) -> Result<Self, NotALevel> {
        match text {
            "core" => Ok(Self::Core),
            "extended" => Ok(Self::Extended),
            "edge" => Ok(Self::Edge),
            other => Err(NotALevel(other.to_owned())),
        }
    }
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Core => "core",
            Self::Extended => "extended",
            Self::Edge => "edge",
        })
    }
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (Self::Url(text) | Self::Fact(text)) = self;
        f.write_str(text)
    }
}

impl fmt::Display for Basis {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (Self::Documented(text) | Self::Recorded(text) | Self::Contradicted(text) | Self::Derived(text)) =
            self;
        f.write_str(text)
    }
}

impl Basis {
    /// The basis that a text states by how it begins; `None` where it begins otherwise.
    fn read(text: &str) -> Option<Self> {
        let own = text.to_owned();
        if text.starts_with("documented, recorded contradicts") {
            Some(Self::Contradicted(own))
        } else if text.starts_with("documented") {
            Some(Self::Documented(own))
        } else if text.starts_with("derived") {
            Some(Self::Derived(own))
        } else {
            let rest = text.strip_prefix("recorded ")?;
            begins_with_date(rest.strip_prefix("on AWS ").unwrap_or(rest)).then_some(Self::Recorded(own))
        }
    }
}

/// Whether a text begins with `YYYY`, `YYYY-MM` or `YYYY-MM-DD`.
fn begins_with_date(text: &str) -> bool {
    let date: String = text
        .chars()
        .take_while(|c| c.is_ascii_digit() || *c == '-')
        .collect();
    let parts: Vec<_> = date.split('-').collect();
    parts.len() <= 3 && parts[0].len() == 4 && parts[1..].iter().all(|part| part.len() == 2)
}

/// Whether a tag is meant as an id: an upper-case word, a dash, a digit.
pub(super) fn looks_like_id(tag: &str) -> bool {
    tag.split_once('-').is_some_and(|(area, number)| {
        area.starts_with(|c: char| c.is_ascii_alphabetic())
            && area.chars().all(|c| c.is_ascii_alphanumeric())
            && number.starts_with(|c: char| c.is_ascii_digit())
    })
}

/// Reads a rule as a requirement; what is missing is found.
pub(super) fn read(rule: &gherkin::Rule, file: &mut File<'_>) -> Option<Requirement> {
    let id = id(rule, file);
    let level = level(rule, file);
    let (sources, basis) = fields(rule.description.as_deref().unwrap_or_default());
    if rule.name.is_empty() {
        file.find(rule.position, "write the requirement as a sentence after `Rule:`");
    }
    if sources.is_empty() {
        file.find(
            rule.position,
            "add a line `Source:` with the page or the recorded fact that states this rule",
        );
    }
    let read = basis.as_deref().and_then(Basis::read);
    if read.is_none() {
        let wanted = "`documented`, `documented, recorded contradicts`, `recorded` with a date, or `derived`";
        file.find(
            rule.position,
            match basis {
                None => format!("add a line `Basis:` that begins with {wanted}"),
                Some(text) => format!("begin the line `Basis:` with {wanted}, instead of `{text}`"),
            },
        );
    }
    Some(Requirement {
        id: id?,
        level: level?,
        sentence: rule.name.clone(),
        sources,
        basis: read?,
    })
}

fn id(rule: &gherkin::Rule, file: &mut File<'_>) -> Option<String> {
    let ids: Vec<_> = rule.tags.iter().filter(|tag| looks_like_id(tag)).collect();
    let [id] = ids[..] else {
        file.find(
            rule.position,
            match ids.len() {
                0 => "give this rule an id tag such as @REDIR-003".to_owned(),
                n => format!("keep one of the {n} id tags: a rule is one requirement"),
            },
        );
        return None;
    };
    let (area, number) = id.split_once('-').unwrap_or((id, ""));
    if !AREAS.contains(&area) {
        let near = nearest(area, AREAS);
        let areas = if near.is_empty() {
            AREAS.join(", ")
        } else {
            near.join(" or ")
        };
        file.find(
            rule.position,
            format!("replace the area of @{id}, which is not known: {areas}"),
        );
        return None;
    }
    if number.len() != 3 || !number.bytes().all(|b| b.is_ascii_digit()) {
        file.find(
            rule.position,
            format!("write the number of @{id} with three digits, as in @{area}-003"),
        );
        return None;
    }
    Some(id.clone())
}

fn level(rule: &gherkin::Rule, file: &mut File<'_>) -> Option<Level> {
    let levels: Vec<Level> = rule.tags.iter().filter_map(|tag| tag.parse().ok()).collect();
    if let [level] = levels[..] {
        return Some(level);
    }
    file.find(
        rule.position,
        "give this rule exactly one level tag: @core, @extended or @edge",
    );
    None
}

/// The sources and the basis that a rule's description names. A line goes on with the field above it, as a
/// long URL or sentence may need several lines.
fn fields(description: &str) -> (Vec<Source>, Option<String>) {
    let mut fields: Vec<(&str, String)> = Vec::new();
    for line in description
        .lines()
        .map(str::trim)
        .filter(|line| !line.starts_with('#'))
    {
        let field = ["Source", "Basis"].into_iter().find_map(|name| {
            Some((
                name,
                line.strip_prefix(name)?.strip_prefix(':')?.trim().to_owned(),
            ))
        });
        match (field, fields.last_mut()) {
            (Some(field), _) => fields.push(field),
            (None, Some((_, text))) if keyword::directive(line).is_none() => {
                *text = format!("{text} {line}");
            }
            (None, _) => {}
        }
    }
    let texts = |wanted| {
        fields
            .iter()
            .filter(move |(name, text)| *name == wanted && !text.is_empty())
            .map(|(_, text)| text.as_str())
    };
    (
        texts("Source").flat_map(sources).collect(),
        texts("Basis").next().map(str::to_owned),
    )
}

/// Every word of a text that holds URLs only, or the text as one fact.
fn sources(text: &str) -> Vec<Source> {
    let is_url = |word: &str| word.starts_with("https://") || word.starts_with("http://");
    if text.split_whitespace().all(is_url) {
        text.split_whitespace()
            .map(|url| Source::Url(url.trim_end_matches([',', ';']).to_owned()))
            .collect()
    } else {
        vec![Source::Fact(text.to_owned())]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sources_are_urls_or_a_fact() {
        let (found, basis) = fields(
            "Prose first.\nSource: https://a\nhttps://b,\nSource: a fact of\ntwo lines\nBasis: derived",
        );
        let fact = Source::Fact("a fact of two lines".to_owned());
        let url = |text: &str| Source::Url(text.to_owned());
        assert_eq!(found, [url("https://a"), url("https://b"), fact]);
        assert_eq!(basis.as_deref(), Some("derived"));
    }

    #[test]
    fn a_basis_is_told_by_how_it_begins() {
        let text = |text: &str| text.to_owned();
        for (basis, expected) in [
            (
                "documented; seen too",
                Some(Basis::Documented(text("documented; seen too"))),
            ),
            (
                "recorded 2024-08-02",
                Some(Basis::Recorded(text("recorded 2024-08-02"))),
            ),
            (
                "recorded on AWS 2023-11 by x",
                Some(Basis::Recorded(text("recorded on AWS 2023-11 by x"))),
            ),
            (
                "documented, recorded contradicts: 500",
                Some(Basis::Contradicted(text("documented, recorded contradicts: 500"))),
            ),
            (
                "derived from SYNC-001",
                Some(Basis::Derived(text("derived from SYNC-001"))),
            ),
            ("recorded", None),
            ("recorded once", None),
            ("known", None),
        ] {
            assert_eq!(Basis::read(basis), expected, "{basis}");
        }
    }

    #[test]
    fn ids_are_told_from_other_tags() {
        for id in ["REDIR-003", "redir-3", "XX-1", "V2SFN-001"] {
            assert!(looks_like_id(id), "{id}");
        }
        for tag in ["core", "own-api", "needs-http-api", "REDIR"] {
            assert!(!looks_like_id(tag), "{tag}");
        }
    }
}
