//! Trees of their own for features that few points have.
//!
//! Tags of subtrees prune a search for a common feature well and one for a rare feature badly: when one
//! point in a hundred has it, most leaves must be opened to learn that nobody in them has. A second tree of
//! just those points costs next to nothing, since they are few.
//!
//! A tree holds all points with its feature or does not exist. A feature that becomes common loses its tree
//! and gets it back when the index is built anew.

use super::tags::{TagFilter, Tags};
use super::tree::Tree;
use crate::geo::LonLat;

/// A feature of more than one point in so many is common. At one in sixteen the search that prunes by tags
/// is about as fast as the tree of its own.
const RARE_SHARE: usize = 16;

/// Twice that share: a feature at the border does not lose its tree for one point more.
const COMMON_SHARE: usize = RARE_SHARE / 2;

/// Up to so many points a feature counts as rare, whatever its share.
const ALWAYS_RARE: usize = 64;

const FEATURES: usize = u128::BITS as usize;

/// By feature: how many points have it, and the tree of them where they are few.
#[derive(Clone, Debug)]
pub(super) struct FeatureTrees {
    counts: [usize; FEATURES],
    trees: [Option<Box<Tree>>; FEATURES],
}

impl FeatureTrees {
    /// Trees for the features that are rare among the points of the slots from 0 on.
    pub fn build(points: &[LonLat], tags: &impl Fn(u32) -> Tags) -> Self {
        let slots = 0..points.len() as u32;
        let mut counts = [0; FEATURES];
        for slot in slots.clone() {
            features(tags(slot).features).for_each(|feature| counts[feature] += 1);
        }
        let tree = |feature: usize| {
            let has = |slot: &u32| tags(*slot).features >> feature & 1 == 1;
            let is_rare = counts[feature] > 0 && counts[feature] <= rare_max(points.len(), RARE_SHARE);
            is_rare.then(|| Box::new(Tree::build(slots.clone().filter(has), points, tags)))
        };
        Self { trees: std::array::from_fn(tree), counts }
    }

    /// The tree that a search should walk, and what is left to ask of its points; `None` where the tree of
    /// all points is best.
    pub fn best_for(&self, filter: TagFilter) -> Option<(&Tree, TagFilter)> {
        let wanted = features(filter.required).filter_map(|feature| Some((feature, self.trees[feature].as_deref()?)));
        let (feature, tree) = wanted.min_by_key(|(feature, _)| self.counts[*feature])?;
        Some((tree, TagFilter { required: filter.required & !(1 << feature), ..filter }))
    }

    /// Adds a point to an index that had `len` points before. `points` has the points of those.
    pub fn insert(&mut self, slot: u32, point: LonLat, tags: Tags, points: &[LonLat], len: usize) {
        for feature in features(tags.features) {
            if self.counts[feature] == 0 {
                self.trees[feature] = Some(Box::new(Tree::build(std::iter::empty(), points, |_| tags)));
            }
            self.counts[feature] += 1;
            if self.counts[feature] > rare_max(len, COMMON_SHARE) {
                self.trees[feature] = None;
            }
            if let Some(tree) = &mut self.trees[feature] {
                tree.insert(slot, point, tags, points);
            }
        }
    }

    /// Takes out a point that has these tags.
    pub fn remove(&mut self, slot: u32, point: LonLat, tags: Tags) {
        for feature in features(tags.features) {
            self.counts[feature] -= 1;
            if let Some(tree) = &mut self.trees[feature] {
                tree.remove(slot, point);
            }
        }
    }
}

/// The most points of `len` that make a rare feature.
fn rare_max(len: usize, share: usize) -> usize {
    (len / share).max(ALWAYS_RARE)
}

/// The bits that are set.
fn features(mut mask: u128) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let feature = mask.trailing_zeros();
        mask &= mask.wrapping_sub(1);
        (feature < u128::BITS).then_some(feature as usize)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn point(number: u32) -> LonLat {
        LonLat::new(f64::from(number % 360) - 180.0, f64::from(number / 360 % 180) - 90.0).expect("on the earth")
    }

    fn tags(features: u128) -> Tags {
        Tags { features, classes: 1 }
    }

    fn wants(required: u128) -> TagFilter {
        TagFilter { required, ..TagFilter::ANY }
    }

    #[test]
    fn the_rarest_feature_asked_for_chooses_the_tree() {
        let points: Vec<LonLat> = (0..100).map(point).collect();
        let trees = FeatureTrees::build(&points, &|slot| tags(if slot < 3 { 0b111 } else { 0b010 }));
        let (_, rest) = trees.best_for(wants(0b011)).expect("a tree");
        assert_eq!(rest.required, 0b010);
    }

    #[test]
    fn a_common_feature_has_no_tree() {
        let points: Vec<LonLat> = (0..20_000).map(point).collect();
        let trees = FeatureTrees::build(&points, &|slot| tags(u128::from(slot % 2 == 0) | 0b10));
        assert!(trees.best_for(wants(0b11)).is_none());
    }

    #[test]
    fn a_feature_that_becomes_common_loses_its_tree_for_good() {
        let mut trees = FeatureTrees::build(&[], &|_| tags(0));
        let mut points = Vec::new();
        for slot in 0..=ALWAYS_RARE as u32 {
            trees.insert(slot, point(slot), tags(1), &points, points.len());
            points.push(point(slot));
            assert_eq!(trees.best_for(wants(1)).is_some(), slot < ALWAYS_RARE as u32, "{slot}");
        }
        trees.remove(0, points[0], tags(1));
        trees.insert(0, points[0], tags(1), &points, points.len());
        assert!(trees.best_for(wants(1)).is_none());
    }
}
