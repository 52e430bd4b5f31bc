//! All tables, from what was gathered.

use std::collections::BTreeMap;

use super::IndexCounts;
use super::addresses::{AddressTables, address_tables};
use super::draft::{Drafts, PlaceDraft, Spot};
use super::gazetteer::Gazetteer;
use super::hierarchy::set_parents;
use super::names::NamesBuilder;
use super::places::settle_places;
use super::spots::middle_of;
use super::streets::{StreetDraft, Streets};
use crate::geocoder::index::{
    Bounds, DateRow, FileWriter, NONE, PlaceRow, PoiRow, PostcodeRow, Section, SegmentRow, StreetKind, StreetRow,
    kind_code, pack, source_code,
};
use crate::geocoder::normalize::postcode_key;
use crate::geocoder::record::{PlaceKind, Source};

/// People for each house of a settlement whose population nobody told.
const PEOPLE_PER_HOUSE: u32 = 3;

/// One house far out does not make a village as wide as a county.
const PLACE_RADIUS_MAX_M: u32 = 30_000;

/// Everything about a build that several tables need.
struct Build<'d> {
    drafts: &'d Drafts,
    gazetteer: Gazetteer,
    names: NamesBuilder,
    file: FileWriter,
}

/// The tables of an index in memory, and how much is in them.
pub fn index_of(mut drafts: Drafts, dates: &[(u8, String)]) -> (FileWriter, IndexCounts) {
    settle_places(&mut drafts);
    set_parents(&mut drafts.places);
    let places = std::mem::take(&mut drafts.places);
    let gazetteer = Gazetteer::new(places, &drafts.strings);
    let date_rows: Vec<DateRow> =
        dates.iter().map(|(source, date)| DateRow { date: drafts.strings.number_of(date), source: *source }).collect();
    let mut build = Build { drafts: &drafts, gazetteer, names: NamesBuilder::default(), file: FileWriter::new() };
    build.file.rows(Section::Dates, &date_rows);
    let counts = build.write();
    let Build { names, mut file, .. } = build;
    let (ends, letters) = drafts.strings.parts();
    file.rows(Section::StringEnds, ends);
    file.bytes(Section::StringLetters, letters.to_vec());
    let names_count = names.len();
    let words = names.write(&drafts.strings, &mut file);
    (file, IndexCounts { names: names_count, words, ..counts })
}

