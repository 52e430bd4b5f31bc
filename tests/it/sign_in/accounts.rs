//! Whose account it is, and what they may do there.

use blisko::config::RoleName;
use blisko::domain::permission::Role;
use serde_json::{Value, json};

use super::provider::Provider;
use super::{app_at, ewa, me, sign_in_as};
use crate::support::app::PASSWORD;

fn with(name: &str, value: Value) -> Value {
    let mut person = ewa();
    person[name] = value;
    person
}

#[tokio::test]
async fn somebody_is_found_again_by_subject_whatever_they_are_called_by_now() {
    let provider = Provider::start().await;
    let app = app_at(&provider, &[]).await;
    let first = sign_in_as(&app, &provider, ewa()).await.1.expect("a session");
    let renamed = with("preferred_username", json!("ewa.nowak"));
    let second = sign_in_as(&app, &provider, renamed).await.1.expect("a session");
    assert_eq!(me(&first).await["id"], me(&second).await["id"]);
    let namesake = with("sub", json!("a-new-ewa"));
    let third = sign_in_as(&app, &provider, namesake).await.1.expect("a session");
    let told = me(&third).await;
    assert_ne!(told["id"], me(&first).await["id"]);
    assert_eq!(told["login_name"], "ewa@meteor.example", "the short name is taken");
}

#[test]
fn the_settings_know_every_role_there_is() {
    let known = |role: &&Role| role.code().parse::<RoleName>().is_ok();
    assert_eq!(Role::ALL.iter().filter(known).count(), Role::ALL.len());
    assert!("owner".parse::<RoleName>().is_err());
}

#[tokio::test]
async fn an_account_that_was_there_before_is_nobodys_unless_the_settings_say_so() {
    let provider = Provider::start().await;
    let app = app_at(&provider, &[]).await;
    let local = app.add_user("ewa", Role::Steward).await;
    let client = sign_in_as(&app, &provider, ewa()).await.1.expect("a session");
    assert_ne!(me(&client).await["id"], json!(local.0));
}

#[tokio::test]
async fn an_account_is_adopted_once_and_gets_the_providers_role() {
    let provider = Provider::start().await;
    let app = app_at(&provider, &[("oidc_adopt", "login_name")]).await;
    let local = app.add_user("ewa", Role::Steward).await;
    let client = sign_in_as(&app, &provider, ewa()).await.1.expect("a session");
    let told = me(&client).await;
    assert_eq!((&told["id"], &told["role"]), (&json!(local.0), &json!("agent")));
    let another = sign_in_as(&app, &provider, with("sub", json!("other"))).await.1.expect("a session");
    assert_ne!(me(&another).await["id"], json!(local.0), "it is somebody's already");
}

#[tokio::test]
async fn an_administrators_account_is_never_adopted() {
    let provider = Provider::start().await;
    let app = app_at(&provider, &[("oidc_adopt", "login_name")]).await;
    let local = app.add_user("ewa", Role::Admin).await;
    let client = sign_in_as(&app, &provider, ewa()).await.1.expect("a session");
    assert_ne!(me(&client).await["id"], json!(local.0));
}

#[tokio::test]
async fn an_address_leads_to_an_account_only_if_the_provider_says_that_it_is_theirs() {
    let provider = Provider::start().await;
    let app = app_at(&provider, &[("oidc_adopt", "email")]).await;
    let local = app.add_user("ewa@meteor.example", Role::Agent).await;
    for unverified in [json!(false), Value::Null] {
        let client = sign_in_as(
            &app,
            &provider,
            json!({ "sub": unverified.to_string(), "groups": "blisko-agents",
            "email": "ewa@meteor.example", "email_verified": unverified, "preferred_username": "x" }),
        );
        assert_ne!(me(&client.await.1.expect("a session")).await["id"], json!(local.0));
    }
    let client = sign_in_as(&app, &provider, ewa()).await.1.expect("a session");
    assert_eq!(me(&client).await["id"], json!(local.0));
}

#[tokio::test]
async fn the_role_is_what_the_groups_say_each_time() {
    let provider = Provider::start().await;
    let app = app_at(&provider, &[]).await;
    app.add_user("root", Role::Admin).await;
    let role = async |groups: Value| {
        let client = sign_in_as(&app, &provider, with("groups", groups)).await.1.expect("a session");
        me(&client).await["role"].clone()
    };
    assert_eq!(role(json!("blisko-agents")).await, "agent");
    assert_eq!(role(json!(["blisko-agents", "blisko-admins"])).await, "admin");
    assert_eq!(role(json!(["blisko-agents", "blisko-stewards"])).await, "steward");
}

#[tokio::test]
async fn whoever_has_no_group_left_is_out_everywhere() {
    let provider = Provider::start().await;
    let app = app_at(&provider, &[]).await;
    let (landed, stranger) = sign_in_as(&app, &provider, with("groups", json!(["everybody"]))).await;
    assert_eq!((landed.as_str(), stranger.is_none()), ("/sign-in?trouble=no_role&next=%2Fdesk", true));
    let client = sign_in_as(&app, &provider, ewa()).await.1.expect("a session");
    me(&client).await;
    let (landed, _) = sign_in_as(&app, &provider, with("groups", json!([]))).await;
    assert_eq!(landed, "/sign-in?trouble=no_role&next=%2Fdesk");
    client.get("/api/v1/me").await.expect(401);
}

