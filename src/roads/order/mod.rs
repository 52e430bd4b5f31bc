//! The order in which edges are contracted: nested dissection of the network by small cuts.
//!
//! A cut of links that halves the junctions is a separator of the graph whose nodes are edges, so the links of the
//! first cut become the most important ones, those of the cuts of both halves the next, and so on (Buchhold, Wagner,
//! Zeitz, Zündorf: Customizable contraction hierarchies with turn costs, 2020). The order knows nothing of costs:
//! whatever the traffic, it stays. Same network, same order, on any number of threads.

mod cell;
mod flow;

use cell::Cell;
use flow::Halving;

use super::build::TurnGraph;
use super::graph::RoadGraph;

/// Junctions from which on the two halves are given to two threads.
const PARALLEL_JUNCTIONS_MIN: usize = 4_000;

/// The new number of each state: the least important gets 0. States of one link follow each other.
pub fn rank_states(graph: &RoadGraph, turns: &TurnGraph) -> Vec<u32> {
    let loops = (0..graph.link_count() as u32).filter(|link| graph.from[*link as usize] == graph.to[*link as usize]);
    let mut links: Vec<u32> = loops.collect();
    links.extend(dissect(Cell::whole(graph)));
    let mut rank = vec![0; turns.state_count()];
    let mut next = 0;
    for link in links {
        for edge in [2 * link, 2 * link + 1] {
            for state in turns.arrivals(edge) {
                rank[*state as usize] = next;
                next += 1;
            }
        }
    }
    rank
}

/// The links of a cell, the least important first.
fn dissect(cell: Cell) -> Vec<u32> {
    let size = cell.size();
    if size <= 2 || !cell.has_links() {
        return cell.into_links();
    }
    let sides = Halving::new(&cell).best_sides();
    let ([one, other], cut) = cell.split(&sides);
    drop(cell);
    let (mut order, rest) = if size >= PARALLEL_JUNCTIONS_MIN {
        rayon::join(|| dissect(one), || dissect(other))
    } else {
        (dissect(one), dissect(other))
    };
    order.extend(rest);
    order.extend(cut);
    order
}
