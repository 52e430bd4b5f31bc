//! Kinds of landmarks, the best known first, and the tags that say them.

/// What a landmark is. The order is the rank: of two at one turn the earlier kind is told, since it is seen from
/// farther away and does not change hands. An estimate of ours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LandmarkKind {
    /// Known by the name of the ring itself, not by a thing beside the road.
    Roundabout,
    Station,
    Church,
    Square,
    CityGate,
    TownHall,
    FillingStation,
    Supermarket,
    FastFood,
    ShoppingCentre,
    Hospital,
    FireStation,
    School,
    Theatre,
    Cinema,
    Museum,
    Stadium,
    PostOffice,
    Police,
    Library,
    Cemetery,
    Hotel,
    Bank,
    Pharmacy,
    /// An office of a municipality that is no town hall by its name.
    CouncilOffice,
}

/// Which tag means which kind, where nothing else has to be asked.
const BY_TAG: [(&str, &str, LandmarkKind); 25] = [
    ("railway", "station", LandmarkKind::Station),
    ("railway", "halt", LandmarkKind::Station),
    ("place", "square", LandmarkKind::Square),
    ("historic", "city_gate", LandmarkKind::CityGate),
    ("amenity", "fuel", LandmarkKind::FillingStation),
    ("shop", "supermarket", LandmarkKind::Supermarket),
    ("shop", "mall", LandmarkKind::ShoppingCentre),
    ("amenity", "hospital", LandmarkKind::Hospital),
    ("amenity", "fire_station", LandmarkKind::FireStation),
    ("amenity", "school", LandmarkKind::School),
    ("amenity", "theatre", LandmarkKind::Theatre),
    ("amenity", "cinema", LandmarkKind::Cinema),
    ("tourism", "museum", LandmarkKind::Museum),
    ("leisure", "stadium", LandmarkKind::Stadium),
    ("amenity", "post_office", LandmarkKind::PostOffice),
    ("amenity", "police", LandmarkKind::Police),
    ("amenity", "library", LandmarkKind::Library),
    ("landuse", "cemetery", LandmarkKind::Cemetery),
    ("amenity", "grave_yard", LandmarkKind::Cemetery),
    ("tourism", "hotel", LandmarkKind::Hotel),
    ("amenity", "bank", LandmarkKind::Bank),
    ("amenity", "pharmacy", LandmarkKind::Pharmacy),
    ("building", "church", LandmarkKind::Church),
    ("building", "cathedral", LandmarkKind::Church),
    ("building", "train_station", LandmarkKind::Station),
];

/// Words by which an office calls itself a town hall, in small letters.
const TOWN_HALLS: [&str; 6] = ["ratusz", "radnice", "rathaus", "town hall", "city hall", "câmara municipal"];

/// Longer names are not on signs; bytes.
const NAME_BYTES_MAX: usize = 80;

impl LandmarkKind {
    pub const ALL: [Self; 25] = [
        Self::Roundabout,
        Self::Station,
        Self::Church,
        Self::Square,
        Self::CityGate,
        Self::TownHall,
        Self::FillingStation,
        Self::Supermarket,
        Self::FastFood,
        Self::ShoppingCentre,
        Self::Hospital,
        Self::FireStation,
        Self::School,
        Self::Theatre,
        Self::Cinema,
        Self::Museum,
        Self::Stadium,
        Self::PostOffice,
        Self::Police,
        Self::Library,
        Self::Cemetery,
        Self::Hotel,
        Self::Bank,
        Self::Pharmacy,
        Self::CouncilOffice,
    ];

