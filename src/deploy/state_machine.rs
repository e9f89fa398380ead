//! State machines, one per scenario.

use std::time::SystemTime;

use aws_sdk_sfn::types::{
    CloudWatchLogsLogGroup, LogDestination, LogLevel, LoggingConfiguration, StateMachineType as SdkType,
};

use super::context::Context;
use super::ledger::Kind;
use super::{DeployError, DeployedMachine};
use crate::system::{Logging, Placeholders, StateMachine, StateMachineType};

impl Context {
    /// A state machine as a system asks for it; the definition's placeholders are filled in.
    pub(super) async fn state_machine(
        &self,
        machine: &StateMachine,
        nonce: &str,
        index: usize,
        known: &Placeholders,
    ) -> Result<DeployedMachine, DeployError> {
        let name = self.run.name(&format!("{nonce}-{index}"));
        let mut deployed = DeployedMachine {
            arn: self.arn("states", &format!("stateMachine:{name}")),
            kind: machine.kind,
            log_group: None,
            since: SystemTime::now(),
            name,
        };
        if !machine.exists {
            return Ok(deployed);
        }
        let definition = known.fill(&machine.definition)?;
        let logging = logging(machine);
        let (role, group) = tokio::try_join!(self.states_role(), async {
            match &logging {
                // Without it executions leave no record, and what has to look at them cannot tell; the rest can.
                Some(_) => match self.executions_log_group().await {
                    Err(error) if error.is_unknown_operation() => Ok(None),
                    group => group.map(Some),
                },
                None => Ok(None),
            }
        })?;
        let configuration = match (&logging, group) {
            (Some(logging), Some(group)) => Some(self.configuration(logging, group)),
            _ => None,
        };
        deployed.log_group = group.map(str::to_owned);
        let kind = match machine.kind {
            StateMachineType::Standard => SdkType::Standard,
            StateMachineType::Express => SdkType::Express,
        };
        let states = &self.clients().states;
        let send = || {
            states
                .create_state_machine()
                .name(&deployed.name)
                .definition(&definition)
                .role_arn(role)
                .r#type(kind.clone())
                .set_logging_configuration(configuration.clone())
                .send()
        };
        let resource = Kind::StateMachine.named(&deployed.name);
        let created = self
            .create(&resource, self.call_with_role("CreateStateMachine", send))
            .await?;
        if created.state_machine_arn != deployed.arn {
            self.record(self.ledger.created(&resource, &created.state_machine_arn))?;
            deployed.arn = created.state_machine_arn;
        }
        Ok(deployed)
    }

    fn configuration(&self, logging: &Logging, group: &str) -> LoggingConfiguration {
        let group = CloudWatchLogsLogGroup::builder()
            // The suffix is part of it: "must end with `:*`" (API_CloudWatchLogsLogGroup).
            .log_group_arn(self.arn("logs", &format!("log-group:{group}:*")))
            .build();
        LoggingConfiguration::builder()
            .level(LogLevel::from(logging.level.as_str()))
            .include_execution_data(logging.include_execution_data)
            .destinations(
                LogDestination::builder()
                    .cloud_watch_logs_log_group(group)
                    .build(),
            )
            .build()
    }

    /// The log group of all state machines of the run. Its prefix keeps the account's resource policy for
    /// log delivery from growing with every group
    /// (https://docs.aws.amazon.com/step-functions/latest/dg/bp-cwl.html).
    async fn executions_log_group(&self) -> Result<&str, DeployError> {
        let create =
            || self.create_log_group(format!("/aws/vendedlogs/states/{}", self.run.name("executions")));
        self.log_group.get_or_try_init(create).await.map(String::as_str)
    }
}

/// How a machine logs. An Express machine of which the scenario says nothing logs everything: there is no
/// other record by which its executions could be counted.
fn logging(machine: &StateMachine) -> Option<Logging> {
    match (&machine.logging, machine.kind) {
        (Some(logging), _) => Some(logging.clone()),
        (None, StateMachineType::Express) => Some(Logging {
            level: "ALL".to_owned(),
            include_execution_data: true,
        }),
        (None, StateMachineType::Standard) => None,
    }
}
