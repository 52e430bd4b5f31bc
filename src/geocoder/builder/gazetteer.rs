//! Which settlement is meant by a word near a point, and which one a point lies in.

use std::collections::HashMap;

use super::areas::Areas;
use super::draft::{PlaceDraft, Spot};
use super::hierarchy::Settlements;
use super::places::{is_part, is_settlement};
use super::spots::meters_between;
use crate::geocoder::index::{StringsBuilder, country_number};
use crate::geocoder::normalize::plain_key;
use crate::geocoder::record::{PlaceKind, Source};

/// A settlement said with an address is not farther from it.
const SAID_REACH_M: f64 = 40_000.0;
/// An address that says no settlement belongs to one no farther than this.
const UNSAID_REACH_M: f64 = 12_000.0;

/// Places around places; a hierarchy has at most seven.
const DEPTH_MAX: usize = 8;

#[derive(Debug)]
pub struct Gazetteer {
    pub places: Vec<PlaceDraft>,
    by_key: HashMap<String, Vec<usize>>,
    areas: Areas,
    settlements: Settlements,
    /// What was found before for a word in a cell of about a kilometre.
    said: HashMap<(u32, i32, i32), usize>,
    unsaid: HashMap<(i32, i32), Option<usize>>,
}

impl Gazetteer {
    pub fn new(places: Vec<PlaceDraft>, strings: &StringsBuilder) -> Self {
        let mut by_key: HashMap<String, Vec<usize>> = HashMap::new();
        for (at, place) in places.iter().enumerate() {
            for name in std::iter::once(&place.name).chain(&place.other_names) {
                let known = by_key.entry(plain_key(strings.text(*name))).or_default();
                if known.last() != Some(&at) {
                    known.push(at);
                }
            }
        }
        let local = |place: &PlaceDraft| is_settlement(place.kind) || place.kind == PlaceKind::Commune;
        let drawn = places.iter().enumerate().filter(|(_, place)| local(place));
        let areas = Areas::new(drawn.filter_map(|(at, place)| Some((at, place.area.as_ref()?))));
        let settlements = Settlements::new(&places);
        Self { places, by_key, areas, settlements, said: HashMap::new(), unsaid: HashMap::new() }
    }

    /// The place that a word means for a point; one is made of it when none is near.
    pub fn said(&mut self, name: u32, spot: Spot, country: u16, source: Source, strings: &StringsBuilder) -> usize {
        let cell = (name, spot.0 / 150_000, spot.1 / 100_000);
        if let Some(known) = self.said.get(&cell) {
            return *known;
        }
        let key = plain_key(strings.text(name));
        let found = self.named(&key, spot).unwrap_or_else(|| self.add(name, key, spot, country, source));
        self.said.insert(cell, found);
        found
    }

    /// The nearest settlement or part of one with that name, else an area.
    pub fn named(&self, key: &str, spot: Spot) -> Option<usize> {
        let near = self.by_key.get(key)?.iter().copied().map(|at| (at, meters_between(self.places[at].spot, spot)));
        let rank = |at: usize| match self.places[at].kind {
            kind if is_settlement(kind) => 0,
            kind if is_part(kind) => 1,
            PlaceKind::Commune => 2,
            _ => 3,
        };
        let reached = near.filter(|(_, meters)| *meters <= SAID_REACH_M).filter(|(at, _)| rank(*at) < 3);
        // A part of a town beats a namesake twenty kilometres off.
        let weighed = reached.min_by(|a, b| {
            let far = |(at, meters): (usize, f64)| meters * f64::from(1 + rank(at)) + 500.0 * f64::from(rank(at));
            far(*a).total_cmp(&far(*b))
        });
        weighed.map(|(at, _)| self.settlement_of_area(at))
    }

    fn settlement_of_area(&self, at: usize) -> usize {
        let is_area = self.places[at].kind == PlaceKind::Commune;
        let alike = if is_area { self.settlements.of_area(&self.places, at) } else { None };
        alike.unwrap_or(at)
    }

