//! PubMed's document summaries (`esummary.fcgi?db=pubmed&retmode=json`) as CSL-JSON.

use kanshu_domain::values::Pmid;
use serde_json::{Map, Value, json};

use crate::registries::Record;

/// PubMed's publication types and what CSL's `genre` calls them; the first that fits counts.
const GENRES: [(&str, &str); 8] = [
    ("practice guideline", "guideline"),
    ("guideline", "guideline"),
    ("consensus development conference", "guideline"),
    ("systematic review", "review"),
    ("meta-analysis", "review"),
    ("review", "review"),
    ("letter", "letter"),
    ("comment", "letter"),
];

/// The record in an answer; `None` when PubMed does not know the PMID.
pub(crate) fn read(answer: &Value, pmid: &Pmid) -> Result<Option<Record>, String> {
    if let Some(said) = answer.get("esummaryresult") {
        return if said.to_string().contains("Invalid uid") {
            Ok(None)
        } else {
            Err("there is a message instead of a summary".to_owned())
        };
    }
    let result = answer.get("result").and_then(Value::as_object).ok_or("there is no `result`")?;
    let Some(summary) = result.get(pmid.as_str()) else {
        let uids = result.get("uids").and_then(Value::as_array);
        return match uids {
            Some(uids) if uids.is_empty() => Ok(None),
            _ => Err("the summary is of another PMID".to_owned()),
        };
    };
    let summary = summary.as_object().ok_or("the summary is no object")?;
    match summary.get("error").and_then(Value::as_str) {
        Some(said) if said.contains("cannot get document summary") => return Ok(None),
        Some(_) => return Err("there is a message instead of a summary".to_owned()),
        None => {}
    }
    let types: Vec<String> = summary
        .get("pubtype")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
        .filter_map(|kind| Some(kind.as_str()?.to_lowercase()))
        .collect();
    let is = |name: &str| types.iter().any(|kind| kind == name);
    Ok(Some(Record {
        item: item(summary, pmid, &types),
        retracted: is("retracted publication"),
        is_retraction_notice: is("retraction of publication") || is("retraction notice"),
    }))
}

fn item(summary: &Map<String, Value>, pmid: &Pmid, types: &[String]) -> Map<String, Value> {
    let text = |name: &str| {
        let text = summary.get(name)?.as_str()?.trim();
        (!text.is_empty()).then(|| text.to_owned())
    };
    let mut item = Map::new();
    let mut put = |variable: &str, value: Option<Value>| {
        if let Some(value) = value {
            item.insert(variable.to_owned(), value);
        }
    };
    let is_book = text("booktitle").is_some() && text("fulljournalname").is_none();
    put("type", Some(json!(if is_book { "chapter" } else { "article-journal" })));
    let genre = GENRES.iter().find(|(theirs, _)| types.iter().any(|kind| kind == theirs));
    put("genre", genre.map(|(_, genre)| json!(genre)));
    // CSL's journal articles know no guidelines: the kind is said in our own words.
    let is_guideline = genre.is_some_and(|(_, genre)| *genre == "guideline");
    put("custom", is_guideline.then(|| json!({ "kanshu": { "type": "guideline" } })));
    put("title", text("title").map(|title| json!(bare_title(&title))));
    let vernacular = text("vernaculartitle").map(|title| json!(bare_title(&title)));
    put("original-title", vernacular);
    let container = text("fulljournalname").or_else(|| text("booktitle"));
    put("container-title", container.map(Value::from));
    put("container-title-short", text("source").map(Value::from));
    put("volume", text("volume").map(Value::from));
    put("issue", text("issue").map(Value::from));
    put("publisher", text("publishername").map(Value::from));
    put("publisher-place", text("publisherlocation").map(Value::from));
    let elocation = text("elocationid").unwrap_or_default();
    put("page", text("pages").or_else(|| article_number(&elocation)).map(Value::from));
    put("issued", text("pubdate").or_else(|| text("epubdate")).and_then(|date| issued(&date)));
    let names = summary.get("authors").and_then(Value::as_array);
    let authors: Vec<Value> = names.into_iter().flatten().filter_map(name).collect();
    put("author", (!authors.is_empty()).then_some(Value::Array(authors)));
    let issn: Vec<String> = ["issn", "essn"].iter().filter_map(|name| text(name)).collect();
    put("ISSN", (!issn.is_empty()).then(|| json!(issn.join(", "))));
    let languages = summary.get("lang").and_then(Value::as_array);
    let language = languages.and_then(|all| language(all.first()?.as_str()?));
    put("language", language.map(Value::from));
    put("PMID", Some(json!(pmid)));
    put("DOI", article_id(summary, "doi").or_else(|| doi_in(&elocation)).map(Value::from));
    put("PMCID", article_id(summary, "pmc").map(Value::from));
    item
}

