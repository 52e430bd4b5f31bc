//! The locator in pages of other sites.

use crate::support::app::TestApp;

const SHOP: &str = "https://shop.example";

async fn app() -> TestApp {
    TestApp::with("2026-10-28T11:00:00+01:00", &[("embed_origins", SHOP)]).await
}

#[tokio::test]
async fn only_the_sites_of_the_settings_may_read_the_pages() {
    let app = app().await;
    let known = app.visitor().with_header("origin", SHOP).get("/pl/").await.expect(200);
    assert_eq!(known.header("access-control-allow-origin"), SHOP);
    for foreign in ["https://evil.example", "https://shop.example.evil.example", "null"] {
        let answer = app.visitor().with_header("origin", foreign).get("/pl/").await.expect(200);
        assert_eq!(answer.header("access-control-allow-origin"), "", "{foreign}");
    }
}

#[tokio::test]
async fn only_the_embedded_page_may_stand_in_their_frames() {
    let app = app().await;
    let embedded = app.visitor().get("/pl/?embed=1").await.expect(200);
    assert!(embedded.header("content-security-policy").ends_with("frame-ancestors 'self' https://shop.example"));
    let plain = app.visitor().get("/pl/").await.expect(200);
    assert!(plain.header("content-security-policy").ends_with("frame-ancestors 'none'"));
}

#[tokio::test]
async fn without_sites_in_the_settings_nobody_frames_anything() {
    let answer = TestApp::new().await.visitor().get("/pl/?embed=1").await.expect(200);
    assert!(answer.header("content-security-policy").ends_with("frame-ancestors 'none'"));
}
