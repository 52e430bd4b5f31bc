//! What a page of rows does to the outlets that are there: the same judgement for the dry run and for applying.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use uuid::Uuid;

use crate::domain::import::{ColumnMapping, GEOCODED, ImportRow, RowOutcome, RowProblem, RowResult};
use crate::domain::outlet::{Localized, Outlet, OutletAddress, OutletDraft, SERVICES_MAX, Service};
use crate::domain::outlet_geocode::{Geocode, GeocodeCause};
use crate::service::geocode::{IndexSet, place_addresses};
use crate::service::outlet_columns::{DraftReader, OutletField, ReadDraft, ServiceWords};

/// A row with its outcome and what it wants written.
#[derive(Clone, Debug)]
pub struct Evaluated {
    pub result: RowResult,
    pub wish: Wish,
    /// How the point was found, or not, where the row gives an address only.
    pub geocode: Option<Box<Geocode>>,
}

impl AsRef<RowResult> for Evaluated {
    fn as_ref(&self) -> &RowResult {
        &self.result
    }
}

impl From<Evaluated> for RowResult {
    fn from(evaluated: Evaluated) -> Self {
        evaluated.result
    }
}

#[derive(Clone, Debug)]
pub enum Wish {
    Nothing,
    Create(Box<OutletDraft>),
    Update {
        before: Box<Outlet>,
        draft: Box<OutletDraft>,
    },
    /// The outlet waits until a person has placed it.
    Hold(Box<OutletDraft>),
}

/// Outcome, outlet where there is one, warnings, what is to be written, and whether its address must be looked for.
type Judgement = (RowOutcome, Option<Uuid>, Vec<RowProblem>, Wish, bool);

/// Judges rows in the order of the file; remembers codes that have been there and services to be added.
#[derive(Debug)]
pub struct Evaluator {
    reader: DraftReader,
    /// Code to the row that had it first.
    seen: HashMap<String, u32>,
    known_services: usize,
    new_services: BTreeMap<String, String>,
    code_column: Option<usize>,
    /// What addresses are looked for in.
    indexes: Option<Arc<IndexSet>>,
}

impl Evaluator {
    /// With `indexes`, rows may give an address instead of coordinates.
    pub fn new(mapping: &ColumnMapping, services: &[Service], indexes: Option<Arc<IndexSet>>) -> Self {
        let reader = DraftReader::new(mapping, ServiceWords::new(services));
        Self {
            reader: if indexes.is_some() { reader.leaving_places_open() } else { reader },
            seen: HashMap::new(),
            known_services: services.len(),
            new_services: BTreeMap::new(),
            indexes,
            code_column: mapping.columns.get(OutletField::Code.code()).copied(),
        }
    }

    /// Codes of the outlets that these rows are about.
    pub fn codes(&self, rows: &[ImportRow]) -> Vec<String> {
        let codes = rows.iter().map(|row| self.reader.code(&row.cells)).filter(|code| !code.is_empty());
        codes.map(str::to_owned).collect()
    }

    /// One answer per row. `existing` holds the outlets with `codes(rows)`.
    pub fn evaluate(&mut self, rows: Vec<ImportRow>, existing: Vec<Outlet>) -> Vec<Evaluated> {
        let mut existing: HashMap<String, Outlet> =
            existing.into_iter().map(|outlet| (outlet.draft.code.clone(), outlet)).collect();
        let judged: Vec<(Evaluated, bool)> =
            rows.into_iter().map(|row| self.evaluate_row(row, &mut existing)).collect();
        match &self.indexes {
            Some(indexes) => place(indexes, judged),
            None => judged.into_iter().map(|(each, _)| each).collect(),
        }
    }

    /// Services that the rows so far need and the vocabulary lacks.
    pub fn new_services(&self) -> Vec<Service> {
        let service = |(code, name): (&String, &String)| Service {
            code: code.clone(),
            name: Localized { pl: name.clone(), cs: String::new(), en: String::new() },
        };
        self.new_services.iter().map(service).collect()
    }

    fn evaluate_row(&mut self, row: ImportRow, existing: &mut HashMap<String, Outlet>) -> (Evaluated, bool) {
        let number = row.number;
        match self.judge(row, existing) {
            Ok((outcome, record_id, problems, wish, unplaced)) => {
                let result = RowResult { number, outcome, problems, record_id };
                (Evaluated { result, wish, geocode: None }, unplaced)
            }
            Err(problems) => {
                let result = RowResult { number, outcome: RowOutcome::Bad, problems, record_id: None };
                (Evaluated { result, wish: Wish::Nothing, geocode: None }, false)
            }
        }
    }

    /// Errors are the problems of a bad row.
    fn judge(&mut self, row: ImportRow, existing: &mut HashMap<String, Outlet>) -> Result<Judgement, Vec<RowProblem>> {
        if !row.faults.is_empty() {
            return Err(row.faults);
        }
        let code = self.reader.code(&row.cells).to_owned();
        if let Some(first) = self.seen.get(&code).filter(|_| !code.is_empty()) {
            let message = format!("row {first} has the code {code} already: keep one of the two");
            return Err(vec![self.code_problem("duplicate_code", message)]);
        }
        let before = existing.remove(&code);
        let ReadDraft { draft, problems, new_services, unplaced } =
            self.reader.read(&row.cells, before.as_ref().map(|outlet| &outlet.draft));
        let Some(draft) = draft else { return Err(problems) };
        self.take_services(new_services).map_err(|problem| vec![problem])?;
        self.seen.insert(code, row.number);
        Ok(match before {
            None => (RowOutcome::Create, None, problems, Wish::Create(Box::new(draft)), unplaced),
            Some(before) if before.draft == draft => {
                (RowOutcome::Unchanged, Some(before.id.0), problems, Wish::Nothing, false)
            }
            Some(before) => {
                let (id, unplaced) = (before.id.0, unplaced && before.draft.address != draft.address);
                let wish = Wish::Update { before: Box::new(before), draft: Box::new(draft) };
                (RowOutcome::Update, Some(id), problems, wish, unplaced)
            }
        })
    }

