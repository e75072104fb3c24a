//! Query parameters: a strict allow-list. What is not listed for an address is refused by name, so a
//! misspelt filter never answers with everything.

mod filters;
mod known;
mod list;
mod read;
pub(crate) mod roles;
mod sources;

use std::collections::BTreeMap;

use actix_web::{HttpRequest, web};

pub(crate) use known::{
    Known, Shape, for_any, for_compliance_report, for_list, for_readiness, for_single, for_slug,
};
pub(crate) use list::{ListParameters, link_header};
pub(crate) use read::{BodyFormat, IncludePath, ReadParameters, locale, perspective, slug_locale};
pub(crate) use sources::{
    ExportForm, MEDIA_TYPES, dry_run, export_form, for_bibliography, for_dependents, for_export,
    for_import, for_registry_record, import_form, page_size, style,
};

use crate::problem::{Code, Problem};

/// The parameters that were given, each known and given once.
#[derive(Debug)]
pub(crate) struct Given(BTreeMap<String, String>);

impl Given {
    /// Reads the query.
    ///
    /// # Errors
    /// 400 naming the first parameter that is unknown, stands twice or has a NUL.
    pub(crate) fn read(request: &HttpRequest, known: &[Known]) -> Result<Self, Problem> {
        Self::parse(request.query_string(), known)
    }

    pub(super) fn parse(query: &str, known: &[Known]) -> Result<Self, Problem> {
        let pairs = pairs(query)?;
        let mut given = BTreeMap::new();
        for (name, value) in pairs {
            if !known.iter().any(|known| known.name == name) {
                return Err(unknown(&name, known));
            }
            if value.contains('\0') {
                return Err(Problem::bad_request(&name, "must not contain a NUL character"));
            }
            if given.contains_key(&name) {
                let detail = format!("`{name}` stands twice; give it once.");
                return Err(Problem::new(Code::RepeatedParameter, detail));
            }
            given.insert(name, value);
        }
        Ok(Self(given))
    }

    /// The value of a parameter.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str)
    }

    /// The parameters whose names begin with `prefix`.
    pub(super) fn with_prefix<'a>(
        &'a self,
        prefix: &'a str,
    ) -> impl Iterator<Item = (&'a str, &'a str)> {
        self.0
            .iter()
            .filter(move |(name, _)| name.starts_with(prefix))
            .map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// A value read as `T`.
    ///
    /// # Errors
    /// 400 with the reason why the value cannot stand.
    pub(crate) fn parsed<T>(&self, name: &str) -> Result<Option<T>, Problem>
    where
        T: std::str::FromStr,
        T::Err: std::fmt::Display,
    {
        self.get(name).map(|text| parsed(name, text)).transpose()
    }
}

/// The pairs of a query string, decoded.
pub(super) fn pairs(query: &str) -> Result<Vec<(String, String)>, Problem> {
    web::Query::<Vec<(String, String)>>::from_query(query)
        .map(web::Query::into_inner)
        .map_err(|error| Problem::bad_request("", format!("The query cannot be read: {error}.")))
}

fn parsed<T>(name: &str, text: &str) -> Result<T, Problem>
where
    T: std::str::FromStr,
    T::Err: std::fmt::Display,
{
    text.parse().map_err(|error| Problem::bad_request(name, format!("`{name}`: {error}")))
}

/// Refuses every parameter, for addresses that take none.
///
/// # Errors
/// 400 naming the first parameter.
pub(crate) fn none(request: &HttpRequest) -> Result<(), Problem> {
    Given::read(request, &[]).map(|_| ())
}

fn unknown(name: &str, known: &[Known]) -> Problem {
    let allowed: Vec<&str> = known.iter().map(|known| known.name.as_str()).collect();
    let allowed = if allowed.is_empty() {
        "This address takes none.".to_owned()
    } else {
        format!("Allowed here: {}.", allowed.join(", "))
    };
    let detail = format!("There is no parameter `{}` here. {allowed}", name.escape_debug());
    Problem::new(Code::UnknownParameter, detail)
}

#[cfg(test)]
mod tests {
    use kanshu_domain::kind::Kind;

    use super::*;

    #[test]
    fn an_unknown_parameter_is_named_with_those_that_exist() {
        let problem = Given::parse("titel=x", &for_list(Kind::Tag)).unwrap_err();
        assert_eq!(problem.code(), Code::UnknownParameter);
        let text = problem.to_string();
        assert!(text.contains("`titel`"), "{text}");
        assert!(text.contains("filter[slug][eq]"), "{text}");
    }

    #[test]
    fn a_repeated_parameter_is_refused() {
        let problem = Given::parse("limit=1&limit=2", &for_list(Kind::Tag)).unwrap_err();
        assert_eq!(problem.code(), Code::RepeatedParameter);
    }

    #[test]
    fn brackets_may_come_encoded() {
        let given = Given::parse("filter%5Bslug%5D%5Beq%5D=a", &for_list(Kind::Tag)).unwrap();
        assert_eq!(given.get("filter[slug][eq]"), Some("a"));
    }

    #[test]
    fn a_nul_is_refused() {
        let problem = Given::parse("locale=ja%00", &for_list(Kind::Tag)).unwrap_err();
        assert_eq!(problem.code(), Code::BadRequest);
    }
}
