//! Outlets along a way against every outlet driven by, one by one.

use blisko::cli::bench::world::{Dice, WORLD_NOW};
use blisko::domain::outlet::{Outlet, OutletStatus};
use blisko::roads::cost::unpack;
use blisko::roads::search::Search;
use blisko::roads::snap::Snap;
use blisko::service::find_nearest_outlets::{Departure, Query, Towards, find_outlets_along_by_road};
use blisko::service::roads::SNAP_RADIUS;

use super::by_road::{SEED, World, anywhere_near, world};

const QUESTIONS: usize = 60;

/// Detour in milliseconds, by how many decimetres the way is longer, code.
type Detour = (u64, i64, String);

impl World {
    /// All active outlets on the way, the smallest detour first.
    fn detours(&self, search: &mut Search, from: &Snap, to: &Snap) -> Option<Vec<Detour>> {
        let roads = self.roads.roads();
        let direct = unpack(roads.cost(search, from, to)?);
        let detour = |outlet: &Outlet| {
            let place = roads.snap(outlet.draft.point, SNAP_RADIUS)?;
            let whole = roads.cost(search, from, &place)? + roads.cost(search, &place, to)?;
            let (time_ms, length_dm) = unpack(whole);
            let longer = length_dm as i64 - direct.1 as i64;
            Some((time_ms.saturating_sub(direct.0), longer, outlet.id, outlet.draft.code.clone()))
        };
        let active = self.outlets.iter().filter(|outlet| outlet.draft.status == OutletStatus::Active);
        let mut detours: Vec<_> = active.filter_map(detour).collect();
        detours.sort();
        Some(detours.into_iter().map(|(time_ms, longer, _, code)| (time_ms, longer, code)).collect())
    }

    fn check_along(&self, dice: &mut Dice) {
        let roads = self.roads.roads();
        let mut search = roads.search();
        let moved = self.index.moved_since(self.roads.moves()).expect("few have moved");
        let mut found_some = 0;
        for number in 0..QUESTIONS {
            let [start, end] = [anywhere_near(dice), anywhere_near(dice)];
            let [Some(from), Some(to)] = [start, end].map(|point| roads.snap(point, SNAP_RADIUS)) else { continue };
            let departure = Departure { outlets: &self.roads, from, moved: moved.clone() };
            let query = Query { k: 20, ..Query::around(start) };
            let towards = Towards { to: end, max_detour: None };
            let way = (&departure, &to);
            let found = find_outlets_along_by_road(&self.index, &query, towards, WORLD_NOW, way, &mut search);
            let expected = self.detours(&mut search, &from, &to);
            let found = found.expect("within bounds").map(|along| {
                found_some += along.outlets.len();
                let outlets = along.outlets.iter();
                let facts = |each: &blisko::service::find_nearest_outlets::AlongOutlet| {
                    let code = self.index.at(each.outlet.slot).expect("an outlet").card().code.to_owned();
                    (each.detour.0, (each.detour_length.0 * 10.0).round() as i64, code)
                };
                outlets.map(facts).collect::<Vec<_>>()
            });
            let expected = expected.map(|detours| {
                let seconds = |(ms, longer, code): Detour| (((ms + 500) / 1_000) as i64, longer, code);
                detours.into_iter().take(20).map(seconds).collect::<Vec<_>>()
            });
            assert_eq!(found, expected, "question {number} from {start:?} to {end:?}");
        }
        assert!(found_some > QUESTIONS, "{found_some} outlets lay along the ways");
    }
}

#[test]
fn the_smallest_detours_are_those_of_driving_by_every_outlet() {
    let mut dice = Dice::new(SEED + 2);
    world(&mut dice, 300).check_along(&mut dice);
}

#[test]
fn outlets_that_have_moved_since_are_driven_by_where_they_are_now() {
    let mut dice = Dice::new(SEED + 3);
    let mut world = world(&mut dice, 300);
    world.stir(&mut dice);
    world.check_along(&mut dice);
}
