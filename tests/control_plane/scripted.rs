//! A control plane that answers what a test tells it to, and remembers what it was asked.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use apigw_conformance::deploy::{Deployer, Options, Run};
use apigw_conformance::target::{Choice, Description, RunningTarget, Target};
use serde_json::{Value, json};
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

/// A request that arrived.
#[derive(Debug, Clone)]
pub struct Seen {
    /// `POST /restapis`, or the operation's name where the body or a header tells it.
    pub what: String,
    pub headers: BTreeMap<String, String>,
    pub body: String,
}

impl Seen {
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_default()
    }
}

/// What to answer; `None` closes the connection without a word.
pub type Answer = Option<(u16, String)>;

type Script = dyn Fn(&Seen) -> Option<Answer> + Send + Sync;

pub struct Scripted {
    pub endpoint: String,
    seen: Arc<Mutex<Vec<Seen>>>,
    serving: JoinHandle<()>,
}

pub fn ok(body: Value) -> Option<Answer> {
    Some(Some((200, body.to_string())))
}

pub fn refusal(status: u16, code: &str, message: &str) -> Option<Answer> {
    Some(Some((
        status,
        json!({"__type": code, "message": message, "Message": message}).to_string(),
    )))
}

/// `first` for as many requests, then nothing, so that the plausible answer is given.
pub fn at_first(times: usize, first: Option<Answer>) -> impl Fn() -> Option<Answer> + Send + Sync {
    let count = AtomicUsize::new(0);
    move || {
        if count.fetch_add(1, Ordering::SeqCst) < times {
            first.clone()
        } else {
            None
        }
    }
}

impl Scripted {
    /// Serves on a free port. Where the script has no answer, a plausible one is given.
    pub async fn start(script: impl Fn(&Seen) -> Option<Answer> + Send + Sync + 'static) -> Self {
        Self::start_at("127.0.0.1:0", script).await
    }

    pub async fn start_at(
        address: &str,
        script: impl Fn(&Seen) -> Option<Answer> + Send + Sync + 'static,
    ) -> Self {
        let listener = TcpListener::bind(address).await.expect("a port");
        let endpoint = format!("http://{}", listener.local_addr().expect("an address"));
        let (seen, script) = (Arc::new(Mutex::new(Vec::new())), Arc::new(script) as Arc<Script>);
        let serving = tokio::spawn({
            let seen = Arc::clone(&seen);
            async move {
                // Connections end with the server, as those of a dead process do.
                let mut connections = tokio::task::JoinSet::new();
                while let Ok((stream, _)) = listener.accept().await {
                    connections.spawn(converse(stream, Arc::clone(&seen), Arc::clone(&script)));
                }
            }
        });
        Self {
            endpoint,
            seen,
            serving,
        }
    }

    /// Everything asked so far, but for who we are.
    pub fn seen(&self) -> Vec<Seen> {
        let seen = self.seen.lock().expect("no panic").clone();
        seen.into_iter()
            .filter(|seen| seen.what != "GetCallerIdentity")
            .collect()
    }

    /// How often something was asked.
    pub fn count(&self, what: &str) -> usize {
        self.seen().iter().filter(|seen| seen.what == what).count()
    }

    /// When something was asked first.
    pub fn first(&self, start: &str) -> usize {
        let found = self.seen().iter().position(|seen| seen.what.starts_with(start));
        found.unwrap_or_else(|| panic!("{start} was not asked for"))
    }

    /// Ends at once, with all connections.
    pub async fn stop(self) {
        self.serving.abort();
        let _ = self.serving.await;
    }

    /// This control plane as the target of a run.
    pub async fn target(&self) -> Arc<Target> {
        RunningTarget::start(self.description(), "run")
            .await
            .expect("a target")
            .target()
    }

    /// What describes it: as fast as a test wants it.
    pub fn description(&self) -> Description {
        let choice = Choice {
            target: "reference".to_owned(),
            endpoint: Some(self.endpoint.clone()),
            localstack_image: None,
        };
        let mut description = choice.description(&PathBuf::new()).expect("a description");
        description.limits.patience = 0.1;
        description.limits.call = Duration::from_secs(5);
        description.limits.gather = Duration::from_millis(50);
        description
    }

    /// A deployer of a run on it.
    pub async fn deployer(&self, adjust: impl FnOnce(&mut Description)) -> (Deployer, Scratch) {
        let mut description = self.description();
        adjust(&mut description);
        let run = Run::start();
        let running = RunningTarget::start(description, run.id())
            .await
            .expect("a target");
        let scratch = Scratch::new();
        std::fs::write(
            scratch.0.join("echo.mjs"),
            "export const handler = (event) => event;\n",
        )
        .expect("written");
        let options = Options {
            backends: Default::default(),
            run,
            handlers: scratch.0.clone(),
            ledger: scratch.ledger(),
        };
        (
            Deployer::new(running.target(), options).expect("a deployer"),
            scratch,
        )
    }
}

