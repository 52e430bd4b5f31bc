//! What is read of a page before it is judged: its rows, and the customers that they may be about.

use std::collections::{BTreeSet, HashMap, HashSet};

use uuid::Uuid;

use crate::domain::consent::Consent;
use crate::domain::customer::Customer;
use crate::domain::duplicate::SAME_STREET;
use crate::domain::ids::{CustomerId, OutletId};
use crate::domain::import::{ImportRow, RowProblem};
use crate::domain::name_key::name_key;
use crate::geo::great_circle_distance;
use crate::service::customer_columns::{CustomerColumn, CustomerPatch, CustomerReader, ReadPatch};
use crate::store::{Reading, StoreError};

/// A row with what it says.
#[derive(Clone, Debug)]
pub(super) struct ReadRow {
    pub number: u32,
    pub patch: CustomerPatch,
    /// How the name sounds; empty where there is none.
    pub name_key: String,
    pub problems: Vec<RowProblem>,
}

impl ReadRow {
    pub fn is_bad(&self) -> bool {
        self.problems.iter().any(|problem| !problem.warning)
    }
}

/// The customers that the rows of a page may be about.
#[derive(Debug, Default)]
pub(super) struct Known {
    /// By their own number.
    pub by_number: HashMap<String, Customer>,
    /// Who has something in common with a row, by id.
    pub alike: HashMap<Uuid, Customer>,
    /// Contact value to those who have it.
    pub by_value: HashMap<String, Vec<Uuid>>,
    /// Name key to those who sound like it and are near a row of that key.
    pub by_name_key: HashMap<String, Vec<Uuid>>,
    /// Outlets by code, where the file names any.
    pub outlets: HashMap<String, OutletId>,
    /// What is known of consents; empty where the file says nothing of them.
    pub consents: HashMap<Uuid, Vec<Consent>>,
    pub with_consents: bool,
}

/// Reads cells; a row that the file itself broke is bad as it is.
pub(super) fn read_rows(reader: &CustomerReader, rows: Vec<ImportRow>) -> Vec<ReadRow> {
    let read = |row: ImportRow| {
        let ReadPatch { patch, problems } = if row.faults.is_empty() {
            reader.read(&row.cells)
        } else {
            ReadPatch { problems: row.faults, ..ReadPatch::default() }
        };
        let name_key = patch.name.as_deref().map(name_key).unwrap_or_default();
        ReadRow { number: row.number, patch, name_key, problems }
    };
    rows.into_iter().map(read).collect()
}

/// Customers by the numbers of the rows, and the outlets that the rows name.
pub(super) async fn by_number(
    reading: &mut Reading<'_>,
    reader: &CustomerReader,
    rows: &[ReadRow],
) -> Result<Known, StoreError> {
    let numbers: Vec<String> = filled(rows.iter().map(|row| row.patch.number.as_str()));
    let customers = reading.customers_by_numbers(&numbers).await?;
    let mut known = Known { with_consents: reader.has_consents(), ..Known::default() };
    known.by_number = customers.into_iter().map(|customer| (customer.draft.number.clone(), customer)).collect();
    if reader.has(CustomerColumn::PreferredOutlet) {
        let codes = filled(rows.iter().filter_map(|row| row.patch.preferred_outlet.as_deref()));
        let outlets = reading.outlets_by_codes(&codes).await?;
        known.outlets = outlets.into_iter().map(|outlet| (outlet.draft.code.clone(), outlet.id)).collect();
    }
    Ok(known)
}

/// Customers that are alike: by a number or a mailbox, or by the name and the place. Whoever the import itself has
/// `created` is known to it already.
pub(super) async fn add_alike(
    reading: &mut Reading<'_>,
    known: &mut Known,
    rows: &[ReadRow],
    created: &HashSet<Uuid>,
) -> Result<(), StoreError> {
    let open: Vec<&ReadRow> =
        rows.iter().filter(|row| !row.is_bad() && !known.by_number.contains_key(&row.patch.number)).collect();
    let values = filled(open.iter().flat_map(|row| row.patch.points.iter().map(|point| point.value.as_str())));
    let mut ids: BTreeSet<Uuid> = reading.ids_reached_at(&values).await?.into_iter().collect();
    for (id, key) in near_namesakes(reading, &open).await? {
        ids.insert(id);
        known.by_name_key.entry(key).or_default().push(id);
    }
    let ids: Vec<Uuid> = ids.into_iter().filter(|id| !created.contains(id)).collect();
    for customer in reading.customers_by_ids(&ids).await? {
        for point in &customer.draft.contact_points {
            known.by_value.entry(point.value.clone()).or_default().push(customer.id.0);
        }
        known.alike.insert(customer.id.0, customer);
    }
    if known.with_consents {
        let ids: Vec<CustomerId> = known.by_number.values().chain(known.alike.values()).map(|each| each.id).collect();
        for consent in reading.consents_of(&ids).await? {
            known.consents.entry(consent.customer_id.0).or_default().push(consent);
        }
    }
    Ok(())
}

/// Whoever sounds like a row and lives in the same street, with the key.
async fn near_namesakes(reading: &mut Reading<'_>, rows: &[&ReadRow]) -> Result<BTreeSet<(Uuid, String)>, StoreError> {
    let mut points = HashMap::new();
    for row in rows.iter().filter(|row| !row.name_key.is_empty()) {
        let place = row.patch.address.as_ref().and_then(|address| address.place.as_ref());
        if let Some(place) = place {
            points.entry(row.name_key.clone()).or_insert_with(Vec::new).push(place.point);
        }
    }
    let keys: Vec<String> = points.keys().cloned().collect();
    let sounding = reading.sounding_like(&keys).await?;
    let near = sounding.into_iter().filter(|each| {
        let of_key = points.get(&each.name_key).map(Vec::as_slice).unwrap_or_default();
        of_key.iter().any(|point| great_circle_distance(*point, each.point) <= SAME_STREET)
    });
    Ok(near.map(|each| (each.id, each.name_key)).collect())
}

fn filled<'a>(texts: impl Iterator<Item = &'a str>) -> Vec<String> {
    let distinct: BTreeSet<&str> = texts.filter(|text| !text.is_empty()).collect();
    distinct.into_iter().map(str::to_owned).collect()
}
