//! Counted cells: nobody alone in any number, nor in any difference of two.

use std::collections::HashMap;

use blisko::geo::LonLat;
use blisko::mvt::{EXTENT, Layer, ReadValue, read_tile};
use blisko::tiles::anonymous::{AnonymousCells, Counted, FINEST_ZOOM};
use blisko::tiles::clusters::LAST_ZOOM;
use blisko::tiles::coord::TileCoord;
use blisko::tiles::points::{PointSet, spot_of};
use proptest::prelude::*;

const PEOPLE_MIN: usize = 5;

type Cell = (u8, u32, u32);

fn places() -> impl Strategy<Value = Vec<LonLat>> {
    // In a village, in a town, in one house, and anywhere.
    let place = prop_oneof![
        (20.99..21.01, 52.19..52.21),
        (18.5..18.7, 49.7..49.8),
        Just((18.623, 49.7475)),
        (-179.9..179.9, -84.9..84.9),
    ];
    prop::collection::vec(place.prop_map(|(lon, lat)| LonLat::new(lon, lat).unwrap()), 0..400)
}

fn divided(places: &[LonLat]) -> AnonymousCells {
    AnonymousCells::of(&PointSet::build((0..).zip(places.iter().copied())), PEOPLE_MIN)
}

fn cell_of(place: LonLat, z: u8) -> Cell {
    let [x, y] = spot_of(place).map(|value| (u64::from(value) >> (32 - z)) as u32);
    (z, x, y)
}

/// Everything that all tiles of a zoom show.
fn shown_at(cells: &AnonymousCells, places: &[LonLat], z: u8) -> Vec<Counted> {
    let mut tiles: Vec<Cell> = places.iter().map(|place| cell_of(*place, z)).collect();
    // The middle of a larger cell may lie in a tile without anybody.
    let corners = (0..z).flat_map(|larger| places.iter().map(move |place| cell_of(*place, larger)));
    tiles.extend(corners.map(|(larger, x, y)| (z, (2 * x + 1) << (z - larger - 1), (2 * y + 1) << (z - larger - 1))));
    tiles.sort_unstable();
    tiles.dedup();
    let coord = |(z, x, y): Cell| TileCoord::new(u32::from(z), u64::from(x), u64::from(y)).unwrap();
    tiles.into_iter().flat_map(|tile| cells.within(coord(tile))).collect()
}

/// The slow twin: quarters lists of people instead of stretches of sorted keys.
fn divide_slowly(cell: Cell, people: Vec<LonLat>, groups: &mut Vec<(Cell, usize)>) -> usize {
    let mut loose = 0;
    if cell.0 == FINEST_ZOOM || people.len() < PEOPLE_MIN {
        loose = people.len();
    } else {
        let mut quarters: HashMap<Cell, Vec<LonLat>> = HashMap::new();
        people.into_iter().for_each(|place| quarters.entry(cell_of(place, cell.0 + 1)).or_default().push(place));
        for (quarter, people) in quarters {
            loose += divide_slowly(quarter, people, groups);
        }
    }
    if loose >= PEOPLE_MIN {
        groups.push((cell, loose));
        return 0;
    }
    loose
}

fn is_within(inner: TileCoord, outer: TileCoord) -> bool {
    let up = inner.z().checked_sub(outer.z());
    up.is_some_and(|up| (inner.x() >> up, inner.y() >> up) == (outer.x(), outer.y()))
}

