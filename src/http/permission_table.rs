//! Who may use which address: one line per route, and nothing outside this table says so.
//!
//! A route that is missing here is refused to everybody; a test holds the table against the routes and
//! walks every route as every role.

use axum::http::Method;

use crate::domain::permission::Permission;

/// What a route demands of its caller.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Nothing: health, pages, signing in.
    Anyone,
    /// A person with a session, whatever the role; API keys have no sessions and no password.
    SignedIn,
    Needs(Permission),
    /// A person with a session whose role has the permission.
    SignedInWith(Permission),
    /// One of the two; refusals name the second, which is the lesser.
    NeedsEither(Permission, Permission),
    /// A signature, which the handler checks, or the permission.
    SignedOr(Permission),
}

use Access::{Anyone, Needs, NeedsEither, SignedIn, SignedInWith, SignedOr};

/// Points for those who may read customers, counted cells for those who may count them.
const CUSTOMER_MAP: Access = NeedsEither(Permission::CustomersRead, Permission::CustomersCount);

/// Method, path as the router writes it, and demand. GET covers HEAD.
pub const PERMISSIONS: &[(Method, &str, Access)] = &[
    (Method::GET, "/livez", Anyone),
    (Method::GET, "/readyz", Anyone),
    (Method::GET, "/openapi.json", Anyone),
    (Method::GET, "/metrics", Needs(Permission::MetricsRead)),
    (Method::GET, "/api/v1/sign-in-ways", Anyone),
    (Method::GET, "/sign-in/oidc", Anyone),
    (Method::GET, "/sign-in/oidc/callback", Anyone),
    (Method::POST, "/api/v1/sessions", Anyone),
    (Method::GET, "/api/v1/sessions", SignedIn),
    (Method::DELETE, "/api/v1/sessions", SignedIn),
    (Method::DELETE, "/api/v1/sessions/current", SignedIn),
    (Method::DELETE, "/api/v1/sessions/{session_id}", SignedIn),
    (Method::GET, "/api/v1/me", SignedIn),
    (Method::PUT, "/api/v1/me/password", SignedIn),
    (Method::GET, "/api/v1/users", Needs(Permission::UsersManage)),
    (Method::POST, "/api/v1/users", Needs(Permission::UsersManage)),
    (Method::GET, "/api/v1/users/{user_id}", Needs(Permission::UsersManage)),
    (Method::PUT, "/api/v1/users/{user_id}", Needs(Permission::UsersManage)),
    (Method::DELETE, "/api/v1/users/{user_id}", Needs(Permission::UsersManage)),
    (Method::PUT, "/api/v1/users/{user_id}/password", Needs(Permission::UsersManage)),
    (Method::DELETE, "/api/v1/users/{user_id}/sessions", Needs(Permission::UsersManage)),
    (Method::GET, "/api/v1/roles", Needs(Permission::UsersManage)),
    (Method::GET, "/api/v1/api-keys", Needs(Permission::ApiKeysManage)),
    (Method::POST, "/api/v1/api-keys", Needs(Permission::ApiKeysManage)),
    (Method::DELETE, "/api/v1/api-keys/{api_key_id}", Needs(Permission::ApiKeysManage)),
    (Method::GET, "/api/v1/geocode", Needs(Permission::LocatorRead)),
    (Method::POST, "/api/v1/geocode/batch", Needs(Permission::GeocodeBatch)),
    (Method::GET, "/api/v1/autocomplete", Needs(Permission::LocatorRead)),
    (Method::GET, "/api/v1/reverse", Needs(Permission::LocatorRead)),
    (Method::GET, "/api/v1/routes", Needs(Permission::LocatorRead)),
    (Method::POST, "/api/v1/routes", Needs(Permission::LocatorRead)),
    (Method::POST, "/api/v1/matrix", Needs(Permission::LocatorRead)),
    (Method::GET, "/api/v1/isochrones", Needs(Permission::LocatorRead)),
    (Method::GET, "/api/v1/snap", Needs(Permission::LocatorRead)),
    (Method::GET, "/api/v1/road-conditions", Needs(Permission::RoadsPlan)),
    (Method::POST, "/api/v1/road-conditions", Needs(Permission::RoadsManage)),
    (Method::PUT, "/api/v1/road-conditions/{road_condition_id}", Needs(Permission::RoadsManage)),
    (Method::DELETE, "/api/v1/road-conditions/{road_condition_id}", Needs(Permission::RoadsManage)),
    (Method::GET, "/api/v1/roads/cut-off", Needs(Permission::RoadsPlan)),
    (Method::GET, "/api/v1/outlets", Needs(Permission::OutletsRead)),
    (Method::POST, "/api/v1/outlets", Needs(Permission::OutletsWrite)),
    (Method::GET, "/api/v1/outlets/nearest", Needs(Permission::LocatorRead)),
    (Method::POST, "/api/v1/outlets/nearest", Needs(Permission::LocatorRead)),
    (Method::GET, "/api/v1/outlets/along", Needs(Permission::LocatorRead)),
    (Method::GET, "/api/v1/outlets/export", Needs(Permission::OutletsExport)),
    (Method::GET, "/api/v1/imports", Needs(Permission::ImportsManage)),
    (Method::POST, "/api/v1/imports", Needs(Permission::ImportsManage)),
    (Method::GET, "/api/v1/imports/{import_id}", Needs(Permission::ImportsManage)),
    (Method::PUT, "/api/v1/imports/{import_id}/mapping", Needs(Permission::ImportsManage)),
    (Method::POST, "/api/v1/imports/{import_id}/check", Needs(Permission::ImportsManage)),
    (Method::POST, "/api/v1/imports/{import_id}/apply", Needs(Permission::ImportsManage)),
    (Method::POST, "/api/v1/imports/{import_id}/undo", Needs(Permission::ImportsManage)),
    (Method::GET, "/api/v1/imports/{import_id}/rows", Needs(Permission::ImportsManage)),
    (Method::GET, "/api/v1/imports/{import_id}/failed.csv", Needs(Permission::ImportsManage)),
    (Method::GET, "/api/v1/outlets/{outlet_id}", Needs(Permission::OutletsRead)),
    (Method::PUT, "/api/v1/outlets/{outlet_id}", Needs(Permission::OutletsWrite)),
    (Method::DELETE, "/api/v1/outlets/{outlet_id}", Needs(Permission::OutletsWrite)),
    (Method::GET, "/api/v1/outlets/{outlet_id}/geocode", Needs(Permission::OutletsRead)),
    (Method::GET, "/api/v1/outlets/{outlet_id}/replay", Needs(Permission::OutletsRead)),
    (Method::POST, "/api/v1/opening-hours/preview", Needs(Permission::OutletsRead)),
    (Method::GET, "/api/v1/repairs", Needs(Permission::OutletsWrite)),
    (Method::PUT, "/api/v1/repairs/{outlet_id}/point", Needs(Permission::OutletsWrite)),
    (Method::POST, "/api/v1/repairs/accept", Needs(Permission::OutletsWrite)),
    (Method::POST, "/api/v1/repairs/retry", Needs(Permission::OutletsWrite)),
    (Method::DELETE, "/api/v1/repairs/{outlet_id}", Needs(Permission::OutletsWrite)),
    (Method::POST, "/api/v1/outlet-reports", Needs(Permission::CustomersWrite)),
    (Method::GET, "/api/v1/outlet-reports", Needs(Permission::OutletsWrite)),
    (Method::POST, "/api/v1/outlet-reports/{outlet_report_id}/resolve", Needs(Permission::OutletsWrite)),
    (Method::GET, "/api/v1/services", Needs(Permission::LocatorRead)),
    (Method::PUT, "/api/v1/services", Needs(Permission::OutletsWrite)),
    (Method::GET, "/api/v1/customers", Needs(Permission::CustomersRead)),
    (Method::POST, "/api/v1/customers", Needs(Permission::CustomersWrite)),
    (Method::GET, "/api/v1/outlets/{outlet_id}/customers-within", Needs(Permission::CustomersRead)),
    (Method::GET, "/api/v1/outlets/{outlet_id}/customers-losing", Needs(Permission::CustomersRead)),
    (Method::GET, "/api/v1/outlets/{outlet_id}/booking", Needs(Permission::OutletsRead)),
    (Method::PUT, "/api/v1/outlets/{outlet_id}/booking", Needs(Permission::OutletsWrite)),
    (Method::GET, "/api/v1/outlets/{outlet_id}/slots", Needs(Permission::OutletsRead)),
    (Method::GET, "/api/v1/customer-fields", Needs(Permission::CustomersRead)),
    (Method::POST, "/api/v1/customer-fields", Needs(Permission::UsersManage)),
    (Method::PUT, "/api/v1/customer-fields/{field_key}", Needs(Permission::UsersManage)),
    (Method::DELETE, "/api/v1/customer-fields/{field_key}", Needs(Permission::UsersManage)),
    (Method::GET, "/api/v1/customers/search", Needs(Permission::CustomersRead)),
    (Method::GET, "/api/v1/customers/{customer_id}", Needs(Permission::CustomersRead)),
    (Method::PUT, "/api/v1/customers/{customer_id}", Needs(Permission::CustomersWrite)),
    (Method::DELETE, "/api/v1/customers/{customer_id}", Needs(Permission::CustomersMerge)),
    (Method::GET, "/api/v1/customers/{customer_id}/consents", Needs(Permission::CustomersRead)),
    (Method::POST, "/api/v1/customers/{customer_id}/consents", Needs(Permission::CustomersWrite)),
    (Method::GET, "/api/v1/customers/{customer_id}/contacts", Needs(Permission::CustomersRead)),
    (Method::POST, "/api/v1/customers/{customer_id}/contacts", Needs(Permission::CustomersWrite)),
    (Method::PUT, "/api/v1/contacts/{contact_id}", Needs(Permission::CustomersWrite)),
    (Method::DELETE, "/api/v1/contacts/{contact_id}", Needs(Permission::CustomersWrite)),
    (Method::GET, "/api/v1/customers/{customer_id}/card", Needs(Permission::CustomersRead)),
    (Method::PUT, "/api/v1/customers/{customer_id}/presence", SignedInWith(Permission::CustomersRead)),
    (Method::DELETE, "/api/v1/customers/{customer_id}/presence", SignedInWith(Permission::CustomersRead)),
    (Method::GET, "/api/v1/customers/{customer_id}/timeline", Needs(Permission::CustomersRead)),
    (Method::POST, "/api/v1/interactions", Needs(Permission::CustomersWrite)),
    (Method::GET, "/api/v1/interactions/{interaction_id}", Needs(Permission::CustomersRead)),
    (Method::PUT, "/api/v1/interactions/{interaction_id}", Needs(Permission::CustomersWrite)),
    (Method::POST, "/api/v1/calls", SignedOr(Permission::CallsReport)),
    (Method::POST, "/api/v1/calls/simulate", SignedInWith(Permission::CustomersWrite)),
    (Method::GET, "/api/v1/calls/current", Needs(Permission::CustomersRead)),
    (Method::PUT, "/api/v1/calls/{call_id}/customer", Needs(Permission::CustomersWrite)),
    (Method::POST, "/api/v1/calls/{call_id}/wrap-up", Needs(Permission::CustomersWrite)),
    (Method::GET, "/api/v1/queue", Needs(Permission::CustomersRead)),
    (Method::POST, "/api/v1/queue/{queue_item_id}/take", SignedInWith(Permission::CustomersWrite)),
    (Method::POST, "/api/v1/queue/{queue_item_id}/return", SignedInWith(Permission::CustomersWrite)),
    (Method::POST, "/api/v1/queue/{queue_item_id}/hand-over", SignedInWith(Permission::CustomersWrite)),
    (Method::POST, "/api/v1/queue/{queue_item_id}/done", SignedInWith(Permission::CustomersWrite)),
    (Method::POST, "/api/v1/call-backs", Needs(Permission::CustomersWrite)),
    (Method::GET, "/api/v1/cases", Needs(Permission::CustomersRead)),
    (Method::POST, "/api/v1/cases", Needs(Permission::CustomersWrite)),
    (Method::GET, "/api/v1/cases/{case_id}", Needs(Permission::CustomersRead)),
    (Method::PUT, "/api/v1/cases/{case_id}", Needs(Permission::CustomersWrite)),
    (Method::GET, "/api/v1/orders", Needs(Permission::CustomersRead)),
    (Method::POST, "/api/v1/orders", Needs(Permission::CustomersWrite)),
    (Method::GET, "/api/v1/orders/{order_id}", Needs(Permission::CustomersRead)),
    (Method::PUT, "/api/v1/orders/{order_id}", Needs(Permission::CustomersWrite)),
    (Method::POST, "/api/v1/answers", Needs(Permission::CustomersWrite)),
    (Method::GET, "/api/v1/outbox", Needs(Permission::CustomersRead)),
    (Method::POST, "/api/v1/outbox/{outbox_id}/retry", Needs(Permission::CustomersWrite)),
    (Method::POST, "/api/v1/outbox/{outbox_id}/cancel", Needs(Permission::CustomersWrite)),
    (Method::GET, "/api/v1/prices", Needs(Permission::OutletsRead)),
    (Method::GET, "/api/v1/price-lists", Needs(Permission::OutletsRead)),
    (Method::PUT, "/api/v1/price-lists/{code}", Needs(Permission::OffersWrite)),
    (Method::PUT, "/api/v1/price-promotions/{code}", Needs(Permission::OffersWrite)),
    (Method::GET, "/api/v1/policies", Needs(Permission::OutletsRead)),
    (Method::PUT, "/api/v1/policies/{code}", Needs(Permission::OffersWrite)),
    (Method::GET, "/api/v1/customers/{customer_id}/duplicates", Needs(Permission::CustomersRead)),
    (Method::GET, "/api/v1/duplicates", Needs(Permission::CustomersMerge)),
    (Method::POST, "/api/v1/customers/{customer_id}/merge", Needs(Permission::CustomersMerge)),
    (Method::GET, "/api/v1/merges", Needs(Permission::CustomersMerge)),
    (Method::POST, "/api/v1/merges/{merge_id}/undo", Needs(Permission::CustomersMerge)),
    (Method::GET, "/api/v1/appointments", Needs(Permission::CustomersRead)),
    (Method::POST, "/api/v1/appointments", Needs(Permission::CustomersWrite)),
    (Method::PUT, "/api/v1/appointments/{appointment_id}", Needs(Permission::CustomersWrite)),
    (Method::GET, "/api/v1/audit", Needs(Permission::AuditRead)),
    (Method::GET, "/api/v1/events", Needs(Permission::EventsRead)),
    (Method::GET, "/tiles", Anyone),
    (Method::GET, "/tiles/{file}", Anyone),
    (Method::GET, "/tiles/{name}/{version}/{z}/{x}/{y}", Anyone),
    (Method::GET, "/tiles/{name}/{z}/{x}/{y}", Anyone),
    (Method::GET, "/tiles/styles/{file}", Anyone),
    (Method::GET, "/tiles/outlets.json", Needs(Permission::LocatorRead)),
    (Method::GET, "/tiles/outlets/{version}/{z}/{x}/{y}", Needs(Permission::LocatorRead)),
    (Method::GET, "/tiles/customers.json", CUSTOMER_MAP),
    (Method::GET, "/tiles/customers/{version}/{z}/{x}/{y}", CUSTOMER_MAP),
    (Method::GET, "/photon/api", Needs(Permission::LocatorRead)),
    (Method::GET, "/photon/api/", Needs(Permission::LocatorRead)),
    (Method::GET, "/photon/reverse", Needs(Permission::LocatorRead)),
    (Method::GET, "/photon/reverse/", Needs(Permission::LocatorRead)),
    (Method::GET, "/nominatim/search", Needs(Permission::LocatorRead)),
    (Method::GET, "/nominatim/reverse", Needs(Permission::LocatorRead)),
    (Method::GET, "/nominatim/status", Needs(Permission::LocatorRead)),
    (Method::GET, "/api/", Needs(Permission::LocatorRead)),
    (Method::GET, "/search", Needs(Permission::LocatorRead)),
    (Method::GET, "/reverse", Needs(Permission::LocatorRead)),
    (Method::GET, "/reverse/", Needs(Permission::LocatorRead)),
    (Method::GET, "/osrm/route/v1/{profile}/{coordinates}", Needs(Permission::LocatorRead)),
    (Method::POST, "/osrm/route/v1/{profile}", Needs(Permission::LocatorRead)),
    (Method::GET, "/osrm/table/v1/{profile}/{coordinates}", Needs(Permission::LocatorRead)),
    (Method::POST, "/osrm/table/v1/{profile}", Needs(Permission::LocatorRead)),
    (Method::GET, "/osrm/nearest/v1/{profile}/{coordinates}", Needs(Permission::LocatorRead)),
    (Method::GET, "/route/v1/{profile}/{coordinates}", Needs(Permission::LocatorRead)),
    (Method::POST, "/route/v1/{profile}", Needs(Permission::LocatorRead)),
    (Method::GET, "/table/v1/{profile}/{coordinates}", Needs(Permission::LocatorRead)),
    (Method::POST, "/table/v1/{profile}", Needs(Permission::LocatorRead)),
    (Method::GET, "/nearest/v1/{profile}/{coordinates}", Needs(Permission::LocatorRead)),
    (Method::GET, "/ogc", Anyone),
    (Method::GET, "/ogc/conformance", Anyone),
    (Method::GET, "/ogc/collections", Anyone),
    (Method::GET, "/ogc/collections/{collection_id}", Anyone),
    (Method::GET, "/ogc/collections/{collection_id}/items", Needs(Permission::OutletsRead)),
    (Method::GET, "/ogc/collections/outlets/items/{outlet_id}", Needs(Permission::OutletsRead)),
];

/// What the route demands; `None` for one that the table forgot.
pub fn access(method: &Method, path: &str) -> Option<Access> {
    let method = if method == Method::HEAD { &Method::GET } else { method };
    PERMISSIONS.iter().find(|(m, p, _)| *p == path && m == method).map(|(_, _, access)| *access)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_route_stands_in_the_table_twice() {
        for (index, (method, path, _)) in PERMISSIONS.iter().enumerate() {
            assert!(!PERMISSIONS[..index].iter().any(|(m, p, _)| m == method && p == path), "{method} {path}");
        }
    }

    #[test]
    fn a_head_request_needs_what_get_needs() {
        assert_eq!(access(&Method::HEAD, "/api/v1/audit"), Some(Needs(Permission::AuditRead)));
        assert_eq!(access(&Method::GET, "/api/v1/forgotten"), None);
    }
}
