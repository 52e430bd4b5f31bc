//! What of a feature lies in one tile: in tile coordinates, with the attributes of its zoom.

use super::record::{get_shape, get_tag, put_parts, put_tag};
use crate::mvt::wire::{Reader, WireError, put_varint};
use crate::region::geometry::MapPoint;
use crate::region::layers::{Feature, Key, LayerName, Shape, TagValue};

/// Where a piece belongs: tile by tile, layer by layer, from below to above.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct PieceKey {
    pub tile: u64,
    pub layer: LayerName,
    pub order: i32,
}

/// A packed piece.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    pub key: PieceKey,
    pub body: Vec<u8>,
}

/// A piece unpacked as far as drawing needs it.
#[derive(Debug)]
pub enum Drawn<'a> {
    /// Everything, in so many tiles in a row beginning with this one.
    Fill { tiles: u64, tags: &'a [u8] },
    /// In tile coordinates. Rings are not yet valid.
    Shape { shape: Shape, tags: &'a [u8] },
}

const FILL: u8 = 255;

/// The attributes that are told at a zoom, packed.
pub fn tags_at(feature: &Feature, zoom: u8) -> Vec<u8> {
    let mut out = Vec::with_capacity(64);
    feature.tags.iter().filter(|tag| tag.from_zoom <= zoom).for_each(|tag| put_tag(&mut out, tag));
    out
}

pub fn unpack_tags(packed: &[u8]) -> Result<Vec<(Key, TagValue)>, WireError> {
    let mut reader = Reader::new(packed);
    let mut tags = Vec::new();
    while !reader.is_empty() {
        tags.push(get_tag(&mut reader)?);
    }
    Ok(tags)
}

impl Piece {
    /// `kind` is 0 for a point, 1 for lines, 2 for rings.
    pub fn of_parts(key: PieceKey, tags: &[u8], kind: u8, parts: &[Vec<MapPoint>]) -> Self {
        let mut body = with_tags(tags);
        put_parts(&mut body, kind, parts);
        Self { key, body }
    }

    /// A layer that fills whole tiles, so many in a row.
    pub fn fill(key: PieceKey, tags: &[u8], tiles: u64) -> Self {
        let mut body = with_tags(tags);
        body.push(FILL);
        put_varint(&mut body, tiles);
        Self { key, body }
    }

    pub fn unpack(&self) -> Result<Drawn<'_>, WireError> {
        let mut reader = Reader::new(&self.body);
        let tags = reader.counted()?;
        let mut ahead = reader;
        if ahead.take(1)?[0] == FILL {
            return Ok(Drawn::Fill { tiles: ahead.varint()?, tags });
        }
        Ok(Drawn::Shape { shape: get_shape(&mut reader)?, tags })
    }
}

fn with_tags(tags: &[u8]) -> Vec<u8> {
    let mut body = Vec::with_capacity(tags.len() + 32);
    put_varint(&mut body, tags.len() as u64);
    body.extend_from_slice(tags);
    body
}
