//! The lines below a quotation that say where it is from.

use kanshu_domain::{kinds::citation::AuthorName, values::Line};

use super::{
    builder::Builder,
    lists,
    quotation::{TITLE_CHARS, locator},
    reference::{Identifiers, has_year, identifiers, is_identifier, is_reference},
    residue, signs,
    source::{Span, TextLine},
    translation::is_commentary,
};

/// The line that names a quotation's source.
pub(super) struct FoundSource {
    pub(super) line: TextLine,
    pub(super) title: Line,
    /// Lines with an address or identifier below the title.
    pub(super) details: Vec<TextLine>,
}

/// `出典：` and its kin: the characters to skip.
pub(super) fn stated_source(text: &str) -> Option<usize> {
    const WORDS: [&str; 19] = [
        "出典元",
        "出典",
        "出所",
        "引用元",
        "引用論文",
        "引用文献",
        "引用",
        "参考文献",
        "参考論文",
        "参考資料",
        "参考",
        "参照",
        "論文名",
        "論文タイトル",
        "原著論文",
        "原著",
        "Source",
        "Reference",
        "Title",
    ];
    let opened = text.starts_with(['(', '（', '【', '[', '［', '※', '＜', '「', '→', '*', '＊']);
    let inner =
        if opened { text.char_indices().nth(1).map_or("", |(at, _)| &text[at..]) } else { text };
    // Words that only a bracket makes a label: 【論文】
    const BRACKETED: [&str; 3] = ["論文", "文献", "題名"];
    let is_bracketed = opened && !text.starts_with(['※', '→', '*', '＊']);
    let bracketed = BRACKETED.iter().filter(|_| is_bracketed);
    let word = WORDS.iter().chain(bracketed).find(|word| inner.starts_with(**word))?;
    let tail = &inner[word.len()..];
    let marks = tail
        .chars()
        .take_while(|c| {
            matches!(c, ':' | '：' | '】' | ']' | '］' | '＞' | '｜' | '|' | '／' | '」')
        })
        .count();
    // `出典　題名`: a blank is enough where the word can open no sentence.
    let is_spaced = marks == 0 && tail.starts_with(['\u{3000}', ' ']) && *word != "Title";
    let skip = usize::from(opened) + word.chars().count() + marks;
    let blanks = text.chars().skip(skip).take_while(|c| c.is_whitespace()).count();
    ((marks > 0 || is_spaced) && skip + blanks < text.chars().count()).then_some(skip + blanks)
}

