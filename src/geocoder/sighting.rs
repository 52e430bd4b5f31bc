//! Something found in one of several indexes, and which sightings are one thing.

use super::answer::{Candidate, Components};
use super::confidence::{Evidence, confidence};
use super::index::{Index, source_of};
use super::present::{components, highlights, label};
use super::record::Source;
use super::search::{Asked, Found, SHOWN_COST, Thing, point_of};
use crate::geo::great_circle_distance;
use crate::units::Meters;

/// Two answers for one house, or one settlement and its commune, are not farther apart.
const SAME_HOUSE_M: f64 = 150.0;
const SAME_PLACE_M: f64 = 8_000.0;
/// An answer that costs no more fits as well.
const RIVAL_COST: f32 = 0.15;
/// Who bears a name is not meant beside somebody with 32 times as many people (five doublings of twelve).
const OUTWEIGHED: u8 = 60;
/// Of things that fit equally the one is meant that is this much nearer to the asker.
const OUTDISTANCED: f64 = 3.0;

pub(super) struct Sighting<'g> {
    pub index: &'g Index,
    pub found: Found,
}

impl Sighting<'_> {
    pub fn components(&self) -> Components {
        components(self.index, self.found.thing, self.found.settlement, self.found.district)
    }

    /// `None` when the file says a point that is none.
    pub fn candidate(&self, asked: &Asked, rivals: usize) -> Option<Candidate> {
        let Self { index, found } = self;
        let components = self.components();
        let label = label(&components, found.level);
        let source = self.source();
        Some(Candidate {
            id: self.id(),
            point: point_of(found.spot)?,
            level: found.level,
            coarser_than_asked: found.is_coarser_than_asked(),
            confidence: confidence(&Evidence::of(found, rivals)),
            radius: Meters(f64::from(found.radius)),
            highlights: highlights(asked, found.words, &label),
            label,
            components,
            unmatched: asked.typed(self.unmatched(asked)),
            source,
            data_date: index.data_date(source).to_owned(),
        })
    }

    /// Words that nothing explains, and those that are known to be otherwise.
    fn unmatched(&self, asked: &Asked) -> u32 {
        let found = &self.found;
        let mut left = asked.all_words() & !found.words | found.missing_street | found.doubtful_town;
        if found.postcode_differs {
            left |= asked.postcodes.first().map_or(0, |reading| reading.words);
        }
        if found.missing_number.is_some() || found.other_letter {
            left |= asked.houses.first().map_or(0, |reading| reading.own);
        }
        left
    }

    fn id(&self) -> String {
        let (letter, number) = match self.found.thing {
            Thing::Address(number) => ('a', number),
            Thing::Street(number) => ('s', number),
            Thing::Poi(number) => ('i', number),
            Thing::Postcode(number) => ('z', number),
            Thing::Place(number) => ('p', number),
        };
        format!("{letter}{number}-{:08x}", self.index.fingerprint() >> 32)
    }

    fn source(&self) -> Source {
        let index = self.index;
        let code = match self.found.thing {
            Thing::Address(number) => index.addresses().get(number).map(|row| row.source),
            Thing::Street(number) => index.streets().get(number).map(|row| row.source),
            Thing::Poi(number) => index.pois().get(number).map(|row| row.source),
            Thing::Postcode(number) => index.postcodes().get(number).map(|row| row.source),
            Thing::Place(number) => index.places().get(number).map(|row| row.source),
        };
        source_of(code.unwrap_or_default())
    }

    /// Where our outlets are is a place of theirs, and nothing that was looked for.
    pub fn is_place_of_outlets(&self) -> bool {
        matches!(self.found.thing, Thing::Place(_) | Thing::Street(_)) && self.source() == Source::Outlet
    }

    fn place_name(&self) -> Option<&str> {
        match self.found.thing {
            Thing::Place(place) => Some(self.index.name_text(self.index.places().get(place)?.name)),
            _ => None,
        }
    }

    fn meters_to(&self, other: &Self) -> f64 {
        match (point_of(self.found.spot), point_of(other.found.spot)) {
            (Some(a), Some(b)) => great_circle_distance(a, b).0,
            _ => f64::MAX,
        }
    }

    /// A settlement and its commune, a place in two indexes, a house in two registers.
    fn is_same_as(&self, other: &Self) -> bool {
        match (self.place_name(), other.place_name()) {
            (Some(a), Some(b)) => a == b && self.meters_to(other) < SAME_PLACE_M,
            (None, None) if !std::ptr::eq(self.index, other.index) => {
                self.found.level == other.found.level
                    && self.meters_to(other) < SAME_HOUSE_M
                    && self.components().house_number == other.components().house_number
            }
            _ => false,
        }
    }
}

/// Sorted, best first; of one thing only the best, and nothing that is not meant beside the best.
pub(super) fn without_doubles<'g>(mut sightings: Vec<Sighting<'g>>) -> Vec<Sighting<'g>> {
    sightings.retain(|sighting| !sighting.is_place_of_outlets());
    sightings.sort_by_key(|sighting| sighting.found.rank());
    let least = sightings.iter().map(|sighting| sighting.found.cost).fold(f32::MAX, f32::min);
    let mut kept: Vec<Sighting<'g>> = Vec::new();
    for sighting in sightings.into_iter().filter(|sighting| sighting.found.cost <= least + SHOWN_COST) {
        if !kept.iter().any(|known| known.is_same_as(&sighting)) {
            kept.push(sighting);
        }
    }
    kept
}

/// How many others fit as well as one of them.
pub(super) fn rivals(kept: &[Sighting<'_>], at: usize) -> usize {
    let own = &kept[at];
    let fits = |other: &&Sighting<'_>| {
        let (a, b) = (&own.found, &other.found);
        let fits_as_well = b.cost <= a.cost + RIVAL_COST;
        let outweighed = a.from_bias == 0.0 && b.weight.saturating_add(OUTWEIGHED) <= a.weight;
        let farther = a.from_bias > 0.0 && b.from_bias > OUTDISTANCED * a.from_bias + 1_000.0;
        let elsewhere = own.meters_to(other) > SAME_HOUSE_M;
        fits_as_well && elsewhere && !outweighed && !farther
    };
    kept.iter().enumerate().filter(|(other, _)| *other != at).map(|(_, other)| other).filter(fits).count()
}
