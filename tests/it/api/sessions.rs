//! `/api/v1/sessions` and `/api/v1/me`

use blisko::domain::permission::Role;
use serde_json::{Value, json};

use crate::support::app::{Answer, Client, PASSWORD, TestApp};

async fn attempt(client: &Client, login_name: &str, password: &str) -> Answer {
    client.post("/api/v1/sessions", &json!({ "login_name": login_name, "password": password })).await
}

/// The client after the answer: a new cookie replaces the old one.
fn after(client: &Client, answer: &Answer) -> Client {
    match answer.header("set-cookie").split(';').next() {
        Some(cookie) if !cookie.is_empty() => client.with_header("cookie", cookie),
        _ => client.clone(),
    }
}

async fn me(client: &Client) -> u16 {
    client.get("/api/v1/me").await.status.as_u16()
}

#[tokio::test]
async fn whoever_signs_in_learns_what_they_may_do() {
    let app = TestApp::new().await;
    app.add_user("ewa", Role::Agent).await;
    let answer = attempt(&app.visitor(), " EWA ", PASSWORD).await.expect(201);
    let me = answer.json();
    assert_eq!((me["user"]["login_name"].as_str(), me["user"]["role"].as_str()), (Some("ewa"), Some("agent")));
    assert_eq!(
        me["permissions"],
        json!([
            "locator.read",
            "outlets.read",
            "geocode.batch",
            "roads.plan",
            "customers.read",
            "customers.write",
            "events.read",
            "customers.count"
        ])
    );
    let cookie = answer.header("set-cookie");
    assert!(
        cookie.starts_with("blisko_session=") && cookie.contains("HttpOnly; SameSite=Lax; Max-Age=43200"),
        "{cookie}"
    );
}

#[tokio::test]
async fn a_wrong_name_and_a_wrong_password_look_the_same() {
    let app = TestApp::new().await;
    app.add_user("ewa", Role::Agent).await;
    let problem = async |name: &str| -> Value {
        let mut problem = attempt(&app.visitor(), name, "wrong password").await.expect(401).json();
        problem["request_id"] = Value::Null;
        problem
    };
    assert_eq!(problem("ewa").await, problem("adam").await);
}

#[tokio::test]
async fn after_five_free_failures_one_has_to_wait_even_with_the_right_password() {
    let app = TestApp::new().await;
    app.add_user("ewa", Role::Agent).await;
    for _ in 0..6 {
        attempt(&app.visitor(), "ewa", "wrong password").await.expect(401);
    }
    let refused = attempt(&app.visitor(), "ewa", PASSWORD).await.expect(429);
    assert_eq!((refused.header("retry-after"), refused.json()["code"].as_str()), ("1", Some("too_many_attempts")));
    app.set_clock("2026-11-28T17:40:01+01:00");
    attempt(&app.visitor(), "ewa", PASSWORD).await.expect(201);
    attempt(&app.visitor(), "ewa", "wrong password").await.expect(401);
    attempt(&app.visitor(), "ewa", PASSWORD).await.expect(201);
}

#[tokio::test]
async fn an_unknown_name_is_throttled_like_a_known_one() {
    let app = TestApp::new().await;
    for _ in 0..6 {
        attempt(&app.visitor(), "nobody", "wrong password").await.expect(401);
    }
    attempt(&app.visitor(), "nobody", "wrong password").await.expect(429);
}

#[tokio::test]
async fn a_session_ends_when_it_is_idle_and_at_its_absolute_limit() {
    let app = TestApp::new().await;
    let mut client = app.agent().await;
    app.set_clock("2026-11-28T18:41:00+01:00");
    assert_eq!(me(&client).await, 401, "idle for more than an hour");

    app.set_clock("2026-11-29T00:00:00+01:00");
    client = app.agent().await;
    for half_hour in 1..=23 {
        app.set_clock(&format!("2026-11-29T{:02}:{:02}:00+01:00", half_hour / 2, half_hour % 2 * 30));
        let answer = client.get("/api/v1/me").await.expect(200);
        client = after(&client, &answer);
    }
    app.set_clock("2026-11-29T12:00:00+01:00");
    assert_eq!(me(&client).await, 401, "twelve hours are over");
}

#[tokio::test]
async fn a_token_is_replaced_every_quarter_of_an_hour_and_the_old_one_ends() {
    let app = TestApp::new().await;
    let old = app.agent().await;
    app.set_clock("2026-11-28T17:55:00+01:00");
    let answer = old.get("/api/v1/me").await.expect(200);
    let new = after(&old, &answer);
    assert_ne!(old.headers()["cookie"], new.headers()["cookie"]);

    let repeated = old.get("/api/v1/me").await.expect(200);
    assert_eq!(after(&old, &repeated).headers()["cookie"], new.headers()["cookie"], "a lost answer is given again");
    assert_eq!(new.get("/api/v1/me").await.expect(200).header("set-cookie"), "");
    app.set_clock("2026-11-28T17:56:01+01:00");
    assert_eq!((me(&old).await, me(&new).await), (401, 200));
}

