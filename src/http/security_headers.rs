//! Headers that keep a browser from doing what our pages never ask for.

use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, REFERRER_POLICY, STRICT_TRANSPORT_SECURITY, X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderMap, HeaderName, HeaderValue};

/// Everything from our own host, nothing inline, no frames: a script that slips into a page does not run.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; \
    connect-src 'self'; font-src 'self'; worker-src 'self'; manifest-src 'self'; form-action 'self'; \
    base-uri 'none'; frame-ancestors 'none'";

/// The same, but pages of `ancestors` (origins with blanks between them) may show ours in a frame.
pub fn policy_framed_by(ancestors: &str) -> String {
    POLICY.replace("frame-ancestors 'none'", &format!("frame-ancestors 'self' {ancestors}"))
}

/// The position is asked for at the locator; nothing else of the device is.
const DEVICE: &str = "geolocation=(self), camera=(), microphone=(), payment=(), usb=()";

const ALWAYS: [(HeaderName, &str); 6] = [
    (CONTENT_SECURITY_POLICY, POLICY),
    (X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (REFERRER_POLICY, "same-origin"),
    (HeaderName::from_static("permissions-policy"), DEVICE),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
];

/// A year, as browsers want it before they take it seriously.
pub const HTTPS_ONLY: &str = "max-age=31536000";

/// Adds the headers; a handler's own choice stands. `is_api` for addresses of data.
pub fn add_security_headers(headers: &mut HeaderMap, is_https: bool, is_api: bool) {
    headers.reserve(ALWAYS.len() + 2);
    for (name, value) in ALWAYS {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    }
    if is_https {
        headers.insert(STRICT_TRANSPORT_SECURITY, HeaderValue::from_static(HTTPS_ONLY));
    }
    if is_api {
        // Answers depend on who asks: no shared cache may keep them, and the browser asks again.
        headers.entry(CACHE_CONTROL).or_insert(HeaderValue::from_static("private, no-cache"));
    }
}
