//! Any bytes as whatever a provider sends: its description, its keys, its answer to a code, and a token checked with keys.
#![no_main]

use blisko::oidc::{Expected, KeySet, read_grant, read_id_token, read_provider};
use blisko::units::Timestamp;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let _ = read_provider(bytes, "https://login.example.com");
    let _ = read_grant(bytes);
    let cut = bytes.iter().position(|byte| *byte == 0).unwrap_or(bytes.len());
    let (keys, token) = bytes.split_at(cut);
    let expected = Expected { issuer: "https://login.example.com", client_id: "blisko", nonce: "n", now: Timestamp(0) };
    if let (Ok(keys), Ok(token)) = (KeySet::read(keys), std::str::from_utf8(token.get(1..).unwrap_or_default())) {
        assert!(read_id_token(token, &keys, expected).is_err(), "nobody has signed that");
    }
});
