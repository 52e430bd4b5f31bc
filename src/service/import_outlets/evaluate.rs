//! What a page of rows does to the outlets that are there: the same judgement for the dry run and for applying.

use std::collections::{BTreeMap, HashMap};

use crate::domain::ids::OutletId;
use crate::domain::import::{ColumnMapping, ImportRow, RowOutcome, RowProblem, RowResult};
use crate::domain::outlet::{Localized, Outlet, OutletDraft, SERVICES_MAX, Service};
use crate::service::outlet_columns::{DraftReader, OutletField, ReadDraft, ServiceWords};

/// A row with its outcome and what it wants written.
#[derive(Clone, Debug)]
pub struct Evaluated {
    pub result: RowResult,
    pub wish: Wish,
}

#[derive(Clone, Debug)]
pub enum Wish {
    Nothing,
    Create(Box<OutletDraft>),
    Update { before: Box<Outlet>, draft: Box<OutletDraft> },
}

/// Outcome, outlet where there is one, warnings, and what is to be written.
type Judgement = (RowOutcome, Option<OutletId>, Vec<RowProblem>, Wish);

/// Judges rows in the order of the file; remembers codes that have been there and services to be added.
#[derive(Debug)]
pub struct Evaluator {
    reader: DraftReader,
    /// Code to the row that had it first.
    seen: HashMap<String, u32>,
    known_services: usize,
    new_services: BTreeMap<String, String>,
    code_column: Option<usize>,
}

impl Evaluator {
    pub fn new(mapping: &ColumnMapping, services: &[Service]) -> Self {
        Self {
            reader: DraftReader::new(mapping, ServiceWords::new(services)),
            seen: HashMap::new(),
            known_services: services.len(),
            new_services: BTreeMap::new(),
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
        rows.into_iter().map(|row| self.evaluate_row(row, &mut existing)).collect()
    }

    /// Services that the rows so far need and the vocabulary lacks.
    pub fn new_services(&self) -> Vec<Service> {
        let service = |(code, name): (&String, &String)| Service {
            code: code.clone(),
            name: Localized { pl: name.clone(), cs: String::new(), en: String::new() },
        };
        self.new_services.iter().map(service).collect()
    }

    fn evaluate_row(&mut self, row: ImportRow, existing: &mut HashMap<String, Outlet>) -> Evaluated {
        let number = row.number;
        match self.judge(row, existing) {
            Ok((outcome, outlet_id, problems, wish)) => {
                Evaluated { result: RowResult { number, outcome, problems, outlet_id }, wish }
            }
            Err(problems) => Evaluated {
                result: RowResult { number, outcome: RowOutcome::Bad, problems, outlet_id: None },
                wish: Wish::Nothing,
            },
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
        let ReadDraft { draft, problems, new_services } =
            self.reader.read(&row.cells, before.as_ref().map(|outlet| &outlet.draft));
        let Some(draft) = draft else { return Err(problems) };
        self.take_services(new_services).map_err(|problem| vec![problem])?;
        self.seen.insert(code, row.number);
        Ok(match before {
            None => (RowOutcome::Create, None, problems, Wish::Create(Box::new(draft))),
            Some(before) if before.draft == draft => (RowOutcome::Unchanged, Some(before.id), problems, Wish::Nothing),
            Some(before) => {
                let id = before.id;
                let wish = Wish::Update { before: Box::new(before), draft: Box::new(draft) };
                (RowOutcome::Update, Some(id), problems, wish)
            }
        })
    }

    fn take_services(&mut self, new_services: Vec<(String, String)>) -> Result<(), RowProblem> {
        for (code, name) in new_services {
            if !self.new_services.contains_key(&code) && self.known_services + self.new_services.len() >= SERVICES_MAX {
                let message = format!("a company tells apart at most {SERVICES_MAX} services: use one that is there");
                return Err(RowProblem { column: None, code: "too_many_services".to_owned(), message, warning: false });
            }
            self.new_services.entry(code).or_insert(name);
        }
        Ok(())
    }

    fn code_problem(&self, code: &str, message: String) -> RowProblem {
        RowProblem { column: self.code_column, code: code.to_owned(), message, warning: false }
    }
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
        let mut evaluator = Evaluator::new(&mapping(), &[]);
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
