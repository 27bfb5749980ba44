//! Starting the app, to use it or to show it.

use crate::Outcome;
use crate::commands::{built, cargo, program, run as run_command, target};
use crate::{node, system};

const WHAT_TO_DO: &str = "
The app starts with a sample company; your own Lever account is not involved.
  1. Press \"Explore\" and allow access on the page that your browser opens.
  2. Say who you are and switch a trigger stage on.
  3. Open the board (\"Open the board\" in the window) and drag somebody into that stage.
  4. Watch the invitation leave; read it in the mailbox, and answer as the candidate.
  5. A notification tells that the screening is complete. Review it: the board shows the note and the tags.
The app stays in the tray when its window is closed; \"Quit\" in the tray's menu ends it.
";

/// The app with the sample company; without a display, the same story played and photographed.
pub(crate) fn demo(headless: bool) -> Outcome {
    if headless || !system::has_display() {
        return story();
    }
    build()?;
    println!("{WHAT_TO_DO}");
    run_command(program(built("fulcrum")).arg("--demo"))
}

/// The app itself.
pub(crate) fn run(arguments: &[&str]) -> Outcome {
    if !system::has_display() {
        return Err(
            "There is no display to show the window on. `cargo xtask demo --headless` needs none.".into()
        );
    }
    build()?;
    run_command(program(built("fulcrum")).args(arguments))
}

fn build() -> Outcome {
    system::install(&[system::TO_BUILD])?;
    node::build()?;
    run_command(cargo().args(["build", "--workspace", "--bin", "fulcrum"]))
}

fn story() -> Outcome {
    if !cfg!(target_os = "linux") {
        return Err(
            "The story without a display is played on Linux only; here, start it with a display.".into()
        );
    }
    println!("No display: the story is played on a private desktop instead.");
    system::install(&[system::TO_BUILD, system::TO_TEST])?;
    node::build()?;
    let out = target().join("demo");
    let mut command = cargo();
    command
        .args(["test", "--workspace", "--test", "demo", "--", "--nocapture"])
        .env("FULCRUM_DEMO_OUT", &out);
    run_command(&mut command)?;
    println!("\nPictures of every step are in {}.", out.display());
    Ok(())
}
