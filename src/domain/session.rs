//! A session: one sign-in of one person on one device, until it ends.

use super::ids::{SessionId, UserId};
use crate::units::{Seconds, Timestamp};

/// How long sessions live; all three come from the configuration.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SessionLimits {
    /// Without a request for this long, the session ends.
    pub idle: Seconds,
    /// After this long, the session ends whatever happens.
    pub absolute: Seconds,
    /// A token older than this is replaced at the next request.
    pub rotation: Seconds,
}

/// A stored session, as its owner sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    pub id: SessionId,
    pub user_id: UserId,
    pub created_at: Timestamp,
    /// Right to within `SEEN_STEP`.
    pub last_seen_at: Timestamp,
    pub expires_at: Timestamp,
    pub rotated_at: Timestamp,
    /// The browser in its own words, shortened; for its owner to recognise it.
    pub user_agent: String,
    /// Address of the client at sign-in.
    pub address: String,
}

/// The last request is written down at most this often: a session costs one small write a minute.
pub const SEEN_STEP: Seconds = Seconds::minutes(1);
pub const USER_AGENT_CHARS_MAX: usize = 200;

impl Session {
    /// Not past its end, and not idle for too long.
    pub fn is_live(&self, limits: SessionLimits, now: Timestamp) -> bool {
        now < self.expires_at && now < self.last_seen_at + limits.idle
    }

    pub fn wants_rotation(&self, limits: SessionLimits, now: Timestamp) -> bool {
        now >= self.rotated_at + limits.rotation
    }

    pub fn wants_touch(&self, now: Timestamp) -> bool {
        now >= self.last_seen_at + SEEN_STEP
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIMITS: SessionLimits =
        SessionLimits { idle: Seconds::minutes(30), absolute: Seconds::hours(12), rotation: Seconds::minutes(15) };

    fn session_started_at_zero() -> Session {
        Session {
            id: SessionId::generate(),
            user_id: UserId::generate(),
            created_at: Timestamp(0),
            last_seen_at: Timestamp(0),
            expires_at: Timestamp(0) + LIMITS.absolute,
            rotated_at: Timestamp(0),
            user_agent: String::new(),
            address: String::new(),
        }
    }

    #[test]
    fn a_session_ends_when_nobody_uses_it() {
        let session = session_started_at_zero();
        assert!(session.is_live(LIMITS, Timestamp(0) + Seconds(30 * 60 - 1)));
        assert!(!session.is_live(LIMITS, Timestamp(0) + Seconds::minutes(30)));
    }

    #[test]
    fn a_session_ends_at_its_absolute_limit_even_in_use() {
        let session = Session { last_seen_at: Timestamp(0) + Seconds::hours(12), ..session_started_at_zero() };
        assert!(!session.is_live(LIMITS, Timestamp(0) + Seconds::hours(12)));
    }

    #[test]
    fn a_token_is_replaced_after_a_quarter_of_an_hour() {
        let session = session_started_at_zero();
        assert!(!session.wants_rotation(LIMITS, Timestamp(0) + Seconds::minutes(14)));
        assert!(session.wants_rotation(LIMITS, Timestamp(0) + Seconds::minutes(15)));
    }
}
