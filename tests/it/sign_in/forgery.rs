//! Tokens and answers that are not what they say.

use std::sync::atomic::Ordering;

use ring::hmac;
use serde_json::{Value, json};

use super::provider::{
    CLIENT_ID, Provider, ec_key, rsa_jwk, rsa_public_bytes, signed_by_ec, signed_by_rsa, unsigned, with_signature,
};
use super::{Journey, app_at, ewa, set_out};
use crate::support::app::{SATURDAY, TestApp, moment};

/// Comes back with this token; fails the test unless nobody is let in.
async fn assert_refused(app: &TestApp, provider: &Provider, what: &str, token: impl Fn(&Journey) -> String) {
    let journey = set_out(app, "/desk").await;
    provider.give(token(&journey));
    let (landed, cookie) = journey.come_back().await;
    assert_eq!(landed, "/sign-in?trouble=not_verified&next=%2Fdesk", "{what}");
    assert_eq!(cookie, None, "{what}");
}

#[tokio::test]
async fn a_token_for_somebody_else_or_another_time_lets_nobody_in() {
    let provider = Provider::start().await;
    let app = app_at(&provider, &[]).await;
    let now = moment(SATURDAY).unix_seconds();
    let wrong: [(&str, &str, Value); 15] = [
        ("another issuer", "iss", json!("https://evil.example")),
        ("the issuer with a slash", "iss", json!(format!("{}/", provider.issuer))),
        ("another client", "aud", json!("other")),
        ("no client", "aud", Value::Null),
        ("two clients and nobody said to have asked", "aud", json!([CLIENT_ID, "other"])),
        ("another client that asked", "azp", json!("other")),
        ("another sign-in", "nonce", json!("n-0")),
        ("no sign-in", "nonce", Value::Null),
        ("over", "exp", json!(now - 121)),
        ("without an end", "exp", Value::Null),
        ("an end that is no time", "exp", json!("tomorrow")),
        ("made in the future", "iat", json!(now + 121)),
        ("not good yet", "nbf", json!(now + 121)),
        ("nobody", "sub", json!("")),
        ("somebody with a name that is too long", "sub", json!("x".repeat(256))),
    ];
    for (what, name, value) in wrong {
        assert_refused(&app, &provider, what, |journey| {
            let mut claims = provider.claims(&journey.nonce, ewa());
            claims[name] = value.clone();
            signed_by_rsa("r1", &claims)
        })
        .await;
    }
}

#[tokio::test]
async fn clocks_may_be_two_minutes_apart_and_several_clients_may_be_named_with_the_one_that_asked() {
    let provider = Provider::start().await;
    let app = app_at(&provider, &[]).await;
    let now = moment(SATURDAY).unix_seconds();
    for change in [
        json!({ "exp": now - 119 }),
        json!({ "iat": now + 119 }),
        json!({ "aud": [CLIENT_ID, "other"], "azp": CLIENT_ID }),
    ] {
        let journey = set_out(&app, "/desk").await;
        let mut claims = provider.claims(&journey.nonce, ewa());
        claims.as_object_mut().unwrap().extend(change.as_object().unwrap().clone());
        provider.give(signed_by_rsa("r1", &claims));
        assert_eq!(journey.come_back().await.0, "/desk", "{change}");
    }
}

#[tokio::test]
async fn a_token_without_a_good_signature_lets_nobody_in() {
    let provider = Provider::start().await;
    let app = app_at(&provider, &[]).await;
    let claims = |journey: &Journey| provider.claims(&journey.nonce, ewa());
    let signed = |journey: &Journey| signed_by_rsa("r1", &claims(journey));
    for none in ["none", "None", "NONE", ""] {
        assert_refused(&app, &provider, "alg none", |journey| {
            format!("{}.", unsigned(&json!({ "alg": none, "kid": "r1" }), &claims(journey)))
        })
        .await;
    }
    assert_refused(&app, &provider, "HMAC with the public key", |journey| {
        let message = unsigned(&json!({ "alg": "HS256", "kid": "r1" }), &claims(journey));
        let key = hmac::Key::new(hmac::HMAC_SHA256, &rsa_public_bytes());
        with_signature(&message, hmac::sign(&key, message.as_bytes()).as_ref())
    })
    .await;
    assert_refused(&app, &provider, "another key under the same name", |journey| {
        signed_by_ec("e1", &ec_key(), &claims(journey))
    })
    .await;
    assert_refused(&app, &provider, "the name of a key of another kind", |journey| {
        signed_by_ec("r1", &ec_key(), &claims(journey))
    })
    .await;
    assert_refused(&app, &provider, "claims changed after signing", |journey| {
        let mut changed = claims(journey);
        changed["groups"] = json!(["blisko-admins"]);
        let (whole, signature) = (signed(journey), signed(journey).rsplit('.').next().unwrap().to_owned());
        let header: &str = whole.split('.').next().unwrap();
        let payload = unsigned(&json!({}), &changed).split('.').nth(1).unwrap().to_owned();
        format!("{header}.{payload}.{signature}")
    })
    .await;
    assert_refused(&app, &provider, "an extension that must be understood", |journey| {
        let message = unsigned(&json!({ "alg": "RS256", "kid": "r1", "crit": ["exp"] }), &claims(journey));
        format!("{message}.{}", signed(journey).rsplit('.').next().unwrap())
    })
    .await;
    for (what, cut) in [("no signature", 2), ("no claims", 1), ("nothing", 0)] {
        assert_refused(&app, &provider, what, |journey| {
            signed(journey).split('.').take(cut).collect::<Vec<_>>().join(".")
        })
        .await;
    }
}

