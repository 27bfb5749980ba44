//! Unguessable text: candidates' links, report links, pairing tokens.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use sha2::{Digest, Sha256};

/// The system has no source of randomness.
#[derive(Debug, thiserror::Error)]
#[error("the system gives no random numbers")]
pub struct NoRandomness;

/// 128 random bits as 22 URL-safe characters. Made from nothing but the system's randomness.
pub(crate) fn mint() -> Result<String, NoRandomness> {
    random::<16>()
}

/// 256 random bits as 43 URL-safe characters, for pairing.
pub fn mint_pairing_token() -> Result<String, NoRandomness> {
    random::<32>()
}

/// Whether two secrets are equal, in a time that tells nothing about where they differ: digests
/// are compared, and nobody can steer those byte by byte.
pub(crate) fn same(a: &str, b: &str) -> bool {
    Sha256::digest(a.as_bytes()) == Sha256::digest(b.as_bytes())
}

fn random<const BYTES: usize>() -> Result<String, NoRandomness> {
    let mut bytes = [0_u8; BYTES];
    getrandom::fill(&mut bytes).map_err(|_| NoRandomness)?;
    Ok(URL_SAFE_NO_PAD.encode(bytes))
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn tokens_carry_128_bits_and_never_repeat() {
        let minted: HashSet<String> = (0..1000).map(|_| mint().unwrap()).collect();
        assert_eq!(minted.len(), 1000);
        assert!(minted.iter().all(|t| t.len() == 22));
    }

    #[test]
    fn equality_is_by_content() {
        assert!(same("abc", "abc"));
        assert!(!same("abc", "abd"));
        assert!(!same("", "a"));
    }
}
