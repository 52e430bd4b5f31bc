//! Zofia in Cieszyn and Karel in Český Těšín, Wednesday 2026-10-28: a holiday on one side of the river.

use serde_json::Value;

use crate::support::meteor::{Person, excluded, meteor_at, nearest, offered};

const CZECH_HOLIDAY: &str = "2026-10-28T11:00:00+01:00";

async fn ask(time: &str, person: Person, rest: &str) -> Value {
    let app = meteor_at(time).await;
    app.visitor().get(&nearest(person, rest)).await.expect(200).json()
}

#[tokio::test]
async fn zofia_sees_both_sides_of_the_border_by_distance() {
    let answer = ask(CZECH_HOLIDAY, Person::Zofia, "&k=2").await;
    assert_eq!(offered(&answer), ["CIE-01 573.4", "CTE-01 1139.5"]);
}

#[tokio::test]
async fn the_czech_shop_is_closed_by_the_law_that_its_floor_area_falls_under() {
    let answer = ask(CZECH_HOLIDAY, Person::Zofia, "&k=2").await;
    let (polish, czech) = (&answer["outlets"][0]["now"], &answer["outlets"][1]["now"]);
    assert_eq!((&polish["state"], &polish["closes_at"]), (&"open".into(), &"2026-10-28T19:00:00+01:00".into()));
    assert_eq!((&czech["state"], &czech["reason"]), (&"closed".into(), &"legal_closure".into()));
    assert_eq!(czech["next_change"], "2026-10-29T09:00:00+01:00");
    let sentence = answer["outlets"][1]["sentence"]["cs"].as_str().unwrap();
    assert!(sentence.contains("223/2016") && sentence.contains("900 m²"), "{sentence}");
}

#[tokio::test]
async fn karel_is_sent_across_the_river_when_he_wants_to_get_in() {
    let nearest_first = ask(CZECH_HOLIDAY, Person::Karel, "&k=1").await;
    assert_eq!(offered(&nearest_first), ["CTE-01 284.6"]);
    let open_first = ask(CZECH_HOLIDAY, Person::Karel, "&k=1&open=on_arrival").await;
    assert_eq!(offered(&open_first), ["CIE-01 713.5"]);
    assert_eq!(excluded(&open_first), ["CTE-01 legal_closure"]);
    let outlet = &open_first["outlets"][0]["outlet"];
    assert_eq!((&outlet["address"]["country"], &outlet["currency"]), (&"PL".into(), &"PLN".into()));
}

#[tokio::test]
async fn on_the_polish_holiday_it_is_the_other_way_round() {
    let answer = ask("2026-11-11T11:00:00+01:00", Person::Karel, "&k=2").await;
    assert_eq!(answer["outlets"][0]["now"]["state"], "open", "CTE-01");
    assert_eq!(answer["outlets"][1]["now"]["state"], "closed", "CIE-01");
}

#[tokio::test]
async fn a_czech_holiday_without_a_trade_ban_closes_nobody() {
    let answer = ask("2026-11-17T11:00:00+01:00", Person::Karel, "&k=1").await;
    assert_eq!(offered(&answer), ["CTE-01 284.6"]);
    assert_eq!(answer["outlets"][0]["now"]["state"], "open");
}
