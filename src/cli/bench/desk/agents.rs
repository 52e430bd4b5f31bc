//! Agents who are signed in. Their sessions are written straight into the database: two hundred passwords would
//! take a minute to hash and are not what is measured.

use super::super::child::BenchResult;
use super::super::database::author;
use crate::domain::ids::{SessionId, UserId};
use crate::domain::language::Language;
use crate::domain::permission::Role;
use crate::domain::session::Session;
use crate::domain::user::{User, UserDraft};
use crate::service::tokens::{Token, random};
use crate::store::sessions::SessionSecrets;
use crate::store::{Store, Tx};
use crate::units::{Seconds, Timestamp};

/// What no password hashes to.
const NO_PASSWORD: &str = "none";

/// Somebody with an open session.
#[derive(Clone, Debug)]
pub(super) struct Agent {
    pub login: String,
    /// What a browser sends along with a request.
    pub headers: String,
}

/// Opens a session for each of `count` agents, who are added where they are missing.
pub(super) async fn sign_in(store: &Store, count: usize) -> BenchResult<Vec<Agent>> {
    let mut tx = store.begin(author()).await?;
    let mut agents = Vec::with_capacity(count);
    for number in 0..count {
        let login = format!("agent{number:04}");
        let user = match store.credentials(&login).await? {
            Some(known) => known.user.id,
            None => add(&mut tx, &login).await?,
        };
        agents.push(open_session(&mut tx, user, login).await?);
    }
    tx.commit().await?;
    Ok(agents)
}

async fn add(tx: &mut Tx, login: &str) -> BenchResult<UserId> {
    let (id, at) = (UserId::generate(), tx.author().at);
    let draft = UserDraft {
        login_name: login.to_owned(),
        display_name: login.to_owned(),
        role: Role::Agent,
        language: Language::Polish,
        disabled: false,
    };
    tx.insert_user(&User { id, version: 1, created_at: at, updated_at: at, last_seen_at: None, draft }, NO_PASSWORD)
        .await?;
    Ok(id)
}

async fn open_session(tx: &mut Tx, user_id: UserId, login: String) -> BenchResult<Agent> {
    let (token, csrf) = (Token::generate(), Token::generate().reveal());
    let secrets =
        SessionSecrets { token_hash: token.hash(), rotation_salt: random(), csrf_token: csrf.clone(), id_token: None };
    tx.insert_session(&session(user_id, tx.author().at), &secrets).await?;
    let headers =
        format!("cookie: blisko_session={}\r\nx-csrf-token: {csrf}\r\nsec-fetch-site: same-origin\r\n", token.reveal());
    Ok(Agent { login, headers })
}

fn session(user_id: UserId, at: Timestamp) -> Session {
    Session {
        id: SessionId::generate(),
        user_id,
        created_at: at,
        last_seen_at: at,
        expires_at: at + Seconds::hours(12),
        rotated_at: at,
        user_agent: "bench".to_owned(),
        address: "127.0.0.1".to_owned(),
    }
}
