//! Turn restrictions as sequences of edges that may not be driven, and the machine that recognises them.
//!
//! A restriction over a node forbids pairs of edges, one over ways longer sequences. The longer ones go into a trie
//! with links to the longest suffix that is in it as well (Aho and Corasick, 1975), so that any number of
//! restrictions that overlap is followed at once: a state of the machine is what of them has been driven so far.

use std::collections::{HashMap, HashSet};

use super::links::Drawn;
use crate::roads::profile::Profile;
use crate::roads::record::{RestrictionRecord, Via};

/// Combinations of ways that one relation may name; whoever draws a restriction names a handful.
const COMBINATIONS_MAX: usize = 64;
/// Edges from the first to the last way of a restriction.
const SEQUENCE_EDGES_MAX: usize = 200;

/// What of the longer restrictions has been driven; 0 is nothing.
pub(super) type Progress = u32;

#[derive(Debug)]
pub(super) struct Rules {
    pairs: HashSet<(u32, u32)>,
    steps: HashMap<(Progress, u32), Progress>,
    /// The longest suffix of what was driven that is in the trie as well.
    fallback: Vec<Progress>,
    is_forbidden: Vec<bool>,
}

impl Rules {
    pub fn new(profile: Profile, drawn: &Drawn, restrictions: &[RestrictionRecord]) -> Self {
        let outgoing = Outgoing::new(drawn);
        let mut rules =
            Self { pairs: HashSet::new(), steps: HashMap::new(), fallback: vec![0], is_forbidden: vec![false] };
        for restriction in restrictions {
            let Some(is_only) = kind(profile, restriction) else { continue };
            for sequence in sequences(drawn, restriction, is_only) {
                rules.add(drawn, &outgoing, &sequence, is_only);
            }
        }
        rules.link();
        rules
    }

    /// Where driving `edge` leads the machine; nothing where that is forbidden after what was driven last.
    pub fn drive(&self, progress: Progress, last_edge: u32, edge: u32) -> Option<Progress> {
        if self.pairs.contains(&(last_edge, edge)) {
            return None;
        }
        let next = self.next(progress, edge);
        (!self.is_forbidden[next as usize]).then_some(next)
    }

    /// The machine when a journey starts on an edge.
    pub fn start(&self, edge: u32) -> Progress {
        self.next(0, edge)
    }

    fn next(&self, mut progress: Progress, edge: u32) -> Progress {
        loop {
            if let Some(next) = self.steps.get(&(progress, edge)) {
                return *next;
            }
            if progress == 0 {
                return 0;
            }
            progress = self.fallback[progress as usize];
        }
    }

    fn add(&mut self, drawn: &Drawn, outgoing: &Outgoing, sequence: &[u32], is_only: bool) {
        let (to, before) = sequence.split_last().expect("at least from and to");
        if !is_only {
            return self.forbid(before, *to);
        }
        let junction = drawn.graph.tail(*to);
        for other in outgoing.of(junction).iter().filter(|other| *other != to) {
            self.forbid(before, *other);
        }
    }

    fn forbid(&mut self, before: &[u32], to: u32) {
        if let [from] = before {
            self.pairs.insert((*from, to));
            return;
        }
        let mut progress = 0;
        for edge in before.iter().chain([&to]) {
            let fresh = self.fallback.len() as Progress;
            progress = *self.steps.entry((progress, *edge)).or_insert(fresh);
            if progress == fresh {
                self.fallback.push(0);
                self.is_forbidden.push(false);
            }
        }
        self.is_forbidden[progress as usize] = true;
    }

    /// Fills in the fallbacks, short sequences first.
    fn link(&mut self) {
        let mut below: HashMap<Progress, Vec<(u32, Progress)>> = HashMap::new();
        for ((progress, edge), next) in &self.steps {
            below.entry(*progress).or_default().push((*edge, *next));
        }
        let mut level: Vec<Progress> = below.get(&0).into_iter().flatten().map(|(_, next)| *next).collect();
        while !level.is_empty() {
            let mut deeper = Vec::new();
            for progress in level {
                for (edge, next) in below.get(&progress).into_iter().flatten() {
                    let suffix = self.next(self.fallback[progress as usize], *edge);
                    self.fallback[*next as usize] = suffix;
                    let inherits = self.is_forbidden[suffix as usize];
                    self.is_forbidden[*next as usize] |= inherits;
                    deeper.push(*next);
                }
            }
            level = deeper;
        }
    }
}

/// Open edges by the junction where they begin.
#[derive(Debug)]
pub(super) struct Outgoing {
    first: Vec<u32>,
    edges: Vec<u32>,
}

