//! What is known of a target before it is started.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Deserialize;

use super::{InvokeForm, Limits};

/// What a `@needs-…` tag of a feature may ask of a target.
pub const CAPABILITIES: [&str; 7] = [
    "function-urls",
    "history-limit",
    "http-api",
    "jsonata",
    "loopback-backends",
    "short-retries",
    "variables",
];

/// What every scenario asks of a target: deployed stages that answer.
const STAGES: &str = "stages";

/// A target's file.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Description {
    /// What `--target` calls it.
    pub name: String,
    /// What results say of it.
    pub about: Option<About>,
    /// How it is reached.
    pub reach: Reach,
    /// Whether everything created on it vanishes when the run ends.
    #[serde(default)]
    pub disposable: bool,
    /// How the URLs of REST APIs' stages look.
    pub invoke: InvokeForm,
    /// How the URLs of HTTP APIs look.
    #[serde(default = "InvokeForm::by_host")]
    pub invoke_http_api: InvokeForm,
    /// Times and numbers.
    #[serde(default)]
    pub limits: Limits,
    /// What it does not offer, by the tags of features.
    #[serde(default)]
    pub not_offered: Vec<NotOffered>,
    /// The list of what is known to fail on it; a file name beside the target's file.
    pub known_failures: Option<KnownFailures>,
}

/// An implementation, for people. What is said of it is about this version.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct About {
    /// Its name as its authors write it.
    pub title: String,
    /// The version that was looked at.
    pub version: String,
    /// Where it is to be had.
    pub home: String,
    /// The command that starts it where [`Reach::Endpoint`] expects it, or whatever has to come first.
    pub start: String,
    /// What one has to know beyond single requirements, a sentence each.
    #[serde(default)]
    pub remarks: Vec<String>,
}

/// How a target is reached.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reach {
    /// The reference, started in this process.
    Embedded,
    /// A container that is started for the run and removed at its end.
    Container(Container),
    /// Something that runs already.
    Endpoint {
        /// Where; `--endpoint` overrides it.
        url: Option<String>,
    },
    /// Amazon's own endpoints.
    Aws,
}

/// A container to start.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Container {
    /// Name and tag of the image.
    pub image: String,
    /// The port that it listens on, published on a free port of 127.0.0.1.
    pub port: u16,
    /// The path whose 2xx answer means that it is ready.
    pub health: String,
    /// Seconds until it must be ready, from the container's start.
    pub ready_within: u16,
    /// Environment variables.
    #[serde(default)]
    pub environment: BTreeMap<String, String>,
    /// Environment variables passed on where they are set.
    #[serde(default)]
    pub pass_on: Vec<String>,
    /// The image's environment variable whose presence says that it runs functions by itself; without
    /// it the Docker socket is mounted.
    pub docker_socket_unless: Option<String>,
}

/// A capability that a target does not have.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NotOffered {
    /// One of [`CAPABILITIES`]; or `stages`, which every scenario needs: of a control plane alone nothing can be
    /// judged.
    pub capability: String,
    /// Why, for the report.
    pub reason: String,
}

/// A list of known failures; `verdict` reads it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(from = "String")]
pub struct KnownFailures {
    /// The file's name, for messages.
    pub file: String,
    /// What it says.
    pub text: String,
}

impl From<String> for KnownFailures {
    fn from(file: String) -> Self {
        Self {
            file,
            text: String::new(),
        }
    }
}

/// Why there is no description.
#[derive(Debug, thiserror::Error)]
pub enum DescriptionError {
    /// No such target.
    #[error("find the target {name:?}: known are {known}")]
    Unknown {
        /// What was asked for.
        name: String,
        /// What could have been.
        known: String,
    },
    /// Its file, or the file that it names, cannot be read.
    #[error("read {file}: {source}")]
    Unreadable {
        /// Which.
        file: String,
        /// Why not.
        source: std::io::Error,
    },
    /// Its file is wrong.
    #[error("understand {file}: {message}")]
    Malformed {
        /// Which.
        file: String,
        /// Where and why.
        message: String,
    },
}

