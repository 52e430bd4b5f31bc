//! What is different today: closed roads, areas one may not enter, slow roads, one's own pace.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::domain::permission::Permission;
use crate::domain::road_condition::{RoadClosure, RoadEffect};
use crate::geo::LonLat;
use crate::http::api::geocode::point;
use crate::http::context::Caller;
use crate::http::error::Problem;
use crate::service::roads::{Closure, Conditions, PERCENT, RoadClass, place_of};

/// Closures and areas in one question: a city's road works.
const CLOSURES_MAX: usize = 200;
/// Corners of one line or area.
const CORNERS_MAX: usize = 500;

/// Conditions of one question. Roads that are closed stay so; these come on top.
#[derive(Clone, Debug, Default, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct ConditionsBody {
    /// At most 200.
    pub closures: Vec<ClosureBody>,
    /// Areas that may not be entered, such as low-emission zones for this vehicle on this day: rings of longitude and
    /// latitude, at most 200.
    #[schema(value_type = Vec<Vec<Vec<f64>>>)]
    pub closed_areas: Vec<Vec<[f64; 2]>>,
    /// Percent of the usual speed, 10 to 300, by class of road: the hour's traffic.
    pub speed_percent: SpeedPercent,
    /// Percent of the usual pace of who travels, 10 to 300, on all roads.
    pub pace_percent: Option<u32>,
}

/// A closed road: exactly one of the three.
#[derive(Clone, Debug, Default, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct ClosureBody {
    /// Of an OpenStreetMap way.
    pub way_id: Option<i64>,
    /// Longitude and latitude: the piece of road there.
    #[schema(value_type = Option<Vec<f64>>)]
    pub point: Option<[f64; 2]>,
    /// What it crosses and what it follows.
    #[schema(value_type = Option<Vec<Vec<f64>>>)]
    pub line: Option<Vec<[f64; 2]>>,
}

#[derive(Clone, Copy, Debug, Default, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct SpeedPercent {
    pub motorway: Option<u32>,
    pub trunk: Option<u32>,
    pub primary: Option<u32>,
    pub secondary: Option<u32>,
    pub tertiary: Option<u32>,
    /// Residential and other small streets.
    pub minor: Option<u32>,
    /// Service roads, tracks, paths.
    pub other: Option<u32>,
}

/// The field `conditions` of a body; refused to who may not plan, since making roads ready for them is work.
pub fn read_for(caller: &Caller, body: Option<&ConditionsBody>) -> Result<Conditions, Problem> {
    match body {
        None => Ok(Conditions::default()),
        Some(_) if !caller.actor.may(Permission::RoadsPlan) => {
            Err(Problem::forbidden("forbidden", "Conditions are for callers with roads.plan."))
        }
        Some(body) => read(body, "/conditions"),
    }
}

/// What is to be kept of `conditions`; refused as for one question.
pub fn effect_of(body: &ConditionsBody) -> Result<RoadEffect, Problem> {
    read(body, "/conditions")?;
    let closure = |each: &ClosureBody| {
        let way = each.way_id.map(RoadClosure::Way);
        way.or(each.point.map(RoadClosure::Point)).or(each.line.clone().map(RoadClosure::Line))
    };
    let speeds = body.speed_percent.told().into_iter();
    Ok(RoadEffect {
        closures: body.closures.iter().filter_map(closure).collect(),
        closed_areas: body.closed_areas.clone(),
        speed_percent: speeds.filter_map(|(name, _, percent)| Some((name.to_owned(), percent?))).collect(),
        pace_percent: body.pace_percent,
    })
}

