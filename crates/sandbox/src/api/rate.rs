//! A token bucket per key. It runs on real time, so that a standing test clock does not starve its
//! client.

use std::collections::HashMap;
use std::time::Instant;

#[derive(Debug, Default)]
pub(crate) struct Buckets(HashMap<String, (f64, Instant)>);

impl Buckets {
    /// Whether the key may send one more request now.
    pub(crate) fn admit(&mut self, key: &str, now: Instant, per_second: f64, burst: f64) -> bool {
        let (tokens, since) = self.0.entry(key.to_owned()).or_insert((burst, now));
        let elapsed = now.saturating_duration_since(*since).as_secs_f64();
        *tokens = (*tokens + elapsed * per_second).min(burst);
        *since = now;
        if *tokens < 1.0 {
            return false;
        }
        *tokens -= 1.0;
        true
    }
}
