//! The company's places: clusters with their number, pins with the shape of their kind.

use serde_json::{Value, json};

use super::palette::Palette;
use super::{MEDIUM, MIDDLE, SEMIBOLD, SMALL};

/// The zoom from which on single pins have their names.
const NAMES_FROM_ZOOM: u8 = 14;

/// Layers of the source `outlets`; hosts of the map find them by these names.
pub fn layers(palette: &Palette, language: &str) -> Vec<Value> {
    vec![clusters(palette), numbers(palette, language), pins(palette)]
}

fn is_cluster() -> Value {
    json!(["has", "count"])
}

/// Three sizes; the area of the circle follows the number. Soft, so that a number of outlets is not taken for
/// the number of a pin in a list.
fn clusters(palette: &Palette) -> Value {
    json!({ "id": "outlet-clusters", "type": "circle", "source": "outlets", "source-layer": "outlets",
        "filter": is_cluster(),
        "paint": { "circle-color": palette.brand_soft, "circle-stroke-color": palette.brand, "circle-stroke-width": 1.5,
            "circle-radius": ["step", ["get", "count"], 14, 10, 18, 100, 23] } })
}

fn numbers(palette: &Palette, language: &str) -> Value {
    json!({ "id": "outlet-counts", "type": "symbol", "source": "outlets", "source-layer": "outlets",
        "filter": is_cluster(),
        "layout": { "text-field": ["number-format", ["get", "count"], { "locale": language }],
            "text-font": [SEMIBOLD], "text-size": ["step", ["get", "count"], SMALL, 10, MIDDLE, 1000, SMALL],
            "text-allow-overlap": true, "text-padding": 12 },
        "paint": { "text-color": palette.on_brand_soft } })
}

/// Closed and planned ones are hollow: staff see them, visitors do not get them.
fn pins(palette: &Palette) -> Value {
    let shape = json!([
        "match",
        ["get", "kind"],
        ["parcel_locker", "pickup_point"],
        "locker",
        ["service_point", "branch"],
        "counter",
        ["warehouse"],
        "box",
        "store"
    ]);
    let state = json!(["match", ["coalesce", ["get", "status"], "active"], "active", "", "-closed"]);
    json!({ "id": "outlet-pins", "type": "symbol", "source": "outlets", "source-layer": "outlets",
        "filter": ["!", is_cluster()],
        "layout": { "icon-image": ["concat", shape, state], "icon-anchor": "bottom", "icon-allow-overlap": true,
            "text-optional": true,
            "text-field": ["step", ["zoom"], "", NAMES_FROM_ZOOM, ["get", "name"]],
            "text-font": [MEDIUM], "text-size": SMALL, "text-max-width": 9,
            "text-variable-anchor": ["left", "right", "top"], "text-radial-offset": 1.4 },
        "paint": { "text-color": palette.text, "text-halo-color": palette.land, "text-halo-width": 1.5 } })
}
