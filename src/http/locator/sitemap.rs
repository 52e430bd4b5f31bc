//! `/sitemap.xml` and `/robots.txt`: every outlet's page for search engines, with the day it last changed.

use axum::extract::State;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};

use super::json_ld::page_path;
use crate::app::App;
use crate::domain::language::Language;
use crate::domain::outlet::OutletStatus;
use crate::http::error::Problem;
use crate::http::views::time::utc;
use crate::store::outlets::{OutletFilter, OutletPosition, OutletSort};

/// A sitemap may hold 50,000 addresses; each outlet has one for each language.
const OUTLETS_MAX: usize = 16_000;
/// Outlets read at a time.
const PAGE: i64 = 1_000;

pub async fn robots(State(app): State<App>) -> Response {
    let text = format!(
        "User-agent: *\nDisallow: /api/\nDisallow: /find\nDisallow: /sign-in\nDisallow: /*/outlets/*/report\n\
         Sitemap: {}/sitemap.xml\n",
        app.config.public_address()
    );
    ([(CONTENT_TYPE, "text/plain; charset=utf-8")], text).into_response()
}

pub async fn sitemap(State(app): State<App>) -> Result<Response, Problem> {
    let address = app.config.public_address();
    let mut xml = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" \
         xmlns:xhtml=\"http://www.w3.org/1999/xhtml\">\n",
    );
    push_page(&mut xml, &address, "/", None);
    let statuses = Some(vec![OutletStatus::Active, OutletStatus::TemporarilyClosed]);
    let filter = OutletFilter { statuses, ..OutletFilter::default() };
    let (mut after, mut count) = (None, 0);
    while count < OUTLETS_MAX {
        let page = app.store.outlet_page(&filter, OutletSort::Code, after.as_ref(), PAGE).await?;
        let Some(last) = page.last() else { break };
        after = Some(OutletPosition::Code(last.draft.code.clone()));
        count += page.len();
        for outlet in &page {
            push_page(&mut xml, &address, &page_path(&outlet.draft.code, None), Some(&utc(outlet.updated_at)));
        }
    }
    xml.push_str("</urlset>\n");
    Ok(([(CONTENT_TYPE, "application/xml; charset=utf-8")], xml).into_response())
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
