//! What search engines read: languages, addresses, the map of the site.

use blisko::cli::bench::world;
use blisko::domain::outlet::OutletStatus;
use blisko::store::Author;
use blisko::store::outlets::OutletWrite;
use blisko::units::Timestamp;

use super::{fixture, page};
use crate::support::app::TestApp;

#[tokio::test]
async fn a_page_names_itself_in_each_language() {
    let html = page("/pl/outlets/CIE-01").await.replace("&#x2f;", "/");
    for (lang, path) in [("pl", "/pl/"), ("cs", "/cs/"), ("en", "/en/"), ("x-default", "/en/")] {
        let link = format!("hreflang=\"{lang}\" href=\"http://127.0.0.1:8080{path}outlets/CIE-01\"");
        assert!(html.contains(&link), "{link}");
    }
    assert!(html.contains("rel=\"canonical\" href=\"http://127.0.0.1:8080/pl/outlets/CIE-01\""));
    assert!(html.contains("og:image"));
}

#[tokio::test]
async fn a_list_with_a_question_is_not_for_the_index() {
    assert!(page("/pl/?q=Cieszyn").await.contains("noindex"));
    assert!(!page("/pl/").await.contains("noindex"));
}

#[tokio::test]
async fn the_site_map_has_every_public_outlet_with_the_day_of_its_last_change() {
    let app = fixture().await;
    let xml = app.visitor().get("/sitemap.xml").await.expect(200).text();
    assert!(xml.contains("<loc>http://127.0.0.1:8080/pl/outlets/CIE-01</loc><lastmod>2026-10-28T10:00:00Z</lastmod>"));
    assert_eq!(xml.matches("<url>").count(), xml.matches("</url>").count());
    let robots = app.visitor().get("/robots.txt").await.expect(200).text();
    assert!(robots.contains("Sitemap: http://127.0.0.1:8080/sitemap.xml"));
}

#[tokio::test]
async fn a_site_map_too_long_for_one_file_is_an_index_of_parts_that_together_have_every_outlet() {
    let app = TestApp::at("2026-10-28T11:00:00+01:00").await;
    let mut tx = app.app.store.begin(Author::system(Timestamp(0))).await.unwrap();
    let invented = world::outlets(10_400, 1, false).map(|mut outlet| {
        outlet.draft.status = OutletStatus::Active;
        OutletWrite { outlet, before: None }
    });
    tx.insert_outlets(&invented.collect::<Vec<_>>(), "create").await.unwrap();
    tx.commit().await.unwrap();
    let index = app.visitor().get("/sitemap.xml").await.expect(200).text();
    let parts: Vec<&str> =
        index.split("<loc>http://127.0.0.1:8080").skip(1).filter_map(|part| part.split('<').next()).collect();
    assert_eq!(parts.len(), 3, "{index}");
    let mut outlets = 0;
    for part in parts {
        let xml = app.visitor().get(&part.replace("&amp;", "&")).await.expect(200).text();
        outlets += xml.matches("/pl/outlets/").count() / 4;
    }
    assert_eq!(outlets, 10_400);
}

#[tokio::test]
async fn the_company_s_own_picture_stands_for_the_locator() {
    let picture = "https://meteor.example/share.jpg";
    let app = TestApp::with("2026-10-28T11:00:00+01:00", &[("locator_picture", picture)]).await;
    let html = app.visitor().get("/pl/").await.expect(200).text().replace("&#x2f;", "/");
    assert!(html.contains(&format!("property=\"og:image\" content=\"{picture}\"")));
}

#[tokio::test]
async fn where_the_locator_is_not_public_its_pages_are_not_there() {
    let app = TestApp::with("2026-10-28T11:00:00+01:00", &[("locator_public", "false")]).await;
    for path in ["/pl/", "/pl/outlets/CIE-01", "/sitemap.xml", "/locator"] {
        assert_eq!(app.visitor().get(path).await.status, 404, "{path}");
    }
}
