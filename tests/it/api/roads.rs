//! Ways, times and areas by road, over HTTP.

use blisko::roads::landmarks::{Landmark, LandmarkBuilder, LandmarkKind};
use serde_json::{Value, json};

use crate::support::app::{SATURDAY, TestApp};
use crate::support::river_town::{self, B1, ISLAND, R1, R2, SEA, at};

fn pair((lon, lat): (f64, f64)) -> String {
    format!("{lon},{lat}")
}

fn route(from: (f64, f64), to: (f64, f64), more: &str) -> String {
    format!("/api/v1/routes?places={};{}{more}", pair(from), pair(to))
}

/// The parameter or pointer that a refusal names.
fn named(answer: &Value) -> &str {
    let error = &answer["errors"][0];
    error["parameter"].as_str().or(error["pointer"].as_str()).unwrap_or_else(|| panic!("nothing is named: {answer}"))
}

fn km(answer: &Value) -> f64 {
    (answer["distance_m"].as_f64().expect("metres") / 100.0).round() / 10.0
}

#[tokio::test]
async fn the_river_makes_the_near_outlet_the_far_one() {
    let app = TestApp::with_roads().await;
    let [over, along] = [R1, R2].map(|to| route(B1, to, ""));
    let (over, along) = (app.visitor().get(&over).await.expect(200).json(), app.visitor().get(&along).await.json());
    assert_eq!((km(&over), km(&along)), (12.8, 2.6), "there is one bridge");
    assert!(over["duration_s"].as_u64() > along["duration_s"].as_u64());
    assert_eq!((&over["basis"], &over["roads"]["region"]), (&json!("roads"), &json!("river-town")));
}

#[tokio::test]
async fn a_route_has_a_line_from_stop_to_stop_and_steps_that_add_up() {
    let app = TestApp::with_roads().await;
    let answer = app.visitor().get(&route(B1, R2, "&steps=true")).await.expect(200).json();
    let line = answer["geometry"]["coordinates"].as_array().expect("positions");
    let ends = [line.first(), line.last()].map(|end| end.expect("an end")[0].as_f64().expect("a longitude"));
    assert!((ends[0] - B1.0).abs() < 1e-5 && (ends[1] - R2.0).abs() < 1e-5, "{answer:#}");
    let steps = answer["legs"][0]["steps"].as_array().expect("steps");
    assert_eq!((&steps[0]["maneuver"], &steps[0]["street"]), (&json!("depart"), &json!("Rzeczna")));
    let sum: f64 = steps.iter().map(|step| step["distance_m"].as_f64().expect("metres")).sum();
    assert!((sum - answer["distance_m"].as_f64().expect("metres")).abs() < 1.0, "{answer:#}");
}

#[tokio::test]
async fn a_list_of_stops_is_driven_in_its_order() {
    let app = TestApp::with_roads().await;
    let body = json!({ "places": [B1, R2, B1], "geometry": "polyline6", "mode": "bike" });
    let answer = app.visitor().post("/api/v1/routes", &body).await.expect(200).json();
    assert_eq!((answer["legs"].as_array().map(Vec::len), &answer["mode"]), (Some(2), &json!("bike")));
    assert_eq!(km(&answer), 5.2);
    assert!(answer["geometry"].is_string(), "{answer:#}");
}

#[tokio::test]
async fn the_same_place_twice_is_no_way_at_all() {
    let app = TestApp::with_roads().await;
    let answer = app.visitor().get(&route(B1, B1, "&steps=true")).await.expect(200).json();
    assert_eq!((&answer["duration_s"], &answer["distance_m"]), (&json!(0), &json!(0.0)));
    assert_eq!(answer["geometry"]["coordinates"].as_array().map(Vec::len), Some(2), "GeoJSON wants two positions");
}

#[tokio::test]
async fn in_the_sea_the_straight_line_answers_and_says_so() {
    let app = TestApp::with_roads().await;
    let answer = app.visitor().get(&route(B1, SEA, "&steps=true")).await.expect(200).json();
    assert_eq!((&answer["basis"], &answer["roads"]), (&json!("crow_flies"), &Value::Null));
    // 60 km, and 1.3 times as far.
    assert!((77.0..79.0).contains(&km(&answer)), "{answer:#}");
    assert_eq!(answer["legs"][0].get("steps"), None);
}

#[tokio::test]
async fn from_an_island_no_way_leads_away() {
    let app = TestApp::with_roads().await;
    let nothing_else_near = route(ISLAND, R2, "&snap_radius_m=100");
    let answer = app.visitor().get(&nothing_else_near).await.expect(404).json();
    assert_eq!(answer["code"], "no_route");
}

