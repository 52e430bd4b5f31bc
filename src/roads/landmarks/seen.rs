//! The landmark that is told at a turn.
//!
//! It is near to the turn, at it, just before it, or beyond it straight on; it can be told apart from all others along the
//! stretch of street that leads there; of several it is of the best known kind, and of those the nearest. Where that is
//! not certain, there is none.

use super::ground::{Ground, Spot, apart, cross, dot, has_origin_inside, length, minus, nearest_on, pieces, sides};
use super::index::{Landmark, Landmarks};
use super::kind::LandmarkKind;
use crate::roads::graph::{RoadGraph, flag};
use crate::roads::record::Place;
use crate::roads::route::Route;
use crate::roads::steps::{Maneuver, Step};

/// Metres from the turn within which a thing may be: as far as one still connects the two.
const NEAR_M: f64 = 60.0;
/// What is so near to the turn is at it, whichever way one looks.
const AT_M: f64 = 30.0;
/// So far before or behind the turn a thing is clearly before or behind it.
const CLEARLY_M: f64 = 20.0;
/// So far from the street it still stands at it: a front garden and a pavement, or a forecourt.
const BESIDE_M: f64 = 30.0;
/// The stretch of street before a turn on which a twin would lead astray, and what can be looked ahead.
const STRETCH_M: f64 = 400.0;
const AHEAD_M: f64 = 100.0;
/// Direction is where one has come from over these last metres.
const HEADING_M: f64 = 20.0;
/// What touches is one thing that was mapped twice; so is what has one name and is no farther apart than this.
const TOUCHING_M: f64 = 15.0;
const SAME_NAME_M: f64 = 100.0;
/// Less than this to one side is no side.
const SIDE_M: f64 = 3.0;

/// Words by which a ring says that its name is its own and not that of a street that runs through it.
const RINGS: [&str; 8] =
    ["rondo", "kreisel", "kreisverkehr", "objezd", "roundabout", "rotunda", "rond-point", "glorieta"];

/// Where a landmark is, as seen by who comes to the turn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Position {
    At,
    /// Before the turn: one has gone past it.
    Passed,
    /// Straight on: one turns before reaching it.
    Ahead,
}

/// A landmark that is told.
#[derive(Clone, Debug, PartialEq)]
pub struct Seen {
    pub kind: LandmarkKind,
    pub name: String,
    pub position: Position,
    /// Nothing where it is on both sides or straight ahead.
    pub on_right: Option<bool>,
    /// Its place that is nearest to the turn.
    pub place: Place,
}

impl Landmarks {
    /// What is told at the beginning of each of these steps of a way; a thing once, at the first turn, since at the next
    /// one it would be taken for that.
    pub fn seen(&self, graph: &RoadGraph, route: &Route, steps: &[Step]) -> Vec<Option<Seen>> {
        let (mut stretch, mut told) = (Vec::new(), Vec::<Option<Seen>>::new());
        for step in steps {
            // The line of an edge that is driven in part ends before its end.
            stretch.push(step.place);
            let seen = match step.maneuver {
                Maneuver::Turn(_) => self.at_turn(&stretch),
                Maneuver::Roundabout { .. } => ring(graph, route, step),
                _ => None,
            };
            if step.maneuver != Maneuver::Continue {
                stretch.clear();
            }
            stretch.extend(route.line(graph, step.edges.clone()));
            let is_new =
                |seen: &Seen| !told.iter().flatten().any(|told| (told.kind, &told.name) == (seen.kind, &seen.name));
            let seen = seen.filter(is_new);
            told.push(seen);
        }
        told
    }

    /// At the end of a stretch of street.
    fn at_turn(&self, stretch: &[Place]) -> Option<Seen> {
        let coming = Coming::along(stretch)?;
        let near = self.around(coming.ground.around(&[], NEAR_M));
        let views = near.into_iter().filter_map(|number| coming.view(self.get(number)));
        let mut views: Vec<View<'_>> = views.filter(|view| !view.landmark.name.is_empty()).collect();
        views.sort_by(|a, b| a.landmark.kind.cmp(&b.landmark.kind).then(a.distance.total_cmp(&b.distance)));
        if views.is_empty() {
            return None;
        }
        let along = self.around(coming.ground.around(&coming.street, BESIDE_M));
        let along: Vec<Landmark<'_>> = along.into_iter().map(|number| self.get(number)).collect();
        let told = views.iter().find(|view| !along.iter().any(|other| coming.is_twin(view.landmark, *other)))?;
        let Landmark { kind, name, .. } = told.landmark;
        let View { position, on_right, place, .. } = *told;
        Some(Seen { kind, name: name.to_owned(), position, on_right, place })
    }
}

