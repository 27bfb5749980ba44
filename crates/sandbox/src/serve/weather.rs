//! What goes wrong by chance, and how long answers take.

use std::f64::consts::TAU;
use std::time::Duration;

use crate::control::faults::FaultKind;
use crate::control::switches::Switches;
use crate::seed::random::Random;

/// The longest that an answer is held back.
const LONGEST: Duration = Duration::from_secs(60);

/// The fault that hits a request by chance, if any.
pub(crate) fn fault(switches: &Switches, dice: &mut Random) -> Option<FaultKind> {
    let shares = [
        (switches.error_before_share, FaultKind::Status { status: 500 }),
        (switches.error_after_share, FaultKind::ErrorAfterEffect),
        (switches.drop_before_share, FaultKind::DropBefore),
        (switches.drop_after_share, FaultKind::DropAfterEffect),
    ];
    if shares.iter().all(|(share, _)| *share <= 0.0) {
        return None;
    }
    let mut left = dice.share();
    shares.into_iter().find_map(|(share, kind)| {
        left -= share.max(0.0);
        (left < 0.0).then_some(kind)
    })
}

/// How long this answer is held back: log-normal around the median.
pub(crate) fn latency(switches: &Switches, dice: &mut Random) -> Duration {
    if switches.latency_median_ms <= 0.0 {
        return Duration::ZERO;
    }
    // Box-Muller: two even numbers make one of the normal distribution.
    let (u, v) = (dice.share().max(f64::MIN_POSITIVE), dice.share());
    let normal = (-2.0 * u.ln()).sqrt() * (TAU * v).cos();
    let ms = switches.latency_median_ms * (switches.latency_sigma.max(0.0) * normal).exp();
    Duration::try_from_secs_f64(ms / 1000.0).unwrap_or(LONGEST).min(LONGEST)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_met() {
        let mut dice = Random::new(3);
        let switches = Switches { error_before_share: 0.2, drop_after_share: 0.1, ..Switches::default() };
        let faults: Vec<_> = (0..10_000).filter_map(|_| fault(&switches, &mut dice)).collect();
        let drops = faults.iter().filter(|kind| **kind == FaultKind::DropAfterEffect).count();
        assert!((900..1100).contains(&drops), "{drops}");
        assert!((2800..3200).contains(&faults.len()), "{}", faults.len());
        assert_eq!(fault(&Switches::default(), &mut dice), None);
    }

    #[test]
    fn half_of_the_answers_are_quicker_than_the_median() {
        let mut dice = Random::new(3);
        let switches = Switches { latency_median_ms: 450.0, latency_sigma: 0.5, ..Switches::default() };
        let mut times: Vec<_> = (0..10_001).map(|_| latency(&switches, &mut dice).as_millis()).collect();
        times.sort_unstable();
        assert!((430..470).contains(&times[5_000]), "{}", times[5_000]);
        assert!((950..1150).contains(&times[9_500]), "{}", times[9_500]);
    }
}
