//! The report as a PDF file.

mod sheet;

use axum::http::header;
use axum::response::{IntoResponse as _, Response};

pub(crate) use self::sheet::PdfError;
use self::sheet::{Role, Sheet};
use crate::counting::{self, Count};
use crate::report::{Report, moment, verdict_words};

/// A report as a file to keep. It is drawn aside: that may take a moment.
///
/// # Errors
/// As [`draw`].
pub(crate) async fn answer(report: Report) -> Result<Response, PdfError> {
    let drawn = tokio::task::spawn_blocking(move || draw(&report)).await;
    let bytes = drawn.unwrap_or_else(|error| Err(PdfError::from(error))).inspect_err(|error| {
        tracing::error!(%error, "a report could not be drawn");
    })?;
    let headers = [
        (header::CONTENT_TYPE, "application/pdf"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"report.pdf\""),
    ];
    Ok((headers, bytes).into_response())
}

/// Draws a report. A script that our own font lacks needs the fonts of this computer.
///
/// # Errors
/// [`PdfError`] if the file cannot be made; never because of what a candidate wrote.
fn draw(report: &Report) -> Result<Vec<u8>, PdfError> {
    let Report { invitation, assessment, evaluation, .. } = report;
    let mut sheet = Sheet::new(format!("{} · {}", invitation.candidate_name, assessment.name));
    let posting = invitation.posting.iter().map(|posting| format!(" · {posting}"));
    sheet.add(Role::Small, &[assessment.name.clone()].into_iter().chain(posting).collect::<String>());
    sheet.add(Role::Title, &invitation.candidate_name);
    let handed_in = invitation.times.submitted.map(|at| format!("Handed in {} · ", moment(at)));
    sheet.add(Role::Small, &format!("{}Invited by {}", handed_in.unwrap_or_default(), invitation.sender));
    match evaluation {
        Some(verdict) => {
            sheet.add(
                Role::Heading,
                &format!("Score {} of 4: {}", verdict.score, verdict_words(verdict.score)),
            );
            sheet.add(Role::Text, &verdict.comment);
            sheet.add(Role::Small, &format!("{}, {}", verdict.reviewer, moment(verdict.at)));
        }
        None => sheet.add(Role::Heading, "Not reviewed yet"),
    }
    if let Some(tally) = counting::tally(assessment, &report.answers) {
        let count = Count { points: tally.points, of: tally.of, knocked_out: tally.knocked_out };
        sheet.add(Role::Text, &counted(count, "A hard requirement is not met."));
    }
    for (at, question) in assessment.questions.iter().enumerate() {
        sheet.add(Role::Heading, &format!("{}. {}", at + 1, question.text));
        let answer = report.answer(&question.id);
        let unit = question.number.as_ref().map_or("", |rule| rule.unit.as_str());
        match answer {
            "" => sheet.add(Role::Small, "No answer"),
            answer => sheet.add(Role::Said, format!("{answer} {unit}").trim()),
        }
        let count = question.counts().then(|| question.count(answer));
        sheet.add(
            Role::Small,
            &count.map(|count| counted(count, "Hard requirement not met.")).unwrap_or_default(),
        );
        let level = evaluation.as_ref().and_then(|verdict| verdict.scores.get(&question.id).copied());
        if let Some(level) = level {
            let anchor = question.anchors.iter().flatten().nth(usize::from(level).saturating_sub(1));
            let like = anchor.map(|words| format!(": {words}")).unwrap_or_default();
            sheet.add(Role::Small, &format!("Level {level} of 4{like}"));
        }
    }
    let agreed = invitation.times.consent.map(|at| format!("; the candidate agreed on {}", moment(at)));
    sheet.add(
        Role::Small,
        &format!(
            "Scores: 1 Strong no, 2 No, 3 Yes, 4 Strong yes. Given by people{}. Please share this only with \
             people who take part in the hiring.",
            agreed.unwrap_or_default()
        ),
    );
    sheet.finish()
}

fn counted(count: Count, missed: &str) -> String {
    let points = (count.of > 0).then(|| format!("{} of {} points, counted by rule.", count.points, count.of));
    let missed = count.knocked_out.then(|| missed.to_owned());
    points.into_iter().chain(missed).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests;
