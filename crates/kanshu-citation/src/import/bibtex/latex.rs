//! LaTeX as text, and names.

use biblatex::{
    Bibliography, Chunk, ChunksExt, Pair, Person, RawBibliography, RawChunk, RawEntry, Spanned,
};
use serde_json::{Map, Value};

use crate::import::people;

/// The text of a value. In a verbatim field (an address, a DOI) only escapes are resolved.
///
/// # Errors
/// When it is no LaTeX; says why.
pub(crate) fn text(name: &str, latex: &str) -> Result<String, String> {
    let is_verbatim = matches!(name, "url" | "doi" | "file" | "eprint");
    let prepared = if is_verbatim { latex.to_owned() } else { prepared(latex) };
    let entry = parsed(name, &prepared)?;
    let mut text = String::new();
    for chunk in entry.get(name).unwrap_or_default() {
        match &chunk.v {
            Chunk::Normal(part) | Chunk::Verbatim(part) => text.push_str(part),
            Chunk::Math(part) => text.push_str(&math(part)),
        }
    }
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    Ok(if is_verbatim { text } else { with_markup(&text) })
}

/// One field read by the crate.
fn parsed(name: &str, latex: &str) -> Result<biblatex::Entry, String> {
    let value = Spanned::zero(vec![Spanned::zero(RawChunk::Normal(latex))]);
    let field = Pair::new(Spanned::zero(name), value);
    let entry =
        RawEntry { key: Spanned::zero("k"), kind: Spanned::zero("misc"), fields: vec![field] };
    let raw = RawBibliography {
        preamble: String::new(),
        entries: vec![Spanned::zero(entry)],
        abbreviations: Vec::new(),
    };
    let all = Bibliography::from_raw(raw).map_err(|error| error.kind.to_string())?;
    all.into_vec().pop().ok_or_else(|| "it is empty".to_owned())
}

/// Ties and quotation marks, which the crate leaves as LaTeX has them. Within mathematics nothing changes.
fn prepared(latex: &str) -> String {
    let mut out = String::with_capacity(latex.len());
    let mut signs = latex.chars().peekable();
    let mut is_math = false;
    while let Some(c) = signs.next() {
        match c {
            '\\' => {
                out.push(c);
                out.extend(signs.next());
            }
            '$' => {
                is_math = !is_math;
                out.push(c);
            }
            '~' if !is_math => out.push(' '),
            '`' | '\'' if !is_math && signs.peek() == Some(&c) => {
                signs.next();
                out.push(if c == '`' { '“' } else { '”' });
            }
            _ => out.push(c),
        }
    }
    out
}

/// Commands of fonts as CSL's markup; other commands give their text.
fn with_markup(text: &str) -> String {
    const COMMANDS: [(&str, &str); 9] = [
        ("emph", "i"),
        ("textit", "i"),
        ("textbf", "b"),
        ("textsuperscript", "sup"),
        ("textsubscript", "sub"),
        ("textsc", ""),
        ("textrm", ""),
        ("texttt", ""),
        ("mbox", ""),
    ];
    let mut text = text.to_owned();
    if text.len() > crate::import::MOST_LINE_BYTES {
        return text;
    }
    for (command, tag) in COMMANDS {
        let opening = format!("\\{command}{{");
        while let Some(start) = text.find(&opening) {
            let inside = start + opening.len();
            let Some(length) = text[inside..].find('}') else { break };
            let inner = &text[inside..inside + length];
            let marked =
                if tag.is_empty() { inner.to_owned() } else { format!("<{tag}>{inner}</{tag}>") };
            text.replace_range(start..=inside + length, &marked);
        }
    }
    text
}

