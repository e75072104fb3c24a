//! Checks pairs, one JSON line each: `{"id", "original_lang", "original", "translation"}`.

use std::io::BufRead;

use kanshu_citation::integrity::{Glossary, Pair, check};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    for line in std::io::stdin().lock().lines() {
        let line: serde_json::Value = serde_json::from_str(&line?)?;
        let text = |key: &str| line[key].as_str().unwrap_or_default().to_owned();
        let (lang, original, translation) =
            (text("original_lang"), text("original"), text("translation"));
        let pair = Pair { original_lang: &lang, original: &original, translation: &translation };
        let findings = check(&pair, &Glossary::default());
        println!("{}", serde_json::json!({ "id": line["id"], "findings": findings }));
    }
    Ok(())
}
