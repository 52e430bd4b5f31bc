//! Customers that are there twice: who may be the same, merging, and taking it back.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::commit;
use super::customers::{view, views};
use crate::app::App;
use crate::domain::customer_sight::CustomerSight;
use crate::domain::duplicate::LikenessCode;
use crate::domain::ids::CustomerId;
use crate::domain::merge::{Merge, UNDO_WITHIN};
use crate::http::context::Caller;
use crate::http::error::{Problem, ProblemBody};
use crate::http::extract::{IdPath, StrictJson, StrictQuery};
use crate::http::page;
use crate::http::views::customer::CustomerView;
use crate::http::views::time;
use crate::service::merge_customers::{self, MergeError};

/// Most merges a page holds.
const LIMIT_MAX: i64 = 500;

/// Somebody who may be the same customer.
#[derive(Debug, Serialize, ToSchema)]
pub struct DuplicateView {
    pub customer: CustomerView,
    /// 0 to 1; from 0.5 on a person should look.
    pub score: f64,
    /// What the score is the sum of.
    pub reasons: Vec<LikenessView>,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct LikenessView {
    /// `same_phone`, `same_email`, `same_name`, `name_sounds_alike`, `same_house`, `same_street` or `other_kind`.
    pub code: &'static str,
    pub weight: f64,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct Duplicates {
    /// Most alike first.
    pub items: Vec<DuplicateView>,
}

/// Who may be the same as a customer, and why.
#[utoipa::path(get, path = "/api/v1/customers/{customer_id}/duplicates", tag = "customers", operation_id = "find_duplicates",
    params(("customer_id" = Uuid, Path)),
    responses(
        (status = 200, description = "Candidates", body = Duplicates),
        (status = 404, description = "There is no such customer, or not for you", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub async fn find_duplicates(
    State(app): State<App>,
    caller: Caller,
    IdPath(id): IdPath<CustomerId>,
) -> Result<Json<Duplicates>, Problem> {
    let sight = CustomerSight::of(&caller.actor);
    let today = time::local_date(app.clock.now(), chrono_tz::Europe::Warsaw);
    let found = merge_customers::duplicates_of(&app.store, id, today, sight).await?;
    let (customers, likenesses): (Vec<_>, Vec<_>) = found.into_iter().unzip();
    let reason = |code: &LikenessCode| LikenessView { code: code.code(), weight: code.weight() };
    let items = views(&app, customers, sight).await?.into_iter().zip(likenesses).map(|(customer, likeness)| {
        let reasons = likeness.reasons.iter().map(reason).collect();
        // Two digits: weights have no more.
        DuplicateView { customer, score: (likeness.score * 100.0).round() / 100.0, reasons }
    });
    Ok(Json(Duplicates { items: items.collect() }))
}

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct SharedQuery {
    /// `next` of the page before.
    after: Option<String>,
    /// 1 to 500; 100 when absent.
    limit: Option<i64>,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct SharedValues {
    /// Numbers and addresses that several customers have: ask for `GET /api/v1/customers?reached_at=` each.
    pub items: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
}

/// Where to begin: numbers and e-mail addresses that several customers have.
#[utoipa::path(get, path = "/api/v1/duplicates", tag = "customers", operation_id = "list_shared_contact_points", params(SharedQuery),
    responses((status = 200, description = "A page", body = SharedValues)))]
pub async fn list_shared(
    State(app): State<App>,
    StrictQuery(query): StrictQuery<SharedQuery>,
) -> Result<Json<SharedValues>, Problem> {
    let after = query.after.as_deref().map(|token| page::read_mark(token, 'v')).transpose()?.unwrap_or_default();
    let limit = page::limit(query.limit, 100, LIMIT_MAX)?;
    let mut items = app.store.shared_contact_values(&after, limit + 1).await?;
    let more = items.len() as i64 > limit;
    items.truncate(limit as usize);
    let next = items.last().filter(|_| more).map(|last| page::write_mark('v', last));
    Ok(Json(SharedValues { items, next }))
}

/// Who goes into whom.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MergeBody {
    pub duplicate_id: Uuid,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct MergeView {
    pub id: Uuid,
    pub survivor_id: Uuid,
    pub duplicate_id: Uuid,
    pub merged_by: String,
    pub merged_at: String,
    /// Until then it can be taken back.
    pub undo_until: String,
    pub undone_at: Option<String>,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct MergedView {
    pub merge: MergeView,
    pub customer: CustomerView,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct MergePage {
    /// Newest first.
    pub items: Vec<MergeView>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
}

impl From<&Merge> for MergeView {
    fn from(merge: &Merge) -> Self {
        Self {
            id: merge.id,
            survivor_id: merge.survivor.0,
            duplicate_id: merge.duplicate.0,
            merged_by: merge.merged_by.clone(),
            merged_at: time::utc(merge.merged_at),
            undo_until: time::utc(merge.merged_at + UNDO_WITHIN),
            undone_at: merge.undone_at.map(time::utc),
        }
    }
}

/// Merges a duplicate into a customer: history, contacts, cases and orders go over, numbers and addresses are added.
/// The duplicate is there no longer; within thirty days all can be taken back.
#[utoipa::path(post, path = "/api/v1/customers/{customer_id}/merge", tag = "customers", operation_id = "merge_customers",
    request_body = MergeBody, params(("customer_id" = Uuid, Path)),
    responses(
        (status = 200, description = "The survivor", body = MergedView),
        (status = 400, description = "There is no such duplicate", body = ProblemBody, content_type = "application/problem+json"),
        (status = 404, description = "There is no such customer", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub async fn merge(
    State(app): State<App>,
    caller: Caller,
    IdPath(id): IdPath<CustomerId>,
    StrictJson(body): StrictJson<MergeBody>,
) -> Result<Json<MergedView>, Problem> {
    let sight = CustomerSight::of(&caller.actor);
    let mut tx = app.store.begin(caller.author(app.clock.now())).await?;
    let duplicate = CustomerId(body.duplicate_id);
    let (merge, customer) = merge_customers::merge_customers(&mut tx, id, duplicate, sight).await?;
    commit(&app, tx).await?;
    Ok(Json(MergedView { merge: MergeView::from(&merge), customer: view(&app, customer, sight).await? }))
}

/// What was merged.
#[utoipa::path(get, path = "/api/v1/merges", tag = "customers", operation_id = "list_merges", params(SharedQuery),
    responses((status = 200, description = "A page", body = MergePage)))]
pub async fn list_merges(
    State(app): State<App>,
    StrictQuery(query): StrictQuery<SharedQuery>,
) -> Result<Json<MergePage>, Problem> {
    let before = query.after.as_deref().map(|token| page::read_moment(token, 'm')).transpose()?;
    let limit = page::limit(query.limit, 100, LIMIT_MAX)?;
    let mut merges = app.store.merge_page(before, limit + 1).await?;
    let more = merges.len() as i64 > limit;
    merges.truncate(limit as usize);
    let next = merges.last().filter(|_| more).map(|last| page::write_moment('m', last.merged_at, last.id));
    Ok(Json(MergePage { items: merges.iter().map(MergeView::from).collect(), next }))
}

/// Takes a merge back.
#[utoipa::path(post, path = "/api/v1/merges/{merge_id}/undo", tag = "customers", operation_id = "undo_merge",
    params(("merge_id" = Uuid, Path)),
    responses(
        (status = 200, description = "Taken back", body = MergeView),
        (status = 404, description = "There is no such merge", body = ProblemBody, content_type = "application/problem+json"),
        (status = 409, description = "It is too late, or something was merged on top of it", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub async fn undo(
    State(app): State<App>,
    caller: Caller,
    IdPath(id): IdPath<Uuid>,
) -> Result<Json<MergeView>, Problem> {
    let mut tx = app.store.begin(caller.author(app.clock.now())).await?;
    let merge = merge_customers::undo_merge(&mut tx, id, CustomerSight::of(&caller.actor)).await?;
    commit(&app, tx).await?;
    Ok(Json(MergeView::from(&merge)))
}

impl From<MergeError> for Problem {
    fn from(error: MergeError) -> Self {
        let conflict = |code, detail: &str| Problem::new(StatusCode::CONFLICT, code, detail);
        match error {
            MergeError::NotFound => Problem::not_found("merge_not_found", "There is no merge with this id."),
            MergeError::TooLate => conflict(
                "merge_final",
                "This merge was taken back already, or is older than thirty days and stays as it is.",
            ),
            MergeError::MergedSince => {
                conflict("merged_since", "The customer was merged again since. Take that merge back first.")
            }
            MergeError::Invalid(invalid) => invalid.into(),
            MergeError::Customer(customer) => customer.into(),
            MergeError::Store(store) => store.into(),
        }
    }
}
