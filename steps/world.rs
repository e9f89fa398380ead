//! What a scenario has described, done and seen so far.

mod sending;

use std::sync::Arc;
use std::time::{Duration, SystemTime};

use apigw_conformance::backend::Token;
use apigw_conformance::deploy::{DeployError, Deployed};
use apigw_conformance::exchange::{Exchange, HeaderCase, Response};
use apigw_conformance::expect::{ExpectedJson, ExpectedText, Mismatch};
use apigw_conformance::service::{Invoke, NewStatement};
use apigw_conformance::system::{
    Api, Function, HttpApi, HttpAuthorizer, HttpAuthorizerKind, HttpIntegration, IntegrationResponse, Method,
    Placeholders, RestApi, StateMachine, System,
};
use cucumber::gherkin::Step;
use serde_json::Value;
use uuid::Uuid;

pub use sending::Payload;

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
    /// How their names are written.
    pub header_case: HeaderCase,
    /// Distinguishes this scenario's requests and effects from all others.
    pub nonce: String,
    /// When the scenario began.
    pub began: SystemTime,
    /// What the Then steps found wrong.
    pub mismatches: Vec<Mismatch>,
    /// The exchanges so far.
    pub exchanges: Vec<Exchange>,
    /// Whether the connection was closed without an answer.
    pub was_hung_up_on: bool,
    /// The token that the client has, before it is signed.
    pub token: Option<Token>,
    signed_token: Option<String>,
    /// How the function is invoked directly, but for the function and the payload.
    pub invoke: Invoke,
    /// Statements that the function's policy has before the When step.
    pub statements: Vec<NewStatement>,
    /// Whether the run was over before this scenario could do anything.
    pub not_reached: bool,
    /// What became of what was only deployed to see whether the target takes it.
    pub trial: Option<Result<(), DeployError>>,
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
            header_case: HeaderCase::default(),
            nonce: Uuid::new_v4().simple().to_string()[..12].to_owned(),
            began: SystemTime::now(),
            mismatches: Vec::new(),
            exchanges: Vec::new(),
            was_hung_up_on: false,
            token: None,
            signed_token: None,
            invoke: Invoke::default(),
            statements: Vec::new(),
            not_reached: false,
            trial: None,
            deployed: None,
            run: None,
        }
    }

    /// Joins the run, before the first step.
    pub fn join(&mut self, run: Arc<Run>, own_api: bool) {
        self.run = Some(run);
        self.system.own_api = own_api;
    }

    /// The run that the scenario belongs to.
    pub fn run(&self) -> Result<Arc<Run>, Trouble> {
        self.run
            .clone()
            .ok_or_else(|| Trouble::Target("join the run: it was not begun".to_owned()))
    }

    /// The REST API that the feature speaks of.
    pub fn rest_api(&mut self) -> Result<&mut RestApi, Trouble> {
        match &mut self.system.api {
            Api::Rest(api) => Ok(api),
            Api::Http(_) => Err(Trouble::Feature("an HTTP API has no such thing".to_owned())),
        }
    }

    /// The HTTP API that the feature speaks of; the first sentence of one makes it.
    pub fn http_api(&mut self) -> Result<&mut HttpApi, Trouble> {
        if self.system.api == Api::default() {
            self.system.api = HttpApi::default().into();
        }
        match &mut self.system.api {
            Api::Http(api) => Ok(api),
            Api::Rest(_) => Err(Trouble::Feature("a REST API has no such thing".to_owned())),
        }
    }

    /// The integration that the feature speaks of: that of the route named last.
    pub fn http_integration(&mut self) -> Result<&mut HttpIntegration, Trouble> {
        let route = self.http_api()?.routes.last_mut();
        route
            .map(|route| &mut route.integration)
            .ok_or_else(|| missing("an HTTP API whose …"))
    }

    /// The method that the feature speaks of: the one named last.
    pub fn method(&mut self) -> Result<&mut Method, Trouble> {
        self.rest_api()?
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

    /// The token that the feature speaks of.
    pub fn token(&mut self) -> Result<&mut Token, Trouble> {
        self.token.as_mut().ok_or_else(|| missing("a token"))
    }

    /// The place of the function that the last authorizer asks.
    pub fn authorizer_function(&self) -> Option<usize> {
        match &self.system.api {
            Api::Rest(api) => api.authorizers.last().map(|authorizer| authorizer.function),
            Api::Http(api) => api.authorizers.last().and_then(deciding),
        }
    }

    /// The state machine that the feature speaks of.
    pub fn state_machine(&mut self) -> Result<&mut StateMachine, Trouble> {
        self.system
            .state_machines
            .last_mut()
            .ok_or_else(|| missing("a state machine"))
    }

    /// The function that the feature speaks of: the one named last.
    pub fn function(&mut self) -> Result<&mut Function, Trouble> {
        self.system
            .functions
            .last_mut()
            .ok_or_else(|| missing("a function"))
    }

    /// The HTTP API's authorizer that the feature speaks of: the one named last.
    pub fn http_authorizer(&mut self) -> Result<&mut HttpAuthorizer, Trouble> {
        let authorizer = self.http_api()?.authorizers.last_mut();
        authorizer.ok_or_else(|| missing("an authorizer"))
    }

    /// Deploys what was described only to see whether the target takes it.
    pub async fn try_to_deploy(&mut self) -> Result<(), Trouble> {
        let run = self.running()?;
        match run.deployer.deploy(self.system.clone(), &self.nonce).await {
            Ok(deployed) => {
                self.deployed = Some(deployed);
                self.tried(Ok(())).await
            }
            Err(error) => self.tried(Err(error)).await,
        }
    }

    /// Notes what became of a deployment that was only tried; other errors than a refusal are trouble.
    pub async fn tried(&mut self, outcome: Result<(), DeployError>) -> Result<(), Trouble> {
        self.trial = Some(match outcome {
            Err(error) if !matches!(error, DeployError::Rejected { .. }) => {
                return Err(self.run()?.trouble_deploying(error, &mut self.mismatches).await);
            }
            outcome => outcome,
        });
        Ok(())
    }

    /// The run, unless it is over.
    pub fn running(&mut self) -> Result<Arc<Run>, Trouble> {
        let run = self.run()?;
        if run.is_over() {
            self.not_reached = true;
            return Err(Trouble::Target("begin: the run is over".to_owned()));
        }
        Ok(run)
    }

    /// Deploys what was described, if it is not yet.
    pub async fn deploy(&mut self) -> Result<Arc<Deployed>, Trouble> {
        let run = self.running()?;
        if let Some(deployed) = &self.deployed {
            return Ok(Arc::clone(deployed));
        }
        match run.deployer.deploy(self.system.clone(), &self.nonce).await {
            Ok(deployed) => Ok(Arc::clone(self.deployed.insert(deployed))),
            Err(error) => Err(run.trouble_deploying(error, &mut self.mismatches).await),
        }
    }

    /// The system as it stands on the target.
    pub fn deployed(&self) -> Result<&Arc<Deployed>, Trouble> {
        self.deployed.as_ref().ok_or_else(|| missing("a When step"))
    }

    /// The last exchange.
    pub fn exchange(&self) -> Result<&Exchange, Trouble> {
        self.exchanges.last().ok_or_else(|| missing("a When step"))
    }

    /// The first of several responses.
    pub fn first_received(&self) -> Result<&Response, Trouble> {
        match &*self.exchanges {
            [first, _, ..] => Ok(&first.response),
            _ => Err(missing("a When step that sends several requests")),
        }
    }

    /// The last response.
    pub fn received(&self) -> Result<&Response, Trouble> {
        self.exchange().map(|exchange| &exchange.response)
    }

    /// The request's id, as the response tells it.
    pub fn request_id(&self) -> Result<String, Trouble> {
        let id = self.received()?.header("x-amzn-RequestId").next();
        id.map(str::to_owned).ok_or_else(|| {
            Trouble::Target("find the request in the log: the response has no x-amzn-RequestId".to_owned())
        })
    }

    /// A text of the feature with its placeholders filled in.
    pub fn fill(&self, text: &str) -> String {
        let text = match &self.signed_token {
            Some(token) => &text.replace("{{token}}", token),
            None => text,
        };
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

/// The function that an authorizer asks.
fn deciding(authorizer: &HttpAuthorizer) -> Option<usize> {
    match authorizer.kind {
        HttpAuthorizerKind::Lambda { function, .. } => Some(function),
        HttpAuthorizerKind::Jwt { .. } => None,
    }
}

fn missing(what: &str) -> Trouble {
    Trouble::Feature(format!("{what} has to come first"))
}
