//! cucumber runs the scenarios; what they showed goes to the judge.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use apigw_conformance::exchange::Exchange;
use apigw_conformance::expect::Mismatch;
use cucumber::event::{self, ScenarioFinished, StepError};
use cucumber::gherkin::{Feature, Rule, Scenario};
use cucumber::{Event, Parser, World as _, Writer, cli, parser, writer};
use futures::FutureExt;
use futures::stream;
use tokio::sync::mpsc::UnboundedSender;

use crate::run::Run;
use crate::world::World;

/// What a scenario showed.
#[derive(Debug)]
pub struct Seen {
    /// The feature's path and the scenario's name, as the catalogue has them.
    pub path: PathBuf,
    /// The scenario's name.
    pub name: String,
    /// What is not as AWS does it.
    pub mismatches: Vec<Mismatch>,
    /// Why the scenario did not come to its end.
    pub trouble: Option<String>,
    /// Whether the run was over before it could begin.
    pub not_reached: bool,
    /// What crossed the wire.
    pub exchanges: Vec<Exchange>,
    /// When it began.
    pub began: SystemTime,
    /// How long it took, deploying included.
    pub took: Duration,
}

/// Runs features that are selected and expanded already, and sends what each scenario showed.
pub async fn run(features: Vec<Feature>, run: Arc<Run>, concurrency: usize, seen: UnboundedSender<Seen>) {
    World::cucumber::<&str>()
        .with_parser(Selected(features))
        .with_writer(Mute)
        .with_default_cli()
        .max_concurrent_scenarios(concurrency)
        .before(move |feature, rule, scenario, world| {
            world.join(Arc::clone(&run), has_tag("own-api", feature, rule, scenario));
            async {}.boxed_local()
        })
        .after(move |feature, _, scenario, finished, world| {
            let showed = showed(feature, scenario, finished, world);
            // The judge is gone when the run was interrupted.
            let _ = seen.send(showed);
            async {}.boxed_local()
        })
        .run("the features that are selected")
        .await;
}

fn has_tag(tag: &str, feature: &Feature, rule: Option<&Rule>, scenario: &Scenario) -> bool {
    let rule_tags = rule.map(|rule| rule.tags.as_slice()).unwrap_or_default();
    [feature.tags.as_slice(), rule_tags, &scenario.tags].into_iter().flatten().any(|found| found == tag)
}

fn showed(feature: &Feature, scenario: &Scenario, finished: &ScenarioFinished, world: Option<&mut World>) -> Seen {
    let trouble = match finished {
        ScenarioFinished::StepPassed => None,
        ScenarioFinished::StepFailed(_, _, StepError::Panic(panic)) => Some(text(&**panic)),
        ScenarioFinished::StepFailed(_, _, error) => Some(error.to_string()),
        ScenarioFinished::BeforeHookFailed(panic) => Some(text(&**panic)),
        ScenarioFinished::StepSkipped => Some("a step has no meaning".to_owned()),
    };
    let began = world.as_ref().map_or_else(SystemTime::now, |world| world.began);
    Seen {
        path: feature.path.clone().unwrap_or_default(),
        name: scenario.name.clone(),
        trouble,
        not_reached: world.as_ref().is_some_and(|world| world.not_reached),
        began,
        took: began.elapsed().unwrap_or_default(),
        mismatches: world.as_ref().map(|world| world.mismatches.clone()).unwrap_or_default(),
        exchanges: world.map(|world| std::mem::take(&mut world.exchanges)).unwrap_or_default(),
    }
}

/// A step that returns an error panics with its text; anything else is a mistake in the harness.
fn text(panic: &(dyn std::any::Any + Send)) -> String {
    match (panic.downcast_ref::<String>(), panic.downcast_ref::<&str>()) {
        (Some(text), _) => text.clone(),
        (_, Some(text)) => (*text).to_owned(),
        _ => "the harness panicked".to_owned(),
    }
}

/// Features that need no parsing any more.
struct Selected(Vec<Feature>);

impl Parser<&str> for Selected {
    type Cli = cli::Empty;
    type Output = stream::Iter<std::vec::IntoIter<parser::Result<Feature>>>;

    fn parse(self, _: &str, _: cli::Empty) -> Self::Output {
        stream::iter(self.0.into_iter().map(Ok).collect::<Vec<_>>())
    }
}

/// Says nothing: the report does.
struct Mute;

impl Writer<World> for Mute {
    type Cli = cli::Empty;

    async fn handle_event(&mut self, _: parser::Result<Event<event::Cucumber<World>>>, _: &cli::Empty) {}
}

/// Nothing is printed, so no order has to be kept.
impl writer::Normalized for Mute {}
