//! The nearest points: best first through the tree, distances exact for those that can win.
//!
//! A point is looked at only if its straight line, less what single precision may have got wrong, could belong
//! to a geodesic shorter than that of the worst neighbour held; when the nearest box cannot, the search is over.
//! A long line is measured on the ellipsoid when its point has been taken, or when the judge asks how long it is.

use std::cmp::Ordering;

use super::frontier::{Frontier, Node, square_limit};
use super::point_index::{Neighbour, Search, Verdict};
use super::tree::Tree;
use crate::geo::{LonLat, Origin, Sight};
use crate::units::Meters;

/// A point that may be among the nearest.
#[derive(Clone, Copy, Debug)]
pub struct Candidate<'o> {
    pub slot: u32,
    sight: Sight<'o>,
}

impl Candidate<'_> {
    /// The WGS 84 distance from where the search began, measured once; about a microsecond over 500 km.
    pub fn distance(&mut self) -> Meters {
        self.sight.distance()
    }

    fn into_neighbour(mut self) -> Neighbour {
        Neighbour { slot: self.slot, distance: self.distance() }
    }
}

/// The best so far, in order, and what it takes to get among them.
struct Podium<T> {
    k: usize,
    held: Vec<Neighbour>,
    /// Distance of the worst one held when there are `k`, else the search's own limit.
    limit: f64,
    /// No point with a greater squared line can be within `limit`.
    square_limit: f32,
    ties: T,
}

impl<T: Fn(u32, u32) -> Ordering> Podium<T> {
    fn new(search: &Search, ties: T) -> Self {
        let limit = search.within.0;
        // A client may ask for more than there are.
        let held = Vec::with_capacity(search.k.min(64));
        Self { k: search.k, held, limit, square_limit: square_limit(limit), ties }
    }

    fn order(&self, a: &Neighbour, b: &Neighbour) -> Ordering {
        a.distance.0.total_cmp(&b.distance.0).then_with(|| (self.ties)(a.slot, b.slot))
    }

    fn can_win(&self, candidate: &Neighbour) -> bool {
        let beats_worst = || self.held.last().is_none_or(|worst| self.order(candidate, worst).is_lt());
        candidate.distance.0 <= self.limit && (self.held.len() < self.k || beats_worst())
    }

    /// Puts the point in its place, if it has one.
    fn offer(&mut self, winner: Neighbour) {
        if !self.can_win(&winner) {
            return;
        }
        let rank = self.held.partition_point(|held| self.order(held, &winner).is_lt());
        self.held.truncate(self.k - 1);
        self.held.insert(rank, winner);
        if self.held.len() == self.k
            && let Some(worst) = self.held.last()
        {
            self.limit = worst.distance.0;
            self.square_limit = square_limit(self.limit);
        }
    }
}

pub(super) fn nearest(
    tree: &Tree,
    points: &[LonLat],
    search: &Search,
    mut judge: impl FnMut(&mut Candidate) -> Verdict,
    ties: impl Fn(u32, u32) -> Ordering,
) -> Vec<Neighbour> {
    if search.k == 0 {
        return Vec::new();
    }
    let origin = Origin::new(search.from);
    let mut podium = Podium::new(search, ties);
    let mut frontier = Frontier::new(tree, &origin, search.filter);
    while let Some(node) = frontier.pop(podium.square_limit) {
        let leaf = match node {
            Node::Branch(branch) => {
                frontier.open(branch, podium.square_limit);
                continue;
            }
            Node::Leaf(leaf) => leaf,
        };
        for slot in frontier.slots_within(leaf, podium.square_limit) {
            let mut candidate = Candidate { slot, sight: origin.sight(points[slot as usize]) };
            if candidate.sight.is_surely_beyond(Meters(podium.limit)) {
                continue;
            }
            match judge(&mut candidate) {
                Verdict::Take => podium.offer(candidate.into_neighbour()),
                Verdict::Skip => {}
                Verdict::Abort => return podium.held,
            }
        }
    }
    podium.held
}