struct Builtin {
    name: &'static str,
    text: &'static str,
    /// The file of known failures, and its text.
    known_failures: Option<(&'static str, &'static str)>,
}

const BUILTIN: [Builtin; 4] = [
    Builtin {
        name: "reference",
        text: include_str!("builtin/reference.toml"),
        known_failures: None,
    },
    Builtin {
        name: "localstack",
        text: include_str!("../../localstack/target.toml"),
        known_failures: Some((
            "localstack/known-failures.toml",
            include_str!("../../localstack/known-failures.toml"),
        )),
    },
    Builtin {
        name: "aws",
        text: include_str!("builtin/aws.toml"),
        known_failures: None,
    },
    Builtin {
        name: "endpoint",
        text: include_str!("builtin/endpoint.toml"),
        known_failures: None,
    },
];

impl Description {
    /// The description of a built-in target, or the one in `directory/NAME.toml`.
    ///
    /// # Errors
    /// [`DescriptionError`] if there is none or its file is wrong.
    pub fn find(name: &str, directory: &Path) -> Result<Self, DescriptionError> {
        if let Some(builtin) = BUILTIN.iter().find(|builtin| builtin.name == name) {
            let mut description = Self::parse(builtin.name, builtin.text)?;
            description.known_failures = builtin.known_failures.map(|(file, text)| KnownFailures {
                file: file.to_owned(),
                text: text.to_owned(),
            });
            return Ok(description);
        }
        // A name is no path: `--target ../x` finds nothing.
        let path = directory.join(format!("{name}.toml"));
        if name.is_empty() || name.contains(['/', '\\', '.']) || !path.is_file() {
            return Err(DescriptionError::Unknown {
                name: name.to_owned(),
                known: known(directory),
            });
        }
        let mut description = Self::parse(&path.display().to_string(), &read(&path)?)?;
        if let Some(known) = &mut description.known_failures {
            let path = directory.join(&known.file);
            known.text = read(&path)?;
            known.file = path.display().to_string();
        }
        Ok(description)
    }

    /// Whether it takes no time to start or reach.
    #[must_use]
    pub fn starts_at_once(&self) -> bool {
        !matches!(self.reach, Reach::Container(_))
    }

    /// The same target from another image; `None` if it is not started from one.
    #[must_use]
    pub fn with_image(mut self, image: &str) -> Option<Self> {
        let Reach::Container(container) = &mut self.reach else {
            return None;
        };
        image.clone_into(&mut container.image);
        Some(self)
    }

    /// The same target, already running at `url`.
    #[must_use]
    pub fn with_endpoint(mut self, url: &str) -> Self {
        self.reach = Reach::Endpoint {
            url: Some(url.to_owned()),
        };
        self.disposable = false;
        self
    }

    /// Why a scenario that needs these capabilities is not offered, if it is not.
    pub fn lacks<'a>(&self, needs: impl IntoIterator<Item = &'a str>) -> Option<&NotOffered> {
        let needs: Vec<&str> = needs.into_iter().chain([STAGES]).collect();
        let mut lacking = self.not_offered.iter();
        lacking.find(|lacking| needs.contains(&lacking.capability.as_str()))
    }

    fn parse(file: &str, text: &str) -> Result<Self, DescriptionError> {
        let malformed = |message: String| DescriptionError::Malformed {
            file: file.to_owned(),
            message,
        };
        let description: Self = toml::from_str(text).map_err(|error| malformed(error.to_string()))?;
        let known = |name: &str| name == STAGES || CAPABILITIES.contains(&name);
        match description
            .not_offered
            .iter()
            .find(|lacking| !known(&lacking.capability))
        {
            None => Ok(description),
            Some(unknown) => Err(malformed(format!(
                "no feature asks for the capability {:?}: known are {STAGES}, {}",
                unknown.capability,
                CAPABILITIES.join(", ")
            ))),
        }
    }
}

fn read(path: &Path) -> Result<String, DescriptionError> {
    std::fs::read_to_string(path).map_err(|source| DescriptionError::Unreadable {
        file: path.display().to_string(),
        source,
    })
}

