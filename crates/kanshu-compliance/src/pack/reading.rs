//! How a sentence reads as a whole: the last word on a finding that no guard silenced.
//!
//! Guards know the forms that lawful sentences take; nobody can list them all. A pack may therefore weigh the
//! short strings of a sentence (grams) by what labelled sentences taught: a weight above zero speaks for an
//! advertisement's claim, one below for information, warning or report. The weights are data
//! (`reading.toml`), made from the labelled sentences by `examples/train_reading.rs`.

use std::{
    collections::{BTreeMap, HashMap},
    ops::Range,
};

use kanshu_domain::compliance::Waivable;
use serde::Deserialize;

/// Stand for the beginning and the end of the sentence in grams.
const BEGIN: char = '⊢';
const END: char = '⊣';
/// Stand around the words found.
const OPEN: char = '⟦';
const CLOSE: char = '⟧';
/// Characters before and after the words found that are read: a claim stays one, however long the
/// sentence around it is.
const AROUND: usize = 45;
/// As many grams are named in a trace.
const NAMED: usize = 3;

/// `reading.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ReadingFile {
    /// Characters of the longest gram.
    longest: usize,
    bias: i32,
    limits: Limits,
    /// Grams by weight, separated by blanks.
    weights: Vec<(i32, String)>,
}

/// Below which sum a sentence reads as lawful.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Limits {
    /// For what somebody may accept.
    lawful: i32,
    /// For what nobody may: such a finding goes only when the sentence is plainly lawful.
    plainly_lawful: i32,
}

/// Weights of grams, and below which sum a sentence reads as lawful.
#[derive(Debug)]
pub(crate) struct Reading {
    longest: usize,
    bias: i32,
    limits: Limits,
    weights: HashMap<Box<str>, i32>,
}

/// How words in their sentence read.
#[derive(Debug)]
pub(crate) struct Score {
    pub(crate) value: i32,
    /// Below it, the sentence reads as lawful.
    pub(crate) limit: i32,
    /// The grams that spoke most clearly for it.
    pub(crate) because: String,
}

impl Reading {
    pub(super) fn new(file: ReadingFile) -> Result<Self, String> {
        if !(1..=8).contains(&file.longest) {
            return Err("`longest` is from 1 to 8 characters".to_owned());
        }
        let mut weights = HashMap::new();
        for (weight, grams) in &file.weights {
            for gram in grams.split_whitespace() {
                if weights.insert(gram.into(), *weight).is_some() {
                    return Err(format!("the gram `{gram}` stands twice"));
                }
            }
        }
        let ReadingFile { longest, bias, limits, .. } = file;
        Ok(Self { longest, bias, limits, weights })
    }

    /// The sum of the weights of the distinct grams around `span`, over the root of their number, so that
    /// long sentences weigh no more than short ones.
    pub(crate) fn score(&self, sentence: &str, span: &Range<usize>, waivable: Waivable) -> Score {
        let read = around(sentence, span);
        let known: BTreeMap<&str, i32> = grams(&read, self.longest)
            .filter_map(|gram| self.weights.get(gram).map(|weight| (gram, *weight)))
            .collect();
        let sum: f64 = known.values().copied().map(f64::from).sum();
        let root = (known.len().max(1) as f64).sqrt();
        let value = self.bias.saturating_add((sum / root).round() as i32);
        let limit = match waivable {
            Waivable::Never => self.limits.plainly_lawful,
            _ => self.limits.lawful,
        };
        let side = if value < limit { -1_i64 } else { 1 };
        let mut clearest: Vec<(&str, i32)> = known.into_iter().collect();
        clearest.sort_by_key(|(gram, weight)| (i64::from(*weight) * -side, *gram));
        let grams: Vec<&str> = clearest.into_iter().take(NAMED).map(|(gram, _)| gram).collect();
        let because = grams.join(" ");
        Score { value, limit, because }
    }
}

