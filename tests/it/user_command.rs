//! `blisko user`, as somebody types it.

use serde_json::json;

use crate::support::place::Place;
use crate::support::process::{Connection, Server};

#[tokio::test]
async fn users_are_managed_on_the_command_line() {
    let place = Place::with_outlets(&[]).await;
    let told = place.succeed(&["user", "add", "Ewa", "--role", "admin"]).await;
    let password = told.lines().last().unwrap().rsplit(' ').next().unwrap().to_owned();
    let server = Server::start(place.data_dir(), &[]);
    let mut visitor = Connection::open(server.address, &[]).await.unwrap();
    let sign_in = json!({ "login_name": "ewa", "password": password });
    assert_eq!(visitor.send("POST", "/api/v1/sessions", Some(&sign_in)).await.unwrap().status, 201);
    assert!(place.succeed(&["user", "list"]).await.contains("ewa"));
    let refused = place.fail(&["user", "disable", "ewa"]).await;
    assert!(refused.contains("somebody must be left"), "{refused}");
    place.succeed(&["user", "add", "ola", "--role", "admin"]).await;
    place.succeed(&["user", "disable", "ewa"]).await;
    assert_eq!(visitor.send("POST", "/api/v1/sessions", Some(&sign_in)).await.unwrap().status, 401);
}
