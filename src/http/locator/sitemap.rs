//! `/sitemap.xml` and `/robots.txt`: every outlet's page for search engines, with the day it last changed.
//!
//! Up to some thousand outlets the map is one file. With more it is an index of parts, each of which begins after
//! a code: `/sitemap.xml?part&after=MT-WAW-07`.

use axum::extract::{Query, State};
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;

use super::json_ld::page_path;
use crate::app::App;
use crate::domain::language::Language;
use crate::domain::outlet::OutletStatus;
use crate::http::error::Problem;
use crate::http::views::time::utc;
use crate::store::outlets::{OutletFilter, OutletPosition, OutletSort};

/// A part may hold 50,000 addresses, and each outlet has one for each language; this many are some 7 MB.
const OUTLETS_MAX: i64 = 5_000;
/// Outlets read at a time.
const PAGE: i64 = 1_000;

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
const SCHEMA: &str = "http://www.sitemaps.org/schemas/sitemap/0.9";

/// Which part of the map; what else stands in the address is passed over.
#[derive(Debug, Deserialize)]
pub struct Part {
    /// There in addresses of parts.
    part: Option<String>,
    /// The last code of the part before; empty for the first.
    #[serde(default)]
    after: String,
}

pub async fn robots(State(app): State<App>) -> Response {
    let text = format!(
        "User-agent: *\nDisallow: /api/\nDisallow: /desk\nDisallow: /find\nDisallow: /admin\nDisallow: /sign-in\n\
         Disallow: /*/outlets/*/report\nSitemap: {}/sitemap.xml\n",
        app.config.public_address()
    );
    ([(CONTENT_TYPE, "text/plain; charset=utf-8")], text).into_response()
}

pub async fn sitemap(State(app): State<App>, Query(part): Query<Part>) -> Result<Response, Problem> {
    let ends = if part.part.is_none() { part_ends(&app).await? } else { Vec::new() };
    let xml = if ends.is_empty() { pages(&app, &part.after).await? } else { index(&app, &ends) };
    Ok(([(CONTENT_TYPE, "application/xml; charset=utf-8")], xml).into_response())
}

fn public_outlets() -> OutletFilter {
    OutletFilter {
        statuses: Some(vec![OutletStatus::Active, OutletStatus::TemporarilyClosed]),
        ..OutletFilter::default()
    }
}

/// The last code of each part but the last; none while one part is enough.
async fn part_ends(app: &App) -> Result<Vec<String>, Problem> {
    let mut ends = Vec::new();
    loop {
        // The one behind the end shows that there is another part.
        let after = ends.last().map(String::as_str);
        let mut codes = app.store.outlet_codes(&public_outlets(), after, OUTLETS_MAX - 1, 2).await?;
        if codes.len() < 2 {
            return Ok(ends);
        }
        ends.push(codes.swap_remove(0));
    }
}

fn index(app: &App, ends: &[String]) -> String {
    let address = app.config.public_address();
    let mut xml = format!("{HEAD}<sitemapindex xmlns=\"{SCHEMA}\">\n");
    for after in std::iter::once("").chain(ends.iter().map(String::as_str)) {
        let after: String = form_urlencoded::byte_serialize(after.as_bytes()).collect();
        xml.push_str(&format!("<sitemap><loc>{address}/sitemap.xml?part=&amp;after={after}</loc></sitemap>\n"));
    }
    xml.push_str("</sitemapindex>\n");
    xml
}

/// The start page with the first part, then the outlets behind a code.
async fn pages(app: &App, after: &str) -> Result<String, Problem> {
    let address = app.config.public_address();
    let mut xml = format!("{HEAD}<urlset xmlns=\"{SCHEMA}\" xmlns:xhtml=\"http://www.w3.org/1999/xhtml\">\n");
    if after.is_empty() {
        push_page(&mut xml, &address, "/", None);
    }
    let mut after = OutletPosition::Code(after.to_owned());
    for _ in 0..OUTLETS_MAX / PAGE {
        let page = app.store.outlet_page(&public_outlets(), OutletSort::Code, Some(&after), PAGE).await?;
        let Some(last) = page.last() else { break };
        after = OutletPosition::Code(last.draft.code.clone());
        for outlet in &page {
            push_page(&mut xml, &address, &page_path(&outlet.draft.code, None), Some(&utc(outlet.updated_at)));
        }
    }
    xml.push_str("</urlset>\n");
    Ok(xml)
}

/// The page in each language, each naming the others. Paths are percent-encoded, so nothing needs escaping.
fn push_page(xml: &mut String, address: &str, path: &str, changed: Option<&str>) {
    for language in Language::ALL {
        let code = language.code();
        xml.push_str(&format!("<url><loc>{address}/{code}{path}</loc>"));
        if let Some(changed) = changed {
            xml.push_str(&format!("<lastmod>{changed}</lastmod>"));
        }
        for other in Language::ALL.map(Language::code) {
            xml.push_str(&format!(
                "<xhtml:link rel=\"alternate\" hreflang=\"{other}\" href=\"{address}/{other}{path}\"/>"
            ));
        }
        xml.push_str("</url>\n");
    }
}
