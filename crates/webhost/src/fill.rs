//! Made-up screenings, for looking at pages with many of them.
//!
//! They are written through the store as if they had happened over the past half year: the same number
//! gives the same people, and filling again adds only what is missing. The provider does not know them, so
//! nobody asks about them, no mail leaves and nothing is written to Lever.

mod people;
mod story;

use std::path::Path;
use std::time::Duration;

use fulcrum_app::Clock;
use fulcrum_core::planner::{Decision, Verdict};
use fulcrum_core::posting::Posting;
use fulcrum_core::{
    AccountId, AssessmentId, ContactId, DecisionId, OpportunityId, PlaybookId, PostingId, ScreeningId,
    StageId, reference,
};
use fulcrum_store::{
    MoveState, NewDecision, NewEvent, NewScreening, PostingRow, ProposedMove, ReviewRow, ScreeningRow, Store,
    StoreError, Tx,
};
use jiff::Timestamp;

use people::Person;
use story::Story;

/// Rows of one transaction: the app writes between them.
const AT_ONCE: u32 = 500;
/// For an account that has no postings yet.
const POSTINGS: [&str; 7] = [
    "Backend Engineer",
    "Customer Success Manager",
    "Site Reliability Engineer",
    "Product Designer",
    "Field Service Technician",
    "Data Analyst, Operations (Lisbon or remote)",
    "Werkstudent:in Qualitätssicherung",
];

/// Fills the profile's account until it has `count` made-up screenings. Answers how many were added;
/// `None` if no account is connected yet.
///
/// # Errors
/// [`StoreError`].
pub async fn fill(profile: &Path, count: u32, now: Timestamp) -> Result<Option<u32>, StoreError> {
    let store = Store::open(&profile.join("fulcrum.sqlite"))?;
    let Some(account) = store.read(|tx| tx.account()).await? else { return Ok(None) };
    let id = account.id.clone();
    let mut postings = store.read(move |tx| tx.postings(&id)).await?;
    if postings.is_empty() {
        postings = POSTINGS.iter().enumerate().map(made_up_posting).collect();
    }
    let mut added = 0;
    for first in (0..count).step_by(AT_ONCE as usize) {
        let (account, postings) = (account.id.clone(), postings.clone());
        let last = count.min(first + AT_ONCE);
        added += store
            .write(move |tx| {
                // The oldest first, as they would have come.
                let story = |number| Story::of(number, count, now);
                (first..last).try_fold(0, |added, number| {
                    Ok::<_, StoreError>(added + u32::from(add(tx, &account, &postings, &story(number))?))
                })
            })
            .await?;
    }
    Ok(Some(added))
}

/// Waits until an account is connected, then fills it.
///
/// # Errors
/// [`StoreError`].
pub async fn fill_when_connected(profile: &Path, count: u32, clock: &dyn Clock) -> Result<u32, StoreError> {
    loop {
        if let Some(added) = fill(profile, count, clock.now()).await? {
            return Ok(added);
        }
        clock.sleep(Duration::from_millis(500)).await;
    }
}

fn made_up_posting((index, title): (usize, &&str)) -> PostingRow {
    PostingRow {
        posting: Posting::titled(PostingId::new(format!("made-up-{index}")), *title),
        owner: None,
        followers: Vec::new(),
    }
}

/// Where a good review leads.
const NEXT_STAGE: &str = "On-site interview";
/// Tags by which somebody might search.
const TAGS: [&[&str]; 5] = [&[], &["Rust"], &["relocation", "German B2"], &[], &["strong portfolio"]];

