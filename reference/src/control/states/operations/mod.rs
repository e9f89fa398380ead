//! The operations of the API, a file per kind of thing they are about.

mod activities;
mod aliases;
mod callbacks;
mod executions;
mod machines;
mod map_runs;
mod mocks;
mod redrive;
mod start;
mod tags;
mod test_state;
mod validation;
mod versions;

pub(super) use start::start_execution;

use super::{
    States, errors,
    service::{Answer, Call},
};

/// The names of all operations that are offered.
const OFFERED: [&str; 37] = [
    "CreateActivity",
    "CreateStateMachine",
    "CreateStateMachineAlias",
    "DeleteActivity",
    "DeleteStateMachine",
    "DeleteStateMachineAlias",
    "DeleteStateMachineVersion",
    "DescribeActivity",
    "DescribeExecution",
    "DescribeMapRun",
    "DescribeStateMachine",
    "DescribeStateMachineAlias",
    "DescribeStateMachineForExecution",
    "GetActivityTask",
    "GetExecutionHistory",
    "ListActivities",
    "ListExecutions",
    "ListMapRuns",
    "ListStateMachineAliases",
    "ListStateMachineVersions",
    "ListStateMachines",
    "ListTagsForResource",
    "PublishStateMachineVersion",
    "RedriveExecution",
    "SendTaskFailure",
    "SendTaskHeartbeat",
    "SendTaskSuccess",
    "StartExecution",
    "StartSyncExecution",
    "StopExecution",
    "TagResource",
    "TestState",
    "UntagResource",
    "UpdateMapRun",
    "UpdateStateMachine",
    "UpdateStateMachineAlias",
    "ValidateStateMachineDefinition",
];

/// Whether there is such an operation: asked before anything else, permissions included.
pub(super) fn exists(operation: &str) -> bool {
    OFFERED.contains(&operation)
}

/// Performs an operation.
pub(super) async fn perform(states: &States, call: Call<'_>) -> Answer {
    match call.operation {
        "CreateActivity" => activities::create(states, call),
        "DeleteActivity" => activities::delete(states, call),
        "DescribeActivity" => activities::describe(states, call),
        "GetActivityTask" => activities::get_task(states, call).await,
        "ListActivities" => activities::list(states, call),
        "CreateStateMachine" => machines::create(states, call),
        "DeleteStateMachine" => machines::delete(states, call),
        "DescribeStateMachine" => machines::describe(states, call),
        "ListStateMachines" => machines::list(states, call),
        "UpdateStateMachine" => machines::update(states, call),
        "ValidateStateMachineDefinition" => validation::validate(call),
        "DeleteStateMachineVersion" => versions::delete(states, call),
        "ListStateMachineVersions" => versions::list(states, call),
        "PublishStateMachineVersion" => versions::publish(states, call),
        "CreateStateMachineAlias" => aliases::create(states, call),
        "DeleteStateMachineAlias" => aliases::delete(states, call),
        "DescribeStateMachineAlias" => aliases::describe(states, call),
        "ListStateMachineAliases" => aliases::list(states, call),
        "UpdateStateMachineAlias" => aliases::update(states, call),
        "DescribeExecution" => executions::describe(states, call),
        "DescribeStateMachineForExecution" => executions::describe_machine(states, call),
        "GetExecutionHistory" => executions::history(states, call),
        "ListExecutions" => executions::list(states, call),
        "RedriveExecution" => redrive::redrive(states, call),
        "DescribeMapRun" => map_runs::describe(states, call),
        "ListMapRuns" => map_runs::list(states, call),
        "UpdateMapRun" => map_runs::update(states, call),
        "StopExecution" => executions::stop(states, call).await,
        "StartExecution" => start_execution(states, call),
        "StartSyncExecution" => start::start_sync_execution(states, call).await,
        "SendTaskFailure" => callbacks::failure(states, call),
        "SendTaskHeartbeat" => callbacks::heartbeat(states, call),
        "SendTaskSuccess" => callbacks::success(states, call),
        "ListTagsForResource" => tags::list(states, call),
        "TagResource" => tags::tag(states, call),
        "TestState" => test_state::test_state(states, call).await,
        "UntagResource" => tags::untag(states, call),
        _ => Err(errors::unknown_operation()),
    }
}
