//! The files of `data/demo`, read into the domain's nouns. A row that cannot be read is a mistake of ours: the
//! tests read every row, so whoever runs the product never sees that error.

use chrono::{Days, NaiveDate};
use chrono_tz::Tz;
use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::LoadDemoError;
use crate::domain::opening_hours::TradeClass;
use crate::domain::outlet::{
    HoursOverride, Localized, OutletAddress, OutletDraft, OutletKind, OutletStatus, Promotion, Service,
};
use crate::geo::LonLat;

/// A file and what it is called in messages.
type File = (&'static str, &'static str);

macro_rules! demo_file {
    ($name:literal) => {
        (concat!("data/demo/", $name), include_str!(concat!("../../../data/demo/", $name)))
    };
}

const OUTLETS: [File; 3] =
    [demo_file!("outlets_pl.csv"), demo_file!("outlets_cz.csv"), demo_file!("outlets_neubrandenburg.csv")];
const SERVICES: File = demo_file!("services.csv");
const PROMOTIONS: File = demo_file!("promotions.csv");
const DAYS_OFF: File = demo_file!("days_off.csv");

/// Between the items of one cell.
const SEPARATOR: char = '|';

#[derive(Deserialize)]
struct OutletRow {
    code: String,
    name: String,
    kind: String,
    status: String,
    lon: f64,
    lat: f64,
    street: String,
    postcode: String,
    city: String,
    region: String,
    country: String,
    time_zone: String,
    opening_hours: String,
    trade_class: String,
    floor_area_m2: Option<f64>,
    services: String,
    products: String,
    phone: String,
    email: String,
    website: String,
}

#[derive(Deserialize)]
struct ServiceRow {
    code: String,
    name_pl: String,
    name_cs: String,
    name_en: String,
}

/// An offer of every `every`-th outlet of these countries and kinds.
#[derive(Deserialize)]
struct PromotionRow {
    title_pl: String,
    title_cs: String,
    title_en: String,
    starts_in_days: i64,
    lasts_days: i64,
    countries: String,
    kinds: String,
    every: usize,
}

#[derive(Deserialize)]
struct DayOffRow {
    code: String,
    starts_in_days: i64,
    lasts_days: i64,
    hours: String,
    reason: String,
}

/// All demo outlets, with the offers and days off that count from `today`.
pub fn outlets(today: NaiveDate) -> Result<Vec<OutletDraft>, LoadDemoError> {
    let mut drafts = Vec::new();
    for file in OUTLETS {
        for (row, outlet) in (2..).zip(read::<OutletRow>(file)?) {
            let bad = |problem: String| LoadDemoError::BadRow { file: file.0, row, problem };
            drafts.push(draft(outlet).map_err(bad)?);
        }
    }
    add_promotions(&mut drafts, today)?;
    add_days_off(&mut drafts, today)?;
    let check = |draft: OutletDraft| {
        let code = draft.code.clone();
        draft.validate().map_err(|problem| LoadDemoError::Invalid { code, problem })
    };
    drafts.into_iter().map(check).collect()
}

pub fn services() -> Result<Vec<Service>, LoadDemoError> {
    let service = |row: ServiceRow| Service {
        code: row.code,
        name: Localized { pl: row.name_pl, cs: row.name_cs, en: row.name_en },
    };
    Ok(read(SERVICES)?.into_iter().map(service).collect())
}

fn read<T: DeserializeOwned>((file, text): File) -> Result<Vec<T>, LoadDemoError> {
    let rows = csv::Reader::from_reader(text.as_bytes()).into_deserialize().zip(2..);
    rows.map(|(row, number)| {
        row.map_err(|error| LoadDemoError::BadRow { file, row: number, problem: error.to_string() })
    })
    .collect()
}

fn draft(row: OutletRow) -> Result<OutletDraft, String> {
    let unknown = |what: &str, value: &str| format!("there is no {what} \"{value}\"");
    Ok(OutletDraft {
        kind: OutletKind::from_code(&row.kind).ok_or_else(|| unknown("kind", &row.kind))?,
        status: OutletStatus::from_code(&row.status).ok_or_else(|| unknown("status", &row.status))?,
        trade_class: TradeClass::from_code(&row.trade_class).ok_or_else(|| unknown("trade class", &row.trade_class))?,
        point: LonLat::new(row.lon, row.lat).map_err(|error| error.to_string())?,
        time_zone: row.time_zone.parse::<Tz>().map_err(|_| unknown("time zone", &row.time_zone))?,
        address: OutletAddress {
            street: row.street,
            postcode: row.postcode,
            city: row.city,
            region: row.region,
            country: row.country,
        },
        services: items(&row.services),
        products: items(&row.products),
        code: row.code,
        name: row.name,
        opening_hours: row.opening_hours,
        overrides: Vec::new(),
        floor_area_m2: row.floor_area_m2,
        promotions: Vec::new(),
        phone: row.phone,
        email: row.email,
        website: row.website,
    })
}