/// What is read of a sentence about the words at `span`.
pub(crate) fn around(sentence: &str, span: &Range<usize>) -> String {
    let head = &sentence[..span.start];
    let tail = &sentence[span.end..];
    let start = head.char_indices().rev().nth(AROUND - 1).map_or(0, |(at, _)| at);
    let end = tail.char_indices().nth(AROUND).map_or(tail.len(), |(at, _)| at);
    let begin = if start == 0 { Some(BEGIN) } else { None };
    let finish = if end == tail.len() { Some(END) } else { None };
    let (head, words, tail) = (&head[start..], &sentence[span.clone()], &tail[..end]);
    let mut read =
        String::with_capacity(head.len() + words.len() + tail.len() + 4 * BEGIN.len_utf8());
    read.extend(begin);
    read.push_str(head);
    read.push(OPEN);
    read.push_str(words);
    read.push(CLOSE);
    read.push_str(tail);
    read.extend(finish);
    read
}

/// Every run of one to `longest` characters without blanks.
pub fn grams(read: &str, longest: usize) -> impl Iterator<Item = &str> {
    read.char_indices().flat_map(move |(at, _)| {
        let rest = &read[at..];
        let ends = rest.char_indices().map(|(i, c)| (i + c.len_utf8(), c));
        ends.take(longest).take_while(|(_, c)| !c.is_whitespace()).map(move |(end, _)| &rest[..end])
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reading(weights: &str) -> Result<Reading, String> {
        let file = format!(
            "longest = 3\nbias = -10\nlimits = {{ lawful = 0, plainly_lawful = -50 }}\nweights = {weights}"
        );
        Reading::new(toml::from_str(&file).unwrap())
    }

    fn span(sentence: &str, words: &str) -> Range<usize> {
        let start = sentence.find(words).unwrap();
        start..start + words.len()
    }

    #[test]
    fn grams_are_runs_without_blanks() {
        assert_eq!(grams("治る ね", 2).collect::<Vec<_>>(), ["治", "治る", "る", "ね"]);
        assert_eq!(grams("", 3).count(), 0);
    }

    #[test]
    fn what_stands_far_from_the_words_is_not_read() {
        let sentence = "必ず治ると言われても";
        assert_eq!(around(sentence, &span(sentence, "必ず治る")), "⊢⟦必ず治る⟧と言われても⊣");
        let long = format!("{}必ず治る{}", "あ".repeat(AROUND + 1), "い".repeat(AROUND + 1));
        let read = around(&long, &span(&long, "必ず治る"));
        assert_eq!(read, format!("{}⟦必ず治る⟧{}", "あ".repeat(AROUND), "い".repeat(AROUND)));
        let all = around("治る", &(0.."治る".len()));
        assert_eq!(all, "⊢⟦治る⟧⊣");
    }

    #[test]
    fn a_sentence_reads_by_the_weights_of_its_grams() {
        let reading = reading(r#"[[-60, "⟧と と言 言"], [90, "必ず"], [40, "る⟧⊣"]]"#).unwrap();
        let score = |sentence: &str, waivable| {
            let Score { value, limit, because } =
                reading.score(sentence, &span(sentence, "必ず治る"), waivable);
            (value, limit, because)
        };
        // (90 + 40) / √2, and the bias.
        assert_eq!(score("必ず治る", Waivable::Editor), (82, 0, "必ず る⟧⊣".to_owned()));
        // (90 - 3 × 60) / √4.
        let reported = (-55, 0, "⟧と と言 言".to_owned());
        assert_eq!(score("必ず治ると言う", Waivable::Editor), reported);
        assert_eq!(score("必ず治ると言う", Waivable::Never), (-55, -50, reported.2));
        // The same gram twice weighs once: (90 - 60) / √2.
        assert_eq!(score("必ず治る、言、言", Waivable::Never).0, -10 + 21);
    }

    #[test]
    fn a_wrong_file_is_refused() {
        assert!(reading(r#"[[1, "ね よ"], [2, "よ"]]"#).unwrap_err().contains("`よ` stands twice"));
        let none =
            "longest = 0\nbias = 0\nlimits = { lawful = 0, plainly_lawful = 0 }\nweights = []";
        assert!(Reading::new(toml::from_str(none).unwrap()).is_err());
    }
}
