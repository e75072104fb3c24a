//! Quotations: the original, its translation, where it is from.

use kanshu_domain::{
    block::{BlockContent, Quotation, QuotedRange, QuotedText, Translation},
    values::{Doi, Line, Locale, Pmid, Prose, WebUrl},
};

use super::{
    blocks::starts_structure,
    builder::Builder,
    language, lists, residue, signs,
    source::{Source, Span, TextLine},
};

/// How far ahead a quotation may reach, in lines.
const LONGEST: usize = 400;
const TITLE_CHARS: usize = 300;
const LOCATOR_CHARS: usize = 80;

/// What was found, as ranges of lines.
struct Found {
    lang: Locale,
    locators: Vec<TextLine>,
    original: Vec<TextLine>,
    translation: Option<FoundTranslation>,
    source: Option<FoundSource>,
    next: usize,
}

struct FoundTranslation {
    /// From the label on.
    start: usize,
    lines: Vec<TextLine>,
    is_labelled: bool,
}

struct FoundSource {
    line: TextLine,
    title: Line,
    /// Lines with an address or identifier below the title.
    details: Vec<TextLine>,
}

/// Reads a foreign-language quotation: paragraphs, translation, source title.
pub(super) fn foreign(builder: &mut Builder<'_>, at: usize) -> Option<usize> {
    if !builder.locale.is_japanese() {
        return None;
    }
    let lines = builder.lines();
    let mut next = at;
    let mut locators = Vec::new();
    if let Some(locator) =
        locator(&lines[at]).filter(|_| language::is_mostly_foreign(&lines[at].text))
    {
        if lines.get(at + 1).is_some_and(|line| language::foreign(&line.text).is_some()) {
            locators.push(locator);
            next += 1;
        }
    }
    let (lang, end) = foreign_run(lines, next)?;
    let mut original: Vec<TextLine> = lines[next..end].to_vec();
    let mut paragraphs = 1;
    let mut end = end;
    while let Some((_, further)) = foreign_run(lines, end).filter(|_| end - at < LONGEST) {
        if source_title(builder, end).is_some() && further == end + 1 {
            break;
        }
        original.extend_from_slice(&lines[end..further]);
        paragraphs += 1;
        end = further;
    }
    let translation = translation(builder, end, &original, paragraphs, &mut locators);
    if let Some((_, after)) = &translation {
        end = *after;
    }
    let source = found_source(builder, &mut end);
    let found = Found {
        lang,
        locators,
        original,
        translation: translation.map(|(translation, _)| translation),
        source,
        next: end,
    };
    push(builder, at, found)
}

/// A run of lines in a foreign language, from `at`: its language and one past its end.
fn foreign_run(lines: &[TextLine], at: usize) -> Option<(Locale, usize)> {
    let first = lines.get(at)?;
    let opens = language::is_mostly_foreign(&first.text)
        && signs::bullet(&first.text).is_none()
        && signs::question_or_answer(&first.text).is_none()
        && !signs::is_web_address(&first.text);
    // Chinese has no mark of its own; its runs are whole paragraphs.
    if !opens {
        return language::foreign(&first.text).map(|lang| (lang, at + 1));
    }
    let mut end = at + 1;
    while end - at < LONGEST
        && lines.get(end).is_some_and(|line| {
            !line.blank_before
                && language::is_mostly_foreign(&line.text)
                && stated_source(&line.text).is_none()
                && !is_detail(&line.text)
                && residue::reason(lines, end).is_none()
        })
    {
        end += 1;
    }
    // A last line without a stop, below one with a stop, names the source.
    let ends = |line: &TextLine| line.text.ends_with(['.', '!', '?', '"', '”', ']', ')']);
    if end - at >= 2
        && !ends(&lines[end - 1])
        && ends(&lines[end - 2])
        && lines[end - 1].span.chars() <= TITLE_CHARS
    {
        end -= 1;
    }
    let text: Vec<&str> = lines[at..end].iter().map(|line| line.text.as_str()).collect();
    let lang = language::foreign(&text.join(" "))?;
    // Headings and titles have no stop.
    let is_prose = end - at > 1 || ends(first) || first.span.chars() > TITLE_CHARS;
    is_prose.then_some((lang, end))
}

