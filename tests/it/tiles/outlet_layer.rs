//! The live layer: counts right at every zoom, attributes by role, edits soon on the map.

use std::time::Duration;

use blisko::geo::LonLat;
use blisko::mvt::{EXTENT, Layer, ReadFeature, ReadValue, Shape, read_tile};
use blisko::tiles::clusters::{LAST_ZOOM, POINTS_MAX, write_tile};
use blisko::tiles::coord::TileCoord;
use blisko::tiles::points::{PointSet, lon_lat_of, spot_of};
use proptest::prelude::*;

use crate::support::app::{Client, TestApp};
use crate::support::builders::outlet;

/// The twin: the tile of a point, from the formula that every textbook has.
fn tile_of(point: LonLat, z: u8) -> (u64, u64) {
    let tiles = 2f64.powi(i32::from(z));
    let x = (point.lon() + 180.0) / 360.0 * tiles;
    let lat = point.lat().to_radians();
    let y = (1.0 - (lat.tan() + 1.0 / lat.cos()).ln() / std::f64::consts::PI) / 2.0 * tiles;
    (x as u64, y as u64)
}

fn features(points: &PointSet, tile: TileCoord) -> Vec<ReadFeature> {
    let mut layer = Layer::new("outlets", EXTENT);
    write_tile(&mut layer, points, tile, |layer, single| {
        layer.add(None, Shape::Points(&[single.at]), &[]);
    });
    let mut bytes = Vec::new();
    layer.append_to(&mut bytes);
    read(&bytes)
}

/// The features of the only layer, or of an empty tile.
fn read(tile: &[u8]) -> Vec<ReadFeature> {
    let mut layers = read_tile(tile).unwrap();
    assert!(layers.len() <= 1 && layers.iter().all(|layer| layer.name == "outlets" && layer.extent == EXTENT));
    layers.pop().map(|layer| layer.features).unwrap_or_default()
}

fn number_of(feature: &ReadFeature) -> u64 {
    match feature.tags.get("count") {
        Some(ReadValue::Int(count)) => *count as u64,
        _ => 1,
    }
}

fn text<'f>(feature: &'f ReadFeature, key: &str) -> &'f str {
    match &feature.tags[key] {
        ReadValue::Text(text) => text,
        other => panic!("{key} is {other:?}"),
    }
}

fn places() -> impl Strategy<Value = Vec<LonLat>> {
    // Some near each other, some at the same place, some anywhere.
    let anywhere = (-179.9..179.9, -84.9..84.9);
    let in_town = (20.9..21.1, 52.1..52.3);
    let place = prop_oneof![anywhere, in_town.clone(), in_town, Just((18.623, 49.7475))];
    prop::collection::vec(place.prop_map(|(lon, lat)| LonLat::new(lon, lat).unwrap()), 1..300)
}

