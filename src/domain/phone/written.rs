//! What is written: the digits of a number, whether it says its country, and the extension behind it.

use super::extension;

/// More digits than any number has with its prefixes.
const DIGITS_MAX: usize = 24;

/// Words of switchboards (RFC 3323, Asterisk, FreeSWITCH, mobile networks) for a number that is kept back.
const WITHHELD: [&str; 12] = [
    "anonymous",
    "restricted",
    "private",
    "unknown",
    "unavailable",
    "withheld",
    "asserted",
    "blocked",
    "zastrzezony",
    "nieznany",
    "skryte",
    "nezname",
];

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// Said to begin with the code of a country.
    pub international: bool,
    /// Digits only, of whatever script they were written in.
    pub digits: String,
    pub extension: Option<String>,
}

/// `None` where there are no digits, or more than a number can have.
pub fn read(text: &str) -> Option<Written> {
    let address = unwrap_address(text);
    let (number, parameters) = address.split_once(';').unwrap_or((address, ""));
    let (number, spoken) = extension::cut(number);
    let extension = parameter(parameters, "ext").map(digits_of).filter(|digits| !digits.is_empty()).or(spoken);
    let context = parameter(parameters, "phone-context").filter(|context| context.starts_with('+'));
    let international = context.is_some() || begins_with_plus(number);
    // `+48 (0) 601…`: the zero is for callers at home, whatever the plan says of it.
    let said = if international { number.replacen("(0)", "", 1) } else { number.to_owned() };
    let digits = format!("{}{}", context.map(digits_of).unwrap_or_default(), digits_of(&said));
    let fits = !digits.is_empty() && digits.len() <= DIGITS_MAX && !looks_like_a_name(number);
    fits.then_some(Written { international, digits, extension })
}

/// Whether the switchboard says that there is no number to see. Nothing at all means the same.
pub fn is_withheld(text: &str) -> bool {
    let said = deunicode::deunicode(unwrap_address(text)).to_lowercase();
    let mut words = said.split(|c: char| !c.is_ascii_alphabetic());
    !said.contains(char::is_alphanumeric) || words.any(|word| WITHHELD.iter().any(|known| word.starts_with(known)))
}

/// `"Anna" <sip:601100201@10.0.0.1;user=phone>` and `tel:601100201` are both about `601100201`.
fn unwrap_address(text: &str) -> &str {
    let inner = match (text.find('<'), text.rfind('>')) {
        (Some(begin), Some(end)) if begin < end => &text[begin + 1..end],
        _ => text,
    };
    let inner = inner.trim();
    let scheme_end = inner.find(':').filter(|end| inner[..*end].chars().all(|c| c.is_ascii_alphabetic()));
    let address = scheme_end.map_or(inner, |end| &inner[end + 1..]);
    address.split_once('@').map_or(address, |(user, _)| user).trim()
}

fn parameter<'a>(parameters: &'a str, name: &str) -> Option<&'a str> {
    parameters.split(';').filter_map(|part| part.split_once('=')).find(|(key, _)| *key == name).map(|(_, value)| value)
}

fn begins_with_plus(number: &str) -> bool {
    number.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '(' | '[' | '.')).starts_with(['+', '＋'])
}

fn digits_of(text: &str) -> String {
    text.chars().filter_map(digit).collect()
}

/// The digit that a character stands for, in the scripts in which people write numbers.
fn digit(character: char) -> Option<char> {
    /// Zeros of blocks of ten: Latin, Arabic-Indic, Persian, Devanagari, full width.
    const ZEROS: [u32; 5] = [0x30, 0x660, 0x6F0, 0x966, 0xFF10];
    let zero = ZEROS.iter().find(|zero| (**zero..**zero + 10).contains(&u32::from(character)))?;
    char::from_digit(u32::from(character) - zero, 10)
}

/// A few letters are crept in (`0xx`, `tel.`); more letters than digits make it a name with a number in it.
fn looks_like_a_name(number: &str) -> bool {
    let letters = number.chars().filter(|c| c.is_alphabetic()).count();
    letters > 4 && letters >= digits_of(number).len()
}
