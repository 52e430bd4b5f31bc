//! Names: the one that is shown, and others that people type.

use crate::region::osm::Tags;

/// Longest name that is kept, in characters; longer ones are descriptions.
const NAME_CHARS_MAX: usize = 120;
/// Most other names of one thing; the largest cities have some fifty in languages that nobody here types.
const OTHERS_MAX: usize = 12;

/// Keys of other names; a value can hold several, parted by semicolons.
const OTHERS: [&str; 12] = [
    "short_name",
    "alt_name",
    "loc_name",
    "nickname",
    "official_name",
    "old_name",
    "name:pl",
    "name:cs",
    "name:de",
    "name:en",
    "name:sk",
    "int_name",
];

/// The name, when it can be one.
pub fn name(tags: &Tags<'_>) -> Option<String> {
    tags.get("name").and_then(tidy)
}

/// Other names, without repetitions, in the order of usefulness.
pub fn other_names(tags: &Tags<'_>, name: &str) -> Vec<String> {
    let mut others: Vec<String> = Vec::new();
    let values = OTHERS.iter().filter_map(|key| tags.get(key));
    for other in values.flat_map(|value| value.split(';')).filter_map(tidy) {
        if other != name && !others.contains(&other) && others.len() < OTHERS_MAX {
            others.push(other);
        }
    }
    others
}

/// Without needless spaces and control characters; nothing when it is empty or too long.
pub fn tidy(text: &str) -> Option<String> {
    let words: Vec<&str> =
        text.split(|c: char| c.is_whitespace() || c.is_control()).filter(|w| !w.is_empty()).collect();
    let tidy = words.join(" ");
    (!tidy.is_empty() && tidy.chars().count() <= NAME_CHARS_MAX).then_some(tidy)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn several_names_in_one_value_are_parted() {
        let tags = [("name", "Oświęcim"), ("name:de", "Auschwitz"), ("alt_name", "Oszpicin; Auschwitz;Oświęcim")];
        assert_eq!(other_names(&Tags(&tags), "Oświęcim"), ["Oszpicin", "Auschwitz"]);
    }

    #[test]
    fn spaces_and_control_characters_are_tidied() {
        assert_eq!(tidy("  ul. \t Polna\u{0} 3 "), Some("ul. Polna 3".to_owned()));
        assert_eq!(tidy(" "), None);
        assert_eq!(tidy(&"a".repeat(500)), None);
    }
}
