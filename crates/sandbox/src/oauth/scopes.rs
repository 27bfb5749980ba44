//! The permissions that an app may ask for, in plain words.

/// Resource, words for reading, words for writing (empty where there is no write scope).
const RESOURCES: &[(&str, &str, &str)] = &[
    ("applications", "Read applications to postings", ""),
    ("archive_reasons", "Read archive reasons", ""),
    ("audit_events", "Read the audit log", ""),
    ("contact", "Read contact details of candidates", "Read and change contact details of candidates"),
    ("diversity_surveys", "Read diversity surveys", ""),
    ("eeo_responses", "Read EEO responses", ""),
    ("eeo_responses_pii", "Read EEO responses with personal data", ""),
    ("feedback", "Read feedback forms", "Read and write feedback forms"),
    ("feedback_templates", "Read feedback templates", "Read and change feedback templates"),
    ("files", "Read files of candidates", "Read, add and delete files of candidates"),
    ("forms", "Read profile forms", "Read and write profile forms"),
    ("form_templates", "Read form templates", "Read and change form templates"),
    ("groups", "Read groups", "Read and change groups"),
    ("interviews", "Read interviews", "Read and change interviews"),
    ("notes", "Read notes on candidates", "Read, add and delete notes on candidates"),
    ("offers", "Read offers", ""),
    (
        "opportunities",
        "Read candidates and their stages",
        "Read candidates, add them, tag them and move them between stages",
    ),
    ("panels", "Read interview panels", "Read and change interview panels"),
    ("permissions", "Read permissions", "Read and change permissions"),
    ("postings", "Read job postings", "Read and change job postings, and apply to them"),
    ("referrals", "Read referrals", ""),
    ("requisitions", "Read requisitions", "Read and change requisitions"),
    ("requisition_fields", "Read requisition fields", "Read and change requisition fields"),
    ("resumes", "Read résumés", ""),
    ("roles", "Read roles", "Read and change roles"),
    ("sources", "Read candidate sources", ""),
    ("stages", "Read the stages of the pipeline", ""),
    ("tags", "Read the tags in use", ""),
    ("tasks", "Read tasks", ""),
    ("uploads", "", "Upload files"),
    ("users", "Read the users of this account", "Read and change the users of this account"),
    ("webhooks", "Read webhooks", "Read and change webhooks"),
];

/// What a scope allows, in plain words; `None` if there is no such scope.
pub(super) fn words(scope: &str) -> Option<&'static str> {
    match scope {
        "offline_access" => return Some("Stay connected when you are not here"),
        "confidential:access:admin" => {
            return Some("See confidential candidates and postings");
        }
        _ => {}
    }
    let mut parts = scope.split(':');
    let (resource, access) = (parts.next()?, parts.next()?);
    if parts.next() != Some("admin") || parts.next().is_some() {
        return None;
    }
    let (_, read, write) = RESOURCES.iter().find(|(name, ..)| *name == resource)?;
    let words = match access {
        "read" => read,
        "write" => write,
        _ => return None,
    };
    (!words.is_empty()).then_some(*words)
}

/// Whether the scope changes something or reaches further than usual.
pub(super) fn is_strong(scope: &str) -> bool {
    scope.contains(":write:") || scope == "confidential:access:admin"
}
