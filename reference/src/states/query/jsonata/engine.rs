//! Threads that evaluate expressions.
//!
//! Expressions run on threads of their own, because recursion needs a deep stack and a runtime must stay on its
//! thread. The caller waits: to it an evaluation is a computation like any other.

use std::{
    sync::{Mutex, PoisonError, mpsc},
    thread,
    time::Duration,
};

use super::session::{Outcome, Session, THREAD_STACK};

/// How long to wait for a thread. The session has a shorter limit of its own; this one is for a function of the
/// library that cannot be interrupted.
const PATIENCE: Duration = Duration::from_secs(20);

/// How many idle threads are kept.
const MAX_IDLE: usize = 8;

/// Threads with a warm runtime that have nothing to do.
static IDLE: Mutex<Vec<Worker>> = Mutex::new(Vec::new());

type Job = Box<dyn FnOnce(&Session) + Send>;

struct Worker {
    jobs: mpsc::Sender<Job>,
}

/// Why a definition may not hold an expression.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Rejection {
    /// It cannot be parsed: the parser's words.
    Invalid(String),
    /// It reads this name from a context item, which there is none of.
    TopLevel(String),
}

/// Reads an expression and gives the names of the variables that it does not bind itself, functions among them.
///
/// # Errors
/// [`Rejection`] if AWS would refuse it.
pub fn check(text: &str) -> Result<Vec<String>, Rejection> {
    let owned = text.to_owned();
    let found = run(move |session| session.check(&owned)).flatten();
    let found = found.ok_or_else(|| Rejection::Invalid("The expression is too large".to_owned()))?;
    match found.split_at_checked(1) {
        Some(("i", reason)) => Err(Rejection::Invalid(reason.to_owned())),
        Some(("u", name)) => Err(Rejection::TopLevel(name.to_owned())),
        Some(("o", names)) => Ok(serde_json::from_str(names).unwrap_or_default()),
        _ => Err(Rejection::Invalid("The expression cannot be read".to_owned())),
    }
}

/// Evaluates expressions in order, up to the first that gives no value: as many outcomes as were evaluated.
pub(super) fn evaluate(states: String, variables: String, expressions: Vec<String>) -> Vec<Outcome> {
    run(move |session| session.evaluate(&states, &variables, &expressions))
        .unwrap_or_else(|| vec![Outcome::Error(": Expression evaluation failed".to_owned())])
}

fn run<T: Send + 'static>(work: impl FnOnce(&Session) -> T + Send + 'static) -> Option<T> {
    let idle = IDLE.lock().unwrap_or_else(PoisonError::into_inner).pop();
    let worker = idle.map_or_else(Worker::start, Some)?;
    let (sender, answer) = mpsc::channel();
    let job: Job = Box::new(move |session| {
        let done = work(session);
        // Who does not wait any more gets nothing.
        let _ = sender.send((done, session.is_worn()));
    });
    worker.jobs.send(job).ok()?;
    let (done, worn) = answer.recv_timeout(PATIENCE).ok()?;
    if !worn {
        let mut idle = IDLE.lock().unwrap_or_else(PoisonError::into_inner);
        if idle.len() < MAX_IDLE {
            idle.push(worker);
        }
    }
    Some(done)
}

impl Worker {
    /// A thread that ends when nobody can send it jobs any more.
    fn start() -> Option<Self> {
        let (jobs, todo) = mpsc::channel::<Job>();
        thread::Builder::new()
            .name("jsonata".to_owned())
            .stack_size(THREAD_STACK)
            .spawn(move || {
                let Ok(session) = Session::new() else { return };
                for job in todo {
                    job(&session);
                }
            })
            .ok()?;
        Some(Self { jobs })
    }
}
