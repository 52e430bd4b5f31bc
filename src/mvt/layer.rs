//! One layer of a tile: features as they come, their keys and values stored once.

use std::collections::HashMap;

use super::geometry::Shape;
use super::wire::{put_bytes, put_number, put_varint, zigzag};

/// What a key of a feature says.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Value<'a> {
    Text(&'a str),
    Int(i64),
    Double(f64),
    Bool(bool),
}

/// A layer that grows by features and is then written into a tile.
#[derive(Debug)]
pub struct Layer {
    name: String,
    extent: u32,
    features: Vec<u8>,
    feature_count: usize,
    keys: Dictionary,
    values: Dictionary,
    commands: Vec<u8>,
    tags: Vec<u8>,
    feature: Vec<u8>,
    value: Vec<u8>,
}

impl Layer {
    /// `extent` is the side of the tile in the units of the coordinates, mostly `EXTENT`.
    pub fn new(name: &str, extent: u32) -> Self {
        Self {
            name: name.to_owned(),
            extent,
            features: Vec::new(),
            feature_count: 0,
            keys: Dictionary::default(),
            values: Dictionary::default(),
            commands: Vec::new(),
            tags: Vec::new(),
            feature: Vec::new(),
            value: Vec::new(),
        }
    }

    /// Adds a feature; the answer is whether anything of its shape was left to draw.
    pub fn add(&mut self, id: Option<u64>, shape: Shape<'_>, tags: &[(&str, Value<'_>)]) -> bool {
        self.commands.clear();
        shape.put_commands(&mut self.commands);
        if self.commands.is_empty() {
            return false;
        }
        self.collect_tags(tags);
        self.feature.clear();
        if let Some(id) = id {
            put_number(&mut self.feature, 1, id);
        }
        if !self.tags.is_empty() {
            put_bytes(&mut self.feature, 2, &self.tags);
        }
        put_number(&mut self.feature, 3, shape.type_number());
        put_bytes(&mut self.feature, 4, &self.commands);
        put_bytes(&mut self.features, 2, &self.feature);
        self.feature_count += 1;
        true
    }

    pub fn feature_count(&self) -> usize {
        self.feature_count
    }

    /// Appends the layer to a tile, which is its layers one after the other. Without features nothing.
    pub fn append_to(&self, tile: &mut Vec<u8>) {
        if self.feature_count == 0 {
            return;
        }
        let mut layer = Vec::with_capacity(self.features.len() + self.values.bytes.len() + 512);
        put_number(&mut layer, 15, 2);
        put_bytes(&mut layer, 1, self.name.as_bytes());
        layer.extend_from_slice(&self.features);
        layer.extend_from_slice(&self.keys.bytes);
        layer.extend_from_slice(&self.values.bytes);
        put_number(&mut layer, 5, u64::from(self.extent));
        put_bytes(tile, 3, &layer);
    }

    fn collect_tags(&mut self, tags: &[(&str, Value<'_>)]) {
        self.tags.clear();
        for (key, value) in tags {
            let key = self.keys.number_of(3, key.as_bytes());
            self.value.clear();
            put_value(&mut self.value, *value);
            let value = self.values.number_of(4, &self.value);
            put_varint(&mut self.tags, key);
            put_varint(&mut self.tags, value);
        }
    }
}

/// Byte strings, each stored once as a field and known by its number from then on.
#[derive(Debug, Default)]
struct Dictionary {
    numbers: HashMap<Box<[u8]>, u64>,
    bytes: Vec<u8>,
}

impl Dictionary {
    fn number_of(&mut self, field: u32, entry: &[u8]) -> u64 {
        if let Some(number) = self.numbers.get(entry) {
            return *number;
        }
        let number = self.numbers.len() as u64;
        put_bytes(&mut self.bytes, field, entry);
        self.numbers.insert(entry.into(), number);
        number
    }
}

fn put_value(out: &mut Vec<u8>, value: Value<'_>) {
    match value {
        Value::Text(text) => put_bytes(out, 1, text.as_bytes()),
        Value::Double(number) => {
            put_varint(out, 3 << 3 | 1);
            out.extend_from_slice(&number.to_le_bytes());
        }
        Value::Int(number) => match u64::try_from(number) {
            Ok(number) => put_number(out, 5, number),
            Err(_) => put_number(out, 6, zigzag(number)),
        },
        Value::Bool(truth) => put_number(out, 7, u64::from(truth)),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::reader::{ReadValue, ShapeKind, read_tile};
    use super::super::{EXTENT, Shape};
    use super::*;

    #[test]
    fn a_layer_without_features_is_not_written() {
        let mut tile = Vec::new();
        Layer::new("outlets", EXTENT).append_to(&mut tile);
        assert!(tile.is_empty());
    }

    #[test]
    fn what_was_written_is_read_back() {
        let mut layer = Layer::new("outlets", EXTENT);
        let tags = [
            ("name", Value::Text("Łódź")),
            ("count", Value::Int(7)),
            ("depth", Value::Int(-3)),
            ("height", Value::Double(2.5)),
            ("open", Value::Bool(true)),
        ];
        assert!(layer.add(Some(42), Shape::Points(&[[1, 2], [4095, -3]]), &tags));
        let mut tile = Vec::new();
        layer.append_to(&mut tile);
        let layers = read_tile(&tile).expect("our own tile");
        let feature = &layers[0].features[0];
        assert_eq!((layers[0].name.as_str(), layers[0].extent, feature.id), ("outlets", 4096, Some(42)));
        assert_eq!((feature.kind, &feature.parts), (ShapeKind::Points, &vec![vec![[1, 2]], vec![[4095, -3]]]));
        assert_eq!(feature.tags["name"], ReadValue::Text("Łódź".to_owned()));
        assert_eq!(feature.tags["count"], ReadValue::Int(7));
        assert_eq!(feature.tags["depth"], ReadValue::Int(-3));
        assert_eq!(feature.tags["height"], ReadValue::Double(2.5));
        assert_eq!(feature.tags["open"], ReadValue::Bool(true));
    }

    #[test]
    fn equal_values_are_stored_once() {
        let mut layer = Layer::new("roads", EXTENT);
        for number in 0..100 {
            layer.add(None, Shape::Points(&[[number, 0]]), &[("kind", Value::Text("a value to be stored once"))]);
        }
        let mut tile = Vec::new();
        layer.append_to(&mut tile);
        let found = tile.windows(5).filter(|window| window == b"value").count();
        assert_eq!((layer.feature_count(), found), (100, 1));
    }

    proptest! {
        #[test]
        fn lines_come_back_without_their_repeated_points(
            line in prop::collection::vec([-500i32..5000, -500i32..5000], 0..40),
        ) {
            let mut layer = Layer::new("roads", EXTENT);
            let lines = [line.clone()];
            let drawn = layer.add(None, Shape::Lines(&lines), &[]);
            let mut expected = line;
            expected.dedup();
            prop_assert_eq!(drawn, expected.len() > 1);
            let mut tile = Vec::new();
            layer.append_to(&mut tile);
            if drawn {
                prop_assert_eq!(&read_tile(&tile).expect("our own tile")[0].features[0].parts, &vec![expected]);
            }
        }
    }
}
