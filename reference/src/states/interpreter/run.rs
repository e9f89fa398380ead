//! Walking from state to state.

use std::{collections::BTreeMap, future::poll_fn, sync::Arc, task::Poll};

use futures::future::BoxFuture;

use super::{Trail, World, trail::Stand};
use crate::states::{
    data::Data,
    definition::{Next, State, Workflow},
    failure::{Evaluation, Failure, names},
    history::{Details, History},
    query::{Assigned, Context, Fault, Io, States},
};

/// What all states of an execution share.
#[derive(Clone)]
pub struct Run {
    /// The world.
    pub world: Arc<dyn World>,
    /// What has happened.
    pub history: Arc<History>,
    /// The region of the execution; it stands in the events of tasks.
    pub region: Arc<str>,
}

impl std::fmt::Debug for Run {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Run")
            .field("history", &self.history)
            .finish_non_exhaustive()
    }
}

/// Where a walk is: the last event, which the next one names as its cause.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    pub(super) previous: usize,
}

/// A walk that came to an end: the output, and its last event.
pub(in crate::states) type Ended = Result<(Data, usize), (Failure, usize)>;

/// A state on its way: what its code needs to know.
pub(super) struct Step<'a> {
    pub(super) run: &'a Run,
    pub(super) name: &'a str,
    /// The raw input.
    pub(super) input: &'a Data,
    pub(super) context: Context,
    /// The event before the state was entered.
    before: usize,
    /// The event that says the state was entered.
    pub(super) entered: usize,
    pub(super) place: Place,
    pub(super) trail: &'a Trail,
    /// Whether its work had begun before the execution was redriven.
    pub(super) resumes: bool,
}

/// How a walk comes to a state.
struct Way<'a> {
    trail: &'a Trail,
    /// The state is entered already.
    stand: Option<Stand>,
}

/// What a state gives.
pub(super) struct Left<'a> {
    pub(super) output: Data,
    /// Where to go on; `None` to end the workflow.
    pub(super) next: Option<&'a str>,
    pub(super) assigned: Assigned,
}

/// The most bytes that the variables of an execution may have together (Step Functions guide, "Passing data
/// between states with variables").
const MAX_VARIABLE_BYTES: usize = 10 * 1024 * 1024;

/// How often a walk lets others have their turn: a loop of states that wait for nothing must not hold a thread.
const YIELD_EVERY: usize = 16;

impl Run {
    /// Runs a workflow with an input, or goes on where the trail stops. `previous` is the event that led to it.
    pub(in crate::states) fn walk<'a>(
        &'a self,
        workflow: &'a Workflow,
        input: Data,
        context: Context,
        previous: usize,
        trail: Trail,
    ) -> BoxFuture<'a, Ended> {
        Box::pin(async move {
            let mut place = Place { previous };
            if let Some(output) = trail.output() {
                return Ok((output, previous));
            }
            let mut name = workflow.start_at.as_str();
            let mut data = input;
            let mut context = context;
            let mut turn: usize = 0;
            let mut stand = trail.stand();
            if let Some(stand) = &stand
                && let Some((stood, _)) = workflow.states.get_key_value(&stand.name)
            {
                name = stood;
                data = stand.input.clone();
                context = context.with_variables(&stand.variables);
            }
            loop {
                let Some(state) = workflow.states.get(name) else {
                    // Validation makes sure that every transition has a target.
                    let failure = Failure::runtime(format!("There is no state '{name}'."));
                    return Err((failure, place.previous));
                };
                let way = Way {
                    trail: &trail,
                    stand: stand.take(),
                };
                match self.state(name, state, &data, &context, &mut place, way).await {
                    Ok(left) => {
                        data = left.output;
                        if !left.assigned.is_empty() {
                            context = context.assigned(left.assigned);
                        }
                        match left.next {
                            Some(next) => name = next,
                            None => {
                                trail.finish(&data);
                                return Ok((data, place.previous));
                            }
                        }
                    }
                    Err(failure) => return Err((failure, place.previous)),
                }
                turn = turn.wrapping_add(1);
                if turn.is_multiple_of(YIELD_EVERY) {
                    yield_now().await;
                }
            }
        })
    }

    /// Runs one state by itself: its output and where it leads to, and the variables afterwards.
    pub(in crate::states) async fn one(
        &self,
        name: &str,
        state: &State,
        input: &Data,
        context: &Context,
    ) -> (Result<Data, Failure>, Option<String>, BTreeMap<String, Data>) {
        let mut place = Place { previous: 0 };
        let way = Way {
            trail: &Trail::default(),
            stand: None,
        };
        match self.state(name, state, input, context, &mut place, way).await {
            Ok(left) => {
                let context = context.assigned(left.assigned);
                let next = left.next.map(str::to_owned);
                (Ok(left.output), next, context.variables().clone())
            }
            Err(failure) => (Err(failure), None, context.variables().clone()),
        }
    }

    async fn state<'a>(
        &'a self,
        name: &'a str,
        state: &'a State,
        input: &Data,
        context: &Context,
        place: &mut Place,
        way: Way<'_>,
    ) -> Result<Left<'a>, Failure> {
        let now = self.world.now();
        let (entered, exited) = event_names(state);
        let (entered, before) = match &way.stand {
            // It was entered and not left: that is what a redrive goes on with (Step Functions guide).
            Some(stand) => (stand.entered, stand.before),
            None => {
                let details = Details::new().with_data("input", input).with("name", name);
                let before = place.previous;
                let member = "stateEnteredEventDetails";
                let id = self.history.add(now, before, entered, Some((member, details)))?;
                way.trail.enter(name, input, context, id, before);
                place.previous = id;
                (id, before)
            }
        };
        let mut step = Step {
            run: self,
            name,
            input,
            context: context.in_state(name, now, None),
            before,
            entered,
            place: *place,
            trail: way.trail,
            resumes: way.stand.is_some() && way.trail.has_begun(),
        };
        let mut left = match state {
            State::Pass(pass) => step.pass(pass),
            State::Succeed(succeed) => step.succeed(succeed),
            State::Fail(fail) => Err(step.fail(fail)),
            State::Choice(choice) => step.choice(choice),
            State::Wait(wait) => step.wait(wait).await,
            State::Task(task) => step.task(task).await,
            State::Parallel(parallel) => step.parallel(parallel).await,
            State::Map(map) => step.map(map).await,
        };
        if let Err(failure) = &mut left {
            step.tell_evaluation(failure)?;
        }
        *place = step.place;
        let left = left?;
        if !left.output.fits() || !fit(context, &left.assigned) {
            return Err(Failure::data_limit(name));
        }
        let details = Details::new()
            .with("name", name)
            .with_data("output", &left.output)
            .with_assigned(&left.assigned);
        if let Some(exited) = exited {
            place.previous = self.history.add(
                self.world.now(),
                place.previous,
                exited,
                Some(("stateExitedEventDetails", details)),
            )?;
        }
        Ok(left)
    }
}

