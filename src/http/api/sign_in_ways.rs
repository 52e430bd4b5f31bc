//! `GET /api/v1/sign-in-ways`: what the sign-in page offers.

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;

use crate::app::App;
use crate::config::PasswordSignIn;

/// How people sign in here.
#[derive(Debug, Serialize, ToSchema)]
pub struct SignInWays {
    /// `everybody`, or `admins` where the others go to the provider.
    pub password: &'static str,
    /// The OpenID provider, if there is one.
    pub provider: Option<ProviderView>,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct ProviderView {
    /// What people call it.
    pub name: String,
    /// Where its button leads; a path in `next` is where one goes after that.
    pub path: &'static str,
}

/// How people sign in.
#[utoipa::path(get, path = "/api/v1/sign-in-ways", tag = "accounts", operation_id = "list_sign_in_ways", security(()),
    responses((status = 200, description = "Whether with a password, and at which provider", body = SignInWays)))]
pub async fn list_sign_in_ways(State(app): State<App>) -> Json<SignInWays> {
    let provider = app.single_sign_on.as_ref();
    let only_admins = provider.is_some() && app.config.password_sign_in == PasswordSignIn::Admins;
    Json(SignInWays {
        password: if only_admins { "admins" } else { "everybody" },
        provider: provider.map(|_| ProviderView { name: app.config.oidc_name.clone(), path: "/sign-in/oidc" }),
    })
}
