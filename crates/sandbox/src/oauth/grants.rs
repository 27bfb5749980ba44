//! Codes and tokens that were given out.
//!
//! Invariants: a code is good once and for a minute; a refresh token is good once, and using an
//! old one again ends every token of its family.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::world::entities::Millis;

/// How long a code is good.
pub(crate) const CODE_LIFE: Millis = 60_000;
/// How tokens behave.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Rules<'a> {
    pub(crate) audience: &'a str,
    pub(crate) now: Millis,
    /// How long an access token is good.
    pub(crate) access_life: Millis,
    /// How long a refresh token is good without being used.
    pub(crate) refresh_life: Millis,
    /// How long what comes of one sign-in is good at most.
    pub(crate) sign_in_life: Millis,
    /// Whether reuse of a refresh token ends its family.
    pub(crate) reuse_ends_the_family: bool,
}

/// A checked authorise request that waits for a person's answer.
#[derive(Clone, Debug)]
pub(crate) struct Ask {
    pub(crate) redirect_uri: String,
    pub(crate) state: String,
    pub(crate) scopes: Vec<String>,
    pub(crate) challenge: Option<String>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Code {
    pub(crate) redirect_uri: String,
    pub(crate) scopes: Vec<String>,
    pub(crate) challenge: Option<String>,
    pub(crate) expires_at: Millis,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
struct Access {
    family: u64,
    scopes: Arc<Vec<String>>,
    expires_at: Millis,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
struct Refresh {
    family: u64,
    scopes: Arc<Vec<String>>,
    used: bool,
    expires_at: Millis,
    /// When the sign-in that it comes from ends for good.
    #[serde(default = "never")]
    ends_at: Millis,
}

fn never() -> Millis {
    Millis::MAX
}

/// What the token endpoint answers with.
#[derive(Clone, Debug)]
pub(crate) struct Issued {
    pub(crate) access_token: String,
    pub(crate) refresh_token: Option<String>,
    pub(crate) scope: String,
    /// Seconds.
    pub(crate) expires_in: i64,
}

#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct Grants {
    #[serde(skip)]
    asks: HashMap<String, Ask>,
    codes: HashMap<String, Code>,
    access: HashMap<String, Access>,
    refresh: HashMap<String, Refresh>,
    dead_families: HashSet<u64>,
    next_family: u64,
    /// Whether the API key was taken away.
    pub(crate) api_key_revoked: bool,
    /// Further API keys.
    #[serde(default)]
    keys: HashMap<String, ApiKey>,
    /// Grows with every change.
    #[serde(skip)]
    pub(crate) revision: u64,
}

/// An API key that may do only what was chosen when it was made.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct ApiKey {
    pub(crate) scopes: Arc<Vec<String>>,
    pub(crate) confidential: bool,
}

impl Grants {
    /// Makes an API key.
    pub(crate) fn add_key(&mut self, key: ApiKey) -> String {
        self.revision += 1;
        let text = secret();
        self.keys.insert(text.clone(), key);
        text
    }

    /// What a key may do.
    pub(crate) fn key(&self, text: &str) -> Option<ApiKey> {
        self.keys.get(text).cloned()
    }

    /// Deletes a key.
    pub(crate) fn remove_key(&mut self, text: &str) {
        self.revision += 1;
        self.keys.remove(text);
    }

    /// Remembers a request until somebody answers it.
    pub(crate) fn ask(&mut self, ask: Ask) -> String {
        let ticket = secret();
        self.asks.insert(ticket.clone(), ask);
        ticket
    }

    /// The request behind a consent page; good once.
    pub(crate) fn take_ask(&mut self, ticket: &str) -> Option<Ask> {
        self.asks.remove(ticket)
    }

    pub(crate) fn code(&mut self, ask: &Ask, now: Millis) -> String {
        self.revision += 1;
        let code = secret();
        self.codes.insert(
            code.clone(),
            Code {
                redirect_uri: ask.redirect_uri.clone(),
                scopes: ask.scopes.clone(),
                challenge: ask.challenge.clone(),
                expires_at: now + CODE_LIFE,
            },
        );
        code
    }

