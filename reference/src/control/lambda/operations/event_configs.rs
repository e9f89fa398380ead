//! PutFunctionEventInvokeConfig and its kin. Texts recorded on AWS 2025-11-25.

use jiff::Timestamp;
use serde_json::{Value, json};

use crate::control::lambda::fault;
use crate::control::lambda::function::{EventConfig, Function};
use crate::control::lambda::functions::{Inner, check_region};
use crate::control::lambda::input::{Input, Output};
use crate::control::lambda::names::{self, Reference};
use crate::wire::AwsError;

pub(in crate::control::lambda) fn put(inner: &Inner, input: &Input) -> Output {
    let reference = input.reference()?;
    if [
        "MaximumRetryAttempts",
        "MaximumEventAgeInSeconds",
        "DestinationConfig",
    ]
    .iter()
    .all(|m| input.body[m].is_null())
    {
        return Err(fault::invalid(
            "You must specify at least one of error handling or destination setting.",
        ));
    }
    let config = read(&input.body, None)?;
    with(inner, input, &reference, |function| {
        Ok((200, store(function, &reference, config)))
    })
}

pub(in crate::control::lambda) fn update(inner: &Inner, input: &Input) -> Output {
    let reference = input.reference()?;
    with(inner, input, &reference, |function| {
        let before = function.event_configs.get(reference.qualifier_or_latest());
        let before = before.ok_or_else(|| no_config(&input.region, &reference))?;
        let config = read(&input.body, Some(before))?;
        Ok((200, store(function, &reference, config)))
    })
}

pub(in crate::control::lambda) fn get(inner: &Inner, input: &Input) -> Output {
    let reference = input.reference()?;
    check_region(&input.region, &reference)?;
    let found = inner.with(&input.region, &reference, |function| {
        let config = function.event_configs.get(reference.qualifier_or_latest());
        Ok(config.map(|config| describe(function, reference.qualifier_or_latest(), config)))
    });
    match found {
        Ok(Some(answer)) => Ok((200, answer)),
        // A function that does not exist has none either.
        _ => Err(no_config(&input.region, &reference)),
    }
}

pub(in crate::control::lambda) fn delete(inner: &Inner, input: &Input) -> Output {
    let reference = input.reference()?;
    check_region(&input.region, &reference)?;
    let gone = inner.with(&input.region, &reference, |function| {
        Ok(function.event_configs.remove(reference.qualifier_or_latest()))
    });
    match gone {
        Ok(Some(_)) => Ok((204, Value::Null)),
        _ => Err(no_config(&input.region, &reference)),
    }
}

pub(in crate::control::lambda) fn list(inner: &Inner, input: &Input) -> Output {
    let reference = input.reference()?;
    with(inner, input, &reference, |function| {
        let shown = function
            .event_configs
            .iter()
            .map(|(qualifier, config)| describe(function, qualifier, config));
        let shown: Vec<Value> = shown.collect();
        Ok((200, json!({ "FunctionEventInvokeConfigs": shown })))
    })
}

/// As [`Inner::with`], with these operations' own text for a missing function, version or alias.
fn with(
    inner: &Inner,
    input: &Input,
    reference: &Reference,
    act: impl FnOnce(&mut Function) -> Output,
) -> Output {
    check_region(&input.region, reference)?;
    let missing = || fault::not_found("The function doesn't exist.");
    match inner
        .store()
        .get_mut(&(input.region.clone(), reference.name.clone()))
    {
        Some(function) if function.version(reference.qualifier.as_deref()).is_some() => act(function),
        _ => Err(missing()),
    }
}

fn read(body: &Value, before: Option<&EventConfig>) -> Result<EventConfig, AwsError> {
    for end in ["OnSuccess", "OnFailure"] {
        if body["DestinationConfig"][end]["Destination"]
            .as_str()
            .is_some_and(|arn| !arn.is_empty())
        {
            return Err(fault::invalid(
                "DestinationConfig with a destination is not offered by the reference",
            ));
        }
    }
    let number = |member: &str, at: &str, least: u64, most: u64| match &body[member] {
        Value::Null => Ok(None),
        value => match value.as_u64().filter(|n| (least..=most).contains(n)) {
            Some(n) => Ok(Some(n)),
            None => Err(fault::validation(&[format!(
                "Value '{value}' at '{at}' failed to satisfy constraint: Member must have value between {least} and {most}"
            )])),
        },
    };
    let attempts = number("MaximumRetryAttempts", "maximumRetryAttempts", 0, 2)?;
    let age = number("MaximumEventAgeInSeconds", "maximumEventAgeInSeconds", 60, 21_600)?;
    Ok(EventConfig {
        attempts: attempts.or(before.and_then(|before| before.attempts)),
        age: age.or(before.and_then(|before| before.age)),
        modified: Timestamp::now().as_duration().as_secs_f64(),
    })
}

fn store(function: &mut Function, reference: &Reference, config: EventConfig) -> Value {
    let qualifier = reference.qualifier_or_latest();
    let answer = describe(function, qualifier, &config);
    function.event_configs.insert(qualifier.to_owned(), config);
    answer
}

fn describe(function: &Function, qualifier: &str, config: &EventConfig) -> Value {
    let mut answer = json!({
        "FunctionArn": names::qualified_arn(&function.region, &function.name, Some(qualifier)),
        "LastModified": config.modified,
        "DestinationConfig": { "OnSuccess": {}, "OnFailure": {} },
    });
    if let Some(attempts) = config.attempts {
        answer["MaximumRetryAttempts"] = Value::from(attempts);
    }
    if let Some(age) = config.age {
        answer["MaximumEventAgeInSeconds"] = Value::from(age);
    }
    answer
}

fn no_config(region: &str, reference: &Reference) -> AwsError {
    let arn = names::qualified_arn(region, &reference.name, Some(reference.qualifier_or_latest()));
    fault::not_found(format!("The function {arn} doesn't have an EventInvokeConfig"))
}
