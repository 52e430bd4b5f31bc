//! Reports of customers about outlets, for whoever keeps the data.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::app::App;
use crate::domain::ids::{CallId, OutletId, OutletReportId};
use crate::domain::language::Language;
use crate::domain::outlet_report::{OutletReport, OutletReportDraft, RESOLUTION_CHARS_MAX, ReportField, ReportOutcome};
use crate::domain::validation::Checker;
use crate::http::context::Caller;
use crate::http::error::{Problem, ProblemBody};
use crate::http::extract::{IdPath, StrictJson, StrictQuery};
use crate::http::idempotency::{IdempotencyKey, Idempotent};
use crate::http::page;
use crate::http::views::time;
use crate::live::outlets::OutletIndex;

/// Most reports a page holds.
const LIMIT_MAX: i64 = 500;

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct OutletReportQuery {
    /// `true` for resolved reports only, `false` for open ones only; all when absent.
    resolved: Option<bool>,
    /// `next` of the page before.
    after: Option<i64>,
    /// 1 to 500; 100 when absent.
    limit: Option<i64>,
}

/// What a customer says is wrong.
#[derive(Debug, Serialize, ToSchema)]
pub struct OutletReportView {
    pub id: Uuid,
    /// What the reporter was told.
    pub number: i64,
    pub outlet_id: Uuid,
    /// Absent for an outlet that is being deleted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outlet: Option<ReportedOutletView>,
    /// `hours`, `address`, `phone`, `services`, `promotions` or `other`.
    #[schema(example = "hours")]
    pub field: &'static str,
    pub text: String,
    /// Empty when no answer is wanted, and after the report is resolved.
    pub email: String,
    /// The language of the reporter.
    pub language: &'static str,
    /// During which call an agent reported it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub call_id: Option<Uuid>,
    #[schema(format = DateTime)]
    pub created_at: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(format = DateTime)]
    pub resolved_at: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resolved_by: Option<String>,
    /// `fixed` or `rejected`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outcome: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resolution: Option<String>,
}

/// The outlet that a report is about, by what people call it.
#[derive(Debug, Serialize, ToSchema)]
pub struct ReportedOutletView {
    pub code: String,
    pub name: String,
    pub city: String,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct OutletReportPage {
    /// Newest first.
    pub items: Vec<OutletReportView>,
    /// Give this as `after` for the next page; absent on the last one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<i64>,
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ResolutionBody {
    /// `fixed`: the data is mended; `rejected`: it was right. `fixed` when absent.
    #[serde(default = "fixed")]
    pub outcome: String,
    /// What was done about it; at most 1,000 characters.
    #[serde(default)]
    pub resolution: String,
}

fn fixed() -> String {
    ReportOutcome::Fixed.code().to_owned()
}

/// A page of reports, newest first.
#[utoipa::path(get, path = "/api/v1/outlet-reports", tag = "outlets", operation_id = "list_outlet_reports",
    params(OutletReportQuery), responses((status = 200, description = "A page", body = OutletReportPage)))]
pub async fn list_outlet_reports(
    State(app): State<App>,
    StrictQuery(query): StrictQuery<OutletReportQuery>,
) -> Result<Json<OutletReportPage>, Problem> {
    let limit = page::limit(query.limit, 100, LIMIT_MAX)?;
    let mut reports = app.store.outlet_reports_page(query.resolved, query.after, limit + 1).await?;
    let more = reports.len() as i64 > limit;
    reports.truncate(limit as usize);
    let next = reports.last().filter(|_| more).map(|last| last.number);
    let outlets = app.live.outlets().read();
    let view = |report| OutletReportView::new(report, &outlets);
    Ok(Json(OutletReportPage { items: reports.into_iter().map(view).collect(), next }))
}

/// What an agent heard.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OutletReportBody {
    pub outlet_id: Uuid,
    /// `hours`, `address`, `phone`, `services`, `promotions` or `other`.
    #[schema(example = "hours")]
    pub field: String,
    /// What is wrong, at most 1,000 characters.
    pub text: String,
    /// During which call it was heard.
    #[serde(default)]
    pub call_id: Option<Uuid>,
}