    /// Uses a code up; `None` if it is unknown, used or too old.
    pub(crate) fn take_code(&mut self, code: &str, now: Millis) -> Option<Code> {
        self.revision += 1;
        self.codes.remove(code).filter(|code| now <= code.expires_at)
    }

    /// The first tokens of a new family.
    pub(crate) fn begin(&mut self, scopes: Vec<String>, rules: Rules<'_>) -> Issued {
        self.next_family += 1;
        self.issue(self.next_family, Arc::new(scopes), rules.now + rules.sign_in_life, rules)
    }

    /// The next tokens for a refresh token; `None` refuses, and ends the family on reuse.
    pub(crate) fn rotate(&mut self, token: &str, rules: Rules<'_>) -> Option<Issued> {
        self.revision += 1;
        let refresh = self.refresh.get_mut(token)?;
        let family = refresh.family;
        if refresh.used {
            if rules.reuse_ends_the_family {
                self.end_family(family);
            }
            return None;
        }
        if self.dead_families.contains(&family) || rules.now > refresh.expires_at {
            return None;
        }
        refresh.used = true;
        let (scopes, ends_at) = (Arc::clone(&refresh.scopes), refresh.ends_at);
        Some(self.issue(family, scopes, ends_at, rules))
    }

    /// The scopes of a living access token.
    pub(crate) fn scopes_of(&self, token: &str, now: Millis) -> Option<Arc<Vec<String>>> {
        let access = self.access.get(token)?;
        (now < access.expires_at && !self.dead_families.contains(&access.family))
            .then(|| Arc::clone(&access.scopes))
    }

    /// Every access token is expired from now on; refresh tokens still work.
    pub(crate) fn expire_access(&mut self) {
        self.revision += 1;
        self.access.clear();
    }

    /// Somebody pressed "Revoke access" in the settings.
    pub(crate) fn revoke_all(&mut self) {
        self.expire_access();
        self.codes.clear();
        self.refresh.clear();
    }

    fn end_family(&mut self, family: u64) {
        self.dead_families.insert(family);
        self.access.retain(|_, access| access.family != family);
    }

    fn issue(&mut self, family: u64, scopes: Arc<Vec<String>>, ends_at: Millis, rules: Rules<'_>) -> Issued {
        let Rules { now, access_life, refresh_life, .. } = rules;
        self.revision += 1;
        let expires_at = now + access_life;
        let scope = scopes.join(" ");
        let access_token = looks_like_jwt(&scope, rules);
        self.access.retain(|_, access| access.expires_at > now);
        self.access.insert(access_token.clone(), Access { family, scopes: Arc::clone(&scopes), expires_at });
        let refresh_token = scopes.iter().any(|scope| scope == "offline_access").then(secret);
        if let Some(token) = &refresh_token {
            self.refresh.insert(
                token.clone(),
                Refresh { family, scopes, used: false, expires_at: ends_at.min(now + refresh_life), ends_at },
            );
        }
        Issued { access_token, refresh_token, scope, expires_in: access_life / 1000 }
    }
}

/// 256 random bits as text.
pub(crate) fn secret() -> String {
    let mut bytes = [0_u8; 32];
    // Without the system's randomness the token would be guessable, but it guards made-up data.
    let _ = getrandom::fill(&mut bytes);
    URL_SAFE_NO_PAD.encode(bytes)
}

/// Three parts with dots, as Lever's tokens; nothing checks the signature.
fn looks_like_jwt(scope: &str, rules: Rules<'_>) -> String {
    let part = |value: serde_json::Value| URL_SAFE_NO_PAD.encode(value.to_string());
    let issued = rules.now / 1000;
    format!(
        "{}.{}.{}",
        part(json!({ "alg": "HS512", "v": "2.0", "kid": "sandbox" })),
        part(json!({
            "aud": rules.audience,
            "iat": issued,
            "exp": issued + rules.access_life / 1000,
            "scope": scope,
        })),
        secret()
    )
}
