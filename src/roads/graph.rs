//! The road network of one profile: junctions, the links between them, their shapes and names.
//!
//! A link is a piece of one way between two junctions that the profile can use in at least one direction. Its two
//! directed edges are `2 * link` (as the way was drawn) and `2 * link + 1` (against it). The network says nothing of
//! turns: see `turns`.

use super::column::Column;
use super::cost::pack;
use super::record::Place;

/// The time of an edge that may not be used.
pub const CLOSED: u32 = u32::MAX;

/// The least time of an edge, so that no way round is for nothing: what a cost can tell from 0.
pub const TIME_MS_MIN: u32 = 10;

/// A link's flags.
pub mod flag {
    /// Whoever starts here gets to the main part of the network.
    pub const LEAVES: u32 = 1;
    /// Whoever comes from the main part gets here.
    pub const ARRIVES: u32 = 2;
    /// May be used only to reach or to leave what lies on it.
    pub const NO_THROUGH: u32 = 4;
    pub const ROUNDABOUT: u32 = 8;
    pub const FERRY: u32 = 16;
    pub const STEPS: u32 = 32;
    /// Where the number of the road's class begins; see `RoadClass`.
    pub(in crate::roads) const CLASS_SHIFT: u32 = 8;
}

/// What kind of road a link is, for traffic that slows some kinds more than others.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum RoadClass {
    Motorway,
    Trunk,
    Primary,
    Secondary,
    Tertiary,
    /// Unclassified roads, residential and living streets.
    Minor,
    /// Service roads, tracks, paths, and whatever else is travelled.
    Other,
    Ferry,
}

impl RoadClass {
    const ALL: [Self; 8] = [
        Self::Motorway,
        Self::Trunk,
        Self::Primary,
        Self::Secondary,
        Self::Tertiary,
        Self::Minor,
        Self::Other,
        Self::Ferry,
    ];

    /// By the names that `speed_percent` has in the API.
    pub fn from_name(name: &str) -> Option<Self> {
        const NAMES: [&str; 7] = ["motorway", "trunk", "primary", "secondary", "tertiary", "minor", "other"];
        NAMES.iter().position(|known| *known == name).map(|at| Self::ALL[at])
    }

    /// From the value of `highway`; a link road is of the class that it links.
    pub(super) fn of_highway(value: &str) -> Self {
        match value.trim_end_matches("_link") {
            "motorway" => Self::Motorway,
            "trunk" => Self::Trunk,
            "primary" => Self::Primary,
            "secondary" => Self::Secondary,
            "tertiary" => Self::Tertiary,
            "unclassified" | "road" | "residential" | "living_street" => Self::Minor,
            _ => Self::Other,
        }
    }
}

/// All columns have one entry for a link, except where they say otherwise.
#[derive(Clone, Debug, Default)]
pub struct RoadGraph {
    /// Of the junctions.
    pub places: Column<Place>,
    /// The junctions where a link begins and ends, as its way was drawn.
    pub from: Column<u32>,
    pub to: Column<u32>,
    /// Where its points begin; one entry more, so that the next one's beginning is its end. Both ends are points.
    pub first_point: Column<u32>,
    /// Of all links.
    pub points: Column<Place>,
    pub length_dm: Column<u32>,
    /// Milliseconds of the two edges of a link, or `CLOSED`; one entry for an edge.
    pub time_ms: Column<u32>,
    pub flags: Column<u32>,
    /// A number in `names`.
    pub name: Column<u32>,
    pub way_id: Column<i64>,
    pub names: Names,
}

impl RoadGraph {
    pub fn link_count(&self) -> usize {
        self.from.len()
    }

    pub fn edge_count(&self) -> usize {
        self.time_ms.len()
    }

    pub fn is_open(&self, edge: u32) -> bool {
        self.time_ms[edge as usize] != CLOSED
    }

    /// Where an edge begins, in its own direction.
    pub fn tail(&self, edge: u32) -> u32 {
        let link = (edge / 2) as usize;
        if edge.is_multiple_of(2) { self.from[link] } else { self.to[link] }
    }

    pub fn head(&self, edge: u32) -> u32 {
        self.tail(edge ^ 1)
    }

    /// The cost of an open edge from end to end.
    pub fn cost(&self, edge: u32) -> f64 {
        pack(self.time_ms[edge as usize], self.length_dm[(edge / 2) as usize])
    }

    /// The points of a link as its way was drawn; at least two.
    pub fn shape(&self, link: u32) -> &[Place] {
        let link = link as usize;
        &self.points[self.first_point[link] as usize..self.first_point[link + 1] as usize]
    }

    pub fn has(&self, link: u32, flags: u32) -> bool {
        self.flags[link as usize] & flags == flags
    }

    pub fn class(&self, link: u32) -> RoadClass {
        let number = (self.flags[link as usize] >> flag::CLASS_SHIFT) as usize & 0xff;
        RoadClass::ALL.get(number).copied().unwrap_or(RoadClass::Other)
    }

    /// The name of the street, or its number where it has no name; empty where it has neither.
    pub fn name(&self, link: u32) -> &str {
        self.names.get(self.name[link as usize])
    }
}

/// Names, each once, behind one another.
#[derive(Clone, Debug, Default)]
pub struct Names {
    /// Where each begins; one entry more.
    pub first_byte: Column<u32>,
    /// UTF-8.
    pub bytes: Column<u8>,
}

impl Names {
    /// Empty for a number that is not there, and for what is no text.
    pub fn get(&self, number: u32) -> &str {
        let number = number as usize;
        let (Some(begin), Some(end)) = (self.first_byte.get(number), self.first_byte.get(number + 1)) else {
            return "";
        };
        let bytes = self.bytes.get(*begin as usize..*end as usize).unwrap_or_default();
        std::str::from_utf8(bytes).unwrap_or_default()
    }
}
