//! Hours before they are saved: what each of the coming days would be.

use blisko::domain::permission::Role;
use serde_json::{Value, json};

use crate::support::app::TestApp;

/// The Saturday on which the tests' stories play, and the days after it.
fn asked(text: &str) -> Value {
    json!({ "opening_hours": text, "country": "PL", "from": "2026-11-28", "days": 30 })
}

async fn preview(body: &Value) -> Value {
    let app = TestApp::new().await;
    let steward = app.signed_in(Role::Steward).await;
    steward.post("/api/v1/opening-hours/preview", body).await.expect(200).json()
}

fn day<'a>(preview: &'a Value, date: &str) -> &'a Value {
    preview["days"].as_array().unwrap().iter().find(|day| day["date"] == date).unwrap()
}

#[tokio::test]
async fn the_coming_days_are_told_with_holidays_and_sundays_by_name() {
    let preview = preview(&asked("pon-sob 9-20, nd 10-18")).await;
    assert_eq!(preview["days"].as_array().unwrap().len(), 30);
    assert_eq!(preview["normalized"], "Mo-Sa 09:00-20:00; Su 10:00-18:00");
    assert_eq!(day(&preview, "2026-11-28")["open"], json!([{ "from_minute": 540, "until_minute": 1200 }]));
    let closed_sunday = day(&preview, "2026-11-29");
    assert_eq!((closed_sunday["open"].clone(), closed_sunday["trading_sunday"].clone()), (json!([]), json!(false)));
    assert_eq!(closed_sunday["rule"], "pl_non_trading_sunday");
    let open_sunday = day(&preview, "2026-12-06");
    assert_eq!(open_sunday["trading_sunday"], true);
    assert_eq!(open_sunday["open"], json!([{ "from_minute": 600, "until_minute": 1080 }]));
    assert_eq!(day(&preview, "2026-12-25")["holiday"]["pl"], "Boże Narodzenie");
}

#[tokio::test]
async fn an_exception_wins_over_the_week_and_gives_its_reason() {
    let mut body = asked("Mo-Fr 08:00-16:00");
    body["overrides"] =
        json!([{ "from": "2026-12-01", "until": "2026-12-02", "hours": "10:00-12:00", "reason": "inwentaryzacja" }]);
    let preview = preview(&body).await;
    let tuesday = day(&preview, "2026-12-01");
    assert_eq!(tuesday["open"], json!([{ "from_minute": 600, "until_minute": 720 }]));
    assert_eq!(
        (tuesday["reason"].as_str(), tuesday["reason_text"]["pl"].as_str()),
        (Some("override"), Some("inwentaryzacja"))
    );
}

#[tokio::test]
async fn a_text_that_nobody_can_read_is_said_to_be_so_and_no_day_is_closed() {
    let preview = preview(&asked("jak się uda")).await;
    assert_eq!(preview["readable"], false);
    assert!(preview["problem"].as_str().unwrap().contains("write them like"));
    assert_eq!(day(&preview, "2026-12-01")["unknown"], json!([{ "from_minute": 0, "until_minute": 1440 }]));
}

#[tokio::test]
async fn two_texts_are_held_against_each_other() {
    for (other, same) in [("Mo,Tu,We,Th,Fr 08:00-16:00", true), ("Mo-Fr 08:00-16:00; Jul-Aug off", false)] {
        let mut body = asked("Mo-Fr 08:00-16:00");
        body["same_as"] = json!(other);
        assert_eq!(preview(&body).await["same"], same, "{other}");
    }
}

#[tokio::test]
async fn sizes_have_bounds_that_the_problem_names() {
    let app = TestApp::new().await;
    let steward = app.signed_in(Role::Steward).await;
    let cases = [
        ("days", json!(397), "/days"),
        ("opening_hours", json!("x".repeat(2_001)), "/opening_hours"),
        ("country", json!("pl"), "/country"),
        ("time_zone", json!("Mars"), "/time_zone"),
    ];
    for (field, value, pointer) in cases {
        let mut body = asked("Mo-Fr 08:00-16:00");
        body[field] = value;
        let problem = steward.post("/api/v1/opening-hours/preview", &body).await.expect(400).json();
        assert_eq!(problem["errors"][0]["pointer"], pointer);
    }
}
