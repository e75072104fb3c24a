//! Lists: bulleted, numbered, labelled.

use kanshu_domain::{
    block::{BlockContent, Disadvantages, List, Point, Risks},
    values::{Line, RichText},
};

use super::{
    builder::Builder,
    eligibility, headings, residue,
    signs::{self, OrdinalStyle},
    source::{Span, TextLine},
    translated_first::original_label,
    translation::translation_label,
};

/// One item: its first line as given, and its lines of text without the mark.
pub(super) struct Item {
    pub(super) first: TextLine,
    text: Vec<TextLine>,
}

impl Item {
    fn new(line: &TextLine, skip: usize) -> Self {
        let mut text = line.clone();
        text.span.start += skip;
        Self { first: line.clone(), text: vec![text] }
    }

    /// Mark and text.
    pub(super) fn span(&self) -> Span {
        let end = self.text.last().map_or(self.first.span.end, |line| line.span.end);
        Span::new(self.first.span.start, end)
    }

    /// The text, where it is a single line.
    pub(super) fn line(&self, builder: &Builder<'_>) -> Option<Line> {
        match self.text.as_slice() {
            [line] => Line::parse(&builder.source.text(line.span)).ok(),
            _ => None,
        }
    }
}

struct Collected {
    items: Vec<Item>,
    ordered: bool,
    next: usize,
}

#[derive(Clone, Copy, PartialEq)]
enum Mark {
    Bullet,
    Symbol(char),
    /// A sign that marks items only where the next line has it, too.
    Repeated(char),
    Number(OrdinalStyle, u32),
}

fn mark(text: &str) -> Option<(Mark, usize)> {
    if let Some((_, skip)) = signs::bullet(text) {
        return Some((Mark::Bullet, skip));
    }
    if let Some((symbol, skip)) = signs::symbol(text) {
        return Some((Mark::Symbol(symbol), skip));
    }
    if let Some((sign, skip)) = signs::repeated(text) {
        return Some((Mark::Repeated(sign), skip));
    }
    let ordinal = signs::ordinal(text)?;
    // STEP1 says more than a number does: it stays in the text.
    let skip =
        if matches!(ordinal.style, OrdinalStyle::Worded(_)) { 0 } else { ordinal.prefix_chars };
    Some((Mark::Number(ordinal.style, ordinal.number), skip))
}

/// Reads a list, or a label in brackets with its list, or a label as a heading.
pub(super) fn read(builder: &mut Builder<'_>, at: usize) -> Option<usize> {
    let lines = builder.lines();
    let line = &lines[at];
    if let Some(label) = whole_label(line) {
        let text = Line::parse(&builder.source.text(label)).ok()?;
        if let Some(list) = collect(lines, at + 1)
            && push_labelled(builder, line, text.clone(), &list)
        {
            return Some(list.next);
        }
        let is_heading = label.chars() <= 80 && signs::is_open_ended(text.as_str());
        let heading = headings::of_label(line.span.start, label);
        return (is_heading && headings::push(builder, &heading)).then_some(at + 1);
    }
    // `安定期の目安：` and its list.
    if let Some(label) = colon_label(line) {
        let text = Line::parse(&builder.source.text(label)).ok()?;
        let list = collect(lines, at + 1)?;
        let is_criteria = eligibility::push_criteria(builder, Some(line), &text, &list.items);
        return is_criteria.then_some(list.next);
    }
    let list = collect_verdicts(lines, at).or_else(|| collect(lines, at))?;
    let pushed = eligibility::push_verdicts(builder, &list.items)
        || eligibility::push_below(builder, &list.items)
        || (is_under_risks(builder) && push_risks(builder, &list.items));
    if !pushed {
        push_list(builder, None, &list);
    }
    Some(list.next)
}

/// The words of a line that is nothing but a label in brackets.
pub(super) fn whole_label(line: &TextLine) -> Option<Span> {
    let (inner, whole) = signs::label(&line.text)?;
    let start = line.span.start + 1;
    (whole == line.span.chars()).then_some(Span::new(start, start + inner))
}

const COLON_LABEL_CHARS: usize = 40;

