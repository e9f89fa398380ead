//! The settings of a function: what a request may say and how answers show it.

use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

use super::fault;
use crate::wire::AwsError;

/// Variables that Lambda sets itself (Lambda guide, "Defined runtime environment variables").
const RESERVED: [&str; 12] = [
    "_HANDLER",
    "_X_AMZN_TRACE_ID",
    "AWS_DEFAULT_REGION",
    "AWS_EXECUTION_ENV",
    "AWS_LAMBDA_FUNCTION_MEMORY_SIZE",
    "AWS_LAMBDA_FUNCTION_NAME",
    "AWS_LAMBDA_FUNCTION_VERSION",
    "AWS_LAMBDA_INITIALIZATION_TYPE",
    "AWS_LAMBDA_LOG_GROUP_NAME",
    "AWS_LAMBDA_LOG_STREAM_NAME",
    "AWS_LAMBDA_RUNTIME_API",
    "AWS_REGION",
];
const MAX_VARIABLES_BYTES: usize = 4096;

/// Members whose effect the reference does not have, and what would be nothing.
const NOT_OFFERED: [&str; 8] = [
    "CapacityProviderConfig",
    "DeadLetterConfig",
    "DurableConfig",
    "FileSystemConfigs",
    "ImageConfig",
    "KMSKeyArn",
    "Layers",
    "VpcConfig",
];

/// The settings that a version of a function has.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Configuration {
    pub(super) runtime: String,
    pub(super) role: String,
    pub(super) handler: String,
    pub(super) description: String,
    /// Seconds.
    pub(super) timeout: u64,
    /// MB.
    pub(super) memory: u32,
    pub(super) variables: Option<BTreeMap<String, String>>,
    pub(super) log_group: String,
    architectures: Value,
    tracing: Value,
    storage: Value,
}

impl Configuration {
    /// The settings of a new function.
    ///
    /// # Errors
    /// `ValidationException` or `InvalidParameterValueException`, in AWS's words where they are known.
    pub(super) fn create(name: &str, body: &Value) -> Result<Self, AwsError> {
        let mut missing = Vec::new();
        for (member, at) in [("Role", "role"), ("Code", "code")] {
            if body[member].is_null() {
                missing.push(format!(
                    "Value null at '{at}' failed to satisfy constraint: Member must not be null"
                ));
            }
        }
        if !missing.is_empty() {
            return Err(fault::validation(&missing));
        }
        if body["PackageType"].as_str().is_some_and(|kind| kind != "Zip") {
            return Err(fault::invalid("The reference runs packages of type Zip only"));
        }
        for member in ["Runtime", "Handler"] {
            if body[member].as_str().is_none_or(str::is_empty) {
                let text = "Runtime and Handler are mandatory parameters for functions created with deployment packages.";
                return Err(fault::invalid(text));
            }
        }
        let mut configuration = Self {
            runtime: String::new(),
            role: String::new(),
            handler: String::new(),
            description: String::new(),
            // The defaults of CreateFunction (Lambda API reference).
            timeout: 3,
            memory: 128,
            variables: None,
            log_group: format!("/aws/lambda/{name}"),
            architectures: json!(["x86_64"]),
            tracing: json!({ "Mode": "PassThrough" }),
            storage: json!({ "Size": 512 }),
        };
        configuration.update(body)?;
        Ok(configuration)
    }

    /// Takes over what a request says; what it does not mention stays.
    pub(super) fn update(&mut self, body: &Value) -> Result<(), AwsError> {
        refuse_what_is_not_offered(body)?;
        let mut next = self.clone();
        for (member, setting, longest) in [
            ("Runtime", &mut next.runtime, 64),
            ("Role", &mut next.role, 512),
            ("Handler", &mut next.handler, 128),
            ("Description", &mut next.description, 256),
        ] {
            if let Some(text) = body[member].as_str() {
                if text.len() > longest {
                    return Err(too(
                        &member.to_lowercase(),
                        text,
                        &format!("length less than or equal to {longest}"),
                    ));
                }
                text.clone_into(setting);
            }
        }
        check_runtime(&next.runtime)?;
        check_role(&next.role)?;
        if let Some(seconds) = number(body, "Timeout", "timeout", 1, 900)? {
            next.timeout = seconds;
        }
        if let Some(memory) = number(body, "MemorySize", "memorySize", 128, 10_240)? {
            next.memory = u32::try_from(memory).unwrap_or(128);
        }
        if let Some(variables) = body["Environment"]["Variables"].as_object() {
            next.variables = Some(read_variables(variables)?);
        }
        if let Some(group) = body["LoggingConfig"]["LogGroup"].as_str() {
            group.clone_into(&mut next.log_group);
        }
        for (member, setting) in [
            ("Architectures", &mut next.architectures),
            ("TracingConfig", &mut next.tracing),
            ("EphemeralStorage", &mut next.storage),
        ] {
            if !body[member].is_null() {
                *setting = body[member].clone();
            }
        }
        *self = next;
        Ok(())
    }

