//! The nearest of many places, known beforehand: outlets.
//!
//! Each place leaves its costs at the states above it, so that a question climbs a few hundred states and reads what
//! lies there (buckets: Knopp et al., Computing many-to-many shortest paths using highway hierarchies, 2007). Places
//! come out one by one, the nearest first, so whoever asks can pass over those that are closed and stop early.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use rayon::prelude::*;

use super::cost::NO_WAY;
use super::network::Roads;
use super::search::{Search, Side};
use super::snap::Snap;

/// Places on the network, ready to be asked which are the nearest.
#[derive(Clone, Debug)]
pub struct NearestIndex {
    /// Where each state's entries begin; one entry more.
    first: Vec<u32>,
    /// Cost from the state and number of the place, the nearest first.
    entries: Vec<(f64, u32)>,
    places: Vec<Option<Snap>>,
    /// Link and number of each place, sorted.
    by_link: Vec<(u32, u32)>,
}

/// A place and the cost to it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Reached {
    pub place: usize,
    pub cost: f64,
}

impl NearestIndex {
    /// Places without a snap stay without a road: they never come out. Climbs twice for each place: once to count, so
    /// that no more memory is taken than entries need.
    pub fn new(roads: &Roads, places: Vec<Option<Snap>>) -> Self {
        let mut first = vec![0u32; roads.hierarchy.view().state_count() + 1];
        for_each_label(roads, &places, |_, labels| {
            labels.iter().for_each(|(state, _)| first[*state as usize + 1] += 1);
        });
        for at in 1..first.len() {
            first[at] += first[at - 1];
        }
        let mut next = first.clone();
        let mut entries = vec![(0.0, 0); first[first.len() - 1] as usize];
        for_each_label(roads, &places, |number, labels| {
            for (state, cost) in labels {
                let place = &mut next[*state as usize];
                entries[*place as usize] = (*cost, number);
                *place += 1;
            }
        });
        let links = (0..).zip(&places).filter_map(|(number, snap)| Some((snap.as_ref()?.link, number)));
        let mut by_link: Vec<(u32, u32)> = links.collect();
        by_link.sort_unstable();
        for range in first.windows(2) {
            let nearest_first = |a: &(f64, u32), b: &(f64, u32)| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1));
            entries[range[0] as usize..range[1] as usize].sort_unstable_by(nearest_first);
        }
        Self { first, entries, places, by_link }
    }

    /// Places by growing cost, each once; of equally near ones the lower number first.
    pub fn from<'a>(
        &'a self,
        roads: &'a Roads,
        search: &mut Search,
        from: &Snap,
    ) -> impl Iterator<Item = Reached> + use<'a> {
        let (mut waiting, mut seen) = (BinaryHeap::new(), vec![false; self.places.len()]);
        self.add_places_on_the_link(roads, search, from, &mut waiting);
        let hierarchy = roads.hierarchy.view();
        search.forward.visit(hierarchy, hierarchy.forward, &roads.departures(from), &mut |state, cost| {
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
    fn add_places_on_the_link(
        &self,
        roads: &Roads,
        search: &mut Search,
        from: &Snap,
        waiting: &mut BinaryHeap<Reverse<Candidate>>,
    ) {
        let begin = self.by_link.partition_point(|(link, _)| *link < from.link);
        for (_, place) in self.by_link[begin..].iter().take_while(|(link, _)| *link == from.link) {
            let snap = self.places[*place as usize].as_ref().filter(|snap| roads.turns_before_start(from, snap));
            let Some(snap) = snap else { continue };
            if let Some(cost) = roads.cost(search, from, snap) {
                waiting.push(Reverse(Candidate { cost, place: *place, next: 0, end: 0, base: 0.0 }));
            }
        }
    }
}

/// Tells `take` the number of each place and its labels, in order; climbs on all cores, some thousand places ahead.
fn for_each_label(roads: &Roads, places: &[Option<Snap>], mut take: impl FnMut(u32, &[(u32, f64)])) {
    const AHEAD: usize = 4_096;
    const AT_ONCE: usize = 256;
    let mut number = 0;
    for some in places.chunks(AHEAD) {
        let climbed = some.par_chunks(AT_ONCE).flat_map_iter(|places| {
            let mut labels = Labels::new(roads);
            let of_place = |place: &Option<Snap>| place.as_ref().map(|snap| labels.of(snap).to_vec());
            places.iter().map(of_place).collect::<Vec<_>>()
        });
        for labels in climbed.collect::<Vec<_>>() {
            take(number, labels.as_deref().unwrap_or_default());
            number += 1;
        }
    }
}

/// What one place leaves at the states above it.
struct Labels<'r> {
    roads: &'r Roads,
    side: Side,
    /// The cost from each state of the climb; else `NO_WAY`.
    least: Vec<f64>,
    found: Vec<(u32, f64)>,
}

impl<'r> Labels<'r> {
    fn new(roads: &'r Roads) -> Self {
        let hierarchy = roads.hierarchy.view();
        let least = vec![NO_WAY; hierarchy.state_count()];
        Self { roads, side: Side::new(hierarchy), least, found: Vec::new() }
    }

    /// States and the cost from them, without those from which a way over a more important state is cheaper: nobody
    /// gets here by them.
    fn of(&mut self, snap: &Snap) -> &[(u32, f64)] {
        let hierarchy = self.roads.hierarchy.view();
        let mut seeds = self.roads.arrivals(snap);
        // Climbs want costs that are not negative; what was added is taken away again.
        let shift = seeds.iter().map(|seed| -seed.cost).fold(0.0, f64::max);
        seeds.iter_mut().for_each(|seed| seed.cost += shift);
        let (found, least) = (&mut self.found, &mut self.least);
        found.clear();
        self.side.visit(hierarchy, hierarchy.backward, &seeds, &mut |state, cost| found.push((state, cost - shift)));
        for (state, cost) in found.iter().rev() {
            let upwards = hierarchy.forward.arcs(*state);
            let over = upwards.map(|arc| hierarchy.forward.cost[arc] + least[hierarchy.forward.head[arc] as usize]);
            least[*state as usize] = over.fold(*cost, f64::min);
        }
        found.retain(|(state, cost)| *cost <= std::mem::replace(&mut least[*state as usize], NO_WAY));
        found
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
