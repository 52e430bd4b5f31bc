//! Every outlet in memory, addressed by slot, with its place in the index and its hours compiled.
//!
//! Answers to "which is nearest" come from here without touching the database. Planned and closed
//! outlets are in too: that one is closed is part of the answer to "why not that one". Equal hours are
//! kept once. Slots are internal and are reused; outside, an outlet is its `OutletId`.

mod card;
mod schedules;
mod shared;
mod vocabulary;

use std::cmp::Ordering;

use hashbrown::HashTable;
use rayon::prelude::*;

pub use card::Card;
use card::PackedCard;
use schedules::ScheduleTable;
pub use schedules::{CompiledHours, FreshHours, StaleHours, WINDOW_DAYS};
pub use shared::LiveOutlets;
pub use vocabulary::ServiceVocabulary;

use crate::domain::ids::OutletId;
use crate::domain::opening_hours::HoursSource;
use crate::domain::outlet::{Outlet, OutletKind, OutletStatus};
use crate::geo::LonLat;
use crate::live::moves::Moves;
use crate::spatial::{PointIndex, TagFilter, Tags, locality_key};
use crate::units::Timestamp;

#[derive(Clone, Debug)]
struct Record {
    services: u128,
    id: OutletId,
    card: PackedCard,
    version: i64,
    hours: u32,
    kind: OutletKind,
    status: OutletStatus,
}

/// The mirror.
#[derive(Clone, Debug, Default)]
pub struct OutletIndex {
    records: Vec<Option<Record>>,
    free: Vec<u32>,
    by_id: HashTable<u32>,
    points: PointIndex,
    moves: Moves,
    hours: ScheduleTable,
    services: ServiceVocabulary,
}

/// One outlet in the mirror.
#[derive(Clone, Copy, Debug)]
pub struct OutletRef<'a> {
    index: &'a OutletIndex,
    record: &'a Record,
    slot: u32,
}

impl OutletIndex {
    /// Mirrors `outlets`, whose ids differ, with hours compiled for the days from `now`.
    pub fn build(outlets: impl IntoIterator<Item = Outlet>, services: ServiceVocabulary, now: Timestamp) -> Self {
        let mut index = Self { services, ..Self::default() };
        let (mut points, mut records): (Vec<LonLat>, Vec<Option<Record>>) = Default::default();
        for outlet in outlets {
            points.push(outlet.draft.point);
            records.push(Some(index.record(&outlet)));
        }
        records.shrink_to_fit();
        sort_by_locality(&mut points, &mut records);
        index.points = PointIndex::build(points, |slot| records[slot as usize].as_ref().map(tags).unwrap_or_default());
        index.records = records;
        index.by_id.reserve(index.records.len(), |_| 0);
        for slot in 0..index.records.len() as u32 {
            index.number(slot);
        }
        index.hours.compile_all(now);
        index
    }

    pub fn len(&self) -> usize {
        self.points.len()
    }

    pub fn is_empty(&self) -> bool {
        self.points.is_empty()
    }

    /// Slots are below this; some may be empty.
    pub fn slot_end(&self) -> u32 {
        self.records.len() as u32
    }

