//! What is different on the roads: a few records, always read whole.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use sqlx::FromRow;
use uuid::Uuid;

use super::audit::AuditEntry;
use super::{Op, Store, StoreError, Tx, on, on_tx};
use crate::domain::ids::{RoadConditionId, UserId};
use crate::domain::road_condition::{ROAD_CONDITIONS_MAX, RoadClosure, RoadCondition, RoadConditionDraft, RoadEffect};

/// Name of this kind of record in `change` and `audit`.
pub const ENTITY: &str = "road_condition";

#[derive(FromRow)]
struct ConditionRow {
    id: Uuid,
    name: String,
    rule: String,
}

/// The column `rule`.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
struct Rule {
    modes: Vec<String>,
    vehicles: Vec<String>,
    person: Option<Uuid>,
    from: Option<String>,
    until: Option<String>,
    weekdays: Vec<u8>,
    hours: Option<[u16; 2]>,
    time_zone: String,
    closed_ways: Vec<i64>,
    closed_points: Vec<[f64; 2]>,
    closed_lines: Vec<Vec<[f64; 2]>>,
    closed_areas: Vec<Vec<[f64; 2]>>,
    speed_percent: Vec<(String, u32)>,
    pace_percent: Option<u32>,
}

impl Store {
    /// All of them, the oldest first.
    pub async fn road_conditions(&self) -> Result<Vec<RoadCondition>, StoreError> {
        let rows: Vec<ConditionRow> = on!(self, db => sqlx::query_as(
            "select id, name, rule from road_condition order by id limit $1",
        ).bind(ROAD_CONDITIONS_MAX as i64).fetch_all(db).await)?;
        Ok(rows.into_iter().filter_map(ConditionRow::into_condition).collect())
    }
}

impl Tx {
    pub async fn count_road_conditions(&mut self) -> Result<i64, StoreError> {
        let count = "select count(*) from road_condition";
        Ok(on_tx!(self, db => sqlx::query_scalar(count).fetch_one(db).await)?)
    }

    pub async fn insert_road_condition(&mut self, condition: &RoadCondition) -> Result<(), StoreError> {
        let (id, at_ms) = (condition.id.0, self.author().at.0);
        let rule = Rule::of(&condition.draft).written();
        on_tx!(self, db => sqlx::query(
            "insert into road_condition (id, name, rule, created_at_ms, updated_at_ms) values ($1, $2, $3, $4, $4)",
        ).bind(id).bind(&condition.draft.name).bind(&rule).bind(at_ms).execute(db).await.map(drop))?;
        self.log_condition(id, Op::Create, "create", Some(rule)).await
    }

    /// False when there is none with this id.
    pub async fn update_road_condition(&mut self, condition: &RoadCondition) -> Result<bool, StoreError> {
        let (id, at_ms) = (condition.id.0, self.author().at.0);
        let rule = Rule::of(&condition.draft).written();
        let changed = on_tx!(self, db => sqlx::query(
            "update road_condition set name = $2, rule = $3, updated_at_ms = $4 where id = $1",
        ).bind(id).bind(&condition.draft.name).bind(&rule).bind(at_ms).execute(db).await
            .map(|done| done.rows_affected()))?;
        if changed > 0 {
            self.log_condition(id, Op::Update, "update", Some(rule)).await?;
        }
        Ok(changed > 0)
    }

    /// False when there is none with this id.
    pub async fn delete_road_condition(&mut self, id: RoadConditionId) -> Result<bool, StoreError> {
        let gone = on_tx!(self, db => sqlx::query("delete from road_condition where id = $1")
            .bind(id.0).execute(db).await.map(|done| done.rows_affected()))?;
        if gone > 0 {
            self.log_condition(id.0, Op::Delete, "delete", None).await?;
        }
        Ok(gone > 0)
    }

    async fn log_condition(
        &mut self,
        entity_id: Uuid,
        op: Op,
        action: &'static str,
        after_json: Option<String>,
    ) -> Result<(), StoreError> {
        let revision = self.record(ENTITY, entity_id, op).await?;
        self.audit(AuditEntry { revision, action, entity: ENTITY, entity_id, before_json: None, after_json }).await
    }
}

impl ConditionRow {
    /// Nothing for a rule that this version cannot read.
    fn into_condition(self) -> Option<RoadCondition> {
        let rule: Rule = serde_json::from_str(&self.rule).ok()?;
        Some(RoadCondition { id: RoadConditionId(self.id), draft: rule.into_draft(self.name)? })
    }
}

impl Rule {
    fn of(draft: &RoadConditionDraft) -> Self {
        let effect = draft.effect.clone();
        let mut rule = Self {
            modes: draft.modes.clone(),
            vehicles: draft.vehicles.clone(),
            person: draft.person.map(|person| person.0),
            from: draft.from.map(|day| day.to_string()),
            until: draft.until.map(|day| day.to_string()),
            weekdays: draft.weekdays.clone(),
            hours: draft.hours,
            time_zone: draft.time_zone.name().to_owned(),
            closed_areas: effect.closed_areas,
            speed_percent: effect.speed_percent,
            pace_percent: effect.pace_percent,
            ..Self::default()
        };
        for closure in effect.closures {
            match closure {
                RoadClosure::Way(id) => rule.closed_ways.push(id),
                RoadClosure::Point(point) => rule.closed_points.push(point),
                RoadClosure::Line(line) => rule.closed_lines.push(line),
            }
        }
        rule
    }

    fn written(&self) -> String {
        serde_json::to_string(self).expect("names and finite numbers can be written")
    }

    fn into_draft(self, name: String) -> Option<RoadConditionDraft> {
        let day = |text: &String| text.parse::<NaiveDate>().ok();
        let ways = self.closed_ways.into_iter().map(RoadClosure::Way);
        let points = self.closed_points.into_iter().map(RoadClosure::Point);
        let lines = self.closed_lines.into_iter().map(RoadClosure::Line);
        Some(RoadConditionDraft {
            name,
            modes: self.modes,
            vehicles: self.vehicles,
            person: self.person.map(UserId),
            from: self.from.as_ref().and_then(day),
            until: self.until.as_ref().and_then(day),
            weekdays: self.weekdays,
            hours: self.hours,
            time_zone: self.time_zone.parse().ok()?,
            effect: RoadEffect {
                closures: ways.chain(points).chain(lines).collect(),
                closed_areas: self.closed_areas,
                speed_percent: self.speed_percent,
                pace_percent: self.pace_percent,
            },
        })
    }
}
