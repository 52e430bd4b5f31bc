//! Lines around an area on a grid: marching squares (Lorensen and Cline's cubes in the plane), as rings.
//!
//! Lines run with the area on their left, so outer rings are counterclockwise and holes clockwise, as GeoJSON wants
//! them. They cross grid edges away from grid points, and where two corners of a square meet across it the area is
//! cut: no ring touches itself or another one.

use super::field::Field;

/// How near to a grid point a line may cross an edge.
const NEAREST_CROSSING: f64 = 0.02;
/// Smaller holes than so many grid squares are filled: yards, parks, blocks.
const HOLE_SQUARES_MIN: f64 = 64.0;
const NOWHERE: u32 = u32::MAX;

/// An outer ring and its holes, closed, longitude and latitude in degrees.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Polygon {
    pub outer: Vec<[f64; 2]>,
    pub holes: Vec<Vec<[f64; 2]>>,
}

/// Sides of a grid square.
#[derive(Clone, Copy)]
enum Side {
    Bottom,
    Right,
    Top,
    Left,
}

/// For each set of corners in the area (1 south-west, 2 south-east, 4 north-east, 8 north-west) the lines through the
/// square.
const LINES: [&[(Side, Side)]; 16] = {
    use Side::{Bottom, Left, Right, Top};
    [
        &[],
        &[(Bottom, Left)],
        &[(Right, Bottom)],
        &[(Right, Left)],
        &[(Top, Right)],
        &[(Bottom, Left), (Top, Right)],
        &[(Top, Bottom)],
        &[(Top, Left)],
        &[(Left, Top)],
        &[(Bottom, Top)],
        &[(Right, Bottom), (Left, Top)],
        &[(Right, Top)],
        &[(Left, Right)],
        &[(Bottom, Right)],
        &[(Left, Bottom)],
        &[],
    ]
};

/// The areas where times are at most `level`.
pub(super) fn contours(field: &Field, level: f32) -> Vec<Polygon> {
    let (mut outer, mut holes) = (Vec::new(), Vec::new());
    for ring in rings(field, level) {
        let area = doubled_area(&ring) / 2.0;
        if area > 0.0 {
            outer.push((area, ring));
        } else if -area >= HOLE_SQUARES_MIN {
            holes.push(ring);
        }
    }
    // Small areas first: a hole belongs to the smallest area around it.
    outer.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut polygons: Vec<Polygon> = outer.iter().map(|(_, ring)| closed(field, ring, Vec::new())).collect();
    for hole in holes {
        if let Some(owner) = outer.iter().position(|(_, ring)| contains(ring, hole[0])) {
            polygons[owner].holes.push(closed(field, &hole, Vec::new()).outer);
        }
    }
    polygons.reverse();
    polygons
}

/// Rings in grid steps, open.
fn rings(field: &Field, level: f32) -> Vec<Vec<[f64; 2]>> {
    let mut next = links(field, level);
    let mut rings = Vec::new();
    for begin in 0..next.len() {
        if next[begin] == NOWHERE {
            continue;
        }
        let (mut ring, mut at) = (Vec::new(), begin);
        while next[at] != NOWHERE {
            ring.push(crossing(field, level, at));
            at = std::mem::replace(&mut next[at], NOWHERE) as usize;
        }
        rings.push(ring);
    }
    rings
}

/// For each grid edge that a line crosses the edge that it crosses next. Edge `2 * point` goes east from a grid
/// point, `2 * point + 1` north.
fn links(field: &Field, level: f32) -> Vec<u32> {
    let mut next = vec![NOWHERE; 2 * field.times.len()];
    let is_in = |point: usize| usize::from(field.times[point] <= level);
    for y in 0..field.height - 1 {
        for x in 0..field.width - 1 {
            let point = y * field.width + x;
            let north = point + field.width;
            let corners = is_in(point) + 2 * is_in(point + 1) + 4 * is_in(north + 1) + 8 * is_in(north);
            let edge = |side: Side| match side {
                Side::Bottom => 2 * point,
                Side::Right => 2 * (point + 1) + 1,
                Side::Top => 2 * north,
                Side::Left => 2 * point + 1,
            };
            for (from, to) in LINES[corners] {
                next[edge(*from)] = edge(*to) as u32;
            }
        }
    }
    next
}

/// Where a line crosses a grid edge: nearer to the end whose time is nearer to the level.
fn crossing(field: &Field, level: f32, edge: usize) -> [f64; 2] {
    let point = edge / 2;
    let is_north = edge % 2 == 1;
    let [a, b] = [point, point + if is_north { field.width } else { 1 }].map(|at| f64::from(field.times[at]));
    let share = if a.is_finite() && b.is_finite() && a != b { (f64::from(level) - a) / (b - a) } else { 0.5 };
    let share = share.clamp(NEAREST_CROSSING, 1.0 - NEAREST_CROSSING);
    let [x, y] = [(point % field.width) as f64, (point / field.width) as f64];
    if is_north { [x, y + share] } else { [x + share, y] }
}

fn closed(field: &Field, ring: &[[f64; 2]], holes: Vec<Vec<[f64; 2]>>) -> Polygon {
    let outer = ring.iter().chain(ring.first()).map(|point| field.degrees(*point)).collect();
    Polygon { outer, holes }
}

/// Positive for counterclockwise rings.
fn doubled_area(ring: &[[f64; 2]]) -> f64 {
    let next = ring.iter().cycle().skip(1);
    ring.iter().zip(next).map(|(a, b)| a[0] * b[1] - b[0] * a[1]).sum()
}

/// Whether a ray to the east crosses the ring an odd number of times.
fn contains(ring: &[[f64; 2]], [x, y]: [f64; 2]) -> bool {
    let next = ring.iter().cycle().skip(1);
    let crosses = |(a, b): &(&[f64; 2], &[f64; 2])| {
        (a[1] > y) != (b[1] > y) && x < (b[0] - a[0]) * (y - a[1]) / (b[1] - a[1]) + a[0]
    };
    ring.iter().zip(next).filter(crosses).count() % 2 == 1
}
