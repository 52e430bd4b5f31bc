//! Reads vector tiles as the specification says, for tests: slow, plain, complete for points.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::builder::take_varint;

#[derive(Debug)]
pub struct Feature {
    /// In units of the tile.
    pub at: [i64; 2],
    pub attributes: BTreeMap<String, Value>,
}

/// The features of the only layer of a tile, and its name.
pub fn read(tile: &[u8]) -> (String, Vec<Feature>) {
    let layers: Vec<_> = fields(tile).into_iter().map(|(_, layer)| layer).collect();
    assert_eq!(layers.len(), 1, "one layer");
    let layer = fields(&layers[0].bytes());
    let of = |number: u64| layer.iter().filter(move |(field, _)| *field == number).map(|(_, content)| content);
    assert_eq!(of(15).next().unwrap().number(), 2, "version 2");
    assert_eq!(of(5).next().unwrap().number(), 4096, "extent");
    let name = text(&of(1).next().unwrap().bytes());
    let keys: Vec<String> = of(3).map(|key| text(&key.bytes())).collect();
    let values: Vec<Value> = of(4).map(|value| read_value(&value.bytes())).collect();
    let features = of(2).map(|feature| read_feature(&feature.bytes(), &keys, &values)).collect();
    (name, features)
}

enum Content {
    Number(u64),
    Bytes(Vec<u8>),
}

impl Content {
    fn number(&self) -> u64 {
        match self {
            Content::Number(number) => *number,
            Content::Bytes(_) => panic!("a number is expected"),
        }
    }

    fn bytes(&self) -> Vec<u8> {
        match self {
            Content::Bytes(bytes) => bytes.clone(),
            Content::Number(_) => panic!("bytes are expected"),
        }
    }
}

fn fields(mut bytes: &[u8]) -> Vec<(u64, Content)> {
    let mut fields = Vec::new();
    while !bytes.is_empty() {
        let tag = take_varint(&mut bytes);
        let content = match tag & 7 {
            0 => Content::Number(take_varint(&mut bytes)),
            1 => Content::Bytes(take(&mut bytes, 8)),
            2 => {
                let length = take_varint(&mut bytes) as usize;
                Content::Bytes(take(&mut bytes, length))
            }
            other => panic!("wire type {other}"),
        };
        fields.push((tag >> 3, content));
    }
    fields
}

fn take(bytes: &mut &[u8], length: usize) -> Vec<u8> {
    let (head, tail) = bytes.split_at(length);
    *bytes = tail;
    head.to_vec()
}

fn read_value(bytes: &[u8]) -> Value {
    let (field, content) = fields(bytes).pop().unwrap();
    match field {
        1 => json!(text(&content.bytes())),
        3 => json!(f64::from_le_bytes(content.bytes().try_into().unwrap())),
        5 => json!(content.number()),
        7 => json!(content.number() == 1),
        other => panic!("value of type {other}"),
    }
}

fn read_feature(bytes: &[u8], keys: &[String], values: &[Value]) -> Feature {
    let mut feature = Feature { at: [0, 0], attributes: BTreeMap::new() };
    for (field, content) in fields(bytes) {
        match field {
            2 => {
                for pair in numbers(&content.bytes()).chunks(2) {
                    let (key, value) = (&keys[pair[0] as usize], &values[pair[1] as usize]);
                    feature.attributes.insert(key.clone(), value.clone());
                }
            }
            3 => assert_eq!(content.number(), 1, "a point"),
            4 => {
                let numbers = numbers(&content.bytes());
                assert_eq!((numbers.len(), numbers[0]), (3, 9), "move to, once");
                feature.at = [zigzag(numbers[1]), zigzag(numbers[2])];
            }
            other => panic!("field {other} of a feature"),
        }
    }
    feature
}

fn numbers(mut bytes: &[u8]) -> Vec<u64> {
    let mut numbers = Vec::new();
    while !bytes.is_empty() {
        numbers.push(take_varint(&mut bytes));
    }
    numbers
}

fn zigzag(number: u64) -> i64 {
    (number >> 1) as i64 ^ -((number & 1) as i64)
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}
