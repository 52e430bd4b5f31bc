//! The templates, compiled in and read once. A name that a page forgot is an error, not a gap.

use std::sync::LazyLock;

use axum::body::Body;
use axum::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, LINK};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use minijinja::syntax::SyntaxConfig;
use minijinja::{Environment, UndefinedBehavior, Value};

use super::frame::SCRIPT;
use super::icons::drawing;
use crate::app::App;
use crate::http::assets::entry;
use crate::http::error::Problem;
use crate::http::security_headers::policy_framed_by;

static TEMPLATES: LazyLock<Environment<'static>> = LazyLock::new(|| {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    let blocks = SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build();
    environment.set_syntax(blocks.expect("the delimiters are the usual ones"));
    environment.add_function("icon", |name: &str| svg(name, "icon"));
    environment.add_function("icon_large", |name: &str| svg(name, "icon icon-lg"));
    for (name, source) in [
        ("frame.html", include_str!("templates/frame.html")),
        ("routes.html", include_str!("templates/routes.html")),
        ("list.html", include_str!("templates/list.html")),
        ("outlet.html", include_str!("templates/outlet.html")),
        ("report.html", include_str!("templates/report.html")),
        ("answer.html", include_str!("templates/answer.html")),
        ("link_closed.html", include_str!("templates/link_closed.html")),
        ("gone.html", include_str!("templates/gone.html")),
    ] {
        environment.add_template(name, source).expect("a test renders every template");
    }
    environment
});

fn svg(name: &str, class: &str) -> Value {
    Value::from_safe_string(format!(
        "<svg class=\"{class}\" viewBox=\"0 0 24 24\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"1.75\" \
         stroke-linecap=\"round\" stroke-linejoin=\"round\" aria-hidden=\"true\">{}</svg>",
        drawing(name)
    ))
}

/// The page, under a policy that lets the sites of the settings show it in a frame where `is_embedded`.
pub fn render(
    app: &App,
    template: &str,
    status: StatusCode,
    is_embedded: bool,
    context: Value,
) -> Result<Response, Problem> {
    let template = TEMPLATES.get_template(template).map_err(Problem::internal)?;
    let html = template.render(context).map_err(|error| Problem::internal(format!("{error:#}")))?;
    let mut response = (status, Body::from(html)).into_response();
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    let preload = entry(SCRIPT).preload();
    if !preload.is_empty() {
        headers.insert(LINK, HeaderValue::from_str(&preload).map_err(Problem::internal)?);
    }
    if is_embedded && !app.config.embed_origins.is_empty() {
        let policy = policy_framed_by(&app.config.embed_origins.to_string());
        headers.insert(CONTENT_SECURITY_POLICY, HeaderValue::from_str(&policy).map_err(Problem::internal)?);
    }
    Ok(response)
}
