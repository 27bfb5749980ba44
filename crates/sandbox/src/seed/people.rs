//! Candidates at every point of the pipeline, spread over the last sixty days.

use super::company::DAY;
use super::names::{CITIES, EMPLOYERS, EXTRA_TAGS, FAMILY, GIVEN, HARD, REMARKS, SOURCES, TITLES};
use super::random::Random;
use crate::world::entities::{
    Application, Archived, Contact, DataProtection, Millis, Opportunity, Phone, Posting, StageChange,
};
use crate::world::ids::{ApplicationId, ContactId, OpportunityId, StageId, UserId};
use crate::world::notes::NewNote;
use crate::world::{Moment, World};

/// Of sixty people, how many are in each stage, in pipeline order.
const SPREAD: [usize; 8] = [15, 12, 8, 13, 5, 4, 2, 1];
/// Position of "New applicant" in the pipeline: where an application lands.
const APPLICANT: usize = 3;
const HOUR: Millis = 3_600_000;

pub(super) fn fill(world: &mut World, count: usize, now: Millis) {
    let mut random = world.random.clone();
    let mut places: Vec<usize> = SPREAD
        .iter()
        .enumerate()
        .flat_map(|(stage, people)| std::iter::repeat_n(stage, *people))
        .cycle()
        .take(count.next_multiple_of(60))
        .collect();
    random.shuffle(&mut places);
    places.truncate(count);
    let mut earlier: Option<ContactId> = None;
    for (index, stage) in places.into_iter().enumerate() {
        let shared = earlier.filter(|_| index % 20 == 19);
        let contact = match shared {
            Some(contact) => contact,
            None => {
                let contact = person(&mut random, index);
                let id = contact.id;
                world.put_contact(contact);
                id
            }
        };
        if index % 20 == 10 {
            earlier = Some(contact);
        }
        candidate(world, &mut random, index, stage, contact, now);
    }
    world.random = random;
}

fn person(random: &mut Random, index: usize) -> Contact {
    let (name, local) = if index % 5 == 3 && index / 5 < HARD.len() {
        HARD.get(index / 5).map(|(name, local)| ((*name).to_owned(), (*local).to_owned())).unwrap_or_default()
    } else {
        let (given, plain_given) = random.pick(GIVEN).copied().unwrap_or_default();
        let (family, plain_family) = random.pick(FAMILY).copied().unwrap_or_default();
        (format!("{given} {family}"), format!("{plain_given}.{plain_family}"))
    };
    let domain = if random.chance(500) { "example.com" } else { "example.org" };
    // The number keeps addresses apart: two people may share a name, never an address.
    let email = format!("{local}{index}@{domain}");
    let employer = random.pick(EMPLOYERS).copied().unwrap_or_default();
    let title = random.pick(TITLES).copied().unwrap_or_default();
    let linked = random.chance(350);
    let phone = random.chance(600);
    Contact {
        id: ContactId(random.uuid()),
        name,
        headline: if random.chance(850) { format!("{title}, {employer}") } else { String::new() },
        location: random.pick(CITIES).copied().unwrap_or_default().to_owned(),
        emails: if index % 12 == 5 { Vec::new() } else { vec![email] },
        phones: if phone {
            vec![Phone {
                kind: "mobile".to_owned(),
                value: format!("+46 70 555 {:04}", random.below(10_000)),
            }]
        } else {
            Vec::new()
        },
        links: if linked { vec![format!("https://www.example.com/in/{local}{index}")] } else { Vec::new() },
        is_anonymized: false,
        data_protection: match index % 29 {
            11 => Some(DataProtection { store: true, contact: false }),
            2 | 20 => Some(DataProtection { store: true, contact: true }),
            _ => None,
        },
    }
}

