//! The map of addresses and the layers that every request passes.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::StatusCode;
use axum::middleware::from_fn_with_state;
use tower_http::timeout::TimeoutLayer;
use utoipa::openapi::OpenApi as Document;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::error::Problem;
use super::{api, assets, auth, dialects, envelope, health, locator, openapi, single_sign_on};
use crate::app::App;

/// 64 MiB over a line of 1 Mbit/s take nine minutes.
const UPLOAD_TIMEOUT: Duration = Duration::from_secs(900);

/// The whole HTTP face of `app`.
pub fn router(app: App) -> Router {
    let routes = described_routes().split_for_parts().0;
    let document = Arc::new(document());
    let described: Router<App> =
        Router::new().route("/openapi.json", axum::routing::get(openapi::openapi_json).with_state(document));
    let body_max = app.config.body_bytes_max.get() as usize;
    let timeout = Duration::from_secs(app.config.request_timeout_s.get());
    routes
        .merge(described)
        .merge(single_sign_on::routes())
        .layer(DefaultBodyLimit::max(body_max))
        .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, timeout))
        .merge(dialects::routes(&app).layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, timeout)))
        .merge(batches(timeout))
        .merge(uploads())
        .route_layer(from_fn_with_state(app.clone(), auth::authorize))
        // After the layer: what there is to see on maps is the same for everybody.
        .merge(map_routes().split_for_parts().0)
        // After the layer: pages and their files are the same for everybody.
        .merge(assets::routes(&app))
        .merge(locator::routes(&app).layer(DefaultBodyLimit::max(body_max)))
        .fallback(|| async { Problem::not_found("not_found", "There is nothing at this address.") })
        .layer(from_fn_with_state(app.clone(), envelope::envelop))
        // After all layers: a map asks for dozens of tiles at once, and a smaller layer does for them what the one above does.
        .merge(tile_routes().split_for_parts().0.layer(from_fn_with_state(app.clone(), api::tiles::guard::guard)))
        .with_state(app)
}

/// Lists are longer than other bodies, and bounded too.
fn batches(timeout: Duration) -> Router<App> {
    let routes = batch_routes().split_for_parts().0;
    routes
        .layer(DefaultBodyLimit::max(api::geocode::BATCH_BYTES_MAX))
        .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, timeout))
}

/// Uploads count their bytes themselves, and take as long as a slow line needs.
fn uploads() -> Router<App> {
    upload_routes()
        .split_for_parts()
        .0
        .layer(DefaultBodyLimit::disable())
        .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, UPLOAD_TIMEOUT))
}

/// The description of every route.
pub fn document() -> Document {
    let mut document = described_routes()
        .merge(dialects::described_routes())
        .merge(batch_routes())
        .merge(upload_routes())
        .merge(map_routes())
        .merge(tile_routes())
        .into_openapi();
    openapi::add_default_problem(&mut document);
    openapi::open_flattened_parts(&mut document);
    document
}

/// Descriptions of maps.
fn map_routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(api::tiles::catalogue::list_tilesets))
        .routes(routes!(api::tiles::catalogue::get_tileset))
        .routes(routes!(api::tiles::styles::get_style))
}

/// Tiles of archives.
fn tile_routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(api::tiles::archive_tiles::get_tile))
        .routes(routes!(api::tiles::archive_tiles::get_newest_tile))
}

/// Whole lists in one body.
fn batch_routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(api::geocode::geocode_batch)).routes(routes!(api::roads::find_matrix))
}

fn upload_routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(api::imports::upload_import))
}

