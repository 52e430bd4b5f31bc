//! A provider on this machine. It answers codes with whatever token it was told to, signed with the key it was told to.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::IntoResponse;
use axum::routing::{get, post};
use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use ring::rand::SystemRandom;
use ring::rsa::PublicKeyComponents;
use ring::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair, RSA_PKCS1_SHA256, RsaKeyPair};
use serde_json::{Value, json};
use tokio::net::TcpListener;

use crate::support::app::{SATURDAY, moment};

pub const CLIENT_ID: &str = "blisko";
pub const CLIENT_SECRET: &str = "s3cret+with odd%letters";
/// Made for these tests and used by nothing else.
const RSA_KEY: &[u8] = include_bytes!("../../data/oidc/rsa-2048.pk8");

pub struct Provider {
    pub issuer: String,
    pub shared: Arc<Shared>,
}

/// What it does next, and what it was asked.
pub struct Shared {
    pub description: Mutex<Value>,
    pub keys: Mutex<Value>,
    pub token_answer: Mutex<Value>,
    pub userinfo: Mutex<Value>,
    /// The body and the Authorization header of the last exchange.
    pub exchange: Mutex<(Vec<(String, String)>, String)>,
    pub keys_asked: AtomicUsize,
    pub described: AtomicUsize,
}

impl Provider {
    pub async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let issuer = format!("http://{}", listener.local_addr().expect("an address"));
        let description = json!({
            "issuer": issuer, "authorization_endpoint": format!("{issuer}/authorize"), "token_endpoint": format!("{issuer}/token"),
            "jwks_uri": format!("{issuer}/keys"), "end_session_endpoint": format!("{issuer}/end"),
            "response_types_supported": ["code"], "code_challenge_methods_supported": ["S256"],
        });
        let shared = Arc::new(Shared {
            description: Mutex::new(description),
            keys: Mutex::new(json!({ "keys": [rsa_jwk("r1"), ec_jwk("e1", &ec_key())] })),
            token_answer: Mutex::new(Value::Null),
            userinfo: Mutex::new(Value::Null),
            exchange: Mutex::default(),
            keys_asked: AtomicUsize::new(0),
            described: AtomicUsize::new(0),
        });
        let router = Router::new()
            .route("/.well-known/openid-configuration", get(describe))
            .route("/keys", get(keys))
            .route("/token", post(token))
            .route("/userinfo", get(userinfo))
            .with_state(Arc::clone(&shared));
        tokio::spawn(async move { axum::serve(listener, router).await });
        Self { issuer, shared }
    }

    /// The claims of a good token for `person`.
    pub fn claims(&self, nonce: &str, person: Value) -> Value {
        let now = moment(SATURDAY).unix_seconds();
        let mut claims = json!({ "iss": self.issuer, "aud": CLIENT_ID, "exp": now + 300, "iat": now, "nonce": nonce });
        claims.as_object_mut().unwrap().extend(person.as_object().unwrap().clone());
        claims
    }

    /// The next code is worth a good token for `person`.
    pub fn say(&self, nonce: &str, person: Value) {
        self.give(signed_by_rsa("r1", &self.claims(nonce, person)));
    }

    /// The next code is worth this token.
    pub fn give(&self, id_token: String) {
        *self.shared.token_answer.lock().unwrap() =
            json!({ "id_token": id_token, "access_token": "at", "token_type": "Bearer" });
    }

    /// Changes what it says about itself.
    pub fn describe(&self, name: &str, value: Value) {
        self.shared.description.lock().unwrap()[name] = value;
    }
}

async fn describe(State(shared): State<Arc<Shared>>) -> String {
    shared.described.fetch_add(1, Ordering::SeqCst);
    shared.description.lock().unwrap().to_string()
}

async fn keys(State(shared): State<Arc<Shared>>) -> String {
    shared.keys_asked.fetch_add(1, Ordering::SeqCst);
    shared.keys.lock().unwrap().to_string()
}