    fn take_services(&mut self, new_services: Vec<(String, String)>) -> Result<(), RowProblem> {
        for (code, name) in new_services {
            if !self.new_services.contains_key(&code) && self.known_services + self.new_services.len() >= SERVICES_MAX {
                let message = format!("a company tells apart at most {SERVICES_MAX} services: use one that is there");
                return Err(RowProblem { code: "too_many_services".to_owned(), message, ..RowProblem::default() });
            }
            self.new_services.entry(code).or_insert(name);
        }
        Ok(())
    }

    fn code_problem(&self, code: &str, message: String) -> RowProblem {
        RowProblem { column: self.code_column, code: code.to_owned(), message, ..RowProblem::default() }
    }
}

/// Looks for the addresses of the rows that need it, all at once.
fn place(indexes: &IndexSet, judged: Vec<(Evaluated, bool)>) -> Vec<Evaluated> {
    let drafts = judged.iter().filter(|(_, unplaced)| *unplaced).filter_map(|(each, _)| each.wish.draft());
    let addresses: Vec<OutletAddress> = drafts.map(|draft| draft.address.clone()).collect();
    let mut geocodes = place_addresses(indexes, &addresses).into_iter();
    let placed = |(each, unplaced): (Evaluated, bool)| match if unplaced { geocodes.next() } else { None } {
        Some(geocode) => each.placed(geocode),
        None => each,
    };
    judged.into_iter().map(placed).collect()
}

impl Wish {
    fn draft(&self) -> Option<&OutletDraft> {
        match self {
            Wish::Nothing => None,
            Wish::Create(draft) | Wish::Update { draft, .. } | Wish::Hold(draft) => Some(draft),
        }
    }
}

impl Evaluated {
    /// A sure point is taken; without one a new outlet is held, and an old one stays where it is.
    fn placed(mut self, geocode: Geocode) -> Self {
        match (geocode.good_point(), self.wish) {
            (Some(point), Wish::Create(draft)) => self.wish = Wish::Create(Box::new(OutletDraft { point, ..*draft })),
            (Some(point), Wish::Update { before, draft }) => {
                self.wish = Wish::Update { before, draft: Box::new(OutletDraft { point, ..*draft }) };
            }
            (None, Wish::Create(draft)) => {
                self.result.outcome = RowOutcome::Held;
                self.wish = Wish::Hold(draft);
            }
            (_, wish) => self.wish = wish,
        }
        self.result.problems.push(note(&geocode));
        self.geocode = Some(Box::new(geocode));
        self
    }
}

/// What the person is told of an address that was looked for.
fn note(geocode: &Geocode) -> RowProblem {
    let (code, message) = match (geocode.cause, &geocode.found) {
        (None, Some(found)) => (GEOCODED, format!("the point was found by the address: {}", found.label)),
        (Some(cause), Some(found)) => {
            let message = format!("only {} was found: a person has to say where it is", found.label);
            (cause.code(), message)
        }
        (cause, None) => {
            let code = cause.unwrap_or(GeocodeCause::NothingFound).code();
            (code, "the address was not found: mend it, or say where it is in the repair queue".to_owned())
        }
    };
    let about = geocode.found.as_ref().map(|found| found.label.clone()).unwrap_or_default();
    RowProblem { column: None, code: code.to_owned(), message, about, warning: true }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mapping() -> ColumnMapping {
        let columns = ["code", "name", "lon", "lat", "country", "services"];
        ColumnMapping {
            columns: columns.iter().enumerate().map(|(column, field)| ((*field).to_owned(), column)).collect(),
            create_services: true,
            ..ColumnMapping::default()
        }
    }

    fn rows(lines: &[&str]) -> Vec<ImportRow> {
        let row = |(number, line): (u32, &&str)| ImportRow {
            number,
            cells: line.split(';').map(str::to_owned).collect(),
            faults: Vec::new(),
        };
        (2..).zip(lines).map(row).collect()
    }

    fn outcomes(lines: &[&str]) -> Vec<RowOutcome> {
        let mut evaluator = Evaluator::new(&mapping(), &[], None);
        evaluator.evaluate(rows(lines), Vec::new()).into_iter().map(|each| each.result.outcome).collect()
    }

    #[test]
    fn the_second_row_with_a_code_is_bad() {
        assert_eq!(
            outcomes(&["A;x;21;52;PL;", "A;y;21;52;PL;", "B;z;21;52;PL;"]),
            [RowOutcome::Create, RowOutcome::Bad, RowOutcome::Create]
        );
    }

    #[test]
    fn a_bad_row_does_not_take_its_code_away_from_a_good_one() {
        assert_eq!(outcomes(&["A;x;21;91;PL;", "A;x;21;52;PL;"]), [RowOutcome::Bad, RowOutcome::Create]);
    }

    #[test]
    fn services_are_added_up_to_the_bound() {
        let many: Vec<String> = (0..SERVICES_MAX).map(|index| format!("s{index}")).collect();
        let full = format!("A;x;21;52;PL;{}", many.join("|"));
        assert_eq!(
            outcomes(&[&full, "B;x;21;52;PL;s1", "C;x;21;52;PL;extra"]),
            [RowOutcome::Create, RowOutcome::Create, RowOutcome::Bad]
        );
    }
}
