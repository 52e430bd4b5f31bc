//! The live layer in process: sorting all points, the worst tile of each zoom, a tile from the cache.

use std::io::Write;
use std::time::Instant;

use serde_json::json;

use crate::cli::CliResult;
use crate::cli::bench::report::Report;
use crate::cli::bench::world::{Dice, WORLD_NOW, outlets, services};
use crate::domain::outlet::Outlet;
use crate::geo::LonLat;
use crate::live::outlets::OutletIndex;
use crate::service::outlet_tiles::{Picture, Scope};
use crate::tiles::clusters::LAST_ZOOM;
use crate::tiles::coord::TileCoord;
use crate::tiles::points::spot_of;

/// Outlets whose tiles are measured at each zoom: dense places come up more often, as on real maps.
const SAMPLES: usize = 500;

/// Towns that hold two thirds of all outlets, within twenty kilometres around: the tile of the last zoom in
/// the middle of a town has more than it may show one by one.
const TOWNS: usize = 40;

/// Measures with `count` invented outlets between the Elbe and the Bug.
pub fn run<W: Write>(count: usize, seed: u64, report: &mut Report<'_, W>) -> CliResult {
    let index = OutletIndex::build(crowded(count, seed), services(), WORLD_NOW);
    let started = Instant::now();
    let (made, kept) = (Picture::of(&index, 1, 0), Picture::of(&index, 1, 64 << 20));
    let sorted_ms = started.elapsed().as_millis() as u64 / 2;
    report.line("outlets_sort", vec![("outlets", json!(count)), ("ms", json!(sorted_ms))])?;
    for z in 0..=LAST_ZOOM {
        let tiles: Vec<TileCoord> = sample(&index, count, z)?;
        let time = |picture: &Picture, tile: &TileCoord| {
            let started = Instant::now();
            let bytes = picture.tile(&index, Scope::Staff, *tile).len();
            (started.elapsed().as_secs_f64() * 1e6, bytes)
        };
        let worst = |picture: &Picture| tiles.iter().map(|tile| time(picture, tile)).fold((0.0, 0), worse);
        let first = worst(&made);
        worst(&kept);
        let fields = vec![
            ("zoom", json!(z)),
            ("worst_us", json!(first.0.round())),
            ("worst_bytes", json!(first.1)),
            ("kept_worst_us", json!((worst(&kept).0 * 10.0).round() / 10.0)),
        ];
        report.line("outlets_tile", fields)?;
    }
    Ok(())
}

fn worse(a: (f64, usize), b: (f64, usize)) -> (f64, usize) {
    if a.0 > b.0 { a } else { b }
}

fn sample(index: &OutletIndex, count: usize, z: u8) -> Result<Vec<TileCoord>, crate::tiles::coord::CoordError> {
    let slots = (0..SAMPLES.min(count)).map(|number| (number * count / SAMPLES.min(count)) as u32);
    let points = slots.filter_map(|slot| Some(index.at(slot)?.point()));
    let mut tiles: Vec<[u64; 2]> = points.map(|at| spot_of(at).map(|value| u64::from(value) >> (32 - z))).collect();
    tiles.sort_unstable();
    tiles.dedup();
    tiles.into_iter().map(|[x, y]| TileCoord::new(u32::from(z), x, y)).collect()
}

fn crowded(count: usize, seed: u64) -> impl Iterator<Item = Outlet> {
    outlets(count, seed, false).zip(crowded_places(count, seed)).map(|(mut outlet, point)| {
        outlet.draft.point = point;
        outlet
    })
}

/// Places between the Elbe and the Bug, two thirds of them in towns.
pub(super) fn crowded_places(count: usize, seed: u64) -> impl Iterator<Item = LonLat> {
    let mut dice = Dice::new(seed);
    let mut anywhere = move || (13.0 + dice.share() * 11.0, 48.6 + dice.share() * 6.0, dice.share(), dice.share());
    let towns: Vec<(f64, f64)> = (0..TOWNS).map(|_| anywhere()).map(|(lon, lat, ..)| (lon, lat)).collect();
    (0..count).map(move |number| {
        let (lon, lat, near, around) = anywhere();
        let (town_lon, town_lat) = towns[number % TOWNS];
        // Squared: dense in the middle, thin at the edge.
        let (away, turn) = (near * near * 0.2, around * std::f64::consts::TAU);
        let in_town = (town_lon + away * turn.cos() * 1.6, town_lat + away * turn.sin());
        let (lon, lat) = if number % 3 == 0 { (lon, lat) } else { in_town };
        LonLat::new(lon, lat).expect("between the Elbe and the Bug")
    })
}
