use jiff::civil::{Time, time};
use jiff::tz::TimeZone;

use super::*;

fn at(seconds: i64) -> Timestamp {
    Timestamp::from_second(1_800_000_000 + seconds).expect("a time")
}

fn news(subject: &str) -> News {
    News { category: Category::Completed, subject: subject.into() }
}

fn quiet(from: &str, to: &str) -> QuietHours {
    QuietHours { on: true, from: from.into(), to: to.into() }
}

fn subjects(batches: &[Batch]) -> Vec<Vec<&str>> {
    batches.iter().map(|batch| batch.news.iter().map(|one| one.subject.as_str()).collect()).collect()
}

#[test]
fn several_in_a_short_time_become_one() {
    let mut desk = Desk::default();
    desk.hear(news("a"), at(0));
    desk.hear(news("b"), at(1));
    desk.hear(news("a"), at(1));
    assert_eq!(desk.next_at(), Some(at(2)));
    assert!(desk.take_due(at(1)).is_empty());
    assert_eq!(subjects(&desk.take_due(at(2))), [["a", "b"]]);
    assert_eq!(desk.next_at(), None);
}

#[test]
fn after_one_the_next_of_its_kind_waits_and_other_kinds_do_not() {
    let mut desk = Desk::default();
    desk.hear(news("a"), at(0));
    let first = desk.take_due(at(2)).remove(0);
    desk.shown("1".into(), first, at(2));
    desk.hear(news("b"), at(10));
    desk.hear(news("c"), at(40));
    desk.hear(News { category: Category::Attention, subject: "d".into() }, at(10));
    assert_eq!(subjects(&desk.take_due(at(12))), [["d"]]);
    assert_eq!(desk.next_at(), Some(at(62)));
    assert_eq!(subjects(&desk.take_due(at(62))), [["b", "c"]]);
}

#[test]
fn what_was_not_shown_holds_nothing_up() {
    let mut desk = Desk::default();
    desk.hear(news("a"), at(0));
    assert_eq!(desk.take_due(at(2)).len(), 1);
    desk.hear(news("b"), at(3));
    assert_eq!(desk.next_at(), Some(at(5)));
}

#[test]
fn snoozed_comes_again_once_and_outlives_a_restart() {
    let mut desk = Desk::default();
    desk.hear(news("a"), at(0));
    desk.hear(news("b"), at(0));
    let batch = desk.take_due(at(2)).remove(0);
    desk.shown("1".into(), batch, at(2));
    assert!(desk.snooze("1", at(10)));
    assert!(!desk.snooze("1", at(10)), "once");
    assert!(!desk.snooze("other", at(10)));

    let kept = serde_json::to_string(desk.snoozed()).expect("json");
    let mut next_run = Desk::default();
    next_run.resume(serde_json::from_str(&kept).expect("the same"));
    assert_eq!(next_run.next_at(), Some(at(3610)));
    assert!(next_run.take_due(at(3609)).is_empty());
    let again = next_run.take_due(at(3610));
    assert_eq!(subjects(&again), [["a", "b"]]);
    assert!(again[0].snoozed && next_run.snoozed().is_empty());
}

#[test]
fn quiet_hours_begin_end_and_span_midnight() {
    for (hours, now, expected) in [
        (quiet("12:00", "13:30"), time(11, 59, 59, 0), false),
        (quiet("12:00", "13:30"), time(12, 0, 0, 0), true),
        (quiet("12:00", "13:30"), time(13, 29, 59, 0), true),
        (quiet("12:00", "13:30"), time(13, 30, 0, 0), false),
        (quiet("18:00", "08:00"), time(17, 59, 0, 0), false),
        (quiet("18:00", "08:00"), time(23, 59, 59, 0), true),
        (quiet("18:00", "08:00"), time(0, 0, 0, 0), true),
        (quiet("18:00", "08:00"), time(8, 0, 0, 0), false),
        (QuietHours { on: false, ..quiet("00:00", "23:59") }, time(3, 0, 0, 0), false),
        (quiet("late", "early"), time(3, 0, 0, 0), false),
    ] {
        assert_eq!(is_quiet(&hours, now), expected, "{hours:?} at {now}");
    }
}

#[test]
fn quiet_hours_are_over_by_the_local_clock() {
    let zone = TimeZone::get("Europe/Berlin").expect("a zone");
    let berlin = |text: &str| text.parse::<jiff::civil::DateTime>().unwrap().to_zoned(zone.clone()).unwrap();
    for (now, over) in [
        ("2026-03-27T22:00", "2026-03-28T08:00"),
        ("2026-03-28T07:00", "2026-03-28T08:00"),
        // The night in which the clocks go forward is an hour shorter.
        ("2026-03-28T22:00", "2026-03-29T08:00"),
    ] {
        let until = quiet_until(&quiet("18:00", "08:00"), &berlin(now));
        assert_eq!(until, Some(berlin(over).timestamp()), "{now}");
    }
}

#[test]
fn silence_has_the_most_telling_reason() {
    let about = |about: &str| Settings { notify_about: about.into(), ..Settings::default() };
    let night = Settings { quiet_hours: quiet("18:00", "08:00"), ..about("all") };
    let mut without = about("all");
    without.notify_of.completed = false;
    let noon = time(12, 0, 0, 0);
    let facts = |settled, mine| Facts { settled, mine };
    let cases: [(&str, Settings, Facts, Time, Option<Silence>); 9] = [
        ("told", about("all"), facts(false, Some(false)), noon, None),
        ("mine", about("mine"), facts(false, Some(true)), noon, None),
        ("another's", about("mine"), facts(false, Some(false)), noon, Some(Silence::NotMine)),
        ("nobody's", about("mine"), facts(false, None), noon, None),
        ("off", about("none"), facts(false, Some(true)), noon, Some(Silence::Off)),
        ("kind off", without, facts(false, Some(true)), noon, Some(Silence::Category)),
        ("night", night.clone(), facts(false, None), time(23, 0, 0, 0), Some(Silence::Quiet)),
        ("day", night.clone(), facts(false, None), noon, None),
        ("settled", night, facts(true, None), time(23, 0, 0, 0), Some(Silence::Settled)),
    ];
    for (case, settings, facts, now, expected) in cases {
        assert_eq!(silence(&settings, Category::Completed, facts, now), expected, "{case}");
    }
}

#[test]
fn only_times_of_the_day_are_times() {
    assert_eq!(time_of_day("08:05"), Some(time(8, 5, 0, 0)));
    for text in ["", "8:05", "24:00", "12:60", "12-30", "-1:00", "12:3"] {
        assert_eq!(time_of_day(text), None, "{text}");
    }
}
