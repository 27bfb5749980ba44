//! E-mail addresses: valid or not, and when two are the same person's.

use std::str::FromStr;

use email_address::EmailAddress;

/// The address trimmed, if mail can be sent to it (RFC 5321 form with a dotted domain).
#[must_use]
pub fn valid(text: &str) -> Option<&str> {
    let text = text.trim();
    let address = EmailAddress::from_str(text).ok()?;
    let plain = text.is_ascii() || address.domain().is_ascii();
    (plain && address.domain().contains('.') && !text.contains(['<', '>', ' ', '"'])).then_some(text)
}

/// One spelling for all spellings of a mailbox: lower case, and without `+tag` in the local part.
/// Used to recognise the same person behind duplicated Lever contacts, never to send.
#[must_use]
pub fn canonical(text: &str) -> String {
    let lower = text.trim().to_lowercase();
    match lower.split_once('@') {
        Some((local, domain)) => {
            let local = local.split('+').next().unwrap_or(local);
            format!("{local}@{domain}")
        }
        None => lower,
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("aiko.tanaka@example.com", true)]
    #[case("  aiko@example.com ", true)]
    #[case("o'brien+x@example.co.uk", true)]
    #[case("", false)]
    #[case("not an address", false)]
    #[case("a@localhost", false)]
    #[case("a@b@example.com", false)]
    #[case("Aiko <aiko@example.com>", false)]
    #[case("aiko@example.com, b@example.com", false)]
    fn valid_addresses(#[case] text: &str, #[case] expected: bool) {
        assert_eq!(valid(text).is_some(), expected, "{text}");
    }

    #[test]
    fn spellings_of_one_mailbox_are_one() {
        assert_eq!(canonical(" Aiko.Tanaka+jobs@Example.com"), canonical("aiko.tanaka@example.com"));
        assert_ne!(canonical("aiko@example.com"), canonical("aiko@example.org"));
    }
}
