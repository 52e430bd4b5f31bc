//! Small balanced cuts by inertial flow: Schild and Sommer, On balanced separators in road networks, 2015.
//!
//! Junctions are projected on a line; the first quarter becomes the source, the last the sink, and the smallest cut
//! between them is found by blocking flows (Dinic, 1970). Eight lines are tried and the cut taken that is smallest
//! for what it separates.

use super::cell::Cell;

const DIRECTIONS: usize = 8;
/// The share of junctions on each end that surely stay there.
const QUARTER: usize = 4;
const UNREACHED: u32 = u32::MAX;

/// Work space for one cell.
#[derive(Debug)]
pub struct Halving<'c> {
    cell: &'c Cell,
    /// 1 along an arc, -1 against it: the flow of the twin with the other sign.
    flow: Vec<i8>,
    level: Vec<u32>,
    next_arc: Vec<u32>,
    queue: Vec<u32>,
    is_source: Vec<bool>,
    is_sink: Vec<bool>,
}

impl<'c> Halving<'c> {
    pub fn new(cell: &'c Cell) -> Self {
        let size = cell.size();
        Self {
            cell,
            flow: vec![0; cell.head.len()],
            level: vec![UNREACHED; size],
            next_arc: vec![0; size],
            queue: Vec::with_capacity(size),
            is_source: vec![false; size],
            is_sink: vec![false; size],
        }
    }

    /// For each junction whether it is on the first side of the best cut. Neither side is empty.
    pub fn best_sides(mut self) -> Vec<bool> {
        let mut best: Option<(f64, Vec<bool>)> = None;
        let half = (self.cell.size() / 2) as f64;
        for direction in 0..DIRECTIONS {
            self.place_terminals(direction);
            let cut_max = best.as_ref().map_or(usize::MAX, |(price, _)| (price * half).ceil() as usize);
            let Some(cut) = self.flow_up_to(cut_max) else { continue };
            for sides in [self.reached_from_source(), self.not_reaching_sink()] {
                let left = sides.iter().filter(|is_left| **is_left).count();
                let price = cut as f64 / left.min(sides.len() - left) as f64;
                if best.as_ref().is_none_or(|(least, _)| price < *least) {
                    best = Some((price, sides));
                }
            }
        }
        best.expect("the first direction always gives a cut").1
    }

    fn place_terminals(&mut self, direction: usize) {
        let angle = std::f32::consts::PI * direction as f32 / DIRECTIONS as f32;
        let (north, east) = angle.sin_cos();
        let along = |junction: u32| {
            let [x, y] = self.cell.places[junction as usize];
            x * east + y * north
        };
        let size = self.cell.size();
        let mut order: Vec<(f32, u32)> = (0..size as u32).map(|junction| (along(junction), junction)).collect();
        let quarter = (size / QUARTER).max(1);
        let by_place = |a: &(f32, u32), b: &(f32, u32)| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1));
        order.select_nth_unstable_by(quarter - 1, by_place);
        let rest = size - 2 * quarter;
        if rest > 0 {
            order[quarter..].select_nth_unstable_by(rest - 1, by_place);
        }
        self.is_source.fill(false);
        self.is_sink.fill(false);
        order[..quarter].iter().for_each(|(_, junction)| self.is_source[*junction as usize] = true);
        order[size - quarter..].iter().for_each(|(_, junction)| self.is_sink[*junction as usize] = true);
        self.flow.fill(0);
    }

    /// The greatest flow, which is the size of the smallest cut; nothing when it passes `cut_max`.
    fn flow_up_to(&mut self, cut_max: usize) -> Option<usize> {
        let mut flow = 0;
        while self.find_levels() {
            self.next_arc.iter_mut().zip(&self.cell.first).for_each(|(next, first)| *next = *first);
            for source in 0..self.cell.size() as u32 {
                while self.is_source[source as usize] && self.augment(source) {
                    flow += 1;
                    if flow > cut_max {
                        return None;
                    }
                }
            }
        }
        Some(flow)
    }

    /// Distances from the source over arcs with room; whether the sink is reached.
    fn find_levels(&mut self) -> bool {
        self.level.fill(UNREACHED);
        self.queue.clear();
        for source in (0..self.cell.size() as u32).filter(|junction| self.is_source[*junction as usize]) {
            self.level[source as usize] = 0;
            self.queue.push(source);
        }
        let (mut at, mut sink_level) = (0, UNREACHED);
        while let Some(junction) = self.queue.get(at).copied() {
            at += 1;
            let level = self.level[junction as usize] + 1;
            if level > sink_level {
                break;
            }
            for arc in self.cell.arcs(junction) {
                let head = self.cell.head[arc] as usize;
                if self.flow[arc] < 1 && self.level[head] == UNREACHED {
                    self.level[head] = level;
                    self.queue.push(head as u32);
                    sink_level = if self.is_sink[head] { level } else { sink_level };
                }
            }
        }
        sink_level != UNREACHED
    }

    /// One more unit from a source along growing levels.
    fn augment(&mut self, source: u32) -> bool {
        let mut path: Vec<usize> = Vec::new();
        let mut junction = source;
        loop {
            if self.is_sink[junction as usize] {
                for arc in path {
                    self.flow[arc] += 1;
                    self.flow[self.cell.twin[arc] as usize] -= 1;
                }
                return true;
            }
            if let Some(arc) = self.next_open_arc(junction) {
                path.push(arc);
                junction = self.cell.head[arc];
                continue;
            }
            let Some(arc) = path.pop() else { return false };
            junction = self.cell.head[self.cell.twin[arc] as usize];
            self.next_arc[junction as usize] += 1;
        }
    }

    fn next_open_arc(&mut self, junction: u32) -> Option<usize> {
        let end = self.cell.first[junction as usize + 1];
        let level = self.level[junction as usize] + 1;
        while self.next_arc[junction as usize] < end {
            let arc = self.next_arc[junction as usize] as usize;
            if self.flow[arc] < 1 && self.level[self.cell.head[arc] as usize] == level {
                return Some(arc);
            }
            self.next_arc[junction as usize] += 1;
        }
        None
    }

    /// Once the flow is greatest: what has room from the source.
    fn reached_from_source(&self) -> Vec<bool> {
        self.level.iter().map(|level| *level != UNREACHED).collect()
    }

    /// Once the flow is greatest: all but what has room to the sink.
    fn not_reaching_sink(&self) -> Vec<bool> {
        let mut is_left = self.is_sink.iter().map(|is_sink| !is_sink).collect::<Vec<bool>>();
        let mut waiting: Vec<u32> = (0..self.cell.size() as u32).filter(|at| self.is_sink[*at as usize]).collect();
        while let Some(junction) = waiting.pop() {
            for arc in self.cell.arcs(junction) {
                let tail = self.cell.head[arc] as usize;
                // The twin leads here: it has room where this arc carries nothing back.
                if is_left[tail] && self.flow[self.cell.twin[arc] as usize] < 1 {
                    is_left[tail] = false;
                    waiting.push(tail as u32);
                }
            }
        }
        is_left
    }
}
