//! Aliases of state machines: a name for one version, or for two with weights. The words are recorded on AWS
//! 2025-04.

use serde_json::{Map, Value, json};

use super::{
    super::{
        States,
        answers::{add, object},
        arn::Arn,
        constraints::{ARN, Input, NAME},
        errors,
        machine::{Alias, Machine, Route},
        paging::Page,
        service::{Answer, Call, now},
    },
    versions,
};
use crate::wire::AwsError;

/// How many aliases a state machine may have (Step Functions guide, quotas).
const MAX_ALIASES: usize = 100;

const PATTERN: &str = r"^(?=.*[a-zA-Z_\-\.])[a-zA-Z0-9_\-\.]+$";

pub(super) fn create(states: &States, call: Call<'_>) -> Answer {
    let mut input = Input::new(call.body);
    let name = input.required("name", NAME)?;
    if !name.is_empty() && !is_alias_name(name) {
        let constraint = format!("Member must satisfy regular expression pattern: {PATTERN}");
        input.violates("name", Some(name), &constraint);
    }
    let description = input.string("description", (0, 256))?;
    let routes = routes(&mut input)?;
    if routes.is_none() {
        input.is_missing("routingConfiguration");
    }
    input.finish()?;
    let routes = routes.unwrap_or_default();
    let (base, routing) = check(&routes)?;
    let mut store = states.store();
    let machine = store.machines.get_mut(base).ok_or_else(no_such_resource)?;
    let routing = existing(machine, routing)?;
    let arn = format!("{base}:{name}");
    // Asking again for the same is no error.
    if let Some(alias) = machine.aliases.get(name) {
        if alias.routing != routing || alias.description.as_deref() != description {
            let message = format!("Alias already exists with a different configuration: {arn}");
            return Err(AwsError::new(400, "ConflictException", message));
        }
        return Ok(created(&arn, alias.created));
    }
    if machine.aliases.len() >= MAX_ALIASES {
        let message = "The state machine has too many aliases";
        return Err(AwsError::new(400, "ServiceQuotaExceededException", message));
    }
    let now = now();
    let alias = Alias {
        description: description.map(str::to_owned),
        routing,
        created: now,
        updated: now,
    };
    machine.aliases.insert(name.to_owned(), alias);
    Ok(created(&arn, now))
}

fn created(arn: &str, at: i64) -> Map<String, Value> {
    object([("stateMachineAliasArn", arn.into()), ("creationDate", at.into())])
}

pub(super) fn update(states: &States, call: Call<'_>) -> Answer {
    let mut input = Input::new(call.body);
    let arn = input.required("stateMachineAliasArn", ARN)?;
    let description = input.string("description", (0, 256))?;
    let routes = routes(&mut input)?;
    input.finish()?;
    if description.is_none() && routes.is_none() {
        let message = "Either the description or the routing configuration must be specified";
        return Err(AwsError::new(400, "MissingRequiredParameter", message));
    }
    let (base, name) = parts(arn)?;
    let mut store = states.store();
    let machine = store.machines.get_mut(base).ok_or_else(no_such_resource)?;
    if !machine.aliases.contains_key(name) {
        return Err(no_such_resource());
    }
    let routing = match &routes {
        None => None,
        Some(routes) => {
            let (of, routing) = check(routes)?;
            if of != base {
                return Err(errors::validation(
                    "Routing configuration must contain versions of the alias's state machine",
                ));
            }
            Some(existing(machine, routing)?)
        }
    };
    let now = now();
    if let Some(alias) = machine.aliases.get_mut(name) {
        if let Some(description) = description {
            alias.description = Some(description.to_owned());
        }
        alias.routing = routing.unwrap_or_else(|| alias.routing.clone());
        alias.updated = now;
    }
    Ok(object([("updateDate", now.into())]))
}

pub(super) fn describe(states: &States, call: Call<'_>) -> Answer {
    let mut input = Input::new(call.body);
    let arn = input.required("stateMachineAliasArn", ARN)?;
    input.finish()?;
    let (base, name) = parts(arn)?;
    let store = states.store();
    let machine = store.machines.get(base).ok_or_else(no_such_resource)?;
    let alias = machine.aliases.get(name).ok_or_else(no_such_resource)?;
    let routing: Value = alias
        .routing
        .iter()
        .map(|route| {
            json!({
                "stateMachineVersionArn": format!("{base}:{}", route.version),
                "weight": route.weight,
            })
        })
        .collect();
    let mut answer = object([
        ("stateMachineAliasArn", arn.into()),
        ("name", name.into()),
        ("routingConfiguration", routing),
        ("creationDate", alias.created.into()),
        ("updateDate", alias.updated.into()),
    ]);
    add(&mut answer, "description", alias.description.as_deref());
    Ok(answer)
}

/// In the order in which they were created.
pub(super) fn list(states: &States, call: Call<'_>) -> Answer {
    let mut input = Input::new(call.body);
    let arn = input.required("stateMachineArn", ARN)?;
    let (page, token) = Page::read(&mut input, 1_024)?;
    input.finish()?;
    let page = page.resume(token)?;
    let target = states.target(arn)?;
    let machine = &target.machine;
    let version = target
        .version_arn
        .as_deref()
        .and_then(|arn| versions::find(machine, arn));
    let aliases: Vec<_> = machine
        .aliases
        .iter()
        .filter(|(_, alias)| version.is_none_or(|version| alias.leads_to(version.number)))
        .collect();
    let entries: Value = aliases
        .iter()
        .skip(page.skip)
        .take(page.take)
        .map(|(name, alias)| {
            json!({
                "stateMachineAliasArn": format!("{}:{name}", machine.arn),
                "creationDate": alias.created,
            })
        })
        .collect();
    let mut answer = object([("stateMachineAliases", entries)]);
    add(&mut answer, "nextToken", page.next_token(aliases.len()));
    Ok(answer)
}

