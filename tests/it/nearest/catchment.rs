//! Who is near an outlet, and who loses by it if it closes, against every way driven one by one.

use blisko::cli::bench::world::Dice;
use blisko::geo::LonLat;
use blisko::roads::cost::unpack;
use blisko::service::catchment::{losing, within_reach};
use blisko::service::roads::{Basis, Conditions, Mode, SNAP_RADIUS};
use blisko::units::Seconds;

use super::by_road::{SEED, anywhere_near, world};
use crate::support::app::TestApp;
use crate::support::river_town::{B1, R1, R2, SEA};

#[test]
fn who_loses_an_outlet_is_who_would_have_gone_there_and_goes_to_the_next() {
    let mut dice = Dice::new(SEED + 4);
    let world = world(&mut dice, 120);
    let points: Vec<LonLat> = (0..150).map(|_| anywhere_near(&mut dice)).collect();
    let roads = world.roads.roads();
    let mut search = roads.search();
    let mut lost = 0;
    for closing in (0..world.index.slot_end()).step_by(7).take(12) {
        let stays = |slot: u32| !slot.is_multiple_of(5);
        let found = losing(&world.roads, closing, &points, stays);
        let mut expected = Vec::new();
        for (number, point) in points.iter().enumerate() {
            let Some(from) = roads.snap(*point, SNAP_RADIUS) else { continue };
            let slots = (0..world.index.slot_end()).filter(|slot| *slot == closing || stays(*slot));
            let mut drives: Vec<_> = slots
                .filter_map(|slot| {
                    let outlet = world.index.at(slot)?;
                    let to = roads.snap(outlet.point(), SNAP_RADIUS)?;
                    Some((unpack(roads.cost(&mut search, &from, &to)?), outlet.id(), slot))
                })
                .collect();
            drives.sort_unstable();
            if drives.first().is_some_and(|first| first.2 == closing) {
                expected.push((number, drives[0].0, drives.get(1).map(|next| (next.0, next.2))));
            }
        }
        let facts = found.iter().map(|each| {
            let way = |drive: &blisko::service::outlet_roads::Drive| (drive.time_ms, drive.length_dm);
            (each.point, way(&each.before), each.after.as_ref().map(|drive| (way(drive), drive.slot)))
        });
        assert_eq!(facts.collect::<Vec<_>>(), expected, "when {closing} closes");
        lost += expected.len();
    }
    assert!(lost > 0, "nobody lost anything");
}

#[tokio::test]
async fn within_minutes_of_an_outlet_is_who_gets_there_by_road() {
    let app = TestApp::with_roads().await;
    let point = |(lon, lat): (f64, f64)| LonLat::new(lon, lat).expect("a point");
    let points = [B1, R1, SEA].map(point);
    let roads = app.app.routing.roads();
    let usual = Conditions::default();
    let reached = |minutes| within_reach(&roads, (Mode::Car, &usual), point(R2), &points, Seconds::minutes(minutes));
    // B1 is 2.6 km away at thirty, R1 across the river, the last one out at sea.
    assert_eq!(reached(10).iter().map(|each| each.point).collect::<Vec<_>>(), [0]);
    let all = reached(240);
    assert_eq!(all.iter().map(|each| each.point).collect::<Vec<_>>(), [0, 1, 2]);
    assert_eq!((all[0].basis, all[2].basis), (Basis::Roads, Basis::CrowFlies));
}
