//! The account's named switches.

use serde::{Deserialize, Serialize};

/// In which order opportunities are listed. Only the first one was seen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ListOrder {
    /// Stage rank up, last advanced down, id up.
    #[default]
    Recorded,
    /// Last advanced down, whatever the stage.
    Advanced,
    /// The newest first, as other lists come.
    Created,
}

/// Which writes need `perform_as`. The documentation names some; one client found that all of them do,
/// recordings show others without.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PerformAs {
    /// None.
    Never,
    /// Those of which the documentation says so.
    #[default]
    Documented,
    /// Every write to an opportunity.
    Everywhere,
}

/// How the account behaves; every field can be changed while it runs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct Switches {
    /// Answers to stage, archive, tag and source writes come with empty person fields, as recorded.
    pub blank_person_in_write_answers: bool,
    /// Which writes are refused without `perform_as`.
    pub perform_as: PerformAs,
    /// `perform_as` may also stand in the body; one client does that and says that it works.
    pub perform_as_in_body: bool,
    /// Share (0 to 1) of opportunities created through the API whose `updatedAt` is null.
    pub null_updated_at_share: f64,
    /// Requests per second and key are counted, then 429.
    pub rate_limit: bool,
    /// So many requests per second and key.
    pub rate_per_second: f64,
    /// So many at once.
    pub rate_burst: f64,
    /// Half of the answers take longer than this, half take less. Real time.
    pub latency_median_ms: f64,
    /// How far the times lie apart: the sigma of a log-normal distribution. At 0.5 one answer in twenty
    /// takes 2.3 times the median.
    pub latency_sigma: f64,
    /// Share (0 to 1) of requests that are answered 500 and have no effect.
    pub error_before_share: f64,
    /// Share of requests that take effect and are answered 500.
    pub error_after_share: f64,
    /// Share of requests whose connection breaks before they take effect.
    pub drop_before_share: f64,
    /// Share of requests whose connection breaks after they have taken effect.
    pub drop_after_share: f64,
    /// Every request is answered 503 with a page of HTML, as before a planned maintenance.
    pub maintenance: bool,
    /// The order of lists of opportunities.
    pub list_order: ListOrder,
    /// How long an access token is good.
    pub access_token_life_ms: i64,
    /// How long a refresh token is good without being used.
    pub refresh_token_life_ms: i64,
    /// Using a refresh token again ends every token of its family.
    pub reuse_ends_the_family: bool,
    /// Whoever allows access is a Super Admin; otherwise the exchange of the code fails, as it does for
    /// others.
    pub super_admin: bool,
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
    /// Answers of which documentation and recordings differ, or nothing was recorded, have the
    /// documented shape: files are a bare array with texts for numbers, a new note answers with its id
    /// alone, a new feedback form without an envelope, a new webhook with two.
    pub documented_shapes: bool,
    /// An object that the key may not see because it is confidential is answered as if it did not exist;
    /// otherwise with an access error, as the documentation says of keys.
    pub hide_confidential: bool,
    /// Opportunities that are made on a confidential posting are confidential.
    pub confidential_postings_hide_people: bool,
    /// Answers 429 and 503 say after how many seconds to come back; 0 says nothing, as recorded nowhere.
    pub retry_after_s: u32,
    /// An API key is accepted as a bearer token too.
    pub bearer_api_keys: bool,
    /// An offset is also accepted when it was encoded once; twice is what was recorded.
    pub offsets_encoded_once: bool,
    /// Links come back with a scheme when they were sent without.
    pub links_get_a_scheme: bool,
    /// Archiving takes the tags away, as on most archived rows that were recorded.
    pub archiving_clears_tags: bool,
    /// Archiving moves `lastAdvancedAt`, as when it was recorded through the API; older rows kept theirs.
    pub archiving_advances: bool,
    /// Archiving what is archived moves `archivedAt`, and nothing else.
    pub archiving_again_moves: bool,
    /// A feedback form without `completedAt` stays a draft; recorded was the time of now.
    pub feedback_without_completion_is_a_draft: bool,
    /// Adding or removing a tag or a source moves `updatedAt`, as documented.
    pub tags_update: bool,
    /// A new note or comment moves `updatedAt`; documented of a changed one.
    pub notes_update: bool,
    /// Deleted notes still come, with `deletedAt`, as deleted feedback forms were recorded.
    pub deleted_notes_show: bool,
    /// The verifier of PKCE (RFC 7636) is checked; Lever does not mention it.
    pub pkce_is_checked: bool,
    /// How long a refresh token and what replaces it are good at most, however often they are used.
    pub sign_in_life_ms: i64,
    /// Applications through the API per second; 0 is no limit. The older interface had 2.
    pub applications_per_second: f64,
    /// SMTP: whoever sends must log in with this password; none lets everybody in.
    pub mail_password: Option<String>,
    /// SMTP: whoever sends must log in with a living access token of this account (XOAUTH2).
    pub mail_wants_token: bool,
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
            perform_as: PerformAs::Documented,
            perform_as_in_body: true,
            null_updated_at_share: 0.0,
            rate_limit: true,
            rate_per_second: 10.0,
            rate_burst: 20.0,
            latency_median_ms: 0.0,
            latency_sigma: 0.0,
            error_before_share: 0.0,
            error_after_share: 0.0,
            drop_before_share: 0.0,
            drop_after_share: 0.0,
            maintenance: false,
            list_order: ListOrder::Recorded,
            access_token_life_ms: 3_600_000,
            refresh_token_life_ms: 90 * 86_400_000,
            reuse_ends_the_family: true,
            super_admin: true,
            offline: false,
            list_lag_ms: 0,
            note_lag_ms: 0,
            clock_offset_ms: 0,
            api_key_sees_confidential: false,
            documented_shapes: false,
            hide_confidential: false,
            confidential_postings_hide_people: true,
            retry_after_s: 0,
            bearer_api_keys: true,
            offsets_encoded_once: true,
            links_get_a_scheme: true,
            archiving_clears_tags: false,
            archiving_advances: true,
            archiving_again_moves: true,
            feedback_without_completion_is_a_draft: false,
            tags_update: true,
            notes_update: true,
            deleted_notes_show: true,
            pkce_is_checked: true,
            sign_in_life_ms: 365 * 86_400_000,
            applications_per_second: 0.0,
            mail_password: None,
            mail_wants_token: false,
            mail_reject_recipients: false,
            mail_drop_before_accept: false,
            mail_drop_after_accept: false,
        }
    }
}
