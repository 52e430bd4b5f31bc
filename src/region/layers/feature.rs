//! Something to draw: its layer, the zooms where it shows, what it says, and its shape on the grid.

use std::borrow::Cow;

use crate::region::geometry::{MapPoint, Ring};

/// The last zoom that is made; a map stretches its tiles for closer looks.
pub const ZOOM_MAX: u8 = 14;

/// The layers in the order in which a tile has them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LayerName {
    Earth,
    Landuse,
    Water,
    Roads,
    Buildings,
    Boundaries,
    Places,
}

impl LayerName {
    pub const ALL: [Self; 7] =
        [Self::Earth, Self::Landuse, Self::Water, Self::Roads, Self::Buildings, Self::Boundaries, Self::Places];

    pub fn name(self) -> &'static str {
        match self {
            Self::Earth => "earth",
            Self::Landuse => "landuse",
            Self::Water => "water",
            Self::Roads => "roads",
            Self::Buildings => "buildings",
            Self::Boundaries => "boundaries",
            Self::Places => "places",
        }
    }
}

macro_rules! keys {
    ($($name:ident $text:literal,)*) => {
        /// The attributes that features have.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Key { $($name,)* }

        impl Key {
            pub const ALL: &[Self] = &[$(Self::$name,)*];

            pub fn name(self) -> &'static str {
                match self { $(Self::$name => $text,)* }
            }
        }
    };
}

keys! {
    Kind "kind",
    KindDetail "kind_detail",
    Name "name",
    NamePl "name:pl",
    NameCs "name:cs",
    NameDe "name:de",
    NameEn "name:en",
    MinZoom "min_zoom",
    SortRank "sort_rank",
    SortKey "sort_key",
    Ref "ref",
    ShieldText "shield_text",
    Network "network",
    IsBridge "is_bridge",
    IsTunnel "is_tunnel",
    IsLink "is_link",
    Oneway "oneway",
    Service "service",
    Height "height",
    MinHeight "min_height",
    HouseNumber "addr_housenumber",
    Capital "capital",
    Population "population",
    PopulationRank "population_rank",
    Reservoir "reservoir",
    Intermittent "intermittent",
    Disputed "disputed",
}

#[derive(Clone, Debug, PartialEq)]
pub enum TagValue {
    Text(Cow<'static, str>),
    Int(i64),
    Yes,
}

impl From<&'static str> for TagValue {
    fn from(text: &'static str) -> Self {
        Self::Text(Cow::Borrowed(text))
    }
}

impl From<String> for TagValue {
    fn from(text: String) -> Self {
        Self::Text(Cow::Owned(text))
    }
}

impl From<i64> for TagValue {
    fn from(number: i64) -> Self {
        Self::Int(number)
    }
}

/// An attribute, and the zoom from which on it is told.
#[derive(Clone, Debug, PartialEq)]
pub struct Tag {
    pub key: Key,
    pub from_zoom: u8,
    pub value: TagValue,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Shape {
    Point(MapPoint),
    Lines(Vec<Vec<MapPoint>>),
    /// Outer rings clockwise as seen, holes against; as `make_valid` gives them.
    Area(Vec<Ring>),
}

#[derive(Clone, Debug, PartialEq)]
pub struct Feature {
    pub layer: LayerName,
    /// First and last zoom.
    pub zooms: (u8, u8),
    /// Drawn before those with a higher number.
    pub order: i32,
    pub tags: Vec<Tag>,
    pub shape: Shape,
}
