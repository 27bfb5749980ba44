//! Activity: pages, counts, and the list as a file.

use std::sync::Arc;

use fulcrum_core::time::from_millis;
use fulcrum_engine::Task;
use fulcrum_store::EffectState::{self, Done, Skipped, Started, Unknown, Waiting, Wedged};
use fulcrum_store::{AccountRow, EventCounts, EventFilter, EventKey, EventRow, NewEvent, StoreError, Tx};
use jiff::tz::TimeZone;

use crate::App;
use crate::api::*;
use crate::{csv, views};

const KINDS: [ActivityKind; 6] = [
    ActivityKind::Invitations,
    ActivityKind::Decisions,
    ActivityKind::Writes,
    ActivityKind::Reviews,
    ActivityKind::Notifications,
    ActivityKind::System,
];
const STANDS: [ActivityWrites; 4] =
    [ActivityWrites::Waiting, ActivityWrites::Written, ActivityWrites::Failed, ActivityWrites::LeftOut];

/// Entries after which it is said how far an export is.
const TOLD_EVERY: usize = 1_000;

/// What the store calls the entries of a kind.
fn kinds(kind: ActivityKind) -> &'static [&'static str] {
    match kind {
        ActivityKind::All => &[],
        ActivityKind::Invitations => {
            &["entered", "invited", "sent", "started", "declined", "expired", "cancelled"]
        }
        ActivityKind::Decisions => &["decided", "not_addressed", "attention", "settled", "undone"],
        ActivityKind::Writes => &["wrote"],
        ActivityKind::Reviews => &["submitted", "reviewed"],
        ActivityKind::Notifications => &["notified"],
        ActivityKind::System => &["account"],
    }
}

fn states(writes: ActivityWrites) -> &'static [EffectState] {
    match writes {
        ActivityWrites::Waiting => &[Waiting, Started, Unknown],
        ActivityWrites::Written => &[Done],
        ActivityWrites::Failed => &[Wedged],
        ActivityWrites::LeftOut => &[Skipped],
    }
}

/// Oneself has one name in the list, whichever an entry was written with.
const YOU: &str = "you";
const FULCRUM: &str = "Fulcrum";

/// What the store has for somebody whom the list names.
fn actors(tx: &Tx<'_>, account: &AccountRow, by: Option<String>) -> Result<Vec<String>, StoreError> {
    Ok(match by {
        None => Vec::new(),
        Some(by) if by == YOU => std::iter::once(by).chain(own_name(tx, account)?).collect(),
        // What nobody did, Fulcrum did.
        Some(by) if by == FULCRUM => vec![by, String::new()],
        Some(by) => vec![by],
    })
}

fn own_name(tx: &Tx<'_>, account: &AccountRow) -> Result<Option<String>, StoreError> {
    let Some(own) = &account.user else { return Ok(None) };
    Ok(tx.users(&account.id)?.into_iter().find(|user| user.id == *own).map(|user| user.name))
}

/// The names of [`actors`] are filled in by whoever can read them.
#[expect(clippy::cast_possible_truncation, reason = "a fraction of a millisecond says nothing")]
fn filter(request: &ActivityFilter) -> EventFilter {
    let time = |at: Option<Millis>| at.and_then(|at| from_millis(at as i64));
    EventFilter {
        kinds: kinds(request.kind),
        writes: request.writes.map(states).unwrap_or_default(),
        search: request.search.clone(),
        actors: Vec::new(),
        from: time(request.from),
        to: time(request.to),
    }
}

