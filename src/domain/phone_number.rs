//! Telephone numbers as people write them, to E.164.

/// Countries of our market with their calling codes.
const CALLING_CODES: [(&str, &str); 4] = [("PL", "48"), ("CZ", "420"), ("SK", "421"), ("DE", "49")];

/// The number in E.164 and the extension. `country` is where a number without a country code is from.
pub fn read(text: &str, country: &str) -> Option<(String, String)> {
    let is_mark = |c: char| c.is_whitespace() || "-./()\u{a0}".contains(c);
    let text: String = text.chars().filter(|c| !is_mark(*c)).collect();
    let (number, extension) = text.split_once(|c: char| c.is_alphabetic()).unwrap_or((&text, ""));
    let extension: String = extension.chars().filter(char::is_ascii_digit).collect();
    let digits = match number.strip_prefix('+').or_else(|| number.strip_prefix("00")) {
        Some(international) => international.to_owned(),
        None => format!("{}{number}", CALLING_CODES.iter().find(|(code, _)| *code == country)?.1),
    };
    let readable = (8..=15).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
    readable.then(|| (format!("+{digits}"), extension))
}
