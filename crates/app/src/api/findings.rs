use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{
    CheckPermission, CheckPlace, CheckPlaybook, KeychainHealth, Millis, PostingField, SignInCause,
    UnwrittenTag, WhyUnchecked,
};

/// What was found at a link. The words for it are the front end's.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case", rename_all_fields = "camelCase", tag = "kind")]
pub enum CheckFinding {
    /// It could not be looked at.
    Unchecked {
        /// Why.
        reason: WhyUnchecked,
    },

    /// Lever knows who asks.
    SignedIn {
        /// With a key, not with a sign-in.
        by_key: bool,
    },
    /// Lever does not know the API key any more.
    KeyDeleted,
    /// Lever does not accept the sign-in any more.
    AccessRevoked,
    /// The sign-in was not used for so long that Lever has forgotten it.
    SignInExpired {
        /// When it last worked.
        last_at: Millis,
    },
    /// What signs in is not there any more.
    SignInLost {
        /// Why.
        cause: SignInCause,
    },
    /// The keychain does not give what signs in.
    Keychain {
        /// How it is.
        health: KeychainHealth,
    },

    /// Everything that is needed is allowed, as far as reading shows.
    PermissionsHold {
        /// Each of them.
        permissions: Vec<CheckPermission>,
    },
    /// Something that is needed is not allowed.
    PermissionMissing {
        /// Which.
        permission: CheckPermission,
        /// True for a key, which cannot be changed.
        by_key: bool,
    },
    /// Lever refused a write for lack of permission.
    WriteRefused {
        /// Which permission.
        permission: CheckPermission,
        /// How many writes are stuck because of it.
        writes: u32,
        /// True for a key, which cannot be changed.
        by_key: bool,
    },
    /// Whether Lever allows writing shows only when something is written.
    WritingUnproven {
        /// Which.
        permissions: Vec<CheckPermission>,
    },

    /// Whoever writes can.
    WritersCan {
        /// Who; empty if playbooks have several.
        name: Option<String>,
    },
    /// Nobody was chosen.
    NoWriter,
    /// Somebody else writes than was meant.
    WriterReplaced {
        /// For which playbook.
        playbook: CheckPlaybook,
        /// Who was meant; none if Lever does not know them any more.
        meant: Option<String>,
        /// Who writes.
        instead: String,
    },
    /// Nobody can write.
    WriterGone {
        /// For which playbook; none if it is the connected user, whom others use as well.
        playbook: Option<CheckPlaybook>,
        /// Who was meant; none if Lever does not know them any more.
        meant: Option<String>,
    },
    /// The one who stands in is not active in Lever.
    NoStandIn {
        /// For which playbook.
        playbook: CheckPlaybook,
        /// Their address.
        address: String,
    },

    /// The clocks agree.
    ClockRight,
    /// This computer's clock is wrong.
    ClockOff {
        /// Milliseconds; positive if it is ahead.
        ahead: Millis,
    },

    /// Every stage and posting is there.
    PlacesExist {
        /// Stages that are named.
        stages: u32,
        /// Postings that are named.
        postings: u32,
    },
    /// A stage is gone.
    StageGone {
        /// Of which playbook.
        playbook: CheckPlaybook,
        /// Where it is named.
        place: CheckPlace,
        /// What it was called, if that is known.
        name: Option<String>,
        /// What is called like it.
        near: Vec<String>,
    },
    /// A posting is gone.
    PostingGone {
        /// Of which playbook.
        playbook: CheckPlaybook,
        /// Where it is named.
        place: CheckPlace,
        /// What it was called, if that is known.
        name: Option<String>,
        /// What is called like it.
        near: Vec<String>,
    },
    /// Nobody can apply to a posting any more.
    PostingClosed {
        /// Of which playbook.
        playbook: CheckPlaybook,
        /// The posting's title.
        name: String,
    },
    /// No posting has what a playbook asks for.
    NoSuchPosting {
        /// Which playbook.
        playbook: CheckPlaybook,
        /// What it asks for.
        field: PostingField,
        /// The value.
        value: String,
        /// What is called like it.
        near: Vec<String>,
    },

    /// A feedback form does not fit its template in Lever, or the template is gone.
    FormBroken {
        /// Of which playbook.
        playbook: CheckPlaybook,
        /// What is wrong and what to do, in sentences.
        message: String,
    },

    /// Every text can be filled in.
    TextsHold {
        /// Playbooks that are on.
        playbooks: u32,
    },
    /// A text cannot be filled in, or something else of a playbook cannot be used.
    TextBroken {
        /// Of which playbook.
        playbook: CheckPlaybook,
        /// What is wrong, in a sentence.
        message: String,
    },

