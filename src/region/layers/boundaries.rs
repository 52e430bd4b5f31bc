//! Borders of countries, regions, counties and municipalities.

use super::class::Class;
use super::feature::{Key, LayerName};

/// The levels that are drawn, by OSM's number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AdminLevel(u8);

impl AdminLevel {
    pub const COUNTRY: Self = Self(2);
    pub const REGION: Self = Self(4);

    /// Nothing for levels between those that are drawn.
    pub fn new(level: u8) -> Option<Self> {
        [2, 4, 6, 8].contains(&level).then_some(Self(level))
    }

    pub fn number(self) -> u8 {
        self.0
    }
}

/// The border of the highest of the areas it parts.
pub fn boundary_class(level: AdminLevel, disputed: bool) -> Class {
    let (kind, from_zoom) = match level.0 {
        2 => ("country", 0),
        4 => ("region", 4),
        6 => ("county", 8),
        _ => ("locality", 11),
    };
    Class::new(LayerName::Boundaries, kind, from_zoom)
        .ordered(-i32::from(level.0))
        .with(Key::KindDetail, i64::from(level.0))
        .with(Key::MinZoom, i64::from(from_zoom))
        .with(Key::SortRank, 289)
        .with_if(disputed, 0, Key::Disputed)
}
