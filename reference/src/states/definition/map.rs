//! Map.

use super::{
    Body, ErrorHandling, Fields, MachineType, Workflow,
    state::{Has, Scope, io, next},
};
use crate::states::query::{DataPath, Jsonata, JsonataTemplate, Provides, QueryLanguage, Template};

/// Runs a workflow for each item of an array.
#[derive(Debug, Clone, PartialEq)]
pub struct Map {
    /// Input, output, transition; Parameters are not here but in `item_selector`.
    pub body: Body,
    /// Retry and Catch.
    pub errors: ErrorHandling,
    /// What is run.
    pub processor: Workflow,
    /// Where the array is.
    pub items: Items,
    /// Builds the input of an iteration (`ItemSelector`, or `Parameters` in old definitions).
    pub item_selector: Option<Selector>,
    /// How many iterations run at the same time; 0 for no limit of its own.
    pub max_concurrency: Option<MapNumber>,
    /// If each iteration is an execution of its own.
    pub distribution: Option<Distribution>,
}

/// Where the items come from.
#[derive(Debug, Clone, PartialEq)]
pub enum Items {
    /// The effective input itself.
    Input,
    /// `ItemsPath`
    Path(DataPath),
    /// `Items`
    Jsonata(JsonataTemplate),
}

/// A template in the query language of the state.
#[derive(Debug, Clone, PartialEq)]
pub enum Selector {
    /// Members whose name ends in `.$` are computed.
    JsonPath(Template),
    /// Texts in `{% … %}` are computed.
    Jsonata(JsonataTemplate),
}

/// A number that stands in the definition or is computed.
#[derive(Debug, Clone, PartialEq)]
pub enum MapNumber {
    /// As it stands.
    Literal(f64),
    /// Where to find it.
    Path(DataPath),
    /// What computes it.
    Jsonata(Jsonata),
}

/// What only a Map in the mode DISTRIBUTED has.
#[derive(Debug, Clone, PartialEq)]
pub struct Distribution {
    /// The type of the iterations' executions.
    pub execution_type: MachineType,
    /// `Label`, part of the Map Run's ARN.
    pub label: Option<String>,
    /// When it fails.
    pub tolerance: Tolerance,
    /// `ItemBatcher`
    pub batcher: Option<Batcher>,
    /// Whether the items are in S3 (`ItemReader`).
    pub reads: bool,
    /// Whether the results go to S3 (`ResultWriter`).
    pub writes: bool,
}

/// How many iterations may fail.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Tolerance {
    /// `ToleratedFailureCount`
    pub count: Option<MapNumber>,
    /// `ToleratedFailurePercentage`
    pub percentage: Option<MapNumber>,
}

/// `ItemBatcher`
#[derive(Debug, Clone, PartialEq)]
pub struct Batcher {
    /// `MaxItemsPerBatch`
    pub max_items: Option<MapNumber>,
    /// `MaxInputBytesPerBatch`
    pub max_bytes: Option<MapNumber>,
    /// `BatchInput`
    pub input: Option<Selector>,
}

impl Map {
    pub(super) fn read(fields: &mut Fields<'_>, scope: Scope) -> Option<Self> {
        let io = io(
            fields,
            Has {
                result_selector: true,
                result_path: true,
                provides: Provides::Result,
                ..Has::default()
            },
        );
        let errors = ErrorHandling::read(fields);
        let next = next(fields);
        let items = items(fields);
        let item_selector = if fields.has("ItemSelector") {
            selector(fields, "ItemSelector")
        } else if fields.language == QueryLanguage::JsonPath {
            selector(fields, "Parameters")
        } else {
            None
        };
        let max_concurrency = number(fields, "MaxConcurrency", "MaxConcurrencyPath", u64::MAX as f64);
        let tolerance = Tolerance {
            count: number(
                fields,
                "ToleratedFailureCount",
                "ToleratedFailureCountPath",
                u64::MAX as f64,
            ),
            percentage: number(
                fields,
                "ToleratedFailurePercentage",
                "ToleratedFailurePercentagePath",
                100.0,
            ),
        };
        let name = if fields.has("Iterator") {
            "Iterator"
        } else {
            "ItemProcessor"
        };
        fields.require(&[name]);
        let mut processor = fields.object(name)?;
        processor.language = scope.of_machine;
        let execution_type = distributed(&mut processor, scope.kind);
        let distribution = match execution_type {
            Some(execution_type) => Some(Distribution {
                execution_type,
                label: label(fields),
                tolerance,
                batcher: batcher(fields),
                reads: fields.raw("ItemReader").is_some(),
                writes: fields.raw("ResultWriter").is_some(),
            }),
            None => {
                for name in ["ItemReader", "ItemBatcher", "ResultWriter", "Label"] {
                    if fields.raw(name).is_some() {
                        fields.note(format!(
                            "Field '{name}' is only supported for Map states in DISTRIBUTED mode"
                        ));
                    }
                }
                None
            }
        };
        let workflow = Workflow::read(&mut processor, execution_type.unwrap_or(scope.kind));
        processor.finish();
        Some(Self {
            body: Body { io, next: next? },
            errors,
            processor: workflow?,
            items: items?,
            item_selector,
            max_concurrency,
            distribution,
        })
    }
}

