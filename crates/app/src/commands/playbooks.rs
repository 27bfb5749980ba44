//! Playbooks, their triggers, previews.

use std::collections::BTreeMap;

use fulcrum_core::planner::Verdict;
use fulcrum_core::playbook::Playbook;
use fulcrum_core::writers::Writers;
use fulcrum_core::{AccountId, AssessmentId, OpportunityId, PlaybookId, StageId, UserId};
use fulcrum_providers::Assessment;
use fulcrum_store::{StageRow, StoreError, TriggerRow, Tx, UserRow};

use super::addressing::{
    address, addresses_anew, conditions_view, named, postings_view, settle_questions, stages_view,
};
use super::arranging::{find, is_taken};
use super::departing::{leaving_of, leaving_view, rescreening_name, rescreening_of};
use super::forms::form_view;
use super::moving::{moves_of, moves_view};
use super::vocabulary::{
    filing_name, filing_of, grading_of, grading_view, notes_of, notes_view, tags_of, tags_view,
};
use crate::App;
use crate::api::*;
use crate::unwritten::unwritten;
use crate::views::{millis, preview_person, reason};

/// What the trigger by applications is called.
const APPLICATIONS: &str = "New applications";

impl App {
    pub(super) async fn all_playbooks(&self) -> Result<Vec<PlaybookView>, AppError> {
        let engine = self.engine()?;
        let account = engine.account().id.clone();
        let read = self.shared.store.read(move |tx| {
            let users = tx.users(&account)?;
            Ok::<_, StoreError>((
                tx.playbooks(&account)?,
                tx.triggers(&account)?,
                tx.stages(&account)?,
                users,
                tx.postings(&account)?,
            ))
        });
        let (playbooks, triggers, stages, users, postings) = read.await?;
        let postings: Vec<_> = postings.into_iter().map(|row| row.posting).collect();
        // Without the service, playbooks are shown without the names of their assessments.
        let assessments = self.known_assessments().await.unwrap_or_default();
        let loopback = self.known_interview().loopback;
        let mut views = Vec::new();
        for playbook in &playbooks {
            let blocked = engine.blocked_if(playbook, loopback);
            let writer = playbook.writers.perform_as.as_ref();
            let writes_as = users.iter().find(|user| Some(&user.id) == writer).map(|user| user.name.clone());
            let view = playbook_view(playbook, &triggers, &stages, &assessments, blocked);
            let unwritten = unwritten(playbook, &assessments, &postings);
            views.push(PlaybookView { writes_as, unwritten, ..view });
        }
        Ok(views)
    }

    pub(super) async fn one_playbook(&self, id: &PlaybookId) -> Result<PlaybookView, AppError> {
        let all = self.all_playbooks().await?;
        all.into_iter()
            .find(|playbook| playbook.id == id.as_str())
            .ok_or_else(|| AppError::new(ErrorCode::NotFound, "The playbook does not exist any more."))
    }

