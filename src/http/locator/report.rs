//! "Something wrong here?": a small form on an outlet's page, without a script and without an account.

use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::{IntoResponse, Redirect, Response};
use minijinja::context;
use minijinja::value::Serde;
use serde::Serialize;

use super::frame::{Frame, PageFacts, company};
use super::json_ld::page_path;
use super::language::PageLanguage;
use super::outlet_page::{full_address, gone, public_outlet};
use super::query::ListQuery;
use super::templates::render;
use super::texts::text;
use crate::app::App;
use crate::domain::language::Language;
use crate::domain::outlet::Outlet;
use crate::domain::outlet_report::{OutletReportDraft, ReportField};
use crate::domain::validation::FieldError;
use crate::http::client_address::ClientAddress;
use crate::http::context::Caller;
use crate::http::csrf;
use crate::http::error::Problem;
use crate::service::report_outlet::{ReportOutletError, report_outlet};

/// What the form sends. `website` is a trap: people do not see it, programs fill it in.
#[derive(Debug, Default)]
struct ReportForm {
    field: String,
    text: String,
    email: String,
    website: String,
}

impl ReportForm {
    /// Reads what it knows and passes over the rest; the bounds are those of the draft.
    fn parse(body: &[u8]) -> Self {
        let mut form = Self::default();
        for (name, value) in form_urlencoded::parse(body) {
            match &*name {
                "field" => form.field = value.into_owned(),
                "text" => form.text = value.into_owned(),
                "email" => form.email = value.into_owned(),
                "website" => form.website = value.into_owned(),
                _ => {}
            }
        }
        form
    }

    fn draft(&self, outlet: &Outlet, language: Language) -> OutletReportDraft {
        OutletReportDraft {
            outlet_id: outlet.id,
            field: ReportField::from_code(&self.field).unwrap_or(ReportField::Other),
            text: self.text.clone(),
            email: self.email.clone(),
            language,
            call: None,
        }
    }
}

/// The part of a page that the template calls `report`.
#[derive(Debug, Serialize)]
struct ReportPage {
    name: String,
    address: String,
    action: String,
    back: String,
    fields: Vec<FieldChoice>,
    field: String,
    text: String,
    email: String,
    problem: Option<&'static str>,
    /// After sending.
    number: Option<i64>,
}

#[derive(Debug, Serialize)]
struct FieldChoice {
    code: &'static str,
    name: &'static str,
}

pub async fn show_form(
    State(app): State<App>,
    PageLanguage(language): PageLanguage,
    Path((_, code)): Path<(String, String)>,
    address: Uri,
) -> Result<Response, Problem> {
    let Some(outlet) = public_outlet(&app, &code).await? else {
        return gone(&app, language, &ListQuery::parse(""));
    };
    let mut page = ReportPage::new(&outlet, language);
    for (name, value) in form_urlencoded::parse(address.query().unwrap_or_default().as_bytes()) {
        match &*name {
            "field" => page.field = value.into_owned(),
            "sent" => page.number = value.parse().ok(),
            _ => {}
        }
    }
    page.show(&app, &outlet, language, StatusCode::OK)
}

pub async fn receive(
    State(app): State<App>,
    caller: Caller,
    ClientAddress(client): ClientAddress,
    PageLanguage(language): PageLanguage,
    Path((_, code)): Path<(String, String)>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Problem> {
    csrf::check_sign_in(&headers, &app.config.public_url)?;
    let Some(outlet) = public_outlet(&app, &code).await? else {
        return gone(&app, language, &ListQuery::parse(""));
    };
    let form = ReportForm::parse(&body);
    let page = ReportPage::new(&outlet, language);
    if !form.website.is_empty() {
        // Thanked like everybody, so that a program learns nothing.
        return Ok(page.thanks(0));
    }
    let draft = form.draft(&outlet, language);
    match report_outlet(&app.store, caller.author(app.clock.now()), draft, client).await {
        Ok(report) => Ok(page.thanks(report.number)),
        Err(ReportOutletError::Invalid(error)) => {
            let problem = words_for(&error.0[0]);
            page.typed(form).refuse(&app, &outlet, language, StatusCode::BAD_REQUEST, problem)
        }
        Err(ReportOutletError::TooMany { .. }) => {
            page.typed(form).refuse(&app, &outlet, language, StatusCode::TOO_MANY_REQUESTS, "report_too_many")
        }
        Err(ReportOutletError::Store(error)) => Err(error.into()),
    }
}

/// The text that says what is wrong with the first field that is.
fn words_for(error: &FieldError) -> &'static str {
    match (error.pointer.as_str(), error.code) {
        ("/email", _) => "report_bad_email",
        (_, "too_long") => "report_too_long",
        _ => "report_empty",
    }
}

impl ReportPage {
    fn new(outlet: &Outlet, language: Language) -> Self {
        let back = page_path(&outlet.draft.code, Some(language));
        let choice = |field: &ReportField| FieldChoice { code: field.code(), name: field_name(*field, language) };
        Self {
            name: outlet.draft.name.clone(),
            address: full_address(outlet),
            action: format!("{back}/report"),
            back,
            fields: ReportField::ALL.iter().map(choice).collect(),
            field: ReportField::Other.code().to_owned(),
            text: String::new(),
            email: String::new(),
            problem: None,
            number: None,
        }
    }

    fn thanks(&self, number: i64) -> Response {
        Redirect::to(&format!("{}?sent={number}", self.action)).into_response()
    }

    fn typed(mut self, form: ReportForm) -> Self {
        (self.field, self.text, self.email) = (form.field, form.text, form.email);
        self
    }

    /// The form again, with what is wrong with it.
    fn refuse(
        mut self,
        app: &App,
        outlet: &Outlet,
        language: Language,
        status: StatusCode,
        problem: &str,
    ) -> Result<Response, Problem> {
        self.problem = Some(text(problem, language));
        self.show(app, outlet, language, status)
    }

    fn show(self, app: &App, outlet: &Outlet, language: Language, status: StatusCode) -> Result<Response, Problem> {
        let facts = PageFacts {
            title: format!("{}: {} · {}", text("report_title", language), outlet.draft.name, company(app)),
            description: text("report_lead", language).to_owned(),
            path: format!("{}/report", page_path(&outlet.draft.code, None)),
            suffix: String::new(),
            is_indexed: false,
            is_embedded: false,
        };
        let page = Frame::new(app, language, facts);
        render(app, "report.html", status, false, context! { page => Serde(page), report => Serde(self) })
    }
}

fn field_name(field: ReportField, language: Language) -> &'static str {
    let name = match field {
        ReportField::Hours => "field_hours",
        ReportField::Address => "field_address",
        ReportField::Phone => "field_phone",
        ReportField::Services => "field_services",
        ReportField::Promotions => "field_promotions",
        ReportField::Other => "field_other",
    };
    text(name, language)
}
