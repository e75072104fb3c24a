//! Whole columns in the habits of other clinics. Beside each `columns/*.txt` stands an `*.outline`:
//! what an editor expects of it, a line a block.

use std::{fs, path::Path};

use kanshu_domain::{
    block::{BlockContent, Heading, Quotation},
    id::SequentialIds,
    values::Locale,
};
use kanshu_formats::column::{self, ImportedColumn};
use serde_json::Value;

use crate::partition;

/// The first words of a text.
fn words(text: &str) -> String {
    text.lines().next().unwrap_or_default().chars().take(11).collect()
}

fn heading(heading: &Heading) -> String {
    let label = heading.ordinal.as_ref().map(|ordinal| format!("{} ", ordinal.label));
    format!("h{} {}{}", u8::from(heading.level), label.unwrap_or_default(), heading.text)
}

/// Language and paragraphs of original and translation, the source, and what the stub knows of it.
fn quotation(column: &ImportedColumn, quotation: &Quotation) -> String {
    let paragraphs = |text: &str| text.split("\n\n").count();
    let mut line = format!(
        "quotation {} {}p",
        quotation.original.lang,
        paragraphs(quotation.original.text.as_str())
    );
    if !quotation.elisions.is_empty() {
        line.push_str(&format!(" elisions={}", quotation.elisions.len()));
    }
    match &quotation.translation {
        Some(translation) => {
            let count = paragraphs(translation.text.as_str());
            line.push_str(&format!(" | {} {count}p", translation.lang));
        }
        None => line.push_str(" | -"),
    }
    line.push_str(&format!(
        " | {}",
        quotation.source_title.as_ref().map_or("-", |title| title.as_str())
    ));
    let stub = column.citations.iter().find(|stub| {
        quotation.citation.is_some_and(|citation| stub.id.founding_group() == citation)
    });
    if let Some(stub) = stub {
        if let Some(doi) = &stub.citation.doi {
            line.push_str(&format!(" | doi {doi}"));
        }
        if let Some(url) = &stub.citation.url {
            line.push_str(&format!(" | url {url}"));
        }
    }
    line
}

fn block(column: &ImportedColumn, content: &BlockContent) -> String {
    let value = serde_json::to_value(content).expect("JSON");
    let count = |field: &str| value[field].as_array().map_or(0, Vec::len);
    match content {
        BlockContent::Heading(found) => heading(found),
        BlockContent::Quotation(found) => quotation(column, found),
        BlockContent::List(list) => {
            let label = list.label.as_ref().map(|label| format!(" {label}"));
            let kind = if list.ordered { "ol" } else { "ul" };
            format!("list {kind} {}{}", list.items.len(), label.unwrap_or_default())
        }
        BlockContent::Eligibility(found) => {
            let rules = value["rules"].as_array().expect("rules").iter();
            let rules: Vec<String> = rules
                .map(|rule| {
                    let criteria = rule["criteria"].as_array().map_or(0, Vec::len);
                    let of = |field: &str| rule[field].as_str().unwrap_or_default().to_owned();
                    format!("{}/{}+{criteria}", of("state"), of("verdict"))
                })
                .collect();
            let note = if found.decision_note.is_some() { " note" } else { "" };
            format!("eligibility {}{note}", rules.join(" "))
        }
        BlockContent::Faq(_) | BlockContent::Risks(_) | BlockContent::Disadvantages(_) => {
            format!("{} {}", content.type_name(), count("items"))
        }
        BlockContent::Banner(banner) => {
            format!("banner {}", banner.label.as_ref().expect("a label"))
        }
        _ => format!("{} {}", content.type_name(), words(value["text"].as_str().unwrap_or("?"))),
    }
}

pub(crate) fn outline(column: &ImportedColumn) -> String {
    let draft = &column.draft;
    let value = serde_json::to_value(draft).expect("JSON");
    let mut lines: Vec<String> = Vec::new();
    lines.extend(draft.title_label.as_ref().map(|label| format!("label: {label}")));
    lines.push(format!("title: {}", draft.title));
    for note in value["disclaimers"].as_array().into_iter().flatten() {
        lines.push(format!("disclaimer: {}", words(note["text"].as_str().expect("words"))));
    }
    lines.extend(draft.reader_questions.iter().map(|question| format!("question: {question}")));
    lines.extend(draft.lead.iter().map(|text| format!("lead: {}", words(text.text()))));
    lines.extend(draft.body.iter().map(|found| block(column, &found.content)));
    let dropped = column.report.dropped.iter();
    lines.extend(dropped.map(|entry| format!("dropped: {}", entry.text)));
    lines.join("\n") + "\n"
}

fn reads_as_expected(name: &str) {
    let columns = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/columns");
    let text = fs::read_to_string(columns.join(format!("{name}.txt"))).expect("a column");
    let expected = fs::read_to_string(columns.join(format!("{name}.outline"))).expect("an outline");
    let locale = Locale::parse(if name.ends_with(".en") { "en" } else { "ja" }).expect("a locale");
    let column = column::import(&text, &locale, &SequentialIds::default()).expect("a column");
    let body: Value = serde_json::to_value(&column.draft.body).expect("JSON");
    assert!(body.as_array().expect("blocks").iter().all(|block| block["type"].is_string()));
    let found = outline(&column);
    assert_eq!(found, expected, "\n{name} is read as\n{found}");
    partition::check(&text);
}

macro_rules! columns {
    ($($test:ident: $name:literal;)+) => {
        $(#[test] fn $test() { reads_as_expected($name); })+
    };
}

columns! {
    a_hair_column_with_marked_headings_dates_and_share_buttons: "hair_loss";
    a_psoriasis_column_that_translates_before_it_quotes: "psoriasis_light";
    a_filler_column_in_chapters_with_quotations_between_many_empty_lines: "fillers";
    an_allergy_column_that_quotes_japanese_sources: "guideline";
    a_laser_column_without_quotations: "spots";
    a_sleep_column_indented_with_byte_order_mark_and_carriage_returns: "snoring";
    a_knee_column_of_questions_and_answers: "knee";
    an_eye_column_of_a_few_lines: "dry_eye";
    a_rosacea_column_with_an_empty_line_below_every_line: "rosacea";
    a_dental_column_with_translations_behind_arrows_and_sources_in_brackets: "pregnancy_dental";
    a_laser_column_with_decimal_headings_and_criteria_below_sentences: "hair_removal";
    a_menopause_column_that_quotes_a_structured_abstract: "menopause";
    an_acne_column_with_labelled_criteria_and_dashed_sources: "acne_pills";
    a_reflux_column_that_lists_author_journal_and_address_of_its_source: "reflux";
    an_eyelid_column_with_labels_for_headings: "eyelids";
    an_english_column: "eczema.en";
}
