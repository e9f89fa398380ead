//! Given a backend of the suite itself: what stands behind an integration where the system's own stage cannot.

use apigw_conformance::system::{Backend, Certificate, SuiteBackend};
use cucumber::{gherkin::Step, given};

use crate::world::{Trouble, World};

#[given("an HTTP backend")]
fn http(world: &mut World) {
    world.system.backends.insert(SuiteBackend::Http);
}

#[given(
    regex = r"^an HTTPS backend of a private authority, with (a certificate for its host|a certificate for another host|an expired certificate)$"
)]
fn https(world: &mut World, certificate: String) {
    let certificate = match certificate.as_str() {
        "a certificate for its host" => Certificate::OfItsHost,
        "a certificate for another host" => Certificate::OfAnotherHost,
        _ => Certificate::Expired,
    };
    world.system.backends.insert(SuiteBackend::Https(certificate));
}

#[given("its integration takes certificates of any authority")]
fn skips_authority(world: &mut World, step: &Step) -> Result<(), Trouble> {
    let integration = &mut world.method()?.integration;
    match &integration.backend {
        Backend::Http { .. } => integration.skips_authority = true,
        _ => {
            return Err(Trouble::feature(step, "only HTTP integrations meet certificates"));
        }
    }
    Ok(())
}