/// PubMed ends titles with a full stop and puts its own translations into brackets.
fn bare_title(title: &str) -> &str {
    let title = title.strip_suffix('.').filter(|t| !t.ends_with("..")).unwrap_or(title);
    let inner = title.strip_prefix('[').and_then(|title| title.strip_suffix(']'));
    inner.filter(|inner| !inner.contains(['[', ']'])).unwrap_or(title)
}

/// `{"name": "Shin KO", "authtype": "Author"}`: the family name, then initials, then perhaps `Jr` or
/// `3rd`. Groups have the type `CollectiveName`.
fn name(author: &Value) -> Option<Value> {
    let name = author.get("name")?.as_str()?.trim();
    if name.is_empty() {
        return None;
    }
    let kind = author.get("authtype").and_then(Value::as_str).unwrap_or("Author");
    if kind == "Editor" {
        return None;
    }
    if kind == "CollectiveName" {
        return Some(json!({ "literal": name }));
    }
    let mut words: Vec<&str> = name.split_whitespace().collect();
    let is_suffix = |word: &str| matches!(word, "Jr" | "Sr" | "2nd" | "3rd" | "4th" | "II" | "III");
    let is_initials = |word: &str| {
        word.chars().count() <= 4 && word.chars().all(|c| c.is_uppercase() || c == '-')
    };
    let suffix = match words.as_slice() {
        [_, .., before, last] if is_suffix(last) && is_initials(before) => words.pop(),
        _ => None,
    };
    let given = match words.as_slice() {
        [_, .., last] if is_initials(last) => words.pop(),
        _ => None,
    };
    let mut fields = Map::new();
    fields.insert("family".to_owned(), json!(words.join(" ")));
    if let Some(given) = given {
        fields.insert("given".to_owned(), json!(given));
    }
    if let Some(suffix) = suffix {
        fields.insert("suffix".to_owned(), json!(suffix));
    }
    Some(Value::Object(fields))
}

/// `2020 Mar 10`, `2020 Mar-Apr`, `2020 Spring`, `2020`: what is sure of it.
fn issued(text: &str) -> Option<Value> {
    const MONTHS: [&str; 12] =
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let mut words = text.split([' ', '-', '/']);
    let year: u16 = words.next().filter(|year| year.len() == 4)?.parse().ok()?;
    let month = words.next().and_then(|word| MONTHS.iter().position(|month| *month == word));
    let day = words.next().and_then(|day| day.parse::<u8>().ok()).filter(|d| (1..=31).contains(d));
    let parts = match (month, day) {
        (Some(month), Some(day)) => json!([year, month + 1, day]),
        (Some(month), None) => json!([year, month + 1]),
        (None, _) => json!([year]),
    };
    Some(json!({ "date-parts": [parts] }))
}

fn article_id(summary: &Map<String, Value>, kind: &str) -> Option<String> {
    let ids = summary.get("articleids")?.as_array()?;
    ids.iter().find_map(|id| {
        let value = id.get("value")?.as_str()?.trim();
        (id.get("idtype")?.as_str()? == kind && !value.is_empty()).then(|| value.to_owned())
    })
}

/// `doi: 10.5555/abc` or `pii: 680. doi: 10.5555/abc`.
fn doi_in(elocation: &str) -> Option<String> {
    let after = elocation.split("doi:").nth(1)?;
    after.split_whitespace().next().map(str::to_owned)
}

/// The article's number, which stands where pages did: `pii: 680` or `e123`.
fn article_number(elocation: &str) -> Option<String> {
    let first = elocation.split("doi:").next()?.trim();
    let number = first.strip_prefix("pii:").unwrap_or(first).trim().trim_end_matches('.');
    // Publishers' item numbers (S0190-9622(20)30001-1) are no pages.
    let is_short = (1..=10).contains(&number.len());
    (is_short && number.bytes().all(|b| b.is_ascii_alphanumeric())).then(|| number.to_owned())
}

/// MEDLINE's languages as BCP 47; others stay unsaid.
fn language(medline: &str) -> Option<&'static str> {
    const LANGUAGES: [(&str, &str); 9] = [
        ("eng", "en"),
        ("jpn", "ja"),
        ("chi", "zh"),
        ("kor", "ko"),
        ("ger", "de"),
        ("fre", "fr"),
        ("spa", "es"),
        ("ita", "it"),
        ("por", "pt"),
    ];
    LANGUAGES.iter().find(|(theirs, _)| *theirs == medline).map(|(_, ours)| *ours)
}