proptest! {
    #[test]
    fn the_groups_are_those_of_the_slow_twin(places in places()) {
        let mut groups = Vec::new();
        let left_out = divide_slowly((0, 0, 0), places.clone(), &mut groups);
        let cells = divided(&places);
        prop_assert_eq!(cells.left_out(), left_out);
        let mut expected: HashMap<u8, usize> = HashMap::new();
        groups.iter().for_each(|((z, ..), people)| *expected.entry(*z).or_default() += people);
        // At zoom 12 and deeper tiles show the finest cells: every group by itself.
        let mut found: HashMap<u8, usize> = HashMap::new();
        shown_at(&cells, &places, 12).iter().for_each(|group| *found.entry(group.cell.z()).or_default() += group.people);
        prop_assert_eq!(found, expected);
    }

    #[test]
    fn no_number_of_any_zoom_is_of_fewer_than_five(places in places()) {
        let cells = divided(&places);
        for z in 0..=LAST_ZOOM {
            let shown = shown_at(&cells, &places, z);
            prop_assert!(shown.iter().all(|counted| counted.people >= PEOPLE_MIN), "zoom {}", z);
            let people: usize = shown.iter().map(|counted| counted.people).sum();
            prop_assert_eq!(people, places.len() - cells.left_out(), "zoom {}", z);
        }
    }

    /// Whatever a larger cell counts beyond the smaller ones in it, over any two zooms, is nobody or five and more.
    #[test]
    fn no_difference_of_two_zooms_tells_of_fewer_than_five(places in places()) {
        let cells = divided(&places);
        let zooms: Vec<Vec<Counted>> = (0..=LAST_ZOOM).map(|z| shown_at(&cells, &places, z)).collect();
        for (z, larger) in zooms.iter().enumerate() {
            // Sums of whole cells; loose people are counted in none of them.
            let finest = FINEST_ZOOM.min(z as u8 + 3);
            for outer in larger.iter().filter(|counted| counted.cell.z() == finest) {
                for deeper in &zooms[z + 1..] {
                    let within = |counted: &&Counted| is_within(counted.cell, outer.cell) && counted.cell.z() > finest;
                    let inside: usize = deeper.iter().filter(within).map(|counted| counted.people).sum();
                    let rest = outer.people.checked_sub(inside);
                    let told = rest.is_none_or(|rest| (1..PEOPLE_MIN).contains(&rest));
                    prop_assert!(!told || finest == FINEST_ZOOM, "{:?} and {} in it", outer, inside);
                }
            }
        }
    }

    /// One person who moves changes no number but by steps of five, wherever they go.
    #[test]
    fn numbers_are_written_in_steps_of_five_at_the_middle_of_their_cells(places in places()) {
        let cells = divided(&places);
        let world = TileCoord::new(0, 0, 0).unwrap();
        let mut layer = Layer::new("customers", EXTENT);
        cells.write_tile(&mut layer, world);
        let mut tile = Vec::new();
        layer.append_to(&mut tile);
        for feature in read_tile(&tile).unwrap().into_iter().flat_map(|layer| layer.features) {
            let ReadValue::Int(count) = feature.tags["count"] else { panic!("{feature:?}") };
            prop_assert!(count >= 5 && count % 5 == 0, "{:?}", feature);
            // Middles of cells down to the third halving of a tile lie on sixteenths of it.
            prop_assert!(feature.parts[0][0].iter().all(|at| at % 256 == 0), "{:?}", feature);
            let mut keys: Vec<&str> = feature.tags.keys().map(String::as_str).collect();
            keys.sort_unstable();
            prop_assert_eq!(keys, ["about", "count", "east", "north", "south", "west"]);
        }
    }
}

#[test]
fn four_people_are_nobody_on_the_map_and_five_are_a_cell() {
    let village = |people: usize| vec![LonLat::new(21.0, 52.2).unwrap(); people];
    assert_eq!((divided(&village(4)).left_out(), shown_at(&divided(&village(4)), &village(4), 14)), (4, vec![]));
    let shown = shown_at(&divided(&village(5)), &village(5), 14);
    assert_eq!((shown.len(), shown[0].people, shown[0].cell.z()), (1, 5, FINEST_ZOOM));
}

#[test]
fn a_lone_house_is_counted_with_the_nearest_larger_cell_that_hides_it() {
    // Six in the town and one in each of five houses around it: the five are told of together.
    let town = vec![(21.001, 52.201); 6];
    let houses = [(21.1, 52.2), (21.2, 52.25), (21.3, 52.3), (21.15, 52.3), (21.25, 52.2)];
    let places: Vec<LonLat> = town.into_iter().chain(houses).map(|(lon, lat)| LonLat::new(lon, lat).unwrap()).collect();
    let mut people: Vec<usize> = shown_at(&divided(&places), &places, 14).iter().map(|group| group.people).collect();
    people.sort_unstable();
    assert_eq!(people, [5, 6]);
}
