//! The company's customers: circles with numbers, single ones as dots, in a colour of their own.

use serde_json::{Value, json};

use super::palette::Palette;
use super::{MIDDLE, SEMIBOLD, SMALL};

/// Layers of the source `customers`; hosts of the map find them by these names.
pub fn layers(palette: &Palette, language: &str) -> Vec<Value> {
    vec![dots(palette), clusters(palette), numbers(palette, language)]
}

fn is_number() -> Value {
    json!(["has", "count"])
}

/// The more valuable, the larger.
fn dots(palette: &Palette) -> Value {
    json!({ "id": "customer-dots", "type": "circle", "source": "customers", "source-layer": "customers",
        "filter": ["!", is_number()],
        "paint": { "circle-color": palette.person, "circle-stroke-color": palette.land, "circle-stroke-width": 1.5,
            "circle-radius": ["match", ["get", "value_tier"], ["gold", "platinum"], 7, 5] } })
}

/// Counted cells are as large as clusters: both are numbers of people.
fn clusters(palette: &Palette) -> Value {
    json!({ "id": "customer-clusters", "type": "circle", "source": "customers", "source-layer": "customers",
        "filter": is_number(),
        "paint": { "circle-color": palette.person_soft, "circle-opacity": 0.9, "circle-stroke-color": palette.person,
            "circle-stroke-width": 1.5,
            "circle-radius": ["step", ["get", "count"], 13, 20, 16, 200, 20, 2000, 25] } })
}

/// A number that was rounded down says so.
fn numbers(palette: &Palette, language: &str) -> Value {
    let number = json!(["number-format", ["get", "count"], { "locale": language }]);
    json!({ "id": "customer-counts", "type": "symbol", "source": "customers", "source-layer": "customers",
        "filter": is_number(),
        "layout": { "text-field": ["case", ["has", "about"], ["concat", number, "+"], number],
            "text-font": [SEMIBOLD], "text-size": ["step", ["get", "count"], SMALL, 20, MIDDLE, 2000, SMALL],
            "text-allow-overlap": true, "text-padding": 12 },
        "paint": { "text-color": palette.on_person_soft } })
}