impl Outgoing {
    pub fn new(drawn: &Drawn) -> Self {
        let graph = &drawn.graph;
        let open: Vec<u32> = (0..graph.edge_count() as u32).filter(|edge| graph.is_open(*edge)).collect();
        let mut first = vec![0; graph.places.len() + 1];
        for edge in &open {
            first[graph.tail(*edge) as usize + 1] += 1;
        }
        for at in 1..first.len() {
            first[at] += first[at - 1];
        }
        let mut edges = open;
        edges.sort_by_key(|edge| graph.tail(*edge));
        Self { first, edges }
    }

    pub fn of(&self, junction: u32) -> &[u32] {
        &self.edges[self.first[junction as usize] as usize..self.first[junction as usize + 1] as usize]
    }
}

/// Whether it is one of `only_…`; nothing where it does not hold for the profile or is not understood.
fn kind(profile: Profile, restriction: &RestrictionRecord) -> Option<bool> {
    let tags = &restriction.tags;
    let is_excepted = |modes: &str| modes.split(';').any(|mode| profile.restriction_modes().contains(&mode.trim()));
    if tags.get("except").is_some_and(is_excepted) {
        return None;
    }
    let own = profile.restriction_modes().iter().find_map(|mode| tags.get(&format!("restriction:{mode}")));
    let plain = || tags.get("restriction").filter(|_| profile.heeds_plain_restrictions());
    let value = own.or_else(plain)?;
    if value.starts_with("only_") {
        Some(true)
    } else if value.starts_with("no_") {
        Some(false)
    } else {
        None
    }
}

/// The edges of a restriction from the first to the last way, for each combination of its ways.
fn sequences(drawn: &Drawn, restriction: &RestrictionRecord, is_only: bool) -> Vec<Vec<u32>> {
    let pairs = restriction.from.iter().flat_map(|from| restriction.to.iter().map(move |to| (*from, *to)));
    let mut found = Vec::new();
    for (from, to) in pairs.take(COMBINATIONS_MAX) {
        found.extend(match &restriction.via {
            Via::Node(node) => over_node(drawn, from, *node, to, is_only),
            Via::Ways(ways) => over_ways(drawn, from, ways, to),
        });
    }
    found
}

/// Nothing where a way passes the node without ending there, so that nobody knows from which side it is meant.
fn over_node(drawn: &Drawn, from: i64, node: i64, to: i64, is_only: bool) -> Option<Vec<u32>> {
    let junction = drawn.junction(node)?;
    let arriving = edges_at(drawn, from, junction).map(|edge| edge ^ 1);
    let from_edge = one(arriving.filter(|edge| drawn.graph.is_open(*edge)))?;
    if from == to && !is_only {
        return drawn.graph.is_open(from_edge ^ 1).then(|| vec![from_edge, from_edge ^ 1]);
    }
    let to_edge = one(edges_at(drawn, to, junction).filter(|edge| drawn.graph.is_open(*edge)))?;
    Some(vec![from_edge, to_edge])
}

/// Walks the ways between in both directions; at most one of them leads from the first way to the last.
fn over_ways(drawn: &Drawn, from: i64, ways: &[i64], to: i64) -> Option<Vec<u32>> {
    let first = one(drawn.links_of(*ways.first()?))?;
    let (begin, end) = (2 * first.start, 2 * (first.end.checked_sub(1)?) + 1);
    [begin, end].into_iter().find_map(|entry| {
        let mut junction = drawn.graph.tail(entry);
        let mut sequence = vec![one(edges_at(drawn, from, junction).map(|edge| edge ^ 1))?];
        for way in ways {
            let edges = along(drawn, *way, junction)?;
            junction = drawn.graph.head(*edges.last()?);
            sequence.extend(edges);
        }
        sequence.push(one(edges_at(drawn, to, junction))?);
        let is_usable = sequence.len() <= SEQUENCE_EDGES_MAX && sequence.iter().all(|edge| drawn.graph.is_open(*edge));
        is_usable.then_some(sequence)
    })
}

/// The edges of a whole way from one of its ends to the other.
fn along(drawn: &Drawn, way: i64, begin: u32) -> Option<Vec<u32>> {
    let links = one(drawn.links_of(way))?;
    let last = links.end.checked_sub(1).filter(|last| *last >= links.start)?;
    if drawn.graph.tail(2 * links.start) == begin {
        Some(links.map(|link| 2 * link).collect())
    } else if drawn.graph.tail(2 * last + 1) == begin {
        Some(links.rev().map(|link| 2 * link + 1).collect())
    } else {
        None
    }
}

/// Edges of a way, open or not, that begin at a junction.
fn edges_at(drawn: &Drawn, way: i64, junction: u32) -> impl Iterator<Item = u32> {
    let links = drawn.links_of(way).flatten();
    links.flat_map(|link| [2 * link, 2 * link + 1]).filter(move |edge| drawn.graph.tail(*edge) == junction)
}

/// The only item; nothing where there is none or are several.
fn one<T>(mut items: impl Iterator<Item = T>) -> Option<T> {
    items.next().filter(|_| items.next().is_none())
}
