//! Tiles of archives over HTTP.

use crate::support::app::{SATURDAY, TestApp};
use crate::tiles::builder::{ArchiveParts, gunzip, small};

/// A service with `small` as the region `town` and a picture archive `photos`.
pub async fn app() -> (TestApp, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let (vector, raster) = (folder.path().join("town.pmtiles"), folder.path().join("photos.pmtiles"));
    std::fs::write(&vector, small().bytes()).unwrap();
    let mut photos = ArchiveParts::of(&[((0, 0, 0), b"x")]);
    (photos.tiles, photos.tile_type, photos.tile_compression) = (vec![7; photos.tiles.len()], 2, 1);
    std::fs::write(&raster, photos.bytes()).unwrap();
    let list = format!("town={}, photos={}", vector.display(), raster.display());
    (TestApp::with(SATURDAY, &[("tile_archives", &list)]).await, folder)
}

/// The address of tiles without `{z}/{x}/{y}`, from the TileJSON.
pub async fn versioned(app: &TestApp, name: &str) -> String {
    let tilejson = app.visitor().get(&format!("/tiles/{name}.json")).await.expect(200).json();
    let template = tilejson["tiles"][0].as_str().unwrap().to_owned();
    let path = template.split("/tiles/").nth(1).unwrap().trim_end_matches("/{z}/{x}/{y}");
    format!("/tiles/{path}")
}

#[tokio::test]
async fn a_tile_goes_out_as_it_is_stored() {
    let (app, _folder) = app().await;
    let address = format!("{}/2/2/1", versioned(&app, "town").await);
    let tile = app.visitor().with_header("accept-encoding", "br, gzip").get(&address).await.expect(200);
    assert_eq!(tile.header("content-type"), "application/vnd.mapbox-vector-tile");
    assert_eq!(tile.header("content-encoding"), "gzip");
    assert_eq!(tile.header("vary"), "accept-encoding");
    assert_eq!(tile.header("cache-control"), "public, max-age=31536000, immutable");
    assert_eq!(tile.header("access-control-allow-origin"), "*");
    assert_eq!(gunzip(&tile.bytes), b"Poland");
}

#[tokio::test]
async fn a_client_without_gzip_gets_the_plain_tile_under_another_tag() {
    let (app, _folder) = app().await;
    let plain = app.visitor().get("/tiles/town/2/2/1").await.expect(200);
    assert_eq!((plain.bytes.as_slice(), plain.header("content-encoding")), (b"Poland".as_slice(), ""));
    let packed = app.visitor().with_header("accept-encoding", "gzip").get("/tiles/town/2/2/1").await.expect(200);
    assert_ne!(plain.header("etag"), packed.header("etag"));
    assert!(!packed.header("etag").starts_with("W/"), "the tag is strong");
}

#[tokio::test]
async fn a_tile_that_the_client_has_is_not_sent_again() {
    let (app, _folder) = app().await;
    let client = app.visitor().with_header("accept-encoding", "gzip");
    let address = format!("{}/2/2/1", versioned(&app, "town").await);
    let tag = client.get(&address).await.expect(200).header("etag").to_owned();
    let again = client.with_header("if-none-match", &tag).get(&address).await.expect(304);
    assert_eq!(again.header("etag"), tag);
    assert_eq!(again.header("cache-control"), "public, max-age=31536000, immutable");
    client.with_header("if-none-match", &tag).get("/tiles/town/1/0/0").await.expect(200);
}

#[tokio::test]
async fn the_address_without_or_with_another_version_is_asked_again_each_time() {
    let (app, _folder) = app().await;
    for address in ["/tiles/town/2/2/1", "/tiles/town/0123456789abcdef/2/2/1"] {
        let tile = app.visitor().get(address).await.expect(200);
        assert_eq!(tile.header("cache-control"), "public, no-cache", "{address}");
    }
}

#[tokio::test]
async fn an_empty_tile_has_no_content() {
    let (app, _folder) = app().await;
    let address = format!("{}/2/0/0", versioned(&app, "town").await);
    let empty = app.visitor().get(&address).await.expect(204);
    assert_eq!(empty.header("cache-control"), "public, max-age=31536000, immutable");
}

