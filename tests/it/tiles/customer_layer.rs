//! The layer of customers: who sees whom, who counts whom, and how soon somebody is gone.

use std::time::Duration;

use blisko::domain::permission::{Permission, Role};
use blisko::geo::LonLat;
use blisko::mvt::{ReadFeature, ReadValue, read_tile};
use blisko::tiles::clusters::LAST_ZOOM;
use blisko::tiles::points::spot_of;
use serde_json::{Value, json};

use crate::crm::people::{address_of, person};
use crate::support::app::{Client, TestApp};

const HOME: (f64, f64) = (21.0265, 52.2440);

/// The address of the tile around `HOME` that the TileJSON for `query` gives.
async fn tile_path(client: &Client, query: &str, z: u32) -> String {
    let tilejson = client.get(&format!("/tiles/customers.json{query}")).await.expect(200).json();
    let template = tilejson["tiles"][0].as_str().unwrap().to_owned();
    let home = spot_of(LonLat::new(HOME.0, HOME.1).unwrap());
    let [x, y] = home.map(|value| u64::from(value) >> (32 - z));
    let path = template.split_once("/tiles/").unwrap().1;
    format!("/tiles/{}", path.replace("{z}/{x}/{y}", &format!("{z}/{x}/{y}")))
}

async fn features(client: &Client, query: &str, z: u32) -> Vec<ReadFeature> {
    let tile = client.get(&tile_path(client, query, z).await).await;
    assert_eq!(tile.header("cache-control"), "private, no-cache");
    if tile.status == 204 {
        return Vec::new();
    }
    let mut layers = read_tile(&tile.expect(200).bytes).unwrap();
    assert!(layers.iter().all(|layer| layer.name == "customers"));
    layers.pop().map(|layer| layer.features).unwrap_or_default()
}

fn text(feature: &ReadFeature, key: &str) -> String {
    match feature.tags.get(key) {
        Some(ReadValue::Text(text)) => text.clone(),
        _ => String::new(),
    }
}

fn people(features: &[ReadFeature]) -> i64 {
    let count = |feature: &ReadFeature| match feature.tags.get("count") {
        Some(ReadValue::Int(count)) => *count,
        _ => 1,
    };
    features.iter().map(count).sum()
}

fn ids(features: &[ReadFeature]) -> Vec<String> {
    let mut ids: Vec<String> = features.iter().map(|feature| text(feature, "id")).collect();
    ids.sort();
    ids
}

