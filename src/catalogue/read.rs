//! From feature files to the catalogue.

use std::{
    collections::BTreeMap,
    fs, io,
    path::{Path, PathBuf},
    sync::Arc,
};

use gherkin::{Feature, LineCol, Step};

use super::{
    Findings, Requirement, Scenario, Vocabulary,
    finding::{Collector, File},
    lint, outline, parse, requirement,
};

const START: LineCol = LineCol { line: 1, col: 1 };

/// All features, sound.
#[derive(Debug, Clone)]
pub struct Catalogue {
    features: Vec<Feature>,
    requirements: Vec<Arc<Requirement>>,
    scenarios: Vec<Scenario>,
}

impl Catalogue {
    /// Reads all `.feature` files below a folder, in the order of their paths. Files are named from that
    /// folder on, so that no path of this machine shows.
    ///
    /// # Errors
    /// Everything that is wrong with them, unreadable files included.
    pub fn read(folder: &Path, vocabulary: &Vocabulary<'_>) -> Result<Self, Findings> {
        let mut collector = Collector::default();
        let root = folder
            .file_name()
            .map_or_else(|| "features".into(), |name| name.to_string_lossy());
        let mut files = Vec::new();
        match feature_files(folder) {
            Ok(paths) if paths.is_empty() => {
                collector
                    .file(&root)
                    .find(START, "put `.feature` files into this folder: there are none");
            }
            Ok(paths) => {
                for path in paths {
                    let below = path
                        .strip_prefix(folder)
                        .unwrap_or(&path)
                        .to_string_lossy()
                        .replace('\\', "/");
                    let name = format!("{root}/{below}");
                    match fs::read_to_string(&path) {
                        Ok(text) => files.push((name, text)),
                        Err(error) => collector
                            .file(&name)
                            .find(START, format!("make it readable: {error}")),
                    }
                }
            }
            Err(error) => collector
                .file(&root)
                .find(START, format!("make this folder readable: {error}")),
        }
        Self::collect(files, vocabulary, collector)
    }

    /// Reads features from texts, each with the path to name it by.
    ///
    /// # Errors
    /// Everything that is wrong with them.
    pub fn parse(
        files: impl IntoIterator<Item = (String, String)>,
        vocabulary: &Vocabulary<'_>,
    ) -> Result<Self, Findings> {
        Self::collect(files, vocabulary, Collector::default())
    }

    fn collect(
        files: impl IntoIterator<Item = (String, String)>,
        vocabulary: &Vocabulary<'_>,
        mut collector: Collector,
    ) -> Result<Self, Findings> {
        let mut catalogue = Self {
            features: Vec::new(),
            requirements: Vec::new(),
            scenarios: Vec::new(),
        };
        let mut ids = BTreeMap::new();
        for (path, text) in files {
            let mut file = collector.file(&path);
            if let Some(feature) = parse::feature(&text, &mut file) {
                catalogue.add(feature, vocabulary, &mut ids, &mut file);
            }
        }
        collector.finish().map(|()| catalogue)
    }

    /// All requirements, in the order of the features.
    #[must_use]
    pub fn requirements(&self) -> &[Arc<Requirement>] {
        &self.requirements
    }

    /// All scenarios, rows of outlines one by one, in the order of the features.
    #[must_use]
    pub fn scenarios(&self) -> &[Scenario] {
        &self.scenarios
    }

    /// All steps, those of backgrounds included, placeholders of outlines filled in.
    pub fn steps(&self) -> impl Iterator<Item = &Step> {
        self.features.iter().flat_map(|feature| {
            let rules = feature.rules.iter().flat_map(|rule| {
                let scenarios = rule.scenarios.iter().flat_map(|scenario| &scenario.steps);
                rule.background
                    .iter()
                    .flat_map(|background| &background.steps)
                    .chain(scenarios)
            });
            feature
                .background
                .iter()
                .flat_map(|background| &background.steps)
                .chain(rules)
        })
    }

    /// The scenario of a name in the feature file of a path, as [`runnable`](Self::runnable) hands them out.
    #[must_use]
    pub fn find(&self, path: &Path, name: &str) -> Option<&Scenario> {
        self.scenarios
            .iter()
            .find(|scenario| Path::new(&scenario.path) == path && scenario.name == name)
    }

