//! What a scenario has described, done and seen so far.

use std::sync::Arc;
use std::time::{Duration, SystemTime};

use apigw_conformance::deploy::Deployed;
use apigw_conformance::exchange::{Exchange, Request, Response};
use apigw_conformance::expect::{ExpectedJson, ExpectedText, Mismatch};
use apigw_conformance::system::{Function, IntegrationResponse, Method, Placeholders, StateMachine, System};
use cucumber::gherkin::Step;
use serde_json::Value;
use uuid::Uuid;

use crate::run::Run;
use crate::text::doc_string;

/// The header that carries a scenario's nonce to the gateway and into a proxy integration's event.
pub const NONCE_HEADER: &str = "X-Conformance-Nonce";

/// A scenario under way.
#[derive(Debug, cucumber::World)]
#[world(init = Self::new)]
pub struct World {
    /// What the Given steps describe.
    pub system: System,
    /// The request's headers besides the nonce.
    pub headers: Vec<(String, String)>,
    /// Distinguishes this scenario's requests and effects from all others.
    pub nonce: String,
    /// When the scenario began.
    pub began: SystemTime,
    /// What the Then steps found wrong.
    pub mismatches: Vec<Mismatch>,
    /// The exchanges so far.
    pub exchanges: Vec<Exchange>,
    /// Whether the run was over before this scenario could do anything.
    pub not_reached: bool,
    deployed: Option<Arc<Deployed>>,
    run: Option<Arc<Run>>,
}

/// What makes going on with a scenario pointless. It says nothing about the target's conformance.
#[derive(Debug, thiserror::Error)]
pub enum Trouble {
    /// The feature says something that cannot be.
    #[error("the feature is wrong: {0}")]
    Feature(String),
    /// The target, the set-up or the harness.
    #[error("failed to {0}")]
    Target(String),
}

impl Trouble {
    /// A mistake in a step of the feature.
    pub fn feature(step: &Step, mistake: &str) -> Self {
        Self::Feature(format!("line {}: {mistake}", step.position.line))
    }
}

impl World {
    fn new() -> Self {
        Self {
            system: System::default(),
            headers: Vec::new(),
            nonce: Uuid::new_v4().simple().to_string()[..12].to_owned(),
            began: SystemTime::now(),
            mismatches: Vec::new(),
            exchanges: Vec::new(),
            not_reached: false,
            deployed: None,
            run: None,
        }
    }

    /// Joins the run, before the first step.
    pub fn join(&mut self, run: Arc<Run>, own_api: bool) {
        self.run = Some(run);
        self.system.api.own = own_api;
    }

    /// The run that the scenario belongs to.
    pub fn run(&self) -> Result<Arc<Run>, Trouble> {
        self.run
            .clone()
            .ok_or_else(|| Trouble::Target("join the run: it was not begun".to_owned()))
    }

    /// The method that the feature speaks of: the one named last.
    pub fn method(&mut self) -> Result<&mut Method, Trouble> {
        self.system
            .api
            .methods
            .last_mut()
            .ok_or_else(|| missing("a REST API whose …"))
    }

    /// The integration response that templates and headers belong to: the default one if there is one.
    pub fn response(&mut self) -> Result<&mut IntegrationResponse, Trouble> {
        let responses = &mut self.method()?.integration.responses;
        let default = responses
            .iter()
            .position(|response| response.selection_pattern.is_none());
        let index = default.or(responses.len().checked_sub(1));
        index
            .and_then(|index| responses.get_mut(index))
            .ok_or_else(|| missing("an integration response"))
    }

    /// The default integration response.
    pub fn default_response(&mut self) -> Result<&mut IntegrationResponse, Trouble> {
        let responses = &mut self.method()?.integration.responses;
        responses
            .iter_mut()
            .find(|response| response.selection_pattern.is_none())
            .ok_or_else(|| missing("a default integration response"))
    }

    /// The state machine that the feature speaks of.
    pub fn state_machine(&mut self) -> Result<&mut StateMachine, Trouble> {
        self.system
            .state_machines
            .last_mut()
            .ok_or_else(|| missing("a state machine"))
    }

    /// The function that the feature speaks of.
    pub fn function(&mut self) -> Result<&mut Function, Trouble> {
        self.system
            .functions
            .last_mut()
            .ok_or_else(|| missing("a function"))
    }

