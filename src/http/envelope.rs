//! The one layer around every request but tiles: names it, catches panics, writes problems, measures, and adds
//! the headers that every answer carries.
//!
//! One layer and not five: each would cost a boxed future and a clone of all that lies inside of it.

use std::panic::AssertUnwindSafe;
use std::time::Instant;

use axum::extract::{MatchedPath, Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use futures_util::FutureExt;

use super::context::{REQUEST_ID, RequestId};
use super::error::{Problem, render};
use super::observe::observe;
use super::security_headers::add_security_headers;
use crate::app::App;

pub async fn envelop(State(app): State<App>, mut request: Request, next: Next) -> Response {
    let started = Instant::now();
    let id = RequestId::from_given(request.headers().get(REQUEST_ID));
    let (method, uri) = (request.method().clone(), request.uri().clone());
    let route = request.extensions().get::<MatchedPath>().cloned();
    request.extensions_mut().insert(id.clone());
    let answered = AssertUnwindSafe(next.run(request)).catch_unwind().await;
    let response = answered.unwrap_or_else(|_| Problem::internal("a handler panicked").into_response());
    let mut response = render(response, uri.path(), &id);
    observe(&method, route.as_ref().map(MatchedPath::as_str), response.status(), started.elapsed(), &id);
    add_security_headers(response.headers_mut(), app.config.is_https(), uri.path().starts_with("/api/"));
    response.headers_mut().insert(REQUEST_ID, id.header());
    response
}
