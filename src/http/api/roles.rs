//! What each role may do, for whoever gives roles and makes keys.

use axum::Json;
use serde::Serialize;
use utoipa::ToSchema;

use crate::domain::permission::{Permission, Role};
use crate::http::views::account::codes;

#[derive(Debug, Serialize, ToSchema)]
pub struct RoleList {
    pub roles: Vec<RoleView>,
    pub permissions: Vec<PermissionView>,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct RoleView {
    /// `agent`, `manager`, `rep`, `steward`, `admin` or `analyst`.
    pub role: &'static str,
    pub permissions: Vec<&'static str>,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct PermissionView {
    /// `outlets.write`: what roles and the scopes of keys are made of.
    pub code: &'static str,
    /// What it lets one do, in English.
    pub meaning: &'static str,
}

/// The roles with their permissions, and what the permissions mean.
#[utoipa::path(get, path = "/api/v1/roles", tag = "accounts", operation_id = "list_roles",
    responses((status = 200, description = "All roles and permissions", body = RoleList)))]
pub async fn list_roles() -> Json<RoleList> {
    let roles = Role::ALL.iter().map(|role| RoleView { role: role.code(), permissions: codes(role.permissions()) });
    let meaning = |permission: &Permission| PermissionView { code: permission.code(), meaning: permission.meaning() };
    Json(RoleList { roles: roles.collect(), permissions: Permission::ALL.iter().map(meaning).collect() })
}
