//! Features as bytes, for the file between two steps.

use std::borrow::Cow;
use std::fs::File;
use std::io::{BufReader, BufWriter, Read, Write};
use std::path::{Path, PathBuf};

use crate::mvt::wire::{Reader, WireError, put_varint, zigzag};
use crate::region::error::RegionError;
use crate::region::geometry::MapPoint;
use crate::region::layers::{Feature, Key, LayerName, Shape, Tag, TagValue};

/// Longest record that is believed: the outline of a continent has a tenth.
const RECORD_BYTES_MAX: u32 = 256 * 1024 * 1024;

/// Writes features one after the other.
#[derive(Debug)]
pub struct FeatureWriter {
    path: PathBuf,
    out: BufWriter<File>,
    record: Vec<u8>,
    count: u64,
}

impl FeatureWriter {
    pub fn create(path: &Path) -> Result<Self, RegionError> {
        let file = File::create(path).map_err(RegionError::at(path))?;
        Ok(Self { path: path.to_owned(), out: BufWriter::new(file), record: Vec::new(), count: 0 })
    }

    pub fn add(&mut self, feature: &Feature) -> Result<(), RegionError> {
        self.record.clear();
        put_feature(&mut self.record, feature);
        let length = (self.record.len() as u32).to_le_bytes();
        self.count += 1;
        let written = self.out.write_all(&length).and_then(|()| self.out.write_all(&self.record));
        written.map_err(RegionError::at(&self.path))
    }

    /// How many features there are.
    pub fn finish(mut self) -> Result<u64, RegionError> {
        self.out.flush().map_err(RegionError::at(&self.path))?;
        Ok(self.count)
    }
}

/// Reads them back in batches.
#[derive(Debug)]
pub struct FeatureReader {
    path: PathBuf,
    source: BufReader<File>,
}

impl FeatureReader {
    pub fn open(path: &Path) -> Result<Self, RegionError> {
        let file = File::open(path).map_err(RegionError::at(path))?;
        Ok(Self { path: path.to_owned(), source: BufReader::new(file) })
    }

    /// Up to `count` features and about `bytes_max` bytes; nothing at the end.
    pub fn next_batch(&mut self, count: usize, bytes_max: usize) -> Result<Vec<Feature>, RegionError> {
        let (mut batch, mut bytes) = (Vec::new(), 0);
        while batch.len() < count && bytes < bytes_max {
            let Some(record) = self.record()? else { break };
            bytes += record.len();
            let feature = get_feature(&mut Reader::new(&record)).map_err(|error| self.bad(error.0))?;
            batch.push(feature);
        }
        Ok(batch)
    }

    fn record(&mut self) -> Result<Option<Vec<u8>>, RegionError> {
        let mut length = [0; 4];
        match self.source.read_exact(&mut length) {
            Err(error) if error.kind() == std::io::ErrorKind::UnexpectedEof => return Ok(None),
            read => read.map_err(RegionError::at(&self.path))?,
        }
        let length = u32::from_le_bytes(length);
        if length > RECORD_BYTES_MAX {
            return Err(self.bad("a record that is too long"));
        }
        let mut record = vec![0; length as usize];
        self.source.read_exact(&mut record).map_err(RegionError::at(&self.path))?;
        Ok(Some(record))
    }

    fn bad(&self, reason: &str) -> RegionError {
        RegionError::BadLeftover { path: self.path.clone(), reason: reason.to_owned() }
    }
}

fn put_feature(out: &mut Vec<u8>, feature: &Feature) {
    out.extend_from_slice(&[feature.layer as u8, feature.zooms.0, feature.zooms.1]);
    put_varint(out, zigzag(i64::from(feature.order)));
    put_varint(out, feature.tags.len() as u64);
    for tag in &feature.tags {
        out.push(tag.from_zoom);
        put_tag(out, tag);
    }
    match &feature.shape {
        Shape::Point(point) => put_parts(out, 0, std::slice::from_ref(&vec![*point])),
        Shape::Lines(lines) => put_parts(out, 1, lines),
        Shape::Area(rings) => put_parts(out, 2, rings),
    }
}

