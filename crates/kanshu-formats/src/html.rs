//! Bodies as HTML. Everything an editor typed is escaped; no raw HTML can pass.

use kanshu_domain::{
    block::{
        Block, BlockContent, CasePhoto, ClinicalState, DisclaimerKind, Eligibility, Heading, List,
        Point, Quotation, Table, Verdict,
    },
    derived,
    id::GroupId,
    values::{Image, MarkStyle, RichText},
};

use crate::{
    Context, plain_text,
    quoted::{PieceKind, pieces},
    spans::{self, Step},
    words::Words,
};

/// Every element that this renderer can write.
pub const ELEMENTS: &[&str] = &[
    "a",
    "aside",
    "blockquote",
    "br",
    "cite",
    "dd",
    "dfn",
    "div",
    "dl",
    "dt",
    "em",
    "figcaption",
    "figure",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "img",
    "li",
    "ol",
    "p",
    "section",
    "span",
    "strong",
    "sub",
    "sup",
    "table",
    "tbody",
    "td",
    "th",
    "thead",
    "tr",
    "ul",
    "caption",
];

/// The body as HTML, one element a block. Headings carry `derived::anchor` as id; a citation mark is a
/// link to `#ref-n`, the n-th entry of the bibliography that the page shows itself.
pub fn render(blocks: &[Block], context: &Context<'_>) -> String {
    let blocks: Vec<String> = blocks.iter().map(|block| element_of(block, context)).collect();
    blocks.join("\n")
}

/// Rich text as HTML without an element around it.
pub fn rich(text: &RichText, context: &Context<'_>) -> String {
    let mut out = String::new();
    spans::walk(text, |step| match step {
        Step::Open(MarkStyle::Link { href }) => {
            out.push_str(&format!("<a href=\"{}\">", escape(href.as_str())));
        }
        Step::Open(style) => out.push_str(&format!("<{}>", style_element(style))),
        Step::Close(style) => out.push_str(&format!("</{}>", style_element(style))),
        Step::Text(text) => out.push_str(&with_breaks(text)),
        Step::Cite(citation) => out.push_str(&citation_mark(Some(citation), context)),
    });
    out
}

/// Text with `& < > " '` escaped: safe in content and in quoted attributes.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}

fn style_element(style: &MarkStyle) -> &'static str {
    match style {
        MarkStyle::Strong => "strong",
        MarkStyle::Emphasis => "em",
        MarkStyle::Subscript => "sub",
        MarkStyle::Superscript => "sup",
        MarkStyle::Link { .. } => "a",
        MarkStyle::Citation { .. } => "span",
    }
}

fn with_breaks(text: &str) -> String {
    escape(text).replace('\n', "<br>\n")
}

fn citation_mark(citation: Option<GroupId>, context: &Context<'_>) -> String {
    context
        .number(citation)
        .map_or_else(String::new, |n| format!("<a class=\"citation\" href=\"#ref-{n}\">[{n}]</a>"))
}

/// An element with a class; `inner` is HTML already.
fn classed(name: &str, class: &str, inner: &str) -> String {
    format!("<{name} class=\"{class}\">{inner}</{name}>")
}

fn items<T: AsRef<str>>(name: &str, inner: impl IntoIterator<Item = T>) -> String {
    let items: String = inner.into_iter().map(|i| format!("<li>{}</li>", i.as_ref())).collect();
    format!("<{name}>{items}</{name}>")
}

