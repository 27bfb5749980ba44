//! Log lines go to standard error and to a file per day in the profile; a week of them is kept.

use std::path::Path;
use std::sync::Mutex;

use tracing_appender::rolling::{RollingFileAppender, Rotation};
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;
use tracing_subscriber::{EnvFilter, Layer, fmt};

/// What is logged when `FULCRUM_LOG` says nothing.
const USUAL: &str = "info,zbus=warn,hyper=warn,reqwest=warn";

/// Files are written line by line and without a buffer: the last lines before an end are the ones
/// that matter.
pub(crate) fn start(folder: &Path) {
    let file = RollingFileAppender::builder()
        .rotation(Rotation::DAILY)
        .filename_prefix("fulcrum")
        .filename_suffix("log")
        .max_log_files(7)
        .build(folder);
    let (file, problem) = match file {
        Ok(file) => (Some(fmt::layer().with_ansi(false).with_writer(Mutex::new(file)).boxed()), None),
        Err(error) => (None, Some(error)),
    };
    let screen = fmt::layer().with_writer(std::io::stderr).boxed();
    let filter = EnvFilter::try_from_env("FULCRUM_LOG").unwrap_or_else(|_| EnvFilter::new(USUAL));
    let started = tracing_subscriber::registry()
        .with(filter)
        .with(screen)
        .with(file)
        .try_init()
        .map_err(|e| e.to_string());
    if let Err(error) = started {
        tracing::warn!(error, "another log is already set up");
    }
    if let Some(error) = problem {
        tracing::warn!(%error, "there is no log file");
    }
    let before = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        tracing::error!(%panic, "a part of the program failed");
        before(panic);
    }));
}
