//! Which slots of a mirror changed lately, for whoever keeps something that was derived from them.

use std::collections::VecDeque;

/// As many as somebody can catch up with one by one; who is farther behind begins anew.
const MOVES_KEPT: usize = 4_096;

/// The last changes, in order.
#[derive(Clone, Debug, Default)]
pub(super) struct Moves {
    count: u64,
    last: VecDeque<u32>,
}

impl Moves {
    pub fn add(&mut self, slot: u32) {
        if self.last.len() == MOVES_KEPT {
            self.last.pop_front();
        }
        self.last.push_back(slot);
        self.count += 1;
    }

    pub fn count(&self) -> u64 {
        self.count
    }

    /// Sorted, each once.
    pub fn since(&self, count: u64) -> Option<Vec<u32>> {
        let behind = usize::try_from(self.count.checked_sub(count)?).ok()?;
        let begin = self.last.len().checked_sub(behind)?;
        let mut slots: Vec<u32> = self.last.range(begin..).copied().collect();
        slots.sort_unstable();
        slots.dedup();
        Some(slots)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_is_not_far_behind_is_told_what_moved() {
        let mut moves = Moves::default();
        [7, 3, 7].into_iter().for_each(|slot| moves.add(slot));
        assert_eq!(moves.since(0), Some(vec![3, 7]));
        assert_eq!(moves.since(2), Some(vec![7]));
        assert_eq!(moves.since(3), Some(Vec::new()));
    }

    #[test]
    fn who_is_too_far_behind_or_ahead_is_told_nothing() {
        let mut moves = Moves::default();
        (0..=MOVES_KEPT as u32).for_each(|slot| moves.add(slot));
        assert_eq!(moves.since(0), None);
        assert_eq!(moves.since(1).map(|slots| slots.len()), Some(MOVES_KEPT));
        assert_eq!(moves.since(u64::MAX), None);
    }
}
