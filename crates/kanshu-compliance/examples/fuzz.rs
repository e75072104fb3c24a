//! Throws arbitrary text at the engine.
//!
//! ```console
//! $ cargo run --release -p kanshu-compliance --example fuzz -- <inputs> [seed]
//! ```
//!
//! Inputs are random Unicode, words of the rules in random order, and the packs' examples with characters
//! dropped, doubled, swapped and put in. Every finding must lie within its text, and its words must be the
//! text's; no input may take long for its length. The first input that breaks this stops the run.

use std::time::{Duration, Instant};

use chrono::NaiveDate;
use kanshu_compliance::{Engine, Passage};
use kanshu_domain::{compliance::TextContext, kinds::article::Jurisdiction};

const EVERYWHERE: [Jurisdiction; 3] = [Jurisdiction::Jp, Jurisdiction::Us, Jurisdiction::Kr];
const CONTEXTS: [TextContext; 5] = [
    TextContext::Body,
    TextContext::Heading,
    TextContext::ReaderQuestion,
    TextContext::Banner,
    TextContext::QuoteTranslation,
];
/// No input of a few hundred characters may take this long, even on a busy machine.
const TOO_LONG: Duration = Duration::from_millis(250);

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let inputs: u64 = arguments.next().ok_or("how many inputs?")?.parse()?;
    let seed: u64 = arguments.next().map_or(Ok(1), |seed| seed.parse())?;
    let on = NaiveDate::from_ymd_opt(2026, 11, 22).ok_or("no such day")?;
    let engine = Engine::new(Vec::new())?;
    let examples: Vec<Vec<char>> = engine
        .packs()
        .iter()
        .flat_map(|pack| {
            pack.examples().map(|example| example.text).map(|text| text.chars().collect())
        })
        .collect();
    // Compiles every pattern, so that no input pays for it.
    engine.packs().iter().for_each(|pack| drop(pack.failed_examples()));

    let mut chance = Chance(seed);
    let (mut findings, mut slowest) = (0_usize, Duration::ZERO);
    for n in 0..inputs {
        let text = match n % 4 {
            0 => random(&mut chance),
            1 => shuffled(&mut chance, &examples),
            _ => mutated(&mut chance, &examples),
        };
        let context = CONTEXTS[chance.below(CONTEXTS.len())];
        let passage = Passage { text, context, ..Passage::default() };
        let start = Instant::now();
        let found = engine.check(std::slice::from_ref(&passage), &EVERYWHERE, on);
        let took = start.elapsed();
        slowest = slowest.max(took);
        let chars: Vec<char> = passage.text.chars().collect();
        if took > TOO_LONG {
            return Err(format!("input {n} took {took:?}: {:?}", passage.text).into());
        }
        for finding in &found {
            let range = finding.place.range.ok_or("a phrase finding has a range")?;
            let cut = chars.get(range.start..range.end).map(|cut| cut.iter().collect::<String>());
            if cut.as_ref() != Some(&finding.matched) || finding.matched.is_empty() {
                return Err(format!(
                    "input {n}: {range:?} is not {:?} in {:?}",
                    finding.matched, passage.text
                )
                .into());
            }
        }
        findings += found.len();
        if n % 1_000_000 == 999_999 {
            println!(
                "{} million inputs, {findings} findings, slowest {slowest:?}",
                (n + 1) / 1_000_000
            );
        }
    }
    println!(
        "{inputs} inputs from seed {seed}: {findings} findings, slowest {slowest:?}, nothing broke"
    );
    Ok(())
}

/// SplitMix64: the same seed, the same inputs.
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    fn below(&mut self, n: usize) -> usize {
        usize::try_from(self.next() % n.max(1) as u64).unwrap_or(0)
    }

    fn char(&mut self) -> char {
        let range = [
            (0x20, 0x7E),
            (0x3040, 0x30FF),
            (0x4E00, 0x9FFF),
            (0xFF00, 0xFFEF),
            (0x300, 0x36F),
            (0x1100, 0x11FF),
            (0xAC00, 0xD7A3),
            (0x2000, 0x206F),
            (0x1F300, 0x1FAFF),
            (0x0, 0x10_FFFF),
        ][self.below(10)];
        let code = range.0 + self.below(range.1 - range.0 + 1);
        u32::try_from(code).ok().and_then(char::from_u32).unwrap_or('\u{FFFD}')
    }
}

fn random(chance: &mut Chance) -> String {
    (0..chance.below(60)).map(|_| chance.char()).collect()
}

/// Pieces of examples, one after another.
fn shuffled(chance: &mut Chance, examples: &[Vec<char>]) -> String {
    let mut text = String::new();
    for _ in 0..=chance.below(5) {
        let example = &examples[chance.below(examples.len())];
        let start = chance.below(example.len());
        let end = start + chance.below(example.len() - start + 1);
        text.extend(&example[start..end]);
    }
    text
}

/// An example with a few characters dropped, doubled, swapped or put in.
fn mutated(chance: &mut Chance, examples: &[Vec<char>]) -> String {
    let mut text = examples[chance.below(examples.len())].clone();
    for _ in 0..=chance.below(4) {
        let at = chance.below(text.len());
        match chance.below(4) {
            0 if text.len() > 1 => drop(text.remove(at)),
            1 => text.insert(at, text[at]),
            2 if at + 1 < text.len() => text.swap(at, at + 1),
            _ => text.insert(at, chance.char()),
        }
    }
    text.into_iter().collect()
}