proptest! {
    #[test]
    fn in_every_tile_of_every_zoom_the_numbers_add_up_to_the_points_in_it(places in places()) {
        let points = PointSet::build((0..).zip(places.iter().copied()));
        for z in 0..=LAST_ZOOM {
            let mut tiles: Vec<_> = places.iter().map(|place| tile_of(*place, z)).collect();
            tiles.sort_unstable();
            for tile in tiles.chunk_by(|a, b| a == b) {
                let coord = TileCoord::new(u32::from(z), tile[0].0, tile[0].1).unwrap();
                let sum: u64 = features(&points, coord).iter().map(number_of).sum();
                prop_assert_eq!(sum, tile.len() as u64, "{:?}", coord);
            }
        }
    }

    #[test]
    fn a_group_of_any_stretch_is_what_adding_up_gives(places in places(), cut in any::<(u16, u16)>()) {
        let points = PointSet::build((0..).zip(places.iter().copied()));
        let (a, b) = (usize::from(cut.0) % points.len(), usize::from(cut.1) % points.len());
        let stretch = a.min(b)..a.max(b) + 1;
        let spots: Vec<_> = stretch.clone().map(|place| points.spot(place)).collect();
        let group = points.group(stretch);
        prop_assert_eq!(group.count, spots.len());
        for axis in 0..2 {
            let values = spots.iter().map(|spot| u64::from(spot[axis]));
            prop_assert_eq!(u64::from(group.center[axis]), values.clone().sum::<u64>() / spots.len() as u64);
            prop_assert_eq!(u64::from(group.low[axis]), values.clone().min().unwrap());
            prop_assert_eq!(u64::from(group.high[axis]), values.max().unwrap());
        }
    }

    #[test]
    fn a_point_is_drawn_within_its_tile_where_it_is(lon in -179.9..179.9, lat in -84.9..84.9, z in 0u8..=LAST_ZOOM) {
        let place = LonLat::new(lon, lat).unwrap();
        let (x, y) = tile_of(place, z);
        let drawn = features(&PointSet::build([(0, place)]), TileCoord::new(u32::from(z), x, y).unwrap());
        let shift = 32 - u32::from(z);
        let global = [x, y].map(|cell| cell << shift);
        let at = drawn[0].parts[0][0].map(i64::from);
        let local = |axis: usize| ((global[axis] as i64) + (at[axis] << shift >> 12)) as u32;
        let [drawn_lon, _] = lon_lat_of([local(0), local(1)]);
        prop_assert!((drawn_lon - lon).abs() < 360.0 / f64::from(1u32 << z) / 2048.0);
        prop_assert!(at.iter().all(|value| (0..4096).contains(value)));
    }
}

#[test]
fn points_past_the_edge_of_the_map_are_still_counted() {
    let corners = [(-180.0, 90.0), (180.0, -90.0), (180.0, 0.0), (0.0, 89.9)];
    let points = PointSet::build((0..).zip(corners.map(|(lon, lat)| LonLat::new(lon, lat).unwrap())));
    let sum: u64 = features(&points, TileCoord::new(0, 0, 0).unwrap()).iter().map(number_of).sum();
    assert_eq!(sum, 4);
}

#[test]
fn too_many_points_for_a_tile_are_clustered_and_marked_and_none_is_lost() {
    let place = |number: u32| LonLat::new(21.0 + f64::from(number % 97) * 1e-5, 52.2 + f64::from(number / 97) * 1e-5);
    let many = 3 * POINTS_MAX as u32;
    let points = PointSet::build((0..many).map(|number| (number, place(number).unwrap())));
    let (x, y) = tile_of(LonLat::new(21.0005, 52.2001).unwrap(), LAST_ZOOM);
    let features = features(&points, TileCoord::new(u32::from(LAST_ZOOM), x, y).unwrap());
    assert!(features.len() <= 1_024, "{}", features.len());
    assert_eq!(features.iter().map(number_of).sum::<u64>(), u64::from(many));
    assert!(features.iter().any(|feature| feature.tags.get("capped") == Some(&ReadValue::Bool(true))));
}

#[test]
fn a_cluster_says_where_its_points_lie() {
    let at = |lon, lat| LonLat::new(lon, lat).unwrap();
    let points = PointSet::build([(0, at(20.0, 50.0)), (1, at(22.0, 52.0))]);
    let cluster = &features(&points, TileCoord::new(2, 2, 1).unwrap())[0].tags;
    for (side, degrees) in [("west", 20.0), ("south", 50.0), ("east", 22.0), ("north", 52.0)] {
        let ReadValue::Double(said) = cluster[side] else { panic!("{side}: {cluster:?}") };
        assert!((said - degrees).abs() < 1e-5, "{side}: {cluster:?}");
    }
}

/// The features of the newest tile 0/0/0 … at the given zoom over Warsaw, and the address it came from.
async fn over_warsaw(client: &Client, z: u32) -> (Vec<ReadFeature>, String) {
    let tilejson = client.get("/tiles/outlets.json").await.expect(200).json();
    let template = tilejson["tiles"][0].as_str().unwrap();
    let [x, y] = spot_of(LonLat::new(21.0122, 52.2297).unwrap()).map(|value| u64::from(value) >> (32 - z));
    let path = format!("/tiles/{}/{z}/{x}/{y}", template.split("/tiles/").nth(1).unwrap().replace("/{z}/{x}/{y}", ""));
    let tile = client.get(&path).await;
    let features = if tile.status == 204 { Vec::new() } else { read(&tile.expect(200).bytes) };
    (features, path)
}