#[tokio::test]
async fn to_a_private_road_one_gets_and_through_it_not() {
    let app = TestApp::with_roads().await;
    let answer = app.visitor().get(&route(R2, at(4_000, -200), "")).await.expect(200).json();
    assert_eq!((km(&answer), &answer["basis"]), (2.1, &json!("roads")));
}

#[tokio::test]
async fn a_matrix_marks_the_places_off_the_roads() {
    let app = TestApp::with_roads().await;
    let body = json!({ "origins": [B1, SEA], "destinations": [R1, R2, B1] });
    let answer = app.visitor().post("/api/v1/matrix", &body).await.expect(200).json();
    assert_eq!((&answer["basis"], &answer["crow_flies_origins"]), (&json!("mixed"), &json!([1])));
    let row = answer["distances_m"][0].as_array().expect("a row");
    assert!(row[0].as_f64() > Some(12_000.0) && row[1].as_f64() < Some(3_000.0) && row[2] == 0.0, "{answer:#}");
    assert!(answer["durations_s"][1].as_array().expect("a row").iter().all(Value::is_u64));
}

#[tokio::test]
async fn a_matrix_agrees_with_the_routes_one_by_one() {
    let app = TestApp::with_roads().await;
    let places = [B1, R1, R2, at(1_200, -600), at(-400, 0), at(4_000, -200)];
    let matrix = app.visitor().post("/api/v1/matrix", &json!({ "origins": places })).await.expect(200).json();
    for (row, from) in places.into_iter().enumerate() {
        for (column, to) in places.into_iter().enumerate() {
            let way = app.visitor().get(&route(from, to, "&geometry=none")).await.expect(200).json();
            assert_eq!(way["duration_s"], matrix["durations_s"][row][column], "{row} to {column}");
            assert_eq!(way["distance_m"], matrix["distances_m"][row][column], "{row} to {column}");
        }
    }
}

#[tokio::test]
async fn where_no_way_leads_a_matrix_has_null() {
    let app = TestApp::with_roads().await;
    let body = json!({ "origins": [ISLAND], "destinations": [R2], "snap_radius_m": 100 });
    let answer = app.visitor().post("/api/v1/matrix", &body).await.expect(200).json();
    assert_eq!((&answer["durations_s"], &answer["basis"]), (&json!([[null]]), &json!("roads")));
}

#[tokio::test]
async fn areas_grow_with_time_and_know_their_mode() {
    let app = TestApp::with_roads().await;
    let path = format!("/api/v1/isochrones?lon={}&lat={}&minutes=2,5&modes=car,foot", B1.0, B1.1);
    let answer = app.visitor().get(&path).await.expect(200);
    assert_eq!(answer.header("content-type"), "application/geo+json");
    let features = answer.json()["features"].as_array().expect("features").clone();
    let ids: Vec<&str> = features.iter().map(|feature| feature["id"].as_str().expect("an id")).collect();
    assert_eq!(ids, ["car-2", "car-5", "foot-2", "foot-5"]);
    let east = |feature: &Value| {
        let ring = feature["geometry"]["coordinates"][0][0].as_array().expect("a ring");
        assert_eq!(ring.first(), ring.last(), "rings are closed");
        ring.iter().map(|at| at[0].as_f64().expect("a longitude")).fold(f64::MIN, f64::max)
    };
    assert!(east(&features[0]) < east(&features[1]) && east(&features[3]) < east(&features[1]));
    assert_eq!(features[0]["properties"]["basis"], "roads");
}

#[tokio::test]
async fn around_a_ship_the_area_is_a_circle_and_says_so() {
    let app = TestApp::with_roads().await;
    let path = format!("/api/v1/isochrones?lon={}&lat={}", SEA.0, SEA.1);
    let answer = app.visitor().get(&path).await.expect(200).json();
    assert_eq!(answer["features"][0]["properties"]["basis"], "crow_flies");
}

#[tokio::test]
async fn a_point_is_put_on_the_nearest_road_that_leads_somewhere() {
    let app = TestApp::with_roads().await;
    let near = |(lon, lat): (f64, f64), more: &str| format!("/api/v1/snap?lon={lon}&lat={lat}{more}");
    let answer = app.visitor().get(&near(at(500, -200), "")).await.expect(200).json();
    assert_eq!((&answer["street"], answer["distance_m"].as_f64().map(f64::round)), (&json!("Rzeczna"), Some(50.0)));
    let island = app.visitor().get(&near(ISLAND, "")).await.expect(200).json();
    assert_eq!(island["street"], "Rzeczna", "the island's own road leads nowhere");
    let answer = app.visitor().get(&near(SEA, "")).await.expect(404).json();
    assert_eq!(answer["code"], "no_road_nearby");
}