/// A directory that goes with the test.
pub struct Scratch(pub PathBuf);

impl Scratch {
    fn new() -> Self {
        let path = std::env::temp_dir().join(format!("control-plane-{}", uuid::Uuid::new_v4()));
        std::fs::create_dir(&path).expect("created");
        Self(path)
    }

    pub fn ledger(&self) -> PathBuf {
        self.0.join("run.ledger")
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

async fn converse(mut stream: TcpStream, seen: Arc<Mutex<Vec<Seen>>>, script: Arc<Script>) {
    let (read, mut write) = stream.split();
    let mut read = BufReader::new(read);
    while let Some(request) = next_request(&mut read).await {
        seen.lock().expect("no panic").push(request.clone());
        let answer = script(&request).unwrap_or_else(|| Some((200, plausible(&request))));
        let Some((status, body)) = answer else { return };
        let text = format!(
            "HTTP/1.1 {status} X\r\ncontent-length: {}\r\n\r\n{body}",
            body.len()
        );
        if write.write_all(text.as_bytes()).await.is_err() {
            return;
        }
    }
}

async fn next_request(read: &mut BufReader<tokio::net::tcp::ReadHalf<'_>>) -> Option<Seen> {
    let mut line = String::new();
    read.read_line(&mut line)
        .await
        .ok()
        .filter(|length| *length > 0)?;
    let mut words = line.split_whitespace();
    let (method, path) = (words.next()?.to_owned(), words.next()?.to_owned());
    let mut headers = BTreeMap::new();
    loop {
        let mut line = String::new();
        read.read_line(&mut line).await.ok()?;
        let Some((name, value)) = line.trim_end().split_once(": ") else {
            break;
        };
        headers.insert(name.to_ascii_lowercase(), value.to_owned());
    }
    let length = headers
        .get("content-length")
        .and_then(|length| length.parse().ok())
        .unwrap_or(0);
    let mut body = vec![0; length];
    read.read_exact(&mut body).await.ok()?;
    let body = String::from_utf8_lossy(&body).into_owned();
    let action = body
        .strip_prefix("Action=")
        .and_then(|rest| rest.split('&').next());
    let target = headers
        .get("x-amz-target")
        .and_then(|target| target.rsplit('.').next());
    let what = action
        .or(target)
        .map_or_else(|| format!("{method} {path}"), str::to_owned);
    Some(Seen { what, headers, body })
}

/// The least that the SDK and the deployer take for an answer.
fn plausible(request: &Seen) -> String {
    static NEXT: AtomicUsize = AtomicUsize::new(0);
    let next = NEXT.fetch_add(1, Ordering::SeqCst);
    let asked = request.json();
    let arn = |service: &str, kind: &str, name: &str| {
        format!(
            "arn:aws:{service}:us-east-1:111122223333:{kind}:{}",
            asked[name].as_str().unwrap_or_default()
        )
    };
    match request.what.as_str() {
        "GetCallerIdentity" => {
            "<GetCallerIdentityResponse><GetCallerIdentityResult><Account>111122223333</Account>\
             </GetCallerIdentityResult></GetCallerIdentityResponse>"
                .to_owned()
        }
        "CreateRole" => "<CreateRoleResponse><CreateRoleResult><Role><Path>/</Path><RoleName>r</RoleName>\
             <RoleId>R</RoleId><Arn>arn:aws:iam::111122223333:role/r</Arn>\
             <CreateDate>2026-01-01T00:00:00Z</CreateDate></Role></CreateRoleResult></CreateRoleResponse>"
            .to_owned(),
        what if request.body.starts_with("Action=") => format!("<{what}Response/>"),
        "CreateStateMachine" => {
            json!({"stateMachineArn": arn("states", "stateMachine", "name"), "creationDate": 1.0}).to_string()
        }
        "POST /2015-03-31/functions" => {
            json!({"FunctionArn": arn("lambda", "function", "FunctionName"), "State": "Active"}).to_string()
        }
        "POST /v2/apis" => json!({"apiId": format!("api{next}")}).to_string(),
        what if what.starts_with("POST /v2/apis/") && what.ends_with("/integrations") => {
            json!({"integrationId": format!("i{next}")}).to_string()
        }
        what if what.starts_with("POST /v2/apis/") && what.ends_with("/authorizers") => {
            json!({"authorizerId": format!("a{next}")}).to_string()
        }
        "POST /restapis" => json!({"id": format!("api{next}"), "rootResourceId": "root"}).to_string(),
        what if what.starts_with("POST /restapis/") && what.contains("/resources/") => {
            json!({"id": format!("r{next}")}).to_string()
        }
        _ => "{}".to_owned(),
    }
}
