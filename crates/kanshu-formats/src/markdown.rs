//! Bodies as CommonMark (tables as in GFM). Whatever an editor typed is escaped: no markup and no raw
//! HTML passes. Subscript and superscript have no Markdown; their text stands unmarked.

use kanshu_domain::{
    block::{Block, BlockContent, Eligibility, Heading, List, Point, Quotation, Table},
    id::GroupId,
    values::{Image, MarkStyle, RichText},
};

use crate::{
    Context, plain_text,
    spans::{self, Step},
    words::Words,
};

/// The body as Markdown, blocks separated by an empty line, with a closing line end.
pub fn render(blocks: &[Block], context: &Context<'_>) -> String {
    let texts: Vec<String> = blocks
        .iter()
        .map(|block| markdown_of(&block.content, context))
        .filter(|text| !text.is_empty())
        .collect();
    if texts.is_empty() { String::new() } else { texts.join("\n\n") + "\n" }
}

/// Rich text as Markdown; a line end becomes a hard break.
pub fn rich(text: &RichText, context: &Context<'_>) -> String {
    let mut out = String::new();
    spans::walk(text, |step| match step {
        Step::Open(MarkStyle::Link { .. }) => out.push('['),
        Step::Close(MarkStyle::Link { href }) => {
            out.push_str(&format!("](<{}>)", address(href.as_str())));
        }
        Step::Open(style) | Step::Close(style) => out.push_str(delimiter(style)),
        Step::Text(text) => {
            let at_line_start = out.is_empty() || out.ends_with('\n');
            out.push_str(&escaped(text, at_line_start));
        }
        Step::Cite(citation) => out.push_str(&citation_mark(Some(citation), context)),
    });
    out
}

/// Text with everything escaped that Markdown could read as markup.
pub fn escape(text: &str) -> String {
    escaped(text, true)
}

fn delimiter(style: &MarkStyle) -> &'static str {
    match style {
        MarkStyle::Strong => "**",
        MarkStyle::Emphasis => "*",
        _ => "",
    }
}

fn address(href: &str) -> String {
    href.replace('<', "%3C").replace('>', "%3E").replace('\\', "%5C")
}

fn escaped(text: &str, at_line_start: bool) -> String {
    let mut lines = Vec::new();
    for (i, line) in text.split('\n').enumerate() {
        // Leading blanks could make a code block or end a list.
        let starts = i > 0 || at_line_start;
        let line = if starts { line.trim_start() } else { line };
        let mut out = String::with_capacity(line.len());
        for c in line.chars() {
            if matches!(
                c,
                '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '&' | '|' | '~' | '#' | '!' | '$'
            ) {
                out.push('\\');
            }
            out.push(c);
        }
        if starts {
            out = guard_line_start(out);
        }
        lines.push(out);
    }
    lines.join("\\\n").replace("\\\n\\\n", "\n\n")
}

/// Escapes what is markup only at the start of a line: bullets, numbers, rules, underlines.
fn guard_line_start(line: String) -> String {
    if line.starts_with(['-', '+', '=', ':']) {
        return format!("\\{line}");
    }
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    if digits > 0 && line[digits..].starts_with(['.', ')']) {
        let (number, rest) = line.split_at(digits);
        return format!("{number}\\{rest}");
    }
    line
}

fn citation_mark(citation: Option<GroupId>, context: &Context<'_>) -> String {
    context.number(citation).map_or_else(String::new, |n| format!("[\\[{n}\\]](#ref-{n})"))
}

fn markdown_of(content: &BlockContent, context: &Context<'_>) -> String {
    match content {
        BlockContent::Heading(heading) => heading_line(heading),
        BlockContent::Paragraph(block) => rich(&block.text, context),
        BlockContent::KeyAnswer(block) => rich(&block.text, context),
        BlockContent::Takeaway(block) => {
            let steps = block.chain.iter().map(|step| escape(step.as_str()));
            joined([rich(&block.text, context), numbered(steps)])
        }
        BlockContent::List(list) => list_of(list, context),
        BlockContent::Disclaimer(note) => {
            plain_text::disclaimer(note, context).map(|text| escape(&text)).unwrap_or_default()
        }
        BlockContent::ReaderQuestions(block) => {
            bulleted(block.questions.iter().map(|question| escape(question.as_str())))
        }
        BlockContent::Definition(block) => joined([
            format!("**{}**", escape(block.term.as_str())),
            rich(&block.definition, context),
        ]),
        BlockContent::Eligibility(block) => eligibility(block, context),
        BlockContent::Quotation(block) => quotation(block, context),
        BlockContent::Disadvantages(block) => points(&block.items, context),
        BlockContent::Risks(block) => points(&block.items, context),
        BlockContent::Alternatives(block) => points(&block.options, context),
        BlockContent::UnapprovedDisclosure(block) => name(context.title(Some(block.product))),
        BlockContent::Offer(block) => {
            let label = block.label.as_ref().map(ToString::to_string);
            name(context.title(block.treatment).or(label))
        }
        BlockContent::Banner(block) => {
            let label = block.label.as_ref().map(ToString::to_string);
            name(context.title(block.banner).or(label))
        }
        BlockContent::Cta(block) => escape(block.text.as_str()),
        BlockContent::Faq(block) => joined(block.items.iter().map(|item| {
            format!("**{}**\n\n{}", escape(item.question.as_str()), rich(&item.answer, context))
        })),
        BlockContent::CasePhoto(block) => {
            let words = Words::of(context.locale);
            let mut parts = vec![
                format!("{}\\\n{}", words.before, image(&block.before)),
                format!("{}\\\n{}", words.after, image(&block.after)),
            ];
            if block.edited {
                parts.push(words.edited.to_owned());
            }
            let facts = [
                (words.treatment, block.content.as_ref().map(|text| text.as_str())),
                (words.sessions, block.sessions.as_ref().map(|text| text.as_str())),
                (words.cost, block.cost.as_ref().map(|text| text.as_str())),
                (words.risks, block.risks.as_ref().map(|text| text.as_str())),
            ];
            for (what, text) in facts {
                parts.extend(text.map(|text| format!("{what}{}{}", words.colon, escape(text))));
            }
            joined(parts)
        }
        BlockContent::Table(table) => table_of(table),
        BlockContent::Figure(block) => joined([
            image(&block.image),
            block.caption.as_ref().map(|caption| escape(caption.as_str())).unwrap_or_default(),
        ]),
        BlockContent::Footnotes(block) => {
            bulleted(block.items.iter().map(|note| {
                format!("{} {}", escape(note.label.as_str()), rich(&note.text, context))
            }))
        }
    }
}

