//! The nearest by travel time against every outlet driven to one by one.

use std::collections::HashMap;
use std::sync::Arc;

use blisko::cli::bench::questions::{QUESTIONS_FROM, QUESTIONS_UNTIL, question};
use blisko::cli::bench::world::{self, Dice, WORLD_NOW};
use blisko::domain::outlet::Outlet;
use blisko::geo::{LonLat, geodesic_distance};
use blisko::live::outlets::OutletIndex;
use blisko::roads::build::RoadBuilder;
use blisko::roads::cost::unpack;
use blisko::roads::network::{Network, Roads};
use blisko::roads::profile::{Country, Profile};
use blisko::roads::record::{RoadTags, WayNode, WayRecord};
use blisko::roads::search::Search;
use blisko::roads::snap::Snap;
use blisko::service::find_nearest_outlets::brute_force::{BruteForce, Outline, Way};
use blisko::service::find_nearest_outlets::{
    Departure, ExclusionCode, Query, TravelEstimate, find_nearest_outlets_by_road,
};
use blisko::service::outlet_roads::{OutletPlaces, OutletRoads};
use blisko::service::roads::SNAP_RADIUS;

pub(super) const SEED: u64 = 20_261_122;
const QUESTIONS: usize = 400;
/// The town lies here; a junction every 0.005 degrees.
const CORNER: (f64, f64) = (19.0, 50.0);
const SIDE: usize = 14;
/// The last columns are an island: no way leads there.
const ISLAND_FROM: usize = 11;

fn place(column: usize, row: usize) -> [i32; 2] {
    let gap = if column >= ISLAND_FROM { 0.03 } else { 0.0 };
    let degrees = [CORNER.0 + gap + column as f64 * 0.005, CORNER.1 + row as f64 * 0.005];
    degrees.map(|degrees| (degrees * 1e7).round() as i32)
}

/// Streets between neighbouring junctions: some are missing, some lead one way.
fn town(dice: &mut Dice) -> Arc<Roads> {
    let mut builder = RoadBuilder::new(Country::Poland);
    let node =
        |column: usize, row: usize| WayNode { id: (column * SIDE + row) as i64, place: Some(place(column, row)) };
    let mut id = 0;
    for column in 0..SIDE {
        for row in 0..SIDE {
            for (next_column, next_row) in [(column + 1, row), (column, row + 1)] {
                let is_shore = column + 1 == ISLAND_FROM && next_column == ISLAND_FROM;
                if next_column == SIDE || next_row == SIDE || is_shore || dice.percent(15) {
                    continue;
                }
                id += 1;
                let kinds = ["residential", "primary", "living_street", "tertiary"];
                let mut tags = vec![("highway", dice.pick(&kinds))];
                if dice.percent(20) {
                    tags.push(("oneway", "yes"));
                }
                let nodes = vec![node(column, row), node(next_column, next_row)];
                builder.add_way(&WayRecord { id, nodes, tags: tags.into_iter().collect::<RoadTags>() });
            }
        }
    }
    Arc::new(Roads::new(Arc::new(Network::build(&builder, Profile::Car))))
}

/// In town, on the island, or in the country around.
pub(super) fn anywhere_near(dice: &mut Dice) -> LonLat {
    let (lon, lat) = (CORNER.0 - 0.02 + dice.share() * 0.17, CORNER.1 - 0.02 + dice.share() * 0.11);
    LonLat::new(lon, lat).expect("a valid point")
}

pub(super) struct World {
    pub(super) outlets: Vec<Outlet>,
    pub(super) index: OutletIndex,
    pub(super) roads: OutletRoads,
}

pub(super) fn world(dice: &mut Dice, count: usize) -> World {
    let mut outlets: Vec<Outlet> = world::outlets(count, SEED, true).collect();
    for outlet in outlets.iter_mut() {
        if dice.percent(85) {
            outlet.draft.point = anywhere_near(dice);
        }
    }
    // Several in one house.
    for number in (10..count).step_by(17) {
        outlets[number].draft.point = outlets[number - 1].draft.point;
    }
    let index = OutletIndex::build(outlets.iter().cloned(), world::services(), WORLD_NOW);
    let roads = OutletRoads::new(town(dice), &OutletPlaces::of(&index));
    World { outlets, index, roads }
}

