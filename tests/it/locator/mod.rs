//! The page customers see, without a browser: what the server sends is complete.

mod by_road;
mod embedding;
mod geocoded;
mod hostile;
mod linked_data;
mod list;
mod outlet_page;
mod reports;
mod search_engines;

use crate::support::app::TestApp;
use crate::support::meteor::meteor_at;

/// Wednesday 2026-10-28, a holiday in Czechia alone.
const CZECH_HOLIDAY: &str = "2026-10-28T11:00:00+01:00";

/// The page at `path` of the fixture company on the Czech holiday.
async fn page(path: &str) -> String {
    fixture().await.visitor().get(path).await.expect(200).text()
}

async fn fixture() -> TestApp {
    meteor_at(CZECH_HOLIDAY).await
}

/// Codes of the rows of a list, in order.
fn codes(html: &str) -> Vec<&str> {
    html.split("data-code=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

/// What a reader sees: no tags, no-break blanks as blanks, runs of white space as one.
fn shown(html: &str) -> String {
    let body = html.split_once("<body").map_or(html, |(_, body)| body);
    let text = body.split('<').filter_map(|part| part.split_once('>')).map(|(_, text)| text).collect::<Vec<_>>();
    text.join(" ").replace('\u{a0}', " ").replace("&#x2f;", "/").split_whitespace().collect::<Vec<_>>().join(" ")
}
