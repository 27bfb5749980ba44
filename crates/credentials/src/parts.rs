//! A secret that is longer than one entry of the keychain is kept in several.
//!
//! Invariant: the entry of its name is written last. Whenever the work is cut off, reading gives
//! either the secret of before or the new one, never a mixture: new parts go to names that the old
//! secret does not use.

/// What one entry takes, in bytes: Windows allows 2,560 (`CRED_MAX_CREDENTIAL_BLOB_SIZE`). Kept
/// everywhere, so that nobody is surprised there.
pub(crate) const ENTRY_LIMIT: usize = 2560;

/// So many entries make one secret at most.
const MOST_PARTS: usize = 16;

/// The longest secret, in bytes.
pub(crate) const LIMIT: usize = ENTRY_LIMIT * MOST_PARTS;

/// What an entry begins with that says where the parts are. No text of Lever's begins so; one that
/// does is kept in parts, however short.
const MARK: &str = "\u{1}fulcrum-parts ";

/// The entries of a keychain.
pub(crate) trait Entries {
    /// Why one could not be read or written.
    type Error;
    /// The text of an entry.
    fn get(&self, name: &str) -> Result<Option<String>, Self::Error>;
    /// Writes or replaces an entry.
    fn set(&self, name: &str, text: &str) -> Result<(), Self::Error>;
    /// Deletes an entry; false if there was none.
    fn delete(&self, name: &str) -> Result<bool, Self::Error>;
    /// What to answer when parts are missing.
    fn incomplete() -> Self::Error;
    /// Whether the entry is there and cannot be read, so that only writing over it helps.
    fn is_damaged(error: &Self::Error) -> bool;
}

/// The secret called `name`.
pub(crate) fn read<E: Entries>(entries: &E, name: &str) -> Result<Option<String>, E::Error> {
    let Some(text) = entries.get(name)? else { return Ok(None) };
    if !text.starts_with(MARK) {
        return Ok(Some(text));
    }
    let list = List::parse(&text).ok_or_else(E::incomplete)?;
    let mut whole = String::with_capacity(list.bytes);
    for number in 1..=list.count {
        let part = entries.get(&part_name(name, list.side, number))?;
        whole.push_str(&part.ok_or_else(E::incomplete)?);
    }
    if whole.len() == list.bytes { Ok(Some(whole)) } else { Err(E::incomplete()) }
}

/// Writes or replaces it, whatever state it is in; `secret` has at most [`LIMIT`] bytes.
pub(crate) fn write<E: Entries>(entries: &E, name: &str, secret: &str) -> Result<(), E::Error> {
    let before = before(entries, name)?;
    let side = before.side().map_or(Side::A, Side::other);
    if secret.len() <= ENTRY_LIMIT && !secret.starts_with(MARK) {
        entries.set(name, secret)?;
        return match before {
            Before::Whole => Ok(()),
            Before::Parts(list) => clear(entries, name, list.side, 1, list.count),
            Before::Damaged => clear_both(entries, name, MOST_PARTS),
        };
    }
    let parts = split(secret);
    for (number, part) in (1..).zip(&parts) {
        entries.set(&part_name(name, side, number), part)?;
    }
    let list = List { side, count: parts.len(), bytes: secret.len() };
    entries.set(name, &list.to_string())?;
    // A longer one may have been cut off here before.
    clear(entries, name, side, parts.len() + 1, 0)?;
    match before {
        Before::Whole => Ok(()),
        Before::Parts(list) => clear(entries, name, list.side, 1, list.count),
        Before::Damaged => clear(entries, name, side.other(), 1, MOST_PARTS),
    }
}

/// Deletes it with all its parts, whatever state it is in.
pub(crate) fn delete<E: Entries>(entries: &E, name: &str) -> Result<(), E::Error> {
    let certain = match before(entries, name)? {
        Before::Whole => 0,
        Before::Parts(list) => list.count,
        Before::Damaged => MOST_PARTS,
    };
    entries.delete(name)?;
    clear_both(entries, name, certain)
}

/// What is stored now.
enum Before {
    /// One entry, or none.
    Whole,
    Parts(List),
    /// It cannot be read, so that nobody knows where its parts are.
    Damaged,
}

