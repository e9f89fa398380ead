//! The way of a system: checked, its functions and state machines created, its API found and deployed.

use std::path::PathBuf;
use std::sync::Arc;

use futures::future::try_join_all;
use tokio::sync::{OnceCell, mpsc, oneshot};

use super::batch::{self, Request};
use super::context::{Context, Shared};
use super::gate::Gate;
use super::ledger::Place;
use super::method::filled;
use super::rest_api::Api;
use super::roles::Roles;
use super::site::{self, Plan, STAGE, Site, SiteKey};
use super::{
    DeployError, Deployed, DeployedFunction, DeployedMachine, Ledger, LedgerError, Run, Teardown, teardown,
};
use crate::system::{Function, Placeholders, StateMachine, StateMachineType, System};
use crate::target::Target;

/// Stands in names where a scenario's nonce does.
const CONTROL: &str = "control";

/// Makes systems real and keeps the ledger of what that created. Cheap to clone; all clones are one.
#[derive(Debug, Clone)]
pub struct Deployer {
    context: Arc<Context>,
    requests: mpsc::UnboundedSender<Request>,
}

/// What a deployer needs to know besides the target.
#[derive(Debug, Clone)]
pub struct Options {
    /// The run that everything created belongs to.
    pub run: Run,
    /// The directory of handlers, `NAME.mjs` each.
    pub handlers: PathBuf,
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
            ledger,
            gate: Gate::default(),
            roles: Roles::default(),
            log_group: OnceCell::new(),
            functions: Shared::default(),
            grants: Shared::default(),
            sites: Shared::default(),
        });
        let (requests, queue) = mpsc::unbounded_channel();
        tokio::spawn(batch::serve(Arc::clone(&context), queue));
        Ok(Self { context, requests })
    }

    /// Makes a system real. `nonce` tells the scenario from all others of the run: up to 40 letters, digits
    /// and dashes; it becomes part of names and paths.
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
        let machine = StateMachine {
            kind: StateMachineType::Express,
            definition: r#"{"StartAt": "Pass", "States": {"Pass": {"Type": "Pass", "End": true}}}"#
                .to_owned(),
            logging: None,
            exists: true,
        };
        let known = self.known(CONTROL, String::new());
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
        let context = &self.context;
        let key = SiteKey::of(&system);
        let base = match &key {
            _ if system.api.own => String::new(),
            // Others may call it too: with this scenario's nonce in its path, their invocations would be counted here.
            Some(_) => format!("/s-{}", &uuid::Uuid::new_v4().simple().to_string()[..12]),
            None => format!("/s-{nonce}"),
        };
        let mut known = self.known(nonce, base);

        let functions = system.functions.iter().enumerate();
        let functions = functions.map(|(index, function)| context.function(function, nonce, index));
        let functions: Vec<DeployedFunction> = try_join_all(functions).await?;
        if let Some(function) = functions.first() {
            known.set("functionArn", &function.arn);
        }
        let machines = system.state_machines.iter().enumerate();
        let machines = machines.map(|(index, machine)| context.state_machine(machine, nonce, index, &known));
        let machines: Vec<DeployedMachine> = try_join_all(machines).await?;
        if let Some(machine) = machines.first() {
            known.set("stateMachineArn", &machine.arn);
            known.set("stateMachineName", &machine.name);
        }
        if site::calls_states(&system.api) {
            // Early, so that it is known everywhere when the stage is.
            context.api_role().await?;
        }

        let plan = Plan {
            base: known.get("base").unwrap_or_default().to_owned(),
            api: system.api,
            functions: system.functions,
            deployed: functions.clone(),
            known: known.clone(),
        };
        let place = || self.place(plan, nonce);
        let site = match key {
            Some(key) => context.sites.get(key, place).await?,
            None => place().await?,
        };
        known.set("apiId", &site.api);
        known.set("base", &site.base);
        Ok(Deployed {
            target: Arc::clone(&context.target),
            api: site.api.clone(),
            stage: STAGE.to_owned(),
            base: site.base.clone(),
            machines,
            functions,
            placeholders: known,
            nonce: nonce.to_owned(),
        })
    }

    /// What placeholders stand for before anything of the system is created.
    fn known(&self, nonce: &str, base: String) -> Placeholders {
        let target = &self.context.target;
        let mut known = Placeholders::default();
        known.set("nonce", nonce);
        known.set("base", base);
        known.set("stage", STAGE);
        known.set("accountId", &target.account);
        known.set("region", &target.region);
        known
    }

    async fn place(&self, plan: Plan, nonce: &str) -> Result<Arc<Site>, DeployError> {
        if plan.api.own {
            let api = Api::create(
                &self.context,
                &format!("own-{nonce}"),
                &plan.api.binary_media_types,
            )
            .await?;
            api.build(&plan).await.map_err(|failed| failed.error)?;
            api.deploy(filled(&plan.api.stage_variables, &plan.known)?, 1)
                .await?;
            return Ok(Arc::new(Site {
                api: api.id,
                base: plan.base,
            }));
        }
        let (answer, site) = oneshot::channel();
        self.requests
            .send(Request { plan, answer })
            .map_err(|_| DeployError::Stopped)?;
        site.await.map_err(|_| DeployError::Stopped)?
    }
}
