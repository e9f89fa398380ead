//! What executions cost: short ones through StartSyncExecution, sleeping ones by the thousand.

use std::time::{Duration, Instant};

use serde_json::{Map, Value, json};

use crate::Arguments;
use crate::connection::Connection;
use crate::load::{Load, resident_kib};
use crate::system::{System, step_functions};

const SLEEPING: usize = 10_000;

/// Choice and Pass states in turn, each with an intrinsic function.
fn twenty_states() -> Value {
    let mut states = Map::new();
    for index in 0..10 {
        let last = index == 9;
        let mut pass = json!({
            "Type": "Pass",
            "Parameters": {
                "count.$": "States.MathAdd($.count, 1)",
                "text.$": "States.Format('round {} of {}', $.count, 10)",
            },
        });
        pass[if last { "End" } else { "Next" }] = if last {
            json!(true)
        } else {
            json!(format!("Choice{}", index + 1))
        };
        states.insert(format!("Pass{index}"), pass);
        let choice = json!({
            "Type": "Choice",
            "Choices": [
                {"Variable": "$.count", "NumericLessThan": 0, "Next": "Pass0"},
                {"And": [
                    {"Variable": "$.count", "NumericGreaterThanEquals": index},
                    {"Variable": "$.count", "IsPresent": true},
                ], "Next": format!("Pass{index}")},
            ],
        });
        states.insert(format!("Choice{index}"), choice);
    }
    json!({"StartAt": "Choice0", "States": states})
}

fn map() -> Value {
    json!({"StartAt": "Each", "States": {"Each": {
        "Type": "Map",
        "ItemsPath": "$.items",
        "ItemProcessor": {"StartAt": "Double", "States": {"Double": {
            "Type": "Pass",
            "Parameters": {"twice.$": "States.MathAdd($, $)"},
            "End": true,
        }}},
        "End": true,
    }}})
}

fn pass() -> Value {
    json!({"StartAt": "Pass", "States": {"Pass": {"Type": "Pass", "End": true}}})
}

/// Short state machines by their throughput, sleeping ones by what they hold.
pub fn measure(system: &System, arguments: &Arguments) {
    let items: Vec<_> = (0..1000).collect();
    for (name, definition, input, share) in [
        ("a Pass state", pass(), json!({"soup": "hot"}), 1),
        ("20 states", twenty_states(), json!({"count": 0}), 2),
        ("a Map over 1,000 items", map(), json!({"items": items}), 100),
    ] {
        if arguments.ask_for(name) {
            let machine = system.state_machine(&name.replace([' ', ','], "-"), "EXPRESS", &definition);
            let input = json!({"stateMachineArn": machine, "input": input.to_string()});
            let answer = system.step_functions("StartSyncExecution", &input);
            assert_eq!(answer["status"], "SUCCEEDED", "{answer}");
            Load {
                name,
                connections: arguments.connections,
                requests: arguments.requests / share,
                request: &step_functions("StartSyncExecution", &input),
                status: 200,
            }
            .run(system.address);
        }
    }
    if arguments.ask_for("sleeping") {
        sleep(system);
    }
}

/// Starts executions that wait for two seconds, and prints what they hold and when the last has ended.
fn sleep(system: &System) {
    let definition =
        json!({"StartAt": "Wait", "States": {"Wait": {"Type": "Wait", "Seconds": 2, "End": true}}});
    let machine = system.state_machine("sleeping", "STANDARD", &definition);
    let start = step_functions("StartExecution", &json!({"stateMachineArn": machine}));
    let running = json!({"stateMachineArn": machine, "statusFilter": "RUNNING", "maxResults": 1});
    let (before, started) = (resident_kib(), Instant::now());
    let mut connection = Connection::open(system.address);
    for _ in 0..SLEEPING {
        assert_eq!(connection.exchange(&start).0, 200);
    }
    let (taken, held) = (started.elapsed(), resident_kib().saturating_sub(before));
    while system.step_functions("ListExecutions", &running)["executions"] != json!([]) {
        assert!(started.elapsed() < Duration::from_secs(60), "they never end");
        std::thread::sleep(Duration::from_millis(10));
    }
    println!(
        "{SLEEPING} executions that sleep for 2 s: started in {taken:.2?} over one connection, {:.1} KiB each, all \
         ended after {:.2?}",
        held as f64 / SLEEPING as f64,
        started.elapsed(),
    );
}
