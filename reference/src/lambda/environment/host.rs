//! What JavaScript may ask of the host, and what it has told it.

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::sync::Arc;
use std::time::Instant;

use rquickjs::context::EvalOptions;
use rquickjs::prelude::Func;
use rquickjs::{Ctx, Exception, Function, Object, Result};

use super::invocation_log::InvocationLog;
use super::program::Program;

/// How a piece of work in the environment ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Outcome {
    /// The handler is loaded.
    Loaded,
    /// The handler's result as JSON text.
    Result(String),
    /// The error payload as JSON text; the environment lives on.
    Error(String),
    /// The error payload as JSON text; the runtime's process ends.
    Fatal(String),
    /// The error payload as JSON text, of a kind that a lack of memory may cause as well.
    Doubtful(String),
    /// The memory limit was met.
    OutOfMemory,
    /// `process.exit(status)`.
    Exited(u8),
    /// The time limit was met.
    TimedOut,
}

/// The state that host functions share with the session.
#[derive(Debug)]
pub(super) struct Host {
    pub(super) program: Arc<Program>,
    pub(super) log: RefCell<InvocationLog>,
    /// What JavaScript said last, until the session takes it.
    pub(super) outcome: RefCell<Option<Outcome>>,
    /// When whatever runs is stopped.
    pub(super) deadline: Cell<Instant>,
    /// Set by `process.exit`.
    pub(super) exit: Cell<Option<u8>>,
    /// Whether a promise was rejected since the session last looked.
    pub(super) rejected: Cell<bool>,
    started: Instant,
}

impl Host {
    pub(super) fn new(program: Arc<Program>, log: InvocationLog) -> Self {
        let now = Instant::now();
        Self {
            program,
            log: RefCell::new(log),
            outcome: RefCell::new(None),
            deadline: Cell::new(now),
            exit: Cell::new(None),
            rejected: Cell::new(false),
            started: now,
        }
    }

    /// Whether running code is to be interrupted.
    pub(super) fn must_stop(&self) -> bool {
        self.exit.get().is_some() || self.is_late()
    }

    /// Whether the time limit is met.
    pub(super) fn is_late(&self) -> bool {
        Instant::now() >= self.deadline.get()
    }

    fn finish(&self, kind: &str, text: String) {
        let outcome = match kind {
            "loaded" => Outcome::Loaded,
            "result" => Outcome::Result(text),
            "error" => Outcome::Error(text),
            "doubtful" => Outcome::Doubtful(text),
            "memory" => Outcome::OutOfMemory,
            _ => Outcome::Fatal(text),
        };
        self.outcome.replace(Some(outcome));
    }
}

/// Makes the object `host` that the prelude works with.
pub(super) fn install<'js>(ctx: &Ctx<'js>, host: &Rc<Host>) -> Result<Object<'js>> {
    let object = Object::new(ctx.clone())?;
    super::bytes::install(ctx, &object)?;

    let state = Rc::clone(host);
    object.set(
        "log",
        Func::from(move |text: String| state.log.borrow_mut().console(text)),
    )?;
    let state = Rc::clone(host);
    object.set(
        "finish",
        Func::from(move |kind: String, text: String| state.finish(&kind, text)),
    )?;
    let state = Rc::clone(host);
    object.set("exit", Func::from(move |status: u8| state.exit.set(Some(status))))?;
    let state = Rc::clone(host);
    object.set(
        "now",
        Func::from(move || state.started.elapsed().as_secs_f64() * 1000.0),
    )?;
    let state = Rc::clone(host);
    object.set(
        "remaining",
        Func::from(move || {
            let left = state.deadline.get().saturating_duration_since(Instant::now());
            (left.as_secs_f64() * 1000.0).floor()
        }),
    )?;
    let version = host.program.node_version();
    object.set("nodeVersion", Func::from(move || version))?;
    let state = Rc::clone(host);
    object.set(
        "environment",
        Func::from(move || {
            let stream = state.log.borrow().stream().to_owned();
            serde_json::Value::Object(state.program.environment(&stream)).to_string()
        }),
    )?;
    install_files(ctx, host, &object)?;
    Ok(object)
}

fn install_files<'js>(ctx: &Ctx<'js>, host: &Rc<Host>, object: &Object<'js>) -> Result<()> {
    let files = Arc::clone(&host.program.files);
    object.set(
        "resolve",
        Func::from(move |from: String, name: String| files.resolve_required(&from, &name)),
    )?;
    let files = Arc::clone(&host.program.files);
    object.set(
        "read",
        Func::from(move |path: String| {
            files
                .read(&path)
                .map(|bytes| String::from_utf8_lossy(bytes).into_owned())
        }),
    )?;
    let files = Arc::clone(&host.program.files);
    let compile = move |ctx: Ctx<'js>, path: String| -> Result<Function<'js>> {
        let source = files.read(&path).cloned().unwrap_or_default();
        compile_common_js(&ctx, &path, &source)
    };
    object.set("compile", Function::new(ctx.clone(), compile)?)
}

/// Compiles a CommonJS file to the function that Node.js wraps it in.
pub(super) fn compile_common_js<'js>(ctx: &Ctx<'js>, path: &str, source: &[u8]) -> Result<Function<'js>> {
    let Ok(source) = std::str::from_utf8(source) else {
        return Err(Exception::throw_syntax(ctx, &format!("{path}: not UTF-8")));
    };
    let mut options = EvalOptions::default();
    options.strict = false;
    options.filename = Some(path.replace('\0', ""));
    let wrapped = format!("(function (exports, require, module, __filename, __dirname) {{{source}\n}})");
    ctx.eval_with_options(wrapped, options)
}