    pub(super) async fn change_playbook(&self, request: SavePlaybook) -> Result<PlaybookView, AppError> {
        let engine = self.engine()?;
        let id = PlaybookId::new(request.id.clone());
        let wanted = named(&request);
        if !wanted.is_empty() {
            let known = self.known_assessments().await?;
            if wanted.iter().any(|id| !known.iter().any(|assessment| assessment.id.as_str() == id)) {
                return Err(AppError::new(ErrorCode::NotFound, "This assessment does not exist any more."));
            }
        }
        let mut request = request;
        let form = match request.form.take() {
            Some(form) => Some(self.form_of(form).await?),
            None => None,
        };
        let anew = addresses_anew(&request);
        let now = self.now();
        let (account, wanted) = (engine.account().id.clone(), id.clone());
        self.shared
            .store
            .write(move |tx| {
                let (mut others, at) = find(tx, &account, &wanted)?;
                let mut playbook = others.remove(at);
                let before = playbook.problems();
                if let Some(name) = request.name.take() {
                    playbook.name = name.trim().to_owned();
                    if is_taken(&playbook.name, &others) {
                        return Err(AppError::invalid("Another playbook has this name."));
                    }
                }
                if let Some(assessment) = request.assessment_id.take() {
                    playbook.assessment = (!assessment.is_empty()).then(|| AssessmentId::new(assessment));
                }
                playbook.by_hand = request.by_hand.unwrap_or(playbook.by_hand);
                address(&mut playbook, &mut request);
                let set = |slot: &mut String, new: Option<String>| {
                    if let Some(new) = new {
                        *slot = new;
                    }
                };
                if let Some(tags) = request.tags {
                    playbook.tags = tags_of(tags);
                }
                if let Some(grading) = request.grading {
                    playbook.grading = grading_of(grading);
                }
                if let Some(notes) = request.notes {
                    playbook.notes = notes_of(notes);
                }
                playbook.filing = request.filing.map_or(playbook.filing, filing_of);
                set(&mut playbook.note, request.note);
                set(&mut playbook.note_changed, request.note_changed);
                set(&mut playbook.note_counted, request.note_counted);
                set(&mut playbook.mail_subject, request.mail_subject);
                set(&mut playbook.mail_text, request.mail_text);
                set(&mut playbook.reminder_subject, request.reminder_subject);
                set(&mut playbook.reminder_text, request.reminder_text);
                playbook.expires_in_days = request.expires_in_days.unwrap_or(playbook.expires_in_days);
                if let Some(days) = request.remind_after_days {
                    playbook.remind_after_days = days;
                }
                if let Some(leaving) = request.leaving {
                    playbook.leaving = leaving_of(leaving);
                }
                playbook.rescreen_after_days =
                    request.rescreen_after_days.unwrap_or(playbook.rescreen_after_days);
                playbook.rescreening = request.rescreening.map_or(playbook.rescreening, rescreening_of);
                playbook.ask_above = request.ask_above.unwrap_or(playbook.ask_above);
                playbook.hourly_cap = request.hourly_cap.unwrap_or(playbook.hourly_cap);
                playbook.skip_snoozed = request.skip_snoozed.unwrap_or(playbook.skip_snoozed);
                playbook.at_this_desk = request.at_this_desk.unwrap_or(playbook.at_this_desk);
                if let Some(moves) = request.moves {
                    playbook.moves = moves_of(tx, &account, &playbook.moves, moves)?;
                }
                if let Some(writers) = request.writers {
                    playbook.writers = writers_of(tx, &account, &playbook.writers, writers)?;
                }
                playbook.form = form.unwrap_or(playbook.form);
                // What was wrong before keeps nobody from changing something else.
                if let Some(error) = playbook.problems().into_iter().find(|one| !before.contains(one)) {
                    return Err(AppError::invalid(error.to_string()));
                }
                let on = tx.triggers(&account)?.iter().any(|trigger| trigger.playbook == playbook.id);
                if on && anew && !playbook.names_any() {
                    return Err(AppError::invalid(
                        "The playbook is on and would have no assessment to send. Choose another one, or switch it off first.",
                    ));
                }
                tx.save_playbook(&account, &playbook)?;
                Ok::<_, AppError>(settle_questions(tx, &account, &playbook, now)?)
            })
            .await?;
        self.tell(ChangeKind::Playbooks, None);
        self.tell(ChangeKind::Inbox, None);
        if anew {
            // Whoever waited for an assessment may have one now.
            engine.sync_now();
        }
        self.one_playbook(&id).await
    }

