//! What is sent with task tokens.

use serde_json::Map;

use super::super::{
    States,
    constraints::{DATA, Input},
    errors,
    service::{Answer, Call},
};
use crate::states::{data::Data, failure::Failure, interpreter::Signal, jackson};

const TOKEN: (usize, usize) = (1, 2_048);

pub(super) fn success(states: &States, call: Call<'_>) -> Answer {
    let mut input = Input::new(call.body);
    let token = input.required("taskToken", TOKEN)?;
    let output = input.required("output", DATA)?;
    input.finish()?;
    let output = Data::parse(output).map_err(|e| match jackson::syntax_error(output) {
        Some(error) => errors::invalid_output(&error.message),
        None => errors::invalid_output(&e.to_string()),
    })?;
    send(states, token, Signal::Done(Ok(output)))
}

pub(super) fn failure(states: &States, call: Call<'_>) -> Answer {
    let mut input = Input::new(call.body);
    let token = input.required("taskToken", TOKEN)?;
    let error = input.string("error", (0, 256))?;
    let cause = input.string("cause", (0, 32_768))?;
    input.finish()?;
    let failure = Failure {
        error: error.map(str::to_owned),
        cause: cause.map(str::to_owned),
        ..Failure::default()
    };
    send(states, token, Signal::Done(Err(failure)))
}

pub(super) fn heartbeat(states: &States, call: Call<'_>) -> Answer {
    let mut input = Input::new(call.body);
    let token = input.required("taskToken", TOKEN)?;
    input.finish()?;
    send(states, token, Signal::Heartbeat)
}

fn send(states: &States, token: &str, signal: Signal) -> Answer {
    // Tokens are told apart from other texts by their form.
    if !(token.len() == 66 && token.starts_with("AQ")) {
        return Err(errors::invalid_task_token("Invalid token"));
    }
    states
        .tokens
        .signal(token, signal)
        .map(|()| Map::new())
        .map_err(|_| errors::task_timed_out("Provided task does not exist anymore"))
}
