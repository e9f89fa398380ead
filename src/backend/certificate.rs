//! Certificates of a certification authority that nobody knows.

use std::sync::Arc;

use rcgen::{
    BasicConstraints, CertificateParams, CertifiedIssuer, DnType, ExtendedKeyUsagePurpose, IsCa, KeyPair,
    KeyUsagePurpose, date_time_ymd,
};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::aws_lc_rs;
use tokio_rustls::rustls::pki_types::PrivateKeyDer;

use crate::system::Certificate;

/// What other hosts are called; the names cannot exist (RFC 2606).
pub(super) const OTHER_HOST: &str = "kitchen.example";

/// A certification authority of one run.
#[derive(Debug)]
pub(super) struct Authority {
    root: CertifiedIssuer<'static, KeyPair>,
}

/// Why there is no certificate.
#[derive(Debug, thiserror::Error)]
pub(super) enum CertificateError {
    /// It cannot be made.
    #[error(transparent)]
    Made(#[from] rcgen::Error),
    /// It cannot be served.
    #[error(transparent)]
    Served(#[from] tokio_rustls::rustls::Error),
}

impl Authority {
    /// A new one. API Gateway accepts a private root only with keyCertSign and CA:TRUE (developer guide,
    /// "x-amazon-apigateway-integration.tlsConfig object").
    pub(super) fn new() -> Result<Self, CertificateError> {
        let mut params = CertificateParams::default();
        params.distinguished_name = rcgen::DistinguishedName::new();
        params
            .distinguished_name
            .push(DnType::CommonName, "apigw-conformance root");
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::DigitalSignature];
        Ok(Self {
            root: CertifiedIssuer::self_signed(params, KeyPair::generate()?)?,
        })
    }

    /// A TLS server's side with such a certificate. The root comes along: who skips the look for a known one still
    /// wants to see one.
    pub(super) fn acceptor(&self, certificate: Certificate) -> Result<TlsAcceptor, CertificateError> {
        let host = match certificate {
            Certificate::OfItsHost | Certificate::Expired => "localhost",
            Certificate::OfAnotherHost => OTHER_HOST,
        };
        let mut params = CertificateParams::new([host.to_owned()])?;
        params.distinguished_name = rcgen::DistinguishedName::new();
        params.distinguished_name.push(DnType::CommonName, host);
        params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
        params.use_authority_key_identifier_extension = true;
        params.not_before = date_time_ymd(2020, 1, 1);
        params.not_after = match certificate {
            Certificate::Expired => date_time_ymd(2020, 2, 1),
            Certificate::OfItsHost | Certificate::OfAnotherHost => date_time_ymd(2099, 1, 1),
        };
        let key = KeyPair::generate()?;
        let chain = vec![
            params.signed_by(&key, &self.root)?.into(),
            self.root.der().clone(),
        ];
        let key = PrivateKeyDer::Pkcs8(key.serialize_der().into());
        let config = ServerConfig::builder_with_provider(Arc::new(aws_lc_rs::default_provider()))
            .with_safe_default_protocol_versions()?
            .with_no_client_auth()
            .with_single_cert(chain, key)?;
        Ok(TlsAcceptor::from(Arc::new(config)))
    }
}
