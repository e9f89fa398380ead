//! Definitions of state machines, as CreateStateMachine takes them.

#![no_main]

use apigw_reference::states::definition::{Definition, MachineType};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let _ = Definition::parse(text, MachineType::Standard);
    let _ = Definition::parse(text, MachineType::Express);
});