    /// The features cut down to these scenarios, outlines replaced by their rows: what a runner runs.
    #[must_use]
    pub fn runnable(&self, selected: &[&Scenario]) -> Vec<Feature> {
        let is_selected = |path: Option<&PathBuf>, name: &str| {
            selected
                .iter()
                .any(|s| path.is_some_and(|path| Path::new(&s.path) == path) && s.name == name)
        };
        let mut features = self.features.clone();
        for feature in &mut features {
            for rule in &mut feature.rules {
                rule.scenarios
                    .retain(|scenario| is_selected(feature.path.as_ref(), &scenario.name));
            }
            feature.rules.retain(|rule| !rule.scenarios.is_empty());
        }
        features.retain(|feature| !feature.rules.is_empty());
        features
    }

    fn add(
        &mut self,
        mut feature: Feature,
        vocabulary: &Vocabulary<'_>,
        ids: &mut BTreeMap<String, String>,
        file: &mut File<'_>,
    ) {
        let system = system(file.path);
        if system.is_none() {
            file.find(START, "move this feature into a folder named after its system");
        }
        lint::feature(&feature, file);
        let mut names: BTreeMap<String, usize> = BTreeMap::new();
        let steps =
            |background: &Option<gherkin::Background>| background.clone().map_or(Vec::new(), |b| b.steps);
        let feature_steps = steps(&feature.background);
        lint::steps(&feature_steps, vocabulary, file);
        for rule in &mut feature.rules {
            lint::rule(rule, file);
            let rule_steps = steps(&rule.background);
            lint::steps(&rule_steps, vocabulary, file);
            let requirement = requirement::read(rule, file).map(Arc::new);
            if let Some(requirement) = &requirement {
                let here = format!("{}:{}", file.path, rule.position.line);
                if let Some(there) = ids.insert(requirement.id.clone(), here) {
                    let id = &requirement.id;
                    file.find(
                        rule.position,
                        format!("give this rule an id of its own: @{id} is at {there}"),
                    );
                }
                self.requirements.push(Arc::clone(requirement));
            }
            let before: Vec<&Step> = feature_steps.iter().chain(&rule_steps).collect();
            let mut rows = Vec::new();
            for scenario in &rule.scenarios {
                lint::scenario(scenario, &before, file);
                rows.extend(outline::rows(scenario, file));
            }
            rule.scenarios = rows;
            for row in &rule.scenarios {
                lint::steps(&row.steps, vocabulary, file);
                if let Some(line) = names.insert(row.name.clone(), row.position.line) {
                    file.find(
                        row.position,
                        format!("rename `{}`: line {line} has that name", row.name),
                    );
                }
                let (Some(requirement), Some(system)) = (&requirement, &system) else {
                    continue;
                };
                let scenario = Scenario {
                    name: row.name.clone(),
                    requirement: Arc::clone(requirement),
                    path: file.path.to_owned(),
                    line: row.position.line,
                    feature: feature.name.clone(),
                    system: system.clone(),
                    tags: [&feature.tags, &rule.tags, &row.tags]
                        .into_iter()
                        .flatten()
                        .cloned()
                        .collect(),
                };
                lint::capabilities(&scenario, row.position, vocabulary.capabilities, file);
                self.scenarios.push(scenario);
            }
        }
        feature.path = Some(PathBuf::from(file.path));
        self.features.push(feature);
    }
}

/// The folder that a file stands in, below the folder of features.
fn system(path: &str) -> Option<String> {
    let mut parts = path.rsplit('/').skip(1);
    let folder = parts.next()?;
    parts.next().map(|_| folder.to_owned())
}

