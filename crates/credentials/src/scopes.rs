//! The permissions that Fulcrum asks Lever for, each with its purpose.

/// The scope for confidential data, asked for only when chosen.
pub const CONFIDENTIAL: &str = "confidential:access:admin";

/// A permission.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Permission {
    /// Lever's scope (developer documentation, "Scopes").
    pub scope: &'static str,
    /// What it is for, in a recruiter's words.
    pub purpose: &'static str,
    /// Asked for only when chosen.
    pub optional: bool,
}

const fn needed(scope: &'static str, purpose: &'static str) -> Permission {
    Permission { scope, purpose, optional: false }
}

const ALL: &[Permission] = &[
    needed("offline_access", "Stay signed in, so that nobody has to sign in every hour"),
    needed(
        "opportunities:write:admin",
        "See who enters a trigger stage; add tags and the link to the report; move them once you say so",
    ),
    needed("notes:write:admin", "Write the score and the review as a note"),
    needed("applications:read:admin", "Know which posting somebody applied to, and with which address"),
    needed("contact:read:admin", "Recognise the same person behind two opportunities"),
    needed("postings:read:admin", "Show postings by name"),
    needed("stages:read:admin", "Let you choose trigger stages"),
    needed("tags:read:admin", "For later: check tags before they are used"),
    needed("users:read:admin", "Write as you, and show who moved a candidate"),
    needed("archive_reasons:read:admin", "Tell a hire from a rejection"),
    needed("files:write:admin", "Attach the report to the candidate, if a playbook says so"),
    needed("feedback:write:admin", "Fill in a feedback form, where a playbook says so"),
    needed("feedback_templates:read:admin", "Show feedback forms to choose from, and find their questions"),
    Permission {
        scope: CONFIDENTIAL,
        purpose: "Also screen candidates on confidential postings",
        optional: true,
    },
];

/// Every permission, in the order in which it is explained.
#[must_use]
pub fn permissions() -> &'static [Permission] {
    ALL
}

/// Whether `granted` (Lever's scopes) holds `scope`; writing includes reading (developer
/// documentation, "Scopes").
#[must_use]
pub fn covers(granted: &[String], scope: &str) -> bool {
    let wider = scope.replace(":read:", ":write:");
    granted.iter().any(|one| one == scope || *one == wider)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn writing_includes_reading_and_not_the_other_way_round() {
        let granted = ["notes:write:admin".to_owned(), "files:read:admin".to_owned()];
        assert!(covers(&granted, "notes:read:admin"));
        assert!(covers(&granted, "notes:write:admin"));
        assert!(covers(&granted, "files:read:admin"));
        assert!(!covers(&granted, "files:write:admin"));
        assert!(!covers(&granted, "users:read:admin"));
    }
}
