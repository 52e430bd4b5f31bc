//! Postcodes: `43-400`, `43400`, `110 00`, `D-17033`.

use super::lexer::Gap;
use super::name::NameToken;

/// The digits of a postcode with their number, so that `01067` is not `1067`. `None` where there are not 4 to 6.
pub fn postcode_key(text: &str) -> Option<u32> {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let known = (4..=6).contains(&digits.len());
    let value: u32 = known.then(|| digits.parse().ok())??;
    Some(digits.len() as u32 * 10_000_000 + value)
}

/// The postcode that begins at a token: its key and how many tokens it takes.
pub fn read_postcode(tokens: &[NameToken], at: usize) -> Option<(u32, usize)> {
    let digits =
        |offset: usize| tokens.get(at + offset).filter(|token| token.is_number).map(|token| token.raw.as_str());
    let first = digits(0)?;
    let free_behind = |taken: usize| {
        tokens.get(at + taken).is_none_or(|next| !matches!(next.gap, Gap::Glued | Gap::Slash | Gap::Hyphen))
    };
    if first.len() == 5 && free_behind(1) {
        return Some((postcode_key(first)?, 1));
    }
    let second = digits(1)?;
    let gap = tokens[at + 1].gap;
    let polish = (first.len(), second.len()) == (2, 3) && matches!(gap, Gap::Hyphen | Gap::Blank);
    let czech = (first.len(), second.len()) == (3, 2) && gap == Gap::Blank;
    ((polish || czech) && free_behind(2)).then(|| Some((postcode_key(&format!("{first}{second}"))?, 2)))?
}

#[cfg(test)]
mod tests {
    use super::super::name::name_tokens;
    use super::*;

    #[test]
    fn postcodes_of_three_countries_are_read() {
        for (text, expected) in [
            ("43-400", Some(50_043_400)),
            ("43400", Some(50_043_400)),
            ("110 00", Some(50_011_000)),
            ("43 400", Some(50_043_400)),
            ("01067", Some(50_001_067)),
            ("14/16", None),
            ("123456", None),
            ("12345/6", None),
        ] {
            let tokens = name_tokens(text);
            assert_eq!(read_postcode(&tokens, 0).map(|(key, _)| key), expected, "{text}");
        }
    }
}
