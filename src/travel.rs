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

/// Travel from each origin to each destination, row-major: one row for an origin.
#[derive(Clone, Debug, PartialEq)]
pub struct TravelMatrix {
    destinations: usize,
    cells: Vec<Option<Travel>>,
}

impl TravelMatrix {
    /// `cells` row after row; nothing where there is no way. There must be a whole number of rows.
    pub fn new(destinations: usize, cells: Vec<Option<Travel>>) -> Self {
        assert!(destinations == 0 || cells.len().is_multiple_of(destinations), "a matrix has whole rows");
        Self { destinations, cells }
    }

    pub fn origins(&self) -> usize {
        self.cells.len().checked_div(self.destinations).unwrap_or(0)
    }

    pub fn destinations(&self) -> usize {
        self.destinations
    }

    /// From an origin to a destination; nothing where there is no way. Panics outside of the matrix.
    pub fn get(&self, origin: usize, destination: usize) -> Option<Travel> {
        assert!(destination < self.destinations, "destination {destination} of {}", self.destinations);
        self.cells[origin * self.destinations + destination]
    }

    /// All of an origin's, in the order of the destinations.
    pub fn row(&self, origin: usize) -> &[Option<Travel>] {
        &self.cells[origin * self.destinations..(origin + 1) * self.destinations]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn travel(duration: i64) -> Option<Travel> {
        Some(Travel { duration: Seconds(duration), distance: Meters(0.0) })
    }

    #[test]
    fn a_row_is_an_origin() {
        let matrix = TravelMatrix::new(3, vec![travel(1), travel(2), travel(3), travel(4), None, travel(6)]);
        assert_eq!((matrix.origins(), matrix.destinations()), (2, 3));
        assert_eq!((matrix.get(0, 2), matrix.get(1, 0), matrix.get(1, 1)), (travel(3), travel(4), None));
        assert_eq!(matrix.row(1), [travel(4), None, travel(6)]);
    }

    #[test]
    fn without_destinations_there_is_nothing() {
        assert_eq!(TravelMatrix::new(0, Vec::new()).origins(), 0);
    }
}
