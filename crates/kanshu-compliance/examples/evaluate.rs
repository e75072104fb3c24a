//! Measures a pack's phrase rules on labelled sentences.
//!
//! ```console
//! $ cargo run --release -p kanshu-compliance --example evaluate -- <pack folder> <cases.tsv>… [--only JP-F,JP-S] [--silenced] [--without-reading]
//! ```
//!
//! A case file has the columns sentence, expected rule ids (or `none`), context, note. Figures are over
//! (sentence, rule) pairs; alarms per 1,000 are sentences labelled `none` that any rule speaks about.

mod cases;

use std::{
    collections::{BTreeMap, BTreeSet},
    error::Error,
    path::Path,
};

use cases::{read_cases, read_folder, readable, today};
use kanshu_compliance::{Engine, Passage, Silencer};
use kanshu_domain::kinds::article::Jurisdiction;

type Anyhow<T> = Result<T, Box<dyn Error>>;

#[derive(Default, Clone, Copy)]
struct Tally {
    hits: usize,
    misses: usize,
    alarms: usize,
}

fn main() -> Anyhow<()> {
    let mut arguments = std::env::args().skip(1);
    let folder = arguments.next().ok_or("which pack?")?;
    let (mut files, mut only, mut silenced, mut reading) = (Vec::new(), Vec::new(), false, true);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--only" => {
                let list = arguments.next().ok_or("--only wants prefixes")?;
                only = list.split(',').map(str::to_owned).collect();
            }
            "--silenced" => silenced = true,
            "--without-reading" => reading = false,
            _ => files.push(argument),
        }
    }
    let mut folder = read_folder(Path::new(&folder))?;
    if !reading {
        folder.remove("reading.toml");
    }
    let pack = readable(folder)?;
    for failed in pack.failed_examples() {
        println!("EXAMPLE {failed}");
    }
    let jurisdictions: Vec<Jurisdiction> = pack.jurisdiction.into_iter().collect();
    let engine = Engine::of(vec![pack])?;
    let on = today()?;
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
                            for candidate in engine.candidates(&passage, &jurisdictions, on) {
                                if let Some(Silencer { by, words }) = candidate.silenced {
                                    println!(
                                        "        {} silenced by {by}: {words}",
                                        candidate.rule
                                    );
                                }
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
