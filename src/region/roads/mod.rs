//! The steps of a build that make the road file and the file of landmarks: read what matters on roads and beside them
//! from the OSM file, and give it to `roads`, which knows what it means.

mod landmarks;
mod read;

use super::build::Step;
use super::error::RegionError;
use super::progress::Report;
use super::workspace::Workspace;
use crate::roads::build::RoadBuilder;
use crate::roads::file::write_road_file;
use crate::roads::network::{Network, Roads};
use crate::roads::profile::{Country, Profile};
use read::Reading;

/// The road file in a region's folder.
pub const ROADS_FILE: &str = "roads.bin";

pub use landmarks::{LANDMARKS_FILE, LANDMARKS_STEP};

/// Needs the step that finds the nodes before it.
pub const ROADS_STEP: Step = Step { name: "roads", run };

fn run(workspace: &Workspace, report: &mut Report<'_>) -> Result<(), RegionError> {
    let builder = read_into_builder(workspace, report)?;
    report.begin("profiles", Profile::ALL.len() as u64);
    let mut roads = Vec::new();
    for (done, profile) in (1..).zip(Profile::ALL) {
        roads.push(Roads::new(Network::build(&builder, profile).into()));
        report.reach(done);
    }
    write_road_file(&workspace.out(ROADS_FILE), &roads).map_err(RegionError::Roads).map(drop)
}

/// What the file of a workspace tells about roads; nothing is built of it yet.
pub(super) fn read_into_builder(workspace: &Workspace, report: &mut Report<'_>) -> Result<RoadBuilder, RegionError> {
    let reading = Reading::begin(workspace, report)?;
    let mut builder = RoadBuilder::new(country_of(reading.facts.bounds));
    reading.read_into(&mut builder, report)?;
    Ok(builder)
}

/// Whose speed limits hold where tags do not tell, from west, south, east and north: the country around the middle,
/// by boxes. It matters for motorways, expressways and living streets without `maxspeed` alone.
fn country_of([west, south, east, north]: [f64; 4]) -> Country {
    const BOXES: [(Country, [f64; 4]); 3] = [
        (Country::Czechia, [12.2, 48.5, 18.8, 50.6]),
        (Country::Poland, [14.6, 49.0, 24.2, 54.9]),
        (Country::Germany, [5.8, 47.2, 14.6, 55.1]),
    ];
    let (lon, lat) = ((west + east) / 2.0, (south + north) / 2.0);
    let holds = |[west, south, east, north]: [f64; 4]| (west..east).contains(&lon) && (south..north).contains(&lat);
    BOXES.into_iter().find(|(_, sides)| holds(*sides)).map_or(Country::Other, |(country, _)| country)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_middle_of_the_data_says_whose_limits_hold() {
        let around = |lon: f64, lat: f64| country_of([lon - 0.1, lat - 0.1, lon + 0.1, lat + 0.1]);
        assert_eq!(around(13.26, 53.56), Country::Germany);
        assert_eq!(around(21.0, 52.2), Country::Poland);
        assert_eq!(around(14.4, 50.1), Country::Czechia);
        assert_eq!(around(-8.6, 41.1), Country::Other);
    }
}
