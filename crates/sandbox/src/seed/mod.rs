//! The made-up company and its pipeline: the same seed and the same moment give the same account.

mod company;
mod names;
mod people;
pub(crate) mod random;
pub(crate) mod templates;

use self::random::Random;
use crate::world::World;
use crate::world::entities::Millis;

/// The company's name.
pub(crate) const COMPANY: &str = "Northwind Robotics";

/// A full account with `opportunities` candidates, as it stands at `now`.
pub(crate) fn account(opportunities: usize, seed: u64, now: Millis) -> World {
    let mut world = World::empty(COMPANY.to_owned(), Random::new(seed));
    company::furnish(&mut world, now);
    people::fill(&mut world, opportunities, now);
    world
}

/// The credentials of the account.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
pub(crate) struct Credentials {
    pub(crate) api_key: String,
    pub(crate) client_id: String,
    pub(crate) client_secret: String,
}

/// Credentials that look like the real ones and depend on the seed alone.
pub(crate) fn credentials(seed: u64) -> Credentials {
    let mut random = Random::new(seed ^ 0x6372_6564);
    Credentials { api_key: random.word(48), client_id: random.word(32), client_secret: random.word(64) }
}