/// The source's title, when line `at` is one.
pub(super) fn source_title(builder: &Builder<'_>, at: usize) -> Option<(Line, bool)> {
    let lines = builder.lines();
    let line = lines.get(at)?;
    if line.span.chars() > TITLE_CHARS {
        return None;
    }
    if let Some(skip) = stated_source(&line.text) {
        let title = builder.source.text(Span::new(line.span.start + skip, line.span.end));
        // `（出典：…）`: the closing bracket belongs to the label.
        let is_enclosed = line.text.starts_with(['(', '（']) && !title.contains(['(', '（']);
        let title = if is_enclosed { title.trim_end_matches([')', '）']) } else { &title };
        return Line::parse(unquoted(title)).ok().map(|title| (title, true));
    }
    // `（架空ほか、2018年）`: what stands in brackets alone and reads as a reference.
    if let Some(inner) = enclosed(&line.text)
        .filter(|inner| is_reference(inner) || is_named(inner) || is_dated(inner))
    {
        return Line::parse(unquoted(inner)).ok().map(|title| (title, true));
    }
    if is_identifier(&line.text)
        || (is_reference(&line.text) && signs::bullet(&line.text).is_none())
    {
        return Line::parse(unquoted(&line.text)).ok().map(|title| (title, true));
    }
    if labelled_detail(&line.text).is_some() {
        return None;
    }
    const SECTIONS: &[&str] = &[
        "参考文献",
        "引用文献",
        "参考資料",
        "References",
        "Q.",
        "Q：",
        "ダウンタイム",
        "施術",
        "治療期間",
        "当院",
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
        line.blank_after || lines.get(at + 1).is_some_and(|next| is_identifier(&next.text));
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
        .then(|| Line::parse(unquoted(&line.text)).ok().map(|title| (title, false)))
        .flatten()
}

/// A title without the dash before it or the brackets around the whole of it: `―『題名』`.
fn unquoted(title: &str) -> &str {
    let title = title.trim_start_matches(['―', '—', '–', '─', '-', '－']).trim_start();
    ['『', '「', '“', '"']
        .iter()
        .zip(['』', '」', '”', '"'])
        .find_map(|(open, close)| title.strip_prefix(*open)?.strip_suffix(close))
        .filter(|inner| !inner.contains(['『', '「', '』', '」', '“', '"']))
        .unwrap_or(title)
}

/// The words of a line that stands in brackets as a whole.
pub(super) fn enclosed(text: &str) -> Option<&str> {
    let inner = text
        .strip_prefix(['(', '（', '[', '［'])?
        .strip_suffix([')', '）', ']', '］'])
        .map(str::trim)?;
    // The brackets must be one pair: `(a) b (c)` is not enclosed.
    let mut depth = 0_i32;
    let is_pair = inner.chars().all(|c| {
        depth += i32::from(matches!(c, '(' | '（' | '[' | '［'));
        depth -= i32::from(matches!(c, ')' | '）' | ']' | '］'));
        depth >= 0
    });
    (is_pair && !inner.is_empty()).then_some(inner)
}

/// Whether words in brackets name a work: by its title in 「」 or 『』 and no sentence around it.
fn is_named(inner: &str) -> bool {
    inner.contains(['「', '『']) && !inner.contains('。') && !inner.ends_with("参照")
}

/// Whether words in brackets right below a quotation give a name and a year: `Cell誌、2021`.
fn is_dated(inner: &str) -> bool {
    has_year(inner)
        && inner.chars().filter(|c| c.is_alphabetic()).count() > 3
        && !inner.contains('。')
        && !["時点", "現在", "更新", "当時"].iter().any(|word| inner.contains(word))
}

/// Whether a line says by itself, without a quotation above, that it names a source.
pub(super) fn names_source(text: &str) -> bool {
    stated_source(text).is_some()
        || is_identifier(text)
        || enclosed(text).is_some_and(|inner| is_reference(inner) || is_named(inner))
}

pub(super) fn found_source(builder: &Builder<'_>, end: &mut usize) -> Option<FoundSource> {
    let lines = builder.lines();
    let line = lines.get(*end)?.clone();
    let (title, _) = source_title(builder, *end)?;
    *end += 1;
    let mut details = Vec::new();
    while let Some(detail) =
        lines.get(*end).filter(|line| is_detail(&line.text) && details.len() < MOST_DETAILS)
    {
        details.push(detail.clone());
        *end += 1;
    }
    Some(FoundSource { line, title, details })
}

/// Takes a source in brackets off the end of quoted words: `"…" (Mori et al. 2014)`.
pub(super) fn source_behind(builder: &Builder<'_>, lines: &mut [TextLine]) -> Option<FoundSource> {
    let last = lines.last_mut()?;
    let open = last.text.rfind(['(', '（'])?;
    let words = last.text[..open].trim_end();
    let inner =
        enclosed(&last.text[open..]).filter(|inner| is_reference(inner) || is_dated(inner))?;
    if !words.ends_with(['.', '!', '?', '"', '”', '。', '」', '』']) {
        return None;
    }
    let title = Line::parse(unquoted(inner)).ok()?;
    let at = last.span.start + last.text[..open].chars().count();
    let span = Span::new(at, last.span.end);
    let line = TextLine { span, text: builder.source.text(span), ..last.clone() };
    last.span = builder.source.trimmed(Span::new(last.span.start, at));
    last.text = builder.source.text(last.span);
    Some(FoundSource { line, title, details: Vec::new() })
}

const MOST_DETAILS: usize = 6;

fn is_detail(text: &str) -> bool {
    is_identifier(text) || labelled_detail(text).is_some()
}

enum Detail {
    Author,
    Journal,
}

/// `【著者】…`, `掲載誌：…` below a source's title: what it is, and the characters to skip.
fn labelled_detail(text: &str) -> Option<(Detail, usize)> {
    const AUTHORS: [&str; 4] = ["著者", "筆者", "Authors", "Author"];
    const JOURNALS: [&str; 6] = ["掲載誌", "掲載", "雑誌名", "雑誌", "ジャーナル", "Journal"];
    let opened = text.starts_with(['【', '[', '［', '＜', '(', '（']);
    let inner = text.char_indices().nth(usize::from(opened)).map_or("", |(at, _)| &text[at..]);
    let of = |words: &[&str]| {
        let word = words.iter().find(|word| inner.starts_with(**word))?;
        let tail = &inner[word.len()..];
        let marks: usize = tail
            .chars()
            .take_while(|c| matches!(c, '】' | ']' | '］' | '＞' | ')' | '）' | ':' | '：' | ' '))
            .count();
        let skip = usize::from(opened) + word.chars().count() + marks;
        (marks > 0 && skip < text.chars().count()).then_some(skip)
    };
    let author = of(&AUTHORS).map(|skip| (Detail::Author, skip));
    author.or_else(|| of(&JOURNALS).map(|skip| (Detail::Journal, skip)))
}

/// Gives the citation what a printed reference says, where it has nothing yet.
pub(super) fn complete(builder: &mut Builder<'_>, index: usize, text: &str) {
    let Identifiers { doi, pmid, url } = identifiers(text);
    let citation = builder.citation_mut(index);
    citation.doi = citation.doi.take().or(doi);
    citation.pmid = citation.pmid.take().or(pmid);
    citation.url = citation.url.take().or(url);
}

/// Takes a line below the title that gives an address, identifier, author or journal.
pub(super) fn cite_detail(builder: &mut Builder<'_>, index: usize, line: &TextLine) {
    let field = format!("citations[{index}].citation");
    if let Some((detail, skip)) = labelled_detail(&line.text) {
        let words = builder.source.text(Span::new(line.span.start + skip, line.span.end));
        complete(builder, index, &words);
        let citation = builder.citation_mut(index);
        let place = match (detail, Line::parse(&words)) {
            (Detail::Author, Ok(name)) => {
                let place = format!("{field}.authors[{}].literal", citation.authors.len());
                citation.authors.push(AuthorName { literal: Some(name), ..AuthorName::default() });
                Some(place)
            }
            (Detail::Journal, Ok(name)) if citation.container_title.is_none() => {
                citation.container_title = Some(name);
                Some(format!("{field}.containerTitle"))
            }
            _ => None,
        };
        match place {
            Some(place) => builder.claim(line.span, place),
            None => builder.drop_line(line, "a detail that the citation has already"),
        }
        return;
    }
    let Identifiers { doi, pmid, url } = identifiers(&line.text);
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
