//! Times on a grid.

use super::contour::{Polygon, contours};
use crate::roads::record::Place;

/// Points along the longer side of the grid: a town in steps of some ten metres, a region in hundreds.
const GRID_POINTS: usize = 256;
/// Ten-millionths of a degree between grid points at least: 20 metres, narrower than blocks are.
const STEP_MIN_E7: f64 = 1_800.0;
/// Free points around what is reached, so that lines close inside of the grid.
const MARGIN: usize = 3;
/// How far from the road an area reaches, in grid steps: enough to close yards between streets.
const OFF_ROAD_STEPS: f32 = 2.5;
/// How fast one gets away from the road, in ten-millionths of a degree of latitude per millisecond: 4 km/h.
const OFF_ROAD_E7_PER_MS: f64 = 4.0 / 3_600.0 / 0.011_132;

/// Milliseconds to each point of a grid.
pub(super) struct Field {
    origin: Place,
    /// Between grid points, east and north.
    step: [f64; 2],
    pub width: usize,
    pub height: usize,
    pub times: Vec<f32>,
    /// Grid steps off the road.
    away: Vec<f32>,
}

impl Field {
    /// A grid around places with their milliseconds.
    pub fn new(reached: &[(Place, f64)]) -> Self {
        let low = [0, 1].map(|axis| reached.iter().map(|(place, _)| place[axis]).min().unwrap_or(0));
        let high = [0, 1].map(|axis| reached.iter().map(|(place, _)| place[axis]).max().unwrap_or(0));
        let shrink = (f64::from(low[1]) / 1e7).to_radians().cos().max(0.01);
        let extent = [0, 1].map(|axis| f64::from(high[axis]) - f64::from(low[axis]));
        let unit = (extent[0] * shrink).max(extent[1]) / (GRID_POINTS - 2 * MARGIN) as f64;
        let unit = unit.max(STEP_MIN_E7);
        let step = [unit / shrink, unit];
        let size = [0, 1].map(|axis| (extent[axis] / step[axis]) as usize + 2 + 2 * MARGIN);
        let origin = [0, 1].map(|axis| low[axis].saturating_sub((step[axis] * MARGIN as f64) as i32));
        let [width, height] = size;
        let empty = vec![f32::INFINITY; width * height];
        let mut field = Self { origin, step, width, height, times: empty.clone(), away: empty };
        reached.iter().for_each(|(place, time)| field.draw(*place, *time as f32));
        field.spread((unit / OFF_ROAD_E7_PER_MS) as f32);
        field
    }

    /// Sets the four points around a place.
    fn draw(&mut self, place: Place, time: f32) {
        let at = [0, 1].map(|axis| {
            ((f64::from(place[axis]) - f64::from(self.origin[axis])) / self.step[axis]).floor().max(0.0) as usize
        });
        for (dx, dy) in [(0, 0), (1, 0), (0, 1), (1, 1)] {
            let [x, y] = [at[0] + dx, at[1] + dy];
            if x < self.width && y < self.height {
                let point = y * self.width + x;
                self.times[point] = self.times[point].min(time);
                self.away[point] = 0.0;
            }
        }
    }

    /// Walks from all points at once, there and back over the grid. The rim stays out of reach, so lines close.
    fn spread(&mut self, walk_ms: f32) {
        let width = self.width as isize;
        let straight = [-1, -width].map(|step| (step, 1.0));
        let diagonal = [-width - 1, 1 - width].map(|step| (step, std::f32::consts::SQRT_2));
        let near = [straight[0], straight[1], diagonal[0], diagonal[1]];
        let inner = (self.width + 1)..(self.width * (self.height - 1) - 1);
        let is_inner = |at: &usize| !matches!(at % self.width, 0) && at % self.width != self.width - 1;
        let inner: Vec<usize> = inner.filter(is_inner).collect();
        for (order, sign) in [(&inner, 1), (&inner.iter().rev().copied().collect(), -1)] {
            for at in order {
                for (step, length) in near {
                    let from = (*at as isize + sign * step) as usize;
                    let (time, away) = (self.times[from] + length * walk_ms, self.away[from] + length);
                    if time < self.times[*at] && away <= OFF_ROAD_STEPS {
                        (self.times[*at], self.away[*at]) = (time, away);
                    }
                }
            }
        }
    }

    /// Areas whose times are at most `time_ms`.
    pub fn polygons_within(&self, time_ms: f64) -> Vec<Polygon> {
        contours(self, time_ms as f32)
    }

    /// Degrees of a point given in grid steps.
    pub fn degrees(&self, [x, y]: [f64; 2]) -> [f64; 2] {
        [
            (f64::from(self.origin[0]) + x * self.step[0]) / 1e7,
            (f64::from(self.origin[1]) + y * self.step[1]) / 1e7,
        ]
    }
}

/// Between two places, in ten-millionths of a degree of latitude.
pub(super) fn step(a: Place, b: Place) -> f64 {
    let shrink = (f64::from(a[1]) / 1e7).to_radians().cos();
    ((f64::from(b[0]) - f64::from(a[0])) * shrink).hypot(f64::from(b[1]) - f64::from(a[1]))
}
