//! What people do in the window, measured inside it.

use std::time::Instant;

use serde_json::json;

use crate::support::{Desktop, RunningApp, until};
use crate::table;

/// Types what somebody looks for, letter by letter, and waits each time until the rows that answer it stand
/// there, and until they were drawn: the address says what is looked for, and the table that it is not busy any more.
const TYPING: &str = r"
    const done = arguments[arguments.length - 1];
    const field = document.querySelector('[data-testid=candidates-search]');
    const asked = () => new URLSearchParams(location.hash.split('?')[1] ?? '').get('q') ?? '';
    const answered = (text) => {
        const table = document.querySelector('main [role=table]');
        return asked() === text && table?.getAttribute('aria-busy') === 'false'
            && table.querySelector('[data-testid^=candidate-row-]') !== null;
    };
    const type = (text) => new Promise((settled) => {
        const begun = performance.now();
        const look = () => {
            if (answered(text)) {
                const there = performance.now() - begun;
                requestAnimationFrame(() => setTimeout(() => settled([there, performance.now() - begun])));
            }
            else if (performance.now() - begun > 5000) settled([null, null]);
            else setTimeout(look);
        };
        field.value = text;
        field.dispatchEvent(new InputEvent('input', { bubbles: true }));
        look();
    });
    (async () => {
        const there = [], drawn = [];
        const note = ([rows, frame]) => (there.push(rows), drawn.push(frame));
        for (const word of ['amara', 'anders', 'weber', 'petrov']) {
            for (let letters = 1; letters <= word.length; letters += 1) {
                note(await type(word.slice(0, letters)));
            }
            note(await type(''));
        }
        done([there, drawn]);
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
        else done([frames.slice(2)]);
    };
    requestAnimationFrame(step);
";

/// The same with nothing but lines of text.
const A_LONG_TEXT: &str = r"
    const main = document.createElement('main');
    const list = document.createElement('div');
    list.style.cssText = 'height: 700px; overflow-y: auto';
    list.textContent = 'Nobody in particular. '.repeat(200000);
    main.append(list);
    document.body.append(main);
";

/// Looks, types and scrolls among the candidates.
pub async fn measure(app: &RunningApp, bare_frames: &[f64]) {
    app.js("location.hash = '#/candidates'").await;
    app.element("[data-testid^=\"candidate-row-\"]").await;
    let typed = times(app, TYPING).await;
    app.element("[data-testid^=\"candidate-row-\"]").await;
    let frames = times(app, SCROLLING).await;
    println!("\n| among the candidates, ms | median | 95 of 100 | longest |\n|---|---|---|---|");
    table::spread("keystroke to filtered rows", &typed[0]);
    table::spread("- until they are drawn", &typed[1]);
    table::spread("frame while scrolling", &frames[0]);
    table::spread("- of a long text in a bare window", bare_frames);
}

/// How long it takes from the tray's first row to a page of which `css` can be used, in milliseconds.
pub async fn back(desktop: &Desktop, app: &RunningApp, css: &str) -> f64 {
    let tray = desktop.tray().await;
    let begun = Instant::now();
    tray.click("Open Fulcrum").await;
    let window = until("the window", async || {
        let open = app.client().windows().await.map_err(|error| error.to_string())?;
        open.into_iter().next().ok_or_else(|| "none is open".to_owned())
    })
    .await;
    app.client().switch_to_window(window).await.expect("the window can be driven");
    app.element(css).await;
    begun.elapsed().as_secs_f64() * 1e3
}

/// Frames of a bare window that scrolls.
pub async fn frames_of_nothing(bare: &RunningApp) -> Vec<f64> {
    bare.js(A_LONG_TEXT).await;
    times(bare, SCROLLING).await.concat()
}

/// Each kind of time that the script answers with, in milliseconds.
async fn times(app: &RunningApp, script: &str) -> Vec<Vec<f64>> {
    let answer = app.client().execute_async(script, vec![json!(null)]).await.expect("the script runs");
    serde_json::from_value(answer).expect("times; null where something was never answered")
}