fn translation(
    builder: &Builder<'_>,
    at: usize,
    original: &[TextLine],
    paragraphs: usize,
    locators: &mut Vec<TextLine>,
) -> Option<(FoundTranslation, usize)> {
    let lines = builder.lines();
    let first = lines.get(at)?;
    let label = translation_label(&first.text);
    let mut text: Vec<TextLine> = Vec::new();
    let mut next = at;
    if let Some(skip) = label {
        if skip < first.span.chars() {
            let mut rest = first.clone();
            rest.span = builder.source.trimmed(Span::new(first.span.start + skip, first.span.end));
            rest.text = builder.source.text(rest.span);
            text.push(rest);
        }
        next += 1;
    }
    // A label in a line of its own may be followed by an empty line.
    let mut runs = usize::from(!text.is_empty());
    while let Some(line) = lines.get(next) {
        let opens = line.blank_before || (text.is_empty() && runs == 0);
        let ends_run = opens && runs >= paragraphs;
        let is_apart = opens && runs > 0 && is_commentary(&line.text);
        let no_text = !is_translated_line(lines, next)
            || (opens && !text.is_empty() && source_title(builder, next).is_some());
        if ends_run || is_apart || no_text || next - at > LONGEST {
            break;
        }
        runs += usize::from(opens);
        text.push(line.clone());
        next += 1;
    }
    // A source title that stands right below, without an empty line between.
    if text.len() > 1 && source_title(builder, next).is_none() {
        let last = next - 1;
        let above = &text[text.len() - 2].text;
        if above.ends_with('。')
            && !lines[last].blank_before
            && source_title(builder, last).is_some()
        {
            text.pop();
            next = last;
        }
    }
    if text.is_empty() {
        return None;
    }
    let joined: Vec<&str> = text.iter().map(|line| line.text.as_str()).collect();
    let joined = joined.join("\n");
    if label.is_none() && !reads_as_translation(builder, first, original, &joined, next) {
        return None;
    }
    let heading = locator(&text[0]).filter(|_| !locators.is_empty() && text.len() > 1);
    if let Some(heading) = heading {
        locators.push(heading);
        text.remove(0);
    }
    let found =
        FoundTranslation { start: first.span.start, lines: text, is_labelled: label.is_some() };
    Some((found, next))
}

fn is_translated_line(lines: &[TextLine], at: usize) -> bool {
    let line = &lines[at];
    !language::is_mostly_foreign(&line.text)
        && stated_source(&line.text).is_none()
        && !is_detail(&line.text)
        && translation_label(&line.text).is_none()
        && (locator(line).is_some() || !starts_structure(lines, at))
}

/// Whether an unlabelled paragraph below a foreign one says the same.
fn reads_as_translation(
    builder: &Builder<'_>,
    first: &TextLine,
    original: &[TextLine],
    text: &str,
    next: usize,
) -> bool {
    if is_commentary(text) || !language::is_mostly_japanese(text) && !text.contains('。') {
        return false;
    }
    let quoted: Vec<&str> = original.iter().map(|line| line.text.as_str()).collect();
    let quoted = quoted.join("\n");
    let (length, quoted_length) = (text.chars().count(), quoted.chars().count());
    let fits = length * 5 >= quoted_length && length <= quoted_length * 2;
    let terms = technical_terms(&quoted);
    let shared = terms.iter().filter(|term| text.contains(term.as_str())).count();
    let shares = shared >= 3 || (shared > 0 && shared * 2 >= terms.len());
    let is_titled = source_title(builder, next).is_some();
    fits && (!first.blank_before || shares || (is_titled && (terms.is_empty() || shared > 0)))
}

/// Words that a translation keeps: abbreviations and figures.
fn technical_terms(text: &str) -> Vec<String> {
    let mut terms: Vec<String> = text
        .split(|c: char| !(c.is_ascii_alphanumeric() || c == '-'))
        .filter(|word| {
            let capitals = word.chars().filter(char::is_ascii_uppercase).count();
            let is_number = word.chars().all(|c| c.is_ascii_digit()) && word.len() < 3;
            word.len() >= 2
                && (capitals >= 2 || (word.chars().any(|c| c.is_ascii_digit()) && !is_number))
        })
        .map(str::to_owned)
        .collect();
    terms.sort();
    terms.dedup();
    terms
}

