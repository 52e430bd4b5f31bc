//! House numbers: `14/16`, `10e`, `1234/56`, `12A-C`, and how alike two of them are.

use super::lexer::{Gap, Lexeme, LexemeKind, lexemes};
use super::vocabulary::sense_of;

/// Ranges of more houses are taken as two numbers.
const RANGE_MAX: u32 = 60;

/// One number of a house number with its letters: `14/16a` has two.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HousePart {
    pub number: u32,
    /// Small letters; mostly one or none.
    pub letters: String,
}

/// How well a known number answers an asked one; best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Likeness {
    Same,
    /// One of several numbers of one house: `14` of `14/16`, or within `12-18`.
    Part,
    /// The known one says less: `14` where `14/16` was asked, the rest may be a flat.
    Less,
    /// The number is right and the letter is not.
    OtherLetter,
}

/// Empty when the text has no number.
pub fn parse_house(text: &str) -> Vec<HousePart> {
    // Most numbers are nothing else.
    if text.bytes().all(|byte| byte.is_ascii_digit()) {
        return number_part(text).into_iter().collect();
    }
    let mut parts: Vec<HousePart> = Vec::new();
    for lexeme in lexemes(text) {
        let Some(last) = parts.last_mut() else {
            parts.extend(number_part(&lexeme.text));
            continue;
        };
        match lexeme.kind {
            LexemeKind::Digits => parts.extend(number_part(&lexeme.text)),
            LexemeKind::Letters if lexeme.text.len() > 2 => {}
            LexemeKind::Letters if last.letters.is_empty() && lexeme.gap != Gap::Break => last.letters = lexeme.text,
            // `12A-C` stands for 12A and 12C.
            LexemeKind::Letters if matches!(lexeme.gap, Gap::Hyphen | Gap::Slash) => {
                let number = last.number;
                parts.push(HousePart { number, letters: lexeme.text });
            }
            LexemeKind::Letters => {}
        }
    }
    parts
}

/// Letters in front of the number that belong to it, folded: `wh` of `WH 3`. Words that only announce a number do not.
pub fn house_lead(text: &str) -> String {
    if text.starts_with(|character: char| character.is_ascii_digit()) {
        return String::new();
    }
    let first = lexemes(text).into_iter().next();
    let leads = |lexeme: &Lexeme| {
        lexeme.kind == LexemeKind::Letters && sense_of(&lexeme.text).is_none_or(|sense| !sense.role.surrounds())
    };
    first.filter(leads).map(|lexeme| lexeme.text).unwrap_or_default()
}

fn number_part(digits: &str) -> Option<HousePart> {
    let number = digits.parse().ok()?;
    Some(HousePart { number, letters: String::new() })
}

/// All numbers under which a house is looked for: both of `14/16`, and those between in `12-18`.
pub fn numbers_said(text: &str) -> Vec<u32> {
    let parts = parse_house(text);
    let mut numbers: Vec<u32> = parts.iter().map(|part| part.number).collect();
    if let Some((first, last)) = range_of(text, &parts) {
        let step = if (last - first).is_multiple_of(2) { 2 } else { 1 };
        numbers.extend((first..last).step_by(step));
    }
    numbers.sort_unstable();
    numbers.dedup();
    numbers
}

fn range_of(text: &str, parts: &[HousePart]) -> Option<(u32, u32)> {
    let [first, last] = parts else { return None };
    let hyphen = text.contains(['-', '\u{2013}']);
    (hyphen && first.number < last.number && last.number - first.number <= RANGE_MAX)
        .then_some((first.number, last.number))
}

/// `number` and `street_number` are the known ones (the second is Czech and may be empty). `None` when they are not
/// alike at all.
pub fn likeness(asked: &[HousePart], number: &str, street_number: &str) -> Option<Likeness> {
    let first = asked.first()?;
    let mut known = parse_house(number);
    let own = known.len();
    known.extend(parse_house(street_number));
    // Either number of a Czech house names it whole.
    let whole = asked == known || asked == &known[..own] || (own < known.len() && asked == &known[own..]);
    if whole {
        return Some(Likeness::Same);
    }
    if asked.iter().all(|part| known.contains(part)) {
        return Some(Likeness::Part);
    }
    let within = range_of(number, &parse_house(number)).is_some_and(|(from, to)| (from..=to).contains(&first.number));
    if asked.len() == 1 && within {
        return Some(Likeness::Part);
    }
    if known.iter().all(|part| asked.contains(part)) && known.contains(first) {
        return Some(Likeness::Less);
    }
    known.iter().any(|part| part.number == first.number).then_some(Likeness::OtherLetter)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_number_of_a_house_leads_to_it() {
        for (text, expected) in [
            ("14/16", vec![14, 16]),
            ("12-18", vec![12, 14, 16, 18]),
            ("3-5a", vec![3, 5]),
            ("12A-C", vec![12]),
            ("WH 9", vec![9]),
            ("1,3,5,7", vec![1, 3, 5, 7]),
            ("bez čísla", vec![]),
            ("99999999999", vec![]),
        ] {
            assert_eq!(numbers_said(text), expected, "{text}");
        }
    }

    #[test]
    fn letters_in_front_of_a_number_lead_it_unless_they_only_announce_it() {
        for (text, lead) in [("WH 9", "wh"), ("A12", "a"), ("12a", ""), ("Nr. 5", ""), ("dům 3", ""), ("", "")] {
            assert_eq!(house_lead(text), lead, "{text}");
        }
    }

    #[test]
    fn numbers_are_compared_as_people_mean_them() {
        use Likeness::{Less, OtherLetter, Part, Same};
        for (asked, number, street_number, expected) in [
            ("10e", "10 E", "", Some(Same)),
            ("14/16", "14/16", "", Some(Same)),
            ("14", "14/16", "", Some(Part)),
            ("14/16", "14", "", Some(Less)),
            ("16", "14/16", "", Some(Part)),
            ("14", "12-18", "", Some(Part)),
            ("10e", "10", "", Some(OtherLetter)),
            ("10", "10a", "", Some(OtherLetter)),
            ("1234/56", "1234", "56", Some(Same)),
            ("56", "1234", "56", Some(Same)),
            ("56a", "1234", "56a", Some(Same)),
            ("1234", "1234", "56", Some(Same)),
            ("12B", "12A-C", "", Some(OtherLetter)),
            ("11", "10", "", None),
        ] {
            assert_eq!(likeness(&parse_house(asked), number, street_number), expected, "{asked} {number}");
        }
    }
}
