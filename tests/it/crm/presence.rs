//! Two people at one customer's card see each other.

use blisko::domain::permission::Role;
use serde_json::{Value, json};

use super::people::person;
use crate::support::app::{Client, TestApp};

async fn add_anna(client: &Client) -> String {
    let anna: Value = person("Anna Nowak").created_by(client).await;
    format!("/api/v1/customers/{}/presence", anna["id"].as_str().unwrap())
}

#[tokio::test]
async fn two_agents_at_one_card_learn_of_each_other_until_one_leaves() {
    let app = TestApp::new().await;
    for name in ["ewa", "jana"] {
        app.add_user(name, Role::Agent).await;
    }
    let (ewa, jana) = (app.sign_in("ewa").await, app.sign_in("jana").await);
    let path = add_anna(&ewa).await;
    assert_eq!(ewa.put(&path, &json!({})).await.expect(200).json()["others"], json!([]));
    assert_eq!(jana.put(&path, &json!({})).await.expect(200).json()["others"][0]["name"], "ewa");
    assert_eq!(ewa.put(&path, &json!({})).await.expect(200).json()["others"][0]["name"], "jana");
    jana.delete(&path).await.expect(204);
    assert_eq!(ewa.put(&path, &json!({})).await.expect(200).json()["others"], json!([]));
}

#[tokio::test]
async fn a_card_that_is_not_for_somebody_tells_them_nothing() {
    let app = TestApp::new().await;
    let path = add_anna(&app.admin().await).await;
    let rep = app.signed_in(Role::Rep).await;
    rep.put(&path, &json!({})).await.expect(404);
}
