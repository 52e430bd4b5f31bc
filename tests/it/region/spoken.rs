//! Ways through the demo town, told by its streets and by what one sees there.

use std::time::Duration;

use blisko::domain::language::Language;
use blisko::geo::LonLat;
use blisko::http::views::directions::spoken;
use blisko::service::roads::{
    Conditions, Journey, JourneyQuestion, Mode, RoadSet, Routing, RoutingSettings, SNAP_RADIUS,
};

use super::{TOWN, folder_of_this_build};

const WAYS: usize = 400;

/// Points in the town, each time the same.
fn points() -> impl Iterator<Item = LonLat> {
    let mut state = 1u64;
    std::iter::repeat_with(move || {
        let mut share = || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 40) as f64 / (1u64 << 24) as f64
        };
        LonLat::new(13.22 + 0.09 * share(), 53.53 + 0.05 * share()).expect("in the town")
    })
}

fn ways(roads: &RoadSet) -> Vec<Journey> {
    let (from, to) = (points().step_by(2), points().skip(1).step_by(2));
    let way = |(number, (from, to)): (usize, (LonLat, LonLat))| {
        let mode = [Mode::Car, Mode::Foot, Mode::Bike][number % 3];
        let (points, conditions) = (vec![from, to], Conditions::default());
        roads.journey(&JourneyQuestion { mode, points, radius: SNAP_RADIUS, conditions, with_steps: true }).ok()
    };
    from.zip(to).take(WAYS).enumerate().filter_map(way).collect()
}

#[tokio::test]
async fn ways_are_told_in_one_breath_and_many_of_them_by_landmarks() {
    assert!(TOWN.info.files.iter().any(|file| file.name == "landmarks.bin"));
    let settings = RoutingSettings { data_dir: folder_of_this_build().join("town"), poll: Duration::from_secs(999) };
    let routing = Routing::start(settings, None).await;
    let ways = ways(&routing.roads());
    assert!(ways.len() > WAYS * 9 / 10);
    for language in [Language::Polish, Language::Czech, Language::English] {
        let said: Vec<String> = ways.iter().map(|way| spoken(&way.legs[0], language)).collect();
        let longest = said.iter().max_by_key(|said| said.split_whitespace().count()).expect("some");
        assert!(longest.split_whitespace().count() < 40, "{longest}");
        let marks = match language {
            Language::Polish => [" przy ", " za ", " przed "],
            Language::Czech => [" u ", " za ", " před "],
            Language::English => [" at the ", " past ", " before "],
        };
        let told = said.iter().filter(|said| marks.iter().any(|mark| said.contains(mark))).count();
        println!("{language:?}: {told} of {} with a landmark; the longest: {longest}", said.len());
        assert!(told * 4 > said.len(), "{told} of {}", said.len());
    }
}