#[tokio::test]
async fn roads_cut_off_are_shown_to_who_may_plan() {
    let app = TestApp::with_roads().await;
    let path = "/api/v1/roads/cut-off?bbox=19.9,-1,20.2,1";
    app.visitor().get(path).await.expect(401);
    let answer = app.steward().await.get(path).await.expect(200).json();
    assert_eq!((&answer["total"], &answer["features"][0]["properties"]["street"]), (&json!(1), &json!("Wyspowa")));
}

#[tokio::test]
async fn what_cannot_be_asked_is_refused_by_name() {
    let app = TestApp::with_roads().await;
    let many: String = vec!["20,0"; 101].join(";");
    for (path, name) in [
        ("/api/v1/routes?places=".to_owned(), "places"),
        ("/api/v1/routes?places=20,0".to_owned(), "places"),
        (format!("/api/v1/routes?places={many}"), "places"),
        ("/api/v1/routes?places=20,0;NaN,0".to_owned(), "places"),
        ("/api/v1/routes?places=20,0;20,91".to_owned(), "places"),
        (route(B1, R1, "&mode=horse"), "mode"),
        (route(B1, R1, "&geometry=wkt"), "geometry"),
        (route(B1, R1, "&lang=de"), "lang"),
        (route(B1, R1, "&snap_radius_m=0"), "snap_radius_m"),
        (route(B1, R1, "&speed=9"), "speed"),
        ("/api/v1/isochrones?lon=20&lat=0&minutes=0".to_owned(), "minutes"),
        ("/api/v1/isochrones?lon=20&lat=0&minutes=1,2,3,4,5,6,7,8,9,10,11".to_owned(), "minutes"),
        ("/api/v1/isochrones?lon=181&lat=0".to_owned(), "lon"),
        ("/api/v1/snap?lon=NaN&lat=0".to_owned(), "lon"),
    ] {
        let answer = app.visitor().get(&path).await.expect(400).json();
        assert_eq!(named(&answer), name, "{path}");
    }
}

#[tokio::test]
async fn matrices_have_named_bounds() {
    let app = TestApp::with_roads().await;
    let places = |count: usize| vec![B1; count];
    for (body, pointer) in [
        (json!({ "origins": [] }), "/origins"),
        (json!({ "origins": places(10_001) }), "/origins"),
        (json!({ "origins": places(1), "destinations": [] }), "/destinations"),
        (json!({ "origins": places(101) }), "/destinations"),
        (json!({ "origins": [[20.0, 91.0]] }), "/origins/0"),
        (json!({ "origins": [[20.0]] }), "/origins/0"),
        (json!({ "origins": places(1), "mode": "horse" }), "/mode"),
    ] {
        let answer = app.visitor().post("/api/v1/matrix", &body).await.expect(400).json();
        assert_eq!(named(&answer), pointer);
    }
    app.agent().await.post("/api/v1/matrix", &json!({ "origins": places(101) })).await.expect(200);
}

#[tokio::test]
async fn a_broken_file_is_refused_with_a_reason_and_the_old_roads_stay() {
    let app = TestApp::with_roads().await;
    let whole = crate::support::river_town::road_file();
    let mut other_version = whole.to_vec();
    other_version[8] ^= 0xff;
    for (bytes, reason) in [
        (b"no roads".to_vec(), "no road file"),
        (whole[..whole.len() / 2].to_vec(), "cut off"),
        (other_version, "version"),
        (Vec::new(), "no road file"),
    ] {
        app.put_roads_file("river-town", &bytes).await;
        let problem = app.app.routing.roads().entries["river-town"].problem.clone().expect("a reason");
        assert!(problem.contains(reason) && problem.contains("build the region again"), "{problem}");
        assert_eq!(app.visitor().get(&route(B1, R2, "")).await.expect(200).json()["basis"], "roads");
    }
    app.put_roads_file("river-town", whole).await;
    assert_eq!(app.app.routing.roads().entries["river-town"].problem, None);
}

#[tokio::test]
async fn without_any_roads_everything_is_a_straight_line() {
    let app = TestApp::new().await;
    assert_eq!(app.visitor().get(&route(B1, R2, "")).await.expect(200).json()["basis"], "crow_flies");
    let matrix = app.visitor().post("/api/v1/matrix", &json!({ "origins": [B1, R2] })).await.expect(200).json();
    assert_eq!(matrix["basis"], "crow_flies");
}

