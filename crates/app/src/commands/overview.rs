//! The overview, and its tables as files.

use std::time::Duration;

use fulcrum_core::PostingId;
use fulcrum_core::assessment::Score;
use fulcrum_core::overview::{FunnelStep, Overview, Period, PostingFigures, Step, Tally, Times, WeekFigures};
use fulcrum_engine::{Progress, Task};
use fulcrum_store::StoreError;
use jiff::tz::TimeZone;

use crate::App;
use crate::api::*;
use crate::{csv, titles};

/// Rows that a page gets at most.
const POSTINGS: usize = 200;
/// Screenings after which it is said how far an export is.
const TOLD_EVERY: usize = 1_000;

impl App {
    pub(super) async fn figures(&self, request: OverviewQuery) -> Result<OverviewView, AppError> {
        let (overview, any) = self.counted(request.range, request.posting_id.as_deref(), None).await?;
        let posting = match request.posting_id {
            Some(id) => Some(self.posting_choice(id, &overview).await?),
            None => None,
        };
        Ok(view(request.range, posting, &overview, any))
    }

    /// Answers whether it was saved: the person may change their mind.
    pub(super) async fn export_figures(&self, request: ExportOverview) -> Result<Exported, AppError> {
        let progress = self.engine()?.begin(Task::Exporting, None);
        let (overview, _) =
            self.counted(request.range, request.posting_id.as_deref(), Some(progress)).await?;
        let text = table(request.table, &overview);
        self.save(file_stem(request.table), "csv", text).await
    }

    async fn counted(
        &self,
        range: OverviewRange,
        posting: Option<&str>,
        progress: Option<Progress>,
    ) -> Result<(Overview, bool), AppError> {
        let account = self.engine()?.account().id.clone();
        let (now, zone) = (self.now(), TimeZone::system());
        let since = period(range).begins(now, &zone);
        let mut tally = Tally::new(posting.map(PostingId::new), zone);
        let read = self.shared.store.read(move |tx| {
            let mut seen = 0;
            tx.each_invited(&account, since, |row| {
                tally.add(row);
                seen += 1;
                if let Some(progress) = progress.as_ref().filter(|_| seen % TOLD_EVERY == 0) {
                    progress.at(seen);
                }
            })?;
            let any = tx.anybody_was_invited(&account)?;
            let mut overview = tally.finish(since, now);
            let listed = overview
                .postings
                .iter_mut()
                .filter_map(|one| Some((one.id.as_ref()?.as_str(), one.title.as_mut()?)));
            titles::tell_apart(tx, &account, listed)?;
            Ok::<_, StoreError>((overview, any))
        });
        Ok(read.await?)
    }

    /// A posting without invitations in this time is not among the figures, but has a title all the same.
    async fn posting_choice(&self, id: String, overview: &Overview) -> Result<PostingChoice, AppError> {
        let wanted = PostingId::new(id.clone());
        let counted = overview.postings.iter().find(|one| one.id.as_ref() == Some(&wanted));
        if let Some(title) = counted.and_then(|one| one.title.clone()) {
            return Ok(PostingChoice { id, title });
        }
        let account = self.engine()?.account().id.clone();
        let known = self.shared.store.read(move |tx| tx.posting(&account, &wanted)).await?;
        Ok(PostingChoice { id, title: known.map(|row| row.posting.text).unwrap_or_default() })
    }
}

/// The time that a range means.
pub(super) fn period(range: OverviewRange) -> Period {
    match range {
        OverviewRange::FourWeeks => Period::Weeks(4),
        OverviewRange::TwelveWeeks => Period::Weeks(12),
        OverviewRange::ThisYear => Period::ThisYear,
        OverviewRange::All => Period::All,
    }
}

fn view(
    range: OverviewRange,
    posting: Option<PostingChoice>,
    overview: &Overview,
    any: bool,
) -> OverviewView {
    OverviewView {
        range,
        posting,
        funnel: overview.funnel.steps.iter().map(step_view).collect(),
        to_invitation: times_view(&overview.to_invitation),
        to_completion: times_view(&overview.to_completion),
        scores: overview.scores.to_vec(),
        mean_score: overview.mean_score(),
        weeks: overview.weeks.iter().map(week_view).collect(),
        postings: overview.postings.iter().take(POSTINGS).map(posting_view).collect(),
        any,
    }
}

fn step_view(step: &FunnelStep) -> FunnelStepView {
    FunnelStepView {
        step: match step.step {
            Step::Invited => FunnelStepName::Invited,
            Step::Started => FunnelStepName::Started,
            Step::Completed => FunnelStepName::Completed,
            Step::Evaluated => FunnelStepName::Evaluated,
            Step::Reviewed => FunnelStepName::Reviewed,
        },
        count: step.count,
        waiting: step.left.waiting,
        declined: step.left.declined,
        expired: step.left.expired,
        cancelled: step.left.cancelled,
        failed: step.left.failed,
    }
}

fn times_view(times: &Times) -> TimesView {
    let buckets = times.buckets.iter().map(|bucket| BucketView {
        from: length(bucket.from),
        below: bucket.below.map(length),
        count: bucket.count,
    });
    TimesView {
        count: times.count,
        median: times.median.map(length),
        p90: times.p90.map(length),
        buckets: buckets.collect(),
    }
}

