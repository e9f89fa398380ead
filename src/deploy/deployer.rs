//! The way of a system: checked, its functions and state machines created, its API found and deployed.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::SystemTime;

use futures::future::try_join_all;
use tokio::sync::{OnceCell, mpsc, oneshot};

use super::batch::{self, Request};
use super::construction::Construction;
use super::context::{Context, Shared};
use super::gate::Gate;
use super::ledger::Place;
use super::roles::Roles;
use super::site::{self, Door, Plan, STAGE, Site, SiteKey};
use super::{
    DeployError, Deployed, DeployedFunction, DeployedMachine, Ledger, LedgerError, Run, Teardown,
    function_url, http_api, rest_api, teardown,
};
use crate::backend::Backends;
use crate::system::{Api, Function, HttpApi, Placeholders, RestApi, StateMachine, StateMachineType, System};
use crate::target::Target;

/// Stands in names where a scenario's nonce does.
const CONTROL: &str = "control";

/// Makes systems real and keeps the ledger of what that created. Cheap to clone; all clones are one.
#[derive(Debug, Clone)]
pub struct Deployer {
    context: Arc<Context>,
    rest_apis: mpsc::UnboundedSender<Request<RestApi>>,
    http_apis: mpsc::UnboundedSender<Request<HttpApi>>,
}

/// What a deployer needs to know besides the target.
#[derive(Debug, Clone)]
pub struct Options {
    /// The run that everything created belongs to.
    pub run: Run,
    /// The directory of handlers, `NAME.mjs` each.
    pub handlers: PathBuf,
    /// The servers of the suite.
    pub backends: Arc<Backends>,
    /// The ledger's file, which must not exist.
    pub ledger: PathBuf,
}

impl Deployer {
    /// A deployer for a run. Must be called within a tokio runtime.
    ///
    /// # Errors
    /// [`LedgerError`] if the ledger cannot be created.
    pub fn new(target: Arc<Target>, options: Options) -> Result<Self, LedgerError> {
        let ledger = Ledger::create(&options.ledger, Place::of(&options.run, &target))?;
        let context = Arc::new(Context {
            target,
            run: options.run,
            handlers: options.handlers,
            backends: options.backends,
            ledger,
            gate: Gate::default(),
            roles: Roles::default(),
            log_group: OnceCell::new(),
            access_log_group: OnceCell::new(),
            functions: Shared::default(),
            grants: Shared::default(),
            sites: Shared::default(),
        });
        let (rest_apis, queue) = mpsc::unbounded_channel();
        tokio::spawn(batch::serve::<rest_api::Api>(Arc::clone(&context), queue));
        let (http_apis, queue) = mpsc::unbounded_channel();
        tokio::spawn(batch::serve::<http_api::Api>(Arc::clone(&context), queue));
        Ok(Self {
            context,
            rest_apis,
            http_apis,
        })
    }

    /// Makes a system real. `nonce` tells the scenario from all others of the run: up to 40 letters, digits
    /// and dashes; it becomes part of names.
    ///
    /// # Errors
    /// [`DeployError`]. A refused call is this system's alone.
    pub async fn deploy(&self, system: System, nonce: &str) -> Result<Arc<Deployed>, DeployError> {
        let this = self.clone();
        let nonce = nonce.to_owned();
        // A task of its own: a call under way goes on to its end, and to the ledger, even if the scenario
        // is given up.
        let work = tokio::spawn(async move { this.make(system, &nonce).await });
        tokio::select! {
            result = work => result.unwrap_or(Err(DeployError::Stopped)).map(Arc::new),
            () = self.context.gate.closed() => Err(DeployError::Stopped),
        }
    }

    /// Creates a state machine alone, without anything in front of it. `nonce` as in [`Self::deploy`].
    ///
    /// # Errors
    /// [`DeployError`]; [`DeployError::Rejected`] holds what Step Functions said.
    pub async fn create_state_machine(
        &self,
        machine: StateMachine,
        nonce: &str,
    ) -> Result<DeployedMachine, DeployError> {
        let (this, nonce) = (self.clone(), nonce.to_owned());
        // A task of its own, as in `deploy`.
        let work = tokio::spawn(async move {
            let known = this.known(&System::default(), &nonce);
            this.context.state_machine(&machine, &nonce, 0, &known).await
        });
        tokio::select! {
            result = work => result.unwrap_or(Err(DeployError::Stopped)),
            () = self.context.gate.closed() => Err(DeployError::Stopped),
        }
    }

    /// A function that no scenario uses, to see whether invocations leave a record.
    ///
    /// # Errors
    /// [`DeployError`], as for a system.
    pub async fn control_function(&self) -> Result<DeployedFunction, DeployError> {
        let function = Function {
            own: true,
            ..Function::new("echo")
        };
        self.context.function(&function, CONTROL, 0).await
    }

    /// An Express machine that no scenario uses, to see whether executions leave a record.
    ///
    /// # Errors
    /// [`DeployError`], as for a system.
    pub async fn control_machine(&self) -> Result<DeployedMachine, DeployError> {
        let machine = StateMachine::passing(StateMachineType::Express);
        let known = self.known(&System::default(), CONTROL);
        self.context.state_machine(&machine, CONTROL, 0, &known).await
    }

