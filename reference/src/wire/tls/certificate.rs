//! Whether API Gateway takes a backend's certificate.

use tokio_rustls::rustls::pki_types::{CertificateDer, ServerName, SignatureVerificationAlgorithm, UnixTime};
use webpki::{EndEntityCert, Error, ExtendedKeyUsageValidator, KeyUsage, anchor_from_trusted_cert};

use super::connect::Security;
use super::subject;

/// Why a certificate is not taken, in the words of API Gateway's execution logs, which are Java's.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// No known authority has signed it (re:Post, "How do I troubleshoot API Gateway errors when I use SSL
    /// certificates with backend integration?").
    #[error(
        "PKIX path building failed: sun.security.provider.certpath.SunCertPathBuilderException: unable to find valid \
         certification path to requested target"
    )]
    UnknownAuthority,
    /// It is over, or not valid yet (the same page).
    #[error(
        "PKIX path validation failed: java.security.cert.CertPathValidatorException: validity check failed"
    )]
    NotNow,
    /// It is another host's (recorded on AWS 2020-06-23).
    #[error("Host name '{host}' does not match the certificate subject provided by the peer ({subject})")]
    OtherHost {
        /// The host of the integration's URI.
        host: String,
        /// The certificate's subject as Java prints it.
        subject: String,
    },
}

/// Checks a chain, the host's own certificate first. No authority is known here: a public one does not sign for
/// loopback, and nothing else is called. So every certificate is refused unless the integration skips that look; what
/// is checked all the same is the time, the host's name and that there is a root, which has to be an authority (API
/// reference, `TlsConfig`).
pub(super) fn check(
    chain: &[CertificateDer<'_>],
    (name, security): (&ServerName<'_>, &Security),
    algorithms: &[&dyn SignatureVerificationAlgorithm],
    now: UnixTime,
) -> Result<(), Refusal> {
    let (Some(own), Some(root)) = (chain.first(), chain.last()) else {
        return Err(Refusal::UnknownAuthority);
    };
    if !security.skips_authority {
        return Err(Refusal::UnknownAuthority);
    }
    let verified = |certificate: &CertificateDer<'_>| {
        let anchors = [anchor_from_trusted_cert(root)?];
        let between = chain.get(1..chain.len() - 1).unwrap_or_default();
        EndEntityCert::try_from(certificate)?
            .verify_for_usage(algorithms, &anchors, between, now, Servers, None, None)
            .map(|_| ())
    };
    // The library says of an authority's certificate that it is none of an end entity: of a root, that is right. A
    // chain of one is a root that signs for itself.
    match verified(root) {
        Err(Error::CaUsedAsEndEntity) => {}
        Err(error) if is_about_time(&error) => return Err(Refusal::NotNow),
        _ => return Err(Refusal::UnknownAuthority),
    }
    if chain.len() > 1 {
        match verified(own) {
            Ok(()) => {}
            Err(error) if is_about_time(&error) => return Err(Refusal::NotNow),
            Err(_) => return Err(Refusal::UnknownAuthority),
        }
    }
    let own = EndEntityCert::try_from(own).map_err(|_| Refusal::UnknownAuthority)?;
    own.verify_is_valid_for_subject_name(name)
        .map_err(|_| Refusal::OtherHost {
            host: security.host.clone(),
            subject: subject::text(own.subject()),
        })
}

fn is_about_time(error: &Error) -> bool {
    matches!(
        error,
        Error::CertExpired { .. } | Error::CertNotValidYet { .. } | Error::InvalidCertValidity
    )
}

/// What certificates of servers are for.
struct Servers;

impl ExtendedKeyUsageValidator for Servers {
    fn validate(&self, iter: webpki::KeyPurposeIdIter<'_, '_>) -> Result<(), Error> {
        KeyUsage::server_auth().validate(iter)
    }
}

#[cfg(test)]
mod tests {
    use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, DnType, IsCa, KeyPair, date_time_ymd};
    use tokio_rustls::rustls::crypto::aws_lc_rs;

    use super::*;

    /// A chain of a root, which may be an authority, and a certificate for a host.
    fn chain(is_authority: bool, host: &str, last_year: i32) -> Vec<CertificateDer<'static>> {
        let mut root = CertificateParams::default();
        if is_authority {
            root.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        }
        let root = CertifiedIssuer::self_signed(root, KeyPair::generate().unwrap()).unwrap();
        let mut own = CertificateParams::new([host.to_owned()]).unwrap();
        own.distinguished_name = rcgen::DistinguishedName::new();
        own.distinguished_name.push(DnType::OrganizationName, "Kitchen");
        own.distinguished_name.push(DnType::CommonName, host);
        own.not_after = date_time_ymd(last_year, 1, 1);
        let key = KeyPair::generate().unwrap();
        vec![own.signed_by(&key, &root).unwrap().into(), root.der().clone()]
    }

    fn checked(chain: &[CertificateDer<'_>], skips_authority: bool) -> Result<(), Refusal> {
        let security = Security {
            host: "localhost".to_owned(),
            skips_authority,
        };
        let name = ServerName::try_from("localhost").unwrap();
        let algorithms = aws_lc_rs::default_provider()
            .signature_verification_algorithms
            .all;
        check(chain, (&name, &security), algorithms, UnixTime::now())
    }

    #[test]
    fn only_who_skips_the_authority_takes_a_private_one() {
        let chain = chain(true, "localhost", 2099);
        assert_eq!(checked(&chain, true), Ok(()));
        assert_eq!(checked(&chain, false), Err(Refusal::UnknownAuthority));
    }

    #[test]
    fn time_host_and_root_are_looked_at_all_the_same() {
        let other = checked(&chain(true, "other.example", 2099), true).unwrap_err();
        assert_eq!(
            other.to_string(),
            "Host name 'localhost' does not match the certificate subject provided by the peer (CN=other.example, \
             O=Kitchen)"
        );
        assert_eq!(
            checked(&chain(true, "localhost", 2001), true),
            Err(Refusal::NotNow)
        );
        for unfounded in [
            &chain(false, "localhost", 2099)[..],
            &chain(true, "localhost", 2099)[..1],
            &[],
        ] {
            assert_eq!(checked(unfounded, true), Err(Refusal::UnknownAuthority));
        }
        let [own, _] = chain(true, "localhost", 2099).try_into().unwrap();
        let [_, another_root] = chain(true, "localhost", 2099).try_into().unwrap();
        assert_eq!(
            checked(&[own, another_root], true),
            Err(Refusal::UnknownAuthority)
        );
        assert_eq!(
            checked(&[CertificateDer::from(vec![0x30, 0x80])], true),
            Err(Refusal::UnknownAuthority)
        );
    }
}
