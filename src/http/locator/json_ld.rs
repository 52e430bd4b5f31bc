//! An outlet as structured data for search engines (schema.org, `LocalBusiness` and its kin).

use chrono::Datelike;
use minijinja::Value as Markup;
use serde_json::{Map, Value, json};

use crate::domain::language::Language;
use crate::domain::opening_hours::{DayHours, Week, weekly_hours};
use crate::domain::outlet::{OutletDraft, OutletKind};

const DAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/// What the data says besides the outlet's own facts.
#[derive(Debug)]
pub struct LinkedPage<'a> {
    pub address: &'a str,
    pub picture: &'a str,
    pub company: &'a str,
}

/// The content of a data block: no byte of it can end the block or begin another element.
pub fn json_ld(draft: &OutletDraft, days: &[DayHours], page: &LinkedPage<'_>) -> Markup {
    let json = structured(draft, days, page).to_string();
    let escaped = json
        .replace('<', "\\u003c")
        .replace('>', "\\u003e")
        .replace('&', "\\u0026")
        .replace('\u{2028}', "\\u2028")
        .replace('\u{2029}', "\\u2029");
    Markup::from_safe_string(escaped)
}

fn structured(draft: &OutletDraft, days: &[DayHours], page: &LinkedPage<'_>) -> Value {
    let mut data = json!({
        "@context": "https://schema.org",
        "@type": schema_type(draft.kind),
        "@id": page.address,
        "url": page.address,
        "name": draft.name,
        "image": page.picture,
        "branchCode": draft.code,
        "parentOrganization": { "@type": "Organization", "name": page.company },
        "address": postal_address(draft),
        "geo": { "@type": "GeoCoordinates", "latitude": draft.point.lat(), "longitude": draft.point.lon() },
        "telephone": draft.phone,
        "email": draft.email,
        "sameAs": draft.website,
    });
    add_hours(&mut data, draft, days);
    without_blanks(data)
}

fn postal_address(draft: &OutletDraft) -> Value {
    let address = &draft.address;
    without_blanks(json!({
        "@type": "PostalAddress",
        "streetAddress": address.street,
        "postalCode": address.postcode,
        "addressLocality": address.city,
        "addressRegion": address.region,
        "addressCountry": address.country,
    }))
}

/// The regular week where it is known, and the coming days that differ from it.
fn add_hours(data: &mut Value, draft: &OutletDraft, days: &[DayHours]) {
    let first = days.first().map(|day| day.date);
    let week = first.and_then(|date| weekly_hours(&draft.opening_hours, &draft.address.country, date));
    if let Some(week) = &week {
        data["openingHoursSpecification"] = regular(week);
    }
    let differing = days.iter().filter(|day| day.reason.is_some() && !day.is_unknown());
    let special: Vec<Value> = differing.flat_map(special).collect();
    if !special.is_empty() {
        data["specialOpeningHoursSpecification"] = Value::Array(special);
    }
}

fn schema_type(kind: OutletKind) -> &'static str {
    match kind {
        OutletKind::Store | OutletKind::Showroom => "Store",
        OutletKind::ServicePoint => "ProfessionalService",
        _ => "LocalBusiness",
    }
}

/// Minutes from midnight: opening and closing.
type Shifts = Vec<(u16, u16)>;

/// Days with equal hours in one specification.
fn regular(week: &Week) -> Value {
    let mut groups: Vec<(&Shifts, Vec<&str>)> = Vec::new();
    for (day, shifts) in DAYS.into_iter().zip(week).filter(|(_, shifts)| !shifts.is_empty()) {
        match groups.iter_mut().find(|(known, _)| *known == shifts) {
            Some((_, days)) => days.push(day),
            None => groups.push((shifts, vec![day])),
        }
    }
    let of_group = |(shifts, days): (&Shifts, Vec<&str>)| {
        let days: Vec<String> = days.iter().map(|day| format!("https://schema.org/{day}")).collect();
        let shifts = shifts.clone();
        shifts.into_iter().map(move |(from, until)| {
            json!({
                "@type": "OpeningHoursSpecification", "dayOfWeek": days,
                "opens": clock(from.into()), "closes": clock(until.into()),
            })
        })
    };
    Value::Array(groups.into_iter().flat_map(of_group).collect())
}

/// One specification per opening; a closed day opens and closes at midnight, as the vocabulary has it.
fn special(day: &DayHours) -> Vec<Value> {
    let date = day.date.format("%Y-%m-%d").to_string();
    let weekday = format!("https://schema.org/{}", DAYS[day.date.weekday().num_days_from_monday() as usize]);
    let closed = [(0, 0)];
    let spans: &[(i64, i64)] = if day.open.is_empty() { &closed } else { &day.open };
    let of_span = |&(from, until): &(i64, i64)| {
        json!({
            "@type": "OpeningHoursSpecification", "validFrom": date, "validThrough": date, "dayOfWeek": weekday,
            "opens": clock(from), "closes": clock(until),
        })
    };
    spans.iter().map(of_span).collect()
}

/// `23:59` for the end of the day; nights go on into the next morning.
fn clock(minute: i64) -> String {
    if minute == 1_440 {
        return "23:59".to_owned();
    }
    let minute = minute % 1_440;
    format!("{:02}:{:02}", minute / 60, minute % 60)
}

fn without_blanks(data: Value) -> Value {
    let Value::Object(fields) = data else { return data };
    Value::Object(fields.into_iter().filter(|(_, value)| value.as_str() != Some("")).collect::<Map<_, _>>())
}

/// The address of an outlet's page in a language.
pub fn page_path(code: &str, language: Option<Language>) -> String {
    let code: String = form_urlencoded::byte_serialize(code.as_bytes()).collect();
    let path = format!("/outlets/{}", code.replace('+', "%20"));
    language.map_or_else(|| path.clone(), |language| format!("/{}{path}", language.code()))
}
