//! Reading a whole account: several listings at once, on windows that share no row.
//!
//! A listing of one stage comes in descending order of `lastAdvancedAt` (recorded over 1,004 rows
//! without a violation), so a running one can give away the part of its window that it has not
//! reached. That keeps all chains busy to the end without knowing how rows are spread, and costs no
//! row twice.
//!
//! Should an account list otherwise, the first rows show it: such a listing gives nothing away any more
//! and is read to its end, so that rows may come twice but nobody is left out.

use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard, PoisonError};

use fulcrum_core::StageId;
use jiff::Timestamp;
use tokio::sync::{Notify, mpsc};

use crate::{Error, Kind, Lever, Opportunity, OpportunityFilter, Page};

/// Listings at once. At the half second that Lever takes for a page, five fill the bucket.
const CHAINS: usize = 5;
/// Rows that must be left, as far as one can tell, before a window is divided: less is not worth the
/// request.
const WORTH_DIVIDING: f64 = 300.0;
/// Lever did not exist before; nothing was advanced earlier. 2012-01-01, in milliseconds.
const LEVER_BEGAN: i64 = 1_325_376_000_000;
/// How often one window is begun again after an invalid offset.
const RESTARTS: u32 = 3;

impl Lever {
    /// Everybody in `stages` who matches `filter` (its stages and its advanced window are replaced),
    /// page by page in no order, in the lane for work that can wait. Each row comes once, unless it
    /// moves meanwhile: then it may come twice, or fall into a pass over what was updated.
    ///
    /// Ends early without an error when nobody takes the pages any more.
    ///
    /// # Errors
    /// [`Error`]; pages that were sent stay sent.
    pub async fn scan(
        &self,
        filter: &OpportunityFilter,
        stages: &[StageId],
        pages: mpsc::Sender<Page<Opportunity>>,
    ) -> Result<(), Error> {
        let scan = Scan {
            lever: self.in_the_background(),
            filter,
            plan: Mutex::new(Plan::of(stages)),
            moved: Notify::new(),
            pages,
        };
        let chain = |number| scan.chain(number);
        tokio::try_join!(chain(0), chain(1), chain(2), chain(3), chain(4))?;
        Ok(())
    }
}

/// Part of a stage: `from` and `to` are inclusive, in milliseconds.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Window {
    stage: StageId,
    from: i64,
    to: Option<i64>,
}

/// A window that a chain is reading.
#[derive(Debug, Clone)]
struct Reading {
    window: Window,
    /// The first row's time and the last one's, which comes earlier.
    first: i64,
    last: i64,
    rows: u32,
    /// No row came later than the one before it.
    descending: bool,
}

impl Reading {
    /// Rows left, if they are spread as they were so far.
    fn left(&self) -> f64 {
        if self.rows == 0 || !self.descending {
            return 0.0;
        }
        #[expect(clippy::cast_precision_loss, reason = "an estimate")]
        let (read, ahead) =
            ((self.first - self.last).max(1) as f64, (self.last - self.window.from).max(0) as f64);
        f64::from(self.rows) / read * ahead
    }
}

/// What is to be read, and who reads what.
#[derive(Debug)]
struct Plan {
    waiting: VecDeque<Window>,
    reading: [Option<Reading>; CHAINS],
}

enum Next {
    Window(Window),
    Wait,
    Done,
}

impl Plan {
    fn of(stages: &[StageId]) -> Self {
        let whole = |stage: &StageId| Window { stage: stage.clone(), from: LEVER_BEGAN, to: None };
        Self { waiting: stages.iter().map(whole).collect(), reading: Default::default() }
    }

    /// The next window for a chain that has nothing to do: one that waits, or the earlier half of
    /// what the busiest chain has left.
    fn next(&mut self) -> Next {
        if let Some(window) = self.waiting.pop_front() {
            return Next::Window(window);
        }
        let busiest = self.reading.iter_mut().flatten().max_by(|a, b| a.left().total_cmp(&b.left()));
        let Some(busiest) = busiest else { return Next::Done };
        if busiest.left() < WORTH_DIVIDING {
            return Next::Wait;
        }
        let middle = busiest.window.from + (busiest.last - busiest.window.from) / 2;
        let given = Window { to: Some(middle - 1), ..busiest.window.clone() };
        busiest.window.from = middle;
        Next::Window(given)
    }
}

struct Scan<'a> {
    lever: Lever,
    filter: &'a OpportunityFilter,
    plan: Mutex<Plan>,
    moved: Notify,
    pages: mpsc::Sender<Page<Opportunity>>,
}

