//! Ewa in the call centre, Saturday 2026-11-28 at 17:40: Anna wants to return a kettle.

use crate::support::meteor::{Person, excluded, meteor_at, nearest, offered};

const SATURDAY: &str = "2026-11-28T17:40:00+01:00";

#[tokio::test]
async fn the_three_nearest_that_are_open_now_leave_out_the_one_closed_on_saturdays() {
    let app = meteor_at(SATURDAY).await;
    let agent = app.agent().await;
    let answer = agent.get(&nearest(Person::Anna, "&k=3&open=now")).await.expect(200).json();
    assert_eq!(offered(&answer), ["WAW-02 1124.8", "WAW-01 1867.1", "WAW-03 3995.5"]);
    assert_eq!(answer["outlets"][0]["now"]["closes_at"], "2026-11-28T22:00:00+01:00");
    assert_eq!(answer["outlets"][1]["now"]["closes_at"], "2026-11-28T18:00:00+01:00");
    assert_eq!(answer["outlets"][0]["sentence"]["pl"], "Otwarte do 22:00");
}

#[tokio::test]
async fn an_outlet_that_closes_before_the_kettle_is_returned_is_not_offered() {
    let app = meteor_at(SATURDAY).await;
    let agent = app.agent().await;
    // Sets out 17:40, travels 15 min, arrives 17:55, needs 10 min: WAW-01 closes at 18:00, 5 min too early.
    let rest = "&k=1&services=returns&open=on_arrival&stay_minutes=10&travel_s=900";
    let answer = agent.get(&nearest(Person::Anna, rest)).await.expect(200).json();
    assert_eq!(offered(&answer), ["WAW-03 3995.5"]);
    assert_eq!(excluded(&answer), ["WAW-02 no_service", "WAW-01 closes_before_stay"]);
    let waw_01 = &answer["excluded"][1];
    assert_eq!(waw_01["sentence"]["pl"], "Na miejscu 17:55, zamyka o 18:00");
    // Closes 19:00, stays 10 min, travels 15 min: leave by 18:35.
    assert_eq!(answer["outlets"][0]["leave_by"], "2026-11-28T18:35:00+01:00");
}

#[tokio::test]
async fn on_a_non_trading_sunday_the_law_is_named_and_the_next_chance_told() {
    let app = meteor_at(SATURDAY).await;
    let agent = app.agent().await;
    let rest = "&k=1&countries=PL&services=returns&open=on_arrival&stay_minutes=10&at=2026-11-29T12:00:00%2B01:00";
    let answer = agent.get(&nearest(Person::Anna, rest)).await.expect(200).json();
    let reasons = excluded(&answer);
    assert_eq!(reasons[..3], ["WAW-02 no_service", "WAW-01 legal_closure", "WAW-03 closed"]);
    assert_eq!(answer["excluded"][1]["hours"]["rule"], "pl_non_trading_sunday");
    assert_eq!(answer["next_opening"]["outlet"]["code"], "WAW-01");
    assert_eq!(answer["next_opening"]["at"], "2026-11-30T09:00:00+01:00");
}

#[tokio::test]
async fn on_the_sunday_after_the_shop_may_open() {
    let app = meteor_at(SATURDAY).await;
    let agent = app.agent().await;
    let rest = "&k=1&services=returns&open=on_arrival&at=2026-12-06T11:00:00%2B01:00";
    let answer = agent.get(&nearest(Person::Anna, rest)).await.expect(200).json();
    assert_eq!(offered(&answer), ["WAW-01 1867.1"]);
    assert_eq!(answer["outlets"][0]["on_arrival"]["closes_at"], "2026-12-06T16:00:00+01:00");
}
