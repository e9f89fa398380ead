//! A connection to a host, secured.

use std::io;
use std::sync::{Arc, LazyLock};

use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;
use tokio_rustls::rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use tokio_rustls::rustls::crypto::{
    CryptoProvider, aws_lc_rs, verify_tls12_signature, verify_tls13_signature,
};
use tokio_rustls::rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use tokio_rustls::rustls::{ClientConfig, DigitallySignedStruct, Error, SignatureScheme};

use super::certificate::{self, Refusal};

/// Whom a backend has to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Security {
    /// The host as the integration's URI has it.
    pub host: String,
    /// `insecureSkipVerification`
    pub skips_authority: bool,
}

/// Why there is no secured connection.
#[derive(Debug, thiserror::Error)]
pub enum TlsError {
    /// The handshake failed, or the connection broke off.
    #[error(transparent)]
    Io(#[from] io::Error),
    /// The certificate is not taken.
    #[error(transparent)]
    Refused(#[from] Refusal),
}

static PROVIDER: LazyLock<Arc<CryptoProvider>> = LazyLock::new(|| Arc::new(aws_lc_rs::default_provider()));

/// Shakes hands and then looks at the certificate, so that nothing is sent before it is taken.
///
/// # Errors
/// [`TlsError`]
pub async fn secured(stream: TcpStream, security: &Security) -> Result<TlsStream<TcpStream>, TlsError> {
    let name = ServerName::try_from(security.host.clone()).map_err(io::Error::other)?;
    let config = ClientConfig::builder_with_provider(Arc::clone(&PROVIDER))
        .with_safe_default_protocol_versions()
        .map_err(io::Error::other)?
        .dangerous()
        .with_custom_certificate_verifier(Arc::new(Later))
        .with_no_client_auth();
    let stream = TlsConnector::from(Arc::new(config))
        .connect(name.clone(), stream)
        .await?;
    let chain = stream.get_ref().1.peer_certificates().unwrap_or_default();
    let algorithms = PROVIDER.signature_verification_algorithms.all;
    certificate::check(chain, (&name, security), algorithms, UnixTime::now())?;
    Ok(stream)
}

/// Leaves the certificate to [`certificate::check`], whose refusals have API Gateway's words, and sees only that the
/// other side has the key to it.
#[derive(Debug)]
struct Later;

impl ServerCertVerifier for Later {
    fn verify_server_cert(
        &self,
        _: &CertificateDer<'_>,
        _: &[CertificateDer<'_>],
        _: &ServerName<'_>,
        _: &[u8],
        _: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        Ok(ServerCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        verify_tls12_signature(
            message,
            certificate,
            signature,
            &PROVIDER.signature_verification_algorithms,
        )
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        verify_tls13_signature(
            message,
            certificate,
            signature,
            &PROVIDER.signature_verification_algorithms,
        )
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        PROVIDER.signature_verification_algorithms.supported_schemes()
    }
}