impl Scan<'_> {
    fn plan(&self) -> MutexGuard<'_, Plan> {
        self.plan.lock().unwrap_or_else(PoisonError::into_inner)
    }

    async fn chain(&self, number: usize) -> Result<(), Error> {
        loop {
            let moved = self.moved.notified();
            let next = {
                let mut plan = self.plan();
                let next = plan.next();
                if let Next::Window(window) = &next {
                    let until = window.to.unwrap_or(i64::MAX);
                    plan.reading[number] = Some(Reading {
                        window: window.clone(),
                        first: until,
                        last: until,
                        rows: 0,
                        descending: true,
                    });
                }
                next
            };
            match next {
                Next::Done => {
                    self.moved.notify_waiters();
                    return Ok(());
                }
                Next::Wait => moved.await,
                Next::Window(window) => {
                    let read = self.read(number, window).await;
                    self.plan().reading[number] = None;
                    self.moved.notify_waiters();
                    if !read? {
                        return Ok(());
                    }
                }
            }
        }
    }

    /// Reads one window; false if nobody listens any more.
    async fn read(&self, number: usize, window: Window) -> Result<bool, Error> {
        let mut restarts = 0;
        let mut to = window.to;
        let mut offset: Option<String> = None;
        loop {
            let filter = OpportunityFilter {
                stages: vec![window.stage.clone()],
                advanced_from: instant(window.from).filter(|_| window.from > LEVER_BEGAN),
                advanced_to: to.and_then(instant),
                ..self.filter.clone()
            };
            let mut page = match self.lever.opportunities_page(&filter, offset.as_deref()).await {
                Ok(page) => page,
                Err(error) if error.kind == Kind::InvalidOffset && restarts < RESTARTS => {
                    restarts += 1;
                    offset = None;
                    // What was read need not be read again; rows of the same millisecond come twice.
                    to = self.passed(number).or(to);
                    continue;
                }
                Err(error) => return Err(error),
            };
            offset = page.next.take();
            let from = self.note(number, &page.rows);
            // What was given away meanwhile comes from whom it was given to.
            let ours = |at: i64| at >= from || from <= LEVER_BEGAN;
            page.rows.retain(|row| row.last_advanced_at.is_none_or(|at| ours(at.as_millisecond())));
            let passed = self.passed(number).is_some_and(|at| !ours(at));
            if self.pages.send(page).await.is_err() {
                return Ok(false);
            }
            if passed || offset.is_none() {
                return Ok(true);
            }
            self.moved.notify_waiters();
        }
    }

    /// Keeps how far the chain has come; answers where its window begins now.
    fn note(&self, number: usize, rows: &[Opportunity]) -> i64 {
        let mut plan = self.plan();
        let Some(reading) = &mut plan.reading[number] else { return LEVER_BEGAN };
        let times: Vec<i64> =
            rows.iter().filter_map(|row| row.last_advanced_at).map(Timestamp::as_millisecond).collect();
        if let (Some(first), Some(last)) = (times.first(), times.last()) {
            reading.descending &= *first <= reading.last && times.is_sorted_by(|a, b| a >= b);
            reading.first = reading.first.min(*first);
            reading.last = *last;
            reading.rows += u32::try_from(rows.len()).unwrap_or(u32::MAX);
        }
        reading.window.from
    }

    /// Whatever came later than this has been read, if anything was and the order is the recorded one.
    fn passed(&self, number: usize) -> Option<i64> {
        let plan = self.plan();
        let reading = plan.reading[number].as_ref()?;
        (reading.rows > 0 && reading.descending).then_some(reading.last)
    }
}

fn instant(millis: i64) -> Option<Timestamp> {
    Timestamp::from_millisecond(millis).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plan(rows: u32, first: i64, last: i64) -> Plan {
        let window = Window { stage: StageId::new("s"), from: LEVER_BEGAN, to: None };
        let mut plan = Plan::of(&[]);
        plan.reading[0] = Some(Reading { window, first, last, rows, descending: true });
        plan
    }

    #[test]
    fn what_the_busiest_has_left_is_divided() {
        let mut plan = plan(100, LEVER_BEGAN + 2_000, LEVER_BEGAN + 1_800);
        let Next::Window(given) = plan.next() else { panic!("nothing is given away") };
        assert_eq!((given.from, given.to), (LEVER_BEGAN, Some(LEVER_BEGAN + 899)));
        assert_eq!(plan.reading[0].as_ref().unwrap().window.from, LEVER_BEGAN + 900, "no row is in both");
    }

    #[test]
    fn what_is_nearly_done_is_waited_for() {
        assert!(matches!(plan(100, LEVER_BEGAN + 2_000, LEVER_BEGAN + 100).next(), Next::Wait));
        assert!(matches!(plan(0, i64::MAX, i64::MAX).next(), Next::Wait), "nothing is known yet");
        assert!(matches!(Plan::of(&[]).next(), Next::Done));
        let mut unordered = plan(100, LEVER_BEGAN + 2_000, LEVER_BEGAN + 1_800);
        unordered.reading[0].as_mut().unwrap().descending = false;
        assert!(matches!(unordered.next(), Next::Wait), "nobody knows what is left");
    }
}
