//! Where an outlet's address is, and whether that may be believed without a person.

use rayon::prelude::*;

use super::indexes::IndexSet;
use super::question::{AddressParts, Question};
use crate::domain::outlet::OutletAddress;
use crate::domain::outlet_geocode::{
    CONFIDENCE_MIN, FoundPoint, Geocode, GeocodeCause, GeocodeLevel, GeocodeState, address_line,
};
use crate::geocoder::answer::{Answer, Candidate, Level, Missing};
use crate::geocoder::query::Options;
use crate::geocoder::record::Source;

/// The second best is looked at too: two that fit alike are a question, not an answer.
const CANDIDATES: usize = 5;

/// One geocode per address, in order.
pub fn place_addresses(set: &IndexSet, addresses: &[OutletAddress]) -> Vec<Geocode> {
    addresses.par_iter().map(|address| place_address(set, address)).collect()
}

/// The best point for an address, with the reason why a person should look at it, if there is one.
pub fn place_address(set: &IndexSet, address: &OutletAddress) -> Geocode {
    let options = Options { limit: CANDIDATES, countries: countries(address), ..Options::default() };
    let answer = set.answer(&Question::parts(parts(address), options));
    let cause = cause(&answer);
    Geocode {
        raw_text: address_line(address),
        found: answer.candidates.into_iter().next().map(found_point),
        cause,
        state: if cause.is_some() { GeocodeState::Open } else { GeocodeState::Good },
    }
}

/// The line with street and house number goes to the engine as it is: taking it apart is its business.
fn parts(address: &OutletAddress) -> AddressParts {
    AddressParts {
        street: address.street.clone(),
        postcode: address.postcode.clone(),
        city: address.city.clone(),
        country: address.country.clone(),
        ..AddressParts::default()
    }
}

fn countries(address: &OutletAddress) -> Vec<String> {
    if address.country.is_empty() { Vec::new() } else { vec![address.country.clone()] }
}

fn cause(answer: &Answer) -> Option<GeocodeCause> {
    match &answer.missing {
        Some(Missing::Settlement(_)) => return Some(GeocodeCause::TownNotFound),
        Some(Missing::Street(_)) => return Some(GeocodeCause::StreetNotFound),
        Some(Missing::HouseNumber(_)) => return Some(GeocodeCause::HouseNotFound),
        Some(Missing::Everything) => return Some(GeocodeCause::NothingFound),
        None => {}
    }
    let Some(best) = answer.candidates.first() else { return Some(GeocodeCause::NothingFound) };
    if answer.question.is_some() {
        return Some(GeocodeCause::Ambiguous);
    }
    if best.coarser_than_asked {
        return Some(coarser(best.level));
    }
    if best.level > Level::Poi {
        return Some(GeocodeCause::Coarse);
    }
    (best.confidence < CONFIDENCE_MIN).then_some(GeocodeCause::Unsure)
}

/// What is not there, by how far the search got.
fn coarser(level: Level) -> GeocodeCause {
    if level <= Level::Street { GeocodeCause::HouseNotFound } else { GeocodeCause::StreetNotFound }
}

fn found_point(candidate: Candidate) -> FoundPoint {
    FoundPoint {
        point: candidate.point,
        level: stored_level(candidate.level),
        confidence: candidate.confidence,
        radius: candidate.radius,
        source: source_code(candidate.source).to_owned(),
        data_date: candidate.data_date,
        label: candidate.label,
    }
}

/// The level in the words of the records.
pub const fn stored_level(level: Level) -> GeocodeLevel {
    match level {
        Level::Entrance => GeocodeLevel::Entrance,
        Level::Building => GeocodeLevel::Building,
        Level::Interpolated => GeocodeLevel::Interpolated,
        Level::Poi => GeocodeLevel::Poi,
        Level::Street => GeocodeLevel::Street,
        Level::Postcode => GeocodeLevel::Postcode,
        Level::District => GeocodeLevel::District,
        Level::Settlement => GeocodeLevel::Settlement,
        Level::Commune => GeocodeLevel::Commune,
        Level::County => GeocodeLevel::County,
        Level::Region => GeocodeLevel::Region,
        Level::Country => GeocodeLevel::Country,
    }
}

/// The word of a source everywhere outside of the engine.
pub const fn source_code(source: Source) -> &'static str {
    match source {
        Source::Outlet => "outlet",
        Source::Prg => "prg",
        Source::Ruian => "ruian",
        Source::OpenStreetMap => "openstreetmap",
        Source::GeoNames => "geonames",
        Source::PostcodeTable => "postcode_table",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geo::LonLat;
    use crate::geocoder::answer::{Components, QuestionAbout};
    use crate::units::Meters;

    fn answer(level: Level, confidence: f64, coarser_than_asked: bool) -> Answer {
        let candidate = Candidate {
            id: "1".into(),
            point: LonLat::new(18.63, 49.75).expect("on earth"),
            level,
            coarser_than_asked,
            confidence,
            radius: Meters(10.0),
            label: String::new(),
            highlights: Vec::new(),
            components: Components::default(),
            unmatched: Vec::new(),
            source: Source::OpenStreetMap,
            data_date: String::new(),
        };
        Answer { candidates: vec![candidate], ..Answer::default() }
    }

    #[test]
    fn only_a_sure_house_is_taken_without_a_person() {
        for (level, confidence, coarser, expected) in [
            (Level::Building, 0.95, false, None),
            (Level::Entrance, 0.9, false, None),
            (Level::Building, 0.5, false, Some(GeocodeCause::Unsure)),
            (Level::Street, 0.95, true, Some(GeocodeCause::HouseNotFound)),
            (Level::Settlement, 0.95, true, Some(GeocodeCause::StreetNotFound)),
            (Level::Street, 0.95, false, Some(GeocodeCause::Coarse)),
        ] {
            assert_eq!(cause(&answer(level, confidence, coarser)), expected, "{level:?} {confidence} {coarser}");
        }
    }

    #[test]
    fn what_the_engine_misses_is_the_cause() {
        let town = Answer { missing: Some(Missing::Settlement("Xyz".into())), ..Answer::default() };
        assert_eq!(cause(&town), Some(GeocodeCause::TownNotFound));
        assert_eq!(cause(&Answer::default()), Some(GeocodeCause::NothingFound));
        let question = crate::geocoder::answer::Question { about: QuestionAbout::County, choices: Vec::new() };
        let ambiguous = Answer { question: Some(question), ..answer(Level::Building, 0.95, false) };
        assert_eq!(cause(&ambiguous), Some(GeocodeCause::Ambiguous));
    }
}
