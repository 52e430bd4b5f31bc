//! ID tokens: a signature that holds, then claims that say the token is for us, for now and for this very question
//! (OpenID Connect Core 1.0, 3.1.3.7).

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use serde::Deserialize;
use serde_json::{Map, Value};
use subtle::ConstantTimeEq;

use super::{KeySet, OidcError};
use crate::units::{Seconds, Timestamp};

/// Providers with hundreds of groups in a token reach a tenth of this.
pub const TOKEN_BYTES_MAX: usize = 128 << 10;
/// OpenID Connect Core 1.0, 2: "sub … MUST NOT exceed 255 ASCII characters".
const SUBJECT_CHARS_MAX: usize = 255;
/// How far the provider's clock and ours may be apart.
const SKEW: Seconds = Seconds::minutes(2);

/// What a token must say.
#[derive(Clone, Copy, Debug)]
pub struct Expected<'a> {
    pub issuer: &'a str,
    pub client_id: &'a str,
    /// The one that went out with the question.
    pub nonce: &'a str,
    pub now: Timestamp,
}

/// What a provider says about a person. `sub` is there.
#[derive(Clone, Debug)]
pub struct Claims {
    subject: String,
    all: Map<String, Value>,
}

#[derive(Deserialize)]
struct Header {
    alg: String,
    kid: Option<String>,
    /// Extensions that must be understood: none is.
    crit: Option<Value>,
}

/// Checks a token and reads it. Errors: `Unreadable`, those of `KeySet::check`, `Claim` with the name of the first that
/// does not fit.
pub fn read_id_token(token: &str, keys: &KeySet, expected: Expected<'_>) -> Result<Claims, OidcError> {
    const UNREADABLE: OidcError = OidcError::Unreadable("the ID token");
    if token.len() > TOKEN_BYTES_MAX {
        return Err(UNREADABLE);
    }
    let (signed, signature) = token.rsplit_once('.').ok_or(UNREADABLE)?;
    let (header, payload) = signed.split_once('.').filter(|(_, rest)| !rest.contains('.')).ok_or(UNREADABLE)?;
    let decode = |part: &str| BASE64_URL_SAFE_NO_PAD.decode(part).map_err(|_| UNREADABLE);
    let header: Header = serde_json::from_slice(&decode(header)?).map_err(|_| UNREADABLE)?;
    if header.crit.is_some() {
        return Err(OidcError::Claim("crit"));
    }
    keys.check((&header.alg, header.kid.as_deref()), signed.as_bytes(), &decode(signature)?)?;
    let claims = Claims::read(&decode(payload)?).ok_or(UNREADABLE)?;
    claims.check(expected).map_or(Ok(claims), |name| Err(OidcError::Claim(name)))
}

/// What the userinfo endpoint says of the same person as the token. Errors: `Unreadable`, `Claim("sub")` for another one.
pub fn read_userinfo(bytes: &[u8], of: &Claims) -> Result<Claims, OidcError> {
    let claims = Claims::read(bytes).ok_or(OidcError::Unreadable("the userinfo"))?;
    if claims.subject == of.subject { Ok(claims) } else { Err(OidcError::Claim("sub")) }
}

impl Claims {
    fn read(bytes: &[u8]) -> Option<Self> {
        let all: Map<String, Value> = serde_json::from_slice(bytes).ok()?;
        let subject = all.get("sub")?.as_str()?.to_owned();
        let is_fit =
            (1..=SUBJECT_CHARS_MAX).contains(&subject.len()) && subject.bytes().all(|b| (32..127).contains(&b));
        is_fit.then_some(Self { subject, all })
    }

    /// Who it is, for ever, at this issuer.
    pub fn subject(&self) -> &str {
        &self.subject
    }

    pub fn text(&self, name: &str) -> Option<&str> {
        self.all.get(name)?.as_str().map(str::trim).filter(|text| !text.is_empty())
    }

    /// A yes or no; some providers write it as a text.
    pub fn flag(&self, name: &str) -> Option<bool> {
        match self.all.get(name)? {
            Value::Bool(flag) => Some(*flag),
            Value::String(text) => text.parse().ok(),
            _ => None,
        }
    }

    pub fn has(&self, path: &str) -> bool {
        self.at(path).is_some()
    }

    /// The texts of a claim that holds one or a list of them. `path` is the claim's name or, where there is no such
    /// claim, names with points between them: `realm_access.roles`.
    pub fn texts(&self, path: &str) -> Vec<&str> {
        match self.at(path) {
            Some(Value::String(text)) => vec![text],
            Some(Value::Array(list)) => list.iter().filter_map(Value::as_str).collect(),
            _ => Vec::new(),
        }
    }

    /// With what `other` says beside it; what this one says stands.
    pub fn completed_by(mut self, other: Claims) -> Self {
        for (name, value) in other.all {
            self.all.entry(name).or_insert(value);
        }
        self
    }

    fn at(&self, path: &str) -> Option<&Value> {
        if let Some(value) = self.all.get(path) {
            return Some(value);
        }
        let mut names = path.split('.');
        let first = self.all.get(names.next()?)?;
        names.try_fold(first, |value, name| value.get(name))
    }

    /// The name of the first claim that does not fit.
    fn check(&self, expected: Expected<'_>) -> Option<&'static str> {
        let latest = (expected.now + SKEW).unix_seconds();
        let earliest = (expected.now - SKEW).unix_seconds();
        let nonce = self.all.get("nonce").and_then(Value::as_str).unwrap_or_default();
        let time = |name: &str| self.all.get(name).and_then(seconds);
        let checks = [
            ("iss", self.all.get("iss").and_then(Value::as_str) == Some(expected.issuer)),
            ("aud", self.is_for(expected.client_id)),
            ("azp", self.is_given_to(expected.client_id)),
            ("exp", time("exp").is_some_and(|end| end > earliest)),
            ("iat", time("iat").is_some_and(|made| made <= latest)),
            ("nbf", time("nbf").is_none_or(|start| start <= latest)),
            ("nonce", bool::from(nonce.as_bytes().ct_eq(expected.nonce.as_bytes()))),
        ];
        checks.into_iter().find(|(_, fits)| !fits).map(|(name, _)| name)
    }

    fn is_for(&self, client_id: &str) -> bool {
        self.texts("aud").contains(&client_id)
    }

    /// Whoever is one of several that a token is for must be the one that asked for it.
    fn is_given_to(&self, client_id: &str) -> bool {
        match self.all.get("azp") {
            Some(party) => party.as_str() == Some(client_id),
            None => self.texts("aud").len() <= 1,
        }
    }
}

/// NumericDate, which may have a fraction.
fn seconds(value: &Value) -> Option<i64> {
    value.as_i64().or_else(|| value.as_f64().filter(|at| at.abs() < 1e12).map(|at| at as i64))
}
