//! The lines below a quotation that say where it is from.

use kanshu_domain::values::{Doi, Line, Pmid, WebUrl};

use super::{
    builder::Builder,
    lists,
    quotation::{TITLE_CHARS, locator},
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
        return Line::parse(title).ok().map(|title| (title, true));
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

pub(super) fn found_source(builder: &Builder<'_>, end: &mut usize) -> Option<FoundSource> {
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
pub(super) fn is_detail(text: &str) -> bool {
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

pub(super) fn cite_detail(builder: &mut Builder<'_>, index: usize, line: &TextLine) {
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
