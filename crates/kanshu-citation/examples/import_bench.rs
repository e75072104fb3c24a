//! How long 100,000 references take: `cargo run -p kanshu-citation --example import_bench [count]`.

use std::error::Error;
use std::fmt::Write as _;
use std::time::Instant;

use kanshu_citation::{duplicates, export, import};

/// RIS records with abstracts of about a thousand characters; every tenth is of a work seen before.
fn references(count: usize) -> String {
    const WORDS: [&str; 12] = [
        "barrier",
        "repair",
        "keratinocyte",
        "皮膚",
        "バリア",
        "signal",
        "lipid",
        "炎症",
        "receptor",
        "topical",
        "trial",
        "cohort",
    ];
    let word = |n: usize| WORDS[n % WORDS.len()];
    let mut text = String::new();
    for n in 0..count {
        let work = if n % 10 == 9 { n / 2 } else { n };
        let title = format!("{} {} and {} {work}", word(work), word(work / 12), word(work / 144));
        let body: String = (0..120).flat_map(|i| [word(work * 7 + i * 5 + i / 12), " "]).collect();
        // Writing to a String does not fail.
        let _ = write!(
            text,
            "TY  - JOUR\r\nTI  - {title}\r\nAU  - Mori{work}, Hana\r\nAU  - 林, 太郎\r\nAU  - Wald, Ida\r\n\
             T2  - Journal of Imagined Skin\r\nJ2  - J Imag Skin\r\nPY  - {}\r\nVL  - {}\r\nIS  - {}\r\n\
             SP  - {}\r\nEP  - {}\r\nDO  - 10.5555/bench.{work}\r\nSN  - 2073-4409\r\nAB  - {body}\r\n\
             KW  - {}\r\nKW  - {}\r\nC1  - kept {n}\r\nER  - \r\n\r\n",
            1990 + work % 40,
            work % 90 + 1,
            work % 12 + 1,
            work,
            work + 9,
            word(n),
            word(n + 3),
        );
    }
    text
}

/// The most memory this process has had, in MB (Linux).
fn peak_mb() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.split_whitespace().next()?.parse::<u64>().ok().map(|kb| kb / 1024)
}

fn main() -> Result<(), Box<dyn Error>> {
    let count = std::env::args().nth(1).map_or(Ok(100_000), |count| count.parse())?;
    let text = references(count);
    println!("{count} references, {} MB of RIS, peak {:?} MB", text.len() >> 20, peak_mb());

    let start = Instant::now();
    let file = import::open(text.as_bytes(), None)?;
    let mut index = duplicates::Index::new();
    let (mut records, mut problems, mut same) = (0, 0, 0);
    let mut sample = Vec::new();
    for (place, read) in file.records().enumerate() {
        match read {
            Ok(read) => {
                records += 1;
                same += usize::from(index.insert(place, &read.citation).is_some());
                if place % 100 == 0 {
                    sample.push((place.to_string(), read.citation));
                }
            }
            Err(_) => problems += 1,
        }
    }
    let seconds = start.elapsed().as_secs_f64();
    println!(
        "read and compared: {records} records, {problems} problems, {same} of works seen before"
    );
    println!("{seconds:.1} s, peak {:?} MB", peak_mb());

    let start = Instant::now();
    let items = || sample.iter().map(|(id, citation)| (id.as_str(), citation));
    let written = export::ris(items()).len() + export::bibtex(items()).len();
    let seconds = start.elapsed().as_secs_f64();
    println!("wrote {} of them as RIS and BibTeX: {written} bytes, {seconds:.2} s", sample.len());
    Ok(())
}
