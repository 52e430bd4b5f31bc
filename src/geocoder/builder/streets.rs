//! Addresses and ways of one name in one settlement become one street.

use std::collections::{BTreeMap, HashMap};

use super::draft::{AddressDraft, Drafts, Spot, WayDraft};
use super::gazetteer::Gazetteer;
use super::places::is_settlement;
use crate::geocoder::index::{LocalScale, StreetKind, StringsBuilder, source_code, squared_meters_to};
use crate::geocoder::normalize::plain_key;
use crate::geocoder::record::Source;

/// A way is part of a street that has houses of that name no farther off.
const WAY_TO_HOUSES_M: f64 = 1_500.0;
/// No street is longer: half a degree.
const ELSEWHERE_E7: u32 = 5_000_000;

/// A street while it is gathered.
#[derive(Debug)]
pub struct StreetDraft {
    pub settlement: Option<usize>,
    pub kind: StreetKind,
    /// Spellings with how often each was met; the first is shown.
    pub names: Vec<(u32, u32)>,
    pub other_names: Vec<u32>,
    pub source: Source,
    pub addresses: Vec<u32>,
    pub ways: Vec<u32>,
}

/// Settlement, normalised name, kind.
type Key = (Option<usize>, u32, u8);

#[derive(Debug, Default)]
pub struct Streets {
    pub all: Vec<StreetDraft>,
    by_key: HashMap<Key, usize>,
    /// Normalised names, numbered; by number of the text, since texts repeat.
    keys: HashMap<String, u32>,
    key_of_text: HashMap<u32, u32>,
    by_name: HashMap<u32, Vec<usize>>,
    /// Settlements with the name of the town that their first address says beside them.
    said_around: BTreeMap<usize, u32>,
}

impl Streets {
    pub fn gather(drafts: &Drafts, gazetteer: &mut Gazetteer) -> Self {
        let mut streets = Self::default();
        for (number, address) in drafts.addresses.iter().enumerate() {
            let street = streets.of_address(address, gazetteer, &drafts.strings);
            streets.all[street].addresses.push(number as u32);
        }
        for (settlement, name) in &streets.said_around {
            gazetteer.put_into(*settlement, *name, &drafts.strings);
        }
        for (at, street) in streets.all.iter().enumerate() {
            let key = streets.key_of_text[&street.names[0].0];
            streets.by_name.entry(key).or_default().push(at);
        }
        for (number, way) in drafts.ways.iter().enumerate() {
            let street = streets.of_way(way, drafts, gazetteer);
            streets.all[street].ways.push(number as u32);
            streets.all[street].other_names.extend(&way.other_names);
        }
        streets.all.iter_mut().for_each(StreetDraft::settle_names);
        streets
    }

    fn of_address(&mut self, address: &AddressDraft, gazetteer: &mut Gazetteer, strings: &StringsBuilder) -> usize {
        let AddressDraft { spot, country, source, .. } = *address;
        let mut said = |name: u32| (name != 0).then(|| gazetteer.said(name, spot, country, source, strings));
        if address.street != 0 {
            let settlement = said(address.city).or_else(|| said(address.place)).or_else(|| gazetteer.around(spot));
            return self.street(settlement, address.street, StreetKind::Street, source, strings);
        }
        if address.place == 0 {
            let settlement = said(address.city).or_else(|| gazetteer.around(spot));
            let name = settlement.map_or(address.city, |at| gazetteer.places[at].name);
            return self.street(settlement, name, StreetKind::Settlement, source, strings);
        }
        self.of_place(address, gazetteer, strings)
    }

