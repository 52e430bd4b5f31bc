//! Times of single calls, and the memory of this process.

use std::hint::black_box;
use std::time::Instant;

use serde_json::{Value, json};

/// Times each call of `work` by itself. Fields: median, 90th and 99th percentile and maximum, microseconds.
pub(super) fn time_each<I, T>(
    inputs: impl IntoIterator<Item = I>,
    mut work: impl FnMut(I) -> T,
) -> Vec<(&'static str, Value)> {
    let mut nanoseconds: Vec<u64> = Vec::new();
    for input in inputs {
        let start = Instant::now();
        black_box(work(input));
        nanoseconds.push(start.elapsed().as_nanos() as u64);
    }
    nanoseconds.sort_unstable();
    let at = |permille: usize| {
        let rank = (nanoseconds.len().saturating_sub(1)) * permille / 1_000;
        let tenths = nanoseconds.get(rank).map_or(0, |nanoseconds| nanoseconds.div_ceil(100));
        json!(tenths as f64 / 10.0)
    };
    vec![("median_us", at(500)), ("p90_us", at(900)), ("p99_us", at(990)), ("max_us", at(1_000))]
}

/// Resident memory of this process in bytes: now, and at most so far. `None` where the system does not say.
pub(super) fn resident_bytes() -> Option<(u64, u64)> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let field = |name: &str| {
        let line = status.lines().find(|line| line.starts_with(name))?;
        line.split_ascii_whitespace().nth(1)?.parse::<u64>().ok().map(|kilobytes| kilobytes * 1024)
    };
    Some((field("VmRSS:")?, field("VmHWM:")?))
}

/// Sets the peak of this process's memory to what it has now, where the system can.
pub(super) fn forget_peak() {
    // Elsewhere the peak includes the making of copies, which is small.
    let _ = std::fs::write("/proc/self/clear_refs", "5");
}
