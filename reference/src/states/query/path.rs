//! A path into the input (`$`), the context object (`$$`) or a variable (`$name`).

use std::borrow::Cow;

use serde_json::Value;

use super::{Frame, is_variable_name};
use crate::jsonpath::{NoResult, Path};

/// A parsed path.
#[derive(Debug, Clone, PartialEq)]
pub struct DataPath {
    text: String,
    root: Root,
    path: Path,
}

#[derive(Debug, Clone, PartialEq)]
enum Root {
    Input,
    Context,
    Variable(String),
}

impl DataPath {
    /// Parses `$…`, `$$…` or `$name…`; `None` if it is none of them, or not a path.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let after = text.strip_prefix('$')?;
        let end = after.find(['.', '[']).unwrap_or(after.len());
        let (name, rest) = after.split_at(end);
        let root = match name {
            "" => Root::Input,
            "$" => Root::Context,
            name if is_variable_name(name) => Root::Variable(name.to_owned()),
            _ => return None,
        };
        Some(Self {
            text: text.to_owned(),
            root,
            path: Path::parse(&keep_backslashes(&format!("${rest}"))).ok()?,
        })
    }

    /// The variable that it reads.
    #[must_use]
    pub fn variable(&self) -> Option<&str> {
        match &self.root {
            Root::Variable(name) => Some(name),
            Root::Input | Root::Context => None,
        }
    }

    /// As written.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Whether it is `$`: the whole input as it is.
    #[must_use]
    pub fn is_whole_input(&self) -> bool {
        self.text == "$"
    }

    /// Whether it can lead to at most one value.
    #[must_use]
    pub fn is_definite(&self) -> bool {
        self.path.is_definite()
    }

    /// The value it leads to.
    ///
    /// # Errors
    /// [`NoResult`] if a definite path leads nowhere. An indefinite one finds nothing instead, also if the way
    /// to it is missing: `$.a[*]` of `{}` is `[]` (recorded on AWS 2024).
    pub fn read<'v>(&self, frame: Frame<'v>) -> Result<Cow<'v, Value>, NoResult> {
        let root = match &self.root {
            Root::Input => frame.input,
            Root::Context => frame.context.value(),
            Root::Variable(name) => match frame.context.variables().get(name) {
                Some(data) => data.value(),
                None => return Err(NoResult(format!("The variable '${name}' has no value"))),
            },
        };
        match self.path.read(root) {
            // Only a path that asks for too much is no matter of what is there.
            Err(NoResult(text)) if !self.path.is_definite() && !text.starts_with("the path visits") => {
                Ok(Cow::Owned(Value::Array(Vec::new())))
            }
            read => read,
        }
    }
}

/// Doubles backslashes between single quotes that protect nothing: a state's `$['a\"b']` is the member `a\"b`
/// (recorded on AWS 2025), where Jayway by itself would drop the backslash.
fn keep_backslashes(path: &str) -> Cow<'_, str> {
    if !path.contains('\\') {
        return Cow::Borrowed(path);
    }
    let mut kept = String::new();
    let mut quoted = false;
    let mut chars = path.chars().peekable();
    while let Some(c) = chars.next() {
        kept.push(c);
        match c {
            '\'' => quoted = !quoted,
            '\\' if quoted => {
                let protected = chars.next_if(|next| matches!(next, '\'' | '\\'));
                kept.push(protected.unwrap_or('\\'));
            }
            _ => {}
        }
    }
    Cow::Owned(kept)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn read(path: &str, input: &Value) -> Option<Value> {
        let context = crate::states::query::Context::for_tests();
        let frame = Frame {
            input,
            context: &context,
        };
        DataPath::parse(path)?.read(frame).ok().map(Cow::into_owned)
    }

    #[test]
    fn indefinite_paths_find_nothing_where_nothing_is() {
        for path in ["$.items[*]", "$.item.items[1:]", "$.items[:1].value", "$..nope"] {
            assert_eq!(read(path, &json!({})), Some(json!([])), "{path}");
        }
        assert_eq!(read("$.items[0]", &json!({})), None);
    }

    #[test]
    fn variables_are_read() {
        let context = crate::states::query::Context::for_tests()
            .assigned([("list".to_owned(), json!([{"a": 1}]).into())]);
        let frame = Frame {
            input: &json!({}),
            context: &context,
        };
        let read = |text| DataPath::parse(text).unwrap().read(frame).map(Cow::into_owned);
        assert_eq!(read("$list[0].a"), Ok(json!(1)));
        assert!(read("$other").is_err());
    }

    #[test]
    fn backslashes_stay_where_they_protect_nothing() {
        assert_eq!(read(r#"$['a\"b']"#, &json!({r#"a\"b"#: 1})), Some(json!(1)));
        assert_eq!(read(r"$['it\'s']", &json!({"it's": 1})), Some(json!(1)));
    }

    #[test]
    fn only_paths_from_a_root_are_taken() {
        for text in [
            "$",
            "$$",
            "$.a",
            "$$.State.Name",
            "$['a']",
            "$name",
            "$name.a",
            "$name[0]",
        ] {
            assert!(DataPath::parse(text).is_some(), "{text}");
        }
        for text in ["", "a", "$1", "$a-b", "$a b.c", "$states", "$$a", "States.UUID()"] {
            assert!(DataPath::parse(text).is_none(), "{text}");
        }
    }
}