fn colon_label(line: &TextLine) -> Option<Span> {
    let is_label = line.span.chars() <= COLON_LABEL_CHARS
        && line.text.ends_with([':', '：'])
        && mark(&line.text).is_none()
        && !line.text.contains(['。', '、']);
    is_label.then(|| Span::new(line.span.start, line.span.end - 1))
}

/// Whether a line in the midst of a paragraph is the label of criteria: `安定期の目安：`.
pub(super) fn opens_criteria(lines: &[TextLine], at: usize) -> bool {
    colon_label(&lines[at]).is_some()
        && eligibility::heads_criteria(&lines[at].text)
        && lines.get(at + 1).is_some_and(|next| mark(&next.text).is_some())
}

/// Lines that each give a verdict, in words or by ○, × and △. The sign stays in the text: it is what the
/// line says.
fn collect_verdicts(lines: &[TextLine], at: usize) -> Option<Collected> {
    let plain =
        lines[at..].iter().take_while(|line| eligibility::is_verdict_line(&line.text)).count();
    if plain > 1 && mark(&lines[at].text).is_none() {
        let items = lines[at..at + plain].iter().map(|line| Item::new(line, 0)).collect();
        return Some(Collected { items, ordered: false, next: at + plain });
    }
    let run: Vec<(char, &TextLine)> = lines[at..]
        .iter()
        .map_while(|line| Some((signs::verdict_mark(&line.text)?, line)))
        .take(MOST_VERDICTS)
        .collect();
    let first = run.first()?.0;
    let is_mixed = run.iter().any(|(sign, _)| *sign != first);
    is_mixed.then(|| Collected {
        items: run.iter().map(|(_, line)| Item::new(line, 0)).collect(),
        ordered: false,
        next: at + run.len(),
    })
}

const MOST_VERDICTS: usize = 200;

fn collect(lines: &[TextLine], at: usize) -> Option<Collected> {
    let first = lines.get(at)?;
    let (kind, _) = mark(&first.text)?;
    if matches!(kind, Mark::Number(_, number) if number != 1) {
        return None;
    }
    let mut items: Vec<Item> = Vec::new();
    let mut next = at;
    while let Some(line) = lines.get(next) {
        if residue::reason(lines, next).is_some() {
            break;
        }
        let continues = next > at && !line.blank_before && line.indent > first.indent;
        match (mark(&line.text), kind) {
            (Some((Mark::Bullet, skip)), Mark::Bullet) => items.push(Item::new(line, skip)),
            (Some((Mark::Symbol(a), skip)), Mark::Symbol(b))
            | (Some((Mark::Repeated(a), skip)), Mark::Repeated(b))
                if a == b =>
            {
                items.push(Item::new(line, skip));
            }
            (Some((Mark::Number(a, number), skip)), Mark::Number(b, _))
                if a == b && usize::try_from(number) == Ok(items.len() + 1) =>
            {
                items.push(Item::new(line, skip));
            }
            // A list within the list: one level is kept.
            (Some((Mark::Bullet, skip)), Mark::Symbol(_)) if continues => {
                items.push(Item::new(line, skip));
            }
            (_, _) if continues => match items.last_mut() {
                Some(item) => item.text.push(line.clone()),
                None => break,
            },
            _ => break,
        }
        next += 1;
    }
    let is_list = match kind {
        Mark::Bullet => !items.is_empty(),
        // One alone is a heading, unless it cannot be one.
        Mark::Symbol(_) => {
            (items.len() > 1 && !heads_lists(&lines[at..next])) || headings::marked(first).is_none()
        }
        Mark::Number(..) | Mark::Repeated(_) => items.len() > 1,
    };
    let is_worded = matches!(kind, Mark::Number(OrdinalStyle::Worded(_), _));
    let ordered = matches!(kind, Mark::Number(..)) && !is_worded;
    (is_list && !items.is_empty()).then_some(Collected { items, ordered, next })
}

/// Whether each symbol of the run stands above bullets: then it heads a list and is no item.
fn heads_lists(run: &[TextLine]) -> bool {
    let is_bullet = |line: &TextLine| signs::bullet(&line.text).is_some();
    let is_symbol = |line: &TextLine| signs::symbol(&line.text).is_some() && !is_bullet(line);
    run.iter()
        .enumerate()
        .all(|(i, line)| !is_symbol(line) || run.get(i + 1).is_some_and(is_bullet))
}