    fn add(&mut self, name: u32, key: String, spot: Spot, country: u16, source: Source) -> usize {
        let at = self.places.len();
        let parent = self.areas.holding(spot).into_iter().find(|area| self.places[*area].kind == PlaceKind::Commune);
        self.places.push(PlaceDraft {
            name,
            other_names: Vec::new(),
            kind: PlaceKind::Village,
            spot,
            area: None,
            population: 0,
            country: if country == 0 { parent.map_or(0, |area| self.places[area].country) } else { country },
            within: Vec::new(),
            source,
            parent,
        });
        self.by_key.entry(key).or_default().push(at);
        at
    }

    /// A hamlet whose addresses name the commune that nobody drew: `Uhlahof 2, Kuckssee`. What has a commune keeps it.
    pub fn put_into(&mut self, settlement: usize, commune: u32, strings: &StringsBuilder) {
        let parent = |at: &usize| self.places[*at].parent;
        let around: Vec<usize> = std::iter::successors(parent(&settlement), parent).take(DEPTH_MAX).collect();
        let has_commune = around.iter().any(|at| self.places[*at].kind == PlaceKind::Commune);
        let key = plain_key(strings.text(commune));
        if has_commune || key.is_empty() {
            return;
        }
        let PlaceDraft { spot, country, source, .. } = self.places[settlement];
        let known = self.by_key.get(&key).into_iter().flatten().copied();
        let is_near = |at: &usize| meters_between(self.places[*at].spot, spot) <= SAID_REACH_M;
        let known = known.filter(is_near).find(|at| self.places[*at].kind == PlaceKind::Commune);
        let commune = known.unwrap_or_else(|| {
            let at = self.add(commune, key, spot, country, source);
            self.places[at].kind = PlaceKind::Commune;
            self.places[at].parent = around.first().copied();
            at
        });
        self.places[settlement].parent = Some(commune);
    }

    /// The settlement around a point for which none was said.
    pub fn around(&mut self, spot: Spot) -> Option<usize> {
        // Some 100 m: borders are not drawn more exactly than that.
        let cell = (spot.0 / 15_000, spot.1 / 10_000);
        if let Some(known) = self.unsaid.get(&cell) {
            return *known;
        }
        let holding = self.areas.holding(spot);
        let finest = holding
            .iter()
            .copied()
            .filter(|at| is_settlement(self.places[*at].kind))
            .max_by_key(|at| self.places[*at].kind);
        let near = || self.settlements.nearest(&self.places, spot, UNSAID_REACH_M);
        let commune = || holding.first().map(|area| self.settlement_of_area(*area));
        let found = finest.or_else(near).or_else(commune).filter(|at| is_settlement(self.places[*at].kind));
        self.unsaid.insert(cell, found);
        found
    }

    /// The part of a settlement that a word means; one is made of it when there is none. `None` when the word only
    /// says the settlement again.
    pub fn part(
        &mut self,
        name: u32,
        settlement: usize,
        spot: Spot,
        source: Source,
        strings: &StringsBuilder,
    ) -> Option<usize> {
        if name == 0 || name == self.places[settlement].name {
            return None;
        }
        let key = plain_key(strings.text(name));
        let known = self.by_key.get(&key).into_iter().flatten().copied();
        let of_it = known.filter(|at| is_part(self.places[*at].kind) && self.places[*at].parent == Some(settlement));
        let nearest = of_it.min_by(|a, b| {
            meters_between(self.places[*a].spot, spot).total_cmp(&meters_between(self.places[*b].spot, spot))
        });
        Some(nearest.unwrap_or_else(|| {
            let at = self.add(name, key, spot, country_number(""), source);
            self.places[at].kind = PlaceKind::District;
            self.places[at].country = self.places[settlement].country;
            self.places[at].parent = Some(settlement);
            at
        }))
    }
}
