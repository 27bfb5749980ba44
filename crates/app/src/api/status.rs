use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::Millis;

/// Whether it is working: one value that the status bar, the tray and onboarding are drawn from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Status {
    /// Sign-in and account.
    pub connection: ConnectionView,
    /// Polling.
    pub sync: SyncView,
    /// Writes that wait.
    pub queue: QueueView,
    /// Numbers for navigation and tray.
    pub counts: CountsView,
    /// What is still missing before the first trigger works.
    pub setup: SetupView,
    /// The interview service that candidates reach.
    pub interview: InterviewView,
    /// Version of the app.
    pub version: String,
}

/// Sign-in state with the account it belongs to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ConnectionView {
    /// Where sign-in stands.
    pub state: SignInState,
    /// Why, where the state is `sign_in_again`.
    pub cause: Option<SignInCause>,
    /// Name of the account, when known (for example the company's).
    pub account_name: Option<String>,
    /// The Lever user on whose behalf Fulcrum writes.
    pub user: Option<UserView>,
    /// Which Lever: production, Lever's sandbox, the sample company, another base URL.
    pub environment: Option<String>,
    /// True for an account that is connected with an API key.
    pub by_key: bool,
    /// True while connected to the sample company inside the app.
    pub is_sample: bool,
    /// True when secrets are kept for this run only, because there is no keychain.
    pub this_run_only: bool,
    /// The last failure of sign-in in words, until the next try.
    pub problem: Option<String>,
}

/// Where sign-in stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum SignInState {
    /// Nothing is connected.
    SignedOut,
    /// The browser is open on Lever's page.
    WaitingForBrowser,
    /// Connected.
    SignedIn,
    /// Lever no longer accepts what we hold; the queue is kept.
    SignInAgain,
    /// The keychain is locked.
    KeychainLocked,
    /// This computer has no keychain.
    KeychainMissing,
    /// The keychain is there and open, and does not do as asked.
    KeychainFailing,
}

/// Why there must be a new sign-in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum SignInCause {
    /// Lever does not accept what we hold.
    Refused,
    /// What the keychain holds is damaged.
    Damaged,
    /// The keychain does not hold it any more.
    Absent,
    /// It was kept in memory, for one run only.
    OneRun,
}

/// A Lever user.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct UserView {
    /// Lever's id.
    pub id: String,
    /// Full name.
    pub name: String,
    /// E-mail address.
    pub email: Option<String>,
    /// Lever's access role, for example `super admin`.
    pub role: Option<String>,
}

/// Polling.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SyncView {
    /// What it is doing.
    pub state: SyncState,
    /// Last complete look at Lever.
    pub last_at: Option<Millis>,
    /// Next look.
    pub next_at: Option<Millis>,
    /// The problem in one sentence, if there is one.
    pub problem: Option<String>,
}

/// What the poller is doing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum SyncState {
    /// Nothing to watch yet (signed out, or no trigger on).
    Off,
    /// Between two looks.
    Idle,
    /// Looking now.
    Syncing,
    /// A person pressed Pause: nothing goes out, everything waits.
    Paused,
    /// Lever cannot be reached.
    Offline,
    /// Lever answers with errors.
    Troubled,
}

/// Writes that wait.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct QueueView {
    /// Invitations that wait for the undo time, the hourly cap or a pause.
    pub held: u32,
    /// Other effects that will go out.
    pub waiting: u32,
    /// Effects whose outcome is being looked up.
    pub unclear: u32,
    /// Effects that a person must settle.
    pub stuck: u32,
}

/// Numbers for navigation and tray.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CountsView {
    /// Items in the Inbox that need a person.
    pub inbox: u32,
    /// Of these: attention.
    pub attention: u32,
    /// Of these: ready to review.
    pub to_review: u32,
    /// Screenings under way (held to started).
    pub open: u32,
    /// All screenings.
    pub screenings: u32,
    /// The latest completions, newest first, at most five.
    pub recent_completions: Vec<CompletionView>,
}

/// A completed screening, for the tray.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CompletionView {
    /// Screening id.
    pub screening_id: String,
    /// Candidate's name.
    pub name: String,
    /// Assessment's name.
    pub assessment: String,
}

/// What is still missing before the first trigger works.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SetupView {
    /// Connected to Lever.
    pub connected: bool,
    /// The person said which Lever user they are.
    pub user_chosen: bool,
    /// Some trigger stage is on.
    pub trigger_on: bool,
    /// No trigger is on, and a playbook is for use by hand.
    pub by_hand: bool,
    /// Onboarding was finished or left on purpose.
    pub finished: bool,
}

/// The interview service that candidates reach.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct InterviewView {
    /// Whether it answers.
    pub reachable: bool,
    /// The address in candidates' links.
    pub public_url: String,
    /// True when only this computer can open the links.
    pub loopback: bool,
    /// True when a deployed service is paired; false for the one on this computer.
    pub deployed: bool,
    /// True when it can send mail.
    pub mail_ready: bool,
    /// The sender of its mail.
    pub mail_from: Option<String>,
    /// The problem in one sentence, if there is one.
    pub problem: Option<String>,
}

/// Holds everything back, or goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Pause {
    /// True to pause.
    pub on: bool,
}
