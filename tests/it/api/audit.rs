//! The history of changes: by record, person, action and time.

use blisko::domain::permission::Role;
use serde_json::json;

use crate::support::app::TestApp;

#[tokio::test]
async fn the_history_is_told_by_person_by_kind_and_by_time() {
    let app = TestApp::new().await;
    let (one, other) = (app.add_user("ola", Role::Admin).await, app.add_user("eva", Role::Admin).await);
    let (ola, eva) = (app.sign_in("ola").await, app.sign_in("eva").await);
    for (admin, name) in [(&ola, "a1"), (&ola, "a2"), (&eva, "a3")] {
        let body = json!({ "user": { "login_name": name, "role": "agent", "language": "pl" } });
        admin.post("/api/v1/users", &body).await.expect(201);
    }
    let key = json!({ "name": "ERP", "scopes": ["outlets.read"] });
    ola.post("/api/v1/api-keys", &key).await.expect(201);
    for (question, count) in [
        (format!("actor_id={one}&entity=user"), 2),
        (format!("actor_id={other}&entity=user&action=create"), 1),
        (format!("actor_id={one}&entity=api_key"), 1),
        (format!("actor_id={one}&from=2199-01-01T00:00:00Z"), 0),
        (format!("actor_id={one}&until=1999-01-01T00:00:00Z"), 0),
        (format!("actor_id={one}&entity=user&from=1999-01-01T00:00:00Z&until=2199-01-01T00:00:00Z"), 2),
    ] {
        let page = ola.get(&format!("/api/v1/audit?{question}")).await.expect(200).json();
        let told: Vec<_> = page["items"].as_array().unwrap().iter().filter(|row| row["action"] != "sign_in").collect();
        assert_eq!(told.len(), count, "{question}");
    }
}

#[tokio::test]
async fn a_question_that_cannot_be_answered_names_its_parameter() {
    let app = TestApp::new().await;
    let admin = app.admin().await;
    let long = "x".repeat(65);
    for (question, name) in [
        ("entity_id=00000000-0000-7000-8000-000000000000".to_owned(), "entity"),
        ("from=yesterday".to_owned(), "from"),
        (format!("action={long}"), "action"),
    ] {
        let problem = admin.get(&format!("/api/v1/audit?{question}")).await.expect(400).json();
        assert_eq!(problem["errors"][0]["parameter"], name);
    }
}
