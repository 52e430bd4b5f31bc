//! The text without accidents of its way to us: HTML entities, odd dashes, odd spaces, raised digits.
//!
//! Text inside double quotes is left as it is, and a second pass changes nothing.

/// More names than this no entity of interest has: `&nbsp;`, `&#8211;`.
const ENTITY_CHARS_MAX: usize = 8;

/// Dashes become `-`, spaces and tabs one ` `, line ends `\n`, entities their character.
pub(super) fn tidy(text: &str) -> String {
    let mut tidied = String::with_capacity(text.len());
    let (mut rest, mut quoted) = (text.trim(), false);
    while let Some(first) = rest.chars().next() {
        let (plain, width) = if quoted { (first, first.len_utf8()) } else { next_plain(rest, first) };
        rest = &rest[width..];
        quoted ^= plain == '"';
        if quoted || !plain.is_whitespace() {
            tidied.push(plain);
        } else {
            push_space(&mut tidied, plain);
        }
    }
    tidied.truncate(tidied.trim_end().len());
    tidied
}

/// One space or line end stands for a run of them; the line end wins.
fn push_space(tidied: &mut String, space: char) {
    let line_end = space == '\n';
    match tidied.chars().next_back() {
        None | Some('\n') => {}
        Some(' ') if line_end => {
            tidied.pop();
            push_space(tidied, space);
        }
        Some(' ') => {}
        Some(_) => tidied.push(if line_end { '\n' } else { ' ' }),
    }
}

/// The character that the start of `rest` stands for, and how many bytes it takes there.
fn next_plain(rest: &str, first: char) -> (char, usize) {
    if first == '&'
        && let Some(entity) = entity(rest)
    {
        return entity;
    }
    if first == '<'
        && let Some(width) = line_break_tag(rest)
    {
        return ('\n', width);
    }
    (plain(first), first.len_utf8())
}

fn plain(c: char) -> char {
    match c {
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{30fc}' | '\u{ff0d}' | '\u{ad}' | '~' | '\u{ff5e}' => '-',
        '\u{ff1a}' | '\u{2236}' => ':',
        '\u{201a}' | '\u{3001}' | '\u{ff0c}' => ',',
        '\u{2022}' | '\u{ff1b}' => ';',
        '\r' | '\u{85}' | '\u{2028}' | '\u{2029}' => '\n',
        '\u{200b}' | '\u{feff}' => ' ',
        '⁰' | '°' | 'º' => '0',
        '¹' => '1',
        '²' => '2',
        '³' => '3',
        '⁴' => '4',
        '⁵' => '5',
        other => other,
    }
}

fn entity(rest: &str) -> Option<(char, usize)> {
    let end = rest.char_indices().take(ENTITY_CHARS_MAX + 2).find(|(_, c)| *c == ';')?.0;
    let name = &rest[1..end];
    let c = match name {
        "nbsp" | "ensp" | "emsp" | "thinsp" => ' ',
        "ndash" | "mdash" | "minus" | "shy" => '-',
        "amp" => '&',
        "quot" => '"',
        _ => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => number.parse().ok()?,
            };
            plain(char::from_u32(code)?)
        }
    };
    Some((c, end + 1))
}

/// `<br>`, `<br/>`, `<br />`.
fn line_break_tag(rest: &str) -> Option<usize> {
    ["<br>", "<br/>", "<br />"]
        .iter()
        .find(|tag| rest.get(..tag.len()).is_some_and(|start| start.eq_ignore_ascii_case(tag)))
        .map(|tag| tag.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entities_dashes_and_spaces_become_plain() {
        let table = [
            ("Mo\u{2013}Fr\u{a0}08:00\u{2014}16:00", "Mo-Fr 08:00-16:00"),
            ("Mo&ndash;Fr&nbsp;8&#8211;16", "Mo-Fr 8-16"),
            ("Mo&#x2013;Fr", "Mo-Fr"),
            ("Po 8-12 <br/> Út\t8-12\r\nSt", "Po 8-12\nÚt 8-12\nSt"),
            ("8⁰⁰-16³⁰", "800-1630"),
            ("  \n x  \n", "x"),
            ("a &unknown; b &", "a &unknown; b &"),
        ];
        for (raw, expected) in table {
            assert_eq!(tidy(raw), expected);
        }
    }

    #[test]
    fn quoted_text_is_left_alone() {
        assert_eq!(tidy("Mo  \"a  \u{2013}&nbsp;b\""), "Mo \"a  \u{2013}&nbsp;b\"");
        assert_eq!(tidy("&quot;a&amp;b&quot;"), "\"a&amp;b&quot;");
    }
}
