//! Which column holds which field: by the words of the header, then by what the cells look like.

use super::fold::fold_words;

/// How to recognise one field.
#[derive(Clone, Copy)]
pub struct FieldHints {
    pub field: &'static str,
    /// Folded names that mean this field exactly, with `|` between them: `kod pocztowy|psc`. May be empty where
    /// the look alone tells.
    pub names: &'static str,
    /// Whether a cell looks like this field. Used alone only when `telling`.
    pub looks: Option<fn(&str) -> bool>,
    /// The look is so typical that it decides without a known name.
    pub telling: bool,
}

/// One column of the proposal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProposedColumn {
    pub column: usize,
    pub field: &'static str,
    /// From 0 to 100; 100 is an exact name with fitting cells.
    pub confidence: u8,
}

/// Below it a column is left out rather than guessed.
const CONFIDENCE_MIN: u8 = 45;

const EXACT_NAME: u8 = 90;
const SHORTENED_NAME: u8 = 75;
const CONTAINED_NAME: u8 = 60;
const TELLING_LOOK: u8 = 50;
/// What fitting cells add to a name.
const FITTING_CELLS: u8 = 10;
/// What cells of another look take away: another field of the same name wins then, but a clear name stays.
const MISFIT_CELLS: u8 = 40;
/// The same for names of one or two letters, which mean many things.
const MISFIT_CELLS_OF_SHORT_NAME: u8 = 50;

/// Whether a folded header cell is an exact or shortened name of any field.
pub fn is_known_word(folded: &str, fields: &[FieldHints]) -> bool {
    fields.iter().any(|field| name_score(folded, field) >= SHORTENED_NAME)
}

/// At most one column per field and one field per column, best matches first; sorted by column.
/// `sample` holds some rows of data; `header` may be empty when the table has none.
pub fn propose_columns(header: &[String], sample: &[Vec<String>], fields: &[FieldHints]) -> Vec<ProposedColumn> {
    let width = sample.iter().map(Vec::len).max().unwrap_or(0).max(header.len());
    let mut candidates = Vec::new();
    for column in 0..width {
        let name = header.get(column).map(|name| fold_words(name)).unwrap_or_default();
        for (order, field) in fields.iter().enumerate() {
            let confidence = score(&name, column, sample, field);
            if confidence >= CONFIDENCE_MIN {
                candidates.push((confidence, order, ProposedColumn { column, field: field.field, confidence }));
            }
        }
    }
    candidates.sort_by_key(|(confidence, order, proposed)| (u8::MAX - confidence, *order, proposed.column));
    let mut chosen: Vec<ProposedColumn> = Vec::new();
    for (_, _, proposed) in candidates {
        if chosen.iter().all(|other| other.column != proposed.column && other.field != proposed.field) {
            chosen.push(proposed);
        }
    }
    chosen.sort_by_key(|proposed| proposed.column);
    chosen
}

fn score(name: &str, column: usize, sample: &[Vec<String>], field: &FieldHints) -> u8 {
    let by_name = name_score(name, field);
    let Some(share) = field.looks.and_then(|looks| share_of_looks(column, sample, looks)) else {
        return by_name;
    };
    match by_name {
        0 if field.telling && share >= 0.8 => TELLING_LOOK,
        0 => 0,
        named if share >= 0.5 => named + FITTING_CELLS,
        named if share < 0.1 && name.len() <= 2 => named.saturating_sub(MISFIT_CELLS_OF_SHORT_NAME),
        named if share < 0.1 => named.saturating_sub(MISFIT_CELLS),
        named => named,
    }
}

/// Share of the filled cells that look like the field; `None` when all are empty.
fn share_of_looks(column: usize, sample: &[Vec<String>], looks: fn(&str) -> bool) -> Option<f64> {
    let filled =
        sample.iter().filter_map(|row| row.get(column)).map(|cell| cell.trim()).filter(|cell| !cell.is_empty());
    let (mut total, mut fitting) = (0_u32, 0_u32);
    for cell in filled {
        total += 1;
        fitting += u32::from(looks(cell));
    }
    (total > 0).then(|| f64::from(fitting) / f64::from(total))
}

