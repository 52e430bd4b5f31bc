//! Signatures of messages from other systems, as Standard Webhooks 1.0 has them: HMAC-SHA256 over id, time and body.
//!
//! A message is good for `TOLERANCE` around its own time, so that one that was overheard cannot be sent again
//! later; within it, the receiver's own memory of ids makes a repeat change nothing.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use thiserror::Error;

use crate::units::{Seconds, Timestamp};

/// Clocks of servers differ by less, and retries come with a new time.
pub const TOLERANCE: Seconds = Seconds::minutes(5);

const SECRET_MARK: &str = "whsec_";
const VERSION: &str = "v1";

/// A message as it came.
#[derive(Clone, Copy, Debug)]
pub struct SignedMessage<'a> {
    /// `webhook-id`
    pub id: &'a str,
    /// `webhook-timestamp`: seconds since 1970.
    pub timestamp: &'a str,
    /// `webhook-signature`: `v1,` and base64, several separated by blanks.
    pub signatures: &'a str,
    pub body: &'a [u8],
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum SignatureError {
    #[error("no secret for signed messages is set here")]
    NoSecret,
    #[error("the time of the message cannot be read, or is more than five minutes away from now")]
    Stale,
    #[error("no signature fits the message")]
    Forged,
}

/// Checks the message against each of the `secrets`, which are separated by blanks.
pub fn verify(message: &SignedMessage<'_>, secrets: &str, now: Timestamp) -> Result<(), SignatureError> {
    let sent_at: i64 = message.timestamp.parse().map_err(|_| SignatureError::Stale)?;
    if (i128::from(now.unix_seconds()) - i128::from(sent_at)).abs() > i128::from(TOLERANCE.0) {
        return Err(SignatureError::Stale);
    }
    let keys: Vec<Vec<u8>> = secrets.split_whitespace().filter_map(key).collect();
    if keys.is_empty() {
        return Err(SignatureError::NoSecret);
    }
    let versions = message.signatures.split_whitespace().filter_map(|each| each.split_once(','));
    let given: Vec<Vec<u8>> = versions
        .filter(|(version, _)| *version == VERSION)
        .filter_map(|(_, signature)| BASE64_STANDARD.decode(signature).ok())
        .collect();
    let fits = |key: &Vec<u8>| given.iter().any(|signature| mac(key, message).verify_slice(signature).is_ok());
    if keys.iter().any(fits) { Ok(()) } else { Err(SignatureError::Forged) }
}

/// The signature that `verify` takes: for tests, and for what we send ourselves. `None` for a secret that is none.
pub fn sign(id: &str, timestamp: &str, body: &[u8], secret: &str) -> Option<String> {
    let message = SignedMessage { id, timestamp, signatures: "", body };
    let signature = mac(&key(secret)?, &message).finalize().into_bytes();
    Some(format!("{VERSION},{}", BASE64_STANDARD.encode(signature)))
}

fn key(secret: &str) -> Option<Vec<u8>> {
    let key = BASE64_STANDARD.decode(secret.strip_prefix(SECRET_MARK).unwrap_or(secret)).ok()?;
    (!key.is_empty()).then_some(key)
}

fn mac(key: &[u8], message: &SignedMessage<'_>) -> Hmac<Sha256> {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("HMAC takes keys of any length");
    for part in [message.id.as_bytes(), b".", message.timestamp.as_bytes(), b".", message.body] {
        mac.update(part);
    }
    mac
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example of the specification.
    const SECRET: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    const BODY: &[u8] = br#"{"test": 2432232314}"#;
    const EXAMPLE: SignedMessage<'_> = SignedMessage {
        id: "msg_p5jXN8AQM9LWM0D4loKWxJek",
        timestamp: "1614265330",
        signatures: "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
        body: BODY,
    };

    fn at(offset: i64) -> Timestamp {
        Timestamp::from_unix_seconds(1_614_265_330 + offset)
    }

    #[test]
    fn the_example_of_the_specification_is_good_for_five_minutes_each_way() {
        for (offset, expected) in [
            (0, Ok(())),
            (300, Ok(())),
            (-300, Ok(())),
            (301, Err(SignatureError::Stale)),
            (-301, Err(SignatureError::Stale)),
        ] {
            assert_eq!(verify(&EXAMPLE, SECRET, at(offset)), expected, "{offset}");
        }
    }

    #[test]
    fn whatever_was_touched_is_forged() {
        let forged = [
            SignedMessage { body: b"{}", ..EXAMPLE },
            SignedMessage { id: "msg_other", ..EXAMPLE },
            SignedMessage { timestamp: "1614265331", ..EXAMPLE },
            SignedMessage { signatures: "v1a,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=", ..EXAMPLE },
            SignedMessage { signatures: "v1,", ..EXAMPLE },
            SignedMessage { signatures: "", ..EXAMPLE },
        ];
        for message in forged {
            assert_eq!(verify(&message, SECRET, at(0)), Err(SignatureError::Forged), "{message:?}");
        }
        assert_eq!(verify(&EXAMPLE, "whsec_AAAA", at(0)), Err(SignatureError::Forged));
        assert_eq!(verify(&EXAMPLE, "", at(0)), Err(SignatureError::NoSecret));
        assert_eq!(verify(&SignedMessage { timestamp: "9e99", ..EXAMPLE }, SECRET, at(0)), Err(SignatureError::Stale));
    }

    #[test]
    fn while_a_secret_is_replaced_both_are_good() {
        assert_eq!(verify(&EXAMPLE, &format!("whsec_AAAA {SECRET}"), at(0)), Ok(()));
        let signed = sign(EXAMPLE.id, EXAMPLE.timestamp, BODY, SECRET).unwrap();
        assert_eq!(signed, EXAMPLE.signatures);
    }
}
