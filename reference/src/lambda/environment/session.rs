//! One JavaScript runtime and its event loop.

use std::cell::{OnceCell, RefMut};
use std::rc::Rc;
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use rquickjs::{Context, Ctx, Function, Persistent, Result, Runtime, function::IntoArgs};
use serde_json::json;

use super::host::{self, Host, Outcome};
use super::invocation_log::InvocationLog;
use super::modules::Modules;
use super::prelude;
use super::program::{Format, Handler, Program};

/// What JavaScript may use of the thread's stack, in bytes.
const JS_STACK: usize = 1024 * 1024;
const MIB: usize = 1024 * 1024;

/// A runtime with the prelude in place.
pub(super) struct Session {
    load: Persistent<Function<'static>>,
    invoke: Persistent<Function<'static>>,
    tick: Persistent<Function<'static>>,
    settle: Persistent<Function<'static>>,
    idle: Persistent<Function<'static>>,
    host: Rc<Host>,
    memory_used: OnceCell<u64>,
    // The values above must be gone before the context, and the context before the runtime.
    context: Context,
    runtime: Runtime,
}

impl Session {
    /// Makes the runtime; the handler is not loaded yet.
    pub(super) fn start(program: &Arc<Program>, log: InvocationLog) -> Result<Self> {
        let runtime = Runtime::new()?;
        runtime.set_memory_limit(program.memory as usize * MIB);
        runtime.set_max_stack_size(JS_STACK);
        let files = Modules(Arc::clone(&program.files));
        runtime.set_loader(files.clone(), files);
        let host = Rc::new(Host::new(Arc::clone(program), log));
        let context = Context::full(&runtime)?;
        let [load, invoke, tick, settle, idle, rejected] = context.with(|ctx| {
            let kit = prelude::install(&ctx, &host::install(&ctx, &host)?)?;
            let get = |name| kit.get::<_, Persistent<Function>>(name);
            Ok::<_, rquickjs::Error>([
                get("load")?,
                get("invoke")?,
                get("tick")?,
                get("settle")?,
                get("idle")?,
                get("rejected")?,
            ])
        })?;
        track_rejections(&runtime, &host, rejected);
        let stopper = Rc::clone(&host);
        runtime.set_interrupt_handler(Some(Box::new(move || stopper.must_stop())));
        Ok(Self {
            load,
            invoke,
            tick,
            settle,
            idle,
            host,
            memory_used: OnceCell::new(),
            context,
            runtime,
        })
    }

