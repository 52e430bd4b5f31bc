//! What each row does: a new customer, a change of one, or nothing, with the reasons.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

use chrono::{DateTime, NaiveDate};
use uuid::Uuid;

use super::known::{Known, ReadRow};
use crate::domain::consent::{Consent, ConsentDraft, current};
use crate::domain::contact::ContactDraft;
use crate::domain::customer::{CustomFields, Customer, CustomerDraft, CustomerKind};
use crate::domain::customer_field::FieldRules;
use crate::domain::duplicate::{Likeness, SCORE_MIN, likeness};
use crate::domain::ids::CustomerId;
use crate::domain::import::{DuplicateChoice, RowOutcome, RowProblem, RowResult};
use crate::domain::permission::Role;
use crate::domain::validation::ValidationError;
use crate::service::customer_columns::{CustomerColumn, CustomerPatch, CustomerReader};
use crate::service::customers::is_given_number;
use crate::units::Timestamp;

/// Code of the warning about a customer who seems to be there.
pub const DUPLICATE: &str = "duplicate";

/// A row with its outcome and what it wants written.
#[derive(Clone, Debug)]
pub(in crate::service::imports) struct JudgedCustomer {
    pub result: RowResult,
    pub(super) wish: Wish,
}

#[derive(Clone, Debug)]
pub(super) enum Wish {
    Nothing,
    Create { id: CustomerId, draft: Box<CustomerDraft>, consents: Vec<ConsentDraft>, contact: Option<ContactDraft> },
    Update { before: Box<Customer>, draft: Box<CustomerDraft>, consents: Vec<ConsentDraft> },
}

impl AsRef<RowResult> for JudgedCustomer {
    fn as_ref(&self) -> &RowResult {
        &self.result
    }
}

impl From<JudgedCustomer> for RowResult {
    fn from(judged: JudgedCustomer) -> Self {
        judged.result
    }
}

/// Judges rows in the order of the file; remembers what the file has said so far.
#[derive(Debug)]
pub(super) struct Judge {
    reader: Arc<CustomerReader>,
    rules: FieldRules,
    duplicates: DuplicateChoice,
    /// By which validity counts.
    day: NaiveDate,
    /// Number to the row that had it first.
    numbers: HashMap<String, u32>,
    /// What tells two rows of one file to be the same, hashed, to the row that had it first: eight bytes a row and
    /// number instead of the texts.
    people: HashMap<u64, u32>,
    /// Whom a row updates already, by id.
    touched: HashMap<Uuid, u32>,
    created: HashSet<Uuid>,
}

/// Who a row is about.
enum Target {
    New,
    Known(Box<Customer>),
    /// Somebody alike is there, and such rows do nothing.
    Alike(Uuid),
}

impl Judge {
    pub fn new(reader: Arc<CustomerReader>, rules: FieldRules, duplicates: DuplicateChoice, now: Timestamp) -> Self {
        let day = DateTime::from_timestamp_millis(now.0).unwrap_or_default().date_naive();
        let (numbers, people, touched) = (HashMap::new(), HashMap::new(), HashMap::new());
        Self { reader, rules, duplicates, day, numbers, people, touched, created: HashSet::new() }
    }

    /// Ids of the customers that rows so far have made.
    pub fn created(&self) -> &HashSet<Uuid> {
        &self.created
    }

    pub fn judge(&mut self, rows: Vec<ReadRow>, mut known: Known) -> Vec<JudgedCustomer> {
        let judge = |row: ReadRow| {
            let number = row.number;
            let (outcome, problems, record_id, wish) = match self.judge_row(row, &mut known) {
                Ok(judged) => judged,
                Err(problems) => (RowOutcome::Bad, problems, None, Wish::Nothing),
            };
            JudgedCustomer { result: RowResult { number, outcome, problems, record_id }, wish }
        };
        rows.into_iter().map(judge).collect()
    }

