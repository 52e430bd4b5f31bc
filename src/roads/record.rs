//! What a road network is made of: ways, nodes and restrictions as map data gives them.
//!
//! Plain facts; what the tags mean is the business of `profile`, and how they are read from a file that of whoever
//! builds a region.

/// Longitude and latitude in ten-millionths of a degree.
pub type Place = [i32; 2];

/// Keys and values in the order of the file; of equal keys the first counts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RoadTags(pub Vec<(String, String)>);

impl RoadTags {
    pub fn get(&self, key: &str) -> Option<&str> {
        self.0.iter().find(|(found, _)| found == key).map(|(_, value)| value.as_str())
    }

    /// Whether the key has one of these values.
    pub fn is(&self, key: &str, values: &[&str]) -> bool {
        self.get(key).is_some_and(|value| values.contains(&value))
    }
}

impl<'a> FromIterator<(&'a str, &'a str)> for RoadTags {
    fn from_iter<I: IntoIterator<Item = (&'a str, &'a str)>>(tags: I) -> Self {
        Self(tags.into_iter().map(|(key, value)| (key.to_owned(), value.to_owned())).collect())
    }
}

/// A node of a way. Where the extract ends its place may be missing; the way is cut there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WayNode {
    pub id: i64,
    pub place: Option<Place>,
}

/// A way with `highway`, `route=ferry` or the like.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WayRecord {
    pub id: i64,
    pub nodes: Vec<WayNode>,
    pub tags: RoadTags,
}

/// A node with tags that matter on a road: barriers, signals, crossings.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NodeRecord {
    pub id: i64,
    pub tags: RoadTags,
}

/// What lies between the first and the last way of a restriction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Via {
    Node(i64),
    /// In the order of driving.
    Ways(Vec<i64>),
}

/// A relation with `type=restriction`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RestrictionRecord {
    pub id: i64,
    /// Several for `no_entry`, else one.
    pub from: Vec<i64>,
    pub via: Via,
    /// Several for `no_exit`, else one.
    pub to: Vec<i64>,
    /// `restriction`, `restriction:motorcar`, `restriction:conditional`, `except`, …
    pub tags: RoadTags,
}
