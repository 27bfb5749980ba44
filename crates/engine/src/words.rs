//! What templates are filled with.

use fulcrum_core::grading::{Reading, Tally, Thresholds};
use fulcrum_core::template::{Words, first_name};
use fulcrum_core::time::{DAY, after};
use fulcrum_core::writing::outcome_words;
use fulcrum_core::{AccountId, PlaybookId, ScreeningId, UserId};
use fulcrum_store::{AccountRow, ScreeningRow, StoreError, Tx};
use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::{Engine, EngineError};

/// The words for a screening, as far as they are known now.
pub(crate) fn words_for(
    tx: &Tx<'_>,
    account: &AccountRow,
    row: &ScreeningRow,
    expires_in_days: u32,
    now: Timestamp,
) -> Result<Words, StoreError> {
    let usual = usual_words(tx, account, expires_in_days, now)?;
    Ok(Words {
        name: row.name.clone(),
        first_name: first_name(&row.name),
        posting: row.posting.clone().unwrap_or_default(),
        assessment: row.assessment.clone(),
        minutes: row.minutes,
        expires: row.expires_at.map_or(usual.expires, date),
        link: "{{ link }}".into(),
        report: row.report_url.clone().unwrap_or_default(),
        score: row.score.map(|score| score.get().to_string()).unwrap_or_default(),
        verdict: row.score.map(|score| score.words().to_owned()).unwrap_or_default(),
        reviewer: row.review.as_ref().map(|review| review.reviewer.clone()).unwrap_or_default(),
        comment: row.review.as_ref().map(|review| review.comment.clone()).unwrap_or_default(),
        company: usual.company,
        sender: usual.sender,
        date: usual.date,
        ..Words::default()
    })
}

/// The words that do not depend on the candidate.
fn usual_words(
    tx: &Tx<'_>,
    account: &AccountRow,
    expires_in_days: u32,
    now: Timestamp,
) -> Result<Words, StoreError> {
    let sender = user_name(tx, &account.id, account.user.as_ref())?;
    Ok(Words {
        company: account.company.clone().unwrap_or_else(|| "our company".into()),
        expires: date(after(now, DAY * expires_in_days)),
        sender: sender.unwrap_or_else(|| "The hiring team".into()),
        date: date(now),
        ..Words::default()
    })
}

impl Engine {
    /// The words of a screening for a preview, with the candidate's name: of this one, else of the last
    /// reviewed one of the playbook, else of its last one, else of somebody whom Lever has, else of
    /// nobody.
    ///
    /// # Errors
    /// [`EngineError`].
    pub async fn words_of(
        &self,
        playbook: &PlaybookId,
        screening: Option<&ScreeningId>,
    ) -> Result<(Option<String>, Words), EngineError> {
        let (account, id, wanted) = (self.account().clone(), playbook.clone(), screening.cloned());
        let now = self.now();
        let read = self.store().read(move |tx| {
            let row = match wanted {
                Some(id) => tx.screening(&id)?,
                None => tx.last_screening_of(&account.id, Some(&id))?,
            };
            let Some(row) = row else { return Ok(None) };
            let playbooks = tx.playbooks(&account.id)?;
            let playbook = playbooks.into_iter().find(|known| known.id == id).unwrap_or_default();
            let mut words = words_for(tx, &account, &row, playbook.expires_in_days, now)?;
            let count = row.counted.as_ref().map(|counted| counted.count);
            let overruled = row.review.as_ref().is_some_and(|review| review.overrules);
            let tally = Tally { score: row.score, count, overruled };
            if row.score.is_some() || count.is_some() {
                let outcome = playbook.grading.outcome(&row.assessment_id, &tally);
                words = outcome_words(&words, &outcome, count);
            }
            // What there is not yet is made up, so that no preview has holes.
            let example = made_up(playbook.grading.thresholds(&row.assessment_id));
            for (word, example) in [
                (&mut words.score, example.score),
                (&mut words.verdict, example.verdict),
                (&mut words.grade, example.grade),
                (&mut words.outcome, example.outcome),
                (&mut words.points, example.points),
                (&mut words.max_points, example.max_points),
                (&mut words.percent, example.percent),
                (&mut words.reviewer, words.sender.clone()),
                (&mut words.report, example.report),
            ] {
                if word.is_empty() {
                    *word = example;
                }
            }
            words.link = row.link.clone().unwrap_or(example.link);
            Ok::<_, StoreError>(Some((Some(row.name), words)))
        });
        match read.await? {
            Some(found) => Ok(found),
            None => self.words_before_any(playbook).await,
        }
    }

