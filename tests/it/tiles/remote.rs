//! An archive on a server, by range.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, Response, StatusCode};
use axum::routing::get;

use crate::support::app::{SATURDAY, TestApp};
use crate::tiles::builder::{ArchiveParts, small};

/// What the server has, under which tag, and whether it answers ranges.
#[derive(Clone, Debug)]
struct Stored {
    bytes: Vec<u8>,
    tag: &'static str,
    ranges: bool,
}

type Shared = Arc<Mutex<Stored>>;

async fn answer(State(stored): State<Shared>, headers: HeaderMap) -> Response<Body> {
    let stored = stored.lock().unwrap().clone();
    if headers.get("if-match").is_some_and(|tag| tag != stored.tag) {
        return Response::builder().status(StatusCode::PRECONDITION_FAILED).body(Body::empty()).unwrap();
    }
    let range = headers.get("range").and_then(|range| range.to_str().ok()?.strip_prefix("bytes=")?.split_once('-'));
    let Some((first, last)) = range.filter(|_| stored.ranges) else {
        return Response::new(Body::from(stored.bytes));
    };
    let (first, last): (usize, usize) = (first.parse().unwrap(), last.parse().unwrap());
    let size = stored.bytes.len();
    Response::builder()
        .status(StatusCode::PARTIAL_CONTENT)
        .header("etag", stored.tag)
        .header("content-range", format!("bytes {first}-{last}/{size}"))
        .body(Body::from(stored.bytes[first..=last].to_vec()))
        .unwrap()
}

async fn server(stored: &Shared) -> SocketAddr {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let router = Router::new().route("/a.pmtiles", get(answer)).with_state(Arc::clone(stored));
    tokio::spawn(async move { axum::serve(listener, router).await });
    address
}

async fn app(stored: &Shared) -> TestApp {
    let list = format!("far=http://{}/a.pmtiles", server(stored).await);
    let app = TestApp::with(SATURDAY, &[("tile_archives", &list), ("tile_poll_s", "1")]).await;
    // Servers are asked once the service is up.
    while app.app.tiles.catalogue().entries.is_empty() {
        tokio::task::yield_now().await;
    }
    app
}

fn shared(parts: &ArchiveParts) -> Shared {
    Arc::new(Mutex::new(Stored { bytes: parts.bytes(), tag: "\"one\"", ranges: true }))
}

#[tokio::test(flavor = "multi_thread")]
async fn tiles_are_fetched_by_range() {
    let app = app(&shared(&small())).await;
    assert_eq!(app.visitor().get("/tiles/far/2/2/1").await.expect(200).bytes, b"Poland");
    app.visitor().get("/tiles/far/2/0/0").await.expect(204);
    app.visitor().get("/tiles/far.pmtiles").await.expect(404);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_tile_that_was_fetched_is_kept() {
    let stored = shared(&small());
    let app = app(&stored).await;
    app.visitor().get("/tiles/far/2/2/1").await.expect(200);
    stored.lock().unwrap().bytes.clear();
    assert_eq!(app.visitor().get("/tiles/far/2/2/1").await.expect(200).bytes, b"Poland");
}

#[tokio::test(flavor = "multi_thread")]
async fn another_version_on_the_server_is_never_mixed_with_the_one_opened() {
    let stored = shared(&small());
    let app = app(&stored).await;
    let other = ArchiveParts::of(&[((0, 0, 0), b"another world"), ((2, 2, 1), b"another Poland")]);
    *stored.lock().unwrap() = Stored { bytes: other.bytes(), tag: "\"two\"", ranges: true };
    let problem = app.visitor().get("/tiles/far/2/2/1").await.expect(503);
    assert_eq!((problem.json()["code"].as_str(), problem.header("retry-after")), (Some("tiles_unavailable"), "2"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_does_not_answer_ranges_is_refused() {
    let stored = shared(&small());
    stored.lock().unwrap().ranges = false;
    let list = app(&stored).await.visitor().get("/tiles").await.expect(200).json();
    assert!(list["items"][0]["problem"].as_str().unwrap().contains("does not answer ranges"), "{list}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_never_answers_does_not_keep_the_service_from_starting() {
    let silent = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let list = format!("far=http://{}/a.pmtiles", silent.local_addr().unwrap());
    let patient = [("tile_archives", list.as_str()), ("tile_fetch_timeout_s", "120")];
    let app = TestApp::with(SATURDAY, &patient).await;
    app.visitor().get("/tiles/far/0/0/0").await.expect(404);
}
