//! The short reference at the end of every note, by which our own notes are found again.

/// Characters that nobody confuses (Crockford's base 32).
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// Characters after `F-`.
const LENGTH: usize = 6;

/// A reference such as `F-7K3Q9M` from 32 random bits (30 are used).
#[must_use]
pub fn from_random(bits: u32) -> String {
    let mut out = String::from("F-");
    for position in 0..LENGTH {
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

/// The beginning of a reference, as somebody types it: in small letters, after `Ref`, or with a letter in the
/// place of the digit that looks like it. At least one character stands after `F-`.
#[must_use]
pub fn typed(text: &str) -> Option<String> {
    let upper = text.trim().to_ascii_uppercase();
    let tail = upper.strip_prefix("REF").map_or(upper.as_str(), str::trim_start).strip_prefix("F-")?;
    let tail = tail.replace('O', "0").replace(['I', 'L'], "1");
    let known = tail.bytes().all(|byte| ALPHABET.contains(&byte));
    (known && (1..=LENGTH).contains(&tail.len())).then(|| format!("F-{tail}"))
}

/// Whether this is the whole of a reference, as [`typed`] gives it.
#[must_use]
pub fn is_whole(reference: &str) -> bool {
    reference.len() == "F-".len() + LENGTH
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

    #[test]
    fn one_that_is_typed_is_read_however_it_is_written() {
        for whole in ["F-7K3Q9M", "f-7k3q9m", " Ref F-7K3Q9M ", "ref f-7k3q9m"] {
            assert_eq!(typed(whole).as_deref(), Some("F-7K3Q9M"), "{whole}");
        }
        assert_eq!(typed("F-lO").as_deref(), Some("F-10"));
        assert!(typed("F-7").is_some_and(|begun| !is_whole(&begun)) && is_whole("F-7K3Q9M"));
        for other in ["", "F-", "F", "Refi", "F-7K3Q9M1", "F-7 K", "F-Ulla", "F-é", "7K3Q9M"] {
            assert_eq!(typed(other), None, "{other}");
        }
    }
}
