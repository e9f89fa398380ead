//! The thread of an execution environment and the handle that others hold.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::thread;
use std::time::{Duration, Instant};

use jiff::Timestamp;
use serde_json::json;
use tokio::sync::{OwnedSemaphorePermit, oneshot};

use super::host::Outcome;
use super::invocation_log::{InvocationLog, Report, Status};
use super::program::Program;
use super::session::Session;
use crate::control::logs::LogSink;
use crate::lambda::payload;

/// Room for the engine's own C functions on top of what JavaScript may use.
const STACK_BYTES: usize = 8 * 1024 * 1024;

/// Time limits of environments.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Limits {
    /// How long loading the handler may take (Lambda guide, "Lambda runtime environment": 10 seconds).
    pub(crate) init: Duration,
    /// How long an environment without work is kept.
    pub(crate) idle: Duration,
    /// How much longer than the limits a caller waits for an environment that does not answer.
    pub(crate) grace: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            init: Duration::from_secs(10),
            idle: Duration::from_secs(300),
            grace: Duration::from_secs(2),
        }
    }
}

/// One invocation for an environment.
#[derive(Debug, Clone)]
pub(crate) struct Job {
    /// The event as JSON text.
    pub(crate) event: String,
    /// The request id.
    pub(crate) request_id: String,
    /// The ARN that was invoked.
    pub(crate) arn: String,
    /// Whether the end of the log is asked for.
    pub(crate) log_tail: bool,
}

/// What came of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Finished {
    /// The result or the error as JSON text.
    pub(crate) payload: String,
    /// Whether the function failed.
    pub(crate) failed: bool,
    /// The end of the log, if asked for.
    pub(crate) log_tail: Option<String>,
    /// Whether the environment can take another invocation.
    pub(crate) reusable: bool,
}

const FREE: u8 = 0;
const TAKEN: u8 = 1;
const ENDED: u8 = 2;

type Work = (Job, oneshot::Sender<Finished>);

/// The handle of an environment; dropping it ends the thread once it has nothing to do.
#[derive(Debug)]
pub(crate) struct Environment {
    work: SyncSender<Work>,
    state: Arc<AtomicU8>,
}

impl Environment {
    /// Starts a thread; the runtime and the handler are made with the first invocation. The permit is given back
    /// when the thread ends, not before: a thread that hangs in the engine counts as long as it exists.
    pub(crate) fn start(
        program: Arc<Program>,
        sink: Arc<dyn LogSink>,
        limits: Limits,
        permit: OwnedSemaphorePermit,
    ) -> io::Result<Self> {
        let (work, jobs) = sync_channel(1);
        let state = Arc::new(AtomicU8::new(FREE));
        let seen = Arc::clone(&state);
        thread::Builder::new()
            .name(format!("lambda {}", program.function.replace('\0', "")))
            .stack_size(STACK_BYTES)
            .spawn(move || {
                serve(&program, sink, limits, &jobs, &seen);
                seen.store(ENDED, Ordering::Release);
                drop(permit);
            })?;
        Ok(Self { work, state })
    }

    /// Hands over an invocation; `None` if the environment has ended.
    pub(crate) fn run(&self, job: Job) -> Option<oneshot::Receiver<Finished>> {
        self.state
            .compare_exchange(FREE, TAKEN, Ordering::AcqRel, Ordering::Acquire)
            .ok()?;
        let (reply, finished) = oneshot::channel();
        self.work.try_send((job, reply)).ok()?;
        Some(finished)
    }

    /// Whether the thread has ended or will take no more work.
    pub(crate) fn is_ended(&self) -> bool {
        self.state.load(Ordering::Acquire) == ENDED
    }
}

fn serve(
    program: &Arc<Program>,
    sink: Arc<dyn LogSink>,
    limits: Limits,
    jobs: &Receiver<Work>,
    state: &AtomicU8,
) {
    let mut sink = Some(sink);
    let mut session: Option<Session> = None;
    loop {
        let (job, reply) = match jobs.recv_timeout(limits.idle) {
            Ok(work) => work,
            Err(RecvTimeoutError::Disconnected) => return,
            // Work that is on its way has changed the state already.
            Err(RecvTimeoutError::Timeout) => {
                if state
                    .compare_exchange(FREE, ENDED, Ordering::AcqRel, Ordering::Acquire)
                    .is_ok()
                {
                    return;
                }
                continue;
            }
        };
        let began = Instant::now();
        let cold = sink.take().map(|sink| {
            let log = InvocationLog::new(sink, &program.log_group, &program.version);
            session = Session::start(program, log).ok();
            let loaded = session
                .as_ref()
                .map_or(Outcome::OutOfMemory, |session| session.load(began + limits.init));
            (loaded, began.elapsed())
        });
        let Some(session) = &session else {
            let finished = Finished {
                payload: payload::killed(&job.request_id),
                failed: true,
                log_tail: job.log_tail.then(String::new),
                reusable: false,
            };
            // The caller may have gone; nobody else needs the answer.
            let _ = reply.send(finished);
            return;
        };
        let finished = invoke(program, session, &job, cold);
        let reusable = finished.reusable;
        if reusable {
            state.store(FREE, Ordering::Release);
        }
        let _ = reply.send(finished);
        if !reusable {
            return;
        }
    }
}

