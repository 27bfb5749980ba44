//! `fulcrum-webhost`: see the library.
#![forbid(unsafe_code)]

use std::io::Write;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use clap::Parser;
use fulcrum_app::{App, Clock, Options, SystemClock};
use fulcrum_webhost::{ShiftedClock, WebHost, fill, loopback_only, router};
use jiff::Timestamp;
use tokio::net::TcpListener;
use tracing_subscriber::EnvFilter;

/// Serves Fulcrum's application layer and its page to a browser on this computer.
#[derive(Debug, Parser)]
#[command(name = "fulcrum-webhost", version)]
struct Arguments {
    /// Where to listen; port 0 takes a free one.
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:0")]
    listen: SocketAddr,

    /// Folder of the profile.
    #[arg(long, value_name = "DIR")]
    profile: PathBuf,

    /// Work with the sample company.
    #[arg(long)]
    demo: bool,

    /// How many candidates the sample company has.
    #[arg(long, value_name = "N", default_value_t = 60)]
    sample_size: usize,

    /// Add made-up screenings of the past half year until there are so many, as soon as an account is
    /// connected.
    #[arg(long, value_name = "N", requires = "demo")]
    fill: Option<u32>,

    /// Let it be this time at the start, for example `2026-03-04T09:30:00Z`, so that pictures are alike.
    #[arg(long, value_name = "TIME")]
    at: Option<Timestamp>,

    /// Folder of the built page.
    #[arg(long, value_name = "DIR", default_value = "ui/dist")]
    page: PathBuf,
}

#[tokio::main]
async fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let filter = EnvFilter::try_from_env("FULCRUM_LOG").unwrap_or_else(|_| EnvFilter::new("warn"));
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).init();
    // reqwest is built without a TLS provider of its own. An error only says that one is there.
    let _ = rustls::crypto::ring::default_provider().install_default();
    match serve(arguments).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(words) => {
            tracing::error!("{words}");
            ExitCode::FAILURE
        }
    }
}

async fn serve(arguments: Arguments) -> Result<(), String> {
    let address = loopback_only(arguments.listen)?;
    let text = |error: std::io::Error| error.to_string();
    std::fs::create_dir_all(&arguments.profile).map_err(text)?;
    let listener = TcpListener::bind(address).await.map_err(text)?;
    let address = listener.local_addr().map_err(text)?;
    let host = Arc::new(WebHost::default());
    let profile = arguments.profile;
    let clock: Arc<dyn Clock> = match arguments.at {
        Some(at) => Arc::new(ShiftedClock::starting_at(at)),
        None => Arc::new(SystemClock),
    };
    let options = Options {
        profile_dir: profile.clone(),
        demo: arguments.demo,
        sample_size: arguments.sample_size,
        clock: Arc::clone(&clock),
    };
    let app = App::start(options, host.clone())
        .await
        .map_err(|error| format!("{} {}", error.message, error.details.as_deref().unwrap_or_default()))?;
    if let Some(count) = arguments.fill {
        let (profile, clock) = (profile.clone(), Arc::clone(&clock));
        tokio::spawn(async move {
            match fill::fill_when_connected(&profile, count, &*clock).await {
                Ok(added) => tracing::info!(added, "made-up screenings are there"),
                Err(error) => tracing::error!(%error, "made-up screenings could not be added"),
            }
        });
    }
    let ready = serde_json::json!({ "url": format!("http://{address}"), "pid": std::process::id() });
    writeln!(std::io::stdout(), "{ready}").map_err(text)?;
    let served = axum::serve(listener, router(app.clone(), host, &arguments.page, &profile, clock))
        .with_graceful_shutdown(async {
            let _ = tokio::signal::ctrl_c().await;
        })
        .await;
    app.shutdown().await;
    served.map_err(text)
}
