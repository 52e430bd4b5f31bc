//! The structured data of an outlet's page against the vocabulary that it claims to speak.

use serde_json::Value;

use super::fixture;

/// What a property may hold.
#[derive(Clone, Copy)]
enum Range {
    Text,
    /// Absolute.
    Url,
    Number(f64, f64),
    /// `HH:MM`.
    Time,
    /// `YYYY-MM-DD`.
    Date,
    Day,
    Thing(&'static str),
}
use Range::{Date, Day, Number, Text, Thing, Time, Url};

/// From schema.org, version 29: the properties in use of the types in use, with their expected types. The kinds of
/// businesses take those of LocalBusiness, which takes those of Place and Organization.
const VOCABULARY: &[(&str, &[(&str, Range)])] = &[
    (
        "LocalBusiness",
        &[
            ("url", Url),
            ("name", Text),
            ("image", Url),
            ("branchCode", Text),
            ("parentOrganization", Thing("Organization")),
            ("address", Thing("PostalAddress")),
            ("geo", Thing("GeoCoordinates")),
            ("telephone", Text),
            ("email", Text),
            ("sameAs", Url),
            ("openingHoursSpecification", Thing("OpeningHoursSpecification")),
            ("specialOpeningHoursSpecification", Thing("OpeningHoursSpecification")),
        ],
    ),
    ("Organization", &[("name", Text)]),
    (
        "PostalAddress",
        &[
            ("streetAddress", Text),
            ("postalCode", Text),
            ("addressLocality", Text),
            ("addressRegion", Text),
            ("addressCountry", Text),
        ],
    ),
    ("GeoCoordinates", &[("latitude", Number(-90.0, 90.0)), ("longitude", Number(-180.0, 180.0))]),
    (
        "OpeningHoursSpecification",
        &[("dayOfWeek", Day), ("opens", Time), ("closes", Time), ("validFrom", Date), ("validThrough", Date)],
    ),
];

/// Subtypes by what they are.
const KINDS: [(&str, &str); 3] =
    [("Store", "LocalBusiness"), ("ProfessionalService", "LocalBusiness"), ("LocalBusiness", "LocalBusiness")];

const DAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/// Everything wrong with a thing of `expected` or of one of its kinds.
fn faults(thing: &Value, expected: &str, path: &str) -> Vec<String> {
    let named = thing["@type"].as_str().unwrap_or_default();
    let is_a = KINDS.iter().find(|(kind, _)| *kind == named).map_or(named, |(_, base)| base);
    let known = VOCABULARY.iter().find(|(name, _)| *name == is_a && is_a == expected);
    let Some((_, properties)) = known else { return vec![format!("{path}: a {named} and not a {expected}")] };
    let fields = thing.as_object().expect("a thing is an object").iter().filter(|(name, _)| !name.starts_with('@'));
    let of_field = |(name, value): (&String, &Value)| match properties.iter().find(|(known, _)| known == name) {
        None => vec![format!("{path}: {is_a} has no {name}")],
        Some((_, range)) => each(value).flat_map(|value| out_of(value, *range, &format!("{path}/{name}"))).collect(),
    };
    fields.flat_map(of_field).collect()
}

/// A property may hold one value or several.
fn each(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().map_or(std::slice::from_ref(value), Vec::as_slice).iter()
}

fn out_of(value: &Value, range: Range, path: &str) -> Vec<String> {
    let text = value.as_str().unwrap_or_default();
    let fits = match range {
        Thing(kind) => return faults(value, kind, path),
        Text => !text.trim().is_empty(),
        Url => text.starts_with("https://") || text.starts_with("http://"),
        Number(low, high) => value.as_f64().is_some_and(|number| (low..=high).contains(&number)),
        Time => text.len() == 5 && chrono::NaiveTime::parse_from_str(text, "%H:%M").is_ok(),
        Date => chrono::NaiveDate::parse_from_str(text, "%Y-%m-%d").is_ok(),
        Day => text.strip_prefix("https://schema.org/").is_some_and(|day| DAYS.contains(&day)),
    };
    if fits { Vec::new() } else { vec![format!("{path}: {value}")] }
}

/// The data block of a page.
fn linked_data(html: &str) -> Value {
    let (_, block) = html.split_once("<script type=\"application/ld+json\">").expect("the page has a data block");
    serde_json::from_str(block.split_once("</script>").expect("the block ends").0).expect("the block is JSON")
}

#[tokio::test]
async fn every_outlet_s_data_has_only_known_properties_with_values_of_their_types() {
    let app = fixture().await;
    let listed = app.steward().await.get("/api/v1/outlets?limit=500").await.expect(200).json();
    let mut seen = 0;
    for code in listed["items"].as_array().unwrap().iter().map(|outlet| outlet["code"].as_str().unwrap()) {
        let page = app.visitor().get(&format!("/pl/outlets/{code}")).await;
        if page.status != 200 {
            continue;
        }
        seen += 1;
        let data = linked_data(&page.text());
        assert_eq!(data["@context"], "https://schema.org");
        assert_eq!(faults(&data, "LocalBusiness", code), Vec::<String>::new());
        for required in ["name", "address"] {
            assert!(!data[required].is_null(), "{code} lacks {required}, which search engines demand");
        }
    }
    assert!(seen > 5, "{seen} pages");
}

#[test]
fn the_check_finds_what_is_wrong() {
    let wrong = serde_json::json!({
        "@type": "Store", "name": " ", "colour": "red", "geo": { "@type": "GeoCoordinates", "latitude": 91 },
        "openingHoursSpecification": [{ "@type": "OpeningHoursSpecification", "opens": "9:00", "dayOfWeek": "Mo" }],
        "address": { "@type": "Organization" },
    });
    assert_eq!(faults(&wrong, "LocalBusiness", "").len(), 6);
}
