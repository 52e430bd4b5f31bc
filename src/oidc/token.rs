//! What the token endpoint answers to a code.

use std::fmt;

use serde::Deserialize;

use super::{OidcError, shortened};

/// What a code was exchanged for. Prints without its secrets.
#[derive(Clone)]
pub struct Grant {
    pub id_token: String,
    /// Opens the userinfo endpoint.
    pub access_token: Option<String>,
}

#[derive(Deserialize)]
struct Document {
    id_token: Option<String>,
    access_token: Option<String>,
    error: Option<String>,
}

impl fmt::Debug for Grant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Grant(***)")
    }
}

/// Reads an answer of any status. Errors: `Refused` with the provider's own word, `Unreadable`.
pub fn read_grant(bytes: &[u8]) -> Result<Grant, OidcError> {
    const UNREADABLE: OidcError = OidcError::Unreadable("the answer to a code");
    let document: Document = serde_json::from_slice(bytes).map_err(|_| UNREADABLE)?;
    if let Some(error) = document.error {
        return Err(OidcError::Refused(shortened(&error)));
    }
    let id_token = document.id_token.ok_or(UNREADABLE)?;
    Ok(Grant { id_token, access_token: document.access_token })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refusal_is_told_in_the_providers_own_word() {
        assert_eq!(
            read_grant(br#"{"error":"invalid_grant"}"#).unwrap_err(),
            OidcError::Refused("invalid_grant".into())
        );
        assert!(matches!(read_grant(br#"{"access_token":"a"}"#), Err(OidcError::Unreadable(_))));
        let grant = read_grant(br#"{"access_token":"a","id_token":"b","token_type":"Bearer"}"#).unwrap();
        assert_eq!((grant.id_token.as_str(), format!("{grant:?}").as_str()), ("b", "Grant(***)"));
    }
}
