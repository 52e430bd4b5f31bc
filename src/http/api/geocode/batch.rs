//! Many addresses at once.

use axum::Json;
use axum::extract::State;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::parameters::{Asked, checked_parts, sought_text};
use crate::app::App;
use crate::geocoder::answer::Answer;
use crate::geocoder::query::Options;
use crate::http::error::{Problem, ProblemBody, ProblemError};
use crate::http::extract::StrictJson;
use crate::http::views::geocode::GeocodeAnswer;
use crate::service::geocode::{AddressParts, BATCH_MAX, Question, Sought};

/// Candidates that all rows together may ask for: a full batch with its best ones. Bounds the answer to some
/// thirty megabytes.
const CANDIDATES_MAX: usize = 30_000;

/// Longest name that a row may carry through.
const ROW_ID_CHARS_MAX: usize = 100;

/// Bytes of a full batch of long addresses in parts.
pub const BATCH_BYTES_MAX: usize = 8 << 20;

/// What is the same for all rows, and the rows.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct GeocodeBatch {
    /// 1 to 10,000.
    pub rows: Vec<GeocodeRow>,
    /// Only these countries: ISO 3166-1 alpha-2, separated by commas.
    #[serde(default)]
    pub countries: Option<String>,
    /// Where the rows are, degrees east: orders what fits equally well.
    #[serde(default)]
    pub lon: Option<f64>,
    #[serde(default)]
    pub lat: Option<f64>,
    /// Candidates per row, 1 to 50; 1 when absent. Rows times limit at most 30,000.
    #[serde(default)]
    pub limit: Option<i64>,
}

/// One address: `q`, or parts of an address.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct GeocodeRow {
    /// Comes back with the answer; at most 100 characters.
    pub id: Option<String>,
    pub q: Option<String>,
    pub house_number: String,
    pub street: String,
    pub city: String,
    pub district: String,
    pub county: String,
    pub region: String,
    pub postcode: String,
    pub country: String,
}

/// One answer per row, in order.
#[derive(Debug, Serialize, ToSchema)]
pub struct GeocodeBatchAnswer {
    pub answers: Vec<GeocodeRowAnswer>,
}

/// The answer to one row.
#[derive(Debug, Serialize, ToSchema)]
pub struct GeocodeRowAnswer {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    #[serde(flatten)]
    pub answer: GeocodeAnswer,
}

/// Up to 10,000 addresses at once, answered in order.
#[utoipa::path(post, path = "/api/v1/geocode/batch", tag = "geocoding", operation_id = "geocode_batch",
    request_body = GeocodeBatch,
    responses(
        (status = 200, description = "One answer per row, in order", body = GeocodeBatchAnswer),
        (status = 400, description = "A row cannot be used; errors name it", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub async fn geocode_batch(
    State(app): State<App>,
    StrictJson(mut batch): StrictJson<GeocodeBatch>,
) -> Result<Json<GeocodeBatchAnswer>, Problem> {
    let options = batch.options()?;
    let ids: Vec<Option<String>> = batch.rows.iter_mut().map(|row| row.id.take()).collect();
    let mut questions = Vec::with_capacity(batch.rows.len());
    for (number, (row, id)) in batch.rows.into_iter().zip(&ids).enumerate() {
        let question = row.question(id.as_deref(), &options).map_err(|problem| in_row(number, problem))?;
        questions.push(question);
    }
    let answers = app.geocoding.answer_batch(questions).await?;
    let row =
        |(id, answer): (Option<String>, &Answer)| GeocodeRowAnswer { id, answer: GeocodeAnswer::new(answer, None) };
    Ok(Json(GeocodeBatchAnswer { answers: ids.into_iter().zip(&answers).map(row).collect() }))
}

impl GeocodeBatch {
    fn options(&self) -> Result<Options, Problem> {
        if !(1..=BATCH_MAX).contains(&self.rows.len()) {
            return Err(Problem::field("/rows", "out_of_range", format!("send 1 to {BATCH_MAX} rows")));
        }
        let asked = Asked {
            lon: self.lon,
            lat: self.lat,
            countries: self.countries.as_deref(),
            limit: Some(self.limit.unwrap_or(1)),
            ..Asked::default()
        };
        let options = asked.options().map_err(in_body)?;
        if options.limit * self.rows.len() > CANDIDATES_MAX {
            let message = format!("rows times limit may be {CANDIDATES_MAX} at most: lower limit or send fewer rows");
            return Err(Problem::field("/limit", "out_of_range", message));
        }
        Ok(options)
    }
}

impl GeocodeRow {
    fn question(self, id: Option<&str>, options: &Options) -> Result<Question, Problem> {
        if id.is_some_and(|id| id.chars().nth(ROW_ID_CHARS_MAX).is_some()) {
            let message = format!("give at most {ROW_ID_CHARS_MAX} characters");
            return Err(Problem::parameter("id", "too_long", message));
        }
        let options = options.clone();
        let Self { id: _, q, house_number, street, city, district, county, region, postcode, country } = self;
        let parts = AddressParts { house_number, street, city, district, county, region, postcode, country };
        let sought = match q {
            Some(_) if !parts.is_blank() => {
                return Err(Problem::parameter("q", "too_many", "give q or the parts of an address, not both"));
            }
            Some(text) => Sought::Text(sought_text("q", &text)?),
            None => Sought::Parts(checked_parts(parts)?),
        };
        Ok(Question { sought, options })
    }
}

/// What is wrong with a parameter, said of a field of the body.
fn in_body(problem: Problem) -> Problem {
    pointing(problem, "")
}

fn in_row(number: usize, problem: Problem) -> Problem {
    pointing(problem, &format!("/rows/{number}"))
}

fn pointing(mut problem: Problem, base: &str) -> Problem {
    problem.code = "invalid_body";
    for ProblemError { pointer, parameter, .. } in &mut problem.errors {
        *pointer = Some(format!("{base}/{}", parameter.take().unwrap_or_default()));
    }
    problem.detail = format!("{base}/{}", problem.detail);
    problem
}
