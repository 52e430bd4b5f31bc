//! Places told more than once become one; what others lie in by word becomes a place.

use std::collections::HashMap;

use super::aliases::aliases_of;
use super::draft::{Drafts, PlaceDraft};
use super::spots::meters_between;
use crate::geocoder::index::{StringsBuilder, country_code, source_code};
use crate::geocoder::normalize::plain_key;
use crate::geocoder::record::PlaceKind;

/// A settlement's node and its boundary, or two sources' points for it, are not farther apart.
const SAME_PLACE_M: f64 = 5_000.0;
/// Nicknames are those of towns, not of every hamlet with the name.
const ALIASED_POPULATION_MIN: u32 = 5_000;

pub fn is_settlement(kind: PlaceKind) -> bool {
    (PlaceKind::City..=PlaceKind::Hamlet).contains(&kind)
}

pub fn is_part(kind: PlaceKind) -> bool {
    kind >= PlaceKind::District
}

/// Merges, and gives towns the names that people have for them.
pub fn settle_places(drafts: &mut Drafts) {
    let places = std::mem::take(&mut drafts.places);
    drafts.places = merged(places, &drafts.strings);
    add_aliases(drafts);
    add_named_areas(drafts);
}

fn merged(places: Vec<PlaceDraft>, strings: &StringsBuilder) -> Vec<PlaceDraft> {
    let mut kept: Vec<PlaceDraft> = Vec::with_capacity(places.len());
    let mut by_key: HashMap<(u8, String), Vec<usize>> = HashMap::new();
    for place in places {
        let known = by_key.entry((group_of(place.kind), plain_key(strings.text(place.name)))).or_default();
        match known.iter().find(|at| are_one(&kept[**at], &place)) {
            Some(at) => merge_into(&mut kept[*at], place),
            None => {
                known.push(kept.len());
                kept.push(place);
            }
        }
    }
    kept
}

/// Kinds that can stand for the same thing.
fn group_of(kind: PlaceKind) -> u8 {
    if is_settlement(kind) {
        10
    } else if is_part(kind) {
        20
    } else {
        kind as u8
    }
}

fn are_one(a: &PlaceDraft, b: &PlaceDraft) -> bool {
    let one_country = a.country == b.country || a.country == 0 || b.country == 0;
    let reach = if is_settlement(a.kind) || is_part(a.kind) { SAME_PLACE_M } else { 30.0 * SAME_PLACE_M };
    one_country && meters_between(a.spot, b.spot) <= reach
}

/// The point of a node says where the middle is better than the middle of an area does.
fn merge_into(kept: &mut PlaceDraft, other: PlaceDraft) {
    let other_knows_better = kept.area.is_some() && other.area.is_none()
        || kept.area.is_none() == other.area.is_none() && source_code(other.source) < source_code(kept.source);
    if other_knows_better {
        kept.spot = other.spot;
        kept.source = other.source;
        kept.kind = other.kind;
    }
    kept.kind = kept.kind.min(other.kind);
    kept.area = kept.area.take().or(other.area);
    kept.population = kept.population.max(other.population);
    kept.country = kept.country.max(other.country);
    kept.other_names.extend(other.other_names);
    kept.other_names.push(other.name);
    kept.within.extend(other.within);
}

fn add_aliases(drafts: &mut Drafts) {
    let Drafts { places, strings, .. } = drafts;
    for place in places {
        let is_town = place.kind <= PlaceKind::Town || place.population >= ALIASED_POPULATION_MIN;
        if is_settlement(place.kind) && is_town {
            let country = country_code(place.country);
            let names: Vec<u32> = std::iter::once(place.name).chain(place.other_names.iter().copied()).collect();
            for name in names {
                let aliases = aliases_of(&country, strings.text(name));
                place.other_names.extend(aliases.iter().map(|alias| strings.number_of(alias)));
            }
        }
        place.other_names.sort_unstable();
        place.other_names.dedup();
        place.other_names.retain(|other| *other != place.name);
    }
}

/// Communes, counties and regions that are told by word only. One of a name in each country and coarser area.
fn add_named_areas(drafts: &mut Drafts) {
    let mut areas: HashMap<(PlaceKind, u32, u16, Option<usize>), usize> = HashMap::new();
    let mut drawn = AreasByName::default();
    (0..drafts.places.len()).for_each(|at| drawn.add(drafts, at));
    for place in 0..drafts.places.len() {
        let mut within = std::mem::take(&mut drafts.places[place].within);
        within.retain(|(kind, name)| *name != 0 && *kind < drafts.places[place].kind);
        within.sort_unstable();
        within.dedup_by_key(|(kind, _)| *kind);
        let mut parent = None;
        for (kind, name) in &within {
            let key = (*kind, *name, drafts.places[place].country, parent);
            let area = *areas.entry(key).or_insert_with(|| {
                drawn.near(drafts, place, *kind, *name).unwrap_or_else(|| added(drafts, place, *kind, *name, parent))
            });
            parent = Some(area);
        }
        drafts.places[place].parent = parent;
        drafts.places[place].within = within;
    }
}

/// Areas that records told by themselves.
#[derive(Default)]
struct AreasByName(HashMap<(PlaceKind, String), Vec<usize>>);

impl AreasByName {
    fn add(&mut self, drafts: &Drafts, at: usize) {
        let place = &drafts.places[at];
        if place.kind < PlaceKind::City {
            self.0.entry((place.kind, plain_key(drafts.strings.text(place.name)))).or_default().push(at);
        }
    }

    fn near(&self, drafts: &Drafts, place: usize, kind: PlaceKind, name: u32) -> Option<usize> {
        let known = self.0.get(&(kind, plain_key(drafts.strings.text(name))))?;
        let meters = |at: &usize| meters_between(drafts.places[*at].spot, drafts.places[place].spot);
        known.iter().copied().find(|at| meters(at) < 60.0 * SAME_PLACE_M)
    }
}

fn added(drafts: &mut Drafts, place: usize, kind: PlaceKind, name: u32, parent: Option<usize>) -> usize {
    let PlaceDraft { spot, country, source, .. } = drafts.places[place];
    let (other_names, within) = (Vec::new(), Vec::new());
    drafts.places.push(PlaceDraft {
        name,
        other_names,
        kind,
        spot,
        area: None,
        population: 0,
        country,
        within,
        source,
        parent,
    });
    drafts.places.len() - 1
}
