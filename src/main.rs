//! The command line `apigw-conformance`.

fn main() {}