    pub(super) async fn who_would_be_invited(
        &self,
        request: PreviewTrigger,
    ) -> Result<TriggerPreview, AppError> {
        let engine = self.engine()?;
        let id = PlaybookId::new(request.playbook_id);
        let stages: Vec<_> = request.stage_ids.into_iter().map(StageId::new).collect();
        let preview = engine.preview(&id, &stages, request.assessment_id.map(AssessmentId::new)).await?;
        let blocked = self.known_blocked(&engine, &id).await?;
        let mut reasons: BTreeMap<String, u32> = BTreeMap::new();
        let (mut would_invite, mut not_addressed) = (0, 0);
        let mut people = Vec::with_capacity(preview.people.len());
        for person in preview.people {
            match person.decision.verdict {
                Verdict::Invite => would_invite += 1,
                Verdict::NotAddressed => not_addressed += 1,
                Verdict::Ask | Verdict::Skip | Verdict::Reuse => {
                    *reasons.entry(reason(&person.decision)).or_default() += 1
                }
            }
            people.push(preview_person(
                &person.candidate,
                person.posting,
                person.entered_at,
                &person.decision,
            ));
        }
        let rank = |person: &PreviewPerson| match person.verdict.as_str() {
            "invite" => 0,
            "not_addressed" => 2,
            _ => 1,
        };
        people.sort_by(|a, b| (rank(a), &a.name).cmp(&(rank(b), &b.name)));
        let mut reasons: Vec<_> =
            reasons.into_iter().map(|(reason, count)| ReasonCount { reason, count }).collect();
        reasons.sort_by_key(|reason| std::cmp::Reverse(reason.count));
        Ok(TriggerPreview { people, would_invite, not_addressed, reasons, blocked })
    }

    pub(super) async fn switch_triggers_on(&self, request: SwitchOn) -> Result<SwitchedOn, AppError> {
        let engine = self.engine()?;
        let id = PlaybookId::new(request.playbook_id);
        if request.stage_ids.is_empty() {
            return Err(AppError::invalid("Choose at least one trigger."));
        }
        if engine.account().user.is_none() {
            return Err(AppError::invalid("Say first who you are in Lever."));
        }
        let playbook = self.one_playbook(&id).await?;
        let chooses = playbook.assessment.is_some()
            || playbook.posting_tag.is_some()
            || !playbook.posting_assessments.is_empty()
            || !playbook.stage_assessments.is_empty();
        if !chooses {
            return Err(AppError::invalid("Choose an assessment first."));
        }
        let applications = StageView { id: StageId::applied().to_string(), text: APPLICATIONS.to_owned() };
        let mut known = self.live_stages().await?;
        known.insert(0, applications);
        if let Some(unknown) = request.stage_ids.iter().find(|id| !known.iter().any(|stage| stage.id == **id))
        {
            return Err(AppError::new(
                ErrorCode::NotFound,
                format!("Lever has no stage with the id {unknown}."),
            ));
        }
        let names = known.iter().filter(|stage| request.stage_ids.contains(&stage.id));
        let names: Vec<&str> = names.map(|stage| stage.text.as_str()).collect();
        let noted = format!("The trigger was switched on: {}", names.join(", "));
        let stages: Vec<_> = request.stage_ids.into_iter().map(StageId::new).collect();
        let invite_now: Vec<_> = request.invite_now.into_iter().map(OpportunityId::new).collect();
        let begun = engine.switch_on(&id, &stages, &invite_now).await?;
        self.note(noted, None).await;
        let begun = begun.iter().map(ToString::to_string).collect();
        Ok(SwitchedOn { playbook: self.one_playbook(&id).await?, begun })
    }

    pub(super) async fn switch_triggers_off(&self, request: PlaybookRef) -> Result<PlaybookView, AppError> {
        let id = PlaybookId::new(request.playbook_id);
        self.engine()?.switch_off(&id).await?;
        self.note("The trigger was switched off".into(), None).await;
        self.one_playbook(&id).await
    }
}

/// Who writes, as a person chose; somebody who is not there is refused, unless they were chosen `before`.
fn writers_of(
    tx: &Tx<'_>,
    account: &AccountId,
    before: &Writers,
    view: WritersView,
) -> Result<Writers, AppError> {
    let some = |text: Option<String>| text.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
    let users: Vec<UserRow> = tx.users(account)?.into_iter().filter(|user| user.active).collect();
    let wanted =
        Writers { perform_as: some(view.perform_as).map(UserId::new), fallback: some(view.fallback) };
    if let Some(id) = wanted.perform_as.as_ref().filter(|_| wanted.perform_as != before.perform_as)
        && !users.iter().any(|user| user.id == *id)
    {
        return Err(AppError::new(ErrorCode::NotFound, "This user is not active in Lever any more."));
    }
    if let Some(address) = wanted.fallback.as_deref().filter(|_| wanted.fallback != before.fallback)
        && !users
            .iter()
            .any(|user| user.email.as_deref().is_some_and(|email| email.eq_ignore_ascii_case(address)))
    {
        return Err(AppError::invalid("Nobody who is active in Lever has this address."));
    }
    Ok(wanted)
}

