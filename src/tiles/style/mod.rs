//! MapLibre style documents: how the basemap and the live layer are drawn.
//!
//! The basemap has the layers of the Protomaps schema, version 4 (docs.protomaps.com/basemaps/layers), so
//! that archives made by others work too. It stays muted: no points of interest, four label sizes, nothing
//! as saturated as the brand. Colours are those of the design language, once for light and once for dark.

mod background;
mod customers;
mod expression;
mod labels;
mod outlets;
mod palette;
mod roads;

use serde_json::{Map, Value, json};

pub use palette::Theme;
use palette::palette;

/// Addresses and choices that the document depends on.
#[derive(Clone, Debug)]
pub struct StyleOptions<'a> {
    pub theme: Theme,
    /// BCP 47 code of the language of labels; names in the place's own language where there is no other.
    pub language: &'a str,
    /// The TileJSON of the basemap; without it the map is an empty plane of the colour of land.
    pub basemap: Option<&'a str>,
    /// The TileJSON of the live layer of outlets, where it is wanted.
    pub outlets: Option<&'a str>,
    /// The TileJSON of the live layer of customers, where it is wanted; the style holds nothing of theirs.
    pub customers: Option<&'a str>,
    /// Where fonts and pictures are, without a slash at the end.
    pub base: &'a str,
}

/// The whole document.
pub fn style(options: &StyleOptions<'_>) -> Value {
    let palette = palette(options.theme);
    let mut sources = Map::new();
    let mut layers = vec![background::plane(palette)];
    if let Some(url) = options.basemap {
        sources.insert("base".to_owned(), json!({ "type": "vector", "url": url }));
        layers.extend(background::layers(palette));
        layers.extend(roads::layers(palette));
        layers.extend(labels::layers(palette, options.language));
    }
    if let Some(url) = options.outlets {
        sources.insert("outlets".to_owned(), json!({ "type": "vector", "url": url, "promoteId": "id" }));
        layers.extend(outlets::layers(palette, options.language));
    }
    // Above: whoever asks for customers has come for them.
    if let Some(url) = options.customers {
        sources.insert("customers".to_owned(), json!({ "type": "vector", "url": url, "promoteId": "id" }));
        layers.extend(customers::layers(palette, options.language));
    }
    json!({
        "version": 8,
        "name": format!("Blisko {}", options.theme.code()),
        "metadata": { "blisko:language": options.language },
        "sprite": format!("{}/sprites/outlets-{}", options.base, options.theme.code()),
        "font-faces": font_faces(options.base),
        "sources": sources,
        "layers": layers,
    })
}

/// Letters of Polish, Czech, German and English: two subsets of one font, in two weights.
fn font_faces(base: &str) -> Value {
    let face = |weight: u16| {
        json!([
            { "url": format!("{base}/fonts/noto-sans-latin-{weight}-normal.woff2"),
              "unicode-range": ["U+0000-00FF", "U+0131", "U+0152-0153", "U+2000-206F", "U+20AC", "U+2122", "U+2212"] },
            { "url": format!("{base}/fonts/noto-sans-latin-ext-{weight}-normal.woff2"),
              "unicode-range": ["U+0100-0130", "U+0132-0151", "U+0154-02BA", "U+1E00-1E9F", "U+1EF2-1EFF"] },
        ])
    };
    json!({ (MEDIUM): face(500), (SEMIBOLD): face(600) })
}

/// The two weights of labels, by the names that layers use.
const MEDIUM: &str = "Noto Sans Medium";
const SEMIBOLD: &str = "Noto Sans SemiBold";

/// The four sizes of labels in pixels, and no other.
const SMALL: u8 = 12;
const MIDDLE: u8 = 14;
const LARGE: u8 = 16;
const LARGEST: u8 = 20;

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn all() -> Vec<Value> {
        let both = [Theme::Light, Theme::Dark].into_iter();
        let options = |theme| StyleOptions {
            theme,
            language: "pl",
            basemap: Some("https://h/tiles/a.json"),
            outlets: Some("https://h/tiles/outlets.json"),
            customers: Some("https://h/tiles/customers.json"),
            base: "https://h",
        };
        both.map(|theme| style(&options(theme))).collect()
    }

    fn layers(style: &Value) -> &Vec<Value> {
        style["layers"].as_array().unwrap()
    }

    #[test]
    fn every_layer_has_a_name_of_its_own_and_a_source_that_is_there() {
        for style in all() {
            let mut names = BTreeSet::new();
            for layer in layers(&style) {
                assert!(names.insert(layer["id"].as_str().unwrap()), "{layer}");
                let source = layer["source"].as_str();
                assert!(source.is_none_or(|source| style["sources"][source].is_object()), "{layer}");
            }
        }
    }

    #[test]
    fn labels_have_four_sizes_and_none_is_smaller_than_twelve() {
        let mut sizes = BTreeSet::new();
        for layer in all().iter().flat_map(layers) {
            collect_sizes(&layer["layout"]["text-size"], &mut sizes);
        }
        assert_eq!(sizes, [SMALL, MIDDLE, LARGE, LARGEST].map(u64::from).into());
    }

    /// Sizes stand alone or as outputs of a step; every other number there is an input.
    fn collect_sizes(value: &Value, sizes: &mut BTreeSet<u64>) {
        match value {
            Value::Number(size) => drop(sizes.insert(size.as_u64().unwrap())),
            Value::Array(parts) if parts[0] == "step" => {
                parts[2..].iter().step_by(2).for_each(|part| collect_sizes(part, sizes));
            }
            Value::Array(parts) if parts[0] == "case" => {
                let outputs = parts[1..].iter().skip(1).step_by(2).chain(parts.last());
                outputs.for_each(|part| collect_sizes(part, sizes));
            }
            Value::Null => {}
            other => panic!("{other}"),
        }
    }

    #[test]
    fn nobody_else_is_asked_for_anything() {
        for style in all() {
            let text = style.to_string();
            assert_eq!(text.matches("://").count(), text.matches("https://h/").count(), "{text}");
        }
    }

    #[test]
    fn no_layer_draws_points_of_interest() {
        for style in all() {
            assert!(layers(&style).iter().all(|layer| layer["source-layer"] != "pois"));
        }
    }

    #[test]
    fn without_archives_the_map_is_an_empty_plane() {
        let options = StyleOptions {
            theme: Theme::Light,
            language: "en",
            basemap: None,
            outlets: None,
            customers: None,
            base: "https://h",
        };
        assert_eq!(layers(&style(&options)).len(), 1);
    }
}
