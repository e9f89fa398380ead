//! Whether the token of a request lets its client pass.

use super::claims;
use super::keys::KeyCache;
use super::refusal::Refusal;
use super::token::Token;
use crate::gateway::http_api::authorizer::JwtAuthorizer;
use crate::gateway::http_api::exchange::Exchange;
use crate::gateway::http_api::expression::Seen;
use crate::gateway::http_api::identity::Identity;
use crate::wire::Response;

/// Looks at the token; of the scopes it needs one, if there are any.
///
/// # Errors
/// The answer to the client: 401 or 403.
pub async fn authorize(
    keys: &KeyCache,
    (authorizer, scopes): (&JwtAuthorizer, &[String]),
    exchange: &Exchange,
) -> Result<Identity, Response> {
    identify(keys, (authorizer, scopes), exchange)
        .await
        .map_err(|refusal| refusal.response(scopes))
}

async fn identify(
    keys: &KeyCache,
    (authorizer, scopes): (&JwtAuthorizer, &[String]),
    exchange: &Exchange,
) -> Result<Identity, Refusal> {
    let source = authorizer.identity_source.value(Seen {
        exchange,
        response: None,
    });
    let text = source.as_deref().map(bare).filter(|text| !text.is_empty());
    let token = Token::parse(text.ok_or(Refusal::Missing)?)?;
    let token = token.verified(&*keys.of(&authorizer.issuer).await?)?;
    #[expect(clippy::cast_precision_loss, reason = "seconds are far below 2^53")]
    let now = exchange.at.as_second() as f64;
    claims::check(&token, authorizer, now)?;
    let granted = claims::scopes(&token);
    if !scopes.is_empty() && !scopes.iter().any(|scope| granted.contains(&scope.as_str())) {
        return Err(Refusal::Scope);
    }
    Ok(Identity::Jwt {
        claims: claims::texts(&token),
        // Only a route that asks for scopes is told them (measured on AWS 2026-08-05).
        scopes: (!scopes.is_empty()).then(|| granted.into_iter().map(str::to_owned).collect()),
    })
}

/// The token alone: "The identitySource can include only the token, or the token prefixed with Bearer."
fn bare(text: &str) -> &str {
    let text = text.trim();
    match text.split_at_checked(7) {
        Some((prefix, token)) if prefix.eq_ignore_ascii_case("Bearer ") => token.trim_start(),
        _ if text.eq_ignore_ascii_case("Bearer") => "",
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_prefix_may_be_left_out() {
        for (text, token) in [
            ("Bearer a.b.c", "a.b.c"),
            ("bearer  a.b.c", "a.b.c"),
            ("a.b.c", "a.b.c"),
            ("Bearer", ""),
            ("Bearer ", ""),
            ("Bearera", "Bearera"),
            ("Bearé a", "Bearé a"),
        ] {
            assert_eq!(bare(text), token, "{text}");
        }
    }
}
