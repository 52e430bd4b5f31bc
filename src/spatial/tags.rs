//! Tags of points and the filters over them, small enough to be kept for whole subtrees.

/// What a point carries: a set of features and one class.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tags {
    /// A bit per feature.
    pub features: u128,
    /// One bit: the class of the point. For a subtree the classes of all its points.
    pub classes: u32,
}

impl Tags {
    /// The tags of a group that has both members.
    pub const fn union(self, other: Tags) -> Tags {
        Tags { features: self.features | other.features, classes: self.classes | other.classes }
    }
}

/// Which points are wanted: those with all `required` features and one of `classes`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TagFilter {
    pub required: u128,
    pub classes: u32,
}

impl TagFilter {
    /// Admits every point that has a class.
    pub const ANY: TagFilter = TagFilter { required: 0, classes: u32::MAX };

    pub const fn is_any(self) -> bool {
        self.required == 0 && self.classes == u32::MAX
    }

    /// Whether each point of a subtree with these tags is admitted: certain as long as features are not asked for.
    pub const fn admits_all(self, tags: Tags) -> bool {
        self.required == 0 && tags.classes & !self.classes == 0
    }

    /// Exact for a point; for the union of a subtree true means "perhaps", false means "none in here".
    pub const fn admits(self, tags: Tags) -> bool {
        tags.features & self.required == self.required && tags.classes & self.classes != 0
    }
}
