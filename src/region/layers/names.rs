//! Names: the local one, and those in the languages of the screens where they differ.

use super::class::Class;
use super::feature::Key;
use crate::region::osm::Tags;

/// Tag of OSM, and attribute of the tile.
pub const LANGUAGES: [(&str, Key); 4] =
    [("name:pl", Key::NamePl), ("name:cs", Key::NameCs), ("name:de", Key::NameDe), ("name:en", Key::NameEn)];

/// Longest name that is kept, in characters; longer ones are mistakes and would be in every tile.
const NAME_CHARS_MAX: usize = 120;

/// Adds the names, told from a zoom on.
pub fn put_names(class: Class, tags: &Tags<'_>, from_zoom: u8) -> Class {
    let Some(name) = tags.get("name").filter(|name| fits(name)) else { return class };
    let mut class = class.with_text(from_zoom, Key::Name, Some(name));
    for (tag, key) in LANGUAGES {
        let differing = tags.get(tag).filter(|other| *other != name && fits(other));
        class = class.with_text(from_zoom, key, differing);
    }
    class
}

fn fits(name: &str) -> bool {
    !name.is_empty() && name.chars().count() <= NAME_CHARS_MAX
}