/// The name of a roundabout, where it is its own.
fn ring(graph: &RoadGraph, route: &Route, step: &Step) -> Option<Seen> {
    let edges = &route.edges[step.edges.clone()];
    let names = edges.iter().filter(|edge| graph.has(*edge / 2, flag::ROUNDABOUT)).map(|edge| graph.name(edge / 2));
    let is_own =
        |name: &&str| name.to_lowercase().split_whitespace().any(|word| RINGS.iter().any(|ring| word.ends_with(ring)));
    let name = names.clone().find(is_own)?;
    let (kind, position) = (LandmarkKind::Roundabout, Position::At);
    Some(Seen { kind, name: name.to_owned(), position, on_right: None, place: step.place })
}

/// Who comes to a turn.
struct Coming {
    ground: Ground,
    /// From the turn backwards, at most `STRETCH_M`; behind it, at its end, what lies straight ahead.
    street: Vec<Spot>,
    /// The length of the stretch alone.
    length: f64,
    /// Of length 1.
    heading: Spot,
}

/// A landmark as seen from the turn.
struct View<'l> {
    landmark: Landmark<'l>,
    distance: f64,
    position: Position,
    on_right: Option<bool>,
    place: Place,
}

impl Coming {
    /// Nothing where one has not come any way.
    fn along(stretch: &[Place]) -> Option<Self> {
        let ground = Ground::at(*stretch.last()?);
        let (mut street, mut so_far, mut behind) = (vec![[0.0; 2]], 0.0, None);
        for place in stretch.iter().rev().skip(1) {
            let spot = ground.spot(*place);
            so_far += length(minus(spot, street[street.len() - 1]));
            street.push(spot);
            if behind.is_none_or(|behind| length(behind) < HEADING_M) {
                behind = Some(spot);
            }
            if so_far >= STRETCH_M {
                break;
            }
        }
        let behind = behind.filter(|behind| length(*behind) > 1.0)?;
        let heading = behind.map(|axis| -axis / length(behind));
        street.insert(0, heading.map(|axis| axis * AHEAD_M));
        Some(Self { ground, street, length: so_far, heading })
    }

    /// Nothing where it is too far away, or neither at the turn nor clearly before or behind it.
    fn view<'l>(&self, landmark: Landmark<'l>) -> Option<View<'l>> {
        let outline = self.outline(landmark);
        let is_around = has_origin_inside(&outline);
        if is_around && landmark.kind != LandmarkKind::Square {
            return None;
        }
        let by_distance = |a: &Spot, b: &Spot| length(*a).total_cmp(&length(*b));
        let nearest = sides(&outline).map(|side| nearest_on(side, [0.0; 2])).min_by(by_distance)?;
        let distance = if is_around { 0.0 } else { length(nearest) };
        let position = self.position(&outline, nearest, distance)?;
        let to_right = outline.iter().map(|spot| cross(*spot, self.heading));
        let is_all = |is_so: fn(f64) -> bool| to_right.clone().all(is_so);
        let on_right = if is_all(|metres| metres > SIDE_M) {
            Some(true)
        } else {
            is_all(|metres| metres < -SIDE_M).then_some(false)
        };
        let corner =
            landmark.outline.iter().min_by(|a, b| by_distance(&self.ground.spot(**a), &self.ground.spot(**b)))?;
        Some(View { landmark, distance, position, on_right, place: *corner })
    }

    fn position(&self, outline: &[Spot], nearest: Spot, distance: f64) -> Option<Position> {
        let ahead = |spot: &Spot| dot(*spot, self.heading);
        let clearly = ahead(&nearest);
        let was_passed = -clearly > CLEARLY_M && outline.iter().all(|spot| ahead(spot) < 0.0);
        let is_ahead = clearly > CLEARLY_M && outline.iter().all(|spot| ahead(spot) > 0.0);
        match distance {
            distance if distance > NEAR_M => None,
            _ if was_passed => {
                let is_beside = -clearly <= self.length && apart(sides(outline), pieces(&self.street[1..])) <= BESIDE_M;
                is_beside.then_some(Position::Passed)
            }
            _ if is_ahead => (cross(nearest, self.heading).abs() <= BESIDE_M).then_some(Position::Ahead),
            distance => (distance <= AT_M).then_some(Position::At),
        }
    }

    /// Whether another stands along the street that who is told of the one could take for it.
    fn is_twin(&self, told: Landmark<'_>, other: Landmark<'_>) -> bool {
        let is_named_so = told.name.to_lowercase() == other.name.to_lowercase();
        if other.kind != told.kind || (told.kind.is_told_by_name() && !is_named_so) {
            return false;
        }
        let (told, other) = (self.outline(told), self.outline(other));
        let is_same = apart(sides(&told), sides(&other)) <= if is_named_so { SAME_NAME_M } else { TOUCHING_M };
        !is_same && apart(sides(&other), pieces(&self.street)) <= NEAR_M
    }

    fn outline(&self, landmark: Landmark<'_>) -> Vec<Spot> {
        landmark.outline.iter().map(|place| self.ground.spot(*place)).collect()
    }
}