/// Words with which the column itself goes on after a quotation.
fn is_commentary(text: &str) -> bool {
    [
        "ここまで",
        "このよう",
        "この論文",
        "この研究",
        "この報告",
        "この結果",
        "これら",
        "つまり",
        "以上",
        "上記",
        "ですので",
        "そのため",
        "以下",
        "次に",
        "続いて",
        "また、",
        "当院",
        "要するに",
        "まとめると",
    ]
    .iter()
    .any(|start| text.starts_with(start))
}

/// (和訳) in its many forms: the characters to skip.
fn translation_label(text: &str) -> Option<usize> {
    const WORDS: [&str; 7] = ["和訳", "日本語訳", "日本語", "邦訳", "翻訳", "抄訳", "訳"];
    let opened = text.starts_with(['(', '（', '【', '[', '［', '〈', '《', '〔']);
    let inner =
        if opened { text.char_indices().nth(1).map_or("", |(at, _)| &text[at..]) } else { text };
    let word = WORDS.iter().find(|word| inner.starts_with(**word))?;
    let tail = &inner[word.len()..];
    let closes = if opened {
        tail.starts_with([')', '）', '】', ']', '］', '〉', '》', '〕'])
    } else {
        tail.is_empty() || tail.starts_with([':', '：', '】'])
    };
    let mut skip =
        usize::from(opened) + word.chars().count() + usize::from(closes && !tail.is_empty());
    let rest: Vec<char> = text.chars().skip(skip).collect();
    skip += rest.iter().take_while(|c| c.is_whitespace() || matches!(c, ':' | '：')).count();
    closes.then_some(skip)
}

/// A section heading of the source, quoted along: `4.8. Skin Diseases`.
fn locator(line: &TextLine) -> Option<TextLine> {
    let number: String =
        line.text.chars().take_while(|c| c.is_ascii_digit() || *c == '.').collect();
    let is_section = number.starts_with(|c: char| c.is_ascii_digit()) && number.contains('.');
    let rest = line.text[number.len()..].trim();
    let is_heading = is_section
        && rest.chars().any(char::is_alphabetic)
        && line.span.chars() <= LOCATOR_CHARS
        && !rest.ends_with(['.', '。', '、', ',']);
    is_heading.then(|| line.clone())
}

/// `出典：` and its kin: the characters to skip.
fn stated_source(text: &str) -> Option<usize> {
    const WORDS: [&str; 11] = [
        "出典",
        "引用元",
        "引用論文",
        "引用文献",
        "引用",
        "参考文献",
        "参考論文",
        "参考",
        "論文名",
        "Source",
        "Reference",
    ];
    let opened = text.starts_with(['(', '（', '【', '[', '［', '※']);
    let inner =
        if opened { text.char_indices().nth(1).map_or("", |(at, _)| &text[at..]) } else { text };
    let word = WORDS.iter().find(|word| inner.starts_with(**word))?;
    let tail = &inner[word.len()..];
    let marks = tail.chars().take_while(|c| matches!(c, ':' | '：' | '】' | ']' | '］')).count();
    let skip = usize::from(opened) + word.chars().count() + marks;
    let blanks = text.chars().skip(skip).take_while(|c| c.is_whitespace()).count();
    (marks > 0 && skip + blanks < text.chars().count()).then_some(skip + blanks)
}

/// The source's title, when line `at` is one.
fn source_title(builder: &Builder<'_>, at: usize) -> Option<(Line, bool)> {
    let lines = builder.lines();
    let line = lines.get(at)?;
    if line.span.chars() > TITLE_CHARS {
        return None;
    }
    if let Some(skip) = stated_source(&line.text) {
        let title = builder.source.text(Span::new(line.span.start + skip, line.span.end));
        let title = title.trim().trim_end_matches(['）', ')']).to_owned();
        let whole = builder.source.text(Span::new(line.span.start + skip, line.span.end));
        let kept = if whole.contains(['(', '（']) { whole } else { title };
        return Line::parse(&kept).ok().map(|title| (title, true));
    }
    const SECTIONS: &[&str] = &[
        "まとめ",
        "おわりに",
        "終わりに",
        "さいごに",
        "最後に",
        "よくある",
        "Q&A",
        "FAQ",
        "料金",
        "費用",
        "価格",
        "リスク",
        "副作用",
        "デメリット",
        "メリット",
        "注意",
        "施術の流れ",
        "治療の流れ",
        "ご予約",
        "お問",
        "関連",
        "監修",
        "アクセス",
    ];
    let stands_alone =
        line.blank_after || lines.get(at + 1).is_some_and(|next| is_detail(&next.text));
    let reads_as_title = signs::is_open_ended(&line.text)
        && !line.text.ends_with(['?', '？', ':', '：'])
        && !["です", "ます", "ました", "ません", "ください", "とは"]
            .iter()
            .any(|end| line.text.ends_with(end))
        && !SECTIONS.iter().any(|start| line.text.starts_with(start))
        && line.text.chars().any(char::is_alphanumeric)
        && !is_commentary(&line.text)
        && !signs::is_web_address(&line.text)
        && locator(line).is_none();
    let is_structure = residue::reason(lines, at).is_some()
        || signs::bullet(&line.text).is_some()
        || signs::symbol(&line.text).is_some()
        || signs::ordinal(&line.text).is_some()
        || signs::hashes(&line.text).is_some()
        || signs::is_banner(&line.text)
        || lists::whole_label(line).is_some();
    (stands_alone && reads_as_title && !is_structure)
        .then(|| Line::parse(&line.text).ok().map(|title| (title, false)))
        .flatten()
}

