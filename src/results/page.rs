//! The page of one implementation.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::markdown::cell;
use super::{Run, Standing, State};
use crate::target::About;

/// Where the features lie, from a page.
const FEATURES: &str = "../../";

/// The page, as Markdown.
#[must_use]
pub fn page(run: &Run, about: &About) -> String {
    let standings = Standing::of(run);
    let mut page = head(run, about, &standings);
    if !about.remarks.is_empty() {
        page.push_str("\n## In short\n\n");
        for remark in &about.remarks {
            let _ = writeln!(page, "- {remark}");
        }
    }
    totals(&mut page, &standings);
    not_met(&mut page, &standings);
    by_reason(&mut page, &standings, State::CouldNotTell, "Could not tell");
    by_reason(&mut page, &standings, State::NotOffered, "Not offered");
    met(&mut page, &standings);
    page
}

fn head(run: &Run, about: &About, standings: &[Standing]) -> String {
    let mut page = format!("# {} {}\n\n", about.title, about.version);
    page.push_str("<!-- Written by `cargo run -- results`; see README.md. -->\n\n");
    let _ = writeln!(
        page,
        "[{}]({}), run on {} with version {} of the suite.\n",
        about.title,
        about.home,
        run.date(),
        run.started.suite
    );
    let _ = writeln!(
        page,
        "```sh\n{}\ncargo test --test conformance -- --target {}\n```\n",
        about.start.trim_end(),
        run.started.target
    );
    let tally = run.finished.tally;
    let counts: Vec<String> = tally
        .by_verdict()
        .into_iter()
        .filter(|(name, count)| *count > 0 && *name != "pass")
        .map(|(name, count)| format!("{count} {name}"))
        .collect();
    let rest = if counts.is_empty() {
        String::new()
    } else {
        format!(" ({})", counts.join(", "))
    };
    let met = standings.iter().filter(|s| s.state == State::Met).count();
    let _ = writeln!(
        page,
        "**{met} of {} requirements are met**; {} of {} scenarios pass{rest}.",
        standings.len(),
        tally.pass,
        tally.total()
    );
    if let Some(trouble) = &run.finished.trouble {
        // What follows says how to clean up on the machine of the run, and is nothing to publish.
        let trouble = trouble.split(';').next().unwrap_or_default();
        let _ = writeln!(page, "\nThe run had trouble: {}.", cell(trouble));
    }
    page
}

/// Requirements of each system by state.
fn totals(page: &mut String, standings: &[Standing]) {
    page.push_str("\n| | met | not met | could not tell | not offered |\n|---|--:|--:|--:|--:|\n");
    let mut systems: BTreeMap<&str, Vec<&Standing>> = BTreeMap::new();
    for standing in standings {
        systems.entry(&standing.system).or_default().push(standing);
    }
    for (system, standings) in systems {
        let of = |state| standings.iter().filter(|s| s.state == state).count();
        let _ = writeln!(
            page,
            "| {system} | {} | {} | {} | {} |",
            of(State::Met),
            of(State::NotMet),
            of(State::CouldNotTell),
            of(State::NotOffered)
        );
    }
}

fn not_met(page: &mut String, standings: &[Standing]) {
    let told: Vec<_> = standings.iter().filter(|s| s.state == State::NotMet).collect();
    if told.is_empty() {
        return;
    }
    page.push_str("\n## Not met\n\n| requirement | | what it does instead |\n|---|---|---|\n");
    for standing in told {
        let Standing {
            requirement,
            scenarios,
            speaking,
            clause,
            ..
        } = standing;
        let part = if speaking.len() == *scenarios {
            String::new()
        } else {
            format!(" *({} of {scenarios} scenarios)*", speaking.len())
        };
        let _ = writeln!(
            page,
            "| {} {} | {} | {}{part} |",
            link(standing),
            requirement.level,
            cell(&requirement.sentence),
            cell(clause)
        );
    }
}

/// A reason mostly holds for many requirements.
fn by_reason(page: &mut String, standings: &[Standing], state: State, heading: &str) {
    let mut reasons: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for standing in standings.iter().filter(|s| s.state == state) {
        let of_one = reasons.entry(&standing.clause).or_default();
        of_one.push(link(standing));
    }
    if reasons.is_empty() {
        return;
    }
    let _ = writeln!(page, "\n## {heading}\n");
    for (reason, links) in reasons {
        let reason = if reason.is_empty() {
            "the run ended before"
        } else {
            reason
        };
        let all = links.len() == standings.len();
        let links = if all {
            "all requirements".to_owned()
        } else {
            links.join(", ")
        };
        let _ = writeln!(page, "- {}: {links}", cell(reason));
    }
}

fn link(standing: &Standing) -> String {
    let (path, line) = &standing.place;
    format!("[{}]({FEATURES}{path}#L{line})", standing.requirement.id)
}

fn met(page: &mut String, standings: &[Standing]) {
    let mut systems: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for standing in standings.iter().filter(|s| s.state == State::Met) {
        let of_one = systems.entry(&standing.system).or_default();
        of_one.push(&standing.requirement.id);
    }
    if systems.is_empty() {
        return;
    }
    page.push_str("\n## Met\n\n");
    for (system, ids) in systems {
        let _ = writeln!(page, "- {system}: {}", ids.join(", "));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::results::testing;

    #[test]
    fn a_page_says_what_was_run_and_what_is_not_as_on_aws() {
        assert_eq!(
            page(&testing::run(), &testing::about()),
            "# Soup 1.2

<!-- Written by `cargo run -- results`; see README.md. -->

[Soup](https://example.com/soup), run on 2026-11-22 with version 0.1.0 of the suite.

```sh
soup --port 4566
cargo test --test conformance -- --target soup
```

**1 of 5 requirements are met**; 2 of 6 scenarios pass (1 fail, 1 known, 1 not offered, 1 could not tell).

## In short

- It is cold.

| | met | not met | could not tell | not offered |
|---|--:|--:|--:|--:|
| async | 0 | 1 | 1 | 0 |
| http-api | 0 | 0 | 0 | 1 |
| sync | 1 | 1 | 0 | 0 |

## Not met

| requirement | | what it does instead |
|---|---|---|
| [SYNC-001](../../features/soup/a.feature#L10) core | The sentence of SYNC-001 | the body has `soup` as well *(1 of 2 scenarios)* |
| [ASYNC-001](../../features/soup/a.feature#L40) core | The sentence of ASYNC-001 | answers 200 |

## Could not tell

- failed to see it: [ASYNC-002](../../features/soup/a.feature#L50)

## Not offered

- no HTTP APIs: [EVENT2-001](../../features/soup/a.feature#L60)

## Met

- sync: SYNC-002
"
        );
    }
}
