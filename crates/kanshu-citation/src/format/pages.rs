//! Page ranges: `680-689`, `S93–9`, `iii-v`, `12-5, 18`.

/// A part of a page field: one page, or from one to another.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Span {
    first: String,
    last: Option<String>,
}

/// The range as NLM writes it: the last page without the digits it shares with the first (Citing Medicine,
/// 1A, location (pagination)). Pages with a letter behind the number and Roman numerals stay whole.
pub(super) fn shortened(pages: &str) -> String {
    printed(pages, |first, last| {
        let (letters, start) = split(first)?;
        let (end_letters, end) = split(last)?;
        if !end_letters.is_empty() && end_letters != letters {
            return None;
        }
        if start.len() != end.len() || start >= end {
            let is_ahead =
                start.len() > end.len() || (start.len() < end.len() && !end_letters.is_empty());
            return is_ahead.then(|| end.to_owned());
        }
        let shared = start.bytes().zip(end.bytes()).take_while(|(a, b)| a == b).count();
        Some(end[shared..].to_owned())
    })
}

/// The range with both pages whole, as SIST 02 writes it (4.3.12).
pub(super) fn whole(pages: &str) -> String {
    printed(pages, |first, last| {
        let (letters, start) = split(first)?;
        let (end_letters, end) = split(last)?;
        let is_short =
            end.len() < start.len() && (end_letters.is_empty() || end_letters == letters);
        if is_short {
            let kept = &start[..start.len() - end.len()];
            let whole = format!("{kept}{end}");
            return (whole.as_str() > start).then(|| format!("{letters}{whole}"));
        }
        (end_letters.is_empty()).then(|| format!("{letters}{end}"))
    })
}

/// Whether the field names pages, and not an article number such as `e0123` or `a2752`.
pub(super) fn are_pages(pages: &str) -> bool {
    let first = spans(pages).into_iter().next().map(|span| span.first).unwrap_or_default();
    let is_roman = first.chars().all(|c| "ivxlcdmIVXLCDM".contains(c));
    let starts_small = first.starts_with(|c: char| c.is_ascii_lowercase());
    first.contains(|c: char| c.is_ascii_digit()) && !starts_small || is_roman && !first.is_empty()
}

/// Every span, its last page written by `end`; where that has no answer, as it is.
fn printed(pages: &str, end: impl Fn(&str, &str) -> Option<String>) -> String {
    let spans: Vec<String> = spans(pages)
        .into_iter()
        .map(|Span { first, last }| match last {
            Some(last) if last == first => first,
            Some(last) => {
                let last = end(&first, &last).unwrap_or(last);
                format!("{first}-{last}")
            }
            None => first,
        })
        .collect();
    spans.join(", ")
}

fn spans(pages: &str) -> Vec<Span> {
    let bare = without_label(pages.trim());
    let mut all = Vec::new();
    for part in bare.split([',', '、', '，']) {
        let part = part.trim();
        let mut ends = part.split(['-', '‐', '‑', '–', '—', '−', '－', '〜', '～']);
        let (first, rest): (&str, Vec<&str>) =
            (ends.next().unwrap_or_default().trim(), ends.map(str::trim).collect());
        let rest: Vec<&str> = rest.into_iter().filter(|end| !end.is_empty()).collect();
        let span = match rest.as_slice() {
            [last] if !first.is_empty() => {
                Span { first: first.to_owned(), last: Some((*last).to_owned()) }
            }
            // No range that can be understood: as it is.
            _ => Span { first: part.to_owned(), last: None },
        };
        if !span.first.is_empty() {
            all.push(span);
        }
    }
    all
}

/// The field without a `p.`, `pp.` or `頁` that says what it is.
fn without_label(pages: &str) -> &str {
    let labels = ["pp.", "p.", "Pp.", "P.", "頁"];
    let bare = labels.iter().find_map(|label| pages.strip_prefix(label)).unwrap_or(pages);
    bare.trim_end_matches('頁').trim()
}

/// A page number as the letters before it and its digits; `None` when it is anything else.
fn split(page: &str) -> Option<(&str, &str)> {
    let at = page.find(|c: char| c.is_ascii_digit())?;
    let (letters, digits) = page.split_at(at);
    let is_number = digits.bytes().all(|b| b.is_ascii_digit());
    (is_number && letters.chars().all(char::is_alphabetic)).then_some((letters, digits))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nlm_shortens_and_sist_writes_out() {
        for (given, short, long) in [
            ("680-689", "680-9", "680-689"),
            ("680–9", "680-9", "680-689"),
            ("1235--1248", "1235-48", "1235-1248"),
            ("99-101", "99-101", "99-101"),
            ("S93-S99", "S93-9", "S93-S99"),
            ("S93-9", "S93-9", "S93-S99"),
            ("S6-S12", "S6-12", "S6-S12"),
            ("iii-v", "iii-v", "iii-v"),
            ("123A-125A", "123A-125A", "123A-125A"),
            ("12-15, 18", "12-5, 18", "12-15, 18"),
            ("pp. 12-15", "12-5", "12-15"),
            ("e0123", "e0123", "e0123"),
            ("7-7", "7", "7"),
            ("689-680", "689-680", "689-680"),
            ("-", "-", "-"),
            ("", "", ""),
        ] {
            assert_eq!(shortened(given), short, "{given}");
            assert_eq!(whole(given), long, "{given}");
        }
    }

    #[test]
    fn an_article_number_is_no_page() {
        for pages in ["680", "S93-9", "iii-v", "12A"] {
            assert!(are_pages(pages), "{pages}");
        }
        for number in ["e0123", "a2752", ""] {
            assert!(!are_pages(number), "{number}");
        }
    }
}
