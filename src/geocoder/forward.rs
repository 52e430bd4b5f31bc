//! The geocoder over one or several indexes: asks each, puts the answers in one order, says what is missing.

use std::sync::Arc;

use rayon::prelude::*;

use super::answer::{Answer, Candidate, Level, Missing};
use super::index::Index;
use super::query::{LIMIT_MAX, Options, StructuredQuery, TextQuery};
use super::question::{is_left_by, question};
use super::reverse;
use super::search::{Asked, GOOD_COST, Known, Look, NearWords, mistakable};
use super::sighting::{Sighting, rivals, without_doubles};
use crate::geo::LonLat;
use crate::geo::coordinates::parse_marked_pair;
use crate::units::Meters;

/// Answers whose costs differ by less fit equally well.
const EQUAL_COST: f32 = 0.12;
/// Whatever costs less is called as typed, and its last word does not go on.
const COMPLETED_COST: f32 = 0.04;
/// At this distance a house is half as likely to be what was meant, and so is a settlement.
const HOUSE_HALF_M: f64 = 60.0;
const PLACE_HALF_M: f64 = 2_000.0;

/// Answers questions from the indexes it holds: regions beside the base of a country. Cheap to clone and to ask from
/// many threads.
#[derive(Clone, Debug, Default)]
pub struct Geocoder {
    indexes: Vec<Arc<Index>>,
}

impl Geocoder {
    /// Where two indexes know the same thing as well as each other, the earlier one answers.
    pub fn new(indexes: Vec<Arc<Index>>) -> Self {
        Self { indexes }
    }

    pub fn indexes(&self) -> &[Arc<Index>] {
        &self.indexes
    }

    /// Candidates for a text, best first. Coordinates in any common writing are answered by what is there, with the
    /// point as typed. An empty text has no candidates and lacks nothing.
    pub fn forward(&self, query: &TextQuery<'_>) -> Answer {
        let typed = parse_marked_pair(query.text).and_then(|(lon, lat)| LonLat::new(lon, lat).ok());
        match typed {
            Some(point) => self.at_point(point),
            None => self.answer(&Asked::free(query.text, query.unfinished), &query.options),
        }
    }

    /// The same while somebody types: the last word may go on.
    pub fn autocomplete(&self, text: &str, options: &Options) -> Answer {
        self.forward(&TextQuery { text, options: options.clone(), unfinished: true })
    }

    /// Candidates for an address in its parts; what is said for one part is not looked for in another.
    pub fn structured(&self, query: &StructuredQuery<'_>) -> Answer {
        self.answer(&Asked::structured(query), &query.options)
    }

