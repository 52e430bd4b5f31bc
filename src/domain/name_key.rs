//! How a name sounds: names that are written differently and sound alike in Polish and Czech have one key.
//!
//! Marks and case go, spellings of one sound become one (`rz` and `ż`, `w` and `v`, `ó` and `u`), endings that tell
//! women from men go, and the order of the words does not matter. A key finds candidates; it decides nothing.

use deunicode::deunicode;

/// Longer names are told apart by their beginning.
const KEY_CHARS_MAX: usize = 100;

/// Spellings of one sound, as they stand after marks and case are gone. Longer ones come first.
const SOUNDS: [(&str, &str); 12] = [
    ("sch", "s"),
    ("rz", "z"),
    ("sz", "s"),
    ("cz", "c"),
    ("ch", "h"),
    ("dz", "z"),
    ("ph", "f"),
    ("w", "v"),
    ("y", "i"),
    ("j", "i"),
    ("q", "k"),
    ("x", "ks"),
];

/// Endings of women's family names, and what men's have instead.
const ENDINGS: [(&str, &str); 5] = [("ova", ""), ("ska", "ski"), ("cka", "cki"), ("zka", "zki"), ("na", "ni")];

/// Empty for a name without letters.
pub fn name_key(name: &str) -> String {
    let sounded: String = name.to_lowercase().replace(['ó', 'ů'], "u");
    let plain = deunicode(&sounded).to_lowercase();
    let mut words: Vec<String> =
        plain.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()).map(key_of_word).collect();
    words.sort_unstable();
    let mut key = words.join(" ");
    key.truncate(KEY_CHARS_MAX);
    key
}

fn key_of_word(word: &str) -> String {
    let mut word = word.to_owned();
    // Only where a name is left: Eva and Anna are names themselves.
    if word.len() > 5
        && let Some((woman, man)) = ENDINGS.iter().find(|(ending, _)| word.ends_with(ending))
    {
        word.truncate(word.len() - woman.len());
        word.push_str(man);
    }
    for (spelling, sound) in SOUNDS {
        word = word.replace(spelling, sound);
    }
    without_doubles(&word)
}

/// Doubled letters once.
fn without_doubles(word: &str) -> String {
    let mut out = String::with_capacity(word.len());
    for letter in word.chars() {
        if !out.ends_with(letter) {
            out.push(letter);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_sound_alike_have_one_key() {
        let alike = [
            ("Jan Rzepka", "Rzepka Jan"),
            ("Małgorzata Żuk", "MALGORZATA RZUK"),
            ("Wójcik", "Vujcik"),
            ("Kowalska Anna", "anna kowalski"),
            ("Jana Dvořáková", "Jana Dvorak"),
            ("Schmidt", "Szmidt"),
            ("Anna", "Ana"),
        ];
        for (one, other) in alike {
            assert_eq!(name_key(one), name_key(other), "{one} and {other}");
        }
    }

    #[test]
    fn other_names_have_other_keys() {
        for (one, other) in [("Anna Nowak", "Anna Nowacka"), ("Jan Kos", "Jan Kot"), ("Eva", "Ev")] {
            assert_ne!(name_key(one), name_key(other), "{one} and {other}");
        }
        assert_eq!(name_key("  - "), "");
    }
}