    /// Adds the settings to an answer, in AWS's order around `LastModified` left to the caller.
    pub(super) fn describe(&self, answer: &mut Map<String, Value>) {
        let mut set = |name: &str, value: Value| answer.insert(name.to_owned(), value);
        set("Runtime", Value::from(self.runtime.as_str()));
        set("Role", Value::from(self.role.as_str()));
        set("Handler", Value::from(self.handler.as_str()));
        set("Description", Value::from(self.description.as_str()));
        set("Timeout", Value::from(self.timeout));
        set("MemorySize", Value::from(self.memory));
        if let Some(variables) = &self.variables {
            set("Environment", json!({ "Variables": variables }));
        }
        set("TracingConfig", self.tracing.clone());
        set("PackageType", Value::from("Zip"));
        set("Architectures", self.architectures.clone());
        set("EphemeralStorage", self.storage.clone());
        set(
            "SnapStart",
            json!({ "ApplyOn": "None", "OptimizationStatus": "Off" }),
        );
        set(
            "LoggingConfig",
            json!({ "LogFormat": "Text", "LogGroup": self.log_group }),
        );
    }
}

fn too(at: &str, value: &str, limit: &str) -> AwsError {
    fault::validation(&[format!(
        "Value '{value}' at '{at}' failed to satisfy constraint: Member must have {limit}"
    )])
}

fn number(body: &Value, member: &str, at: &str, least: u64, most: u64) -> Result<Option<u64>, AwsError> {
    let value = &body[member];
    if value.is_null() {
        return Ok(None);
    }
    match value.as_i64() {
        Some(n) if n < i64::try_from(least).unwrap_or(0) => Err(too(
            at,
            &n.to_string(),
            &format!("value greater than or equal to {least}"),
        )),
        Some(_) => match value.as_u64().filter(|n| *n <= most) {
            Some(n) => Ok(Some(n)),
            None => Err(too(
                at,
                &value.to_string(),
                &format!("value less than or equal to {most}"),
            )),
        },
        None => Err(AwsError::new(
            400,
            "SerializationException",
            format!("{member} is not an integer"),
        )),
    }
}

fn check_runtime(runtime: &str) -> Result<(), AwsError> {
    let version = runtime
        .strip_prefix("nodejs")
        .and_then(|rest| rest.strip_suffix(".x"));
    match version.and_then(|version| version.parse::<u32>().ok()) {
        Some(12..) => Ok(()),
        _ => Err(fault::invalid(format!(
            "The runtime parameter of {runtime} is not supported: the reference runs JavaScript only (nodejs12.x and later)"
        ))),
    }
}

fn check_role(role: &str) -> Result<(), AwsError> {
    let mut parts = role.splitn(6, ':');
    let mut next = || parts.next().unwrap_or_default();
    let [arn, partition, service, region, account, rest] = [next(), next(), next(), next(), next(), next()];
    let is_account = account.len() == 12 && account.bytes().all(|byte| byte.is_ascii_digit());
    let is_name = rest.strip_prefix("role/").is_some_and(|name| {
        !name.is_empty()
            && name
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || "_+=,.@-/".contains(c))
    });
    if arn == "arn"
        && partition.starts_with("aws")
        && service == "iam"
        && region.is_empty()
        && is_account
        && is_name
    {
        return Ok(());
    }
    Err(fault::validation(&[format!(
        r"Value '{role}' at 'role' failed to satisfy constraint: Member must satisfy regular expression pattern: arn:(aws[a-zA-Z-]*)?:iam::\d{{12}}:role/?[a-zA-Z_0-9+=,.@\-_/]+"
    )]))
}