/// Deleting what is not there is no error.
pub(super) fn delete(states: &States, call: Call<'_>) -> Answer {
    let mut input = Input::new(call.body);
    let arn = input.required("stateMachineAliasArn", ARN)?;
    input.finish()?;
    let (base, name) = parts(arn)?;
    if let Some(machine) = states.store().machines.get_mut(base) {
        machine.aliases.shift_remove(name);
    }
    Ok(Map::new())
}

/// The routing configuration: ARNs and weights as they were given.
fn routes<'a>(input: &mut Input<'a>) -> Result<Option<Vec<(&'a str, i64)>>, AwsError> {
    const NAME: &str = "routingConfiguration";
    let Some(items) = input.list(NAME)? else {
        return Ok(None);
    };
    let mut routes = Vec::new();
    for (i, item) in items.iter().enumerate() {
        let (Some(arn), Some(weight)) = (item["stateMachineVersionArn"].as_str(), item["weight"].as_i64())
        else {
            return Err(errors::serialization("Unexpected value for a structure"));
        };
        let place = format!("{NAME}.{}.member.weight", i + 1);
        if weight > 100 {
            let constraint = "Member must have value less than or equal to 100";
            input.violates(&place, Some(&weight.to_string()), constraint);
        } else if weight < 0 {
            let constraint = "Member must have value greater than or equal to 0";
            input.violates(&place, Some(&weight.to_string()), constraint);
        }
        routes.push((arn, weight));
    }
    let shown: Vec<_> = routes
        .iter()
        .map(|(arn, weight)| {
            format!("RoutingConfigurationListItem(stateMachineVersionArn={arn}, weight={weight})")
        })
        .collect();
    let shown = format!("[{}]", shown.join(", "));
    if routes.is_empty() {
        let constraint = "Member must have length greater than or equal to 1";
        input.violates(NAME, Some(&shown), constraint);
    } else if routes.len() > 2 {
        let constraint = "Member must have length less than or equal to 2";
        input.violates(NAME, Some(&shown), constraint);
    }
    Ok(Some(routes))
}

/// The state machine's ARN and what its versions weigh.
fn check<'r>(routes: &[(&'r str, i64)]) -> Result<(&'r str, Vec<Route>), AwsError> {
    let join = |texts: Vec<String>| texts.join(", ");
    let arns = || join(routes.iter().map(|(arn, _)| (*arn).to_owned()).collect());
    let mut bases = Vec::new();
    let mut routing = Vec::new();
    for (arn, weight) in routes {
        let (base, version) = version_of(arn).ok_or_else(|| {
            errors::validation(&format!(
                "Routing configuration must contain state machine version ARNs. Received: [{}]",
                arns()
            ))
        })?;
        bases.push(base);
        routing.push(Route {
            version,
            weight: u64::try_from(*weight).unwrap_or(0),
        });
    }
    let &[base, ref others @ ..] = &bases[..] else {
        return Err(errors::validation("Routing configuration must not be empty"));
    };
    if others.iter().any(|other| *other != base) {
        return Err(errors::validation(&format!(
            "Routing configuration must contain versions of the same state machine. Received: [{}]",
            arns()
        )));
    }
    if routing.len() == 2 && routing[0].version == routing[1].version {
        return Err(errors::validation(&format!(
            "Routing configuration must contain distinct state machine version ARNs. Received: [{}]",
            arns()
        )));
    }
    if routes.iter().map(|(_, weight)| weight).sum::<i64>() != 100 {
        let weights = join(routes.iter().map(|(_, weight)| weight.to_string()).collect());
        return Err(errors::validation(&format!(
            "Sum of routing configuration weights must equal 100. Received: [{weights}]"
        )));
    }
    Ok((base, routing))
}

/// The routing, if all its versions exist.
fn existing(machine: &Machine, routing: Vec<Route>) -> Result<Vec<Route>, AwsError> {
    let exists = |route: &Route| {
        machine
            .versions
            .iter()
            .any(|version| version.number == route.version)
    };
    if routing.iter().all(exists) {
        Ok(routing)
    } else {
        Err(no_such_resource())
    }
}

fn version_of(arn: &str) -> Option<(&str, u64)> {
    let parsed = Arn::of_kind(arn, "stateMachine").ok()?;
    parsed.rest.split_once(':')?;
    let (base, number) = arn.rsplit_once(':')?;
    Some((base, number.parse().ok()?))
}

/// The ARN of the state machine, and the alias's name.
fn parts(arn: &str) -> Result<(&str, &str), AwsError> {
    let parsed = Arn::of_kind(arn, "stateMachine")?;
    match (parsed.rest.split_once(':'), arn.rsplit_once(':')) {
        (Some(_), Some((base, name))) => Ok((base, name)),
        _ => Err(errors::invalid_arn(&format!("Not an alias ARN: {arn}"))),
    }
}

fn is_alias_name(name: &str) -> bool {
    name.chars()
        .all(|c| c.is_ascii_alphanumeric() || "_-.".contains(c))
        && name.contains(|c: char| !c.is_ascii_digit())
}

fn no_such_resource() -> AwsError {
    let message = "Request references a resource that does not exist.";
    AwsError::new(400, "ResourceNotFound", message)
}
