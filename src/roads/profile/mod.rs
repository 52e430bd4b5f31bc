//! Who travels, and what tags mean to them: where they may go, how fast, and what a turn or a gate costs.
//!
//! Each file answers one question from tags alone; `docs/ROADS.md` lists every value with its source. Nothing here
//! knows the network: what depends on where a way leads (junctions, dead ends, restrictions) is decided in `build`.

mod access;
mod bike;
mod car;
mod foot;
mod maxspeed;
mod node;
mod oneway;
mod surface;
mod turn;

pub use maxspeed::Country;
pub use node::NodeUse;

use super::record::RoadTags;

/// Slower than this nobody plans to be; faster is a mistake in the data.
const SPEED_KMH: std::ops::RangeInclusive<f32> = 1.0..=150.0;

/// A way of travelling.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Profile {
    Car,
    Foot,
    Bike,
}

/// What a way is to somebody who travels. At least one direction is open.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct WayUse {
    /// In the direction of the way; nothing where that is not allowed.
    pub forward_kmh: Option<f32>,
    pub backward_kmh: Option<f32>,
    /// How long the whole way takes, where it is told: ferries.
    pub duration_s: Option<u32>,
    /// May be used only to reach or to leave what lies on it: private, customers, destination.
    pub no_through: bool,
}

impl WayUse {
    fn both(speed_kmh: f32) -> Self {
        Self { forward_kmh: Some(speed_kmh), backward_kmh: Some(speed_kmh), duration_s: None, no_through: false }
    }

    /// Keeps speeds within what is believable.
    fn bounded(mut self) -> Option<Self> {
        let bound = |speed: f32| speed.clamp(*SPEED_KMH.start(), *SPEED_KMH.end());
        self.forward_kmh = self.forward_kmh.filter(|speed| speed.is_finite()).map(bound);
        self.backward_kmh = self.backward_kmh.filter(|speed| speed.is_finite()).map(bound);
        (self.forward_kmh.is_some() || self.backward_kmh.is_some()).then_some(self)
    }
}

impl Profile {
    pub const ALL: [Self; 3] = [Self::Car, Self::Foot, Self::Bike];

    /// As it stands in files, addresses and settings.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Car => "car",
            Self::Foot => "foot",
            Self::Bike => "bike",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|profile| profile.name() == name)
    }

    /// What a way is to this profile; nothing where it may not be used at all.
    pub fn way_use(self, tags: &RoadTags, country: Country) -> Option<WayUse> {
        if tags.is("area", &["yes"]) && !tags.is("highway", &["pedestrian", "footway", "service"]) {
            return None;
        }
        match self {
            Self::Car => car::way_use(tags, country),
            Self::Foot => foot::way_use(tags),
            Self::Bike => bike::way_use(tags, country),
        }
        .and_then(WayUse::bounded)
    }

    /// What passing a node means.
    pub fn node_use(self, tags: &RoadTags) -> NodeUse {
        node::node_use(self, tags)
    }

    /// Milliseconds that a turn costs at a junction of three or more roads. `angle` in degrees: 0 straight on,
    /// positive to the right, up to 180.
    pub fn turn_ms(self, angle: f32) -> u32 {
        turn::turn_ms(self, angle)
    }

    /// Milliseconds that turning round costs, where that is allowed.
    pub fn u_turn_ms(self) -> u32 {
        turn::u_turn_ms(self)
    }

    /// Keys of `restriction:…` and words of `except=…` that mean this profile, the most special one first.
    pub fn restriction_modes(self) -> &'static [&'static str] {
        match self {
            Self::Car => &["motorcar", "motor_vehicle", "vehicle"],
            Self::Foot => &["foot"],
            Self::Bike => &["bicycle", "vehicle"],
        }
    }

    /// Whether restrictions that name no vehicle hold. They are for those who drive and ride.
    pub fn heeds_plain_restrictions(self) -> bool {
        self != Self::Foot
    }
}
