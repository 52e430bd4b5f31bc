//! Everything that speaks HTTP; axum appears only here.
//!
//! `router` is the map of addresses, `permission_table` says who may use which, `error` is the only place
//! that knows status codes. Handlers take validated values, call one use case, and turn the answer into a
//! view: the JSON shapes in `views` are twins of the domain's types, which know nothing of JSON.

pub mod api;
pub mod assets;
pub mod auth;
pub mod client_address;
pub mod context;
pub mod csrf;
pub mod dialects;
pub mod envelope;
pub mod error;
pub mod extract;
pub mod health;
pub mod idempotency;
pub mod locator;
pub mod observe;
pub mod openapi;
pub mod page;
pub mod permission_table;
pub mod router;
pub mod security_headers;
pub mod single_sign_on;
pub mod views;
