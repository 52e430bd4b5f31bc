//! Places that the company's own outlets name: by code, by name, by city, by postcode.

use super::words::fold;
use super::{CANDIDATES_MAX, Place, postcode};
use crate::domain::outlet::{CODE_CHARS_MAX, Outlet, OutletStatus};
use crate::geo::LonLat;
use crate::store::outlets::{OutletFilter, OutletSort};
use crate::store::{Store, StoreError};

/// Outlets looked at for one text; a city with more is where its first hundred are.
const OUTLETS_READ_MAX: i64 = 100;

/// The outlet with that code, in any case.
pub(super) async fn by_code(store: &Store, text: &str) -> Result<Option<Place>, StoreError> {
    if text.chars().count() > CODE_CHARS_MAX {
        return Ok(None);
    }
    let exact = store.find_outlet_by_code(text).await?;
    let outlet = match exact {
        None => store.find_outlet_by_code(&text.to_uppercase()).await?,
        some => some,
    };
    Ok(outlet.filter(is_public).map(|outlet| outlet_place(&outlet)))
}

/// Cities whose name has all the words, else outlets that have them in name or address.
pub(super) async fn by_words(store: &Store, words: &str) -> Result<Vec<Place>, StoreError> {
    let outlets = search(store, words).await?;
    let cities = cities(&outlets, words);
    if !cities.is_empty() {
        return Ok(cities);
    }
    Ok(outlets.iter().take(CANDIDATES_MAX).map(outlet_place).collect())
}

/// The middle of the outlets with that postcode.
pub(super) async fn by_postcode(store: &Store, code: &str) -> Result<Option<Place>, StoreError> {
    let digits = postcode::digits(code);
    let mut outlets = search(store, code).await?;
    if outlets.is_empty() {
        outlets = search(store, &format!("{} {}", &digits[..3], &digits[3..])).await?;
    }
    outlets.retain(|outlet| postcode::digits(&outlet.draft.address.postcode) == digits);
    let Some(first) = outlets.first() else { return Ok(None) };
    let address = &first.draft.address;
    let name = format!("{} {}", address.postcode, address.city);
    Ok(Some(Place { name, region: "", country: address.country.clone(), point: middle(&outlets) }))
}

async fn search(store: &Store, text: &str) -> Result<Vec<Outlet>, StoreError> {
    let filter = OutletFilter {
        text: Some(text.to_owned()),
        statuses: Some(vec![OutletStatus::Active]),
        ..OutletFilter::default()
    };
    store.outlet_page(&filter, OutletSort::Code, None, OUTLETS_READ_MAX).await
}

/// One place per city whose folded name holds the words, the one with the most outlets first.
fn cities(outlets: &[Outlet], words: &str) -> Vec<Place> {
    let mut cities: Vec<(&str, &str, Vec<Outlet>)> = Vec::new();
    for outlet in outlets.iter().filter(|outlet| fold(&outlet.draft.address.city).contains(words)) {
        let address = &outlet.draft.address;
        match cities.iter_mut().find(|(city, country, _)| (*city, *country) == (&address.city, &address.country)) {
            Some((_, _, there)) => there.push(outlet.clone()),
            None => cities.push((&address.city, &address.country, vec![outlet.clone()])),
        }
    }
    cities.sort_by_key(|(_, _, there)| std::cmp::Reverse(there.len()));
    let place = |(city, country, there): (&str, &str, Vec<Outlet>)| Place {
        name: city.to_owned(),
        region: "",
        country: country.to_owned(),
        point: middle(&there),
    };
    cities.into_iter().take(CANDIDATES_MAX).map(place).collect()
}

/// The mean of the points; outlets of one city lie too close together for the date line to matter.
fn middle(outlets: &[Outlet]) -> LonLat {
    let count = outlets.len() as f64;
    let mean = |part: fn(LonLat) -> f64| outlets.iter().map(|outlet| part(outlet.draft.point)).sum::<f64>() / count;
    LonLat::new(mean(|point| point.lon()), mean(|point| point.lat())).unwrap_or(outlets[0].draft.point)
}

/// Plans and closed outlets are not for customers.
fn is_public(outlet: &Outlet) -> bool {
    matches!(outlet.draft.status, OutletStatus::Active | OutletStatus::TemporarilyClosed)
}

fn outlet_place(outlet: &Outlet) -> Place {
    let draft = &outlet.draft;
    Place { name: draft.name.clone(), region: "", country: draft.address.country.clone(), point: draft.point }
}
