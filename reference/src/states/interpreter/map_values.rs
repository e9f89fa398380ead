//! What a Map computes before it begins: its items, its numbers, the inputs of its iterations.

use serde_json::Value;

use super::run::Step;
use crate::states::{
    data::Data,
    definition::{Items, Map, MapNumber, Selector},
    query::{Context, Fault, Frame, States, read_path},
};

impl Step<'_> {
    /// The items.
    pub(super) fn items(&self, map: &Map, selected: &Data) -> Result<Vec<Value>, Fault> {
        let items = match &map.items {
            Items::Input => selected.value().clone(),
            Items::Path(path) => read_path(path, self.frame(selected))?.into_owned(),
            Items::Jsonata(template) => match template.as_expression() {
                Some(expression) => expression.evaluate_to("array", "Items", self.states())?,
                None => template.render("Items", self.states())?,
            },
        };
        match items {
            Value::Array(items) => Ok(items),
            other => {
                // The same words in both languages (recorded on AWS 2023 and 2024-11).
                let message = format!("Map state input must be an array but was: {other}");
                Err(if self.is_jsonata(map) {
                    Fault::evaluation(message, None)
                } else {
                    Fault::runtime(message)
                })
            }
        }
    }

    /// A whole number that is not negative.
    pub(super) fn integer(&self, field: &str, number: &MapNumber, selected: &Data) -> Result<u64, Fault> {
        let (value, fault) = match number {
            MapNumber::Literal(number) => return Ok(*number as u64),
            MapNumber::Path(path) => {
                let value = read_path(path, self.frame(selected))?.into_owned();
                let what = refers(field, &value, "integer", path.text());
                (value, Fault::runtime(what))
            }
            MapNumber::Jsonata(expression) => {
                let value = expression.evaluate_to("number", field, self.states())?;
                let what = format!("The {field} field is not a valid integer: {value}");
                (value, Fault::evaluation(what, Some(field)))
            }
        };
        // A text with a number in it will do (recorded on AWS 2024).
        let number: i64 = plain(&value).parse().map_err(|_| fault.clone())?;
        u64::try_from(number).map_err(|_| Fault {
            message: format!("{field} cannot be negative."),
            ..fault
        })
    }

    /// A percentage.
    pub(super) fn percentage(&self, field: &str, number: &MapNumber, selected: &Data) -> Result<f64, Fault> {
        let (value, fault) = match number {
            MapNumber::Literal(number) => return Ok(*number),
            MapNumber::Path(path) => {
                let value = read_path(path, self.frame(selected))?.into_owned();
                let what = refers(field, &value, "float", path.text());
                (value, Fault::runtime(what))
            }
            MapNumber::Jsonata(expression) => {
                let value = expression.evaluate_to("number", field, self.states())?;
                let what = format!("The {field} field is not a valid float: {value}");
                (value, Fault::evaluation(what, Some(field)))
            }
        };
        let number: f64 = plain(&value).parse().map_err(|_| fault.clone())?;
        if (0.0..=100.0).contains(&number) {
            Ok(number)
        } else {
            Err(Fault {
                message: format!("{field} must be between 0 and 100."),
                ..fault
            })
        }
    }

    /// How many iterations may run at the same time, of at most `most`.
    pub(super) fn concurrency(&self, map: &Map, selected: &Data, most: usize) -> Result<usize, Fault> {
        let Some(number) = &map.max_concurrency else {
            return Ok(most);
        };
        let limit = self.integer("MaxConcurrency", number, selected)?;
        Ok(match usize::try_from(limit) {
            Ok(limit) if limit > 0 => limit.min(most),
            _ => most,
        })
    }

    /// What ItemSelector or BatchInput builds.
    pub(super) fn selected(
        &self,
        field: &str,
        selector: &Selector,
        selected: &Data,
        context: &Context,
    ) -> Result<Value, Fault> {
        match selector {
            Selector::JsonPath(template) => template.render(Frame {
                input: selected.value(),
                context,
            }),
            Selector::Jsonata(template) => template.render(field, States::before(self.input, context)),
        }
    }

    /// The input of an iteration.
    pub(super) fn item_input(
        &self,
        map: &Map,
        item: Value,
        selected: &Data,
        context: &Context,
    ) -> Result<Value, Fault> {
        match &map.item_selector {
            None => Ok(item),
            Some(selector) => self.selected("ItemSelector", selector, selected, context),
        }
    }

    fn is_jsonata(&self, map: &Map) -> bool {
        matches!(map.body.io, crate::states::query::Io::Jsonata(_))
    }

    fn frame<'f>(&'f self, selected: &'f Data) -> Frame<'f> {
        Frame {
            input: selected.value(),
            context: &self.context,
        }
    }
}

/// Recorded on AWS 2024.
fn refers(field: &str, value: &Value, kind: &str, path: &str) -> String {
    format!(
        "The {field}Path field refers to value \"{}\" which is not a valid {kind}: {path}",
        plain(value)
    )
}

/// A string as it is, everything else as JSON.
fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}
