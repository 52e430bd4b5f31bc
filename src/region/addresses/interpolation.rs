//! Lines of numbers: `addr:interpolation` between the nodes that have one.
//!
//! Evenly spaced numbers become one record for each stretch between two known nodes. Letters (`12a` to `12f`) have no
//! step, so each becomes an address of its own at its place on the line.

use super::tags::AddressTexts;
use crate::geo::{LonLat, great_circle_distance};
use crate::geocoder::record::{AddressPoint, AddressRecord, HouseNumber, InterpolationRecord, Record, Source};
use crate::units::Meters;

/// A stretch with more numbers than this is a mistake of the map: streets end before.
const NUMBERS_MAX: u32 = 1_000;

/// A way with numbers along it.
#[derive(Clone, Debug)]
pub struct NumberLine {
    /// `even`, `odd`, `all`, `alphabetic` or a step.
    pub rule: String,
    pub texts: AddressTexts,
    pub nodes: Vec<LineNode>,
}

/// A node of the line: its id, and what is known of it once nodes have been read.
#[derive(Clone, Debug)]
pub struct LineNode {
    pub id: i64,
    pub point: Option<LonLat>,
    pub number: Option<String>,
    pub texts: AddressTexts,
}

impl LineNode {
    pub fn unknown(id: i64) -> Self {
        Self { id, point: None, number: None, texts: AddressTexts::default() }
    }
}

/// What lies between the known numbers of a line.
pub fn line_records(line: &NumberLine, country: &str) -> Vec<Record> {
    let known: Vec<usize> = (0..line.nodes.len()).filter(|index| line.nodes[*index].number.is_some()).collect();
    let stretches = known.iter().zip(known.iter().skip(1));
    stretches.flat_map(|(from, to)| stretch_records(line, &line.nodes[*from..=*to], country)).collect()
}

fn stretch_records(line: &NumberLine, nodes: &[LineNode], country: &str) -> Vec<Record> {
    let points: Vec<LonLat> = nodes.iter().filter_map(|node| node.point).collect();
    let (Some(first), Some(last)) = (nodes.first(), nodes.last()) else { return Vec::new() };
    let (Some(from), Some(to)) = (&first.number, &last.number) else { return Vec::new() };
    if points.len() < 2 {
        return Vec::new();
    }
    let texts = texts_of(line, first, last);
    if line.rule == "alphabetic" {
        return lettered(&texts, from, to, &points, country);
    }
    let step = match line.rule.as_str() {
        "even" | "odd" => 2,
        "all" => 1,
        step => step.parse().unwrap_or(0),
    };
    let (Ok(from), Ok(to)) = (from.parse::<u32>(), to.parse::<u32>()) else { return Vec::new() };
    let apart = from.abs_diff(to);
    if step == 0 || apart <= step || apart % step != 0 || apart / step > NUMBERS_MAX || !texts.tell_where() {
        return Vec::new();
    }
    vec![Record::Interpolation(InterpolationRecord {
        street: texts.street,
        place: texts.place,
        city: texts.city,
        postcode: texts.postcode,
        country: if texts.country.is_empty() { country.to_owned() } else { texts.country },
        line: points,
        first: from,
        last: to,
        step,
        source: Source::OpenStreetMap,
    })]
}

/// The line's own texts, and what both its ends agree on or only one of them says.
fn texts_of(line: &NumberLine, first: &LineNode, last: &LineNode) -> AddressTexts {
    let mut texts = line.texts.clone();
    let fields = |texts: &AddressTexts| {
        let AddressTexts { street, place, city, district, postcode, country } = texts.clone();
        [street, place, city, district, postcode, country]
    };
    let (one, other) = (fields(&first.texts), fields(&last.texts));
    let own = [
        &mut texts.street,
        &mut texts.place,
        &mut texts.city,
        &mut texts.district,
        &mut texts.postcode,
        &mut texts.country,
    ];
    for ((own, one), other) in own.into_iter().zip(one).zip(other) {
        if own.is_empty() && (one == other || other.is_empty()) {
            *own = one;
        } else if own.is_empty() && one.is_empty() {
            *own = other;
        }
    }
    texts
}

