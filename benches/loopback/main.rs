//! What clients get of the reference over loopback, with the clients on the same cores.
//!
//! `cargo bench -p apigw-reference --bench loopback -- --requests 1000000 MOCK`

mod connection;
mod data_plane;
mod executions;
mod functions;
mod load;
mod system;

use clap::Parser;

/// Measures the reference over loopback
#[derive(Debug, Parser)]
struct Arguments {
    /// Requests for each subject; subjects that take long get fewer
    #[arg(long, default_value_t = 100_000)]
    requests: usize,
    /// Connections at once, each with one request on its way
    #[arg(long, default_value_t = 8)]
    connections: usize,
    /// Only subjects with this in their name
    #[arg(default_value = "")]
    name: String,
    /// Given by `cargo bench`
    #[arg(long, hide = true)]
    bench: bool,
}

impl Arguments {
    fn ask_for(&self, name: &str) -> bool {
        name.contains(&self.name)
    }
}

fn main() {
    let arguments = Arguments::parse();
    let system = system::System::start();
    data_plane::measure(&system, &arguments);
    executions::measure(&system, &arguments);
    functions::measure(&system, &arguments);
}
