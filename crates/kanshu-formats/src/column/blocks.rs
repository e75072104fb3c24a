//! The column after its title, line by line.

use kanshu_domain::{
    block::{BannerPlace, BlockContent, Cta, CtaKind, Faq, KeyAnswer, QuestionAnswer, Takeaway},
    values::{Line, RichText},
};

use super::{
    builder::Builder,
    eligibility, front, headings, language, lists, own_language, person, quotation, residue, signs,
    source::{Span, TextLine},
    translated_first::original_label,
};

/// Reads everything from line `at` on. Each reader takes lines or leaves them to the next; the last
/// one takes anything.
pub(super) fn read(builder: &mut Builder<'_>, mut at: usize) {
    while at < builder.lines().len() {
        at = residue::skip(builder, at)
            .or_else(|| person::skip(builder, at))
            .or_else(|| banner(builder, at))
            .or_else(|| front::disclaimer(builder, at))
            .or_else(|| front::reader_questions(builder, at))
            .or_else(|| quotation::foreign(builder, at))
            .or_else(|| own_language::read(builder, at))
            .or_else(|| faq(builder, at))
            .or_else(|| lists::read(builder, at))
            .or_else(|| heading(builder, at))
            .unwrap_or_else(|| paragraph(builder, at));
    }
}

fn banner(builder: &mut Builder<'_>, at: usize) -> Option<usize> {
    let line = &builder.lines()[at];
    let label = signs::is_banner(&line.text).then(|| Line::parse(&line.text).ok()).flatten()?;
    let field = builder.next_block();
    builder.claim(line.span, format!("{field}.label"));
    builder.recognised(line, &field, format!("a place for the banner “{label}”"));
    builder.push(BlockContent::Banner(BannerPlace { banner: None, label: Some(label) }));
    Some(at + 1)
}

fn heading(builder: &mut Builder<'_>, at: usize) -> Option<usize> {
    let line = &builder.lines()[at];
    let found = headings::found(builder, at)?;
    let field = builder.next_block();
    if !headings::push(builder, &found) {
        return None;
    }
    let message = format!("a heading “{}”", line.text);
    if found.is_unmarked() {
        builder.guessed(line, &field, message);
    } else {
        builder.recognised(line, &field, message);
    }
    Some(at + 1)
}

/// Pairs of `Q. …` and `A. …`.
fn faq(builder: &mut Builder<'_>, at: usize) -> Option<usize> {
    let lines = builder.lines();
    let mut items: Vec<(Span, Span, QuestionAnswer)> = Vec::new();
    let mut next = at;
    while let (Some(asked), Some(answered)) = (lines.get(next), lines.get(next + 1)) {
        let Some(('Q', asked_skip)) = signs::question_or_answer(&asked.text) else { break };
        let Some(('A', answered_skip)) = signs::question_or_answer(&answered.text) else { break };
        let mut text = vec![answered.clone()];
        text[0].span.start += answered_skip;
        let mut end = next + 2;
        while lines
            .get(end)
            .is_some_and(|line| !line.blank_before && !starts_structure(builder, end))
        {
            text.push(lines[end].clone());
            end += 1;
        }
        let further = end_of_answer(builder, end);
        text.extend_from_slice(&lines[end..further]);
        end = further;
        let question = Span::new(asked.span.start + asked_skip, asked.span.end);
        let Ok(question) = Line::parse(&builder.source.text(question)) else { break };
        let mut answers = builder.prose_of(&text);
        let (Some((answer, words)), true) = (answers.pop(), answers.is_empty()) else { break };
        items.push((
            asked.span,
            Span::new(answered.span.start, answer.end),
            QuestionAnswer { question, answer: RichText::plain(words) },
        ));
        next = end;
    }
    if items.is_empty() {
        return None;
    }
    let field = builder.next_block();
    builder.recognised(&lines[at], &field, format!("{} questions with answers", items.len()));
    for (i, (question, answer, _)) in items.iter().enumerate() {
        builder.claim(*question, format!("{field}.items[{i}].question"));
        builder.claim(*answer, format!("{field}.items[{i}].answer"));
    }
    let items = items.into_iter().map(|(.., item)| item).collect();
    builder.push(BlockContent::Faq(Faq { items }));
    Some(next)
}

/// One past the plain paragraphs from `at` on that belong to an answer: those up to the next question.
fn end_of_answer(builder: &Builder<'_>, at: usize) -> usize {
    let lines = builder.lines();
    for (next, line) in lines.iter().enumerate().skip(at).take(MOST_ANSWER_LINES) {
        if signs::question_or_answer(&line.text).is_some_and(|(letter, _)| letter == 'Q') {
            return next;
        }
        if !line.text.contains('。') || starts_structure(builder, next) {
            break;
        }
    }
    at
}

const MOST_ANSWER_LINES: usize = 20;

