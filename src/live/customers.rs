//! Every customer in memory, as far as a search and a map need them: words, digits, who looks after them, where they
//! are, and by what a map is narrowed.
//!
//! A million take some seconds to load, so they come after the start; until then `LiveCustomers::read` has nothing and
//! whoever searches asks the database. Slots are internal and are reused; outside, a customer is its `CustomerId`.

mod load;
mod segments;
mod shared;

use std::hash::BuildHasher;

use hashbrown::{DefaultHashBuilder, HashTable};

pub(super) use load::load;
use segments::Segments;
pub use shared::LiveCustomers;

use crate::domain::customer::ValueTier;
use crate::domain::customer_map::CustomerFilter;
use crate::domain::ids::{CustomerId, UserId};
use crate::domain::phone;
use crate::geo::LonLat;
use crate::live::moves::Moves;
use crate::people::{Entry, PeopleIndex, words_of};
use crate::store::customers::SearchedCustomer;

/// The mirror.
#[derive(Debug, Default)]
pub struct CustomerIndex {
    people: PeopleIndex,
    records: Vec<Option<Record>>,
    free: Vec<u32>,
    by_id: HashTable<u32>,
    hasher: DefaultHashBuilder,
    segments: Segments,
    moves: Moves,
}

#[derive(Clone, Debug, PartialEq)]
struct Record {
    id: CustomerId,
    owner: Option<UserId>,
    point: Option<LonLat>,
    segment: u32,
    value_tier: ValueTier,
}

/// One customer of the mirror, as far as a map needs them.
#[derive(Clone, Copy, Debug)]
pub struct CustomerRef<'a> {
    index: &'a CustomerIndex,
    record: &'a Record,
}

/// A filter whose segment is a number of this index.
#[derive(Clone, Copy, Debug)]
pub struct NumberedFilter {
    owner: Option<UserId>,
    segment: Option<u32>,
    value_tier: Option<ValueTier>,
}

/// A customer on the map.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PlacedCustomer {
    pub id: CustomerId,
    pub owner: Option<UserId>,
    pub point: LonLat,
}

impl CustomerIndex {
    pub fn len(&self) -> usize {
        self.people.len()
    }

    pub fn is_empty(&self) -> bool {
        self.people.is_empty()
    }

    /// Adds the customer or replaces what was known.
    pub fn upsert(&mut self, customer: &SearchedCustomer) {
        let record = Record {
            id: customer.id,
            owner: customer.owner,
            point: customer.point,
            segment: self.segments.learn(&customer.segment),
            value_tier: customer.value_tier,
        };
        let slot = match self.slot_of(customer.id) {
            Some(slot) => slot,
            None => self.place(customer.id),
        };
        if self.records[slot as usize].as_ref() != Some(&record) {
            self.moves.add(slot);
        }
        self.records[slot as usize] = Some(record);
        self.people.set(slot, &entry_of(customer));
    }

    pub fn remove(&mut self, id: CustomerId) {
        let Some(slot) = self.slot_of(id) else { return };
        let hash = self.hasher.hash_one(id.0);
        if let Ok(entry) = self.by_id.find_entry(hash, |other| *other == slot) {
            entry.remove();
        }
        self.records[slot as usize] = None;
        self.people.remove(slot);
        self.moves.add(slot);
        self.free.push(slot);
    }

    /// The customers meant by `text`, the likeliest first, of those that `owner` looks after (`None`: of all).
    pub fn search(&self, text: &str, limit: usize, owner: Option<UserId>) -> Vec<CustomerId> {
        let record = |slot: u32| self.records[slot as usize].as_ref();
        let seen = |slot: u32| owner.is_none() || record(slot).is_some_and(|record| record.owner == owner);
        let hits = self.people.search(&without_country(text), limit, seen);
        hits.iter().filter_map(|hit| record(hit.slot)).map(|record| record.id).collect()
    }