#[tokio::test]
async fn whoever_signs_out_is_out() {
    let app = TestApp::new().await;
    let client = app.agent().await;
    let answer = client.delete("/api/v1/sessions/current").await.expect(204);
    assert!(answer.header("set-cookie").contains("Max-Age=0"));
    assert_eq!(me(&client).await, 401);
}

#[tokio::test]
async fn one_sees_and_ends_only_ones_own_sessions() {
    let app = TestApp::new().await;
    app.add_user("ewa", Role::Agent).await;
    let (laptop, phone, adam) = (app.sign_in("ewa").await, app.sign_in("ewa").await, app.agent().await);
    let list = laptop.get("/api/v1/sessions").await.expect(200).json();
    let items = list["items"].as_array().unwrap();
    assert_eq!(items.len(), 2);
    let other = items.iter().find(|item| item["current"] == false).unwrap();
    let path = format!("/api/v1/sessions/{}", other["id"].as_str().unwrap());
    adam.delete(&path).await.expect(404);
    laptop.delete(&path).await.expect(204);
    assert_eq!((me(&laptop).await, me(&phone).await), (200, 401));
}

#[tokio::test]
async fn signing_in_again_in_the_same_browser_leaves_no_session_behind() {
    let app = TestApp::new().await;
    app.add_user("ewa", Role::Agent).await;
    let first = app.sign_in("ewa").await;
    attempt(&first, "ewa", PASSWORD).await.expect(201);
    assert_eq!(me(&first).await, 401);
}

#[tokio::test]
async fn a_new_password_ends_the_other_sessions_and_needs_the_old_one() {
    let app = TestApp::new().await;
    app.add_user("ewa", Role::Agent).await;
    let (laptop, phone) = (app.sign_in("ewa").await, app.sign_in("ewa").await);
    let change = |current: &str, new: &str| json!({ "current_password": current, "new_password": new });
    let new = "poniedziałek pod parasolem";
    laptop.put("/api/v1/me/password", &change("wrong password", new)).await.expect(403);
    let weak = laptop.put("/api/v1/me/password", &change(PASSWORD, "haslo12345")).await.expect(400).json();
    assert_eq!(weak["errors"][0]["pointer"], "/new_password");
    laptop.put("/api/v1/me/password", &change(PASSWORD, new)).await.expect(204);
    assert_eq!(me(&phone).await, 401);
    let rotated = laptop.get("/api/v1/me").await.expect(200);
    assert!(rotated.header("set-cookie").contains("blisko_session="), "the kept session gets a new token");
    attempt(&app.visitor(), "ewa", PASSWORD).await.expect(401);
    attempt(&app.visitor(), "ewa", new).await.expect(201);
}

#[tokio::test]
async fn another_site_can_neither_write_nor_sign_in_with_somebodys_browser() {
    let app = TestApp::new().await;
    let client = app.agent().await;
    let without_token = client.with_header("x-csrf-token", "guessed");
    assert_eq!(without_token.delete("/api/v1/sessions").await.expect(403).json()["code"], "csrf_token_invalid");
    let foreign = client.with_header("sec-fetch-site", "cross-site");
    assert_eq!(foreign.delete("/api/v1/sessions").await.expect(403).json()["code"], "foreign_origin");
    attempt(&foreign, "ewa", PASSWORD).await.expect(403);
    client.delete("/api/v1/sessions").await.expect(204);
}

#[tokio::test]
async fn the_audit_tells_who_signed_in_and_after_how_many_failures() {
    let app = TestApp::new().await;
    let id = app.add_user("ewa", Role::Agent).await;
    attempt(&app.visitor(), "ewa", "wrong password").await.expect(401);
    attempt(&app.visitor(), "ewa", PASSWORD).await.expect(201);
    let path = format!("/api/v1/audit?entity=user&entity_id={id}");
    let rows = app.steward().await.get(&path).await.expect(200).json();
    let newest = &rows["items"][0];
    assert_eq!((newest["action"].as_str(), newest["after"]["failures"].as_i64()), (Some("sign_in"), Some(1)));
    assert!(!rows.to_string().contains(PASSWORD));
}

#[tokio::test]
async fn every_answer_carries_the_headers_that_keep_a_browser_safe() {
    let app = TestApp::new().await;
    for path in ["/livez", "/api/v1/me", "/nowhere"] {
        let answer = app.visitor().get(path).await;
        assert!(answer.header("content-security-policy").starts_with("default-src 'none'; script-src 'self';"));
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(answer.header("strict-transport-security"), "", "plain HTTP");
    }
    let https = [("public_url", "https://crm.example.com")];
    let app = TestApp::with(crate::support::app::SATURDAY, &https).await;
    assert_eq!(app.visitor().get("/livez").await.header("strict-transport-security"), "max-age=31536000");
}
