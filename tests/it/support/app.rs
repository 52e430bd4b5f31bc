//! A whole service in the test's own process, and clients that ask it as somebody.

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Request, StatusCode};
use axum::response::Response;
use blisko::app::App;
use blisko::clock::Clock;
use blisko::config::Config;
use blisko::domain::actor::Actor;
use blisko::domain::api_key::ApiKeyDraft;
use blisko::domain::ids::UserId;
use blisko::domain::language::Language;
use blisko::domain::permission::{Permission, Role};
use blisko::domain::user::UserDraft;
use blisko::geocoder::IndexBuilder;
use blisko::geocoder::record::{Record, Source};
use blisko::http::router::router;
use blisko::region::roads::{LANDMARKS_FILE, ROADS_FILE};
use blisko::roads::landmarks::{Landmarks, write_landmark_file};
use blisko::service::accounts::NewPassword;
use blisko::service::geocode::ADDRESSES_FILE;
use blisko::store::Author;
use blisko::units::Timestamp;
use http_body_util::BodyExt;
use serde_json::{Value, json};
use tempfile::TempDir;
use tower::ServiceExt;

use super::openapi::assert_described;
use super::river_town;

/// Saturday 2026-11-28, 17:40 in Warsaw: when scenario 5.1 begins.
pub const SATURDAY: &str = "2026-11-28T17:40:00+01:00";

/// The password of every user that tests make.
pub const PASSWORD: &str = "kolo7 rower jez";

/// A service with a database of its own and a clock that stands still.
pub struct TestApp {
    pub app: App,
    router: Router,
    folder: TempDir,
}

impl TestApp {
    pub async fn new() -> Self {
        Self::at(SATURDAY).await
    }

    /// With the clock at an RFC 3339 time.
    pub async fn at(time: &str) -> Self {
        Self::with(time, &[]).await
    }

    /// With settings of its own.
    pub async fn with(time: &str, settings: &[(&str, &str)]) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let data_dir = ("data_dir".to_owned(), folder.path().display().to_string());
        let fast_hash = ("password_hash_memory_kib".to_owned(), "8".to_owned());
        // Made anew by every process; those who need towns bring a few of their own.
        let no_base = ("geocoder_base".to_owned(), "false".to_owned());
        let mut overrides = vec![data_dir, fast_hash, no_base];
        overrides.extend(settings.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())));
        let config = Config::load(None, std::iter::empty(), &overrides).expect("valid settings");
        let app = App::start(config, Clock::fixed(moment(time)), None).await.expect("the service starts");
        let router = router(app.clone());
        Self { app, router, folder }
    }

    /// With the written gazetteer of some towns to search.
    pub async fn with_addresses() -> Self {
        Self::with_addresses_and(&[]).await
    }

    pub async fn with_addresses_and(settings: &[(&str, &str)]) -> Self {
        let app = Self::with(SATURDAY, settings).await;
        app.put_addresses("town", crate::geocoder::gazetteer::records()).await;
        app
    }

    /// Puts an index of these records where a region's lies, as a build does, and waits until it is searched.
    pub async fn put_addresses(&self, region: &str, records: Vec<Record>) {
        let mut builder = IndexBuilder::new();
        builder.set_data_date(Source::OpenStreetMap, "2026-11-20");
        records.into_iter().for_each(|record| builder.push(record).expect("not too many"));
        let mut index = Vec::new();
        builder.finish(&mut index).expect("memory takes bytes");
        self.put_addresses_file(region, &index).await;
    }

    /// Puts any bytes there.
    pub async fn put_addresses_file(&self, region: &str, bytes: &[u8]) {
        self.put_file(region, ADDRESSES_FILE, bytes);
        self.app.geocoding.look_now().await;
    }

    fn put_file(&self, region: &str, name: &str, bytes: &[u8]) {
        let folder = self.folder.path().join("regions").join(region);
        std::fs::create_dir_all(&folder).expect("a folder");
        let new = folder.join("new");
        std::fs::write(&new, bytes).expect("a file");
        std::fs::rename(&new, folder.join(name)).expect("in its place");
    }

    /// With the roads of the written town between two banks of a river.
    pub async fn with_roads() -> Self {
        Self::with_roads_and(&[]).await
    }

    pub async fn with_roads_and(settings: &[(&str, &str)]) -> Self {
        let app = Self::with(SATURDAY, settings).await;
        app.put_roads_file("river-town", river_town::road_file()).await;
        app
    }

    /// Puts any bytes where a region's roads lie, as a build does, and waits until they are looked at.
    pub async fn put_roads_file(&self, region: &str, bytes: &[u8]) {
        self.put_file(region, ROADS_FILE, bytes);
        self.app.routing.look_now().await;
    }

    /// Puts landmarks beside a region's roads; they are seen with the next road file.
    pub fn put_landmarks(&self, region: &str, landmarks: &Landmarks) {
        let path = self.folder.path().join("landmarks.new");
        write_landmark_file(&path, landmarks).expect("it can be written");
        self.put_file(region, LANDMARKS_FILE, &std::fs::read(&path).expect("it was written"));
    }

    /// Moves the clock to an RFC 3339 time.
    pub fn set_clock(&self, time: &str) {
        self.app.clock.set(moment(time));
    }

    pub async fn agent(&self) -> Client {
        self.signed_in(Role::Agent).await
    }

    pub async fn steward(&self) -> Client {
        self.signed_in(Role::Steward).await
    }

    pub async fn admin(&self) -> Client {
        self.signed_in(Role::Admin).await
    }

    /// Somebody of that role, made for the occasion, with a session of their own.
    pub async fn signed_in(&self, role: Role) -> Client {
        let name = format!("{}-{}", role.code(), UserId::generate());
        self.add_user(&name, role).await;
        self.sign_in(&name).await
    }

    /// A user whose password is `PASSWORD`.
    pub async fn add_user(&self, login_name: &str, role: Role) -> UserId {
        let draft = UserDraft {
            login_name: login_name.to_owned(),
            display_name: String::new(),
            role,
            language: Language::Polish,
            disabled: false,
        };
        let (author, password) = (Author::system(self.app.clock.now()), NewPassword::Given(PASSWORD));
        let written = self.app.accounts.create_user(author, &Actor::System, draft, password).await;
        written.expect("the user is new").user.id
    }

    /// As the pages do it: the session's cookie, the CSRF token and the own origin go with every request.
    pub async fn sign_in(&self, login_name: &str) -> Client {
        let body = json!({ "login_name": login_name, "password": PASSWORD });
        let answer = self.visitor().post("/api/v1/sessions", &body).await.expect(201);
        let cookie = answer.header("set-cookie").split(';').next().expect("a cookie");
        let csrf_token = answer.json()["csrf_token"].as_str().expect("a token").to_owned();
        let visitor = self.visitor().with_header("cookie", cookie).with_header("sec-fetch-site", "same-origin");
        visitor.with_header("x-csrf-token", &csrf_token)
    }

    /// Other software, with a key that has these scopes.
    pub async fn software(&self, scopes: &[Permission]) -> Client {
        let scopes = scopes.iter().copied().collect();
        let draft = ApiKeyDraft { name: "test".to_owned(), scopes, expires_at: None };
        let author = Author::system(self.app.clock.now());
        let key = self.app.accounts.create_key(author, &Actor::System, draft).await.expect("a valid key");
        self.visitor().with_header("authorization", &format!("Bearer {}", key.secret.reveal()))
    }

    /// The whole service, to be put behind a listener.
    pub fn router(&self) -> Router {
        self.router.clone()
    }

    /// Somebody who has not signed in.
    pub fn visitor(&self) -> Client {
        Client { router: self.router.clone(), headers: HeaderMap::new() }
    }
}

