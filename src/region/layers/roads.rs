//! Lines: roads, railways, ferries, runways, piers, cable cars, and rivers and streams.

use super::class::Class;
use super::feature::{Key, LayerName};
use super::names::put_names;
use super::water::waterway_class;
use crate::region::osm::Tags;

/// How a kind of road is drawn.
struct Road {
    highway: &'static str,
    kind: &'static str,
    from_zoom: u8,
    /// Where its number is told, and its name.
    ref_zoom: u8,
    name_zoom: u8,
    rank: i32,
}

const fn road(highway: &'static str, kind: &'static str, [from_zoom, ref_zoom, name_zoom]: [u8; 3], rank: i32) -> Road {
    Road { highway, kind, from_zoom, ref_zoom, name_zoom, rank }
}

const ROADS: [Road; 26] = [
    road("motorway", "highway", [5, 7, 11], 400),
    road("motorway_link", "highway", [11, 12, 13], 395),
    road("trunk", "major_road", [6, 8, 12], 390),
    road("trunk_link", "major_road", [12, 12, 13], 385),
    road("primary", "major_road", [7, 10, 12], 380),
    road("primary_link", "major_road", [12, 13, 13], 375),
    road("secondary", "major_road", [9, 11, 12], 370),
    road("secondary_link", "major_road", [12, 13, 13], 365),
    road("tertiary", "major_road", [10, 12, 13], 360),
    road("tertiary_link", "major_road", [12, 13, 13], 355),
    road("unclassified", "minor_road", [12, 13, 13], 350),
    road("residential", "minor_road", [12, 14, 13], 350),
    road("living_street", "minor_road", [12, 14, 13], 345),
    road("road", "minor_road", [12, 14, 13], 345),
    road("raceway", "minor_road", [13, 14, 14], 340),
    road("service", "minor_road", [13, 14, 14], 330),
    road("pedestrian", "path", [13, 14, 13], 320),
    road("track", "path", [13, 14, 14], 310),
    road("cycleway", "path", [13, 14, 14], 310),
    road("path", "path", [13, 14, 14], 300),
    road("footway", "path", [14, 14, 14], 300),
    road("bridleway", "path", [14, 14, 14], 300),
    road("steps", "path", [14, 14, 14], 300),
    road("corridor", "path", [14, 14, 14], 290),
    road("busway", "minor_road", [14, 14, 14], 330),
    road("bus_guideway", "minor_road", [14, 14, 14], 330),
];

const RAILWAYS: [&str; 9] =
    ["rail", "light_rail", "subway", "tram", "funicular", "narrow_gauge", "monorail", "preserved", "miniature"];

/// Longest number that stands on a shield, in characters.
const SHIELD_CHARS_MAX: usize = 8;

/// What the tags of a way draw as a line, if anything.
pub fn line_class(tags: &Tags<'_>) -> Option<Class> {
    highway(tags)
        .or_else(|| railway(tags))
        .or_else(|| waterway_class(tags))
        .or_else(|| other_line(tags))
        .map(|class| levels(class, tags))
}

fn highway(tags: &Tags<'_>) -> Option<Class> {
    let highway = tags.get("highway")?;
    let road = ROADS.iter().find(|road| road.highway == highway)?;
    let link = highway.strip_suffix("_link");
    let crossing = tags.get("footway").or_else(|| tags.get("service"));
    let detail = if road.highway == "footway" { crossing.unwrap_or(highway) } else { link.unwrap_or(highway) };
    let from_zoom = if is_yard_way(tags) { 14 } else { road.from_zoom };
    let class = Class::new(LayerName::Roads, road.kind, from_zoom)
        .ordered(road.rank)
        .with(Key::KindDetail, if link.is_some() { highway.to_owned() } else { detail.to_owned() })
        .with(Key::MinZoom, i64::from(from_zoom) + 1)
        .with(Key::SortRank, i64::from(road.rank))
        .with_if(link.is_some(), 0, Key::IsLink)
        .with_text(14, Key::Service, tags.get("service"))
        .with_text(14, Key::Oneway, tags.get("oneway").filter(|oneway| *oneway == "yes"));
    Some(put_names(shield(class, tags, road.ref_zoom), tags, road.name_zoom))
}

/// Ways between parked cars and up to doors: only close by.
fn is_yard_way(tags: &Tags<'_>) -> bool {
    tags.is("service", &["driveway", "parking_aisle", "drive-through", "emergency_access"])
        || tags.is("access", &["no", "private"])
}

fn shield(class: Class, tags: &Tags<'_>, from_zoom: u8) -> Class {
    let Some(reference) = tags.get("ref") else { return class };
    let first: String = reference.split(';').next().unwrap_or_default().split_whitespace().collect();
    if first.is_empty() || first.chars().count() > SHIELD_CHARS_MAX {
        return class;
    }
    class.with_text(from_zoom, Key::Ref, Some(&first)).with_text(from_zoom, Key::ShieldText, Some(&first)).with_from(
        from_zoom,
        Key::Network,
        "other",
    )
}

