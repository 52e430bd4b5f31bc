//! The written tables of what people type: `tests/data/geocoder/grammar_*.csv`.

use std::collections::BTreeSet;
use std::path::Path;

use blisko::geocoder::record::{HouseNumber, Record};
use serde::Deserialize;

use super::gazetteer;

/// The tables, one for each language of the addresses.
pub const TABLES: [&str; 3] = ["pl", "cs", "de"];

/// One line: what is typed, and what the first answer must say. Empty fields say nothing.
#[derive(Clone, Debug, Deserialize)]
pub struct Case {
    pub form: String,
    pub query: String,
    /// The town where the asker is.
    pub near: String,
    /// What the first answer is: a level, `none` for no answer; `|` parts what will do. `!` says that it must be
    /// marked as coarser than what was asked.
    pub level: String,
    pub number: String,
    /// The street; for points of interest, districts and postcodes their name.
    pub street: String,
    pub city: String,
    /// A district, commune, county or region that the answer must be in.
    #[serde(rename = "where")]
    pub within: String,
    /// What the one question must be about; `|` parts what will do.
    pub asks: String,
    /// Why people type this, or who complained.
    pub why: String,
}

pub fn cases(table: &str) -> Vec<Case> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/data/geocoder/grammar_{table}.csv"));
    let mut rows = csv::ReaderBuilder::new().delimiter(b';').from_path(path).unwrap();
    rows.deserialize().map(Result::unwrap).collect()
}

/// A house number as people of its country write it.
pub fn written(house: &HouseNumber) -> String {
    match (house.provisional, house.street_number.is_empty()) {
        (true, _) => format!("ev. {}", house.number),
        (false, true) => house.number.clone(),
        (false, false) => format!("{}/{}", house.number, house.street_number),
    }
}

#[test]
fn at_least_300_cases_are_written_each_with_its_reason() {
    let all: Vec<Case> = TABLES.iter().flat_map(|table| cases(table)).collect();
    assert!(all.len() >= 300, "{}", all.len());
    assert!(all.iter().all(|case| !case.why.is_empty() && !case.form.is_empty()));
    let queries: BTreeSet<(&str, &str)> = all.iter().map(|case| (&*case.query, &*case.near)).collect();
    assert_eq!(queries.len(), all.len(), "a case is written twice");
}

#[test]
fn every_house_that_a_case_expects_is_in_the_gazetteer() {
    let houses: BTreeSet<(String, String, String)> = gazetteer::records()
        .into_iter()
        .filter_map(|record| match record {
            Record::Address(house) => Some((written(&house.house), house.street, house.city)),
            _ => None,
        })
        .collect();
    let expected = TABLES.iter().flat_map(|table| cases(table)).filter(|case| !case.number.is_empty());
    let missing: Vec<String> = expected
        .filter(|case| !houses.contains(&(case.number.clone(), case.street.clone(), case.city.clone())))
        .map(|case| case.query)
        .collect();
    assert!(missing.is_empty(), "{missing:?}");
}
