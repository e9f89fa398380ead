//! The servers of a run, started when somebody asks.

use std::io;
use std::sync::Arc;

use tokio::sync::OnceCell;

use super::answer;
use super::certificate::{Authority, CertificateError};
use super::issuer::Issuer;
use super::server::Server;
use super::token::Token;
use crate::system::{Certificate, SuiteBackend};

/// The suite's own servers. They end when this is dropped.
#[derive(Debug, Default)]
pub struct Backends {
    plain: OnceCell<Server>,
    authority: OnceCell<Authority>,
    of_its_host: OnceCell<Server>,
    of_another_host: OnceCell<Server>,
    expired: OnceCell<Server>,
    issuer: OnceCell<Issuer>,
}

/// Why the suite has no server. It says nothing about a target.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("start a backend of the suite: {0}")]
pub struct BackendError(String);

impl From<io::Error> for BackendError {
    fn from(error: io::Error) -> Self {
        Self(error.to_string())
    }
}

impl From<CertificateError> for BackendError {
    fn from(error: CertificateError) -> Self {
        Self(error.to_string())
    }
}

impl Backends {
    /// The URL of a server, without a slash at its end. Must be called within a tokio runtime.
    ///
    /// # Errors
    /// [`BackendError`] if it cannot be started.
    pub async fn url(&self, backend: SuiteBackend) -> Result<String, BackendError> {
        let server = match backend {
            SuiteBackend::Issuer => return Ok(self.issuer().await?.url().to_owned()),
            SuiteBackend::Https(certificate) => {
                let server = self.secure(certificate).await?;
                return Ok(format!("https://localhost:{}", server.port()));
            }
            SuiteBackend::Http => {
                let start = || Server::start(None, Arc::new(answer::to));
                self.plain.get_or_try_init(start).await?
            }
        };
        Ok(format!("http://127.0.0.1:{}", server.port()))
    }

    /// A token of the issuer, signed. Must be called within a tokio runtime.
    ///
    /// # Errors
    /// [`BackendError`] if the issuer cannot be started.
    pub async fn sign(&self, token: &Token) -> Result<String, BackendError> {
        self.issuer()
            .await?
            .sign(token)
            .ok_or_else(|| BackendError("the token cannot be signed".to_owned()))
    }

    async fn secure(&self, certificate: Certificate) -> Result<&Server, BackendError> {
        let server = match certificate {
            Certificate::OfItsHost => &self.of_its_host,
            Certificate::OfAnotherHost => &self.of_another_host,
            Certificate::Expired => &self.expired,
        };
        server
            .get_or_try_init(|| async {
                let authority = self
                    .authority
                    .get_or_try_init(|| async { Authority::new() })
                    .await?;
                let tls = authority.acceptor(certificate)?;
                Ok(Server::start(Some(tls), Arc::new(answer::to)).await?)
            })
            .await
    }

    async fn issuer(&self) -> Result<&Issuer, BackendError> {
        self.issuer
            .get_or_try_init(|| async {
                Issuer::start()
                    .await?
                    .ok_or_else(|| BackendError("the issuer has no keys".to_owned()))
            })
            .await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn every_server_is_one_and_answers() {
        let backends = Backends::default();
        let client = reqwest::Client::builder()
            .tls_danger_accept_invalid_certs(true)
            .build()
            .expect("a client");
        for backend in [
            SuiteBackend::Http,
            SuiteBackend::Https(Certificate::OfItsHost),
            SuiteBackend::Https(Certificate::OfAnotherHost),
            SuiteBackend::Https(Certificate::Expired),
        ] {
            let url = backends.url(backend).await.expect("a server");
            assert_eq!(backends.url(backend).await.as_ref(), Ok(&url));
            let answer = client.get(format!("{url}/echo/leek")).send().await;
            let text = answer.expect("an answer").text().await;
            assert_eq!(text.expect("a text"), "leek", "{backend:?}");
        }
    }

    #[tokio::test]
    async fn nobody_trusts_the_certificates_by_himself() {
        let backends = Backends::default();
        let url = backends.url(SuiteBackend::Https(Certificate::OfItsHost)).await;
        let answer = reqwest::get(format!("{}/echo/leek", url.expect("a server"))).await;
        assert!(answer.is_err());
    }
}
