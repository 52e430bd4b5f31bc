//! Inserting and removing points: one path down, splits and joins on the way back up.

use super::{Branch, Extent, FANOUT, Key, Leaf, LeafTags, Spot, Summary, Tree, spot};
use crate::geo::LonLat;
use crate::spatial::curve::locality_key;
use crate::spatial::tags::Tags;

/// A node with so few children joins a neighbour if both together fill no more than `JOINED_MAX`.
const SPARSE: usize = FANOUT / 4;
/// Leaves room for some insertions before the joined node splits again.
const JOINED_MAX: usize = FANOUT * 3 / 4;

/// The way from the root to a leaf: the branch and the lane taken in it, for each level.
type Path = Vec<(u32, usize)>;

/// A point on its way into a leaf.
#[derive(Clone, Copy)]
struct Entry {
    key: Key,
    spot: Spot,
    tags: Tags,
}

/// A node as its parent sees it.
type Child = (u32, Summary);

impl Entry {
    fn summary(&self) -> Summary {
        Summary { extent: Extent::of(self.spot), tags: self.tags, count: 1, first: self.key }
    }
}

impl Tree {
    /// Adds a point under a slot that is not in the tree. `points` has the points of those that are.
    pub fn insert(&mut self, slot: u32, point: LonLat, tags: Tags, points: &[LonLat]) {
        let entry = Entry { key: (locality_key(point), slot), spot: spot(point), tags };
        let (path, leaf) = self.descend(entry.key);
        if self.leaves[leaf as usize].len() == FANOUT {
            let (lower, upper) = self.split_leaf(leaf, entry, points);
            self.grow(path, lower, upper);
            return;
        }
        self.push(leaf, entry);
        for (branch, lane) in path {
            let branch = &mut self.branches[branch as usize];
            branch.set(lane, branch.child(lane), branch.get(lane).union(entry.summary()));
        }
    }

    /// Takes out a point that is in the tree. Answers its tags.
    pub fn remove(&mut self, slot: u32, point: LonLat) -> Tags {
        let (path, leaf) = self.descend((locality_key(point), slot));
        let lane = self.leaves[leaf as usize].slots().iter().position(|&each| each == slot);
        let tags = self.take(leaf, lane.expect("the key leads to the leaf of its slot"));
        for (height, &(parent, lane)) in path.iter().rev().enumerate() {
            self.tidy(parent, lane, height);
        }
        self.lower_root();
        tags
    }

    pub(super) fn add_leaf(&mut self) -> u32 {
        if let Some(leaf) = self.free_leaves.pop() {
            self.leaves[leaf as usize] = Leaf::EMPTY;
            return leaf;
        }
        self.leaves.push(Leaf::EMPTY);
        self.leaf_tags.push(LeafTags::EMPTY);
        self.leaves.len() as u32 - 1
    }

    fn add_branch(&mut self, branch: Branch) -> u32 {
        if let Some(index) = self.free_branches.pop() {
            self.branches[index as usize] = branch;
            return index;
        }
        self.branches.push(branch);
        self.branches.len() as u32 - 1
    }

    fn descend(&self, key: Key) -> (Path, u32) {
        let mut path = Path::with_capacity(self.height);
        let mut node = self.root;
        for _ in 0..self.height {
            let branch = &self.branches[node as usize];
            let lane = branch.lane_of(key);
            path.push((node, lane));
            node = branch.child(lane);
        }
        (path, node)
    }

    fn push(&mut self, leaf: u32, entry: Entry) {
        let node = &mut self.leaves[leaf as usize];
        self.leaf_tags[leaf as usize].set(node.len(), entry.tags);
        node.push(entry.key.1, entry.spot);
    }

    fn take(&mut self, leaf: u32, lane: usize) -> Tags {
        let node = &mut self.leaves[leaf as usize];
        let tags = &mut self.leaf_tags[leaf as usize];
        let taken = tags.get(lane);
        tags.set(lane, tags.get(node.len() - 1));
        node.swap_remove(lane);
        taken
    }

    /// Spreads a full leaf and one point more over the leaf and a new one after it.
    fn split_leaf(&mut self, leaf: u32, added: Entry, points: &[LonLat]) -> (Child, Child) {
        let (node, tags) = (&self.leaves[leaf as usize], &self.leaf_tags[leaf as usize]);
        let mut entries: Vec<Entry> = (0..node.len())
            .map(|lane| {
                let slot = node.slot(lane);
                let key = (locality_key(points[slot as usize]), slot);
                Entry { key, spot: node.spot(lane), tags: tags.get(lane) }
            })
            .collect();
        entries.push(added);
        entries.sort_unstable_by_key(|entry| entry.key);
        let (lower, upper) = entries.split_at(entries.len() / 2);
        self.leaves[leaf as usize] = Leaf::EMPTY;
        let next = self.add_leaf();
        (self.fill(leaf, lower), self.fill(next, upper))
    }

    fn fill(&mut self, leaf: u32, entries: &[Entry]) -> Child {
        entries.iter().for_each(|&entry| self.push(leaf, entry));
        (leaf, entries.iter().fold(Summary::EMPTY, |summary, entry| summary.union(entry.summary())))
    }

