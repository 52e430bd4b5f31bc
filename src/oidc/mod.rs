//! OpenID Connect as a client speaks it: what a provider says about itself, its keys and its tokens, and the addresses
//! that people are sent to.
//!
//! OpenID Connect Core 1.0 (code flow), Discovery 1.0, RP-Initiated Logout 1.0, RFC 7636 (S256), RFC 9207. Bytes in,
//! facts out: nothing here opens a connection or looks at a clock. All of it comes from another machine, so sizes are
//! bounded, and no claim is read before the signature over it is checked. Signatures are `ring`'s, see decision 12.

pub mod claims;
pub mod discovery;
pub mod keys;
pub mod redirect;
pub mod token;

use thiserror::Error;

pub use claims::{Claims, Expected, read_id_token, read_userinfo};
pub use discovery::{Provider, discovery_address, read_provider};
pub use keys::KeySet;
pub use redirect::{Question, logout_address};
pub use token::{Grant, read_grant};

/// Why something of a provider's is not used.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum OidcError {
    #[error("{0} cannot be read")]
    Unreadable(&'static str),
    #[error("it calls itself {told:?}, which is not the issuer of the configuration")]
    OtherIssuer { told: String },
    #[error("{0} is not an https address")]
    UnsafeAddress(&'static str),
    #[error("it does not give out codes for ID tokens with PKCE (S256): {0}")]
    Unfit(&'static str),
    #[error("it refused the code: {0:?}")]
    Refused(String),
    #[error("tokens signed by {0:?} are not taken")]
    Algorithm(String),
    #[error("the token is signed with a key that is not among the provider's")]
    UnknownKey,
    #[error("the signature of the token is wrong")]
    BadSignature,
    #[error("the claim {0} of the token is not what it must be")]
    Claim(&'static str),
}

/// As much of somebody else's text as goes into a log.
fn shortened(text: &str) -> String {
    text.chars().filter(|letter| !letter.is_control()).take(100).collect()
}
