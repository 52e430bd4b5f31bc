//! Header words without case, diacritics or punctuation, so that `Szer. geogr.` and `SZEROKOSC` meet.

/// Lower-case ASCII words with one blank between them: `Kod pocztowy*` is `kod pocztowy`, `FloorArea_m2` is
/// `floor area m2`.
pub fn fold_words(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    let mut previous_lower = false;
    for character in text.chars() {
        // A capital after a small letter starts a word in `floorArea`.
        if character.is_uppercase() && previous_lower {
            push_blank(&mut folded);
        }
        previous_lower = character.is_lowercase();
        if character.is_alphanumeric() {
            let plain = deunicode::deunicode_char(character).unwrap_or("");
            folded.extend(plain.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()));
        } else {
            push_blank(&mut folded);
        }
    }
    folded.truncate(folded.trim_end().len());
    folded
}

fn push_blank(folded: &mut String) {
    if !folded.is_empty() && !folded.ends_with(' ') {
        folded.push(' ');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_of_four_languages_fold_to_plain_words() {
        for (text, expected) in [
            ("Szer. geogr.", "szer geogr"),
            ("Otevírací doba", "oteviraci doba"),
            ("  Kod-pocztowy* ", "kod pocztowy"),
            ("PSČ", "psc"),
            ("Öffnungszeiten", "offnungszeiten"),
            ("floor_area_m2", "floor area m2"),
            ("floorAreaM2", "floor area m2"),
            ("Straße", "strasse"),
            ("ŁÓDŹ", "lodz"),
            ("???", ""),
        ] {
            assert_eq!(fold_words(text), expected, "{text}");
        }
    }
}
