//! Bodies as plain text: for search, reading time, previews.

use kanshu_domain::{
    block::{Block, BlockContent, DisclaimerNote, DisclaimerWords, Point},
    content::Content,
    values::RichText,
};

use crate::{Context, words::Words};

/// The words of a body, blocks separated by an empty line. Includes what the system says itself: the
/// verdicts of eligibility, the label of a translation, the titles of references.
pub fn render(blocks: &[Block], context: &Context<'_>) -> String {
    let texts: Vec<String> = blocks
        .iter()
        .map(|block| lines(&block.content, context, true).join("\n"))
        .filter(|text| !text.is_empty())
        .collect();
    texts.join("\n\n")
}

/// The words that a reader of the page reads, without title and without anything the system adds: for
/// reading time. Disclaimers, reader questions and lead of an article come first, the summary of a
/// treatment likewise.
pub fn of_content(content: &Content) -> String {
    let locale = kanshu_domain::values::Locale::ja();
    let context = Context::bare(&locale);
    let mut texts: Vec<String> = Vec::new();
    match content {
        Content::Article(article) => {
            texts.extend(article.disclaimers.iter().filter_map(|note| disclaimer(note, &context)));
            texts.extend(article.reader_questions.iter().map(ToString::to_string));
            texts.extend(article.lead.iter().map(rich));
        }
        Content::Treatment(treatment) => texts.extend(treatment.summary.iter().map(rich)),
        _ => {}
    }
    for block in content.body() {
        texts.push(lines(&block.content, &context, false).join("\n"));
    }
    texts.retain(|text| !text.is_empty());
    texts.join("\n\n")
}

/// Rich text without its marks.
pub fn rich(text: &RichText) -> String {
    text.text().to_owned()
}

pub(crate) fn disclaimer(note: &DisclaimerNote, context: &Context<'_>) -> Option<String> {
    match &note.words {
        DisclaimerWords::Text(text) => Some(text.to_string()),
        DisclaimerWords::Disclaimer(target) => context.title(Some(*target)),
    }
}

fn lines(content: &BlockContent, context: &Context<'_>, with_system_words: bool) -> Vec<String> {
    let words = Words::of(context.locale);
    let mut out: Vec<String> = Vec::new();
    match content {
        BlockContent::Heading(heading) => {
            let ordinal = heading.ordinal.as_ref().map(|ordinal| format!("{} ", ordinal.label));
            out.push(format!("{}{}", ordinal.unwrap_or_default(), heading.text));
        }
        BlockContent::Paragraph(block) => out.push(rich(&block.text)),
        BlockContent::KeyAnswer(block) => out.push(rich(&block.text)),
        BlockContent::Takeaway(block) => out.push(rich(&block.text)),
        BlockContent::List(block) => {
            out.extend(block.label.iter().map(ToString::to_string));
            out.extend(block.items.iter().map(rich));
        }
        BlockContent::Disclaimer(note) => out.extend(disclaimer(note, context)),
        BlockContent::ReaderQuestions(block) => {
            out.extend(block.questions.iter().map(ToString::to_string));
        }
        BlockContent::Definition(block) => {
            out.push(block.term.to_string());
            out.push(rich(&block.definition));
        }
        BlockContent::Eligibility(block) => {
            for rule in &block.rules {
                out.extend(rule.label.iter().map(ToString::to_string));
                match &rule.text {
                    Some(text) => out.push(text.to_string()),
                    None if with_system_words => out.push(words.verdict(rule.verdict).to_owned()),
                    None => {}
                }
                out.extend(rule.criteria.iter().map(ToString::to_string));
            }
            out.extend(block.decision_note.iter().map(ToString::to_string));
        }
        BlockContent::Quotation(block) => {
            out.push(block.original.text.to_string());
            if let Some(translation) = &block.translation {
                if with_system_words {
                    out.push(words.translation.to_owned());
                }
                out.push(translation.text.to_string());
            }
            if with_system_words {
                let title = context
                    .title(block.citation)
                    .or_else(|| block.source_title.as_ref().map(ToString::to_string));
                let locator = block.locator.as_ref().map(ToString::to_string);
                let source: Vec<String> = title.into_iter().chain(locator).collect();
                if !source.is_empty() {
                    out.push(format!("{}{}{}", words.source, words.colon, source.join(", ")));
                }
            } else {
                out.extend(block.source_title.iter().map(ToString::to_string));
            }
        }
        BlockContent::Disadvantages(block) => points(&block.items, &mut out),
        BlockContent::Risks(block) => points(&block.items, &mut out),
        BlockContent::Alternatives(block) => points(&block.options, &mut out),
        BlockContent::UnapprovedDisclosure(block) => out.extend(context.title(Some(block.product))),
        BlockContent::Offer(block) => out.extend(
            context
                .title(block.treatment)
                .or_else(|| block.label.as_ref().map(ToString::to_string)),
        ),
        // A banner is a picture; its words belong to the banner's own record.
        BlockContent::Banner(_) => {}
        BlockContent::Cta(block) => out.push(block.text.to_string()),
        BlockContent::Faq(block) => {
            for item in &block.items {
                out.push(item.question.to_string());
                out.push(rich(&item.answer));
            }
        }
        BlockContent::CasePhoto(block) => {
            out.extend(block.content.iter().map(ToString::to_string));
            out.extend(block.sessions.iter().map(ToString::to_string));
            out.extend(block.cost.iter().map(ToString::to_string));
            out.extend(block.risks.iter().map(ToString::to_string));
        }
        BlockContent::Table(block) => {
            out.extend(block.caption.iter().map(ToString::to_string));
            out.push(tabbed(block.header.iter().map(|cell| Some(cell.as_str()))));
            for row in &block.rows {
                out.push(tabbed(row.iter().map(|cell| cell.as_ref().map(|cell| cell.as_str()))));
            }
        }
        BlockContent::Figure(block) => {
            out.extend(block.image.alt.iter().map(ToString::to_string));
            out.extend(block.caption.iter().map(ToString::to_string));
        }
        BlockContent::Footnotes(block) => {
            out.extend(
                block.items.iter().map(|note| format!("{} {}", note.label, rich(&note.text))),
            );
        }
    }
    out
}

fn points(items: &[Point], out: &mut Vec<String>) {
    for item in items {
        out.push(item.title.to_string());
        out.extend(item.text.iter().map(rich));
    }
}

fn tabbed<'a>(cells: impl Iterator<Item = Option<&'a str>>) -> String {
    cells.map(Option::unwrap_or_default).collect::<Vec<_>>().join("\t")
}
