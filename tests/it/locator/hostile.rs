//! Input that means harm, or nothing: a clear answer, never a 500, never somebody else's markup.

use super::{codes, fixture, shown};
use crate::locator::outlet_page::linked_data;
use crate::support::app::TestApp;
use crate::support::builders::outlet;

#[tokio::test]
async fn ten_kilobytes_of_text_get_a_clear_answer() {
    let app = fixture().await;
    let html = app.visitor().get(&format!("/pl/?q={}", "a".repeat(10_000))).await.expect(200).text();
    assert!(shown(&html).contains("To za długi tekst."));
    assert!(!codes(&html).is_empty());
}

#[tokio::test]
async fn points_that_are_not_on_earth_are_told_so() {
    let app = fixture().await;
    for query in ["near=91,18", "q=91.0%2C181.0", "near=0,0", "near=NaN,NaN", "q=0.0%2C+0.0"] {
        let answer = app.visitor().get(&format!("/en/?{query}")).await.expect(200).text();
        assert!(shown(&answer).contains("There are no such coordinates."), "{query}");
    }
}

#[tokio::test]
async fn addresses_full_of_rubbish_are_answered() {
    let app = fixture().await;
    for query in [
        "q=%FF%FE",
        "q=%00",
        "rows=99999999999&sel=%3Cscript%3E",
        "service=nope&service=%22%3E",
        "view=%27&open=&embed=2",
        "q=%25",
        "a[]=1&&&==",
        "q=%E2%80%AE",
    ] {
        assert_eq!(app.visitor().get(&format!("/pl/?{query}")).await.status, 200, "{query}");
    }
    for path in ["/xx/", "/pl/outlets/", "/pl/nothing", "/pl/outlets/%2e%2e%2f"] {
        assert_eq!(app.visitor().get(path).await.status, 404, "{path}");
    }
}

#[tokio::test]
async fn markup_in_a_name_or_a_question_stays_text() {
    let app = TestApp::new().await;
    let evil = "</script><script>alert(1)</script><b onx=1>&\u{2028}";
    let shop = outlet("X-1").named(evil.trim_end_matches('\u{2028}')).set("phone", "\"><script>".into()).json();
    app.steward().await.post("/api/v1/outlets", &shop).await.expect(201);
    for path in
        ["/pl/?q=Warszawa", "/pl/outlets/X-1", "/pl/outlets/X-1/report", "/pl/?q=%3Cscript%3Ealert(1)%3C/script%3E"]
    {
        let html = app.visitor().get(path).await.expect(200).text();
        assert!(!html.contains("<script>") && !html.contains("<b onx"), "{path}");
    }
    let data = linked_data(&app.visitor().get("/pl/outlets/X-1").await.text());
    assert!(data["name"].as_str().unwrap().contains("</script>"), "told as it is, and harmless");
}

#[tokio::test]
async fn pages_come_under_the_strict_policy_and_carry_nothing_inline() {
    let app = fixture().await;
    for path in ["/pl/?q=Cieszyn&open=arrival", "/pl/outlets/CIE-01", "/pl/outlets/CIE-01/report"] {
        let answer = app.visitor().get(path).await.expect(200);
        assert!(answer.header("content-security-policy").contains("default-src 'none'"), "{path}");
        let html = answer.text();
        assert!(!html.contains(" style=") && !html.contains(" onclick=") && !html.contains("<style"), "{path}");
    }
}
