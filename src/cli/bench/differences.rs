//! How many answers differ from brute force. Anything but 0 is a bug.

use rayon::prelude::*;

use super::questions::{QUESTIONS_FROM, QUESTIONS_UNTIL, question};
use super::world::{self, Dice, WORLD_NOW};
use crate::domain::outlet::Outlet;
use crate::geo::{LonLat, karney_distance};
use crate::live::outlets::OutletIndex;
use crate::service::find_nearest_outlets::brute_force::BruteForce;
use crate::service::find_nearest_outlets::find_nearest_outlets;
use crate::spatial::{PointIndex, Search, Verdict};

/// Least and greatest radius of curvature of WGS 84: b²/a and a²/b. By no more than their ratio can the
/// order by great circle be wrong, so beyond it nothing needs to be measured.
const CURVATURE_RATIO: f64 = 6_399_593.626 / 6_335_439.327;

/// Distances may differ by the error of short lines.
const DISTANCE_ERROR_M: f64 = 5e-6;

/// Places whose `k` nearest points are not those that Karney's algorithm ranks first.
pub(super) fn of_points(index: &PointIndex, points: &[LonLat], places: &[LonLat], k: usize) -> usize {
    let vectors: Vec<[f64; 3]> = points.iter().map(|point| point.unit_vector()).collect();
    let differs = |&&from: &&LonLat| {
        let expected = nearest_of_all(points, &vectors, from, k);
        let found = index.nearest(&Search::nearest(from, k), |_| Verdict::Take, |a, b| a.cmp(&b));
        let is_same = |(found, expected): (&crate::spatial::Neighbour, &(f64, u32))| {
            found.slot == expected.1 && (found.distance.0 - expected.0).abs() <= DISTANCE_ERROR_M
        };
        found.len() != expected.len() || !found.iter().zip(&expected).all(is_same)
    };
    places.par_iter().filter(differs).count()
}

/// Every point is looked at; those within reach of the `k`th by great circle are measured.
fn nearest_of_all(points: &[LonLat], vectors: &[[f64; 3]], from: LonLat, k: usize) -> Vec<(f64, u32)> {
    let origin = from.unit_vector();
    let square = |vector: &[f64; 3]| (0..3).map(|axis| (vector[axis] - origin[axis]).powi(2)).sum::<f64>();
    let squares: Vec<f64> = vectors.iter().map(square).collect();
    let mut ranked = squares.clone();
    let rank = k.min(ranked.len()) - 1;
    let kth = *ranked.select_nth_unstable_by(rank, f64::total_cmp).1;
    let angle = |square: f64| 2.0 * (square.sqrt() / 2.0).min(1.0).asin();
    let reach = angle(kth) * CURVATURE_RATIO + 1e-9;
    let near = (0..).zip(&squares).filter(|&(_, &square)| angle(square) <= reach);
    let mut measured: Vec<(f64, u32)> =
        near.map(|(slot, _): (u32, _)| (karney_distance(from, points[slot as usize]).0, slot)).collect();
    measured.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    measured.truncate(k);
    measured
}

/// Questions of any kind over `count` outlets whose answer is not that of brute force.
pub(super) fn of_answers(count: usize, questions: usize, seed: u64) -> usize {
    let outlets: Vec<Outlet> = world::outlets(count, seed, false).collect();
    let index = OutletIndex::build(outlets.iter().cloned(), world::services(), WORLD_NOW);
    let brute_force = BruteForce::new(&outlets, QUESTIONS_FROM, QUESTIONS_UNTIL, karney_distance);
    let mut dice = Dice::new(seed + 1);
    let questions: Vec<_> = (0..questions).map(|_| question(&mut dice)).collect();
    let differs = |query: &&crate::service::find_nearest_outlets::Query| {
        let found = find_nearest_outlets(&index, query, WORLD_NOW).map(|answer| answer.outline());
        found.ok().as_ref() != Some(&brute_force.answer(query, WORLD_NOW))
    };
    questions.par_iter().filter(differs).count()
}
