//! Every route as every role: what the tables say is what happens.

use blisko::domain::permission::{ANONYMOUS, Permission, PermissionSet, Role};
use blisko::http::permission_table::{Access, PERMISSIONS};
use blisko::http::router::document;

use crate::support::app::{Client, TestApp};

/// Somebody who knocks at every door.
struct Visitor {
    client: Client,
    who: String,
    permissions: PermissionSet,
    has_session: bool,
}

async fn everybody(app: &TestApp) -> Vec<Visitor> {
    let mut all =
        vec![Visitor { client: app.visitor(), who: "nobody".into(), permissions: ANONYMOUS, has_session: false }];
    for role in Role::ALL {
        let (client, who) = (app.signed_in(*role).await, role.code().to_owned());
        all.push(Visitor { client, who, permissions: role.permissions(), has_session: true });
    }
    for scope in Permission::ALL {
        let (client, who) = (app.software(&[*scope]).await, format!("a key for {}", scope.code()));
        all.push(Visitor { client, who, permissions: PermissionSet::of(&[*scope]), has_session: false });
    }
    all
}

fn may(visitor: &Visitor, access: Access) -> bool {
    match access {
        Access::Anyone => true,
        Access::SignedIn => visitor.has_session,
        Access::SignedInWith(permission) => visitor.has_session && visitor.permissions.contains(permission),
        Access::NeedsEither(one, other) => visitor.permissions.contains(one) || visitor.permissions.contains(other),
        Access::Needs(permission) | Access::SignedOr(permission) => visitor.permissions.contains(permission),
    }
}

/// The door opens when the answer is anything but a refusal: a missing body or an unknown id lies behind it.
async fn is_let_in(client: &Client, method: &str, path: &str) -> bool {
    let parts = path.split('/').map(|part| if part.starts_with('{') { NOBODY } else { part });
    let status = client.status_of(method, &parts.collect::<Vec<_>>().join("/")).await;
    !matches!(status, 401 | 403)
}

const NOBODY: &str = "00000000-0000-7000-8000-000000000000";

#[tokio::test]
async fn every_route_lets_in_whom_the_table_lets_in_and_nobody_else() {
    let app = TestApp::new().await;
    let mut wrong = Vec::new();
    for visitor in everybody(&app).await {
        // Last, since it ends the session that knocks.
        let leaving = |path: &str| path == "/api/v1/sessions/current";
        let (last, doors): (Vec<_>, Vec<_>) = PERMISSIONS.iter().partition(|(_, path, _)| leaving(path));
        for (method, path, access) in doors.into_iter().chain(last) {
            let (expected, actual) = (may(&visitor, *access), is_let_in(&visitor.client, method.as_str(), path).await);
            if expected != actual {
                wrong.push(format!("{method} {path} as {}: expected {expected}, was {actual}", visitor.who));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_described_route_is_in_the_table_and_the_other_way_round() {
    let described = serde_json::to_value(document()).unwrap();
    let mut routes: Vec<String> = Vec::new();
    for (path, item) in described["paths"].as_object().unwrap() {
        let methods = ["get", "put", "post", "delete", "patch"].into_iter().filter(|method| item.get(method).is_some());
        routes.extend(methods.map(|method| format!("{} {path}", method.to_uppercase())));
    }
    routes.push("GET /openapi.json".into());
    let table: Vec<String> = PERMISSIONS.iter().map(|(method, path, _)| format!("{method} {path}")).collect();
    for route in &routes {
        assert!(table.contains(route), "{route} is not in the permission table: nobody could use it");
    }
    for line in table.iter().filter(|line| line.contains("/api/v1/")) {
        assert!(routes.contains(line), "{line} is in the permission table, but there is no such route");
    }
}

#[tokio::test]
async fn the_locator_and_the_metrics_can_be_closed_and_opened() {
    let closed = TestApp::with(crate::support::app::SATURDAY, &[("locator_public", "false")]).await;
    assert_eq!(closed.visitor().get("/api/v1/services").await.status, 401);
    closed.agent().await.get("/api/v1/services").await.expect(200);
    let open = TestApp::with(crate::support::app::SATURDAY, &[("metrics_public", "true")]).await;
    assert_ne!(open.visitor().get("/metrics").await.status, 401);
}

#[tokio::test]
async fn a_refusal_says_what_is_missing() {
    let app = TestApp::new().await;
    let visitor = app.visitor().get("/api/v1/users").await.expect(401);
    assert_eq!(
        (visitor.json()["code"].as_str(), visitor.header("www-authenticate")),
        (Some("sign_in_required"), "Bearer")
    );
    let agent = app.agent().await.get("/api/v1/users").await.expect(403).json();
    assert!(agent["detail"].as_str().unwrap().contains("users.manage"), "{agent}");
}
