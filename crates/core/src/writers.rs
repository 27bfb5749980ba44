//! In whose name Lever is written to.

use serde::{Deserialize, Serialize};

use crate::UserId;

/// Whom a playbook names.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Writers {
    /// Writes; without one, whoever is connected does.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub perform_as: Option<UserId>,
    /// The address of the user who stands in for somebody who cannot.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fallback: Option<String>,
}

/// A user, as far as writing needs it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct User {
    /// Lever's id.
    pub id: UserId,
    /// Full name.
    pub name: String,
    /// E-mail address.
    pub email: Option<String>,
    /// Not deactivated.
    pub active: bool,
}

/// Who writes, and who should have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Writer {
    /// The user; none if nobody is known, so that Lever decides.
    pub user: Option<UserId>,
    /// Why it is not the one who was meant, in a sentence.
    pub problem: Option<String>,
}

impl Writers {
    /// Chooses: the playbook's user, else whoever is connected, and if that one cannot, whoever stands in.
    /// While no users are known yet, the one who is meant is believed.
    #[must_use]
    pub fn choose(&self, connected: Option<&UserId>, users: &[User]) -> Writer {
        let Some(meant) = self.perform_as.as_ref().or(connected) else {
            return Writer { user: self.stand_in(users).map(|user| user.id.clone()), problem: None };
        };
        let known = users.iter().find(|user| user.id == *meant);
        if users.is_empty() || known.is_some_and(|user| user.active) {
            return Writer { user: Some(meant.clone()), problem: None };
        }
        let active = |id: &UserId| users.iter().find(|user| user.id == *id && user.active);
        let other = self.stand_in(users).or_else(|| connected.and_then(active));
        let why = match known {
            Some(user) => format!("{} is deactivated in Lever", user.name),
            None => "The user who writes to Lever is not there any more".to_owned(),
        };
        let instead = match other {
            Some(other) => format!("{} writes instead.", other.name),
            None => "Choose somebody else, or Lever will refuse what is written.".to_owned(),
        };
        let user = other.map_or_else(|| meant.clone(), |other| other.id.clone());
        Writer { user: Some(user), problem: Some(format!("{why}. {instead}")) }
    }

    fn stand_in<'u>(&self, users: &'u [User]) -> Option<&'u User> {
        let address = self.fallback.as_deref()?;
        users.iter().find(|user| {
            user.active && user.email.as_deref().is_some_and(|email| email.eq_ignore_ascii_case(address))
        })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn user(id: &str, active: bool) -> User {
        User {
            id: UserId::new(id),
            name: id.to_uppercase(),
            email: Some(format!("{id}@example.com")),
            active,
        }
    }

    fn chosen(writers: &Writers, users: &[User]) -> (Option<String>, bool) {
        let writer = writers.choose(Some(&UserId::new("mara")), users);
        (writer.user.map(|user| user.to_string()), writer.problem.is_some())
    }

    #[test]
    fn the_playbooks_user_writes_else_the_connected_one_else_the_one_who_stands_in() {
        let ben = Writers { perform_as: Some(UserId::new("ben")), fallback: Some("Ola@Example.com".into()) };
        let all = |ben, mara, ola| [user("ben", ben), user("mara", mara), user("ola", ola)];
        assert_eq!(chosen(&ben, &all(true, true, true)), (Some("ben".into()), false));
        assert_eq!(chosen(&ben, &all(false, true, true)), (Some("ola".into()), true));
        assert_eq!(chosen(&ben, &all(false, true, false)), (Some("mara".into()), true));
        assert_eq!(chosen(&ben, &all(false, true, true)[1..]), (Some("ola".into()), true), "unknown");
        let nobody = Writers::default();
        assert_eq!(chosen(&nobody, &all(true, true, true)), (Some("mara".into()), false));
        assert_eq!(chosen(&nobody, &all(true, false, true)), (Some("mara".into()), true), "nobody stands in");
        assert_eq!(chosen(&ben, &[]), (Some("ben".into()), false), "before users are known");
        let writer = ben.choose(None, &all(false, true, true));
        assert_eq!(writer.problem.as_deref(), Some("BEN is deactivated in Lever. OLA writes instead."));
    }

    proptest! {
        #[test]
        fn nobody_who_is_deactivated_writes_while_somebody_named_can(active in prop::array::uniform3(any::<bool>())) {
            let writers = Writers { perform_as: Some(UserId::new("ben")), fallback: Some("ola@example.com".into()) };
            let users = [user("ben", active[0]), user("mara", active[1]), user("ola", active[2])];
            let writer = writers.choose(Some(&UserId::new("mara")), &users).user.unwrap();
            let can = users.iter().any(|user| user.id == writer && user.active);
            prop_assert_eq!(can, active.iter().any(|active| *active));
        }
    }
}
