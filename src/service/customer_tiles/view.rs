//! What one kind of viewer gets of a picture, cut into tiles.

use std::sync::Arc;

use bytes::Bytes;

use super::LAYER;
use crate::domain::customer_map::CustomerFilter;
use crate::live::customers::{CustomerIndex, CustomerRef};
use crate::mvt::{EXTENT, Layer, Shape, TilePoint, Value};
use crate::service::outlet_tiles::gzip;
use crate::tiles::anonymous::AnonymousCells;
use crate::tiles::clusters::write_tile;
use crate::tiles::coord::TileCoord;
use crate::tiles::points::{PointSet, spot_of};

#[derive(Debug)]
pub enum View {
    /// Clusters, and single customers where there is room.
    Points { places: Arc<PointSet>, filter: CustomerFilter },
    /// Numbers of people, whom nothing tells apart.
    Cells { cells: AnonymousCells, people: usize },
}

impl View {
    /// How many customers the view shows.
    pub fn count(&self) -> usize {
        match self {
            View::Points { places, .. } => places.len(),
            View::Cells { cells, people } => people - cells.left_out(),
        }
    }

    /// In places; a group of a division weighs about as much as a place.
    pub(super) fn weight(&self) -> usize {
        match self {
            View::Points { places, .. } => places.len(),
            View::Cells { people, .. } => people / 4,
        }
    }

    /// See `CustomerTiles::tile`. Without `customers` single ones have no attributes.
    pub fn tile(&self, customers: Option<&CustomerIndex>, coord: TileCoord) -> Bytes {
        let mut layer = Layer::new(LAYER, EXTENT);
        match self {
            View::Points { places, filter } => {
                let numbered = customers.and_then(|index| index.numbered(filter));
                write_tile(&mut layer, places, coord, |layer, single| {
                    // Memory may be ahead of the picture, and the slot another customer's by now.
                    let same = customers
                        .zip(numbered)
                        .and_then(|(index, filter)| index.at(single.slot).filter(|customer| customer.passes(filter)));
                    let same = same.filter(|customer| customer.point().map(spot_of) == Some(single.spot));
                    if let Some(customer) = same {
                        add_customer(layer, single.at, customer);
                    }
                });
            }
            View::Cells { cells, .. } => cells.write_tile(&mut layer, coord),
        }
        let mut tile = Vec::new();
        layer.append_to(&mut tile);
        if tile.is_empty() { Bytes::new() } else { gzip(&tile).into() }
    }
}

/// No name and no number: a tile says where somebody is, the card who.
fn add_customer(layer: &mut Layer, at: TilePoint, customer: CustomerRef<'_>) {
    let mut id = uuid::Uuid::encode_buffer();
    let tags = [
        ("id", Value::Text(customer.id().0.hyphenated().encode_lower(&mut id))),
        ("value_tier", Value::Text(customer.value_tier().code())),
        ("segment", Value::Text(customer.segment())),
    ];
    layer.add(None, Shape::Points(&[at]), &tags);
}