/// The type of the executions if the mode is DISTRIBUTED.
fn distributed(processor: &mut Fields<'_>, kind: MachineType) -> Option<MachineType> {
    let mut config = processor.object("ProcessorConfig")?;
    let mode = config.string("Mode").unwrap_or("INLINE");
    let execution_type = config.string("ExecutionType");
    let found = match (mode, execution_type) {
        ("DISTRIBUTED", _) if kind == MachineType::Express => {
            config.note_field("Mode", "Express state machine does not support DISTRIBUTED mode");
            None
        }
        ("DISTRIBUTED", Some("EXPRESS")) => Some(MachineType::Express),
        ("DISTRIBUTED", Some("STANDARD")) => Some(MachineType::Standard),
        ("DISTRIBUTED", Some(_)) => {
            config.note_not_one_of("ExecutionType", &["STANDARD", "EXPRESS"]);
            None
        }
        ("DISTRIBUTED", None) => {
            config.require(&["ExecutionType"]);
            None
        }
        ("INLINE", _) => None,
        _ => {
            config.note_not_one_of("Mode", &["INLINE", "DISTRIBUTED"]);
            None
        }
    };
    config.finish();
    found
}

/// `None` if something is wrong.
fn items(fields: &mut Fields<'_>) -> Option<Items> {
    match fields.language {
        QueryLanguage::JsonPath if fields.has("ItemsPath") => fields.path("ItemsPath").map(Items::Path),
        QueryLanguage::Jsonata if fields.has("Items") => fields.jsonata("Items").map(Items::Jsonata),
        _ => Some(Items::Input),
    }
}

fn selector(fields: &mut Fields<'_>, name: &'static str) -> Option<Selector> {
    match fields.language {
        QueryLanguage::JsonPath => fields.template(name).map(Selector::JsonPath),
        QueryLanguage::Jsonata => fields.jsonata(name).map(Selector::Jsonata),
    }
}

fn number(fields: &mut Fields<'_>, name: &'static str, path: &'static str, most: f64) -> Option<MapNumber> {
    if fields.has(name) && fields.has(path) {
        fields.note(format!("Only one of the fields [{name}, {path}] is allowed"));
    }
    if fields.is_expression(name) {
        return fields.expression(name).map(MapNumber::Jsonata);
    }
    if fields.language == QueryLanguage::JsonPath && fields.has(path) {
        return fields.path(path).map(MapNumber::Path);
    }
    let number = fields.number(name)?;
    if !(0.0..=most).contains(&number) {
        fields.note_field(name, format!("Value must be between 0 and {most}"));
    }
    Some(MapNumber::Literal(number))
}

/// At most 40 characters (Step Functions guide, "Map state in Distributed mode").
fn label(fields: &mut Fields<'_>) -> Option<String> {
    let label = fields.string("Label")?;
    if label.is_empty() || label.chars().count() > 40 {
        fields.note_field("Label", "Label must have 1 to 40 characters");
    }
    Some(label.to_owned())
}

fn batcher(fields: &mut Fields<'_>) -> Option<Batcher> {
    let mut fields = fields.object("ItemBatcher")?;
    let batcher = Batcher {
        max_items: number(
            &mut fields,
            "MaxItemsPerBatch",
            "MaxItemsPerBatchPath",
            u64::MAX as f64,
        ),
        max_bytes: number(
            &mut fields,
            "MaxInputBytesPerBatch",
            "MaxInputBytesPerBatchPath",
            crate::states::data::MAX_BYTES as f64,
        ),
        input: if fields.has("BatchInput") {
            selector(&mut fields, "BatchInput")
        } else {
            None
        },
    };
    if batcher.max_items.is_none() && batcher.max_bytes.is_none() {
        fields.note("One of the fields [MaxItemsPerBatch, MaxInputBytesPerBatch] is required");
    }
    fields.finish();
    Some(batcher)
}
