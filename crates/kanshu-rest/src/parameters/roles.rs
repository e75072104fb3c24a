//! The names of references in the query: as fields are called in content.

use kanshu_domain::{kind::Kind, query::roles_of, reference::Role};

/// As filters call a role: always singular.
pub(crate) fn filter_name(role: Role) -> &'static str {
    match role {
        Role::Author => "author",
        Role::SupervisingPhysician => "supervisingPhysician",
        Role::Administrator => "administrator",
        Role::Clinic => "clinic",
        Role::Treatment => "treatment",
        Role::Condition => "condition",
        Role::Product => "product",
        Role::Citation => "citation",
        Role::Banner => "banner",
        Role::Disclaimer => "disclaimer",
        Role::Tag => "tag",
    }
}

/// As `include` calls a role of a kind: like the content's field, so plural where there are several.
pub(crate) fn include_name(kind: Kind, role: Role) -> &'static str {
    match (role, kind) {
        (Role::Clinic, Kind::Physician) => "clinics",
        (Role::Treatment, Kind::Banner) => "treatment",
        (Role::Treatment, _) => "treatments",
        (Role::Condition, _) => "conditions",
        (Role::Product, _) => "products",
        (Role::Citation, _) => "citations",
        (Role::Banner, _) => "banners",
        (Role::Disclaimer, _) => "disclaimers",
        (Role::Tag, _) => "tags",
        (Role::Author | Role::SupervisingPhysician | Role::Administrator | Role::Clinic, _) => {
            filter_name(role)
        }
    }
}

/// The role of a kind that `include` calls so.
pub(crate) fn role_included_as(kind: Kind, name: &str) -> Option<Role> {
    roles_of(kind).iter().copied().find(|role| include_name(kind, *role) == name)
}

/// The role of a kind that filters call so.
pub(super) fn role_filtered_as(kind: Kind, name: &str) -> Option<Role> {
    roles_of(kind).iter().copied().find(|role| filter_name(*role) == name)
}
