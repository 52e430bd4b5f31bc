//! Short words for the expressions that layers are made of.

use serde_json::{Value, json};

/// The feature's `kind` is one of these.
pub fn kind(kinds: &[&str]) -> Value {
    one_of("kind", kinds)
}

/// The feature's `kind_detail` is one of these.
pub fn detail(details: &[&str]) -> Value {
    one_of("kind_detail", details)
}

fn one_of(key: &str, values: &[&str]) -> Value {
    json!(["match", ["get", key], values, true, false])
}

/// Grows with the zoom as streets do: pairs of zoom and width, between them by powers of 1.5.
pub fn by_zoom(stops: &[(f64, f64)]) -> Value {
    let mut expression = vec![json!("interpolate"), json!(["exponential", 1.5]), json!(["zoom"])];
    for (zoom, value) in stops {
        expression.extend([json!(zoom), json!(value)]);
    }
    Value::Array(expression)
}

/// Grows evenly with the zoom.
pub fn evenly(stops: &[(f64, f64)]) -> Value {
    let mut expression = vec![json!("interpolate"), json!(["linear"]), json!(["zoom"])];
    for (zoom, value) in stops {
        expression.extend([json!(zoom), json!(value)]);
    }
    Value::Array(expression)
}

/// The name in the language, else the place's own.
pub fn name(language: &str) -> Value {
    json!(["coalesce", ["get", format!("name:{language}")], ["get", "name"]])
}
