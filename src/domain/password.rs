//! Which passwords are good enough. Hashing them is the business of `service::passwords`.
//!
//! The rules follow NIST SP 800-63B: length counts, character classes do not; what attackers try first
//! is refused.

use super::validation::{Checker, ValidationError};

/// With the throttle on sign-in, ten characters are out of reach of guessing on line.
pub const PASSWORD_CHARS_MIN: usize = 10;
/// Bounds the work of hashing; longer than any passphrase that somebody types.
pub const PASSWORD_BYTES_MAX: usize = 256;

/// Stems that lists of leaked passwords begin with, in the languages of the users. A password that is
/// one of them, repeated or with digits and punctuation around it, is refused.
const COMMON_STEMS: &[&str] = &[
    "password",
    "passw0rd",
    "haslo",
    "hasło",
    "heslo",
    "admin",
    "administrator",
    "root",
    "user",
    "qwerty",
    "qwertz",
    "qwertyuiop",
    "qwertzuiop",
    "asdfgh",
    "asdfghjkl",
    "zxcvbn",
    "zxcvbnm",
    "letmein",
    "welcome",
    "witaj",
    "vitejte",
    "iloveyou",
    "kochamcie",
    "milujite",
    "polska",
    "cesko",
    "praha",
    "warszawa",
    "abc",
    "abcd",
    "abcdef",
    "abcdefghij",
    "test",
    "tester",
    "demo",
    "blisko",
    "changeme",
    "secret",
    "tajne",
    "tajneheslo",
    "dragon",
    "monkey",
    "football",
    "lato",
    "zima",
    "wiosna",
    "jesien",
    "leto",
    "jaro",
    "podzim",
    "summer",
    "winter",
];

/// Checks a new password at `pointer`. Errors say what to do, and never repeat the password.
pub fn check_password(pointer: &str, password: &str, login_name: &str) -> Result<(), ValidationError> {
    let mut check = Checker::default();
    check.require(password.chars().count() >= PASSWORD_CHARS_MIN, pointer, "too_short", || {
        format!("use at least {PASSWORD_CHARS_MIN} characters; a sentence is easy to remember")
    });
    check.require(password.len() <= PASSWORD_BYTES_MAX, pointer, "too_long", || {
        format!("use at most {PASSWORD_BYTES_MAX} bytes")
    });
    check.require(!is_guessable(password, login_name), pointer, "guessable", || {
        "this is among the first that an attacker tries; use something longer or less usual".into()
    });
    check.finish(())
}

fn is_guessable(password: &str, login_name: &str) -> bool {
    let folded = password.to_lowercase();
    let core = folded.trim_matches(|c: char| !c.is_alphabetic());
    let name = login_name.split('@').next().unwrap_or_default();
    let stems = COMMON_STEMS.iter().copied().chain([name]);
    is_monotonous(&folded) || is_monotonous(core) || stems.filter(|s| !s.is_empty()).any(|s| is_repeat_of(core, s))
}

/// True for runs like `abcdefghij` and `0987654321`, and for one to three characters again and again.
fn is_monotonous(text: &str) -> bool {
    let chars: Vec<char> = text.chars().collect();
    let runs_by = |step: i32| chars.len() > 1 && chars.windows(2).all(|pair| follows(pair[0], pair[1], step));
    runs_by(1)
        || runs_by(-1)
        || (1..=3).any(|period| chars.len() > 2 * period && chars.windows(period + 1).all(|w| w[0] == w[period]))
}

/// Digits go round, as on the keyboard: 0 comes after 9.
fn follows(first: char, second: char, step: i32) -> bool {
    match (first.to_digit(10), second.to_digit(10)) {
        (Some(first), Some(second)) => (first as i32 + step).rem_euclid(10) == second as i32,
        _ => second as i32 - first as i32 == step,
    }
}

fn is_repeat_of(text: &str, stem: &str) -> bool {
    !text.is_empty() && text.len().is_multiple_of(stem.len()) && text == stem.repeat(text.len() / stem.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(password: &str, expected: Option<&str>) {
        let code = check_password("/password", password, "ewa.kowalska@example.com").err().map(|e| e.0[0].code);
        assert_eq!(code, expected, "{password}");
    }

    #[test]
    fn short_and_endless_passwords_are_refused() {
        check("dziewięć9", Some("too_short"));
        check(&"długie ".repeat(40), Some("too_long"));
    }

    #[test]
    fn what_attackers_try_first_is_refused() {
        for password in [
            "1234567890",
            "0987654321",
            "aaaaaaaaaaaa",
            "abcabcabcabc",
            "Password123!",
            "haslohaslo",
            "Zima2026!!!",
            "qwertyuiop",
            "ewa.kowalska1",
            "abcdefghijk",
            "12121212121",
        ] {
            check(password, Some("guessable"));
        }
    }

    #[test]
    fn ordinary_long_passwords_are_taken() {
        for password in ["poniedziałek pod parasolem", "kolo7 rower jez", "x9#kP2mQ!z", "2026-07-14 w Cieszynie"] {
            check(password, None);
        }
    }
}
