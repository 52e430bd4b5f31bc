//! Which areas hold a point: areas by the cells of a grid they touch, then even-odd over their rings.

use std::collections::HashMap;

use super::draft::Spot;
use crate::geocoder::index::{Bounds, to_e7};
use crate::geocoder::record::Area;

/// A cell is a twentieth of a degree wide and high.
const CELL_E7: i32 = 500_000;
/// An area over more cells is looked at for every point.
const CELLS_MAX: i64 = 4_000;

#[derive(Debug, Default)]
pub struct Areas {
    rings: Vec<Vec<Vec<Spot>>>,
    owners: Vec<usize>,
    cells: HashMap<(i32, i32), Vec<u32>>,
    everywhere: Vec<u32>,
}

impl Areas {
    /// Each area with the place it belongs to.
    pub fn new<'a>(areas: impl Iterator<Item = (usize, &'a Area)>) -> Self {
        let mut all = Self::default();
        for (owner, area) in areas {
            let rings: Vec<Vec<Spot>> =
                area.rings.iter().map(|ring| ring.iter().map(|point| to_e7(*point)).collect()).collect();
            all.add(owner, rings);
        }
        all
    }

    fn add(&mut self, owner: usize, rings: Vec<Vec<Spot>>) {
        let number = self.rings.len() as u32;
        let spots: Vec<Spot> = rings.iter().flatten().copied().collect();
        let bounds = Bounds::of_points(&spots);
        let (first, last) = (cell_of((bounds.west, bounds.south)), cell_of((bounds.east, bounds.north)));
        let cells = (i64::from(last.0) - i64::from(first.0) + 1) * (i64::from(last.1) - i64::from(first.1) + 1);
        if spots.is_empty() || cells > CELLS_MAX {
            self.everywhere.push(number);
        } else {
            for x in first.0..=last.0 {
                (first.1..=last.1).for_each(|y| self.cells.entry((x, y)).or_default().push(number));
            }
        }
        self.rings.push(rings);
        self.owners.push(owner);
    }

    /// The places whose area holds the point, in the order they were given.
    pub fn holding(&self, spot: Spot) -> Vec<usize> {
        let near = self.cells.get(&cell_of(spot)).map_or(&[][..], Vec::as_slice);
        let mut found: Vec<u32> =
            near.iter().chain(&self.everywhere).copied().filter(|area| self.holds(*area, spot)).collect();
        found.sort_unstable();
        found.into_iter().map(|area| self.owners[area as usize]).collect()
    }

    fn holds(&self, area: u32, spot: Spot) -> bool {
        self.rings[area as usize].iter().filter(|ring| crosses_oddly(ring, spot)).count() % 2 == 1
    }
}

fn cell_of((lon, lat): Spot) -> (i32, i32) {
    (lon.div_euclid(CELL_E7), lat.div_euclid(CELL_E7))
}

/// Whether a ray to the east crosses the ring an odd number of times.
fn crosses_oddly(ring: &[Spot], (lon, lat): Spot) -> bool {
    let mut inside = false;
    for pair in ring.windows(2) {
        let ((lon_a, lat_a), (lon_b, lat_b)) = (pair[0], pair[1]);
        if (lat_a > lat) != (lat_b > lat) {
            let share = (i64::from(lat) - i64::from(lat_a)) as f64 / (i64::from(lat_b) - i64::from(lat_a)) as f64;
            let cross = f64::from(lon_a) + share * (i64::from(lon_b) - i64::from(lon_a)) as f64;
            inside ^= f64::from(lon) < cross;
        }
    }
    inside
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geo::LonLat;

    fn square(west: f64, south: f64, size: f64) -> Vec<LonLat> {
        let corners = [(0.0, 0.0), (size, 0.0), (size, size), (0.0, size), (0.0, 0.0)];
        corners.iter().map(|(x, y)| LonLat::new(west + x, south + y).expect("valid")).collect()
    }

    #[test]
    fn a_point_in_a_hole_is_not_held() {
        let with_hole = Area { rings: vec![square(13.0, 53.0, 1.0), square(13.4, 53.4, 0.2)] };
        let inside = Area { rings: vec![square(13.4, 53.4, 0.2)] };
        let areas = Areas::new([(7, &with_hole), (9, &inside)].into_iter());
        assert_eq!(areas.holding((131_000_000, 531_000_000)), [7]);
        assert_eq!(areas.holding((135_000_000, 535_000_000)), [9]);
        assert_eq!(areas.holding((125_000_000, 535_000_000)), [0usize; 0]);
    }
}
