//! How a document is to be shown.

use std::collections::BTreeSet;

use kanshu_domain::{kind::Kind, reference::Role, values::Locale};

use super::{Given, roles::role_included_as};
use crate::{perspective::Perspective, problem::Problem, schemas};

/// Perspective, fields, inclusions and the format of the body.
#[derive(Clone, Debug, Default)]
pub(crate) struct ReadParameters {
    pub(crate) perspective: Perspective,
    /// The fields to show; all when `None`.
    pub(crate) fields: Option<BTreeSet<String>>,
    pub(crate) include: Vec<IncludePath>,
    pub(crate) body_format: BodyFormat,
}

/// One or two steps from a document to what it refers to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct IncludePath {
    pub(crate) first: Role,
    pub(crate) second: Option<Role>,
}

/// The format that a body is shown in beside its blocks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum BodyFormat {
    #[default]
    Blocks,
    Html,
    Markdown,
    PortableText,
    PlainText,
}

/// An `include` with more paths than this asks for the whole site.
const MOST_INCLUDES: usize = 20;

impl ReadParameters {
    /// # Errors
    /// 400 naming the parameter that cannot stand.
    pub(crate) fn of(given: &Given, kind: Kind) -> Result<Self, Problem> {
        Ok(Self {
            perspective: perspective(given)?,
            fields: given.get("fields").map(|text| fields(kind, text)).transpose()?,
            include: given.get("include").map_or(Ok(Vec::new()), |text| include(kind, text))?,
            body_format: body_format(given)?,
        })
    }
}

/// `perspective=`.
pub(crate) fn perspective(given: &Given) -> Result<Perspective, Problem> {
    match given.get("perspective") {
        None | Some("published") => Ok(Perspective::Published),
        Some("draft") => Ok(Perspective::Draft),
        Some(_) => {
            Err(Problem::bad_request("perspective", "`perspective` is `published` or `draft`."))
        }
    }
}

/// `locale=`, when it is given.
pub(crate) fn locale(given: &Given) -> Result<Option<Locale>, Problem> {
    given.parsed("locale")
}

/// The locale that a slug is looked up in.
pub(crate) fn slug_locale(given: &Given) -> Result<Locale, Problem> {
    Ok(locale(given)?.unwrap_or_else(Locale::ja))
}

fn fields(kind: Kind, text: &str) -> Result<BTreeSet<String>, Problem> {
    let known = schemas::fields_of(kind);
    let mut fields = BTreeSet::from(["id".to_owned(), "kind".to_owned()]);
    for name in text.split(',') {
        if !known.iter().any(|known| known == name) {
            return Err(Problem::bad_request(
                "fields",
                format!(
                    "`fields`: there is no field `{}`. Fields here: {}.",
                    name.escape_debug(),
                    known.join(", ")
                ),
            ));
        }
        fields.insert(name.to_owned());
    }
    Ok(fields)
}

fn include(kind: Kind, text: &str) -> Result<Vec<IncludePath>, Problem> {
    let paths: Result<Vec<IncludePath>, Problem> =
        text.split(',').map(|path| step(kind, path)).collect();
    let paths = paths?;
    if paths.len() > MOST_INCLUDES {
        let message = format!("`include` takes at most {MOST_INCLUDES} paths.");
        return Err(Problem::bad_request("include", message));
    }
    Ok(paths)
}

fn step(kind: Kind, path: &str) -> Result<IncludePath, Problem> {
    let (first, second) = match path.split_once('.') {
        Some((first, second)) => (first, Some(second)),
        None => (path, None),
    };
    let unknown = || {
        let message = format!(
            "`include`: {} documents have no reference `{}`.",
            kind.name(),
            path.escape_debug()
        );
        Problem::bad_request("include", message)
    };
    let first = role_included_as(kind, first).ok_or_else(unknown)?;
    let second = second
        .map(|name| role_included_as(first.target_kind(), name).ok_or_else(unknown))
        .transpose()?;
    Ok(IncludePath { first, second })
}

fn body_format(given: &Given) -> Result<BodyFormat, Problem> {
    Ok(match given.get("bodyFormat") {
        None | Some("blocks") => BodyFormat::Blocks,
        Some("html") => BodyFormat::Html,
        Some("markdown") => BodyFormat::Markdown,
        Some("portable_text") => BodyFormat::PortableText,
        Some("plain_text") => BodyFormat::PlainText,
        Some(_) => {
            return Err(Problem::bad_request(
                "bodyFormat",
                "`bodyFormat` is `blocks`, `html`, `markdown`, `portable_text` or `plain_text`.",
            ));
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parameters::for_single;

    fn read(kind: Kind, query: &str) -> Result<ReadParameters, Problem> {
        ReadParameters::of(&Given::parse(query, &for_single(kind))?, kind)
    }

    #[test]
    fn an_inclusion_may_take_two_steps() {
        let asked =
            read(Kind::Article, "include=supervisingPhysician,treatments.products").unwrap();
        assert_eq!(
            asked.include,
            [
                IncludePath { first: Role::SupervisingPhysician, second: None },
                IncludePath { first: Role::Treatment, second: Some(Role::Product) },
            ]
        );
        assert!(read(Kind::Article, "include=treatments.tags").is_err());
        assert!(read(Kind::Tag, "include=treatments").is_err());
    }

    #[test]
    fn an_unknown_field_is_refused_by_name() {
        let problem = read(Kind::Article, "fields=title,colour").unwrap_err();
        assert!(problem.to_string().contains("`colour`"));
        let fields = read(Kind::Article, "fields=title,slug").unwrap().fields.unwrap();
        assert_eq!(Vec::from_iter(fields), ["id", "kind", "slug", "title"]);
    }
}
