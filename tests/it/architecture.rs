//! Who imports whom. The table is the architecture; `docs/ARCHITECTURE.md` explains it.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Room, and the rooms of ours that it may name.
const MAY_IMPORT: &[(&str, &[&str])] = &[
    ("units", &[]),
    ("geo", &["units"]),
    ("mvt", &[]),
    ("words", &[]),
    ("geocoder", &["geo", "units", "words"]),
    ("people", &["words"]),
    ("travel", &["units"]),
    ("roads", &["geo", "travel", "units"]),
    ("region", &["geo", "geocoder", "mvt", "roads", "units"]),
    ("spatial", &["geo", "units"]),
    ("tabular", &["geo", "units"]),
    ("tiles", &["geo", "mvt", "units"]),
    ("domain", &["geo", "units"]),
    ("oidc", &["units"]),
    ("telephony", &["domain", "units"]),
    ("store", &["domain", "geo", "units"]),
    ("live", &["clock", "domain", "geo", "people", "spatial", "store", "units"]),
    (
        "service",
        &[
            "clock",
            "domain",
            "geo",
            "geocoder",
            "live",
            "mvt",
            "oidc",
            "people",
            "region",
            "roads",
            "spatial",
            "store",
            "tabular",
            "telephony",
            "tiles",
            "travel",
            "units",
            "words",
        ],
    ),
    ("clock", &["units"]),
    ("config", &[]),
    ("telemetry", &["config"]),
    ("app", &["clock", "config", "domain", "http", "live", "service", "store", "telephony", "units"]),
    (
        "http",
        &[
            "app", "clock", "config", "domain", "geo", "geocoder", "live", "service", "store", "tabular", "tiles",
            "units",
        ],
    ),
    (
        "cli",
        &[
            "app",
            "clock",
            "config",
            "domain",
            "geo",
            "geocoder",
            "http",
            "live",
            "region",
            "roads",
            "service",
            "spatial",
            "store",
            "tabular",
            "telemetry",
            "tiles",
            "units",
        ],
    ),
    ("main", &["cli"]),
];

/// A crate, and the rooms that may name it.
const CRATES_ONLY_IN: &[(&str, &[&str])] = &[
    ("sqlx", &["store"]),
    ("axum", &["http", "cli"]),
    ("utoipa", &["http"]),
    ("tokio", &["store", "live", "service", "app", "http", "cli"]),
    ("argon2", &["service"]),
    ("ureq", &["service"]),
    ("lettre", &["service"]),
    ("ring", &["oidc"]),
];

/// Calls that only one file may make.
const CALLS_ONLY_IN: &[(&str, &[&str])] =
    &[("SystemTime::now(", &["clock.rs"]), ("Utc::now(", &[]), ("Local::now(", &[])];

#[test]
fn rooms_import_downwards_only() {
    let mut wrong = Vec::new();
    for (path, text) in sources() {
        let room = room_of(&path);
        let Some((_, allowed)) = MAY_IMPORT.iter().find(|(name, _)| *name == room) else {
            if room != "lib" {
                wrong.push(format!("{}: the room {room} is not in the table", path.display()));
            }
            continue;
        };
        for imported in imported_rooms(&text) {
            if imported != room && !allowed.contains(&imported.as_str()) {
                wrong.push(format!("{}: {room} may not import {imported}", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn each_outside_crate_stays_in_its_rooms() {
    let mut wrong = Vec::new();
    for (path, text) in sources() {
        let room = room_of(&path);
        for (name, rooms) in CRATES_ONLY_IN {
            if names_crate(&text, name) && !rooms.contains(&room.as_str()) {
                wrong.push(format!("{}: {name} belongs in {rooms:?}", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn only_the_clock_asks_for_the_time() {
    let mut wrong = Vec::new();
    for (path, text) in sources() {
        for (call, files) in CALLS_ONLY_IN {
            if text.contains(call) && !files.iter().any(|file| path.ends_with(file)) {
                wrong.push(format!("{}: {call}…) belongs in {files:?}", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_room_of_the_table_exists() {
    let rooms: BTreeMap<String, ()> = sources().iter().map(|(path, _)| (room_of(path), ())).collect();
    for (room, _) in MAY_IMPORT {
        assert!(rooms.contains_key(*room), "the table names the room {room}, which is not there");
    }
}

/// Every Rust file below `src`, without its unit tests.
fn sources() -> Vec<(PathBuf, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    let mut folders = vec![root];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("src can be listed") {
            let path = entry.expect("an entry can be read").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let text = fs::read_to_string(&path).expect("a source file is UTF-8");
                let code = text.split("#[cfg(test)]").next().unwrap_or_default().to_owned();
                found.push((path, code));
            }
        }
    }
    found
}

/// `src/http/api/outlets.rs` is in `http`, `src/app.rs` in `app`.
fn room_of(path: &Path) -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let inside = path.strip_prefix(root).expect("a path below src");
    let first = inside.components().next().expect("a file").as_os_str().to_string_lossy().into_owned();
    first.trim_end_matches(".rs").to_owned()
}

/// The rooms named by `crate::room` anywhere, and by `blisko::room` in `main`; comments do not count.
fn imported_rooms(text: &str) -> Vec<String> {
    let code = code_lines(text);
    let mut rooms = Vec::new();
    for prefix in ["crate::", "blisko::"] {
        for (at, _) in code.match_indices(prefix) {
            let boundary =
                code[..at].chars().next_back().is_none_or(|before| !before.is_alphanumeric() && before != '_');
            let name: String =
                code[at + prefix.len()..].chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
            if boundary && MAY_IMPORT.iter().any(|(room, _)| *room == name) {
                rooms.push(name);
            }
        }
    }
    rooms
}

fn names_crate(text: &str, name: &str) -> bool {
    let code = code_lines(text);
    let path = format!("{name}::");
    code.match_indices(&path).any(|(at, _)| {
        code[..at].chars().next_back().is_none_or(|before| !before.is_alphanumeric() && before != '_' && before != ':')
    })
}

fn code_lines(text: &str) -> String {
    text.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}
