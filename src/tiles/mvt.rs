//! Mapbox Vector Tiles 2.1, written straight into bytes: one layer of points.
//!
//! Specification: github.com/mapbox/vector-tile-spec, 2.1. No message objects are built: features and values
//! grow in two buffers that are joined at the end. Keys are known beforehand; values that repeat are
//! interned by the caller's wish, texts that are different in every feature are not even hashed.

use std::collections::HashMap;

/// Units along the side of a tile.
pub const EXTENT: u32 = 4096;

/// Field numbers and wire types of the messages, as the protocol buffer tags that are written.
mod tag {
    pub const TILE_LAYER: u8 = 3 << 3 | 2;
    pub const LAYER_NAME: u8 = 1 << 3 | 2;
    pub const LAYER_FEATURE: u8 = 2 << 3 | 2;
    pub const LAYER_KEY: u8 = 3 << 3 | 2;
    pub const LAYER_VALUE: u8 = 4 << 3 | 2;
    pub const LAYER_EXTENT: u8 = 5 << 3;
    pub const LAYER_VERSION: u8 = 15 << 3;
    pub const FEATURE_TAGS: u8 = 2 << 3 | 2;
    pub const FEATURE_TYPE: u8 = 3 << 3;
    pub const FEATURE_GEOMETRY: u8 = 4 << 3 | 2;
    pub const VALUE_STRING: u8 = 1 << 3 | 2;
    pub const VALUE_DOUBLE: u8 = 3 << 3 | 1;
    pub const VALUE_UINT: u8 = 5 << 3;
    pub const VALUE_BOOL: u8 = 7 << 3;
}

const TYPE_POINT: u8 = 1;

/// The command "move to", once.
const MOVE_TO_ONCE: u8 = 1 << 3 | 1;

/// Which attribute: its place in the list of keys.
pub type Key = u8;

/// A layer of points that grows.
#[derive(Debug)]
pub struct PointLayer {
    name: &'static str,
    keys: &'static [&'static str],
    features: Vec<u8>,
    values: Vec<u8>,
    value_count: u32,
    interned: HashMap<&'static str, u32>,
    /// Pairs of key and value of the feature being written.
    tags: Vec<u8>,
}

/// The feature being written; ends when dropped by `PointLayer::point`.
#[derive(Debug)]
pub struct Attributes<'l>(&'l mut PointLayer);

impl PointLayer {
    /// An empty layer whose features have attributes named by `keys`, fewer than 128.
    pub fn new(name: &'static str, keys: &'static [&'static str]) -> Self {
        debug_assert!(keys.len() < 128, "a key takes one byte");
        Self {
            name,
            keys,
            features: Vec::new(),
            values: Vec::new(),
            value_count: 0,
            interned: HashMap::new(),
            tags: Vec::new(),
        }
    }

    pub fn is_empty(&self) -> bool {
        self.features.is_empty()
    }

    /// Adds a point in units of the tile, with what `describe` says about it.
    pub fn point(&mut self, [x, y]: [u32; 2], describe: impl FnOnce(&mut Attributes<'_>)) {
        self.tags.clear();
        describe(&mut Attributes(self));
        let mut geometry = Small::default();
        geometry.push(MOVE_TO_ONCE);
        geometry.varint(u64::from(x) << 1);
        geometry.varint(u64::from(y) << 1);
        let (tags, geometry) = (&self.tags, geometry.bytes());
        let length = 1 + varint_bytes(tags.len() as u64) + tags.len() + 2 + 2 + geometry.len();
        let out = &mut self.features;
        out.push(tag::LAYER_FEATURE);
        put_varint(out, length as u64);
        put_bytes(out, tag::FEATURE_TAGS, tags);
        out.extend_from_slice(&[tag::FEATURE_TYPE, TYPE_POINT]);
        put_bytes(out, tag::FEATURE_GEOMETRY, geometry);
    }

    /// The tile with this layer alone.
    pub fn into_tile(self) -> Vec<u8> {
        let mut layer = Vec::with_capacity(self.features.len() + self.values.len() + 128);
        layer.extend_from_slice(&[tag::LAYER_VERSION, 2]);
        put_bytes(&mut layer, tag::LAYER_NAME, self.name.as_bytes());
        layer.extend_from_slice(&self.features);
        for key in self.keys {
            put_bytes(&mut layer, tag::LAYER_KEY, key.as_bytes());
        }
        layer.extend_from_slice(&self.values);
        layer.push(tag::LAYER_EXTENT);
        put_varint(&mut layer, u64::from(EXTENT));
        let mut tile = Vec::with_capacity(layer.len() + 6);
        put_bytes(&mut tile, tag::TILE_LAYER, &layer);
        tile
    }

    fn value(&mut self, bytes: &[u8]) -> u32 {
        put_bytes(&mut self.values, tag::LAYER_VALUE, bytes);
        self.value_count += 1;
        self.value_count - 1
    }

    fn string(&mut self, text: &str) -> u32 {
        let length = 1 + varint_bytes(text.len() as u64) + text.len();
        self.values.push(tag::LAYER_VALUE);
        put_varint(&mut self.values, length as u64);
        put_bytes(&mut self.values, tag::VALUE_STRING, text.as_bytes());
        self.value_count += 1;
        self.value_count - 1
    }

    fn tag(&mut self, key: Key, value: u32) {
        self.tags.push(key);
        put_varint(&mut self.tags, u64::from(value));
    }
}

impl Attributes<'_> {
    /// A text that hardly another feature has: a name, an id.
    pub fn text(&mut self, key: Key, text: &str) {
        let value = self.0.string(text);
        self.0.tag(key, value);
    }

    /// A word that many features share.
    pub fn word(&mut self, key: Key, word: &'static str) {
        let value = match self.0.interned.get(word) {
            Some(value) => *value,
            None => {
                let value = self.0.string(word);
                self.0.interned.insert(word, value);
                value
            }
        };
        self.0.tag(key, value);
    }

    pub fn number(&mut self, key: Key, number: u64) {
        let mut bytes = Small::default();
        bytes.push(tag::VALUE_UINT);
        bytes.varint(number);
        let value = self.0.value(bytes.bytes());
        self.0.tag(key, value);
    }

    pub fn float(&mut self, key: Key, number: f64) {
        let mut bytes = [tag::VALUE_DOUBLE; 9];
        bytes[1..].copy_from_slice(&number.to_le_bytes());
        let value = self.0.value(&bytes);
        self.0.tag(key, value);
    }

    pub fn flag(&mut self, key: Key) {
        let value = self.0.value(&[tag::VALUE_BOOL, 1]);
        self.0.tag(key, value);
    }
}

/// Room for a few numbers without an allocation.
#[derive(Default)]
struct Small {
    bytes: [u8; 24],
    length: usize,
}

impl Small {
    fn push(&mut self, byte: u8) {
        self.bytes[self.length] = byte;
        self.length += 1;
    }

