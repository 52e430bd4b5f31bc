//! What each layer of the archive tells, for TileJSON and whoever makes styles.

use serde_json::{Map, Value, json};

use super::feature::{LayerName, ZOOM_MAX};

/// Attribute and kind of value, as TileJSON names it.
type Field = (&'static str, &'static str);

const KIND: Field = ("kind", "String");
const DETAIL: Field = ("kind_detail", "String");
const RANK: Field = ("sort_rank", "Number");
const ZOOM: Field = ("min_zoom", "Number");
const NAMES: [Field; 5] =
    [("name", "String"), ("name:pl", "String"), ("name:cs", "String"), ("name:de", "String"), ("name:en", "String")];

const WATER: &[Field] = &[KIND, DETAIL, RANK, ZOOM, ("reservoir", "Boolean"), ("intermittent", "Boolean")];
const ROADS: &[Field] = &[
    KIND,
    DETAIL,
    RANK,
    ZOOM,
    ("ref", "String"),
    ("shield_text", "String"),
    ("network", "String"),
    ("is_bridge", "Boolean"),
    ("is_tunnel", "Boolean"),
    ("is_link", "Boolean"),
    ("oneway", "String"),
    ("service", "String"),
];
const BUILDINGS: &[Field] =
    &[KIND, RANK, ("height", "Number"), ("min_height", "Number"), ("addr_housenumber", "String")];
const BOUNDARIES: &[Field] = &[KIND, ("kind_detail", "Number"), RANK, ZOOM, ("disputed", "Boolean")];
const PLACES: &[Field] = &[
    KIND,
    DETAIL,
    ZOOM,
    ("sort_key", "Number"),
    ("capital", "String"),
    ("population", "Number"),
    ("population_rank", "Number"),
];

/// `vector_layers` of the archive's metadata.
pub fn vector_layers() -> Vec<Value> {
    LayerName::ALL.into_iter().map(layer).collect()
}

fn layer(name: LayerName) -> Value {
    let (zoom_min, named, fields) = match name {
        LayerName::Earth => (0, false, &[KIND][..]),
        LayerName::Landuse => (5, false, &[KIND, RANK][..]),
        LayerName::Water => (0, true, WATER),
        LayerName::Roads => (5, true, ROADS),
        LayerName::Buildings => (13, false, BUILDINGS),
        LayerName::Boundaries => (0, false, BOUNDARIES),
        LayerName::Places => (2, true, PLACES),
    };
    let names = NAMES.iter().filter(|_| named);
    let fields: Map<String, Value> =
        names.chain(fields).map(|(field, kind)| ((*field).to_owned(), json!(kind))).collect();
    json!({ "id": name.name(), "minzoom": zoom_min, "maxzoom": ZOOM_MAX, "fields": fields })
}

#[cfg(test)]
mod tests {
    use super::super::feature::Key;
    use super::*;

    #[test]
    fn every_attribute_that_features_have_is_told() {
        let told = vector_layers();
        for key in Key::ALL {
            let somewhere = told.iter().any(|layer| layer["fields"].get(key.name()).is_some());
            assert!(somewhere, "{}", key.name());
        }
    }
}
