//! The short reference at the end of every note, by which our own notes are found again.

/// Characters that nobody confuses (Crockford's base 32).
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// A reference such as `F-7K3Q9M` from 32 random bits (30 are used).
#[must_use]
pub fn from_random(bits: u32) -> String {
    let mut out = String::from("F-");
    for position in 0..6 {
        let index = (bits >> (position * 5)) & 31;
        out.push(char::from(ALPHABET[index as usize]));
    }
    out
}

/// All references in a text: `Ref ` followed by one.
#[must_use]
pub fn find_all(text: &str) -> Vec<&str> {
    text.match_indices("Ref F-")
        .filter_map(|(at, _)| {
            let reference = text.get(at + 4..at + 12)?;
            let (_, tail) = reference.split_at_checked(2)?;
            tail.bytes().all(|byte| ALPHABET.contains(&byte)).then_some(reference)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn every_reference_is_found_again(bits: u32, before in "[^R]{0,40}", after in "( .*)?") {
            let reference = from_random(bits);
            let text = format!("{before}Ref {reference}{after}");
            prop_assert!(find_all(&text).contains(&reference.as_str()));
        }

        #[test]
        fn no_text_breaks_the_search(text: String) {
            let _ = find_all(&text);
        }
    }

    #[test]
    fn other_words_are_not_references() {
        assert!(find_all("Ref F-7K3Q9").is_empty());
        assert!(find_all("Ref F-7k3q9m").is_empty());
        assert!(find_all("see F-7K3Q9M").is_empty());
        assert!(find_all("Ref F-éééééé").is_empty());
    }
}
