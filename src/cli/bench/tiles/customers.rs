//! The layer of customers in process: the first picture, a picture after one change, a view, and the worst tiles of
//! each zoom for those who see points, for a rep, and for those who count cells.

use std::io::Write;
use std::sync::Arc;
use std::time::Instant;

use serde_json::json;

use super::layer::crowded_places;
use crate::cli::CliResult;
use crate::cli::bench::report::Report;
use crate::domain::customer::ValueTier;
use crate::domain::customer_map::CustomerFilter;
use crate::domain::ids::{CustomerId, UserId};
use crate::geo::LonLat;
use crate::live::customers::{CustomerIndex, LiveCustomers};
use crate::service::customer_tiles::{Picture, View};
use crate::store::customers::SearchedCustomer;
use crate::tiles::clusters::LAST_ZOOM;
use crate::tiles::coord::{CoordError, TileCoord};
use crate::tiles::points::spot_of;

/// Customers whose tiles are measured at each zoom.
const SAMPLES: usize = 500;

/// Each tile is made so often, and the quickest counts: what other programs did meanwhile does not.
const TRIES: usize = 3;

/// Users who look after customers: each has a five-hundredth of them.
const REPS: usize = 500;

/// Measures with `count` invented customers, as near each other as the outlets of `layer`.
pub fn run<W: Write>(count: usize, seed: u64, report: &mut Report<'_, W>) -> CliResult {
    let reps: Vec<UserId> = (0..REPS).map(|_| UserId::generate()).collect();
    let mut index = CustomerIndex::default();
    let places: Vec<LonLat> = crowded_places(count, seed).collect();
    places.iter().enumerate().for_each(|(number, point)| index.upsert(&customer(number, *point, &reps)));
    let live = LiveCustomers::of(index);
    let ms = |started: Instant| (started.elapsed().as_secs_f64() * 1e4).round() / 10.0;
    let started = Instant::now();
    let first = Picture::take(&live, 1, None).ok_or("nobody is loaded")?;
    let sorted_ms = ms(started);
    let started = Instant::now();
    let picture = Picture::take(&live, 2, Some(&first)).ok_or("nobody is loaded")?;
    let again_ms = ms(started);
    let of_rep = CustomerFilter { owner: Some(reps[0]), ..CustomerFilter::default() };
    let gold = CustomerFilter { value_tier: Some(ValueTier::Gold), ..CustomerFilter::default() };
    report.line(
        "customers_sort",
        vec![("customers", json!(count)), ("ms", json!(sorted_ms)), ("again_ms", json!(again_ms))],
    )?;
    let views = [
        ("points", CustomerFilter::default(), false),
        ("gold", gold, false),
        ("own", of_rep, false),
        ("cells", CustomerFilter::default(), true),
    ];
    for (name, filter, as_cells) in views {
        let started = Instant::now();
        let view = picture.view(&live, filter, as_cells);
        let view_ms = ms(started);
        report.line(
            "customers_view",
            vec![("view", json!(name)), ("ms", json!(view_ms)), ("shown", json!(view.count()))],
        )?;
        for z in 0..=LAST_ZOOM {
            let (worst_us, worst_bytes) = worst(&live, &view, &places, z)?;
            let fields = vec![
                ("view", json!(name)),
                ("zoom", json!(z)),
                ("worst_us", json!(worst_us.round())),
                ("worst_bytes", json!(worst_bytes)),
            ];
            report.line("customers_tile", fields)?;
        }
    }
    Ok(())
}

fn worst(live: &LiveCustomers, view: &Arc<View>, places: &[LonLat], z: u8) -> Result<(f64, usize), CoordError> {
    let step = (places.len() / SAMPLES).max(1);
    let cell = |at: &LonLat| spot_of(*at).map(|value| u64::from(value) >> (32 - z));
    let mut tiles: Vec<[u64; 2]> = places.iter().step_by(step).map(cell).collect();
    tiles.sort_unstable();
    tiles.dedup();
    let guard = live.read();
    let mut worst = (0.0, 0);
    for [x, y] in tiles {
        let tile = TileCoord::new(u32::from(z), x, y)?;
        let once = || {
            let started = Instant::now();
            let bytes = view.tile(guard.as_ref(), tile).len();
            (started.elapsed().as_secs_f64() * 1e6, bytes)
        };
        let (us, bytes) = (0..TRIES).map(|_| once()).fold((f64::INFINITY, 0), |a, b| (a.0.min(b.0), b.1));
        worst = (us.max(worst.0), bytes.max(worst.1));
    }
    Ok(worst)
}

fn customer(number: usize, point: LonLat, reps: &[UserId]) -> SearchedCustomer {
    SearchedCustomer {
        id: CustomerId::generate(),
        number: format!("C-{number}"),
        segment: ["b2c", "b2b", "student"][number % 3].to_owned(),
        value_tier: ValueTier::ALL[number % ValueTier::ALL.len()],
        owner: Some(reps[number % reps.len()]),
        names: Vec::new(),
        places: Vec::new(),
        phones: Vec::new(),
        point: Some(point),
    }
}
