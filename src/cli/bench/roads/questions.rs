//! Times of every kind of question, between random places near roads.

use std::hint::black_box;
use std::sync::Arc;
use std::time::Instant;

use serde_json::{Value, json};

use crate::cli::bench::stopwatch::time_each;
use crate::geo::LonLat;
use crate::roads::nearest::NearestIndex;
use crate::roads::network::Roads;
use crate::roads::one_to_all::costs_to_all;
use crate::roads::snap::Snap;
use crate::units::Meters;

/// Farther from a road no place is put.
const RADIUS: Meters = Meters(1_000.0);

type Found = Vec<(&'static str, Value)>;

pub(super) fn measure(roads: &Roads, outlets: usize, seed: u64) -> Vec<(&'static str, Found)> {
    let mut chance = Chance::new(seed);
    let points: Vec<LonLat> = (0..4_000).map(|_| chance.point(roads)).collect();
    let snaps: Vec<Snap> = points.iter().filter_map(|point| roads.snap(*point, RADIUS)).collect();
    let mut search = roads.search();
    let pairs = || snaps.windows(2).take(2_000);
    let all = snaps.len();
    let mut found = vec![("snap", time_each(&points, |point| roads.snap(*point, RADIUS)))];
    let geometry = |ends: &[Snap], search: &mut _| {
        roads.route(search, &ends[0], &ends[1]).map(|route| route.geometry(&roads.network.graph))
    };
    found.push(("route_with_geometry", time_each(pairs(), |ends| geometry(ends, &mut search))));
    found.push(("route_cost", time_each(pairs(), |ends| roads.cost(&mut search, &ends[0], &ends[1]))));
    for (case, side) in [("matrix_100x100", 100), ("matrix_1000x1000", 1_000)] {
        let (from, to) = (&snaps[..side.min(all)], &snaps[all - side.min(all)..]);
        found.push((case, time_each(0..10, |_| roads.matrix(&mut search, from, to))));
    }
    let starts = &snaps[..100.min(all)];
    let to_all =
        |from: &Snap, search: &mut _| costs_to_all(roads.hierarchy.view(), search, &roads.departures(from)).len();
    found.push(("one_to_all", time_each(starts, |from| to_all(from, &mut search))));
    found.push(("isochrone_15_min", time_each(starts, |from| roads.isochrones(&mut search, from, &[900_000]))));
    found.push(("reweight", reweight(roads)));
    found.extend(nearest(roads, outlets, starts, &mut chance));
    found
}

/// All times a tenth longer, and one road in a hundred closed.
fn reweight(roads: &Roads) -> Found {
    let change = |edge: u32, time_ms: u32| (edge % 100 != 7).then(|| time_ms + time_ms / 10);
    time_each(0..5, |_| Roads::reweighted(Arc::clone(&roads.network), &change))
}

fn nearest(roads: &Roads, outlets: usize, starts: &[Snap], chance: &mut Chance) -> Vec<(&'static str, Found)> {
    let places: Vec<Option<Snap>> = (0..outlets).map(|_| roads.snap(chance.point(roads), RADIUS)).collect();
    let begun = Instant::now();
    let index = black_box(NearestIndex::new(roads, places));
    let seconds = begun.elapsed().as_secs_f64();
    let mut search = roads.search();
    let five = time_each(starts, |from| index.from(roads, &mut search, from).take(5).count());
    let made = vec![("outlets", json!(outlets)), ("seconds", json!((seconds * 100.0).round() / 100.0))];
    vec![("nearest_index", made), ("nearest_5", five)]
}

/// Numbers from a seed: xorshift (Marsaglia, 2003).
#[derive(Debug)]
pub(super) struct Chance(u64);

impl Chance {
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    pub fn below(&mut self, limit: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % limit.max(1)
    }

    /// Some fifty metres from a junction.
    fn point(&mut self, roads: &Roads) -> LonLat {
        let places = &roads.network.graph.places;
        let [lon, lat] = places[self.below(places.len() as u64) as usize].map(|degrees| f64::from(degrees) / 1e7);
        LonLat::new((lon + 0.0005).min(180.0), (lat + 0.0003).min(90.0)).expect("beside a place on the earth")
    }
}