fn element_of(block: &Block, context: &Context<'_>) -> String {
    match &block.content {
        BlockContent::Heading(heading) => heading_element(block, heading),
        BlockContent::Paragraph(block) => format!("<p>{}</p>", rich(&block.text, context)),
        BlockContent::List(list) => list_element(list, context),
        BlockContent::Disclaimer(note) => {
            let text = plain_text::disclaimer(note, context).unwrap_or_default();
            let kind = disclaimer_kind(note.kind);
            format!(
                "<aside class=\"disclaimer\" data-kind=\"{kind}\"><p>{}</p></aside>",
                with_breaks(&text)
            )
        }
        BlockContent::ReaderQuestions(block) => classed(
            "div",
            "reader-questions",
            &items("ul", block.questions.iter().map(|question| escape(question.as_str()))),
        ),
        BlockContent::KeyAnswer(block) => classed("p", "key-answer", &rich(&block.text, context)),
        BlockContent::Definition(block) => classed(
            "dl",
            "definition",
            &format!(
                "<dt><dfn>{}</dfn></dt><dd>{}</dd>",
                escape(block.term.as_str()),
                rich(&block.definition, context)
            ),
        ),
        BlockContent::Eligibility(block) => eligibility(block, context),
        BlockContent::Quotation(block) => quotation(block, context),
        BlockContent::Takeaway(block) => {
            let chain = match block.chain.as_slice() {
                [] => String::new(),
                steps => items("ol", steps.iter().map(|step| escape(step.as_str()))),
            };
            let text = format!("<p>{}</p>{chain}", rich(&block.text, context));
            classed("div", "takeaway", &text)
        }
        BlockContent::Disadvantages(block) => points("disadvantages", &block.items, context),
        BlockContent::Risks(block) => points("risks", &block.items, context),
        BlockContent::Alternatives(block) => points("alternatives", &block.options, context),
        BlockContent::UnapprovedDisclosure(block) => placed(
            "unapproved-disclosure",
            "product",
            Some(block.product),
            context.title(Some(block.product)),
        ),
        BlockContent::Offer(block) => {
            let label = block.label.as_ref().map(ToString::to_string);
            let name = context.title(block.treatment).or(label);
            placed("offer", "treatment", block.treatment, name)
        }
        BlockContent::Banner(block) => {
            let label = block.label.as_ref().map(ToString::to_string);
            placed("banner", "banner", block.banner, context.title(block.banner).or(label))
        }
        BlockContent::Cta(block) => classed("p", "cta", &with_breaks(block.text.as_str())),
        BlockContent::Faq(block) => {
            let pairs: String = block
                .items
                .iter()
                .map(|item| {
                    format!(
                        "<dt>{}</dt><dd>{}</dd>",
                        escape(item.question.as_str()),
                        rich(&item.answer, context)
                    )
                })
                .collect();
            classed("dl", "faq", &pairs)
        }
        BlockContent::CasePhoto(block) => case_photo(block, context),
        BlockContent::Table(table) => table_element(table),
        BlockContent::Figure(block) => {
            let caption = block.caption.as_ref().map_or_else(String::new, |caption| {
                format!("<figcaption>{}</figcaption>", escape(caption.as_str()))
            });
            format!("<figure>{}{caption}</figure>", image(&block.image))
        }
        BlockContent::Footnotes(block) => {
            let notes = block.items.iter().map(|note| {
                let label = classed("span", "label", &escape(note.label.as_str()));
                format!("{label} {}", rich(&note.text, context))
            });
            classed("div", "footnotes", &items("ul", notes))
        }
    }
}

fn heading_element(block: &Block, heading: &Heading) -> String {
    let level = u8::from(heading.level);
    let ordinal = heading.ordinal.as_ref().map_or_else(String::new, |ordinal| {
        format!("{} ", classed("span", "ordinal", &escape(ordinal.label.as_str())))
    });
    let anchor = derived::anchor(block.id);
    format!("<h{level} id=\"{anchor}\">{ordinal}{}</h{level}>", escape(heading.text.as_str()))
}

fn list_element(list: &List, context: &Context<'_>) -> String {
    let name = if list.ordered { "ol" } else { "ul" };
    let list_items = items(name, list.items.iter().map(|item| rich(item, context)));
    match &list.label {
        None => list_items,
        Some(label) => {
            let label = classed("p", "list-label", &escape(label.as_str()));
            classed("div", "labelled-list", &format!("{label}{list_items}"))
        }
    }
}

fn disclaimer_kind(kind: DisclaimerKind) -> &'static str {
    match kind {
        DisclaimerKind::ScopeOfClaims => "scope_of_claims",
        DisclaimerKind::IndividualDifferences => "individual_differences",
        DisclaimerKind::NotMedicalAdvice => "not_medical_advice",
        DisclaimerKind::PrivatePay => "private_pay",
        DisclaimerKind::Other => "other",
    }
}

fn eligibility(block: &Eligibility, context: &Context<'_>) -> String {
    let words = Words::of(context.locale);
    let mut inner = String::new();
    for rule in &block.rules {
        let state = match rule.state {
            ClinicalState::Stable => "stable",
            ClinicalState::Active => "active",
            ClinicalState::Other => "other",
        };
        let verdict = match rule.verdict {
            Verdict::Eligible => "eligible",
            Verdict::NotEligible => "not_eligible",
            Verdict::Conditional => "conditional",
        };
        inner.push_str(&format!(
            "<div class=\"rule\" data-state=\"{state}\" data-verdict=\"{verdict}\">"
        ));
        if let Some(label) = &rule.label {
            inner.push_str(&classed("p", "rule-label", &escape(label.as_str())));
        }
        // The verdict is always said in words: an icon or a colour must not be the only sign.
        let said = rule.text.as_ref().map_or(words.verdict(rule.verdict), |text| text.as_str());
        inner.push_str(&classed("p", "verdict", &escape(said)));
        if !rule.criteria.is_empty() {
            inner.push_str(&items("ul", rule.criteria.iter().map(|c| escape(c.as_str()))));
        }
        inner.push_str("</div>");
    }
    if let Some(note) = &block.decision_note {
        inner.push_str(&classed("p", "decision-note", &with_breaks(note.as_str())));
    }
    classed("section", "eligibility", &inner)
}

