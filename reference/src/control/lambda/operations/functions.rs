//! CreateFunction, GetFunction, GetFunctionConfiguration, UpdateFunctionCode, UpdateFunctionConfiguration,
//! DeleteFunction, ListFunctions.

use serde_json::{Value, json};

use super::tags;
use crate::control::lambda::code::Code;
use crate::control::lambda::configuration::Configuration;
use crate::control::lambda::fault;
use crate::control::lambda::function::{Function, Version};
use crate::control::lambda::functions::{Inner, check_region, no_function};
use crate::control::lambda::input::{Input, Output};
use crate::control::lambda::names::{self, LATEST, Reference};
use crate::wire::AwsError;

/// The most functions; AWS limits the size of all code instead.
const MAX_FUNCTIONS: usize = 10_000;
const MAX_NAME: usize = 64;
const PAGE: usize = 50;

pub(in crate::control::lambda) fn create(inner: &Inner, input: &Input) -> Output {
    let named = input.body["FunctionName"].as_str().unwrap_or_default();
    let reference = Reference::parse(named, None)?;
    check_region(&input.region, &reference)?;
    let name = reference.name;
    if name.len() > MAX_NAME || name.contains('.') {
        return Err(fault::validation(&[format!(
            "Value '{named}' at 'functionName' failed to satisfy constraint: Member must have length less than or equal to {MAX_NAME} and no period"
        )]));
    }
    let configuration = Configuration::create(&name, &input.body)?;
    let code = read_code(&input.body["Code"])?;
    let tags = tags::read(&input.body["Tags"])?;
    let key = (input.region.clone(), name.clone());
    let mut store = inner.store();
    if store.contains_key(&key) {
        return Err(fault::conflict(format!("Function already exist: {name}")));
    }
    if store.len() >= MAX_FUNCTIONS {
        let text = format!("The reference keeps at most {MAX_FUNCTIONS} functions");
        return Err(AwsError::new(400, "CodeStorageExceededException", text));
    }
    let mut function = Function::new(&input.region, &name, configuration, code);
    function.tags = tags;
    let answer = if input.body["Publish"] == true {
        let version = function.publish(None).clone();
        function.describe(&version, Some(&version.number))
    } else {
        function.describe(&function.latest, None)
    };
    store.insert(key, function);
    Ok((201, answer))
}

pub(in crate::control::lambda) fn get(inner: &Inner, input: &Input) -> Output {
    let reference = input.reference()?;
    inner.with(&input.region, &reference, |function| {
        let version = existing(function, &input.region, &reference)?;
        let mut answer = json!({
            "Configuration": function.describe(version, reference.qualifier.as_deref()),
            // The package cannot be fetched from here; clients that only look at the configuration pass.
            "Code": { "RepositoryType": "S3", "Location": format!("about:blank#{}", version.code.sha256) },
        });
        if !function.tags.is_empty() {
            answer["Tags"] = json!(function.tags);
        }
        if let Some(reserved) = function.reserved {
            answer["Concurrency"] = json!({ "ReservedConcurrentExecutions": reserved });
        }
        Ok((200, answer))
    })
}

pub(in crate::control::lambda) fn get_configuration(inner: &Inner, input: &Input) -> Output {
    let reference = input.reference()?;
    inner.with(&input.region, &reference, |function| {
        let version = existing(function, &input.region, &reference)?;
        Ok((200, function.describe(version, reference.qualifier.as_deref())))
    })
}

pub(in crate::control::lambda) fn update_configuration(inner: &Inner, input: &Input) -> Output {
    change(inner, input, |latest| {
        let mut configuration = latest.configuration.clone();
        configuration.update(&input.body)?;
        Ok((configuration, latest.code.clone()))
    })
}

pub(in crate::control::lambda) fn update_code(inner: &Inner, input: &Input) -> Output {
    let code = read_code(&input.body)?;
    change(inner, input, |latest| {
        let mut configuration = latest.configuration.clone();
        configuration.update(&json!({ "Architectures": input.body["Architectures"] }))?;
        Ok((configuration, code.clone()))
    })
}