fn name_score(name: &str, field: &FieldHints) -> u8 {
    let mut best = 0;
    for known in field.names.split('|').filter(|known| !known.is_empty()) {
        best = best.max(if name == known {
            EXACT_NAME
        } else if is_shortened(name, known) {
            SHORTENED_NAME
        } else if contains_words(name, known) {
            CONTAINED_NAME
        } else {
            0
        });
    }
    best
}

/// `szer geogr` shortens `szerokosc geograficzna`: word by word, three letters at least.
fn is_shortened(name: &str, known: &str) -> bool {
    let (mut words, mut known_words) = (name.split(' '), known.split(' '));
    let all_shortened = words
        .by_ref()
        .zip(known_words.by_ref())
        .all(|(word, known)| word == known || (word.len() >= 3 && known.starts_with(word)));
    all_shortened
        && words.next().is_none()
        && known_words.next().is_none()
        && name.split(' ').count() == known.split(' ').count()
}

/// All words of `known` occur in `name`, which has at most two more.
fn contains_words(name: &str, known: &str) -> bool {
    let words: Vec<&str> = name.split(' ').collect();
    let known: Vec<&str> = known.split(' ').collect();
    // One short word somewhere in a longer header says nothing: `x` in `plik x`.
    let telling = known.len() > 1 || known[0].len() >= 4 || (known[0].len() == 3 && words[0] == known[0]);
    telling && words.len() <= known.len() + 2 && known.iter().all(|word| words.contains(word))
}

impl std::fmt::Debug for FieldHints {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("FieldHints").field("field", &self.field).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_number(cell: &str) -> bool {
        cell.replace(',', ".").parse::<f64>().is_ok()
    }

    const FIELDS: &[FieldHints] = &[
        FieldHints { field: "code", names: "code|kod", looks: None, telling: false },
        FieldHints { field: "lat", names: "lat|szerokosc geograficzna|y", looks: Some(is_number), telling: false },
        FieldHints { field: "postcode", names: "kod pocztowy|psc", looks: None, telling: false },
        FieldHints {
            field: "email",
            names: "email|e mail",
            looks: Some(|cell: &str| cell.contains('@')),
            telling: true,
        },
    ];

    fn propose(header: &[&str], rows: &[&[&str]]) -> Vec<(usize, &'static str)> {
        let header: Vec<String> = header.iter().map(|name| (*name).to_owned()).collect();
        let sample: Vec<Vec<String>> =
            rows.iter().map(|row| row.iter().map(|cell| (*cell).to_owned()).collect()).collect();
        propose_columns(&header, &sample, FIELDS).into_iter().map(|each| (each.column, each.field)).collect()
    }

    #[test]
    fn names_win_by_how_exact_they_are() {
        assert_eq!(propose(&["Kod pocztowy", "Kod", "Szer. geogr."], &[]), [(0, "postcode"), (1, "code"), (2, "lat")]);
        assert_eq!(propose(&["Kod oddziału", "PSČ"], &[]), [(0, "code"), (1, "postcode")]);
    }

    #[test]
    fn cells_of_another_look_speak_against_a_name() {
        assert_eq!(propose(&["Y", "kod"], &[&["tak", "A"], &["nie", "B"]]), [(1, "code")]);
        assert_eq!(propose(&["Y", "kod"], &[&["52,1", "A"]]), [(0, "lat"), (1, "code")]);
    }

    #[test]
    fn a_telling_look_needs_no_name() {
        assert_eq!(propose(&["kontakt"], &[&["a@b.pl"], &["c@d.cz"]]), [(0, "email")]);
        assert_eq!(propose(&[], &[&["A", "a@b.pl"]]), [(1, "email")]);
    }

    #[test]
    fn each_field_is_proposed_once() {
        assert_eq!(propose(&["lat", "szerokość geograficzna"], &[]), [(0, "lat")]);
    }
}
