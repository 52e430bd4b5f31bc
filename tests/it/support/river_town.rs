//! Rivertown: an invented town on two banks of a river, whose only bridge is 5.75 kilometres downstream.
//!
//! ```text
//!        R1                                     north bank: Brzegowa, towards the bridge
//!  ~~~~~~~~~~~~~~~~~~~~~~~ river ~~~~~~~~~ | ~~~~~ Most (bridge)
//!        B1 ---- R2                             south bank: Rzeczna, towards the bridge
//! ```
//!
//! B1 to R1 is 0.8 km as the crow flies and 12.8 km by road, B1 to R2 2.1 km and 2.6 km. Besides: Lipowa, a one-way
//! street off Rzeczna; Ślepa, private; and an island with a road of its own. On the equator, so that metres are plain.

use std::sync::LazyLock;

use blisko::roads::build::RoadBuilder;
use blisko::roads::file::write_road_file;
use blisko::roads::network::{Network, Roads};
use blisko::roads::profile::{Country, Profile};
use blisko::roads::record::{Place, RoadTags, WayNode, WayRecord};

/// Longitude and latitude of the customer.
pub const B1: (f64, f64) = at(0, 0);
/// Across the river.
pub const R1: (f64, f64) = at(0, 800);
/// On the same bank.
pub const R2: (f64, f64) = at(2_100, 0);
/// On the island.
pub const ISLAND: (f64, f64) = at(3_000, 350);
/// Far out at sea.
pub const SEA: (f64, f64) = at(0, -60_000);

/// Metres east and north of B1 to degrees.
pub const fn at(east_m: i32, north_m: i32) -> (f64, f64) {
    const DEGREE_M: f64 = 111_319.49;
    (20.0 + east_m as f64 / DEGREE_M, north_m as f64 / DEGREE_M)
}

/// Name, further tags, corners in metres east and north of B1.
type Way = (&'static str, &'static str, &'static [(i32, i32)]);

const WAYS: [Way; 7] = [
    // 2.6 km to R2: the street makes a bend.
    ("Rzeczna", "highway=residential", &[(-500, 0), (0, 0), (0, -250), (2_100, -250), (2_100, 0), (6_500, 0)]),
    ("Most", "highway=residential", &[(5_750, 0), (5_750, 800)]),
    ("Brzegowa", "highway=residential", &[(6_500, 800), (0, 800), (-500, 800)]),
    ("Lipowa", "highway=residential oneway=yes", &[(1_000, -250), (1_000, -600), (1_400, -600), (1_400, -250)]),
    ("Ślepa", "highway=service access=private", &[(4_000, 0), (4_000, -300)]),
    ("Wyspowa", "highway=residential", &[(2_900, 350), (3_100, 350)]),
    ("Leśna", "highway=path", &[(0, 0), (0, 300)]),
];

/// The road file, all modes.
pub fn road_file() -> &'static [u8] {
    static FILE: LazyLock<Vec<u8>> = LazyLock::new(|| {
        let mut builder = RoadBuilder::new(Country::Poland);
        ways().iter().for_each(|way| builder.add_way(way));
        let roads: Vec<Roads> =
            Profile::ALL.into_iter().map(|profile| Roads::new(Network::build(&builder, profile).into())).collect();
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("roads.bin");
        write_road_file(&path, &roads).expect("it can be written");
        std::fs::read(path).expect("it was written")
    });
    &FILE
}

/// Corners at the same place are one node.
fn ways() -> Vec<WayRecord> {
    let mut nodes: Vec<Place> = Vec::new();
    let mut node = |corner: (i32, i32)| {
        let (lon, lat) = at(corner.0, corner.1);
        let place = [(lon * 1e7).round() as i32, (lat * 1e7).round() as i32];
        let number = nodes.iter().position(|known| *known == place).unwrap_or_else(|| {
            nodes.push(place);
            nodes.len() - 1
        });
        WayNode { id: number as i64 + 1, place: Some(place) }
    };
    let with_crossings = |corners: &[(i32, i32)]| {
        let all: Vec<(i32, i32)> = WAYS.iter().flat_map(|way| way.2.iter().copied()).collect();
        let mut line = Vec::new();
        for pair in corners.windows(2) {
            line.push(pair[0]);
            let mut between: Vec<(i32, i32)> =
                all.iter().copied().filter(|at| lies_between(pair[0], pair[1], *at)).collect();
            between.sort_by_key(|at| (at.0 - pair[0].0).abs() + (at.1 - pair[0].1).abs());
            between.dedup();
            line.extend(between);
        }
        line.extend(corners.last());
        line
    };
    let way = |(number, (name, tags, corners)): (usize, &Way)| WayRecord {
        id: number as i64 + 100,
        nodes: with_crossings(corners).into_iter().map(&mut node).collect(),
        tags: std::iter::once(("name", *name))
            .chain(tags.split(' ').filter_map(|tag| tag.split_once('=')))
            .collect::<RoadTags>(),
    };
    WAYS.iter().enumerate().map(way).collect()
}

/// On a line along one of the axes, ends excluded.
fn lies_between(a: (i32, i32), b: (i32, i32), at: (i32, i32)) -> bool {
    let within = |a: i32, b: i32, at: i32| (a.min(b)..=a.max(b)).contains(&at);
    at != a && at != b && within(a.0, b.0, at.0) && within(a.1, b.1, at.1)
}