    pub fn get(&self, id: OutletId) -> Option<OutletRef<'_>> {
        self.slot_of(id).and_then(|slot| self.at(slot))
    }

    pub fn at(&self, slot: u32) -> Option<OutletRef<'_>> {
        let record = self.records.get(slot as usize)?.as_ref()?;
        Some(OutletRef { index: self, record, slot })
    }

    /// Adds the outlet or replaces its older version.
    pub fn upsert(&mut self, outlet: &Outlet, now: Timestamp) {
        let record = self.record(outlet);
        let (tags, hours) = (tags(&record), record.hours);
        let slot = match self.slot_of(outlet.id) {
            Some(slot) => {
                let before = self.records[slot as usize].replace(record).expect("ids lead to filled slots");
                self.hours.release(before.hours);
                slot
            }
            None => self.place(record),
        };
        self.hours.compile(hours, now);
        if self.points.point(slot) != Some(outlet.draft.point) {
            self.moves.add(slot);
        }
        self.points.insert(slot, outlet.draft.point, tags);
    }

    /// False when it was not there.
    pub fn remove(&mut self, id: OutletId) -> bool {
        let Ok(entry) = self.by_id.find_entry(hash(id), |&slot| holds(&self.records, slot, id)) else {
            return false;
        };
        let (slot, _) = entry.remove();
        let record = self.records[slot as usize].take().expect("ids lead to filled slots");
        self.hours.release(record.hours);
        self.points.remove(slot);
        self.moves.add(slot);
        self.free.push(slot);
        true
    }

    pub fn services(&self) -> &ServiceVocabulary {
        &self.services
    }

    /// Takes over a new vocabulary. Words added at the end cost nothing; a new order or a word taken out
    /// rewrites the tags of every outlet.
    pub fn set_vocabulary(&mut self, services: ServiceVocabulary) {
        if !self.services.is_start_of(&services) {
            let bits = self.services.translation(&services);
            for (slot, record) in (0..).zip(&mut self.records) {
                let (Some(record), Some(point)) = (record, self.points.point(slot)) else { continue };
                record.services = translate(record.services, &bits);
                self.points.insert(slot, point, tags(record));
            }
        }
        self.services = services;
    }

    /// Points of all outlets by slot, tagged for `filter`.
    pub fn points(&self) -> &PointIndex {
        &self.points
    }

    /// How often an outlet came, moved or went.
    pub fn moves(&self) -> u64 {
        self.moves.count()
    }

    /// The slots in which an outlet came, moved or went since there were `moves`, sorted; nothing when that is too
    /// long ago to tell.
    pub fn moved_since(&self, moves: u64) -> Option<Vec<u32>> {
        self.moves.since(moves)
    }

    /// Where all outlets are, in no order.
    pub fn places(&self) -> impl Iterator<Item = LonLat> {
        (0..self.slot_end()).filter_map(|slot| self.points.point(slot))
    }

    /// Up to `limit` hours whose compiled window does not begin today: compile and `install` them.
    pub fn stale_hours(&self, now: Timestamp, limit: usize) -> Vec<StaleHours> {
        self.hours.stale(now, limit)
    }

    pub fn install_hours(&mut self, fresh: impl IntoIterator<Item = FreshHours>) {
        fresh.into_iter().for_each(|each| self.hours.install(each));
    }

    /// How many different opening hours all outlets have together.
    pub fn distinct_hours(&self) -> usize {
        self.hours.len()
    }

    /// The order in which equally distant outlets are named.
    pub fn by_id(&self, a: u32, b: u32) -> Ordering {
        let id = |slot: u32| self.at(slot).map(|outlet| outlet.id());
        id(a).cmp(&id(b))
    }

    fn slot_of(&self, id: OutletId) -> Option<u32> {
        self.by_id.find(hash(id), |&slot| holds(&self.records, slot, id)).copied()
    }

    fn record(&mut self, outlet: &Outlet) -> Record {
        let draft = &outlet.draft;
        Record {
            services: self.services.mask_learning(&draft.services),
            id: outlet.id,
            card: PackedCard::of(draft),
            version: outlet.version,
            hours: self.hours.intern(HoursSource::of(draft)),
            kind: draft.kind,
            status: draft.status,
        }
    }

    fn place(&mut self, record: Record) -> u32 {
        let slot = match self.free.pop() {
            Some(slot) => {
                self.records[slot as usize] = Some(record);
                slot
            }
            None => {
                self.records.push(Some(record));
                u32::try_from(self.records.len() - 1).expect("memory ends before four billion outlets")
            }
        };
        self.number(slot);
        slot
    }

    /// Lets the id of the record in `slot` lead to it.
    fn number(&mut self, slot: u32) {
        let hash_of = |slot: u32| self.records[slot as usize].as_ref().map_or(0, |record| hash(record.id));
        self.by_id.insert_unique(hash_of(slot), slot, |&slot| hash_of(slot));
    }
}

impl<'a> OutletRef<'a> {
    pub fn slot(self) -> u32 {
        self.slot
    }

    pub fn id(self) -> OutletId {
        self.record.id
    }

