//! What the program and its web processes take from the computer.

use std::time::{Duration, Instant};

use crate::support::{Desktop, living_in, until, until_within};

/// Clock ticks of a second in `/proc`, the same on every Linux that people use.
const TICKS: f64 = 100.0;

/// Once it settled: two readings that agree. In KiB.
pub async fn settled_memory(desktop: &Desktop) -> u64 {
    let mut last = 0;
    until("memory to settle", async || {
        let now = memory(desktop);
        let settled = now.abs_diff(last) < 1024;
        last = now;
        if settled { Ok(now) } else { Err(format!("{now} KiB")) }
    })
    .await
}

/// Once the page was freed, and after how long. In KiB.
pub async fn memory_without_a_page(desktop: &Desktop) -> (u64, Duration) {
    let closed = Instant::now();
    until_within(Duration::from_secs(300), "the page to be freed", async || {
        let pages = ours(desktop).into_iter().filter(|pid| name(*pid).starts_with("WebKitWeb")).count();
        if pages == 0 { Ok(()) } else { Err(format!("{pages} pages")) }
    })
    .await;
    let after = closed.elapsed();
    (settled_memory(desktop).await, after)
}

/// Percent of one core over a time in which nobody does anything.
pub async fn busy(desktop: &Desktop, time: Duration) -> f64 {
    let before = ticks(desktop);
    let began = Instant::now();
    tokio::time::sleep(time).await;
    (ticks(desktop) - before) / TICKS / began.elapsed().as_secs_f64() * 100.0
}

fn name(pid: u32) -> String {
    std::fs::read_to_string(format!("/proc/{pid}/comm")).unwrap_or_default()
}

fn ours(desktop: &Desktop) -> Vec<u32> {
    let is_ours = |pid: &u32| {
        let name = name(*pid);
        name.starts_with("fulcrum")
            || name.starts_with("hello-window")
            || name.starts_with("WebKit") && !name.contains("Driver") && !name.contains("WebDriv")
    };
    living_in(&desktop.home(), None).into_iter().filter(is_ours).collect()
}

/// Proportional set size of all of them.
fn memory(desktop: &Desktop) -> u64 {
    let size = |pid: u32| -> u64 {
        let rollup = std::fs::read_to_string(format!("/proc/{pid}/smaps_rollup")).unwrap_or_default();
        let line = rollup.lines().find(|line| line.starts_with("Pss:")).unwrap_or_default();
        line.split_whitespace().nth(1).and_then(|number| number.parse().ok()).unwrap_or(0)
    };
    ours(desktop).into_iter().map(size).sum()
}

/// Time on a processor, in ticks; fields 14 and 15 of proc(5).
fn ticks(desktop: &Desktop) -> f64 {
    let of = |pid: u32| -> f64 {
        let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
        let after_name = stat.rsplit_once(')').map_or("", |(_, rest)| rest);
        after_name.split_whitespace().skip(11).take(2).filter_map(|field| field.parse::<f64>().ok()).sum()
    };
    ours(desktop).into_iter().map(of).sum()
}
