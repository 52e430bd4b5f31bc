//! Shapes in tile coordinates as the commands that a tile stores: move, line, close.

use super::wire::{put_varint, zigzag};

/// x to the right, y down, in units of the layer's extent. Outside 0..extent is the buffer.
pub type TilePoint = [i32; 2];
/// The outer ring, then its holes; wound either way, closed or open.
pub type Polygon = Vec<Vec<TilePoint>>;

/// What a feature looks like.
#[derive(Clone, Copy, Debug)]
pub enum Shape<'a> {
    Points(&'a [TilePoint]),
    Lines(&'a [Vec<TilePoint>]),
    Polygons(&'a [Polygon]),
}

const MOVE_TO: u64 = 1;
const LINE_TO: u64 = 2;
const CLOSE_PATH: u64 = 7;

impl Shape<'_> {
    /// The number of the geometry's type in the specification.
    pub(super) fn type_number(&self) -> u64 {
        match self {
            Shape::Points(_) => 1,
            Shape::Lines(_) => 2,
            Shape::Polygons(_) => 3,
        }
    }

    /// Appends the commands. Nothing when the shape falls together: a line of one place, a ring without area.
    pub(super) fn put_commands(&self, out: &mut Vec<u8>) {
        let mut pen = Pen { out, at: [0, 0] };
        match self {
            Shape::Points(points) => pen.points(points),
            Shape::Lines(lines) => lines.iter().for_each(|line| pen.line(line)),
            Shape::Polygons(polygons) => polygons.iter().for_each(|polygon| pen.polygon(polygon)),
        }
    }
}

/// Twice the signed area of a ring, open or closed: positive when it runs clockwise as seen, with y down.
pub fn doubled_area(ring: &[TilePoint]) -> i64 {
    let Some(last) = ring.last() else { return 0 };
    let mut from = last;
    let mut sum = 0i128;
    for to in ring {
        sum += i128::from(from[0]) * i128::from(to[1]) - i128::from(to[0]) * i128::from(from[1]);
        from = to;
    }
    i64::try_from(sum).unwrap_or(if sum > 0 { i64::MAX } else { i64::MIN })
}

/// Writes commands; every place is stored as its way from the last one.
struct Pen<'a> {
    out: &'a mut Vec<u8>,
    at: TilePoint,
}

impl Pen<'_> {
    fn points(&mut self, points: &[TilePoint]) {
        if !points.is_empty() {
            self.command(MOVE_TO, points.len());
            points.iter().for_each(|point| self.go(*point));
        }
    }

    fn line(&mut self, line: &[TilePoint]) {
        let Some(first) = line.first() else { return };
        let steps = steps_of(line.iter());
        if steps > 0 {
            self.start(*first, steps);
            line.iter().for_each(|point| self.go_on(*point));
        }
    }

    /// Without a hole's outer ring there is no hole.
    fn polygon(&mut self, polygon: &Polygon) {
        for (index, ring) in polygon.iter().enumerate() {
            if !self.ring(ring, index == 0) && index == 0 {
                return;
            }
        }
    }

    /// The answer is whether there was anything to write.
    fn ring(&mut self, ring: &[TilePoint], outer: bool) -> bool {
        let ring = open(ring);
        let area = doubled_area(ring);
        if area == 0 {
            return false;
        }
        let rest = ring.get(1..).unwrap_or_default();
        if (area > 0) == outer {
            self.closed(ring[0], steps_of(ring.iter()), rest.iter());
        } else {
            let backwards = ring.iter().take(1).chain(rest.iter().rev());
            self.closed(ring[0], steps_of(backwards), rest.iter().rev());
        }
        true
    }

    fn closed<'p>(&mut self, first: TilePoint, steps: usize, rest: impl Iterator<Item = &'p TilePoint>) {
        self.start(first, steps);
        rest.for_each(|point| self.go_on(*point));
        self.command(CLOSE_PATH, 1);
    }

    fn start(&mut self, first: TilePoint, steps: usize) {
        self.command(MOVE_TO, 1);
        self.go(first);
        self.command(LINE_TO, steps);
    }

    /// A step of no length is left out.
    fn go_on(&mut self, point: TilePoint) {
        if point != self.at {
            self.go(point);
        }
    }

    fn go(&mut self, point: TilePoint) {
        for (to, from) in point.iter().zip(self.at) {
            put_varint(self.out, zigzag(i64::from(*to) - i64::from(from)));
        }
        self.at = point;
    }

    fn command(&mut self, command: u64, count: usize) {
        put_varint(self.out, (count as u64) << 3 | command);
    }
}

