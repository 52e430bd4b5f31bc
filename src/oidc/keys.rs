//! A provider's public keys (RFC 7517), and signatures made with their other halves (RFC 7518, RFC 8037).
//!
//! Only signatures of public keys are known here. `none` and the HMAC family are not refused by a rule that could be
//! forgotten: there is no way to say them.

use std::fmt;

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use ring::signature::{self, RsaParameters, RsaPublicKeyComponents, UnparsedPublicKey, VerificationAlgorithm};
use serde::Deserialize;
use serde_json::Value;

use super::{OidcError, shortened};

/// Providers with many clients and slow rotation publish a dozen.
const KEYS_MAX: usize = 64;

/// The keys of a provider at one time. Prints without the keys.
#[derive(Clone, Default)]
pub struct KeySet(Vec<Key>);

#[derive(Clone)]
struct Key {
    id: Option<String>,
    /// The only algorithm that it is for, where the provider says one.
    algorithm: Option<String>,
    material: Material,
}

#[derive(Clone)]
enum Material {
    Rsa { n: Vec<u8>, e: Vec<u8> },
    P256(Vec<u8>),
    P384(Vec<u8>),
    Ed25519(Vec<u8>),
}

/// How a signature is made, by the name that tokens give it.
#[derive(Clone, Copy)]
enum Algorithm {
    Rsa(&'static RsaParameters),
    P256,
    P384,
    Ed25519,
}

#[derive(Deserialize)]
struct Document {
    keys: Vec<Value>,
}

#[derive(Deserialize)]
struct Jwk {
    kty: String,
    kid: Option<String>,
    alg: Option<String>,
    r#use: Option<String>,
    crv: Option<String>,
    n: Option<String>,
    e: Option<String>,
    x: Option<String>,
    y: Option<String>,
}

impl KeySet {
    /// Reads a set. Keys that we cannot use are left out: a provider may publish others for other clients.
    pub fn read(bytes: &[u8]) -> Result<Self, OidcError> {
        let document: Document =
            serde_json::from_slice(bytes).map_err(|_| OidcError::Unreadable("the set of the provider's keys"))?;
        let keys = document.keys.into_iter().take(KEYS_MAX);
        Ok(Self(keys.filter_map(|key| serde_json::from_value(key).ok()).filter_map(Key::of).collect()))
    }

    /// Checks a signature. `key_id` as the token says it; without one, any key of the right kind may fit. Errors:
    /// `Algorithm`, `UnknownKey`, `BadSignature`.
    pub fn check(
        &self,
        (algorithm, key_id): (&str, Option<&str>),
        message: &[u8],
        signature: &[u8],
    ) -> Result<(), OidcError> {
        let known = Algorithm::from_name(algorithm).ok_or_else(|| OidcError::Algorithm(shortened(algorithm)))?;
        let named = self.0.iter().filter(|key| key_id.is_none() || key.id.as_deref() == key_id);
        let mut fitting = named.filter(|key| key.is_for(algorithm, known)).peekable();
        if fitting.peek().is_none() {
            return Err(OidcError::UnknownKey);
        }
        let is_right = fitting.any(|key| key.material.has_signed(known, message, signature));
        if is_right { Ok(()) } else { Err(OidcError::BadSignature) }
    }
}

impl fmt::Debug for KeySet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "KeySet({} keys)", self.0.len())
    }
}

impl Algorithm {
    fn from_name(name: &str) -> Option<Self> {
        Some(match name {
            "RS256" => Algorithm::Rsa(&signature::RSA_PKCS1_2048_8192_SHA256),
            "RS384" => Algorithm::Rsa(&signature::RSA_PKCS1_2048_8192_SHA384),
            "RS512" => Algorithm::Rsa(&signature::RSA_PKCS1_2048_8192_SHA512),
            "PS256" => Algorithm::Rsa(&signature::RSA_PSS_2048_8192_SHA256),
            "PS384" => Algorithm::Rsa(&signature::RSA_PSS_2048_8192_SHA384),
            "PS512" => Algorithm::Rsa(&signature::RSA_PSS_2048_8192_SHA512),
            "ES256" => Algorithm::P256,
            "ES384" => Algorithm::P384,
            "EdDSA" | "Ed25519" => Algorithm::Ed25519,
            _ => return None,
        })
    }
}

impl Key {
    /// `None` for keys of other kinds and for encryption.
    fn of(jwk: Jwk) -> Option<Self> {
        if jwk.r#use.as_deref().is_some_and(|purpose| purpose != "sig") {
            return None;
        }
        let material = match (jwk.kty.as_str(), jwk.crv.as_deref()) {
            ("RSA", _) => Material::Rsa { n: number(jwk.n)?, e: number(jwk.e)? },
            ("EC", Some("P-256")) => Material::P256(point(jwk.x, jwk.y, 32)?),
            ("EC", Some("P-384")) => Material::P384(point(jwk.x, jwk.y, 48)?),
            ("OKP", Some("Ed25519")) => Material::Ed25519(decoded(jwk.x)?),
            _ => return None,
        };
        Some(Self { id: jwk.kid, algorithm: jwk.alg, material })
    }

    fn is_for(&self, name: &str, algorithm: Algorithm) -> bool {
        let kinds_fit = matches!(
            (&self.material, algorithm),
            (Material::Rsa { .. }, Algorithm::Rsa(_))
                | (Material::P256(_), Algorithm::P256)
                | (Material::P384(_), Algorithm::P384)
                | (Material::Ed25519(_), Algorithm::Ed25519)
        );
        kinds_fit && self.algorithm.as_deref().is_none_or(|only| only == name)
    }
}

impl Material {
    fn has_signed(&self, algorithm: Algorithm, message: &[u8], signature: &[u8]) -> bool {
        let by = |rule: &'static dyn VerificationAlgorithm, key: &[u8]| {
            UnparsedPublicKey::new(rule, key).verify(message, signature).is_ok()
        };
        match (self, algorithm) {
            (Material::Rsa { n, e }, Algorithm::Rsa(rule)) => {
                RsaPublicKeyComponents { n, e }.verify(rule, message, signature).is_ok()
            }
            (Material::P256(key), Algorithm::P256) => by(&signature::ECDSA_P256_SHA256_FIXED, key),
            (Material::P384(key), Algorithm::P384) => by(&signature::ECDSA_P384_SHA384_FIXED, key),
            (Material::Ed25519(key), Algorithm::Ed25519) => by(&signature::ED25519, key),
            _ => false,
        }
    }
}

fn decoded(text: Option<String>) -> Option<Vec<u8>> {
    BASE64_URL_SAFE_NO_PAD.decode(text?.trim_end_matches('=')).ok()
}

/// Big-endian without leading zeros, which some providers put there.
fn number(text: Option<String>) -> Option<Vec<u8>> {
    let bytes = decoded(text)?;
    let start = bytes.iter().position(|byte| *byte != 0)?;
    Some(bytes[start..].to_vec())
}

/// An uncompressed point (SEC 1, 2.3.3) of coordinates that are `width` bytes wide.
fn point(x: Option<String>, y: Option<String>, width: usize) -> Option<Vec<u8>> {
    let (x, y) = (decoded(x)?, decoded(y)?);
    (x.len() == width && y.len() == width).then(|| [&[4], x.as_slice(), y.as_slice()].concat())
}