impl Build<'_> {
    fn write(&mut self) -> IndexCounts {
        let gathered = Streets::gather(self.drafts, &mut self.gazetteer);
        let mut streets: Vec<&StreetDraft> = gathered.all.iter().collect();
        streets.sort_by_key(|street| {
            (street.settlement.map_or(NONE, |at| at as u32), street.kind as u8, street.names[0].0)
        });
        let addresses = address_tables(self.drafts, &streets, &mut self.gazetteer);
        let postcodes = self.write_postcodes(&streets, &addresses);
        let pois = self.write_pois();
        self.write_streets(&streets, &addresses);
        self.write_segments(&streets);
        self.write_places(&streets, &addresses);
        self.write_addresses(&addresses);
        let places = self.gazetteer.places.len();
        IndexCounts {
            addresses: addresses.rows.len(),
            streets: streets.len(),
            places,
            postcodes,
            pois,
            ..IndexCounts::default()
        }
    }

    fn write_addresses(&mut self, addresses: &AddressTables) {
        self.file.rows(Section::Addresses, &addresses.rows);
        self.file.rows(Section::Numbers, &addresses.numbers);
        let boxes: Vec<Bounds> = addresses.rows.iter().map(|row| Bounds::of_points(&[(row.lon, row.lat)])).collect();
        let (order, nodes) = pack(&boxes);
        self.file.rows(Section::AddressOrder, &order);
        self.file.rows(Section::AddressNodes, &nodes);
    }

    fn write_streets(&mut self, streets: &[&StreetDraft], addresses: &AddressTables) {
        let mut rows = Vec::with_capacity(streets.len() + 1);
        for (number, street) in streets.iter().enumerate() {
            let houses = &addresses.rows[addresses.begins[number] as usize..addresses.begins[number + 1] as usize];
            let mut spots: Vec<Spot> =
                street.ways.iter().flat_map(|way| &self.drafts.ways[*way as usize].line).copied().collect();
            if spots.is_empty() {
                spots = houses.iter().map(|row| (row.lon, row.lat)).collect();
            }
            let (spot, radius) = middle_of(&spots).unwrap_or_default();
            let weight = weight_of(houses.len() as u32) / 2;
            let name = self.names.add_street(street.names[0].0, number as u32, weight);
            for other in self.other_names_of(street) {
                self.names.add_street(other, number as u32, weight);
            }
            rows.push(StreetRow {
                name,
                settlement: street.settlement.map_or(NONE, |at| at as u32),
                lon: spot.0,
                lat: spot.1,
                radius: radius as u32,
                addresses: addresses.begins[number],
                numbers: addresses.numbers_of(number as u32),
                postcode: commonest(houses.iter().map(|row| row.postcode)),
                kind: street.kind as u8,
                source: source_code(street.source),
            });
        }
        let (all, numbers) = (addresses.rows.len() as u32, addresses.numbers.len() as u32);
        rows.push(StreetRow { addresses: all, numbers, settlement: NONE, ..StreetRow::default() });
        self.file.rows(Section::Streets, &rows);
    }

    /// Houses numbered by their settlement are found by all of its names.
    fn other_names_of(&self, street: &StreetDraft) -> Vec<u32> {
        let mut names = street.other_names.clone();
        if street.kind == StreetKind::Settlement {
            names.extend(street.settlement.into_iter().flat_map(|at| &self.gazetteer.places[at].other_names));
            names.sort_unstable();
            names.dedup();
        }
        names.retain(|name| *name != street.names[0].0);
        names
    }

    fn write_segments(&mut self, streets: &[&StreetDraft]) {
        let mut rows = Vec::new();
        for (number, street) in streets.iter().enumerate() {
            for way in &street.ways {
                let line = &self.drafts.ways[*way as usize].line;
                rows.extend(line.windows(2).filter(|pair| pair[0] != pair[1]).map(|pair| {
                    let ((lon_a, lat_a), (lon_b, lat_b)) = (pair[0], pair[1]);
                    SegmentRow { street: number as u32, lon_a, lat_a, lon_b, lat_b }
                }));
            }
        }
        let boxes: Vec<Bounds> =
            rows.iter().map(|row| Bounds::of_points(&[(row.lon_a, row.lat_a), (row.lon_b, row.lat_b)])).collect();
        let (order, nodes) = pack(&boxes);
        self.file.rows(Section::Segments, &rows);
        self.file.rows(Section::SegmentOrder, &order);
        self.file.rows(Section::SegmentNodes, &nodes);
    }

    fn write_places(&mut self, streets: &[&StreetDraft], addresses: &AddressTables) {
        let mut spots: Vec<Vec<Spot>> = vec![Vec::new(); self.gazetteer.places.len()];
        for (number, street) in streets.iter().enumerate() {
            let houses = &addresses.rows[addresses.begins[number] as usize..addresses.begins[number + 1] as usize];
            street.settlement.into_iter().for_each(|at| spots[at].extend(houses.iter().map(|row| (row.lon, row.lat))));
        }
        let mut rows = Vec::with_capacity(self.gazetteer.places.len());
        for (at, place) in self.gazetteer.places.iter().enumerate() {
            let row = place_row(place, &spots[at]);
            let weight = weight_of(row.population).max(self.least_weight(place.kind));
            let name = self.names.add_place(place.name, at as u32, weight);
            place.other_names.iter().for_each(|other| {
                self.names.add_place(*other, at as u32, weight);
            });
            rows.push(PlaceRow { name, ..row });
        }
        let boxes: Vec<Bounds> = rows.iter().map(|row| Bounds::of_points(&[(row.lon, row.lat)])).collect();
        let (order, nodes) = pack(&boxes);
        self.file.rows(Section::Places, &rows);
        self.file.rows(Section::PlaceOrder, &order);
        self.file.rows(Section::PlaceNodes, &nodes);
    }

    fn least_weight(&self, kind: PlaceKind) -> u8 {
        match kind {
            PlaceKind::Country | PlaceKind::Region => 200,
            PlaceKind::City => 180,
            PlaceKind::Town => 140,
            PlaceKind::Village | PlaceKind::County | PlaceKind::Commune => 90,
            _ => 60,
        }
    }

    /// What addresses and tables say, one row for each postcode in each settlement.
    fn write_postcodes(&mut self, streets: &[&StreetDraft], addresses: &AddressTables) -> usize {
        // Text, settlement, country -> points, source.
        let mut found: BTreeMap<(u32, u32), (Vec<Spot>, u8, u16)> = BTreeMap::new();
        for row in &addresses.rows {
            let settlement = streets[row.street as usize].settlement;
            let country = settlement.map_or(0, |at| self.gazetteer.places[at].country);
            let entry = found.entry((row.postcode, settlement.map_or(NONE, |at| at as u32)));
            entry.or_insert_with(|| (Vec::new(), row.source, country)).0.push((row.lon, row.lat));
        }
        for draft in &self.drafts.postcodes {
            let settlement = if draft.city == 0 {
                self.gazetteer.around(draft.spot)
            } else {
                Some(self.gazetteer.said(draft.city, draft.spot, draft.country, draft.source, &self.drafts.strings))
            };
            let entry = found.entry((draft.text, settlement.map_or(NONE, |at| at as u32)));
            entry.or_insert_with(|| (vec![draft.spot], source_code(draft.source), draft.country));
        }
        let mut rows: Vec<PostcodeRow> = found
            .into_iter()
            .filter_map(|((text, settlement), (spots, source, country))| {
                let key = postcode_key(self.drafts.strings.text(text))?;
                let ((lon, lat), radius) = middle_of(&spots)?;
                let radius = (radius as u32).max(least_radius(source));
                Some(PostcodeRow { key, text, settlement, lon, lat, radius, country, source })
            })
            .collect();
        rows.sort_unstable_by_key(|row| (row.key, row.settlement, row.text));
        self.file.rows(Section::Postcodes, &rows);
        rows.len()
    }

    fn write_pois(&mut self) -> usize {
        let mut rows = Vec::with_capacity(self.drafts.pois.len());
        for draft in &self.drafts.pois {
            let settlement = if draft.city == 0 {
                self.gazetteer.around(draft.spot)
            } else {
                Some(self.gazetteer.said(draft.city, draft.spot, 0, draft.source, &self.drafts.strings))
            };
            let number = rows.len() as u32;
            let weight = if draft.code == 0 { 40 } else { 120 };
            let name = self.names.add_poi(draft.name, number, weight);
            for other in draft.other_names.iter().chain(Some(&draft.code)).filter(|other| **other != 0) {
                self.names.add_poi(*other, number, weight);
            }
            rows.push(PoiRow {
                name,
                kind: draft.kind,
                code: draft.code,
                settlement: settlement.map_or(NONE, |at| at as u32),
                lon: draft.spot.0,
                lat: draft.spot.1,
                source: source_code(draft.source),
            });
        }
        self.file.rows(Section::Pois, &rows);
        rows.len()
    }
}

