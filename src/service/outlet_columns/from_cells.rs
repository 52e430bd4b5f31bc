//! A row read onto an outlet: mapped columns are the truth for their fields, also when empty; the other
//! fields keep what the outlet has, or take defaults where it is new.

use std::collections::{BTreeMap, HashMap};

use super::fields::OutletField;
use super::row_reading::RowReading;
use crate::domain::import::{ColumnMapping, HOURS_UNREAD, RowProblem};
use crate::domain::opening_hours::read_hours;
use crate::domain::outlet::{OutletDraft, Service};
use crate::domain::validation::FieldError;
use crate::tabular::columns::fold_words;

/// The service vocabulary, by code and by folded name.
#[derive(Clone, Debug, Default)]
pub struct ServiceWords(HashMap<String, String>);

impl ServiceWords {
    pub fn new(services: &[Service]) -> Self {
        let mut words = HashMap::new();
        for service in services {
            for name in [&service.name.pl, &service.name.cs, &service.name.en] {
                words.entry(fold_words(name)).or_insert_with(|| service.code.clone());
            }
        }
        // Codes win over names.
        words.extend(services.iter().map(|service| (fold_words(&service.code), service.code.clone())));
        Self(words)
    }

    pub(super) fn code(&self, word: &str) -> Option<&str> {
        self.0.get(&fold_words(word)).map(String::as_str)
    }
}

/// What a row makes of an outlet.
#[derive(Clone, Debug, Default)]
pub struct ReadDraft {
    /// `None` when the row is bad.
    pub draft: Option<OutletDraft>,
    /// Errors where the row is bad, warnings otherwise.
    pub problems: Vec<RowProblem>,
    /// Services to add to the vocabulary: code and name.
    pub new_services: Vec<(String, String)>,
    /// The row gives an address and no coordinates: the draft's point is the old one, or a stand-in.
    pub unplaced: bool,
}

/// Reads rows by one mapping. Remembers which hours are readable: rows of one company repeat them.
#[derive(Debug)]
pub struct DraftReader {
    columns: BTreeMap<OutletField, usize>,
    defaults: BTreeMap<OutletField, String>,
    pub(super) create_services: bool,
    /// Rows with an address need no coordinates: somebody looks for it.
    pub(super) needs_no_point: bool,
    pub(super) services: ServiceWords,
    readable_hours: HashMap<(String, String), bool>,
}

impl DraftReader {
    /// Fields that do not exist are ignored; the mapping was checked when it was made.
    pub fn new(mapping: &ColumnMapping, services: ServiceWords) -> Self {
        let field = |name: &String| OutletField::from_code(name);
        Self {
            columns: mapping.columns.iter().filter_map(|(name, column)| Some((field(name)?, *column))).collect(),
            defaults: mapping.defaults.iter().filter_map(|(name, value)| Some((field(name)?, value.clone()))).collect(),
            create_services: mapping.create_services,
            needs_no_point: false,
            services,
            readable_hours: HashMap::new(),
        }
    }

    /// Takes rows with an address and no coordinates for good: their drafts are `unplaced`.
    pub fn leaving_places_open(self) -> Self {
        Self { needs_no_point: true, ..self }
    }

    /// The code by which a row finds its outlet; empty when the row has none.
    pub fn code<'a>(&'a self, cells: &'a [String]) -> &'a str {
        self.value(cells, OutletField::Code).unwrap_or_default().trim()
    }

    /// The row on top of `existing`, or as a new outlet.
    pub fn read(&mut self, cells: &[String], existing: Option<&OutletDraft>) -> ReadDraft {
        let (draft, mut problems, new_services, unplaced) = RowReading::new(self, cells).draft(existing);
        if problems.iter().any(|problem| !problem.warning) {
            problems.retain(|problem| !problem.warning);
            return ReadDraft { problems, ..ReadDraft::default() };
        }
        match draft.validate() {
            Ok(draft) => {
                problems.extend(self.hours_warning(&draft));
                ReadDraft { draft: Some(draft), problems, new_services, unplaced }
            }
            Err(invalid) => {
                let problem = |error: FieldError| {
                    self.problem(OutletField::of_pointer(&error.pointer), error.code, error.message)
                };
                ReadDraft { problems: invalid.0.into_iter().map(problem).collect(), ..ReadDraft::default() }
            }
        }
    }