fn read_variables(variables: &Map<String, Value>) -> Result<BTreeMap<String, String>, AwsError> {
    const UNABLE: &str = "Lambda was unable to configure your environment variables because the environment variables you have provided";
    let reserved: Vec<&str> = variables
        .keys()
        .map(String::as_str)
        .filter(|name| RESERVED.contains(name))
        .collect();
    if !reserved.is_empty() {
        return Err(fault::invalid(format!(
            "{UNABLE} contains reserved keys that are currently not supported for modification. Reserved keys used in this request: {}",
            reserved.join(", ")
        )));
    }
    let mut read = BTreeMap::new();
    for (name, value) in variables {
        let (Some(value), true) = (value.as_str(), is_variable(name)) else {
            return Err(too(
                &format!("environment.variables.{name}"),
                name,
                "a name of letters, digits and _",
            ));
        };
        read.insert(name.clone(), value.to_owned());
    }
    let shown = json!(read).to_string();
    if shown.len() > MAX_VARIABLES_BYTES {
        return Err(fault::invalid(format!(
            "{UNABLE} exceeded the 4KB limit. String measured: {shown}"
        )));
    }
    Ok(read)
}

fn is_variable(name: &str) -> bool {
    name.len() >= 2
        && name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}

fn refuse_what_is_not_offered(body: &Value) -> Result<(), AwsError> {
    for member in NOT_OFFERED {
        if !is_nothing(&body[member]) {
            return Err(fault::invalid(format!(
                "{member} is not offered by the reference"
            )));
        }
    }
    if body["SnapStart"]["ApplyOn"]
        .as_str()
        .is_some_and(|when| when != "None")
    {
        return Err(fault::invalid("SnapStart is not offered by the reference"));
    }
    if body["LoggingConfig"]["LogFormat"]
        .as_str()
        .is_some_and(|format| format != "Text")
    {
        return Err(fault::invalid("LogFormat JSON is not offered by the reference"));
    }
    Ok(())
}

/// Null, or a value whose every part is empty: clients send such to say "none".
fn is_nothing(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.is_empty(),
        Value::Array(items) => items.is_empty(),
        Value::Object(members) => members.values().all(|member| {
            matches!(member, Value::Bool(false))
                || member.is_null()
                || member.as_array().is_some_and(Vec::is_empty)
                || member.as_str().is_some_and(str::is_empty)
        }),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn body() -> Value {
        json!({ "Runtime": "nodejs22.x", "Role": "arn:aws:iam::000000000000:role/r", "Handler": "index.handler", "Code": {} })
    }

    #[test]
    fn a_new_function_has_lambdas_defaults() {
        let configuration = Configuration::create("f", &body()).unwrap();
        assert_eq!((configuration.timeout, configuration.memory), (3, 128));
        let mut shown = Map::new();
        configuration.describe(&mut shown);
        assert!(!shown.contains_key("Environment"));
        assert_eq!(
            shown["LoggingConfig"],
            json!({ "LogFormat": "Text", "LogGroup": "/aws/lambda/f" })
        );
    }

    #[test]
    fn what_lambda_refuses_is_refused_and_changes_nothing() {
        let mut configuration = Configuration::create("f", &body()).unwrap();
        let before = configuration.clone();
        let cases = [
            (
                json!({ "MemorySize": 64 }),
                "Value '64' at 'memorySize' failed to satisfy constraint: Member must have value greater than or equal to 128",
            ),
            (
                json!({ "Timeout": 901 }),
                "Value '901' at 'timeout' failed to satisfy constraint: Member must have value less than or equal to 900",
            ),
            (json!({ "Timeout": -1 }), "greater than or equal to 1"),
            (
                json!({ "Runtime": "python3.12", "Timeout": 5 }),
                "python3.12 is not supported",
            ),
            (json!({ "Role": "nobody" }), "at 'role' failed"),
            (
                json!({ "Environment": { "Variables": { "AWS_REGION": "x" } } }),
                "Reserved keys used in this request: AWS_REGION",
            ),
            (
                json!({ "Environment": { "Variables": { "BIG": "x".repeat(5000) } } }),
                "exceeded the 4KB limit",
            ),
            (json!({ "Layers": ["arn"] }), "Layers is not offered"),
        ];
        for (body, text) in cases {
            let error = configuration.update(&body).unwrap_err();
            assert!(error.status == 400 && error.message.contains(text), "{error}");
        }
        assert_eq!(configuration, before);
        configuration
            .update(&json!({ "VpcConfig": { "SubnetIds": [] }, "Timeout": 5 }))
            .unwrap();
        assert_eq!(configuration.timeout, 5);
    }
}