/// Greek letters and common signs as characters; other mathematics stays as it came.
fn math(latex: &str) -> String {
    const SIGNS: [(&str, &str); 24] = [
        ("alpha", "α"),
        ("beta", "β"),
        ("gamma", "γ"),
        ("delta", "δ"),
        ("Delta", "Δ"),
        ("epsilon", "ε"),
        ("zeta", "ζ"),
        ("eta", "η"),
        ("theta", "θ"),
        ("kappa", "κ"),
        ("lambda", "λ"),
        ("mu", "μ"),
        ("pi", "π"),
        ("rho", "ρ"),
        ("sigma", "σ"),
        ("tau", "τ"),
        ("phi", "φ"),
        ("chi", "χ"),
        ("omega", "ω"),
        ("pm", "±"),
        ("times", "×"),
        ("leq", "≤"),
        ("geq", "≥"),
        ("rightarrow", "→"),
    ];
    let mut out = String::new();
    let mut rest = latex;
    while let Some(start) = rest.find('\\') {
        out.push_str(&rest[..start]);
        let command = &rest[start + 1..];
        let length = command.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(command.len());
        let Some((_, sign)) = SIGNS.iter().find(|(name, _)| *name == &command[..length]) else {
            return format!("${latex}$");
        };
        out.push_str(sign);
        rest = &command[length..];
    }
    out.push_str(rest);
    if out.contains(['{', '}', '_', '^']) { format!("${latex}$") } else { out }
}

/// The names of a value, and whether it ends with `and others`.
///
/// # Errors
/// When a name is no LaTeX; says why.
pub(crate) fn names(latex: &str) -> Result<(Vec<Value>, bool), String> {
    let mut names = Vec::new();
    let mut is_open = false;
    for part in divided(latex) {
        if part == "others" {
            is_open = true;
        } else if !part.is_empty() {
            names.push(name(part)?);
        }
    }
    Ok((names, is_open))
}

/// The parts between `and`s outside of braces.
fn divided(latex: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let (mut depth, mut start, mut is_escaped) = (0_usize, 0, false);
    let bytes = latex.as_bytes();
    let is_space = |i: usize| bytes.get(i).is_some_and(u8::is_ascii_whitespace);
    let is_and = |i: usize| {
        let word = bytes.get(i..i + 3).is_some_and(|word| word.eq_ignore_ascii_case(b"and"));
        word && is_space(i - 1) && is_space(i + 3)
    };
    for (i, byte) in bytes.iter().enumerate() {
        if std::mem::take(&mut is_escaped) {
            continue;
        }
        match byte {
            b'\\' => is_escaped = true,
            b'{' => depth += 1,
            b'}' => depth = depth.saturating_sub(1),
            b'a' | b'A' if depth == 0 && i > start && is_and(i) => {
                parts.push(latex[start..i].trim());
                start = i + 3;
            }
            _ => {}
        }
    }
    parts.push(latex[start..].trim());
    parts
}

fn name(latex: &str) -> Result<Value, String> {
    let plain = text("author", latex)?;
    // Whole in braces: an institution, or a name that is not to be divided.
    let is_whole = latex.starts_with('{')
        && latex
            .char_indices()
            .scan(0_i32, |depth, (i, c)| {
                *depth += match c {
                    '{' => 1,
                    '}' => -1,
                    _ => 0,
                };
                Some((i, *depth))
            })
            .find(|(_, depth)| *depth == 0)
            .is_some_and(|(i, _)| i + 1 == latex.len());
    if people::is_east_asian(&plain) {
        return Ok(people::read(&plain));
    }
    if is_whole {
        return Ok(serde_json::json!({ "literal": plain }));
    }
    let entry = parsed("author", &prepared(latex))?;
    let chunks = entry.get("author").unwrap_or_default();
    let Person { name, given_name, prefix, suffix, .. } = Person::parse(chunks);
    if name.trim().is_empty() {
        return Ok(serde_json::json!({ "literal": chunks.format_verbatim().trim() }));
    }
    let fields = [
        ("family", name),
        ("given", given_name),
        ("dropping-particle", prefix),
        ("suffix", suffix),
    ];
    let fields = fields.into_iter().filter(|(_, value)| !value.trim().is_empty());
    let fields =
        fields.map(|(key, value)| (key.to_owned(), Value::from(with_markup(value.trim()))));
    Ok(Value::Object(fields.collect::<Map<_, _>>()))
}
