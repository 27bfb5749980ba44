//! The account's lists: stages, users, postings, tags, sources, archive reasons, contacts.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::{Path, State};

use super::answer::{Answer, by_place, by_text, by_time, data};
use super::body::Body;
use super::caller::Caller;
use super::error::ApiError;
use super::opportunities::confidentiality;
use super::params::Params;
use super::shape::{self, Shaper};
use super::writes::phones;
use crate::account::Account;
use crate::node::{Node, object};
use crate::sync::lock;
use crate::world::entities::Posting;
use crate::world::ids::{ContactId, ReasonId, StageId, UserId};
use crate::world::{Refusal, World};

const POSTING_EXPANDABLE: &[&str] = &["user", "owner", "hiringManager", "followers"];

pub(crate) async fn stages(State(account): State<Arc<Account>>, caller: Caller, params: Params) -> Answer {
    caller.need("stages", "read")?;
    let rows = lock(&account.world).stages.iter().map(|s| (s.id.0.clone(), shape::stage(s))).collect();
    by_place(&account, &params, rows)
}

pub(crate) async fn stage(
    State(account): State<Arc<Account>>,
    caller: Caller,
    Path(id): Path<String>,
) -> Answer {
    caller.need("stages", "read")?;
    lock(&account.world)
        .stage(&StageId(id))
        .map(|stage| data(&shape::stage(stage)))
        .ok_or_else(|| ApiError::not_found("Stage was not found"))
}

pub(crate) async fn disposition_stages(State(account): State<Arc<Account>>, caller: Caller) -> Answer {
    caller.need("stages", "read")?;
    let world = lock(&account.world);
    let stages: Vec<Node> = world.stages.iter().map(shape::disposition_stage).collect();
    let reasons: Vec<Node> = world
        .reasons
        .iter()
        .map(|reason| {
            object! {
                "id": reason.id,
                "text": reason.text,
                "type": (reason.kind == "hired").then_some("hired"),
                "status": reason.status,
            }
        })
        .collect();
    Ok(data(&object! { "stages": stages, "archiveReasons": reasons }))
}

pub(crate) async fn archive_reasons(
    State(account): State<Arc<Account>>,
    caller: Caller,
    params: Params,
) -> Answer {
    caller.need("archive_reasons", "read")?;
    let kind = params.first("type");
    let rows = lock(&account.world)
        .reasons
        .iter()
        .filter(|reason| kind.is_none_or(|kind| reason.kind == kind))
        .map(|reason| (reason.id.to_string(), shape::reason(reason)))
        .collect();
    by_place(&account, &params, rows)
}

pub(crate) async fn archive_reason(
    State(account): State<Arc<Account>>,
    caller: Caller,
    Path(id): Path<String>,
) -> Answer {
    caller.need("archive_reasons", "read")?;
    let id: Option<ReasonId> = id.parse().ok();
    lock(&account.world)
        .reasons
        .iter()
        .find(|reason| Some(reason.id) == id)
        .map(|reason| data(&shape::reason(reason)))
        .ok_or_else(|| ApiError::not_found("Archive reason was not found"))
}

pub(crate) async fn users(State(account): State<Arc<Account>>, caller: Caller, params: Params) -> Answer {
    caller.need("users", "read")?;
    let everybody = params.flag("includeDeactivated")?.unwrap_or(false);
    let (emails, roles) = (params.texts("email"), params.texts("accessRole"));
    let rows = lock(&account.world)
        .users
        .iter()
        .filter(|user| everybody || user.deactivated_at.is_none())
        .filter(|user| {
            emails.as_ref().is_none_or(|wanted| wanted.iter().any(|e| e.eq_ignore_ascii_case(&user.email)))
                && roles.as_ref().is_none_or(|wanted| wanted.contains(&user.access_role))
        })
        .map(|user| (user.created_at, user.id.to_string(), shape::user(user)))
        .collect();
    by_time(&account, &params, rows)
}

pub(crate) async fn user(
    State(account): State<Arc<Account>>,
    caller: Caller,
    Path(id): Path<String>,
) -> Answer {
    caller.need("users", "read")?;
    let id: Option<UserId> = id.parse().ok();
    let world = lock(&account.world);
    id.and_then(|id| world.active_user(id))
        .map(|user| data(&shape::user(user)))
        .ok_or_else(|| ApiError::not_found("user was not found"))
}

pub(crate) async fn postings(State(account): State<Arc<Account>>, caller: Caller, params: Params) -> Answer {
    caller.need("postings", "read")?;
    let expand = params.expand(POSTING_EXPANDABLE)?;
    let updated = params.window("updated_at")?;
    let confidentiality = confidentiality(&params, &caller)?;
    if updated.is_set()
        && let Some(other) = POSTING_FILTERS.iter().find(|name| params.first(name).is_some())
    {
        let words = format!("{other} cannot be combined with updated_at_start or updated_at_end");
        return Err(ApiError::bad_request(words));
    }
    let world = lock(&account.world);
    let shaper = Shaper { world: &world, url: &account.ready.url };
    let rows = world
        .postings
        .iter()
        .filter(|posting| confidentiality.shows(posting.confidential))
        .filter(|posting| posting_passes(posting, &params))
        .filter(|posting| updated.holds(Some(posting.updated_at)))
        .map(|posting| (posting.created_at, posting.id.to_string(), shaper.posting(posting, &expand)))
        .collect();
    drop(world);
    by_time(&account, &params, rows)
}

