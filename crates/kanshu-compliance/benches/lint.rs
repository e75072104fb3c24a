//! How long checking takes, and whether it grows with the text and no faster.
//!
//! ```console
//! $ cargo bench -p kanshu-compliance
//! ```
//!
//! The article is two columns of a clinic, one that breaks many rules and one that breaks none (those of the
//! golden test), up to 20 KB. The hard case is what the packs' own examples say, lawful and unlawful: every
//! sentence is near to several rules. Figures are medians on one core.

use std::{hint::black_box, time::Instant};

use chrono::NaiveDate;
use kanshu_compliance::{Engine, Passage};
use kanshu_domain::kinds::article::Jurisdiction;

const EVERYWHERE: [Jurisdiction; 3] = [Jurisdiction::Jp, Jurisdiction::Us, Jurisdiction::Kr];
/// Bytes of one full article.
const ARTICLE: usize = 20 * 1024;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let on = NaiveDate::from_ymd_opt(2026, 11, 22).ok_or("no such day")?;
    let start = Instant::now();
    let engine = Engine::new(Vec::new())?;
    println!("reading {} packs: {:.0} ms", engine.packs().len(), millis(start));

    let columns =
        [include_str!("../tests/golden/column.txt"), include_str!("../tests/golden/corrected.txt")];
    let article = article(&columns, ARTICLE);
    let tenfold: Vec<Passage> = (0..10).flat_map(|_| article.iter().cloned()).collect();

    let start = Instant::now();
    let found = engine.check(&article, &EVERYWHERE, on).len();
    println!(
        "the first article, compiling what it needs: {:.0} ms, {found} findings",
        millis(start)
    );

    let one = median(51, || engine.check(black_box(&article), &EVERYWHERE, on).len());
    let ten = median(15, || engine.check(black_box(&tenfold), &EVERYWHERE, on).len());
    println!("one article of 20 KB, all packs: {one:.2} ms (bar: 5 ms)");
    println!("ten times the text: {ten:.2} ms, {:.2} times as long (bar: 11)", ten / one);

    let sentences: Vec<String> = engine
        .packs()
        .iter()
        .flat_map(|pack| pack.examples().map(|example| example.text).map(str::to_owned))
        .collect();
    let hard = passages(&sentences, ARTICLE);
    let found = engine.check(&hard, &EVERYWHERE, on).len();
    let hardest = median(21, || engine.check(black_box(&hard), &EVERYWHERE, on).len());
    println!("the hard case, 20 KB of examples with {found} findings: {hardest:.2} ms");

    // One passage without a full stop: no sentence ends, so nothing limits what a pattern sees.
    let endless = |bytes: usize| {
        let text: String =
            sentences.iter().map(|s| s.replace(['。', '!', '?', '.'], "、")).collect();
        vec![Passage {
            text: cut(&text.repeat(bytes / text.len() + 1), bytes),
            ..Passage::default()
        }]
    };
    let (short, long) = (endless(ARTICLE), endless(10 * ARTICLE));
    let one_endless = median(11, || engine.check(black_box(&short), &EVERYWHERE, on).len());
    let ten_endless = median(5, || engine.check(black_box(&long), &EVERYWHERE, on).len());
    println!(
        "20 KB without a full stop: {one_endless:.2} ms; ten times that: {:.2} times as long",
        ten_endless / one_endless
    );

    let start = Instant::now();
    let mut findings = 0;
    for i in 0..10_000 {
        // A different order each time, so that nothing could be remembered.
        let mut article = article.clone();
        let middle = i % article.len();
        article.rotate_left(middle);
        findings += engine.check(black_box(&article), &EVERYWHERE, on).len();
    }
    let seconds = millis(start) / 1000.0;
    println!("10,000 articles of 20 KB: {seconds:.1} s (bar: 60 s), {findings} findings");
    Ok(())
}

/// The lines of columns, one after another, up to `bytes`.
fn article(columns: &[&str], bytes: usize) -> Vec<Passage> {
    let mut all = Vec::new();
    let mut size = 0;
    for text in columns.iter().flat_map(|column| column.lines()).filter(|l| !l.is_empty()).cycle() {
        size += text.len();
        if size > bytes {
            break;
        }
        let field = format!("body[{}].text", all.len());
        all.push(Passage { field, text: text.to_owned(), ..Passage::default() });
    }
    all
}

/// Paragraphs of three sentences, up to `bytes`.
fn passages(sentences: &[String], bytes: usize) -> Vec<Passage> {
    let mut all = Vec::new();
    let mut size = 0;
    for three in sentences.chunks(3).cycle() {
        let text = three.concat();
        size += text.len();
        if size > bytes {
            break;
        }
        all.push(Passage {
            field: format!("body[{}].text", all.len()),
            text,
            ..Passage::default()
        });
    }
    all
}

fn cut(text: &str, bytes: usize) -> String {
    let end = (0..=bytes.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    text[..end].to_owned()
}

fn median(rounds: usize, work: impl Fn() -> usize) -> f64 {
    let mut times: Vec<f64> = (0..rounds)
        .map(|_| {
            let start = Instant::now();
            black_box(work());
            millis(start)
        })
        .collect();
    times.sort_by(f64::total_cmp);
    times[rounds / 2]
}

fn millis(start: Instant) -> f64 {
    start.elapsed().as_secs_f64() * 1000.0
}