impl Before {
    fn side(&self) -> Option<Side> {
        match self {
            Self::Parts(list) => Some(list.side),
            Self::Whole | Self::Damaged => None,
        }
    }
}

fn before<E: Entries>(entries: &E, name: &str) -> Result<Before, E::Error> {
    match entries.get(name) {
        Ok(Some(text)) if text.starts_with(MARK) => {
            Ok(List::parse(&text).map_or(Before::Damaged, Before::Parts))
        }
        Ok(_) => Ok(Before::Whole),
        Err(error) if E::is_damaged(&error) => Ok(Before::Damaged),
        Err(error) => Err(error),
    }
}

fn clear_both<E: Entries>(entries: &E, name: &str, certain: usize) -> Result<(), E::Error> {
    clear(entries, name, Side::A, 1, certain)?;
    clear(entries, name, Side::B, 1, certain)
}

/// Deletes the parts from number `from` on, until there is none; up to number `certain` one that is
/// missing says nothing about those after it.
fn clear<E: Entries>(
    entries: &E,
    name: &str,
    side: Side,
    from: usize,
    certain: usize,
) -> Result<(), E::Error> {
    let mut number = from;
    while entries.delete(&part_name(name, side, number))? || number < certain {
        number += 1;
    }
    Ok(())
}

/// Old and new parts live on different sides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    A,
    B,
}

impl Side {
    fn other(self) -> Self {
        match self {
            Self::A => Self::B,
            Self::B => Self::A,
        }
    }

    fn letter(self) -> char {
        match self {
            Self::A => 'a',
            Self::B => 'b',
        }
    }
}

fn part_name(name: &str, side: Side, number: usize) -> String {
    format!("{name}#{}{number}", side.letter())
}

/// Where the parts are, how many, and how many bytes they have together.
struct List {
    side: Side,
    count: usize,
    bytes: usize,
}

impl std::fmt::Display for List {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{MARK}{} {} {}", self.side.letter(), self.count, self.bytes)
    }
}

impl List {
    fn parse(text: &str) -> Option<Self> {
        let mut words = text.strip_prefix(MARK)?.split(' ');
        let side = match words.next()? {
            "a" => Side::A,
            "b" => Side::B,
            _ => return None,
        };
        let count = words.next()?.parse().ok().filter(|count| *count <= MOST_PARTS)?;
        Some(Self { side, count, bytes: words.next()?.parse().ok()? })
    }
}

/// Pieces of at most [`ENTRY_LIMIT`] bytes, whole characters each: some keychains take text only.
fn split(secret: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut rest = secret;
    while rest.len() > ENTRY_LIMIT {
        let at = (0..=ENTRY_LIMIT).rev().find(|at| rest.is_char_boundary(*at)).unwrap_or(ENTRY_LIMIT);
        let (part, more) = rest.split_at(at);
        parts.push(part);
        rest = more;
    }
    parts.push(rest);
    parts
}

#[cfg(test)]
mod tests {
    use std::cell::{Cell, RefCell};
    use std::collections::BTreeMap;

    use super::*;

    /// Entries that can be cut off after so many changes.
    #[derive(Default, Clone)]
    struct Drawer {
        entries: RefCell<BTreeMap<String, String>>,
        changes_left: Cell<Option<usize>>,
    }

    const DAMAGED: &str = "damaged";

    impl Drawer {
        fn change(&self) -> Result<(), String> {
            match self.changes_left.get() {
                Some(0) => Err("cut off".to_owned()),
                Some(left) => {
                    self.changes_left.set(Some(left - 1));
                    Ok(())
                }
                None => Ok(()),
            }
        }
    }

    impl Entries for Drawer {
        type Error = String;

        fn get(&self, name: &str) -> Result<Option<String>, String> {
            let found = self.entries.borrow().get(name).cloned();
            if found.as_deref() == Some(DAMAGED) { Err(DAMAGED.to_owned()) } else { Ok(found) }
        }

        fn set(&self, name: &str, text: &str) -> Result<(), String> {
            assert!(text.len() <= ENTRY_LIMIT, "an entry of {} bytes", text.len());
            self.change()?;
            self.entries.borrow_mut().insert(name.to_owned(), text.to_owned());
            Ok(())
        }

        fn delete(&self, name: &str) -> Result<bool, String> {
            self.change()?;
            Ok(self.entries.borrow_mut().remove(name).is_some())
        }

