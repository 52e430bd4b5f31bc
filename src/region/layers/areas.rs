//! What a closed way or a multipolygon is: it may be several things at once, as a school that is one building.

use super::buildings::{building_class, house_number_class};
use super::class::Class;
use super::landuse::landuse_class;
use super::water::water_area_class;
use crate::region::osm::Tags;

/// What an area draws: areas, and what stands as a point in its middle.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct AreaClasses {
    pub areas: Vec<Class>,
    pub points: Vec<Class>,
}

impl AreaClasses {
    pub fn is_empty(&self) -> bool {
        self.areas.is_empty() && self.points.is_empty()
    }
}

/// What the tags of an area draw.
pub fn area_classes(tags: &Tags<'_>) -> AreaClasses {
    if tags.is("area", &["no"]) {
        return AreaClasses::default();
    }
    let areas = [water_area_class(tags), building_class(tags), landuse_class(tags)];
    AreaClasses { areas: areas.into_iter().flatten().collect(), points: house_number_class(tags).into_iter().collect() }
}
