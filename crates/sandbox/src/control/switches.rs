//! The account's named switches.

use serde::{Deserialize, Serialize};

/// How the account behaves; every field can be changed while it runs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct Switches {
    /// Answers to stage, archive, tag and source writes come with empty person fields, as recorded.
    pub blank_person_in_write_answers: bool,
    /// Writes that Lever documents as needing `perform_as` are refused without it.
    pub require_perform_as: bool,
    /// Share (0 to 1) of opportunities created through the API whose `updatedAt` is null.
    pub null_updated_at_share: f64,
    /// Ten requests per second and key, bursts of twenty, then 429.
    pub rate_limit: bool,
    /// Connections to the API and the sign-in endpoints are dropped; pages and control still work.
    pub offline: bool,
    /// How long lists of opportunities take to see a change.
    pub list_lag_ms: i64,
    /// How long reads of notes take to see a new note or comment.
    pub note_lag_ms: i64,
    /// Moves the account's clock against the configured one.
    pub clock_offset_ms: i64,
    /// The API key may ask for confidential rows.
    pub api_key_sees_confidential: bool,
    /// The list of files is a bare array with texts for numbers, as the documentation prints it.
    pub documented_file_shape: bool,
    /// SMTP: every recipient is refused.
    pub mail_reject_recipients: bool,
    /// SMTP: the connection drops when the message has been sent; nothing is stored.
    pub mail_drop_before_accept: bool,
    /// SMTP: the message is stored, then the connection drops without an answer.
    pub mail_drop_after_accept: bool,
}

impl Default for Switches {
    fn default() -> Self {
        Self {
            blank_person_in_write_answers: true,
            require_perform_as: true,
            null_updated_at_share: 0.0,
            rate_limit: true,
            offline: false,
            list_lag_ms: 0,
            note_lag_ms: 0,
            clock_offset_ms: 0,
            api_key_sees_confidential: false,
            documented_file_shape: false,
            mail_reject_recipients: false,
            mail_drop_before_accept: false,
            mail_drop_after_accept: false,
        }
    }
}
