//! Placeholder.
use crate::http::error::Problem;
use axum::response::Response;
pub async fn show_form() -> Result<Response, Problem> {
    Err(Problem::not_found("x", "x"))
}
pub async fn receive() -> Result<Response, Problem> {
    Err(Problem::not_found("x", "x"))
}
