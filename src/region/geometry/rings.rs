//! The ways of a multipolygon joined, end to end, into closed rings.

use std::collections::HashMap;

use super::grid::MapPoint;
use super::polygon::Ring;

/// Why ways do not make rings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RingFault {
    /// An end meets no other: a way is missing or was drawn wrong.
    Open,
    /// There is no way at all.
    Empty,
}

/// Open rings from lines in any order and direction. Rings that touch may come as one that crosses itself;
/// `make_valid` with even-odd takes that apart.
pub fn assemble_rings(lines: &[Vec<MapPoint>]) -> Result<Vec<Ring>, RingFault> {
    let mut rings = Vec::new();
    let mut open: Vec<&Vec<MapPoint>> = Vec::new();
    for line in lines {
        match line.as_slice() {
            [] | [_] => {}
            [first, middle @ .., last] if first == last && middle.len() > 1 => {
                rings.push(line[..line.len() - 1].to_vec())
            }
            _ => open.push(line),
        }
    }
    let mut ends = Ends::of(&open);
    for start in 0..open.len() {
        if ends.take(start) {
            rings.push(ends.walk(&open, start)?);
        }
    }
    if rings.is_empty() { Err(RingFault::Empty) } else { Ok(rings) }
}

/// Which lines begin or end at a place, and which of them are used up.
struct Ends {
    at: HashMap<MapPoint, Vec<usize>>,
    used: Vec<bool>,
}

impl Ends {
    fn of(lines: &[&Vec<MapPoint>]) -> Self {
        let mut at: HashMap<MapPoint, Vec<usize>> = HashMap::new();
        for (index, line) in lines.iter().enumerate() {
            for end in [line[0], line[line.len() - 1]] {
                at.entry(end).or_default().push(index);
            }
        }
        Self { at, used: vec![false; lines.len()] }
    }

    /// Whether the line was still free.
    fn take(&mut self, line: usize) -> bool {
        !std::mem::replace(&mut self.used[line], true)
    }

    /// Adds line after line until the walk is back where it began.
    fn walk(&mut self, lines: &[&Vec<MapPoint>], start: usize) -> Result<Ring, RingFault> {
        let mut ring = lines[start].clone();
        while ring.first() != ring.last() {
            let end = ring[ring.len() - 1];
            let free = self.at.get_mut(&end).and_then(|ends| {
                let used = &self.used;
                ends.retain(|line| !used[*line]);
                ends.pop()
            });
            let line = free.ok_or(RingFault::Open)?;
            self.used[line] = true;
            let next = lines[line];
            if next[0] == end {
                ring.extend_from_slice(&next[1..]);
            } else {
                ring.extend(next[..next.len() - 1].iter().rev());
            }
        }
        ring.pop();
        Ok(ring)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::area::doubled_area;
    use super::*;

    #[test]
    fn ways_in_any_order_and_direction_make_one_ring() {
        let lines = [vec![[0, 0], [9, 0]], vec![[0, 9], [9, 9]], vec![[9, 0], [9, 9]], vec![[0, 0], [0, 9]]];
        let rings = assemble_rings(&lines).expect("a closed ring");
        assert_eq!((rings.len(), doubled_area(&rings[0]).abs()), (1, 162));
    }

    #[test]
    fn a_missing_way_is_told() {
        assert_eq!(assemble_rings(&[vec![[0, 0], [9, 0], [9, 9]]]), Err(RingFault::Open));
        assert_eq!(assemble_rings(&[vec![]]), Err(RingFault::Empty));
    }

    proptest! {
        /// A ring cut into ways, shuffled and turned about, has its old area again.
        #[test]
        fn a_ring_cut_into_ways_comes_back(
            radii in prop::collection::vec(10i32..1_000, 5..40),
            cuts in prop::collection::vec((any::<prop::sample::Index>(), any::<bool>()), 2..8),
        ) {
            let step = std::f64::consts::TAU / radii.len() as f64;
            let place = |(index, radius): (usize, &i32)| {
                let angle = step * index as f64;
                [(angle.cos() * f64::from(*radius) * 100.0) as i32, (angle.sin() * f64::from(*radius) * 100.0) as i32]
            };
            let mut ring: Ring = radii.iter().enumerate().map(place).collect();
            let area = doubled_area(&ring).abs();
            ring.push(ring[0]);
            let mut at: Vec<(usize, bool)> = cuts.iter().map(|(cut, turn)| (cut.index(radii.len()), *turn)).collect();
            at.sort_unstable();
            at.dedup_by_key(|(cut, _)| *cut);
            let mut lines = Vec::new();
            for (from, to) in at.iter().zip(at.iter().skip(1)) {
                lines.push((ring[from.0..=to.0].to_vec(), from.1));
            }
            let (first, last) = (at[0], at[at.len() - 1]);
            let around: Vec<MapPoint> = ring[last.0..].iter().chain(&ring[1..=first.0]).copied().collect();
            lines.insert(lines.len() / 2, (around, last.1));
            let turned = |(mut line, turn): (Vec<MapPoint>, bool)| { if turn { line.reverse(); } line };
            let lines: Vec<Vec<MapPoint>> = lines.into_iter().map(turned).collect();
            let rings = assemble_rings(&lines).expect("nothing is missing");
            prop_assert_eq!(rings.iter().map(|ring| doubled_area(ring).abs()).sum::<i128>(), area);
        }
    }
}