    /// Many texts on all cores, answered in their order.
    pub fn batch(&self, queries: &[TextQuery<'_>]) -> Vec<Answer> {
        queries.par_iter().map(|query| self.forward(query)).collect()
    }

    /// What is at a point, nearest first: the house, else the street, else the settlement. `limit` is at most
    /// `LIMIT_MAX`. Confidence falls with the distance; `radius` is the distance from the point to the answer.
    pub fn reverse(&self, point: LonLat, limit: usize) -> Answer {
        let limit = limit.clamp(1, LIMIT_MAX);
        let mut near: Vec<(Sighting<'_>, f64)> = Vec::new();
        for index in &self.indexes {
            let found = reverse::nearest(index, point, limit);
            near.extend(found.into_iter().map(|(found, meters)| (Sighting { index, found }, meters)));
        }
        near.retain(|(sighting, _)| !sighting.is_place_of_outlets());
        let is_place = |sighting: &Sighting<'_>| sighting.found.level > Level::Street;
        near.sort_by(|a, b| is_place(&a.0).cmp(&is_place(&b.0)).then(a.1.total_cmp(&b.1)));
        let asked = Asked::default();
        let candidates = near.iter().take(limit).filter_map(|(sighting, meters)| {
            let half = if is_place(sighting) { PLACE_HALF_M } else { HOUSE_HALF_M };
            let confidence = 0.98 / (1.0 + (meters / half).powi(2));
            Some(Candidate { confidence, radius: Meters(*meters), ..sighting.candidate(&asked, 0)? })
        });
        Answer { candidates: candidates.collect(), ..Answer::default() }
    }

    fn at_point(&self, point: LonLat) -> Answer {
        let there = self.reverse(point, 1).candidates.into_iter().next();
        let candidates = there.map(|candidate| Candidate { point, confidence: 0.99, ..candidate });
        let missing = if candidates.is_none() { Some(Missing::Everything) } else { None };
        Answer { candidates: candidates.into_iter().collect(), missing, ..Answer::default() }
    }

    fn answer(&self, asked: &Asked, options: &Options) -> Answer {
        if asked.words.is_empty() {
            return Answer::default();
        }
        let round = self.best_round(asked, options);
        let (sightings, unknown_town) = (round.sightings, round.unknown_town);
        let cut_short = round.cut_short || asked.shortened;
        let mut kept = without_doubles(sightings);
        if let Some(reply) = &options.reply {
            kept.retain(|sighting| is_left_by(reply, &sighting.components()));
        }
        let answer = present(asked, options, &kept);
        Answer { missing: missing(asked, &kept, unknown_town), cut_short, ..answer }
    }

    /// First as typed; then, while nothing good is found, with mistakes in words that no index knows, and in all words.
    fn best_round(&self, asked: &Asked, options: &Options) -> Round<'_> {
        let mut near: Vec<NearWords> = Vec::new();
        near.resize_with(self.indexes.len(), NearWords::default);
        let first = self.look(asked, 0, &mut near);
        let known = first.iter().fold(Known::default(), |all, look| Known {
            words: all.words | look.known.words,
            towns: all.towns | look.known.towns,
        });
        let mut best = Round::of(first, asked, options, known.towns);
        let all = mistakable(asked);
        let mut tried = 0;
        for mistaken in [all & !known.words, all] {
            if mistaken == tried || best.cost() <= GOOD_COST {
                continue;
            }
            tried = mistaken;
            let round = Round::of(self.look(asked, mistaken, &mut near), asked, options, known.towns);
            if round.cost() < best.cost() || best.sightings.is_empty() {
                best = round;
            }
        }
        best
    }

    fn look(&self, asked: &Asked, mistaken: u32, near: &mut [NearWords]) -> Vec<Look<'_>> {
        let each = self.indexes.iter().zip(near);
        each.map(|(index, near)| Look::new(index, asked, mistaken, near)).collect()
    }
}

/// What all indexes said, with typing mistakes in the same words.
#[derive(Default)]
struct Round<'g> {
    sightings: Vec<Sighting<'g>>,
    unknown_town: u32,
    cut_short: bool,
}

impl<'g> Round<'g> {
    fn of(looks: Vec<Look<'g>>, asked: &Asked, options: &Options, towns: u32) -> Self {
        let mut round = Self::default();
        for look in looks {
            let index = look.index;
            let findings = look.weigh(asked, options, towns);
            round.unknown_town |= findings.unknown_town;
            round.cut_short |= findings.cut_short;
            round.sightings.extend(findings.found.into_iter().map(|found| Sighting { index, found }));
        }
        round
    }

    fn cost(&self) -> f32 {
        self.sightings.iter().map(|sighting| sighting.found.cost).fold(f32::MAX, f32::min)
    }
}

fn missing(asked: &Asked, kept: &[Sighting<'_>], unknown_town: u32) -> Option<Missing> {
    let Some(best) = kept.first().map(|sighting| &sighting.found) else {
        let typed = asked.typed(unknown_town).join(", ");
        return Some(if typed.is_empty() { Missing::Everything } else { Missing::Settlement(typed) });
    };
    if best.missing_street != 0 {
        return Some(Missing::Street(asked.typed(best.missing_street).join(" ")));
    }
    if best.doubtful_town != 0 {
        return Some(Missing::Settlement(asked.typed(best.doubtful_town).join(", ")));
    }
    best.missing_number.clone().map(Missing::HouseNumber)
}

/// Best first in, best first out. The question is asked about all that fit equally well, also those beyond the limit.
fn present(asked: &Asked, options: &Options, kept: &[Sighting<'_>]) -> Answer {
    let least = kept.iter().map(|sighting| sighting.found.cost).fold(f32::MAX, f32::min);
    let equals = kept.iter().filter(|sighting| sighting.found.cost < least + EQUAL_COST);
    // Whoever is in the middle of a word goes on typing, and is not asked.
    let is_whole = !asked.unfinished || least < COMPLETED_COST;
    let question = is_whole.then(|| question(&equals.map(Sighting::components).collect::<Vec<_>>())).flatten();
    let shown = kept.iter().enumerate().take(options.limit.clamp(1, LIMIT_MAX));
    let candidates = shown.filter_map(|(at, sighting)| sighting.candidate(asked, rivals(kept, at)));
    Answer { candidates: candidates.collect(), question, ..Answer::default() }
}
