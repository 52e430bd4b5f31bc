//! Rings made into valid polygons: outer rings clockwise as seen, each with the holes in it, nothing crossing.
//!
//! The sweep is `i_overlay`'s, on whole numbers, so that what comes out is valid as it stands and not only
//! before rounding.

use i_overlay::core::fill_rule::FillRule;
use i_overlay::core::overlay::{IntOverlayOptions, Overlay, ShapeType};
use i_overlay::core::overlay_rule::OverlayRule;
use i_overlay::i_float::int::point::IntPoint;

use super::area::{cross, doubled_area};
use super::grid::{GRID_BITS, MapPoint};

/// Open: the last point is not the first again.
pub type Ring = Vec<MapPoint>;
/// The outer ring, then its holes.
pub type Polygon = Vec<Ring>;

/// What of crossing or overlapping rings counts as inside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fill {
    /// What an odd number of rings runs around; for rings whose direction means nothing.
    EvenOdd,
    /// What more rings run around clockwise, as seen, than against; for polygons once made valid.
    Clockwise,
}

/// Brings coordinates into the range of the sweep, which ends where the grid does.
const CENTRE: i32 = 1 << (GRID_BITS - 1);

/// The area that rings enclose, as valid polygons. Repeated and needless points are left out.
pub fn make_valid(rings: &[Ring], fill: Fill) -> Vec<Polygon> {
    if let [ring] = rings
        && is_convex(ring)
    {
        return as_it_is(ring, fill);
    }
    let points = rings.iter().map(Vec::len).sum();
    let mut overlay = Overlay::<i32>::new_custom(points, IntOverlayOptions::ogc(), Default::default());
    for ring in rings {
        let ring: Vec<IntPoint<i32>> =
            ring.iter().map(|point| IntPoint::new(point[0] - CENTRE, point[1] - CENTRE)).collect();
        overlay.add_contour(&ring, ShapeType::Subject);
    }
    let rule = match fill {
        Fill::EvenOdd => FillRule::EvenOdd,
        Fill::Clockwise => FillRule::Positive,
    };
    let back = |point: IntPoint<i32>| [point.x + CENTRE, point.y + CENTRE];
    let polygons = overlay.overlay(OverlayRule::Subject, rule).into_iter();
    polygons.map(|polygon| polygon.into_iter().map(|ring| ring.into_iter().map(back).collect()).collect()).collect()
}

fn as_it_is(ring: &Ring, fill: Fill) -> Vec<Polygon> {
    let mut ring = ring.clone();
    if doubled_area(&ring) < 0 {
        if fill == Fill::Clockwise {
            return Vec::new();
        }
        ring.reverse();
    }
    vec![vec![ring]]
}

/// A ring that turns one way only, and once around: most houses. It needs no sweep.
fn is_convex(ring: &[MapPoint]) -> bool {
    let count = ring.len();
    if count < 3 {
        return false;
    }
    let (mut turns, mut reversals, mut heading) = (0i64, 0, 0);
    for index in 0..=count {
        let [a, b, c] = [0, 1, 2].map(|ahead| ring[(index + ahead) % count]);
        let turn = cross(a, b, c).signum();
        if turn == 0 || turn * turns < 0 {
            return false;
        }
        turns = turn;
        let step = (b[0] - a[0]).signum();
        if step != 0 {
            reversals += i32::from(heading != 0 && step != heading);
            heading = step;
        }
    }
    reversals <= 2
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::area::winding_number;
    use super::*;

    fn square(at: i32, size: i32) -> Ring {
        vec![[at, at], [at + size, at], [at + size, at + size], [at, at + size]]
    }

    #[test]
    fn holes_go_to_the_ring_around_them() {
        let rings = [square(0, 100), square(10, 20), square(200, 50), square(210, 10)];
        let polygons = make_valid(&rings, Fill::EvenOdd);
        assert_eq!(polygons.iter().map(Vec::len).collect::<Vec<_>>(), [2, 2]);
        for polygon in &polygons {
            assert!(doubled_area(&polygon[0]) > 0 && doubled_area(&polygon[1]) < 0);
        }
    }

    #[test]
    fn an_island_in_a_lake_in_an_island_is_land() {
        let polygons = make_valid(&[square(0, 100), square(10, 80), square(20, 60)], Fill::EvenOdd);
        assert_eq!(polygons.len(), 2);
    }

    #[test]
    fn a_bow_tie_becomes_two_triangles() {
        let polygons = make_valid(&[vec![[0, 0], [10, 10], [10, 0], [0, 10]]], Fill::EvenOdd);
        assert_eq!(polygons.len(), 2);
    }

    #[test]
    fn a_ring_against_the_clock_is_a_hole_in_nothing() {
        let mut ring = square(0, 10);
        ring.reverse();
        assert!(make_valid(&[ring.clone()], Fill::Clockwise).is_empty());
        assert!(make_valid(&[ring, vec![[50, 0], [60, 0], [55, 2], [60, 9]]], Fill::Clockwise).len() == 1);
    }

    #[test]
    fn doubled_edges_of_clipping_go_away() {
        let bridged = vec![[0, 0], [40, 0], [40, 10], [0, 10], [0, 30], [40, 30], [40, 40], [0, 40]];
        let polygons = make_valid(&[bridged], Fill::Clockwise);
        assert_eq!(polygons.len(), 2);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(500))]

        /// Against the definition of even-odd, point by point.
        #[test]
        fn a_point_is_inside_when_an_odd_number_of_rings_is_around_it(
            rings in prop::collection::vec(prop::collection::vec([0i32..30, 0i32..30], 3..8), 1..4),
            point in [0i32..30, 0i32..30],
        ) {
            let scaled = |ring: &Ring| ring.iter().map(|point| point.map(|side| side * 1_000)).collect::<Ring>();
            let rings: Vec<Ring> = rings.iter().map(scaled).collect();
            let point = [point[0] * 1_000 + 317, point[1] * 1_000 + 449];
            let clear = rings.iter().all(|ring| {
                ring.iter().zip(ring.iter().cycle().skip(1)).all(|(a, b)| cross(*a, *b, point).abs() > 200_000)
            });
            prop_assume!(clear);
            let around: i32 = rings.iter().map(|ring| winding_number(ring, point)).sum();
            let polygons = make_valid(&rings, Fill::EvenOdd);
            let inside: i32 = polygons.iter().flatten().map(|ring| winding_number(ring, point)).sum();
            prop_assert_eq!(inside, around.rem_euclid(2));
        }
    }
}
