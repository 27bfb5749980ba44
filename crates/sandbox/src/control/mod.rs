//! Steering a running sandbox from outside: by method or, the same, over HTTP.

mod candidates;
pub(crate) mod faults;
mod feedback;
pub(crate) mod http;
pub(crate) mod requests;
pub(crate) mod snapshot;
mod stages;
pub(crate) mod switches;

use std::sync::Arc;

use self::faults::Fault;
use self::requests::{RequestFilter, RequestRecord};
use self::switches::Switches;
use crate::account::Account;
use crate::config::Ready;
use crate::mail::mailbox::Mail;
use crate::oauth::authorize::{self, Refused};
use crate::oauth::grants::ApiKey;
use crate::sync::lock;
use crate::world::Refusal;

pub use self::candidates::{CandidateEdit, NewCandidate, NewPosting};
pub use self::feedback::FormSnapshot;
pub use self::snapshot::{
    CommentSnapshot, FileSnapshot, NoteSnapshot, OpportunitySnapshot, StageChangeSnapshot, StageSnapshot,
    UserSnapshot,
};

/// Why a control call was refused; the text says what was not found.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct ControlError(String);

impl From<Refusal> for ControlError {
    fn from(refusal: Refusal) -> Self {
        Self(refusal.to_string())
    }
}

/// A handle on a running sandbox; cheap to clone.
#[derive(Clone)]
pub struct Control {
    account: Arc<Account>,
}

impl std::fmt::Debug for Control {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Control").field("url", &self.account.ready.url).finish_non_exhaustive()
    }
}

impl Control {
    pub(crate) fn new(account: Arc<Account>) -> Self {
        Self { account }
    }

    /// Where everything is.
    pub fn ready(&self) -> &Ready {
        &self.account.ready
    }

    /// The account's time in milliseconds, offset included.
    pub fn now_ms(&self) -> i64 {
        self.account.now()
    }

    /// Requests to the API and the sign-in endpoints, in order of arrival.
    pub fn requests(&self, filter: &RequestFilter) -> Vec<RequestRecord> {
        lock(&self.account.requests).matching(filter)
    }

    /// Forgets the requests so far; their numbers are not given again.
    pub fn clear_requests(&self) {
        lock(&self.account.requests).clear();
    }

    /// How many rows list queries have looked at so far; a measure of their cost.
    pub fn visited_rows(&self) -> u64 {
        self.account.visited()
    }

    /// Every mail received, oldest first.
    pub fn mails(&self) -> Vec<Mail> {
        lock(&self.account.mailbox).all().to_vec()
    }

    /// The mails to one address, oldest first.
    pub fn mails_to(&self, address: &str) -> Vec<Mail> {
        let mut mails = self.mails();
        mails.retain(|mail| mail.envelope_to.iter().any(|to| to.eq_ignore_ascii_case(address)));
        mails
    }

    /// Every access token is expired from now on; refresh tokens still work.
    pub fn expire_access_tokens(&self) {
        lock(&self.account.grants).expire_access();
    }

    /// Every token is refused from now on, as when access is revoked in Lever's settings.
    pub fn revoke_all_tokens(&self) {
        lock(&self.account.grants).revoke_all();
    }

    /// Takes the API key away, or gives it back.
    pub fn revoke_api_key(&self, revoked: bool) {
        let mut grants = lock(&self.account.grants);
        grants.api_key_revoked = revoked;
        grants.revision += 1;
    }

    /// Makes an API key that may do only this (scopes as `notes:read:admin`); access to confidential rows
    /// can be given only now, as in Lever.
    pub fn add_api_key(&self, scopes: &[&str], confidential: bool) -> String {
        let scopes = Arc::new(scopes.iter().map(|scope| (*scope).to_owned()).collect());
        lock(&self.account.grants).add_key(ApiKey { scopes, confidential })
    }

    /// Deletes a key that was made with [`Control::add_api_key`].
    pub fn remove_api_key(&self, key: &str) {
        lock(&self.account.grants).remove_key(key);
    }

    /// Deactivates a user of the account, or brings one back.
    ///
    /// # Errors
    /// When there is no such user.
    pub fn set_deactivated(&self, user: &str, deactivated: bool) -> Result<(), ControlError> {
        let now = self.account.now();
        let mut world = lock(&self.account.world);
        let id = user.parse().map_err(|_| Refusal::NoUser)?;
        let found = world.users.iter_mut().find(|user| user.id == id).ok_or(Refusal::NoUser)?;
        found.deactivated_at = deactivated.then_some(now);
        world.revision += 1;
        Ok(())
    }

    /// Registers one more redirect URI for the OAuth app, until the sandbox stops.
    pub fn register_redirect(&self, uri: &str) {
        let mut redirects = lock(&self.account.redirects);
        if !redirects.iter().any(|known| known == uri) {
            redirects.push(uri.to_owned());
        }
    }

    /// Answers an authorise request as the Super Admin would; gives the redirect with the code
    /// or the error.
    ///
    /// # Errors
    /// When the request is one for which no consent page is shown.
    pub fn consent(&self, authorize_url: &str, allow: bool) -> Result<String, ControlError> {
        let query = authorize_url.split_once('?').map(|(_, query)| query).unwrap_or_default();
        match authorize::check(&self.account, query) {
            Ok(ask) => Ok(authorize::answer(&self.account, &ask, allow)),
            Err(Refused::Told(url)) => Ok(url),
            Err(Refused::Shown(reason)) => Err(ControlError(reason.to_owned())),
        }
    }

    /// Lets the next matching requests go wrong.
    pub fn inject(&self, fault: Fault) {
        lock(&self.account.faults).push(fault);
    }

    /// The rules that are not used up.
    pub fn faults(&self) -> Vec<Fault> {
        lock(&self.account.faults).list()
    }

    /// Forgets every rule.
    pub fn clear_faults(&self) {
        lock(&self.account.faults).clear();
    }

    /// The switches as they stand.
    pub fn switches(&self) -> Switches {
        self.account.switches()
    }

    /// Changes switches; answers with how they stand then.
    pub fn update_switches(&self, update: impl FnOnce(&mut Switches)) -> Switches {
        self.account.update_switches(update)
    }

    /// Drops every connection to the API from now on, or stops doing so.
    pub fn set_offline(&self, offline: bool) {
        self.update_switches(|switches| switches.offline = offline);
    }
}
