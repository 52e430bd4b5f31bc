//! The only place that knows status codes: what went wrong, as an RFC 9457 problem.
//!
//! A `Problem` says what the caller can do; the cause goes to the log once, here, with the request id.
//! It travels as a response extension and is written by `render` in the outermost layer, which
//! knows the address and the request id and dresses axum's own refusals (404, 405, 413) the same way.

use std::error::Error;

use axum::Json;
use axum::body::Body;
use axum::http::header::{CONTENT_LENGTH, CONTENT_TYPE, RETRY_AFTER};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use utoipa::ToSchema;

use crate::domain::validation::ValidationError;
use crate::http::context::RequestId;
use crate::store::StoreError;

/// Prefix of problem types; they are names, not addresses to fetch.
const TYPE_PREFIX: &str = "urn:blisko:problem:";

/// Something the caller should know, with the status that fits.
#[derive(Clone, Debug)]
pub struct Problem {
    pub status: StatusCode,
    /// A stable word for programs: `outlet_not_found`.
    pub code: &'static str,
    /// A sentence for the person: what is wrong and what to do.
    pub detail: String,
    pub errors: Vec<ProblemError>,
    pub retry_after_s: Option<u64>,
    /// Of a slot that is taken.
    pub next_free: Option<Box<NextFree>>,
    /// For the log only.
    pub cause: Option<String>,
}

/// When it would work, RFC 3339. Boxed where it is: most problems have none, and all are passed up by value.
#[derive(Clone, Debug)]
pub struct NextFree(pub Vec<String>);

/// One part of the request to mend.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ProblemError {
    /// JSON pointer into the body: `/overrides/0/until`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pointer: Option<String>,
    /// Name of the query parameter, path part or header.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parameter: Option<String>,
    pub code: String,
    pub message: String,
}

/// The body of every answer with a 4xx or 5xx status (RFC 9457).
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Problem)]
pub struct ProblemBody {
    /// `urn:blisko:problem:` and the code.
    pub r#type: String,
    pub title: String,
    pub status: u16,
    pub code: String,
    pub detail: String,
    /// The path of the request.
    pub instance: String,
    /// The same as in the `x-request-id` header and in the log.
    pub request_id: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<ProblemError>,
    /// Of a slot that is taken: when the next ones begin, RFC 3339.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub next_free: Vec<String>,
}

impl Problem {
    pub fn new(status: StatusCode, code: &'static str, detail: impl Into<String>) -> Self {
        Self {
            status,
            code,
            detail: detail.into(),
            errors: Vec::new(),
            retry_after_s: None,
            next_free: None,
            cause: None,
        }
    }

    pub fn not_found(code: &'static str, detail: impl Into<String>) -> Self {
        Self::new(StatusCode::NOT_FOUND, code, detail)
    }

    pub fn bad_request(code: &'static str, detail: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, code, detail)
    }

    pub fn forbidden(code: &'static str, detail: impl Into<String>) -> Self {
        Self::new(StatusCode::FORBIDDEN, code, detail)
    }

    /// A query parameter that cannot be used.
    pub fn parameter(name: &str, code: &'static str, message: impl Into<String>) -> Self {
        let message = message.into();
        let mut problem = Self::bad_request("invalid_parameter", format!("{name}: {message}"));
        problem.errors.push(ProblemError {
            pointer: None,
            parameter: Some(name.to_owned()),
            code: code.to_owned(),
            message,
        });
        problem
    }

    /// A part of the JSON body that cannot be used.
    pub fn field(pointer: impl Into<String>, code: &'static str, message: impl Into<String>) -> Self {
        let (pointer, message) = (pointer.into(), message.into());
        let detail = format!("{}: {message}", if pointer.is_empty() { "the body" } else { &pointer });
        let mut problem = Self::bad_request("invalid_body", detail);
        problem.errors.push(ProblemError { pointer: Some(pointer), parameter: None, code: code.to_owned(), message });
        problem
    }

    /// What is wrong with parameters, said of fields of the same names in the body.
    pub fn of_body(problem: Self) -> Self {
        Self::of_part(problem, "")
    }

    /// See `of_body`; of the part of the body at the JSON pointer `base`.
    pub fn of_part(mut problem: Self, base: &str) -> Self {
        problem.code = "invalid_body";
        for error in &mut problem.errors {
            error.pointer = Some(format!("{base}/{}", error.parameter.take().unwrap_or_default()));
        }
        problem.detail = format!("{base}/{}", problem.detail);
        problem
    }

    pub fn conflict(code: &'static str, detail: impl Into<String>) -> Self {
        Self::new(StatusCode::CONFLICT, code, detail)
    }

    pub fn too_many_requests(code: &'static str, detail: impl Into<String>, retry_after_s: u64) -> Self {
        let mut problem = Self::new(StatusCode::TOO_MANY_REQUESTS, code, detail);
        problem.retry_after_s = Some(retry_after_s);
        problem
    }

    /// Our fault. The cause is logged, never shown.
    pub fn internal(cause: impl ToString) -> Self {
        let mut problem = Self::new(
            StatusCode::INTERNAL_SERVER_ERROR,
            "internal",
            "Something went wrong on our side. Try again; if it stays, tell the administrator the request id.",
        );
        problem.cause = Some(cause.to_string());
        problem
    }

