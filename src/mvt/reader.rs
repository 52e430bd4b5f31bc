//! A tile read back, plainly: for tests, and to check archives. Not made to be fast.
//!
//! It follows the specification word by word and shares no code with the writer but the number forms.
//! Hostile bytes end in an error; memory stays within a small multiple of the input.

use std::collections::BTreeMap;

use super::geometry::TilePoint;
use super::wire::{Field, Reader, WireError, unzigzag};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ShapeKind {
    Unknown,
    Points,
    Lines,
    Polygons,
}

#[derive(Clone, Debug, PartialEq)]
pub enum ReadValue {
    Text(String),
    Int(i64),
    Double(f64),
    Bool(bool),
}

#[derive(Clone, Debug, PartialEq)]
pub struct ReadFeature {
    pub id: Option<u64>,
    pub kind: ShapeKind,
    /// A point each, a line each, or a ring each (open; outer rings have positive `doubled_area`).
    pub parts: Vec<Vec<TilePoint>>,
    pub tags: BTreeMap<String, ReadValue>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct ReadLayer {
    pub name: String,
    pub extent: u32,
    pub features: Vec<ReadFeature>,
}

/// The layers of an unpacked tile, in their order.
pub fn read_tile(bytes: &[u8]) -> Result<Vec<ReadLayer>, WireError> {
    let layers = fields(bytes)?.into_iter().filter(|(number, _)| *number == 3);
    layers.map(|(_, field)| read_layer(field.bytes()?)).collect()
}

/// Every field of a message with its number, in order.
fn fields(bytes: &[u8]) -> Result<Vec<(u64, Field<'_>)>, WireError> {
    let mut reader = Reader::new(bytes);
    std::iter::from_fn(|| reader.field().transpose()).collect()
}

fn read_layer(bytes: &[u8]) -> Result<ReadLayer, WireError> {
    let (mut name, mut extent, mut keys, mut values, mut features) =
        (String::new(), 4096, Vec::new(), Vec::new(), Vec::new());
    for (number, field) in fields(bytes)? {
        match number {
            1 => name = field.text()?.to_owned(),
            2 => features.push(field.bytes()?),
            3 => keys.push(field.text()?.to_owned()),
            4 => values.push(read_value(field.bytes()?)?),
            5 => extent = u32::try_from(field.number()?).map_err(|_| WireError("an extent too large"))?,
            _ => {}
        }
    }
    let features = features.into_iter().map(|bytes| read_feature(bytes, &keys, &values));
    Ok(ReadLayer { name, extent, features: features.collect::<Result<_, _>>()? })
}

fn read_value(bytes: &[u8]) -> Result<ReadValue, WireError> {
    let mut value = Err(WireError("a value without a value"));
    for (number, field) in fields(bytes)? {
        value = match number {
            1 => Ok(ReadValue::Text(field.text()?.to_owned())),
            2 => Ok(ReadValue::Double(f64::from(f32::from_le_bytes(exactly(field.bytes()?)?)))),
            3 => Ok(ReadValue::Double(f64::from_le_bytes(exactly(field.bytes()?)?))),
            4 | 5 => Ok(ReadValue::Int(field.number()? as i64)),
            6 => Ok(ReadValue::Int(unzigzag(field.number()?))),
            7 => Ok(ReadValue::Bool(field.number()? != 0)),
            _ => value,
        };
    }
    value
}

fn exactly<const N: usize>(bytes: &[u8]) -> Result<[u8; N], WireError> {
    bytes.try_into().map_err(|_| WireError("a number of the wrong length"))
}

fn read_feature(bytes: &[u8], keys: &[String], values: &[ReadValue]) -> Result<ReadFeature, WireError> {
    let mut feature = ReadFeature { id: None, kind: ShapeKind::Unknown, parts: Vec::new(), tags: BTreeMap::new() };
    let mut commands = Vec::new();
    for (number, field) in fields(bytes)? {
        match number {
            1 => feature.id = Some(field.number()?),
            2 => feature.tags = read_tags(&packed(field.bytes()?)?, keys, values)?,
            3 => feature.kind = kind_of(field.number()?),
            4 => commands = packed(field.bytes()?)?,
            _ => {}
        }
    }
    feature.parts = read_parts(&commands)?;
    Ok(feature)
}

fn kind_of(number: u64) -> ShapeKind {
    match number {
        1 => ShapeKind::Points,
        2 => ShapeKind::Lines,
        3 => ShapeKind::Polygons,
        _ => ShapeKind::Unknown,
    }
}

fn read_tags(tags: &[u64], keys: &[String], values: &[ReadValue]) -> Result<BTreeMap<String, ReadValue>, WireError> {
    if !tags.len().is_multiple_of(2) {
        return Err(WireError("a key without a value"));
    }
    let tag = |pair: &[u64]| {
        let key = keys.get(pair[0] as usize).ok_or(WireError("a key that is not in the layer"))?;
        let value = values.get(pair[1] as usize).ok_or(WireError("a value that is not in the layer"))?;
        Ok((key.clone(), value.clone()))
    };
    tags.chunks_exact(2).map(tag).collect()
}

fn read_parts(commands: &[u64]) -> Result<Vec<Vec<TilePoint>>, WireError> {
    let mut parts: Vec<Vec<TilePoint>> = Vec::new();
    let (mut numbers, mut at) = (commands.iter(), [0i32, 0]);
    while let Some(command) = numbers.next() {
        if command & 7 == 7 {
            continue;
        }
        for _ in 0..command >> 3 {
            for axis in &mut at {
                let way = numbers.next().ok_or(WireError("a command without its numbers"))?;
                *axis = axis.wrapping_add(unzigzag(*way) as i32);
            }
            match command & 7 {
                1 => parts.push(vec![at]),
                2 => parts.last_mut().ok_or(WireError("a line from nowhere"))?.push(at),
                _ => return Err(WireError("an unknown command")),
            }
        }
    }
    Ok(parts)
}

fn packed(bytes: &[u8]) -> Result<Vec<u64>, WireError> {
    let mut reader = Reader::new(bytes);
    let mut numbers = Vec::new();
    while !reader.is_empty() {
        numbers.push(reader.varint()?);
    }
    Ok(numbers)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn any_bytes_end_in_layers_or_an_error(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
            let _ = read_tile(&bytes);
        }
    }

    #[test]
    fn a_cut_tile_says_so() {
        assert_eq!(read_tile(&[0x1a, 0x20, 0x0a]), Err(WireError("a length past the end")));
    }
}
