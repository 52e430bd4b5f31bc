//! Travel between points as a matrix: what roads give and planning takes.
//!
//! One shape for every source of travel times, so that a planner never knows whether a router, an outside service or
//! a straight line made them. Nothing here computes a way.

use crate::units::{Meters, Seconds};

/// How long and how far it is from one point to another.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Travel {
    pub duration: Seconds,
    pub distance: Meters,
}

/// Where there is no way.
const NONE: u32 = u32::MAX;

/// Travel from each origin to each destination, row-major: one row for an origin. Eight bytes a cell.
#[derive(Clone, Debug, PartialEq)]
pub struct TravelMatrix {
    origins: usize,
    destinations: usize,
    durations_ms: Vec<u32>,
    distances_dm: Vec<u32>,
}

impl TravelMatrix {
    /// Milliseconds and decimetres from `origins * destinations` cells, row after row; nothing where there is no way.
    /// Panics when there are more or fewer.
    pub fn new(origins: usize, destinations: usize, cells: impl Iterator<Item = Option<(u32, u32)>>) -> Self {
        let (durations_ms, distances_dm): (Vec<u32>, Vec<u32>) = cells.map(|cell| cell.unwrap_or((NONE, NONE))).unzip();
        assert_eq!(durations_ms.len(), origins * destinations, "{origins} rows of {destinations}");
        Self { origins, destinations, durations_ms, distances_dm }
    }

    pub fn origins(&self) -> usize {
        self.origins
    }

    pub fn destinations(&self) -> usize {
        self.destinations
    }

    /// Rounded to whole seconds; nothing where there is no way. Panics outside of the matrix.
    pub fn get(&self, origin: usize, destination: usize) -> Option<Travel> {
        self.exact(origin, destination).map(|(ms, dm)| Travel {
            duration: Seconds((i64::from(ms) + 500) / 1000),
            distance: Meters(f64::from(dm) / 10.0),
        })
    }

    /// Milliseconds and decimetres, for solvers that add many of them.
    pub fn exact(&self, origin: usize, destination: usize) -> Option<(u32, u32)> {
        assert!(destination < self.destinations, "destination {destination} of {}", self.destinations);
        let cell = origin * self.destinations + destination;
        (self.durations_ms[cell] != NONE).then(|| (self.durations_ms[cell], self.distances_dm[cell]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_is_an_origin() {
        let cells = [Some((1499, 1)), Some((2, 2)), Some((3, 3)), Some((4, 4)), None, Some((6, 6))];
        let matrix = TravelMatrix::new(2, 3, cells.into_iter());
        assert_eq!((matrix.exact(0, 2), matrix.exact(1, 0), matrix.exact(1, 1)), (Some((3, 3)), Some((4, 4)), None));
        assert_eq!(matrix.get(0, 0), Some(Travel { duration: Seconds(1), distance: Meters(0.1) }));
    }

    #[test]
    fn without_destinations_there_is_nothing() {
        assert_eq!(TravelMatrix::new(3, 0, std::iter::empty()).origins(), 3);
    }
}
