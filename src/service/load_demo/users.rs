//! The people of the demo: one for each role, in the three languages.

use super::LoadDemoError;
use crate::domain::ids::UserId;
use crate::domain::language::Language;
use crate::domain::permission::Role;
use crate::domain::user::{User, UserDraft};
use crate::service::passwords::Passwords;
use crate::store::{Author, Store};
use crate::units::Timestamp;

/// Login name, name, role, language.
const PEOPLE: [(&str, &str, Role, Language); 6] = [
    ("ewa", "Ewa Maj", Role::Agent, Language::Polish),
    ("piotr", "Piotr Zawada", Role::Manager, Language::Polish),
    ("marek", "Marek Zieliński", Role::Rep, Language::Polish),
    ("jana", "Jana Dvořáková", Role::Steward, Language::Czech),
    ("tom", "Tom Fisher", Role::Analyst, Language::English),
    ("admin", "Anna Nowicka", Role::Admin, Language::Polish),
];

/// Somebody who can sign in to the demo.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DemoLogin {
    pub login_name: &'static str,
    pub display_name: &'static str,
    pub role: Role,
}

/// Adds those of the demo's people who are not there, all with the same password. The answer names the new ones.
pub async fn add_demo_users(
    store: &Store,
    passwords: &Passwords,
    password: &str,
    at: Timestamp,
) -> Result<Vec<DemoLogin>, LoadDemoError> {
    let mut added = Vec::new();
    for (login_name, display_name, role, language) in PEOPLE {
        if store.credentials(login_name).await?.is_some() {
            continue;
        }
        let hash = passwords.hash(password).await.map_err(|error| LoadDemoError::Password(error.to_string()))?;
        let draft = UserDraft {
            login_name: login_name.to_owned(),
            display_name: display_name.to_owned(),
            role,
            language,
            disabled: false,
        };
        let user =
            User { id: UserId::generate(), version: 1, created_at: at, updated_at: at, last_seen_at: None, draft };
        let mut tx = store.begin(Author::system(at)).await?;
        tx.insert_user(&user, &hash).await?;
        tx.commit().await?;
        added.push(DemoLogin { login_name, display_name, role });
    }
    Ok(added)
}
