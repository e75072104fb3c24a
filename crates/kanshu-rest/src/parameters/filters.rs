//! Bracket filters: `filter[tag][eq]=<id>`. Which exist is `known`'s to say; here they are read.

use kanshu_domain::{
    kind::Kind,
    kinds::{citation::SourceType, product::RegulatoryStatus, treatment::TreatmentClass},
    query::{Filter, SortKey, attributes_of},
    time::{Instant, cut},
    values::{Doi, Pmcid, Pmid},
    workflow::DeskState,
};
use serde::de::DeserializeOwned;

use super::{
    Given,
    known::SORTABLE,
    list::{require_shown, sort_key},
    parsed,
    roles::role_filtered_as,
};
use crate::{perspective::Perspective, problem::Problem};

/// A list of values longer than this is no filter.
const MOST_VALUES: usize = 100;

/// All filters that were given; all must hold.
pub(super) fn filters(
    given: &Given,
    kind: Kind,
    perspective: Perspective,
) -> Result<Vec<Filter>, Problem> {
    let mut filters = Vec::new();
    for key in SORTABLE {
        filters.extend(between(given, key, perspective)?);
    }
    for (parameter, value) in given.with_prefix("filter[") {
        let Some((name, operator)) = parts(parameter) else { continue };
        if matches!(operator, "eq" | "in") {
            filters.push(one_of(
                kind,
                perspective,
                parameter,
                name,
                &values(parameter, operator, value)?,
            )?);
        }
    }
    Ok(filters)
}

/// `filter[tag][eq]` is `tag` and `eq`.
fn parts(parameter: &str) -> Option<(&str, &str)> {
    parameter.strip_prefix("filter[")?.strip_suffix(']')?.split_once("][")
}

fn values<'a>(parameter: &str, operator: &str, text: &'a str) -> Result<Vec<&'a str>, Problem> {
    let values: Vec<&str> = if operator == "in" { text.split(',').collect() } else { vec![text] };
    if values.len() > MOST_VALUES {
        let message = format!("`{parameter}` takes at most {MOST_VALUES} values.");
        return Err(Problem::bad_request(parameter, message));
    }
    Ok(values)
}

fn all<T>(parameter: &str, values: &[&str]) -> Result<Vec<T>, Problem>
where
    T: std::str::FromStr,
    T::Err: std::fmt::Display,
{
    values.iter().map(|text| parsed(parameter, text)).collect()
}

fn one_of(
    kind: Kind,
    perspective: Perspective,
    parameter: &str,
    name: &str,
    values: &[&str],
) -> Result<Filter, Problem> {
    match name {
        "id" => return Ok(Filter::Ids(all(parameter, values)?)),
        "translationGroup" => return Ok(Filter::Groups(all(parameter, values)?)),
        "slug" => return Ok(Filter::Slugs(all(parameter, values)?)),
        "deskState" => return desk_state(perspective, parameter, values),
        _ => {}
    }
    if let Some(role) = role_filtered_as(kind, name) {
        return Ok(Filter::Refers { role, targets: all(parameter, values)? });
    }
    match attributes_of(kind).iter().find(|known| **known == name) {
        Some(attribute) => {
            let values: Result<Vec<String>, Problem> =
                values.iter().map(|text| attribute_value(parameter, attribute, text)).collect();
            Ok(Filter::Attribute { name: attribute, values: values? })
        }
        None => Err(Problem::bad_request(parameter, format!("There is no filter `{name}`."))),
    }
}

fn desk_state(
    perspective: Perspective,
    parameter: &str,
    values: &[&str],
) -> Result<Filter, Problem> {
    if perspective != Perspective::Draft {
        let message = format!("`{parameter}` goes with `perspective=draft` only.");
        return Err(Problem::bad_request(parameter, message));
    }
    named::<DeskState>(parameter, values.first().copied().unwrap_or_default())
        .map(Filter::DeskState)
}

/// A value of an attribute, as the projections hold it.
fn attribute_value(parameter: &str, attribute: &str, text: &str) -> Result<String, Problem> {
    match attribute {
        "class" => named::<TreatmentClass>(parameter, text).map(|class| class.name().to_owned()),
        "regulatoryStatus" => {
            named::<RegulatoryStatus>(parameter, text).map(|status| status.name().to_owned())
        }
        "type" => named::<SourceType>(parameter, text).map(|kind| kind.name().to_owned()),
        "doi" => parsed::<Doi>(parameter, text).map(String::from),
        "pmid" => parsed::<Pmid>(parameter, text).map(String::from),
        "pmcid" => parsed::<Pmcid>(parameter, text).map(String::from),
        _ => Ok(text.to_owned()),
    }
}

/// A value with a fixed set of names; the refusal lists them.
fn named<T: DeserializeOwned>(parameter: &str, text: &str) -> Result<T, Problem> {
    serde_json::from_value(serde_json::Value::from(text))
        .map_err(|error| Problem::bad_request(parameter, format!("`{parameter}`: {error}.")))
}

fn between(given: &Given, name: &str, perspective: Perspective) -> Result<Option<Filter>, Problem> {
    let Some(key): Option<SortKey> = sort_key(name) else { return Ok(None) };
    let bound = |operator: &str| -> Result<Option<Instant>, Problem> {
        let parameter = format!("filter[{name}][{operator}]");
        let bound = instant(given, &parameter)?;
        if bound.is_some() {
            require_shown(key, perspective, &parameter)?;
        }
        Ok(bound)
    };
    let (from, until) = (bound("gte")?, bound("lt")?);
    Ok((from.is_some() || until.is_some()).then_some(Filter::Between { key, from, until }))
}

fn instant(given: &Given, parameter: &str) -> Result<Option<Instant>, Problem> {
    let Some(text) = given.get(parameter) else { return Ok(None) };
    match chrono::DateTime::parse_from_rfc3339(text) {
        Ok(instant) => Ok(Some(cut(instant.to_utc()))),
        Err(_) => Err(Problem::bad_request(
            parameter,
            format!(
                "`{parameter}` is an instant such as 2026-04-01T09:00:00+09:00 (a `+` in a \
                     query is written %2B)."
            ),
        )),
    }
}
