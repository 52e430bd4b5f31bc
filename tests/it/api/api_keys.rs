//! `/api/v1/api-keys`

use blisko::domain::permission::Permission;
use serde_json::{Value, json};

use crate::support::app::{Client, TestApp};

async fn create(admin: &Client, body: Value) -> Value {
    admin.post("/api/v1/api-keys", &body).await.expect(201).json()
}

fn bearer(app: &TestApp, secret: &Value) -> Client {
    app.visitor().with_header("authorization", &format!("Bearer {}", secret.as_str().unwrap()))
}

#[tokio::test]
async fn a_key_is_shown_once_works_and_ends_when_it_is_revoked() {
    let app = TestApp::new().await;
    let admin = app.admin().await;
    let new = create(&admin, json!({ "name": "ERP", "scopes": ["outlets.read"] })).await;
    let software = bearer(&app, &new["secret"]);
    software.get("/api/v1/outlets").await.expect(200);

    let list = admin.get("/api/v1/api-keys").await.expect(200);
    assert!(!list.text().contains(new["secret"].as_str().unwrap()));
    assert_eq!(list.json()["items"][0]["last_used_at"], "2026-11-28T16:40:00Z");
    let path = format!("/api/v1/api-keys/{}", new["api_key"]["id"].as_str().unwrap());
    admin.delete(&path).await.expect(204);
    assert_eq!(software.get("/api/v1/outlets").await.expect(401).json()["code"], "api_key_invalid");
    admin.delete(&path).await.expect(404);
}

#[tokio::test]
async fn a_key_ends_when_it_expires() {
    let app = TestApp::new().await;
    let body = json!({ "name": "ERP", "scopes": ["outlets.read"], "expires_at": "2026-11-28T17:41:00+01:00" });
    let software = bearer(&app, &create(&app.admin().await, body).await["secret"]);
    software.get("/api/v1/outlets").await.expect(200);
    app.set_clock("2026-11-28T17:41:00+01:00");
    software.get("/api/v1/outlets").await.expect(401);
}

#[tokio::test]
async fn a_made_up_key_is_refused_even_where_everybody_may_go() {
    let app = TestApp::new().await;
    for key in ["Bearer nonsense", "Basic YTpi", "Bearer blk_000000000000_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"]
    {
        app.visitor().with_header("authorization", key).get("/api/v1/services").await.expect(401);
    }
}

#[tokio::test]
async fn a_key_needs_no_csrf_token() {
    let app = TestApp::new().await;
    let software = app.software(&[Permission::OutletsWrite]).await;
    software.put("/api/v1/services", &json!({ "services": [] })).await.expect(200);
}

#[tokio::test]
async fn scopes_that_do_not_exist_are_named() {
    let app = TestApp::new().await;
    let body = json!({ "name": "ERP", "scopes": ["outlets.read", "outlets.fly"] });
    let problem = app.admin().await.post("/api/v1/api-keys", &body).await.expect(400).json();
    assert_eq!(problem["errors"][0]["pointer"], "/scopes/1");
}

#[tokio::test]
async fn no_key_makes_a_key_that_may_do_more() {
    let app = TestApp::new().await;
    let software = app.software(&[Permission::ApiKeysManage]).await;
    let body = json!({ "name": "more", "scopes": ["users.manage"] });
    software.post("/api/v1/api-keys", &body).await.expect(403);
}
