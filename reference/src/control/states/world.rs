//! The world of an execution: time, chance, functions and services.

use std::{sync::Weak, time::Duration};

use futures::future::BoxFuture;

use super::{States, lambda_task, nested_task, service::now};
use crate::states::{
    data::Data,
    failure::Failure,
    interpreter::{Callback, MapRun, Opening, ServiceCall, World},
};

/// The longest sleep at a time; the timer takes no more than two years.
const NAP: Duration = Duration::from_secs(86_400 * 365);

/// What an execution of one state machine may reach.
#[derive(Debug, Clone)]
pub(super) struct ServiceWorld {
    pub(super) states: Weak<States>,
    /// The state machine's role, in whose name everything is done.
    pub(super) role_arn: String,
    pub(super) region: String,
}

impl World for ServiceWorld {
    fn now(&self) -> i64 {
        now()
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'_, ()> {
        Box::pin(async move {
            let mut left = duration;
            while !left.is_zero() {
                let nap = left.min(NAP);
                tokio::time::sleep(nap).await;
                left -= nap;
            }
        })
    }

    // Half the bits are enough for jitter.
    fn random(&self) -> f64 {
        let (bits, _) = uuid::Uuid::new_v4().as_u64_pair();
        f64::from(u32::try_from(bits >> 32).unwrap_or(0)) / f64::from(u32::MAX)
    }

    fn invoke<'a>(&'a self, function: &'a str, input: &'a Data) -> BoxFuture<'a, Result<Data, Failure>> {
        Box::pin(async move {
            let states = self.states()?;
            lambda_task::invoke(&states, &self.role_arn, function, input).await
        })
    }

    fn call<'a>(&'a self, call: &'a ServiceCall) -> BoxFuture<'a, Result<Data, Failure>> {
        Box::pin(async move {
            let states = self.states()?;
            match (call.service.as_str(), call.action.as_str()) {
                ("lambda", "invoke") => lambda_task::call(&states, self, call).await,
                ("states", "startExecution") => nested_task::start(&states, self, call).await,
                (service, action) => Err(Failure::runtime(format!(
                    "The service integration '{service}:{action}{}' is not offered by this implementation",
                    call.pattern.suffix()
                ))),
            }
        })
    }

    fn job<'a>(&'a self, call: &'a ServiceCall, answer: &'a Data) -> BoxFuture<'a, Result<Data, Failure>> {
        Box::pin(async move {
            let states = self.states()?;
            match call.service.as_str() {
                "states" => nested_task::finish(&states, call.pattern, answer).await,
                service => Err(Failure::runtime(format!(
                    "The service '{service}' has no jobs to wait for in this implementation"
                ))),
            }
        })
    }

    fn schedule(&self, activity: &str, input: &Data) -> Option<Box<dyn Callback>> {
        let states = self.states.upgrade()?;
        states.activities.schedule(&states.tokens, activity, input)
    }

    fn open_map_run(&self, opening: Opening) -> Result<Box<dyn MapRun>, Failure> {
        Ok(self.states()?.open_map_run(opening))
    }

    fn issue_token(&self) -> Box<dyn Callback> {
        match self.states.upgrade() {
            Some(states) => states.tokens.issue(),
            None => super::tokens::Tokens::default().issue(),
        }
    }
}

impl ServiceWorld {
    fn states(&self) -> Result<std::sync::Arc<States>, Failure> {
        self.states
            .upgrade()
            .ok_or_else(|| Failure::runtime("The service has ended."))
    }
}
