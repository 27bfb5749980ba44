//! How the figures are printed: each beside that of a bare window, and how many times as much it is.

use crate::processes::{Part, Parts};

/// Begins a table.
pub fn head(title: &str, ours: &str, bare: &str) {
    println!("\n| {title} | {ours} | {bare} | ratio |\n|---|---|---|---|");
}

/// One figure.
pub fn row(what: &str, ours: f64, bare: f64) {
    let ratio = if bare > 0.0 { format!("{:.2}", ours / bare) } else { String::new() };
    println!("| {what} | {} | {} | {ratio} |", number(ours), number(bare));
}

/// One figure, and what each process has of it.
pub fn parts(what: &str, ours: &Parts, bare: &Parts) {
    row(what, ours.sum(), bare.sum());
    for part in Part::ALL {
        row(&format!("- {}", part.name()), ours[part], bare[part]);
    }
}

/// How long something took, of several times.
pub fn spread(what: &str, times: &[f64]) {
    let mut sorted = times.to_vec();
    sorted.sort_by(f64::total_cmp);
    let at = |share: f64| {
        let place = (sorted.len().saturating_sub(1) as f64 * share).ceil() as usize;
        number(sorted.get(place).copied().unwrap_or_default())
    };
    println!("| {what} ({}) | {} | {} | {} |", sorted.len(), at(0.5), at(0.95), at(1.0));
}

fn number(number: f64) -> String {
    if number < 10.0 { format!("{number:.2}") } else { format!("{number:.0}") }
}