/// `12a` to `12f`: every letter between, at its share of the line.
fn lettered(texts: &AddressTexts, from: &str, to: &str, points: &[LonLat], country: &str) -> Vec<Record> {
    let (Some((number, a)), Some((same, z))) = (number_and_letter(from), number_and_letter(to)) else {
        return Vec::new();
    };
    if number != same || !texts.tell_where() {
        return Vec::new();
    }
    let (low, high) = (a.min(z), a.max(z));
    let record = |letter: u8| {
        let share = f64::from(a.abs_diff(letter)) / f64::from(high - low);
        Record::Address(AddressRecord {
            house: HouseNumber { number: format!("{number}{}", char::from(letter)), ..HouseNumber::default() },
            street: texts.street.clone(),
            place: texts.place.clone(),
            city: texts.city.clone(),
            district: texts.district.clone(),
            postcode: texts.postcode.clone(),
            country: if texts.country.is_empty() { country.to_owned() } else { texts.country.clone() },
            point: point_along(points, share),
            exactness: AddressPoint::Interpolated,
            source: Source::OpenStreetMap,
        })
    };
    (low + 1..high).map(record).collect()
}

/// `12` and `a` of `12a`; a bare `12` stands before `12a`.
fn number_and_letter(text: &str) -> Option<(&str, u8)> {
    let digits = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    match text[digits.len()..].trim().as_bytes() {
        [] => Some((digits, b'a' - 1)),
        [letter] => Some((digits.trim_end(), letter.to_ascii_lowercase())),
        _ => None,
    }
}

/// The point at a share, between 0 and 1, of a line's length.
fn point_along(points: &[LonLat], share: f64) -> LonLat {
    let lengths: Vec<Meters> = points.windows(2).map(|ends| great_circle_distance(ends[0], ends[1])).collect();
    let mut left = lengths.iter().map(|length| length.0).sum::<f64>() * share;
    for (ends, length) in points.windows(2).zip(&lengths) {
        if left <= length.0 && length.0 > 0.0 {
            let part = left / length.0;
            let between = |from: f64, to: f64| from + (to - from) * part;
            let (from, to) = (ends[0], ends[1]);
            return LonLat::new(between(from.lon(), to.lon()), between(from.lat(), to.lat())).unwrap_or(from);
        }
        left -= length.0;
    }
    points[points.len() - 1]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(rule: &str, numbers: &[Option<&str>]) -> NumberLine {
        let texts = AddressTexts { street: "Polna".to_owned(), ..AddressTexts::default() };
        let node = |(index, number): (usize, &Option<&str>)| LineNode {
            point: LonLat::new(21.0 + index as f64 / 1_000.0, 52.0).ok(),
            number: number.map(str::to_owned),
            ..LineNode::unknown(index as i64)
        };
        NumberLine { rule: rule.to_owned(), texts, nodes: numbers.iter().enumerate().map(node).collect() }
    }

    fn spans(line: &NumberLine) -> Vec<(u32, u32, u32)> {
        let record = |record| match record {
            Record::Interpolation(found) => Some((found.first, found.last, found.step)),
            _ => None,
        };
        line_records(line, "PL").into_iter().filter_map(record).collect()
    }

    #[test]
    fn each_stretch_between_known_numbers_is_a_record() {
        assert_eq!(spans(&line("even", &[Some("2"), None, Some("10"), Some("20")])), [(2, 10, 2), (10, 20, 2)]);
        assert_eq!(spans(&line("4", &[Some("20"), Some("4")])), [(20, 4, 4)], "numbers can fall");
    }

    #[test]
    fn numbers_that_cannot_be_true_give_nothing() {
        assert!(spans(&line("odd", &[Some("1"), Some("3")])).is_empty(), "nothing lies between");
        assert!(spans(&line("even", &[Some("1"), Some("8")])).is_empty(), "not in step");
        assert!(spans(&line("all", &[Some("1"), Some("900000")])).is_empty(), "too many");
        assert!(spans(&line("x", &[Some("1"), Some("9")])).is_empty(), "no rule");
    }

    #[test]
    fn letters_become_addresses() {
        let found = line_records(&line("alphabetic", &[Some("12a"), Some("12d")]), "PL");
        let numbers: Vec<(String, i64)> = found
            .iter()
            .filter_map(|record| match record {
                Record::Address(found) => {
                    Some((found.house.number.clone(), ((found.point.lon() - 21.0) * 3_000.0).round() as i64))
                }
                _ => None,
            })
            .collect();
        // 12a stands at 0, 12d at 1, so 12b at a third and 12c at two.
        assert_eq!(numbers, [("12b".to_owned(), 1), ("12c".to_owned(), 2)]);
    }
}
