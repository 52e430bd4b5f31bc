//! `blisko call`, as somebody types it.

use blisko::domain::call::CallState;
use blisko::store::Store;
use blisko::units::Timestamp;

use crate::support::place::Place;

#[tokio::test]
async fn a_telephone_rings_without_a_telephone_system() {
    let place = Place::with_outlets(&[]).await;
    place.succeed(&["user", "add", "ewa", "--role", "agent"]).await;
    let told = place.succeed(&["call", "601 100 201", "--agent", "ewa", "--ring-s", "0", "--talk-s", "0"]).await;
    let lines: Vec<&str> = told.lines().collect();
    assert_eq!(lines, ["ringing (caller: none)", "answered (caller: none)", "ended (caller: none)"]);
    let store = Store::open(&place.url(), 2).await.unwrap();
    let ewa = store.credentials("ewa").await.unwrap().expect("just added").user.id;
    let call = store.current_call(ewa, Timestamp(0)).await.unwrap().expect("it waits to be written down");
    assert_eq!((call.e164.as_str(), call.course.state), ("+48601100201", CallState::Ended));
    store.close().await;
}