impl From<&RoadEffect> for ConditionsBody {
    fn from(effect: &RoadEffect) -> Self {
        let closure = |closure: &RoadClosure| match closure {
            RoadClosure::Way(id) => ClosureBody { way_id: Some(*id), ..ClosureBody::default() },
            RoadClosure::Point(point) => ClosureBody { point: Some(*point), ..ClosureBody::default() },
            RoadClosure::Line(line) => ClosureBody { line: Some(line.clone()), ..ClosureBody::default() },
        };
        let of_class =
            |name: &str| effect.speed_percent.iter().find(|(class, _)| class == name).map(|(_, percent)| *percent);
        Self {
            closures: effect.closures.iter().map(closure).collect(),
            closed_areas: effect.closed_areas.clone(),
            speed_percent: SpeedPercent {
                motorway: of_class("motorway"),
                trunk: of_class("trunk"),
                primary: of_class("primary"),
                secondary: of_class("secondary"),
                tertiary: of_class("tertiary"),
                minor: of_class("minor"),
                other: of_class("other"),
            },
            pace_percent: effect.pace_percent,
        }
    }
}

/// `pointer`: where in the body they stand.
fn read(body: &ConditionsBody, pointer: &str) -> Result<Conditions, Problem> {
    if body.closures.len() + body.closed_areas.len() > CLOSURES_MAX {
        let message = format!("give at most {CLOSURES_MAX} closures and areas");
        return Err(Problem::field(format!("{pointer}/closures"), "too_many", message));
    }
    let closure = |(number, each): (usize, &ClosureBody)| each.read(&format!("{pointer}/closures/{number}"));
    let area = |(number, ring): (usize, &Vec<[f64; 2]>)| {
        let points = corners(ring, 3, &format!("{pointer}/closed_areas/{number}"))?;
        Ok(points.into_iter().map(place_of).collect())
    };
    Ok(Conditions {
        closures: body.closures.iter().enumerate().map(closure).collect::<Result<_, Problem>>()?,
        closed_areas: body.closed_areas.iter().enumerate().map(area).collect::<Result<_, Problem>>()?,
        class_percent: body.speed_percent.read(&format!("{pointer}/speed_percent"))?,
        pace_percent: body
            .pace_percent
            .map(|percent| checked(percent, &format!("{pointer}/pace_percent")))
            .transpose()?,
    })
}

impl ClosureBody {
    fn read(&self, pointer: &str) -> Result<Closure, Problem> {
        match (&self.way_id, &self.point, &self.line) {
            (Some(id), None, None) => Ok(Closure::Way(*id)),
            (None, Some([lon, lat]), None) => {
                let point =
                    point(*lon, *lat).map_err(|problem| Problem::of_part(problem, &format!("{pointer}/point")))?;
                Ok(Closure::Point(place_of(point)))
            }
            (None, None, Some(line)) => {
                let points = corners(line, 2, &format!("{pointer}/line"))?;
                Ok(Closure::Line(points.into_iter().map(place_of).collect()))
            }
            _ => Err(Problem::field(pointer, "invalid_value", "give one of way_id, point and line")),
        }
    }
}

impl SpeedPercent {
    /// By name and class.
    fn told(self) -> [(&'static str, RoadClass, Option<u32>); 7] {
        [
            ("motorway", RoadClass::Motorway, self.motorway),
            ("trunk", RoadClass::Trunk, self.trunk),
            ("primary", RoadClass::Primary, self.primary),
            ("secondary", RoadClass::Secondary, self.secondary),
            ("tertiary", RoadClass::Tertiary, self.tertiary),
            ("minor", RoadClass::Minor, self.minor),
            ("other", RoadClass::Other, self.other),
        ]
    }

    fn read(self, pointer: &str) -> Result<Vec<(RoadClass, u32)>, Problem> {
        let percent = |(name, class, percent): (&str, RoadClass, Option<u32>)| {
            percent.map(|percent| Ok((class, checked(percent, &format!("{pointer}/{name}"))?)))
        };
        self.told().into_iter().filter_map(percent).collect()
    }
}

fn checked(percent: u32, pointer: &str) -> Result<u32, Problem> {
    if PERCENT.contains(&percent) {
        return Ok(percent);
    }
    let message = format!("give {} to {} percent", PERCENT.start(), PERCENT.end());
    Err(Problem::field(pointer, "out_of_range", message))
}

fn corners(pairs: &[[f64; 2]], least: usize, pointer: &str) -> Result<Vec<LonLat>, Problem> {
    super::parameters::places_of_body(pointer, pairs, least, CORNERS_MAX)
}
