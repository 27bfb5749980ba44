//! Runs a simulated Lever account until it is interrupted. One line of JSON on standard output
//! says where everything is; the log goes to standard error.

#![forbid(unsafe_code)]

use std::io::Write;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;
use fulcrum_sandbox::{Config, DEFAULT_REDIRECT, Sandbox};
use tracing_subscriber::EnvFilter;

/// A simulated Lever account with its board, its mailbox and its sign-in pages.
#[derive(Parser)]
#[command(version)]
struct Arguments {
    /// Where the web pages and the API listen; port 0 takes a free one.
    #[arg(long, default_value = "127.0.0.1:0")]
    listen: SocketAddr,
    /// Where the mailbox takes SMTP; port 0 takes a free one.
    #[arg(long, default_value = "127.0.0.1:0")]
    smtp_listen: SocketAddr,
    /// How many opportunities the pipeline holds.
    #[arg(long, default_value_t = 60)]
    opportunities: usize,
    /// The same seed gives the same account.
    #[arg(long, default_value_t = 7)]
    seed: u64,
    /// A redirect URI of the OAuth app; may be repeated.
    #[arg(long = "oauth-redirect", value_name = "URI", default_values_t = [DEFAULT_REDIRECT.to_owned()])]
    oauth_redirects: Vec<String>,
    /// Keeps the account in this file between runs.
    #[arg(long, value_name = "FILE")]
    state: Option<PathBuf>,
}

#[tokio::main]
async fn main() -> ExitCode {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info"));
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).init();
    match run(Arguments::parse()).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            tracing::error!(%error, "the simulated account could not run");
            ExitCode::FAILURE
        }
    }
}

async fn run(arguments: Arguments) -> Result<(), Box<dyn std::error::Error>> {
    let sandbox = Box::pin(Sandbox::start(Config {
        listen: arguments.listen,
        smtp_listen: arguments.smtp_listen,
        opportunities: arguments.opportunities,
        seed: arguments.seed,
        oauth_redirects: arguments.oauth_redirects,
        state_file: arguments.state,
        ..Config::default()
    }))
    .await?;
    let line = serde_json::to_string(sandbox.ready())?;
    writeln!(std::io::stdout().lock(), "{line}")?;
    until_asked_to_stop().await?;
    sandbox.shutdown().await;
    Ok(())
}

/// Waits for Ctrl-C, or on Unix for a termination signal.
async fn until_asked_to_stop() -> std::io::Result<()> {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        let mut terminated = signal(SignalKind::terminate())?;
        tokio::select! {
            interrupted = tokio::signal::ctrl_c() => interrupted,
            _ = terminated.recv() => Ok(()),
        }
    }
    #[cfg(not(unix))]
    tokio::signal::ctrl_c().await
}
