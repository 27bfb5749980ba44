//! Who may be invited. Every test is kept with its outcome, so that the app can always say why
//! somebody was or was not invited.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::candidate::Candidate;
use crate::grading::Count;
use crate::playbook::{Playbook, Rescreening};
use crate::posting::Posting;
use crate::screening::State;
use crate::time::{DAY, after};
use crate::{AssessmentId, ScreeningId, StageId, address, reference};

/// What is known besides the candidate.
#[derive(Debug, Clone)]
pub struct Circumstances<'a> {
    /// The time.
    pub now: Timestamp,
    /// The posting of the active application, as far as it is known.
    pub posting: Option<&'a Posting>,
    /// The connection may see confidential data.
    pub may_see_confidential: bool,
    /// Screenings of the same person (same contact or same canonical address) in this account.
    pub past: &'a [PastScreening],
    /// References found in the opportunity's notes; empty where notes were not read.
    pub note_references: &'a [String],
    /// Tags of the opportunity that Fulcrum wrote: they choose no assessment.
    pub written_tags: &'a [String],
    /// Tags of the opportunity of which a person said that they name none: they are no name spelt wrong.
    pub plain_tags: &'a [String],
}

/// A screening of the same person, as far as eligibility needs it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PastScreening {
    /// Which screening.
    pub id: ScreeningId,
    /// A person has scored it.
    pub reviewed: bool,
    /// What was counted by rule, if all of the result is in it.
    pub count: Option<Count>,
    /// Which assessment.
    pub assessment: AssessmentId,
    /// Its name.
    pub assessment_name: String,
    /// Where it stands.
    pub state: State,
    /// When the candidate handed in, whichever screening that was first; else when it began.
    pub at: Timestamp,
    /// The reference in its notes.
    pub reference: String,
    /// True if it is about the same opportunity.
    pub same_opportunity: bool,
    /// The stage whose entry it began with, of one about the same opportunity; `None` also if no entry did.
    pub began_in: Option<StageId>,
    /// True if its invitation left, or it has the result of an earlier one: only then can traces in Lever be ours.
    pub left: bool,
    /// True if only few may see it in Lever.
    pub confidential: bool,
    /// True if it was told in secret notes.
    pub secret: bool,
}

impl PastScreening {
    /// Whether there is a result that says something by this playbook, so that nobody has to look.
    #[must_use]
    pub fn scored(&self, playbook: &Playbook) -> bool {
        let by_rule = || playbook.grading.by_rule(&self.assessment, self.count?);
        self.reviewed || by_rule().is_some()
    }
}

/// What was tested.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Subject {
    /// Not archived in Lever.
    Active,
    /// Not anonymised in Lever.
    NotAnonymised,
    /// Data protection allows contact.
    MayContact,
    /// An address that mail can be sent to.
    Address,
    /// Not snoozed.
    Awake,
    /// Not confidential, or the connection may see it.
    Visible,
    /// Not screened by the same assessment within the window.
    NotScreenedRecently,
    /// No trace of another computer's work.
    NoForeignTrace,
    /// Still in the trigger stage.
    StillInStage,
}

impl Subject {
    /// The label for people.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Active => "Active in Lever",
            Self::NotAnonymised => "Personal data present",
            Self::MayContact => "May be contacted",
            Self::Address => "E-mail address",
            Self::Awake => "Not snoozed",
            Self::Visible => "Not confidential",
            Self::NotScreenedRecently => "Not screened before",
            Self::NoForeignTrace => "Not handled by another computer",
            Self::StillInStage => "Still in the trigger stage",
        }
    }
}

/// How a test ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// In order.
    Passed,
    /// Not to be invited.
    Failed,
    /// A person must say.
    Ask,
}

/// One test.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Check {
    /// What was tested.
    pub subject: Subject,
    /// How it ended.
    pub outcome: Outcome,
    /// What was found, as a sentence or a value.
    pub found: String,
}

impl Check {
    /// A test that is in order.
    #[must_use]
    pub fn passed(subject: Subject, found: impl Into<String>) -> Self {
        Self { subject, outcome: Outcome::Passed, found: found.into() }
    }

    /// A test that forbids the invitation.
    #[must_use]
    pub fn failed(subject: Subject, found: impl Into<String>) -> Self {
        Self { subject, outcome: Outcome::Failed, found: found.into() }
    }

