//! Any bytes as what follows the header of a road file: refused, or searched without a panic.
//!
//! The header is made here, so that the hash is always right. Seeds: `roads.bin` of a built region without its first 56
//! bytes.
#![no_main]

use std::sync::Arc;

use blisko::geo::LonLat;
use blisko::roads::file::{RoadFile, with_header};
use blisko::units::Meters;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Ok(file) = RoadFile::read(Arc::new(with_header(bytes))) else { return };
    for profile in file.profiles().collect::<Vec<_>>() {
        let roads = file.roads(profile).expect("it was told");
        let point = |lon| LonLat::new(lon, 53.56).expect("on earth");
        let snaps: Vec<_> = [13.25, 13.27].into_iter().filter_map(|lon| roads.snap(point(lon), Meters(1e6))).collect();
        let mut search = roads.search();
        roads.matrix(&mut search, &snaps, &snaps);
        for route in snaps.iter().filter_map(|snap| roads.route(&mut search, &snaps[0], snap)) {
            route.geometry(&roads.network.graph);
            roads.steps(&route);
        }
    }
});
