//! Why there is no answer, in OSRM's codes.

use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde_json::json;

use crate::http::error::Problem;
use crate::service::roads::RoutingError;

/// A code that clients know, and a sentence for people.
#[derive(Debug)]
pub enum Refusal {
    Code(&'static str, String),
    /// What OSRM has no code for: too busy, our fault.
    Problem(Problem),
}

impl Refusal {
    pub fn new(code: &'static str, message: impl Into<String>) -> Self {
        Self::Code(code, message.into())
    }

    pub fn query(message: impl Into<String>) -> Self {
        Self::new("InvalidQuery", message)
    }

    pub fn value(message: impl Into<String>) -> Self {
        Self::new("InvalidValue", message)
    }

    pub fn too_big(message: impl Into<String>) -> Self {
        Self::new("TooBig", message)
    }

    /// `number` counts from 0.
    pub fn no_segment(number: usize) -> Self {
        Self::new("NoSegment", format!("Could not find a matching segment for coordinate {number}"))
    }
}

impl From<RoutingError> for Refusal {
    fn from(error: RoutingError) -> Self {
        Self::Problem(error.into())
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        match self {
            Self::Code(code, message) => {
                (StatusCode::BAD_REQUEST, Json(json!({ "code": code, "message": message }))).into_response()
            }
            Self::Problem(problem) => problem.into_response(),
        }
    }
}
