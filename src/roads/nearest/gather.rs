//! What each state knows of the places below it, handed up from state to state.

use std::ops::Range;

use crate::roads::hierarchy::HierarchyRef;
use crate::roads::search::Seed;

/// What is waiting for a state is thinned out when it is so many times what it may know.
const WAITING_TIMES: usize = 8;

/// For each state places and what they cost from there, the nearest first, of equally near ones the lower number.
#[derive(Clone, Debug)]
pub(super) struct Lists {
    /// Where each state's entries begin; one entry more.
    first: Vec<u32>,
    pub costs: Vec<f64>,
    pub places: Vec<u32>,
    known_max: usize,
}

/// The cost of a place, and its number.
type Entry = (f64, u32);

impl Lists {
    /// `ends` of the places: `first_end` says where those of each one begin, and the end. A place that is among the
    /// nearest of a state is among the nearest of the state below by which it is reached: so it is enough that each
    /// state hands up what it keeps.
    pub fn gather(hierarchy: HierarchyRef<'_>, first_end: &[u32], ends: &[Seed], known_max: usize) -> Self {
        let mut waiting: Vec<Vec<Entry>> = vec![Vec::new(); hierarchy.state_count()];
        for (number, range) in (0..).zip(first_end.windows(2)) {
            for end in &ends[range[0] as usize..range[1] as usize] {
                waiting[end.state as usize].push((end.cost, number));
            }
        }
        let mut thin = Thin { known_max, stamp: 0, seen: vec![0; first_end.len() - 1] };
        let mut lists = Self { first: vec![0], costs: Vec::new(), places: Vec::new(), known_max };
        for state in 0..hierarchy.state_count() as u32 {
            let mut known = std::mem::take(&mut waiting[state as usize]);
            thin.out(&mut known);
            for arc in hierarchy.backward.arcs(state) {
                let above = &mut waiting[hierarchy.backward.head[arc] as usize];
                let more = hierarchy.backward.cost[arc];
                above.extend(known.iter().map(|(cost, number)| (cost + more, *number)));
                if above.len() > WAITING_TIMES * known_max {
                    thin.out(above);
                }
            }
            lists.costs.extend(known.iter().map(|entry| entry.0));
            lists.places.extend(known.iter().map(|entry| entry.1));
            lists.first.push(lists.places.len() as u32);
        }
        lists
    }

    pub fn of(&self, state: u32) -> Range<u32> {
        self.first[state as usize]..self.first[state as usize + 1]
    }

    /// Whether there may be places below a state that its list does not tell.
    pub fn may_be_cut(&self, list: &Range<u32>) -> bool {
        list.len() == self.known_max
    }
}

/// Keeps of each list the nearest places, each once.
struct Thin {
    known_max: usize,
    /// Of the list that is looked at.
    stamp: u32,
    /// The stamp of the list in which each place was seen last.
    seen: Vec<u32>,
}

impl Thin {
    fn out(&mut self, list: &mut Vec<Entry>) {
        self.stamp += 1;
        let Self { known_max, stamp, seen } = self;
        list.sort_unstable_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        list.retain(|(_, number)| std::mem::replace(&mut seen[*number as usize], *stamp) != *stamp);
        list.truncate(*known_max);
    }
}
