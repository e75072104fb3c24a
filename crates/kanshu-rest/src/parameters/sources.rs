//! The parameters of what is answered about sources.

use kanshu_citation::{format::Style, import::Format};
use kanshu_domain::query::PageSize;

use super::{
    Given,
    known::{Known, Shape, for_any, known, words},
};
use crate::problem::Problem;

/// The media types of reference files, by what `format` calls them.
pub(crate) const MEDIA_TYPES: [(&str, &str); 3] = [
    ("ris", "application/x-research-info-systems"),
    ("bibtex", "application/x-bibtex"),
    ("csl-json", "application/vnd.citationstyles.csl+json"),
];

/// A form in which references are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ExportForm {
    Ris,
    Bibtex,
    CslJson,
}

/// `GET /{plural}/{id}/bibliography`.
pub(crate) fn for_bibliography() -> Vec<Known> {
    let mut all = for_any();
    all.push(known(
        "style",
        Shape::Text,
        "`nlm` (Vancouver; the default), `sist02`, or a CSL style by its name: `apa`, \
         `csl:vancouver`.",
    ));
    all
}

/// `GET /{plural}/{id}/references`.
pub(crate) fn for_export() -> Vec<Known> {
    let mut all = for_any();
    all.push(known(
        "format",
        Shape::Choice(words(&MEDIA_TYPES.map(|(name, _)| name))),
        "The form of the file; `csl-json` by default.",
    ));
    all
}

/// `GET /registry-record`.
pub(crate) fn for_registry_record() -> Vec<Known> {
    vec![
        known("doi", Shape::Text, "A DOI, with or without resolver: Crossref is asked."),
        known("pmid", Shape::Text, "A PubMed id: PubMed is asked."),
    ]
}

/// `GET /citations/{id}/dependents`.
pub(crate) fn for_dependents() -> Vec<Known> {
    let mut all = for_any();
    all.retain(|known| known.name == "perspective");
    all.push(known(
        "limit",
        Shape::Integer(1, PageSize::MOST, PageSize::default().rows()),
        "Documents of each kind.",
    ));
    all
}

/// `POST /citations/import`.
pub(crate) fn for_import() -> Vec<Known> {
    vec![
        known(
            "format",
            Shape::Choice(words(&Format::ALL.map(Format::name))),
            "What the file is; told from its content when not given.",
        ),
        known("dryRun", Shape::Boolean, "Tells what would be done, and writes nothing."),
    ]
}

/// `style=`.
pub(crate) fn style(given: &Given) -> Result<Style, Problem> {
    given.get("style").map_or(Ok(Style::Nlm), |name| {
        Style::parse(name)
            .map_err(|error| Problem::bad_request("style", format!("`style`: {error}.")))
    })
}

/// `format=` of an export.
pub(crate) fn export_form(given: &Given) -> Result<(ExportForm, &'static str), Problem> {
    let [ris, bibtex, csl_json] = MEDIA_TYPES;
    Ok(match given.get("format") {
        Some("ris") => (ExportForm::Ris, ris.1),
        Some("bibtex") => (ExportForm::Bibtex, bibtex.1),
        None | Some("csl-json") => (ExportForm::CslJson, csl_json.1),
        Some(_) => {
            let message = "`format` is `ris`, `bibtex` or `csl-json`.";
            return Err(Problem::bad_request("format", message));
        }
    })
}

/// `format=` of an import.
pub(crate) fn import_form(given: &Given) -> Result<Option<Format>, Problem> {
    let form = |name: &str| {
        Format::named(name).ok_or_else(|| {
            let message = "`format` is `ris`, `nbib`, `bibtex` or `csl-json`.";
            Problem::bad_request("format", message)
        })
    };
    given.get("format").map(form).transpose()
}

/// `dryRun=`.
pub(crate) fn dry_run(given: &Given) -> Result<bool, Problem> {
    match given.get("dryRun") {
        None | Some("false") => Ok(false),
        Some("true") => Ok(true),
        Some(_) => Err(Problem::bad_request("dryRun", "`dryRun` is `true` or `false`.")),
    }
}

/// `limit=`.
pub(crate) fn page_size(given: &Given) -> Result<PageSize, Problem> {
    match given.parsed::<i64>("limit")? {
        None => Ok(PageSize::default()),
        Some(size) => PageSize::new(size)
            .map_err(|error| Problem::bad_request("limit", format!("`limit`: {error}."))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_style_is_refused_with_names_that_look_like_it() {
        let given = Given::parse("style=vancuover", &for_bibliography()).unwrap();
        let problem = style(&given).unwrap_err().to_string();
        assert!(problem.contains("`vancuover`") && problem.contains("vancouver"), "{problem}");
        let given = Given::parse("style=sist02", &for_bibliography()).unwrap();
        assert_eq!(style(&given).unwrap(), Style::Sist02);
        assert_eq!(style(&Given::parse("", &[]).unwrap()).unwrap(), Style::Nlm);
    }

    #[test]
    fn every_form_that_is_described_is_taken() {
        for (name, media_type) in MEDIA_TYPES {
            let given = Given::parse(&format!("format={name}"), &for_export()).unwrap();
            assert_eq!(export_form(&given).unwrap().1, media_type);
        }
        for format in Format::ALL {
            let given = Given::parse(&format!("format={}", format.name()), &for_import()).unwrap();
            assert_eq!(import_form(&given).unwrap(), Some(format));
        }
        let given = Given::parse("format=docx", &for_import()).unwrap();
        assert!(import_form(&given).is_err() && export_form(&given).is_err());
    }
}
