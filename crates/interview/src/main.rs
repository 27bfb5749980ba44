//! The interview service as a program of its own, for a company's server.
#![forbid(unsafe_code)]

use std::{
    io::Write as _,
    net::SocketAddr,
    path::{Path, PathBuf},
    process::ExitCode,
};

use clap::Parser;
use fulcrum_interview::{Clock, Config, MailSettings, Service, mint_pairing_token};
use secrecy::SecretString;
use tokio::signal;
use tracing_subscriber::EnvFilter;
use url::Url;

/// Serves written interviews: candidate pages, answers, mail and reports.
#[derive(Debug, Parser)]
#[command(version)]
struct Arguments {
    /// Where to listen.
    #[arg(long, default_value = "127.0.0.1:8480")]
    listen: SocketAddr,
    /// The address that candidates reach this service at, e.g. <https://interviews.example.com>.
    #[arg(long)]
    public_url: Option<Url>,
    /// The folder for the database.
    #[arg(long)]
    data: PathBuf,
    /// The file with the pairing token; made on the first start. In the data folder by default.
    #[arg(long)]
    token_file: Option<PathBuf>,
    /// The mail server: `smtp://user:pass@host:587` (STARTTLS) or `smtps://user:pass@host:465`.
    /// Better given as `FULCRUM_SMTP_URL`: other users can read a program's arguments.
    #[arg(long)]
    smtp_url: Option<String>,
    /// The From line: `Name <address@example.com>`.
    #[arg(long)]
    mail_from: Option<String>,
}

#[tokio::main]
async fn main() -> ExitCode {
    tracing_subscriber::fmt()
        .with_env_filter(EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info")))
        .with_writer(std::io::stderr)
        .init();
    match run(Arguments::parse()).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            tracing::error!("{error}");
            ExitCode::FAILURE
        }
    }
}

async fn run(arguments: Arguments) -> Result<(), Box<dyn std::error::Error>> {
    let smtp_url = arguments.smtp_url.or_else(|| std::env::var("FULCRUM_SMTP_URL").ok());
    let mail = match (smtp_url, arguments.mail_from) {
        (Some(url), Some(from)) => Some(MailSettings::from_url(&url, &from)?),
        (Some(_), None) => return Err("a mail server needs --mail-from as well".into()),
        (None, Some(_)) => return Err("--mail-from needs --smtp-url or FULCRUM_SMTP_URL".into()),
        (None, None) => None,
    };
    std::fs::create_dir_all(&arguments.data).map_err(|error| {
        format!(
            "the folder {} cannot be used: {error}; make it and give it to this user",
            arguments.data.display()
        )
    })?;
    let token_file = arguments.token_file.unwrap_or_else(|| arguments.data.join("pairing-token"));
    let (token, fresh) = pairing_token(&token_file)?;
    let service = Service::start(Config {
        listen: arguments.listen,
        public_url: arguments.public_url,
        data_dir: arguments.data,
        token: SecretString::from(token.clone()),
        mail,
        clock: Clock::system(),
    })
    .await?;
    let mut out = std::io::stdout();
    writeln!(out, "Listening at {}", service.url())?;
    writeln!(out, "Candidates' links begin with {}", service.public_url())?;
    if fresh {
        writeln!(out, "Pairing token (shown this once): {token}")?;
    }
    writeln!(out, "The pairing token is in {}", token_file.display())?;
    out.flush()?;
    stop_asked().await?;
    service.shutdown().await;
    Ok(())
}

/// The token in the file; a fresh one, for its owner only, if there is no file yet.
fn pairing_token(file: &Path) -> Result<(String, bool), Box<dyn std::error::Error>> {
    match std::fs::read_to_string(file) {
        Ok(text) if !text.trim().is_empty() => return Ok((text.trim().to_owned(), false)),
        Ok(_) => return Err(format!("the token file {} is empty", file.display()).into()),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
        Err(error) => return Err(error.into()),
    }
    let token = mint_pairing_token()?;
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut created = options.open(file)?;
    writeln!(created, "{token}")?;
    created.sync_all()?;
    Ok((token, true))
}

#[cfg(unix)]
async fn stop_asked() -> std::io::Result<()> {
    let mut terminate = signal::unix::signal(signal::unix::SignalKind::terminate())?;
    tokio::select! {
        pressed = signal::ctrl_c() => pressed,
        _ = terminate.recv() => Ok(()),
    }
}

#[cfg(not(unix))]
async fn stop_asked() -> std::io::Result<()> {
    signal::ctrl_c().await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_made_once_for_its_owner_only() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("token");
        let (first, fresh) = pairing_token(&file).unwrap();
        assert!(fresh && first.len() == 43);
        let (again, fresh) = pairing_token(&file).unwrap();
        assert!(!fresh && again == first);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            let mode = std::fs::metadata(&file).unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o600);
        }
    }
}
