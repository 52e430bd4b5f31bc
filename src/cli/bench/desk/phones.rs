//! Numbers in the formats in which people write them: each must lead to the one whose number it is.

use std::collections::HashMap;
use std::path::Path;

use chrono::NaiveDate;
use serde::Deserialize;
use serde_json::json;

use super::people::Person;
use crate::cli::bench::child::BenchResult;
use crate::cli::bench::database::{author, empty};
use crate::cli::bench::report::Report;
use crate::domain::contact_point::ContactKind;
use crate::domain::ids::CustomerId;
use crate::service::identify_caller::identify_caller;
use crate::store::Store;
use crate::store::customers::CustomerWrite;

/// A number of the file, with the forms in which it is written.
#[derive(Debug, Deserialize)]
struct Number {
    region: String,
    e164: String,
    #[serde(default = "yes")]
    valid: bool,
    national: Option<String>,
    international: Option<String>,
    rfc3966: Option<String>,
    #[serde(default)]
    parse_cases: Vec<ParseCase>,
}

#[derive(Debug, Deserialize)]
struct ParseCase {
    input: String,
    default_region: Option<String>,
    e164: Option<String>,
}

fn yes() -> bool {
    true
}

/// Gives each number to a customer and looks it up in every form, through the use case that calls go through.
pub(super) async fn run(file: &Path, folder: &Path, report: &mut Report<'_, impl std::io::Write>) -> BenchResult<()> {
    let text = std::fs::read_to_string(file)?;
    let numbers: Vec<Number> = text.lines().map(serde_json::from_str).collect::<Result<_, _>>()?;
    let numbers: Vec<Number> = numbers.into_iter().filter(|number| number.valid).collect();
    let store = empty(&folder.join("phones")).await?;
    let owners = give(&store, &numbers).await?;
    let (mut asked, mut found) = (0, 0);
    let day = NaiveDate::from_ymd_opt(2026, 11, 28).expect("a day of November");
    for number in &numbers {
        for (form, region) in forms(number) {
            let identity = identify_caller(&store, &form, &region, day).await?;
            asked += 1;
            found += usize::from(identity.candidates.contains(&owners[&number.e164]));
        }
    }
    store.close().await;
    Ok(report.line("desk_phones", vec![("forms", json!(asked)), ("found_owner", json!(found))])?)
}

async fn give(store: &Store, numbers: &[Number]) -> BenchResult<HashMap<String, CustomerId>> {
    let mut owners = HashMap::new();
    let mut writes = Vec::new();
    let author = author();
    for number in numbers {
        if owners.contains_key(&number.e164) {
            continue;
        }
        let mut customer = Person::new(writes.len(), 1).customer(writes.len(), author.at);
        customer.draft.contact_points.retain(|point| point.kind == ContactKind::Phone);
        customer.draft.contact_points[0].value.clone_from(&number.e164);
        owners.insert(number.e164.clone(), customer.id);
        writes.push(CustomerWrite { customer, before: None });
    }
    let mut tx = store.begin(author).await?;
    tx.insert_customers(&writes, "create").await?;
    tx.commit().await?;
    Ok(owners)
}

/// Each form with the country it is dialled in; forms with a country code are dialled at home and in Poland.
fn forms(number: &Number) -> Vec<(String, String)> {
    let home = || number.region.clone();
    let mut forms: Vec<(String, String)> = Vec::new();
    for case in number.parse_cases.iter().filter(|case| case.e164.as_ref() == Some(&number.e164)) {
        forms.push((case.input.clone(), case.default_region.clone().unwrap_or_default()));
    }
    forms.extend(number.national.iter().map(|form| (form.clone(), home())));
    for form in [Some(&number.e164), number.international.as_ref(), number.rfc3966.as_ref()].into_iter().flatten() {
        forms.push((form.clone(), "PL".to_owned()));
        forms.push((form.clone(), home()));
    }
    forms
}