        fn incomplete() -> String {
            DAMAGED.to_owned()
        }

        fn is_damaged(error: &String) -> bool {
            error == DAMAGED
        }
    }

    fn long(letter: &str, bytes: usize) -> String {
        letter.repeat(bytes / letter.len())
    }

    #[test]
    fn any_length_comes_back_and_leaves_nothing_behind() {
        let drawer = Drawer::default();
        let mark = format!("{MARK}a 3 9");
        let texts = [
            String::new(),
            long("x", ENTRY_LIMIT),
            long("x", ENTRY_LIMIT + 1),
            long("ü", 7001),
            long("\u{1f511}", LIMIT),
            long("y", 9000),
            mark,
            "short".to_owned(),
        ];
        for text in texts {
            write(&drawer, "token", &text).unwrap();
            assert_eq!(read(&drawer, "token").unwrap().as_deref(), Some(text.as_str()));
            let most = text.len().div_ceil(ENTRY_LIMIT - 3).max(1) + 1;
            assert!(drawer.entries.borrow().len() <= most, "{:?}", drawer.entries.borrow().keys());
        }
        assert_eq!(drawer.entries.borrow().len(), 1, "no part outlives its secret");
        write(&drawer, "token", &long("z", 8000)).unwrap();
        delete(&drawer, "token").unwrap();
        assert!(drawer.entries.borrow().is_empty());
        assert_eq!(read(&drawer, "token").unwrap(), None);
    }

    #[test]
    fn whenever_it_is_cut_off_there_is_the_old_one_or_the_new_one() {
        let sizes = [10, 3000, 6000, 12_000];
        for (old_size, new_size) in sizes.iter().flat_map(|old| sizes.map(|new| (*old, new))) {
            let (old, new) = (long("o", old_size), long("n", new_size));
            let start = Drawer::default();
            write(&start, "token", &old).unwrap();
            let mut finished = false;
            for changes in 0..40 {
                let drawer = start.clone();
                drawer.changes_left.set(Some(changes));
                let result = write(&drawer, "token", &new);
                drawer.changes_left.set(None);
                let found = read(&drawer, "token").unwrap().expect("never lost");
                assert!(found == old || found == new, "{old_size} to {new_size} after {changes}");
                assert!(result.is_err() || found == new);
                // Whatever was left lying about does not disturb the next one.
                write(&drawer, "token", "next").unwrap();
                delete(&drawer, "token").unwrap();
                finished |= result.is_ok();
            }
            assert!(finished, "it was never let through");
        }
    }

    #[test]
    fn missing_parts_are_an_error_and_not_half_a_secret() {
        let drawer = Drawer::default();
        write(&drawer, "token", &long("x", 6000)).unwrap();
        drawer.entries.borrow_mut().remove("token#a2");
        assert!(read(&drawer, "token").is_err());
    }

    #[test]
    fn whatever_is_damaged_is_mended_by_writing_and_leaves_nothing_behind() {
        let entry = |damage: &str| {
            let drawer = Drawer::default();
            write(&drawer, "token", &long("x", 9000)).unwrap();
            write(&drawer, "token", &long("y", 9000)).unwrap();
            if damage == "token" {
                drawer.entries.borrow_mut().insert("token".to_owned(), DAMAGED.to_owned());
            } else {
                assert!(drawer.entries.borrow_mut().remove(damage).is_some(), "{damage}");
            }
            assert!(read(&drawer, "token").is_err(), "{damage}");
            drawer
        };
        for damage in ["token", "token#b1", "token#b2", "token#b4"] {
            for (size, entries) in [(10, 1), (3000, 3), (12_000, 6)] {
                let drawer = entry(damage);
                write(&drawer, "token", &long("n", size)).unwrap();
                assert_eq!(read(&drawer, "token").unwrap(), Some(long("n", size)), "{damage}");
                let left: Vec<String> = drawer.entries.borrow().keys().cloned().collect();
                assert_eq!(left.len(), entries, "{damage}: {left:?}");
            }
            let drawer = entry(damage);
            delete(&drawer, "token").unwrap();
            assert!(drawer.entries.borrow().is_empty(), "{damage}: {:?}", drawer.entries.borrow().keys());
        }
    }
}
