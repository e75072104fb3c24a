//! Text as LaTeX.

use serde_json::Value;

use super::latex::names;

/// Text with LaTeX's signs escaped.
pub(crate) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let mut previous = ' ';
    for c in text.chars() {
        match c {
            '\\' => out.push_str("\\textbackslash{}"),
            '{' => out.push_str("\\textbraceleft{}"),
            '}' => out.push_str("\\textbraceright{}"),
            '~' => out.push_str("\\textasciitilde{}"),
            '^' => out.push_str("\\textasciicircum{}"),
            '#' | '$' | '%' | '&' | '_' => out.extend(['\\', c]),
            // No dashes and quotation marks from two signs.
            '-' | '\'' | '`' if previous == c => out.extend(["{", &c.to_string(), "}"]),
            _ => out.push(c),
        }
        previous = c;
    }
    out
}

/// An address or DOI: braces and backslashes only are escaped.
pub(crate) fn escaped_verbatim(text: &str) -> String {
    text.replace('\\', "\\\\").replace('{', "\\{").replace('}', "\\}")
}

/// Text whose words with capitals inside (`DNA`, `mRNA`) no style may write small.
pub(crate) fn protected(text: &str) -> String {
    let word = |word: &str| {
        let escaped = escaped(word);
        let has_capital = word.chars().skip(1).any(char::is_uppercase);
        if has_capital { format!("{{{escaped}}}") } else { escaped }
    };
    text.split(' ').map(word).collect::<Vec<_>>().join(" ")
}

/// A name as BibTeX divides it; `None` when it says nothing.
pub(crate) fn write_name(name: &Value) -> Option<String> {
    let part = |key: &str| name.get(key).and_then(Value::as_str).filter(|text| !text.is_empty());
    let Some(family) = part("family") else {
        let whole = part("literal").or_else(|| part("given"))?;
        return Some(format!("{{{}}}", escaped(whole)));
    };
    let enclosed = |text: &str| {
        let starts_small = text.split(' ').any(|word| word.starts_with(char::is_lowercase));
        let is_divided = text.contains(',') || text.to_lowercase().contains("and");
        let escaped = escaped(text);
        if starts_small || is_divided { format!("{{{escaped}}}") } else { escaped }
    };
    let particle = part("dropping-particle").or_else(|| part("non-dropping-particle"));
    let mut text = particle.map(escaped).unwrap_or_default();
    if !text.is_empty() {
        text.push(' ');
    }
    text.push_str(&enclosed(family));
    text.push(',');
    for rest in [part("suffix"), Some(part("given").unwrap_or(""))].into_iter().flatten() {
        text.push(' ');
        text.push_str(&if rest.contains(',') {
            format!("{{{}}}", escaped(rest))
        } else {
            escaped(rest)
        });
        text.push(',');
    }
    let text = text.trim_end_matches([',', ' ']).to_owned();
    // A family name alone reads as such with its comma.
    let is_alone = part("given").is_none() && part("suffix").is_none();
    let text = if is_alone { format!("{text},") } else { text };
    names(&text).is_ok().then_some(text)
}