impl World {
    /// Some outlets move, some go, some come; the roads do not know yet.
    pub(super) fn stir(&mut self, dice: &mut Dice) {
        for number in (0..self.outlets.len()).step_by(13) {
            self.outlets[number].draft.point = anywhere_near(dice);
            self.index.upsert(&self.outlets[number], WORLD_NOW);
        }
        let mut number = 0;
        self.outlets.retain(|outlet| {
            number += 1;
            number % 29 != 0 || !self.index.remove(outlet.id)
        });
        for mut outlet in world::outlets(20, SEED + 9, false) {
            outlet.draft.point = anywhere_near(dice);
            self.index.upsert(&outlet, WORLD_NOW);
            self.outlets.push(outlet);
        }
    }

    fn check(&self, dice: &mut Dice) {
        let brute_force = BruteForce::new(&self.outlets, QUESTIONS_FROM, QUESTIONS_UNTIL, geodesic_distance);
        let mut search = self.roads.roads().search();
        let moved = self.index.moved_since(self.roads.moves()).expect("few have moved");
        let (mut by_road, mut unreachable) = (0, 0);
        for number in 0..QUESTIONS {
            let query = Query { from: anywhere_near(dice), travel: TravelEstimate::default(), ..question(dice) };
            let Some(from) = self.roads.roads().snap(query.from, SNAP_RADIUS) else { continue };
            let departure = Departure { outlets: &self.roads, from, moved: moved.clone() };
            let answer = find_nearest_outlets_by_road(&self.index, &query, WORLD_NOW, &departure, &mut search);
            let answer = answer.expect("within bounds");
            let ways = self.ways(&mut search, &from);
            let expected = brute_force.answer_by_road(&query, WORLD_NOW, &|outlet| ways[&outlet.id]);
            assert_same(&answer.outline(), &expected, &format!("question {number}: {query:?}"));
            by_road += answer.offered.iter().filter(|offered| offered.journey.road.is_some()).count();
            unreachable += answer.excluded.iter().filter(|each| each.code == ExclusionCode::Unreachable).count();
        }
        assert!(by_road > QUESTIONS, "{by_road} outlets were offered by road");
        assert!(unreachable > 0, "none was told to be out of reach");
    }

    fn ways(&self, search: &mut Search, from: &Snap) -> HashMap<blisko::domain::ids::OutletId, Way> {
        let roads = self.roads.roads();
        let mut way = |outlet: &Outlet| match roads.snap(outlet.draft.point, SNAP_RADIUS) {
            None => Way::NoRoad,
            Some(to) => roads
                .cost(search, from, &to)
                .map(unpack)
                .map_or(Way::NoWay, |(time_ms, length_dm)| Way::Road { time_ms, length_dm }),
        };
        self.outlets.iter().map(|outlet| (outlet.id, way(outlet))).collect()
    }
}

/// Names the first difference only: hundreds of outlets may be left out.
fn assert_same(found: &Outline, expected: &Outline, question: &str) {
    assert_eq!(found.offered, expected.offered, "{question}");
    for (number, (found, expected)) in found.excluded.iter().zip(&expected.excluded).enumerate() {
        assert_eq!(found, expected, "excluded {number}, {question}");
    }
    let rest = |outline: &Outline| {
        let Outline { excluded, excluded_total, next_opening, blocking_filters, .. } = outline.clone();
        (excluded.len(), excluded_total, next_opening, blocking_filters)
    };
    assert_eq!(rest(found), rest(expected), "{question}");
}

#[test]
fn by_road_the_answer_is_that_of_driving_to_every_outlet() {
    let mut dice = Dice::new(SEED);
    world(&mut dice, 300).check(&mut dice);
}

#[test]
fn outlets_that_have_moved_since_are_found_where_they_are_now() {
    let mut dice = Dice::new(SEED + 1);
    let mut world = world(&mut dice, 300);
    world.stir(&mut dice);
    world.check(&mut dice);
}
