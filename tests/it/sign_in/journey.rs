//! There and back.

use base64::Engine;
use base64::prelude::{BASE64_STANDARD, BASE64_URL_SAFE_NO_PAD};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::provider::{CLIENT_ID, Provider, ec_jwk, ec_key, signed_by_ec};
use super::{app_at, ewa, me, query_of, set_out, sign_in_as, value_of};
use crate::support::app::TestApp;

#[tokio::test]
async fn whoever_comes_back_with_a_code_is_in_and_where_they_wanted_to_be() {
    let provider = Provider::start().await;
    let app = app_at(&provider, &[]).await;
    let journey = set_out(&app, "/desk?q=1").await;
    provider.say(&journey.nonce, ewa());
    let (landed, cookie) = journey.come_back().await;
    assert_eq!(landed, "/desk?q=1");
    let client = app.visitor().with_header("cookie", &cookie.expect("a session"));
    let told = me(&client).await;
    assert_eq!(
        (&told["login_name"], &told["display_name"], &told["role"], &told["language"]),
        (&json!("ewa"), &json!("Ewa Kowalska"), &json!("agent"), &json!("cs"))
    );
}

#[tokio::test]
async fn the_provider_is_asked_as_the_standard_says() {
    let provider = Provider::start().await;
    let app = app_at(&provider, &[]).await;
    let sent = app.visitor().get("/sign-in/oidc").await.expect(303);
    let address = sent.header("location");
    assert!(address.starts_with(&format!("{}/authorize?", provider.issuer)), "{address}");
    let value = |name| value_of(address, name);
    assert_eq!((value("client_id"), value("scope")), (CLIENT_ID.into(), "openid profile email".into()));
    assert_eq!(value("redirect_uri"), "http://127.0.0.1:8080/sign-in/oidc/callback");
    assert_eq!(value("code_challenge_method"), "S256");
    let cookie = sent.header("set-cookie");
    assert!(cookie.contains("; HttpOnly; SameSite=Lax; Max-Age=900"), "{cookie}");
    assert_eq!(sent.header("cache-control"), "no-store");
}

#[tokio::test]
async fn the_code_goes_with_the_verifier_and_the_secret() {
    let provider = Provider::start().await;
    let app = app_at(&provider, &[]).await;
    let journey = set_out(&app, "/desk").await;
    provider.say(&journey.nonce, ewa());
    journey.come_back().await.1.expect("a session");
    let (form, header) = provider.shared.exchange.lock().unwrap().clone();
    let field = |name: &str| form.iter().find(|(key, _)| key == name).map(|(_, value)| value.clone());
    assert_eq!(field("code").as_deref(), Some("c1"));
    assert_eq!(field("redirect_uri").as_deref(), Some("http://127.0.0.1:8080/sign-in/oidc/callback"));
    let digest = Sha256::digest(field("code_verifier").expect("a verifier"));
    assert_eq!(BASE64_URL_SAFE_NO_PAD.encode(digest), journey.challenge);
    let expected = BASE64_STANDARD.encode("blisko:s3cret%2Bwith+odd%25letters");
    assert_eq!((header, field("client_secret")), (format!("Basic {expected}"), None));
}

#[tokio::test]
async fn a_secret_goes_into_the_body_where_the_provider_wants_it_there() {
    let provider = Provider::start().await;
    provider.describe("token_endpoint_auth_methods_supported", json!(["client_secret_post"]));
    let app = app_at(&provider, &[]).await;
    sign_in_as(&app, &provider, ewa()).await.1.expect("a session");
    let (form, header) = provider.shared.exchange.lock().unwrap().clone();
    assert!(form.contains(&("client_secret".into(), super::provider::CLIENT_SECRET.into())));
    assert_eq!(header, "");
}

#[tokio::test]
async fn keys_on_curves_are_as_good() {
    let provider = Provider::start().await;
    let key = ec_key();
    *provider.shared.keys.lock().unwrap() = json!({ "keys": [ec_jwk("e9", &key)] });
    let app = app_at(&provider, &[]).await;
    let journey = set_out(&app, "/desk").await;
    provider.give(signed_by_ec("e9", &key, &provider.claims(&journey.nonce, ewa())));
    assert_eq!(journey.come_back().await.0, "/desk");
}

