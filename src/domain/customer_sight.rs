//! Who sees which customers, which of their fields, and how exactly where they are.
//!
//! An agent answers whoever calls and sees all. A rep sees the customers in their care. A manager plans with all
//! customers, and needs neither their numbers nor their front doors.

use super::actor::Actor;
use super::customer::CustomerDraft;
use super::customer_field::FieldRules;
use super::ids::UserId;
use super::permission::{Permission, Role};
use crate::geo::LonLat;
use crate::units::Meters;

/// Steps of a coarse point in degrees: about a kilometre, a few streets of a town.
const COARSE_STEP: f64 = 0.01;
/// No point of such a cell is farther from its middle.
const COARSE_RADIUS: Meters = Meters(800.0);

/// Which customers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whose {
    Everybody,
    /// Those that this user looks after.
    OwnedBy(UserId),
    Nobody,
}

/// What somebody sees of customers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CustomerSight {
    pub whose: Whose,
    /// Contact points, consents, own fields, and what was said and written.
    pub personal: bool,
    /// Addresses and points as they are; else the part of the town.
    pub precise: bool,
    /// Some own fields are for some roles; `None` for keys and the program itself.
    pub role: Option<Role>,
}

impl CustomerSight {
    const NONE: Self = Self { whose: Whose::Nobody, personal: false, precise: false, role: None };
    const FULL: Self = Self { whose: Whose::Everybody, personal: true, precise: true, role: None };

    /// The rule of the table above.
    pub fn of(actor: &Actor) -> Self {
        if !actor.may(Permission::CustomersRead) {
            return Self::NONE;
        }
        match actor {
            Actor::User { id, role: Role::Rep, .. } => {
                Self { whose: Whose::OwnedBy(*id), role: Some(Role::Rep), ..Self::FULL }
            }
            Actor::User { role: Role::Manager, .. } => {
                Self { personal: false, precise: false, role: Some(Role::Manager), ..Self::FULL }
            }
            Actor::User { role, .. } => Self { role: Some(*role), ..Self::FULL },
            _ => Self::FULL,
        }
    }

    /// Whether a customer in the care of `owner` is seen at all.
    pub fn sees(self, owner: Option<UserId>) -> bool {
        match self.whose {
            Whose::Everybody => true,
            Whose::OwnedBy(user) => owner == Some(user),
            Whose::Nobody => false,
        }
    }

    /// The user whose customers are shown; `None` for everybody's.
    pub fn owner(self) -> Option<UserId> {
        match self.whose {
            Whose::OwnedBy(user) => Some(user),
            Whose::Everybody | Whose::Nobody => None,
        }
    }

    /// The draft with what is not to be seen taken out; `rules` say which own fields are for which roles.
    pub fn reduce(self, mut draft: CustomerDraft, rules: &FieldRules) -> CustomerDraft {
        rules.hide(self.role, &mut draft.fields);
        if !self.personal {
            draft.contact_points.clear();
            draft.fields.clear();
        }
        if !self.precise {
            draft.addresses.iter_mut().for_each(|address| {
                address.raw_text.clear();
                address.parts.street.clear();
                if let Some(place) = &mut address.place {
                    place.point = coarse(place.point);
                    place.radius = Meters(place.radius.0.max(COARSE_RADIUS.0));
                    place.label.clear();
                }
            });
        }
        draft
    }
}

/// The middle of the cell that the point lies in.
pub fn coarse(point: LonLat) -> LonLat {
    let middle = |degrees: f64| ((degrees / COARSE_STEP).floor() + 0.5) * COARSE_STEP;
    LonLat::new(middle(point.lon()).clamp(-180.0, 180.0), middle(point.lat()).clamp(-90.0, 90.0)).unwrap_or(point)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ids::ApiKeyId;
    use crate::domain::permission::PermissionSet;

    fn user(role: Role) -> Actor {
        Actor::User { id: UserId::generate(), role, name: "x".into() }
    }

    #[test]
    fn a_rep_sees_those_in_their_care_and_nobody_elses() {
        let rep = user(Role::Rep);
        let sight = CustomerSight::of(&rep);
        assert!(sight.sees(rep.user_id()));
        assert!(!sight.sees(Some(UserId::generate())) && !sight.sees(None));
    }

    #[test]
    fn whoever_may_not_read_customers_sees_none() {
        let key = Actor::ApiKey {
            id: ApiKeyId::generate(),
            scopes: PermissionSet::of(&[Permission::OutletsRead]),
            name: "erp".into(),
        };
        for actor in [Actor::Anonymous, user(Role::Analyst), key] {
            assert!(!CustomerSight::of(&actor).sees(None), "{actor:?}");
        }
    }

    #[test]
    fn points_of_one_cell_look_alike() {
        let (one, other) = (LonLat::new(21.0265, 52.2440).unwrap(), LonLat::new(21.0201, 52.2499).unwrap());
        assert_eq!(coarse(one), coarse(other));
        assert_ne!(coarse(one), one);
    }
}
