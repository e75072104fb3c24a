//! Which documents a list shows, and the links to the pages beside it.

use std::fmt::Write as _;

use kanshu_domain::{
    kind::Kind,
    query::{Cursor, Direction, ListQuery, Sort, SortKey, Window},
    values::Locale,
};

use super::{
    Given, ReadParameters, filters::filters, known::SORTABLE, pairs, read, sources::page_size,
};
use crate::{perspective::Perspective, problem::Problem};

/// Everything a list can be asked for.
#[derive(Clone, Debug)]
pub(crate) struct ListParameters {
    pub(crate) read: ReadParameters,
    /// For what the documents refer to.
    pub(crate) locale: Locale,
    pub(crate) query: ListQuery,
}

impl ListParameters {
    /// # Errors
    /// 400 naming the parameter that cannot stand.
    pub(crate) fn of(given: &Given, kind: Kind) -> Result<Self, Problem> {
        let read = ReadParameters::of(given, kind)?;
        let (of_list, locale) = match given.get("locale") {
            Some("all") => (None, Locale::ja()),
            _ => {
                let locale = read::slug_locale(given)?;
                (Some(locale.clone()), locale)
            }
        };
        let query = ListQuery {
            kind,
            locale: of_list.filter(|_| kind.is_localised()),
            filters: filters(given, kind, read.perspective)?,
            sort: given
                .get("sort")
                .map_or(Ok(Sort::default()), |text| sort(text, read.perspective))?,
            window: window(given)?,
        };
        Ok(Self { read, locale, query })
    }
}

/// The sort key with this name.
pub(super) fn sort_key(name: &str) -> Option<SortKey> {
    match name {
        "publishedAt" => Some(SortKey::PublishedAt),
        "firstPublishedAt" => Some(SortKey::FirstPublishedAt),
        "updatedAt" => Some(SortKey::UpdatedAt),
        "createdAt" => Some(SortKey::CreatedAt),
        _ => None,
    }
}

/// When a document was begun is the newsroom's affair: the public would learn how long it lay there.
///
/// # Errors
/// 400 naming the parameter, for the desk's key in another perspective.
pub(super) fn require_shown(
    key: SortKey,
    perspective: Perspective,
    parameter: &str,
) -> Result<(), Problem> {
    if key != SortKey::CreatedAt || perspective == Perspective::Draft {
        return Ok(());
    }
    let message = format!("`{parameter}`: `createdAt` goes with `perspective=draft` only.");
    Err(Problem::bad_request(parameter, message))
}

fn sort(text: &str, perspective: Perspective) -> Result<Sort, Problem> {
    let (name, direction) = match text.strip_prefix('-') {
        Some(name) => (name, Direction::Descending),
        None => (text, Direction::Ascending),
    };
    match sort_key(name) {
        Some(key) => {
            require_shown(key, perspective, "sort")?;
            Ok(Sort { key, direction })
        }
        None => Err(Problem::bad_request(
            "sort",
            format!(
                "`sort` is one of {}, with `-` before it for newest first.",
                SORTABLE.join(", ")
            ),
        )),
    }
}

fn window(given: &Given) -> Result<Window, Problem> {
    let size = page_size(given)?;
    let cursor = |name: &str| -> Result<Option<Cursor>, Problem> {
        given
            .get(name)
            .map(|text| {
                Cursor::decode(text)
                    .map_err(|error| Problem::bad_request(name, format!("`{name}`: {error}.")))
            })
            .transpose()
    };
    match (cursor("after")?, cursor("before")?) {
        (Some(_), Some(_)) => {
            Err(Problem::bad_request("before", "Give `after` or `before`, not both."))
        }
        (after, None) => Ok(Window::First { size, after }),
        (None, before) => Ok(Window::Last { size, before }),
    }
}

/// The `Link` header of a page: the same address with another cursor. `None` when the list ends here on
/// both sides.
pub(crate) fn link_header(
    path: &str,
    query: &str,
    next: Option<&str>,
    previous: Option<&str>,
) -> Result<Option<String>, Problem> {
    let kept: Vec<(String, String)> =
        pairs(query)?.into_iter().filter(|(name, _)| name != "after" && name != "before").collect();
    let link = |parameter: &str, cursor: &str, relation: &str| {
        let mut target = format!("<{path}?");
        for (name, value) in &kept {
            let _ = write!(target, "{}={}&", encode(name), encode(value));
        }
        let _ = write!(target, "{parameter}={cursor}>; rel=\"{relation}\"");
        target
    };
    let links: Vec<String> = (next.map(|cursor| link("after", cursor, "next")).into_iter())
        .chain(previous.map(|cursor| link("before", cursor, "prev")))
        .collect();
    Ok(if links.is_empty() { None } else { Some(links.join(", ")) })
}

