//! Names: of roads, water, quarters, towns and countries, in four sizes.

use serde_json::{Value, json};

use super::expression::{detail, kind, name};
use super::palette::Palette;
use super::{LARGE, LARGEST, MEDIUM, MIDDLE, SEMIBOLD, SMALL};

/// From the least important to the most: later layers take their room first.
pub fn layers(palette: &Palette, language: &str) -> Vec<Value> {
    vec![
        roads(palette, language),
        rivers(palette, language),
        lakes(palette, language),
        places(
            palette,
            language,
            "quarters",
            kind(&["neighbourhood", "macrohood"]),
            (12.0, 24.0),
            json!(SMALL),
            MEDIUM,
        ),
        places(palette, language, "villages", villages(), (10.5, 24.0), json!(SMALL), MEDIUM),
        places(palette, language, "towns", towns(), (7.0, 15.0), town_size(), SEMIBOLD),
        places(palette, language, "cities", cities(), (4.0, 14.0), city_size(), SEMIBOLD),
        countries(palette, language),
    ]
}

fn roads(palette: &Palette, language: &str) -> Value {
    let shown = json!([
        "any",
        kind(&["highway", "major_road"]),
        ["all", kind(&["minor_road"]), ["!", detail(&["service"])], [">=", ["zoom"], 14.4]],
        ["all", kind(&["path"]), detail(&["pedestrian"]), [">=", ["zoom"], 15]],
    ]);
    json!({ "id": "road-names", "type": "symbol", "source": "base", "source-layer": "roads", "minzoom": 12,
        "filter": ["all", ["has", "name"], shown],
        "layout": { "symbol-placement": "line", "symbol-spacing": 420, "text-field": name(language),
            "text-font": [MEDIUM], "text-size": SMALL, "text-padding": 14, "text-max-angle": 30 },
        "paint": paint(palette.road_label, palette.land) })
}

fn rivers(palette: &Palette, language: &str) -> Value {
    json!({ "id": "river-names", "type": "symbol", "source": "base", "source-layer": "water", "minzoom": 12,
        "filter": ["all", ["has", "name"], ["==", ["geometry-type"], "LineString"], kind(&["river", "canal"])],
        "layout": { "symbol-placement": "line", "symbol-spacing": 500, "text-field": name(language),
            "text-font": [MEDIUM], "text-size": SMALL, "text-letter-spacing": 0.06, "text-max-angle": 30 },
        "paint": paint(palette.water_label, palette.water) })
}

fn lakes(palette: &Palette, language: &str) -> Value {
    json!({ "id": "lake-names", "type": "symbol", "source": "base", "source-layer": "water", "minzoom": 4,
        "filter": ["all", ["has", "name"], ["==", ["geometry-type"], "Point"]],
        "layout": { "text-field": name(language), "text-font": [MEDIUM], "text-size": SMALL,
            "text-letter-spacing": 0.06, "text-max-width": 6, "text-padding": 8 },
        "paint": paint(palette.water_label, palette.water) })
}

fn localities(details: &[&str]) -> Value {
    json!(["all", kind(&["locality"]), detail(details)])
}

fn cities() -> Value {
    localities(&["city"])
}

fn towns() -> Value {
    localities(&["town"])
}

/// Everything smaller, and whatever the archive does not class.
fn villages() -> Value {
    json!(["all", kind(&["locality"]), ["!", detail(&["city", "town"])]])
}

fn town_size() -> Value {
    json!(["step", ["zoom"], SMALL, 9, MIDDLE, 12, LARGE])
}

/// Cities of a hundred thousand and more (rank 9) stand out from far.
fn city_size() -> Value {
    json!([
        "step",
        ["zoom"],
        SMALL,
        6,
        ["case", is_large(), MIDDLE, SMALL],
        8,
        ["case", is_large(), LARGE, MIDDLE],
        11,
        ["case", is_large(), LARGEST, LARGE]
    ])
}

fn is_large() -> Value {
    json!([">=", ["coalesce", ["get", "population_rank"], 0], 9])
}

fn places(
    palette: &Palette,
    language: &str,
    id: &str,
    filter: Value,
    (minzoom, maxzoom): (f64, f64),
    size: Value,
    font: &str,
) -> Value {
    json!({ "id": id, "type": "symbol", "source": "base", "source-layer": "places", "minzoom": minzoom, "maxzoom": maxzoom,
        "filter": filter,
        "layout": { "text-field": name(language), "text-font": [font], "text-size": size, "text-max-width": 8,
            "text-padding": 8, "symbol-sort-key": ["coalesce", ["get", "sort_key"], ["get", "min_zoom"], 0],
            "text-variable-anchor": ["center", "top", "bottom", "left", "right"], "text-radial-offset": 1.7 },
        "paint": paint(palette.label, palette.land) })
}

fn countries(palette: &Palette, language: &str) -> Value {
    json!({ "id": "countries", "type": "symbol", "source": "base", "source-layer": "places", "maxzoom": 7,
        "filter": kind(&["country"]),
        "layout": { "text-field": name(language), "text-font": [SEMIBOLD], "text-letter-spacing": 0.08,
            "text-size": ["step", ["zoom"], SMALL, 4, MIDDLE, 6, LARGE], "text-max-width": 7, "text-padding": 6,
            "text-variable-anchor": ["center", "top", "bottom", "left", "right"], "text-radial-offset": 1.2 },
        "paint": paint(palette.label, palette.land) })
}

fn paint(colour: &str, halo: &str) -> Value {
    json!({ "text-color": colour, "text-halo-color": halo, "text-halo-width": 1.5 })
}
