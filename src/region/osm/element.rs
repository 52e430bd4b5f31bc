//! Nodes, ways and relations as they are in a block: borrowed, and only while it is looked at.

/// Which kinds of elements; a set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Kinds(pub u8);

impl Kinds {
    pub const NODES: Self = Self(1);
    pub const WAYS: Self = Self(2);
    pub const RELATIONS: Self = Self(4);

    pub fn has(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    pub(super) fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// Keys and values in the order of the file.
#[derive(Clone, Copy, Debug)]
pub struct Tags<'a>(pub &'a [(&'a str, &'a str)]);

impl<'a> Tags<'a> {
    pub fn get(&self, key: &str) -> Option<&'a str> {
        self.0.iter().find(|(found, _)| *found == key).map(|(_, value)| *value)
    }

    /// Whether the key has one of these values.
    pub fn is(&self, key: &str, values: &[&str]) -> bool {
        self.get(key).is_some_and(|value| values.contains(&value))
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

#[derive(Clone, Copy, Debug)]
pub struct Node<'a> {
    pub id: i64,
    /// Ten-millionths of a degree.
    pub lon_e7: i32,
    pub lat_e7: i32,
    pub tags: Tags<'a>,
}

#[derive(Clone, Copy, Debug)]
pub struct Way<'a> {
    pub id: i64,
    pub tags: Tags<'a>,
    pub nodes: &'a [i64],
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MemberKind {
    Node,
    Way,
    Relation,
}

#[derive(Clone, Copy, Debug)]
pub struct Member<'a> {
    pub id: i64,
    pub kind: MemberKind,
    pub role: &'a str,
}

#[derive(Clone, Copy, Debug)]
pub struct Relation<'a> {
    pub id: i64,
    pub tags: Tags<'a>,
    pub members: &'a [Member<'a>],
}

#[derive(Clone, Copy, Debug)]
pub enum Element<'a> {
    Node(Node<'a>),
    Way(Way<'a>),
    Relation(Relation<'a>),
}
