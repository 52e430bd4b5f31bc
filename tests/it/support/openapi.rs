//! Holds every answer of a test against `/openapi.json`: the operation, the status and the shape.

use std::collections::HashMap;
use std::sync::{LazyLock, Mutex};

use blisko::http::router::document;
use jsonschema::Validator;
use serde_json::{Value, json};

static DOCUMENT: LazyLock<Value> = LazyLock::new(|| serde_json::to_value(document()).expect("it is JSON"));

static VALIDATORS: LazyLock<Mutex<HashMap<String, Validator>>> = LazyLock::new(Mutex::default);

/// Panics when the description does not know this answer, or describes another shape.
pub fn assert_described(method: &str, path: &str, status: u16, content_type: &str, body: &[u8]) {
    let Some((template, operation)) = operation(method, path) else {
        return;
    };
    let responses = &operation["responses"];
    let (key, response) = match &responses[status.to_string()] {
        Value::Null => ("default".to_owned(), &responses["default"]),
        response => (status.to_string(), response),
    };
    let place = format!("{method} {template} {status}");
    assert!(!response.is_null(), "{place} is not described");
    let Some(content) = response["content"].as_object() else {
        assert!(body.is_empty(), "{place} is described without a body, and has one");
        return;
    };
    let kind = content_type.split(';').next().unwrap_or_default().trim();
    let described = content.get(kind).unwrap_or_else(|| panic!("{place}: {kind} is not described, {content:?} is"));
    if !kind.ends_with("json") || described["schema"].is_null() {
        return;
    }
    let value: Value = serde_json::from_slice(body).unwrap_or_else(|error| panic!("{place}: not JSON: {error}"));
    let mut validators = VALIDATORS.lock().expect("no test panics while it holds the lock");
    let validator = validators.entry(format!("{method} {template} {key} {kind}")).or_insert_with(|| {
        let schema = json!({ "allOf": [described["schema"]], "components": DOCUMENT["components"] });
        jsonschema::validator_for(&schema).expect("the description is a valid schema")
    });
    let problems: Vec<String> =
        validator.iter_errors(&value).map(|error| format!("{}: {error}", error.instance_path())).collect();
    drop(validators);
    assert!(problems.is_empty(), "{place} is not as described:\n{}\n{value:#}", problems.join("\n"));
}

/// The operation whose template fits the path. Addresses outside the API (pages, files) have none.
fn operation(method: &str, path: &str) -> Option<(String, Value)> {
    let path = path.split('?').next().unwrap_or_default();
    let paths = DOCUMENT["paths"].as_object()?;
    let template =
        paths.keys().filter(|template| fits(template, path)).min_by_key(|template| template.matches('{').count())?;
    let operation = &paths[template][method.to_ascii_lowercase()];
    (!operation.is_null()).then(|| (template.clone(), operation.clone()))
}

fn fits(template: &str, path: &str) -> bool {
    let (mut template, mut path) = (template.split('/'), path.split('/'));
    loop {
        match (template.next(), path.next()) {
            (None, None) => return true,
            (Some(expected), Some(actual)) if expected == actual || expected.starts_with('{') => {}
            _ => return false,
        }
    }
}
