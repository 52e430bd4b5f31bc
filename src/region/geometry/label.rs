//! A place inside a polygon where its name can stand.

use super::clip::GridBox;
use super::grid::MapPoint;
use super::polygon::Polygon;

/// Lines across the polygon that are looked at. Lakes are seldom so bent that a wider place lies between.
const LINES: i32 = 15;

/// The middle of the widest stretch inside, on evenly spaced lines from west to east. Nothing in a flat polygon.
pub fn label_point(polygon: &Polygon) -> Option<MapPoint> {
    let around = GridBox::around(polygon.first()?)?;
    let height = i64::from(around.max[1]) - i64::from(around.min[1]);
    let mut widest: Option<(i64, MapPoint)> = None;
    for line in 1..=LINES {
        let y = (i64::from(around.min[1]) + height * i64::from(line) / i64::from(LINES + 1)) as i32;
        for stretch in crossings(polygon, y).chunks_exact(2) {
            let width = i64::from(stretch[1]) - i64::from(stretch[0]);
            if width > 0 && widest.is_none_or(|(most, _)| width > most) {
                widest = Some((width, [(i64::from(stretch[0]) + width / 2) as i32, y]));
            }
        }
    }
    widest.map(|(_, point)| point)
}

/// Where a line from west to east crosses the rings, sorted: it enters at each even one and leaves at each odd one.
fn crossings(polygon: &Polygon, y: i32) -> Vec<i32> {
    let mut found = Vec::new();
    for ring in polygon {
        let Some(mut from) = ring.last() else { continue };
        for to in ring {
            if (from[1] <= y) != (to[1] <= y) {
                let share = (f64::from(y) - f64::from(from[1])) / (f64::from(to[1]) - f64::from(from[1]));
                found.push((f64::from(from[0]) + (f64::from(to[0]) - f64::from(from[0])) * share).round() as i32);
            }
            from = to;
        }
    }
    found.sort_unstable();
    found
}

#[cfg(test)]
mod tests {
    use super::super::area::winding_number;
    use super::*;

    #[test]
    fn the_name_of_a_bent_lake_stands_in_its_water() {
        let bent = vec![vec![[0, 0], [100, 0], [100, 100], [80, 100], [80, 20], [20, 20], [20, 100], [0, 100]]];
        let point = label_point(&bent).expect("a place inside");
        assert_ne!(winding_number(&bent[0], point), 0);
    }

    #[test]
    fn a_flat_polygon_has_no_place_for_a_name() {
        assert_eq!(label_point(&vec![vec![[0, 0], [9, 0], [4, 0]]]), None);
    }
}