    /// `addr:place` is a settlement, or a part of one whose houses are numbered through.
    fn of_place(&mut self, address: &AddressDraft, gazetteer: &mut Gazetteer, strings: &StringsBuilder) -> usize {
        let AddressDraft { spot, country, source, place, city, .. } = *address;
        let known = gazetteer.named(&plain_key(strings.text(place)), spot);
        let as_settlement = known.filter(|at| is_settlement(gazetteer.places[*at].kind));
        if let Some(settlement) = as_settlement {
            let name = gazetteer.places[settlement].name;
            if city != 0 && city != name {
                self.said_around.entry(settlement).or_insert(city);
            }
            return self.street(Some(settlement), name, StreetKind::Settlement, source, strings);
        }
        let settlement =
            if city == 0 { gazetteer.around(spot) } else { Some(gazetteer.said(city, spot, country, source, strings)) };
        self.street(settlement, place, StreetKind::Estate, source, strings)
    }

    fn of_way(&mut self, way: &WayDraft, drafts: &Drafts, gazetteer: &mut Gazetteer) -> usize {
        let middle = way.line[way.line.len() / 2];
        let key = self.key(way.name, &drafts.strings);
        let near = self.by_name.get(&key).into_iter().flatten().copied();
        let near = near.filter_map(|street| Some((street, self.meters_to(street, middle, drafts)?)));
        let nearest = near.min_by(|a, b| a.1.total_cmp(&b.1)).filter(|(_, meters)| *meters <= WAY_TO_HOUSES_M);
        if let Some((street, _)) = nearest {
            let settlement = self.all[street].settlement;
            return self.street(settlement, way.name, self.all[street].kind, way.source, &drafts.strings);
        }
        self.street(gazetteer.around(middle), way.name, StreetKind::Street, way.source, &drafts.strings)
    }

    /// To the nearest house of a street; `None` when it is in another part of the country.
    fn meters_to(&self, street: usize, spot: Spot, drafts: &Drafts) -> Option<f64> {
        let spot_of = |address: &u32| drafts.addresses[*address as usize].spot;
        let houses = &self.all[street].addresses;
        let first = houses.first().map(spot_of)?;
        if first.0.abs_diff(spot.0) > ELSEWHERE_E7 || first.1.abs_diff(spot.1) > ELSEWHERE_E7 {
            return None;
        }
        let scale = LocalScale::at(spot);
        let squared = houses.iter().map(|address| squared_meters_to(&scale, spot_of(address)));
        squared.min_by(f64::total_cmp).map(f64::sqrt)
    }

    fn street(
        &mut self,
        settlement: Option<usize>,
        name: u32,
        kind: StreetKind,
        source: Source,
        strings: &StringsBuilder,
    ) -> usize {
        let key = (settlement, self.key(name, strings), kind as u8);
        let at = *self.by_key.entry(key).or_insert_with(|| {
            let (names, other_names) = (Vec::new(), Vec::new());
            let street =
                StreetDraft { settlement, kind, names, other_names, source, addresses: Vec::new(), ways: Vec::new() };
            self.all.push(street);
            self.all.len() - 1
        });
        let street = &mut self.all[at];
        if source_code(source) < source_code(street.source) {
            street.source = source;
        }
        match street.names.iter_mut().find(|(known, _)| *known == name) {
            Some((_, times)) => *times += 1,
            None => street.names.push((name, 1)),
        }
        at
    }

    fn key(&mut self, name: u32, strings: &StringsBuilder) -> u32 {
        if let Some(key) = self.key_of_text.get(&name) {
            return *key;
        }
        let next = self.keys.len() as u32;
        let key = *self.keys.entry(plain_key(strings.text(name))).or_insert(next);
        self.key_of_text.insert(name, key);
        key
    }
}

impl StreetDraft {
    /// The spelling met most often comes first; the others lead to it too.
    fn settle_names(&mut self) {
        self.names.sort_by_key(|(name, times)| (std::cmp::Reverse(*times), *name));
        self.other_names.extend(self.names.iter().skip(1).map(|(name, _)| *name));
        self.other_names.sort_unstable();
        self.other_names.dedup();
        self.other_names.retain(|other| *other != self.names[0].0);
    }
}
