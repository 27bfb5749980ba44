//! Sign-in to Lever and to mail accounts, and the secrets in the operating system's keychain.
//!
//! Invariants: a secret is only ever in memory and in the keychain, each in an entry of its own, or
//! in several if it is longer than one takes; one owner refreshes a token, however many ask; the rotated refresh token is stored **before**
//! anyone uses the new access token, because Lever kills the family when an old one is used again.
#![forbid(unsafe_code)]
#![deny(missing_docs)]

mod api_key;
mod asking;
mod callback;
mod exchange;
mod keychain;
mod loss;
mod mail;
mod parts;
mod scopes;
mod secrets;
mod sign_in;
mod tokens;

pub use api_key::ApiKey;
pub use exchange::{ClientSecret, Endpoints, OauthClient, Registration};
pub use keychain::Keychain;
pub use loss::Lost;
pub use mail::{MailClient, MailPlace, begin_mail, renew_mail};
pub use scopes::{CONFIDENTIAL, Permission, covers, permissions};
pub use secrets::{MemorySecrets, SecretError, SecretName, SecretStore};
pub use sign_in::{PendingSignIn, SignInError, begin, redirect_uri};
pub use tokens::{FreshToken, TokenOwner, TokenSet};