fn items(cell: &str) -> Vec<String> {
    cell.split(SEPARATOR).filter(|item| !item.is_empty()).map(str::to_owned).collect()
}

fn add_promotions(drafts: &mut [OutletDraft], today: NaiveDate) -> Result<(), LoadDemoError> {
    for row in read::<PromotionRow>(PROMOTIONS)? {
        let (countries, kinds) = (items(&row.countries), items(&row.kinds));
        let promotion = Promotion {
            title: Localized { pl: row.title_pl, cs: row.title_cs, en: row.title_en },
            valid_from: shift(today, row.starts_in_days),
            valid_until: shift(today, row.starts_in_days + row.lasts_days - 1),
        };
        let takes_part = |draft: &&mut OutletDraft| {
            countries.contains(&draft.address.country) && kinds.iter().any(|kind| kind == draft.kind.code())
        };
        for draft in drafts.iter_mut().filter(takes_part).step_by(row.every) {
            draft.promotions.push(promotion.clone());
        }
    }
    Ok(())
}

fn add_days_off(drafts: &mut [OutletDraft], today: NaiveDate) -> Result<(), LoadDemoError> {
    for (number, row) in (2..).zip(read::<DayOffRow>(DAYS_OFF)?) {
        let Some(draft) = drafts.iter_mut().find(|draft| draft.code == row.code) else {
            let problem = format!("there is no outlet {}", row.code);
            return Err(LoadDemoError::BadRow { file: DAYS_OFF.0, row: number, problem });
        };
        draft.overrides.push(HoursOverride {
            from: shift(today, row.starts_in_days),
            until: shift(today, row.starts_in_days + row.lasts_days - 1),
            hours: Some(row.hours).filter(|hours| !hours.is_empty()),
            reason: row.reason,
        });
    }
    Ok(())
}

/// `days` may be negative. Stays where it is at the ends of the calendar.
fn shift(day: NaiveDate, days: i64) -> NaiveDate {
    let span = Days::new(days.unsigned_abs());
    let shifted = if days < 0 { day.checked_sub_days(span) } else { day.checked_add_days(span) };
    shifted.unwrap_or(day)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::super::CODE_PREFIX;
    use super::*;

    fn today() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, 30).unwrap()
    }

    #[test]
    fn every_row_of_the_demo_is_a_valid_outlet() {
        assert_eq!(outlets(today()).unwrap().len(), 430);
    }

    #[test]
    fn every_demo_outlet_carries_the_prefix_that_replacing_goes_by() {
        assert!(outlets(today()).unwrap().iter().all(|draft| draft.code.starts_with(CODE_PREFIX)));
    }

    #[test]
    fn no_code_is_given_twice() {
        let drafts = outlets(today()).unwrap();
        let codes: BTreeSet<_> = drafts.iter().map(|draft| &draft.code).collect();
        assert_eq!(codes.len(), drafts.len());
    }

    #[test]
    fn the_vocabulary_has_every_service_that_an_outlet_offers() {
        let known: BTreeSet<String> = services().unwrap().into_iter().map(|service| service.code).collect();
        for draft in outlets(today()).unwrap() {
            assert!(draft.services.iter().all(|code| known.contains(code)), "{}: {:?}", draft.code, draft.services);
        }
    }

    #[test]
    fn some_offers_hold_on_the_day_of_loading() {
        let drafts = outlets(today()).unwrap();
        let holds = |promotion: &&Promotion| promotion.valid_from <= today() && today() <= promotion.valid_until;
        assert!(drafts.iter().flat_map(|draft| &draft.promotions).filter(holds).count() > 100);
    }

    #[test]
    fn the_inventory_in_the_southern_quarter_is_on_the_day_of_loading() {
        let drafts = outlets(today()).unwrap();
        let outlet = drafts.iter().find(|draft| draft.code == "MT-NBG-05").unwrap();
        assert_eq!((outlet.overrides[0].from, outlet.overrides[0].until), (today(), today()));
    }

    #[test]
    fn the_shop_stands_on_both_banks_of_the_olza() {
        let drafts = outlets(today()).unwrap();
        let country_of = |code: &str| drafts.iter().find(|draft| draft.code == code).unwrap().address.country.clone();
        assert_eq!((country_of("MT-CIE-01"), country_of("MT-CTE-01")), ("PL".to_owned(), "CZ".to_owned()));
    }
}
