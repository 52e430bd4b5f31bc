//! Lines and rings cut to an upright box: Liang and Barsky 1984 for lines, Sutherland and Hodgman 1974 for rings.
//!
//! A clipped ring may run back and forth along the box's edge where it left and came back. Those doubled edges
//! have no area and lie in a tile's buffer; `make_valid` takes them away.

use super::grid::MapPoint;

/// An upright box of the grid; its edges belong to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GridBox {
    pub min: MapPoint,
    pub max: MapPoint,
}

impl GridBox {
    /// The smallest box around the points; nothing around nothing.
    pub fn around<'p>(points: impl IntoIterator<Item = &'p MapPoint>) -> Option<Self> {
        let mut points = points.into_iter();
        let first = *points.next()?;
        Some(points.fold(Self { min: first, max: first }, |found, point| Self {
            min: [found.min[0].min(point[0]), found.min[1].min(point[1])],
            max: [found.max[0].max(point[0]), found.max[1].max(point[1])],
        }))
    }

    pub fn union(self, other: Self) -> Self {
        Self {
            min: [self.min[0].min(other.min[0]), self.min[1].min(other.min[1])],
            max: [self.max[0].max(other.max[0]), self.max[1].max(other.max[1])],
        }
    }

    /// Wider by so many cells on all sides.
    pub fn grown(self, cells: i32) -> Self {
        Self {
            min: self.min.map(|side| side.saturating_sub(cells)),
            max: self.max.map(|side| side.saturating_add(cells)),
        }
    }

    pub fn contains(&self, point: MapPoint) -> bool {
        (0..2).all(|axis| (self.min[axis]..=self.max[axis]).contains(&point[axis]))
    }

    pub fn encloses(&self, other: &Self) -> bool {
        self.contains(other.min) && self.contains(other.max)
    }

    pub fn meets(&self, other: &Self) -> bool {
        (0..2).all(|axis| self.min[axis] <= other.max[axis] && other.min[axis] <= self.max[axis])
    }

    /// Twice the area, as `doubled_area` counts.
    pub fn doubled_area(&self) -> i128 {
        let side = |axis: usize| i128::from(self.max[axis]) - i128::from(self.min[axis]);
        2 * side(0) * side(1)
    }
}

/// The parts of a line within a box, in order. A line that leaves and comes back gives several.
pub fn clip_line(line: &[MapPoint], within: &GridBox) -> Vec<Vec<MapPoint>> {
    let mut parts: Vec<Vec<MapPoint>> = Vec::new();
    let mut joins = false;
    for step in line.windows(2) {
        let Some((from, to)) = clip_segment(step[0], step[1], within) else {
            joins = false;
            continue;
        };
        match parts.last_mut() {
            Some(part) if joins => part.push(to),
            _ => parts.push(vec![from, to]),
        }
        joins = to == step[1];
    }
    parts.retain(|part| part.iter().any(|point| *point != part[0]));
    parts
}

fn clip_segment(from: MapPoint, to: MapPoint, within: &GridBox) -> Option<(MapPoint, MapPoint)> {
    let (mut enters, mut leaves) = (0.0f64, 1.0f64);
    for axis in 0..2 {
        let way = f64::from(to[axis]) - f64::from(from[axis]);
        let (near, far) = (f64::from(within.min[axis]), f64::from(within.max[axis]));
        let start = f64::from(from[axis]);
        if way == 0.0 {
            if start < near || start > far {
                return None;
            }
            continue;
        }
        let (first, second) = ((near - start) / way, (far - start) / way);
        enters = enters.max(first.min(second));
        leaves = leaves.min(first.max(second));
    }
    let at = |share: f64| [0, 1].map(|axis| between(from[axis], to[axis], share));
    (enters <= leaves).then(|| {
        let start = if enters > 0.0 { at(enters) } else { from };
        (start, if leaves < 1.0 { at(leaves) } else { to })
    })
}

fn between(from: i32, to: i32, share: f64) -> i32 {
    (f64::from(from) + (f64::from(to) - f64::from(from)) * share).round() as i32
}

/// The part of a ring within a box, open; empty when there is none.
pub fn clip_ring(ring: &[MapPoint], within: &GridBox) -> Vec<MapPoint> {
    let mut clipped = ring.to_vec();
    for axis in 0..2 {
        clipped = keep_side(&clipped, axis, within.min[axis], true);
        clipped = keep_side(&clipped, axis, within.max[axis], false);
    }
    clipped.dedup();
    clipped
}

/// What of a ring lies on one side of an upright line.
fn keep_side(ring: &[MapPoint], axis: usize, limit: i32, above: bool) -> Vec<MapPoint> {
    let inside = |point: &MapPoint| if above { point[axis] >= limit } else { point[axis] <= limit };
    let Some(mut from) = ring.last() else { return Vec::new() };
    let mut kept = Vec::with_capacity(ring.len() + 4);
    for to in ring {
        if inside(from) != inside(to) {
            kept.push(crossing(*from, *to, axis, limit));
        }
        if inside(to) {
            kept.push(*to);
        }
        from = to;
    }
    kept
}