#[tokio::test]
async fn who_may_plan_can_close_roads_and_slow_them_for_one_question() {
    let app = TestApp::with_roads().await;
    let planner = app.agent().await;
    let ask = |conditions: Value| json!({ "places": [B1, R1], "conditions": conditions });
    let usual = planner.post("/api/v1/routes", &ask(json!({}))).await.expect(200).json();
    let slow = planner.post("/api/v1/routes", &ask(json!({ "pace_percent": 50 }))).await.expect(200).json();
    let [usual_s, slow_s] = [&usual, &slow].map(|answer| answer["duration_s"].as_u64().expect("seconds"));
    assert!(slow_s.abs_diff(2 * usual_s) < 30, "{usual_s} and {slow_s}");
    let bridge = at(5_750, 400);
    for closed in [
        json!({ "closures": [{ "point": bridge }] }),
        json!({ "closures": [{ "way_id": 101 }] }),
        json!({ "closures": [{ "line": [at(5_650, 400), at(5_850, 400)] }] }),
        json!({ "closed_areas": [[at(5_000, -900), at(7_000, -900), at(7_000, 900), at(5_000, 900)]] }),
    ] {
        let answer = planner.post("/api/v1/routes", &ask(closed.clone())).await.expect(404).json();
        assert_eq!(answer["code"], "no_route", "{closed}");
    }
    let again = planner.post("/api/v1/routes", &ask(json!({}))).await.expect(200).json();
    assert_eq!(again["duration_s"], usual["duration_s"], "a question's conditions are its own");
    let matrix = json!({ "origins": [B1], "destinations": [R1], "conditions": { "closures": [{ "point": bridge }] } });
    let matrix = planner.post("/api/v1/matrix", &matrix).await.expect(200).json();
    assert_eq!(matrix["durations_s"], json!([[null]]));
}

#[tokio::test]
async fn conditions_are_bounded_and_not_for_visitors() {
    let app = TestApp::with_roads().await;
    let ask = |conditions: Value| json!({ "places": [B1, R1], "conditions": conditions });
    app.visitor().post("/api/v1/routes", &ask(json!({ "pace_percent": 90 }))).await.expect(403);
    let planner = app.agent().await;
    for (conditions, pointer) in [
        (json!({ "pace_percent": 9 }), "/conditions/pace_percent"),
        (json!({ "speed_percent": { "minor": 301 } }), "/conditions/speed_percent/minor"),
        (json!({ "speed_percent": { "river": 50 } }), "/conditions/speed_percent/river"),
        (json!({ "closures": [{}] }), "/conditions/closures/0"),
        (json!({ "closures": [{ "way_id": 1, "point": [20, 0] }] }), "/conditions/closures/0"),
        (json!({ "closures": [{ "line": [[20, 0]] }] }), "/conditions/closures/0/line"),
        (json!({ "closures": vec![json!({ "way_id": 1 }); 201] }), "/conditions/closures"),
        (json!({ "closed_areas": [[[20, 0], [20, 1]]] }), "/conditions/closed_areas/0"),
    ] {
        let answer = planner.post("/api/v1/routes", &ask(conditions)).await.expect(400).json();
        assert_eq!(named(&answer), pointer);
    }
}

/// Along Rzeczna and right into Lipowa.
fn into_lipowa() -> String {
    route(at(500, -250), at(1_000, -400), "&steps=true&lang=pl")
}

#[tokio::test]
async fn what_one_sees_where_one_turns_is_told() {
    let app = TestApp::with(SATURDAY, &[]).await;
    let (lon, lat) = at(985, -235);
    let church = [lon, lat].map(|degrees| (degrees * 1e7).round() as i32);
    let mut landmarks = LandmarkBuilder::default();
    landmarks.push(Landmark { kind: LandmarkKind::Church, name: "Kościół św. Jana", outline: &[church] });
    app.put_landmarks("river-town", &landmarks.finish());
    app.put_roads_file("river-town", river_town::road_file()).await;
    let answer = app.visitor().get(&into_lipowa()).await.expect(200).json();
    let leg = &answer["legs"][0];
    let landmark = &leg["steps"][1]["landmark"];
    assert_eq!((&landmark["kind"], &landmark["name"]), (&json!("church"), &json!("Kościół św. Jana")));
    assert_eq!((&landmark["position"], &landmark["side"]), (&json!("at"), &json!("left")));
    assert_eq!(
        leg["spoken"],
        "Ulica Rzeczna, po 500 metrach przy kościele św. Jana w prawo w Lipową, po 150 metrach cel."
    );
}

#[tokio::test]
async fn without_a_file_of_landmarks_streets_are_told() {
    let app = TestApp::with_roads().await;
    let leg = app.visitor().get(&into_lipowa()).await.expect(200).json()["legs"][0].clone();
    assert!(leg["steps"][1].get("landmark").is_none(), "{leg}");
    assert_eq!(leg["spoken"], "Ulica Rzeczna, po 500 metrach w prawo w Lipową, po 150 metrach cel.");
}
