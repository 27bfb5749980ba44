//! Trigger stages: preview, on, back-fill.

use std::collections::BTreeSet;
use std::time::Duration;

use fulcrum_core::candidate::Candidate;
use fulcrum_core::eligibility::{Check, Subject};
use fulcrum_core::planner::{Decision, Verdict};
use fulcrum_core::playbook::Playbook;
use fulcrum_core::time::before;
use fulcrum_core::{AssessmentId, OpportunityId, PlaybookId, ScreeningId, StageId};
use fulcrum_lever::{Confidentiality, Opportunity, OpportunityFilter};
use fulcrum_store::{StoreError, Tx};
use futures::stream::{self, StreamExt as _, TryStreamExt as _};
use jiff::Timestamp;

use crate::arrivals::{decide_as_if_new, note_not_addressed};
use crate::intake::{Desk, Taken};
use crate::switching_off::let_go;
use crate::{Change, Engine, EngineError, Task};

/// Who is in the stages now, and what would happen with each.
#[derive(Debug, Clone)]
pub struct Preview {
    /// Everybody.
    pub people: Vec<Previewed>,
}

/// Somebody in a preview.
#[derive(Debug, Clone)]
pub struct Previewed {
    /// As read just now.
    pub candidate: Candidate,
    /// The posting's title.
    pub posting: Option<String>,
    /// When the stage was entered.
    pub entered_at: Option<Timestamp>,
    /// What would happen.
    pub decision: Decision,
}

/// How many are in a stage now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StageCount {
    /// The stage.
    pub stage: StageId,
    /// Who is not archived, as far as the first page of Lever's list goes; for applications, of the last
    /// 30 days.
    pub people: u32,
    /// There are more.
    pub more: bool,
}

/// Stages that are counted at the same time.
const COUNTED_AT_ONCE: usize = 4;
/// Applications of this time are shown before a trigger by applications is switched on.
const APPLIED_LATELY: Duration = Duration::from_secs(30 * 24 * 60 * 60);
/// Candidates after which it is said how far it is.
const TOLD_EVERY: usize = 100;

impl Engine {
    /// How many are in each of these stages now: one page of Lever's list for each.
    ///
    /// # Errors
    /// [`EngineError`].
    pub async fn count_in_stages(&self, stages: Vec<StageId>) -> Result<Vec<StageCount>, EngineError> {
        let lever = self.lever().for_a_person();
        let count = async |stage: StageId| {
            let filter = match stage.is_applied() {
                true => self.created_lately(),
                false => self.in_stages(vec![stage.clone()]),
            };
            let page = lever.opportunities_page(&filter, None).await?;
            let counts = |row: &&Opportunity| !stage.is_applied() || row.candidate().applied_at.is_some();
            let people = u32::try_from(page.rows.iter().filter(counts).count()).unwrap_or(u32::MAX);
            Ok(StageCount { stage, people, more: page.next.is_some() })
        };
        stream::iter(stages).map(count).buffered(COUNTED_AT_ONCE).try_collect().await
    }

    /// Who would be invited if these stages were on and everybody in them were new. Changes nothing.
    ///
    /// # Errors
    /// [`EngineError`].
    pub async fn preview(
        &self,
        playbook: &PlaybookId,
        stages: &[StageId],
        assessment: Option<AssessmentId>,
    ) -> Result<Preview, EngineError> {
        self.read_what_is_asked_of_postings(playbook).await?;
        let (candidates, _) = self.members(stages).await?;
        let desk = self.desk().await?;
        let (playbook, stages) = (playbook.clone(), stages.to_vec());
        self.store()
            .read(move |tx| {
                let mut playbook = find_playbook(tx, &desk, &playbook)?;
                if let Some(assessment) = assessment {
                    playbook.assessment = Some(assessment);
                }
                let people = candidates
                    .into_iter()
                    .map(|candidate| {
                        let stage = came_in_by(&candidate, &stages);
                        let decision = decide_as_if_new(tx, &desk, &candidate, &stage, &playbook)?;
                        let posting = desk.posting(tx, &candidate)?;
                        let entered_at = candidate.arrival_at(&stages).map(|entry| entry.at);
                        Ok(Previewed { candidate, posting, entered_at, decision })
                    })
                    .collect::<Result<_, EngineError>>()?;
                Ok(Preview { people })
            })
            .await
    }

