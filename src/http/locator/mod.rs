//! The page customers see: a list of the nearest outlets and one stable page for each, complete without JavaScript.
//!
//! Handlers read an address into a question (`query`), ask the use cases, make a page of plain texts
//! (`list`, `outlet_page`) and fill a template with it. Templates hold no rules: what they show has been put
//! into words before. Scripts are an addition; they ask for the same addresses and swap the same HTML.

mod answer_link;
mod embedding;
mod formats;
mod frame;
mod geocoded;
mod hours_table;
mod icons;
mod json_ld;
mod language;
mod list;
mod list_rows;
mod outlet_page;
mod query;
mod report;
mod sitemap;
mod suggest;
mod templates;
mod texts;
mod way;
mod where_from;

pub use embedding::open_to_sites;
pub use texts::country as country_name;

use axum::Router;
use axum::middleware::from_fn_with_state;
use axum::routing::get;
use tower_http::compression::CompressionLayer;

use crate::app::App;

/// Every address of the locator. Open to all unless the setting `locator_public` says otherwise.
pub fn routes(app: &App) -> Router<App> {
    Router::new()
        .route("/locator", get(language::redirect_to_language))
        .route("/{language}/", get(list::show_list))
        .route("/{language}/suggest", get(suggest::suggest))
        .route("/{language}/outlets/{code}", get(outlet_page::show_outlet))
        .route("/{language}/outlets/{code}/report", get(report::show_form).post(report::receive))
        .route("/sitemap.xml", get(sitemap::sitemap))
        .route("/robots.txt", get(sitemap::robots))
        .route("/embed/blisko-locator.js", get(embedding::component))
        .route("/locator-worker.js", get(embedding::service_worker))
        .route_layer(from_fn_with_state(app.clone(), embedding::only_if_public))
        .route_layer(from_fn_with_state(app.clone(), embedding::open_to_sites))
        // After the layers: whoever was sent a link may open it, also where the locator is closed.
        .route("/s/{token}", get(answer_link::show_answer))
        .route("/s/{token}/visit.ics", get(answer_link::show_calendar))
        .layer(CompressionLayer::new())
}
