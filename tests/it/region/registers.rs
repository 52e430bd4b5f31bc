//! Registers of addresses: how they are read, and what is refused with which evidence.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use blisko::geo::{BoundingBox, LonLat, geodesic_distance, puwg_1992_of, s_jtsk_of};
use blisko::geocoder::answer::Candidate;
use blisko::geocoder::query::TextQuery;
use blisko::geocoder::record::{AddressRecord, Source};
use blisko::geocoder::{Geocoder, Index};
use blisko::region::{
    BuildJob, REGION_STEPS, Register, RegisterCounts, RegisterError, RegisterFile, build, read_register,
};

/// Towns, postcodes and middles: real ones, so that the evidence can judge.
const POLISH: [(&str, &str, f64, f64); 4] = [
    ("Warszawa", "00-001", 21.0122, 52.2297),
    ("Cieszyn", "43-400", 18.6322, 49.7489),
    ("Gdańsk", "80-001", 18.6491, 54.3523),
    ("Rzeszów", "35-001", 22.0047, 50.0413),
];
const CZECH: [(&str, f64, f64); 3] =
    [("Brno", 16.6080, 49.1952), ("Plzeň", 13.3776, 49.7475), ("Český Těšín", 18.6261, 49.7461)];
const HOUSES: usize = 40;

type Read = Result<(Vec<AddressRecord>, RegisterCounts), RegisterError>;

fn read(register: Register, path: &Path) -> Read {
    let (everywhere, mut found) = (BoundingBox::new(-180.0, -90.0, 180.0, 90.0).unwrap(), Vec::new());
    let file = RegisterFile { register, path: path.to_owned() };
    let counts = read_register(&file, &everywhere, &mut |record| {
        found.push(record);
        Ok(())
    })?;
    Ok((found, counts))
}

/// Houses around the middle of a town.
fn around(lon: f64, lat: f64) -> impl Iterator<Item = (usize, LonLat)> {
    (0..HOUSES).map(move |at| (at + 1, LonLat::new(lon + at as f64 * 1e-4, lat).unwrap()))
}

/// As converters of the register's GML write it; `point` says what stands in the columns of easting and northing.
fn prg(point: &dyn Fn(LonLat) -> [f64; 2]) -> String {
    let mut text = String::from("miejscowosc,ulica,numer_porzadkowy,kod_pocztowy,wersja_id,x_epsg_2180,y_epsg_2180\n");
    for (town, postcode, lon, lat) in POLISH {
        for (number, at) in around(lon, lat) {
            let [easting, northing] = point(at);
            text += &format!(
                "{town},ul. Polna,{number}A,{postcode},2026-10-{:02},{easting:.2},{northing:.2}\n",
                number % 28 + 1
            );
        }
    }
    text
}

/// As the Czech office writes it, in Windows-1250.
fn ruian(swap: bool) -> Vec<u8> {
    let mut text = String::from(
        "Kód ADM;Kód obce;Název obce;Kód MOMC;Název MOMC;Kód obvodu Prahy;Název obvodu Prahy;Kód části obce;\
         Název části obce;Kód ulice;Název ulice;Typ SO;Číslo domovní;Číslo orientační;Znak čísla orientačního;PSČ;\
         Souřadnice Y;Souřadnice X;Platí Od\r\n",
    );
    for (town, lon, lat) in CZECH {
        for (number, at) in around(lon, lat) {
            let [y, x] = s_jtsk_of(at);
            let (first, second) = if swap { (x, y) } else { (y, x) };
            let kind = if number == 7 { "č.ev." } else { "č.p." };
            let street = if number % 2 == 0 { "Příční" } else { "" };
            text += &format!(
                "{number};1;{town};;;;;2;{town}-město;3;{street};{kind};{number};{};a;73701;{first:.2};{second:.2};2026-09-30T00:00:00\r\n",
                number + 100
            );
        }
    }
    encoding_rs::WINDOWS_1250.encode(&text).0.into_owned()
}

fn file(folder: &tempfile::TempDir, name: &str, data: &[u8]) -> PathBuf {
    let path = folder.path().join(name);
    fs::write(&path, data).unwrap();
    path
}

#[test]
fn polish_rows_become_addresses_at_their_place() {
    let folder = tempfile::tempdir().unwrap();
    let (found, counts) = read(Register::Prg, &file(&folder, "prg.csv", prg(&puwg_1992_of).as_bytes())).unwrap();
    assert_eq!((found.len(), counts.data_date.as_deref()), (4 * HOUSES, Some("2026-10-28")));
    let cieszyn = &found[HOUSES];
    assert_eq!((&*cieszyn.street, &*cieszyn.house.number, &*cieszyn.postcode), ("Polna", "1A", "43-400"));
    assert_eq!((&*cieszyn.city, &*cieszyn.country, cieszyn.source), ("Cieszyn", "PL", Source::Prg));
    assert!(geodesic_distance(cieszyn.point, LonLat::new(18.6322, 49.7489).unwrap()).0 < 0.1);
}

#[test]
fn czech_rows_keep_both_numbers_and_tell_registration_numbers() {
    let folder = tempfile::tempdir().unwrap();
    let (found, _) = read(Register::Ruian, &file(&folder, "ruian.csv", &ruian(false))).unwrap();
    let (second, seventh) = (&found[1], &found[6]);
    assert_eq!((&*second.street, &*second.house.number, &*second.house.street_number), ("Příční", "2", "102a"));
    assert_eq!((&*second.district, &*second.postcode), ("Brno-město", "737 01"));
    assert!(seventh.house.provisional && seventh.street.is_empty() && seventh.place == "Brno-město");
    assert!(geodesic_distance(found[0].point, LonLat::new(16.6080, 49.1952).unwrap()).0 < 1.5);
}