    fn ask(subject: Subject, found: impl Into<String>) -> Self {
        Self { subject, outcome: Outcome::Ask, found: found.into() }
    }
}

/// Runs every test for one candidate and one assessment. `by_hand` says that a person wants it: an
/// earlier screening that has ended then asks instead of forbidding.
#[must_use]
pub fn check(
    candidate: &Candidate,
    playbook: &Playbook,
    assessment: &AssessmentId,
    circumstances: &Circumstances<'_>,
    by_hand: bool,
) -> Vec<Check> {
    vec![
        active(candidate),
        not_anonymised(candidate),
        may_contact(candidate, circumstances.now),
        has_address(candidate),
        awake(candidate, playbook, circumstances.now),
        visible(candidate, circumstances.may_see_confidential),
        not_screened_recently(candidate, playbook, assessment, circumstances, by_hand),
        no_foreign_trace(candidate, playbook, circumstances),
    ]
}

/// The first test that forbids, else the first that asks.
#[must_use]
pub fn obstacle(checks: &[Check]) -> Option<&Check> {
    let first = |outcome| checks.iter().find(move |check| check.outcome == outcome);
    first(Outcome::Failed).or_else(|| first(Outcome::Ask))
}

fn active(candidate: &Candidate) -> Check {
    if candidate.archived {
        Check::failed(Subject::Active, "Archived in Lever")
    } else {
        Check::passed(Subject::Active, "Active")
    }
}

fn not_anonymised(candidate: &Candidate) -> Check {
    if candidate.anonymized {
        Check::failed(Subject::NotAnonymised, "The person's data was removed in Lever")
    } else {
        Check::passed(Subject::NotAnonymised, "Present")
    }
}

fn may_contact(candidate: &Candidate, now: Timestamp) -> Check {
    if candidate.contact_permission.holds(now) {
        Check::passed(Subject::MayContact, "Allowed")
    } else {
        Check::failed(Subject::MayContact, "Data protection settings in Lever do not allow contact")
    }
}

fn has_address(candidate: &Candidate) -> Check {
    match candidate.address() {
        None => Check::failed(Subject::Address, "No e-mail address in Lever"),
        Some(text) => match address::valid(text) {
            Some(valid) => Check::passed(Subject::Address, valid),
            None => {
                Check::failed(Subject::Address, format!("The e-mail address in Lever is not valid: {text}"))
            }
        },
    }
}

fn awake(candidate: &Candidate, playbook: &Playbook, now: Timestamp) -> Check {
    match candidate.snoozed_until {
        Some(until) if until > now && playbook.skip_snoozed => {
            Check::failed(Subject::Awake, "Snoozed in Lever")
        }
        Some(until) if until > now => Check::passed(Subject::Awake, "Snoozed, which the playbook allows"),
        _ => Check::passed(Subject::Awake, "Not snoozed"),
    }
}

fn visible(candidate: &Candidate, may_see_confidential: bool) -> Check {
    match (candidate.confidential, may_see_confidential) {
        (false, _) => Check::passed(Subject::Visible, "Not confidential"),
        (true, true) => Check::passed(Subject::Visible, "Confidential, which this connection may see"),
        (true, false) => {
            Check::failed(Subject::Visible, "Confidential, and this connection may not see confidential data")
        }
    }
}

/// The screening of the same assessment that stands in the way, if there is one: an open one, whatever
/// its age, else the last one within the window. Where results are reused, one with a result goes before
/// one without, which the candidate may have declined since.
fn earlier<'a>(
    playbook: &Playbook,
    assessment: &AssessmentId,
    circumstances: &Circumstances<'a>,
) -> Option<&'a PastScreening> {
    let window = DAY * playbook.rescreen_after_days;
    let same = circumstances.past.iter().filter(|past| past.assessment == *assessment);
    let counts = same.filter(|past| past.state.counts_as_screened());
    let recent = |past: &&PastScreening| after(past.at, window) > circumstances.now;
    counts.clone().find(|past| past.state.is_open()).or_else(|| {
        let reuses = playbook.rescreening == Rescreening::Reuse;
        counts.filter(recent).max_by_key(|past| (reuses && past.scored(playbook), past.at))
    })
}

/// Whether a result would be shown to more people than may see it.
fn tells_too_many(past: &PastScreening, candidate: &Candidate, playbook: &Playbook) -> bool {
    (past.confidential && !candidate.confidential) || (past.secret && !playbook.notes.secret)
}

