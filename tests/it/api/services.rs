//! `/api/v1/services`

use serde_json::json;

use crate::support::app::TestApp;

#[tokio::test]
async fn a_service_keeps_its_place_when_it_is_renamed() {
    let app = TestApp::new().await;
    let steward = app.steward().await;
    let both = json!({ "services": [
        { "code": "sale", "name": { "pl": "Sprzedaż" } },
        { "code": "returns", "name": { "pl": "Zwroty" } },
    ]});
    steward.put("/api/v1/services", &both).await.expect(200);
    let renamed = json!({ "services": [{ "code": "sale", "name": { "pl": "Sklep", "cs": "Prodej", "en": "Sale" } }] });
    let list = steward.put("/api/v1/services", &renamed).await.expect(200).json();
    assert_eq!(list["services"][0]["name"]["pl"], "Sklep");
    assert_eq!(list["services"][1]["code"], "returns");
}

#[tokio::test]
async fn a_code_with_capitals_is_refused_where_it_stands() {
    let app = TestApp::new().await;
    let body = json!({ "services": [{ "code": "Returns!", "name": { "pl": "Zwroty" } }] });
    let problem = app.steward().await.put("/api/v1/services", &body).await.expect(400).json();
    assert_eq!(problem["errors"][0]["pointer"], "/services/0/code");
}
