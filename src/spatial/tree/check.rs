//! What must hold of a tree after any edits.

use super::{Extent, Summary, Tree, spot};
use crate::geo::LonLat;
use crate::spatial::curve::locality_key;

impl Tree {
    /// Panics with the rule that is broken. Answers how many points there are.
    pub(in crate::spatial) fn check(&self, points: &[LonLat]) -> usize {
        let summary = self.check_node(self.root, self.height, points);
        summary.count as usize
    }

    fn check_node(&self, node: u32, height: usize, points: &[LonLat]) -> Summary {
        if height == 0 {
            return self.check_leaf(node, points);
        }
        let branch = &self.branches[node as usize];
        assert!(branch.len() > 0, "an empty branch is taken out");
        assert_eq!(branch.is_over_leaves(), height == 1);
        let mut whole = Summary::EMPTY;
        for lane in 0..branch.len() {
            let told = branch.get(lane);
            let found = self.check_node(branch.child(lane), height - 1, points);
            assert_eq!((told.extent, told.tags, told.count), (found.extent, found.tags, found.count));
            assert!(told.first <= found.first, "the first key bounds all keys below");
            if lane > 0 {
                assert!(branch.get(lane - 1).first < told.first, "children stand in the order of their keys");
                assert!(self.last_key(branch.child(lane - 1), height - 1, points) < told.first);
            }
            whole = whole.union(told);
        }
        whole
    }

    fn check_leaf(&self, leaf: u32, points: &[LonLat]) -> Summary {
        let node = &self.leaves[leaf as usize];
        let mut whole = Summary::EMPTY;
        for (lane, &slot) in node.slots().iter().enumerate() {
            let point = points[slot as usize];
            assert_eq!(node.spot(lane), spot(point), "the spot is that of the slot's point");
            let tags = self.leaf_tags[leaf as usize].get(lane);
            let first = (locality_key(point), slot);
            whole = whole.union(Summary { extent: Extent::of(node.spot(lane)), tags, count: 1, first });
        }
        whole
    }

    fn last_key(&self, node: u32, height: usize, points: &[LonLat]) -> super::Key {
        if height > 0 {
            let branch = &self.branches[node as usize];
            return self.last_key(branch.child(branch.len() - 1), height - 1, points);
        }
        let slots = self.leaves[node as usize].slots();
        slots
            .iter()
            .map(|&slot| (locality_key(points[slot as usize]), slot))
            .max()
            .expect("leaves in trees have points")
    }
}