/// Asks until the layer shows `count` outlets: an edit is to be seen within two seconds.
async fn soon(client: &Client, count: u64) -> Vec<ReadFeature> {
    let started = std::time::Instant::now();
    loop {
        let (features, _) = over_warsaw(client, 14).await;
        if features.iter().map(number_of).sum::<u64>() == count {
            return features;
        }
        assert!(started.elapsed() < Duration::from_secs(2), "an edit was not on the map within two seconds");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_edit_is_on_the_map_within_two_seconds_under_a_new_address() {
    let app = TestApp::new().await;
    let (steward, visitor) = (app.steward().await, app.visitor());
    let (none, before) = over_warsaw(&visitor, 14).await;
    assert!(none.is_empty());
    steward.post("/api/v1/outlets", &outlet("W1").named("Meteor Śródmieście").json()).await.expect(201);
    let features = soon(&visitor, 1).await;
    assert_eq!(text(&features[0], "name"), "Meteor Śródmieście");
    assert_ne!(over_warsaw(&visitor, 14).await.1, before);
}

#[tokio::test(flavor = "multi_thread")]
async fn visitors_see_what_is_public_and_staff_see_the_rest() {
    let app = TestApp::new().await;
    let (steward, visitor) = (app.steward().await, app.visitor());
    steward.post("/api/v1/outlets", &outlet("W1").json()).await.expect(201);
    steward.post("/api/v1/outlets", &outlet("W2").at(21.02, 52.2297).status("planned").json()).await.expect(201);
    let public = &soon(&visitor, 1).await[0];
    assert_eq!(public.tags.keys().collect::<Vec<_>>(), ["code", "id", "kind", "name"]);
    let staff = soon(&steward, 2).await;
    let statuses: Vec<_> = staff.iter().map(|feature| text(feature, "status")).collect();
    assert!(statuses.contains(&"planned") && statuses.contains(&"active"), "{statuses:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn tiles_of_a_revision_are_kept_for_ever_and_those_of_staff_privately() {
    let app = TestApp::new().await;
    let (steward, visitor) = (app.steward().await, app.visitor());
    steward.post("/api/v1/outlets", &outlet("W1").json()).await.expect(201);
    soon(&visitor, 1).await;
    let (_, public) = over_warsaw(&visitor, 14).await;
    let answer = visitor.with_header("accept-encoding", "gzip").get(&public).await.expect(200);
    assert_eq!(answer.header("cache-control"), "public, max-age=31536000, immutable");
    assert_eq!(answer.header("content-encoding"), "gzip");
    visitor
        .with_header("accept-encoding", "gzip")
        .with_header("if-none-match", answer.header("etag"))
        .get(&public)
        .await
        .expect(304);
    let (_, staff) = over_warsaw(&steward, 14).await;
    let answer = steward.get(&staff).await.expect(200);
    assert_eq!(answer.header("cache-control"), "private, max-age=31536000, immutable");
    assert_eq!(answer.header("access-control-allow-origin"), "");
    // The address of staff gives a visitor what a visitor may see, and nothing to keep.
    let answer = visitor.get(&staff).await.expect(200);
    assert_eq!(answer.header("cache-control"), "public, no-cache");
    assert_eq!(read(&answer.bytes)[0].tags.get("status"), None);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_layer_is_closed_with_the_locator() {
    let app = TestApp::with(crate::support::app::SATURDAY, &[("locator_public", "false")]).await;
    app.visitor().get("/tiles/outlets.json").await.expect(401);
    app.agent().await.get("/tiles/outlets.json").await.expect(200);
    app.visitor().get("/tiles/outlets/0-public/0/0/0").await.expect(401);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_zoom_past_the_last_is_not_found_and_the_range_is_named() {
    let app = TestApp::new().await;
    let problem = app.visitor().get("/tiles/outlets/0-public/15/0/0").await.expect(404).json();
    assert!(problem["detail"].as_str().unwrap().contains("zooms 0 to 14"), "{problem}");
}
