//! Fewer points for a coarser zoom: Douglas and Peucker 1973, without recursion.

use super::area::doubled_area;
use super::grid::MapPoint;

/// The points that keep every left-out one within `tolerance` cells of the line. Both ends stay.
pub fn simplify_line(line: &[MapPoint], tolerance: f64) -> Vec<MapPoint> {
    if line.len() <= 2 || tolerance <= 0.0 {
        return line.to_vec();
    }
    let mut keep = vec![false; line.len()];
    keep[0] = true;
    keep[line.len() - 1] = true;
    let mut spans = vec![(0, line.len() - 1)];
    while let Some((first, last)) = spans.pop() {
        if let Some((farthest, distance)) = farthest_between(line, first, last)
            && distance > tolerance
        {
            keep[farthest] = true;
            spans.push((first, farthest));
            spans.push((farthest, last));
        }
    }
    line.iter().zip(keep).filter_map(|(point, kept)| kept.then_some(*point)).collect()
}

/// The same for an open ring, which falls into two lines at its first point and the one farthest from it.
/// Nothing is left of a ring that becomes flat.
pub fn simplify_ring(ring: &[MapPoint], tolerance: f64) -> Vec<MapPoint> {
    if ring.len() <= 3 || tolerance <= 0.0 {
        return ring.to_vec();
    }
    let first = ring[0];
    let square = |point: &MapPoint| {
        let (dx, dy) = (i64::from(point[0]) - i64::from(first[0]), i64::from(point[1]) - i64::from(first[1]));
        dx * dx + dy * dy
    };
    let farthest = (1..ring.len()).max_by_key(|index| (square(&ring[*index]), usize::MAX - index)).unwrap_or(1);
    let mut back = ring[farthest..].to_vec();
    back.push(first);
    let mut kept = simplify_line(&ring[..=farthest], tolerance);
    kept.pop();
    kept.extend(simplify_line(&back, tolerance));
    kept.pop();
    if kept.len() < 3 || doubled_area(&kept) == 0 { Vec::new() } else { kept }
}

/// The point between two others that is farthest from their line, and how far, in cells.
fn farthest_between(line: &[MapPoint], first: usize, last: usize) -> Option<(usize, f64)> {
    let mut found: Option<(usize, f64)> = None;
    for index in first + 1..last {
        let distance = squared_distance(line[index], line[first], line[last]);
        if found.is_none_or(|(_, most)| distance > most) {
            found = Some((index, distance));
        }
    }
    found.map(|(index, square)| (index, square.sqrt()))
}

/// Squared distance of a point from a segment, in cells.
fn squared_distance(point: MapPoint, from: MapPoint, to: MapPoint) -> f64 {
    let vector = |a: MapPoint, b: MapPoint| [f64::from(b[0]) - f64::from(a[0]), f64::from(b[1]) - f64::from(a[1])];
    let (along, way) = (vector(from, to), vector(from, point));
    let length = along[0] * along[0] + along[1] * along[1];
    let share = if length == 0.0 { 0.0 } else { ((way[0] * along[0] + way[1] * along[1]) / length).clamp(0.0, 1.0) };
    let off = [way[0] - along[0] * share, way[1] - along[1] * share];
    off[0] * off[0] + off[1] * off[1]
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn points_on_a_straight_line_go() {
        assert_eq!(simplify_line(&[[0, 0], [10, 0], [20, 1], [30, 0]], 2.0), [[0, 0], [30, 0]]);
    }

    #[test]
    fn a_flat_ring_vanishes() {
        assert!(simplify_ring(&[[0, 0], [100, 0], [100, 1], [0, 1]], 5.0).is_empty());
    }

    proptest! {
        #[test]
        fn every_point_left_out_is_within_the_tolerance(
            line in prop::collection::vec([0i32..10_000, 0i32..10_000], 2..60), tolerance in 1.0f64..2_000.0,
        ) {
            let kept = simplify_line(&line, tolerance);
            prop_assert_eq!((kept.first(), kept.last()), (line.first(), line.last()));
            for point in &line {
                let nearest = kept.windows(2).map(|step| squared_distance(*point, step[0], step[1]));
                prop_assert!(nearest.fold(f64::INFINITY, f64::min).sqrt() <= tolerance + 1e-6);
            }
        }
    }
}
