//! Which target a command line asks for.

use std::path::Path;

use super::{Description, DescriptionError};

/// The options that choose a target; every command has the same.
#[derive(Debug, Clone, PartialEq, Eq, clap::Args)]
pub struct Choice {
    /// reference, localstack, aws, or the NAME of targets/NAME.toml; `endpoint` with --endpoint alone
    #[arg(long, value_name = "NAME", env = "CONFORMANCE_TARGET")]
    pub target: Option<String>,

    /// Judge what runs at this URL already, with the keys of the environment or test/test
    #[arg(long, value_name = "URL", env = "CONFORMANCE_ENDPOINT")]
    pub endpoint: Option<String>,

    /// The image to start for --target localstack
    #[arg(long, value_name = "IMAGE", env = "CONFORMANCE_LOCALSTACK_IMAGE")]
    pub localstack_image: Option<String>,
}

/// Why a choice is none. Texts fit "failed to {error}".
#[derive(Debug, thiserror::Error)]
pub enum ChoiceError {
    /// The target is not known, or its file is wrong.
    #[error(transparent)]
    Description(#[from] DescriptionError),
    /// The endpoint is no URL of a server.
    #[error("read {0:?} as an endpoint: write it as http://127.0.0.1:4566")]
    NotAnEndpoint(String),
}

impl Choice {
    /// The description of the chosen target. `directory` holds the files of those that are not built in.
    ///
    /// # Errors
    /// [`ChoiceError`], which is wrong usage.
    pub fn description(&self, directory: &Path) -> Result<Description, ChoiceError> {
        let fallback = if self.endpoint.is_some() { "endpoint" } else { "reference" };
        let named = self.target.as_deref().filter(|name| !name.is_empty());
        let mut description = Description::find(named.unwrap_or(fallback), directory)?;
        // It may stand in the environment of a run against another target, where it means nothing.
        if let Some(image) = self.localstack_image.as_deref().filter(|image| !image.is_empty()) {
            description = description.with_image(image);
        }
        match self.endpoint.as_deref().filter(|url| !url.is_empty()) {
            None => Ok(description),
            Some(url) if is_endpoint(url) => Ok(description.with_endpoint(url)),
            Some(url) => Err(ChoiceError::NotAnEndpoint(url.to_owned())),
        }
    }
}

/// Whether a text is a scheme and an authority, and perhaps a path.
fn is_endpoint(text: &str) -> bool {
    text.parse::<hyper::Uri>().is_ok_and(|uri| {
        matches!(uri.scheme_str(), Some("http" | "https")) && uri.authority().is_some() && uri.query().is_none()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::target::Reach;

    fn choice(target: Option<&str>, endpoint: Option<&str>) -> Result<Description, ChoiceError> {
        let owned = |text: Option<&str>| text.map(str::to_owned);
        Choice { target: owned(target), endpoint: owned(endpoint), localstack_image: Some("ours:1".to_owned()) }
            .description(Path::new("/nowhere"))
    }

    #[test]
    fn the_reference_is_the_default() {
        assert_eq!(choice(None, None).expect("a target").name, "reference");
        assert_eq!(choice(Some(""), Some("")).expect("a target").name, "reference");
    }

    #[test]
    fn an_endpoint_alone_is_any_emulator_and_with_a_target_that_one() {
        let url = "http://127.0.0.1:4566";
        for (target, name) in [(None, "endpoint"), (Some("localstack"), "localstack")] {
            let description = choice(target, Some(url)).expect("a target");
            assert_eq!(description.name, name);
            assert_eq!(description.reach, Reach::Endpoint { url: Some(url.to_owned()) });
        }
    }

    #[test]
    fn what_is_no_endpoint_is_told() {
        for url in ["127.0.0.1:4566", "ftp://x", "http://", "http://x/?a=b"] {
            assert!(matches!(choice(None, Some(url)), Err(ChoiceError::NotAnEndpoint(_))), "{url}");
        }
    }

    #[test]
    fn the_image_is_for_what_starts_from_one() {
        let Reach::Container(container) = choice(Some("localstack"), None).expect("a target").reach else {
            panic!("localstack is a container");
        };
        assert_eq!(container.image, "ours:1");
    }
}
