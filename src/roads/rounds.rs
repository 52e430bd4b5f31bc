//! From place to place on one link: straight ahead, or round the block and back.
//!
//! What a round costs depends on the edge by which the link is left and the one by which it is entered again, not on
//! where on it the places are. So the rounds of one start are searched for once, and only where one may be worth it.

use super::cost::NO_WAY;
use super::network::Roads;
use super::search::{Search, Seed};
use super::snap::Snap;

/// The ways from one start to places on its own link.
pub(super) struct Rounds<'a> {
    roads: &'a Roads,
    from: &'a Snap,
    /// By the sides of the edges by which the link is left and entered; nothing while it was not needed.
    known: [[Option<f64>; 2]; 2],
}

impl<'a> Rounds<'a> {
    pub fn new(roads: &'a Roads, from: &'a Snap) -> Self {
        Self { roads, from, known: [[None; 2]; 2] }
    }

    /// The cost of the cheapest way to a place on the link of the start; `NO_WAY` where there is none.
    pub fn cost(&mut self, search: &mut Search, to: &Snap) -> f64 {
        let (roads, from) = (self.roads, self.from);
        let ahead = |edge: u32| roads.rest(from, edge) - roads.rest(to, edge);
        let both = roads.open_edges(from).filter(|edge| roads.open_edges(to).any(|open| open == *edge));
        let mut best = both.map(ahead).filter(|cost| *cost >= 0.0).fold(NO_WAY, f64::min);
        for leaving in roads.open_edges(from) {
            for entering in roads.open_edges(to) {
                let ends = roads.rest(from, leaving) + roads.edge_cost(entering) - roads.rest(to, entering);
                if ends < best {
                    best = best.min(ends + self.round(search, leaving, entering));
                }
            }
        }
        best
    }

    /// From the end of one edge of the link to the beginning of one.
    fn round(&mut self, search: &mut Search, leaving: u32, entering: u32) -> f64 {
        let known = &mut self.known[(leaving % 2) as usize][(entering % 2) as usize];
        *known.get_or_insert_with(|| {
            let roads = self.roads;
            let Some(state) = roads.network.turns.start(leaving) else { return NO_WAY };
            let starts: Vec<Seed> = roads.turns_from(state, 0.0).collect();
            let ends = roads.network.turns.arrivals(entering).iter().map(|state| Seed { state: *state, cost: 0.0 });
            let ends: Vec<Seed> = ends.collect();
            let cost = search.cost(roads.hierarchy.view(), &starts, &ends);
            cost.map_or(NO_WAY, |cost| cost - roads.edge_cost(entering))
        })
    }
}
