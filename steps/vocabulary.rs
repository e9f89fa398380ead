//! The sentences that features may be written with: matched against features, and listed for readers.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use apigw_conformance::catalogue::{Catalogue, StepMatch};
use cucumber::codegen::{StepConstructor, WorldInventory, inventory};
use cucumber::gherkin::{self, StepType};
use cucumber::{World as _, step};

use crate::world::World;

/// All step expressions, compiled once.
pub struct Sentences {
    collection: step::Collection<World>,
}

impl Sentences {
    /// Compiles them.
    pub fn new() -> Self {
        Self {
            collection: World::collection(),
        }
    }

    /// How many of them match a step.
    pub fn matching(&self, step: &gherkin::Step) -> StepMatch {
        match self.collection.find(step) {
            Ok(None) => StepMatch::None,
            Ok(Some(_)) => StepMatch::One,
            Err(error) => StepMatch::Many(
                error
                    .possible_matches
                    .iter()
                    .map(|(regex, _)| regex.as_str().to_owned())
                    .collect(),
            ),
        }
    }
}

/// The vocabulary as Markdown: every sentence with its first use in the features.
pub fn markdown(catalogue: &Catalogue) -> String {
    let mut files: BTreeMap<&str, Vec<(StepType, u32, cucumber::codegen::Regex)>> = BTreeMap::new();
    let mut add = |kind, (location, regex, _): (step::Location, cucumber::codegen::LazyRegex, _)| {
        files
            .entry(location.path)
            .or_default()
            .push((kind, location.line, regex()));
    };
    inventory::iter::<<World as WorldInventory>::Given>
        .into_iter()
        .for_each(|step| add(StepType::Given, step.inner()));
    inventory::iter::<<World as WorldInventory>::When>
        .into_iter()
        .for_each(|step| add(StepType::When, step.inner()));
    inventory::iter::<<World as WorldInventory>::Then>
        .into_iter()
        .for_each(|step| add(StepType::Then, step.inner()));

    let mut text = String::from(
        "# Vocabulary\n\nEvery sentence that a feature may use, by the file that gives it a meaning, each with its first\n\
         use. Generated: `cargo test --test conformance -- --vocabulary > docs/vocabulary.md`.\n",
    );
    for (path, mut sentences) in files {
        sentences.sort_by_key(|(_, line, _)| *line);
        let _ = write!(
            text,
            "\n## {path}\n\n| | sentence | for example |\n|---|---|---|\n"
        );
        for (kind, _, regex) in sentences {
            let example = first_use(catalogue, kind, &regex).unwrap_or_default();
            let _ = writeln!(
                text,
                "| {kind:?} | {} | {} |",
                cell(&sentence(regex.as_str())),
                cell(&example)
            );
        }
    }
    text.push_str(WORDS);
    text
}

/// What stands in doc strings and quoted strings besides plain text.
const WORDS: &str = r#"
## Placeholders

Filled in once the system is deployed, in templates, definitions, bodies and expectations: `{{stateMachineArn}}`,
`{{stateMachineName}}`, `{{functionArn}}`, `{{functionName}}`, `{{apiId}}`, `{{stage}}`, `{{region}}`, `{{accountId}}`, `{{nonce}}` (the
scenario's own), `{{base}}` (the path below which the system stands; empty with `@own-api`), `{{apiKey}}` and `{{apiKeyId}}` (of the
usage plan's key), `{{functionUrlId}}` (the first part of the host of a function's URL). In the URI of an HTTP
integration also `{{invokeUrl}}` (where the system itself answers) and `{{closedUrl}}` (where nobody does).
Of the suite's own servers: `{{backendUrl}}` (`/echo/{text}` answers the text, `/bytes/{n}` so many bytes, `/chunks/{n}` the
same without telling their number, `/half/{n}` breaks off half way), `{{issuer}}` (of tokens; `{{issuer}}/keyless` and
`{{issuer}}/long` publish no keys and too many) and, in requests, `{{token}}` (the client's, signed).

## Matchers

In expected JSON and in expected texts, for what varies: `{{any}}`, `{{string}}`, `{{number}}`, `{{boolean}}`, `{{uuid}}`,
`{{epoch seconds}}`, `{{epoch milliseconds}}`, `{{iso time}}`, `{{clf time}}`, `{{trace id}}`, `{{ip address}}`, `{{matches REGEX}}` (the whole
text). In expected JSON also `"member": "{{absent}}"`, `"{{...}}": "{{any}}"` (further members may be there) and
`{"{{json text}}": {...}}` (a string that holds this JSON). All else is compared whole: a member too many is a difference.

## Tags

`@AREA-NNN` and `@core`, `@extended` or `@edge` on every Rule. `@own-api`: the API itself is the subject, so it is not shared
with other systems. `@needs-http-api`, `@needs-jsonata`, `@needs-variables`: set apart on targets that do not
offer HTTP APIs, or JSONata or variables in state machines. `@needs-short-retries`: set apart where Lambda waits
minutes before it tries an asynchronous event again. `@needs-history-limit`: set apart where an execution's events are
not counted, so that one with too many would keep the others waiting. `@needs-loopback-backends`: set apart where the
suite's own servers on 127.0.0.1 cannot be reached: on AWS, and in containers. `@needs-function-urls`: set apart on
targets that do not offer URLs of functions.
"#;

/// The first step of the features that a sentence matches.
fn first_use(catalogue: &Catalogue, kind: StepType, regex: &cucumber::codegen::Regex) -> Option<String> {
    catalogue
        .steps()
        .find(|step| step.ty == kind && regex.is_match(&step.value))
        .map(|step| step.value.clone())
}

/// A step expression as people would write it.
fn sentence(regex: &str) -> String {
    const READABLE: [(&str, &str); 18] = [
        (r#""((?:[^"\\]|\\.)*)""#, "\"…\""),
        (r#""([^"]+)""#, "\"…\""),
        (r#""([^"]*)""#, "\"…\""),
        (r#""([A-Z]+)""#, "\"…\""),
        (r#""([0-9a-f ]+)""#, "\"…\""),
        (r#""(\S+) (\S+)""#, "\"…\""),
        (r"(\d{3})", "NNN"),
        (r"(\d{1,6})", "N"),
        (r"(\d{1,8})", "N"),
        (r"(\d{1,2}|100)", "N"),
        (r"(\d+)", "N"),
        (r"(\w+)", "NAME"),
        (r"([\w-]+)", "NAME"),
        (r"(1\.0|2\.0)", "(1.0|2.0)"),
        (r"(?:a REST API whose|its)", "a REST API whose (or: its)"),
        (r"(?:an HTTP API whose|its)", "an HTTP API whose (or: its)"),
        ("(?:", "("),
        ("?", ""),
    ];
    let bare = regex.trim_start_matches('^').trim_end_matches('$');
    READABLE
        .iter()
        .fold(bare.to_owned(), |text, (from, to)| text.replace(from, to))
}

fn cell(text: &str) -> String {
    text.replace('|', "\\|").replace('\n', " ")
}