/// A ring without the point that repeats its first.
fn open(mut ring: &[TilePoint]) -> &[TilePoint] {
    while let [first, middle @ .., last] = ring
        && first == last
    {
        ring = &ring[..middle.len() + 1];
        if middle.is_empty() {
            break;
        }
    }
    ring
}

/// How many steps lead from place to another place.
fn steps_of<'p>(points: impl Iterator<Item = &'p TilePoint>) -> usize {
    let mut last = None;
    let changes = points.filter(|point| last.replace(**point) != Some(**point)).count();
    changes.saturating_sub(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn commands(shape: Shape<'_>) -> Vec<u8> {
        let mut out = Vec::new();
        shape.put_commands(&mut out);
        out
    }

    #[test]
    fn the_examples_of_the_specification_come_out_as_printed_there() {
        assert_eq!(commands(Shape::Points(&[[25, 17]])), [9, 50, 34]);
        assert_eq!(commands(Shape::Points(&[[5, 7], [3, 2]])), [17, 10, 14, 3, 9]);
        assert_eq!(commands(Shape::Lines(&[vec![[2, 2], [2, 10], [10, 10]]])), [9, 4, 4, 18, 0, 16, 16, 0]);
        let triangle = vec![vec![[3, 6], [8, 12], [20, 34], [3, 6]]];
        assert_eq!(commands(Shape::Polygons(&[triangle])), [9, 6, 12, 18, 10, 12, 24, 44, 15]);
    }

    #[test]
    fn outer_rings_run_clockwise_and_holes_against_it_however_they_came() {
        let square = |size: i32, at: i32| vec![[at, at], [at + size, at], [at + size, at + size], [at, at + size]];
        let backwards = |ring: Vec<TilePoint>| -> Vec<TilePoint> {
            ring[..1].iter().chain(ring[1..].iter().rev()).copied().collect()
        };
        let expected = commands(Shape::Polygons(&[vec![square(10, 0), backwards(square(4, 2))]]));
        for polygon in [
            vec![square(10, 0), square(4, 2)],
            vec![backwards(square(10, 0)), square(4, 2)],
            vec![backwards(square(10, 0)), backwards(square(4, 2))],
        ] {
            assert_eq!(commands(Shape::Polygons(&[polygon])), expected);
        }
    }

    #[test]
    fn what_falls_together_leaves_nothing() {
        assert!(commands(Shape::Lines(&[vec![[1, 1], [1, 1]], vec![[4, 4]], vec![]])).is_empty());
        assert!(commands(Shape::Polygons(&[vec![vec![[0, 0], [9, 9], [0, 0]]], vec![vec![]], vec![]])).is_empty());
        let holes_of_nothing = vec![vec![[0, 0], [0, 0]], vec![[0, 0], [4, 0], [4, 4]]];
        assert!(commands(Shape::Polygons(&[holes_of_nothing])).is_empty());
    }

    #[test]
    fn repeated_points_are_left_out() {
        let once = commands(Shape::Lines(&[vec![[0, 0], [5, 5], [9, 0]]]));
        assert_eq!(commands(Shape::Lines(&[vec![[0, 0], [0, 0], [5, 5], [5, 5], [9, 0]]])), once);
    }
}
