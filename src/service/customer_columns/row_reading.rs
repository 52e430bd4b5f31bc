//! One row on its way to a customer: cell by cell, collecting every problem instead of stopping at the first.

use chrono::NaiveTime;

use super::fields::CustomerColumn;
use super::own_fields::read_own_value;
use super::patch::CustomerPatch;
use super::reader::CustomerReader;
use super::values;
use crate::domain::consent::{ConsentChannel, ConsentDraft};
use crate::domain::contact_point::{ContactKind, ContactPoint, Purpose, fold_email, looks_like_email};
use crate::domain::customer::{COUNTRY_DEFAULT, CustomerKind, FieldValue};
use crate::domain::customer_address::CustomerAddress;
use crate::domain::customer_field::NOTE_KEY;
use crate::domain::ids::UserId;
use crate::domain::import::RowProblem;
use crate::domain::outlet::OutletAddress;
use crate::domain::outlet_geocode::{FoundPoint, Geocode};
use crate::domain::phone;
use crate::domain::validity::Validity;
use crate::service::outlet_columns::{Country, PlaceCells, PlaceError, read_place};
use crate::units::Timestamp;

/// Where the points of a file come from.
const SOURCE: &str = "import";

/// Several numbers in one cell. A comma may stand before an extension.
const NUMBER_SEPARATORS: [char; 3] = [';', '|', '\n'];
const MAIL_SEPARATORS: [char; 4] = [';', '|', '\n', ','];

const PHONES: [(CustomerColumn, ContactKind, Purpose); 4] = [
    (CustomerColumn::Phone, ContactKind::Phone, Purpose::Main),
    (CustomerColumn::Phone2, ContactKind::Phone, Purpose::Other),
    (CustomerColumn::Phone3, ContactKind::Phone, Purpose::Work),
    (CustomerColumn::Fax, ContactKind::Fax, Purpose::Main),
];

const MAILS: [(CustomerColumn, Purpose); 2] =
    [(CustomerColumn::Email, Purpose::Main), (CustomerColumn::Email2, Purpose::Other)];

pub(super) const CONSENTS: [(CustomerColumn, ConsentChannel); 5] = [
    (CustomerColumn::ConsentPhone, ConsentChannel::Phone),
    (CustomerColumn::ConsentSms, ConsentChannel::Sms),
    (CustomerColumn::ConsentEmail, ConsentChannel::Email),
    (CustomerColumn::ConsentLetter, ConsentChannel::Letter),
    (CustomerColumn::ConsentChat, ConsentChannel::Chat),
];

/// One row under way.
pub(super) struct RowReading<'a> {
    reader: &'a CustomerReader,
    cells: &'a [String],
    pub problems: Vec<RowProblem>,
}

impl<'a> RowReading<'a> {
    pub fn new(reader: &'a CustomerReader, cells: &'a [String]) -> Self {
        Self { reader, cells, problems: Vec::new() }
    }

    pub fn patch(&mut self) -> CustomerPatch {
        let company = self.text(CustomerColumn::Company).unwrap_or_default();
        let person = self.person();
        let country = self.country();
        let is_company = !company.is_empty();
        let name = if is_company { company.to_owned() } else { person.clone() };
        let contact = self.text(CustomerColumn::ContactName).unwrap_or_default();
        let contact_name = if is_company && contact.is_empty() { person } else { contact.to_owned() };
        CustomerPatch {
            kind: self.kind(is_company, &name),
            name: Some(name).filter(|name| !name.is_empty()),
            contact_name,
            number: self.text(CustomerColumn::Number).unwrap_or_default().to_owned(),
            segment: self.text(CustomerColumn::Segment).map(str::to_owned),
            value_tier: self.coded(CustomerColumn::ValueTier, values::tier),
            language: self.coded(CustomerColumn::Language, values::language),
            owner: self.owner(),
            preferred_outlet: self.text(CustomerColumn::PreferredOutlet).map(str::to_owned),
            points: self.points(&country),
            address: self.address(country),
            fields: self.fields(),
            consents: self.consents(),
        }
    }

