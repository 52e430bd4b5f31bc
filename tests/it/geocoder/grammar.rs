//! Every written case against an index of the written gazetteer.

use std::sync::{Arc, LazyLock};

use blisko::geo::LonLat;
use blisko::geocoder::answer::{Answer, Candidate, Level};
use blisko::geocoder::query::{Options, TextQuery};
use blisko::geocoder::record::Record;
use blisko::geocoder::{Geocoder, Index, IndexBuilder};

use super::cases::{Case, cases};
use super::gazetteer;

/// Cases that are not answered as written yet. The list is to become empty, never longer.
const OPEN: [&str; 1] = ["Istebna 99999"];

static GEOCODER: LazyLock<Geocoder> = LazyLock::new(|| {
    let mut builder = IndexBuilder::new();
    gazetteer::records().into_iter().for_each(|record| builder.push(record).unwrap());
    let mut bytes = Vec::new();
    builder.finish(&mut bytes).unwrap();
    Geocoder::new(vec![Arc::new(Index::from_bytes(bytes).unwrap())])
});

#[test]
fn polish_cases_are_answered_as_written() {
    check("pl");
}

#[test]
fn czech_cases_are_answered_as_written() {
    check("cs");
}

#[test]
fn german_cases_are_answered_as_written() {
    check("de");
}

/// Lists every case that fails and is not among the open ones, with its form, its reason and what was answered.
fn check(table: &str) {
    let cases = cases(table);
    let told = cases.iter().filter(|case| !OPEN.contains(&case.query.as_str()));
    let failures: Vec<String> = told.filter_map(|case| failure(case, &ask(case))).collect();
    assert!(failures.is_empty(), "{} of {} fail:\n{}", failures.len(), cases.len(), failures.join("\n"));
}

fn ask(case: &Case) -> Answer {
    let options = Options { bias: town(&case.near), ..Options::default() };
    GEOCODER.forward(&TextQuery { text: &case.query, options, unfinished: false })
}

fn town(name: &str) -> Option<LonLat> {
    let place = |record| match record {
        Record::Place(place) if place.name == name => Some(place.point),
        _ => None,
    };
    gazetteer::records().into_iter().find_map(place)
}

fn failure(case: &Case, answer: &Answer) -> Option<String> {
    let reason = if case.level == "none" {
        (!answer.candidates.is_empty()).then(|| "nothing was to be found".to_owned())
    } else if !case.asks.is_empty() {
        wrong_question(case, answer)
    } else {
        match answer.candidates.first() {
            None => Some("nothing was found".to_owned()),
            Some(first) => wrong_candidate(case, first),
        }
    }?;
    let told: Vec<String> = answer.candidates.iter().take(3).map(told).collect();
    Some(format!("  [{}] {:?}: {reason}; answered {} ({})", case.form, case.query, told.join(" | "), case.why))
}

fn wrong_question(case: &Case, answer: &Answer) -> Option<String> {
    let Some(question) = &answer.question else { return Some("no question was asked".to_owned()) };
    let about = format!("{:?}", question.about).to_lowercase();
    if !case.asks.split('|').any(|wanted| wanted == about) {
        return Some(format!("asked for the {about}, not the {}", case.asks));
    }
    (question.choices.len() < 2).then(|| "a question with one choice".to_owned())
}

fn wrong_candidate(case: &Case, first: &Candidate) -> Option<String> {
    let parts = &first.components;
    let (levels, coarser) = case.level.strip_suffix('!').map_or((case.level.as_str(), false), |level| (level, true));
    if !levels.split('|').any(|level| is_level(level, first.level)) {
        return Some(format!("is no {levels}"));
    }
    if coarser != first.coarser_than_asked {
        return Some(if coarser { "not marked as coarser" } else { "marked as coarser" }.to_owned());
    }
    if !case.number.is_empty() && parts.house_number != case.number {
        return Some(format!("the number is {:?}, not {:?}", parts.house_number, case.number));
    }
    let names = [&parts.street, &parts.name, &parts.district, &parts.postcode, &parts.city];
    if !case.street.is_empty() && !names.contains(&&case.street) {
        return Some(format!("it is not {}", case.street));
    }
    if !case.city.is_empty() && parts.city != case.city && parts.name != case.city {
        return Some(format!("the city is {:?}, not {:?}", parts.city, case.city));
    }
    let around = [&parts.district, &parts.commune, &parts.county, &parts.region, &parts.name];
    (!case.within.is_empty() && !around.contains(&&case.within)).then(|| format!("it is not in {}", case.within))
}

fn is_level(name: &str, level: Level) -> bool {
    match name {
        "building" => matches!(level, Level::Entrance | Level::Building),
        "street" => level == Level::Street,
        "poi" => level == Level::Poi,
        "postcode" => level == Level::Postcode,
        "district" => level == Level::District,
        "settlement" => level == Level::Settlement,
        other => panic!("a case asks for the level {other}"),
    }
}

fn told(candidate: &Candidate) -> String {
    let parts = &candidate.components;
    let place: Vec<&str> = [&parts.county, &parts.region].into_iter().map(String::as_str).collect();
    format!("{} [{:?}, {:.2}; {}]", candidate.label, candidate.level, candidate.confidence, place.join(", "))
}
