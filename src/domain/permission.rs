//! Who may do what: roles, permissions and the one table that joins them.
//!
//! A permission is a word (`outlets.write`) that a route demands; a role is a set of them, and so are
//! the scopes of an API key. Rules about single records (own sessions, own visits) are not here: they
//! belong to the use case that knows the record.

use std::fmt;

use super::outlet::coded_enum;

coded_enum! {
    /// Something that a route demands of whoever calls it.
    Permission {
        LocatorRead = "locator.read",
        OutletsRead = "outlets.read",
        OutletsWrite = "outlets.write",
        OutletsExport = "outlets.export",
        ImportsManage = "imports.manage",
        GeocodeBatch = "geocode.batch",
        RoadsPlan = "roads.plan",
        RoadsManage = "roads.manage",
        CustomersRead = "customers.read",
        CustomersWrite = "customers.write",
        CustomersMerge = "customers.merge",
        CallsReport = "calls.report",
        OffersWrite = "offers.write",
        EventsRead = "events.read",
        AuditRead = "audit.read",
        MetricsRead = "metrics.read",
        UsersManage = "users.manage",
        ApiKeysManage = "api_keys.manage",
        CustomersCount = "customers.count",
    }
}

coded_enum! {
    /// What a person does at the company.
    Role {
        Agent = "agent",
        Manager = "manager",
        Rep = "rep",
        Steward = "steward",
        Admin = "admin",
        Analyst = "analyst",
    }
}

impl Permission {
    /// What it lets one do, for the API page and for the form that makes a key.
    pub const fn meaning(self) -> &'static str {
        match self {
            Permission::LocatorRead => "ask for the nearest outlets and read what is public about them",
            Permission::OutletsRead => "read every outlet, planned and closed ones too",
            Permission::OutletsWrite => "create, change and delete outlets and services",
            Permission::OutletsExport => "download outlets as a file",
            Permission::ImportsManage => "upload, check, apply and undo imports",
            Permission::GeocodeBatch => "find whole lists of addresses at once",
            Permission::RoadsPlan => "ask for travel times of whole lists, and see which roads are cut off",
            Permission::RoadsManage => {
                "say what is different on the roads: closures, zones, slow hours, a person's pace"
            }
            Permission::CustomersRead => {
                "read customers, their history, cases and orders, as far as the role sees them"
            }
            Permission::CustomersWrite => "write down customers, interactions, cases and orders",
            Permission::CustomersMerge => "delete customers, and merge those that are there twice",
            Permission::CallsReport => "tell what happens to calls: for telephone systems",
            Permission::OffersWrite => "write prices, promotions and policies",
            Permission::EventsRead => "follow changes as they happen",
            Permission::AuditRead => "read who changed what",
            Permission::MetricsRead => "read the metrics of the service",
            Permission::UsersManage => "create, change and disable users",
            Permission::ApiKeysManage => "create and revoke API keys",
            Permission::CustomersCount => "see how many customers live where, in cells of five people and more",
        }
    }
}

/// A set of permissions, one bit each.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct PermissionSet(u32);

impl PermissionSet {
    pub const NONE: PermissionSet = PermissionSet(0);

    pub const fn of(permissions: &[Permission]) -> Self {
        let mut bits = 0;
        let mut index = 0;
        while index < permissions.len() {
            bits |= 1 << permissions[index] as u32;
            index += 1;
        }
        Self(bits)
    }

    pub const fn contains(self, permission: Permission) -> bool {
        self.0 & (1 << permission as u32) != 0
    }

    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The permissions in the order of their declaration.
    pub fn iter(self) -> impl Iterator<Item = Permission> {
        Permission::ALL.iter().copied().filter(move |permission| self.contains(*permission))
    }
}

impl FromIterator<Permission> for PermissionSet {
    fn from_iter<I: IntoIterator<Item = Permission>>(permissions: I) -> Self {
        Self(permissions.into_iter().fold(0, |bits, permission| bits | 1 << permission as u32))
    }
}

impl fmt::Debug for PermissionSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.iter().map(Permission::code)).finish()
    }
}

/// What somebody who has not signed in may do.
pub const ANONYMOUS: PermissionSet = PermissionSet::of(&[Permission::LocatorRead]);

impl Role {
    /// The table of roles: the only place that says what a role may do.
    pub const fn permissions(self) -> PermissionSet {
        use Permission::*;
        match self {
            Role::Agent | Role::Rep => PermissionSet::of(&[
                LocatorRead,
                GeocodeBatch,
                RoadsPlan,
                OutletsRead,
                CustomersRead,
                CustomersCount,
                CustomersWrite,
                EventsRead,
            ]),
            Role::Manager => PermissionSet::of(&[
                LocatorRead,
                GeocodeBatch,
                RoadsPlan,
                OutletsRead,
                OutletsExport,
                CustomersRead,
                CustomersCount,
                EventsRead,
            ]),
            Role::Analyst => PermissionSet::of(&[
                LocatorRead,
                GeocodeBatch,
                RoadsPlan,
                OutletsRead,
                OutletsExport,
                CustomersCount,
                MetricsRead,
            ]),
            Role::Steward => PermissionSet::of(&[
                LocatorRead,
                GeocodeBatch,
                RoadsPlan,
                RoadsManage,
                OutletsRead,
                OutletsWrite,
                OutletsExport,
                ImportsManage,
                CustomersRead,
                CustomersCount,
                CustomersWrite,
                CustomersMerge,
                OffersWrite,
                EventsRead,
                AuditRead,
            ]),
            Role::Admin => PermissionSet::of(Permission::ALL),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_is_not_signed_in_may_only_use_the_locator() {
        assert_eq!(ANONYMOUS.iter().collect::<Vec<_>>(), [Permission::LocatorRead]);
    }

    #[test]
    fn every_role_may_do_what_a_visitor_may() {
        for role in Role::ALL {
            assert!(ANONYMOUS.iter().all(|permission| role.permissions().contains(permission)), "{role:?}");
        }
    }

    #[test]
    fn only_an_admin_manages_users_and_keys() {
        for permission in [Permission::UsersManage, Permission::ApiKeysManage] {
            let holders: Vec<_> = Role::ALL.iter().filter(|role| role.permissions().contains(permission)).collect();
            assert_eq!(holders, [&Role::Admin], "{permission:?}");
        }
    }

    #[test]
    fn a_set_gives_back_what_was_put_in() {
        let set: PermissionSet = [Permission::AuditRead, Permission::OutletsRead].into_iter().collect();
        assert_eq!(set.iter().collect::<Vec<_>>(), [Permission::OutletsRead, Permission::AuditRead]);
    }

    #[test]
    fn every_permission_has_a_bit_of_its_own() {
        assert!(Permission::ALL.len() <= u32::BITS as usize);
        assert_eq!(PermissionSet::of(Permission::ALL).iter().count(), Permission::ALL.len());
    }
}
