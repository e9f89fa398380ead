//! What a mapping template costs: parsing once, rendering for every request.

use std::hint::black_box;

use apigw_reference::template::{Input, Overrides, Params, Template};
use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use indexmap::IndexMap;
use serde_json::{Map, json};

/// Turns an execution's output into a redirect.
const REDIRECT: &str = r#"#set($inputRoot = $input.path('$'))
#set($output = $util.parseJson($inputRoot.output))
#if($output.statusCode == 302)
#set($context.responseOverride.status = 302)
#set($context.responseOverride.header.Location = "$output.headers.Location")
$output.body
#else
{"statusCode": 200, "body": $output}
#end"#;

/// A loop takes a thousand rounds at most (TMPL-025), so ten thousand elements stand in a hundred lists.
const EACH: &str = "#foreach($row in $input.path('$.rows'))\
                    #foreach($item in $row)$foreach.count: $item.name#if($foreach.hasNext), #end#end; #end";

/// What StartSyncExecution answers, with the output of the documented redirect.
fn execution() -> String {
    let output = json!({"statusCode": 302, "headers": {"Location": "https://example.com/"}, "body": ""});
    json!({
        "billingDetails": {"billedDurationInMilliseconds": 100, "billedMemoryUsedInMB": 64},
        "executionArn": "arn:aws:states:us-east-1:000000000000:express:m:e:u",
        "input": "{}",
        "name": "e",
        "output": output.to_string(),
        "startDate": 1.7e9,
        "stateMachineArn": "arn:aws:states:us-east-1:000000000000:stateMachine:m",
        "status": "SUCCEEDED",
        "stopDate": 1.7e9,
    })
    .to_string()
}

fn render(criterion: &mut Criterion, name: &str, source: &str, body: &str, holds: &str) {
    let template = Template::parse(source).expect("the template parses");
    let (params, context, stage_variables) = (Params::default(), Map::new(), IndexMap::new());
    let input = Input {
        body,
        params: &params,
        context: &context,
        stage_variables: &stage_variables,
    };
    let mut overrides = Overrides::default();
    let once = template
        .render(&input, &mut overrides)
        .expect("the template renders");
    let seen = format!("{once}{:?}", overrides.response);
    assert!(seen.contains(holds), "{name} renders {} bytes", once.len());

    let mut group = criterion.benchmark_group("render");
    group.throughput(Throughput::Bytes(body.len() as u64));
    group.bench_function(name, |bencher| {
        bencher.iter(|| template.render(black_box(&input), &mut Overrides::default()));
    });
    group.finish();
}

fn rendering(criterion: &mut Criterion) {
    criterion.bench_function("parse/the redirect template", |bencher| {
        bencher.iter(|| Template::parse(black_box(REDIRECT)));
    });
    render(
        criterion,
        "the redirect template",
        REDIRECT,
        &execution(),
        "https://example.com/",
    );

    let rows: Vec<_> = (0..10_000)
        .map(|row| json!({"id": row, "name": format!("item {row}"), "tags": ["soup", "bowl", "spoon"], "price": 1.25}))
        .collect();
    let million = json!({ "items": rows }).to_string();
    render(
        criterion,
        &format!("$input.json('$') of {} KiB", million.len() / 1024),
        "$input.json('$')",
        &million,
        "item 9999",
    );

    let rows: Vec<Vec<_>> = (0..100)
        .map(|row| {
            (0..100)
                .map(|item| json!({"name": format!("item {row}-{item}")}))
                .collect()
        })
        .collect();
    render(
        criterion,
        "#foreach over 10,000 elements",
        EACH,
        &json!({ "rows": rows }).to_string(),
        "100: item 99-99;",
    );
}

criterion_group!(benches, rendering);
criterion_main!(benches);