/// Reports what a caller says is wrong with an outlet; it waits for a steward.
#[utoipa::path(post, path = "/api/v1/outlet-reports", tag = "outlets", operation_id = "report_outlet",
    request_body = OutletReportBody,
    params(("Idempotency-Key" = Option<String>, Header, description = "A repeat with the same key gets the first answer")),
    responses(
        (status = 201, description = "It waits for a steward", body = OutletReportView),
        (status = 400, description = "Something in the body cannot be used", body = ProblemBody, content_type = "application/problem+json"),
        (status = 422, description = "The Idempotency-Key belongs to another request", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub async fn report_outlet(
    State(app): State<App>,
    caller: Caller,
    key: IdempotencyKey,
    StrictJson(body): StrictJson<OutletReportBody>,
) -> Result<Response, Problem> {
    let idempotent = Idempotent::new(&caller, key, "report_outlet", &body);
    if let Some(earlier) = idempotent.earlier(&app).await? {
        return Ok(earlier);
    }
    let mut check = Checker::default();
    let field = ReportField::from_code(&body.field);
    check.require(field.is_some(), "/field", "unknown_value", || {
        "give hours, address, phone, services, promotions or other".to_owned()
    });
    let outlet_id = OutletId(body.outlet_id);
    let is_known = app.live.outlets().read().get(outlet_id).is_some();
    check.require(is_known, "/outlet_id", "unknown_value", || "there is no outlet with this id".to_owned());
    check.finish(())?;
    let draft = OutletReportDraft {
        outlet_id,
        field: field.unwrap_or(ReportField::Other),
        text: body.text,
        email: String::new(),
        language: Language::Polish,
        call: body.call_id.map(CallId),
    };
    let mut tx = app.store.begin(caller.author(app.clock.now())).await?;
    let report = tx.insert_outlet_report(draft.validate()?).await?;
    let view = OutletReportView::new(report, &app.live.outlets().read());
    idempotent.finish(&app, tx, StatusCode::CREATED, Vec::new(), view).await
}

/// Ends a report. The reporter's address is forgotten with it.
#[utoipa::path(post, path = "/api/v1/outlet-reports/{outlet_report_id}/resolve", tag = "outlets",
    operation_id = "resolve_outlet_report", params(("outlet_report_id" = Uuid, Path)), request_body = ResolutionBody,
    responses(
        (status = 200, description = "Resolved", body = OutletReportView),
        (status = 400, description = "The text is too long, or the outcome unknown", body = ProblemBody, content_type = "application/problem+json"),
        (status = 404, description = "There is no such report, or it is resolved already", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub async fn resolve_outlet_report(
    State(app): State<App>,
    caller: Caller,
    IdPath(id): IdPath<OutletReportId>,
    StrictJson(body): StrictJson<ResolutionBody>,
) -> Result<Json<OutletReportView>, Problem> {
    let mut check = Checker::default();
    check.text("/resolution", &body.resolution, RESOLUTION_CHARS_MAX);
    let outcome = ReportOutcome::from_code(&body.outcome);
    check.require(outcome.is_some(), "/outcome", "unknown_value", || "give fixed or rejected".to_owned());
    check.finish(())?;
    let mut tx = app.store.begin(caller.author(app.clock.now())).await?;
    let Some(report) =
        tx.resolve_outlet_report(id, outcome.unwrap_or(ReportOutcome::Fixed), body.resolution.trim()).await?
    else {
        let detail = "There is no open report with this id; it may be resolved already.";
        return Err(Problem::not_found("outlet_report_not_found", detail));
    };
    tx.commit().await?;
    Ok(Json(OutletReportView::new(report, &app.live.outlets().read())))
}

impl OutletReportView {
    fn new(report: OutletReport, outlets: &OutletIndex) -> Self {
        let outlet = outlets.get(report.draft.outlet_id).map(|outlet| {
            let card = outlet.card();
            ReportedOutletView { code: card.code.to_owned(), name: card.name.to_owned(), city: card.city.to_owned() }
        });
        let resolved = report.resolved.as_ref();
        Self {
            id: report.id.0,
            number: report.number,
            outlet_id: report.draft.outlet_id.0,
            outlet,
            field: report.draft.field.code(),
            resolved_at: resolved.map(|resolved| time::utc(resolved.at)),
            resolved_by: resolved.map(|resolved| resolved.by.clone()),
            outcome: resolved.map(|resolved| resolved.outcome.code()),
            resolution: resolved.map(|resolved| resolved.resolution.clone()),
            call_id: report.draft.call.map(|call| call.0),
            text: report.draft.text,
            email: report.draft.email,
            language: report.draft.language.code(),
            created_at: time::utc(report.created_at),
        }
    }
}
