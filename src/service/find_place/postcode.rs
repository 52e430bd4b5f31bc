//! Postcodes as people write them: `43-400`, `43400`, `110 00`.

/// Digits of a Polish, Czech or German postcode.
const DIGITS: usize = 5;

/// The text itself when it is a postcode and nothing else.
pub(super) fn whole(text: &str) -> Option<&str> {
    (digits(text).len() == DIGITS && is_written_as_postcode(text)).then_some(text)
}

/// The first postcode among other words.
pub(super) fn within(text: &str) -> Option<String> {
    let words: Vec<&str> =
        text.split(|c: char| c.is_whitespace() || c == ',').filter(|word| !word.is_empty()).collect();
    let alone = words.iter().find(|word| whole(word).is_some()).map(|word| (*word).to_owned());
    alone.or_else(|| {
        let pairs = words.windows(2).filter(|pair| pair[0].len() == 3 && pair[1].len() == 2);
        pairs.map(|pair| pair.join(" ")).find(|pair| whole(pair).is_some())
    })
}

/// The digits alone.
pub(super) fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

fn is_written_as_postcode(text: &str) -> bool {
    let shape: String = text.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect();
    matches!(shape.as_str(), "00-000" | "00 000" | "00000" | "000 00")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_postcode_is_known_in_each_usual_writing() {
        for text in ["43-400", "43400", "43 400", "110 00", "17033"] {
            assert_eq!(whole(text), Some(text));
        }
        for text in ["4340", "434001", "43_400", "43-4000", "1 1000", "Cieszyn"] {
            assert_eq!(whole(text), None, "{text}");
        }
    }

    #[test]
    fn a_postcode_is_found_inside_an_address() {
        for (text, expected) in [
            ("ul. Głęboka 12, 43-400 Cieszyn", Some("43-400")),
            ("Augustastraße 9, 17033", Some("17033")),
            ("Vodičkova 30, 110 00 Praha", Some("110 00")),
            ("Długa 12 Kraków", None),
        ] {
            assert_eq!(within(text).as_deref(), expected, "{text}");
        }
    }
}