    /// Errors are the problems of a bad row.
    fn judge_row(&mut self, row: ReadRow, known: &mut Known) -> Result<Judgement, Vec<RowProblem>> {
        if row.is_bad() {
            return Err(row.problems.into_iter().filter(|problem| !problem.warning).collect());
        }
        let ReadRow { number, patch, name_key, mut problems } = row;
        self.check_number(&patch, known).map_err(|problem| vec![problem])?;
        let fresh = self.draft(&patch, None, known)?;
        let target = match known.by_number.remove(&patch.number) {
            Some(customer) => Target::Known(Box::new(customer)),
            None => {
                // Rows with numbers of their own are told apart by whoever gave them.
                let earlier = if patch.number.is_empty() { self.earlier_row(&fresh, &name_key) } else { None };
                self.target(&fresh, earlier, &name_key, known, &mut problems)
            }
        };
        self.remember(number, &patch, &fresh, &name_key);
        match target {
            Target::Alike(id) => Ok((RowOutcome::Skipped, problems, (!id.is_nil()).then_some(id), Wish::Nothing)),
            Target::New => Ok(self.create(patch, fresh, problems)),
            Target::Known(before) => self.update(number, &patch, *before, known, problems),
        }
    }

    fn check_number(&self, patch: &CustomerPatch, known: &Known) -> Result<(), RowProblem> {
        let problem =
            |code: &str, message: String| Err(self.reader.problem(Some(CustomerColumn::Number), code, message));
        let number = &patch.number;
        if let Some(first) = self.numbers.get(number).filter(|_| !number.is_empty()) {
            return problem(
                "duplicate_number",
                format!("row {first} has the number {number} already: keep one of the two"),
            );
        }
        if is_given_number(number) && !known.by_number.contains_key(number) {
            let message =
                format!("there is no customer {number}, and such numbers are given by the system: leave it out");
            return problem("reserved", message);
        }
        Ok(())
    }

    /// The customer with what the row says, in stored form.
    fn draft(
        &self,
        patch: &CustomerPatch,
        existing: Option<&CustomerDraft>,
        known: &Known,
    ) -> Result<CustomerDraft, Vec<RowProblem>> {
        let mut draft = patch.onto(existing);
        if let Some(code) = &patch.preferred_outlet {
            draft.preferred_outlet = known.outlets.get(code).copied();
            if draft.preferred_outlet.is_none() && !code.is_empty() {
                let message = format!("there is no outlet with the code {code}");
                return Err(vec![self.reader.problem(
                    Some(CustomerColumn::PreferredOutlet),
                    "unknown_outlet",
                    message,
                )]);
            }
        }
        let nothing = CustomFields::new();
        let before = existing.map_or(&nothing, |existing| &existing.fields);
        let bad = |invalid: ValidationError| invalid.0.into_iter().map(|error| self.reader.invalid(error)).collect();
        // Whoever may import brings every field, whoever sees it.
        draft.fields = self.rules.merge(Some(Role::Admin), before, draft.fields).map_err(bad)?;
        draft.validate().map_err(bad)
    }

    /// Who a row without a known number is about, with the reasons for the person.
    fn target(
        &self,
        fresh: &CustomerDraft,
        earlier: Option<u32>,
        name_key: &str,
        known: &Known,
        problems: &mut Vec<RowProblem>,
    ) -> Target {
        if let Some(first) = earlier {
            problems.push(duplicate(format!("row {first} seems to be about the same customer"), format!("#{first}")));
            if self.duplicates != DuplicateChoice::Create {
                return Target::Alike(Uuid::nil());
            }
        }
        let Some((customer, likeness)) = self.most_alike(fresh, name_key, known) else { return Target::New };
        problems.push(likely_duplicate(customer, &likeness));
        match self.duplicates {
            DuplicateChoice::Create => Target::New,
            DuplicateChoice::Update if !self.touched.contains_key(&customer.id.0) => {
                Target::Known(Box::new(customer.clone()))
            }
            DuplicateChoice::Skip | DuplicateChoice::Update => Target::Alike(customer.id.0),
        }
    }