fn get_feature(reader: &mut Reader<'_>) -> Result<Feature, WireError> {
    let head = reader.take(3)?;
    let layer = *LayerName::ALL.get(usize::from(head[0])).ok_or(WireError("an unknown layer"))?;
    let order = reader.signed()? as i32;
    let mut tags = Vec::new();
    for _ in 0..reader.varint()? {
        let from_zoom = reader.take(1)?[0];
        let (key, value) = get_tag(reader)?;
        tags.push(Tag { key, from_zoom, value });
    }
    Ok(Feature { layer, zooms: (head[1], head[2]), order, tags, shape: get_shape(reader)? })
}

/// A key and its value.
pub fn put_tag(out: &mut Vec<u8>, tag: &Tag) {
    out.push(tag.key as u8);
    match &tag.value {
        TagValue::Text(text) => {
            out.push(0);
            put_varint(out, text.len() as u64);
            out.extend_from_slice(text.as_bytes());
        }
        TagValue::Int(number) => {
            out.push(1);
            put_varint(out, zigzag(*number));
        }
        TagValue::Yes => out.push(2),
    }
}

pub fn get_tag(reader: &mut Reader<'_>) -> Result<(Key, TagValue), WireError> {
    let head = reader.take(2)?;
    let key = *Key::ALL.get(usize::from(head[0])).ok_or(WireError("an unknown key"))?;
    let value = match head[1] {
        0 => {
            let text = std::str::from_utf8(reader.counted()?).map_err(|_| WireError("a text that is not UTF-8"))?;
            TagValue::Text(Cow::Owned(text.to_owned()))
        }
        1 => TagValue::Int(reader.signed()?),
        2 => TagValue::Yes,
        _ => return Err(WireError("a value of an unknown kind")),
    };
    Ok((key, value))
}

/// Lines or rings; every point as its way from the last one.
pub fn put_parts(out: &mut Vec<u8>, kind: u8, parts: &[Vec<MapPoint>]) {
    out.push(kind);
    put_varint(out, parts.len() as u64);
    let mut at = [0, 0];
    for part in parts {
        put_varint(out, part.len() as u64);
        for point in part {
            put_varint(out, zigzag(i64::from(point[0]) - i64::from(at[0])));
            put_varint(out, zigzag(i64::from(point[1]) - i64::from(at[1])));
            at = *point;
        }
    }
}

pub fn get_shape(reader: &mut Reader<'_>) -> Result<Shape, WireError> {
    let kind = reader.take(1)?[0];
    let (mut parts, mut at) = (Vec::new(), [0i64, 0]);
    for _ in 0..reader.varint()? {
        let mut part = Vec::new();
        for _ in 0..reader.varint()? {
            at = [at[0].wrapping_add(reader.signed()?), at[1].wrapping_add(reader.signed()?)];
            part.push(at.map(|side| side as i32));
        }
        parts.push(part);
    }
    match kind {
        0 => Ok(Shape::Point(*parts.first().and_then(|part| part.first()).ok_or(WireError("a point without place"))?)),
        1 => Ok(Shape::Lines(parts)),
        2 => Ok(Shape::Area(parts)),
        _ => Err(WireError("a shape of an unknown kind")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::region::layers::Class;

    #[test]
    fn features_come_back_as_they_were_written() {
        let class = || Class::new(LayerName::Roads, "highway", 5).ordered(-7).with_from(9, Key::Ref, "A20".to_owned());
        let features = [
            class().shaped(Shape::Point([1 << 29, -5])),
            class()
                .with(Key::IsBridge, TagValue::Yes)
                .shaped(Shape::Lines(vec![vec![[0, 0], [9, 9]], vec![[7, 7], [1, 1]]])),
            class().with(Key::Population, -3).shaped(Shape::Area(vec![vec![[0, 0], [9, 0], [9, 9]]])),
        ];
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("features");
        let mut writer = FeatureWriter::create(&path).expect("a new file");
        features.iter().for_each(|feature| writer.add(feature).expect("written"));
        assert_eq!(writer.finish().expect("flushed"), 3);
        let mut reader = FeatureReader::open(&path).expect("the file just written");
        assert_eq!(reader.next_batch(2, 1 << 20).expect("readable"), features[..2]);
        assert_eq!(reader.next_batch(2, 1 << 20).expect("readable"), features[2..]);
        assert!(reader.next_batch(2, 1 << 20).expect("readable").is_empty());
    }
}
