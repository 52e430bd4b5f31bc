//! One row on its way to an outlet: field by field, collecting every problem instead of stopping at the first.

use std::collections::BTreeSet;

use chrono_tz::Tz;

use super::countries::Country;
use super::entries::{ENTRY_SEPARATORS, read_override, read_promotion};
use super::fields::OutletField;
use super::from_cells::DraftReader;
use super::place::{PlaceCells, PlaceError, read_place};
use super::regions::region_code;
use super::to_cells::CODE_SEPARATORS;
use super::values;
use crate::domain::import::RowProblem;
use crate::domain::opening_hours::TradeClass;
use crate::domain::outlet::{OutletAddress, OutletDraft, OutletKind, OutletStatus};
use crate::geo::LonLat;
use crate::tabular::columns::fold_words;
use crate::tabular::split_list;

/// A tenth of a millimetre: closer points differ only by how a file rounds.
const SAME_POINT_DEGREES: f64 = 1e-9;

/// Longest code made from a service's name.
const SERVICE_CODE_CHARS_MAX: usize = 40;

/// One row under way.
pub(super) struct RowReading<'a> {
    reader: &'a DraftReader,
    cells: &'a [String],
    problems: Vec<RowProblem>,
    failed: BTreeSet<OutletField>,
    new_services: Vec<(String, String)>,
    unplaced: bool,
}

/// The draft, its problems, services to add, and whether the address has still to be looked for.
type DraftOfRow = (OutletDraft, Vec<RowProblem>, Vec<(String, String)>, bool);

impl<'a> RowReading<'a> {
    pub fn new(reader: &'a DraftReader, cells: &'a [String]) -> Self {
        Self { reader, cells, problems: Vec::new(), failed: BTreeSet::new(), new_services: Vec::new(), unplaced: false }
    }

    /// The row on top of `existing`. The draft is of use only when no problem is an error.
    pub fn draft(mut self, existing: Option<&OutletDraft>) -> DraftOfRow {
        let country = self.country(existing);
        let known = Country::by_code(&country);
        let point = self.point(existing, known);
        let time_zone = self.time_zone(existing, known);
        let mut draft = existing.cloned().unwrap_or_else(|| new_draft(point, time_zone));
        draft.point = point;
        draft.time_zone = time_zone;
        draft.address.country = country;
        self.set_texts(&mut draft);
        self.set_address(&mut draft.address, known);
        self.set_values(&mut draft);
        self.set_lists(&mut draft);
        (draft, self.problems, self.new_services, self.unplaced)
    }