/// Where an edge crosses an upright line; the same place whichever way the edge runs.
fn crossing(from: MapPoint, to: MapPoint, axis: usize, limit: i32) -> MapPoint {
    let (low, high) = if from[axis] < to[axis] { (from, to) } else { (to, from) };
    let other = 1 - axis;
    let way = i128::from(high[axis]) - i128::from(low[axis]);
    let share = i128::from(limit) - i128::from(low[axis]);
    let drift = (i128::from(high[other]) - i128::from(low[other])) * share;
    let rounded = (2 * drift + way).div_euclid(2 * way);
    let mut place = [limit, limit];
    place[other] = (i128::from(low[other]) + rounded) as i32;
    place
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::area::{doubled_area, winding_number};
    use super::*;

    const BOX: GridBox = GridBox { min: [0, 0], max: [100, 100] };

    #[test]
    fn a_line_that_comes_back_gives_two_parts() {
        let line = [[-10, 50], [50, 50], [50, 150], [80, 150], [80, 20]];
        assert_eq!(clip_line(&line, &BOX), vec![vec![[0, 50], [50, 50], [50, 100]], vec![[80, 100], [80, 20]]]);
    }

    #[test]
    fn a_ring_around_the_box_becomes_the_box() {
        let around = [[-900, -900], [900, -900], [900, 900], [-900, 900]];
        assert_eq!(doubled_area(&clip_ring(&around, &BOX)), BOX.doubled_area());
    }

    #[test]
    fn a_ring_elsewhere_leaves_nothing() {
        assert!(clip_ring(&[[200, 0], [300, 0], [300, 50]], &BOX).is_empty());
    }

    fn anywhere() -> impl Strategy<Value = MapPoint> {
        [-150i32..250, -150i32..250]
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2_000))]

        /// Against the definition: inside the box the clipped ring winds around a point as the whole one does.
        #[test]
        fn clipping_changes_nothing_inside(
            ring in prop::collection::vec(anywhere(), 3..12), point in [1i32..100, 1i32..100],
        ) {
            // A cut edge is rounded to the grid, so points close to an edge may change sides: a finer grid.
            let fine = |p: &MapPoint| p.map(|side| side * 1_000);
            let ring: Vec<MapPoint> = ring.iter().map(fine).collect();
            let point = [point[0] * 1_000 + 487, point[1] * 1_000 - 513];
            prop_assume!(ring.iter().zip(ring.iter().cycle().skip(1)).all(|(a, b)| distance_to_line(point, *a, *b) > 2.0));
            let within = GridBox { min: [0, 0], max: [100_000, 100_000] };
            let clipped = clip_ring(&ring, &within);
            prop_assert_eq!(winding_number(&clipped, point), winding_number(&ring, point));
            prop_assert!(clipped.iter().all(|point| within.contains(*point)));
        }

        /// Against sampling: a place on the line is on the parts if and only if it is in the box.
        #[test]
        fn parts_of_a_line_cover_what_is_in_the_box(
            from in anywhere(), to in anywhere(), share in 0.0f64..1.0,
        ) {
            let place = [0, 1].map(|axis| f64::from(from[axis]) + (f64::from(to[axis]) - f64::from(from[axis])) * share);
            let depth = (0..2).map(|axis| place[axis].min(100.0 - place[axis])).fold(f64::INFINITY, f64::min);
            prop_assume!(depth.abs() > 1.0 && from != to);
            let parts = clip_line(&[from, to], &BOX);
            let near = parts.iter().flat_map(|part| part.windows(2)).any(|step| near_segment(place, step[0], step[1]));
            prop_assert_eq!(near, depth > 0.0);
        }
    }

    fn distance_to_line(point: MapPoint, a: MapPoint, b: MapPoint) -> f64 {
        let along = [f64::from(b[0]) - f64::from(a[0]), f64::from(b[1]) - f64::from(a[1])];
        let to = [f64::from(point[0]) - f64::from(a[0]), f64::from(point[1]) - f64::from(a[1])];
        let length = along[0].hypot(along[1]);
        if length == 0.0 { to[0].hypot(to[1]) } else { (along[0] * to[1] - along[1] * to[0]).abs() / length }
    }

    fn near_segment(place: [f64; 2], a: MapPoint, b: MapPoint) -> bool {
        let (a, b) = (a.map(f64::from), b.map(f64::from));
        let along = [b[0] - a[0], b[1] - a[1]];
        let square = along[0] * along[0] + along[1] * along[1];
        let share = if square == 0.0 {
            0.0
        } else {
            (((place[0] - a[0]) * along[0] + (place[1] - a[1]) * along[1]) / square).clamp(0.0, 1.0)
        };
        (place[0] - a[0] - along[0] * share).hypot(place[1] - a[1] - along[1] * share) < 1.0
    }
}
