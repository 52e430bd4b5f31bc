//! The nearest of many places, known beforehand: outlets.
//!
//! Each place leaves its costs at the states above it, so that a question climbs a few hundred states and reads what
//! lies there (buckets: Knopp et al., Computing many-to-many shortest paths using highway hierarchies, 2007). Places
//! come out one by one, the nearest first, so whoever asks can pass over those that are closed and stop early.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::hierarchy::HierarchyRef;
use super::network::Roads;
use super::search::Side;
use super::snap::Snap;

/// Places on the network, ready to be asked which are the nearest.
#[derive(Clone, Debug)]
pub struct NearestIndex {
    /// Where each state's entries begin; one entry more.
    first: Vec<u32>,
    /// Cost from the state and number of the place, the nearest first.
    entries: Vec<(f64, u32)>,
    places: Vec<Option<Snap>>,
}

/// A place and the cost to it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Reached {
    pub place: usize,
    pub cost: f64,
}

impl NearestIndex {
    /// Places without a snap stay without a road: they never come out.
    pub fn new(roads: &Roads, places: Vec<Option<Snap>>) -> Self {
        let hierarchy = roads.hierarchy.view();
        let mut side = Side::new(hierarchy);
        let mut found: Vec<(u32, f64, u32)> = Vec::new();
        for (number, snap) in places.iter().enumerate() {
            let Some(snap) = snap else { continue };
            let mut seeds = roads.arrivals(snap);
            // Climbs want costs that are not negative; what was added is taken away again.
            let shift = seeds.iter().map(|seed| -seed.cost).fold(0.0, f64::max);
            seeds.iter_mut().for_each(|seed| seed.cost += shift);
            side.visit(hierarchy, hierarchy.backward, &seeds, &mut |state, cost| {
                found.push((state, cost - shift, number as u32));
            });
        }
        found.sort_unstable_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)).then(a.2.cmp(&b.2)));
        let mut first = vec![0u32; hierarchy.state_count() + 1];
        for (state, ..) in &found {
            first[*state as usize + 1] += 1;
        }
        for at in 1..first.len() {
            first[at] += first[at - 1];
        }
        Self { first, entries: found.into_iter().map(|(_, cost, place)| (cost, place)).collect(), places }
    }

    /// Places by growing cost, each once; of equally near ones the lower number first.
    pub fn from<'a>(&'a self, roads: &'a Roads, side: &mut NearestSearch, from: &Snap) -> impl Iterator<Item = Reached> + 'a {
        let (mut waiting, mut seen) = (BinaryHeap::new(), vec![false; self.places.len()]);
        self.add_places_on_the_link(roads, from, &mut waiting);
        let hierarchy = roads.hierarchy.view();
        side.0.visit(hierarchy, hierarchy.forward, &roads.departures(from), &mut |state, cost| {
            let (begin, end) = (self.first[state as usize], self.first[state as usize + 1]);
            if begin < end {
                waiting.push(self.candidate(begin, end, cost));
            }
        });
        let from = *from;
        std::iter::from_fn(move || {
            loop {
                let Reverse(best) = waiting.pop()?;
                if best.next < best.end {
                    waiting.push(self.candidate(best.next, best.end, best.base));
                }
                // Ways that would go backwards on the first link were counted apart.
                let snap = self.places[best.place as usize].as_ref()?;
                let is_own = best.end == 0;
                if !is_own && roads.turns_before_start(&from, snap) {
                    continue;
                }
                if !std::mem::replace(&mut seen[best.place as usize], true) {
                    return Some(Reached { place: best.place as usize, cost: best.cost });
                }
            }
        })
    }

    fn candidate(&self, entry: u32, end: u32, base: f64) -> Reverse<Candidate> {
        let (more, place) = self.entries[entry as usize];
        Reverse(Candidate { cost: base + more, place, next: entry + 1, end, base })
    }

    /// Places that lie behind on the link of the start are reached by coming round.
    fn add_places_on_the_link(&self, roads: &Roads, from: &Snap, waiting: &mut BinaryHeap<Reverse<Candidate>>) {
        let mut search = None;
        for (number, snap) in self.places.iter().enumerate() {
            let Some(snap) = snap.as_ref().filter(|snap| roads.turns_before_start(from, snap)) else { continue };
            let search = search.get_or_insert_with(|| roads.search());
            if let Some(cost) = roads.cost(search, from, snap) {
                waiting.push(Reverse(Candidate { cost, place: number as u32, next: 0, end: 0, base: 0.0 }));
            }
        }
    }
}

/// Work space for questions to a `NearestIndex`.
#[derive(Debug)]
pub struct NearestSearch(Side);

impl NearestSearch {
    pub fn new(hierarchy: HierarchyRef<'_>) -> Self {
        Self(Side::new(hierarchy))
    }
}

/// The nearest place not yet told of one state.
#[derive(Clone, Copy, Debug)]
struct Candidate {
    cost: f64,
    place: u32,
    /// The entries after it.
    next: u32,
    end: u32,
    /// The cost to the state.
    base: f64,
}

impl Ord for Candidate {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.cost.total_cmp(&other.cost).then(self.place.cmp(&other.place)).then(self.next.cmp(&other.next))
    }
}

impl PartialOrd for Candidate {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Candidate {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Candidate {}
