//! TileJSON 3.0.0 of an archive, from its header and its metadata.

use serde_json::{Map, Value, json};

use super::pmtiles::Archive;

/// Fields of the metadata that TileJSON has too.
const TAKEN_OVER: [&str; 4] = ["attribution", "description", "name", "version"];

/// `tiles` is the address of a tile with `{z}`, `{x}` and `{y}` in it.
pub fn tilejson(name: &str, archive: &Archive, tiles: &str) -> Value {
    let (header, metadata) = (archive.header(), archive.metadata());
    let mut fields = Map::new();
    fields.insert("tilejson".to_owned(), json!("3.0.0"));
    fields.insert("name".to_owned(), json!(name));
    for key in TAKEN_OVER {
        if let Some(Value::String(text)) = metadata.get(key) {
            fields.insert(key.to_owned(), json!(text));
        }
    }
    fields.insert("tiles".to_owned(), json!([tiles]));
    fields.insert("minzoom".to_owned(), json!(header.min_zoom));
    fields.insert("maxzoom".to_owned(), json!(header.max_zoom));
    if let Some(bounds) = valid_bounds(header.bounds) {
        fields.insert("bounds".to_owned(), json!(bounds));
        let (lon, lat, zoom) = header.center;
        let inside = (bounds[0]..=bounds[2]).contains(&lon) && (bounds[1]..=bounds[3]).contains(&lat);
        if inside && (header.min_zoom..=header.max_zoom).contains(&zoom) {
            fields.insert("center".to_owned(), json!([lon, lat, zoom]));
        }
    }
    if header.tile_type.is_vector() {
        fields.insert("vector_layers".to_owned(), vector_layers(metadata));
    }
    Value::Object(fields)
}

/// Obligatory for vector tiles; layers without a name or with fields that are no object are left out.
fn vector_layers(metadata: &Map<String, Value>) -> Value {
    let listed = metadata.get("vector_layers").and_then(Value::as_array);
    let fits = |layer: &&Value| layer["id"].is_string() && layer["fields"].is_object();
    Value::Array(listed.into_iter().flatten().filter(fits).cloned().collect())
}

/// West, south, east, north within the world, in order.
fn valid_bounds([west, south, east, north]: [f64; 4]) -> Option<[f64; 4]> {
    let valid = (-180.0..=180.0).contains(&west) && west < east && east <= 180.0;
    (valid && (-90.0..=90.0).contains(&south) && south < north && north <= 90.0).then_some([west, south, east, north])
}