fn week_view(week: &WeekFigures) -> WeekView {
    WeekView {
        monday: week.monday.to_string(),
        number: u8::try_from(week.number()).unwrap_or_default(),
        invited: week.invited,
        completed: week.completed,
        reviewed: week.reviewed,
        is_present: week.is_present,
    }
}

fn posting_view(posting: &PostingFigures) -> PostingView {
    PostingView {
        id: posting.id.as_ref().map(ToString::to_string),
        title: posting.title.clone(),
        invited: posting.invited,
        completed: posting.completed,
        reviewed: posting.reviewed,
        to_completion: posting.to_completion.map(length),
        mean_score: posting.mean_score,
    }
}

/// Milliseconds as they cross.
fn length(duration: Duration) -> Millis {
    (duration.as_secs_f64() * 1000.0).round()
}

fn file_stem(table: OverviewTable) -> &'static str {
    match table {
        OverviewTable::Funnel => "invited-to-reviewed",
        OverviewTable::Weeks => "by-week",
        OverviewTable::ToInvitation => "stage-entry-to-invitation",
        OverviewTable::ToCompletion => "invitation-to-completion",
        OverviewTable::Scores => "scores",
        OverviewTable::Postings => "by-posting",
    }
}

/// The table behind a chart. Lengths of time are whole seconds, so that a spreadsheet can reckon with them.
fn table(table: OverviewTable, overview: &Overview) -> String {
    match table {
        OverviewTable::Funnel => csv::file(
            &[
                "Step",
                "Reached",
                "Share (%)",
                "Still open",
                "Ran out",
                "Declined",
                "Called off",
                "Not delivered",
            ],
            &overview.funnel.steps.iter().map(|step| step_row(step, overview)).collect::<Vec<_>>(),
        ),
        OverviewTable::Weeks => csv::file(
            &["Week", "Week from", "Invited", "Finished", "Reviewed", "Finished of invited (%)"],
            &overview.weeks.iter().map(week_row).collect::<Vec<_>>(),
        ),
        OverviewTable::ToInvitation => times_table(&overview.to_invitation),
        OverviewTable::ToCompletion => times_table(&overview.to_completion),
        OverviewTable::Scores => csv::file(
            &["Score", "Meaning", "Candidates"],
            &(1_u8..).zip(overview.scores).map(score_row).collect::<Vec<_>>(),
        ),
        OverviewTable::Postings => csv::file(
            &[
                "Posting",
                "Invited",
                "Finished",
                "Reviewed",
                "Finished of invited (%)",
                "Median time to finish (seconds)",
                "Mean score",
            ],
            &overview.postings.iter().map(posting_row).collect::<Vec<_>>(),
        ),
    }
}

fn step_row(step: &FunnelStep, overview: &Overview) -> Vec<String> {
    let name = match step.step {
        Step::Invited => "Invited",
        Step::Started => "Started",
        Step::Completed => "Finished",
        Step::Evaluated => "Scored",
        Step::Reviewed => "Reviewed",
    };
    let left = step.left;
    // Where a rule gave the score, nobody needs to review.
    let open = if step.step == Step::Evaluated { 0 } else { left.waiting };
    let invited = overview.funnel.steps.first().map_or(0, |first| first.count);
    let counts = [open, left.expired, left.declined, left.cancelled, left.failed];
    let shares = [name.to_owned(), step.count.to_string(), percent(step.count, invited)];
    shares.into_iter().chain(counts.map(|count| count.to_string())).collect()
}

/// With one decimal; of nobody it is 0.
fn percent(part: u32, whole: u32) -> String {
    format!("{:.1}", f64::from(part) * 100.0 / f64::from(whole.max(1)))
}

fn week_row(week: &WeekFigures) -> Vec<String> {
    let iso = week.monday.iso_week_date();
    let name = format!("{}-W{:02}", iso.year(), iso.week());
    let counts = [week.invited, week.completed, week.reviewed].map(|count| count.to_string());
    let rate = percent(week.completed, week.invited);
    [name, week.monday.to_string()].into_iter().chain(counts).chain([rate]).collect()
}

fn times_table(times: &Times) -> String {
    let row = |bucket: &fulcrum_core::overview::Bucket| {
        let below = bucket.below.map(|below| below.as_secs().to_string()).unwrap_or_default();
        vec![bucket.from.as_secs().to_string(), below, bucket.count.to_string()]
    };
    csv::file(
        &["From (seconds)", "Below (seconds)", "Candidates"],
        &times.buckets.iter().map(row).collect::<Vec<_>>(),
    )
}

fn score_row((score, count): (u8, u32)) -> Vec<String> {
    let words = Score::new(score).map(Score::words).unwrap_or_default();
    vec![score.to_string(), words.to_owned(), count.to_string()]
}

fn posting_row(posting: &PostingFigures) -> Vec<String> {
    vec![
        posting.title.clone().unwrap_or_default(),
        posting.invited.to_string(),
        posting.completed.to_string(),
        posting.reviewed.to_string(),
        percent(posting.completed, posting.invited),
        posting.to_completion.map(|one| one.as_secs().to_string()).unwrap_or_default(),
        posting.mean_score.map(|score| format!("{score:.2}")).unwrap_or_default(),
    ]
}