/// Every route that the description knows but the uploads.
fn described_routes() -> OpenApiRouter<App> {
    OpenApiRouter::with_openapi(openapi::head())
        .routes(routes!(api::nearest::find_nearest_outlets, api::nearest::find_nearest_outlets_batch))
        .routes(routes!(api::along::find_outlets_along))
        .routes(routes!(api::road_conditions::list_road_conditions, api::road_conditions::create_road_condition))
        .routes(routes!(api::road_conditions::update_road_condition, api::road_conditions::delete_road_condition))
        .routes(routes!(api::outlets::list_outlets, api::outlets::create_outlet))
        .routes(routes!(api::outlet_replay::replay))
        .routes(routes!(api::outlets::get_outlet, api::outlets::update_outlet, api::outlets::delete_outlet))
        .routes(routes!(api::bookings::get_rules, api::bookings::put_rules))
        .routes(routes!(api::bookings::list_slots))
        .routes(routes!(api::hours_preview::preview_opening_hours))
        .routes(routes!(api::outlet_reports::list_outlet_reports, api::outlet_reports::report_outlet))
        .routes(routes!(api::outlet_reports::resolve_outlet_report))
        .routes(routes!(api::customers::list_customers, api::customers::create_customer))
        .routes(routes!(api::catchment::list_customers_within))
        .routes(routes!(api::catchment::list_customers_losing))
        .routes(routes!(api::customers::search_customers))
        .routes(routes!(api::customers::get_customer, api::customers::update_customer, api::customers::delete_customer))
        .routes(routes!(api::customers::list_consents, api::customers::record_consent))
        .routes(routes!(api::customers::list_contacts, api::customers::create_contact))
        .routes(routes!(api::customers::update_contact, api::customers::delete_contact))
        .routes(routes!(api::customers::get_customer_card))
        .routes(routes!(api::customer_fields::list_customer_fields, api::customer_fields::create_customer_field))
        .routes(routes!(api::customer_fields::update_customer_field, api::customer_fields::delete_customer_field))
        .routes(routes!(api::presence::arrive_at_customer, api::presence::leave_customer))
        .routes(routes!(api::interactions::get_timeline))
        .routes(routes!(api::interactions::record_interaction))
        .routes(routes!(api::interactions::get_interaction, api::interactions::update_interaction))
        .routes(routes!(api::calls::report_call))
        .routes(routes!(api::simulated_calls::simulate_call))
        .routes(routes!(api::calls::get_current_call))
        .routes(routes!(api::calls::name_caller))
        .routes(routes!(api::calls::wrap_up))
        .routes(routes!(api::queue::get_queue))
        .routes(routes!(api::queue::take_queue_item))
        .routes(routes!(api::queue::return_queue_item))
        .routes(routes!(api::queue::hand_over_queue_item))
        .routes(routes!(api::queue::finish_queue_item))
        .routes(routes!(api::queue::promise_call_back))
        .routes(routes!(api::cases::list_cases, api::cases::open_case))
        .routes(routes!(api::cases::get_case, api::cases::update_case))
        .routes(routes!(api::orders::list_orders, api::orders::create_order))
        .routes(routes!(api::orders::get_order, api::orders::update_order))
        .routes(routes!(api::answers::send))
        .routes(routes!(api::outbox::list_outbox))
        .routes(routes!(api::outbox::retry_outbox))
        .routes(routes!(api::outbox::cancel_outbox))
        .routes(routes!(api::offers::get_prices))
        .routes(routes!(api::offers::list_price_lists))
        .routes(routes!(api::offers::put_price_list))
        .routes(routes!(api::offers::put_price_promotion))
        .routes(routes!(api::offers::get_policies))
        .routes(routes!(api::offers::put_policy))
        .routes(routes!(api::merges::find_duplicates))
        .routes(routes!(api::merges::list_shared))
        .routes(routes!(api::merges::merge))
        .routes(routes!(api::merges::list_merges))
        .routes(routes!(api::merges::undo))
        .routes(routes!(api::appointments::list, api::appointments::book))
        .routes(routes!(api::appointments::update))
        .routes(routes!(api::services::list_services, api::services::put_services))
        .routes(routes!(api::repairs::list_repairs))
        .routes(routes!(api::repairs::put_repair_point))
        .routes(routes!(api::repairs::accept_repairs))
        .routes(routes!(api::repairs::retry_repairs))
        .routes(routes!(api::repairs::dismiss_repair))
        .routes(routes!(api::repairs::get_outlet_geocode))
        .routes(routes!(api::geocode::geocode))
        .routes(routes!(api::geocode::autocomplete))
        .routes(routes!(api::geocode::reverse_geocode))
        .routes(routes!(api::roads::find_route, api::roads::post_route))
        .routes(routes!(api::roads::find_isochrones))
        .routes(routes!(api::roads::snap_to_road))
        .routes(routes!(api::roads::list_cut_off_roads))
        .routes(routes!(
            api::sessions::sign_in,
            api::sessions::list_own_sessions,
            api::sessions::end_own_other_sessions
        ))
        .routes(routes!(api::sessions::sign_out))
        .routes(routes!(api::sign_in_ways::list_sign_in_ways))
        .routes(routes!(api::sessions::end_own_session))
        .routes(routes!(api::sessions::get_me))
        .routes(routes!(api::sessions::change_own_password))
        .routes(routes!(api::users::list_users, api::users::create_user))
        .routes(routes!(api::users::get_user, api::users::update_user, api::users::delete_user))
        .routes(routes!(api::users::set_password))
        .routes(routes!(api::users::end_sessions_of_user))
        .routes(routes!(api::roles::list_roles))
        .routes(routes!(api::api_keys::list_api_keys, api::api_keys::create_api_key))
        .routes(routes!(api::api_keys::revoke_api_key))
        .routes(routes!(api::exports::export_outlets))
        .routes(routes!(api::imports::list_imports))
        .routes(routes!(api::imports::get_import))
        .routes(routes!(api::imports::put_import_mapping))
        .routes(routes!(api::imports::check_import))
        .routes(routes!(api::imports::apply_import))
        .routes(routes!(api::imports::undo_import))
        .routes(routes!(api::imports::list_import_rows))
        .routes(routes!(api::imports::download_failed_rows))
        .routes(routes!(api::audit::list_audit))
        .routes(routes!(api::events::stream_events))
        .routes(routes!(api::features::landing_page))
        .routes(routes!(api::features::conformance))
        .routes(routes!(api::features::collections))
        .routes(routes!(api::features::collection))
        .routes(routes!(api::features::items))
        .routes(routes!(api::features::item))
        .routes(routes!(api::tiles::outlet_tiles::get_outlet_tileset))
        .routes(routes!(api::tiles::outlet_tiles::get_outlet_tile))
        .routes(routes!(api::tiles::customer_tiles::get_customer_tileset))
        .routes(routes!(api::tiles::customer_tiles::get_customer_tile))
        .routes(routes!(health::livez))
        .routes(routes!(health::readyz))
        .routes(routes!(health::metrics))
}
