//! Patch operations: how every update says what to change.

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::answer::bad_request;
use crate::wire::AwsError;

/// One change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PatchOperation {
    /// `add`, `remove`, `replace`, `copy` …
    pub op: String,
    /// As sent, for messages; `null` if there is none, as AWS writes it.
    pub path: String,
    /// The value, always text.
    pub value: Option<String>,
    /// The source of a `copy`.
    pub from: Option<String>,
}

/// A member that updates may change.
#[derive(Debug, Clone, Copy)]
pub struct Field {
    /// The member's name.
    pub name: &'static str,
    /// What it holds.
    pub kind: Kind,
}

/// What a member holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Text.
    Text,
    /// A boolean; no value means false (recorded on AWS).
    Bool,
    /// A number.
    Number,
    /// Text by name: the path names the entry.
    TextMap,
    /// A boolean by name.
    BoolMap,
    /// A list of texts: the path names the element.
    List,
}

/// Why a change is refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Rejection {
    /// No such member.
    Path,
    /// The member does not take this operation.
    Op,
    /// An entry of this map needs a value.
    NoValue(&'static str),
    /// The value is none of the member's.
    Value,
}

const OPS: [&str; 6] = ["add", "remove", "move", "test", "replace", "copy"];

impl PatchOperation {
    /// Reads the list.
    ///
    /// # Errors
    /// `ValidationException` in AWS's words if an `op` is none.
    pub fn list(list: Option<&Value>, shape: &str) -> Result<Vec<Self>, AwsError> {
        let list = list
            .and_then(Value::as_array)
            .map(Vec::as_slice)
            .unwrap_or_default();
        let text =
            |operation: &Value, name: &str| operation.get(name).and_then(Value::as_str).map(str::to_owned);
        let read = |(index, operation): (usize, &Value)| {
            let op = text(operation, "op").unwrap_or_default();
            if !OPS.contains(&op.as_str()) {
                let message = format!(
                    "1 validation error detected: Value '{op}' at '{shape}.patchOperations.{}.member.op' failed to \
                     satisfy constraint: Member must satisfy enum value set: [{}]",
                    index + 1,
                    OPS.join(", ")
                );
                return Err(AwsError::new(400, "ValidationException", message));
            }
            Ok(Self {
                op,
                path: text(operation, "path").unwrap_or_else(|| "null".to_owned()),
                value: text(operation, "value"),
                from: text(operation, "from"),
            })
        };
        list.iter().enumerate().map(read).collect()
    }

    /// The parts of the path, `~1` and `~0` decoded.
    #[must_use]
    pub fn parts(&self) -> Vec<String> {
        let path = self.path.strip_prefix('/').unwrap_or(&self.path);
        path.split('/')
            .map(|part| part.replace("~1", "/").replace("~0", "~"))
            .collect()
    }

    /// The refusal in the words that AWS uses for most resources.
    #[must_use]
    pub fn refused(&self, rejection: &Rejection, fields: &[Field]) -> AwsError {
        let place = format!(
            "Invalid patch path  '{}' specified for op '{}'.",
            self.path, self.op
        );
        match rejection {
            Rejection::Path => {
                let known: Vec<_> = fields.iter().map(|f| format!("/{}", f.name)).collect();
                bad_request(format!("{place} Must be one of: [{}]", known.join(", ")))
            }
            Rejection::Op => bad_request(format!("{place} Please choose supported operations")),
            Rejection::NoValue(member) => bad_request(format!("Invalid null or empty value in {member}")),
            Rejection::Value => bad_request(format!("Invalid value specified for path {}", self.path)),
        }
    }
}

/// Changes a resource: it is taken apart into its members, patched and put together again.
///
/// # Errors
/// The first change that is refused; the resource stays as it was.
pub fn update<T: Serialize + DeserializeOwned>(
    resource: &mut T,
    fields: &[Field],
    operations: &[PatchOperation],
) -> Result<(), AwsError> {
    let Ok(Value::Object(mut members)) = serde_json::to_value(&*resource) else {
        return Err(bad_request("Invalid patch"));
    };
    for operation in operations {
        apply(&mut members, fields, operation).map_err(|rejection| operation.refused(&rejection, fields))?;
    }
    *resource =
        T::deserialize(Value::Object(members)).map_err(|e| bad_request(format!("Invalid patch: {e}")))?;
    Ok(())
}

/// Applies one change to the members of a resource.
///
/// # Errors
/// [`Rejection`].
pub fn apply(
    members: &mut Map<String, Value>,
    fields: &[Field],
    change: &PatchOperation,
) -> Result<(), Rejection> {
    let parts = change.parts();
    let (name, entry) = parts.split_first().ok_or(Rejection::Path)?;
    let field = fields.iter().find(|f| f.name == name).ok_or(Rejection::Path)?;
    match (field.kind, entry) {
        (Kind::Text | Kind::Bool | Kind::Number, []) => scalar(members, field, change),
        (Kind::TextMap | Kind::BoolMap, [_, ..]) => map_entry(members, field, &entry.join("/"), change),
        (Kind::List, [_, ..]) => list_element(members, field, &entry.join("/"), change),
        _ => Err(Rejection::Path),
    }
}

