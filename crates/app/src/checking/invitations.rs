//! What an invitation needs besides Lever: the interview service, its assessments, and mail.

use std::collections::{BTreeMap, BTreeSet};

use fulcrum_core::AssessmentId;
use fulcrum_core::assessment::AssessmentName;
use fulcrum_core::choosing::{PLACE, slip, value};
use fulcrum_core::near::near;
use fulcrum_core::playbook::Playbook;
use fulcrum_core::posting::Posting;
use fulcrum_providers::{Assessment, ErrorKind};
use fulcrum_store::{AttentionRow, StoreError};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{CheckFinding as Found, CheckStanding as Standing, Switched, count, item, named, unchecked};
use crate::App;
use crate::api::*;
use crate::profile::name;
use crate::unwritten::{meant, unwritten};
use crate::views::millis;

/// How the latest test mail went.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct MailTest {
    /// When.
    pub at: Timestamp,
    /// Why it did not go out.
    pub problem: Option<String>,
}

impl App {
    pub(super) async fn check_service(&self) -> Result<Vec<CheckItem>, AppError> {
        let engine = self.engine()?;
        self.refresh_interview().await;
        let deployed = self.is_deployed();
        if let Err(error) = engine.provider().health().await {
            let finding = match error.kind {
                ErrorKind::Unpaired => Found::ServiceUnpaired,
                _ => Found::ServiceSilent { deployed },
            };
            return Ok(vec![item(Standing::Fault, finding)]);
        }
        let mut stay_here = Vec::new();
        for playbook in self.switched_on().await?.iter().flat_map(|switched| &switched.playbooks) {
            if engine.blocked(&playbook.id).await?.is_some() {
                stay_here.push(named(playbook));
            }
        }
        Ok(service(deployed, stay_here))
    }

    fn is_deployed(&self) -> bool {
        self.shared.interview.lock().unwrap_or_else(std::sync::PoisonError::into_inner).deployed
    }

    pub(super) async fn check_assessments(&self) -> Result<Vec<CheckItem>, AppError> {
        let Some(switched) = self.switched_on().await? else {
            return Ok(vec![unchecked(WhyUnchecked::NothingOn)]);
        };
        let engine = self.engine()?;
        let known = engine.provider().assessments().await?;
        let account = engine.account().id.clone();
        let postings = self.shared.store.read(move |tx| tx.postings(&account)).await?;
        let postings: Vec<Posting> = postings.into_iter().map(|row| row.posting).collect();
        Ok(assessments(&switched, &known, &postings))
    }

    pub(super) async fn check_mail_goes_out(&self) -> Result<Vec<CheckItem>, AppError> {
        let engine = self.engine()?;
        let configured = engine.provider().health().await?.mail.configured;
        let account = engine.account().id.clone();
        let read = self.shared.store.read(move |tx| {
            let test = tx.setting::<MailTest>(name::LAST_MAIL_TEST)?;
            let open = tx.open_attention(&account)?.into_iter().filter(|row| row.kind == "mail");
            Ok::<_, StoreError>((test, open.collect::<Vec<_>>()))
        });
        let (test, failed) = read.await?;
        Ok(mail(configured, test, &failed))
    }

    /// Keeps how a test mail went.
    pub(crate) async fn note_mail_test(&self, problem: Option<String>) -> Result<(), AppError> {
        let test = MailTest { at: self.now(), problem };
        Ok(self.shared.store.write(move |tx| tx.set_setting(name::LAST_MAIL_TEST, &Some(test))).await?)
    }
}

fn service(deployed: bool, stay_here: Vec<CheckPlaybook>) -> Vec<CheckItem> {
    if stay_here.is_empty() {
        return vec![item(Standing::Ok, Found::ServiceAnswers { deployed })];
    }
    vec![item(Standing::Fault, Found::LinksStayHere { playbooks: stay_here })]
}