fn feature_files(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        // A symbolic link is followed to a file only: linked folders may go round in circles.
        if entry.file_type()?.is_dir() {
            files.extend(feature_files(&entry.path())?);
        } else if entry
            .path()
            .extension()
            .is_some_and(|extension| extension == "feature")
        {
            files.push(entry.path());
        }
    }
    files.sort();
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::{
        StepMatch,
        testing::{SOUND, any},
    };

    fn sound() -> Catalogue {
        Catalogue::parse(
            [("features/redirect/a.feature".to_owned(), SOUND.to_owned())],
            &any(),
        )
        .unwrap_or_else(|findings| panic!("{findings}"))
    }

    #[test]
    fn rules_are_requirements_and_rows_are_scenarios() {
        let catalogue = sound();
        let ids: Vec<_> = catalogue.requirements().iter().map(|r| r.id.as_str()).collect();
        assert_eq!(ids, ["REDIR-001", "REDIR-003"]);
        let scenarios: Vec<_> = catalogue
            .scenarios()
            .iter()
            .map(|s| (s.line, s.requirement.id.as_str(), s.name.as_str()))
            .collect();
        assert_eq!(
            scenarios,
            [
                (14, "REDIR-001", "the client is sent away"),
                (35, "REDIR-003", "a status of its own [moved]"),
                (36, "REDIR-003", "a status of its own [gone]"),
                (40, "REDIR-003", "a status of its own [odd]"),
            ]
        );
        let odd = &catalogue.scenarios()[3];
        assert_eq!(
            (odd.system.as_str(), odd.feature.as_str()),
            ("redirect", "Redirects")
        );
        assert_eq!(
            odd.tags,
            [
                "redirect",
                "REDIR-003",
                "extended",
                "own-api",
                "needs-binary",
                "slow"
            ]
        );
        assert_eq!(odd.needs().collect::<Vec<_>>(), ["binary"]);
    }

    #[test]
    fn what_runs_is_selected_and_filled_in() {
        let catalogue = sound();
        let odd = catalogue.find(
            Path::new("features/redirect/a.feature"),
            "a status of its own [odd]",
        );
        let features = catalogue.runnable(&[odd.expect("the row")]);
        assert_eq!(features.len(), 1);
        assert!(features[0].background.is_some());
        let [rule] = &features[0].rules[..] else {
            panic!("one rule: {features:?}")
        };
        let [scenario] = &rule.scenarios[..] else {
            panic!("one scenario: {rule:?}")
        };
        assert_eq!(scenario.steps[1].value, "the response status is 999");
        assert!(scenario.examples.is_empty());
        let all: Vec<_> = catalogue.scenarios().iter().collect();
        assert_eq!(catalogue.runnable(&all)[0].rules.len(), 2);
        assert!(catalogue.runnable(&[]).is_empty());
    }

    #[test]
    fn steps_are_matched_with_their_values() {
        let vocabulary = Vocabulary {
            step: &|step| match step.value.as_str() {
                "the response status is 999" => StepMatch::None,
                "a client sends \"GET /go\"" => StepMatch::Many(vec!["a".to_owned(), "b".to_owned()]),
                _ => StepMatch::One,
            },
            capabilities: &["binary"],
        };
        let file = ("features/redirect/a.feature".to_owned(), SOUND.to_owned());
        let findings = Catalogue::parse([file], &vocabulary).expect_err("two steps are off");
        let lines: Vec<_> = findings.as_slice().iter().map(ToString::to_string).collect();
        assert_eq!(
            lines,
            [
                "features/redirect/a.feature:15:7: make the step `When a client sends \"GET /go\"` match one expression only, not all of these: a | b",
                "features/redirect/a.feature:28:7: make the step `When a client sends \"GET /go\"` match one expression only, not all of these: a | b",
                "features/redirect/a.feature:29:7: reword the step `Then the response status is 999`: no step reads like this",
            ]
        );
    }

    #[test]
    fn folders_are_read_in_order_and_named_without_this_machine() {
        let folder = std::env::temp_dir().join(format!("catalogue-{}/features", std::process::id()));
        for (system, id) in [("sync", "SYNC-001"), ("async", "ASYNC-001")] {
            fs::create_dir_all(folder.join(system)).expect("a folder");
            let text = SOUND
                .replace("REDIR-001", id)
                .replace("REDIR-003", &id.replace('1', "2"));
            fs::write(folder.join(system).join("a.feature"), text).expect("a file");
        }
        let read = Catalogue::read(&folder, &any());
        fs::remove_dir_all(folder.parent().expect("a parent")).expect("to tidy up");
        let catalogue = read.unwrap_or_else(|findings| panic!("{findings}"));
        let mut paths: Vec<_> = catalogue.scenarios().iter().map(|s| s.path.as_str()).collect();
        paths.dedup();
        assert_eq!(paths, ["features/async/a.feature", "features/sync/a.feature"]);
    }

    #[test]
    fn a_missing_folder_is_a_finding() {
        let findings = Catalogue::read(Path::new("/nowhere/features"), &any()).expect_err("no folder");
        let text = findings.to_string();
        assert!(
            text.starts_with("accept the features:\nfeatures:1:1: make this folder readable: "),
            "{text}"
        );
    }
}
