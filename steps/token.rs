//! Given a JWT authorizer of an HTTP API's route, its issuer, and the token that the client has.

use std::time::{SystemTime, UNIX_EPOCH};

use apigw_conformance::backend::{Signing, Token};
use apigw_conformance::system::{HttpAuthorization, HttpAuthorizer, HttpAuthorizerKind, SuiteBackend};
use cucumber::{gherkin::Step, given};
use serde_json::{Map, Value};

use crate::text::{doc_string, unescape};
use crate::world::{Trouble, World};

/// Whose tokens they are, unless a scenario says otherwise.
const ISSUER: &str = "{{issuer}}";

#[given(regex = r#"^it takes tokens for "([^"]+)"$"#)]
fn takes_tokens(world: &mut World, audience: String) -> Result<(), Trouble> {
    authorize(world, ISSUER, &audience, Vec::new())
}

#[given(regex = r#"^it takes tokens for "([^"]+)" with one of the scopes "([^"]+)"$"#)]
fn takes_scopes(world: &mut World, audience: String, scopes: String) -> Result<(), Trouble> {
    authorize(world, ISSUER, &audience, listed(&scopes))
}

#[given(regex = r#"^it takes tokens of the issuer "([^"]+)" for "([^"]+)"$"#)]
fn takes_tokens_of(world: &mut World, issuer: String, audience: String) -> Result<(), Trouble> {
    authorize(world, &issuer, &audience, Vec::new())
}

#[given(regex = r#"^a token for "([^"]+)"$"#)]
fn token(world: &mut World, audience: String) {
    let now = seconds_from_now(0);
    let claims = [
        ("iss", Value::from(ISSUER)),
        ("sub", "guest".into()),
        ("aud", audience.into()),
        ("iat", (now - 60).into()),
        ("exp", (now + 3600).into()),
    ];
    world.token = Some(Token {
        claims: claims
            .map(|(name, value)| (name.to_owned(), value))
            .into_iter()
            .collect(),
        ..Token::default()
    });
}

#[given("the token also claims")]
fn claims(world: &mut World, step: &Step) -> Result<(), Trouble> {
    let claims: Map<String, Value> = serde_json::from_str(&doc_string(step)?)
        .map_err(|error| Trouble::feature(step, &format!("this is no JSON object: {error}")))?;
    world.token()?.claims.extend(claims);
    Ok(())
}

#[given(regex = r#"^the token's claim "([^"]+)" is "((?:[^"\\]|\\.)*)"$"#)]
fn claim(world: &mut World, name: String, value: String) -> Result<(), Trouble> {
    world.token()?.claims.insert(name, unescape(&value).into());
    Ok(())
}

#[given(regex = r#"^the token's claim "([^"]+)" is (\d+) seconds (ahead|ago)$"#)]
fn time(world: &mut World, name: String, seconds: i64, direction: String) -> Result<(), Trouble> {
    let seconds = if direction == "ahead" { seconds } else { -seconds };
    world
        .token()?
        .claims
        .insert(name, seconds_from_now(seconds).into());
    Ok(())
}

#[given(regex = r#"^the token has no claim "([^"]+)"$"#)]
fn no_claim(world: &mut World, name: String) -> Result<(), Trouble> {
    world.token()?.claims.shift_remove(&name);
    Ok(())
}

#[given(regex = r#"^the token names (the key "[^"]+"|no key)$"#)]
fn key_id(world: &mut World, key: String) -> Result<(), Trouble> {
    let id = key
        .strip_prefix("the key ")
        .map(|id| id.trim_matches('"').to_owned());
    world.token()?.key_id = Some(id);
    Ok(())
}

#[given(
    regex = r"^the token is signed (with RS384|with RS512|with another key|with the public key and HS256|by nobody)$"
)]
fn signing(world: &mut World, how: String) -> Result<(), Trouble> {
    world.token()?.signing = match how.as_str() {
        "with RS384" => Signing::Rs384,
        "with RS512" => Signing::Rs512,
        "with another key" => Signing::ByAnotherKey,
        "with the public key and HS256" => Signing::PublicKeyAsSecret,
        _ => Signing::None,
    };
    Ok(())
}

#[given("the token's claims were changed after it was signed")]
fn altered(world: &mut World) -> Result<(), Trouble> {
    world.token()?.is_altered = true;
    Ok(())
}

fn authorize(world: &mut World, issuer: &str, audience: &str, scopes: Vec<String>) -> Result<(), Trouble> {
    world.system.backends.insert(SuiteBackend::Issuer);
    let api = world.http_api()?;
    let authorizer = HttpAuthorizer {
        identity_sources: vec!["$request.header.Authorization".to_owned()],
        kind: HttpAuthorizerKind::Jwt {
            issuer: issuer.to_owned(),
            audience: listed(audience),
        },
    };
    // Equal ones are one: an API may have ten.
    let known = api.authorizers.iter().position(|known| *known == authorizer);
    let index = known.unwrap_or(api.authorizers.len());
    if known.is_none() {
        api.authorizers.push(authorizer);
    }
    let route = api.routes.last_mut();
    let route = route.ok_or_else(|| Trouble::Feature("name a route first".to_owned()))?;
    route.authorization = HttpAuthorization::Authorizer {
        authorizer: index,
        scopes,
    };
    Ok(())
}

fn listed(names: &str) -> Vec<String> {
    names.split(',').map(|name| name.trim().to_owned()).collect()
}

fn seconds_from_now(seconds: i64) -> i64 {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(now.as_secs()).unwrap_or_default() + seconds
}