/// The names of all targets, built-in ones first.
fn known(directory: &Path) -> String {
    let mut found: Vec<String> = std::fs::read_dir(directory)
        .into_iter()
        .flatten()
        .filter_map(|entry| {
            entry
                .ok()?
                .file_name()
                .into_string()
                .ok()?
                .strip_suffix(".toml")
                .map(str::to_owned)
        })
        .collect();
    found.sort();
    let builtin = BUILTIN.iter().map(|builtin| builtin.name.to_owned());
    builtin.chain(found).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_builtin_target_has_a_sound_file_of_its_own_name() {
        for builtin in &BUILTIN {
            let description = Description::find(builtin.name, Path::new("/nowhere")).expect(builtin.name);
            assert_eq!(description.name, builtin.name);
            assert_eq!(
                description.known_failures.is_some(),
                builtin.known_failures.is_some()
            );
        }
    }

    #[test]
    fn an_unknown_target_names_the_known_ones() {
        for name in ["nosuch", "", "../reference", "a/b"] {
            let error = Description::find(name, Path::new("/nowhere"))
                .expect_err(name)
                .to_string();
            assert!(error.ends_with("reference, localstack, aws, endpoint"), "{error}");
        }
    }

    #[test]
    fn a_mistyped_name_is_an_error_that_names_the_file() {
        let error =
            Description::parse("x.toml", "name = 'x'\nreach = 'aws'\ninvok = 1").expect_err("mistyped");
        assert!(error.to_string().starts_with("understand x.toml: "), "{error}");
    }

    #[test]
    fn what_is_not_offered_has_a_name_that_features_know() {
        let parse = |capability: &str| {
            let lacking = format!("[[not_offered]]\ncapability = '{capability}'\nreason = 'r'");
            Description::parse(
                "x.toml",
                &format!("name = 'x'\nreach = 'aws'\n[invoke]\nurl = 'u'\n{lacking}"),
            )
        };
        let error = parse("htpp-api").expect_err("mistyped").to_string();
        assert!(
            error.contains("no feature asks for the capability \"htpp-api\""),
            "{error}"
        );
        let lacks = |capability, needs: &[&str]| {
            let description = parse(capability).expect("a description");
            description.lacks(needs.iter().copied()).is_some()
        };
        assert!(lacks("http-api", &["http-api"]) && !lacks("http-api", &[]));
        assert!(lacks("stages", &[]));
    }

    #[test]
    fn every_target_of_the_folder_has_a_sound_file_of_its_own_name() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("targets");
        let files = std::fs::read_dir(&folder).expect("the folder");
        let names: Vec<String> = files
            .filter_map(|file| file.ok()?.file_name().into_string().ok())
            .filter_map(|file| file.strip_suffix(".toml").map(str::to_owned))
            .filter(|name| !name.contains('.'))
            .collect();
        assert!(!names.is_empty());
        for name in names {
            let description = Description::find(&name, &folder).unwrap_or_else(|error| panic!("{error}"));
            assert_eq!(description.name, name);
            assert!(description.about.is_some(), "{name} says nothing about itself");
        }
    }

    #[test]
    fn only_a_target_from_an_image_takes_another_one() {
        let find = |name| Description::find(name, Path::new("/nowhere")).expect(name);
        let Some(Description {
            reach: Reach::Container(container),
            ..
        }) = find("localstack").with_image("ours:1")
        else {
            panic!("localstack is a container");
        };
        assert_eq!(container.image, "ours:1");
        assert_eq!(find("aws").with_image("ours:1"), None);
    }

    #[test]
    fn what_runs_elsewhere_is_not_disposable() {
        let description = Description::find("localstack", Path::new("/nowhere"))
            .expect("localstack")
            .with_endpoint("http://127.0.0.1:4566");
        assert!(!description.disposable);
        assert_eq!(
            description.reach,
            Reach::Endpoint {
                url: Some("http://127.0.0.1:4566".to_owned())
            }
        );
    }
}
