//! Areas: from rings to valid polygons, a point inside, and the form that records have.

use crate::geo::LonLat;
use crate::geocoder::record::Area;
use crate::region::geometry::{
    Fill, GridBox, MapPoint, Polygon, Ring, doubled_area, label_point, lon_lat_of, make_valid, winding_number,
};
use crate::region::osm::Place;

/// Where a node is. Nothing for a place that is not on the earth, as a damaged file can have.
pub fn lon_lat(place: Place) -> Option<LonLat> {
    LonLat::new(f64::from(place[0]) / 1e7, f64::from(place[1]) / 1e7).ok()
}

/// Valid polygons with the box around them.
#[derive(Clone, Debug)]
pub struct Shape {
    polygons: Vec<Polygon>,
    around: GridBox,
}

impl Shape {
    /// From rings in any direction; nothing when they enclose nothing.
    pub fn of(rings: &[Ring]) -> Option<Self> {
        let polygons = make_valid(rings, Fill::EvenOdd);
        let around = GridBox::around(polygons.iter().flat_map(|polygon| &polygon[0]))?;
        Some(Self { polygons, around })
    }

    pub fn contains(&self, point: MapPoint) -> bool {
        self.around.contains(point)
            && self.polygons.iter().flatten().map(|ring| winding_number(ring, point)).sum::<i32>() != 0
    }

    /// Twice the size, in cells.
    pub fn doubled_area(&self) -> i128 {
        self.polygons.iter().flatten().map(|ring| doubled_area(ring)).sum()
    }

    /// A point inside of the largest part: the centre of gravity where that is inside.
    pub fn point_inside(&self) -> Option<MapPoint> {
        let largest = self.polygons.iter().max_by_key(|polygon| doubled_area(&polygon[0]))?;
        let inside = |point: &MapPoint| largest.iter().map(|ring| winding_number(ring, *point)).sum::<i32>() != 0;
        centre_of_gravity(&largest[0]).filter(inside).or_else(|| label_point(largest))
    }

    /// The form of records: closed rings in degrees.
    pub fn area(&self) -> Area {
        let point = |point: &MapPoint| {
            let [lon, lat] = lon_lat_of(*point);
            LonLat::new(lon, lat).ok()
        };
        let closed = |ring: &Ring| ring.iter().chain(ring.first()).filter_map(point).collect();
        Area { rings: self.polygons.iter().flatten().map(closed).collect() }
    }
}

fn centre_of_gravity(ring: &[MapPoint]) -> Option<MapPoint> {
    let first = *ring.first()?;
    let from_first = |point: &MapPoint| [f64::from(point[0] - first[0]), f64::from(point[1] - first[1])];
    let (mut sum, mut area) = ([0.0; 2], 0.0);
    for (from, to) in ring.iter().zip(ring.iter().cycle().skip(1)) {
        let (from, to) = (from_first(from), from_first(to));
        let part = from[0] * to[1] - to[0] * from[1];
        area += part;
        sum = [sum[0] + part * (from[0] + to[0]), sum[1] + part * (from[1] + to[1])];
    }
    let axis = |axis: usize| first[axis] + (sum[axis] / (3.0 * area)).round() as i32;
    (area != 0.0).then(|| [axis(0), axis(1)])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_point_of_a_bent_building_is_inside_of_it() {
        let bent = vec![[0, 0], [100, 0], [100, 100], [90, 100], [90, 10], [10, 10], [10, 100], [0, 100]];
        let shape = Shape::of(&[bent]).expect("an area");
        assert!(shape.contains(shape.point_inside().expect("a point")));
    }

    #[test]
    fn the_point_of_a_plain_building_is_its_middle() {
        let shape = Shape::of(&[vec![[0, 0], [40, 0], [40, 20], [0, 20]]]).expect("an area");
        assert_eq!(shape.point_inside(), Some([20, 10]));
    }

    #[test]
    fn a_hole_is_outside() {
        let square = |at: i32, size: i32| vec![[at, at], [at + size, at], [at + size, at + size], [at, at + size]];
        let shape = Shape::of(&[square(0, 90), square(30, 30)]).expect("an area");
        assert_eq!([[10, 10], [45, 45]].map(|point| shape.contains(point)), [true, false]);
    }
}