#[test]
fn a_folder_and_an_archive_of_files_are_read_like_one() {
    let folder = tempfile::tempdir().unwrap();
    let inner = folder.path().join("CSV");
    fs::create_dir(&inner).unwrap();
    fs::write(inner.join("20261031_OB_500011_ADR.csv"), ruian(false)).unwrap();
    fs::write(inner.join("20261031_OB_500020_ADR.csv"), ruian(false)).unwrap();
    let of_folder = read(Register::Ruian, folder.path()).unwrap().0.len();
    let path = folder.path().join("all.zip");
    let mut archive = zip::ZipWriter::new(fs::File::create(&path).unwrap());
    archive.start_file("CSV/a.csv", zip::write::SimpleFileOptions::default()).unwrap();
    archive.write_all(&ruian(false)).unwrap();
    archive.finish().unwrap();
    assert_eq!((of_folder, read(Register::Ruian, &path).unwrap().0.len()), (6 * HOUSES, 3 * HOUSES));
}

fn refused(register: Register, data: &[u8]) -> String {
    let folder = tempfile::tempdir().unwrap();
    read(register, &file(&folder, "register.csv", data)).expect_err("it must be refused").to_string()
}

#[test]
fn swapped_coordinates_are_refused_with_how_many_would_fit() {
    let swapped = prg(&|at| {
        let [easting, northing] = puwg_1992_of(at);
        [northing, easting]
    });
    let told = refused(Register::Prg, swapped.as_bytes());
    assert!(told.contains("fall outside of Poland") || told.contains("swapped it would be 0"), "{told}");
}

#[test]
fn another_projection_is_refused_as_outside_of_the_country() {
    // Zone 6 of the newer Polish system has eastings of six and a half million.
    let zone = prg(&|at| [6_500_000.0 + (at.lon() - 18.0) * 70_000.0, at.lat() * 111_000.0]);
    let told = refused(Register::Prg, zone.as_bytes());
    assert!(told.contains("160 of 160 points fall outside of Poland") && told.contains("EPSG:2180"), "{told}");
}

#[test]
fn czech_coordinates_in_the_wrong_order_are_refused() {
    let told = refused(Register::Ruian, &ruian(true));
    assert!(told.contains("fall outside of Czechia") || told.contains("swapped it would be 0"), "{told}");
}

#[test]
fn shifted_columns_are_refused_with_an_example() {
    let text = prg(&puwg_1992_of);
    let (header, rows) = text.split_once('\n').unwrap();
    let shifted: String = rows.lines().map(|row| format!("x,{row}\n")).collect();
    let told = refused(Register::Prg, format!("{header}\n{shifted}").as_bytes());
    assert!(
        told.contains("160 of 160 rows have no house number") && told.contains("\"ul. Polna\" in line 2"),
        "{told}"
    );
}

#[test]
fn a_file_of_something_else_is_refused_with_its_columns() {
    let told = refused(Register::Prg, b"name;price\ntea;3\n");
    assert!(told.contains("no column for the house number") && told.contains("name, price"), "{told}");
}

#[test]
fn nonsense_never_panics() {
    for data in [b"".as_slice(), b"\xff\xfe\x00", b"\"", b"miejscowosc;\n;;;;\n", &[b';'; 5_000]] {
        refused(Register::Prg, data);
        refused(Register::Ruian, data);
    }
}

/// The first answer, with the source and day of its data.
fn first(geocoder: &Geocoder, text: &str) -> Candidate {
    let answer = geocoder.forward(&TextQuery { text, ..TextQuery::default() });
    answer.candidates.into_iter().next().unwrap_or_else(|| panic!("nothing was found for {text:?}"))
}

#[test]
fn a_region_answers_from_its_register_first_and_fills_in_from_the_map() {
    let folder = tempfile::tempdir().unwrap();
    let source = folder.path().join("hamlet.osm.pbf");
    super::addresses::write_hamlet(&source);
    let [easting, northing] = puwg_1992_of(LonLat::new(18.602_01, 49.752).unwrap());
    let row = format!(
        "TERYT;PNA;SIMC_nazwa;ULIC_nazwa;Numer;X;Y;DATA_NAD\n2403;43400;Wola;ul. Polna;5;{northing};{easting};2026-10-31\n"
    );
    let register = RegisterFile { register: Register::Prg, path: file(&folder, "prg.csv", row.as_bytes()) };
    let job = BuildJob {
        source: Some(&source),
        data_date: Some("2016-02-10"),
        registers: &[register],
        regions: folder.path(),
        name: "hamlet",
        built_at: "2026-11-22T06:00:00Z",
    };
    let info = build(&job, REGION_STEPS, &mut |_| {}).unwrap();
    let index = Index::open(&folder.path().join("hamlet/addresses.idx")).unwrap();
    let geocoder = Geocoder::new(vec![Arc::new(index)]);
    let (known, other) = (first(&geocoder, "Polna 5, Wola"), first(&geocoder, "Polna 3a, Wola"));
    assert_eq!((known.source, &*known.data_date), (Source::Prg, "2026-10-31"));
    assert_eq!((other.source, &*other.data_date), (Source::OpenStreetMap, "2016-02-10"));
    assert_eq!(info.counts["addresses_in_registers_too"].as_u64(), Some(1));
    assert_eq!(info.registers[0].addresses, 1);
}