/// The assessments that a playbook names, with where it does.
fn named_by(playbook: &Playbook) -> BTreeSet<(&AssessmentId, CheckPlace)> {
    let default = playbook.assessment.iter().map(|id| (id, CheckPlace::Default));
    let of_stages = playbook.stage_assessments.iter().map(|one| (&one.assessment, CheckPlace::StageMap));
    let of_postings =
        playbook.posting_assessments.iter().map(|one| (&one.assessment, CheckPlace::PostingMap));
    default.chain(of_stages).chain(of_postings).collect()
}

fn assessments(switched: &Switched, known: &[Assessment], postings: &[Posting]) -> Vec<CheckItem> {
    let ids = || known.iter().map(|one| one.id.as_str());
    let name =
        |one: &Assessment| AssessmentName { id: AssessmentId::new(one.id.as_str()), name: one.name.clone() };
    let names: Vec<AssessmentName> = known.iter().map(name).collect();
    let mut items = Vec::new();
    let mut all = BTreeSet::new();
    for playbook in &switched.playbooks {
        let wanted = named_by(playbook);
        if wanted.is_empty() && playbook.posting_tag.is_none() && switched.is_triggered(playbook) {
            items.push(item(Standing::Fault, Found::NothingToSend { playbook: named(playbook) }));
        }
        for (id, place) in wanted {
            all.insert(id.as_str().to_owned());
            if ids().all(|known| known != id.as_str()) {
                let near = near(id.as_str(), ids());
                let near = known.iter().filter(|one| near.iter().any(|id| id == one.id.as_str()));
                let near = near.map(|one| one.name.clone()).collect();
                let found = Found::AssessmentGone { playbook: named(playbook), place, near };
                items.push(item(Standing::Fault, found));
            }
        }
        let Some(pattern) = &playbook.posting_tag else { continue };
        // The posting map says what a tag means that names nothing.
        let mapped = |posting: &&Posting| {
            playbook.posting_assessments.iter().any(|one| one.posting == posting.id && one.stage.is_none())
        };
        for posting in postings.iter().filter(|posting| posting.state == "published" && !mapped(posting)) {
            if let Some(slip) =
                slip(pattern, posting, &names).filter(|_| playbook.conditions.postings.holds(posting))
            {
                let found = Found::TagAlmostFits {
                    playbook: named(playbook),
                    posting: posting.text.clone(),
                    posting_id: posting.id.to_string(),
                    tag: slip.tag.to_owned(),
                    pattern: pattern.clone(),
                    near: corrected(pattern, slip.value, known),
                };
                items.push(item(Standing::Look, found));
            }
            let mut hits = BTreeMap::new();
            for tag in &posting.tags {
                let Some(wanted) = value(pattern, tag) else { continue };
                if let Some(hit) = meant(known, wanted) {
                    hits.insert(hit.id.as_str(), hit.name.clone());
                    continue;
                }
                let near = near(wanted, known.iter().map(|one| one.name.as_str()));
                let found = Found::TagNamesNothing {
                    playbook: named(playbook),
                    posting: posting.text.clone(),
                    posting_id: posting.id.to_string(),
                    tag: tag.clone(),
                    near,
                };
                items.push(item(Standing::Fault, found));
            }
            all.extend(hits.keys().map(|id| (*id).to_owned()));
            if hits.len() > 1 && playbook.conditions.postings.holds(posting) {
                let found = Found::TagsNameSeveral {
                    playbook: named(playbook),
                    posting: posting.text.clone(),
                    posting_id: posting.id.to_string(),
                    assessments: hits.into_values().collect(),
                };
                items.push(item(Standing::Fault, found));
            }
        }
    }
    if items.is_empty() {
        items.push(item(Standing::Ok, Found::AssessmentsExist { count: count(all.len()) }));
    }
    for playbook in &switched.playbooks {
        let never = unwritten(playbook, known, postings).into_iter();
        let found = never.map(|tag| Found::TagNeverWritten { playbook: named(playbook), tag });
        items.extend(found.map(|found| item(Standing::Look, found)));
    }
    items
}

