//! Secrets made by us: session tokens, CSRF tokens, API keys. Each has 256 bits from the system's
//! generator, so a plain SHA-256 is enough to store it: there is nothing to guess.

use std::fmt;

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};

/// SHA-256 of a secret: what the store keeps and looks up.
pub type SecretHash = [u8; 32];

/// Characters of a token: 32 bytes in base64url without padding.
const TOKEN_CHARS: usize = 43;
/// Says whose key this is to people and to scanners for leaked secrets.
const KEY_MARK: &str = "blk_";
/// Six bytes: enough to tell keys apart; a repeat is refused by the store.
const KEY_ID_CHARS: usize = 12;

/// A secret that its holder shows to be let in. It prints as `***`, never as itself.
#[derive(Clone, PartialEq, Eq)]
pub struct Token([u8; 32]);

impl Token {
    pub fn generate() -> Self {
        Self(random())
    }

    /// `None` for anything that we cannot have given out.
    pub fn parse(text: &str) -> Option<Self> {
        if text.len() != TOKEN_CHARS {
            return None;
        }
        BASE64_URL_SAFE_NO_PAD.decode(text).ok()?.try_into().ok().map(Self)
    }

    /// The text that goes to its holder.
    pub fn reveal(&self) -> String {
        BASE64_URL_SAFE_NO_PAD.encode(self.0)
    }

    pub fn hash(&self) -> SecretHash {
        Sha256::digest(self.0).into()
    }

    /// The token that follows this one in a rotation. Whoever holds this token and reaches us is given the
    /// same successor, however often; the salt alone, or a stored hash, does not lead to it.
    pub fn successor(&self, salt: &[u8; 32]) -> Self {
        let digest = Sha256::new().chain_update(b"blisko session token").chain_update(salt).chain_update(self.0);
        Self(digest.finalize().into())
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(***)")
    }
}

/// An API key: `blk_` + 12 hexadecimal digits + `_` + secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeySecret {
    /// `blk_` and the digits: may be shown and logged.
    pub prefix: String,
    secret: Token,
}

impl KeySecret {
    pub fn generate() -> Self {
        let digits: String = random::<{ KEY_ID_CHARS / 2 }>().iter().map(|byte| format!("{byte:02x}")).collect();
        Self { prefix: format!("{KEY_MARK}{digits}"), secret: Token::generate() }
    }

    pub fn parse(text: &str) -> Option<Self> {
        let (prefix, secret) = text.split_at_checked(KEY_MARK.len() + KEY_ID_CHARS)?;
        let digits = prefix.strip_prefix(KEY_MARK)?;
        let well_formed = digits.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b));
        let secret = Token::parse(secret.strip_prefix('_')?)?;
        well_formed.then(|| Self { prefix: prefix.to_owned(), secret })
    }

    /// The whole key, shown once.
    pub fn reveal(&self) -> String {
        format!("{}_{}", self.prefix, self.secret.reveal())
    }

    pub fn hash(&self) -> SecretHash {
        self.secret.hash()
    }
}

/// Bytes from the system's generator.
pub fn random<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).expect("the system gives random bytes once it has started");
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_survive_the_trip_through_text() {
        let token = Token::generate();
        assert_eq!(Token::parse(&token.reveal()), Some(token));
        let key = KeySecret::generate();
        assert_eq!(KeySecret::parse(&key.reveal()), Some(key));
    }

    #[test]
    fn what_we_never_gave_out_is_not_a_token() {
        let key = KeySecret::generate().reveal();
        for text in ["", "a", "blk_", "ążźćęłóńś", &key[1..], &key[..key.len() - 1], &key.replace("blk_", "BLK_")]
        {
            assert_eq!(KeySecret::parse(text), None, "{text}");
            assert_eq!(Token::parse(text), None, "{text}");
        }
        assert_eq!(Token::parse(&"*".repeat(TOKEN_CHARS)), None);
    }

    #[test]
    fn secrets_do_not_show_up_in_debug_output() {
        let key = KeySecret::generate();
        assert!(!format!("{key:?}").contains(&key.secret.reveal()));
    }

    #[test]
    fn a_token_has_one_successor_per_salt() {
        let (token, salt) = (Token::generate(), random());
        assert_eq!(token.successor(&salt), token.successor(&salt));
        assert_ne!(token.successor(&salt), token.successor(&random()));
        assert_ne!(token.successor(&salt), Token::generate().successor(&salt));
    }
}
