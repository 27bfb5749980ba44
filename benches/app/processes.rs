//! What the program and its web processes take from the computer, each for itself.

use std::ops::{Index, IndexMut};
use std::time::{Duration, Instant};

use crate::support::{Desktop, living_in, until};

/// Clock ticks of a second in `/proc`, the same on every Linux that people use.
const TICKS: f64 = 100.0;

/// A process of the app.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The program itself.
    Main,
    /// The one that draws the page.
    Page,
    /// The one that fetches for it.
    Network,
}

impl Part {
    pub const ALL: [Self; 3] = [Self::Main, Self::Page, Self::Network];

    pub fn name(self) -> &'static str {
        match self {
            Self::Main => "main program",
            Self::Page => "page",
            Self::Network => "network",
        }
    }

    /// The part that a process is, by the name that the system knows it by.
    fn of(pid: u32) -> Option<Self> {
        let name = std::fs::read_to_string(format!("/proc/{pid}/comm")).unwrap_or_default();
        match name.trim() {
            "fulcrum" | "hello-window" => Some(Self::Main),
            name if name.starts_with("WebKitWeb") && !name.contains("Driv") => Some(Self::Page),
            name if name.starts_with("WebKitNetwork") => Some(Self::Network),
            _ => None,
        }
    }
}

/// A number for each part.
#[derive(Clone, Copy, Default, PartialEq)]
pub struct Parts([f64; 3]);

impl Parts {
    /// All of them together.
    pub fn sum(&self) -> f64 {
        self.0.iter().sum()
    }

    /// The middle one of several, part by part.
    pub fn median(several: &[Self]) -> Self {
        let mut middle = Self::default();
        for part in Part::ALL {
            let mut numbers: Vec<f64> = several.iter().map(|one| one[part]).collect();
            numbers.sort_by(f64::total_cmp);
            middle[part] = numbers.get(numbers.len() / 2).copied().unwrap_or_default();
        }
        middle
    }
}

impl Index<Part> for Parts {
    type Output = f64;

    fn index(&self, part: Part) -> &f64 {
        &self.0[part as usize]
    }
}

impl IndexMut<Part> for Parts {
    fn index_mut(&mut self, part: Part) -> &mut f64 {
        &mut self.0[part as usize]
    }
}

/// Proportional set sizes once they settled: two readings that agree. In MiB.
pub async fn settled_memory(desktop: &Desktop) -> Parts {
    let mut last = Parts::default();
    until("memory to settle", async || {
        let now = total(desktop, memory);
        let settled = (now.sum() - last.sum()).abs() < 1.0;
        last = now;
        if settled { Ok(now) } else { Err(format!("{:.0} MiB", now.sum())) }
    })
    .await
}

/// Waits until the page was freed.
pub async fn page_is_freed(desktop: &Desktop) {
    until("the page to be freed", async || {
        let pages = ours(desktop).into_iter().filter(|(_, part)| *part == Part::Page).count();
        if pages == 0 { Ok(()) } else { Err(format!("{pages} pages")) }
    })
    .await;
}

/// Percent of one core over a time in which nobody does anything.
pub async fn busy(desktop: &Desktop, time: Duration) -> Parts {
    let before = total(desktop, ticks);
    let began = Instant::now();
    tokio::time::sleep(time).await;
    let (after, seconds) = (total(desktop, ticks), began.elapsed().as_secs_f64());
    let mut busy = Parts::default();
    for part in Part::ALL {
        busy[part] = (after[part] - before[part]) / TICKS / seconds * 100.0;
    }
    busy
}

fn ours(desktop: &Desktop) -> Vec<(u32, Part)> {
    let all = living_in(&desktop.home(), None).into_iter();
    all.filter_map(|pid| Some((pid, Part::of(pid)?))).collect()
}

fn total(desktop: &Desktop, of: impl Fn(u32) -> f64) -> Parts {
    let mut parts = Parts::default();
    for (pid, part) in ours(desktop) {
        parts[part] += of(pid);
    }
    parts
}

/// Proportional set size, in MiB.
fn memory(pid: u32) -> f64 {
    let rollup = std::fs::read_to_string(format!("/proc/{pid}/smaps_rollup")).unwrap_or_default();
    let line = rollup.lines().find(|line| line.starts_with("Pss:")).unwrap_or_default();
    let kib: f64 = line.split_whitespace().nth(1).and_then(|number| number.parse().ok()).unwrap_or_default();
    kib / 1024.0
}

/// Time on a processor, in ticks; fields 14 and 15 of proc(5).
fn ticks(pid: u32) -> f64 {
    let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
    let after_name = stat.rsplit_once(')').map_or("", |(_, rest)| rest);
    after_name.split_whitespace().skip(11).take(2).filter_map(|field| field.parse::<f64>().ok()).sum()
}
