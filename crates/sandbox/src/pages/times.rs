//! Times as people read them.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::world::entities::Millis;

const MINUTE: Millis = 60_000;
const HOUR: Millis = 60 * MINUTE;
const DAY: Millis = 24 * HOUR;

/// How long ago, roughly.
pub(super) fn ago(at: Millis, now: Millis) -> String {
    match now.saturating_sub(at) {
        past if past < MINUTE => "just now".to_owned(),
        past if past < HOUR => format!("{} min", past / MINUTE),
        past if past < DAY => format!("{} h", past / HOUR),
        past => format!("{} d", past / DAY),
    }
}

/// Day and time where this computer is.
pub(super) fn full(at: Millis) -> String {
    Timestamp::from_millisecond(at).map_or_else(
        |_| String::new(),
        |at| at.to_zoned(TimeZone::system()).strftime("%-d %b %Y, %H:%M:%S").to_string(),
    )
}
