//! Functions, one per content.

use std::io::{Cursor, Write};
use std::time::{Duration, SystemTime};

use aws_sdk_lambda::primitives::Blob;
use aws_sdk_lambda::types::{Environment, FunctionCode, Runtime, State};
use tokio::time::{Instant, sleep};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::context::Context;
use super::ledger::Kind;
use super::{DeployError, DeployedFunction};
use crate::system::{Function, Permission};

/// Every target runs it: the LocalStack image built here has Node.js 20 from PyPI, and AWS's runtime images
/// of that version are what LocalStack 4 pulls by default.
const RUNTIME: Runtime = Runtime::Nodejs20x;
/// How long a new function may take to become active, before patience.
const ACTIVE: Duration = Duration::from_secs(30);
/// Between two looks at a function that is not active yet, before patience.
const LOOK: Duration = Duration::from_millis(100);
/// How much of a handler's name goes into a function's; names may have 64 characters.
const NAME_PART: usize = 18;

/// What makes two functions the same.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct FunctionKey {
    function: Function,
    /// The scenario's nonce and the function's place in it, if the scenario needs one of its own.
    own: Option<(String, usize)>,
}

impl FunctionKey {
    pub(super) fn new(function: &Function, nonce: &str, index: usize) -> Self {
        Self {
            function: function.clone(),
            own: is_own(function).then(|| (nonce.to_owned(), index)),
        }
    }
}

/// Whether no other scenario may use the function. A source ARN, for one, names a path below the system's own.
pub(super) fn is_own(function: &Function) -> bool {
    let is_shared_policy = matches!(function.permission, Permission::Granted);
    let is_changed =
        function.alias.is_some() || function.reserved_concurrency.is_some() || function.retries.is_some();
    function.own || is_changed || !is_shared_policy
}

/// What integrations and authorizers call a function by; a function that a scenario does not describe has no ARN.
pub(super) fn invocation_uri(region: &str, arn: Option<&str>) -> String {
    let arn = arn.unwrap_or_default();
    format!("arn:aws:apigateway:{region}:lambda:path/2015-03-31/functions/{arn}/invocations")
}

impl Context {
    /// A function as a system asks for it.
    pub(super) async fn function(
        &self,
        function: &Function,
        nonce: &str,
        index: usize,
    ) -> Result<DeployedFunction, DeployError> {
        if !function.exists {
            return Ok(self.described(self.run.name(&format!("none-{nonce}")), true));
        }
        let key = FunctionKey::new(function, nonce, index);
        self.functions.get(key, || self.create_function(function)).await
    }

    async fn create_function(&self, function: &Function) -> Result<DeployedFunction, DeployError> {
        let code = self.package(&function.handler).await?;
        let role = self.lambda_role().await?;
        let short: String = function.handler.chars().take(NAME_PART).collect();
        let chance = uuid::Uuid::new_v4().simple().to_string();
        let name = self.run.name(&format!("{short}-{}", &chance[..8]));
        let environment = (!function.environment.is_empty()).then(|| {
            let variables = function.environment.clone().into_iter().collect();
            Environment::builder().set_variables(Some(variables)).build()
        });
        // Lambda creates the group when the function first logs.
        let deployed = self.described(name.clone(), is_own(function));
        self.record(self.ledger.creating(&Kind::LogGroup.named(&deployed.log_group)))?;
        let lambda = &self.clients().lambda;
        let send = || {
            lambda
                .create_function()
                .function_name(&name)
                .runtime(RUNTIME)
                .role(role)
                .handler("index.handler")
                .code(FunctionCode::builder().zip_file(Blob::new(code.clone())).build())
                .timeout(function.timeout.into())
                .set_environment(environment.clone())
                .send()
        };
        let created = self
            .create(
                &Kind::Function.named(&name),
                self.call_with_role("CreateFunction", send),
            )
            .await?;
        self.active(&name, None, created.state, created.state_reason)
            .await?;
        self.configure(function, &name).await?;
        let url = match &function.url {
            Some(url) => Some(self.function_url(url, &name).await?),
            None => None,
        };
        Ok(DeployedFunction {
            url,
            arn: created.function_arn.unwrap_or(deployed.arn),
            ..deployed
        })
    }

