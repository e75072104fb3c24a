//! Measures a pack's phrase rules on labelled sentences.
//!
//! ```console
//! $ cargo run --release -p kanshu-compliance --example evaluate -- <pack folder> <cases.tsv>… [--only JP-F,JP-S] [--silenced]
//! ```
//!
//! A case file has the columns sentence, expected rule ids (or `none`), context, note. Figures are over
//! (sentence, rule) pairs; alarms per 1,000 are sentences labelled `none` that any rule speaks about.

use std::{
    collections::{BTreeMap, BTreeSet},
    error::Error,
    fs,
    path::Path,
};

use chrono::NaiveDate;
use kanshu_compliance::{Engine, Pack, Passage};
use kanshu_domain::{compliance::TextContext, kinds::article::Jurisdiction};

type Anyhow<T> = Result<T, Box<dyn Error>>;

struct Case {
    text: String,
    expected: BTreeSet<String>,
    context: TextContext,
}

#[derive(Default, Clone, Copy)]
struct Tally {
    hits: usize,
    misses: usize,
    alarms: usize,
}

fn main() -> Anyhow<()> {
    let mut arguments = std::env::args().skip(1);
    let folder = arguments.next().ok_or("which pack?")?;
    let (mut files, mut only, mut silenced) = (Vec::new(), Vec::new(), false);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--only" => {
                let list = arguments.next().ok_or("--only wants prefixes")?;
                only = list.split(',').map(str::to_owned).collect();
            }
            "--silenced" => silenced = true,
            _ => files.push(argument),
        }
    }
    let pack = readable(read_folder(Path::new(&folder))?)?;
    for failed in pack.failed_examples() {
        println!("EXAMPLE {failed}");
    }
    let jurisdictions: Vec<Jurisdiction> = pack.jurisdiction.into_iter().collect();
    let engine = Engine::of(vec![pack])?;
    let on = NaiveDate::from_ymd_opt(2026, 11, 22).ok_or("no such day")?;
    let asked = |rule: &str| only.is_empty() || only.iter().any(|prefix| rule.starts_with(prefix));

    let mut rules: BTreeMap<String, Tally> = BTreeMap::new();
    let (mut sentences, mut clean, mut alarmed, mut exact) = (0, 0, 0, 0);
    for file in &files {
        for case in read_cases(file)? {
            let passage =
                Passage { text: case.text.clone(), context: case.context, ..Passage::default() };
            let found = engine.check(std::slice::from_ref(&passage), &jurisdictions, on);
            let fired: BTreeSet<String> = found.iter().map(|f| f.rule.clone()).collect();
            sentences += 1;
            clean += usize::from(case.expected.is_empty());
            alarmed += usize::from(case.expected.is_empty() && !fired.is_empty());
            exact += usize::from(case.expected == fired);
            for rule in case.expected.union(&fired).filter(|rule| asked(rule)) {
                let tally = rules.entry(rule.clone()).or_default();
                let words: Vec<&str> = found
                    .iter()
                    .filter(|finding| finding.rule == *rule)
                    .map(|finding| finding.matched.as_str())
                    .collect();
                match (case.expected.contains(rule), fired.contains(rule)) {
                    (true, true) => tally.hits += 1,
                    (true, false) => {
                        tally.misses += 1;
                        println!("MISS  {rule}  {}", case.text);
                        if silenced {
                            for s in engine.silenced(&passage, &jurisdictions, on) {
                                println!("        {} silenced by {}: {}", s.rule, s.by, s.words);
                            }
                        }
                    }
                    _ => {
                        tally.alarms += 1;
                        let expected: Vec<&str> =
                            case.expected.iter().map(String::as_str).collect();
                        println!(
                            "ALARM {rule}  {}  «{}» expected [{}]",
                            case.text,
                            words.join(" | "),
                            expected.join(",")
                        );
                    }
                }
            }
        }
    }
    let mut all = Tally::default();
    for (rule, tally) in &rules {
        all.hits += tally.hits;
        all.misses += tally.misses;
        all.alarms += tally.alarms;
        println!(
            "{rule}  hits {:3}  misses {:3}  alarms {:3}",
            tally.hits, tally.misses, tally.alarms
        );
    }
    let share = |part: usize, whole: usize| part as f64 / whole.max(1) as f64;
    println!(
        "sentences {sentences}, exact {exact}; pairs: recall {:.3} ({}/{}), precision {:.3} ({} alarms); \
         clean sentences {clean}, alarms per 1,000: {:.1} ({alarmed})",
        share(all.hits, all.hits + all.misses),
        all.hits,
        all.hits + all.misses,
        share(all.hits, all.hits + all.alarms),
        all.alarms,
        1000.0 * share(alarmed, clean),
    );
    Ok(())
}

/// The pack without the rule files that cannot be read, each of which is named.
fn readable(mut files: BTreeMap<String, String>) -> Anyhow<Pack> {
    loop {
        match Pack::read(&files) {
            Ok(pack) => return Ok(pack),
            Err(error) if files.remove(&error.file).is_some() => {
                println!("LEFT OUT {error}");
            }
            Err(error) => return Err(error.into()),
        }
    }
}

fn read_folder(folder: &Path) -> Anyhow<BTreeMap<String, String>> {
    let mut files = BTreeMap::new();
    for (prefix, folder) in [("", folder.to_path_buf()), ("rules/", folder.join("rules"))] {
        for entry in fs::read_dir(&folder).into_iter().flatten() {
            let path = entry?.path();
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            if name.ends_with(".toml") {
                files.insert(format!("{prefix}{name}"), fs::read_to_string(&path)?);
            }
        }
    }
    Ok(files)
}

fn read_cases(file: &str) -> Anyhow<Vec<Case>> {
    let text = fs::read_to_string(file)?;
    let mut cases = Vec::new();
    for (i, line) in text.lines().enumerate().skip(1).filter(|(_, line)| !line.trim().is_empty()) {
        let fields: Vec<&str> = line.split('\t').collect();
        let [sentence, expected, context, ..] = fields[..] else {
            return Err(format!("{file}:{}: too few columns", i + 1).into());
        };
        let expected = match expected {
            "none" => BTreeSet::new(),
            ids => ids.split(',').map(|id| id.trim().to_owned()).collect(),
        };
        let context = serde_json::from_value(context.into())
            .map_err(|error| format!("{file}:{}: {error}", i + 1))?;
        cases.push(Case { text: sentence.to_owned(), expected, context });
    }
    Ok(cases)
}