/// The tags that somebody probably meant who wrote `value` at the pattern's place.
fn corrected(pattern: &str, value: &str, known: &[Assessment]) -> Vec<String> {
    let by_id = known.iter().any(|one| one.id.as_str() == value);
    let mut values = near(value, known.iter().map(|one| one.name.as_str()));
    if by_id || (values.is_empty() && !value.is_empty()) {
        values = vec![value.to_owned()];
    }
    values.iter().map(|value| pattern.replace(PLACE, value)).collect()
}

fn mail(configured: bool, test: Option<MailTest>, failed: &[AttentionRow]) -> Vec<CheckItem> {
    let mut items = Vec::new();
    if !configured {
        items.push(item(Standing::Look, Found::NoMail));
    } else if let Some((at, message)) = test.as_ref().and_then(|test| Some((test.at, test.problem.clone()?)))
    {
        items.push(item(Standing::Fault, Found::MailTestFailed { at: millis(at), message }));
    }
    // Without mail, every invitation is one to hand over.
    if let Some(last) = failed.iter().map(|row| row.at).max().filter(|_| configured) {
        let (count, last_at) = (count(failed.len()), millis(last));
        items.push(item(Standing::Look, Found::MailsFailed { count, last_at }));
    }
    if items.is_empty() {
        let tested_at = test.map(|test| millis(test.at));
        items.push(item(Standing::Ok, Found::MailReady { tested_at }));
    }
    items
}

#[cfg(test)]
mod tests {
    use fulcrum_core::playbook::PostingAssessment;
    use fulcrum_core::{PostingId, StageId};
    use fulcrum_store::TriggerRow;

    use super::*;

    fn book() -> Playbook {
        Playbook { assessment: Some(AssessmentId::new("backend-basics")), ..Playbook::preset() }
    }

    fn known() -> Vec<Assessment> {
        let one = serde_json::json!({"id": "backend-basics", "name": "Backend basics"});
        vec![serde_json::from_value(one).unwrap()]
    }

    fn seen(playbook: Playbook, postings: &[Posting]) -> Vec<CheckItem> {
        let trigger = TriggerRow {
            playbook: playbook.id.clone(),
            stage: StageId::applied(),
            on_since: Timestamp::UNIX_EPOCH,
        };
        assessments(&Switched { playbooks: vec![playbook], triggers: vec![trigger] }, &known(), postings)
    }

    #[test]
    fn links_that_stay_on_this_computer_are_a_fault_of_each_playbook_whose_candidates_are_elsewhere() {
        assert_eq!(service(true, Vec::new())[0].standing, Standing::Ok);
        assert_eq!(service(false, vec![named(&book())])[0].standing, Standing::Fault);
    }

    #[test]
    fn an_assessment_that_is_gone_is_told_with_its_like_and_one_that_nobody_named_too() {
        assert_eq!(seen(book(), &[]), [item(Standing::Ok, Found::AssessmentsExist { count: 1 })]);
        let gone = Playbook { assessment: Some(AssessmentId::new("backend-basic")), ..book() };
        let found = seen(gone, &[]);
        assert!(
            matches!(&found[0].finding, Found::AssessmentGone { near, place: CheckPlace::Default, .. }
                if near == &["Backend basics"]),
            "{found:?}"
        );
        let nothing = seen(Playbook { assessment: None, ..book() }, &[]);
        assert!(matches!(nothing[0].finding, Found::NothingToSend { .. }), "{nothing:?}");
        let by_hand = Playbook { assessment: None, by_hand: true, ..book() };
        let by_hand = Switched { playbooks: vec![by_hand], triggers: Vec::new() };
        assert_eq!(assessments(&by_hand, &known(), &[])[0].standing, Standing::Ok, "a person chooses");
    }