fn playbook_view(
    playbook: &Playbook,
    triggers: &[TriggerRow],
    stages: &[StageRow],
    assessments: &[Assessment],
    blocked: Option<String>,
) -> PlaybookView {
    let triggers: Vec<TriggerView> = triggers
        .iter()
        .filter(|trigger| trigger.playbook == playbook.id)
        .map(|trigger| TriggerView {
            stage_id: trigger.stage.to_string(),
            stage: match stages.iter().find(|stage| stage.id == trigger.stage) {
                Some(stage) => stage.text.clone(),
                None if trigger.stage.is_applied() => APPLICATIONS.to_owned(),
                None => "a stage that no longer exists".to_owned(),
            },
            on_since: Some(millis(trigger.on_since)),
        })
        .collect();
    let id = playbook.assessment.as_ref().map(ToString::to_string);
    PlaybookView {
        id: playbook.id.to_string(),
        name: playbook.name.clone(),
        on: !triggers.is_empty(),
        preset: playbook.preset.clone(),
        usual_stages: playbook.usual_stages.clone(),
        lacking_stages: lacking_of(&playbook.usual_stages, stages),
        usual_applications: playbook.usual_applications,
        by_hand: playbook.by_hand,
        triggers,
        assessment: assessments
            .iter()
            .find(|assessment| Some(assessment.id.as_str()) == id.as_deref())
            .map(|assessment| assessment.name.clone()),
        assessment_id: id,
        tags: tags_view(&playbook.tags),
        grading: grading_view(&playbook.grading),
        notes: notes_view(&playbook.notes),
        filing: filing_name(playbook.filing),
        note: playbook.note.clone(),
        note_changed: playbook.note_changed.clone(),
        note_counted: playbook.note_counted.clone(),
        mail_subject: playbook.mail_subject.clone(),
        mail_text: playbook.mail_text.clone(),
        reminder_subject: playbook.reminder_subject.clone(),
        reminder_text: playbook.reminder_text.clone(),
        expires_in_days: playbook.expires_in_days,
        remind_after_days: playbook.remind_after_days.clone(),
        leaving: leaving_view(&playbook.leaving),
        rescreen_after_days: playbook.rescreen_after_days,
        rescreening: rescreening_name(playbook.rescreening),
        hourly_cap: playbook.hourly_cap,
        ask_above: playbook.ask_above,
        skip_snoozed: playbook.skip_snoozed,
        at_this_desk: playbook.at_this_desk,
        conditions: conditions_view(&playbook.conditions),
        posting_tag: playbook.posting_tag.clone(),
        posting_assessments: postings_view(&playbook.posting_assessments),
        stage_assessments: stages_view(&playbook.stage_assessments),
        moves: moves_view(&playbook.moves),
        writers: WritersView {
            perform_as: playbook.writers.perform_as.as_ref().map(ToString::to_string),
            fallback: playbook.writers.fallback.clone(),
        },
        form: playbook.form.as_ref().map(form_view),
        writes_as: None,
        blocked,
        unwritten: Vec::new(),
    }
}

/// The names that no stage has; none while no stage is known.
fn lacking_of(names: &[String], stages: &[StageRow]) -> Vec<String> {
    let known: Vec<String> = stages.iter().map(|stage| stage.text.to_lowercase()).collect();
    let lacking = names.iter().filter(|name| !known.is_empty() && !known.contains(&name.to_lowercase()));
    lacking.cloned().collect()
}