    /// The interview service answers.
    ServiceAnswers {
        /// The company's own, not the one on this computer.
        deployed: bool,
    },
    /// It does not.
    ServiceSilent {
        /// The company's own, not the one on this computer.
        deployed: bool,
    },
    /// It does not accept the pairing token.
    ServiceUnpaired,
    /// Links open on this computer alone.
    LinksStayHere {
        /// Playbooks whose candidates are elsewhere.
        playbooks: Vec<CheckPlaybook>,
    },

    /// Every assessment is there.
    AssessmentsExist {
        /// How many are named.
        count: u32,
    },
    /// An assessment is gone.
    AssessmentGone {
        /// Of which playbook.
        playbook: CheckPlaybook,
        /// Where it is named.
        place: CheckPlace,
        /// What is called like it.
        near: Vec<String>,
    },
    /// A tag of a posting names no assessment.
    TagNamesNothing {
        /// Of which playbook.
        playbook: CheckPlaybook,
        /// The posting.
        posting: String,
        /// The posting's id.
        posting_id: String,
        /// The tag.
        tag: String,
        /// What is called like it.
        near: Vec<String>,
    },
    /// Tags of a posting name several assessments.
    TagsNameSeveral {
        /// Of which playbook.
        playbook: CheckPlaybook,
        /// The posting.
        posting: String,
        /// The posting's id.
        posting_id: String,
        /// What they name.
        assessments: Vec<String>,
    },
    /// A tag of a posting is almost what a playbook goes by, and so is not seen by it.
    TagAlmostFits {
        /// Which playbook.
        playbook: CheckPlaybook,
        /// The posting.
        posting: String,
        /// The posting's id.
        posting_id: String,
        /// The tag.
        tag: String,
        /// What the playbook goes by, with `{id}` in the place of the assessment.
        pattern: String,
        /// What the tag was probably meant to be.
        near: Vec<String>,
    },
    /// A tag of a playbook is never written after an assessment that it sends.
    TagNeverWritten {
        /// Of which playbook.
        playbook: CheckPlaybook,
        /// Which tag, and after which assessment.
        tag: UnwrittenTag,
    },
    /// A playbook says nothing about which assessment candidates get.
    NothingToSend {
        /// Which.
        playbook: CheckPlaybook,
    },

    /// Mail is set up.
    MailReady {
        /// When a test mail went out last.
        tested_at: Option<Millis>,
    },
    /// It is not: links are handed over.
    NoMail,
    /// The latest test mail did not go out.
    MailTestFailed {
        /// When.
        at: Millis,
        /// Why, in a sentence.
        message: String,
    },
    /// Mails to candidates did not go out.
    MailsFailed {
        /// How many wait for somebody.
        count: u32,
        /// When the last one failed.
        last_at: Millis,
    },

    /// Everything is held back.
    Paused,
    /// No playbook is on.
    NothingOn,
    /// Lever was looked at a short while ago.
    Looked {
        /// When.
        at: Millis,
    },
    /// Lever was not looked at for longer than usual.
    LookLate {
        /// When it was looked at last; none if it never was.
        at: Option<Millis>,
        /// Why, in a sentence, if that is known.
        problem: Option<String>,
    },
    /// Arrivals wait for a yes.
    ArrivalsWait {
        /// How many.
        count: u32,
    },
    /// A trigger stage, or applications.
    Stage {
        /// Of which playbook.
        playbook: CheckPlaybook,
        /// Other playbooks have triggers, too.
        #[serde(default)]
        several: bool,
        /// Its name; none for applications.
        stage: Option<String>,
        /// Who is there now.
        people: u32,
        /// There are more.
        more: bool,
        /// Since when it is on.
        since: Millis,
        /// Who came since then.
        came: u32,
        /// How many of them were invited, or are about to be.
        invited: u32,
        /// How many have an earlier result, which is written again.
        #[serde(default)]
        reused: u32,
        /// How many wait for somebody's yes.
        #[serde(default)]
        waiting: u32,
        /// How many were to be invited, and nothing left.
        #[serde(default)]
        not_sent: u32,
        /// How many came in by an application, which is counted there.
        #[serde(default)]
        by_application: u32,
        /// How many another playbook takes, because it comes first.
        #[serde(default)]
        of_another: u32,
        /// For how many the playbook is not.
        #[serde(default)]
        not_addressed: u32,
        /// When the last one came.
        last_at: Option<Millis>,
    },
}