    /// The target that systems are deployed on.
    #[must_use]
    pub fn target(&self) -> &Target {
        &self.context.target
    }

    /// Deletes everything that was created. Deployments still under way fail with
    /// [`DeployError::Stopped`] first.
    pub async fn teardown(&self) -> Teardown {
        self.context
            .gate
            .close(self.context.target.description.limits.call)
            .await;
        teardown::delete_all(&self.context.target, &self.context.ledger).await
    }

    /// The ledger of the run.
    #[must_use]
    pub fn ledger(&self) -> &Ledger {
        &self.context.ledger
    }

    async fn make(&self, system: System, nonce: &str) -> Result<Deployed, DeployError> {
        site::check(&system, nonce)?;
        let since = SystemTime::now();
        let context = &self.context;
        let mut known = self.known(&system, nonce);
        for backend in &system.backends {
            known.set(backend.placeholder(), context.backends.url(*backend).await?);
        }

        let functions = system.functions.iter().enumerate();
        let functions = functions.map(|(index, function)| context.function(function, nonce, index));
        let functions: Vec<DeployedFunction> = try_join_all(functions).await?;
        if let Some(function) = functions.first() {
            known.set("functionArn", &function.arn);
            known.set("functionName", &function.name);
        }
        let machines = system.state_machines.iter().enumerate();
        let machines = machines.map(|(index, machine)| context.state_machine(machine, nonce, index, &known));
        let machines: Vec<DeployedMachine> = try_join_all(machines).await?;
        if let Some(machine) = machines.first() {
            known.set("stateMachineArn", &machine.arn);
            known.set("stateMachineName", &machine.name);
        }
        if site::calls_services(&system.api) {
            // Early, so that it is known everywhere when the stage is.
            context.api_role().await?;
        }

        if let Api::Rest(api) = &system.api
            && let Some(plan) = &api.usage_plan
        {
            let key = context.api_key(nonce, plan).await?;
            known.set("apiKey", key.value);
            known.set("apiKeyId", key.id);
        }

        let key = SiteKey::of(&system);
        let has_api = site::has_api(&system.api);
        let place = || self.place(system, functions.clone(), known.clone(), nonce);
        let site = match key {
            _ if !has_api => Arc::new(Site::default()),
            Some(key) => context.sites.get(key, place).await?,
            None => place().await?,
        };
        let url = functions.first().and_then(|function| function.url.as_deref());
        let door = match url {
            Some(url) if !has_api => {
                known.set("functionUrlId", function_url::id(url));
                Door::FunctionUrl
            }
            _ => site.door,
        };
        known.set("apiId", &site.api);
        known.set("base", &site.base);
        Ok(Deployed {
            target: Arc::clone(&context.target),
            api: site.api.clone(),
            stage: known.get("stage").unwrap_or_default().to_owned(),
            base: site.base.clone(),
            door,
            machines,
            functions,
            access_log_group: context.access_log_group.get().cloned(),
            placeholders: known,
            nonce: nonce.to_owned(),
            since,
        })
    }

    /// What placeholders stand for before anything of the system is created.
    fn known(&self, system: &System, nonce: &str) -> Placeholders {
        let target = &self.context.target;
        let base = if system.own_api {
            String::new()
        } else {
            site::new_base()
        };
        let stage = match &system.api {
            Api::Rest(_) => STAGE.to_owned(),
            Api::Http(api) => api.stages.first().cloned().unwrap_or_default().name,
        };
        let mut known = Placeholders::default();
        known.set("nonce", nonce);
        known.set("base", base);
        known.set("stage", stage);
        known.set("accountId", &target.account);
        known.set("region", &target.region);
        known
    }

    /// Finds the system a place in an API of its kind.
    async fn place(
        &self,
        system: System,
        deployed: Vec<DeployedFunction>,
        known: Placeholders,
        nonce: &str,
    ) -> Result<Arc<Site>, DeployError> {
        let alone = system.own_api.then_some(nonce);
        let (functions, base) = (system.functions, known.get("base").unwrap_or_default().to_owned());
        match system.api {
            Api::Rest(api) => {
                let plan = Plan {
                    api,
                    functions,
                    deployed,
                    known,
                    base,
                };
                self.put::<rest_api::Api>(plan, &self.rest_apis, alone).await
            }
            Api::Http(api) => {
                let plan = Plan {
                    api,
                    functions,
                    deployed,
                    known,
                    base,
                };
                self.put::<http_api::Api>(plan, &self.http_apis, alone).await
            }
        }
    }

    /// Puts a plan into an API alone or, with others, into one that is shared.
    async fn put<C: Construction>(
        &self,
        plan: Plan<C::Api>,
        shared: &mpsc::UnboundedSender<Request<C::Api>>,
        alone: Option<&str>,
    ) -> Result<Arc<Site>, DeployError> {
        if let Some(nonce) = alone {
            let api = C::create(&self.context, &format!("own-{nonce}"), Some(&plan)).await?;
            api.build(&plan).await.map_err(|failed| failed.error)?;
            api.deploy(1).await?;
            api.complete(&plan).await?;
            return Ok(Arc::new(api.site(&plan)));
        }
        let (answer, site) = oneshot::channel();
        shared
            .send(Request { plan, answer })
            .map_err(|_| DeployError::Stopped)?;
        site.await.map_err(|_| DeployError::Stopped)?
    }
}
