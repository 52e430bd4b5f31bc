//! A card as a row of cells. What stands more than once has its preferred value first.

use super::property::Property;
use crate::tabular::row::{Row, RowFault};

/// The columns of every address book, in order. The names are those that the proposal knows, but for the last ones,
/// which a person may map.
pub const COLUMNS: [&str; 20] = [
    "Full name",
    "Given name",
    "Family name",
    "Company",
    "Kind",
    "Phone",
    "Phone 2",
    "Phone 3",
    "Fax",
    "Email",
    "Email 2",
    "Street",
    "Postcode",
    "City",
    "Country",
    "Lat",
    "Lon",
    "Language",
    "Note",
    "UID",
];

/// The properties of one card that matter to us.
#[derive(Clone, Debug, Default)]
pub struct Card {
    pub properties: Vec<Property>,
    pub faults: Vec<RowFault>,
}

impl Card {
    pub fn into_row(self, number: u32) -> Row {
        let mut row = Row::new(number);
        for cell in self.cells() {
            row.push_cell(cell);
        }
        let group = self.text("KIND").to_ascii_lowercase();
        if group == "group" || group == "location" {
            row.faults.push(RowFault::NotAPerson);
        }
        row.faults.extend(self.faults);
        row
    }

    fn cells(&self) -> [String; 20] {
        let name = self.components("N");
        let [phone, phone_2, phone_3] = self.spread(&self.numbers(false), "; ");
        let [email, email_2] = self.spread(&self.texts("EMAIL"), "; ");
        let address = self.components("ADR");
        let (lat, lon) = self.point();
        let part = |parts: &[String], at: usize| parts.get(at).cloned().unwrap_or_default();
        let street = [part(&address, 2), part(&address, 1)].join(" ").trim().to_owned();
        [
            self.text("FN"),
            part(&name, 1),
            part(&name, 0),
            self.company(),
            self.kind(),
            phone,
            phone_2,
            phone_3,
            self.numbers(true).join("; "),
            email,
            email_2,
            street,
            part(&address, 5),
            part(&address, 3),
            part(&address, 6),
            lat,
            lon,
            self.text("LANG"),
            self.note(),
            self.text("UID"),
        ]
    }

    /// Those of a name, the most preferred first; equals stay in the order of the card.
    fn all(&self, name: &str) -> Vec<&Property> {
        let mut found: Vec<&Property> = self.properties.iter().filter(|property| property.name == name).collect();
        found.sort_by_key(|property| property.preference());
        found
    }

    fn text(&self, name: &str) -> String {
        self.all(name).first().map(|property| property.text().trim().to_owned()).unwrap_or_default()
    }

    fn texts(&self, name: &str) -> Vec<String> {
        self.all(name)
            .iter()
            .map(|property| property.text().trim().to_owned())
            .filter(|text| !text.is_empty())
            .collect()
    }

    fn components(&self, name: &str) -> Vec<String> {
        self.all(name).first().map(|property| property.components()).unwrap_or_default()
    }

    fn numbers(&self, fax: bool) -> Vec<String> {
        let of_kind = self.all("TEL").into_iter().filter(|property| property.has("TYPE", "fax") == fax);
        of_kind.map(|property| number(&property.text())).filter(|number| !number.is_empty()).collect()
    }

    /// One value a cell; those that are left over share the last.
    fn spread<const CELLS: usize>(&self, values: &[String], between: &str) -> [String; CELLS] {
        std::array::from_fn(|cell| match values.get(cell..) {
            Some(rest) if cell + 1 == CELLS => rest.join(between),
            Some([first, ..]) => first.clone(),
            _ => String::new(),
        })
    }

    fn is_company(&self) -> bool {
        let organization = self.components("ORG").first().cloned().unwrap_or_default();
        let shown_as = self.text("X-ABSHOWAS").eq_ignore_ascii_case("company");
        let same = !organization.is_empty() && organization == self.text("FN");
        self.text("KIND").eq_ignore_ascii_case("org") || shown_as || same
    }

    /// Only where the card is about the company itself: a person who works somewhere is that person.
    fn company(&self) -> String {
        if !self.is_company() {
            return String::new();
        }
        let organization = self.components("ORG").first().cloned().unwrap_or_default();
        if organization.is_empty() { self.text("FN") } else { organization }
    }

    fn kind(&self) -> String {
        if self.is_company() { "company".to_owned() } else { "person".to_owned() }
    }

    /// The note, with the company somebody works for.
    fn note(&self) -> String {
        let works_for = if self.is_company() { String::new() } else { self.components("ORG").join(" ") };
        let notes = [self.texts("NOTE").join("\n"), works_for.trim().to_owned()];
        notes.into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join("\n")
    }

    /// `geo:52.2,21.0` in version 4, `52.2;21.0` in version 3.
    fn point(&self) -> (String, String) {
        let said = self.text("GEO");
        let pair = said.strip_prefix("geo:").unwrap_or(&said);
        let pair = pair.split_once(',').or_else(|| pair.split_once(';'));
        let plain = |text: &str| text.split(';').next().unwrap_or_default().trim().to_owned();
        pair.map(|(lat, lon)| (plain(lat), plain(lon))).unwrap_or_default()
    }
}

/// A number as people write it: `tel:+48-22-1234567;ext=12` is `+48-22-1234567 ext. 12`.
fn number(text: &str) -> String {
    let plain = text.trim();
    let Some(uri) = plain.strip_prefix("tel:").or_else(|| plain.strip_prefix("TEL:")) else {
        // A separator of several numbers would make two of one.
        return plain.replace([';', '|'], " ");
    };
    let mut parts = uri.split(';');
    let digits = parts.next().unwrap_or_default().to_owned();
    match parts.find_map(|part| part.strip_prefix("ext=")) {
        Some(extension) => format!("{digits} ext. {extension}"),
        None => digits,
    }
}
