//! CreateAlias, GetAlias, UpdateAlias, DeleteAlias, ListAliases.

use serde_json::Value;

use crate::control::lambda::fault;
use crate::control::lambda::function::{Alias, Function};
use crate::control::lambda::functions::{Inner, no_function};
use crate::control::lambda::input::{Input, Output};
use crate::control::lambda::names::{self, LATEST, Reference};
use crate::wire::AwsError;

/// The most aliases of a function.
const MAX_ALIASES: usize = 1000;
const PAGE: usize = 50;

pub(in crate::control::lambda) fn create(inner: &Inner, input: &Input) -> Output {
    let reference = input.reference()?;
    let name = input.body["Name"].as_str().unwrap_or_default();
    let is_name = name
        .chars()
        .all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_');
    let is_number = name.bytes().all(|byte| byte.is_ascii_digit());
    if name.is_empty() || name.len() > 128 || !is_name || is_number {
        return Err(fault::validation(&[format!(
            r"Value '{name}' at 'name' failed to satisfy constraint: Member must satisfy regular expression pattern: (?!^[0-9]+$)([a-zA-Z0-9-_]+)"
        )]));
    }
    refuse_routing(&input.body)?;
    inner.with(&input.region, &reference, |function| {
        if function.aliases.contains_key(name) {
            let arn = names::qualified_arn(&function.region, &function.name, Some(name));
            return Err(fault::conflict(format!("Alias already exists: {arn}")));
        }
        if function.aliases.len() >= MAX_ALIASES {
            return Err(fault::invalid(format!(
                "The reference keeps at most {MAX_ALIASES} aliases of a function"
            )));
        }
        let version = target(function, &input.body, None)?;
        let alias = Alias::new(&version, input.body["Description"].as_str().unwrap_or_default());
        let answer = function.describe_alias(name, &alias);
        function.aliases.insert(name.to_owned(), alias);
        Ok((201, answer))
    })
}

pub(in crate::control::lambda) fn get(inner: &Inner, input: &Input) -> Output {
    let reference = input.reference()?;
    inner.with(&input.region, &reference, |function| {
        let alias = existing(function, &input.second)?;
        Ok((200, function.describe_alias(&input.second, alias)))
    })
}

pub(in crate::control::lambda) fn update(inner: &Inner, input: &Input) -> Output {
    let reference = input.reference()?;
    refuse_routing(&input.body)?;
    inner.with(&input.region, &reference, |function| {
        let before = existing(function, &input.second)?;
        input.check_revision(&before.revision)?;
        let version = target(function, &input.body, Some(&before.version))?;
        let alias = Alias::new(
            &version,
            input.body["Description"].as_str().unwrap_or(&before.description),
        );
        let answer = function.describe_alias(&input.second, &alias);
        function.aliases.insert(input.second.clone(), alias);
        Ok((200, answer))
    })
}

/// Deleting an alias that is not there succeeds.
pub(in crate::control::lambda) fn delete(inner: &Inner, input: &Input) -> Output {
    let reference = input.reference()?;
    inner.with(&input.region, &reference, |function| {
        function.aliases.remove(&input.second);
        function.policies.remove(&input.second);
        function.event_configs.remove(&input.second);
        function.urls.remove(&input.second);
        Ok((204, Value::Null))
    })
}

pub(in crate::control::lambda) fn list(inner: &Inner, input: &Input) -> Output {
    let reference = input.reference()?;
    let wanted = input.query("FunctionVersion");
    let aliases = inner.with(&input.region, &reference, |function| {
        let of_version = |alias: &Alias| wanted.is_none_or(|version| version == alias.version);
        let shown = function.aliases.iter().filter(|(_, alias)| of_version(alias));
        Ok(shown
            .map(|(name, alias)| function.describe_alias(name, alias))
            .collect::<Vec<_>>())
    })?;
    input.page(aliases, "Aliases", PAGE)
}

fn existing<'a>(function: &'a Function, name: &str) -> Result<&'a Alias, AwsError> {
    function.aliases.get(name).ok_or_else(|| {
        let arn = names::qualified_arn(&function.region, &function.name, Some(name));
        fault::not_found(format!("Cannot find alias arn: {arn}"))
    })
}

/// The version an alias is to mean.
fn target(function: &Function, body: &Value, before: Option<&str>) -> Result<String, AwsError> {
    let version = body["FunctionVersion"].as_str().or(before).unwrap_or_default();
    let known = version == LATEST
        || version
            .parse()
            .is_ok_and(|number: u64| function.versions.contains_key(&number));
    if known {
        return Ok(version.to_owned());
    }
    let reference = Reference {
        region: None,
        name: function.name.clone(),
        qualifier: Some(version.to_owned()),
    };
    Err(no_function(&function.region, &reference))
}

fn refuse_routing(body: &Value) -> Result<(), AwsError> {
    match body["RoutingConfig"]["AdditionalVersionWeights"].as_object() {
        Some(weights) if !weights.is_empty() => Err(fault::invalid(
            "RoutingConfig with weights is not offered by the reference",
        )),
        _ => Ok(()),
    }
}
