use std::time::Duration;

use jiff::civil::date;
use proptest::prelude::*;
use rstest::rstest;

use super::*;

const MINUTE: i64 = 60;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

/// A Wednesday at noon in Berlin, so many seconds later.
fn at(seconds: i64) -> Timestamp {
    let noon = date(2026, 3, 4).at(12, 0, 0, 0).to_zoned(berlin()).unwrap().timestamp();
    Timestamp::from_second(noon.as_second() + seconds).unwrap()
}

fn berlin() -> TimeZone {
    TimeZone::get("Europe/Berlin").unwrap()
}

fn invited(state: State) -> Row<'static> {
    Row {
        posting_id: Some("p1"),
        posting: Some("Backend Engineer"),
        entered_at: None,
        invited_at: at(0),
        started_at: None,
        submitted_at: None,
        reviewed_at: None,
        state,
        score: None,
    }
}

fn reviewed(score: u8) -> Row<'static> {
    Row {
        started_at: Some(at(HOUR)),
        submitted_at: Some(at(2 * HOUR)),
        reviewed_at: Some(at(3 * HOUR)),
        score: Score::new(score),
        ..invited(State::Reviewed)
    }
}

fn overview(rows: &[Row<'_>]) -> Overview {
    let mut tally = Tally::new(None, berlin());
    rows.iter().for_each(|row| tally.add(row));
    tally.finish(None, at(0))
}

#[rstest]
#[case::invited(invited(State::Invited), Step::Invited)]
#[case::expired_at_once(invited(State::Expired), Step::Invited)]
#[case::started(Row { started_at: Some(at(1)), ..invited(State::Started) }, Step::Started)]
#[case::expired_on_the_way(Row { started_at: Some(at(1)), ..invited(State::Expired) }, Step::Started)]
#[case::submitted(Row { submitted_at: Some(at(1)), ..invited(State::Submitted) }, Step::Completed)]
#[case::forgotten_after_the_hand_in(Row { submitted_at: Some(at(1)), ..invited(State::Cancelled) }, Step::Completed)]
#[case::evaluated(Row { submitted_at: Some(at(1)), ..invited(State::Evaluated) }, Step::Evaluated)]
#[case::reviewed(reviewed(3), Step::Reviewed)]
fn whoever_came_somewhere_was_there(#[case] row: Row<'_>, #[case] furthest: Step) {
    assert_eq!(funnel::furthest(&row), furthest);
    let funnel = overview(&[row]).funnel;
    for step in Step::ALL {
        assert_eq!(funnel.count(step), u32::from(step <= furthest), "{step:?}");
    }
}

#[test]
fn those_who_leave_are_told_apart() {
    let left =
        [State::Invited, State::Expired, State::Expired, State::Declined, State::Cancelled, State::Failed];
    let rows: Vec<_> = left.into_iter().map(invited).chain([reviewed(4)]).collect();
    let funnel = overview(&rows).funnel;
    let first = funnel.steps[0];
    assert_eq!(first.left, Left { waiting: 1, expired: 2, declined: 1, cancelled: 1, failed: 1 });
    assert_eq!((first.count, first.count - first.left.total()), (7, funnel.steps[1].count));
}

#[test]
fn scores_that_wait_for_a_person_are_a_step_of_their_own_and_otherwise_none() {
    let steps = |rows: &[Row<'_>]| overview(rows).funnel.steps.iter().map(|one| one.step).collect::<Vec<_>>();
    assert_eq!(steps(&[reviewed(3)]), [Step::Invited, Step::Started, Step::Completed, Step::Reviewed]);
    assert_eq!(steps(&[reviewed(3), invited(State::Evaluated)]), Step::ALL);
}

#[rstest]
#[case::none(&[], None, None)]
#[case::one(&[7], Some(7), Some(7))]
#[case::two(&[1, 9], Some(1), Some(9))]
#[case::ten(&[10, 9, 8, 7, 6, 5, 4, 3, 2, 1], Some(5), Some(9))]
#[case::one_outlier(&[1, 1, 1, 1, 1, 1, 1, 1, 1, 900], Some(1), Some(1))]
fn half_and_nine_in_ten(#[case] seconds: &[i64], #[case] median: Option<u64>, #[case] p90: Option<u64>) {
    let times = Times::of(seconds.iter().map(|one| one * 1000).collect(), TO_INVITATION);
    assert_eq!(times.median, median.map(Duration::from_secs));
    assert_eq!(times.p90, p90.map(Duration::from_secs));
}

#[test]
fn a_limit_belongs_to_the_bucket_above_it() {
    let counts = |seconds: i64| {
        let times = Times::of(vec![seconds * 1000], TO_INVITATION);
        times.buckets.iter().position(|bucket| bucket.count == 1)
    };
    assert_eq!((counts(0), counts(14), counts(15), counts(59)), (Some(0), Some(0), Some(1), Some(1)));
    assert_eq!((counts(DAY - 1), counts(DAY), counts(900 * DAY)), (Some(4), Some(5), Some(5)));
}

#[test]
fn clocks_that_differ_make_no_negative_time() {
    let row = Row { entered_at: Some(at(5)), ..invited(State::Invited) };
    assert_eq!(overview(&[row]).to_invitation.median, Some(Duration::ZERO));
    // Sent by hand: there was no stage entry to count from.
    assert_eq!(overview(&[invited(State::Invited)]).to_invitation.count, 0);
}

#[test]
fn weeks_begin_on_monday_where_the_person_lives() {
    // Sunday 23:30 and Monday 00:30 in Berlin; in UTC both are on Sunday.
    let midnight = date(2026, 3, 9).at(0, 0, 0, 0).to_zoned(berlin()).unwrap().timestamp().as_second();
    let rows = [-30, 30].map(|minutes| Row {
        invited_at: Timestamp::from_second(midnight + minutes * MINUTE).unwrap(),
        ..invited(State::Invited)
    });
    let mondays = |zone: TimeZone| {
        let mut tally = Tally::new(None, zone);
        rows.iter().for_each(|row| tally.add(row));
        let weeks = tally.finish(None, at(5 * DAY)).weeks;
        weeks.into_iter().filter(|week| week.invited > 0).map(|week| week.monday).collect::<Vec<_>>()
    };
    assert_eq!(mondays(berlin()), [date(2026, 3, 2), date(2026, 3, 9)]);
    assert_eq!(mondays(TimeZone::UTC), [date(2026, 3, 2)]);
}

#[test]
fn a_week_in_which_clocks_are_changed_is_one_week() {
    let monday = date(2026, 3, 23).at(0, 0, 0, 0).to_zoned(berlin()).unwrap().timestamp().as_second();
    let mut tally = Tally::new(None, berlin());
    // 167 hours, because an hour is left out on Sunday the 29th.
    for hour in [0, 100, 166] {
        let invited_at = Timestamp::from_second(monday + hour * HOUR).unwrap();
        tally.add(&Row { invited_at, ..invited(State::Invited) });
    }
    tally.add(&Row {
        invited_at: Timestamp::from_second(monday + 167 * HOUR).unwrap(),
        ..invited(State::Invited)
    });
    let weeks = tally.finish(None, Timestamp::from_second(monday + 200 * HOUR).unwrap()).weeks;
    assert_eq!(weeks.iter().map(|week| week.invited).collect::<Vec<_>>(), [3, 1]);
    assert_eq!(weeks.iter().map(WeekFigures::number).collect::<Vec<_>>(), [13, 14]);
    assert_eq!(weeks.iter().map(|week| week.is_present).collect::<Vec<_>>(), [false, true]);
}

#[test]
fn empty_weeks_are_there_and_a_wrong_time_makes_no_thousands() {
    let old = Row { invited_at: Timestamp::from_second(0).unwrap(), ..invited(State::Invited) };
    let weeks = overview(&[old, invited(State::Invited)]).weeks;
    assert_eq!((weeks.len(), weeks[0].monday), (521, date(1969, 12, 29)));
    let mut tally = Tally::new(None, berlin());
    tally.add(&invited(State::Invited));
    let since = Period::Weeks(4).begins(at(0), &berlin());
    let weeks = tally.finish(since, at(0)).weeks;
    assert_eq!(weeks.iter().map(|week| week.invited).collect::<Vec<_>>(), [0, 0, 0, 1]);
    assert!(Tally::new(None, berlin()).finish(None, at(0)).weeks.is_empty());
}

#[rstest]
#[case(Period::Weeks(1), Some("2026-03-02T00:00:00+01:00[Europe/Berlin]"))]
#[case(Period::Weeks(4), Some("2026-02-09T00:00:00+01:00[Europe/Berlin]"))]
#[case(Period::Weeks(12), Some("2025-12-15T00:00:00+01:00[Europe/Berlin]"))]
#[case(Period::ThisYear, Some("2026-01-01T00:00:00+01:00[Europe/Berlin]"))]
#[case(Period::All, None)]
fn periods_begin_at_midnight_where_the_person_lives(#[case] period: Period, #[case] begins: Option<&str>) {
    let found = period.begins(at(0), &berlin()).map(|at| at.to_zoned(berlin()).to_string());
    assert_eq!(found.as_deref(), begins);
}

#[test]
fn one_posting_is_looked_at_and_all_are_compared() {
    let other = Row { posting_id: Some("p2"), posting: Some("Designer"), ..invited(State::Expired) };
    let nobody = Row { posting_id: None, posting: None, ..invited(State::Invited) };
    let mut tally = Tally::new(Some(PostingId::new("p2")), berlin());
    for row in [reviewed(2), reviewed(4), other, nobody] {
        tally.add(&row);
    }
    let overview = tally.finish(None, at(0));
    assert_eq!(overview.funnel.count(Step::Invited), 1);
    assert_eq!(overview.mean_score(), None);
    let titles: Vec<_> = overview.postings.iter().map(|one| (one.title.as_deref(), one.invited)).collect();
    assert_eq!(titles, [(Some("Backend Engineer"), 2), (None, 1), (Some("Designer"), 1)]);
    let first = &overview.postings[0];
    assert_eq!((first.completed, first.reviewed, first.mean_score), (2, 2, Some(3.0)));
    assert_eq!(first.to_completion, Some(Duration::from_secs(7200)));
}

#[test]
fn a_renamed_posting_has_its_latest_title() {
    let later = Row { posting: Some("Platform Engineer"), invited_at: at(DAY), ..invited(State::Invited) };
    for rows in [[invited(State::Invited), later], [later, invited(State::Invited)]] {
        assert_eq!(overview(&rows).postings[0].title.as_deref(), Some("Platform Engineer"));
    }
}

fn any_row() -> impl Strategy<Value = Row<'static>> {
    let time = || prop::option::of((0..400 * DAY).prop_map(at));
    let posting = prop::sample::select(vec![None, Some("p1"), Some("p2"), Some("p3")]);
    let state = prop::sample::select(State::ALL.to_vec());
    (posting, state, 0..200 * DAY, time(), time(), time(), time(), 0_u8..6).prop_map(
        |(posting, state, invited, entered_at, started_at, submitted_at, reviewed_at, score)| Row {
            posting_id: posting,
            posting,
            entered_at,
            invited_at: at(invited),
            started_at,
            submitted_at,
            reviewed_at,
            state,
            score: Score::new(score),
        },
    )
}

proptest! {
    #[test]
    fn sums_agree(rows in prop::collection::vec(any_row(), 0..80)) {
        let found = overview(&rows);
        let count = u32::try_from(rows.len()).unwrap();
        // Between two steps, nobody is lost and nobody comes.
        prop_assert_eq!(found.funnel.count(Step::Invited), count);
        for pair in found.funnel.steps.windows(2) {
            prop_assert_eq!(pair[0].count, pair[1].count + pair[0].left.total());
        }
        // Weeks and postings are two ways to cut the same whole.
        let of_weeks = |of: fn(&WeekFigures) -> u32| found.weeks.iter().map(of).sum::<u32>();
        let of_postings = |of: fn(&PostingFigures) -> u32| found.postings.iter().map(of).sum::<u32>();
        for (step, weeks, postings) in [
            (Step::Invited, of_weeks(|week| week.invited), of_postings(|one| one.invited)),
            (Step::Completed, of_weeks(|week| week.completed), of_postings(|one| one.completed)),
            (Step::Reviewed, of_weeks(|week| week.reviewed), of_postings(|one| one.reviewed)),
        ] {
            prop_assert_eq!((weeks, postings), (found.funnel.count(step), found.funnel.count(step)));
        }
        // Every known time is in one bucket, and half of them are at most the median.
        for times in [&found.to_invitation, &found.to_completion] {
            prop_assert_eq!(times.buckets.iter().map(|one| one.count).sum::<u32>(), times.count);
            prop_assert!(times.median <= times.p90);
            prop_assert_eq!(times.median.is_some(), times.count > 0);
        }
        let scored = rows.iter().filter(|row| row.score.is_some()).count();
        prop_assert_eq!(found.scores.iter().sum::<u32>() as usize, scored);
        // One posting after the other is everybody.
        let one_by_one: u32 = found.postings.iter().filter_map(|one| one.id.clone()).map(|id| {
            let mut tally = Tally::new(Some(id), berlin());
            rows.iter().for_each(|row| tally.add(row));
            tally.finish(None, at(0)).funnel.count(Step::Invited)
        }).sum();
        let nameless = rows.iter().filter(|row| row.posting_id.is_none()).count();
        prop_assert_eq!(one_by_one as usize + nameless, rows.len());
    }
}
