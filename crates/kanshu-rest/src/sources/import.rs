//! `POST /citations/import`.

use actix_web::{HttpRequest, HttpResponse, web};
use kanshu_citation::import::{self, Encoding, Format, Import, Unreadable};
use kanshu_domain::{decode::FieldError, kind::Kind};
use kanshu_editorial::{Earlier, ImportMode, ImportedCitation, TakenIn};
use serde_json::{Value, json};

use crate::{
    authentication::{Caller, services},
    body,
    conditional::private_answer,
    parameters::{Given, dry_run, for_import, import_form},
    problem::Problem,
};

/// Takes in a reference file.
pub(crate) async fn import_citations(
    request: HttpRequest,
    payload: web::Payload,
) -> Result<HttpResponse, Problem> {
    let given = Given::read(&request, &for_import())?;
    let format = import_form(&given)?;
    let dry_run = dry_run(&given)?;
    let Caller { actor, .. } = Caller::known(&request).await?;
    kanshu_domain::policy::may_create(&actor, Kind::Citation)?;
    let bytes = body::bytes(&request, payload).await?;
    let (format, encoding, Import { records, problems }) = web::block(move || read(&bytes, format))
        .await
        .map_err(|_| Problem::internal("the reader of a reference file was stopped"))?
        .map_err(|error| Problem::invalid(&[FieldError::invalid("", error.to_string())]))?;

    let warnings: Vec<Value> = records
        .iter()
        .flat_map(|record| record.warnings.iter().map(move |warning| (record.line, warning)))
        .map(|(line, warning)| {
            json!({ "line": line, "variable": warning.variable, "message": warning.reason })
        })
        .collect();
    let mut report = Report { created: Vec::new(), duplicates: Vec::new(), problems: Vec::new() };
    report.problems.extend(problems.into_iter().map(|problem| (problem.line, problem.message)));
    let mode = if dry_run { ImportMode::DryRun } else { ImportMode::Write };
    let services = services(&request)?;
    let mut import = kanshu_editorial::import_citations(&services.desk, &actor, mode).await?;
    for taken in import.add(records).await? {
        report.add(taken);
    }
    report.problems.sort();
    let problems = report
        .problems
        .into_iter()
        .map(|(line, message)| json!({ "line": line, "message": message }));
    let data = json!({
        "format": format.name(),
        "encoding": encoding.name(),
        "created": report.created,
        "duplicates": report.duplicates,
        "warnings": warnings,
        "problems": Value::from_iter(problems),
    });
    let meta = json!({ "dryRun": dry_run, "event": import.seq() });
    let body = json!({ "data": data, "meta": meta });
    Ok(private_answer(HttpResponse::Ok(), body.to_string(), None))
}

fn read(bytes: &[u8], format: Option<Format>) -> Result<(Format, Encoding, Import), Unreadable> {
    let file = import::open(bytes, format)?;
    Ok((file.format(), file.encoding(), file.read()))
}

/// What became of the records.
struct Report {
    created: Vec<Value>,
    duplicates: Vec<Value>,
    problems: Vec<(usize, String)>,
}

impl Report {
    fn add(&mut self, ImportedCitation { line, key, taken }: ImportedCitation) {
        match taken {
            TakenIn::Created(id) => {
                self.created.push(json!({ "line": line, "key": key, "citation": id }));
            }
            TakenIn::Duplicate { of, reason } => {
                let (citation, of_line) = match of {
                    Earlier::Document(id) => (Some(id), None),
                    Earlier::Line(line) => (None, Some(line)),
                };
                self.duplicates.push(json!({
                    "line": line, "key": key, "citation": citation, "ofLine": of_line,
                    "reason": reason.name(),
                }));
            }
            TakenIn::Refused(message) => self.problems.push((line, message)),
        }
    }
}
