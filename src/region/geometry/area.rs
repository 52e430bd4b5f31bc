//! The signed area of a ring, and whether a point is in it.

use super::grid::MapPoint;

/// Twice the area in cells: positive when the ring runs clockwise as the map is seen. Open or closed.
pub fn doubled_area(ring: &[MapPoint]) -> i128 {
    let Some(last) = ring.last() else { return 0 };
    let mut from = last;
    let mut sum = 0;
    for to in ring {
        sum += i128::from(from[0]) * i128::from(to[1]) - i128::from(to[0]) * i128::from(from[1]);
        from = to;
    }
    sum
}

/// How often a ring runs around a point: 0 outside, positive when clockwise as seen. Edges may count either way.
pub fn winding_number(ring: &[MapPoint], point: MapPoint) -> i32 {
    let Some(last) = ring.last() else { return 0 };
    let mut from = last;
    let mut winding = 0;
    for to in ring {
        if (from[1] <= point[1]) != (to[1] <= point[1]) {
            let side = cross(*from, *to, point);
            if to[1] > from[1] && side > 0 {
                winding += 1;
            } else if to[1] <= from[1] && side < 0 {
                winding -= 1;
            }
        }
        from = to;
    }
    winding
}

/// Twice the signed area of a triangle; 0 when the points lie on one line.
pub fn cross(a: MapPoint, b: MapPoint, c: MapPoint) -> i64 {
    let along = [i64::from(b[0]) - i64::from(a[0]), i64::from(b[1]) - i64::from(a[1])];
    let across = [i64::from(c[0]) - i64::from(a[0]), i64::from(c[1]) - i64::from(a[1])];
    along[0] * across[1] - along[1] * across[0]
}

#[cfg(test)]
mod tests {
    use super::*;

    const SQUARE: [MapPoint; 4] = [[0, 0], [10, 0], [10, 10], [0, 10]];

    #[test]
    fn a_square_that_runs_clockwise_as_seen_has_positive_area() {
        assert_eq!(doubled_area(&SQUARE), 200);
        let mut backwards = SQUARE;
        backwards.reverse();
        assert_eq!(doubled_area(&backwards), -200);
    }

    #[test]
    fn the_winding_number_says_inside_and_which_way() {
        assert_eq!(winding_number(&SQUARE, [5, 5]), 1);
        assert_eq!(winding_number(&SQUARE, [15, 5]), 0);
        let mut backwards = SQUARE;
        backwards.reverse();
        assert_eq!(winding_number(&backwards, [5, 5]), -1);
    }
}
