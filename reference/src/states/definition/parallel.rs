//! Parallel.

use super::{
    Body, ErrorHandling, Fields, Workflow,
    state::{Has, Scope, io, next},
};
use crate::states::query::Provides;

/// Runs branches at the same time.
#[derive(Debug, Clone, PartialEq)]
pub struct Parallel {
    /// Input, output, transition.
    pub body: Body,
    /// Retry and Catch.
    pub errors: ErrorHandling,
    /// What is run.
    pub branches: Vec<Workflow>,
}

impl Parallel {
    pub(super) fn read(fields: &mut Fields<'_>, scope: Scope) -> Option<Self> {
        fields.require(&["Branches"]);
        let io = io(
            fields,
            Has {
                parameters: true,
                result_selector: true,
                result_path: true,
                provides: Provides::Result,
                ..Has::default()
            },
        );
        let errors = ErrorHandling::read(fields);
        let next = next(fields);
        let branches = fields.objects("Branches")?;
        if branches.is_empty() {
            fields.note_field("Branches", "Branches must not be empty");
        }
        let branches = branches
            .into_iter()
            .filter_map(|mut branch| {
                branch.language = scope.of_machine;
                let workflow = Workflow::read(&mut branch, scope.kind);
                branch.finish();
                workflow
            })
            .collect();
        Some(Self {
            body: Body { io, next: next? },
            errors,
            branches,
        })
    }
}