    /// The log of this environment.
    pub(super) fn log(&self) -> RefMut<'_, InvocationLog> {
        self.host.log.borrow_mut()
    }

    /// Memory in use in MB after the first invocation: measuring walks the whole heap, too much for every one.
    pub(super) fn memory_used(&self) -> u64 {
        *self.memory_used.get_or_init(|| {
            u64::try_from(self.runtime.memory_usage().malloc_size)
                .unwrap_or(0)
                .div_ceil(MIB as u64)
        })
    }

    /// Whether more than three quarters of the memory are in use.
    fn is_nearly_full(&self) -> bool {
        let used = usize::try_from(self.runtime.memory_usage().malloc_size).unwrap_or(0);
        used > self.host.program.memory as usize * MIB / 4 * 3
    }

    /// Loads the handler.
    pub(super) fn load(&self, deadline: Instant) -> Outcome {
        self.host.deadline.set(deadline);
        let setting = self.setting().to_string();
        self.call(&self.load, (setting,));
        self.drive(deadline)
    }

    /// Runs the handler. `event` is JSON text, `facts` the plain members of its context, `trace` the trace header.
    pub(super) fn invoke(&self, event: &str, facts: &str, trace: &str, deadline: Instant) -> Outcome {
        self.host.deadline.set(deadline);
        self.call(&self.invoke, (event, facts, trace));
        self.drive(deadline)
    }

    fn setting(&self) -> serde_json::Value {
        let text = &self.host.program.handler;
        match self.host.program.find_handler() {
            Handler::Malformed => json!({ "text": text, "kind": "malformed" }),
            Handler::Missing { module } => json!({ "text": text, "kind": "missing", "path": module }),
            Handler::Found {
                path,
                format,
                exports,
            } => {
                let kind = match format {
                    Format::Module => "esm",
                    Format::CommonJs => "cjs",
                    Format::Unsaid if self.is_common_js(&path) => "cjs",
                    Format::Unsaid => "esm",
                };
                json!({ "text": text, "kind": kind, "path": path, "exports": exports })
            }
        }
    }

    /// Whether a file compiles as CommonJS.
    fn is_common_js(&self, path: &str) -> bool {
        let source = self.host.program.files.read(path).cloned().unwrap_or_default();
        self.context.with(|ctx| {
            let compiled = host::compile_common_js(&ctx, path, &source).is_ok();
            if !compiled {
                ctx.catch();
            }
            compiled
        })
    }

    /// Runs the event loop until there is an outcome. It ends at the deadline at the latest, unless one of the
    /// engine's own functions runs on; for that the caller keeps a clock of its own.
    fn drive(&self, deadline: Instant) -> Outcome {
        loop {
            while self.runtime.is_job_pending() && !self.host.must_stop() {
                if let Err(exception) = self.runtime.execute_pending_job() {
                    exception.0.with(|ctx| drop(ctx.catch()));
                }
            }
            if self.host.rejected.take() && self.host.outcome.borrow().is_none() {
                self.call(&self.settle, ());
            }
            if let Some(status) = self.host.exit.get() {
                return Outcome::Exited(status);
            }
            if let Some(outcome) = self.host.outcome.take() {
                return match outcome {
                    Outcome::Doubtful(_) if self.is_nearly_full() => Outcome::OutOfMemory,
                    Outcome::Doubtful(payload) => Outcome::Error(payload),
                    outcome => outcome,
                };
            }
            let now = Instant::now();
            if now >= deadline {
                return Outcome::TimedOut;
            }
            match self.tick() {
                Tick::Again => {}
                Tick::Wait(time) => thread::sleep(time.min(deadline - now)),
                Tick::Nothing if self.runtime.is_job_pending() => {}
                Tick::Nothing => {
                    self.call(&self.idle, ());
                    let nothing = self.host.outcome.borrow().is_none() && !self.runtime.is_job_pending();
                    if nothing && !self.host.must_stop() {
                        // Not even the prelude has anything to say: its code could not run.
                        return Outcome::OutOfMemory;
                    }
                }
            }
        }
    }

    fn tick(&self) -> Tick {
        let wait: Option<f64> = self.context.with(|ctx| {
            let tick = self.tick.clone().restore(&ctx).ok()?;
            take_exception(&ctx, tick.call(())).ok()
        });
        match wait {
            Some(wait) if wait > 0.0 => Tick::Wait(Duration::from_secs_f64((wait / 1000.0).min(3600.0))),
            Some(wait) if wait < 0.0 => Tick::Nothing,
            Some(_) => Tick::Again,
            // An interrupt or no memory: the next round of the loop sees which.
            None => Tick::Nothing,
        }
    }

    /// Calls a function of the prelude. It catches what the handler throws; what comes through is an interrupt
    /// or no memory.
    fn call<A>(&self, function: &Persistent<Function<'static>>, arguments: A)
    where
        A: for<'js> IntoArgs<'js>,
    {
        self.context.with(|ctx| {
            let function = function.clone().restore(&ctx);
            let called: Result<()> =
                function.and_then(|function| take_exception(&ctx, function.call(arguments)));
            let stopped = self.host.must_stop() || self.host.outcome.borrow().is_some();
            if called.is_err() && !stopped {
                self.host.outcome.replace(Some(Outcome::OutOfMemory));
            }
        });
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        // The tracker holds a value of the runtime.
        self.runtime.set_host_promise_rejection_tracker(None);
    }
}

enum Tick {
    Again,
    Wait(Duration),
    Nothing,
}

/// Clears the pending exception of a failed call.
fn take_exception<T>(ctx: &Ctx<'_>, result: Result<T>) -> Result<T> {
    if result.is_err() {
        ctx.catch();
    }
    result
}

fn track_rejections(runtime: &Runtime, host: &Rc<Host>, rejected: Persistent<Function<'static>>) {
    let host = Rc::clone(host);
    runtime.set_host_promise_rejection_tracker(Some(Box::new(move |ctx, promise, reason, handled| {
        host.rejected.set(true);
        if let Ok(function) = rejected.clone().restore(&ctx) {
            let told: Result<()> = function.call((promise, reason, handled));
            // Nothing to tell whom; the exception must not stay pending.
            let _ = take_exception(&ctx, told);
        }
    })));
}