/// An RFC 3339 time as a point in time.
pub fn moment(time: &str) -> Timestamp {
    blisko::http::views::time::parse(time).expect("an RFC 3339 time")
}

/// Asks the service; each answer is held against the OpenAPI description.
#[derive(Clone)]
pub struct Client {
    router: Router,
    headers: HeaderMap,
}

/// An answer, read to the end.
#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub bytes: Vec<u8>,
}

impl Answer {
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.bytes)
            .unwrap_or_else(|error| panic!("not JSON ({error}): {}", String::from_utf8_lossy(&self.bytes)))
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    /// Panics with the body unless the status is `expected`.
    pub fn expect(self, expected: u16) -> Self {
        assert_eq!(self.status.as_u16(), expected, "{}", self.text());
        self
    }
}

impl Client {
    /// What every request of this client carries.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The same client with one more header on every request.
    pub fn with_header(&self, name: &'static str, value: &str) -> Self {
        let mut client = self.clone();
        client.headers.insert(name, value.parse().expect("a header value"));
        client
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.send("GET", path, None, Body::empty()).await
    }

    pub async fn delete(&self, path: &str) -> Answer {
        self.send("DELETE", path, None, Body::empty()).await
    }

    pub async fn post(&self, path: &str, body: &Value) -> Answer {
        self.send("POST", path, Some("application/json"), Body::from(body.to_string())).await
    }

    pub async fn put(&self, path: &str, body: &Value) -> Answer {
        self.send("PUT", path, Some("application/json"), Body::from(body.to_string())).await
    }

    /// The status only, for answers that may never end.
    pub async fn status_of(&self, method: &str, path: &str) -> u16 {
        self.response(method, path, None, Body::empty()).await.status().as_u16()
    }

    /// Any request; `content_type` where there is a body.
    pub async fn send(&self, method: &str, path: &str, content_type: Option<&str>, body: Body) -> Answer {
        let (parts, body) = self.response(method, path, content_type, body).await.into_parts();
        let bytes = body.collect().await.expect("the body ends").to_bytes().to_vec();
        let kind = parts.headers.get("content-type").and_then(|value| value.to_str().ok()).unwrap_or_default();
        assert_described(method, path, parts.status.as_u16(), kind, &bytes);
        Answer { status: parts.status, headers: parts.headers, bytes }
    }

    async fn response(&self, method: &str, path: &str, content_type: Option<&str>, body: Body) -> Response {
        let mut request = Request::builder().method(method).uri(path);
        for (name, value) in &self.headers {
            request = request.header(name, value);
        }
        if let Some(kind) = content_type {
            request = request.header("content-type", kind);
        }
        let request = request.body(body).expect("a valid request");
        self.router.clone().oneshot(request).await.expect("the router answers")
    }
}
