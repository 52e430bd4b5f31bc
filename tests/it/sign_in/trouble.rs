//! A provider that is down, slow or somebody else.

use std::sync::atomic::Ordering;
use std::time::Duration;

use serde_json::json;
use tokio::net::TcpListener;

use super::provider::Provider;
use super::{app_at, ewa, set_out, sign_in_as};
use crate::support::app::{SATURDAY, TestApp};

async fn app_of(issuer: &str) -> TestApp {
    let settings = [
        ("oidc_issuer", issuer),
        ("oidc_client_id", "blisko"),
        ("oidc_role_default", "agent"),
        ("oidc_timeout_s", "1"),
    ];
    TestApp::with(SATURDAY, &settings).await
}

async fn where_to(app: &TestApp) -> String {
    app.visitor().get("/sign-in/oidc?next=/desk").await.expect(303).header("location").to_owned()
}

const DOWN: &str = "/sign-in?trouble=provider_down&next=%2Fdesk";

#[tokio::test]
async fn a_provider_that_is_not_there_is_said_to_be_down() {
    assert_eq!(where_to(&app_of("http://127.0.0.1:9").await).await, DOWN);
}

#[tokio::test]
async fn a_provider_that_hangs_is_waited_for_by_those_who_sign_in_there_and_by_nobody_else() {
    // Connections are taken by the system, and nobody ever reads them.
    let silent = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let app = app_of(&format!("http://{}", silent.local_addr().expect("an address"))).await;
    let many = futures_util::future::join_all((0..40).map(|_| where_to(&app)));
    let others = async {
        for _ in 0..20 {
            app.visitor().get("/api/v1/services").await.expect(200);
        }
    };
    let all = async { futures_util::future::join(many, others).await.0 };
    let sent = tokio::time::timeout(Duration::from_secs(30), all).await.expect("long before anybody gives up");
    assert!(sent.iter().all(|address| address == DOWN), "{sent:?}");
}

#[tokio::test]
async fn a_provider_that_comes_back_is_used_again() {
    let provider = Provider::start().await;
    let good = provider.shared.description.lock().unwrap().clone();
    *provider.shared.description.lock().unwrap() = json!("<html>");
    let app = app_at(&provider, &[]).await;
    assert_eq!(where_to(&app).await, "/sign-in?trouble=not_verified&next=%2Fdesk");
    *provider.shared.description.lock().unwrap() = good;
    // However many knock meanwhile.
    app.set_clock("2026-11-28T17:40:02+01:00");
    assert_eq!(where_to(&app).await, DOWN);
    app.set_clock("2026-11-28T17:40:04+01:00");
    assert!(where_to(&app).await.starts_with(&provider.issuer));
}

#[tokio::test]
async fn nobody_is_sent_to_a_provider_that_calls_itself_something_else() {
    let provider = Provider::start().await;
    provider.describe("issuer", json!("https://evil.example"));
    let app = app_at(&provider, &[]).await;
    assert_eq!(where_to(&app).await, "/sign-in?trouble=not_verified&next=%2Fdesk");
}

#[tokio::test]
async fn the_description_is_read_once_an_hour_and_an_old_one_serves_while_there_is_no_new_one() {
    let provider = Provider::start().await;
    let app = app_at(&provider, &[]).await;
    let described = || provider.shared.described.load(Ordering::SeqCst);
    for _ in 0..3 {
        set_out(&app, "/desk").await;
    }
    assert_eq!(described(), 1);
    *provider.shared.description.lock().unwrap() = json!("<html>");
    app.set_clock("2026-11-28T18:41:00+01:00");
    set_out(&app, "/desk").await;
    assert_eq!(described(), 2);
}

#[tokio::test]
async fn what_the_provider_refuses_is_said_and_nobody_is_in() {
    let provider = Provider::start().await;
    let app = app_at(&provider, &[]).await;
    let journey = set_out(&app, "/desk").await;
    *provider.shared.token_answer.lock().unwrap() = json!({ "error": "invalid_grant" });
    assert_eq!(journey.come_back().await.0, "/sign-in?trouble=not_verified&next=%2Fdesk");
    let journey = set_out(&app, "/desk").await;
    let path = format!("/sign-in/oidc/callback?error=access_denied&state={}", journey.state);
    let back = journey.browser.get(&path).await.expect(303);
    assert_eq!(back.header("location"), "/sign-in?trouble=cancelled&next=%2Fdesk");
}

#[tokio::test]
async fn beginnings_without_an_end_are_slowed_down() {
    let provider = Provider::start().await;
    let app = app_at(&provider, &[]).await;
    for _ in 0..50 {
        sign_in_as(&app, &provider, ewa()).await.1.expect("those who come back do not count");
    }
    for _ in 0..101 {
        set_out(&app, "/desk").await;
    }
    assert_eq!(where_to(&app).await, "/sign-in?trouble=busy&next=%2Fdesk");
}
