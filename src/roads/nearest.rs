//! The nearest of many places, known beforehand: outlets.
//!
//! Each state knows the nearest of the places below it and what they cost from there, so that a question climbs a few
//! hundred states and reads what lies there (buckets: Knopp et al., Computing many-to-many shortest paths using highway
//! hierarchies, 2007). Places come out one by one, the nearest first, so whoever asks can pass over those that are
//! closed and stop early; who goes on beyond what states know pays for one sweep over everything.

mod detours;
mod gather;
mod growing;

pub use detours::Detour;

use super::network::Roads;
use super::search::{Search, Seed};
use super::snap::Snap;
use gather::Lists;

/// How many places a state knows: more than are looked at where most are open and have what is wanted, and more than
/// lie on one link. Bounds memory, since without it the most important states would know all places each.
const KNOWN_MAX: usize = 256;

/// Places on the network, ready to be asked which are the nearest.
#[derive(Clone, Debug)]
pub struct NearestIndex {
    lists: Lists,
    places: Vec<Option<Snap>>,
    /// Where the ends of each place begin; one entry more.
    first_end: Vec<u32>,
    /// States in which one arrives, and what of their edges is left: less than nothing.
    ends: Vec<Seed>,
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
    /// Places without a snap stay without a road: they never come out.
    pub fn new(roads: &Roads, places: Vec<Option<Snap>>) -> Self {
        Self::knowing(roads, places, KNOWN_MAX)
    }

    /// With so many places known to each state; at least one.
    pub(super) fn knowing(roads: &Roads, places: Vec<Option<Snap>>, known_max: usize) -> Self {
        let (mut first_end, mut ends) = (vec![0], Vec::new());
        for place in &places {
            ends.extend(place.iter().flat_map(|snap| roads.arrivals(snap)));
            first_end.push(ends.len() as u32);
        }
        let links = (0..).zip(&places).filter_map(|(number, snap)| Some((snap.as_ref()?.link, number)));
        let mut by_link: Vec<(u32, u32)> = links.collect();
        by_link.sort_unstable();
        let lists = Lists::gather(roads.hierarchy.view(), &first_end, &ends, known_max);
        Self { lists, places, first_end, ends, by_link }
    }

    /// Places by growing cost, each once; of equally near ones the lower number first.
    pub fn from<'a>(
        &'a self,
        roads: &'a Roads,
        search: &'a mut Search,
        from: &Snap,
    ) -> impl Iterator<Item = Reached> + use<'a> {
        growing::Growing::new(self, roads, search, *from)
    }

    /// The places on a link with their numbers.
    fn on_link(&self, link: u32) -> impl Iterator<Item = (u32, &Snap)> {
        let begin = self.by_link.partition_point(|(found, _)| *found < link);
        let on_link = self.by_link[begin..].iter().take_while(move |(found, _)| *found == link);
        on_link.filter_map(|(_, place)| Some((*place, self.places[*place as usize].as_ref()?)))
    }

    /// The number of a place and what it costs, given the cost of each state.
    fn costs<'a>(&'a self, of_states: &'a [f64]) -> impl Iterator<Item = (u32, f64)> + 'a {
        self.first_end.windows(2).zip(0..).map(|(range, number)| {
            let ends = &self.ends[range[0] as usize..range[1] as usize];
            let costs = ends.iter().map(|end| of_states[end.state as usize] + end.cost);
            (number, costs.fold(f64::INFINITY, f64::min))
        })
    }
}