    /// The cell, or the default where it is empty or not mapped; without blanks around it. `None` where the mapping
    /// does not speak of the column.
    fn text(&self, column: CustomerColumn) -> Option<&'a str> {
        let reader = self.reader;
        let cell = reader.columns.get(&column).map(|at| self.cells.get(*at).map_or("", |cell| cell.trim()));
        match reader.defaults.get(&column) {
            Some(default) if cell.is_none_or(str::is_empty) => Some(default),
            _ => cell,
        }
    }

    fn filled(&self, column: CustomerColumn) -> Option<&'a str> {
        self.text(column).filter(|text| !text.is_empty())
    }

    fn fail(&mut self, column: CustomerColumn, code: &str, message: impl Into<String>) {
        self.problems.push(self.reader.problem(Some(column), code, message.into()));
    }

    fn warn(&mut self, column: CustomerColumn, code: &str, message: impl Into<String>) {
        let problem = self.reader.problem(Some(column), code, message.into());
        self.problems.push(RowProblem { warning: true, ..problem });
    }

    /// An empty cell says nothing.
    fn coded<T>(&mut self, column: CustomerColumn, read: fn(&str) -> Result<T, String>) -> Option<T> {
        let cell = self.filled(column)?;
        read(cell).map_err(|message| self.fail(column, "unknown_value", message)).ok()
    }

    fn person(&self) -> String {
        let parts = [CustomerColumn::GivenName, CustomerColumn::FamilyName].map(|part| self.text(part).unwrap_or(""));
        match self.filled(CustomerColumn::Name) {
            Some(name) => name.to_owned(),
            None => parts.join(" ").trim().to_owned(),
        }
    }

    fn kind(&mut self, is_company: bool, name: &str) -> Option<CustomerKind> {
        let said = self.coded(CustomerColumn::Kind, values::kind);
        let guessed = is_company || values::is_company_name(name);
        said.or(guessed.then_some(CustomerKind::Company))
    }

    /// Empty where the row does not say it.
    fn country(&mut self) -> String {
        let Some(word) = self.filled(CustomerColumn::Country) else { return String::new() };
        if let Some(country) = Country::by_word(word) {
            return country.code.to_owned();
        }
        if word.len() != 2 || !word.bytes().all(|byte| byte.is_ascii_alphabetic()) {
            self.fail(CustomerColumn::Country, "format", "use the two-letter code of the country, like PL or CZ");
            return String::new();
        }
        word.to_ascii_uppercase()
    }

    fn owner(&mut self) -> Option<Option<UserId>> {
        let word = self.text(CustomerColumn::Owner)?;
        if word.is_empty() {
            return Some(None);
        }
        let found = self.reader.people.find(word);
        if found.is_none() {
            let shown = values::shown(word);
            let message = format!("there is no user \"{shown}\": give a login name, or leave the cell empty");
            self.fail(CustomerColumn::Owner, "unknown_user", message);
        }
        found.map(Some)
    }

    fn points(&mut self, country: &str) -> Vec<ContactPoint> {
        let mut points = Vec::new();
        let country = if country.is_empty() { COUNTRY_DEFAULT } else { country };
        for (column, kind, purpose) in PHONES {
            for number in self.parts(column, &NUMBER_SEPARATORS) {
                points.extend(self.number(number, country, column).map(|(value, extension)| ContactPoint {
                    kind,
                    value,
                    extension,
                    purpose,
                    validity: Validity::default(),
                }));
            }
        }
        for (column, purpose) in MAILS {
            for mail in self.parts(column, &MAIL_SEPARATORS) {
                points.extend(self.mail(mail, purpose, column));
            }
        }
        points
    }

    fn parts(&self, column: CustomerColumn, separators: &[char]) -> Vec<&'a str> {
        let cell = self.filled(column).unwrap_or_default();
        cell.split(separators).map(str::trim).filter(|part| !part.is_empty()).collect()
    }

    /// The number as it is stored, and what is dialled behind it.
    fn number(&mut self, text: &str, country: &str, column: CustomerColumn) -> Option<(String, String)> {
        match phone::parse(text, country) {
            Ok(number) => Some((number.e164, number.extension.unwrap_or_default())),
            Err(error) => {
                self.fail(column, "phone", format!("\"{}\": {error}", values::shown(text)));
                None
            }
        }
    }

    fn mail(&mut self, text: &str, purpose: Purpose, column: CustomerColumn) -> Option<ContactPoint> {
        let value = fold_email(text);
        if !looks_like_email(&value) {
            let shown = values::shown(text);
            self.fail(column, "email", format!("\"{shown}\" is no address: write it like name@example.com"));
            return None;
        }
        let (kind, extension) = (ContactKind::Email, String::new());
        Some(ContactPoint { kind, value, extension, purpose, validity: Validity::default() })
    }

    /// `None` where the row says nothing of where the customer is.
    fn address(&mut self, country: String) -> Option<CustomerAddress> {
        let text = |column| self.text(column).unwrap_or_default().to_owned();
        let (raw_text, city) = (text(CustomerColumn::Address), text(CustomerColumn::City));
        let street = [CustomerColumn::Street, CustomerColumn::HouseNumber].map(text).join(" ").trim().to_owned();
        let postcode = self.postcode(&country);
        let place = self.place(&country);
        let parts = OutletAddress { street, postcode, city, region: String::new(), country };
        let address = CustomerAddress { purpose: Purpose::Main, raw_text, parts, place, validity: Validity::default() };
        (!address.is_blank() || address.place.is_some()).then_some(address)
    }

    fn postcode(&mut self, country: &str) -> String {
        let postcode = self.text(CustomerColumn::Postcode).unwrap_or_default();
        let full = Country::by_code(country).and_then(|country| country.with_leading_zeros(postcode));
        if let Some(full) = full {
            let message = format!("the spreadsheet had dropped leading zeros: {full} is taken");
            self.warn(CustomerColumn::Postcode, "leading_zeros", message);
            return full;
        }
        postcode.to_owned()
    }

    fn place(&mut self, country: &str) -> Option<FoundPoint> {
        let (lon, lat) = (self.filled(CustomerColumn::Lon), self.filled(CustomerColumn::Lat));
        if lon.is_none() && lat.is_none() {
            return None;
        }
        let cells = PlaceCells { lon, lat, point: None };
        match read_place(cells, Country::by_code(country)) {
            Ok(point) => {
                let found = Geocode::manual(String::new(), point).found;
                found.map(|found| FoundPoint { source: SOURCE.to_owned(), ..found })
            }
            Err(error) => {
                let is_lon = matches!(error, PlaceError::Longitude(_));
                let column = if is_lon { CustomerColumn::Lon } else { CustomerColumn::Lat };
                self.fail(column, error.code(), error.to_string());
                None
            }
        }
    }

    fn fields(&mut self) -> Vec<(String, Option<FieldValue>)> {
        let value = |text: &str| (!text.is_empty()).then(|| FieldValue::Text(text.to_owned()));
        let note = self.text(CustomerColumn::Note).map(|text| (NOTE_KEY.to_owned(), value(text)));
        let mut fields: Vec<(String, Option<FieldValue>)> = note.into_iter().collect();
        for own in &self.reader.own {
            let cell = own.column.and_then(|column| self.cells.get(column)).map_or("", |cell| cell.trim());
            let said = if cell.is_empty() { own.default.trim() } else { cell };
            match read_own_value(&own.field, said) {
                Ok(value) => fields.push((own.field.key.clone(), value)),
                Err(message) => self.problems.push(own.problem("invalid_value", message)),
            }
        }
        fields
    }

    /// An empty cell says nothing: it is no refusal.
    fn consents(&mut self) -> Vec<ConsentDraft> {
        let said_at = self.consent_time();
        let source = self.filled(CustomerColumn::ConsentSource).unwrap_or(&self.reader.source).to_owned();
        let mut consents = Vec::new();
        for (column, channel) in CONSENTS {
            let given = self.coded(column, values::yes_or_no);
            consents.extend(given.map(|given| ConsentDraft { channel, given, source: source.clone(), said_at }));
        }
        consents
    }

    /// Midnight UTC of the day in the row; now where it has none.
    fn consent_time(&mut self) -> Timestamp {
        let Some(cell) = self.filled(CustomerColumn::ConsentDate) else { return self.reader.now };
        let at = values::day(cell).map(|day| Timestamp(day.and_time(NaiveTime::MIN).and_utc().timestamp_millis()));
        match at {
            Ok(at) if at <= self.reader.now => at,
            Ok(_) => {
                self.fail(CustomerColumn::ConsentDate, "out_of_range", "give a day that has passed");
                self.reader.now
            }
            Err(message) => {
                self.fail(CustomerColumn::ConsentDate, "format", message);
                self.reader.now
            }
        }
    }
}
