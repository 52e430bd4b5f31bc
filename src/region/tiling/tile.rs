//! The pieces of one tile drawn into it: what says the same becomes one feature, lines are joined, areas valid.

use std::collections::HashMap;

use super::piece::{Drawn, Piece, unpack_tags};
use super::slice::{BUFFER, doubled_area_min};
use crate::mvt::wire::WireError;
use crate::mvt::{EXTENT, Layer, Shape as MvtShape, TilePoint, Value, doubled_area};
use crate::region::geometry::{Fill, Polygon, Ring, make_valid, merge_lines};
use crate::region::layers::{Key, LayerName, Shape, TagValue, ZOOM_MAX};

/// A layer that fills the tile: which, and its packed attributes.
pub type TileFill = (LayerName, Vec<u8>);

/// The tile's bytes, not packed; empty when nothing of it can be seen. Pieces come in the order of their keys.
pub fn draw_tile(zoom: u8, fills: &[TileFill], pieces: &[Piece]) -> Result<Vec<u8>, WireError> {
    let mut tile = Vec::new();
    for name in LayerName::ALL {
        let mut groups = Groups::new(name, zoom);
        for (_, tags) in fills.iter().filter(|(layer, _)| *layer == name) {
            groups.add(tags, Shape::Area(vec![whole_tile()]));
        }
        for piece in pieces.iter().filter(|piece| piece.key.layer == name) {
            if let Drawn::Shape { shape, tags } = piece.unpack()? {
                groups.add(tags, shape);
            }
        }
        if !groups.groups.is_empty() {
            groups.draw()?.append_to(&mut tile);
        }
    }
    Ok(tile)
}

/// Shapes with the same attributes, in the order in which each set of attributes was first met.
struct Groups {
    name: LayerName,
    zoom: u8,
    groups: Vec<(Vec<u8>, Group)>,
    known: HashMap<(u8, Vec<u8>), usize>,
}

enum Group {
    Point(TilePoint),
    Lines(Vec<Vec<TilePoint>>),
    Area(Vec<Ring>),
}

impl Groups {
    fn new(name: LayerName, zoom: u8) -> Self {
        Self { name, zoom, groups: Vec::new(), known: HashMap::new() }
    }

    fn add(&mut self, tags: &[u8], shape: Shape) {
        // Close by a wall between two houses is worth seeing. And two names at two places stay two names.
        let houses = self.name == LayerName::Buildings && self.zoom == ZOOM_MAX;
        match shape {
            Shape::Point(point) => self.groups.push((tags.to_vec(), Group::Point(point))),
            Shape::Area(rings) if houses => self.groups.push((tags.to_vec(), Group::Area(rings))),
            Shape::Lines(lines) => {
                if let Group::Lines(all) = self.group(tags, 1, || Group::Lines(Vec::new())) {
                    all.extend(lines);
                }
            }
            Shape::Area(rings) => {
                if let Group::Area(all) = self.group(tags, 2, || Group::Area(Vec::new())) {
                    all.extend(rings);
                }
            }
        }
    }

    fn group(&mut self, tags: &[u8], kind: u8, empty: fn() -> Group) -> &mut Group {
        let groups = &mut self.groups;
        let index = *self.known.entry((kind, tags.to_vec())).or_insert_with(|| {
            groups.push((tags.to_vec(), empty()));
            groups.len() - 1
        });
        &mut self.groups[index].1
    }

    fn draw(self) -> Result<Layer, WireError> {
        let mut layer = Layer::new(self.name.name(), EXTENT);
        let least = doubled_area_min(self.name, self.zoom);
        for (packed, group) in self.groups {
            let tags = unpack_tags(&packed)?;
            let tags: Vec<(&str, Value<'_>)> = tags.iter().map(|(key, value)| (key.name(), as_value(value))).collect();
            match group {
                Group::Point(point) => layer.add(None, MvtShape::Points(&[point]), &tags),
                Group::Lines(lines) => {
                    let one_way = tags.iter().any(|(key, _)| *key == Key::Oneway.name());
                    layer.add(None, MvtShape::Lines(&merge_lines(lines, !one_way)), &tags)
                }
                Group::Area(rings) => layer.add(None, MvtShape::Polygons(&valid_area(&rings, least)), &tags),
            };
        }
        Ok(layer)
    }
}

/// What the rings cover together, without specks and without pinholes.
fn valid_area(rings: &[Ring], least: i64) -> Vec<Polygon> {
    let mut polygons = make_valid(rings, Fill::Clockwise);
    for polygon in &mut polygons {
        polygon.retain(|ring| doubled_area(ring).abs() >= least);
    }
    // A hole is smaller than what it is in, so an outer ring goes last.
    polygons.retain(|polygon| !polygon.is_empty());
    polygons
}

fn whole_tile() -> Ring {
    let (low, high) = (-BUFFER, EXTENT as i32 + BUFFER);
    vec![[low, low], [high, low], [high, high], [low, high]]
}

fn as_value(value: &TagValue) -> Value<'_> {
    match value {
        TagValue::Text(text) => Value::Text(text),
        TagValue::Int(number) => Value::Int(*number),
        TagValue::Yes => Value::Bool(true),
    }
}
