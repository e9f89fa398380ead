//! Many requests over several connections: how many in a second, how long each took, what memory they left.

use std::net::SocketAddr;
use std::sync::Barrier;
use std::thread;
use std::time::{Duration, Instant};

use crate::connection::Connection;

/// So many times the same request over so many connections.
#[derive(Debug)]
pub struct Load<'a> {
    /// What is measured, as the report names it.
    pub name: &'a str,
    /// Connections at once, each with one request on its way.
    pub connections: usize,
    /// Requests over all connections.
    pub requests: usize,
    /// Whole requests, head and body.
    pub request: &'a [u8],
    /// The status that every response must have.
    pub status: u16,
}

impl Load<'_> {
    /// Sends them and prints a line: requests per second, median and 99th percentile of their times, and the
    /// resident memory after a tenth of the requests and after all of them.
    ///
    /// # Panics
    /// If a response has another status.
    pub fn run(&self, address: SocketAddr) {
        let warm_up = self.requests / 10;
        self.send(address, warm_up);
        let before = resident_kib();
        let started = Instant::now();
        let mut times = self.send(address, self.requests);
        let taken = started.elapsed();
        times.sort_unstable();
        let at = |share: f64| Duration::from_micros(times[(times.len() as f64 * share) as usize].into());
        println!(
            "{:<28} {:>8.0} requests/s   median {:>8.2?}   p99 {:>8.2?}   {} requests, {} connections, resident \
             {:.1} MiB before, {:.1} MiB after",
            self.name,
            times.len() as f64 / taken.as_secs_f64(),
            at(0.5),
            at(0.99),
            times.len(),
            self.connections,
            before as f64 / 1024.0,
            resident_kib() as f64 / 1024.0,
        );
    }

    /// The time of every request in microseconds, connection by connection.
    fn send(&self, address: SocketAddr, requests: usize) -> Vec<u32> {
        let share = requests.div_ceil(self.connections);
        let start = Barrier::new(self.connections);
        thread::scope(|scope| {
            let clients: Vec<_> = (0..self.connections)
                .map(|_| scope.spawn(|| self.client(address, share, &start)))
                .collect();
            clients
                .into_iter()
                .flat_map(|client| client.join().expect("a client does not fail"))
                .collect()
        })
    }

    fn client(&self, address: SocketAddr, requests: usize, start: &Barrier) -> Vec<u32> {
        let mut connection = Connection::open(address);
        let mut times = Vec::with_capacity(requests);
        start.wait();
        for _ in 0..requests {
            let sent = Instant::now();
            let (status, body) = connection.exchange(self.request);
            assert_eq!(status, self.status, "{}", String::from_utf8_lossy(body));
            times.push(u32::try_from(sent.elapsed().as_micros()).unwrap_or(u32::MAX));
        }
        times
    }
}

/// The resident memory of this process, clients included, in KiB; 0 where the system does not tell.
pub fn resident_kib() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    status
        .lines()
        .find_map(|line| {
            line.strip_prefix("VmRSS:")?
                .trim()
                .strip_suffix(" kB")?
                .parse()
                .ok()
        })
        .unwrap_or_default()
}
