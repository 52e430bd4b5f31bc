//! Times on a grid.

use std::f32::consts::SQRT_2;

use super::Stretch;
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
    /// Longitude and latitude in ten-millionths of a degree.
    origin: [f64; 2],
    /// Between grid points, east and north.
    step: [f64; 2],
    pub width: usize,
    pub height: usize,
    pub times: Vec<f32>,
    /// Grid steps off the road.
    away: Vec<f32>,
}

impl Field {
    /// A grid around pieces of road.
    pub fn new(stretches: &[Stretch]) -> Self {
        let ends = || stretches.iter().flat_map(|stretch| stretch.ends);
        let low = [0, 1].map(|axis| ends().map(|place| place[axis]).min().unwrap_or(0));
        let high = [0, 1].map(|axis| ends().map(|place| place[axis]).max().unwrap_or(0));
        let shrink = (f64::from(low[1]) / 1e7).to_radians().cos().max(0.01);
        let extent = [0, 1].map(|axis| f64::from(high[axis]) - f64::from(low[axis]));
        let unit = (extent[0] * shrink).max(extent[1]) / (GRID_POINTS - 2 * MARGIN) as f64;
        let unit = unit.max(STEP_MIN_E7);
        let step = [unit / shrink, unit];
        let [width, height] = [0, 1].map(|axis| (extent[axis] / step[axis]) as usize + 2 + 2 * MARGIN);
        let origin = [0, 1].map(|axis| f64::from(low[axis]) - step[axis] * MARGIN as f64);
        let times = vec![f32::INFINITY; width * height];
        let mut field = Self { origin, step, width, height, times, away: Vec::new() };
        stretches.iter().for_each(|stretch| field.draw(stretch));
        let on_road = |time: &f32| if time.is_finite() { 0.0 } else { f32::INFINITY };
        field.away = field.times.iter().map(on_road).collect();
        field.spread((unit / OFF_ROAD_E7_PER_MS) as f32);
        field
    }

    /// Sets the points around a piece of road, in steps shorter than those of the grid; its beginning is the end of
    /// another piece.
    fn draw(&mut self, stretch: &Stretch) {
        let [a, b] = stretch.ends.map(|end| [0, 1].map(|axis| self.steps(end, axis)));
        let squares = (b[0] - a[0]).abs().max((b[1] - a[1]).abs());
        let count = (squares * 1.5) as i32 + 1;
        for at in 1..=count {
            let share = f64::from(at) / f64::from(count);
            let [x, y] = [0, 1].map(|axis| (a[axis] + (b[axis] - a[axis]) * share) as i32 as usize);
            let time = stretch.times[0] + (stretch.times[1] - stretch.times[0]) * share as f32;
            for row in [y * self.width + x, (y + 1) * self.width + x] {
                if let Some(points) = self.times.get_mut(row..row + 2) {
                    points.iter_mut().for_each(|so_far| *so_far = so_far.min(time));
                }
            }
        }
    }

    /// Grid steps from the origin; not negative.
    fn steps(&self, place: Place, axis: usize) -> f64 {
        (f64::from(place[axis]) - self.origin[axis]) / self.step[axis]
    }

    /// Walks from all points at once, there and back over the grid. The rim stays out of reach, so lines close.
    fn spread(&mut self, walk_ms: f32) {
        let (width, height) = (self.width, self.height);
        let columns = 1..width - 1;
        for y in 1..height - 1 {
            columns.clone().for_each(|x| self.pull(y * width + x, -1, walk_ms));
        }
        for y in (1..height - 1).rev() {
            columns.clone().rev().for_each(|x| self.pull(y * width + x, 1, walk_ms));
        }
    }

    /// Comes to a point from the four neighbours that the pass has seen: those before it, or after it.
    fn pull(&mut self, at: usize, side: isize, walk_ms: f32) {
        let row = self.width as isize;
        let near = [(1, 1.0), (row, 1.0), (row + 1, SQRT_2), (row - 1, SQRT_2)];
        for (step, length) in near {
            let from = (at as isize + side * step) as usize;
            let (time, away) = (self.times[from] + length * walk_ms, self.away[from] + length);
            if time < self.times[at] && away <= OFF_ROAD_STEPS {
                (self.times[at], self.away[at]) = (time, away);
            }
        }
    }

    /// Areas whose times are at most `time_ms`.
    pub fn polygons_within(&self, time_ms: f32) -> Vec<Polygon> {
        contours(self, time_ms)
    }

    /// Degrees of a point given in grid steps.
    pub fn degrees(&self, [x, y]: [f64; 2]) -> [f64; 2] {
        [(self.origin[0] + x * self.step[0]) / 1e7, (self.origin[1] + y * self.step[1]) / 1e7]
    }
}
