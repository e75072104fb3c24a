//! Names and languages as tagged files write them.

use serde_json::{Map, Value};

/// A name as CSL has it: `Shin, Kyong-Oh`, `Shin KO`, `山田 太郎`, `山田, 太郎`; what is none of these is
/// taken for an institution or a name that cannot be divided.
pub(crate) fn read(text: &str) -> Value {
    let text = text.trim();
    let bare = text.trim_end_matches([',', '，']).trim_end();
    if bare.len() < text.len() && !bare.is_empty() && !bare.contains([',', '，']) {
        return serde_json::json!({ "family": bare });
    }
    let text = if bare.is_empty() { text } else { bare };
    let mut parts = text.splitn(3, [',', '，']).map(str::trim);
    let (first, second, third) = (parts.next().unwrap_or(""), parts.next(), parts.next());
    let fields: Vec<(&str, &str)> = match (second, third) {
        (Some(given), suffix) if !first.is_empty() => {
            vec![("family", first), ("given", given), ("suffix", suffix.unwrap_or(""))]
        }
        _ => match divided(text) {
            Some((family, given)) => vec![("family", family), ("given", given)],
            None => vec![("literal", text)],
        },
    };
    let fields = fields.into_iter().filter(|(_, value)| !value.is_empty());
    let fields: Map<String, Value> =
        fields.map(|(key, value)| (key.to_owned(), Value::from(value))).collect();
    Value::Object(fields)
}

/// Family and given name of a name without a comma.
fn divided(text: &str) -> Option<(&str, &str)> {
    if is_east_asian(text) {
        let (family, given) = text.split_once(char::is_whitespace)?;
        return Some((family, given.trim()));
    }
    // `Shin KO`: initials behind the name.
    let (family, initials) = text.rsplit_once(' ')?;
    let are_initials =
        (1..=3).contains(&initials.len()) && initials.bytes().all(|b| b.is_ascii_uppercase());
    let is_name = family.chars().any(char::is_lowercase);
    (are_initials && is_name).then(|| (family.trim(), initials))
}

/// Whether a text is written in kanji, kana or hangul, apart from spaces and marks.
pub(crate) fn is_east_asian(text: &str) -> bool {
    let mut letters = text.chars().filter(|c| c.is_alphabetic()).peekable();
    letters.peek().is_some()
        && letters.all(|c| matches!(c, '\u{3005}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7AF}' | '\u{F900}'..='\u{FAFF}' | '\u{FF66}'..='\u{FF9F}' | '\u{20000}'..='\u{3FFFF}'))
}

/// A name as tagged files have it; `None` when it says nothing.
pub(crate) fn write(name: &Value) -> Option<String> {
    let part = |key: &str| name.get(key).and_then(Value::as_str).filter(|text| !text.is_empty());
    let Some(family) = part("family") else {
        return part("literal").or_else(|| part("given")).map(str::to_owned);
    };
    let particles = [part("dropping-particle"), part("non-dropping-particle"), Some(family)];
    let mut text = particles.into_iter().flatten().collect::<Vec<_>>().join(" ");
    let behind = [part("given"), part("suffix")];
    match behind {
        // The comma says that this is a family name.
        [None, None] => text.push(','),
        [given, suffix] => {
            text.push_str(", ");
            text.push_str(given.unwrap_or_default());
            if let Some(suffix) = suffix {
                text.push_str(", ");
                text.push_str(suffix);
            }
        }
    }
    Some(text)
}

/// The language tag (BCP 47) for what files call a language; what is not known stays as it is.
pub(crate) fn language(name: &str) -> &str {
    const NAMES: [(&str, &str); 30] = [
        ("ja", "ja"),
        ("jpn", "ja"),
        ("jp", "ja"),
        ("japanese", "ja"),
        ("日本語", "ja"),
        ("en", "en"),
        ("eng", "en"),
        ("english", "en"),
        ("英語", "en"),
        ("american", "en"),
        ("de", "de"),
        ("ger", "de"),
        ("deu", "de"),
        ("german", "de"),
        ("ドイツ語", "de"),
        ("ngerman", "de"),
        ("fr", "fr"),
        ("fre", "fr"),
        ("fra", "fr"),
        ("french", "fr"),
        ("フランス語", "fr"),
        ("zh", "zh"),
        ("chi", "zh"),
        ("zho", "zh"),
        ("chinese", "zh"),
        ("中国語", "zh"),
        ("ko", "ko"),
        ("kor", "ko"),
        ("korean", "ko"),
        ("韓国語", "ko"),
    ];
    let name = name.trim();
    let lower = name.to_lowercase();
    NAMES.iter().find(|(known, _)| *known == lower).map_or(name, |(_, tag)| tag)
}