fn quotation(block: &Quotation, context: &Context<'_>) -> String {
    let words = Words::of(context.locale);
    let original: String = pieces(block)
        .into_iter()
        .map(|(kind, text)| match kind {
            PieceKind::Words => with_breaks(&text),
            PieceKind::Elision => classed("span", "elision", &with_breaks(&text)),
            PieceKind::Marker => classed("span", "source-marker", &with_breaks(&text)),
        })
        .collect();
    let lang = escape(block.original.lang.as_str());
    let mut inner = format!("<blockquote lang=\"{lang}\"><p>{original}</p></blockquote>");
    if let Some(translation) = &block.translation {
        let label = classed("p", "translation-label", words.translation);
        inner.push_str(&format!(
            "<div class=\"translation\">{label}<blockquote lang=\"{}\"><p>{}</p></blockquote></div>",
            escape(translation.lang.as_str()),
            with_breaks(translation.text.as_str())
        ));
    }
    let title = context
        .title(block.citation)
        .or_else(|| block.source_title.as_ref().map(ToString::to_string));
    let mut source: Vec<String> =
        title.iter().map(|title| format!("<cite>{}</cite>", escape(title))).collect();
    source.extend(
        block.locator.iter().map(|locator| classed("span", "locator", &escape(locator.as_str()))),
    );
    let mark = citation_mark(block.citation, context);
    source.extend((!mark.is_empty()).then_some(mark));
    if !source.is_empty() {
        let (word, colon) = (words.source, words.colon);
        inner.push_str(&format!("<figcaption>{word}{colon}{}</figcaption>", source.join(" ")));
    }
    classed("figure", "quotation", &inner)
}

fn points(class: &str, points: &[Point], context: &Context<'_>) -> String {
    let inner = points.iter().map(|point| {
        let text = point.text.as_ref().map(|text| format!("<br>{}", rich(text, context)));
        format!("<strong>{}</strong>{}", escape(point.title.as_str()), text.unwrap_or_default())
    });
    classed("div", class, &items("ul", inner))
}

/// A place that a front end fills from another document's record.
fn placed(class: &str, what: &str, target: Option<GroupId>, name: Option<String>) -> String {
    let target = target.map(|target| format!(" data-{what}=\"{target}\"")).unwrap_or_default();
    let name = name.map(|name| escape(&name)).unwrap_or_default();
    format!("<div class=\"{class}\"{target}>{name}</div>")
}

fn image(image: &Image) -> String {
    let alt = image.alt.as_ref().map_or("", |alt| alt.as_str());
    let width = image.width.map(|width| format!(" width=\"{width}\"")).unwrap_or_default();
    let height = image.height.map(|height| format!(" height=\"{height}\"")).unwrap_or_default();
    format!("<img src=\"{}\" alt=\"{}\"{width}{height}>", escape(image.url.as_str()), escape(alt))
}

fn case_photo(block: &CasePhoto, context: &Context<'_>) -> String {
    let words = Words::of(context.locale);
    let mut inner = format!(
        "<p>{}{}</p><p>{}{}</p>",
        words.before,
        image(&block.before),
        words.after,
        image(&block.after)
    );
    if block.edited {
        inner.push_str(&format!("<p>{}</p>", words.edited));
    }
    let facts = [
        (words.treatment, block.content.as_ref().map(|text| text.as_str())),
        (words.sessions, block.sessions.as_ref().map(|text| text.as_str())),
        (words.cost, block.cost.as_ref().map(|text| text.as_str())),
        (words.risks, block.risks.as_ref().map(|text| text.as_str())),
    ];
    let facts: String = facts
        .into_iter()
        .filter_map(|(name, text)| Some((name, text?)))
        .map(|(name, text)| format!("<dt>{name}</dt><dd>{}</dd>", with_breaks(text)))
        .collect();
    inner.push_str(&format!("<dl>{facts}</dl>"));
    classed("figure", "case-photo", &inner)
}

fn table_element(table: &Table) -> String {
    let caption = table.caption.as_ref().map_or_else(String::new, |caption| {
        format!("<caption>{}</caption>", escape(caption.as_str()))
    });
    let header: String =
        table.header.iter().map(|cell| format!("<th>{}</th>", escape(cell.as_str()))).collect();
    let rows: String = table
        .rows
        .iter()
        .map(|row| {
            let cells: String = row
                .iter()
                .map(|cell| cell.as_ref().map_or("", |cell| cell.as_str()))
                .map(|cell| format!("<td>{}</td>", escape(cell)))
                .collect();
            format!("<tr>{cells}</tr>")
        })
        .collect();
    format!("<table>{caption}<thead><tr>{header}</tr></thead><tbody>{rows}</tbody></table>")
}