fn found_source(builder: &Builder<'_>, end: &mut usize) -> Option<FoundSource> {
    let lines = builder.lines();
    let line = lines.get(*end)?.clone();
    let (title, _) = source_title(builder, *end)?;
    *end += 1;
    let mut details = Vec::new();
    while let Some(detail) =
        lines.get(*end).filter(|line| is_detail(&line.text) && details.len() < 3)
    {
        details.push(detail.clone());
        *end += 1;
    }
    Some(FoundSource { line, title, details })
}

/// An address or identifier in a line of its own.
fn is_detail(text: &str) -> bool {
    signs::is_web_address(text) || doi(text).is_some() || pmid(text).is_some()
}

fn doi(text: &str) -> Option<Doi> {
    let bare = text.strip_prefix("doi").or_else(|| text.strip_prefix("DOI")).unwrap_or(text);
    let bare = bare.trim_start_matches([':', '：', ' ']);
    let bare = bare
        .strip_prefix("https://doi.org/")
        .or_else(|| bare.strip_prefix("https://dx.doi.org/"))
        .unwrap_or(bare);
    bare.starts_with("10.").then(|| Doi::parse(bare).ok()).flatten()
}

fn pmid(text: &str) -> Option<Pmid> {
    let bare = text.strip_prefix("PMID")?.trim_start_matches([':', '：', ' ']);
    Pmid::parse(bare).ok()
}

/// How many quotations a paragraph announces: `医学論文を2つ以下に引用`.
pub(super) fn announced(text: &str) -> usize {
    let last = text.lines().last().unwrap_or_default();
    let sentence = last.trim_end_matches('。').rsplit('。').next().unwrap_or_default();
    let says = |words: &[&str]| words.iter().any(|word| sentence.contains(word));
    let announces = says(&["以下", "次の", "下記"])
        && says(&["論文", "文献", "研究", "報告", "引用", "ガイドライン", "添付文書", "発表"]);
    if !announces {
        return 0;
    }
    let count = sentence.split(['つ', '本', '件', '報']).find_map(|part| {
        let digit = part.chars().last()?;
        digit
            .to_digit(10)
            .or_else(|| ('０'..='９').contains(&digit).then(|| u32::from(digit) - u32::from('０')))
    });
    count.and_then(|count| usize::try_from(count).ok()).unwrap_or(1).max(1)
}

/// Reads a Japanese quotation: announced, or with words left out (中略).
pub(super) fn japanese(builder: &mut Builder<'_>, at: usize) -> Option<usize> {
    let lines = builder.lines();
    if !language::is_mostly_japanese(&lines[at].text) || starts_structure(lines, at) {
        return None;
    }
    let run_end = |from: usize| {
        (from + 1..lines.len().min(from + LONGEST))
            .find(|i| {
                lines[*i].blank_before
                    || stated_source(&lines[*i].text).is_some()
                    || (starts_structure(lines, *i) && elision_in(&lines[*i].text).is_none())
            })
            .unwrap_or(lines.len().min(from + LONGEST))
    };
    let is_elision = |i: usize| lines.get(i).is_some_and(|line| is_elision_line(&line.text));
    let mut end = run_end(at);
    while end < lines.len() && end - at < LONGEST && (is_elision(end) || is_elision(end - 1)) {
        end = run_end(end);
    }
    let has_elision = lines[at..end].iter().any(|line| elision_in(&line.text).is_some());
    let is_announced =
        builder.announced > 0 && lines[at].span.chars() >= 40 && !is_commentary(&lines[at].text);
    if !has_elision && !is_announced {
        return None;
    }
    let original = lines[at..end].to_vec();
    let mut next = end;
    let source = found_source(builder, &mut next);
    if !has_elision && source.is_none() {
        return None;
    }
    let lang = Locale::ja();
    push(
        builder,
        at,
        Found { lang, locators: Vec::new(), original, translation: None, source, next },
    )
}

