//! Lines as short texts: Google's encoded polyline algorithm, with five or six decimals.

use crate::geo::LonLat;

/// `precision` is the number of decimals: 5 or 6.
pub fn encode_polyline(line: &[LonLat], precision: i32) -> String {
    let factor = 10f64.powi(precision);
    let mut text = String::with_capacity(line.len() * 6);
    let mut before = [0i64; 2];
    for point in line {
        let now = [point.lat(), point.lon()].map(|degrees| (degrees * factor).round() as i64);
        for (now, before) in now.iter().zip(before) {
            push_number(now - before, &mut text);
        }
        before = now;
    }
    text
}

/// Five bits a letter, the lowest first; the sign is the lowest bit.
fn push_number(number: i64, text: &mut String) {
    let mut rest = ((number << 1) ^ (number >> 63)) as u64;
    while rest >= 0x20 {
        text.push(char::from(0x3f + 0x20 + (rest & 0x1f) as u8));
        rest >>= 5;
    }
    text.push(char::from(0x3f + rest as u8));
}

/// At most `most` points; nothing when the text is no polyline.
pub fn decode_polyline(text: &str, precision: i32, most: usize) -> Option<Vec<LonLat>> {
    let factor = 10f64.powi(precision);
    let (mut line, mut letters, mut now) = (Vec::new(), text.bytes().peekable(), [0i64; 2]);
    while letters.peek().is_some() && line.len() < most {
        for degrees in &mut now {
            *degrees = degrees.checked_add(take_number(&mut letters)?)?;
        }
        line.push(LonLat::new(now[1] as f64 / factor, now[0] as f64 / factor).ok()?);
    }
    Some(line)
}

fn take_number(letters: &mut impl Iterator<Item = u8>) -> Option<i64> {
    let mut number = 0u64;
    // Twelve letters hold sixty bits, more than any coordinate.
    for shift in (0..60).step_by(5) {
        let bits = u64::from(letters.next()?.checked_sub(0x3f).filter(|bits| *bits < 0x40)?);
        number |= (bits & 0x1f) << shift;
        if bits < 0x20 {
            return Some((number >> 1) as i64 ^ -((number & 1) as i64));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_example_of_the_algorithms_description_is_met() {
        let line = [(-120.2, 38.5), (-120.95, 40.7), (-126.453, 43.252)];
        let line: Vec<LonLat> = line.iter().map(|(lon, lat)| LonLat::new(*lon, *lat).expect("a point")).collect();
        assert_eq!(decode_polyline("_p~iF~ps|U_ulLnnqC_mqNvxq`@", 5, 9), Some(line.clone()));
        assert_eq!(encode_polyline(&line, 5), "_p~iF~ps|U_ulLnnqC_mqNvxq`@");
        assert_eq!(encode_polyline(&line, 6), "_izlhA~rlgdF_{geC~ywl@_kwzCn`{nI");
    }

    #[test]
    fn what_is_no_polyline_is_refused_and_a_long_one_is_cut() {
        for text in ["_", "_p~iF", "\u{1}\u{1}", "żółć", "~~~~~~~~~~~~~~~~~~~~~", "_izlhA~rlgdF"] {
            assert_eq!(decode_polyline(text, 5, 9), None, "{text}");
        }
        assert_eq!(decode_polyline(&"?".repeat(1_000_000), 5, 3).map(|line| line.len()), Some(3));
    }
}
