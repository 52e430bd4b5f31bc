//! Places one by one, the nearest first.

use std::cmp::{Ordering, Reverse};
use std::collections::BinaryHeap;
use std::ops::Range;

use super::{NearestIndex, Reached};
use crate::roads::cost::NO_WAY;
use crate::roads::network::Roads;
use crate::roads::one_to_all::costs_to_all;
use crate::roads::rounds::Rounds;
use crate::roads::search::Search;
use crate::roads::snap::Snap;

pub(super) struct Growing<'a> {
    index: &'a NearestIndex,
    roads: &'a Roads,
    search: &'a mut Search,
    from: Snap,
    waiting: BinaryHeap<Reverse<Candidate>>,
    /// Places that no list need tell: they came out, or wait by themselves.
    done: Vec<bool>,
}

/// The nearest of what has not come out, as one source knows it.
#[derive(Clone, Debug)]
struct Candidate {
    cost: f64,
    place: u32,
    source: Source,
}

#[derive(Clone, Debug)]
enum Source {
    /// The place itself, whatever states know.
    Itself,
    /// A state's list: the entries after it, and the cost to the state.
    List { rest: Range<u32>, base: f64, may_be_cut: bool },
    /// The end of a list that may be cut: what the state does not tell is not nearer than this.
    Cut,
}

impl<'a> Growing<'a> {
    pub fn new(index: &'a NearestIndex, roads: &'a Roads, search: &'a mut Search, from: Snap) -> Self {
        let done = vec![false; index.places.len()];
        let mut growing = Self { index, roads, search, from, waiting: BinaryHeap::new(), done };
        growing.add_places_behind();
        let (hierarchy, mut climbed) = (roads.hierarchy.view(), Vec::new());
        let seeds = roads.departures(&growing.from);
        let side = &mut growing.search.forward;
        side.visit(hierarchy, hierarchy.forward, &seeds, &mut |state, cost| climbed.push((state, cost)));
        for (state, cost) in climbed {
            let list = index.lists.of(state);
            let may_be_cut = index.lists.may_be_cut(&list);
            growing.add_list(list, cost, may_be_cut);
        }
        growing
    }

    /// Places that lie behind on an edge of the start's link: lists would drive there backwards.
    fn add_places_behind(&mut self) {
        let (index, roads) = (self.index, self.roads);
        let mut rounds = Rounds::new(roads, &self.from);
        for (place, snap) in index.on_link(self.from.link) {
            if roads.turns_before_start(&self.from, snap) {
                self.done[place as usize] = true;
                let cost = rounds.cost(self.search, snap);
                self.waiting.push(Reverse(Candidate { cost, place, source: Source::Itself }));
            }
        }
    }

    /// The first entry of a state's list that is of use.
    fn add_list(&mut self, list: Range<u32>, base: f64, may_be_cut: bool) {
        let lists = &self.index.lists;
        let candidate = |entry: u32, source: Source| {
            Reverse(Candidate { cost: base + lists.costs[entry as usize], place: lists.places[entry as usize], source })
        };
        match list.clone().find(|entry| !self.done[lists.places[*entry as usize] as usize]) {
            Some(entry) => {
                let rest = entry + 1..list.end;
                self.waiting.push(candidate(entry, Source::List { rest, base, may_be_cut }));
            }
            None if may_be_cut => self.waiting.push(candidate(list.end - 1, Source::Cut)),
            None => {}
        }
    }

    /// All places that have not come out, from one sweep over all states.
    fn add_all(&mut self) {
        let starts = self.roads.departures(&self.from);
        let costs = costs_to_all(self.roads.hierarchy.view(), self.search, &starts);
        let itself = |candidate: &Reverse<Candidate>| matches!(candidate.0.source, Source::Itself);
        self.waiting.retain(itself);
        let unseen = self.index.costs(costs).filter(|(place, cost)| *cost < NO_WAY && !self.done[*place as usize]);
        let candidates = unseen.map(|(place, cost)| Reverse(Candidate { cost, place, source: Source::Itself }));
        self.waiting.extend(candidates);
    }
}

impl Iterator for Growing<'_> {
    type Item = Reached;

    fn next(&mut self) -> Option<Reached> {
        loop {
            let Reverse(Candidate { cost, place, source }) = self.waiting.pop()?;
            let reached = Reached { place: place as usize, cost };
            match source {
                Source::Itself if cost == NO_WAY => {}
                Source::Itself => return Some(reached),
                Source::Cut => self.add_all(),
                Source::List { rest, base, may_be_cut } => {
                    let is_done = std::mem::replace(&mut self.done[place as usize], true);
                    self.add_list(rest, base, may_be_cut);
                    if !is_done {
                        return Some(reached);
                    }
                }
            }
        }
    }
}

impl Ord for Candidate {
    fn cmp(&self, other: &Self) -> Ordering {
        self.cost.total_cmp(&other.cost).then(self.place.cmp(&other.place))
    }
}

impl PartialOrd for Candidate {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Candidate {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Candidate {}