impl App {
    pub(super) async fn page_of_activity(&self, request: ActivityQuery) -> Result<ActivityPage, AppError> {
        let account = self.engine()?.account().clone();
        let wrong = |_| AppError::invalid("This page does not exist.");
        let after: Option<EventKey> =
            request.after.as_deref().map(serde_json::from_str).transpose().map_err(wrong)?;
        let limit = request.limit.unwrap_or(100).clamp(1, 200);
        let mut filter = filter(&request.filter);
        let first = after.is_none();
        let (rows, counts) = self
            .shared
            .store
            .read(move |tx| {
                filter.actors = actors(tx, &account, request.filter.by)?;
                let counts = if first { Some(tx.count_events(&account.id, &filter)?) } else { None };
                Ok::<_, StoreError>((tx.events(&account.id, &filter, after, limit)?, counts))
            })
            .await?;
        let full = u32::try_from(rows.len()).is_ok_and(|count| count == limit);
        let key = rows.last().filter(|_| full).map(|row| serde_json::to_string(&EventKey::of(row)));
        Ok(ActivityPage {
            next: key.transpose().map_err(|error| AppError::internal(&error))?,
            rows: rows.into_iter().map(views::timeline_view).collect(),
            kinds: counts.as_ref().map(count_kinds).unwrap_or_default(),
            writes: counts.as_ref().map(count_writes).unwrap_or_default(),
        })
    }

    /// Who is in the list under the other filters: oneself, Fulcrum, then the others by their entries.
    pub(super) async fn actors_of_activity(
        &self,
        request: ActivityFilter,
    ) -> Result<Vec<ActivityActor>, AppError> {
        let account = self.engine()?.account().clone();
        let filter = filter(&request);
        let read = self.shared.store.read(move |tx| {
            Ok::<_, StoreError>((tx.event_actors(&account.id, &filter)?, own_name(tx, &account)?))
        });
        let (found, own) = read.await?;
        let mut all: Vec<ActivityActor> =
            [YOU, FULCRUM].map(|name| ActivityActor { actor: name.to_owned(), count: 0 }).into();
        for (who, count) in found {
            let actor = match who.as_str() {
                "" => FULCRUM,
                who if own.as_deref() == Some(who) => YOU,
                who => who,
            };
            match all.iter_mut().find(|one| one.actor == actor) {
                Some(one) => one.count += count,
                None => all.push(ActivityActor { actor: actor.to_owned(), count }),
            }
        }
        Ok(all)
    }

    /// Answers whether it was saved: the person may change their mind.
    pub(super) async fn export_the_activity(&self, request: ExportActivity) -> Result<Exported, AppError> {
        let engine = self.engine()?;
        let account = engine.account().clone();
        let mut filter = filter(&request.filter);
        let zone = TimeZone::system();
        let read = self.shared.store.read(move |tx| {
            filter.actors = actors(tx, &account, request.filter.by)?;
            let own = own_name(tx, &account)?;
            let all = how_many(&tx.count_events(&account.id, &filter)?, &filter);
            let progress = engine.begin(Task::Exporting, usize::try_from(all).ok());
            let mut lines = Vec::new();
            tx.each_event(&account.id, &filter, |row| {
                lines.push(line(row, &zone, own.as_deref()));
                if lines.len().is_multiple_of(TOLD_EVERY) {
                    progress.at(lines.len());
                }
            })?;
            Ok::<_, StoreError>(csv::file(
                &["Time", "Kind", "Candidate", "What", "Details", "Who", "Write to Lever"],
                &lines,
            ))
        });
        let text = read.await?;
        self.save("activity", "csv", text).await
    }

    /// Asks where to put a file with today's date in its name. The person looks for a folder meanwhile:
    /// that may take long, and must hold up nobody.
    pub(super) async fn save(&self, stem: &str, kind: &str, text: String) -> Result<Exported, AppError> {
        let today = self.now().to_zoned(TimeZone::system()).date();
        let name = format!("fulcrum-{stem}-{today}.{kind}");
        let host = Arc::clone(&self.shared.host);
        let saved = tokio::task::spawn_blocking(move || host.save_file(&name, text.as_bytes()))
            .await
            .map_err(|error| AppError::internal(&error))?
            .map_err(AppError::invalid)?;
        Ok(Exported { saved })
    }

