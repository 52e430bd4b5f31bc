//! Which of two single-byte encodings spells real words, from byte counts alone.
//!
//! A text is mostly in one language. The right reading finds nearly all its accented letters in one
//! alphabet; the wrong one finds letters of three alphabets and signs such as `±` or `»` between them.

use super::encoding::Encoding;

const ALPHABETS: [&str; 5] = [
    "ąćęłńóśźżĄĆĘŁŃÓŚŹŻ",
    "áčďéěíňóřšťúůýžÁČĎÉĚÍŇÓŘŠŤÚŮÝŽ",
    "áäčďéíĺľňóôŕšťúýžÁÄČĎÉÍĹĽŇÓÔŔŠŤÚÝŽ",
    "äöüßÄÖÜ",
    "áéíóöőúüűÁÉÍÓÖŐÚÜŰ",
];

/// Signs that a table may well hold whatever its language.
const USUAL_SIGNS: &str = "\u{a0}°§–—„”“’‘…€²³½«»";

/// How often each byte from 0x80 up occurs.
#[derive(Clone, Debug)]
pub struct ByteCounts([u64; 128]);

impl Default for ByteCounts {
    fn default() -> Self {
        Self([0; 128])
    }
}

impl ByteCounts {
    pub fn add(&mut self, byte: u8) {
        if byte >= 0x80 {
            self.0[usize::from(byte - 0x80)] += 1;
        }
    }
}

/// The encoding in which the bytes spell better; `first` when both do equally.
pub fn likelier(counts: &ByteCounts, first: Encoding, second: Encoding) -> Encoding {
    if spelling(counts, second) > spelling(counts, first) { second } else { first }
}

/// Letters of the best fitting alphabet count two, other alphabets' letters and usual signs one,
/// everything else takes four away.
fn spelling(counts: &ByteCounts, encoding: Encoding) -> i64 {
    let read: Vec<(char, i64)> = (0x80..=0xFF_u8)
        .filter_map(|byte| {
            let count = counts.0[usize::from(byte - 0x80)];
            let character = encoding.codec().decode_without_bom_handling(&[byte]).0.chars().next()?;
            (count > 0).then_some((character, i64::try_from(count).unwrap_or(i64::MAX / 256)))
        })
        .collect();
    let value = |alphabet: &str, character: char| {
        if alphabet.contains(character) {
            2
        } else if USUAL_SIGNS.contains(character) || ALPHABETS.iter().any(|other| other.contains(character)) {
            1
        } else {
            -4
        }
    };
    let fit = |alphabet: &&str| read.iter().map(|(character, count)| value(alphabet, *character) * count).sum();
    ALPHABETS.iter().map(fit).max().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn likelier_for(text: &str, encoding: Encoding) -> Encoding {
        let mut counts = ByteCounts::default();
        encoding.codec().encode(text).0.iter().for_each(|byte| counts.add(*byte));
        likelier(&counts, Encoding::Windows1250, Encoding::Iso8859_2)
    }

    #[test]
    fn single_words_are_enough_where_the_encodings_differ() {
        for word in ["Świdnica", "Wąbrzeźno", "Žďár nad Sázavou", "Ďáblice a Šárka", "Ľubochňa, Žilina, Šaľa"]
        {
            assert_eq!(likelier_for(word, Encoding::Windows1250), Encoding::Windows1250, "{word}");
            assert_eq!(likelier_for(word, Encoding::Iso8859_2), Encoding::Iso8859_2, "{word}");
        }
    }

    #[test]
    fn letters_shared_by_both_leave_the_first() {
        assert_eq!(likelier_for("Łódź Kraków".replace('ź', "z").as_str(), Encoding::Iso8859_2), Encoding::Windows1250);
    }
}