    fn most_alike<'a>(
        &self,
        fresh: &CustomerDraft,
        name_key: &str,
        known: &'a Known,
    ) -> Option<(&'a Customer, Likeness)> {
        let by_value = fresh.contact_points.iter().filter_map(|point| known.by_value.get(&point.value)).flatten();
        let ids: BTreeSet<&Uuid> = by_value.chain(known.by_name_key.get(name_key).into_iter().flatten()).collect();
        let candidates = ids.into_iter().filter_map(|id| known.alike.get(id));
        let compared = candidates.map(|customer| (customer, likeness(fresh, &customer.draft, self.day)));
        let alike = compared.filter(|(_, likeness)| likeness.score >= SCORE_MIN);
        // The older of two who are equally alike.
        alike.max_by(|(a, one), (b, other)| one.score.total_cmp(&other.score).then(b.id.cmp(&a.id)))
    }

    /// The row that said the same name with the same number, mailbox or address.
    fn earlier_row(&self, fresh: &CustomerDraft, name_key: &str) -> Option<u32> {
        keys(fresh, name_key).iter().find_map(|key| self.people.get(key)).copied()
    }

    fn remember(&mut self, row: u32, patch: &CustomerPatch, fresh: &CustomerDraft, name_key: &str) {
        if !patch.number.is_empty() {
            self.numbers.insert(patch.number.clone(), row);
        }
        for key in keys(fresh, name_key) {
            self.people.entry(key).or_insert(row);
        }
    }

    fn create(&mut self, patch: CustomerPatch, draft: CustomerDraft, problems: Vec<RowProblem>) -> Judgement {
        let id = CustomerId::generate();
        self.created.insert(id.0);
        let has_contact = draft.kind == CustomerKind::Company && !patch.contact_name.is_empty();
        let contact = has_contact.then(|| contact(&patch.contact_name, &draft));
        let wish = Wish::Create { id, draft: Box::new(draft), consents: patch.consents, contact };
        (RowOutcome::Create, problems, None, wish)
    }

    fn update(
        &mut self,
        number: u32,
        patch: &CustomerPatch,
        before: Customer,
        known: &Known,
        problems: Vec<RowProblem>,
    ) -> Result<Judgement, Vec<RowProblem>> {
        let mut draft = self.draft(patch, Some(&before.draft), known)?;
        // A number that people know is not taken away by a row that only seems to be about them.
        if patch.number != before.draft.number && !is_given_number(&before.draft.number) {
            draft.number.clone_from(&before.draft.number);
        }
        let said = known.consents.get(&before.id.0).map(Vec::as_slice).unwrap_or_default();
        let consents: Vec<ConsentDraft> = patch.consents.iter().filter(|each| is_news(each, said)).cloned().collect();
        let id = Some(before.id.0);
        if before.draft == draft && consents.is_empty() {
            return Ok((RowOutcome::Unchanged, problems, id, Wish::Nothing));
        }
        self.touched.insert(before.id.0, number);
        let wish = Wish::Update { before: Box::new(before), draft: Box::new(draft), consents };
        Ok((RowOutcome::Update, problems, id, wish))
    }
}

type Judgement = (RowOutcome, Vec<RowProblem>, Option<Uuid>, Wish);

/// Whether a word says something that is not written down: another word than the newest, or a later day.
fn is_news(draft: &ConsentDraft, said: &[Consent]) -> bool {
    let newest = current(said).into_iter().find(|consent| consent.draft.channel == draft.channel);
    newest.is_none_or(|newest| newest.draft.given != draft.given && newest.draft.said_at <= draft.said_at)
}

fn contact(name: &str, company: &CustomerDraft) -> ContactDraft {
    ContactDraft {
        name: name.chars().take(crate::domain::outlet::NAME_CHARS_MAX).collect(),
        position: String::new(),
        language: company.language,
        note: String::new(),
        contact_points: Vec::new(),
    }
}

/// The name with each number and mailbox, and the name with the address.
fn keys(draft: &CustomerDraft, name_key: &str) -> Vec<u64> {
    if name_key.is_empty() {
        return Vec::new();
    }
    let values = draft.contact_points.iter().map(|point| point.value.clone());
    let address = draft.addresses.first().filter(|address| !address.parts.street.is_empty());
    let line = address.map(|address| address.line().to_lowercase());
    values.chain(line).map(|value| hashed(name_key, &value)).collect()
}

fn hashed(name_key: &str, value: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    (name_key, value).hash(&mut hasher);
    hasher.finish()
}

fn likely_duplicate(customer: &Customer, likeness: &Likeness) -> RowProblem {
    let reasons: Vec<&str> = likeness.reasons.iter().map(|reason| reason.code()).collect();
    let number = &customer.draft.number;
    let message = format!("customer {number} seems to be the same ({})", reasons.join(", ").replace('_', " "));
    duplicate(message, format!("{number}\n{}", reasons.join("\n")))
}

/// `about` is the number, or the row, with the reasons on lines of their own.
fn duplicate(message: String, about: String) -> RowProblem {
    RowProblem { column: None, code: DUPLICATE.to_owned(), message, about, warning: true }
}