    pub fn version(self) -> i64 {
        self.record.version
    }

    pub fn kind(self) -> OutletKind {
        self.record.kind
    }

    pub fn status(self) -> OutletStatus {
        self.record.status
    }

    pub fn point(self) -> LonLat {
        self.index.points.point(self.slot).expect("a filled slot has a point")
    }

    pub fn card(self) -> Card<'a> {
        self.record.card.read()
    }

    /// A bit per service of the vocabulary.
    pub fn service_mask(self) -> u128 {
        self.record.services
    }

    pub fn services(self) -> impl Iterator<Item = &'a str> {
        self.index.services.codes_of(self.record.services)
    }

    /// What decides the hours; country, region and time zone are here.
    pub fn hours_source(self) -> &'a HoursSource {
        self.index.hours.source(self.record.hours)
    }

    /// Equal numbers mean equal hours.
    pub fn hours_number(self) -> u32 {
        self.record.hours
    }

    /// The hours over the coming days; `None` until first compiled.
    pub fn compiled_hours(self) -> Option<&'a CompiledHours> {
        self.index.hours.compiled(self.record.hours)
    }
}

/// Neighbours on earth become neighbours in memory: a search finds its candidates in few cache lines.
/// Sorted in place, since a second copy of a million records is memory that nobody gets back.
fn sort_by_locality(points: &mut [LonLat], records: &mut [Option<Record>]) {
    let keyed = points.par_iter().enumerate().map(|(from, &point)| (locality_key(point), from as u32));
    let mut order: Vec<(u64, u32)> = keyed.collect();
    order.par_sort_unstable();
    let mut origins: Vec<u32> = order.into_iter().map(|(_, from)| from).collect();
    // Each cycle of the permutation is walked once, swapping every element to where it belongs.
    for start in 0..origins.len() {
        let mut to = start;
        loop {
            let from = std::mem::replace(&mut origins[to], to as u32) as usize;
            if from == start || from == to {
                break;
            }
            points.swap(to, from);
            records.swap(to, from);
            to = from;
        }
    }
}

/// The class bit of a kind of outlet in one status.
const fn class(kind: OutletKind, status: OutletStatus) -> u32 {
    const STATUSES: u32 = OutletStatus::ALL.len() as u32;
    const { assert!(STATUSES * OutletKind::ALL.len() as u32 <= u32::BITS, "classes have 32 bits") };
    1 << (STATUSES * kind as u32 + status as u32)
}

/// The classes of outlets of one of `kinds` in one of `statuses`.
fn classes(kinds: &[OutletKind], statuses: &[OutletStatus]) -> u32 {
    let pairs = kinds.iter().flat_map(|&kind| statuses.iter().map(move |&status| class(kind, status)));
    pairs.fold(0, |classes, class| classes | class)
}

/// Admits outlets in one of `statuses`.
pub fn status_filter(statuses: &[OutletStatus]) -> TagFilter {
    TagFilter { required: 0, classes: classes(OutletKind::ALL, statuses) }
}

/// Admits active outlets of one of `kinds` (none given: any kind) with all services of `required`.
pub fn tag_filter(kinds: &[OutletKind], required: u128) -> TagFilter {
    let kinds = if kinds.is_empty() { OutletKind::ALL } else { kinds };
    TagFilter { required, classes: classes(kinds, &[OutletStatus::Active]) }
}

fn tags(record: &Record) -> Tags {
    Tags { features: record.services, classes: class(record.kind, record.status) }
}

/// The random half of a UUIDv7 is as good as any hash of it.
fn hash(id: OutletId) -> u64 {
    id.0.as_u64_pair().1
}

fn holds(records: &[Option<Record>], slot: u32, id: OutletId) -> bool {
    records[slot as usize].as_ref().is_some_and(|record| record.id == id)
}

fn translate(mask: u128, bits: &[Option<u32>]) -> u128 {
    let moved = bits.iter().enumerate().filter(|(from, _)| mask >> from & 1 == 1).filter_map(|(_, to)| *to);
    moved.fold(0, |mask, to| mask | 1 << to)
}