fn paragraph(builder: &mut Builder<'_>, at: usize) -> usize {
    let lines = builder.lines();
    let mut next = at + 1;
    while lines.get(next).is_some_and(|line| !line.blank_before && !starts_structure(builder, next))
    {
        next += 1;
    }
    let run = &lines[at..next];
    let texts: Vec<&str> = run.iter().map(|line| line.text.as_str()).collect();
    let text = texts.join("\n");
    if eligibility::take_decision_note(builder, run, &text) {
        builder.announced = 0;
        return next;
    }
    greet(builder, &lines[at], &text);
    let special = if builder.lead_is_open { None } else { special(builder, &text) };
    match (special, builder.prose_of(run).as_slice()) {
        (Some((content, what)), [(span, _)]) => {
            let field = builder.next_block();
            builder.claim(*span, format!("{field}.text"));
            builder.recognised(&lines[at], &field, what);
            builder.push(content);
        }
        _ => builder.push_paragraphs(run),
    }
    builder.announced = own_language::announced(&text);
    next
}

/// Paragraphs that are more than paragraphs.
fn special(builder: &Builder<'_>, text: &str) -> Option<(BlockContent, &'static str)> {
    let prose = kanshu_domain::values::Prose::parse(text).ok()?;
    let is_under_heading = matches!(builder.last_block(), Some(BlockContent::Heading(_)));
    if is_under_heading && text.starts_with("結論から") {
        let content = BlockContent::KeyAnswer(KeyAnswer { text: RichText::plain(prose) });
        return Some((content, "the answer, said first"));
    }
    let sums_up = text.starts_with("まとめると")
        || text.starts_with("要するに")
        || (["ここまで", "以上", "これまで"].iter().any(|start| text.starts_with(start))
            && text.contains("まとめると"));
    if sums_up {
        let chain = chain_of(text);
        let content = BlockContent::Takeaway(Takeaway { text: RichText::plain(prose), chain });
        return Some((content, "a summary"));
    }
    let kind = invitation(text)?;
    Some((
        BlockContent::Cta(Cta { kind, text: prose, clinic: None }),
        "an invitation to get in touch",
    ))
}

const INVITATION_CHARS: usize = 120;

fn invitation(text: &str) -> Option<CtaKind> {
    let says = |words: &[&str]| words.iter().any(|word| text.contains(word));
    let is_short = text.chars().count() <= INVITATION_CHARS && text.matches('。').count() <= 2;
    let invites =
        says(&["お気軽に", "ぜひ", "是非", "ください", "下さい", "お待ちしております", "こちら"]);
    if is_short && (text.starts_with("Book a") || text.starts_with("Contact us")) {
        let books = text.starts_with("Book");
        return Some(if books { CtaKind::Booking } else { CtaKind::Inquiry });
    }
    if !is_short || !invites {
        return None;
    }
    if says(&["お問合せ", "お問い合わせ", "お問い合せ", "お問合わせ"])
        || (says(&["ご相談", "相談し"]) && says(&["お気軽に", "クリニック", "当院", "医院"]))
    {
        Some(CtaKind::Inquiry)
    } else {
        (says(&["ご予約"]) && says(&["お気軽に", "お待ち", "ください", "こちら"]))
            .then_some(CtaKind::Booking)
    }
}

/// The steps of the first sentence that joins them by arrows.
fn chain_of(text: &str) -> Vec<Line> {
    const ARROWS: [char; 4] = ['→', '⇒', '➡', '➔'];
    let Some(sentence) = text.split(['。', '\n']).find(|sentence| sentence.contains(ARROWS))
    else {
        return Vec::new();
    };
    let steps: Vec<&str> = sentence.split(ARROWS).collect();
    let last = steps.len() - 1;
    steps
        .iter()
        .enumerate()
        .filter_map(|(i, step)| {
            let step =
                if i == 0 { step.rsplit(['、', '，', '「', '：', ':']).next()? } else { step };
            let step = if i == last {
                step.split(['、', '，', '」', '（', '(']).next()?
            } else {
                step
            };
            Line::parse(step).ok()
        })
        .collect()
}

/// A greeting by a physician without a name stays in the lead, and somebody must say who it is.
fn greet(builder: &mut Builder<'_>, line: &TextLine, text: &str) {
    let by_physician = ["医師です", "院長です", "ドクターです", "医師の", "院長の"]
        .iter()
        .any(|words| text.contains(words));
    if builder.lead_is_open && signs::is_greeting(text) && by_physician {
        builder.warn(
            line,
            "the greeting speaks for a physician whom no record names (anonymous author): name the \
             author, or take the greeting out",
        );
    }
}

/// Whether a line begins something else than the paragraph above it.
pub(super) fn starts_structure(builder: &Builder<'_>, at: usize) -> bool {
    let lines = builder.lines();
    let line = &lines[at];
    residue::reason(lines, at).is_some()
        || signs::bullet(&line.text).is_some()
        || signs::is_banner(&line.text)
        || signs::question_or_answer(&line.text).is_some_and(|(letter, _)| letter == 'Q')
        || lists::whole_label(line).is_some()
        || lists::opens_criteria(lines, at)
        || line.text.starts_with('※')
        || headings::marked(line).is_some()
        || (builder.locale.is_japanese()
            && (language::foreign(&line.text).is_some() || original_label(&line.text).is_some()))
}