fn scalar(members: &mut Map<String, Value>, field: &Field, change: &PatchOperation) -> Result<(), Rejection> {
    if change.op != "replace" {
        return Err(Rejection::Op);
    }
    match parsed(field.kind, change.value.as_deref())? {
        Some(value) => drop(members.insert(field.name.to_owned(), value)),
        None => drop(members.shift_remove(field.name)),
    }
    Ok(())
}

fn map_entry(
    members: &mut Map<String, Value>,
    field: &Field,
    key: &str,
    change: &PatchOperation,
) -> Result<(), Rejection> {
    let kind = if field.kind == Kind::BoolMap {
        Kind::Bool
    } else {
        Kind::Text
    };
    let map = members
        .entry(field.name)
        .or_insert_with(|| Value::Object(Map::new()))
        .as_object_mut()
        .ok_or(Rejection::Path)?;
    match change.op.as_str() {
        "add" | "replace" => {
            let value = parsed(kind, change.value.as_deref())?.ok_or(Rejection::NoValue(field.name))?;
            map.insert(key.to_owned(), value);
        }
        "remove" => drop(map.shift_remove(key)),
        _ => return Err(Rejection::Op),
    }
    Ok(())
}

fn list_element(
    members: &mut Map<String, Value>,
    field: &Field,
    element: &str,
    change: &PatchOperation,
) -> Result<(), Rejection> {
    let list = members
        .entry(field.name)
        .or_insert_with(|| Value::Array(Vec::new()))
        .as_array_mut()
        .ok_or(Rejection::Path)?;
    let at = list.iter().position(|e| e == element);
    match (change.op.as_str(), at) {
        ("add", None) => list.push(Value::from(element)),
        ("add", Some(_)) => {}
        ("replace", Some(at)) => {
            list[at] = Value::from(change.value.as_deref().ok_or(Rejection::NoValue(field.name))?)
        }
        ("remove", Some(at)) => drop(list.remove(at)),
        ("remove" | "replace", None) => return Err(Rejection::Path),
        _ => return Err(Rejection::Op),
    }
    Ok(())
}

fn parsed(kind: Kind, value: Option<&str>) -> Result<Option<Value>, Rejection> {
    Ok(match (kind, value) {
        (Kind::Bool, None) => Some(Value::Bool(false)),
        (Kind::Bool, Some(text)) => Some(Value::Bool(text.eq_ignore_ascii_case("true"))),
        (Kind::Number, Some(text)) => Some(serde_json::from_str(text).map_err(|_| Rejection::Value)?),
        (_, Some(text)) => Some(Value::from(text)),
        (_, None) => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    const FIELDS: [Field; 4] = [
        Field {
            name: "name",
            kind: Kind::Text,
        },
        Field {
            name: "validate",
            kind: Kind::Bool,
        },
        Field {
            name: "templates",
            kind: Kind::TextMap,
        },
        Field {
            name: "types",
            kind: Kind::List,
        },
    ];

    fn patched(op: &str, path: &str, value: Option<&str>) -> Result<Value, Rejection> {
        let mut members = json!({"name": "n", "validate": true, "types": ["*/test"]});
        let change = PatchOperation {
            op: op.to_owned(),
            path: path.to_owned(),
            value: value.map(str::to_owned),
            from: None,
        };
        apply(members.as_object_mut().unwrap(), &FIELDS, &change).map(|()| members)
    }

    #[test]
    fn each_kind_of_member_changes() {
        assert_eq!(patched("replace", "/name", Some("m")).unwrap()["name"], "m");
        assert_eq!(patched("replace", "/validate", None).unwrap()["validate"], false);
        let added = patched("add", "/templates/application~1xml", Some("<a/>")).unwrap();
        assert_eq!(added["templates"], json!({"application/xml": "<a/>"}));
        assert_eq!(
            patched("add", "/types/image~1png", None).unwrap()["types"],
            json!(["*/test", "image/png"])
        );
        assert_eq!(
            patched("remove", "/types/*~1test", None).unwrap()["types"],
            json!([])
        );
    }

    #[test]
    fn what_does_not_fit_is_refused() {
        assert_eq!(patched("add", "/validate", Some("true")), Err(Rejection::Op));
        assert_eq!(patched("replace", "/nothing", Some("true")), Err(Rejection::Path));
        assert_eq!(
            patched("replace", "/templates/a", None),
            Err(Rejection::NoValue("templates"))
        );
        let error = PatchOperation::list(
            Some(&json!([{"op": "wrong-op", "path": "/a"}])),
            "updateGatewayResponseInput",
        );
        assert_eq!(
            error.unwrap_err().message,
            "1 validation error detected: Value 'wrong-op' at 'updateGatewayResponseInput.patchOperations.1.member.op' \
             failed to satisfy constraint: Member must satisfy enum value set: [add, remove, move, test, replace, copy]"
        );
    }
}
