use std::sync::PoisonError;

use jiff::Timestamp;

use crate::{Change, Engine};

/// How the engine is doing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Health {
    /// What it is doing.
    pub phase: Phase,
    /// Last complete look.
    pub last_at: Option<Timestamp>,
    /// Next look.
    pub next_at: Option<Timestamp>,
    /// The problem in one sentence.
    pub problem: Option<String>,
}

/// What the engine is doing.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Phase {
    /// Between two looks.
    #[default]
    Idle,
    /// Looking.
    Syncing,
    /// Lever cannot be reached.
    Offline,
    /// Lever answers with errors.
    Troubled,
    /// Lever wants a new sign-in.
    SignInAgain,
    /// The keychain of this computer does not give the token: it is locked, or gone.
    Keychain,
}

impl Engine {
    /// Changes the health and tells, if it is another now.
    pub(crate) fn set_health(&self, change: impl FnOnce(&mut Health)) {
        let changed = {
            let mut health = self.shared.health.lock().unwrap_or_else(PoisonError::into_inner);
            let before = health.clone();
            change(&mut health);
            *health != before
        };
        if changed {
            self.publish(Change::Status);
        }
    }

    /// Keeps what a failed call to Lever says about the way to it.
    pub(crate) fn note_trouble(&self, error: &fulcrum_lever::Error) {
        use fulcrum_lever::Kind;
        let phase = match error.kind {
            Kind::Offline | Kind::Interrupted => Phase::Offline,
            Kind::SignIn => Phase::SignInAgain,
            Kind::Keychain(_) => Phase::Keychain,
            Kind::RateLimited | Kind::Server | Kind::Unreadable | Kind::Forbidden | Kind::Refused => {
                Phase::Troubled
            }
            Kind::NotFound | Kind::InvalidOffset => return,
        };
        let problem = match phase {
            Phase::Offline => "Lever cannot be reached. Everything waits and goes on by itself.".to_owned(),
            Phase::SignInAgain => "Lever wants a new sign-in. Everything waits until then.".to_owned(),
            Phase::Keychain => {
                "The keychain does not give the key to Lever. Everything waits and goes on by itself."
                    .to_owned()
            }
            Phase::Idle | Phase::Syncing | Phase::Troubled => match error.kind {
                Kind::Forbidden => format!("Lever refused for lack of permission ({}).", error.what),
                Kind::RateLimited => "Lever asked for fewer requests. Fulcrum waits.".to_owned(),
                _ => format!("Lever answers with errors ({}). Fulcrum keeps trying.", error.what),
            },
        };
        self.set_health(|health| {
            health.phase = phase;
            health.problem = Some(problem);
        });
    }

    /// Lever answers again.
    pub(crate) fn note_good(&self) {
        self.set_health(|health| {
            if matches!(health.phase, Phase::Offline | Phase::Troubled | Phase::SignInAgain | Phase::Keychain)
            {
                health.phase = Phase::Idle;
                health.problem = None;
            }
        });
    }
}