fn add(tx: &Tx<'_>, account: &AccountId, postings: &[PostingRow], story: &Story) -> Result<bool, StoreError> {
    let id = ScreeningId::new(format!("made-up-{:07}", story.number));
    if tx.screening(&id)?.is_some() {
        return Ok(false);
    }
    let person = Person::of(story.number);
    let posting = postings.get(story.posting % postings.len().max(1));
    let opportunity = OpportunityId::new(id.as_str());
    let new = NewScreening {
        id: id.clone(),
        playbook: PlaybookId::new("fulcrum-screening"),
        opportunity: opportunity.clone(),
        contact: ContactId::new(id.as_str()),
        name: person.name.clone(),
        email: Some(person.email),
        posting_id: posting.map(|row| row.posting.id.clone()),
        posting: posting.map(|row| row.posting.text.clone()),
        stage_id: Some(StageId::new("made-up-stage")),
        stage: Some("Phone screen".into()),
        owner: posting.and_then(|posting| posting.owner.clone()),
        followers: Vec::new(),
        lever_url: None,
        confidential: false,
        tags: TAGS[story.number as usize % TAGS.len()].iter().map(|tag| (*tag).to_owned()).collect(),
        provider: "interview".into(),
        assessment_id: AssessmentId::new("backend-basics"),
        assessment: "Backend Basics".into(),
        minutes: 30,
        questions: 5,
        origin: if story.entered_at.is_some() { "stage" } else { "hand" },
        // The upper bits are never used by chance alone: real ones are random, these are counted.
        reference: reference::from_random(0x2000_0000 | story.number),
        hold_until: None,
    };
    tx.add_screening(account, &new, story.created_at)?;
    let Some(mut row) = tx.screening(&id)? else { return Ok(false) };
    row.state = story.state;
    row.mail_state = "sent".into();
    row.answered = story.answered;
    row.score = story.score;
    // Nobody wants a hundred thousand notifications.
    row.notified = true;
    row.changed_at = story.changed_at();
    row.invited_at = Some(story.invited_at);
    row.started_at = story.started_at;
    row.submitted_at = story.submitted_at;
    row.reviewed_at = story.reviewed_at;
    row.review = story.reviewed_at.zip(story.score).map(|(at, score)| ReviewRow {
        overrules: false,
        score,
        scores: Vec::new(),
        comment: "Clear answers; ask about on-call.".into(),
        reviewer: "Mara Lindqvist".into(),
        at,
        revision: 1,
        before: None,
    });
    tx.save_screening(&row)?;
    if let Some(at) = story.reviewed_at.filter(|_| story.to_move) {
        tx.save_move(account, &proposed(tx, account, &row, at)?, at)?;
    }
    if let Some(entered_at) = story.entered_at {
        tx.add_decision(account, story.created_at, &decision(&new, entered_at))?;
    }
    let event = |kind: &'static str, text: &str, actor: &str| NewEvent {
        kind,
        text: text.to_owned(),
        actor: Some(actor.to_owned()),
        screening: Some(id.clone()),
        opportunity: Some(opportunity.clone()),
        name: Some(person.name.clone()),
        ..NewEvent::default()
    };
    tx.add_event(account, story.invited_at, &event("invited", "Invited to Backend Basics", "Fulcrum"))?;
    if let Some(at) = story.submitted_at {
        tx.add_event(account, at, &event("submitted", "Handed in", "the candidate"))?;
    }
    if let Some(at) = story.reviewed_at {
        tx.add_event(account, at, &event("reviewed", "Reviewed", "Mara Lindqvist"))?;
    }
    Ok(true)
}

/// A move to the stage after this one.
fn proposed(
    tx: &Tx<'_>,
    account: &AccountId,
    row: &ScreeningRow,
    at: Timestamp,
) -> Result<ProposedMove, StoreError> {
    let next = tx.stages(account)?.into_iter().find(|stage| stage.text == NEXT_STAGE);
    Ok(ProposedMove {
        screening: row.id.clone(),
        revision: 1,
        from: StageId::new("made-up-stage"),
        to: next.map_or_else(|| StageId::new("made-up-next-stage"), |stage| stage.id),
        to_name: NEXT_STAGE.into(),
        state: MoveState::Open,
        reason: None,
        at,
    })
}

fn decision(new: &NewScreening, entered_at: Timestamp) -> NewDecision {
    NewDecision {
        id: DecisionId::new(format!("decision-{}", new.id)),
        playbook: new.playbook.clone(),
        opportunity: new.opportunity.clone(),
        stage: new.stage_id.clone(),
        entered_at: Some(entered_at),
        name: new.name.clone(),
        email: new.email.clone(),
        posting: new.posting.clone(),
        posting_id: new.posting_id.clone(),
        owner: new.owner.clone(),
        lever_url: None,
        decision: Decision {
            verdict: Verdict::Invite,
            summary: "Invited: everything that was checked is fine.".into(),
            assessment: None,
            chosen_by: Some(format!("{}, because it is the playbook\u{2019}s default", new.assessment)),
            checks: Vec::new(),
            riddle: None,
            reuses: None,
            plain_tags: Vec::new(),
            in_stage: None,
            followers: Vec::new(),
        },
        waits_because: None,
        screening: Some(new.id.clone()),
    }
}