    /// Something about Fulcrum itself that a person did, for Activity. What was done is done, whether or
    /// not it can be noted.
    pub(crate) async fn note(&self, text: String, detail: Option<String>) {
        let Ok(engine) = self.engine() else { return };
        let (account, now) = (engine.account().id.clone(), self.now());
        let event =
            NewEvent { kind: "account", text, detail, actor: Some("you".into()), ..NewEvent::default() };
        let noted = self.shared.store.write(move |tx| tx.add_event(&account, now, &event));
        if let Err(error) = noted.await {
            tracing::error!(%error, "an entry of Activity could not be kept");
        }
        self.tell(ChangeKind::Settings, None);
    }
}

fn count_kinds(counts: &EventCounts) -> Vec<ActivityKindCount> {
    let of = |kind| kinds(kind).iter().filter_map(|name| counts.kinds.get(*name)).sum();
    let all = ActivityKindCount { kind: ActivityKind::All, count: counts.kinds.values().sum() };
    let each = KINDS.into_iter().map(|kind| ActivityKindCount { kind, count: of(kind) });
    std::iter::once(all).chain(each).collect()
}

fn count_writes(counts: &EventCounts) -> Vec<ActivityWritesCount> {
    let of = |state| states(state).iter().filter_map(|one| counts.writes.get(one.as_str())).sum();
    STANDS.into_iter().map(|state| ActivityWritesCount { state, count: of(state) }).collect()
}

/// How many entries a filter leaves.
fn how_many(counts: &EventCounts, filter: &EventFilter) -> u32 {
    let kinds = || filter.kinds.iter().filter_map(|kind| counts.kinds.get(*kind)).sum();
    let writes = || filter.writes.iter().filter_map(|state| counts.writes.get(state.as_str())).sum();
    match (filter.kinds.is_empty(), filter.writes.is_empty()) {
        (_, false) => writes(),
        (false, true) => kinds(),
        (true, true) => counts.kinds.values().sum(),
    }
}

fn kind_words(kind: &str) -> &'static str {
    match KINDS.into_iter().find(|one| kinds(*one).contains(&kind)).unwrap_or_default() {
        ActivityKind::All => "",
        ActivityKind::Invitations => "Invitation",
        ActivityKind::Decisions => "Decision",
        ActivityKind::Writes => "Write to Lever",
        ActivityKind::Reviews => "Review",
        ActivityKind::Notifications => "Notification",
        ActivityKind::System => "Fulcrum",
    }
}

/// Whoever reads the file is not whom the page calls "you".
fn line(row: EventRow, zone: &TimeZone, own: Option<&str>) -> Vec<String> {
    let stands = row.write.and_then(|write| STANDS.into_iter().find(|one| states(*one).contains(&write)));
    let write = match stands {
        None => "",
        Some(ActivityWrites::Waiting) => "waiting",
        Some(ActivityWrites::Written) => "written",
        Some(ActivityWrites::Failed) => "failed",
        Some(ActivityWrites::LeftOut) => "skipped",
    };
    vec![
        row.at.to_zoned(zone.clone()).strftime("%Y-%m-%d %H:%M:%S%:z").to_string(),
        kind_words(&row.kind).to_owned(),
        row.name.unwrap_or_default(),
        row.text,
        row.detail.unwrap_or_default(),
        match row.actor {
            Some(actor) if actor == YOU => own.map_or(actor, str::to_owned),
            Some(actor) if !actor.is_empty() => actor,
            _ => FULCRUM.to_owned(),
        },
        write.to_owned(),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_remains_is_what_the_filter_leaves() {
        let counts = EventCounts {
            kinds: [("wrote", 5), ("notified", 3)].map(|(kind, n)| (kind.to_owned(), n)).into(),
            writes: [(Done.as_str(), 4), (Wedged.as_str(), 1)].into(),
        };
        let all = EventFilter::default();
        assert_eq!(how_many(&counts, &all), 8);
        assert_eq!(how_many(&counts, &EventFilter { kinds: &["notified"], ..all.clone() }), 3);
        assert_eq!(how_many(&counts, &EventFilter { writes: &[Wedged], ..all }), 1);
    }
}
