//! `/api/v1/users`

use blisko::domain::permission::{Permission, Role};
use serde_json::{Value, json};

use crate::support::app::{Client, PASSWORD, TestApp};

fn body(login_name: &str, role: &str) -> Value {
    json!({ "login_name": login_name, "role": role, "language": "pl" })
}

async fn create(admin: &Client, login_name: &str, role: &str) -> (String, Value) {
    let created = admin.post("/api/v1/users", &json!({ "user": body(login_name, role) })).await.expect(201);
    (created.header("location").to_owned(), created.json())
}

async fn me(client: &Client) -> u16 {
    client.get("/api/v1/me").await.status.as_u16()
}

#[tokio::test]
async fn a_generated_password_is_shown_once_and_lets_in() {
    let app = TestApp::new().await;
    let admin = app.admin().await;
    let (path, created) = create(&admin, "ewa", "agent").await;
    let password = created["generated_password"].as_str().unwrap();
    let sign_in = json!({ "login_name": "ewa", "password": password });
    app.visitor().post("/api/v1/sessions", &sign_in).await.expect(201);
    assert!(!admin.get(&path).await.expect(200).text().contains("password"));
}

#[tokio::test]
async fn a_user_needs_a_good_name_role_and_password() {
    let app = TestApp::new().await;
    let admin = app.admin().await;
    let bad = json!({ "user": body("ewa kowalska", "boss"), "password": "krótkie" });
    let problem = admin.post("/api/v1/users", &bad).await.expect(400).json();
    assert_eq!(problem["errors"][0]["pointer"], "/user/role");
    create(&admin, "ewa", "agent").await;
    let taken = admin.post("/api/v1/users", &json!({ "user": body("Ewa", "agent") })).await.expect(409).json();
    assert_eq!(taken["code"], "duplicate_login_name");
}

#[tokio::test]
async fn a_disabled_user_is_out_at_once() {
    let app = TestApp::new().await;
    let id = app.add_user("ewa", Role::Agent).await;
    let (admin, ewa) = (app.admin().await.with_header("if-match", "\"1\""), app.sign_in("ewa").await);
    assert_eq!(me(&ewa).await, 200);
    let mut disabled = body("ewa", "agent");
    disabled["disabled"] = true.into();
    admin.put(&format!("/api/v1/users/{id}"), &disabled).await.expect(200);
    assert_eq!(me(&ewa).await, 401);
    let sign_in = json!({ "login_name": "ewa", "password": PASSWORD });
    app.visitor().post("/api/v1/sessions", &sign_in).await.expect(401);
}

#[tokio::test]
async fn a_new_role_holds_from_the_next_request_and_under_a_new_token() {
    let app = TestApp::new().await;
    let id = app.add_user("ewa", Role::Agent).await;
    let (admin, ewa) = (app.admin().await.with_header("if-match", "*"), app.sign_in("ewa").await);
    ewa.get("/api/v1/audit").await.expect(403);
    admin.put(&format!("/api/v1/users/{id}"), &body("ewa", "steward")).await.expect(200);
    let answer = ewa.get("/api/v1/audit").await.expect(200);
    assert!(answer.header("set-cookie").contains("blisko_session="));
}

#[tokio::test]
async fn the_last_admin_stays() {
    let app = TestApp::new().await;
    let id = app.add_user("ola", Role::Admin).await;
    let admin = app.sign_in("ola").await.with_header("if-match", "*");
    let path = format!("/api/v1/users/{id}");
    assert_eq!(admin.put(&path, &body("ola", "agent")).await.expect(409).json()["code"], "last_admin");
    app.add_user("eva", Role::Admin).await;
    let second = app.sign_in("eva").await.with_header("if-match", "*");
    second.delete(&path).await.expect(204);
    assert_eq!(me(&admin).await, 401);
}

#[tokio::test]
async fn nobody_locks_themselves_out() {
    let app = TestApp::new().await;
    let id = app.add_user("ola", Role::Admin).await;
    app.add_user("eva", Role::Admin).await;
    let admin = app.sign_in("ola").await.with_header("if-match", "*");
    let path = format!("/api/v1/users/{id}");
    let disabled = json!({ "login_name": "ola", "role": "admin", "language": "pl", "disabled": true });
    assert_eq!(admin.put(&path, &disabled).await.expect(409).json()["code"], "own_account");
    assert_eq!(admin.delete(&path).await.expect(409).json()["code"], "own_account");
    assert_eq!(me(&admin).await, 200);
}

#[tokio::test]
async fn when_somebody_was_last_here_outlives_the_session() {
    let app = TestApp::new().await;
    let id = app.add_user("ewa", Role::Agent).await;
    let (admin, path) = (app.admin().await, format!("/api/v1/users/{id}"));
    assert!(admin.get(&path).await.expect(200).json()["last_seen_at"].is_null());
    let ewa = app.sign_in("ewa").await;
    ewa.delete("/api/v1/sessions/current").await.expect(204);
    assert!(admin.get(&path).await.expect(200).json()["last_seen_at"].is_string());
}

#[tokio::test]
async fn a_password_that_an_admin_sets_ends_the_sessions() {
    let app = TestApp::new().await;
    let id = app.add_user("ewa", Role::Agent).await;
    let (admin, ewa) = (app.admin().await, app.sign_in("ewa").await);
    let answer = admin.put(&format!("/api/v1/users/{id}/password"), &json!({})).await.expect(200).json();
    assert_eq!(me(&ewa).await, 401);
    let sign_in = json!({ "login_name": "ewa", "password": answer["generated_password"] });
    app.visitor().post("/api/v1/sessions", &sign_in).await.expect(201);
}

#[tokio::test]
async fn a_key_cannot_make_somebody_mightier_than_itself() {
    let app = TestApp::new().await;
    let software = app.software(&[Permission::UsersManage, Permission::OutletsRead]).await;
    let problem = software.post("/api/v1/users", &json!({ "user": body("ewa", "admin") })).await.expect(403).json();
    assert_eq!(problem["code"], "exceeds_own_permissions");
}

#[tokio::test]
async fn users_come_in_pages() {
    let app = TestApp::new().await;
    let admin = app.admin().await;
    for name in ["a1", "a2", "a3"] {
        app.add_user(name, Role::Agent).await;
    }
    let first = admin.get("/api/v1/users?limit=2").await.expect(200).json();
    assert_eq!((first["items"].as_array().unwrap().len(), first["next"].as_str()), (2, Some("a2")));
    let second = admin.get("/api/v1/users?limit=2&after=a2").await.expect(200).json();
    assert_eq!(second["items"][0]["login_name"], "a3");
}

#[tokio::test]
async fn of_two_admins_the_second_is_told_that_the_first_was_quicker() {
    let app = TestApp::new().await;
    let admin = app.admin().await;
    let (path, _) = create(&admin, "ewa", "agent").await;
    let writer = admin.with_header("if-match", "\"1\"");
    writer.put(&path, &body("ewa", "rep")).await.expect(200);
    writer.put(&path, &body("ewa", "manager")).await.expect(412);
}
