use std::time::{Duration, Instant};

/// How long a test waits for one thing before it gives up.
pub const LIMIT: Duration = Duration::from_secs(20);

/// Looks until `look` finds what it looks for; panics with what it said last after [`LIMIT`].
pub async fn until<T>(what: &str, look: impl AsyncFnMut() -> Result<T, String>) -> T {
    until_within(LIMIT, what, look).await
}

/// [`until`] with another limit.
pub async fn until_within<T>(
    limit: Duration,
    what: &str,
    mut look: impl AsyncFnMut() -> Result<T, String>,
) -> T {
    let start = Instant::now();
    loop {
        match look().await {
            Ok(found) => return found,
            Err(seen) if start.elapsed() > limit => {
                panic!("waited {} s for {what}; the last look said: {seen}", limit.as_secs())
            }
            Err(_) => tokio::time::sleep(Duration::from_millis(25)).await,
        }
    }
}
