//! `/api/v1/road-conditions`: what is different on the roads, for every answer that it concerns.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use chrono::NaiveDate;
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::roads::{ConditionsBody, effect_of};
use crate::app::App;
use crate::domain::ids::{RoadConditionId, UserId};
use crate::domain::road_condition::{ROAD_CONDITIONS_MAX, RoadCondition, RoadConditionDraft};
use crate::http::context::Caller;
use crate::http::error::{Problem, ProblemBody};
use crate::http::extract::{IdPath, StrictJson};
use crate::service::roads::Mode;
use crate::store::Tx;

/// What is left out holds for all: every mode, vehicle, person, day and hour.
#[derive(Clone, Debug, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RoadConditionBody {
    #[schema(example = "Low-emission zone")]
    pub name: String,
    /// `car`, `foot`, `bike`.
    #[serde(default)]
    pub modes: Vec<String>,
    /// Classes of vehicles in your own words; it holds for questions that name one of them as `vehicle`.
    #[serde(default)]
    pub vehicles: Vec<String>,
    /// A user's id: holds only for what this person asks.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<Uuid>,
    /// The first and the last day, in `time_zone`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(example = "2026-12-01")]
    pub from: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<String>,
    /// 1 is Monday, 7 Sunday.
    #[serde(default)]
    pub weekdays: Vec<u8>,
    /// From and until on each of these days; over midnight where the second is the earlier one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(example = "07:00-09:30")]
    pub hours: Option<String>,
    /// IANA; UTC when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(example = "Europe/Warsaw")]
    pub time_zone: Option<String>,
    pub conditions: ConditionsBody,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct RoadConditionView {
    pub id: Uuid,
    #[serde(flatten)]
    pub condition: RoadConditionBody,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct RoadConditionList {
    /// The oldest first, at most 200.
    pub items: Vec<RoadConditionView>,
}

/// All conditions, those that are over too.
#[utoipa::path(get, path = "/api/v1/road-conditions", tag = "roads", operation_id = "list_road_conditions",
    responses((status = 200, description = "All of them", body = RoadConditionList)))]
pub async fn list_road_conditions(State(app): State<App>) -> Result<Json<RoadConditionList>, Problem> {
    let conditions = app.store.road_conditions().await?;
    Ok(Json(RoadConditionList { items: conditions.iter().map(view).collect() }))
}

