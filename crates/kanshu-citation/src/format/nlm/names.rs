//! Names as NLM writes them (Citing Medicine 1A, author): family name, initials without full stops.

use kanshu_domain::kinds::citation::AuthorName;

use crate::format::record;

/// The first six and "et al.", as NLM's samples for the ICMJE have it. Citing Medicine allows all names as
/// well; a list that patients read on a phone is better short, and the record keeps everybody.
const MOST_NAMES: usize = 6;

/// Initials after a family name (Citing Medicine 1A: at most two).
const MOST_INITIALS: usize = 2;

/// The names as one element, without its full stop.
pub(super) fn authors(names: &[AuthorName]) -> String {
    let mut out = String::new();
    let mut previous_is_person = true;
    for (i, name) in names.iter().take(MOST_NAMES).enumerate() {
        let (text, is_person) = one(name);
        if i > 0 {
            // Organisations are set apart by a semicolon from one another and from persons.
            out.push_str(if is_person && previous_is_person { ", " } else { "; " });
        }
        out.push_str(&text);
        previous_is_person = is_person;
    }
    if names.len() > MOST_NAMES {
        out.push_str(", et al.");
    }
    out
}

/// `Gilstrap LC 3rd, Cunningham FG, editors`; empty for nobody.
pub(super) fn editors(names: &[AuthorName]) -> String {
    match names.len() {
        0 => String::new(),
        1 => format!("{}, editor", authors(names)),
        _ => format!("{}, editors", authors(names)),
    }
}

/// A name, and whether it is a person's.
fn one(name: &AuthorName) -> (String, bool) {
    let Some((family, given)) = record::person(name, true) else {
        return (record::literal(name).to_owned(), false);
    };
    let given = given.unwrap_or_default();
    if record::is_japanese(&family) {
        // No romanised form is known: the name stands whole, in its own order.
        return (format!("{family}{given}"), true);
    }
    let mut text = family;
    let initials = initials(&given);
    if !initials.is_empty() {
        text.push(' ');
        text.push_str(&initials);
    }
    let suffix = suffix(record::text(&name.suffix));
    if !suffix.is_empty() {
        text.push(' ');
        text.push_str(&suffix);
    }
    (text, true)
}

/// `Kyong-Oh` → `KO`, `Jean-Louis` → `JL`, `W. St. John` → `WS`, `D'Arcy` → `D`, `Iu. A.` → `IuA`.
fn initials(given: &str) -> String {
    const LETTERS_OF_ONE_SOUND: [&str; 12] =
        ["Ch", "Dzh", "Ia", "Iu", "Kh", "Sh", "Shch", "Th", "Ts", "Ya", "Yu", "Zh"];
    let mut initials: Vec<String> = Vec::new();
    let mut after_prefix = false;
    for word in given.split(|c: char| c.is_whitespace() || c == '-' || c == '‐' || c == '‑') {
        for part in word.split_inclusive('.') {
            let (bare, is_short) = match part.strip_suffix('.') {
                Some(bare) => (bare, true),
                None => (part, false),
            };
            let Some(first) = bare.chars().next().filter(|c| c.is_alphabetic()) else { continue };
            // Of a name with a prefix only the prefix counts: "St. John".
            if std::mem::replace(&mut after_prefix, is_short && bare == "St") {
                continue;
            }
            let letters = bare.chars().count();
            let is_initials =
                !is_short && letters <= 3 && letters > 1 && bare.chars().all(char::is_uppercase);
            if is_short && LETTERS_OF_ONE_SOUND.contains(&bare) {
                initials.push(bare.to_owned());
            } else if is_initials {
                initials.extend(bare.chars().map(String::from));
            } else {
                initials.push(first.to_uppercase().collect());
            }
        }
    }
    initials.truncate(MOST_INITIALS);
    initials.concat()
}

/// `Jr.` → `Jr`, `III` → `3rd`.
fn suffix(suffix: &str) -> String {
    match suffix.trim_start_matches(',').trim().trim_end_matches('.') {
        "II" | "2nd" => "2nd".to_owned(),
        "III" | "3rd" => "3rd".to_owned(),
        "IV" | "4th" => "4th".to_owned(),
        "V" | "5th" => "5th".to_owned(),
        "jr" | "JR" | "junior" | "Junior" => "Jr".to_owned(),
        "sr" | "SR" | "senior" | "Senior" => "Sr".to_owned(),
        other => other.replace('.', ""),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initials_follow_the_manual() {
        for (given, expected) in [
            ("Kyong-Oh", "KO"),
            ("Jean-Louis", "JL"),
            ("Mary Ann Louise", "MA"),
            ("W. St. John", "WS"),
            ("D'Arcy", "D"),
            ("Iu. A.", "IuA"),
            ("G. Th.", "GTh"),
            ("K.-O.", "KO"),
            ("K.O.", "KO"),
            ("KO", "KO"),
            ("Émile", "É"),
            ("hana", "H"),
            ("...", ""),
            ("", ""),
        ] {
            assert_eq!(initials(given), expected, "{given}");
        }
    }
}