    /// As the API says it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Roundabout => "roundabout",
            Self::Station => "station",
            Self::Church => "church",
            Self::Square => "square",
            Self::CityGate => "city_gate",
            Self::TownHall => "town_hall",
            Self::FillingStation => "filling_station",
            Self::Supermarket => "supermarket",
            Self::FastFood => "fast_food",
            Self::ShoppingCentre => "shopping_centre",
            Self::Hospital => "hospital",
            Self::FireStation => "fire_station",
            Self::School => "school",
            Self::Theatre => "theatre",
            Self::Cinema => "cinema",
            Self::Museum => "museum",
            Self::Stadium => "stadium",
            Self::PostOffice => "post_office",
            Self::Police => "police",
            Self::Library => "library",
            Self::Cemetery => "cemetery",
            Self::Hotel => "hotel",
            Self::Bank => "bank",
            Self::Pharmacy => "pharmacy",
            Self::CouncilOffice => "council_office",
        }
    }

    /// Whether its sign says whose it is, and people say that: then another of the kind with another name is no twin.
    pub const fn is_told_by_name(self) -> bool {
        use LandmarkKind::{Bank, FastFood, FillingStation, Hotel, Roundabout, ShoppingCentre, Supermarket};
        matches!(self, Roundabout | FillingStation | Supermarket | FastFood | ShoppingCentre | Hotel | Bank)
    }

    /// What a thing with these tags is; nothing for what is no longer there or never was a landmark.
    pub fn of_tags<'t>(tag: impl Fn(&str) -> Option<&'t str>) -> Option<Self> {
        let is = |key: &str, value: &str| tag(key) == Some(value);
        let is_gone = ["disused", "abandoned", "ruins"].iter().any(|key| is(key, "yes"));
        if is_gone || ["underground", "indoor"].iter().any(|key| is("location", key)) || is("station", "subway") {
            return None;
        }
        if is("amenity", "place_of_worship") {
            return (tag("religion").is_none() || is("religion", "christian")).then_some(Self::Church);
        }
        if is("amenity", "townhall") {
            let name = tag("name").unwrap_or_default().to_lowercase();
            let is_town_hall = TOWN_HALLS.iter().any(|word| name.contains(word));
            return Some(if is_town_hall { Self::TownHall } else { Self::CouncilOffice });
        }
        // A kitchen around the corner is nothing; a sign on a mast is.
        if is("amenity", "fast_food") || is("amenity", "restaurant") {
            return tag("brand").map(|_| Self::FastFood);
        }
        BY_TAG.iter().find(|(key, value, _)| is(key, value)).map(|(_, _, kind)| *kind)
    }
}

/// What is on the sign: the brand where that is what people look for, else the name. Nothing where there is none, and
/// where it is no name but a sentence.
pub fn landmark_name<'t>(kind: LandmarkKind, tag: impl Fn(&str) -> Option<&'t str>) -> Option<&'t str> {
    let sign = tag("brand").filter(|_| kind.is_told_by_name() && kind != LandmarkKind::Hotel);
    let name = sign.or_else(|| tag("name")).map(str::trim)?;
    let is_sign = !name.is_empty() && name.len() <= NAME_BYTES_MAX && !name.contains([';', ',', '(', '/', '"']);
    is_sign.then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(tags: &[(&str, &'static str)]) -> Option<(LandmarkKind, Option<&'static str>)> {
        let tag = |key: &str| tags.iter().find(|(found, _)| *found == key).map(|(_, value)| *value);
        LandmarkKind::of_tags(tag).map(|kind| (kind, landmark_name(kind, tag)))
    }

    #[test]
    fn tags_say_what_one_sees() {
        for (tags, expected) in [
            (
                &[("amenity", "fuel"), ("name", "Stacja 114"), ("brand", "Orlen")][..],
                (LandmarkKind::FillingStation, Some("Orlen")),
            ),
            (
                &[("amenity", "place_of_worship"), ("name", "St. Johannis")],
                (LandmarkKind::Church, Some("St. Johannis")),
            ),
            (&[("building", "church")], (LandmarkKind::Church, None)),
            (
                &[("amenity", "townhall"), ("name", "Ratusz w Cieszynie")],
                (LandmarkKind::TownHall, Some("Ratusz w Cieszynie")),
            ),
            (&[("amenity", "townhall"), ("name", "Urząd Gminy")], (LandmarkKind::CouncilOffice, Some("Urząd Gminy"))),
            (&[("shop", "supermarket"), ("name", "Netto (am Bahnhof)")], (LandmarkKind::Supermarket, None)),
            (&[("tourism", "hotel"), ("name", "Am Ring"), ("brand", "Ibis")], (LandmarkKind::Hotel, Some("Am Ring"))),
        ] {
            assert_eq!(told(tags), Some(expected), "{tags:?}");
        }
    }

    #[test]
    fn what_nobody_sees_is_no_landmark() {
        for tags in [
            &[("amenity", "bench")][..],
            &[("amenity", "fuel"), ("disused", "yes")],
            &[("railway", "station"), ("station", "subway")],
            &[("amenity", "place_of_worship"), ("religion", "buddhist")],
            &[("amenity", "fast_food"), ("name", "Imbiss")],
            &[],
        ] {
            assert_eq!(told(tags), None, "{tags:?}");
        }
    }

    #[test]
    fn the_list_is_in_the_order_of_the_ranks() {
        assert!(LandmarkKind::ALL.is_sorted());
        assert!((0..).zip(LandmarkKind::ALL).all(|(number, kind)| kind as usize == number));
    }
}