    fn varint(&mut self, mut value: u64) {
        while value >= 0x80 {
            self.push(value as u8 | 0x80);
            value >>= 7;
        }
        self.push(value as u8);
    }

    fn bytes(&self) -> &[u8] {
        &self.bytes[..self.length]
    }
}

fn put_bytes(out: &mut Vec<u8>, tag: u8, bytes: &[u8]) {
    out.push(tag);
    put_varint(out, bytes.len() as u64);
    out.extend_from_slice(bytes);
}

fn put_varint(out: &mut Vec<u8>, value: u64) {
    let mut small = Small::default();
    small.varint(value);
    out.extend_from_slice(small.bytes());
}

/// How many bytes the number takes.
const fn varint_bytes(value: u64) -> usize {
    (64 - (value | 1).leading_zeros() as usize).div_ceil(7)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Worked by hand from the specification: one point at (25, 17) with a text and a number.
    #[test]
    fn a_tile_is_what_the_specification_says() {
        let mut layer = PointLayer::new("p", &["n", "c"]);
        layer.point([25, 17], |attributes| {
            attributes.text(0, "hi");
            attributes.number(1, 300);
        });
        let feature = [0x12, 13, 0x12, 4, 0, 0, 1, 1, 0x18, 1, 0x22, 3, 9, 50, 34];
        let keys = [0x1a, 1, b'n', 0x1a, 1, b'c'];
        let values = [0x22, 4, 0x0a, 2, b'h', b'i', 0x22, 3, 0x28, 0xac, 0x02];
        let mut body = vec![0x78, 2, 0x0a, 1, b'p'];
        body.extend(feature);
        body.extend(keys);
        body.extend(values);
        body.extend([0x28, 0x80, 0x20]);
        let mut expected = vec![0x1a, body.len() as u8];
        expected.extend(body);
        assert_eq!(layer.into_tile(), expected);
    }

    #[test]
    fn a_word_is_stored_once() {
        let mut layer = PointLayer::new("p", &["kind"]);
        for x in 0..3 {
            layer.point([x, 0], |attributes| attributes.word(0, "store"));
        }
        let tile = layer.into_tile();
        assert_eq!(tile.windows(5).filter(|window| *window == b"store").count(), 1);
    }

    #[test]
    fn lengths_of_numbers_are_known_beforehand() {
        for value in [0, 1, 127, 128, 16_383, 16_384, u64::from(u32::MAX), u64::MAX] {
            let mut out = Vec::new();
            put_varint(&mut out, value);
            assert_eq!(out.len(), varint_bytes(value), "{value}");
        }
    }
}