    fn unavailable(code: &'static str, detail: &str, cause: &dyn Error) -> Self {
        let mut problem = Self::new(StatusCode::SERVICE_UNAVAILABLE, code, detail);
        problem.retry_after_s = Some(2);
        problem.cause = Some(cause.to_string());
        problem
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut response = self.status.into_response();
        response.extensions_mut().insert(self);
        response
    }
}

impl From<ValidationError> for Problem {
    fn from(error: ValidationError) -> Self {
        let mut problem = Self::bad_request("invalid_body", error.to_string());
        problem.errors = error
            .0
            .into_iter()
            .map(|field| ProblemError {
                pointer: Some(field.pointer),
                parameter: None,
                code: field.code.to_owned(),
                message: field.message,
            })
            .collect();
        problem
    }
}

impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Self {
        match &error {
            StoreError::DuplicateOutletCode { code } => taken("/code", "duplicate_outlet_code", "outlet", "code", code),
            StoreError::DuplicateLoginName { login_name } => {
                taken("/login_name", "duplicate_login_name", "user", "login name", login_name)
            }
            StoreError::DuplicateCustomerNumber { number } => {
                taken("/number", "duplicate_customer_number", "customer", "number", number)
            }
            StoreError::DuplicateOrderNumber { number } => {
                taken("/number", "duplicate_order_number", "order", "number", number)
            }
            StoreError::Duplicate { .. } => {
                Self::new(StatusCode::CONFLICT, "duplicate", "A record with the same key exists.")
            }
            StoreError::VersionConflict { current } => Self::new(
                StatusCode::PRECONDITION_FAILED,
                "version_conflict",
                format!(
                    "Somebody has changed this record: it is at version {current} now. Read it again, and write on top of that."
                ),
            ),
            StoreError::Full => Self::unavailable(
                "disk_full",
                "The disk of the database is full. Nothing was written; ask the administrator to free some space.",
                &error,
            ),
            StoreError::Busy => {
                Self::unavailable("database_busy", "The database is busy. Nothing was written; try again.", &error)
            }
            StoreError::Open(_) => Self::unavailable(
                "database_unavailable",
                "The database cannot be reached. Nothing was written; try again soon.",
                &error,
            ),
            _ => Self::internal(&error),
        }
    }
}

/// A name that only one record may have: `Another outlet has the code W1.`
fn taken(pointer: &str, code: &'static str, record: &str, what: &str, value: &str) -> Problem {
    let mut problem = Problem::field(pointer, code, format!("another {record} has the {what} {value}"));
    problem.status = StatusCode::CONFLICT;
    problem.code = code;
    problem.detail = format!("Another {record} has the {what} {value}. Give this one another {what}.");
    problem
}

/// The answer as it goes out: a problem is written, with the address and the request id, and logged where it is
/// our fault; anything else stays.
pub fn render(mut response: Response, instance: &str, request_id: &RequestId) -> Response {
    let problem = match response.extensions_mut().remove::<Problem>() {
        Some(problem) => problem,
        None if needs_dressing(&response) => dress(response.status()),
        None => return response,
    };
    if problem.status.is_server_error() {
        let cause = problem.cause.as_deref().unwrap_or("unknown");
        tracing::error!(request.id = %request_id, code = problem.code, cause, "Answered {}: {cause}", problem.status);
    }
    write_problem(problem, instance, request_id, response)
}

/// Refusals that axum writes itself carry plain text.
fn needs_dressing(response: &Response) -> bool {
    let status = response.status();
    let plain = response.headers().get(CONTENT_TYPE).is_none_or(|kind| kind.as_bytes().starts_with(b"text/plain"));
    (status.is_client_error() || status.is_server_error()) && plain
}

fn dress(status: StatusCode) -> Problem {
    let (code, detail) = match status {
        StatusCode::NOT_FOUND => ("not_found", "There is nothing at this address."),
        StatusCode::METHOD_NOT_ALLOWED => ("method_not_allowed", "This address does not take this method."),
        StatusCode::PAYLOAD_TOO_LARGE => ("body_too_large", "The body is larger than this address takes."),
        StatusCode::UNSUPPORTED_MEDIA_TYPE => {
            ("unsupported_media_type", "Send the body as application/json and say so in Content-Type.")
        }
        StatusCode::REQUEST_TIMEOUT | StatusCode::SERVICE_UNAVAILABLE => {
            ("timeout", "The request took too long and was stopped.")
        }
        status if status.is_server_error() => return Problem { status, ..Problem::internal("unhandled failure") },
        _ => ("bad_request", "The request cannot be read."),
    };
    Problem::new(status, code, detail)
}

fn write_problem(problem: Problem, instance: &str, request_id: &RequestId, response: Response) -> Response {
    let body = ProblemBody {
        r#type: format!("{TYPE_PREFIX}{}", problem.code),
        title: problem.status.canonical_reason().unwrap_or("Error").to_owned(),
        status: problem.status.as_u16(),
        code: problem.code.to_owned(),
        detail: problem.detail,
        instance: instance.to_owned(),
        request_id: request_id.to_string(),
        errors: problem.errors,
        next_free: problem.next_free.map_or_else(Vec::new, |next| next.0),
    };
    let (mut parts, _) = response.into_parts();
    parts.status = problem.status;
    parts.headers.remove(CONTENT_LENGTH);
    let (_, json) = Json(body).into_response().into_parts();
    parts.headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
    if let Some(seconds) = problem.retry_after_s {
        parts.headers.insert(RETRY_AFTER, HeaderValue::from(seconds));
    }
    Response::from_parts(parts, Body::new(json))
}
