//! Whether every state leads somewhere and is led to.

use std::{cell::RefCell, collections::HashSet};

use super::{
    Diagnostic, Next, State, Workflow,
    diagnostic::{END, TRANSITION},
};

/// Checks a workflow and the workflows within its states; `at` is where it stands.
pub(super) fn check(workflow: &Workflow, at: &str, found: &RefCell<Vec<Diagnostic>>) {
    let note = |code, message: String, location: Option<String>| {
        found.borrow_mut().push(Diagnostic {
            code,
            message,
            location,
        });
    };
    let mut led_to = HashSet::from([workflow.start_at.as_str()]);
    let mut ends = false;
    let missing = |target: &str, place: String| {
        if !workflow.states.contains_key(target) {
            note(
                TRANSITION,
                format!("Missing 'Next' target: {target}"),
                Some(place),
            );
        }
    };
    missing(&workflow.start_at, format!("{at}/StartAt"));
    for (name, state) in &*workflow.states {
        ends |= is_end(state);
        for (target, field) in targets(state) {
            missing(target, format!("{at}/States/{name}/{field}"));
            if target != name {
                led_to.insert(target);
            }
        }
    }
    let mut unreachable = false;
    for name in workflow.states.keys() {
        if !led_to.contains(name.as_str()) {
            unreachable = true;
            note(
                TRANSITION,
                format!("State \"{name}\" is not reachable."),
                Some(format!("{at}/States/{name}")),
            );
        }
    }
    if !ends && !unreachable {
        note(END, "Workflow has no terminal state".to_owned(), None);
    }
    for (name, state) in &*workflow.states {
        match state {
            State::Parallel(parallel) => {
                for (i, branch) in parallel.branches.iter().enumerate() {
                    check(branch, &format!("{at}/States/{name}/Branches[{i}]"), found);
                }
            }
            State::Map(map) => check(
                &map.processor,
                &format!("{at}/States/{name}/ItemProcessor"),
                found,
            ),
            _ => {}
        }
    }
}

fn is_end(state: &State) -> bool {
    match state {
        State::Succeed(_) | State::Fail(_) => true,
        State::Choice(_) => false,
        State::Pass(state) => state.body.next == Next::End,
        State::Task(state) => state.body.next == Next::End,
        State::Wait(state) => state.body.next == Next::End,
        State::Parallel(state) => state.body.next == Next::End,
        State::Map(state) => state.body.next == Next::End,
    }
}

/// Every state that a state may lead to, with the field that says so.
fn targets(state: &State) -> Vec<(&str, String)> {
    let (next, catchers) = match state {
        State::Pass(state) => (&state.body.next, &[][..]),
        State::Wait(state) => (&state.body.next, &[][..]),
        State::Task(state) => (&state.body.next, &state.errors.catchers[..]),
        State::Parallel(state) => (&state.body.next, &state.errors.catchers[..]),
        State::Map(state) => (&state.body.next, &state.errors.catchers[..]),
        State::Choice(choice) => {
            let rules = choice
                .choices
                .iter()
                .enumerate()
                .map(|(i, rule)| (rule.next.as_str(), format!("Choices[{i}]/Next")));
            let default = choice
                .default
                .iter()
                .map(|next| (next.as_str(), "Default".to_owned()));
            return rules.chain(default).collect();
        }
        State::Succeed(_) | State::Fail(_) => return Vec::new(),
    };
    let mut targets = Vec::new();
    if let Next::State(next) = next {
        targets.push((next.as_str(), "Next".to_owned()));
    }
    for (i, catcher) in catchers.iter().enumerate() {
        targets.push((catcher.next.as_str(), format!("Catch[{i}]/Next")));
    }
    targets
}
