//! Which target is asked for: the options that the suite and the command line share.

use std::path::Path;

use super::{Description, DescriptionError};

/// The options that choose a target.
#[derive(Debug, Clone, clap::Args)]
pub struct Choice {
    /// reference, localstack, aws, or the name of a file in targets/
    #[arg(
        long,
        value_name = "NAME",
        env = "CONFORMANCE_TARGET",
        default_value = "reference",
        help_heading = "Target"
    )]
    pub target: String,

    /// An implementation that runs already, for example http://localhost:4566
    #[arg(
        long,
        value_name = "URL",
        env = "CONFORMANCE_ENDPOINT",
        help_heading = "Target"
    )]
    pub endpoint: Option<String>,

    /// The image that LocalStack is started from [default: localstack/localstack:4.14.0]
    #[arg(
        long,
        value_name = "IMAGE",
        env = "CONFORMANCE_LOCALSTACK_IMAGE",
        help_heading = "Target"
    )]
    pub localstack_image: Option<String>,
}

/// Why the options choose no target.
#[derive(Debug, thiserror::Error)]
pub enum ChoiceError {
    /// There is no usable description.
    #[error(transparent)]
    Description(#[from] DescriptionError),
    /// The URL is none.
    #[error("use the endpoint {url:?}: write it as http://HOST:PORT or https://HOST")]
    NotAnEndpoint {
        /// What was given.
        url: String,
    },
    /// Two options that exclude each other.
    #[error("combine the target {target} with --endpoint: it has an address of its own")]
    OwnAddress {
        /// The target's name.
        target: String,
    },
}

impl Choice {
    /// The description of the target; `directory` holds files of further targets.
    ///
    /// An image is of use to LocalStack only and says nothing of other targets, since it may come from the
    /// environment.
    ///
    /// # Errors
    /// [`ChoiceError`] says what to write instead.
    pub fn description(&self, directory: &Path) -> Result<Description, ChoiceError> {
        let name = match (&self.endpoint, self.target.as_str()) {
            (Some(_), "reference") => "endpoint",
            (_, name) => name,
        };
        let description = Description::find(name, directory)?;
        let description = match &self.localstack_image {
            Some(image) => description.clone().with_image(image).unwrap_or(description),
            None => description,
        };
        match &self.endpoint {
            None => Ok(description),
            Some(_) if name == "aws" => Err(ChoiceError::OwnAddress {
                target: name.to_owned(),
            }),
            Some(url) if is_endpoint(url) => Ok(description.with_endpoint(url)),
            Some(url) => Err(ChoiceError::NotAnEndpoint { url: url.clone() }),
        }
    }
}

fn is_endpoint(url: &str) -> bool {
    reqwest::Url::parse(url)
        .is_ok_and(|url| matches!(url.scheme(), "http" | "https") && url.has_host() && url.query().is_none())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::target::Reach;

    fn choose(target: &str, endpoint: Option<&str>, image: Option<&str>) -> Result<Description, ChoiceError> {
        let choice = Choice {
            target: target.to_owned(),
            endpoint: endpoint.map(str::to_owned),
            localstack_image: image.map(str::to_owned),
        };
        choice.description(Path::new("no such directory"))
    }

    #[test]
    fn an_endpoint_alone_is_any_emulator() {
        let description = choose("reference", Some("http://localhost:4566/"), None).expect("a target");
        assert_eq!(description.name, "endpoint");
        assert!(matches!(description.reach, Reach::Endpoint { url: Some(_) }));
    }

    #[test]
    fn a_named_target_keeps_its_name_at_another_address() {
        let description = choose("localstack", Some("http://localhost:4566"), None).expect("a target");
        assert_eq!(description.name, "localstack");
        assert!(matches!(description.reach, Reach::Endpoint { url: Some(_) }));
    }

    #[test]
    fn an_image_is_for_localstack() {
        let description = choose("localstack", None, Some("mine:1")).expect("a target");
        assert!(matches!(description.reach, Reach::Container(container) if container.image == "mine:1"));
        assert!(matches!(
            choose("reference", None, Some("mine:1")).map(|description| description.reach),
            Ok(Reach::Embedded)
        ));
    }

    #[test]
    fn what_cannot_be_says_so() {
        for (target, endpoint, says) in [
            ("nobody", None, "find the target \"nobody\""),
            (
                "reference",
                Some("localhost:4566"),
                "write it as http://HOST:PORT",
            ),
            (
                "aws",
                Some("http://localhost:4566"),
                "it has an address of its own",
            ),
        ] {
            let error = choose(target, endpoint, None).expect_err(target).to_string();
            assert!(error.contains(says), "{error}");
        }
    }
}
