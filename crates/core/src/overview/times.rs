//! How long something takes.

use std::time::Duration;

const MINUTE: u64 = 60;
const HOUR: u64 = 60 * MINUTE;
const DAY: u64 = 24 * HOUR;

/// Upper limits, in seconds, for what a program does.
pub(super) const TO_INVITATION: &[u64] = &[15, MINUTE, 10 * MINUTE, HOUR, DAY];
/// Upper limits, in seconds, for what a person does.
pub(super) const TO_COMPLETION: &[u64] = &[HOUR, 6 * HOUR, DAY, 2 * DAY, 4 * DAY, 7 * DAY];

/// How many took how long.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bucket {
    /// From here on.
    pub from: Duration,
    /// Below this; the last bucket has no end.
    pub below: Option<Duration>,
    /// How many.
    pub count: u32,
}

/// How long something took, over everybody who came that far.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Times {
    /// How many are known.
    pub count: u32,
    /// Half of them took at most this long.
    pub median: Option<Duration>,
    /// Nine in ten took at most this long.
    pub p90: Option<Duration>,
    /// All of them, the shortest first.
    pub buckets: Vec<Bucket>,
}

impl Times {
    pub(super) fn of(mut millis: Vec<i64>, limits: &[u64]) -> Self {
        let limits: Vec<Duration> = limits.iter().copied().map(Duration::from_secs).collect();
        let mut counts = vec![0_u32; limits.len() + 1];
        for one in &millis {
            let at = limits.partition_point(|limit| duration(*one) >= *limit);
            if let Some(count) = counts.get_mut(at) {
                *count += 1;
            }
        }
        let starts = std::iter::once(Duration::ZERO).chain(limits.iter().copied());
        let ends = limits.iter().copied().map(Some).chain(std::iter::once(None));
        let buckets = starts
            .zip(ends)
            .zip(counts)
            .map(|((from, below), count)| Bucket { from, below, count })
            .collect();
        Self {
            count: u32::try_from(millis.len()).unwrap_or(u32::MAX),
            median: quantile(&mut millis, 50),
            p90: quantile(&mut millis, 90),
            buckets,
        }
    }
}

/// The smallest value that at least `percent` of all do not exceed (nearest rank).
pub(super) fn quantile(millis: &mut [i64], percent: usize) -> Option<Duration> {
    if millis.is_empty() {
        return None;
    }
    let rank = (millis.len() * percent).div_ceil(100).max(1);
    let (_, value, _) = millis.select_nth_unstable(rank - 1);
    Some(duration(*value))
}

fn duration(millis: i64) -> Duration {
    Duration::from_millis(u64::try_from(millis).unwrap_or(0))
}