/// Adds a condition. Answers heed it from the next question on.
#[utoipa::path(post, path = "/api/v1/road-conditions", tag = "roads", operation_id = "create_road_condition",
    request_body = RoadConditionBody,
    responses(
        (status = 201, description = "Added", body = RoadConditionView),
        (status = 400, description = "Something in the body cannot be used", body = ProblemBody, content_type = "application/problem+json"),
        (status = 409, description = "There are 200 already", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub async fn create_road_condition(
    State(app): State<App>,
    caller: Caller,
    StrictJson(body): StrictJson<RoadConditionBody>,
) -> Result<Response, Problem> {
    let condition = RoadCondition { id: RoadConditionId::generate(), draft: body.read()? };
    let mut tx = app.store.begin(caller.author(app.clock.now())).await?;
    if tx.count_road_conditions().await? >= ROAD_CONDITIONS_MAX as i64 {
        let detail = format!("There are {ROAD_CONDITIONS_MAX} conditions. Delete those that are over.");
        return Err(Problem::conflict("too_many_road_conditions", detail));
    }
    tx.insert_road_condition(&condition).await?;
    finish(&app, tx).await?;
    Ok((StatusCode::CREATED, Json(view(&condition))).into_response())
}

/// Replaces a condition.
#[utoipa::path(put, path = "/api/v1/road-conditions/{road_condition_id}", tag = "roads",
    operation_id = "update_road_condition", request_body = RoadConditionBody,
    params(("road_condition_id" = Uuid, Path)),
    responses(
        (status = 200, description = "Replaced", body = RoadConditionView),
        (status = 400, description = "Something in the body cannot be used", body = ProblemBody, content_type = "application/problem+json"),
        (status = 404, description = "There is none with this id", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub async fn update_road_condition(
    State(app): State<App>,
    caller: Caller,
    IdPath(id): IdPath<RoadConditionId>,
    StrictJson(body): StrictJson<RoadConditionBody>,
) -> Result<Json<RoadConditionView>, Problem> {
    let condition = RoadCondition { id, draft: body.read()? };
    let mut tx = app.store.begin(caller.author(app.clock.now())).await?;
    if !tx.update_road_condition(&condition).await? {
        return Err(not_there());
    }
    finish(&app, tx).await?;
    Ok(Json(view(&condition)))
}

/// Deletes a condition.
#[utoipa::path(delete, path = "/api/v1/road-conditions/{road_condition_id}", tag = "roads",
    operation_id = "delete_road_condition",
    params(("road_condition_id" = Uuid, Path)),
    responses(
        (status = 204, description = "Gone"),
        (status = 404, description = "There is none with this id", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub async fn delete_road_condition(
    State(app): State<App>,
    caller: Caller,
    IdPath(id): IdPath<RoadConditionId>,
) -> Result<StatusCode, Problem> {
    let mut tx = app.store.begin(caller.author(app.clock.now())).await?;
    if !tx.delete_road_condition(id).await? {
        return Err(not_there());
    }
    finish(&app, tx).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Commits, and lets the next question know.
async fn finish(app: &App, tx: Tx) -> Result<(), Problem> {
    if let Some(revision) = tx.commit().await?.revision {
        app.standing.read_now(revision).await?;
    }
    Ok(())
}

fn not_there() -> Problem {
    Problem::not_found("road_condition_not_found", "There is no road condition with this id.")
}

impl RoadConditionBody {
    fn read(self) -> Result<RoadConditionDraft, Problem> {
        if let Some(unknown) = self.modes.iter().find(|mode| Mode::from_name(mode).is_none()) {
            let message = format!("there is no mode \"{unknown}\"; use car, foot or bike");
            return Err(Problem::field("/modes", "unknown_value", message));
        }
        let zone = self.time_zone.as_deref().unwrap_or("UTC");
        let draft = RoadConditionDraft {
            name: self.name,
            modes: self.modes,
            vehicles: self.vehicles,
            person: self.person.map(UserId),
            from: day("/from", self.from.as_deref())?,
            until: day("/until", self.until.as_deref())?,
            weekdays: self.weekdays,
            hours: self.hours.as_deref().map(hours).transpose()?,
            time_zone: zone.parse::<Tz>().map_err(|_| {
                Problem::field("/time_zone", "unknown_value", "use a zone of the IANA list, like Europe/Warsaw")
            })?,
            effect: effect_of(&self.conditions)?,
        };
        Ok(draft.validate()?)
    }
}

fn day(pointer: &str, text: Option<&str>) -> Result<Option<NaiveDate>, Problem> {
    let wrong = |_| Problem::field(pointer, "format", "give a date like 2026-12-01");
    text.map(|text| text.parse().map_err(wrong)).transpose()
}

/// `07:00-09:30` to minutes of the day.
fn hours(text: &str) -> Result<[u16; 2], Problem> {
    let minutes = |time: &str| {
        let (hour, minute) = time.trim().split_once(':')?;
        let (hour, minute): (u16, u16) = (hour.parse().ok()?, minute.parse().ok()?);
        (minute < 60 && hour <= 24 && (hour < 24 || minute == 0)).then(|| hour * 60 + minute)
    };
    let both = text.split_once('-').and_then(|(from, until)| Some([minutes(from)?, minutes(until)?]));
    both.ok_or_else(|| Problem::field("/hours", "format", "give hours like 07:00-09:30"))
}

fn clock_time(minutes: u16) -> String {
    format!("{:02}:{:02}", minutes / 60, minutes % 60)
}

fn view(condition: &RoadCondition) -> RoadConditionView {
    let draft = &condition.draft;
    RoadConditionView {
        id: condition.id.0,
        condition: RoadConditionBody {
            name: draft.name.clone(),
            modes: draft.modes.clone(),
            vehicles: draft.vehicles.clone(),
            person: draft.person.map(|person| person.0),
            from: draft.from.map(|day| day.to_string()),
            until: draft.until.map(|day| day.to_string()),
            weekdays: draft.weekdays.clone(),
            hours: draft.hours.map(|[from, until]| format!("{}-{}", clock_time(from), clock_time(until))),
            time_zone: Some(draft.time_zone.name().to_owned()),
            conditions: ConditionsBody::from(&draft.effect),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hours_are_two_times_of_a_day() {
        assert_eq!(hours("07:00-09:30").expect("hours"), [420, 570]);
        assert_eq!(hours("22:00 - 24:00").expect("hours"), [1320, 1440]);
        for text in ["", "7", "07:00", "07:00-25:00", "07:60-08:00", "24:30-01:00", "a:b-c:d", "65535:00-01:00"] {
            assert!(hours(text).is_err(), "{text}");
        }
    }
}
