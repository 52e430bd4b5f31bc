//! What lies in what: by areas, then by what was said in words, then by nearness for parts of settlements.

use super::areas::Areas;
use super::draft::{PlaceDraft, Spot};
use super::places::{is_part, is_settlement};
use super::spots::SpotTree;
use crate::geocoder::record::PlaceKind;

/// A part of a town whose area nobody drew lies no farther from its middle.
const PART_REACH_M: f64 = 15_000.0;

/// Fills `parent` of all places. A parent is always coarser, so that no place lies in itself.
pub fn set_parents(places: &mut [PlaceDraft]) {
    let areas = Areas::new(places.iter().enumerate().filter_map(|(at, place)| Some((at, place.area.as_ref()?))));
    let towns = Settlements::new(places);
    let parents: Vec<Option<usize>> = (0..places.len()).map(|at| parent_of(places, at, &areas, &towns)).collect();
    for (place, parent) in places.iter_mut().zip(parents) {
        place.parent = parent;
    }
}

fn parent_of(places: &[PlaceDraft], at: usize, areas: &Areas, towns: &Settlements) -> Option<usize> {
    let place = &places[at];
    let holding = areas.holding(place.spot);
    let around = holding.into_iter().filter(|other| *other != at && is_coarser(places[*other].kind, place.kind));
    let by_area = around.max_by_key(|other| places[*other].kind);
    let by_word = place.parent.filter(|other| is_coarser(places[*other].kind, place.kind));
    let near = || if is_part(place.kind) { towns.nearest(places, place.spot, PART_REACH_M) } else { None };
    let best = finer_of(places, by_area, by_word);
    let in_settlement = best.is_some_and(|best| is_settlement(places[best].kind));
    if is_part(place.kind) && !in_settlement {
        let named_alike = best.and_then(|area| towns.of_area(places, area));
        return named_alike.or_else(near).or(best);
    }
    best
}

/// Parts of settlements lie in settlements, settlements in areas; a village does not lie in a town's point.
fn is_coarser(other: PlaceKind, than: PlaceKind) -> bool {
    if is_settlement(than) { other < PlaceKind::City } else { other < than }
}

fn finer_of(places: &[PlaceDraft], a: Option<usize>, b: Option<usize>) -> Option<usize> {
    match (a, b) {
        (Some(a), Some(b)) => Some(if places[b].kind > places[a].kind { b } else { a }),
        _ => a.or(b),
    }
}

/// Settlements by nearness, the larger reaching farther.
#[derive(Debug)]
pub struct Settlements {
    tree: SpotTree,
    numbers: Vec<usize>,
}

/// How many of the nearest are weighed against each other.
const WEIGHED: usize = 8;

impl Settlements {
    pub fn new(places: &[PlaceDraft]) -> Self {
        let numbers: Vec<usize> = (0..places.len()).filter(|at| is_settlement(places[*at].kind)).collect();
        Self { tree: SpotTree::new(numbers.iter().map(|at| places[*at].spot).collect()), numbers }
    }

    pub fn nearest(&self, places: &[PlaceDraft], spot: Spot, meters: f64) -> Option<usize> {
        let near = self.tree.nearest(spot, WEIGHED, meters);
        let weighed = near.into_iter().map(|(number, distance)| (self.numbers[number], distance));
        weighed
            .min_by(|a, b| (a.1 / reach_of(places[a.0].kind)).total_cmp(&(b.1 / reach_of(places[b.0].kind))))
            .map(|(at, _)| at)
    }

    /// The settlement that a commune is called after.
    pub fn of_area(&self, places: &[PlaceDraft], area: usize) -> Option<usize> {
        let near = self.tree.nearest(places[area].spot, 4 * WEIGHED, PART_REACH_M);
        near.into_iter().map(|(number, _)| self.numbers[number]).find(|at| places[*at].name == places[area].name)
    }
}

fn reach_of(kind: PlaceKind) -> f64 {
    match kind {
        PlaceKind::City => 4.0,
        PlaceKind::Town => 2.0,
        PlaceKind::Village => 1.0,
        _ => 0.7,
    }
}