    /// Every customer whose place is known, in the order of slots.
    pub fn placed(&self) -> impl Iterator<Item = PlacedCustomer> + '_ {
        let placed = |record: &Record| {
            let Record { id, owner, point, .. } = *record;
            point.map(|point| PlacedCustomer { id, owner, point })
        };
        self.records.iter().flatten().filter_map(placed)
    }

    /// Slots are below this; some may be empty.
    pub fn slot_end(&self) -> u32 {
        self.records.len() as u32
    }

    pub fn at(&self, slot: u32) -> Option<CustomerRef<'_>> {
        let record = self.records.get(slot as usize)?.as_ref()?;
        Some(CustomerRef { index: self, record })
    }

    /// How often something of a customer changed that a map shows.
    pub fn moves(&self) -> u64 {
        self.moves.count()
    }

    /// The slots in which that happened since there were `moves`, sorted; nothing when that is too long ago to tell.
    pub fn moved_since(&self, moves: u64) -> Option<Vec<u32>> {
        self.moves.since(moves)
    }

    /// The filter in the numbers of this index; `None` when nobody can pass it.
    pub fn numbered(&self, filter: &CustomerFilter) -> Option<NumberedFilter> {
        let segment = match &filter.segment {
            Some(word) => Some(self.segments.number(word)?),
            None => None,
        };
        Some(NumberedFilter { owner: filter.owner, segment, value_tier: filter.value_tier })
    }

    fn slot_of(&self, id: CustomerId) -> Option<u32> {
        let is_its = |slot: &u32| self.records[*slot as usize].as_ref().is_some_and(|record| record.id == id);
        self.by_id.find(self.hasher.hash_one(id.0), is_its).copied()
    }

    fn place(&mut self, id: CustomerId) -> u32 {
        let slot = self.free.pop().unwrap_or(self.records.len() as u32);
        if self.records.len() <= slot as usize {
            self.records.push(None);
        }
        let (records, hasher) = (&self.records, &self.hasher);
        let hash_of = |slot: &u32| records[*slot as usize].as_ref().map_or(0, |record| hasher.hash_one(record.id.0));
        self.by_id.insert_unique(hasher.hash_one(id.0), slot, hash_of);
        slot
    }
}

impl<'a> CustomerRef<'a> {
    pub fn id(self) -> CustomerId {
        self.record.id
    }

    pub fn point(self) -> Option<LonLat> {
        self.record.point
    }

    pub fn segment(self) -> &'a str {
        self.index.segments.word(self.record.segment)
    }

    pub fn value_tier(self) -> ValueTier {
        self.record.value_tier
    }

    pub fn passes(self, filter: NumberedFilter) -> bool {
        let record = self.record;
        filter.owner.is_none_or(|owner| record.owner == Some(owner))
            && filter.segment.is_none_or(|segment| record.segment == segment)
            && filter.value_tier.is_none_or(|tier| record.value_tier == tier)
    }
}

fn entry_of(customer: &SearchedCustomer) -> Entry {
    let mut words: Vec<String> =
        customer.names.iter().chain(&customer.places).flat_map(|text| words_of(text)).collect();
    words.extend(words_of(&customer.number));
    let digits_of = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    let mut digits: Vec<String> = customer.phones.iter().map(|e164| phone::national_digits(e164).to_owned()).collect();
    digits.push(digits_of(&customer.number));
    Entry { words, digits, value: customer.value_tier as u8 }
}

/// Phones are found by their national digits: `+48 601` and `0048601` are `601`.
fn without_country(text: &str) -> String {
    let compact: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let international = compact.strip_prefix('+').or_else(|| compact.strip_prefix("00"));
    match international {
        Some(digits) if digits.starts_with(|c: char| c.is_ascii_digit()) => phone::national_digits(digits).to_owned(),
        _ => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::customer::ValueTier;

    fn customer(number: &str, name: &str, phone: &str, owner: Option<UserId>) -> SearchedCustomer {
        SearchedCustomer {
            id: CustomerId::generate(),
            number: number.into(),
            segment: "b2c".into(),
            value_tier: ValueTier::Gold,
            owner,
            names: vec![name.into()],
            places: vec!["Długa 12".into(), "Kraków".into()],
            phones: vec![phone.into()],
            point: None,
        }
    }

    #[test]
    fn a_customer_is_found_by_name_number_phone_and_place() {
        let anna = customer("C-1001", "Anna Żółć", "+48601100201", None);
        let mut index = CustomerIndex::default();
        index.upsert(&customer("C-2", "Karel Dvořák", "+420601200300", None));
        index.upsert(&anna);
        for text in ["zolc", "anna dluga", "C-1001", "1001", "601100", "+48 601 100 2", "0048601100201", "krakow zolc"]
        {
            assert_eq!(index.search(text, 5, None), [anna.id], "{text}");
        }
    }

    #[test]
    fn a_slot_that_became_free_is_given_to_the_next() {
        let (one, other) = (customer("C-1", "Anna", "", None), customer("C-2", "Karel", "", None));
        let mut index = CustomerIndex::default();
        index.upsert(&one);
        index.remove(one.id);
        index.upsert(&other);
        index.upsert(&SearchedCustomer { names: vec!["Karol".into()], ..other.clone() });
        assert!(index.search("anna", 5, None).is_empty());
        assert_eq!((index.search("karol", 5, None), index.len()), (vec![other.id], 1));
    }

    #[test]
    fn whoever_looks_after_some_finds_those() {
        let rep = UserId::generate();
        let (own, others) = (customer("C-1", "Anna", "", Some(rep)), customer("C-2", "Anna", "", None));
        let mut index = CustomerIndex::default();
        index.upsert(&own);
        index.upsert(&others);
        assert_eq!(index.search("anna", 5, Some(rep)), [own.id]);
    }
}
