//! The roads as the rest of the product asks them, without HTTP.

use blisko::geo::LonLat;
use blisko::service::roads::{Basis, Mode, Trip};

use crate::support::app::TestApp;
use crate::support::river_town::{B1, R1, R2, SEA};

fn point((lon, lat): (f64, f64)) -> LonLat {
    LonLat::new(lon, lat).expect("a point")
}

#[tokio::test]
async fn one_to_many_gives_each_its_time_and_what_it_is_made_of() {
    let app = TestApp::with_roads().await;
    let trips = app.app.routing.roads().trips(Mode::Car, point(B1), &[R1, R2, SEA].map(point));
    assert_eq!(trips.iter().map(|trip| trip.basis).collect::<Vec<_>>(), [Basis::Roads, Basis::Roads, Basis::CrowFlies]);
    let metres = |trip: &Trip| trip.travel.expect("a way").distance.0;
    assert!(metres(&trips[0]) > 12_000.0 && metres(&trips[1]) < 3_000.0, "{trips:?}");
}