#[tokio::test]
async fn two_windows_sign_in_at_the_same_time() {
    let provider = Provider::start().await;
    let app = app_at(&provider, &[]).await;
    let first = set_out(&app, "/desk").await;
    let sent = first.browser.get("/sign-in/oidc?next=/find").await.expect(303);
    provider.say(&first.nonce, ewa());
    assert_eq!(first.come_back().await.0, "/desk");
    provider.say(&value_of(sent.header("location"), "nonce"), ewa());
    let state = value_of(sent.header("location"), "state");
    let back = first.browser.get(&format!("/sign-in/oidc/callback?code=c2&state={state}")).await.expect(303);
    assert_eq!(back.header("location"), "/find");
}

#[tokio::test]
async fn what_the_token_does_not_say_is_asked_with_the_access_token() {
    let provider = Provider::start().await;
    provider.describe("userinfo_endpoint", json!(format!("{}/userinfo", provider.issuer)));
    let app = app_at(&provider, &[]).await;
    *provider.shared.userinfo.lock().unwrap() = ewa();
    let (landed, client) = sign_in_as(&app, &provider, json!({ "sub": "f3b1" })).await;
    assert_eq!(landed, "/desk");
    assert_eq!(me(&client.expect("a session")).await["role"], "agent");
    let (landed, client) = sign_in_as(&app, &provider, json!({ "sub": "somebody-else" })).await;
    assert!(landed.starts_with("/sign-in?trouble=not_verified"), "{landed}");
    assert!(client.is_none());
}

#[tokio::test]
async fn whoever_signs_out_is_sent_to_sign_out_at_the_provider_too() {
    let provider = Provider::start().await;
    let app = app_at(&provider, &[]).await;
    let client = sign_in_as(&app, &provider, ewa()).await.1.expect("a session");
    let token = client.get("/api/v1/me").await.json()["csrf_token"].as_str().unwrap().to_owned();
    let signed = client.with_header("x-csrf-token", &token).with_header("sec-fetch-site", "same-origin");
    let out = signed.delete("/api/v1/sessions/current").await.expect(200).json();
    let address = out["continue_at"].as_str().unwrap();
    assert!(address.starts_with(&format!("{}/end?", provider.issuer)), "{address}");
    assert_eq!(value_of(address, "post_logout_redirect_uri"), "http://127.0.0.1:8080/sign-in");
    assert_eq!(value_of(address, "id_token_hint").split('.').count(), 3);
    client.get("/api/v1/me").await.expect(401);
}

#[tokio::test]
async fn the_sign_in_page_is_told_what_it_may_offer() {
    let provider = Provider::start().await;
    let app = app_at(&provider, &[("oidc_name", "Meteor"), ("password_sign_in", "admins")]).await;
    let ways = app.visitor().get("/api/v1/sign-in-ways").await.expect(200).json();
    assert_eq!(ways, json!({ "password": "admins", "provider": { "name": "Meteor", "path": "/sign-in/oidc" } }));
    let without = TestApp::new().await;
    let ways = without.visitor().get("/api/v1/sign-in-ways").await.expect(200).json();
    assert_eq!(ways, json!({ "password": "everybody", "provider": Value::Null }));
    without.visitor().get("/sign-in/oidc").await.expect(404);
}

#[tokio::test]
async fn no_address_leads_to_another_site() {
    let provider = Provider::start().await;
    let app = app_at(&provider, &[]).await;
    for next in
        ["//evil.example", "/\\evil.example", "https://evil.example/", "/\t/evil.example", "javascript:alert(1)"]
    {
        let journey = set_out(&app, next).await;
        provider.say(&journey.nonce, ewa());
        assert_eq!(journey.come_back().await.0, "/find", "{next}");
    }
    let answer = app.visitor().get("/sign-in/oidc/callback?error=access_denied&next=https://evil.example").await;
    assert_eq!(query_of(answer.expect(303).header("location")), [("trouble".to_owned(), "stale".to_owned())]);
}
