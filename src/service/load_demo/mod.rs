//! Loads the invented company of `data/demo`: outlets, services, offers and days off.
//!
//! The files travel inside the binary, so the demo needs nothing beside it. Offers and days off are given
//! in days from the day of loading and become dates here: the demo does not grow old. Loading never
//! touches an outlet whose code does not begin with `CODE_PREFIX`.

mod customer_words;
mod customers;
mod files;
mod map;
mod offers;
mod users;

use std::collections::HashMap;
use std::path::PathBuf;

use chrono::NaiveDate;
use thiserror::Error;

use super::write_outlets::{self, WriteOutletError};
use crate::domain::ids::OutletId;
use crate::domain::outlet::{Outlet, OutletDraft};
use crate::domain::validation::ValidationError;
use crate::region::RegionError;
use crate::store::outlets::{OutletFilter, OutletPosition, OutletSort, OutletWrite};
use crate::store::{Author, Store, StoreError, Tx};
use crate::units::Timestamp;

pub use customers::add_demo_customers;
pub use map::make_demo_map;
pub use users::{DemoLogin, add_demo_users};

/// Nobody's: the whole company is invented.
pub const COMPANY: &str = "Meteor";

/// Every code of a demo outlet begins with it, and no other should.
pub const CODE_PREFIX: &str = "MT-";

/// More outlets than anybody gives the prefix of the demo.
const DEMO_OUTLETS_MAX: i64 = 100_000;

#[derive(Debug, Error)]
pub enum LoadDemoError {
    #[error(
        "the database has {outlets} outlets already. To renew those of the demo (codes {CODE_PREFIX}…) and leave \
         the others alone, add --replace"
    )]
    NotEmpty { outlets: i64 },
    #[error("{file}, row {row}: {problem}")]
    BadRow { file: &'static str, row: u64, problem: String },
    #[error("the demo outlet {code} cannot be used: {problem}")]
    Invalid { code: String, problem: ValidationError },
    #[error("the password of the demo logins cannot be hashed: {0}")]
    Password(String),
    #[error("{}: {error}", .path.display())]
    Unwritable { path: PathBuf, error: std::io::Error },
    #[error(transparent)]
    Region(#[from] RegionError),
    #[error(transparent)]
    Write(#[from] WriteOutletError),
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Where the demo may go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Onto {
    /// Only into a database without outlets.
    Empty,
    /// Over the demo outlets that are there, beside all others.
    EarlierDemo,
}

/// What was done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DemoLoaded {
    pub created: usize,
    pub renewed: usize,
    pub deleted: usize,
    pub services: usize,
    /// Of the last change; `None` when there was nothing to change.
    pub revision: Option<i64>,
}

/// Loads the demo in one transaction. `today` is the day that offers and days off count from.
pub async fn load_demo(
    store: &Store,
    onto: Onto,
    at: Timestamp,
    today: NaiveDate,
) -> Result<DemoLoaded, LoadDemoError> {
    let drafts = files::outlets(today)?;
    let services = files::services()?;
    let stale = stale_outlets(store, &drafts).await?;
    let mut tx = store.begin(Author::system(at)).await?;
    if onto == Onto::Empty {
        refuse_unless_empty(store).await?;
    }
    write_outlets::put_services(&mut tx, &services).await?;
    let mut loaded = DemoLoaded { services: services.len(), deleted: stale.len(), ..DemoLoaded::default() };
    for id in stale {
        write_outlets::delete_outlet(&mut tx, id, None).await?;
    }
    put_outlets(&mut tx, drafts, &mut loaded).await?;
    loaded.revision = tx.commit().await?.revision;
    Ok(loaded)
}

/// True when nobody has put an outlet into the database.
pub async fn is_empty(store: &Store) -> Result<bool, StoreError> {
    Ok(store.count_outlets().await? == 0)
}

async fn refuse_unless_empty(store: &Store) -> Result<(), LoadDemoError> {
    match store.count_outlets().await? {
        0 => Ok(()),
        outlets => Err(LoadDemoError::NotEmpty { outlets }),
    }
}

/// Demo outlets in the database that the files no longer have.
async fn stale_outlets(store: &Store, drafts: &[OutletDraft]) -> Result<Vec<OutletId>, StoreError> {
    let from = OutletPosition::Code(CODE_PREFIX.to_owned());
    let page = store.outlet_page(&OutletFilter::default(), OutletSort::Code, Some(&from), DEMO_OUTLETS_MAX).await?;
    let of_demo = page.into_iter().take_while(|outlet| outlet.draft.code.starts_with(CODE_PREFIX));
    let kept = |code: &str| drafts.iter().any(|draft| draft.code == code);
    Ok(of_demo.filter(|outlet| !kept(&outlet.draft.code)).map(|outlet| outlet.id).collect())
}

/// Renews the outlets that are there and creates the others.
async fn put_outlets(tx: &mut Tx, drafts: Vec<OutletDraft>, loaded: &mut DemoLoaded) -> Result<(), LoadDemoError> {
    let codes: Vec<String> = drafts.iter().map(|draft| draft.code.clone()).collect();
    let there: HashMap<String, Outlet> =
        tx.outlets_by_codes(&codes).await?.into_iter().map(|outlet| (outlet.draft.code.clone(), outlet)).collect();
    let at = tx.author().at;
    let mut new = Vec::new();
    for draft in drafts {
        match there.get(&draft.code) {
            Some(outlet) => {
                let after = write_outlets::update_outlet(tx, outlet.id, None, draft).await?;
                loaded.renewed += usize::from(after.version != outlet.version);
            }
            None => {
                let outlet = Outlet { id: OutletId::generate(), version: 1, created_at: at, updated_at: at, draft };
                new.push(OutletWrite { outlet, before: None });
            }
        }
    }
    loaded.created = new.len();
    Ok(tx.insert_outlets(&new, "create").await?)
}
