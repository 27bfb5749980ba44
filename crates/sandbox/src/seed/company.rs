//! Users, stages, archive reasons and postings.

use super::random::Random;
use crate::world::World;
use crate::world::entities::{ArchiveReason, Millis, Posting, Stage, User};
use crate::world::ids::{PostingId, ReasonId, StageId, UserId};

/// One day in milliseconds.
pub(super) const DAY: Millis = 86_400_000;

/// Name, role, job title, and whether the account is still active.
const USERS: &[(&str, &str, &str, bool)] = &[
    ("Mara Lindqvist", "super admin", "Head of Talent", true),
    ("Ben Adeyemi", "admin", "Talent Partner", true),
    ("Priya Raman", "team member", "Senior Recruiter", true),
    ("Jonas Weber", "team member", "Recruiter", true),
    ("Chiara Moretti", "limited team member", "Hiring Manager, Software", true),
    ("Daniel Okoye", "interviewer", "Staff Engineer", true),
    ("Yuki Sato", "interviewer", "Controls Engineer", true),
    ("Sven Dahl", "team member", "Recruiter", false),
];

/// Id, text, pipeline and rank. The slugs are Lever's own, the UUIDs the company's.
const STAGES: &[(&str, &str, &str, f64)] = &[
    ("lead-new", "New lead", "lead", 1.0),
    ("lead-reached-out", "Reached out", "lead", 3.0),
    ("lead-responded", "Responded", "lead", 5.0),
    ("applicant-new", "New applicant", "applicant", 101.0),
    ("3f1b8f0e-6a51-4c37-9d2e-5b0c7d1e2a01", "Phone screen", "screen", 201.0),
    ("8c5d2a44-0f3b-4b8e-a6c9-1e7f9b3d4c02", "On-site interview", "onsite", 230.5),
    ("d27e6b19-95c8-4f0a-8b31-6c4a2f5e8d03", "Reference check", "onsite", 235.0),
    ("offer", "Offer", "offer", 261.0),
];

const REASONS: &[(&str, &str, &str)] = &[
    ("Hired", "active", "hired"),
    ("Underqualified", "active", "non-hired"),
    ("Withdrew", "active", "non-hired"),
    ("Unresponsive", "active", "non-hired"),
    ("Position closed", "active", "non-hired"),
    ("Offer declined", "active", "non-hired"),
    ("Culture fit", "inactive", "non-hired"),
];

struct Job {
    text: &'static str,
    department: &'static str,
    team: &'static str,
    location: &'static str,
    country: &'static str,
    commitment: &'static str,
    workplace: &'static str,
    state: &'static str,
    tags: &'static [&'static str],
}

const JOBS: &[Job] = &[
    Job {
        text: "Backend Engineer",
        department: "Engineering",
        team: "Platform",
        location: "Stockholm",
        country: "SE",
        commitment: "Full-time",
        workplace: "hybrid",
        state: "published",
        tags: &["backend"],
    },
    Job {
        text: "Robotics Software Engineer",
        department: "Engineering",
        team: "Motion",
        location: "Munich",
        country: "DE",
        commitment: "Full-time",
        workplace: "onsite",
        state: "published",
        tags: &["robotics"],
    },
    Job {
        text: "Mechanical Design Engineer",
        department: "Hardware",
        team: "Grippers",
        location: "Munich",
        country: "DE",
        commitment: "Full-time",
        workplace: "onsite",
        state: "published",
        tags: &[],
    },
    Job {
        text: "Customer Support Specialist",
        department: "Customer Success",
        team: "Support",
        location: "Lisbon",
        country: "PT",
        commitment: "Full-time",
        workplace: "hybrid",
        state: "published",
        tags: &["Hubert: 61f080d9414018eda48a7380"],
    },
    Job {
        text: "Field Service Technician",
        department: "Customer Success",
        team: "Field Service",
        location: "Rotterdam",
        country: "NL",
        commitment: "Full-time",
        workplace: "onsite",
        state: "published",
        tags: &["Hubert: 61f080d9414018eda48a7391"],
    },
    Job {
        text: "Product Designer",
        department: "Product",
        team: "Design",
        location: "Remote (Europe)",
        country: "SE",
        commitment: "Full-time",
        workplace: "remote",
        state: "published",
        tags: &[],
    },
    Job {
        text: "Account Executive, Nordics",
        department: "Sales",
        team: "Enterprise",
        location: "Stockholm",
        country: "SE",
        commitment: "Full-time",
        workplace: "hybrid",
        state: "published",
        tags: &[],
    },
    Job {
        text: "Working Student, Data & Insights",
        department: "Operations",
        team: "Insights",
        location: "Munich",
        country: "DE",
        commitment: "Part-time",
        workplace: "hybrid",
        state: "internal",
        tags: &["student"],
    },
];

/// Gives an empty world its company.
pub(super) fn furnish(world: &mut World, now: Millis) {
    let mut random = world.random.clone();
    world.users =
        USERS.iter().enumerate().map(|(index, user)| user_of(&mut random, index, *user, now)).collect();
    world.stages = STAGES
        .iter()
        .map(|(id, text, pipeline, rank)| Stage {
            id: StageId((*id).to_owned()),
            text: (*text).to_owned(),
            pipeline: (*pipeline).to_owned(),
            rank: *rank,
        })
        .collect();
    world.reasons = REASONS
        .iter()
        .map(|(text, status, kind)| ArchiveReason {
            id: ReasonId(random.uuid()),
            text: (*text).to_owned(),
            status: (*status).to_owned(),
            kind: (*kind).to_owned(),
        })
        .collect();
    let users: Vec<UserId> = world.users.iter().map(|user| user.id).collect();
    world.postings = JOBS
        .iter()
        .enumerate()
        .filter_map(|(index, job)| posting_of(&mut random, index, job, &users, now))
        .collect();
    world.templates = super::templates::templates(now - 400 * DAY);
    world.random = random;
}

fn user_of(
    random: &mut Random,
    index: usize,
    (name, role, title, active): (&str, &str, &str, bool),
    now: Millis,
) -> User {
    let age = 900 - i64::try_from(index).unwrap_or(0) * 70;
    User {
        id: UserId(random.uuid()),
        name: name.to_owned(),
        email: format!("{}@northwind.example.com", name.to_lowercase().replace(' ', ".")),
        access_role: role.to_owned(),
        job_title: Some(title.to_owned()),
        created_at: now - age * DAY + random.between(0, DAY),
        deactivated_at: (!active).then_some(now - 40 * DAY),
    }
}

fn posting_of(
    random: &mut Random,
    index: usize,
    job: &Job,
    users: &[UserId],
    now: Millis,
) -> Option<Posting> {
    // The recruiters are users 1 to 3; the hiring manager is user 4.
    let owner = *users.get(1 + index % 3)?;
    let age = 200 - i64::try_from(index).unwrap_or(0) * 11;
    let created_at = now - age * DAY + random.between(0, DAY);
    Some(Posting {
        id: PostingId(random.uuid()),
        text: job.text.to_owned(),
        state: job.state.to_owned(),
        department: job.department.to_owned(),
        team: job.team.to_owned(),
        location: job.location.to_owned(),
        commitment: job.commitment.to_owned(),
        country: job.country.to_owned(),
        workplace: job.workplace.to_owned(),
        tags: job.tags.iter().map(|tag| (*tag).to_owned()).collect(),
        owner,
        hiring_manager: (index % 3 != 2).then(|| users.get(4).copied()).flatten(),
        followers: vec![owner],
        internal_only: false,
        confidential: false,
        created_at,
        updated_at: created_at + 3 * DAY,
    })
}
