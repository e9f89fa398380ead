//! One JavaScript runtime with the JSONata library in it.

use std::{
    cell::Cell,
    rc::Rc,
    time::{Duration, Instant},
};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use rquickjs::{
    Context, Ctx, Function, Object, Persistent, Result, Runtime, context::EvalOptions, function::IntoArgs,
};

use crate::states::intrinsics;

const LIBRARY: &str = include_str!("vendor/jsonata.min.js");
const BRIDGE: &str = include_str!("bridge.js");

/// How long the expressions of one field may take together.
const MAX_TIME: Duration = Duration::from_secs(2);

/// How much memory JavaScript may use, in bytes.
const MAX_MEMORY: usize = 192 * 1024 * 1024;

/// What JavaScript may use of the stack, in bytes: enough for the depth of about 100 that AWS allows.
const MAX_STACK: usize = 4 * 1024 * 1024;

/// The stack of a thread that has a session, in bytes.
pub(super) const THREAD_STACK: usize = MAX_STACK + 2 * 1024 * 1024;

/// AWS's words for what goes on and on (reported from AWS 2026).
const TIMED_OUT: &str = ": Expression evaluation timeout: Check for infinite loop";
const OUT_OF_MEMORY: &str = ": Expression evaluation memory limit exceeded: Check for excessive memory usage";

/// What an expression gave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Outcome {
    /// JSON text.
    Value(String),
    Undefined,
    /// How the sentence about it ends.
    Error(String),
}

/// A warm runtime.
pub(super) struct Session {
    check: Persistent<Function<'static>>,
    bind: Persistent<Function<'static>>,
    start: Persistent<Function<'static>>,
    outcome: Persistent<Function<'static>>,
    deadline: Rc<Cell<Instant>>,
    /// Whether it met a limit, so that what it holds is in doubt.
    worn: Cell<bool>,
    // The values above must be gone before the context, and the context before the runtime.
    context: Context,
    runtime: Runtime,
}

impl Session {
    pub(super) fn new() -> Result<Self> {
        let runtime = Runtime::new()?;
        runtime.set_memory_limit(MAX_MEMORY);
        runtime.set_max_stack_size(MAX_STACK);
        let deadline = Rc::new(Cell::new(Instant::now() + MAX_TIME));
        let context = Context::full(&runtime)?;
        let [check, bind, start, outcome] = context.with(|ctx| {
            // The library takes the global object for its `this`, which strict code has not.
            let mut options = EvalOptions::default();
            options.strict = false;
            ctx.eval_with_options::<(), _>(LIBRARY, options)?;
            let library: Function = ctx.globals().get("jsonata")?;
            let bridge: Function = ctx.eval(BRIDGE)?;
            let kit: Object = bridge.call((library, host(&ctx)?))?;
            let get = |name| kit.get::<_, Persistent<Function>>(name);
            Ok::<_, rquickjs::Error>([get("check")?, get("bind")?, get("start")?, get("outcome")?])
        })?;
        let clock = Rc::clone(&deadline);
        runtime.set_interrupt_handler(Some(Box::new(move || Instant::now() >= clock.get())));
        Ok(Self {
            check,
            bind,
            start,
            outcome,
            deadline,
            worn: Cell::new(false),
            context,
            runtime,
        })
    }

    pub(super) fn is_worn(&self) -> bool {
        self.worn.get()
    }

    /// What the bridge says about an expression.
    pub(super) fn check(&self, text: &str) -> Option<String> {
        self.deadline.set(Instant::now() + MAX_TIME);
        self.call(&self.check, (text,))
    }

    /// Evaluates one expression after the other, up to the first that gives nothing.
    pub(super) fn evaluate(&self, states: &str, variables: &str, expressions: &[String]) -> Vec<Outcome> {
        self.deadline.set(Instant::now() + MAX_TIME);
        let mut outcomes = Vec::new();
        if self.call::<_, ()>(&self.bind, (states, variables)).is_none() {
            outcomes.push(self.exhausted());
            return outcomes;
        }
        for expression in expressions {
            let outcome = self.one(expression);
            let stop = !matches!(outcome, Outcome::Value(_));
            outcomes.push(outcome);
            if stop {
                break;
            }
        }
        // What was bound is not kept until the next call.
        let _: Option<()> = self.call(&self.bind, ("{}", "{}"));
        outcomes
    }

    fn one(&self, expression: &str) -> Outcome {
        if self.call::<_, ()>(&self.start, (expression,)).is_none() {
            return self.exhausted();
        }
        while self.runtime.is_job_pending() {
            if self.is_late() {
                return self.exhausted();
            }
            if let Err(exception) = self.runtime.execute_pending_job() {
                exception.0.with(|ctx| drop(ctx.catch()));
            }
        }
        let text: Option<String> = self.call(&self.outcome, ()).flatten();
        match text.as_deref().and_then(|text| text.split_at_checked(1)) {
            Some(("v", json)) => Outcome::Value(json.to_owned()),
            Some(("u", _)) => Outcome::Undefined,
            Some(("e", _)) if self.is_late() => self.exhausted(),
            Some(("e", ": out of memory")) => self.exhausted(),
            Some(("e", reason)) => Outcome::Error(reason.to_owned()),
            _ => self.exhausted(),
        }
    }

    fn is_late(&self) -> bool {
        Instant::now() >= self.deadline.get()
    }

    fn exhausted(&self) -> Outcome {
        self.worn.set(true);
        Outcome::Error(if self.is_late() { TIMED_OUT } else { OUT_OF_MEMORY }.to_owned())
    }

    /// The bridge catches what expressions throw; what comes through is an interrupt or no memory.
    fn call<A, T>(&self, function: &Persistent<Function<'static>>, arguments: A) -> Option<T>
    where
        A: for<'js> IntoArgs<'js>,
        T: for<'js> rquickjs::FromJs<'js>,
    {
        self.context.with(|ctx| {
            let called = function
                .clone()
                .restore(&ctx)
                .and_then(|function| function.call(arguments));
            if called.is_err() {
                self.worn.set(true);
                ctx.catch();
            }
            called.ok()
        })
    }
}

/// What JavaScript has no functions for.
fn host<'js>(ctx: &Ctx<'js>) -> Result<Object<'js>> {
    let host = Object::new(ctx.clone())?;
    let add = |name: &str, function: Result<Function<'js>>| host.set(name, function?);
    add(
        "hash",
        Function::new(ctx.clone(), |text: String, algorithm: String| {
            intrinsics::digest(&text, &algorithm)
        }),
    )?;
    add("random", Function::new(ctx.clone(), intrinsics::random_of_seed))?;
    add(
        "uuid",
        Function::new(ctx.clone(), || uuid::Uuid::new_v4().to_string()),
    )?;
    add(
        "base64encode",
        Function::new(ctx.clone(), |text: String| STANDARD.encode(text)),
    )?;
    add(
        "base64decode",
        Function::new(ctx.clone(), |text: String| {
            let bytes = STANDARD.decode(text).ok()?;
            Some(String::from_utf8_lossy(&bytes).into_owned())
        }),
    )?;
    Ok(host)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_session_begins() {
        assert!(Session::new().is_ok());
    }
}