fn heading_line(heading: &Heading) -> String {
    let hashes = "#".repeat(usize::from(u8::from(heading.level)));
    let ordinal = heading.ordinal.as_ref().map(|ordinal| format!("{} ", ordinal.label));
    let text = format!("{}{}", ordinal.unwrap_or_default(), heading.text);
    format!("{hashes} {}", escape(&text))
}

fn joined(parts: impl IntoIterator<Item = String>) -> String {
    let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join("\n\n")
}

fn bulleted(items: impl IntoIterator<Item = String>) -> String {
    let items: Vec<String> =
        items.into_iter().map(|item| format!("- {}", item.replace('\n', "\n  "))).collect();
    items.join("\n")
}

fn numbered(items: impl IntoIterator<Item = String>) -> String {
    let items: Vec<String> =
        (1..).zip(items).map(|(n, item)| format!("{n}. {}", item.replace('\n', "\n   "))).collect();
    items.join("\n")
}

fn list_of(list: &List, context: &Context<'_>) -> String {
    let items = list.items.iter().map(|item| rich(item, context));
    let items = if list.ordered { numbered(items) } else { bulleted(items) };
    let label = list.label.as_ref().map(|label| format!("**{}**", escape(label.as_str())));
    joined(label.into_iter().chain([items]))
}

fn eligibility(block: &Eligibility, context: &Context<'_>) -> String {
    let words = Words::of(context.locale);
    let mut parts = Vec::new();
    for rule in &block.rules {
        let said = rule.text.as_ref().map_or(words.verdict(rule.verdict), |text| text.as_str());
        parts.push(match &rule.label {
            Some(label) => format!("**{}**\\\n{}", escape(label.as_str()), escape(said)),
            None => escape(said),
        });
        parts.push(bulleted(rule.criteria.iter().map(|criterion| escape(criterion.as_str()))));
    }
    parts.extend(block.decision_note.iter().map(|note| escape(note.as_str())));
    joined(parts)
}

fn quotation(block: &Quotation, context: &Context<'_>) -> String {
    let words = Words::of(context.locale);
    let mut parts = vec![escape(block.original.text.as_str())];
    if let Some(translation) = &block.translation {
        parts.push(format!("({}) {}", words.translation, escape(translation.text.as_str())));
    }
    let title = context
        .title(block.citation)
        .or_else(|| block.source_title.as_ref().map(ToString::to_string));
    let mut source: Vec<String> = title.iter().map(|title| escape(title)).collect();
    source.extend(block.locator.iter().map(|locator| escape(locator.as_str())));
    let mark = citation_mark(block.citation, context);
    source.extend((!mark.is_empty()).then_some(mark));
    if !source.is_empty() {
        parts.push(format!("{}{}{}", words.source, words.colon, source.join(" ")));
    }
    let lines: Vec<String> = parts
        .join("\n\n")
        .lines()
        .map(|line| if line.is_empty() { ">".to_owned() } else { format!("> {line}") })
        .collect();
    lines.join("\n")
}

fn points(points: &[Point], context: &Context<'_>) -> String {
    bulleted(points.iter().map(|point| {
        let text = point.text.as_ref().map(|text| format!("\\\n{}", rich(text, context)));
        format!("**{}**{}", escape(point.title.as_str()), text.unwrap_or_default())
    }))
}

fn name(name: Option<String>) -> String {
    name.map(|name| escape(&name)).unwrap_or_default()
}

fn image(image: &Image) -> String {
    let alt = image.alt.as_ref().map(|alt| escape(alt.as_str())).unwrap_or_default();
    format!("![{alt}](<{}>)", address(image.url.as_str()))
}

fn table_of(table: &Table) -> String {
    let row = |cells: Vec<String>| format!("| {} |", cells.join(" | "));
    let mut lines = vec![
        row(table.header.iter().map(|cell| escape(cell.as_str())).collect()),
        row(table.header.iter().map(|_| "---".to_owned()).collect()),
    ];
    for cells in &table.rows {
        let cells = cells.iter().map(|cell| cell.as_ref().map(|cell| escape(cell.as_str())));
        lines.push(row(cells.map(Option::unwrap_or_default).collect()));
    }
    let caption = table.caption.as_ref().map(|caption| escape(caption.as_str()));
    joined(caption.into_iter().chain([lines.join("\n")]))
}