fn invoke(program: &Program, session: &Session, job: &Job, cold: Option<(Outcome, Duration)>) -> Finished {
    let (loaded, init) = cold.map_or((Outcome::Loaded, None), |(loaded, time)| (loaded, Some(time)));
    session.log().begin(&job.request_id, &program.version);
    let began = Instant::now();
    let outcome = match loaded {
        Outcome::Loaded => {
            let facts = facts(program, job, session.log().stream());
            session.invoke(&job.event, &facts, &trace_header(), began + program.timeout)
        }
        // Code that fails to load fails for good.
        Outcome::Error(text) => Outcome::Fatal(text),
        other => other,
    };
    let duration = match outcome {
        Outcome::TimedOut => program.timeout,
        _ => began.elapsed(),
    };
    let answer = Answer::of(outcome, program, job, session);
    let report = Report {
        duration,
        init,
        memory: program.memory,
        used: session.memory_used(),
        status: answer.status,
    };
    let mut log = session.log();
    log.end(&job.request_id, &report);
    let tail = log.take_tail();
    Finished {
        payload: answer.payload,
        failed: answer.failed,
        log_tail: job.log_tail.then_some(tail),
        reusable: answer.reusable,
    }
}

struct Answer {
    payload: String,
    failed: bool,
    reusable: bool,
    status: Status,
}

impl Answer {
    fn of(outcome: Outcome, program: &Program, job: &Job, session: &Session) -> Self {
        let id = &job.request_id;
        let failed = |payload, reusable, status| Self {
            payload,
            failed: true,
            reusable,
            status,
        };
        match outcome {
            Outcome::Result(text) if text.len() > payload::MAX_RESULT_BYTES => {
                failed(payload::too_large(), true, Status::Answered)
            }
            Outcome::Result(payload) => Self {
                payload,
                failed: false,
                reusable: true,
                status: Status::Answered,
            },
            // `invoke` lets nothing pass that is only loaded.
            Outcome::Loaded => failed(payload::exited(id, 0), false, Status::Exited),
            Outcome::Error(text) | Outcome::Doubtful(text) => failed(text, true, Status::Answered),
            Outcome::Fatal(text) => failed(text, false, Status::Answered),
            Outcome::TimedOut => {
                let now = format!("{:.3}", Timestamp::now());
                let limit = program.timeout.as_secs_f64();
                session
                    .log()
                    .platform(format!("{now} {id} Task timed out after {limit:.2} seconds\n\n"));
                failed(payload::timed_out(id, program.timeout), false, Status::TimedOut)
            }
            Outcome::Exited(status) => {
                let text = payload::exited(id, status);
                session
                    .log()
                    .platform(format!("{}\nRuntime.ExitError\n", exit_line(&text)));
                failed(text, false, Status::Exited)
            }
            Outcome::OutOfMemory => {
                let text = payload::killed(id);
                session
                    .log()
                    .platform(format!("{}\nRuntime.ExitError\n", exit_line(&text)));
                failed(text, false, Status::Exited)
            }
        }
    }
}

/// The message of a payload, as the log shows it.
fn exit_line(payload: &str) -> String {
    let value: serde_json::Value = serde_json::from_str(payload).unwrap_or_default();
    value["errorMessage"].as_str().unwrap_or_default().to_owned()
}

/// The plain members of the handler's `context`.
fn facts(program: &Program, job: &Job, stream: &str) -> String {
    json!({
        "functionVersion": program.version,
        "functionName": program.function,
        // A string, as on AWS.
        "memoryLimitInMB": program.memory.to_string(),
        "logGroupName": program.log_group,
        "logStreamName": stream,
        "invokedFunctionArn": job.arn,
        "awsRequestId": job.request_id,
    })
    .to_string()
}

/// A trace header in the form of the `_X_AMZN_TRACE_ID` variable; nothing is sampled.
fn trace_header() -> String {
    let id = uuid::Uuid::new_v4().simple().to_string();
    let parent = uuid::Uuid::new_v4().simple().to_string();
    let seconds = Timestamp::now().as_second();
    format!(
        "Root=1-{seconds:08x}-{};Parent={};Sampled=0",
        &id[..24],
        &parent[..16]
    )
}
