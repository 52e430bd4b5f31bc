//! Places that the company's own outlets name: by code, by name, by city, by postcode.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use super::names::{NameIndex, has_words};
use super::words::fold;
use super::{CANDIDATES_MAX, Place, postcode};
use crate::domain::outlet::{CODE_CHARS_MAX, Outlet, OutletStatus};
use crate::geo::LonLat;
use crate::live::outlets::{OutletIndex, OutletRef};
use crate::live::{Live, Mirrors};
use crate::store::{Store, StoreError};

/// With fewer words than this the index is made anew while the customer waits, some milliseconds; with more, the
/// old one answers until the new one is there.
const MADE_AT_ONCE_MAX: usize = 100_000;

/// The words of all outlets, as new as the mirror or nearly so.
#[derive(Clone, Debug, Default)]
pub struct OutletNames(Arc<Shared>);

#[derive(Debug, Default)]
struct Shared {
    made: Mutex<Option<Arc<NameIndex>>>,
    /// Held by the one who makes it.
    making: tokio::sync::Mutex<()>,
}

impl OutletNames {
    async fn current(&self, live: &Live) -> Arc<NameIndex> {
        let revision = live.mirrors().outlets_revision();
        match self.made() {
            Some(made) if made.revision() >= revision => made,
            Some(made) if made.len() > MADE_AT_ONCE_MAX => {
                let (names, mirrors) = (self.clone(), live.mirrors());
                tokio::spawn(async move {
                    if let Ok(_alone) = names.0.making.try_lock() {
                        names.make(mirrors).await;
                    }
                });
                made
            }
            _ => {
                let _alone = self.0.making.lock().await;
                // Somebody else may have made it meanwhile.
                match self.made().filter(|made| made.revision() >= revision) {
                    Some(made) => made,
                    None => self.make(live.mirrors()).await,
                }
            }
        }
    }

    fn made(&self) -> Option<Arc<NameIndex>> {
        self.0.made.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    async fn make(&self, mirrors: Arc<Mirrors>) -> Arc<NameIndex> {
        let revision = mirrors.outlets_revision();
        let making = tokio::task::spawn_blocking(move || NameIndex::build(&mirrors.outlets, revision));
        let made = Arc::new(making.await.expect("making the index of names does not panic"));
        *self.0.made.lock().unwrap_or_else(PoisonError::into_inner) = Some(Arc::clone(&made));
        made
    }
}

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
    let is_public =
        |outlet: &Outlet| matches!(outlet.draft.status, OutletStatus::Active | OutletStatus::TemporarilyClosed);
    Ok(outlet.filter(is_public).map(|Outlet { draft, .. }| Place {
        name: draft.name,
        region: "",
        country: draft.address.country,
        point: draft.point,
    }))
}

/// Cities whose name has all the words, else outlets that have them in name, city or postcode.
pub(super) async fn by_words(names: &OutletNames, live: &Live, words: &str) -> Vec<Place> {
    let made = names.current(live).await;
    let index = live.outlets().read();
    let mut outlets: Vec<OutletRef<'_>> =
        made.find(&index, words).into_iter().filter_map(|slot| index.at(slot)).collect();
    let cities = cities(&outlets, words);
    if !cities.is_empty() {
        return cities;
    }
    outlets.sort_unstable_by_key(|outlet| outlet.card().code);
    outlets.truncate(CANDIDATES_MAX);
    let place = |outlet: OutletRef<'_>| Place {
        name: outlet.card().name.to_owned(),
        region: "",
        country: outlet.hours_source().country.clone(),
        point: outlet.point(),
    };
    outlets.into_iter().map(place).collect()
}

/// The middle of the outlets with that postcode.
pub(super) async fn by_postcode(names: &OutletNames, live: &Live, code: &str) -> Option<Place> {
    let digits = postcode::digits(code);
    let made = names.current(live).await;
    let index: &OutletIndex = &live.outlets().read();
    let mut outlets: Vec<OutletRef<'_>> =
        made.find(index, &digits).into_iter().filter_map(|slot| index.at(slot)).collect();
    outlets.retain(|outlet| postcode::digits(outlet.card().postcode) == digits);
    let first = outlets.iter().min_by_key(|outlet| outlet.card().code)?;
    let name = format!("{} {}", first.card().postcode, first.card().city);
    Some(Place { name, region: "", country: first.hours_source().country.clone(), point: middle(&outlets) })
}

/// One place per city whose folded name has the words, the one with the most outlets first.
fn cities(outlets: &[OutletRef<'_>], words: &str) -> Vec<Place> {
    let asked: Vec<&str> = words.split(' ').collect();
    let mut cities: HashMap<(&str, &str), Vec<OutletRef<'_>>> = HashMap::new();
    for outlet in outlets {
        cities.entry((outlet.card().city, &outlet.hours_source().country)).or_default().push(*outlet);
    }
    let mut cities: Vec<_> = cities.into_iter().filter(|((city, _), _)| has_words(&fold(city), &asked)).collect();
    cities.sort_unstable_by_key(|(name, there)| (Reverse(there.len()), *name));
    let place = |((city, country), there): ((&str, &str), Vec<OutletRef<'_>>)| Place {
        name: city.to_owned(),
        region: "",
        country: country.to_owned(),
        point: middle(&there),
    };
    cities.into_iter().take(CANDIDATES_MAX).map(place).collect()
}

/// The mean of the points; outlets of one city lie too close together for the date line to matter.
fn middle(outlets: &[OutletRef<'_>]) -> LonLat {
    let count = outlets.len() as f64;
    let mean = |part: fn(LonLat) -> f64| outlets.iter().map(|outlet| part(outlet.point())).sum::<f64>() / count;
    LonLat::new(mean(|point| point.lon()), mean(|point| point.lat())).unwrap_or(outlets[0].point())
}
