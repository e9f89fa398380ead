//! PublishVersion, ListVersionsByFunction.

use serde_json::Value;

use crate::control::lambda::fault;
use crate::control::lambda::function::Version;
use crate::control::lambda::functions::Inner;
use crate::control::lambda::input::{Input, Output};
use crate::control::lambda::names::LATEST;
use crate::wire::AwsError;

/// The most versions of a function; AWS limits the size of all code instead.
const MAX_VERSIONS: usize = 1000;
const PAGE: usize = 50;

pub(in crate::control::lambda) fn publish(inner: &Inner, input: &Input) -> Output {
    let reference = input.reference()?;
    inner.with(&input.region, &reference, |function| {
        input.check_revision(&function.latest.revision)?;
        let current = &function.latest.code.sha256;
        if let Some(wanted) = input.body["CodeSha256"].as_str().filter(|wanted| !wanted.is_empty())
            && wanted != current
        {
            return Err(fault::invalid(format!(
                "CodeSHA256 ({wanted}) is different from current CodeSHA256 in $LATEST ({current}). Please try again with the CodeSHA256 in $LATEST."
            )));
        }
        if function.versions.len() >= MAX_VERSIONS {
            let text = format!("The reference keeps at most {MAX_VERSIONS} versions of a function");
            return Err(AwsError::new(400, "CodeStorageExceededException", text));
        }
        let version = function.publish(input.body["Description"].as_str()).clone();
        Ok((201, function.describe(&version, Some(&version.number))))
    })
}

pub(in crate::control::lambda) fn list(inner: &Inner, input: &Input) -> Output {
    let reference = input.reference()?;
    let versions = inner.with(&input.region, &reference, |function| {
        let show = |version: &Version| function.describe(version, Some(&version.number));
        let latest = function.describe(&function.latest, Some(LATEST));
        Ok(std::iter::once(latest)
            .chain(function.versions.values().map(show))
            .collect::<Vec<Value>>())
    })?;
    input.page(versions, "Versions", PAGE)
}
