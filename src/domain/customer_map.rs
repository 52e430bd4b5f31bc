//! How customers are shown to somebody on a map: as points, or as counted cells.
//!
//! Whoever sees addresses as they are gets points; a rep those in their care. Everybody else gets numbers of cells
//! in which at least `PEOPLE_MIN` live.

use super::actor::Actor;
use super::customer::ValueTier;
use super::customer_sight::CustomerSight;
use super::ids::UserId;
use super::permission::Permission;

/// People in a cell that is shown to those who see no front doors: the k of k-anonymity. Five is the least that
/// statistical offices publish for a cell (GEOSTAT grids suppress below three to ten).
pub const PEOPLE_MIN: usize = 5;

/// Which customers a map is asked for; what is absent holds for all.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct CustomerFilter {
    pub owner: Option<UserId>,
    pub segment: Option<String>,
    pub value_tier: Option<ValueTier>,
}

/// What somebody gets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CustomerMap {
    /// Each customer where they are; with an owner, only those in that user's care.
    Points {
        owner: Option<UserId>,
    },
    /// Numbers of people in cells. `filters`: by segment, value and owner too, since this somebody may read the list
    /// of all customers anyway. Else only of all customers together: two filters subtracted would tell single people.
    Cells {
        filters: bool,
    },
    Nothing,
}

impl CustomerMap {
    pub fn of(actor: &Actor) -> Self {
        let sight = CustomerSight::of(actor);
        match (actor.may(Permission::CustomersRead), sight.precise) {
            (true, true) => Self::Points { owner: sight.owner() },
            (true, false) => Self::Cells { filters: true },
            (false, _) if actor.may(Permission::CustomersCount) => Self::Cells { filters: false },
            (false, _) => Self::Nothing,
        }
    }

    /// What is left of `filter` for this somebody; `None` when nobody is.
    pub fn narrow(self, filter: CustomerFilter) -> Option<CustomerFilter> {
        match self {
            Self::Points { owner: Some(own) } if filter.owner.is_some_and(|asked| asked != own) => None,
            Self::Points { owner: own @ Some(_) } => Some(CustomerFilter { owner: own, ..filter }),
            Self::Points { owner: None } | Self::Cells { filters: true } => Some(filter),
            Self::Cells { filters: false } => (filter == CustomerFilter::default()).then_some(filter),
            Self::Nothing => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ids::ApiKeyId;
    use crate::domain::permission::{PermissionSet, Role};

    fn user(role: Role) -> Actor {
        Actor::User { id: UserId::generate(), role, name: "x".into() }
    }

    #[test]
    fn whoever_sees_no_front_doors_gets_cells() {
        let key =
            |scope| Actor::ApiKey { id: ApiKeyId::generate(), scopes: PermissionSet::of(&[scope]), name: "bi".into() };
        let cases = [
            (user(Role::Agent), CustomerMap::Points { owner: None }),
            (user(Role::Steward), CustomerMap::Points { owner: None }),
            (user(Role::Manager), CustomerMap::Cells { filters: true }),
            (user(Role::Analyst), CustomerMap::Cells { filters: false }),
            (key(Permission::CustomersRead), CustomerMap::Points { owner: None }),
            (key(Permission::CustomersCount), CustomerMap::Cells { filters: false }),
            (key(Permission::OutletsRead), CustomerMap::Nothing),
            (Actor::Anonymous, CustomerMap::Nothing),
        ];
        for (actor, expected) in cases {
            assert_eq!(CustomerMap::of(&actor), expected, "{actor:?}");
        }
        let rep = user(Role::Rep);
        assert_eq!(CustomerMap::of(&rep), CustomerMap::Points { owner: rep.user_id() });
    }

    #[test]
    fn a_rep_who_asks_for_somebody_elses_customers_gets_none() {
        let (own, other) = (UserId::generate(), UserId::generate());
        let map = CustomerMap::Points { owner: Some(own) };
        let of = |owner| CustomerFilter { owner, ..CustomerFilter::default() };
        assert_eq!(map.narrow(of(Some(other))), None);
        assert_eq!(map.narrow(of(None)), Some(of(Some(own))));
    }
}