    /// Switches exactly these stages on. Whoever is in them already is recorded and not invited,
    /// except those named in `invite_now`. Answers the screenings that these begin with.
    ///
    /// # Errors
    /// [`EngineError::Blocked`] if candidates of a real account would get a link that only this
    /// computer opens.
    pub async fn switch_on(
        &self,
        playbook: &PlaybookId,
        stages: &[StageId],
        invite_now: &[OpportunityId],
    ) -> Result<Vec<ScreeningId>, EngineError> {
        let _one_at_a_time = self.shared.watching.lock().await;
        if let Some(reason) = self.blocked(playbook).await? {
            return Err(EngineError::Blocked(reason));
        }
        if !invite_now.is_empty() {
            self.read_what_is_asked_of_postings(playbook).await?;
        }
        let (candidates, server_time) = self.members(stages).await?;
        let desk = self.desk().await?;
        let (playbook, stages, invite_now) = (playbook.clone(), stages.to_vec(), invite_now.to_vec());
        // Lever's clock decides what is new; its header has whole seconds.
        let on_since = server_time.unwrap_or_else(|| self.now());
        let progress = self.begin(Task::Deciding, Some(candidates.len()));
        let begun = self
            .store()
            .write(move |tx| {
                let account = &desk.account.id;
                let mut begun = Vec::new();
                let playbook = find_playbook(tx, &desk, &playbook)?;
                let before = tx.triggers(account)?;
                let is_new = |stage: &StageId| {
                    !before.iter().any(|row| row.playbook == playbook.id && row.stage == *stage)
                };
                tx.set_triggers(account, &playbook.id, &stages, on_since)?;
                let_go(tx, account, &playbook.id, &stages, desk.now)?;
                for (done, candidate) in candidates.iter().enumerate() {
                    if done.is_multiple_of(TOLD_EVERY) {
                        progress.at(done);
                    }
                    let chosen = invite_now.contains(&candidate.opportunity);
                    let stage = came_in_by(candidate, &stages);
                    if chosen || is_new(&stage) {
                        begun.extend(baseline(tx, &desk, candidate, &stage, &playbook, chosen)?);
                    }
                }
                Ok::<_, EngineError>(begun)
            })
            .await?;
        self.hold_together(&begun).await?;
        self.publish(Change::Playbooks);
        self.publish(Change::Inbox);
        self.sync_now();
        Ok(begun)
    }

    /// Why a playbook cannot be switched on now.
    ///
    /// # Errors
    /// [`EngineError`].
    pub async fn blocked(&self, playbook: &PlaybookId) -> Result<Option<String>, EngineError> {
        let (account, id) = (self.account().id.clone(), playbook.clone());
        let playbooks = self.store().read(move |tx| tx.playbooks(&account)).await?;
        let Some(playbook) = playbooks.into_iter().find(|playbook| playbook.id == id) else {
            return Err(EngineError::NotFound("The playbook"));
        };
        if self.blocked_if(&playbook, true).is_none() {
            return Ok(None);
        }
        let health = self.provider().health().await?;
        Ok(self.blocked_if(&playbook, health.loopback))
    }

    /// [`Engine::blocked`], if it is known already whether `loopback`, that only this computer can open the links.
    #[must_use]
    pub fn blocked_if(&self, playbook: &Playbook, loopback: bool) -> Option<String> {
        let stays = loopback && !playbook.at_this_desk && !is_loopback(&self.account().api_base);
        stays.then(|| {
            "Candidates would get a link that only this computer can open. Pair a deployed interview \
             service under Settings, or say under Playbooks that interviews are held at this desk."
                .to_owned()
        })
    }

    /// Reads the postings anew if the playbook asks what they are: a tag that was added a minute ago counts.
    async fn read_what_is_asked_of_postings(&self, playbook: &PlaybookId) -> Result<(), EngineError> {
        let (account, id) = (self.account().id.clone(), playbook.clone());
        let playbooks = self.store().read(move |tx| tx.playbooks(&account)).await?;
        match playbooks.iter().any(|one| one.id == id && one.asks_for_posting()) {
            true => self.refresh_postings().await,
            false => Ok(()),
        }
    }

    /// Whoever is in one of these stages, and whoever applied lately if applications count, each once.
    async fn members(&self, stages: &[StageId]) -> Result<(Vec<Candidate>, Option<Timestamp>), EngineError> {
        let real: Vec<_> = stages.iter().filter(|stage| !stage.is_applied()).cloned().collect();
        let mut filters = Vec::new();
        if !real.is_empty() {
            filters.push(self.in_stages(real.clone()));
        }
        if real.len() < stages.len() {
            filters.push(self.created_lately());
        }
        if filters.is_empty() {
            return Ok((Vec::new(), None));
        }
        let progress = self.begin(Task::ReadingStages, None);
        let (mut members, mut server_time) = (Vec::<Candidate>::new(), None);
        let mut seen = BTreeSet::new();
        for filter in filters {
            let read = members.len();
            let told = |done| progress.at(read + done);
            let page = self.lever().for_a_person().opportunities_telling(&filter, told).await?;
            server_time = server_time.or(page.server_time);
            let counts =
                |candidate: &Candidate| real.contains(&candidate.stage) || candidate.applied_at.is_some();
            let rows = page.rows.iter().map(Opportunity::candidate).filter(counts);
            members.extend(rows.filter(|candidate| seen.insert(candidate.opportunity.clone())));
        }
        Ok((members, server_time))
    }

