//! From where the customer looks: a chosen point, a place they typed, or the company's usual start.

use super::formats::distance;
use super::geocoded::{data_of_choice, geocoded};
use super::query::{ListQuery, near_text};
use super::texts::{country, text};
use crate::app::App;
use crate::domain::language::Language;
use crate::geo::LonLat;
use crate::http::error::Problem;
use crate::service::find_place::{Certainty, FindPlaceError, FoundPlace, Place, Sources, find_place};

/// The middle of Warsaw, for a start that is set to a place nobody knows.
const WARSAW: (f64, f64) = (21.0122, 52.2297);

/// Where a list is counted from, and what has to be said about it.
#[derive(Clone, Debug)]
pub struct WhereFrom {
    pub point: LonLat,
    /// Said in the heading; empty for the device's own position.
    pub label: String,
    pub kind: Kind,
    /// Other places that the text may mean.
    pub others: Vec<Place>,
    /// The question that splits the places of one name.
    pub which: Option<WhichOne>,
    /// Who says where it is, and as of when; empty where there is nobody to name.
    pub data: String,
}

/// Which of the places of one name?
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WhichOne {
    pub title: &'static str,
    /// What to send back, and what it is called.
    pub choices: Vec<(String, String)>,
}

/// How well a point answers what was asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exactness {
    AsAsked,
    /// The house lies somewhere between its neighbours.
    BetweenHouses,
    /// The house is not known, its street is.
    StreetOnly,
    /// The street is not known, the town is.
    TownOnly,
    Guessed,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The company's start: nobody has said anything yet.
    Start,
    /// Told by the device.
    Device,
    /// Typed or chosen.
    Place(Certainty),
    /// By the geocoder.
    Found(Exactness),
    NotFound,
    TooLong,
    NotOnEarth,
}

/// Finds the point; whatever is wrong with the text, there is one to list outlets around.
pub async fn where_from(app: &App, query: &ListQuery, language: Language) -> Result<WhereFrom, Problem> {
    match query.near {
        Some(Ok(point)) if query.q.is_empty() => {
            return Ok(WhereFrom::at(point, String::new(), Kind::Device));
        }
        Some(Ok(point)) => {
            let data = data_of_choice(app, &query.q, point, language).await?;
            return Ok(WhereFrom { data, ..WhereFrom::at(point, query.q.clone(), Kind::Place(Certainty::Named)) });
        }
        Some(Err(())) => return start(app, language, Kind::NotOnEarth).await,
        None if query.q.is_empty() => return start(app, language, Kind::Start).await,
        None => {}
    }
    if let Some(found) = geocoded(app, query, usual_start(app).await, language).await? {
        return Ok(found);
    }
    match find_place(sources(app), &query.q).await {
        Ok(Some(found)) if is_said_outright(app, &found) => Ok(of_found(found, language)),
        Ok(_) => start(app, language, Kind::NotFound).await,
        Err(FindPlaceError::TooLong) => start(app, language, Kind::TooLong).await,
        Err(FindPlaceError::NotOnEarth(_)) => start(app, language, Kind::NotOnEarth).await,
        Err(FindPlaceError::Store(error)) => Err(error.into()),
    }
}

fn sources(app: &App) -> Sources<'_> {
    Sources { store: &app.store, live: &app.live, names: &app.outlet_names }
}

fn of_found(found: FoundPlace, language: Language) -> WhereFrom {
    let kind = Kind::Place(found.certainty);
    let label = match found.certainty {
        Certainty::Point => near_text(found.place.point).replace(',', ", "),
        _ if found.others.is_empty() => place_label(&Place { region: "", ..found.place.clone() }, language),
        _ => place_label(&found.place, language),
    };
    if found.place.point.is_null_island() {
        return WhereFrom::at(warsaw(), "Warszawa".to_owned(), Kind::NotOnEarth);
    }
    WhereFrom { others: found.others, ..WhereFrom::at(found.place.point, label, kind) }
}

/// Where the geocoder knows the towns and has found nothing, a resemblance is no answer.
fn is_said_outright(app: &App, found: &FoundPlace) -> bool {
    matches!(found.certainty, Certainty::Named | Certainty::Point) || !app.geocoding.indexes().knows_places()
}

/// The company's own start orders what fits a text equally well.
async fn usual_start(app: &App) -> Option<LonLat> {
    if app.config.locator_start.is_empty() {
        return None;
    }
    let found = find_place(sources(app), &app.config.locator_start).await.ok()??;
    Some(found.place.point)
}

/// The place of the settings, else the capital.
async fn start(app: &App, language: Language, kind: Kind) -> Result<WhereFrom, Problem> {
    let usual = if language == Language::Czech { "Praha" } else { "Warszawa" };
    let text = if app.config.locator_start.is_empty() { usual } else { &app.config.locator_start };
    let (point, label) = match find_place(sources(app), text).await {
        Ok(Some(found)) => (found.place.point, found.place.name),
        _ => (warsaw(), "Warszawa".to_owned()),
    };
    Ok(WhereFrom::at(point, label, kind))
}

fn warsaw() -> LonLat {
    LonLat::new(WARSAW.0, WARSAW.1).expect("Warsaw is on earth")
}

/// `Cieszyn, śląskie`; with the country where it is not the reader's.
pub fn place_label(place: &Place, language: Language) -> String {
    let mut label = place.name.clone();
    if !place.region.is_empty() {
        label.push_str(", ");
        label.push_str(place.region);
    }
    let own = match language {
        Language::Polish => "PL",
        Language::Czech => "CZ",
        Language::English => "",
    };
    if !place.country.is_empty() && place.country != own {
        label.push_str(", ");
        label.push_str(&country(&place.country, language));
    }
    label
}

impl WhereFrom {
    fn at(point: LonLat, label: String, kind: Kind) -> Self {
        Self { point, label, kind, others: Vec::new(), which: None, data: String::new() }
    }

    /// `6 placówek w pobliżu: Cieszyn, śląskie`; without a count when the nearest are far.
    pub fn heading(&self, count: usize, is_near: bool, language: Language) -> String {
        let head = if is_near {
            format!("{} {}", super::texts::outlets(count, language), text("in_area", language))
        } else {
            text("nearest_heading", language).to_owned()
        };
        if self.label.is_empty() { head } else { format!("{head}: {}", self.label) }
    }

    /// `Najbliższa jest 84 km stąd`.
    pub fn nearest_is(&self, metres: f64, language: Language) -> String {
        let (before, after) = (text("nearest_is_before", language), text("nearest_is_after", language));
        format!("{before} {} {after}.", distance(metres, language))
    }
}
