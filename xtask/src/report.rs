//! Steps, one after the other, and an honest account of them at the end.

use std::time::Instant;

use crate::Outcome;

enum End {
    Passed,
    Failed(String),
    Skipped(String),
}

/// The steps of a command. A failed step does not keep the others from running.
#[derive(Default)]
pub(crate) struct Report {
    steps: Vec<(String, f32, End)>,
}

impl Report {
    /// Runs a step.
    pub(crate) fn step(&mut self, name: &str, work: impl FnOnce() -> Outcome) {
        println!("\n== {name}");
        let start = Instant::now();
        let end = match work() {
            Ok(()) => End::Passed,
            Err(words) => {
                eprintln!("{words}");
                End::Failed(words)
            }
        };
        self.steps.push((name.to_owned(), start.elapsed().as_secs_f32(), end));
    }

    /// Notes a step that is left out, and why.
    pub(crate) fn skip(&mut self, name: &str, reason: &str) {
        println!("\n== {name}: left out, {reason}");
        self.steps.push((name.to_owned(), 0.0, End::Skipped(reason.to_owned())));
    }

    /// Prints what happened; an error if a step failed.
    pub(crate) fn finish(self) -> Outcome {
        println!();
        let (mut passed, mut failed, mut skipped) = (0, Vec::new(), 0);
        for (name, seconds, end) in &self.steps {
            match end {
                End::Passed => {
                    passed += 1;
                    println!("  passed  {seconds:>6.1} s  {name}");
                }
                End::Failed(words) => {
                    failed.push(name.as_str());
                    println!("  FAILED  {seconds:>6.1} s  {name}");
                    for line in words.lines() {
                        println!("            {line}");
                    }
                }
                End::Skipped(reason) => {
                    skipped += 1;
                    println!("  left out          {name}: {reason}");
                }
            }
        }
        println!("\nsteps: {passed} passed, {} failed, {skipped} skipped", failed.len());
        if failed.is_empty() { Ok(()) } else { Err(format!("Failed: {}.", failed.join(", "))) }
    }
}
