//! Routers of others: asked only where our own roads end, marked, and left alone when they fail.

use axum::Router;
use axum::routing::post;
use serde_json::{Value, json};
use tokio::net::TcpListener;

use crate::support::app::{SATURDAY, TestApp};
use crate::support::river_town::{B1, R1, R2, SEA};

/// Serves something on a free port; its address.
async fn served(router: Router) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let address = listener.local_addr().expect("an address");
    tokio::spawn(async move { axum::serve(listener, router).await });
    format!("http://{address}")
}

/// Our own service as OSRM: it knows the roads that the one under test lacks.
async fn osrm() -> String {
    let app = TestApp::with_roads().await;
    let router = app.router();
    // Kept for as long as the process: the server needs its folder.
    std::mem::forget(app);
    served(router).await
}

async fn valhalla() -> String {
    let route = r#"{"trip":{"legs":[{"shape":"_izlhA~rlgdF_{geC~ywl@","summary":{"time":321.5,"length":2.6}}]}}"#;
    let matrix = r#"{"sources_to_targets":[[{"time":0,"distance":0},{"time":321.5,"distance":2.6}],
        [{"time":null,"distance":null},{"time":0,"distance":0}]]}"#;
    let router = Router::new()
        .route("/route", post(move || async move { route }))
        .route("/sources_to_targets", post(move || async move { matrix }));
    served(router).await
}

async fn app_with(setting: &str) -> TestApp {
    TestApp::with(SATURDAY, &[("outside_router", setting), ("outside_router_timeout_s", "5")]).await
}

fn km(metres: &Value) -> f64 {
    (metres.as_f64().expect("metres") / 100.0).round() / 10.0
}

async fn route(app: &TestApp, from: (f64, f64), to: (f64, f64)) -> Value {
    let path = format!("/api/v1/routes?places={},{};{},{}", from.0, from.1, to.0, to.1);
    app.visitor().get(&path).await.expect(200).json()
}

#[tokio::test]
async fn an_osrm_answers_routes_and_tables_under_its_name() {
    let app = app_with(&format!("osrm={}", osrm().await)).await;
    let answer = route(&app, B1, R2).await;
    assert_eq!((&answer["basis"], km(&answer["distance_m"])), (&json!("outside:osrm"), 2.6), "{answer:#}");
    assert!(answer["geometry"]["coordinates"].as_array().is_some_and(|line| line.len() >= 4));
    let matrix = app.visitor().post("/api/v1/matrix", &json!({ "origins": [B1, R1, R2] })).await.expect(200).json();
    assert_eq!((&matrix["basis"], km(&matrix["distances_m"][0][2])), (&json!("outside:osrm"), 2.6), "{matrix:#}");
}

#[tokio::test]
async fn a_valhalla_answers_routes_and_tables_under_its_name() {
    let app = app_with(&format!("valhalla={}", valhalla().await)).await;
    let answer = route(&app, B1, R2).await;
    assert_eq!((&answer["basis"], &answer["duration_s"]), (&json!("outside:valhalla"), &json!(322)));
    let matrix = app.visitor().post("/api/v1/matrix", &json!({ "origins": [B1, R2] })).await.expect(200).json();
    assert_eq!((&matrix["durations_s"][1][0], &matrix["distances_m"][0][1]), (&Value::Null, &json!(2_600.0)));
}

#[tokio::test]
async fn where_our_own_roads_go_nobody_else_is_asked() {
    let app = TestApp::with_roads_and(&[("outside_router", "osrm=http://127.0.0.1:9")]).await;
    let answer = route(&app, B1, R2).await;
    assert_eq!((&answer["basis"], answer.get("outside_router_failed")), (&json!("roads"), None));
}

#[tokio::test]
async fn where_nobody_has_roads_the_straight_line_is_no_failure() {
    let app = app_with(&format!("osrm={}", osrm().await)).await;
    let answer = route(&app, B1, SEA).await;
    assert_eq!((&answer["basis"], answer.get("outside_router_failed")), (&json!("crow_flies"), None));
}

#[tokio::test]
async fn a_router_that_is_down_or_babbles_leaves_the_straight_line_marked() {
    let babbling = served(Router::new().fallback(|| async { "<html>" })).await;
    for setting in ["osrm=http://127.0.0.1:9".to_owned(), format!("osrm={babbling}"), format!("valhalla={babbling}")] {
        let app = app_with(&setting).await;
        // The second time it is not even asked.
        for _ in 0..2 {
            let answer = route(&app, B1, R2).await;
            assert_eq!(
                (&answer["basis"], &answer["outside_router_failed"]),
                (&json!("crow_flies"), &json!(true)),
                "{setting}"
            );
        }
        let matrix = app.visitor().post("/api/v1/matrix", &json!({ "origins": [B1, R2] })).await.expect(200).json();
        assert_eq!((&matrix["basis"], &matrix["outside_router_failed"]), (&json!("crow_flies"), &json!(true)));
    }
}
