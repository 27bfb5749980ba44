use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{CheckFinding, Millis, PermissionOutcome};

/// A link of the chain from Lever to a candidate's invitation, in the order in which they are walked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum CheckLink {
    /// Lever knows who asks.
    SignIn,
    /// It allows what the playbooks need.
    Permissions,
    /// Whoever writes can.
    Writer,
    /// The clock of this computer is Lever's.
    Clock,
    /// Stages and postings that playbooks name exist.
    Places,
    /// Tags, notes and mails can be filled in.
    Texts,
    /// The interview service answers, at an address that candidates reach.
    Service,
    /// It has the assessments that playbooks name.
    Assessments,
    /// Mail goes out.
    Mail,
    /// Candidates are seen to come.
    Arrivals,
}

impl CheckLink {
    /// Every link, in order.
    pub const ALL: [Self; 10] = [
        Self::SignIn,
        Self::Permissions,
        Self::Writer,
        Self::Clock,
        Self::Places,
        Self::Texts,
        Self::Service,
        Self::Assessments,
        Self::Mail,
        Self::Arrivals,
    ];
}

/// How a link stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum CheckStanding {
    /// It could not be looked at; the finding says why.
    Unchecked,
    /// It holds.
    Ok,
    /// It holds, and somebody should look at it.
    Look,
    /// It does not hold.
    Fault,
}

/// Looks at one link, or at all of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RunChecks {
    /// Which; all without one.
    pub link: Option<CheckLink>,
}

/// The whole chain.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CheckedChain {
    /// Every link, in order.
    pub links: Vec<CheckedLink>,
}

/// One link.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CheckedLink {
    /// Which.
    pub link: CheckLink,
    /// Whether it is being looked at.
    pub progress: CheckProgress,
    /// What was found last.
    pub latest: Option<CheckResult>,
    /// What was found before that, if the latest look could not be made.
    pub earlier: Option<CheckResult>,
}

/// Whether a link is being looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum CheckProgress {
    /// Nobody looks at it.
    Rests,
    /// Its turn will come.
    Waits,
    /// Now.
    Runs,
}

/// What was found.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CheckResult {
    /// The worst of its findings.
    pub standing: CheckStanding,
    /// When.
    pub at: Millis,
    /// At least one.
    pub items: Vec<CheckItem>,
}

/// One finding with its weight.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CheckItem {
    /// How grave it is.
    pub standing: CheckStanding,
    /// What it is.
    pub finding: CheckFinding,
}

/// A playbook by name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CheckPlaybook {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
}

/// Why a link could not be looked at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case", tag = "why", content = "message")]
pub enum WhyUnchecked {
    /// Nobody is connected.
    NotConnected,
    /// Lever does not know who asks.
    SignIn,
    /// Lever cannot be reached.
    Offline,
    /// Lever answers with errors.
    LeverTrouble,
    /// Lever does not allow the question.
    NotAllowed,
    /// No playbook is on, so nothing is needed.
    NothingOn,
    /// The interview service does not answer.
    NoService,
    /// Something else, in a sentence.
    Other(String),
}

/// A permission as playbooks need it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CheckPermission {
    /// Lever's scope.
    pub scope: String,
    /// What Fulcrum needs it for.
    pub purpose: String,
    /// How it stands.
    pub outcome: PermissionOutcome,
    /// Who needs it: names of playbooks.
    pub playbooks: Vec<String>,
}

/// What of a playbook names a stage or an assessment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum CheckPlace {
    /// Its trigger.
    Trigger,
    /// The assessment for everybody else.
    Default,
    /// The assessments by stage.
    StageMap,
    /// The assessments by posting.
    PostingMap,
    /// Where candidates go by their result.
    Moves,
    /// Whom it is for.
    Conditions,
}

/// What a playbook asks of postings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum PostingField {
    /// A tag.
    Tag,
    /// A team.
    Team,
    /// A department.
    Department,
    /// A place.
    Location,
}