/// Filters that the documentation does not allow beside a window of update times.
const POSTING_FILTERS: &[&str] = &[
    "state",
    "distributionChannel",
    "group",
    "team",
    "department",
    "location",
    "commitment",
    "level",
    "tag",
];

fn posting_passes(posting: &Posting, params: &Params) -> bool {
    // Published postings that only the company sees are left out unless they are asked for.
    let shown_in = |channel: &str| posting.channels().is_some_and(|channels| channels.contains(&channel));
    let shown = match params.first("distributionChannel") {
        Some(asked) => shown_in(asked),
        None => posting.state != "published" || shown_in("public"),
    };
    let one_of = |name: &str, value: &str| params.all(name).is_none_or(|wanted| wanted.contains(&value));
    shown
        && one_of("state", &posting.state)
        && one_of("group", &posting.department)
        // Postings of this account have no level.
        && params.first("level").is_none()
        && one_of("team", &posting.team)
        && one_of("department", &posting.department)
        && one_of("location", &posting.location)
        && one_of("commitment", &posting.commitment)
        && params.all("tag").is_none_or(|wanted| posting.tags.iter().any(|t| wanted.contains(&t.as_str())))
}

pub(crate) async fn posting(
    State(account): State<Arc<Account>>,
    caller: Caller,
    Path(id): Path<String>,
    params: Params,
) -> Answer {
    caller.need("postings", "read")?;
    let expand = params.expand(POSTING_EXPANDABLE)?;
    let world = lock(&account.world);
    let posting = seen_posting(&world, &caller, &id)?;
    let shaper = Shaper { world: &world, url: &account.ready.url };
    Ok(data(&params.trim(shaper.posting(posting, &expand))))
}

/// The posting with this id, if the caller may see it.
pub(crate) fn seen_posting<'a>(world: &'a World, caller: &Caller, id: &str) -> Result<&'a Posting, ApiError> {
    let nowhere = || ApiError::not_found("Posting was not found");
    let posting = id.parse().ok().and_then(|id| world.posting(id)).ok_or_else(nowhere)?;
    caller.may_see(posting.confidential, nowhere)?;
    Ok(posting)
}

pub(crate) async fn tags(State(account): State<Arc<Account>>, caller: Caller, params: Params) -> Answer {
    caller.need("tags", "read")?;
    let rows = counted(lock(&account.world).catalog.tags());
    by_text(&account, &params, rows)
}

pub(crate) async fn sources(State(account): State<Arc<Account>>, caller: Caller, params: Params) -> Answer {
    caller.need("sources", "read")?;
    let rows = counted(lock(&account.world).catalog.sources());
    by_text(&account, &params, rows)
}

/// Texts with their counts; the text is also the id.
fn counted<'a>(texts: impl Iterator<Item = (&'a str, usize)>) -> Vec<(String, String, Node)> {
    let row = |(text, count): (&str, usize)| {
        (text.to_owned(), text.to_owned(), object! { "count": count, "text": text })
    };
    texts.map(row).collect()
}

pub(crate) async fn contact(
    State(account): State<Arc<Account>>,
    caller: Caller,
    Path(id): Path<String>,
) -> Answer {
    caller.need("contact", "read")?;
    let id: ContactId = id.parse().map_err(|_| Refusal::NoContact)?;
    let world = lock(&account.world);
    let contact = world.contact(id).ok_or(Refusal::NoContact)?;
    caller.may_see(is_confidential(&world, id), || Refusal::NoContact.into())?;
    Ok(data(&shape::contact(contact)))
}

/// Whether everything about a person is confidential.
fn is_confidential(world: &World, id: ContactId) -> bool {
    let mut all = world.opportunities_of(id).into_iter().filter_map(|id| world.opportunity(id)).peekable();
    all.peek().is_some() && all.all(|row| row.confidential)
}

/// The recorded answer lacks `isAnonymized` and `dataProtection`.
pub(crate) async fn put_contact(
    State(account): State<Arc<Account>>,
    caller: Caller,
    Path(id): Path<String>,
    bytes: Bytes,
) -> Answer {
    caller.need("contact", "write")?;
    let body = Body::parse(&bytes)?;
    let emails = body.texts("emails")?;
    let id: ContactId = id.parse().map_err(|_| Refusal::NoContact)?;
    let phones = body.get("phones").is_some().then(|| phones(&body));
    let moment = account.moment();
    let mut world = lock(&account.world);
    caller.may_see(is_confidential(&world, id), || Refusal::NoContact.into())?;
    world.change_contact(id, moment, |contact| {
        for (name, field) in [
            ("name", &mut contact.name),
            ("headline", &mut contact.headline),
            ("location", &mut contact.location),
        ] {
            if let Some(text) = body.text(name) {
                text.clone_into(field);
            }
        }
        if let Some(emails) = emails {
            contact.emails = emails;
        }
        if let Some(phones) = phones {
            contact.phones = phones;
        }
    })?;
    let mut node = world.contact(id).map(shape::contact).ok_or(Refusal::NoContact)?;
    node.retain(|key| !matches!(key, "isAnonymized" | "dataProtection"));
    Ok(data(&node))
}