async fn token(State(shared): State<Arc<Shared>>, headers: HeaderMap, body: String) -> impl IntoResponse {
    let form = form_urlencoded::parse(body.as_bytes()).into_owned().collect();
    let header = headers.get("authorization").map(|value| value.to_str().unwrap().to_owned()).unwrap_or_default();
    *shared.exchange.lock().unwrap() = (form, header);
    let answer = shared.token_answer.lock().unwrap().clone();
    let status = if answer["error"].is_null() { StatusCode::OK } else { StatusCode::BAD_REQUEST };
    // A number stands for that many megabytes of nothing.
    match answer.as_u64() {
        Some(megabytes) => (status, Body::from(vec![b' '; (megabytes << 20) as usize])),
        None => (status, Body::from(answer.to_string())),
    }
}

async fn userinfo(State(shared): State<Arc<Shared>>, headers: HeaderMap) -> (StatusCode, String) {
    let known = headers.get("authorization").is_some_and(|value| value == "Bearer at");
    let status = if known { StatusCode::OK } else { StatusCode::UNAUTHORIZED };
    (status, shared.userinfo.lock().unwrap().to_string())
}

/// `header.payload`, as signatures are made over it.
pub fn unsigned(header: &Value, claims: &Value) -> String {
    let encode = |value: &Value| BASE64_URL_SAFE_NO_PAD.encode(value.to_string());
    format!("{}.{}", encode(header), encode(claims))
}

pub fn with_signature(unsigned: &str, signature: &[u8]) -> String {
    format!("{unsigned}.{}", BASE64_URL_SAFE_NO_PAD.encode(signature))
}

fn rsa_key() -> RsaKeyPair {
    RsaKeyPair::from_pkcs8(RSA_KEY).expect("a key")
}

pub fn signed_by_rsa(key_id: &str, claims: &Value) -> String {
    let (key, message) = (rsa_key(), unsigned(&json!({ "alg": "RS256", "kid": key_id }), claims));
    let mut signature = vec![0; key.public().modulus_len()];
    key.sign(&RSA_PKCS1_SHA256, &SystemRandom::new(), message.as_bytes(), &mut signature).expect("it signs");
    with_signature(&message, &signature)
}

pub fn signed_by_ec(key_id: &str, key: &EcdsaKeyPair, claims: &Value) -> String {
    let message = unsigned(&json!({ "alg": "ES256", "kid": key_id }), claims);
    let signature = key.sign(&SystemRandom::new(), message.as_bytes()).expect("it signs");
    with_signature(&message, signature.as_ref())
}

pub fn ec_key() -> EcdsaKeyPair {
    let (rule, random) = (&ECDSA_P256_SHA256_FIXED_SIGNING, SystemRandom::new());
    let made = EcdsaKeyPair::generate_pkcs8(rule, &random).expect("random bytes");
    EcdsaKeyPair::from_pkcs8(rule, made.as_ref(), &random).expect("its own key")
}

pub fn rsa_jwk(key_id: &str) -> Value {
    let public: PublicKeyComponents<Vec<u8>> = rsa_key().public().into();
    let [n, e] = [public.n, public.e].map(|bytes| BASE64_URL_SAFE_NO_PAD.encode(bytes));
    json!({ "kty": "RSA", "kid": key_id, "use": "sig", "alg": "RS256", "n": n, "e": e })
}

pub fn ec_jwk(key_id: &str, key: &EcdsaKeyPair) -> Value {
    let (x, y) = key.public_key().as_ref()[1..].split_at(32);
    let [x, y] = [x, y].map(|bytes| BASE64_URL_SAFE_NO_PAD.encode(bytes));
    json!({ "kty": "EC", "crv": "P-256", "kid": key_id, "use": "sig", "x": x, "y": y })
}

/// The modulus as bytes: what an attacker has of the key.
pub fn rsa_public_bytes() -> Vec<u8> {
    let public: PublicKeyComponents<Vec<u8>> = rsa_key().public().into();
    public.n
}