/// Asks until the layer shows `count` people: an edit is to be seen within two seconds.
async fn soon(client: &Client, query: &str, count: i64) -> Vec<ReadFeature> {
    let started = std::time::Instant::now();
    loop {
        let shown = features(client, query, 14).await;
        if people(&shown) == count {
            return shown;
        }
        assert!(started.elapsed() < Duration::from_secs(2), "{} people instead of {count}", people(&shown));
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

/// People a few steps from each other.
async fn village(client: &Client, count: usize) -> Vec<Value> {
    let mut all = Vec::new();
    for number in 0..count {
        let east = HOME.0 + number as f64 * 1e-4;
        all.push(person(&format!("Anna {number}")).at(east, HOME.1).created_by(client).await);
    }
    all
}

#[tokio::test(flavor = "multi_thread")]
async fn a_customer_is_on_the_map_with_id_value_and_segment_and_without_a_name() {
    let app = TestApp::new().await;
    let agent = app.agent().await;
    let anna = person("Anna Nowak").at(HOME.0, HOME.1).set("segment", json!("b2c")).created_by(&agent).await;
    let shown = soon(&agent, "", 1).await;
    assert_eq!(text(&shown[0], "id"), anna["id"].as_str().unwrap());
    assert_eq!((text(&shown[0], "value_tier"), text(&shown[0], "segment")), ("standard".into(), "b2c".into()));
    assert_eq!(shown[0].tags.len(), 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn filters_are_applied_by_the_server() {
    let app = TestApp::new().await;
    let agent = app.agent().await;
    let gold = person("Anna").at(HOME.0, HOME.1).set("value_tier", json!("gold")).set("segment", json!("b2b"));
    let gold = gold.created_by(&agent).await;
    village(&agent, 3).await;
    soon(&agent, "", 4).await;
    for query in ["?value_tier=gold", "?segment=b2b", "?segment=b2b&value_tier=gold"] {
        assert_eq!(ids(&features(&agent, query, 14).await), [gold["id"].as_str().unwrap()], "{query}");
    }
    for query in ["?segment=none", "?segment=b2b&value_tier=silver", "?owner_id=00000000-0000-7000-8000-000000000000"] {
        assert!(features(&agent, query, 14).await.is_empty(), "{query}");
    }
    agent.get("/tiles/customers.json?value_tier=diamond").await.expect(400);
    agent.get("/tiles/customers.json?name=Anna").await.expect(400);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_rep_of_another_territory_finds_nobody_at_any_zoom() {
    let app = TestApp::new().await;
    let (rep, other, agent) = (app.signed_in(Role::Rep).await, app.signed_in(Role::Rep).await, app.agent().await);
    let own = person("Anna Nowak").at(HOME.0, HOME.1).created_by(&rep).await;
    village(&agent, 7).await;
    soon(&agent, "", 8).await;
    let owner = own["owner_id"].as_str().unwrap();
    // With the owner's own filter, and at the address that was made for the owner.
    for query in [String::new(), format!("?owner_id={owner}")] {
        for z in 0..=u32::from(LAST_ZOOM) {
            assert_eq!(ids(&features(&rep, &query, z).await), [own["id"].as_str().unwrap()], "zoom {z}");
            assert!(features(&other, &query, z).await.is_empty(), "zoom {z} {query}");
            let stolen = tile_path(&rep, &query, z).await;
            other.get(&stolen).await.expect(204);
        }
        let tilejson = other.get(&format!("/tiles/customers.json{query}")).await.expect(200).json();
        assert_eq!(tilejson["customer_count"], 0);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_tag_of_one_sight_is_not_known_to_another() {
    let app = TestApp::new().await;
    let (agent, manager) = (app.agent().await, app.signed_in(Role::Manager).await);
    village(&agent, 6).await;
    soon(&agent, "", 6).await;
    let path = tile_path(&agent, "", 14).await;
    let answer = agent.get(&path).await.expect(200);
    assert_eq!(answer.header("vary"), "accept-encoding, cookie, authorization");
    agent.with_header("if-none-match", answer.header("etag")).get(&path).await.expect(304);
    let of_manager = manager.with_header("if-none-match", answer.header("etag")).get(&path).await.expect(200);
    assert_ne!(of_manager.header("etag"), answer.header("etag"));
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_sees_no_front_doors_gets_numbers_of_five_and_more() {
    let app = TestApp::new().await;
    let (agent, analyst) = (app.agent().await, app.signed_in(Role::Analyst).await);
    let manager = app.signed_in(Role::Manager).await;
    let counting = app.software(&[Permission::CustomersCount]).await;
    village(&agent, 4).await;
    soon(&agent, "", 4).await;
    for client in [&analyst, &manager, &counting] {
        for z in 0..=u32::from(LAST_ZOOM) {
            assert!(features(client, "", z).await.is_empty(), "zoom {z}");
        }
    }
    village(&agent, 3).await;
    soon(&agent, "", 7).await;
    for client in [&analyst, &manager, &counting] {
        for z in 0..=u32::from(LAST_ZOOM) {
            let shown = features(client, "", z).await;
            assert_eq!((shown.len(), people(&shown)), (1, 5), "zoom {z}: seven are told as five");
            assert_eq!((shown[0].tags.get("id"), shown[0].tags.get("segment")), (None, None));
        }
        let tilejson = client.get("/tiles/customers.json").await.expect(200).json();
        assert_eq!(tilejson["customer_count"], 5);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_only_counts_cannot_filter_and_whoever_reads_the_list_can() {
    let app = TestApp::new().await;
    let (analyst, manager) = (app.signed_in(Role::Analyst).await, app.signed_in(Role::Manager).await);
    let problem = analyst.get("/tiles/customers.json?segment=b2b").await.expect(403).json();
    assert_eq!(problem["code"], "customer_filter_refused");
    analyst.get("/tiles/customers/0-cells/0/0/0?value_tier=gold").await.expect(403);
    manager.get("/tiles/customers.json?segment=b2b").await.expect(200);
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_is_deleted_merged_or_given_away_is_off_the_map_soon() {
    let app = TestApp::new().await;
    let (steward, rep) = (app.steward().await, app.signed_in(Role::Rep).await);
    let all = village(&steward, 3).await;
    let own = person("Karel").at(HOME.0, HOME.1).created_by(&rep).await;
    soon(&steward, "", 4).await;
    soon(&rep, "", 1).await;
    steward.with_header("if-match", "*").delete(&address_of(&all[0])).await.expect(204);
    soon(&steward, "", 3).await;
    let duplicate = json!({ "duplicate_id": all[2]["id"] });
    steward.post(&format!("{}/merge", address_of(&all[1])), &duplicate).await.expect(200);
    soon(&steward, "", 2).await;
    let mut given = person("Karel").at(HOME.0, HOME.1).json();
    given["number"] = own["number"].clone();
    steward.with_header("if-match", "*").put(&address_of(&own), &given).await.expect(200);
    soon(&rep, "", 0).await;
    assert_eq!(people(&soon(&steward, "", 2).await), 2);
}

#[tokio::test]
async fn the_layer_is_for_nobody_else() {
    let app = TestApp::new().await;
    for path in ["/tiles/customers.json", "/tiles/customers/0-all/0/0/0"] {
        app.visitor().get(path).await.expect(401);
        app.software(&[Permission::OutletsRead]).await.get(path).await.expect(403);
    }
    let problem = app.agent().await.get("/tiles/customers/0-all/15/0/0").await.expect(404).json();
    assert!(problem["detail"].as_str().unwrap().contains("0 to 14"));
}

/// A picture that follows changes shows what one taken from scratch shows, whatever somebody looked at before.
#[test]
fn a_picture_that_was_patched_is_the_one_made_anew() {
    use blisko::domain::customer::ValueTier;
    use blisko::domain::customer_map::CustomerFilter;
    use blisko::domain::ids::{CustomerId, UserId};
    use blisko::live::customers::{CustomerIndex, LiveCustomers};
    use blisko::service::customer_tiles::Picture;
    use blisko::store::customers::SearchedCustomer;
    use blisko::tiles::coord::TileCoord;

    let owners = [UserId::generate(), UserId::generate()];
    let customer = |number: usize, step: usize| SearchedCustomer {
        id: CustomerId(uuid::Uuid::from_u128(number as u128 + 1)),
        number: format!("C-{number}"),
        segment: ["b2b", "b2c"][(number + step) % 2].to_owned(),
        value_tier: ValueTier::ALL[(number * step) % 4],
        owner: Some(owners[(number + step) % 2]),
        names: Vec::new(),
        places: Vec::new(),
        phones: Vec::new(),
        point: (!(number + step).is_multiple_of(7))
            .then(|| LonLat::new(20.0 + number as f64 * 0.01, 50.0 + step as f64 * 0.02).unwrap()),
    };
    let mut index = CustomerIndex::default();
    (0..200).for_each(|number| index.upsert(&customer(number, 0)));
    let filters = || {
        [None, Some("b2b"), Some("none")].into_iter().flat_map(|segment| {
            [None, Some(owners[0])].map(|owner| CustomerFilter {
                owner,
                segment: segment.map(str::to_owned),
                value_tier: None,
            })
        })
    };
    let world = TileCoord::new(0, 0, 0).unwrap();
    let mut followed: Option<Picture> = None;
    for step in 1..6 {
        let live = LiveCustomers::of(std::mem::take(&mut index));
        let next = Picture::take(&live, step as i64, followed.as_ref()).unwrap();
        let anew = Picture::take(&live, step as i64, None).unwrap();
        for (filter, cells) in filters().flat_map(|filter| [(filter.clone(), false), (filter, true)]) {
            let [shown, expected] = [&next, &anew].map(|picture| {
                let view = picture.view(&live, filter.clone(), cells);
                (view.count(), view.tile(live.read().as_ref(), world))
            });
            assert_eq!(shown, expected, "step {step}, {filter:?}");
        }
        followed = Some(next);
        index = live.into_index().unwrap();
        (0..200).filter(|number| (number + step) % 3 == 0).for_each(|number| index.upsert(&customer(number, step)));
        index.remove(CustomerId(uuid::Uuid::from_u128(step as u128 * 11)));
    }
}