    #[test]
    fn a_posting_whose_tag_names_nothing_is_told_unless_the_map_says_what_it_means() {
        let posting = |tag: &str| Posting {
            state: "published".into(),
            tags: vec![tag.into()],
            ..Posting::titled(PostingId::new("p"), "Engineer")
        };
        let by_tag = Playbook { assessment: None, posting_tag: Some("Hubert: {id}".into()), ..book() };
        assert_eq!(seen(by_tag.clone(), &[posting("hubert: BACKEND BASICS")])[0].standing, Standing::Ok);
        let wrong = posting("Hubert: Backend basic");
        let found = seen(by_tag.clone(), std::slice::from_ref(&wrong));
        assert!(
            matches!(&found[0].finding, Found::TagNamesNothing { near, .. } if near == &["Backend basics"]),
            "{found:?}"
        );
        let entry = PostingAssessment {
            posting: PostingId::new("p"),
            stage: None,
            assessment: AssessmentId::new("backend-basics"),
        };
        let mapped = Playbook { posting_assessments: vec![entry], ..by_tag };
        assert_eq!(seen(mapped, &[wrong])[0].standing, Standing::Ok);
    }

    #[test]
    fn a_posting_whose_tags_name_several_assessments_is_told() {
        let other = serde_json::json!({"id": "customer-empathy", "name": "Customer empathy"});
        let known = [known(), vec![serde_json::from_value(other).unwrap()]].concat();
        let posting = |tags: &[&str]| Posting {
            state: "published".into(),
            tags: tags.iter().map(|tag| (*tag).into()).collect(),
            ..Posting::titled(PostingId::new("p"), "Engineer")
        };
        let by_tag = Playbook { assessment: None, posting_tag: Some("Hubert: {id}".into()), ..book() };
        let switched = Switched { playbooks: vec![by_tag], triggers: Vec::new() };
        let twice = posting(&["Hubert: backend-basics", "hubert: Backend basics"]);
        assert_eq!(assessments(&switched, &known, &[twice])[0].standing, Standing::Ok);
        let several = posting(&["Hubert: backend-basics", "Hubert: Customer empathy"]);
        let found = assessments(&switched, &known, &[several]);
        assert!(
            matches!(&found[0].finding, Found::TagsNameSeveral { assessments, .. }
                if assessments == &["Backend basics", "Customer empathy"]),
            "{found:?}"
        );
    }

    #[test]
    fn a_tag_that_no_result_leads_to_is_told_beside_what_holds() {
        let one = serde_json::json!({"id": "backend-basics", "name": "Backend basics", "questions": [
            {"id": "why", "text": "Why?"},
        ]});
        let known = [serde_json::from_value(one).unwrap()];
        let mut playbook = book();
        playbook.tags.grade = "Grade {{ grade }}".into();
        let switched = Switched { playbooks: vec![playbook], triggers: Vec::new() };
        let found = assessments(&switched, &known, &[]);
        let tag =
            UnwrittenTag { tag: ResultTagName::Grade, assessment: "Backend basics".into(), uncounted: false };
        let never = Found::TagNeverWritten { playbook: named(&book()), tag };
        let holds = item(Standing::Ok, Found::AssessmentsExist { count: 1 });
        assert_eq!(found, [holds, item(Standing::Look, never)]);
    }

    #[test]
    fn a_test_mail_that_did_not_go_out_is_a_fault_until_one_does() {
        let test = |problem: Option<&str>| {
            Some(MailTest { at: Timestamp::UNIX_EPOCH, problem: problem.map(str::to_owned) })
        };
        assert_eq!(mail(true, test(Some("No.")), &[])[0].standing, Standing::Fault);
        assert_eq!(
            mail(true, test(None), &[]),
            [item(Standing::Ok, Found::MailReady { tested_at: Some(0.0) })]
        );
        assert_eq!(mail(false, None, &[]), [item(Standing::Look, Found::NoMail)]);
    }
}