/// Replaces `$LATEST`; running invocations end as they began, new ones see the new version.
fn change(
    inner: &Inner,
    input: &Input,
    next: impl FnOnce(&Version) -> Result<(Configuration, Code), AwsError>,
) -> Output {
    let reference = input.reference()?;
    let (answer, before) = inner.with(&input.region, &reference, |function| {
        input.check_revision(&function.latest.revision)?;
        let (configuration, code) = next(&function.latest)?;
        if input.body["DryRun"] == true {
            let version = Version::new(&function.region, &function.name, LATEST, configuration, code);
            return Ok((function.describe(&version, None), None));
        }
        let before = function.replace_latest(configuration, code);
        let answer = if input.body["Publish"] == true {
            let version = function.publish(None).clone();
            function.describe(&version, Some(&version.number))
        } else {
            function.describe(&function.latest, None)
        };
        Ok((answer, Some(before)))
    })?;
    if let Some(before) = before {
        inner.environments.retire(&before.deployment);
    }
    Ok((200, answer))
}

pub(in crate::control::lambda) fn delete(inner: &Inner, input: &Input) -> Output {
    let reference = input.reference()?;
    let gone = match reference.qualifier.as_deref() {
        None => {
            check_region(&input.region, &reference)?;
            let function = inner
                .store()
                .remove(&(input.region.clone(), reference.name.clone()));
            let function = function.ok_or_else(|| no_function(&input.region, &reference))?;
            let versions = function.versions.into_values().chain([function.latest]);
            versions.map(|version| version.deployment).collect::<Vec<_>>()
        }
        Some(LATEST) => {
            let text = "$LATEST version cannot be deleted without deleting the function.";
            return Err(fault::invalid(text));
        }
        Some(qualifier) => inner.with(&input.region, &reference, |function| {
            if function.aliases.values().any(|alias| alias.version == qualifier) {
                let arn = names::qualified_arn(&function.region, &function.name, Some(qualifier));
                return Err(fault::conflict(format!(
                    "Unable to delete version {arn} because an alias refers to it."
                )));
            }
            // Deleting what is not there succeeds, as long as it is a number.
            let number = qualifier
                .parse::<u64>()
                .map_err(|_| fault::invalid("Deletion of aliases is not currently supported."))?;
            Ok(function
                .versions
                .remove(&number)
                .map(|version| version.deployment)
                .into_iter()
                .collect())
        })?,
    };
    for deployment in &gone {
        inner.environments.retire(deployment);
    }
    Ok((204, Value::Null))
}

pub(in crate::control::lambda) fn list(inner: &Inner, input: &Input) -> Output {
    let store = inner.store();
    let all = input.query("FunctionVersion") == Some("ALL");
    let shown: Vec<Value> = store
        .range((input.region.clone(), String::new())..)
        .take_while(|((region, _), _)| *region == input.region)
        .flat_map(|(_, function)| {
            let published = function.versions.values().filter(move |_| all);
            let show = |version: &Version| function.describe(version, all.then_some(version.number.as_str()));
            std::iter::once(&function.latest)
                .chain(published)
                .map(show)
                .collect::<Vec<_>>()
        })
        .collect();
    input.page(shown, "Functions", PAGE)
}

/// The version that a request names.
pub(super) fn existing<'a>(
    function: &'a Function,
    region: &str,
    reference: &Reference,
) -> Result<&'a Version, AwsError> {
    function
        .version(reference.qualifier.as_deref())
        .ok_or_else(|| no_function(region, reference))
}

fn read_code(body: &Value) -> Result<Code, AwsError> {
    match body["ZipFile"].as_str() {
        Some(text) => Code::from_base64(text),
        None => Err(fault::invalid(
            "Please provide a source for function code: the reference takes ZipFile only.",
        )),
    }
}
