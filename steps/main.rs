//! The test target `conformance`: runs the features.

fn main() {}