#[tokio::test]
async fn an_answer_without_end_is_not_read_to_the_end() {
    let provider = Provider::start().await;
    let app = app_at(&provider, &[]).await;
    let journey = set_out(&app, "/desk").await;
    *provider.shared.token_answer.lock().unwrap() = json!(64);
    assert_eq!(journey.come_back().await.0, "/sign-in?trouble=provider_down&next=%2Fdesk");
    assert_refused(&app, &provider, "a token of 200 kB", |journey| {
        let mut claims = provider.claims(&journey.nonce, ewa());
        claims["groups"] = json!("x".repeat(200_000));
        signed_by_rsa("r1", &claims)
    })
    .await;
}

#[tokio::test]
async fn an_unknown_key_is_looked_for_once_a_minute_however_often_it_is_named() {
    let provider = Provider::start().await;
    let app = app_at(&provider, &[]).await;
    let asked = || provider.shared.keys_asked.load(Ordering::SeqCst);
    for _ in 0..5 {
        assert_refused(&app, &provider, "an invented key", |journey| {
            signed_by_rsa("invented", &provider.claims(&journey.nonce, ewa()))
        })
        .await;
    }
    assert_eq!(asked(), 1);
    // The provider takes a new key into use; a minute later it is believed.
    *provider.shared.keys.lock().unwrap() = json!({ "keys": [rsa_jwk("r2")] });
    app.set_clock("2026-11-28T17:41:00+01:00");
    let journey = set_out(&app, "/desk").await;
    provider.give(signed_by_rsa("r2", &provider.claims(&journey.nonce, ewa())));
    assert_eq!((journey.come_back().await.0.as_str(), asked()), ("/desk", 2));
}

#[tokio::test]
async fn a_state_serves_once_in_the_browser_that_set_out_and_for_a_quarter_of_an_hour() {
    let provider = Provider::start().await;
    let app = app_at(&provider, &[]).await;
    let stale = |landed: &str| assert_eq!(landed.split('&').next(), Some("/sign-in?trouble=stale"));

    let journey = set_out(&app, "/desk").await;
    provider.say(&journey.nonce, ewa());
    let stranger = Journey { browser: app.visitor(), state: journey.state.clone(), ..set_out(&app, "/desk").await };
    stale(&stranger.come_back().await.0);
    let other = Journey { state: journey.state.clone(), ..set_out(&app, "/desk").await };
    stale(&other.come_back().await.0);
    assert_eq!(journey.come_back().await.0, "/desk", "nobody else has used it up");
    stale(&journey.come_back().await.0);

    let invented = Journey { state: "A".repeat(43), ..set_out(&app, "/desk").await };
    stale(&invented.come_back().await.0);
    let late = set_out(&app, "/desk").await;
    app.set_clock("2026-11-28T17:55:00+01:00");
    stale(&late.come_back().await.0);
}

#[tokio::test]
async fn whoever_is_sent_back_by_another_provider_is_not_let_in() {
    let provider = Provider::start().await;
    let app = app_at(&provider, &[]).await;
    let journey = set_out(&app, "/desk").await;
    provider.say(&journey.nonce, ewa());
    let (landed, cookie) = journey.come_back_with("&iss=https%3A%2F%2Fevil.example").await;
    assert_eq!((landed.as_str(), cookie), ("/sign-in?trouble=not_verified&next=%2Fdesk", None));

    let strict = Provider::start().await;
    strict.describe("authorization_response_iss_parameter_supported", json!(true));
    let app = app_at(&strict, &[]).await;
    let journey = set_out(&app, "/desk").await;
    strict.say(&journey.nonce, ewa());
    assert_eq!(journey.come_back().await.0, "/sign-in?trouble=not_verified&next=%2Fdesk", "it always says who it is");
    let journey = set_out(&app, "/desk").await;
    strict.say(&journey.nonce, ewa());
    let named = form_urlencoded::byte_serialize(strict.issuer.as_bytes()).collect::<String>();
    assert_eq!(journey.come_back_with(&format!("&iss={named}")).await.0, "/desk");
}
