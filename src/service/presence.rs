//! Who has which customer's card open, so that two people do not write to one customer at the same time.
//!
//! Light on purpose: kept in memory, of this process only, forgotten when nobody says for a while that they are
//! still there. It informs and locks nothing; versions keep what is written safe.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use crate::domain::ids::{CustomerId, UserId};
use crate::units::{Seconds, Timestamp};

/// A card says every ten seconds that it is open; two may get lost.
pub const FORGOTTEN_AFTER: Seconds = Seconds(30);

/// One card a person, and more people than a call centre seats.
const PEOPLE_MAX: usize = 10_000;

/// Somebody at a card.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Here {
    pub user_id: UserId,
    pub name: String,
    /// Since when they have been at this card.
    pub since: Timestamp,
}

#[derive(Clone, Debug)]
struct Place {
    customer: CustomerId,
    here: Here,
    seen_at: Timestamp,
}

/// The people at cards: each at the one they opened last.
#[derive(Debug, Default)]
pub struct Presence(Mutex<HashMap<UserId, Place>>);

impl Presence {
    /// Notes that the person is at the card of `customer`; returns who else is, the longest there first.
    pub fn arrive(&self, customer: CustomerId, (user_id, name): (UserId, &str), now: Timestamp) -> Vec<Here> {
        let mut places = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        places.retain(|_, place| place.seen_at + FORGOTTEN_AFTER > now);
        if places.len() < PEOPLE_MAX || places.contains_key(&user_id) {
            let before = places.get(&user_id).filter(|place| place.customer == customer);
            let since = before.map_or(now, |place| place.here.since);
            let here = Here { user_id, name: name.to_owned(), since };
            places.insert(user_id, Place { customer, here, seen_at: now });
        }
        let others = places.values().filter(|place| place.customer == customer && place.here.user_id != user_id);
        let mut others: Vec<Here> = others.map(|place| place.here.clone()).collect();
        others.sort_by_key(|here| (here.since, here.user_id.0));
        others
    }

    /// Notes that the person has left the card, unless they are at another one by now.
    pub fn leave(&self, customer: CustomerId, user_id: UserId) {
        let mut places = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if places.get(&user_id).is_some_and(|place| place.customer == customer) {
            places.remove(&user_id);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(here: &[Here]) -> Vec<&str> {
        here.iter().map(|here| here.name.as_str()).collect()
    }

    fn at(seconds: i64) -> Timestamp {
        Timestamp(0) + Seconds(seconds)
    }

    #[test]
    fn two_at_one_card_learn_of_each_other() {
        let (presence, card) = (Presence::default(), CustomerId::generate());
        let (ewa, jana) = (UserId::generate(), UserId::generate());
        assert!(presence.arrive(card, (ewa, "Ewa"), at(0)).is_empty());
        assert_eq!(names(&presence.arrive(card, (jana, "Jana"), at(1))), ["Ewa"]);
        assert_eq!(names(&presence.arrive(card, (ewa, "Ewa"), at(2))), ["Jana"]);
        assert!(presence.arrive(CustomerId::generate(), (ewa, "Ewa"), at(3)).is_empty());
        assert!(
            presence.arrive(card, (jana, "Jana"), at(4)).is_empty(),
            "whoever opens another card has left this one"
        );
    }

    #[test]
    fn whoever_leaves_or_falls_silent_is_not_there() {
        let (presence, card) = (Presence::default(), CustomerId::generate());
        let (ewa, jana) = (UserId::generate(), UserId::generate());
        presence.arrive(card, (ewa, "Ewa"), at(0));
        assert!(presence.arrive(card, (jana, "Jana"), at(30)).is_empty());
        presence.leave(card, jana);
        assert!(presence.arrive(card, (ewa, "Ewa"), at(31)).is_empty());
    }

    #[test]
    fn who_was_first_stays_first() {
        let (presence, card) = (Presence::default(), CustomerId::generate());
        let (ewa, jana) = (UserId::generate(), UserId::generate());
        presence.arrive(card, (ewa, "Ewa"), at(0));
        presence.arrive(card, (jana, "Jana"), at(5));
        presence.arrive(card, (ewa, "Ewa"), at(10));
        let others = presence.arrive(card, (UserId::generate(), "Ola"), at(11));
        assert_eq!(names(&others), ["Ewa", "Jana"]);
        assert_eq!(others[0].since, at(0));
    }
}
