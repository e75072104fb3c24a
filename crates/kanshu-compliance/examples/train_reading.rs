//! Learns how lawful sentences and advertisements' claims read (`reading.toml` of a pack) from labelled
//! sentences, and says what that would silence in files it has not learned from.
//!
//! ```console
//! $ cargo run --release -p kanshu-compliance --example train_reading -- <pack folder> <cases.tsv>… > <pack folder>/reading.toml
//! ```
//!
//! The weights are those of a linear support vector machine (squared hinge loss, solved by dual coordinate
//! descent: Hsieh et al., ICML 2008) over the distinct grams of what stands around each place where words of a
//! rule stand. The same files give the same weights. Figures go to the standard error stream.

mod cases;

use std::{
    collections::{BTreeMap, BTreeSet},
    error::Error,
    fmt::Write as _,
    path::Path,
};

use cases::{Case, read_cases, read_folder, readable, today};
use kanshu_compliance::{Engine, Passage, grams};
use kanshu_domain::compliance::Waivable;

type Anyhow<T> = Result<T, Box<dyn Error>>;

/// Characters of the longest gram.
const LONGEST: usize = 4;
/// A gram counts when so many texts hold it.
const SEEN_IN: usize = 4;
/// How much a text on the wrong side costs.
const COST: f64 = 3.0;
const ROUNDS: usize = 40;
/// A weight of one, in `reading.toml`.
const UNIT: f64 = 100.0;
/// The share of claims that may be lost in files not learned from.
const LOST: f64 = 0.005;

/// Words around a place where a rule's words stand.
struct Text {
    file: usize,
    read: String,
    /// Whether a rule rightly speaks there.
    claim: bool,
    /// Whether a rule wrongly speaks there, or would but for the reading.
    alarm: bool,
    /// Whether nobody may accept what the rule finds.
    never: bool,
}

fn main() -> Anyhow<()> {
    let mut arguments = std::env::args().skip(1);
    let folder = arguments.next().ok_or("which pack?")?;
    let files: Vec<String> = arguments.collect();
    let pack = readable(read_folder(Path::new(&folder))?)?;
    let jurisdictions: Vec<_> = pack.jurisdiction.into_iter().collect();
    let mut cases = Vec::new();
    for example in pack.examples() {
        let passage = Passage {
            text: example.text.to_owned(),
            context: example.context,
            ..Passage::default()
        };
        cases.push((files.len(), passage, Label::Example(example.rule.to_owned(), example.fires)));
    }
    for (file, name) in files.iter().enumerate() {
        for Case { text, expected, context } in read_cases(name)? {
            cases.push((
                file,
                Passage { text, context, ..Passage::default() },
                Label::Rules(expected),
            ));
        }
    }
    let engine = Engine::of(vec![pack])?;
    let mut texts = Vec::new();
    for (file, passage, label) in cases {
        let mut reads = BTreeSet::new();
        for candidate in engine.candidates(&passage, &jurisdictions, today()?) {
            let Some(claim) = label.of(&candidate.rule) else { continue };
            let by_guard = candidate.silenced.is_some_and(|silencer| silencer.by != "reading");
            let never = candidate.waivable == Waivable::Never;
            if reads.insert((candidate.read.clone(), claim, never)) {
                let alarm = !claim && !by_guard;
                texts.push(Text { file, read: candidate.read, claim, alarm, never });
            }
        }
    }

    let scores = cross_validated(&texts, files.len() + 1);
    let mut limits = [0.0; 2];
    for (never, limit) in limits.iter_mut().enumerate() {
        let of = |wanted: fn(&Text) -> bool| -> Vec<f64> {
            let these =
                texts.iter().zip(&scores).filter(|(text, _)| usize::from(text.never) == never);
            let mut scores: Vec<f64> =
                these.filter(|(text, _)| wanted(text)).map(|(_, score)| *score).collect();
            scores.sort_by(f64::total_cmp);
            scores
        };
        let (claims, lawful, alarms) =
            (of(|text| text.claim), of(|text| !text.claim), of(|text| text.alarm));
        let below = |scores: &[f64], limit| scores.iter().filter(|score| **score < limit).count();
        eprintln!(
            "{}: {} claims, {} lawful places, {} of them not known to a guard",
            ["what somebody may accept", "what nobody may accept"][never],
            claims.len(),
            lawful.len(),
            alarms.len()
        );
        *limit = claims[(LOST * claims.len() as f64) as usize];
        for lost in [0.002, 0.005, 0.01, 0.015, 0.02, 0.03] {
            let at = claims[(lost * claims.len() as f64) as usize];
            eprintln!(
                "  below {at:5.2}: {lost:.3} of the claims are lost, {} of the lawful places are silent, {} of those unknown",
                below(&lawful, at),
                below(&alarms, at)
            );
        }
    }
    let all: Vec<&Text> = texts.iter().collect();
    print!("{}", Model::learned(&all).file(limits, texts.len())?);
    Ok(())
}

