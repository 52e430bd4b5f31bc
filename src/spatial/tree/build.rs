//! Building the tree of many points at once: sort by key, fill leaves, then branches, level by level.

use rayon::prelude::*;

use super::{Branch, Extent, Key, Leaf, LeafTags, Summary, Tree, spot};
use crate::geo::LonLat;
use crate::spatial::curve::locality_key;
use crate::spatial::tags::Tags;

/// Nodes are filled up to this, so that the first edits find room.
const FILL: usize = 14;

impl Tree {
    /// The slots must differ.
    pub fn build(points: &[(u32, LonLat, Tags)]) -> Self {
        let mut order: Vec<(Key, u32)> =
            (0..).zip(points).map(|(index, &(slot, point, _))| ((locality_key(point), slot), index)).collect();
        order.par_sort_unstable();
        let mut tree = Tree::default();
        let mut level = tree.fill_leaves(points, &order);
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

    fn fill_leaves(&mut self, points: &[(u32, LonLat, Tags)], order: &[(Key, u32)]) -> Vec<(u32, Summary)> {
        let fill = |chunk: &[(Key, u32)]| {
            let (mut leaf, mut leaf_tags, mut summary) = (Leaf::EMPTY, LeafTags::EMPTY, Summary::EMPTY);
            for &(key, index) in chunk {
                let (slot, point, tags) = points[index as usize];
                let spot = spot(point);
                leaf_tags.set(leaf.len(), tags);
                leaf.push(slot, spot);
                summary = summary.union(Summary { extent: Extent::of(spot), tags, count: 1, first: key });
            }
            (leaf, leaf_tags, summary)
        };
        let mut level = Vec::with_capacity(order.len().div_ceil(FILL));
        for chunk in order.chunks(FILL) {
            let (leaf, tags, summary) = fill(chunk);
            level.push((self.leaves.len() as u32, summary));
            self.leaves.push(leaf);
            self.leaf_tags.push(tags);
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