/// Whether the variables of an execution keep to the limit when these are assigned.
fn fit(context: &Context, assigned: &Assigned) -> bool {
    let kept = context
        .variables()
        .iter()
        .filter(|(name, _)| !assigned.iter().any(|(new, _)| new == *name))
        .map(|(_, data)| data.text().len());
    let added = assigned.iter().map(|(_, data)| data.text().len());
    kept.chain(added).sum::<usize>() <= MAX_VARIABLE_BYTES
}

impl Step<'_> {
    /// A fault as the failure of this state, with the place in its cause (recorded on AWS 2024).
    pub(super) fn failure(&self, fault: Fault) -> Failure {
        let evaluation = (fault.error == names::QUERY_EVALUATION_ERROR).then_some(Evaluation {
            location: fault.location,
        });
        Failure {
            evaluation,
            ..Failure::new(
                fault.error,
                format!(
                    "An error occurred while executing the state '{}' (entered at the event id #{}). {}",
                    self.name, self.entered, fault.message
                ),
            )
        }
    }

    /// Adds the event `EvaluationFailed` if the failure is one of JSONata that nobody has told yet.
    pub(super) fn tell_evaluation(&mut self, failure: &mut Failure) -> Result<(), Failure> {
        let Some(evaluation) = failure.evaluation.take() else {
            return Ok(());
        };
        // It names the same cause as the entry into the state (recorded on AWS 2024-11), but for a Timestamp
        // that cannot be read (2024-12).
        if self.place.previous == self.entered && evaluation.location.as_deref() != Some("Timestamp") {
            self.place.previous = self.before;
        }
        let mut details = Details::new().with_failure(failure).with("state", self.name);
        if let Some(location) = evaluation.location {
            details = details.with("location", location);
        }
        self.event(
            "EvaluationFailed",
            Some(("evaluationFailedEventDetails", details)),
        )?;
        Ok(())
    }

    /// Adds an event that follows the last one.
    pub(super) fn event(
        &mut self,
        kind: &'static str,
        details: Option<(&'static str, Details)>,
    ) -> Result<usize, Failure> {
        let id = self
            .run
            .history
            .add(self.run.world.now(), self.place.previous, kind, details)?;
        self.place.previous = id;
        Ok(id)
    }

    /// Leaves the state with the output and the variables that the output fields make of its work, held to the
    /// limits.
    pub(super) fn finish<'s>(
        &self,
        io: &Io,
        result: Data,
        next: Option<&'s str>,
    ) -> Result<Left<'s>, Failure> {
        let (output, assigned) = io
            .finish(self.input, result, &self.context)
            .map_err(|fault| self.failure(fault))?;
        if output.too_deep() {
            return Err(self.failure(Fault::runtime("The output is nested too deeply.")));
        }
        Ok(Left {
            output,
            next,
            assigned,
        })
    }

    /// What JSONata sees before the state's work is done.
    pub(super) fn states(&self) -> States<'_> {
        States::before(self.input, &self.context)
    }

    /// The effective input.
    pub(super) fn effective_input(&self, io: &Io) -> Result<Data, Failure> {
        io.effective_input(self.input, &self.context)
            .map_err(|fault| self.failure(fault))
    }
}

pub(super) fn target(next: &Next) -> Option<&str> {
    match next {
        Next::State(name) => Some(name),
        Next::End => None,
    }
}

fn event_names(state: &State) -> (&'static str, Option<&'static str>) {
    match state {
        State::Pass(_) => ("PassStateEntered", Some("PassStateExited")),
        State::Task(_) => ("TaskStateEntered", Some("TaskStateExited")),
        State::Choice(_) => ("ChoiceStateEntered", Some("ChoiceStateExited")),
        State::Wait(_) => ("WaitStateEntered", Some("WaitStateExited")),
        State::Succeed(_) => ("SucceedStateEntered", Some("SucceedStateExited")),
        // A Fail state is never left.
        State::Fail(_) => ("FailStateEntered", None),
        State::Parallel(_) => ("ParallelStateEntered", Some("ParallelStateExited")),
        State::Map(_) => ("MapStateEntered", Some("MapStateExited")),
    }
}

/// Comes back after others had their turn.
async fn yield_now() {
    let mut yielded = false;
    poll_fn(|cx| {
        if yielded {
            return Poll::Ready(());
        }
        yielded = true;
        cx.waker().wake_by_ref();
        Poll::Pending
    })
    .await;
}