fn push(builder: &mut Builder<'_>, at: usize, found: Found) -> Option<usize> {
    let first = &builder.lines()[at];
    let original = Prose::parse(&joined(builder.source, &found.original)).ok()?;
    let translated = match &found.translation {
        Some(translation) => Some(Prose::parse(&joined(builder.source, &translation.lines)).ok()?),
        None => None,
    };
    let locator = match found.locators.first() {
        Some(line) => Some(Line::parse(&line.text).ok()?),
        None => None,
    };
    let remaining = builder.announced.saturating_sub(1);
    let field = builder.next_block();
    let mut message = format!("a quotation in `{}`", found.lang);
    for line in &found.locators {
        builder.claim(line.span, format!("{field}.locator"));
    }
    claim_all(builder, &found.original, &format!("{field}.original.text"), None);
    if let Some(FoundTranslation { start, lines, is_labelled }) = &found.translation {
        claim_all(builder, lines, &format!("{field}.translation.text"), Some(*start));
        message.push_str(", with its translation");
        if let (false, Some(line)) = (is_labelled, lines.first()) {
            let field = format!("{field}.translation");
            builder.guessed(line, &field, "a translation without a label such as (和訳)");
        }
    }
    let citation = found.source.map(|FoundSource { line, title, details }| {
        message.push_str(&format!(", from “{title}”"));
        builder.claim(line.span, format!("{field}.sourceTitle"));
        let (index, group) = builder.cite(&title, &found.lang);
        if found.translation.is_some() && language::is_mostly_japanese(title.as_str()) {
            builder.warn(
                &line,
                format!(
                    "“{title}” is a translated title: complete the citation with the source's own"
                ),
            );
        }
        for detail in details {
            cite_detail(builder, index, &detail);
        }
        (title, group)
    });
    if citation.is_none() {
        builder.warn(first, "a quotation without a source title: name its source");
    }
    builder.recognised(first, &field, message);
    let elisions = elisions(original.as_str());
    let markers = markers(original.as_str());
    let translation = translated.map(|text| Translation {
        lang: builder.locale.clone(),
        text,
        translator: None,
        method: None,
    });
    let (source_title, citation) = citation.unzip();
    builder.push(BlockContent::Quotation(Quotation {
        original: QuotedText { lang: found.lang, text: original },
        translation,
        citation,
        source_title,
        locator,
        elisions,
        markers,
    }));
    builder.announced = remaining;
    Some(found.next)
}

fn joined(source: &Source, lines: &[TextLine]) -> String {
    let mut text = String::new();
    for (i, line) in lines.iter().enumerate() {
        if i > 0 {
            text.push_str(if line.blank_before { "\n\n" } else { "\n" });
        }
        text.push_str(&source.text(line.span));
    }
    text
}

/// Claims the lines one by one: a locator may stand between them.
fn claim_all(builder: &mut Builder<'_>, lines: &[TextLine], field: &str, label: Option<usize>) {
    if let (Some(start), Some(first)) = (label, lines.first()) {
        builder.claim(Span::new(start, first.span.start), field);
    }
    for line in lines {
        builder.claim(line.span, field);
    }
}

fn cite_detail(builder: &mut Builder<'_>, index: usize, line: &TextLine) {
    let text = &line.text;
    let field = format!("citations[{index}].citation");
    let (doi, pmid, url) = (doi(text), pmid(text), WebUrl::parse(text).ok());
    let citation = builder.citation_mut(index);
    if let (Some(doi), None) = (doi, &citation.doi) {
        citation.doi = Some(doi);
        builder.claim(line.span, format!("{field}.doi"));
    } else if let (Some(pmid), None) = (pmid, &citation.pmid) {
        citation.pmid = Some(pmid);
        builder.claim(line.span, format!("{field}.pmid"));
    } else if let (Some(url), None) = (url, &citation.url) {
        citation.url = Some(url);
        builder.claim(line.span, format!("{field}.url"));
    } else {
        builder.drop_line(
            line,
            "an address or identifier that the citation has already, or cannot hold",
        );
    }
}

