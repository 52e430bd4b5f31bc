//! People who sign in.

use super::ids::UserId;
use super::language::Language;
use super::permission::Role;
use super::validation::{Checker, ValidationError};
use crate::units::Timestamp;

/// The longest e-mail address there is (RFC 5321), since login names may be addresses.
pub const LOGIN_NAME_CHARS_MAX: usize = 254;
pub const DISPLAY_NAME_CHARS_MAX: usize = 100;

/// A user as an admin writes it. The password travels apart from it and never comes back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UserDraft {
    /// `ewa` or `ewa@example.com`: lower-case ASCII, unique.
    pub login_name: String,
    pub display_name: String,
    pub role: Role,
    pub language: Language,
    /// A disabled user cannot sign in, and open sessions end at once.
    pub disabled: bool,
}

/// A stored user.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct User {
    pub id: UserId,
    /// Grows by one with every write; the `ETag`.
    pub version: i64,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
    /// When they last asked for anything, right to within a minute; `None`: never.
    pub last_seen_at: Option<Timestamp>,
    pub draft: UserDraft,
}

impl UserDraft {
    /// Checks every field. Login names become lower case; an empty display name becomes the login name.
    pub fn validate(mut self) -> Result<Self, ValidationError> {
        self.login_name = fold_login_name(&self.login_name);
        self.display_name = self.display_name.trim().to_owned();
        if self.display_name.is_empty() {
            self.display_name.clone_from(&self.login_name);
        }
        let mut check = Checker::default();
        let name = &self.login_name;
        check.require(!name.is_empty(), "/login_name", "required", || "give a login name or an e-mail address".into());
        check.text("/login_name", name, LOGIN_NAME_CHARS_MAX);
        check.require(name.bytes().all(is_login_byte), "/login_name", "format", || {
            "use the letters a-z, digits and . _ - + @ only".into()
        });
        check.text("/display_name", &self.display_name, DISPLAY_NAME_CHARS_MAX);
        check.finish(self)
    }
}

/// The form in which login names are stored and compared: trimmed, lower case.
pub fn fold_login_name(typed: &str) -> String {
    typed.trim().to_ascii_lowercase()
}

fn is_login_byte(byte: u8) -> bool {
    byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"._-+@".contains(&byte)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draft(login_name: &str) -> UserDraft {
        UserDraft {
            login_name: login_name.into(),
            display_name: String::new(),
            role: Role::Agent,
            language: Language::Polish,
            disabled: false,
        }
    }

    #[test]
    fn login_names_are_the_same_in_any_case() {
        let user = draft("  Ewa.Kowalska@Example.COM ").validate().unwrap();
        assert_eq!(user.login_name, "ewa.kowalska@example.com");
        assert_eq!(user.display_name, "ewa.kowalska@example.com");
    }

    #[test]
    fn a_login_name_with_blanks_or_letters_beyond_ascii_is_refused() {
        for name in ["", "ewa kowalska", "łucja", "a\u{0}b", "<script>"] {
            let problem = draft(name).validate().unwrap_err();
            assert_eq!(problem.0[0].pointer, "/login_name", "{name}");
        }
    }
}
