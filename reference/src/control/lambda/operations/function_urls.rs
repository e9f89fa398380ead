//! CreateFunctionUrlConfig and its kin. Texts recorded on AWS 2025-11-25.

use serde_json::Value;

use crate::control::lambda::fault;
use crate::control::lambda::function::Function;
use crate::control::lambda::function_url::{FunctionUrl, Settings};
use crate::control::lambda::functions::{Inner, check_region};
use crate::control::lambda::input::{Input, Output};
use crate::control::lambda::names::{self, LATEST, Reference};
use crate::wire::AwsError;

const PAGE: usize = 50;

pub(in crate::control::lambda) fn create(inner: &Inner, input: &Input) -> Output {
    let reference = reference(input)?;
    let settings = Settings::read(&input.body)?;
    let Some(auth_type) = settings.auth_type else {
        return Err(fault::validation(&[
            "Value null at 'authType' failed to satisfy constraint: Member must not be null".to_owned(),
        ]));
    };
    with(inner, input, &reference, no_function, |function| {
        let qualifier = reference.qualifier.as_deref();
        let key = qualifier.unwrap_or_default();
        if function.urls.contains_key(key) {
            let arn = names::qualified_arn(&function.region, &function.name, qualifier);
            return Err(fault::conflict(format!(
                "Failed to create function url config for [functionArn = {arn}]. Error message:  FunctionUrlConfig exists for this Lambda function"
            )));
        }
        let url = FunctionUrl::new(auth_type);
        let mut answer = url.describe(function, qualifier, &input.port);
        if settings.names_mode {
            add_mode(&mut answer);
        }
        function.urls.insert(key.to_owned(), url);
        Ok((201, answer))
    })
}

pub(in crate::control::lambda) fn get(inner: &Inner, input: &Input) -> Output {
    let reference = reference(input)?;
    with(inner, input, &reference, no_url, |function| {
        let qualifier = reference.qualifier.as_deref();
        let url = function.urls.get(qualifier.unwrap_or_default());
        let url = url.ok_or_else(no_url)?;
        Ok((200, describe(url, function, qualifier, &input.port)))
    })
}

pub(in crate::control::lambda) fn update(inner: &Inner, input: &Input) -> Output {
    let reference = reference(input)?;
    let settings = Settings::read(&input.body)?;
    with(inner, input, &reference, no_function, |function| {
        let qualifier = reference.qualifier.as_deref();
        let url = function.urls.get_mut(qualifier.unwrap_or_default());
        let url = url.ok_or_else(no_url)?;
        url.update(settings);
        let url = url.clone();
        let mut answer = url.describe(function, qualifier, &input.port);
        answer["LastModifiedTime"] = Value::from(url.modified());
        if settings.names_mode {
            add_mode(&mut answer);
        }
        Ok((200, answer))
    })
}

pub(in crate::control::lambda) fn delete(inner: &Inner, input: &Input) -> Output {
    let reference = reference(input)?;
    with(inner, input, &reference, no_url, |function| {
        let key = reference.qualifier.as_deref().unwrap_or_default();
        function.urls.remove(key).ok_or_else(no_url)?;
        Ok((204, Value::Null))
    })
}

pub(in crate::control::lambda) fn list(inner: &Inner, input: &Input) -> Output {
    let reference = Reference::parse(&input.name, None)?;
    let urls = with(inner, input, &reference, no_function, |function| {
        let shown = function.urls.iter().map(|(key, url)| {
            let qualifier = (!key.is_empty()).then_some(key.as_str());
            describe(url, function, qualifier, &input.port)
        });
        Ok(shown.collect::<Vec<Value>>())
    })?;
    input.page(urls, "FunctionUrlConfigs", PAGE)
}

/// The function and, if any, the alias: versions have no URLs.
fn reference(input: &Input) -> Result<Reference, AwsError> {
    let is_version =
        |qualifier: &str| qualifier == LATEST || qualifier.bytes().all(|byte| byte.is_ascii_digit());
    match input.query("Qualifier") {
        Some(qualifier) if is_version(qualifier) => Err(fault::validation(&[format!(
            "Value '{qualifier}' at 'qualifier' failed to satisfy constraint: Member must satisfy regular expression pattern: ((?!^\\d+$)^[0-9a-zA-Z-_]+$)"
        )])),
        _ => input.reference(),
    }
}

/// As [`Inner::with`], with these operations' own text for a missing function or alias.
fn with<T>(
    inner: &Inner,
    input: &Input,
    reference: &Reference,
    missing: impl FnOnce() -> AwsError,
    act: impl FnOnce(&mut Function) -> Result<T, AwsError>,
) -> Result<T, AwsError> {
    check_region(&input.region, reference)?;
    let is_there = |function: &Function| match reference.qualifier.as_deref() {
        None => true,
        Some(alias) => function.aliases.contains_key(alias),
    };
    match inner
        .store()
        .get_mut(&(input.region.clone(), reference.name.clone()))
    {
        Some(function) if is_there(function) => act(function),
        _ => Err(missing()),
    }
}

/// What the getters show: more than the answers to changes.
fn describe(url: &FunctionUrl, function: &Function, qualifier: Option<&str>, port: &str) -> Value {
    let mut shown = url.describe(function, qualifier, port);
    shown["LastModifiedTime"] = Value::from(url.modified());
    add_mode(&mut shown);
    shown
}

fn add_mode(answer: &mut Value) {
    answer["InvokeMode"] = Value::from("BUFFERED");
}

fn no_function() -> AwsError {
    fault::not_found("Function does not exist")
}

fn no_url() -> AwsError {
    fault::not_found("The resource you requested does not exist.")
}