    /// Deploys what was described, if it is not yet, and sends a request to it.
    pub async fn send(&mut self, line: &str, body: Option<String>) -> Result<(), Trouble> {
        let run = self.run()?;
        if run.is_over() {
            self.not_reached = true;
            return Err(Trouble::Target("begin: the run is over".to_owned()));
        }
        let deployed = match run.deployer.deploy(self.system.clone(), &self.nonce).await {
            Ok(deployed) => deployed,
            Err(error) => return Err(run.trouble_deploying(error, &mut self.mismatches).await),
        };
        self.deployed = Some(Arc::clone(&deployed));
        let line = self.fill(line);
        let (method, path) = line
            .split_once(' ')
            .ok_or_else(|| Trouble::Feature(format!("write {line:?} as a verb, a space and a path")))?;
        let at = deployed.invoke_url(path);
        let mut headers: Vec<_> = at
            .host
            .into_iter()
            .map(|host| ("Host".to_owned(), host))
            .collect();
        headers.push((NONCE_HEADER.to_owned(), self.nonce.clone()));
        headers.extend(
            self.headers
                .iter()
                .map(|(name, value)| (name.clone(), self.fill(value))),
        );
        let request = Request {
            method: method.to_owned(),
            url: at.url,
            headers,
            body: body.map(|body| self.fill(&body).into()),
        };
        match run.client.send(request).await {
            Ok(exchange) => self.exchanges.push(exchange),
            Err(error) => return Err(run.trouble_sending(error, &mut self.mismatches).await),
        }
        Ok(())
    }

    /// The system as it stands on the target.
    pub fn deployed(&self) -> Result<&Arc<Deployed>, Trouble> {
        self.deployed.as_ref().ok_or_else(|| missing("a When step"))
    }

    /// The last exchange.
    pub fn exchange(&self) -> Result<&Exchange, Trouble> {
        self.exchanges.last().ok_or_else(|| missing("a When step"))
    }

    /// The last response.
    pub fn received(&self) -> Result<&Response, Trouble> {
        self.exchange().map(|exchange| &exchange.response)
    }

    /// A text of the feature with its placeholders filled in.
    pub fn fill(&self, text: &str) -> String {
        match &self.deployed {
            Some(deployed) => deployed.placeholders.fill_known(text),
            None => {
                let mut known = Placeholders::default();
                known.set("nonce", &*self.nonce);
                known.fill_known(text)
            }
        }
    }

    /// An expected text of a step.
    pub fn expected_text(&self, step: &Step, text: &str) -> Result<ExpectedText, Trouble> {
        self.fill(text)
            .parse()
            .map_err(|error| Trouble::feature(step, &format!("failed to {error}")))
    }

    /// The expected JSON of a step's doc string.
    pub fn expected_json(&self, step: &Step) -> Result<ExpectedJson, Trouble> {
        self.parse_expected(step, &self.fill(&doc_string(step)?))
    }

    /// A JSON string, or a matcher of one.
    pub fn expected_string(&self, step: &Step, text: &str) -> Result<ExpectedJson, Trouble> {
        self.parse_expected(step, &Value::from(self.fill(text)).to_string())
    }

    /// A string that holds the expected JSON of a step's doc string.
    pub fn expected_json_text(&self, step: &Step) -> Result<ExpectedJson, Trouble> {
        let document = self.fill(&doc_string(step)?);
        self.parse_expected(step, &format!(r#"{{"{{{{json text}}}}": {document}}}"#))
    }

    fn parse_expected(&self, step: &Step, text: &str) -> Result<ExpectedJson, Trouble> {
        text.parse()
            .map_err(|error| Trouble::feature(step, &format!("failed to {error}")))
    }

    /// How long an effect may take to show, before the target's patience. Once the answer was wrong, an effect
    /// that is not there yet hardly comes.
    pub fn window(&self) -> Duration {
        Duration::from_secs(if self.mismatches.is_empty() { 10 } else { 1 })
    }

    /// Records what a Then step found; the next one looks as well.
    pub fn note(&mut self, found: Result<(), Mismatch>) {
        self.mismatches.extend(found.err());
    }
}

fn missing(what: &str) -> Trouble {
    Trouble::Feature(format!("{what} has to come first"))
}
