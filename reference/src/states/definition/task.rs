//! Task.

use super::{
    Body, ErrorHandling, Fields, MachineType, Pattern, Resource,
    state::{Has, io, next},
};
use crate::states::query::{DataPath, Jsonata, Provides};

/// The most seconds that TimeoutSeconds and HeartbeatSeconds may say.
const MAX_SECONDS: u64 = 99_999_999;

/// Does work elsewhere.
#[derive(Debug, Clone, PartialEq)]
pub struct Task {
    /// Input, output, transition.
    pub body: Body,
    /// Retry and Catch.
    pub errors: ErrorHandling,
    /// What it calls.
    pub resource: Resource,
    /// When it fails with `States.Timeout`.
    pub timeout: Option<Duration>,
    /// How long it may be silent.
    pub heartbeat: Option<Duration>,
}

/// Seconds that stand in the definition or in the input.
#[derive(Debug, Clone, PartialEq)]
pub enum Duration {
    /// As it stands.
    Seconds(u64),
    /// Where to find them.
    Path(DataPath),
    /// What computes them.
    Jsonata(Jsonata),
}

impl Task {
    pub(super) fn read(fields: &mut Fields<'_>, kind: MachineType) -> Option<Self> {
        fields.require(&["Resource"]);
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
        let timeout = duration(fields, "TimeoutSeconds", "TimeoutSecondsPath");
        let heartbeat = duration(fields, "HeartbeatSeconds", "HeartbeatSecondsPath");
        if let (Some(Duration::Seconds(timeout)), Some(Duration::Seconds(heartbeat))) = (&timeout, &heartbeat)
            && heartbeat >= timeout
        {
            fields.note_field(
                "HeartbeatSeconds",
                "HeartbeatSeconds must be smaller than TimeoutSeconds",
            );
        }
        // Whose role makes the call can be chosen; here every call is made with the machine's own.
        if fields.has("Credentials") {
            fields.raw("Credentials");
            fields.note_field(
                "Credentials",
                "Field 'Credentials' is not offered by this implementation",
            );
        }
        let next = next(fields);
        let resource = resource(fields, kind)?;
        Some(Self {
            body: Body { io, next: next? },
            errors,
            resource,
            timeout,
            heartbeat,
        })
    }
}

fn resource(fields: &mut Fields<'_>, kind: MachineType) -> Option<Resource> {
    let text = fields.string("Resource")?;
    let resource = Resource::parse(text);
    match &resource {
        None => fields.note_field("Resource", "Value is not a valid resource ARN"),
        // The two spaces that " at " makes of the first one's end are AWS's (recorded 2024).
        Some(Resource::Service { pattern, .. })
            if kind == MachineType::Express && *pattern != Pattern::RequestResponse =>
        {
            let pattern = match pattern {
                Pattern::Sync2 => Pattern::Sync,
                other => *other,
            };
            fields.note_field(
                "Resource",
                format!(
                    "Express state machine does not support '{}' service integration ",
                    pattern.suffix()
                ),
            );
        }
        Some(Resource::Activity(_)) if kind == MachineType::Express => {
            fields.note_field("Resource", "Express state machine does not support Activity ARN");
        }
        Some(_) => {}
    }
    resource
}

fn duration(fields: &mut Fields<'_>, seconds: &'static str, path: &'static str) -> Option<Duration> {
    if fields.has(seconds) && fields.has(path) {
        fields.note(format!("Only one of the fields [{seconds}, {path}] is allowed"));
    }
    if fields.is_expression(seconds) {
        return fields.expression(seconds).map(Duration::Jsonata);
    }
    if fields.has(path) {
        return Some(Duration::Path(fields.path(path)?));
    }
    fields.integer(seconds, 1, MAX_SECONDS).map(Duration::Seconds)
}
