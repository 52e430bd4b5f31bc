//! Pieces of one road joined where exactly two of them meet, so that labels have room and tiles are small.

use std::collections::HashMap;

use super::grid::MapPoint;

/// Joins lines end to start where no third one begins or ends; when `turning`, also end to end, turning one
/// about. Longer lines, same places; closed ones stay closed. The order follows the first piece of each.
pub fn merge_lines(lines: Vec<Vec<MapPoint>>, turning: bool) -> Vec<Vec<MapPoint>> {
    let mut merger = Merger::new(lines, turning);
    for start in 0..merger.lines.len() {
        if let Some(mut line) = merger.lines[start].take() {
            merger.grow(&mut line);
            if turning {
                line.reverse();
                merger.grow(&mut line);
                line.reverse();
            }
            merger.lines[start] = Some(line);
        }
    }
    merger.lines.into_iter().flatten().collect()
}

struct Merger {
    lines: Vec<Option<Vec<MapPoint>>>,
    ends: HashMap<MapPoint, Vec<usize>>,
    turning: bool,
}

impl Merger {
    fn new(lines: Vec<Vec<MapPoint>>, turning: bool) -> Self {
        let mut ends: HashMap<MapPoint, Vec<usize>> = HashMap::with_capacity(lines.len() * 2);
        for (index, line) in lines.iter().enumerate() {
            if let [first, .., last] = line.as_slice() {
                ends.entry(*first).or_default().push(index);
                ends.entry(*last).or_default().push(index);
            }
        }
        Self { lines: lines.into_iter().map(Some).collect(), ends, turning }
    }

    /// Adds to the end of a line for as long as exactly one other goes on from there.
    fn grow(&mut self, line: &mut Vec<MapPoint>) {
        while let Some(end) = line.last().copied() {
            let Some([one, two]) = self.ends.get(&end).map(Vec::as_slice) else { return };
            // The line itself was taken out, so only the other one is still there to be taken.
            let other = if self.lines[*one].is_some() { *one } else { *two };
            let Some(next) = self.lines[other].take() else { return };
            if next[0] == end {
                line.extend_from_slice(&next[1..]);
            } else if self.turning {
                line.extend(next[..next.len() - 1].iter().rev());
            } else {
                self.lines[other] = Some(next);
                return;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn two_pieces_become_one_and_a_junction_stays() {
        let pieces = vec![vec![[0, 0], [5, 0]], vec![[5, 0], [9, 0]], vec![[9, 0], [9, 9]], vec![[9, 0], [20, 0]]];
        let merged = merge_lines(pieces, true);
        assert_eq!(merged[0], [[0, 0], [5, 0], [9, 0]]);
        assert_eq!(merged.len(), 3);
    }

    #[test]
    fn one_way_roads_are_never_turned_about() {
        let pieces = vec![vec![[0, 0], [5, 0]], vec![[9, 0], [5, 0]]];
        assert_eq!(merge_lines(pieces.clone(), false), pieces);
        assert_eq!(merge_lines(pieces, true).len(), 1);
    }

    proptest! {
        /// Merging neither adds nor loses a step of any line.
        #[test]
        fn the_same_steps_are_there_afterwards(
            lines in prop::collection::vec(prop::collection::vec([0i32..4, 0i32..4], 2..4), 0..12), turning: bool,
        ) {
            let steps = |lines: &[Vec<MapPoint>]| {
                let mut steps: Vec<_> = lines.iter().flat_map(|line| line.windows(2)).map(|step| {
                    let (from, to) = (step[0], step[1]);
                    if turning && to < from { (to, from) } else { (from, to) }
                }).collect();
                steps.sort_unstable();
                steps
            };
            let before = steps(&lines);
            prop_assert_eq!(steps(&merge_lines(lines, turning)), before);
        }
    }
}