    /// What a function has besides its code. All of it is deleted with the function.
    async fn configure(&self, function: &Function, name: &str) -> Result<(), DeployError> {
        let (lambda, target) = (&self.clients().lambda, &self.target);
        if let Some(alias) = &function.alias {
            let publish = lambda.publish_version().function_name(name);
            let published = target.call("PublishVersion", publish.send()).await?;
            let version = published.version.unwrap_or_default();
            self.active(name, Some(&version), published.state, published.state_reason)
                .await?;
            let create = lambda
                .create_alias()
                .function_name(name)
                .name(alias)
                .function_version(version);
            target.call("CreateAlias", create.send()).await?;
        }
        if let Some(reserved) = function.reserved_concurrency {
            let put = lambda
                .put_function_concurrency()
                .function_name(name)
                .reserved_concurrent_executions(reserved.into());
            target.call("PutFunctionConcurrency", put.send()).await?;
        }
        if let Some(retries) = function.retries {
            let put = lambda
                .put_function_event_invoke_config()
                .function_name(name)
                .maximum_retry_attempts(retries.into());
            target.call("PutFunctionEventInvokeConfig", put.send()).await?;
        }
        Ok(())
    }

    /// What is known of a function by its name.
    fn described(&self, name: String, own: bool) -> DeployedFunction {
        DeployedFunction {
            arn: self.arn("lambda", &format!("function:{name}")),
            log_group: format!("/aws/lambda/{name}"),
            url: None,
            own,
            since: SystemTime::now(),
            name,
        }
    }

    /// Waits until a function, or a version of it, can be invoked; before, AWS answers ResourceConflictException
    /// (https://docs.aws.amazon.com/lambda/latest/dg/functions-states.html).
    async fn active(
        &self,
        name: &str,
        version: Option<&str>,
        state: Option<State>,
        reason: Option<String>,
    ) -> Result<(), DeployError> {
        let limits = &self.target.description.limits;
        let end = Instant::now() + limits.window(ACTIVE);
        let (mut state, mut reason) = (state, reason);
        loop {
            match &state {
                None | Some(State::Active) => return Ok(()),
                Some(State::Failed) => {
                    return Err(DeployError::Rejected {
                        operation: "CreateFunction",
                        // Accepted; what fails then is mostly a runtime that is not to be had here.
                        status: None,
                        code: "Failed".to_owned(),
                        message: reason.unwrap_or_else(|| "no reason".to_owned()),
                    });
                }
                Some(other) if Instant::now() >= end => {
                    return Err(DeployError::TimedOut {
                        what: format!("see the function {name} become active"),
                        message: format!("it is {other}"),
                    });
                }
                Some(_) => sleep(limits.window(LOOK)).await,
            }
            let look = self
                .clients()
                .lambda
                .get_function_configuration()
                .function_name(name)
                .set_qualifier(version.map(str::to_owned));
            let found = self.target.call("GetFunctionConfiguration", look.send()).await?;
            (state, reason) = (found.state, found.state_reason);
        }
    }

    /// A deployment package of a handler.
    async fn package(&self, handler: &str) -> Result<Vec<u8>, DeployError> {
        let impossible =
            |message: String| DeployError::Impossible(format!("the handler {handler:?}: {message}"));
        let named = !handler.is_empty()
            && handler
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'));
        if !named {
            return Err(impossible("its name must be letters, digits, - and _".to_owned()));
        }
        let path = self.handlers.join(format!("{handler}.mjs"));
        let source = tokio::fs::read(&path)
            .await
            .map_err(|error| impossible(format!("{}: {error}", path.display())))?;
        zipped(&source).map_err(|error| impossible(error.to_string()))
    }
}

/// An archive of one file, `index.mjs`, readable by everyone as Lambda requires.
fn zipped(source: &[u8]) -> Result<Vec<u8>, zip::result::ZipError> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    archive.start_file("index.mjs", SimpleFileOptions::default().unix_permissions(0o644))?;
    archive.write_all(source)?;
    Ok(archive.finish()?.into_inner())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_functions_are_one_unless_a_scenario_needs_its_own() {
        let key = |function: &Function, nonce| FunctionKey::new(function, nonce, 0);
        let shared = Function::new("echo");
        assert_eq!(key(&shared, "a"), key(&shared, "b"));
        let slow = Function {
            timeout: 3,
            ..shared.clone()
        };
        assert_ne!(key(&shared, "a"), key(&slow, "a"));
        let own = Function {
            own: true,
            ..shared.clone()
        };
        assert_ne!(key(&own, "a"), key(&own, "b"));
        let narrow = Function {
            permission: Permission::SourceArn("*/GET/x".to_owned()),
            ..shared
        };
        assert_ne!(key(&narrow, "a"), key(&narrow, "b"));
    }

    #[test]
    fn a_package_holds_the_handler_for_all_to_read() {
        let bytes = zipped(b"export const handler = () => 1;").expect("zipped");
        let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("an archive");
        let file = archive.by_index(0).expect("a file");
        assert_eq!(
            (
                file.name().ok().as_deref(),
                file.unix_mode().map(|mode| mode & 0o777)
            ),
            (Some("index.mjs"), Some(0o644))
        );
    }
}