const ELISION_FRAME: &[char] = &[
    '(', ')', '（', '）', '[', ']', '［', '］', '【', '】', '〔', '〕', '…', '‥', '・', '.', '-',
    '—', '–', '―', 'ー', '─', '~', '〜', '～', '*', '＊', '、', ' ', '\u{3000}',
];

/// The first 中略 in its frame of brackets, dots and dashes, in characters.
fn elision_in(text: &str) -> Option<(usize, usize)> {
    elision_from(&text.chars().collect::<Vec<char>>(), 0)
}

fn elision_from(chars: &[char], from: usize) -> Option<(usize, usize)> {
    (from..chars.len().saturating_sub(1)).find_map(|at| {
        let is_word = matches!(chars[at], '中' | '後' | '前') && chars[at + 1] == '略';
        let latin = ["[...]", "[…]", "(...)", "[. . .]"].iter().find_map(|sign| {
            let sign: Vec<char> = sign.chars().collect();
            chars[at..].starts_with(&sign).then_some(sign.len())
        });
        if let Some(length) = latin {
            return Some((at, at + length));
        }
        let is_blank = |c: &char| c.is_whitespace();
        let (mut start, mut end) = (at, at + 2);
        while is_word && start > from && ELISION_FRAME.contains(&chars[start - 1]) {
            start -= 1;
        }
        while is_word && end < chars.len() && ELISION_FRAME.contains(&chars[end]) {
            end += 1;
        }
        let opens_line = start == 0 || chars[start - 1] == '\n';
        let closes_line = end == chars.len() || chars[end] == '\n';
        let is_framed = (start < at && end > at + 2) || (opens_line && closes_line);
        while start < at && is_blank(&chars[start]) {
            start += 1;
        }
        while end > at + 2 && is_blank(&chars[end - 1]) {
            end -= 1;
        }
        (is_word && is_framed).then_some((start, end))
    })
}

fn is_elision_line(text: &str) -> bool {
    elision_in(text) == Some((0, text.chars().count()))
}

fn elisions(text: &str) -> Vec<QuotedRange> {
    let chars: Vec<char> = text.chars().collect();
    let mut found = Vec::new();
    let mut from = 0;
    while let Some((start, end)) = elision_from(&chars, from) {
        found.extend(range(&chars, start, end));
        from = end;
    }
    found
}

/// The source's own reference marks: `[129]`, `[12,13]`, `*5`, `※1`.
fn markers(text: &str) -> Vec<QuotedRange> {
    let chars: Vec<char> = text.chars().collect();
    let mut found = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        let end = marker_end(&chars, at);
        found.extend(end.and_then(|end| range(&chars, at, end)));
        at = end.unwrap_or(at + 1);
    }
    found
}

fn marker_end(chars: &[char], at: usize) -> Option<usize> {
    let run = |from: usize, is_part: &dyn Fn(char) -> bool| {
        from + chars[from..].iter().take(40).take_while(|c| is_part(**c)).count()
    };
    let is_digit = |c: char| c.is_ascii_digit() || ('０'..='９').contains(&c);
    match chars[at] {
        '[' | '［' => {
            let inner = at + 1;
            let end =
                run(inner, &|c| is_digit(c) || matches!(c, ',' | '-' | '–' | '，' | '、' | ' '));
            let has_number = chars[inner..end].iter().any(|c| is_digit(*c));
            let closes = matches!(chars.get(end), Some(']' | '］'));
            (has_number && closes).then_some(end + 1)
        }
        '*' | '＊' | '※' => {
            let end = run(at + 1, &is_digit);
            let is_product = at > 0 && is_digit(chars[at - 1]);
            (end > at + 1 && !is_product).then_some(end)
        }
        _ => None,
    }
}

fn range(chars: &[char], start: usize, end: usize) -> Option<QuotedRange> {
    let text: String = chars[start..end].iter().collect();
    let line = Line::parse(&text).ok()?;
    (line.as_str() == text).then_some(QuotedRange { start, end, text: line })
}
