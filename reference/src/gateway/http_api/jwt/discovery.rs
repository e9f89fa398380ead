//! Asking an issuer for its keys (OpenID Connect Discovery 1.0).

use std::net::{IpAddr, Ipv4Addr};
use std::time::Duration;

use bytes::Bytes;
use indexmap::IndexMap;
use serde_json::Value;
use tokio::time::timeout;

use super::keys::Keys;
use super::refusal::Refusal;
use crate::gateway::http_endpoint::{HttpUri, HttpUriError};
use crate::wire::http1::exchange;
use crate::wire::{Headers, Request};

/// For each of both documents ("Quotas for configuring and running an HTTP API in API Gateway").
const LIMIT: Duration = Duration::from_millis(1500);

/// The longest key set in bytes (the same page); here of the discovery document as well.
const LONGEST: usize = 150_000;

/// The keys that an issuer publishes.
///
/// # Errors
/// [`Refusal::Discovery`], [`Refusal::KeySet`], and [`Refusal::NotOffered`] for what is not on this machine.
pub async fn keys(issuer: &str) -> Result<Keys, Refusal> {
    let url = format!(
        "{}/.well-known/openid-configuration",
        issuer.trim_end_matches('/')
    );
    let document = document(&url).await?.ok_or(Refusal::Discovery)?;
    let configuration: Value = serde_json::from_slice(&document).map_err(|_| Refusal::Discovery)?;
    let url = configuration.get("jwks_uri").and_then(Value::as_str);
    let document = self::document(url.ok_or(Refusal::Discovery)?).await?;
    Keys::parse(&document.ok_or(Refusal::KeySet)?)
}

/// What a URL of this machine answers with 200; nothing if it answers otherwise, too late or too much.
async fn document(url: &str) -> Result<Option<Bytes>, Refusal> {
    let none = IndexMap::new();
    let Ok(uri) = HttpUri::of(url, &none, &none) else {
        return Ok(None);
    };
    let peer = match uri.peer(false) {
        Ok(peer) => peer,
        Err(HttpUriError::Invalid) => return Ok(None),
        Err(HttpUriError::NotOffered(host)) => return Err(Refusal::NotOffered(host)),
    };
    let mut headers = Headers::new();
    headers.push("Host", &uri.authority);
    headers.push("Accept", "application/json");
    let request = Request {
        method: "GET".to_owned(),
        headers,
        path: uri.path,
        query: uri.query,
        body: Bytes::new(),
        peer: IpAddr::V4(Ipv4Addr::LOCALHOST),
    };
    let answer = timeout(LIMIT, exchange(&peer, &request, LONGEST)).await;
    Ok(match answer {
        Ok(Ok(answer)) if answer.status == 200 => Some(answer.body),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use tokio::net::TcpListener;

    use super::*;

    #[tokio::test]
    async fn only_issuers_on_this_machine_are_asked() {
        let far = keys("https://issuer.example/a").await.unwrap_err();
        assert_eq!(far, Refusal::NotOffered("https://issuer.example".to_owned()));
        let closed = TcpListener::bind("127.0.0.1:0")
            .await
            .unwrap()
            .local_addr()
            .unwrap();
        assert_eq!(
            keys(&format!("http://{closed}")).await.unwrap_err(),
            Refusal::Discovery
        );
        assert_eq!(keys("nonsense").await.unwrap_err(), Refusal::Discovery);
    }

    #[tokio::test(start_paused = true)]
    async fn an_issuer_that_says_nothing_is_not_waited_for() {
        let silent = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/", silent.local_addr().unwrap());
        assert_eq!(keys(&url).await.unwrap_err(), Refusal::Discovery);
    }
}