/// Adds a labelled list, or nothing (and returns false) when labels of this kind head sections.
fn push_labelled(
    builder: &mut Builder<'_>,
    line: &TextLine,
    label: Line,
    list: &Collected,
) -> bool {
    if eligibility::push_criteria(builder, Some(line), &label, &list.items) {
        return true;
    }
    let is_risks = names_risks(label.as_str());
    let is_points = is_risks || label.as_str().contains("デメリット");
    if let Some(points) = points(builder, &list.items).filter(|_| is_points) {
        let what = if is_risks { "risks" } else { "disadvantages" };
        if let Some(words) = whole_label(line) {
            headings::push(builder, &headings::of_label(line.span.start, words));
        }
        let field = builder.next_block();
        claim_points(builder, &list.items, &field);
        builder.recognised(line, &field, format!("{} {what}", points.len()));
        builder.push(if is_risks {
            BlockContent::Risks(Risks { items: points })
        } else {
            BlockContent::Disadvantages(Disadvantages { items: points })
        });
        return true;
    }
    if heads_sections(builder, line) {
        return false;
    }
    push_list(builder, Some((line, label)), list);
    true
}

/// Whether labels in the same brackets stand above paragraphs elsewhere in the column.
fn heads_sections(builder: &Builder<'_>, line: &TextLine) -> bool {
    let lines = builder.lines();
    lines.iter().zip(lines.iter().skip(1)).take(2_000).any(|(other, below)| {
        other.text.chars().next() == line.text.chars().next()
            && whole_label(other).is_some()
            && translation_label(&other.text).is_none()
            && original_label(&other.text).is_none()
            && mark(&below.text).is_none()
            && signs::verdict_mark(&below.text).is_none()
            && below.text.contains('。')
    })
}

fn names_risks(text: &str) -> bool {
    [
        "リスク",
        "ﾘｽｸ",
        "副作用",
        "合併症",
        "副反応",
        "有害事象",
        "Risk",
        "risk",
        "Side effect",
        "side effect",
    ]
    .iter()
    .any(|word| text.contains(word))
}

fn is_under_risks(builder: &Builder<'_>) -> bool {
    match builder.last_block() {
        Some(BlockContent::Heading(heading)) => names_risks(heading.text.as_str()),
        _ => false,
    }
}

fn points(builder: &Builder<'_>, items: &[Item]) -> Option<Vec<Point>> {
    items.iter().map(|item| Some(Point { title: item.line(builder)?, text: None })).collect()
}

fn claim_points(builder: &mut Builder<'_>, items: &[Item], field: &str) {
    for (i, item) in items.iter().enumerate() {
        builder.claim(item.span(), format!("{field}.items[{i}].title"));
    }
}

fn push_risks(builder: &mut Builder<'_>, items: &[Item]) -> bool {
    let Some(points) = points(builder, items) else { return false };
    let field = builder.next_block();
    claim_points(builder, items, &field);
    builder.recognised(&items[0].first, &field, format!("{} risks", points.len()));
    builder.push(BlockContent::Risks(Risks { items: points }));
    true
}

fn push_list(builder: &mut Builder<'_>, label: Option<(&TextLine, Line)>, list: &Collected) {
    let field = builder.next_block();
    let label = label.map(|(line, label)| {
        builder.claim(line.span, format!("{field}.label"));
        label
    });
    let mut items: Vec<RichText> = Vec::new();
    for item in &list.items {
        for (i, (span, text)) in builder.prose_of(&item.text).into_iter().enumerate() {
            let start = if i == 0 { item.first.span.start } else { span.start };
            builder.claim(Span::new(start, span.end), format!("{field}.items[{}]", items.len()));
            items.push(RichText::plain(text));
        }
    }
    builder.recognised(&list.items[0].first, &field, format!("a list of {}", items.len()));
    builder.push(BlockContent::List(List { ordered: list.ordered, label, items }));
}
