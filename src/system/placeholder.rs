//! Names in double braces that stand for what is known only when the system is deployed.

use std::collections::BTreeMap;

/// What the placeholders stand for.
#[derive(Debug, Clone, Default)]
pub struct Placeholders(BTreeMap<&'static str, String>);

/// A placeholder that nothing stands for.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("fill in {{{{{name}}}}}: known here are {known}")]
pub struct UnknownPlaceholder {
    /// The name between the braces.
    pub name: String,
    /// What could have stood there.
    pub known: String,
}

impl Placeholders {
    /// Lets `name` stand for `value`.
    pub fn set(&mut self, name: &'static str, value: impl Into<String>) {
        self.0.insert(name, value.into());
    }

    /// The value of a name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str)
    }

    /// The text with every known placeholder filled in; unknown ones stay, as matchers of expected JSON do.
    #[must_use]
    pub fn fill_known(&self, text: &str) -> String {
        self.0.iter().fold(text.to_owned(), |text, (name, value)| {
            text.replace(&format!("{{{{{name}}}}}"), value)
        })
    }

    /// The text with all placeholders filled in.
    ///
    /// # Errors
    /// [`UnknownPlaceholder`] for one that nothing stands for, such as `{{functionArn}}` without a function.
    pub fn fill(&self, text: &str) -> Result<String, UnknownPlaceholder> {
        let filled = self.fill_known(text);
        match unknown(&filled) {
            None => Ok(filled),
            Some(name) => Err(UnknownPlaceholder {
                name: name.to_owned(),
                known: self
                    .0
                    .keys()
                    .map(|name| format!("{{{{{name}}}}}"))
                    .collect::<Vec<_>>()
                    .join(", "),
            }),
        }
    }
}

/// The first name in double braces. JSON has `}}` and `{{` too, but never a bare word between them.
fn unknown(text: &str) -> Option<&str> {
    text.split("{{").skip(1).find_map(|rest| {
        let (name, _) = rest.split_once("}}")?;
        (!name.is_empty() && name.chars().all(|c| c.is_ascii_alphabetic())).then_some(name)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known() -> Placeholders {
        let mut known = Placeholders::default();
        known.set("nonce", "n-1");
        known
    }

    #[test]
    fn known_names_are_filled_in_wherever_they_stand() {
        assert_eq!(
            known().fill("a {{nonce}}{{nonce}} b").as_deref(),
            Ok("a n-1n-1 b")
        );
    }

    #[test]
    fn an_unknown_name_is_an_error_that_lists_the_known_ones() {
        let error = known()
            .fill("{{functionArn}}")
            .expect_err("nothing stands for it");
        assert_eq!(
            error.to_string(),
            "fill in {{functionArn}}: known here are {{nonce}}"
        );
    }

    #[test]
    fn json_and_velocity_braces_are_no_placeholders() {
        for text in [r#"{"a":{"b":{}}}"#, "${x}", "{{ }}", "{{\"a\":1}}"] {
            assert_eq!(known().fill(text).as_deref(), Ok(text));
        }
    }
}