/// What is known of a text.
enum Label {
    /// The rules that speak.
    Rules(BTreeSet<String>),
    /// Whether this rule speaks.
    Example(String, bool),
}

impl Label {
    /// Whether a rule rightly speaks; `None` when nothing can be learned of it: beside a claim, what another
    /// rule found says nothing.
    fn of(&self, rule: &str) -> Option<bool> {
        match self {
            Self::Rules(rules) if rules.is_empty() => Some(false),
            Self::Rules(rules) => rules.contains(rule).then_some(true),
            Self::Example(of, fires) => (of == rule).then_some(*fires),
        }
    }
}

/// What a model that has not seen the text's file says of each text.
fn cross_validated(texts: &[Text], files: usize) -> Vec<f64> {
    let mut scores = vec![0.0; texts.len()];
    for file in 0..files {
        let others: Vec<&Text> = texts.iter().filter(|text| text.file != file).collect();
        let model = Model::learned(&others);
        for (score, text) in scores.iter_mut().zip(texts).filter(|(_, text)| text.file == file) {
            *score = model.score(&text.read);
        }
    }
    scores
}

struct Model {
    places: BTreeMap<String, usize>,
    weights: Vec<f64>,
    bias: f64,
}

impl Model {
    fn learned(texts: &[&Text]) -> Self {
        let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
        for text in texts {
            for gram in grams(&text.read, LONGEST).collect::<BTreeSet<_>>() {
                *seen.entry(gram).or_default() += 1;
            }
        }
        let kept = seen.into_iter().filter(|(_, texts)| *texts >= SEEN_IN);
        let places: BTreeMap<String, usize> =
            kept.enumerate().map(|(place, (gram, _))| (gram.to_owned(), place)).collect();
        let mut model = Self { weights: vec![0.0; places.len()], places, bias: 0.0 };

        let examples: Vec<(Vec<usize>, f64)> = texts
            .iter()
            .map(|text| (model.places_of(&text.read), if text.claim { 1.0 } else { -1.0 }))
            .collect();
        let mut pulls = vec![0.0; examples.len()];
        let mut order: Vec<usize> = (0..examples.len()).collect();
        let mut dice = 0x9e37_79b9_7f4a_7c15_u64;
        for _ in 0..ROUNDS {
            for i in (1..order.len()).rev() {
                dice ^= dice << 13;
                dice ^= dice >> 7;
                dice ^= dice << 17;
                order.swap(i, (dice % (i as u64 + 1)) as usize);
            }
            for &i in &order {
                let (places, side) = &examples[i];
                let slope = side * model.sum(places) - 1.0 + pulls[i] / (2.0 * COST);
                // Every text has length one, and the bias is one more gram.
                let pull = f64::max(0.0, pulls[i] - slope / (2.0 + 1.0 / (2.0 * COST)));
                let step = (pull - pulls[i]) * side;
                pulls[i] = pull;
                model.bias += step;
                let each = step / (places.len().max(1) as f64).sqrt();
                for place in places {
                    model.weights[*place] += each;
                }
            }
        }
        model
    }

    fn places_of(&self, read: &str) -> Vec<usize> {
        let places: BTreeSet<usize> =
            grams(read, LONGEST).filter_map(|gram| self.places.get(gram).copied()).collect();
        places.into_iter().collect()
    }

    fn sum(&self, places: &[usize]) -> f64 {
        let sum: f64 = places.iter().map(|place| self.weights[*place]).sum();
        self.bias + sum / (places.len().max(1) as f64).sqrt()
    }

    fn score(&self, read: &str) -> f64 {
        self.sum(&self.places_of(read))
    }

    /// `reading.toml`.
    fn file(&self, limits: [f64; 2], texts: usize) -> Result<String, std::fmt::Error> {
        let whole = |value: f64| (value * UNIT).round() as i32;
        let mut by_weight: BTreeMap<i32, Vec<&str>> = BTreeMap::new();
        for (gram, place) in &self.places {
            by_weight.entry(whole(self.weights[*place])).or_default().push(gram);
        }
        let mut file = String::new();
        writeln!(
            file,
            "# How lawful sentences and claims read. Learned from {texts} places by examples/train_reading.rs"
        )?;
        writeln!(file, "# (packs/README.md says how); not written by hand.")?;
        writeln!(file, "longest = {LONGEST}")?;
        writeln!(file, "bias = {}", whole(self.bias))?;
        let [lawful, plainly] = limits.map(whole);
        writeln!(file, "limits = {{ lawful = {lawful}, plainly_lawful = {plainly} }}")?;
        writeln!(file, "weights = [")?;
        for (weight, grams) in by_weight {
            let words = grams.join(" ").replace('\\', "\\\\").replace('"', "\\\"");
            writeln!(file, "  [{weight}, \"{words}\"],")?;
        }
        writeln!(file, "]")?;
        Ok(file)
    }
}
