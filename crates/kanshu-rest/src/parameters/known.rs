//! The parameters of each address: the parser allows and the OpenAPI description lists the same ones.

use kanshu_domain::{
    kind::Kind,
    query::{PageSize, attributes_of, roles_of},
};

use super::roles::{filter_name, include_name};

/// One parameter.
#[derive(Clone, Debug)]
pub(crate) struct Known {
    pub(crate) name: String,
    pub(crate) description: String,
    pub(crate) shape: Shape,
}

/// What its value looks like.
#[derive(Clone, Debug)]
pub(crate) enum Shape {
    Text,
    Boolean,
    /// From, to, default.
    Integer(u16, u16, u16),
    Instant,
    Id,
    /// Separated by commas.
    Ids,
    /// Separated by commas.
    Texts,
    Choice(Vec<String>),
    /// Separated by commas.
    Choices(Vec<String>),
}

pub(super) fn known(
    name: impl Into<String>,
    shape: Shape,
    description: impl Into<String>,
) -> Known {
    Known { name: name.into(), description: description.into(), shape }
}

pub(super) fn words(list: &[&str]) -> Vec<String> {
    list.iter().map(|word| (*word).to_owned()).collect()
}

/// `GET /documents/{id}`.
pub(crate) fn for_any() -> Vec<Known> {
    vec![
        known(
            "perspective",
            Shape::Choice(words(&["published", "draft"])),
            "`published` (what everybody sees; the default) or `draft` (the newest revision; for \
             staff and keys with `drafts:read`).",
        ),
        known(
            "locale",
            Shape::Text,
            "The reader's locale, for what the document refers to: `ja` (default), `en`, …",
        ),
    ]
}

/// `GET /{plural}/{id}`.
pub(crate) fn for_single(kind: Kind) -> Vec<Known> {
    let mut all = for_any();
    all.push(known(
        "fields",
        Shape::Texts,
        "Only these fields, separated by commas: `title,slug`. `id` and `kind` always come along.",
    ));
    if has_references(kind) {
        all.push(known(
            "include",
            Shape::Choices(include_names(kind)),
            "Documents referred to that come along in `included`, separated by commas; a second \
             step is written with a dot: `treatments.products`.",
        ));
    }
    if has_body(kind) {
        all.push(known(
            "bodyFormat",
            Shape::Choice(words(&["blocks", "html", "markdown", "portable_text", "plain_text"])),
            "Adds the body in this format as `formattedBody`. The blocks in `body` stay; leave them \
             out with `fields`.",
        ));
    }
    all
}

/// `GET /{plural}/by-slug/{slug}`.
pub(crate) fn for_slug(kind: Kind) -> Vec<Known> {
    let mut all = for_single(kind);
    for known in &mut all {
        if known.name == "locale" && kind.is_localised() {
            known.description =
                "The locale in which the slug is looked up; `ja` by default.".to_owned();
        }
    }
    all
}

/// `GET /{plural}`.
pub(crate) fn for_list(kind: Kind) -> Vec<Known> {
    let mut all = for_single(kind);
    for known in &mut all {
        if known.name == "locale" && kind.is_localised() {
            known.description =
                "Documents in this locale: `ja` (default), `en`, …; `all` for every locale."
                    .to_owned();
        }
    }
    all.push(known(
        "sort",
        Shape::Choice(
            SORTABLE.iter().flat_map(|key| [(*key).to_owned(), format!("-{key}")]).collect(),
        ),
        "What the list is sorted by; `-` for newest first. `-publishedAt` by default. `createdAt` \
         with `perspective=draft` only.",
    ));
    all.push(known(
        "limit",
        Shape::Integer(1, PageSize::MOST, PageSize::default().rows()),
        "Documents a page.",
    ));
    all.push(known("after", Shape::Text, "A cursor: the page after it."));
    all.push(known("before", Shape::Text, "A cursor: the page before it; not with `after`."));
    all.extend(filters(kind));
    all
}

/// `GET /documents/{id}/readiness`.
pub(crate) fn for_readiness() -> Vec<Known> {
    vec![known(
        "withDependencies",
        Shape::Boolean,
        "Whether references that are not public would be published along.",
    )]
}

/// `GET /documents/{id}/compliance-report`.
pub(crate) fn for_compliance_report() -> Vec<Known> {
    vec![known(
        "revision",
        Shape::Text,
        "As in `meta.revision`: `r12`, or `12`. The newest when not given.",
    )]
}

/// The instants that lists are sorted and filtered by.
pub(super) const SORTABLE: [&str; 4] =
    ["publishedAt", "firstPublishedAt", "updatedAt", "createdAt"];

fn filters(kind: Kind) -> Vec<Known> {
    let mut all = Vec::new();
    let mut one_or_many = |name: &str, one: Shape, many: Shape, what: &str| {
        all.push(known(format!("filter[{name}][eq]"), one, format!("Only {what} this.")));
        all.push(known(
            format!("filter[{name}][in]"),
            many,
            format!("Only {what} one of these, separated by commas."),
        ));
    };
    one_or_many("id", Shape::Id, Shape::Ids, "documents whose id is");
    one_or_many("translationGroup", Shape::Id, Shape::Ids, "documents whose translation group is");
    one_or_many("slug", Shape::Text, Shape::Texts, "documents whose slug is");
    for role in roles_of(kind) {
        let what = format!("documents that refer, as {}, to", filter_name(*role));
        one_or_many(filter_name(*role), Shape::Id, Shape::Ids, &what);
    }
    for attribute in attributes_of(kind) {
        let what = format!("documents whose {attribute} is");
        one_or_many(attribute, Shape::Text, Shape::Texts, &what);
    }
    for key in SORTABLE {
        let only = if key == "createdAt" { " With `perspective=draft` only." } else { "" };
        all.push(known(
            format!("filter[{key}][gte]"),
            Shape::Instant,
            format!("Only documents whose {key} is this instant (RFC 3339) or later.{only}"),
        ));
        all.push(known(
            format!("filter[{key}][lt]"),
            Shape::Instant,
            format!("Only documents whose {key} is before this instant (RFC 3339).{only}"),
        ));
    }
    all.push(known(
        "filter[deskState][eq]",
        Shape::Choice(words(&["draft", "in_review", "changes_requested", "approved"])),
        "Only documents whose newest revision stands so; with `perspective=draft` only.",
    ));
    all
}

/// Whether documents of a kind refer to others.
fn has_references(kind: Kind) -> bool {
    !roles_of(kind).is_empty()
}

/// Whether documents of a kind have a body of blocks.
pub(crate) fn has_body(kind: Kind) -> bool {
    matches!(kind, Kind::Article | Kind::Treatment | Kind::Condition)
}

fn include_names(kind: Kind) -> Vec<String> {
    let mut names = Vec::new();
    for role in roles_of(kind) {
        let name = include_name(kind, *role);
        names.push(name.to_owned());
        let target = role.target_kind();
        for next in roles_of(target) {
            names.push(format!("{name}.{}", include_name(target, *next)));
        }
    }
    names
}