    fn value(&self, field: OutletField) -> Option<&'a str> {
        self.reader.value(self.cells, field)
    }

    fn fail(&mut self, field: OutletField, code: &str, message: impl Into<String>) {
        let problem = self.reader.problem(Some(field), code, message.into());
        self.problems.push(problem);
        self.failed.insert(field);
    }

    fn failed(&self, field: OutletField) -> bool {
        self.failed.contains(&field)
    }

    fn warn(&mut self, field: OutletField, code: &str, message: impl Into<String>) {
        let problem = self.reader.problem(Some(field), code, message.into());
        self.problems.push(RowProblem { warning: true, ..problem });
    }

    /// Empty where the row does not say it.
    fn country(&mut self, existing: Option<&OutletDraft>) -> String {
        let word = match self.value(OutletField::Country) {
            Some(word) => word.trim(),
            None => existing.map(|outlet| outlet.address.country.as_str()).unwrap_or_default(),
        };
        if word.is_empty() {
            self.fail(OutletField::Country, "required", "give the country, in a column or for all rows, like PL or CZ");
        }
        if let Some(country) = Country::by_word(word) {
            return country.code.to_owned();
        }
        let is_code = word.len() == 2 && word.bytes().all(|byte| byte.is_ascii_alphabetic());
        if !word.is_empty() && !is_code {
            self.fail(OutletField::Country, "format", "use the two-letter code of the country, like PL or CZ");
        }
        word.to_ascii_uppercase()
    }

    fn point(&mut self, existing: Option<&OutletDraft>, country: Option<&'static Country>) -> LonLat {
        let cells = PlaceCells {
            lon: self.value(OutletField::Lon),
            lat: self.value(OutletField::Lat),
            point: self.value(OutletField::Point),
        };
        let old = existing.map(|outlet| outlet.point);
        if self.reader.needs_no_point && is_blank(cells) && self.has_address() {
            self.unplaced = true;
            return old.unwrap_or(stand_in());
        }
        if let (Some(old), PlaceCells { lon: None, lat: None, point: None }) = (old, cells) {
            return old;
        }
        match read_place(cells, country) {
            Ok(point) => {
                if let Some(country) = country.filter(|country| !country.extent().contains(point)) {
                    let message = format!("the point lies outside {}: check the coordinates", country.code);
                    self.warn(OutletField::Point, "outside_country", message);
                }
                old.filter(|old| is_same_point(*old, point)).unwrap_or(point)
            }
            Err(error) => {
                let field = match error {
                    PlaceError::Longitude(_) => OutletField::Lon,
                    PlaceError::Latitude(_) => OutletField::Lat,
                    _ => OutletField::Point,
                };
                self.fail(field, error.code(), error.to_string());
                stand_in()
            }
        }
    }

    fn has_address(&self) -> bool {
        let parts = [OutletField::Street, OutletField::Postcode, OutletField::City];
        parts.into_iter().any(|field| self.value(field).is_some_and(|cell| !cell.trim().is_empty()))
    }

    fn time_zone(&mut self, existing: Option<&OutletDraft>, country: Option<&'static Country>) -> Tz {
        let said = self.value(OutletField::TimeZone).map(str::trim).filter(|zone| !zone.is_empty());
        let zone = match said {
            Some(zone) => zone.parse().ok(),
            None => existing.map(|outlet| outlet.time_zone).or(country.map(|country| country.time_zone)),
        };
        // Whoever did not say the country is told so already.
        if zone.is_none() && (said.is_some() || !self.failed(OutletField::Country)) {
            let code = if said.is_some() { "unknown_value" } else { "required" };
            self.fail(OutletField::TimeZone, code, "give the time zone by its IANA name, like Europe/Warsaw");
        }
        zone.unwrap_or(Tz::UTC)
    }

    fn set_texts(&mut self, draft: &mut OutletDraft) {
        for (field, target) in [
            (OutletField::Code, &mut draft.code),
            (OutletField::Name, &mut draft.name),
            (OutletField::OpeningHours, &mut draft.opening_hours),
            (OutletField::Phone, &mut draft.phone),
            (OutletField::Email, &mut draft.email),
            (OutletField::Website, &mut draft.website),
        ] {
            self.set_text(field, target);
        }
        if draft.website.starts_with("www.") {
            draft.website.insert_str(0, "https://");
        }
    }

    /// Blanks around the text and the kind of its line ends are no difference.
    fn set_text(&self, field: OutletField, target: &mut String) {
        let Some(cell) = self.value(field) else { return };
        let plain = |text: &str| text.replace('\r', "").trim().to_owned();
        if plain(target) != plain(cell) {
            *target = cell.trim().to_owned();
        }
    }

    fn set_address(&mut self, address: &mut OutletAddress, country: Option<&'static Country>) {
        self.set_text(OutletField::City, &mut address.city);
        match (self.value(OutletField::Street), self.value(OutletField::HouseNumber).map(str::trim)) {
            (Some(street), Some(number)) if !number.is_empty() => {
                address.street = format!("{} {number}", street.trim()).trim().to_owned();
            }
            _ => self.set_text(OutletField::Street, &mut address.street),
        }
        self.set_text(OutletField::Postcode, &mut address.postcode);
        if let Some(full) = country.and_then(|country| country.with_leading_zeros(&address.postcode)) {
            let message = format!("the spreadsheet had dropped leading zeros: {full} is taken");
            self.warn(OutletField::Postcode, "leading_zeros", message);
            address.postcode = full;
        }
        if let Some(region) = self.value(OutletField::Region).map(str::trim) {
            address.region = region_code(&address.country, region).unwrap_or_else(|| region.to_owned());
        }
    }

    fn set_values(&mut self, draft: &mut OutletDraft) {
        if let Some(kind) = self.coded(OutletField::Kind, values::kind) {
            draft.kind = kind;
        }
        if let Some(status) = self.coded(OutletField::Status, values::status) {
            draft.status = status;
        }
        if let Some(class) = self.coded(OutletField::TradeClass, values::trade_class) {
            draft.trade_class = class;
        }
        let Some(cell) = self.value(OutletField::FloorArea).map(str::trim) else { return };
        match read_area(cell) {
            Ok(area) => draft.floor_area_m2 = area,
            Err(message) => self.fail(OutletField::FloorArea, "format", message),
        }
    }

    /// An empty cell says nothing: there is no outlet without a kind.
    fn coded<T>(&mut self, field: OutletField, read: fn(&str) -> Result<T, String>) -> Option<T> {
        let cell = self.value(field).map(str::trim).filter(|cell| !cell.is_empty())?;
        read(cell).map_err(|message| self.fail(field, "unknown_value", message)).ok()
    }

    fn set_lists(&mut self, draft: &mut OutletDraft) {
        if let Some(cell) = self.value(OutletField::Services) {
            draft.services = self.services(cell);
        }
        if let Some(cell) = self.value(OutletField::Products) {
            draft.products = split_list(cell, CODE_SEPARATORS);
        }
        if let Some(overrides) = self.entries(OutletField::Overrides, read_override) {
            draft.overrides = overrides;
        }
        if let Some(promotions) = self.entries(OutletField::Promotions, read_promotion) {
            draft.promotions = promotions;
        }
    }

    fn entries<T>(&mut self, field: OutletField, read: fn(&str) -> Result<T, String>) -> Option<Vec<T>> {
        let cell = self.value(field)?;
        let read: Result<Vec<T>, String> = split_list(cell, ENTRY_SEPARATORS).iter().map(|entry| read(entry)).collect();
        read.map_err(|message| self.fail(field, "format", message)).ok()
    }

    fn services(&mut self, cell: &str) -> Vec<String> {
        let mut codes = BTreeSet::new();
        for word in split_list(cell, CODE_SEPARATORS) {
            match self.reader.services.code(&word) {
                Some(code) => {
                    codes.insert(code.to_owned());
                }
                None => codes.extend(self.new_service(&word)),
            }
        }
        codes.into_iter().collect()
    }

    fn new_service(&mut self, word: &str) -> Option<String> {
        let code: String = fold_words(word).replace(' ', "_").chars().take(SERVICE_CODE_CHARS_MAX).collect();
        if !self.reader.create_services || code.is_empty() {
            let shown: String = word.chars().take(40).collect();
            let message =
                format!("there is no service \"{shown}\": add it first, mend the word, or let the import add it");
            self.fail(OutletField::Services, "unknown_service", message);
            return None;
        }
        self.new_services.push((code.clone(), word.to_owned()));
        Some(code)
    }
}