/// The screening whose result is written again instead of asking the candidate once more.
#[must_use]
pub fn reusable<'a>(
    candidate: &Candidate,
    playbook: &Playbook,
    assessment: &AssessmentId,
    circumstances: &Circumstances<'a>,
) -> Option<&'a PastScreening> {
    earlier(playbook, assessment, circumstances).filter(|past| {
        playbook.rescreening == Rescreening::Reuse
            && past.scored(playbook)
            && !past.state.is_open()
            && !past.same_opportunity
            && !tells_too_many(past, candidate, playbook)
    })
}

fn not_screened_recently(
    candidate: &Candidate,
    playbook: &Playbook,
    assessment: &AssessmentId,
    circumstances: &Circumstances<'_>,
    by_hand: bool,
) -> Check {
    let subject = Subject::NotScreenedRecently;
    let Some(past) = earlier(playbook, assessment, circumstances) else {
        return Check::passed(subject, "Not screened before with this assessment");
    };
    let (name, days) = (&past.assessment_name, playbook.rescreen_after_days);
    if past.state.is_open() {
        return Check::failed(subject, format!("An invitation to {name} is already open"));
    }
    let found = match past.state {
        State::Declined => format!("Declined {name} within the last {days} days"),
        State::Expired => format!("Let {name} run out within the last {days} days"),
        _ => format!("Already screened with {name} within the last {days} days"),
    };
    match playbook.rescreening {
        _ if by_hand => Check::ask(subject, found),
        Rescreening::LeaveOut => Check::failed(subject, found),
        Rescreening::Ask => Check::ask(subject, found),
        Rescreening::SendAgain => Check::passed(subject, format!("{found}, which the playbook allows")),
        Rescreening::Reuse if past.same_opportunity => Check::failed(subject, found),
        Rescreening::Reuse if past.scored(playbook) && tells_too_many(past, candidate, playbook) => {
            let why = if past.confidential { "that result is confidential" } else { "its notes are secret" };
            Check::ask(subject, format!("{found}; {why}"))
        }
        Rescreening::Reuse if past.scored(playbook) => {
            Check::passed(subject, format!("{found}; the result is reused"))
        }
        Rescreening::Reuse if matches!(past.state, State::Submitted | State::Evaluated) => {
            Check::ask(subject, format!("{found}; that result needs a person's score"))
        }
        // There is no result to reuse.
        Rescreening::Reuse => Check::ask(subject, found),
    }
}

/// What the candidate had for the same opportunity, however long ago, in screenings that began elsewhere than
/// in this stage.
#[must_use]
pub fn had_elsewhere(circumstances: &Circumstances<'_>, stage: &StageId) -> Vec<AssessmentId> {
    let elsewhere = |past: &&PastScreening| {
        past.same_opportunity && past.state.counts_as_screened() && past.began_in.as_ref() != Some(stage)
    };
    circumstances.past.iter().filter(elsewhere).map(|past| past.assessment.clone()).collect()
}

/// An *invited* tag or a reference of ours that this computer's store does not know was written by
/// somebody else's: asking is right, sending is not.
fn no_foreign_trace(candidate: &Candidate, playbook: &Playbook, circumstances: &Circumstances<'_>) -> Check {
    let own_here = circumstances.past.iter().any(|past| past.same_opportunity && past.left);
    let foreign = playbook.tags.fixed().find(|tag| candidate.tags.iter().any(|known| known == tag));
    if let (false, Some(tag)) = (own_here, foreign) {
        return Check::ask(
            Subject::NoForeignTrace,
            format!("Lever already has the tag {tag}, but not from this computer"),
        );
    }
    let known = |text: &String| {
        let base: String = text.chars().take(8).collect();
        circumstances.past.iter().any(|past| past.reference == base)
    };
    match circumstances.note_references.iter().find(|text| !known(text)) {
        Some(text) => Check::ask(
            Subject::NoForeignTrace,
            format!("A note in Lever carries the reference {text}, which another computer wrote"),
        ),
        None => Check::passed(Subject::NoForeignTrace, "No trace of another computer"),
    }
}

/// The references in notes' texts.
#[must_use]
pub fn references_in<'a>(texts: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    texts.into_iter().flat_map(reference::find_all).map(str::to_owned).collect()
}
