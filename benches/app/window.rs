//! What people do in the window, measured inside it.

use serde_json::{Value, json};

use crate::support::RunningApp;

/// Types what somebody looks for, letter by letter, and waits each time until other rows stand there.
const TYPING: &str = r"
    const done = arguments[arguments.length - 1];
    const field = document.querySelector('[data-testid=candidates-search]');
    const total = () => document.querySelector('[data-testid=candidates-total]').textContent;
    const type = (text) => new Promise((settled) => {
        const before = total();
        const begun = performance.now();
        const look = () => {
            if (total() !== before || performance.now() - begun > 2000) {
                requestAnimationFrame(() => settled(performance.now() - begun));
            } else {
                setTimeout(look, 0);
            }
        };
        field.value = text;
        field.dispatchEvent(new InputEvent('input', { bubbles: true }));
        look();
    });
    (async () => {
        const times = [];
        for (const word of ['ma', 'mar', 'mari', '', 'sch', 'schm', '', 'al', 'ali', 'alic', '', 'to', 'tom', '']) {
            times.push(await type(word));
        }
        done(times);
    })();
";

/// Scrolls through the list for three seconds, and answers with the time between frames.
const SCROLLING: &str = r"
    const done = arguments[arguments.length - 1];
    const list = [...document.querySelectorAll('main *')]
        .filter((one) => one.scrollHeight > one.clientHeight * 3 && getComputedStyle(one).overflowY !== 'visible')[0];
    const frames = [];
    const begun = performance.now();
    let last = begun;
    const step = (now) => {
        frames.push(now - last);
        last = now;
        list.scrollTop += 120;
        if (now - begun < 3000) requestAnimationFrame(step);
        else done(frames.slice(2));
    };
    requestAnimationFrame(step);
";

/// Looks, types and scrolls among the candidates.
pub async fn measure(app: &RunningApp) {
    app.js("location.hash = '#/candidates'").await;
    app.element("[data-testid^=\"candidate-row-\"]").await;
    let typed = times(app, TYPING).await;
    app.element("[data-testid^=\"candidate-row-\"]").await;
    let frames = times(app, SCROLLING).await;
    println!("\n| in the window, among the candidates | median | 95 of 100 | longest |");
    println!("|---|---|---|---|");
    row("keystroke to filtered rows", &typed);
    row("frame while scrolling", &frames);
}

async fn times(app: &RunningApp, script: &str) -> Vec<f64> {
    let answer = app.client().execute_async(script, vec![json!(null)]).await.expect("the script runs");
    let mut times: Vec<f64> = answer.as_array().expect("times").iter().filter_map(Value::as_f64).collect();
    times.sort_by(f64::total_cmp);
    times
}

fn row(what: &str, sorted: &[f64]) {
    let at =
        |share: f64| sorted.get(((sorted.len() - 1) as f64 * share) as usize).copied().unwrap_or_default();
    println!("| {what} ({}) | {:.0} ms | {:.0} ms | {:.0} ms |", sorted.len(), at(0.5), at(0.95), at(1.0));
}
