//! Map.

use super::{
    Body, ErrorHandling, Fields, MachineType, Workflow,
    state::{Has, io, next},
};
use crate::states::query::{DataPath, Template};

/// Runs a workflow for each item of an array.
#[derive(Debug, Clone, PartialEq)]
pub struct Map {
    /// Input, output, transition; Parameters are not here but in `item_selector`.
    pub body: Body,
    /// Retry and Catch.
    pub errors: ErrorHandling,
    /// What is run.
    pub processor: Workflow,
    /// Where the array is in the effective input.
    pub items_path: Option<DataPath>,
    /// Builds the input of an iteration (`ItemSelector`, or `Parameters` in old definitions).
    pub item_selector: Option<Template>,
    /// How many iterations run at the same time.
    pub max_concurrency: Concurrency,
}

/// `MaxConcurrency`, 0 for no limit of its own.
#[derive(Debug, Clone, PartialEq)]
pub enum Concurrency {
    /// As it stands.
    Number(u64),
    /// Where to find it.
    Path(DataPath),
}

impl Map {
    pub(super) fn read(fields: &mut Fields<'_>, kind: MachineType) -> Option<Self> {
        let io = io(
            fields,
            Has {
                result_selector: true,
                result_path: true,
                ..Has::default()
            },
        );
        let errors = ErrorHandling::read(fields);
        let next = next(fields);
        let items_path = fields.path("ItemsPath");
        let item_selector = if fields.has("ItemSelector") {
            fields.template("ItemSelector")
        } else {
            fields.template("Parameters")
        };
        let max_concurrency = if fields.has("MaxConcurrencyPath") {
            fields.path("MaxConcurrencyPath").map(Concurrency::Path)
        } else {
            fields
                .integer("MaxConcurrency", 0, u64::MAX)
                .map(Concurrency::Number)
        };
        let name = if fields.has("Iterator") {
            "Iterator"
        } else {
            "ItemProcessor"
        };
        fields.require(&[name]);
        let mut processor = fields.object(name)?;
        if let Some(mut config) = processor.object("ProcessorConfig") {
            if config.string("Mode").is_some_and(|mode| mode != "INLINE") {
                config.note_field("Mode", "Only the Mode 'INLINE' is offered by this implementation");
            }
            config.raw("ExecutionType");
            config.finish();
        }
        let workflow = Workflow::read(&mut processor, kind);
        processor.finish();
        Some(Self {
            body: Body { io, next: next? },
            errors,
            processor: workflow?,
            items_path,
            item_selector,
            max_concurrency: max_concurrency.unwrap_or(Concurrency::Number(0)),
        })
    }
}
