//! `/api/v1/outlets/along`: which outlet lies on my way.

use serde_json::{Value, json};

use super::nearest::{order, rivertown_app};
use crate::support::app::Answer;
use crate::support::river_town::{B1, at};

async fn along(query: &str) -> Answer {
    rivertown_app().await.visitor().get(&format!("/api/v1/outlets/along?{query}")).await
}

#[tokio::test]
async fn the_outlet_on_my_way_is_no_detour_and_the_one_over_the_river_is() {
    // Along Rzeczna to the bridge: R2 is 2.6 km down the street, R1 over the bridge and back again.
    let (from, to) = (B1, at(5_000, 0));
    let answer = along(&format!("from={},{}&to={},{}&lang=en", from.0, from.1, to.0, to.1)).await.expect(200).json();
    assert_eq!((order(&answer), &answer["basis"]), (vec!["R2", "R1"], &json!("roads")));
    let [on_the_way, over] = [0, 1].map(|number| answer["outlets"][number]["detour_s"].as_i64().expect("seconds"));
    assert!(on_the_way <= 1 && over > 600, "{answer:#}");
    assert!(answer["outlets"][0]["detour_m"].as_f64().expect("metres").abs() < 1.0);
    assert_eq!(answer["roads"]["region"], "river-town");
}

#[tokio::test]
async fn a_detour_that_is_too_long_is_left_out() {
    let answer = along("from=20,0&to=20.045,0&max_detour_s=60").await.expect(200).json();
    assert_eq!(order(&answer), ["R2"]);
}

#[tokio::test]
async fn along_a_way_at_sea_straight_lines_tell_and_say_so() {
    let answer = along("from=20,-0.5&to=20.04,-0.5&mode=bike").await.expect(200).json();
    assert_eq!((&answer["basis"], &answer["direct"]["road_m"]), (&json!("crow_flies"), &Value::Null));
    assert_eq!(answer["outlets"].as_array().map(Vec::len), Some(2));
}

#[tokio::test]
async fn what_is_wrong_with_a_way_is_named() {
    for (query, parameter) in [
        ("from=20,0&to=20", "to"),
        ("from=20,91&to=20,0", "from"),
        ("from=20,0&to=20,1&limit=0", "limit"),
        ("from=20,0&to=20,1&max_detour_s=-1", "max_detour_s"),
        ("from=20,0&to=20,1&mode=horse", "mode"),
        ("from=20,0&to=20,1&at=noon", "at"),
        ("from=20,0&to=20,1&stay_minutes=-1", "stay_minutes"),
    ] {
        let problem = along(query).await.expect(400).json();
        assert_eq!(problem["errors"][0]["parameter"], parameter, "{query}");
    }
}
