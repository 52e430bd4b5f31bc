//! Which column is which: by name, whatever case and marks it is written with.

use super::error::RegisterError;

/// Something that a register tells, with the names its column can have.
#[derive(Clone, Copy, Debug)]
pub struct Wanted {
    /// For messages.
    pub what: &'static str,
    pub names: &'static [&'static str],
    /// Whether a file without it is refused.
    pub needed: bool,
}

/// The place of each wanted column in a file.
pub fn find<const COUNT: usize>(
    header: &[String],
    wanted: &[Wanted; COUNT],
    file: &str,
    register: &'static str,
) -> Result<[Option<usize>; COUNT], RegisterError> {
    let mut places = [None; COUNT];
    for (place, column) in places.iter_mut().zip(wanted) {
        *place = header.iter().position(|name| column.names.iter().any(|wanted| same(wanted, name)));
        if place.is_none() && column.needed {
            return Err(RegisterError::NoColumn {
                file: file.to_owned(),
                register,
                what: column.what,
                names: column.names.to_vec(),
                found: header.join(", "),
            });
        }
    }
    Ok(places)
}

/// `Kód ADM`, `KOD_ADM` and `kodadm` are one name.
fn same(one: &str, other: &str) -> bool {
    let squeezed = |text: &str| -> String {
        deunicode::deunicode(text).chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect()
    };
    squeezed(one) == squeezed(other)
}

/// The sign that parts the columns: the most frequent one of the first line.
pub fn delimiter(first_line: &str) -> u8 {
    let count = |sign: u8| first_line.bytes().filter(|byte| *byte == sign).count();
    [b';', b'\t', b'|', b','].into_iter().rev().max_by_key(|sign| count(*sign)).unwrap_or(b';')
}

#[cfg(test)]
mod tests {
    use super::*;

    const WANTED: [Wanted; 2] = [
        Wanted { what: "the house number", names: &["Číslo domovní", "numer_porzadkowy"], needed: true },
        Wanted { what: "the street", names: &["ulica"], needed: false },
    ];

    #[test]
    fn case_and_marks_of_a_name_do_not_matter() {
        let header = ["ULICA", "CISLO DOMOVNI"].map(str::to_owned);
        assert_eq!(find(&header, &WANTED, "f", "R").expect("both"), [Some(1), Some(0)]);
    }

    #[test]
    fn a_missing_column_is_told_with_those_that_are_there() {
        let refused = find(&["ulica".to_owned()], &WANTED, "a.csv", "PRG").expect_err("no number");
        assert!(refused.to_string().contains("no column for the house number"), "{refused}");
        assert!(refused.to_string().contains("it has: ulica"), "{refused}");
    }

    #[test]
    fn the_sign_between_columns_is_guessed() {
        assert_eq!([delimiter("a;b,c;d"), delimiter("a,b"), delimiter("a\tb\tc")], [b';', b',', b'\t']);
    }
}