    fn in_stages(&self, stages: Vec<StageId>) -> OpportunityFilter {
        OpportunityFilter {
            stages,
            archived: Some(false),
            confidentiality: Confidentiality::all_if(self.account().confidential),
            ..OpportunityFilter::default()
        }
    }

    fn created_lately(&self) -> OpportunityFilter {
        OpportunityFilter {
            created_from: Some(before(self.now(), APPLIED_LATELY)),
            ..self.in_stages(Vec::new())
        }
    }
}

/// By which of these triggers somebody came in: the stage they are in, else their application.
fn came_in_by(candidate: &Candidate, triggers: &[StageId]) -> StageId {
    if triggers.contains(&candidate.stage) { candidate.stage.clone() } else { StageId::applied() }
}

fn find_playbook(tx: &Tx<'_>, desk: &Desk, id: &PlaybookId) -> Result<Playbook, EngineError> {
    let playbooks = tx.playbooks(&desk.account.id)?;
    playbooks.into_iter().find(|playbook| playbook.id == *id).ok_or(EngineError::NotFound("The playbook"))
}

/// Records somebody who was in the stage before the trigger: every entry is handled, and only a
/// chosen one is invited. Answers the screening that begins.
fn baseline(
    tx: &Tx<'_>,
    desk: &Desk,
    candidate: &Candidate,
    stage: &StageId,
    playbook: &Playbook,
    chosen: bool,
) -> Result<Option<ScreeningId>, StoreError> {
    let entry = candidate.arrival_at(std::slice::from_ref(stage));
    let entry = entry.as_ref();
    let earlier = tx
        .decisions_about(&desk.account.id, &candidate.opportunity)?
        .into_iter()
        .find(|row| row.playbook == playbook.id && row.entered_at == entry.map(|entry| entry.at));
    if chosen {
        let decision = decide_as_if_new(tx, desk, candidate, stage, playbook)?;
        if decision.verdict == Verdict::NotAddressed {
            note_not_addressed(tx, desk, candidate, &[(playbook, decision.summary.clone())])?;
        }
        let earlier = earlier.as_ref().map(|row| &row.id);
        let taken = desk.store(tx, candidate, entry, playbook, decision, None, "back_fill", earlier)?;
        return Ok(match taken {
            Taken::Screening(id) => Some(id),
            Taken::Decided => None,
        });
    }
    if earlier.is_some() {
        return Ok(None);
    }
    let (summary, found) = if stage.is_applied() {
        (
            "Applied before the trigger was switched on, so no invitation was sent.",
            "Applied before the trigger was switched on",
        )
    } else {
        (
            "Was in the stage before the trigger was switched on, so no invitation was sent.",
            "In the stage before the trigger was switched on",
        )
    };
    let decision = Decision {
        verdict: Verdict::Skip,
        summary: summary.into(),
        assessment: None,
        chosen_by: None,
        checks: vec![Check::failed(Subject::StillInStage, found)],
        riddle: None,
        reuses: None,
        plain_tags: Vec::new(),
        in_stage: None,
        followers: Vec::new(),
    };
    desk.store(tx, candidate, entry, playbook, decision, None, "stage", None)?;
    Ok(None)
}

/// Whether an address is this computer.
#[must_use]
pub(crate) fn is_loopback(base: &str) -> bool {
    let rest = base.split("//").nth(1).unwrap_or(base);
    let authority = rest.split(['/', '?', '#']).next().unwrap_or(rest);
    if authority.starts_with("[::1]") {
        return true;
    }
    let host = authority.split(':').next().unwrap_or(authority);
    host == "localhost" || host.parse::<std::net::Ipv4Addr>().is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::is_loopback;

    #[test]
    fn only_this_computer_is_this_computer() {
        for here in ["http://127.0.0.1:80/v1", "http://localhost/v1", "http://127.1.2.3", "http://[::1]:8/v1"]
        {
            assert!(is_loopback(here), "{here}");
        }
        for there in
            ["https://api.lever.co/v1", "https://localhost.example.com", "https://127.example.com/v1"]
        {
            assert!(!is_loopback(there), "{there}");
        }
    }
}
