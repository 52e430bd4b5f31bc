//! Short links that go out with an answer: random, signed, and good for some days.
//!
//! The signature lets a guess be turned away before the database is asked; the table says what a link leads to and
//! until when. Nothing in the link or behind it leads to the customer.

use base64::Engine;
use base64::prelude::{BASE64_STANDARD, BASE64_URL_SAFE_NO_PAD};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use subtle::ConstantTimeEq;

use crate::domain::answer::AnswerLink;
use crate::domain::ids::OutletId;
use crate::domain::language::Language;
use crate::service::tokens::random;
use crate::store::{Store, StoreError, Tx};
use crate::units::Timestamp;

/// Name of the key in the database.
const SECRET: &str = "answer_link";
/// 72 bits: a link cannot be guessed even by those who know the key.
const RANDOM_BYTES: usize = 9;
/// 72 bits of the signature: a guess is turned away.
const SIGNATURE_BYTES: usize = 9;
/// Characters of the random part in base64url.
const TOKEN_CHARS: usize = 12;

/// What became of a link that somebody opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Opened {
    Good(AnswerLink),
    Expired(Language),
    /// We never gave it out.
    Unknown,
}

/// Makes a link; returns it with the text that goes into the address.
pub async fn make_link(
    tx: &mut Tx,
    outlet: OutletId,
    language: Language,
    visit_at: Timestamp,
    expires_at: Timestamp,
) -> Result<(AnswerLink, String), StoreError> {
    let secret = tx.server_secret(SECRET, &BASE64_STANDARD.encode(random::<32>())).await?;
    let token = BASE64_URL_SAFE_NO_PAD.encode(random::<RANDOM_BYTES>());
    let text = format!("{token}{}", signature(&secret, &token));
    let link = AnswerLink { token, outlet, language, visit_at, expires_at };
    tx.insert_answer_link(&link).await?;
    Ok((link, text))
}

/// What the text of an address leads to, at `now`.
pub async fn open_link(store: &Store, text: &str, now: Timestamp) -> Result<Opened, StoreError> {
    let Some(secret) = store.server_secret(SECRET).await? else { return Ok(Opened::Unknown) };
    let Some((token, given)) = text.split_at_checked(TOKEN_CHARS) else { return Ok(Opened::Unknown) };
    if !bool::from(signature(&secret, token).as_bytes().ct_eq(given.as_bytes())) {
        return Ok(Opened::Unknown);
    }
    Ok(match store.find_answer_link(token).await? {
        None => Opened::Unknown,
        Some(link) if link.expires_at <= now => Opened::Expired(link.language),
        Some(link) => Opened::Good(link),
    })
}

fn signature(secret: &str, token: &str) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).expect("HMAC takes keys of any length");
    mac.update(token.as_bytes());
    BASE64_URL_SAFE_NO_PAD.encode(&mac.finalize().into_bytes()[..SIGNATURE_BYTES])
}