    /// Puts two nodes in the place of the one at the end of `path`, splitting branches without room.
    fn grow(&mut self, path: Path, mut lower: Child, upper: Child) {
        let mut rest = Some(upper);
        for (height, (branch, lane)) in (1..).zip(path.into_iter().rev()) {
            let node = &mut self.branches[branch as usize];
            node.set(lane, lower.0, lower.1);
            if let Some(upper) = rest {
                rest = self.insert_child(branch, lane + 1, upper, height);
            }
            lower = (branch, self.branches[branch as usize].summary());
        }
        if let Some(upper) = rest {
            self.height += 1;
            let mut root = Branch::empty(self.height);
            root.push(lower.0, lower.1);
            root.push(upper.0, upper.1);
            self.root = self.add_branch(root);
        }
    }

    /// Answers the new branch if this one, `height` steps over the leaves, had to be split.
    fn insert_child(&mut self, branch: u32, lane: usize, child: Child, height: usize) -> Option<Child> {
        const HALF: usize = FANOUT / 2;
        let node = &mut self.branches[branch as usize];
        if node.len() < FANOUT {
            node.insert(lane, child.0, child.1);
            return None;
        }
        let mut next = Branch::empty(height);
        (HALF..FANOUT).for_each(|lane| next.push(node.child(lane), node.get(lane)));
        node.truncate(HALF);
        if lane <= HALF {
            node.insert(lane, child.0, child.1)
        } else {
            next.insert(lane - HALF, child.0, child.1)
        }
        let summary = next.summary();
        Some((self.add_branch(next), summary))
    }

    /// Brings a parent up to date with a child that has lost a point: `height` is that of the child.
    fn tidy(&mut self, parent: u32, lane: usize, height: usize) {
        let child = self.branches[parent as usize].child(lane);
        match self.node_len(child, height) {
            0 => {
                self.free(child, height);
                self.branches[parent as usize].remove(lane);
            }
            1..=SPARSE => match self.partner(parent, lane, height) {
                Some(left) => self.join(parent, left, height),
                None => self.refresh(parent, lane, height),
            },
            _ => self.refresh(parent, lane, height),
        }
    }

    /// The left lane of two neighbours, one of them `lane`, that fit into one node.
    fn partner(&self, parent: u32, lane: usize, height: usize) -> Option<usize> {
        let children = self.branches[parent as usize].children();
        let fits = |left: &usize| {
            let both = &children[*left..*left + 2];
            both.iter().map(|&child| self.node_len(child, height)).sum::<usize>() <= JOINED_MAX
        };
        let left = lane.checked_sub(1).filter(fits);
        left.or_else(|| Some(lane).filter(|lane| lane + 1 < children.len()).filter(fits))
    }

    fn join(&mut self, parent: u32, left: usize, height: usize) {
        let node = &self.branches[parent as usize];
        let (into, from) = (node.child(left), node.child(left + 1));
        if height == 0 {
            self.join_leaves(into, from);
        } else {
            let moved = self.branches[from as usize].clone();
            let into = &mut self.branches[into as usize];
            (0..moved.len()).for_each(|lane| into.push(moved.child(lane), moved.get(lane)));
        }
        self.free(from, height);
        self.branches[parent as usize].remove(left + 1);
        self.refresh(parent, left, height);
    }

    fn join_leaves(&mut self, into: u32, from: u32) {
        let (node, tags) = (self.leaves[from as usize].clone(), self.leaf_tags[from as usize].clone());
        for lane in 0..node.len() {
            // Only the slot of the key is read on the way into a leaf.
            self.push(into, Entry { key: (0, node.slot(lane)), spot: node.spot(lane), tags: tags.get(lane) });
        }
    }

    /// The parent's first key stays: it is a bound, not a fact.
    fn refresh(&mut self, parent: u32, lane: usize, height: usize) {
        let node = &self.branches[parent as usize];
        let (child, first) = (node.child(lane), node.get(lane).first);
        let summary = Summary { first, ..self.summary(child, height) };
        self.branches[parent as usize].set(lane, child, summary);
    }

    /// All but the first key, in the case of a leaf.
    fn summary(&self, node: u32, height: usize) -> Summary {
        if height > 0 {
            return self.branches[node as usize].summary();
        }
        let leaf = &self.leaves[node as usize];
        let tags = self.leaf_tags[node as usize].union(leaf.len());
        Summary { extent: leaf.extent(), tags, count: leaf.len() as u32, ..Summary::EMPTY }
    }

    fn node_len(&self, node: u32, height: usize) -> usize {
        if height == 0 { self.leaves[node as usize].len() } else { self.branches[node as usize].len() }
    }

    fn free(&mut self, node: u32, height: usize) {
        if height == 0 { self.free_leaves.push(node) } else { self.free_branches.push(node) }
    }

    /// A root with one child gives way to it.
    fn lower_root(&mut self) {
        while self.height > 0 && self.node_len(self.root, self.height) <= 1 {
            let children = self.branches[self.root as usize].children();
            let only = children.first().copied();
            self.free(self.root, self.height);
            match only {
                Some(child) => {
                    self.root = child;
                    self.height -= 1;
                }
                None => {
                    self.root = self.add_leaf();
                    self.height = 0;
                }
            }
        }
    }
}
