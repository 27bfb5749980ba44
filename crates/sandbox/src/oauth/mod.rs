//! Signing in with OAuth: the consent page and the token endpoint.

pub(crate) mod authorize;
pub(crate) mod grants;
mod page;
mod scopes;
pub(crate) mod token;
