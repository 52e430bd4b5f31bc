//! Who may use a way or pass a gate: the hierarchy of access keys.
//!
//! Source: <https://wiki.openstreetmap.org/wiki/Key:access>; a key for a special vehicle beats one for a group.

use super::Profile;
use crate::roads::record::RoadTags;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    Allowed,
    /// To reach what lies there, not to drive through.
    NoThrough,
    /// A cycle may be pushed.
    Dismount,
    Denied,
}

/// What the tags say about access, in both directions; nothing when they say nothing.
pub fn tagged_access(profile: Profile, tags: &RoadTags) -> Option<Access> {
    keys(profile).iter().find_map(|key| tags.get(key).and_then(meaning))
}

/// The most special key first.
fn keys(profile: Profile) -> &'static [&'static str] {
    match profile {
        Profile::Car => &["motorcar", "motor_vehicle", "vehicle", "access"],
        Profile::Foot => &["foot", "access"],
        Profile::Bike => &["bicycle", "vehicle", "access"],
    }
}

/// Several values, as in `agricultural;destination`, allow what the most generous of them allows.
fn meaning(value: &str) -> Option<Access> {
    value.split(';').filter_map(|word| meaning_of_word(word.trim())).min_by_key(|access| *access as u8)
}

fn meaning_of_word(word: &str) -> Option<Access> {
    match word {
        "yes" | "designated" | "official" | "permissive" | "public" | "use_sidepath" => Some(Access::Allowed),
        "destination" | "delivery" | "customers" | "private" | "residents" | "permit" | "employees" => {
            Some(Access::NoThrough)
        }
        "dismount" => Some(Access::Dismount),
        "no" | "agricultural" | "forestry" | "emergency" | "psv" | "bus" | "military" | "restricted"
        | "discouraged" => Some(Access::Denied),
        // "unknown", "variable" and what nobody can know the meaning of.
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(profile: Profile, tags: &[(&str, &str)], expected: Option<Access>) {
        assert_eq!(tagged_access(profile, &tags.iter().copied().collect()), expected, "{profile:?} {tags:?}");
    }

    #[test]
    fn the_most_special_key_wins() {
        check(Profile::Car, &[("access", "no"), ("motorcar", "yes")], Some(Access::Allowed));
        check(Profile::Car, &[("motor_vehicle", "no"), ("vehicle", "yes")], Some(Access::Denied));
        check(Profile::Bike, &[("vehicle", "no"), ("bicycle", "yes")], Some(Access::Allowed));
        check(Profile::Bike, &[("motor_vehicle", "no")], None);
        check(Profile::Foot, &[("vehicle", "no")], None);
        check(Profile::Foot, &[("access", "private")], Some(Access::NoThrough));
    }

    #[test]
    fn of_several_values_the_most_generous_counts() {
        check(Profile::Car, &[("access", "agricultural;destination")], Some(Access::NoThrough));
        check(Profile::Car, &[("access", "no; yes")], Some(Access::Allowed));
    }

    #[test]
    fn what_nobody_understands_says_nothing() {
        check(Profile::Car, &[("access", "unknown")], None);
        check(Profile::Car, &[("motorcar", "perhaps"), ("access", "no")], Some(Access::Denied));
    }
}
