//! Building the tree of many points at once: sort by key, fill leaves, then branches, level by level.

use rayon::prelude::*;

use super::{Branch, Extent, Key, Leaf, LeafTags, Summary, Tree, spot};
use crate::geo::LonLat;
use crate::spatial::curve::locality_key;
use crate::spatial::tags::Tags;

/// Nodes are filled up to this, so that the first edits find room.
const FILL: usize = 14;

impl Tree {
    /// A tree of the points in these slots.
    pub fn build(slots: impl Iterator<Item = u32>, points: &[LonLat], tags: impl Fn(u32) -> Tags) -> Self {
        let slots: Vec<u32> = slots.collect();
        let mut order: Vec<Key> =
            slots.into_par_iter().map(|slot| (locality_key(points[slot as usize]), slot)).collect();
        order.par_sort_unstable();
        let mut tree = Tree::default();
        let mut level = tree.fill_leaves(points, tags, &order);
        while level.len() > 1 {
            tree.height += 1;
            level = tree.fill_branches(&level);
        }
        match level.first() {
            Some(&(root, _)) => tree.root = root,
            None => tree.root = tree.add_leaf(),
        }
        tree
    }

    fn fill_leaves(&mut self, points: &[LonLat], tags: impl Fn(u32) -> Tags, order: &[Key]) -> Vec<(u32, Summary)> {
        let leaves = order.len().div_ceil(FILL);
        let mut level = Vec::with_capacity(leaves);
        self.leaves.reserve_exact(leaves);
        self.leaf_tags.reserve_exact(leaves);
        for chunk in order.chunks(FILL) {
            let (mut leaf, mut leaf_tags, mut summary) = (Leaf::EMPTY, LeafTags::EMPTY, Summary::EMPTY);
            for &key in chunk {
                let (slot, spot, tags) = (key.1, spot(points[key.1 as usize]), tags(key.1));
                leaf_tags.set(leaf.len(), tags);
                leaf.push(slot, spot);
                summary = summary.union(Summary { extent: Extent::of(spot), tags, count: 1, first: key });
            }
            level.push((self.leaves.len() as u32, summary));
            self.leaves.push(leaf);
            self.leaf_tags.push(leaf_tags);
        }
        level
    }

    fn fill_branches(&mut self, level: &[(u32, Summary)]) -> Vec<(u32, Summary)> {
        let mut above = Vec::with_capacity(level.len().div_ceil(FILL));
        for chunk in level.chunks(FILL) {
            let mut branch = Branch::empty(self.height);
            chunk.iter().for_each(|&(child, summary)| branch.push(child, summary));
            above.push((self.branches.len() as u32, branch.summary()));
            self.branches.push(branch);
        }
        above
    }
}
