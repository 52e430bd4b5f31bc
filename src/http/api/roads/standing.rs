//! Which of the kept conditions an answer is given under, and how the answer names them.

use crate::app::App;
use crate::domain::road_condition::Occasion;
use crate::http::api::outlets::parse_time;
use crate::http::context::Caller;
use crate::http::error::Problem;
use crate::service::roads::{Mode, Standing};
use crate::units::Timestamp;

/// Longer words for vehicles are not kept.
const VEHICLE_CHARS_MAX: usize = 40;

/// What holds for a journey; `at` is now when absent. The pace of a person is for that person's own questions.
pub fn standing(
    app: &App,
    caller: Option<&Caller>,
    mode: Mode,
    at: Option<Timestamp>,
    vehicle: Option<&str>,
) -> Standing {
    let at = at.unwrap_or_else(|| app.clock.now());
    let person = caller.and_then(|caller| caller.actor.user_id());
    app.standing.on(&Occasion { at, mode: mode.name(), vehicle, person })
}

/// The same from what a question says; `depart` in RFC 3339.
pub fn setting_out(
    app: &App,
    caller: &Caller,
    mode: Mode,
    depart: Option<String>,
    given_vehicle: Option<String>,
) -> Result<Standing, Problem> {
    let at = depart.map(|text| parse_time("depart", &text)).transpose()?;
    Ok(standing(app, Some(caller), mode, at, vehicle(given_vehicle)?.as_deref()))
}

/// A class of vehicles, in the company's own words.
pub fn vehicle(given: Option<String>) -> Result<Option<String>, Problem> {
    match given {
        Some(word) if !(1..=VEHICLE_CHARS_MAX).contains(&word.chars().count()) => {
            let message = format!("give a word of 1 to {VEHICLE_CHARS_MAX} characters");
            Err(Problem::parameter("vehicle", "out_of_range", message))
        }
        given => Ok(given),
    }
}