#[tokio::test]
async fn coordinates_out_of_range_are_not_found_and_the_range_is_named() {
    let (app, _folder) = app().await;
    let cases = [
        ("/tiles/town/3/0/0", "zooms 0 to 2"),
        ("/tiles/town/2/4/0", "from 0 to 3"),
        ("/tiles/town/2/0/99999999999999999999", "three whole numbers"),
        ("/tiles/town/99/0/0", "give 0 to 26"),
        ("/tiles/town/v/2/x/0", "three whole numbers"),
        ("/tiles/town/2/-1/0", "three whole numbers"),
        ("/tiles/town/2/+1/0", "three whole numbers"),
    ];
    for (address, range) in cases {
        let problem = app.visitor().get(address).await.expect(404).json();
        assert_eq!(problem["code"], "tile_out_of_range", "{address}");
        assert!(problem["detail"].as_str().unwrap().contains(range), "{address}: {problem}");
    }
    for address in ["/tiles/nowhere/0/0/0", "/tiles/nowhere.json", "/tiles/town", "/tiles/town.txt"] {
        assert_eq!(app.visitor().get(address).await.expect(404).json()["code"], "tiles_not_found", "{address}");
    }
}

#[tokio::test]
async fn head_tells_what_get_would_send() {
    let (app, _folder) = app().await;
    let client = app.visitor().with_header("accept-encoding", "gzip");
    let get = client.get("/tiles/town/2/2/1").await.expect(200);
    let head = client.send("HEAD", "/tiles/town/2/2/1", None, axum::body::Body::empty()).await.expect(200);
    assert!(head.bytes.is_empty());
    for name in ["etag", "content-type", "content-encoding"] {
        assert_eq!(head.header(name), get.header(name), "{name}");
    }
    assert_eq!(head.header("content-length"), get.bytes.len().to_string());
}

#[tokio::test]
async fn tilejson_describes_the_archive() {
    let (app, _folder) = app().await;
    let client = app.visitor().with_header("host", "map.example:8080");
    let answer = client.get("/tiles/town.json").await.expect(200);
    let tilejson = answer.json();
    assert_eq!(tilejson["tilejson"], "3.0.0");
    assert_eq!((&tilejson["minzoom"], &tilejson["maxzoom"]), (&0.into(), &2.into()));
    assert_eq!(tilejson["bounds"], serde_json::json!([13.0, 48.0, 25.0, 55.0]));
    assert_eq!(tilejson["vector_layers"][0]["id"], "earth");
    assert_eq!(tilejson["attribution"], "© OpenStreetMap contributors");
    assert!(tilejson["tiles"][0].as_str().unwrap().starts_with("http://map.example:8080/tiles/town/"));
    client.with_header("if-none-match", answer.header("etag")).get("/tiles/town.json").await.expect(304);
}

#[tokio::test]
async fn pictures_are_served_as_what_they_are() {
    let (app, _folder) = app().await;
    let picture = app.visitor().get("/tiles/photos/0/0/0").await.expect(200);
    assert_eq!((picture.header("content-type"), picture.header("content-encoding")), ("image/png", ""));
    assert!(picture.bytes.iter().all(|byte| *byte == 7));
}

#[tokio::test]
async fn the_archive_itself_is_served_by_range() {
    let (app, _folder) = app().await;
    let (client, whole) = (app.visitor(), small().bytes());
    let all = client.get("/tiles/town.pmtiles").await.expect(200);
    assert_eq!((all.bytes.as_slice(), all.header("accept-ranges")), (whole.as_slice(), "bytes"));
    let part = client.with_header("range", "bytes=0-126").get("/tiles/town.pmtiles").await.expect(206);
    assert_eq!(part.bytes, whole[..127]);
    assert_eq!(part.header("content-range"), format!("bytes 0-126/{}", whole.len()));
    let past = client.with_header("range", "bytes=99999-").get("/tiles/town.pmtiles").await.expect(416);
    assert_eq!(past.header("content-range"), format!("bytes */{}", whole.len()));
    let other = client.with_header("range", "bytes=0-9").with_header("if-range", "\"other\"");
    assert_eq!(other.get("/tiles/town.pmtiles").await.expect(200).bytes.len(), whole.len());
}

#[tokio::test]
async fn a_session_is_not_looked_up_for_tiles_that_are_the_same_for_everybody() {
    let (app, _folder) = app().await;
    let stranger = app.visitor().with_header("authorization", "Bearer wrong");
    stranger.get("/tiles/town/2/2/1").await.expect(200);
    stranger.get("/tiles/outlets.json").await.expect(401);
}
