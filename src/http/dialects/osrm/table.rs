//! Durations and distances between coordinates.

use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

use super::Lenient;
use super::options::Asked;
use super::refusal::Refusal;
use super::shape::waypoint;
use crate::app::App;
use crate::http::api::roads::{PLACES_MAX, cells_max, standing};
use crate::http::context::Caller;
use crate::http::views::roads::StandingView;
use crate::service::roads::{OnRoad, RoadPlace, RoadSet, SNAP_RADIUS_MAX, Table};

/// Durations and distances between coordinates, in the form of OSRM.
#[utoipa::path(get, path = "/osrm/table/v1/{profile}/{coordinates}", tag = "roads", operation_id = "osrm_table",
    params(
        ("profile" = String, Path, description = "driving, walking or cycling"),
        ("coordinates" = String, Path, description = "lon,lat;lon,lat, or polyline(…) or polyline6(…)"),
        ("sources" = Option<String>, Query, description = "Numbers of coordinates with semicolons between them, or all"),
        ("destinations" = Option<String>, Query, description = "The same"),
        ("annotations" = Option<String>, Query, description = "duration, distance or duration,distance"),
        ("radiuses" = Option<String>, Query, description = "Metres or unlimited for each coordinate"),
    ),
    responses(
        (status = 200, description = "One row for a source", body = Object),
        (status = 400, description = "OSRM's code and a message", body = Object),
    ))]
pub async fn osrm_table(
    State(app): State<App>,
    caller: Caller,
    Path((profile, coordinates)): Path<(String, String)>,
    options: Lenient,
) -> Result<Response, Refusal> {
    answer(&app, &caller, Asked::new(&profile, &coordinates, options, PLACES_MAX)?).await
}

/// The same with coordinates and options in a form or in JSON.
#[utoipa::path(post, path = "/osrm/table/v1/{profile}", tag = "roads", operation_id = "osrm_table_post",
    params(("profile" = String, Path, description = "driving, walking or cycling")),
    request_body(content((Object = "application/json"), (String = "application/x-www-form-urlencoded"))),
    responses(
        (status = 200, description = "One row for a source", body = Object),
        (status = 400, description = "OSRM's code and a message", body = Object),
    ))]
pub async fn osrm_table_post(
    State(app): State<App>,
    caller: Caller,
    Path(profile): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Refusal> {
    answer(&app, &caller, Asked::of_body(&profile, &headers, &body, PLACES_MAX)?).await
}

/// What of the table is written.
#[derive(Clone, Copy, Debug)]
struct Wanted {
    durations: bool,
    distances: bool,
}

async fn answer(app: &App, caller: &Caller, asked: Asked) -> Result<Response, Refusal> {
    let (sources, destinations) = (asked.numbers("sources")?, asked.numbers("destinations")?);
    let most = cells_max(app, caller);
    if sources.len() * destinations.len() > most {
        return Err(Refusal::too_big(format!("sources times destinations may be {most} at most")));
    }
    let wanted = Wanted::of(&asked)?;
    let standing = standing(app, Some(caller), asked.mode, None, None);
    let first = &asked.coordinates[..asked.coordinates.len().min(1)];
    app.routing.make_ready(asked.mode, first, SNAP_RADIUS_MAX, &standing.conditions).await?;
    let write = move |roads: &RoadSet| {
        let on_road = asked.on_road(roads)?.under(&standing.conditions);
        let mut json = write_table(&on_road, &asked, &sources, &destinations, wanted)?;
        if let Some(view) = StandingView::of(&standing) {
            json.extend_from_slice(format!(r#","conditions":{}"#, json!(view)).as_bytes());
        }
        json.push(b'}');
        Ok::<_, Refusal>(json)
    };
    let json = app.routing.ask(write).await??;
    Ok(([(CONTENT_TYPE, "application/json")], json).into_response())
}

impl Wanted {
    fn of(asked: &Asked) -> Result<Self, Refusal> {
        let mut wanted = Self { durations: false, distances: false };
        for word in asked.options.get("annotations").unwrap_or("duration").split(',') {
            match word {
                "duration" => wanted.durations = true,
                "distance" => wanted.distances = true,
                _ => return Err(Refusal::query("annotations must be duration, distance or duration,distance")),
            }
        }
        Ok(wanted)
    }
}

/// All but the bracket at the end.
fn write_table(
    on_road: &OnRoad,
    asked: &Asked,
    sources: &[usize],
    destinations: &[usize],
    wanted: Wanted,
) -> Result<Vec<u8>, Refusal> {
    let table = on_road.table(asked.mode, &asked.coordinates, sources, destinations);
    let waypoints = |numbers: &[usize]| -> Value {
        let network = on_road.region.as_ref().and_then(|region| region.mode(asked.mode));
        let place = |number: &usize| Some(waypoint(&RoadPlace::new(&network?.roads, on_road.snaps[*number].as_ref()?)));
        numbers.iter().map(place).collect()
    };
    let mut json = br#"{"code":"Ok""#.to_vec();
    if wanted.durations {
        json.extend_from_slice(br#","durations":"#);
        write_rows(&table, |(ms, _)| (ms + 50) / 100, &mut json);
    }
    if wanted.distances {
        json.extend_from_slice(br#","distances":"#);
        write_rows(&table, |(_, dm)| dm, &mut json);
    }
    for (name, numbers) in [("sources", sources), ("destinations", destinations)] {
        json.extend_from_slice(format!(r#","{name}":{}"#, waypoints(numbers)).as_bytes());
    }
    Ok(json)
}

/// Rows of numbers of which `value` gives the tenths: written by hand, since a table has a million of them.
fn write_rows(table: &Table, value: impl Fn((u32, u32)) -> u32, json: &mut Vec<u8>) {
    let matrix = &table.matrix;
    json.push(b'[');
    for row in 0..matrix.origins() {
        json.extend_from_slice(if row == 0 { b"[" } else { b",[" });
        for column in 0..matrix.destinations() {
            if column > 0 {
                json.push(b',');
            }
            match matrix.exact(row, column) {
                Some(cell) => write_tenths(value(cell), json),
                None => json.extend_from_slice(b"null"),
            }
        }
        json.push(b']');
    }
    json.push(b']');
}

/// A number with one decimal, or none where it is whole.
fn write_tenths(tenths: u32, json: &mut Vec<u8>) {
    let mut digits = [0u8; 10];
    let (mut at, mut rest) = (digits.len(), tenths / 10);
    loop {
        at -= 1;
        digits[at] = b'0' + (rest % 10) as u8;
        rest /= 10;
        if rest == 0 {
            break;
        }
    }
    json.extend_from_slice(&digits[at..]);
    if !tenths.is_multiple_of(10) {
        json.extend_from_slice(&[b'.', b'0' + (tenths % 10) as u8]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tenths_are_written_as_numbers() {
        for (tenths, expected) in [(0, "0"), (7, "0.7"), (10, "1"), (12_345, "1234.5"), (u32::MAX, "429496729.5")] {
            let mut json = Vec::new();
            write_tenths(tenths, &mut json);
            assert_eq!(String::from_utf8(json).expect("digits"), expected);
        }
    }
}
