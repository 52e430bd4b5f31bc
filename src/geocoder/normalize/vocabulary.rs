//! Words with a meaning of their own in addresses, from `vocabulary.csv`, and the names of countries.

use std::collections::HashMap;
use std::sync::LazyLock;

/// What a word does in a name or around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// `ul.`, `aleja`, `Straße`: says what the thing is.
    Street,
    /// `gen.`, `św.`: shortened or left out at will.
    Title,
    /// `nad`, `am`: between other words.
    Link,
    /// `gmina`, `nr`: around an address, names nothing.
    Noise,
    /// `m.`, `lok.`: what follows is a flat, not a house.
    Unit,
    /// `blok`, `č.p.`: what follows is a house.
    Block,
    /// Any other word.
    Plain,
}

impl Role {
    /// Whether such words stand around names and numbers and are no part of them.
    pub fn surrounds(self) -> bool {
        matches!(self, Self::Street | Self::Noise | Self::Unit | Self::Block)
    }
}

/// A word of the vocabulary.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sense {
    pub role: Role,
    /// The one word that stands for all of its forms.
    pub word: &'static str,
}

static SENSES: LazyLock<HashMap<&'static str, Sense>> = LazyLock::new(|| {
    let mut senses = HashMap::new();
    for line in include_str!("vocabulary.csv").lines().skip(1).filter(|line| !line.starts_with('#')) {
        let mut cells = line.split(';');
        let (role, word, also) = (cells.next(), cells.next().unwrap_or(""), cells.next().unwrap_or(""));
        let Some(role) = role.and_then(role_of) else { continue };
        for form in std::iter::once(word).chain(also.split_whitespace()) {
            senses.entry(form).or_insert(Sense { role, word });
        }
    }
    senses
});

fn role_of(name: &str) -> Option<Role> {
    Some(match name {
        "street" => Role::Street,
        "title" => Role::Title,
        "link" => Role::Link,
        "noise" => Role::Noise,
        "unit" => Role::Unit,
        "block" => Role::Block,
        "same" => Role::Plain,
        _ => return None,
    })
}

/// What a folded word means, when the vocabulary has it.
pub fn sense_of(word: &str) -> Option<Sense> {
    SENSES.get(word).copied()
}

/// The country that a folded word names, as ISO 3166-1 alpha-2.
pub fn country_of(word: &str) -> Option<&'static str> {
    Some(match word {
        "polska" | "poland" | "polen" | "polsko" | "polsce" | "pologne" => "PL",
        "cesko" | "ceska" | "czechia" | "czechy" | "tschechien" | "cz" | "cr" | "czech" => "CZ",
        "niemcy" | "nemecko" | "germany" | "deutschland" | "brd" => "DE",
        "slovensko" | "slowacja" | "slovakia" | "slowakei" | "sk" => "SK",
        "austria" | "osterreich" | "rakousko" => "AT",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_one_word_have_one_sense() {
        for (form, role, word) in [
            ("ulica", Role::Street, "ul"),
            ("gen", Role::Title, "general"),
            ("swietej", Role::Title, "swiety"),
            ("namesti", Role::Street, "nam"),
            ("str", Role::Street, "strasse"),
            ("nr", Role::Noise, "numer"),
            ("lok", Role::Unit, "lok"),
        ] {
            assert_eq!(sense_of(form), Some(Sense { role, word }), "{form}");
        }
        assert_eq!(sense_of("mickiewicza"), None);
    }

    #[test]
    fn every_line_of_the_table_is_read() {
        let lines = include_str!("vocabulary.csv").lines().skip(1).filter(|line| !line.starts_with('#'));
        for line in lines {
            let word = line.split(';').nth(1).expect("a word");
            assert!(sense_of(word).is_some_and(|sense| sense.word == word), "{line}");
        }
    }
}