fn new_draft(point: LonLat, time_zone: Tz) -> OutletDraft {
    OutletDraft {
        code: String::new(),
        name: String::new(),
        kind: OutletKind::Store,
        status: OutletStatus::Active,
        point,
        address: OutletAddress::default(),
        time_zone,
        opening_hours: String::new(),
        overrides: Vec::new(),
        trade_class: TradeClass::Retail,
        floor_area_m2: None,
        services: Vec::new(),
        products: Vec::new(),
        promotions: Vec::new(),
        phone: String::new(),
        email: String::new(),
        website: String::new(),
    }
}

/// Somewhere, for a draft that is not shown as it is; not 0,0, which no draft may have.
fn stand_in() -> LonLat {
    LonLat::new(1.0, 1.0).expect("on earth")
}

fn is_blank(cells: PlaceCells<'_>) -> bool {
    [cells.lon, cells.lat, cells.point].into_iter().flatten().all(|cell| cell.trim().is_empty())
}

fn is_same_point(a: LonLat, b: LonLat) -> bool {
    (a.lon() - b.lon()).abs() < SAME_POINT_DEGREES && (a.lat() - b.lat()).abs() < SAME_POINT_DEGREES
}

/// `450`, `1 250,5 m²`; empty is unknown.
fn read_area(cell: &str) -> Result<Option<f64>, String> {
    if cell.is_empty() {
        return Ok(None);
    }
    let number = cell.trim_end_matches(['²', '2']).trim_end_matches(['m', 'M']).trim_end();
    let number = if number.len() == cell.len() || cell.contains(['m', 'M']) { number } else { cell };
    let plain: String = number.chars().filter(|c| !c.is_whitespace()).map(|c| if c == ',' { '.' } else { c }).collect();
    let area = plain.parse::<f64>().ok().filter(|area| area.is_finite());
    area.map(Some).ok_or_else(|| "give the floor area in square metres, like 450 or 1250.5".to_owned())
}
