//! What follows from content and is never written.

use std::collections::HashMap;

use kanshu_domain::{
    content::Content,
    derived::{badge, bibliography, reading_time_minutes, table_of_contents},
    document::Document,
    id::GroupId,
    values::Locale,
};
use kanshu_formats::{Context, html, markdown, plain_text, portable_text};
use serde_json::{Map, Value, json};

use crate::parameters::BodyFormat;

/// Titles of documents, by translation group.
pub(crate) type Titles = HashMap<GroupId, String>;

/// Headings deeper than this are not listed in the table of contents.
const TOC_DEPTH: u8 = 3;

/// The derived fields of a document.
pub(super) fn of(document: &Document, reader: &Locale) -> Map<String, Value> {
    let locale = document.locale.as_ref().unwrap_or(reader);
    let mut fields = Map::new();
    match &*document.content {
        Content::Article(article) => {
            if let Some(badge) = badge(article) {
                let shown = json!({ "type": badge, "label": badge.label(locale) });
                fields.insert("badge".to_owned(), shown);
            }
            let minutes = reading_time_minutes(&plain_text::of_content(&document.content), locale);
            let papers: Vec<Value> = bibliography(&document.content)
                .into_iter()
                .map(|(number, citation)| json!({ "number": number, "citation": citation }))
                .collect();
            fields.insert("toc".to_owned(), json!(table_of_contents(&article.body, TOC_DEPTH)));
            fields.insert("readingTimeMinutes".to_owned(), json!(minutes));
            fields.insert("bibliography".to_owned(), json!(papers));
        }
        Content::Treatment(treatment) => {
            if let Some(class) = treatment.class {
                let statement = class.insurance_statement(locale.is_japanese());
                fields.insert("insuranceStatement".to_owned(), json!(statement));
            }
        }
        _ => {}
    }
    fields
}

/// The body in another format, as `formattedBody`.
pub(super) fn formatted_body(
    document: &Document,
    format: BodyFormat,
    reader: &Locale,
    titles: &Titles,
) -> Option<(String, Value)> {
    let locale = document.locale.as_ref().unwrap_or(reader);
    let numbers: HashMap<GroupId, u32> = bibliography(&document.content)
        .into_iter()
        .map(|(number, citation)| (citation, number))
        .collect();
    let context = Context {
        locale,
        citation_number: &|citation| numbers.get(&citation).copied(),
        titles: &|group| titles.get(&group).cloned(),
    };
    let body = document.content.body();
    let (name, content) = match format {
        BodyFormat::Blocks => return None,
        BodyFormat::Html => ("html", json!(html::render(body, &context))),
        BodyFormat::Markdown => ("markdown", json!(markdown::render(body, &context))),
        BodyFormat::PortableText => ("portable_text", portable_text::render(body, &context)),
        BodyFormat::PlainText => ("plain_text", json!(plain_text::render(body, &context))),
    };
    Some(("formattedBody".to_owned(), json!({ "format": name, "content": content })))
}
