//! A call and its evaluation.

use serde_json::Value;

use super::{array, encode, format, json, math, parse, string};
use crate::states::{
    data::{MAX_WORKING_BYTES, weight},
    query::{DataPath, Frame},
};

/// A parsed call of a known function.
#[derive(Debug, Clone, PartialEq)]
pub struct Call {
    text: String,
    function: &'static Function,
    arguments: Vec<Argument>,
}

/// An argument as written.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Argument {
    /// A number, `true`, `false` or `null`.
    Constant(Value),
    /// What stood between quotes, escapes and all: Format reads them its own way.
    Text(String),
    Path(DataPath),
    Call(Call),
}

/// An argument's value.
#[derive(Debug, Clone)]
pub(super) struct Given {
    pub(super) value: Value,
    /// Between quotes, so escapes are still in.
    pub(super) quoted: bool,
}

type Work = fn(&[Given]) -> Result<Value, String>;

#[derive(Debug)]
pub(super) struct Function {
    pub(super) name: &'static str,
    /// The fewest and the most arguments.
    takes: (usize, usize),
    work: Work,
}

impl PartialEq for Function {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

const MANY: usize = usize::MAX;

/// Step Functions guide, "Intrinsic functions for JSONPath states".
static FUNCTIONS: [Function; 18] = [
    Function {
        name: "States.Array",
        takes: (0, MANY),
        work: array::array,
    },
    Function {
        name: "States.ArrayContains",
        takes: (2, 2),
        work: array::contains,
    },
    Function {
        name: "States.ArrayGetItem",
        takes: (2, 2),
        work: array::get_item,
    },
    Function {
        name: "States.ArrayLength",
        takes: (1, 1),
        work: array::length,
    },
    Function {
        name: "States.ArrayPartition",
        takes: (2, 2),
        work: array::partition,
    },
    Function {
        name: "States.ArrayRange",
        takes: (3, 3),
        work: array::range,
    },
    Function {
        name: "States.ArrayUnique",
        takes: (1, 1),
        work: array::unique,
    },
    Function {
        name: "States.Base64Decode",
        takes: (1, 1),
        work: encode::base64_decode,
    },
    Function {
        name: "States.Base64Encode",
        takes: (1, 1),
        work: encode::base64_encode,
    },
    Function {
        name: "States.Format",
        takes: (1, MANY),
        work: format::format,
    },
    Function {
        name: "States.Hash",
        takes: (2, 2),
        work: encode::hash,
    },
    Function {
        name: "States.JsonMerge",
        takes: (3, 3),
        work: json::merge,
    },
    Function {
        name: "States.JsonToString",
        takes: (1, 1),
        work: json::to_string,
    },
    Function {
        name: "States.MathAdd",
        takes: (2, 2),
        work: math::add,
    },
    Function {
        name: "States.MathRandom",
        takes: (2, 3),
        work: math::random,
    },
    Function {
        name: "States.StringSplit",
        takes: (2, 2),
        work: string::split,
    },
    Function {
        name: "States.StringToJson",
        takes: (1, 1),
        work: json::of_string,
    },
    Function {
        name: "States.UUID",
        takes: (0, 0),
        work: string::uuid,
    },
];

impl Call {
    /// Parses a call; `None` if it is none, or of no known function, or with a wrong number of arguments.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        parse::call(text)
    }

    pub(super) fn new(text: &str, name: &str, arguments: Vec<Argument>) -> Option<Self> {
        let function = FUNCTIONS.iter().find(|function| function.name == name)?;
        let (fewest, most) = function.takes;
        (fewest..=most).contains(&arguments.len()).then(|| Self {
            text: text.to_owned(),
            function,
            arguments,
        })
    }

    /// As written.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The variables that the arguments read.
    #[must_use]
    pub fn variables(&self) -> Vec<&str> {
        let mut found = Vec::new();
        for argument in &self.arguments {
            match argument {
                Argument::Path(path) => found.extend(path.variable()),
                Argument::Call(call) => found.extend(call.variables()),
                Argument::Constant(_) | Argument::Text(_) => {}
            }
        }
        found
    }

    /// Computes the value.
    ///
    /// # Errors
    /// What is wrong with an argument, in words.
    pub fn evaluate(&self, frame: Frame<'_>) -> Result<Value, String> {
        let mut taken = 0;
        let given = self
            .arguments
            .iter()
            .map(|argument| {
                if taken > MAX_WORKING_BYTES {
                    return Err("The arguments are too large".to_owned());
                }
                let value = match argument {
                    Argument::Constant(value) => value.clone(),
                    Argument::Text(text) if self.function.name == "States.Format" => {
                        return Ok(Given {
                            value: text.as_str().into(),
                            quoted: true,
                        });
                    }
                    Argument::Text(text) => string::unescaped(text).into(),
                    Argument::Path(path) => path
                        .read(frame)
                        .map_err(|_| {
                            format!(
                                "The JSONPath '{}' could not be found in the input '{}'",
                                path.text(),
                                frame.input
                            )
                        })?
                        .into_owned(),
                    Argument::Call(call) => call.evaluate(frame)?,
                };
                taken += weight(&value);
                Ok(Given { value, quoted: false })
            })
            .collect::<Result<Vec<_>, String>>()?;
        (self.function.work)(&given)
    }
}

#[cfg(test)]
pub(super) fn computed(text: &str, input: Value) -> Result<Value, String> {
    let context = crate::states::query::Context::for_tests();
    Call::parse(text).ok_or("does not parse")?.evaluate(Frame {
        input: &input,
        context: &context,
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn calls_nest() {
        assert_eq!(
            computed(
                "States.ArrayGetItem(States.StringSplit($.n, '-'), \
                 States.MathAdd(States.ArrayLength(States.StringSplit($.n, '-')), -1))",
                json!({"n": "a-b-c"})
            ),
            Ok(json!("c"))
        );
    }

    #[test]
    fn the_context_object_can_be_an_argument() {
        assert_eq!(
            computed("States.Format('{}', $$.Execution.Name)", json!({})),
            Ok(json!("e"))
        );
    }

    #[test]
    fn a_missing_path_is_told() {
        assert_eq!(
            computed("States.ArrayLength($.a)", json!({"b": 1})),
            Err("The JSONPath '$.a' could not be found in the input '{\"b\":1}'".to_owned())
        );
    }
}
