//! The ground around a turn as a plane in metres, with the turn at its origin, and what is near to what on it.

use crate::roads::record::Place;

/// Metres to the east and to the north.
pub(super) type Spot = [f64; 2];

/// One ten-millionth of a degree of latitude in metres, on a sphere with the mean radius of IUGG R1.
const METRES_E7: f64 = 0.011_119_508;

/// The plane that touches the earth at a place; right to a thousandth within the streets around it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Ground {
    origin: Place,
    shrink: f64,
}

impl Ground {
    pub fn at(origin: Place) -> Self {
        Self { origin, shrink: (f64::from(origin[1]) / 1e7).to_radians().cos() }
    }

    pub fn spot(&self, place: Place) -> Spot {
        let [east, north] = [0, 1].map(|axis| f64::from(place[axis]) - f64::from(self.origin[axis]));
        [east * self.shrink * METRES_E7, north * METRES_E7]
    }

    /// West, south, east, north of all that is within so many metres of a spot.
    pub fn around(&self, spots: &[Spot], metres: f64) -> [i32; 4] {
        let side = |axis: usize, sign: f64| {
            let scale = if axis == 0 { METRES_E7 * self.shrink.max(1e-3) } else { METRES_E7 };
            let far = spots.iter().map(|spot| sign * spot[axis]).fold(0.0, f64::max) + metres;
            (f64::from(self.origin[axis]) + sign * far / scale) as i32
        };
        [side(0, -1.0), side(1, -1.0), side(0, 1.0), side(1, 1.0)]
    }
}

pub(super) fn length(spot: Spot) -> f64 {
    spot[0].hypot(spot[1])
}

pub(super) fn minus(a: Spot, b: Spot) -> Spot {
    [a[0] - b[0], a[1] - b[1]]
}

pub(super) fn dot(a: Spot, b: Spot) -> f64 {
    a[0] * b[0] + a[1] * b[1]
}

/// More than 0 where `b` lies to the left of `a`.
pub(super) fn cross(a: Spot, b: Spot) -> f64 {
    a[0] * b[1] - a[1] * b[0]
}

/// The sides of an outline; of one point, itself.
pub(super) fn sides(outline: &[Spot]) -> impl Iterator<Item = [Spot; 2]> + Clone {
    outline.iter().zip(outline.iter().cycle().skip(1)).map(|(from, to)| [*from, *to])
}

/// The pieces of a street.
pub(super) fn pieces(street: &[Spot]) -> impl Iterator<Item = [Spot; 2]> + Clone {
    street.windows(2).map(|pair| [pair[0], pair[1]])
}

/// Metres between two lines.
pub(super) fn apart(one: impl Iterator<Item = [Spot; 2]>, other: impl Iterator<Item = [Spot; 2]> + Clone) -> f64 {
    let pairs = one.flat_map(|side| other.clone().map(move |other| between(side, other)));
    pairs.fold(f64::INFINITY, f64::min)
}

/// The spot of a side that is nearest to another.
pub(super) fn nearest_on([from, to]: [Spot; 2], spot: Spot) -> Spot {
    let step = minus(to, from);
    let square = dot(step, step);
    let share = if square > 0.0 { (dot(minus(spot, from), step) / square).clamp(0.0, 1.0) } else { 0.0 };
    [from[0] + share * step[0], from[1] + share * step[1]]
}

/// Metres between two sides; 0 where they cross.
fn between(one: [Spot; 2], other: [Spot; 2]) -> f64 {
    let parts = |[from, to]: [Spot; 2], [a, b]: [Spot; 2]| {
        cross(minus(to, from), minus(a, from)) * cross(minus(to, from), minus(b, from)) < 0.0
    };
    if parts(one, other) && parts(other, one) {
        return 0.0;
    }
    let ends = one.map(|end| length(minus(nearest_on(other, end), end)));
    let other_ends = other.map(|end| length(minus(nearest_on(one, end), end)));
    ends.into_iter().chain(other_ends).fold(f64::INFINITY, f64::min)
}

/// Whether the origin is inside of an outline.
pub(super) fn has_origin_inside(outline: &[Spot]) -> bool {
    let crosses = |[from, to]: &[Spot; 2]| {
        (from[1] > 0.0) != (to[1] > 0.0) && from[0] - from[1] * (to[0] - from[0]) / (to[1] - from[1]) > 0.0
    };
    sides(outline).filter(crosses).count() % 2 == 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn metres_are_metres_on_every_latitude() {
        let ground = Ground::at([0, 600_000_000]);
        let [east, north] = ground.spot([10_000, 600_010_000]);
        assert!((east - 55.6).abs() < 0.1 && (north - 111.2).abs() < 0.1, "{east} {north}");
    }

    #[test]
    fn sides_that_cross_have_nothing_between_them() {
        let apart = |other| between([[0.0, 0.0], [10.0, 0.0]], other);
        assert_eq!(apart([[5.0, -5.0], [5.0, 5.0]]), 0.0);
        assert_eq!(apart([[13.0, 4.0], [13.0, 9.0]]), 5.0);
        assert_eq!(apart([[-9.0, 2.0], [20.0, 2.0]]), 2.0);
    }

    #[test]
    fn a_place_is_inside_of_what_is_around_it() {
        let square = [[-1.0, -1.0], [1.0, -1.0], [1.0, 1.0], [-1.0, 1.0]];
        assert!(has_origin_inside(&square));
        assert!(!has_origin_inside(&square.map(|[x, y]| [x + 2.0, y])));
        assert!(!has_origin_inside(&[[0.0, 0.0]]));
    }
}