#[tokio::test]
async fn those_without_a_group_have_the_role_that_the_settings_give_them() {
    let provider = Provider::start().await;
    let app = app_at(&provider, &[("oidc_role_default", "analyst")]).await;
    let client = sign_in_as(&app, &provider, with("groups", json!([]))).await.1.expect("a session");
    assert_eq!(me(&client).await["role"], "analyst");
}

#[tokio::test]
async fn roles_are_found_inside_a_claim() {
    let provider = Provider::start().await;
    let app = app_at(&provider, &[("oidc_role_claim", "realm_access.roles")]).await;
    let person = with("realm_access", json!({ "roles": ["offline_access", "blisko-stewards"] }));
    let client = sign_in_as(&app, &provider, person).await.1.expect("a session");
    assert_eq!(me(&client).await["role"], "steward");
}

#[tokio::test]
async fn a_blocked_account_stays_blocked() {
    let provider = Provider::start().await;
    let app = app_at(&provider, &[]).await;
    let client = sign_in_as(&app, &provider, ewa()).await.1.expect("a session");
    let told = me(&client).await;
    let path = format!("/api/v1/users/{}", told["id"].as_str().unwrap());
    let admin = app.admin().await.with_header("if-match", "*");
    let body = json!({ "login_name": "ewa", "role": "agent", "language": "pl", "disabled": true });
    admin.put(&path, &body).await.expect(200);
    client.get("/api/v1/me").await.expect(401);
    let (landed, again) = sign_in_as(&app, &provider, ewa()).await;
    assert_eq!((landed.as_str(), again.is_none()), ("/sign-in?trouble=blocked&next=%2Fdesk", true));
}

#[tokio::test]
async fn the_last_administrator_is_not_made_an_agent() {
    let provider = Provider::start().await;
    let app = app_at(&provider, &[]).await;
    sign_in_as(&app, &provider, with("groups", json!("blisko-admins"))).await.1.expect("a session");
    let (landed, client) = sign_in_as(&app, &provider, ewa()).await;
    assert_eq!((landed.as_str(), client.is_none()), ("/sign-in?trouble=last_admin&next=%2Fdesk", true));
}

#[tokio::test]
async fn only_addresses_at_our_domains_are_let_in() {
    let provider = Provider::start().await;
    let app = app_at(&provider, &[("oidc_email_domains", "meteor.example")]).await;
    for (email, verified, is_let_in) in [
        ("ewa@METEOR.example", json!(true), true),
        ("ewa@meteor.example", Value::Null, true),
        ("ewa@meteor.example", json!(false), false),
        ("ewa@evil-meteor.example", json!(true), false),
        ("ewa@meteor.example@evil.example", json!(true), false),
        ("", json!(true), false),
    ] {
        let person = json!({ "sub": "e", "groups": "blisko-agents", "email": email, "email_verified": verified });
        let (landed, client) = sign_in_as(&app, &provider, person).await;
        assert_eq!(client.is_some(), is_let_in, "{email} {verified}: {landed}");
    }
}

#[tokio::test]
async fn passwords_can_be_left_to_administrators() {
    let provider = Provider::start().await;
    let app = app_at(&provider, &[("password_sign_in", "admins")]).await;
    app.add_user("ola", Role::Agent).await;
    app.add_user("root", Role::Admin).await;
    let attempt = async |name: &str, password: &str| {
        let body = json!({ "login_name": name, "password": password });
        app.visitor().post("/api/v1/sessions", &body).await
    };
    assert_eq!(attempt("ola", PASSWORD).await.expect(403).json()["code"], "password_closed");
    assert_eq!(attempt("ola", "wrong password").await.expect(401).json()["code"], "wrong_credentials");
    attempt("root", PASSWORD).await.expect(201);
}

#[tokio::test]
async fn whoever_came_from_the_provider_has_no_password() {
    let provider = Provider::start().await;
    let app = app_at(&provider, &[]).await;
    sign_in_as(&app, &provider, ewa()).await.1.expect("a session");
    for password in ["!", "", "password"] {
        let body = json!({ "login_name": "ewa", "password": password });
        app.visitor().post("/api/v1/sessions", &body).await.expect(401);
    }
}

#[tokio::test]
async fn the_history_says_who_came_from_where() {
    let provider = Provider::start().await;
    let app = app_at(&provider, &[]).await;
    let client = sign_in_as(&app, &provider, ewa()).await.1.expect("a session");
    let id = me(&client).await["id"].as_str().unwrap().to_owned();
    let path = format!("/api/v1/audit?entity=user&entity_id={id}");
    let page = app.admin().await.get(&path).await.expect(200).json();
    let rows = page["items"].as_array().unwrap();
    let told: Vec<_> = rows.iter().map(|row| (row["action"].as_str().unwrap(), row["actor_kind"].as_str())).collect();
    let (hook, user) = (Some("hook"), Some("user"));
    assert_eq!(told, [("sign_in", user), ("link_identity", hook), ("create", hook)], "{page:#}");
    let text = page.to_string();
    assert!(text.contains("f3b1") && !text.contains("ewa@meteor.example"), "{text}");
}
