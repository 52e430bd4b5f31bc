//! Roads and railways: casings below, fills above, main roads over minor ones.

use serde_json::{Value, json};

use super::expression::{by_zoom, detail, kind};
use super::palette::Palette;

/// A class of roads, and its widths by zoom: of the casing and of the fill.
struct Class {
    id: &'static str,
    filter: Value,
    minzoom: f64,
    casing: &'static [(f64, f64)],
    fill: &'static [(f64, f64)],
    is_main: bool,
}

fn classes() -> Vec<Class> {
    let major = |details: &[&str]| json!(["all", kind(&["major_road"]), detail(details)]);
    let is_service = detail(&["service"]);
    vec![
        Class {
            id: "service",
            filter: json!(["all", kind(&["minor_road"]), is_service]),
            minzoom: 13.5,
            casing: &[(13.5, 1.2), (17.0, 8.0)],
            fill: &[(13.5, 0.6), (17.0, 6.0)],
            is_main: false,
        },
        Class {
            id: "minor",
            filter: json!(["all", kind(&["minor_road"]), ["!", is_service]]),
            minzoom: 11.0,
            casing: &[(11.0, 0.6), (13.0, 3.0), (16.0, 12.0)],
            fill: &[(11.0, 0.3), (13.0, 2.0), (16.0, 10.0)],
            is_main: false,
        },
        Class {
            id: "middle",
            filter: major(&["tertiary", "tertiary_link"]),
            minzoom: 10.0,
            casing: &[(10.0, 0.8), (13.0, 4.6), (16.0, 16.0)],
            fill: &[(10.0, 0.5), (13.0, 3.4), (16.0, 14.0)],
            is_main: false,
        },
        Class {
            id: "main",
            filter: json!(["all", kind(&["major_road"]), ["!", detail(&["tertiary", "tertiary_link"])]]),
            minzoom: 6.0,
            casing: &[(6.0, 0.5), (10.0, 2.0), (13.0, 6.2), (16.0, 20.0)],
            fill: &[(6.0, 0.3), (10.0, 1.0), (13.0, 4.6), (16.0, 17.0)],
            is_main: true,
        },
        Class {
            id: "highway",
            filter: kind(&["highway"]),
            minzoom: 5.0,
            casing: &[(5.0, 1.0), (10.0, 3.2), (13.0, 7.4), (16.0, 22.0)],
            fill: &[(5.0, 0.6), (10.0, 2.0), (13.0, 5.6), (16.0, 19.0)],
            is_main: true,
        },
    ]
}

pub fn layers(palette: &Palette) -> Vec<Value> {
    let classes = classes();
    let mut layers = vec![paths(palette), ferries(palette)];
    for class in &classes {
        let colour = if class.is_main { palette.main_case } else { palette.minor_case };
        layers.push(line(class, "casing", colour, class.casing));
    }
    for class in &classes {
        let colour = if class.is_main { palette.main } else { palette.minor };
        layers.push(line(class, "fill", colour, class.fill));
    }
    layers.extend(railways(palette));
    layers
}

fn line(class: &Class, part: &str, colour: &str, width: &[(f64, f64)]) -> Value {
    json!({ "id": format!("road-{}-{part}", class.id), "type": "line", "source": "base", "source-layer": "roads",
        "minzoom": class.minzoom, "filter": class.filter,
        "layout": { "line-cap": "round", "line-join": "round", "line-sort-key": ["coalesce", ["get", "sort_rank"], 0] },
        "paint": { "line-color": colour, "line-width": by_zoom(width),
            "line-opacity": ["case", ["to-boolean", ["get", "is_tunnel"]], 0.5, 1] } })
}

fn paths(palette: &Palette) -> Value {
    json!({ "id": "paths", "type": "line", "source": "base", "source-layer": "roads", "minzoom": 14,
        "filter": kind(&["path"]), "layout": { "line-join": "round" },
        "paint": { "line-color": palette.path, "line-width": by_zoom(&[(14.0, 0.6), (17.0, 2.0)]), "line-dasharray": [2, 1.5] } })
}

fn ferries(palette: &Palette) -> Value {
    json!({ "id": "ferries", "type": "line", "source": "base", "source-layer": "roads", "minzoom": 9,
        "filter": kind(&["ferry"]),
        "paint": { "line-color": palette.water_label, "line-opacity": 0.5, "line-width": 1, "line-dasharray": [4, 4] } })
}

/// A line with ties across it once they can be told apart.
fn railways(palette: &Palette) -> [Value; 2] {
    let railway = |id: &str, minzoom: f64, paint: Value| {
        json!({ "id": id, "type": "line", "source": "base", "source-layer": "roads", "minzoom": minzoom,
            "filter": ["all", kind(&["rail"]), ["!", ["to-boolean", ["get", "is_tunnel"]]]], "paint": paint })
    };
    let width = by_zoom(&[(9.0, 0.5), (11.0, 0.8), (15.0, 2.0)]);
    let ties = by_zoom(&[(13.0, 3.0), (15.0, 5.0)]);
    [
        railway("rail", 9.0, json!({ "line-color": palette.rail, "line-width": width })),
        railway(
            "rail-ties",
            13.0,
            json!({ "line-color": palette.rail, "line-width": ties, "line-dasharray": [0.2, 2.4] }),
        ),
    ]
}