fn railway(tags: &Tags<'_>) -> Option<Class> {
    let kind = RAILWAYS.iter().find(|kind| tags.get("railway") == Some(**kind))?;
    let siding = tags.get("service");
    let from_zoom = match *kind {
        "rail" if siding.is_none() => 9,
        "rail" | "light_rail" | "narrow_gauge" if siding.is_none() => 11,
        _ => 13,
    };
    let class = Class::new(LayerName::Roads, "rail", from_zoom)
        .ordered(250)
        .with(Key::KindDetail, *kind)
        .with(Key::MinZoom, i64::from(from_zoom) + 1)
        .with(Key::SortRank, 250)
        .with_text(12, Key::Service, siding);
    Some(class)
}

fn other_line(tags: &Tags<'_>) -> Option<Class> {
    let line = |kind, from_zoom: u8, rank: i32| {
        Class::new(LayerName::Roads, kind, from_zoom)
            .ordered(rank)
            .with(Key::MinZoom, i64::from(from_zoom) + 1)
            .with(Key::SortRank, i64::from(rank))
    };
    if tags.is("route", &["ferry"]) {
        return Some(put_names(line("ferry", 10, 200), tags, 12));
    }
    if tags.is("man_made", &["pier", "breakwater"]) {
        return Some(line("path", 13, 280).with(Key::KindDetail, "pier"));
    }
    for (detail, from_zoom) in [("runway", 9), ("taxiway", 11)] {
        if tags.is("aeroway", &[detail]) {
            return Some(line("aeroway", from_zoom, 220).with(Key::KindDetail, detail));
        }
    }
    let aerialway = tags.get("aerialway").filter(|kind| ["cable_car", "gondola", "chair_lift"].contains(kind))?;
    Some(line("aerialway", 12, 210).with(Key::KindDetail, aerialway.to_owned()))
}

/// Bridges lie over what they cross, tunnels under it.
fn levels(class: Class, tags: &Tags<'_>) -> Class {
    if class.layer != LayerName::Roads {
        return class;
    }
    let set = |key: &str| tags.get(key).is_some_and(|value| value != "no");
    let (bridge, tunnel) = (set("bridge"), set("tunnel") || tags.is("covered", &["yes"]));
    let order = class.order + 1_000 * (i32::from(bridge) - i32::from(tunnel));
    class.ordered(order).with_if(bridge, 12, Key::IsBridge).with_if(tunnel && !bridge, 12, Key::IsTunnel)
}

#[cfg(test)]
mod tests {
    use super::super::feature::TagValue;
    use super::*;

    fn value(class: &Class, key: Key) -> Option<TagValue> {
        class.tags.iter().find(|tag| tag.key == key).map(|tag| tag.value.clone())
    }

    #[test]
    fn a_motorway_carries_its_number_on_a_shield() {
        let class = line_class(&Tags(&[("highway", "motorway"), ("ref", "A 20;E 251")])).expect("a road");
        assert_eq!(value(&class, Key::Kind), Some("highway".into()));
        assert_eq!(value(&class, Key::ShieldText), Some("A20".to_owned().into()));
    }

    #[test]
    fn kinds_of_lines_are_those_of_the_schema() {
        for (tags, kind, detail, zoom) in [
            (&[("highway", "tertiary")][..], "major_road", Some("tertiary"), 10),
            (&[("highway", "primary_link")], "major_road", Some("primary_link"), 12),
            (&[("highway", "service"), ("service", "driveway")], "minor_road", Some("service"), 14),
            (&[("highway", "footway"), ("footway", "sidewalk")], "path", Some("sidewalk"), 14),
            (&[("railway", "tram")], "rail", Some("tram"), 13),
            (&[("route", "ferry")], "ferry", None, 10),
            (&[("man_made", "pier")], "path", Some("pier"), 13),
            (&[("aeroway", "runway")], "aeroway", Some("runway"), 9),
            (&[("waterway", "river")], "river", None, 9),
        ] {
            let class = line_class(&Tags(tags)).expect("a line");
            assert_eq!(value(&class, Key::Kind), Some(kind.into()), "{tags:?}");
            assert_eq!(value(&class, Key::KindDetail), detail.map(|text| text.to_owned().into()), "{tags:?}");
            assert_eq!(class.zooms.0, zoom, "{tags:?}");
        }
    }

    #[test]
    fn what_is_not_built_is_not_drawn() {
        for tags in [&[("highway", "proposed")][..], &[("highway", "construction")], &[("railway", "abandoned")]] {
            assert_eq!(line_class(&Tags(tags)), None, "{tags:?}");
        }
    }

    #[test]
    fn a_bridge_lies_above_and_a_tunnel_below() {
        let on = |key| line_class(&Tags(&[("highway", "primary"), (key, "yes")])).expect("a road");
        assert!(on("bridge").order > on("name").order && on("name").order > on("tunnel").order);
        assert_eq!(value(&on("bridge"), Key::IsBridge), Some(TagValue::Yes));
    }
}