/// Without its name.
fn place_row(place: &PlaceDraft, houses: &[Spot]) -> PlaceRow {
    let population = match place.population {
        0 => houses.len() as u32 * PEOPLE_PER_HOUSE,
        known => known,
    };
    let drawn = middle_of(houses).map(|(_, radius)| (radius * 0.7) as u32);
    PlaceRow {
        name: 0,
        parent: place.parent.map_or(NONE, |at| at as u32),
        lon: place.spot.0,
        lat: place.spot.1,
        population,
        radius: drawn
            .unwrap_or(0)
            .min(PLACE_RADIUS_MAX_M)
            .max(usual_radius(place.kind) / 2)
            .max(least_radius(source_code(place.source))),
        country: place.country,
        kind: kind_code(place.kind),
        source: source_code(place.source),
    }
}

/// Points of the table of postcodes lie about this far from the middle of what they stand for, in the median.
fn least_radius(source: u8) -> u32 {
    if source == source_code(Source::PostcodeTable) { 3_000 } else { 0 }
}

/// How far the houses of such a place mostly are from its point, in metres.
fn usual_radius(kind: PlaceKind) -> u32 {
    match kind {
        PlaceKind::Country => 300_000,
        PlaceKind::Region => 80_000,
        PlaceKind::County => 20_000,
        PlaceKind::Commune => 6_000,
        PlaceKind::City => 5_000,
        PlaceKind::Town => 2_500,
        PlaceKind::Village => 1_000,
        PlaceKind::Hamlet => 500,
        PlaceKind::District => 1_500,
        PlaceKind::Neighbourhood => 600,
    }
}

/// Twelve for each doubling: a million is 239.
fn weight_of(people: u32) -> u8 {
    (f64::from(people).max(1.0).log2() * 12.0).min(255.0) as u8
}

/// The commonest of some texts that is not empty; 0 where there is none.
fn commonest(texts: impl Iterator<Item = u32>) -> u32 {
    let mut counts: BTreeMap<u32, u32> = BTreeMap::new();
    texts.filter(|text| *text != 0).for_each(|text| *counts.entry(text).or_default() += 1);
    counts.into_iter().max_by_key(|(text, count)| (*count, std::cmp::Reverse(*text))).map_or(0, |(text, _)| text)
}