/// Percent-encodes all but unreserved characters (RFC 3986 2.3).
fn encode(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
            encoded.push(char::from(byte));
        } else {
            let _ = write!(encoded, "%{byte:02X}");
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use kanshu_domain::query::Filter;

    use super::*;
    use crate::parameters::for_list;

    fn list(kind: Kind, query: &str) -> Result<ListParameters, Problem> {
        ListParameters::of(&Given::parse(query, &for_list(kind))?, kind)
    }

    #[test]
    fn a_bare_list_is_japanese_newest_first() {
        let asked = list(Kind::Article, "").unwrap();
        assert_eq!(asked.query.locale, Some(Locale::ja()));
        assert_eq!(asked.query.sort, Sort::default());
        assert!(asked.query.filters.is_empty());
        assert_eq!(list(Kind::Article, "locale=all").unwrap().query.locale, None);
        assert_eq!(list(Kind::Tag, "locale=en").unwrap().query.locale, None);
    }

    #[test]
    fn filters_are_read_with_their_operators() {
        let id = "01900000-0000-7000-8000-000000000001";
        let query = format!(
            "filter[tag][in]={id},{id}&filter[publishedAt][gte]=2026-01-01T00:00:00Z\
             &filter[publishedAt][lt]=2026-02-01T00:00:00%2B09:00"
        );
        let asked = list(Kind::Article, &query).unwrap();
        assert!(
            matches!(&asked.query.filters[..], [
            Filter::Between { key: SortKey::PublishedAt, from: Some(_), until: Some(_) },
            Filter::Refers { targets, .. },
        ] if targets.len() == 2),
            "{:?}",
            asked.query.filters
        );
    }

    #[test]
    fn what_cannot_stand_is_refused() {
        for query in [
            "limit=0",
            "limit=101",
            "limit=many",
            "sort=title",
            "after=nonsense",
            "locale=Japanese",
            "filter[tag][eq]=not-an-id",
            "filter[slug][eq]=",
            "filter[publishedAt][gte]=yesterday",
            "filter[deskState][eq]=draft",
            "perspective=raw",
        ] {
            assert!(list(Kind::Article, query).is_err(), "{query}");
        }
        assert!(list(Kind::Treatment, "filter[class][eq]=magic").is_err());
        assert!(list(Kind::Treatment, "filter[class][eq]=exosome").is_ok());
        let desk = "perspective=draft&filter[deskState][eq]=in_review";
        assert!(list(Kind::Article, desk).is_ok());
    }

    #[test]
    fn when_a_document_was_begun_is_asked_at_the_desk_only() {
        for query in [
            "sort=createdAt",
            "sort=-createdAt",
            "filter[createdAt][gte]=2026-01-01T00:00:00Z",
            "filter[createdAt][lt]=2026-01-01T00:00:00Z",
        ] {
            let problem = list(Kind::Article, query).unwrap_err();
            assert_eq!(problem.code(), crate::problem::Code::BadRequest, "{query}");
            assert!(problem.to_string().contains("perspective=draft"), "{problem}");
            list(Kind::Article, &format!("perspective=draft&{query}")).unwrap();
        }
    }

    #[test]
    fn an_identifier_that_is_none_is_no_filter() {
        for query in [
            "filter[doi][eq]=nonsense",
            "filter[doi][in]=10.5555/abc,nonsense",
            "filter[doi][eq]=",
            "filter[doi][eq]=10.5555/a%00b",
            "filter[pmid][eq]=0x1F",
            "filter[pmid][in]=1,,2",
            "filter[pmcid][eq]=PMC",
            "filter[type][eq]=novel",
            "filter[slug][eq]=a%00b",
            "filter[id][eq]=%00",
            "fields=title,%00",
            "after=%00",
            "%00=a",
        ] {
            let problem = list(Kind::Citation, query).unwrap_err();
            assert_eq!(problem.code().status().as_u16(), 400, "{query}");
        }
        let asked = list(Kind::Citation, "filter[doi][eq]=https://doi.org/10.5555/ABC").unwrap();
        let doi = Filter::Attribute { name: "doi", values: vec!["10.5555/abc".to_owned()] };
        assert_eq!(asked.query.filters, [doi]);
    }

    #[test]
    fn links_keep_the_other_parameters() {
        let link =
            link_header("/api/v1/articles", "filter[tag][eq]=x&after=old", Some("c2"), Some("c1"));
        assert_eq!(
            link.unwrap().unwrap(),
            "</api/v1/articles?filter%5Btag%5D%5Beq%5D=x&after=c2>; rel=\"next\", \
             </api/v1/articles?filter%5Btag%5D%5Beq%5D=x&before=c1>; rel=\"prev\""
        );
        assert_eq!(link_header("/x", "", None, None).unwrap(), None);
    }
}