fn candidate(
    world: &mut World,
    random: &mut Random,
    index: usize,
    stage: usize,
    contact: ContactId,
    now: Millis,
) {
    let (mut origin, mut source) = random.pick(SOURCES).copied().unwrap_or_default();
    if stage < APPLICANT && origin == "applied" {
        (origin, source) = ("sourced", "LinkedIn");
    }
    let posting =
        if index % 15 == 4 && stage < APPLICANT { None } else { random.pick(&world.postings).cloned() };
    let recruiter = world.users.get(1 + random.below(3)).map(|user| user.id);
    let owner = match index % 11 {
        0 => None,
        5 => world.users.first().map(|user| user.id),
        _ => recruiter,
    };
    let created_at = now - random.between(2 * DAY, 60 * DAY);
    let stage_changes = path(world, random, stage, origin == "applied", created_at, now);
    let stage_time = stage_changes.last().map_or(created_at, |change| change.at);
    let archived = (index % 9 == 7).then(|| Archived {
        reason: world.reasons.get(1 + random.below(4)).map(|r| r.id),
        archived_at: random.between(stage_time, now - HOUR),
    });
    let last_advanced_at = match &archived {
        Some(archived) if random.chance(80) => archived.archived_at,
        _ => stage_time,
    };
    let last_interaction_at =
        archived.as_ref().map_or(stage_time + random.between(0, 10 * HOUR), |a| a.archived_at).min(now);
    let tags =
        if archived.is_some() && random.chance(975) { Vec::new() } else { tags_of(random, posting.as_ref()) };
    let mut followers: Vec<UserId> = posting.iter().map(|p| p.owner).collect();
    followers.extend(owner.filter(|owner| !followers.contains(owner)));
    let id = OpportunityId(random.uuid());
    let opportunity = Opportunity {
        id,
        contact,
        stage: world.stages.get(stage).map_or(StageId("lead-new".to_owned()), |s| s.id.clone()),
        confidential: index % 23 == 9,
        tags,
        sources: vec![source.to_owned()],
        stage_changes,
        origin: origin.to_owned(),
        sourced_by: if origin == "applied" { None } else { recruiter },
        owner,
        followers,
        application: posting.map(|posting| Application {
            id: ApplicationId(random.uuid()),
            kind: if origin == "applied" { "posting" } else { "user" }.to_owned(),
            posting: posting.id,
            user: if origin == "applied" { None } else { recruiter },
            created_at,
            archived: archived.clone().map(|mut archived| {
                archived.archived_at += 11;
                archived
            }),
            company: None,
            questions: Vec::new(),
        }),
        archived,
        created_at,
        updated_at: random.chance(40).then_some(last_interaction_at),
        last_interaction_at,
        last_advanced_at,
        snoozed_until: (index % 17 == 6).then(|| now + random.between(2 * DAY, 20 * DAY)),
    };
    let commented = opportunity.archived.is_none() && stage >= 2 && random.chance(300);
    let updated_at = opportunity.updated_at;
    world.insert(opportunity, Moment::at(now));
    if commented && let Some((text, score)) = random.pick(REMARKS).copied() {
        remark(world, id, text, score, recruiter, stage_time + HOUR / 2);
        if let Some(row) = world.opportunity(id) {
            let mut row = Opportunity::clone(row);
            row.updated_at = updated_at;
            world.insert(row, Moment::at(now));
        }
    }
}

fn remark(
    world: &mut World,
    id: OpportunityId,
    text: &str,
    score: Option<u8>,
    user: Option<UserId>,
    at: Millis,
) {
    let note = NewNote { value: text.to_owned(), score, user, created_at: Some(at), ..NewNote::default() };
    // The opportunity was inserted just before, so nothing can refuse the note.
    let _ = world.add_note(id, note, Moment::at(at));
}

/// The way from where a person entered to where the person is.
fn path(
    world: &World,
    random: &mut Random,
    stage: usize,
    applied: bool,
    created_at: Millis,
    now: Millis,
) -> Vec<StageChange> {
    let entry = if applied { APPLICANT } else { 0 };
    let mut stops = vec![entry.min(stage)];
    stops.extend((entry.min(stage) + 1..=stage).filter(|stop| *stop == stage || random.chance(600)));
    let mut at = created_at;
    let mut changes = Vec::new();
    for (position, stop) in stops.iter().enumerate() {
        if position > 0 {
            let left = i64::try_from(stops.len() - position).unwrap_or(1);
            let longest = ((now - HOUR - at) / (left + 1)).max(1);
            at += random.between(longest / 4, longest);
        }
        if let Some(stage) = world.stages.get(*stop) {
            changes.push(StageChange {
                to: stage.id.clone(),
                index: *stop,
                at,
                user: if random.chance(240) {
                    world.users.get(1 + random.below(3)).map(|user| user.id)
                } else {
                    None
                },
            });
        }
    }
    changes
}

fn tags_of(random: &mut Random, posting: Option<&Posting>) -> Vec<String> {
    let mut tags = Vec::new();
    if random.chance(250)
        && let Some(tag) = random.pick(EXTRA_TAGS)
    {
        tags.push((*tag).to_owned());
    }
    let copied = posting.iter().flat_map(|posting| posting.copied_tags());
    tags.extend(copied.map(str::to_owned));
    tags
}
