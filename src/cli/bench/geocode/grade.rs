//! Whether an answer is right. The examiner's own rules; `docs/PERFORMANCE.md` tells them.
//!
//! An answer is right at house level when the first candidate is a house with the number and the street that were
//! asked for, within 100 m of where the data has it. What an answer claims is true when that holds for a house, or when
//! a coarser one is marked as such and names the street or the settlement that was asked for.

use std::collections::BTreeMap;

use super::truth::{House, folded};
use crate::geo::great_circle_distance;
use crate::geocoder::answer::{Answer, Candidate, Level};

/// Points of one house may be this far apart: an entrance and the middle of a large building.
const SAME_HOUSE_M: f64 = 100.0;

/// What became of one question.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Grade {
    /// The house that was asked for came first.
    pub right: bool,
    /// What the first candidate says of itself is true.
    pub claim_true: bool,
    /// Nothing when there was no answer.
    pub first: Option<(Level, f64)>,
}

pub fn grade(answer: &Answer, house: &House) -> Grade {
    let Some(first) = answer.candidates.first() else { return Grade { right: false, claim_true: false, first: None } };
    let right = is_house(first, house);
    let claim_true = right || first.coarser_than_asked && is_around(first, house);
    Grade { right, claim_true, first: Some((first.level, first.confidence)) }
}

/// Whether a candidate is this very house.
pub fn is_house(candidate: &Candidate, house: &House) -> bool {
    let level = matches!(candidate.level, Level::Entrance | Level::Building | Level::Interpolated);
    let near = |point| great_circle_distance(point, candidate.point).0 <= SAME_HOUSE_M;
    level
        && squeezed(&candidate.components.house_number) == squeezed(&house.number)
        && is_street(candidate, house)
        && house.points.iter().copied().any(near)
}

/// Whether a candidate names the street of the house, or the place that stands for it.
pub fn is_street(candidate: &Candidate, house: &House) -> bool {
    let parts = &candidate.components;
    if house.street.is_empty() {
        let place = folded(&house.place);
        return parts.street.is_empty()
            && [&parts.name, &parts.district, &parts.city].iter().any(|part| folded(part) == place);
    }
    folded(&parts.street) == folded(&house.street)
}

/// Whether a coarser candidate is the street or the settlement of the house.
fn is_around(candidate: &Candidate, house: &House) -> bool {
    let parts = &candidate.components;
    let city = [&parts.city, &parts.name].iter().any(|part| folded(part) == folded(&house.city));
    match candidate.level {
        Level::Street => is_street(candidate, house) && city,
        Level::Postcode => parts.postcode == house.postcode,
        _ => city,
    }
}

/// A candidate for a town that is not in the data, unless it is that town after all.
pub fn is_wrong_town(answer: &Answer, town: &str) -> bool {
    let is_it = |candidate: &Candidate| {
        let parts = &candidate.components;
        [&parts.name, &parts.city, &parts.district].iter().any(|part| folded(part) == folded(town))
    };
    answer.candidates.iter().any(|candidate| !is_it(candidate))
}

fn squeezed(number: &str) -> String {
    number.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect()
}

/// How many answers are at each level; `none` for no answer.
pub fn levels(grades: &[Grade]) -> BTreeMap<&'static str, usize> {
    let mut counts = BTreeMap::new();
    for grade in grades {
        *counts.entry(grade.first.map_or("none", |(level, _)| level_name(level))).or_default() += 1;
    }
    counts
}

pub fn level_name(level: Level) -> &'static str {
    match level {
        Level::Entrance => "entrance",
        Level::Building => "building",
        Level::Interpolated => "interpolated",
        Level::Poi => "poi",
        Level::Street => "street",
        Level::Postcode => "postcode",
        Level::District => "district",
        Level::Settlement => "settlement",
        Level::Commune => "commune",
        Level::County => "county",
        Level::Region => "region",
        Level::Country => "country",
    }
}
