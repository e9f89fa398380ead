//! The client: it sends requests to the system as it stands.

use apigw_conformance::backend::Token;
use apigw_conformance::exchange::{ContentCoding, Exchange, Request, SendError};
use bytes::Bytes;
use futures::future::join_all;
use serde_json::Value;

use super::{NONCE_HEADER, Trouble, World};

/// Where a client sends.
#[derive(Debug, Clone, Copy)]
enum At<'s> {
    /// To the system's first stage.
    System,
    /// To another one of its stages.
    Stage(&'s str),
    /// To an API that nobody has.
    None,
}

/// What a client sends as body.
#[derive(Debug)]
pub enum Payload {
    /// A text of the feature, with placeholders.
    Text(String),
    /// The same, compressed.
    Coded(String, ContentCoding),
    /// Bytes as they are.
    Bytes(Bytes),
}

impl World {
    /// Deploys what was described, if it is not yet, and sends a request to it.
    pub async fn send(&mut self, line: &str, body: Option<String>) -> Result<(), Trouble> {
        self.send_to(None, line, body.map(Payload::Text)).await
    }

    /// The same to another stage than the first.
    pub async fn send_to(
        &mut self,
        stage: Option<&str>,
        line: &str,
        payload: Option<Payload>,
    ) -> Result<(), Trouble> {
        let at = stage.map_or(At::System, At::Stage);
        match self.exchange_at(at, line, payload).await? {
            Ok(exchange) => self.exchanges.push(exchange),
            Err(error) => return Err(self.run()?.trouble_sending(error, &mut self.mismatches).await),
        }
        Ok(())
    }

    /// The same to an API that nobody has.
    pub async fn send_to_none(&mut self, line: &str) -> Result<(), Trouble> {
        match self.exchange_at(At::None, line, None).await? {
            Ok(exchange) => self.exchanges.push(exchange),
            Err(error) => return Err(self.run()?.trouble_sending(error, &mut self.mismatches).await),
        }
        Ok(())
    }

    /// The same where the target may also close the connection instead of answering.
    pub async fn try_to_send(&mut self, line: &str) -> Result<(), Trouble> {
        match self.exchange_at(At::System, line, None).await? {
            Ok(exchange) => self.exchanges.push(exchange),
            Err(SendError::Closed(_)) => self.was_hung_up_on = true,
            Err(error) => return Err(self.run()?.trouble_sending(error, &mut self.mismatches).await),
        }
        Ok(())
    }

    /// The same several times, without waiting for the answers.
    pub async fn send_at_once(&mut self, line: &str, times: usize) -> Result<(), Trouble> {
        let request = self.request(At::System, line, None).await?;
        let run = self.run()?;
        let sent = (0..times).map(|_| run.client.send_in(self.header_case, request.clone()));
        for answer in join_all(sent).await {
            match answer {
                Ok(exchange) => self.exchanges.push(exchange),
                Err(error) => return Err(run.trouble_sending(error, &mut self.mismatches).await),
            }
        }
        Ok(())
    }

    async fn exchange_at(
        &mut self,
        at: At<'_>,
        line: &str,
        payload: Option<Payload>,
    ) -> Result<Result<Exchange, SendError>, Trouble> {
        let run = self.running()?;
        let request = self.request(at, line, payload).await?;
        Ok(run.client.send_in(self.header_case, request).await)
    }

    async fn request(
        &mut self,
        at: At<'_>,
        line: &str,
        payload: Option<Payload>,
    ) -> Result<Request, Trouble> {
        let deployed = self.deploy().await?;
        self.sign_token().await?;
        let line = self.fill(line);
        let (method, path) = line
            .split_once(' ')
            .ok_or_else(|| Trouble::Feature(format!("write {line:?} as a verb, a space and a path")))?;
        let at = match at {
            At::System => deployed.invoke_url(path),
            At::Stage(stage) => deployed.invoke_url_on(stage, path),
            At::None => deployed.invoke_url_of_none(path),
        };
        let mut headers: Vec<_> = at
            .host
            .into_iter()
            .map(|host| ("Host".to_owned(), host))
            .collect();
        headers.push((NONCE_HEADER.to_owned(), self.nonce.clone()));
        headers.extend(
            self.headers
                .iter()
                .map(|(name, value)| (name.clone(), self.fill(value))),
        );
        let body = match payload {
            None => None,
            Some(Payload::Text(text)) => Some(self.fill(&text).into()),
            Some(Payload::Coded(text, coding)) => Some(coding.encode(self.fill(&text).as_bytes())),
            Some(Payload::Bytes(bytes)) => Some(bytes),
        };
        Ok(Request {
            method: method.to_owned(),
            url: at.url,
            headers,
            body,
        })
    }

    /// Signs the token that was described, if it is not yet: it names what is known only once the system stands.
    async fn sign_token(&mut self) -> Result<(), Trouble> {
        let Some(token) = self.token.as_ref().filter(|_| self.signed_token.is_none()) else {
            return Ok(());
        };
        let claims = token.claims.iter().map(|(name, value)| {
            let value = match value {
                Value::String(text) => Value::from(self.fill(text)),
                other => other.clone(),
            };
            (name.clone(), value)
        });
        let token = Token {
            claims: claims.collect(),
            ..token.clone()
        };
        let signed = self.run()?.backends.sign(&token).await;
        self.signed_token = Some(signed.map_err(|error| Trouble::Target(error.to_string()))?);
        Ok(())
    }
}