    /// The cell mapped to `field`, or the default where the cell is empty or not mapped.
    pub(super) fn value<'a>(&'a self, cells: &'a [String], field: OutletField) -> Option<&'a str> {
        let cell = self.columns.get(&field).map(|column| cells.get(*column).map_or("", String::as_str));
        match self.defaults.get(&field) {
            Some(default) if cell.is_none_or(|text| text.trim().is_empty()) => Some(default),
            _ => cell,
        }
    }

    /// Hours that nobody can read are kept as typed, and the steward is told.
    fn hours_warning(&mut self, draft: &OutletDraft) -> Option<RowProblem> {
        if draft.opening_hours.trim().is_empty() {
            return None;
        }
        let key = (draft.opening_hours.clone(), draft.address.country.clone());
        let readable =
            *self.readable_hours.entry(key).or_insert_with_key(|(hours, country)| read_hours(hours, country).readable);
        let message = "these hours are kept as typed but nobody can be told when the outlet is open: write them like \
                       Mo-Fr 08:00-16:00; Sa 09:00-13:00";
        (!readable).then(|| RowProblem {
            warning: true,
            ..self.problem(Some(OutletField::OpeningHours), HOURS_UNREAD, message.to_owned())
        })
    }

    pub(super) fn problem(&self, field: Option<OutletField>, code: &str, message: String) -> RowProblem {
        let column = field.and_then(|field| match field {
            OutletField::Point => [OutletField::Point, OutletField::Lat, OutletField::Lon]
                .into_iter()
                .find_map(|field| self.columns.get(&field)),
            field => self.columns.get(&field),
        });
        // A value without a column of its own is named, so that the sentence can be understood.
        let message = match (column, field) {
            (None, Some(field)) => format!("{}: {message}", field.code()),
            _ => message,
        };
        RowProblem { column: column.copied(), code: code.to_owned(), message, ..RowProblem::default() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::outlet::{Localized, OutletKind};

    const HEADER: [&str; 9] =
        ["code", "name", "lon", "lat", "country", "services", "postcode", "opening_hours", "kind"];
    const GOOD: [&str; 9] =
        ["W1", "Centrum", "21,0122", "52,2297", "Polska", "Zwroty; sale", "00-184", "Mo-Fr 08:00-16:00", "sklep"];

    fn reader(mapping: ColumnMapping) -> DraftReader {
        let named = |code: &str, pl: &str| Service {
            code: code.into(),
            name: Localized { pl: pl.into(), ..Localized::default() },
        };
        DraftReader::new(&mapping, ServiceWords::new(&[named("sale", "Sprzedaż"), named("returns", "Zwroty")]))
    }

    fn mapping() -> ColumnMapping {
        let columns = HEADER.iter().enumerate().map(|(column, field)| ((*field).to_owned(), column)).collect();
        ColumnMapping { columns, ..ColumnMapping::default() }
    }

    fn cells(changes: &[(&str, &str)]) -> Vec<String> {
        let mut cells = GOOD.map(str::to_owned).to_vec();
        for (field, value) in changes {
            let column = HEADER.iter().position(|name| name == field).expect("a mapped field");
            cells[column] = (*value).to_owned();
        }
        cells
    }

    fn codes(read: &ReadDraft) -> Vec<(Option<usize>, &str, bool)> {
        read.problems.iter().map(|problem| (problem.column, problem.code.as_str(), problem.warning)).collect()
    }

    #[test]
    fn a_new_outlet_takes_what_the_row_says_and_sensible_defaults() {
        let read = reader(mapping()).read(&cells(&[]), None);
        assert_eq!(codes(&read), []);
        let draft = read.draft.expect("a good row");
        assert_eq!((draft.kind, draft.address.country.as_str()), (OutletKind::Store, "PL"));
        assert_eq!(draft.services, ["returns", "sale"]);
        assert_eq!(draft.time_zone, chrono_tz::Tz::Europe__Warsaw);
    }

    #[test]
    fn each_wrong_cell_is_named_with_its_column() {
        for (field, value, code) in [
            ("code", "", "required"),
            ("name", "x\u{7}", "control_character"),
            ("lat", "91", "out_of_range"),
            ("lon", "gdzieś", "format"),
            ("country", "", "required"),
            ("country", "Narnia", "format"),
            ("services", "sale, returns, loty", "unknown_service"),
            ("kind", "zamek", "unknown_value"),
        ] {
            let read = reader(mapping()).read(&cells(&[(field, value)]), None);
            let column = HEADER.iter().position(|name| *name == field);
            assert!(read.draft.is_none(), "{field} {value}");
            assert!(
                codes(&read).iter().any(|(at, found, _)| *found == code && (*at == column || field == "lat")),
                "{field} {value}: {:?}",
                read.problems
            );
        }
    }

    #[test]
    fn all_problems_of_a_row_are_told_at_once() {
        let read = reader(mapping()).read(&cells(&[("lat", "x"), ("services", "loty"), ("kind", "zamek")]), None);
        assert_eq!(read.problems.len(), 3, "{:?}", read.problems);
    }

    #[test]
    fn hours_that_nobody_can_read_are_kept_and_told() {
        let read = reader(mapping()).read(&cells(&[("opening_hours", "jak szef wstanie")]), None);
        assert_eq!(codes(&read), [(Some(7), HOURS_UNREAD, true)]);
        assert_eq!(read.draft.expect("a good row").opening_hours, "jak szef wstanie");
    }

    #[test]
    fn a_postcode_gets_its_zeros_back_with_a_warning() {
        let read = reader(mapping()).read(&cells(&[("postcode", "184")]), None);
        assert_eq!(codes(&read), [(Some(6), "leading_zeros", true)]);
        assert_eq!(read.draft.expect("a good row").address.postcode, "00-184");
    }

    #[test]
    fn an_update_touches_mapped_columns_only() {
        let mut whole = reader(mapping());
        let mut existing = whole.read(&cells(&[]), None).draft.expect("a good row");
        existing.phone = "+48 22 1".into();
        let name_only = ColumnMapping {
            columns: [("code".to_owned(), 0), ("name".to_owned(), 1)].into(),
            ..ColumnMapping::default()
        };
        let row = ["W1".to_owned(), "Nowa nazwa".to_owned()];
        let updated = reader(name_only).read(&row, Some(&existing)).draft.expect("a good row");
        assert_eq!(updated, OutletDraft { name: "Nowa nazwa".into(), ..existing });
    }

    #[test]
    fn a_mapped_empty_cell_empties_the_field() {
        let mut reader = reader(mapping());
        let existing = reader.read(&cells(&[]), None).draft.expect("a good row");
        let updated = reader.read(&cells(&[("opening_hours", ""), ("services", "")]), Some(&existing));
        let draft = updated.draft.expect("a good row");
        assert_eq!((draft.opening_hours.as_str(), draft.services.len()), ("", 0));
    }

    #[test]
    fn defaults_fill_what_no_cell_says_and_new_services_may_be_made() {
        let mut mapping = mapping();
        mapping.columns.remove("country");
        mapping.defaults.insert("country".into(), "PL".into());
        mapping.create_services = true;
        let read = reader(mapping).read(&cells(&[("services", "Kącik dla dzieci")]), None);
        assert_eq!(read.new_services, [("kacik_dla_dzieci".to_owned(), "Kącik dla dzieci".to_owned())]);
        assert_eq!(read.draft.expect("a good row").services, ["kacik_dla_dzieci"]);
    }
}