    /// The words for somebody whom Lever has, as if the playbook had screened them: the result is made up.
    async fn words_before_any(&self, id: &PlaybookId) -> Result<(Option<String>, Words), EngineError> {
        // A preview is worth something without the name of the assessment.
        let offered = self.provider().assessments().await.unwrap_or_default();
        let (account, id, now) = (self.account().clone(), id.clone(), self.now());
        let read = self.store().read(move |tx| {
            let playbooks = tx.playbooks(&account.id)?;
            let playbook = playbooks.into_iter().find(|known| known.id == id).unwrap_or_default();
            let id = playbook.named_assessments().next();
            let named = offered.iter().find(|one| id.is_some_and(|id| id.as_str() == one.id.as_str()));
            let assessment = named.or(offered.first());
            let grading = &playbook.grading;
            let example = made_up(id.map_or(&grading.thresholds, |id| grading.thresholds(id)));
            let Some((name, posting)) = somebody(tx, &account.id)? else { return Ok((None, example)) };
            let usual = usual_words(tx, &account, playbook.expires_in_days, now)?;
            let words = Words {
                name: name.clone(),
                first_name: first_name(&name),
                company: usual.company,
                posting: posting.unwrap_or_default(),
                assessment: assessment.map_or(example.assessment, |one| one.name.clone()),
                minutes: assessment.and_then(|one| one.minutes).unwrap_or(example.minutes),
                expires: usual.expires,
                reviewer: usual.sender.clone(),
                sender: usual.sender,
                date: usual.date,
                ..example
            };
            Ok::<_, StoreError>((Some(name), words))
        });
        Ok(read.await?)
    }
}

/// Name and posting of whoever any playbook screened last, else of somebody in the directory.
fn somebody(tx: &Tx<'_>, account: &AccountId) -> Result<Option<(String, Option<String>)>, StoreError> {
    if let Some(row) = tx.last_screening_of(account, None)? {
        return Ok(Some((row.name, row.posting)));
    }
    let Some(person) = tx.last_person(account)? else { return Ok(None) };
    let posting = person.posting.map(|id| tx.posting(account, &id)).transpose()?.flatten();
    Ok(Some((person.name, posting.map(|row| row.posting.text))))
}

/// Words of nobody, with a grade and an outcome only where there can be one.
fn made_up(thresholds: &Thresholds) -> Words {
    let grade = thresholds.grades.first().map(|grade| grade.name.clone());
    let outcome = thresholds.pass_from.map(|_| Reading::Pass.words().to_owned());
    Words { grade: grade.unwrap_or_default(), outcome: outcome.unwrap_or_default(), ..Words::example() }
}

/// A date as a letter has it.
pub(crate) fn date(at: Timestamp) -> String {
    at.to_zoned(TimeZone::system()).strftime("%-d %B %Y").to_string()
}

/// A Lever user's name.
pub(crate) fn user_name(
    tx: &Tx<'_>,
    account: &AccountId,
    user: Option<&UserId>,
) -> Result<Option<String>, StoreError> {
    let Some(user) = user else { return Ok(None) };
    let users = tx.users(account)?;
    Ok(users.into_iter().find(|row| row.id == *user).map(|row| row.name))
}
