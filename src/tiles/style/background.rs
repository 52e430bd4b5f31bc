//! What lies below the roads: land and its use, water, buildings, borders.

use serde_json::{Value, json};

use super::expression::{by_zoom, evenly, kind};
use super::palette::Palette;

const GREEN: [&str; 18] = [
    "park",
    "grass",
    "grassland",
    "meadow",
    "recreation_ground",
    "cemetery",
    "garden",
    "village_green",
    "allotments",
    "scrub",
    "pitch",
    "golf_course",
    "playground",
    "wetland",
    "nature_reserve",
    "zoo",
    "stadium",
    "dog_park",
];
const WOOD: [&str; 2] = ["wood", "forest"];
const BUILT: [&str; 10] = [
    "residential",
    "commercial",
    "industrial",
    "farmyard",
    "railway",
    "school",
    "university",
    "college",
    "hospital",
    "military",
];
const PAVED: [&str; 6] = ["runway", "taxiway", "aerodrome", "pier", "pedestrian", "platform"];

/// What shows where nothing else is known.
pub fn plane(palette: &Palette) -> Value {
    json!({ "id": "plane", "type": "background", "paint": { "background-color": palette.land } })
}

pub fn layers(palette: &Palette) -> Vec<Value> {
    let use_of_land = |id: &str, kinds: &[&str], colour: &str| fill(id, "landuse", kind(kinds), colour);
    let mut layers = vec![
        fill("earth", "earth", polygons(), palette.land),
        landcover("cover-green", &["grassland", "farmland", "scrub"], palette.green),
        landcover("cover-wood", &["forest"], palette.wood),
        landcover("cover-built", &["urban_area"], palette.built),
        use_of_land("built", &BUILT, palette.built),
        use_of_land("green", &GREEN, palette.green),
        use_of_land("wood", &WOOD, palette.wood),
        use_of_land("sand", &["sand", "beach"], palette.sand),
        use_of_land("paved", &PAVED, palette.runway),
        fill("water", "water", polygons(), palette.water),
        rivers(palette),
        buildings(palette),
    ];
    layers.extend(borders(palette));
    layers
}

fn fill(id: &str, layer: &str, filter: Value, colour: &str) -> Value {
    json!({ "id": id, "type": "fill", "source": "base", "source-layer": layer, "filter": filter,
        "paint": { "fill-color": colour } })
}

fn polygons() -> Value {
    json!(["==", ["geometry-type"], "Polygon"])
}

/// Cover seen from far gives way to use seen from near.
fn landcover(id: &str, kinds: &[&str], colour: &str) -> Value {
    json!({ "id": id, "type": "fill", "source": "base", "source-layer": "landcover", "maxzoom": 9, "filter": kind(kinds),
        "paint": { "fill-color": colour, "fill-opacity": evenly(&[(6.0, 1.0), (8.5, 0.0)]) } })
}

fn rivers(palette: &Palette) -> Value {
    json!({ "id": "rivers", "type": "line", "source": "base", "source-layer": "water",
        "filter": ["==", ["geometry-type"], "LineString"],
        "layout": { "line-cap": "round", "line-join": "round" },
        "paint": { "line-color": palette.water, "line-width": [
            "interpolate", ["exponential", 1.5], ["zoom"],
            8, ["match", ["get", "kind"], "river", 0.8, 0.3],
            12, ["match", ["get", "kind"], "river", 1.8, "canal", 1.4, 0.7],
            16, ["match", ["get", "kind"], "river", 8, "canal", 6, 2.5],
        ] } })
}

fn buildings(palette: &Palette) -> Value {
    json!({ "id": "buildings", "type": "fill", "source": "base", "source-layer": "buildings", "minzoom": 13.5,
        "paint": { "fill-color": palette.building, "fill-outline-color": palette.building_line,
            "fill-opacity": evenly(&[(13.5, 0.0), (15.0, 1.0)]) } })
}

fn borders(palette: &Palette) -> [Value; 2] {
    let border = |id: &str, filter: Value, width: Value, dashes: Value| {
        json!({ "id": id, "type": "line", "source": "base", "source-layer": "boundaries", "filter": filter,
            "layout": { "line-join": "round" },
            "paint": { "line-color": palette.border, "line-width": width, "line-dasharray": dashes } })
    };
    let regions = border(
        "border-regions",
        json!(["all", kind(&["region"]), [">=", ["zoom"], 6]]),
        by_zoom(&[(6.0, 0.4), (12.0, 1.0)]),
        json!([3, 3]),
    );
    let countries =
        border("border-countries", kind(&["country"]), by_zoom(&[(3.0, 0.6), (8.0, 1.4), (14.0, 2.4)]), json!([1, 0]));
    [regions, countries]
}
