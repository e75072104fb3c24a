//! The comparison: both sides read, aligned, and held against each other.

mod conditions;
mod context;
mod directions;
mod figure_directions;
mod figures;
mod layout;
mod missing;
mod names;
mod profiles;
mod sentences;
mod sides;
mod tone;
mod wording;

use kanshu_domain::compliance::{Severity, TextRange, Words};

use self::context::Both;
use super::{Glossary, IntegrityFinding, Kind, Pair};

pub(super) fn run(pair: &Pair<'_>, glossary: &Glossary) -> Vec<IntegrityFinding> {
    let mut both = Both::new(pair, glossary);
    let mut findings = Vec::new();
    if both.english {
        findings.extend(sentences::lost_and_added(&mut both));
    }
    findings.extend(figures::numbers(&both));
    findings.extend(names::names(&both));
    findings.extend(names::markers(&both));
    if both.english {
        findings.extend(directions::directions(&both));
        let known: Vec<_> = findings.iter().map(|f| (f.kind, f.translation_range)).collect();
        let of_figures = figure_directions::directions_of_figures(&both).into_iter();
        findings.extend(of_figures.filter(|f| !known.contains(&(f.kind, f.translation_range))));
        findings.extend(tone::hedges(&both));
        findings.extend(tone::negations(&both));
        findings.extend(conditions::conditions(&both));
        findings.extend(wording::attributions(&both));
        findings.extend(wording::cells(&both));
        findings.extend(wording::terms(&both));
    }
    findings.extend(wording::translators_notes(&both));
    findings.extend(wording::variants(&both));
    findings.extend(wording::registers(&both));
    findings.extend(layout::headings(&both));
    findings.extend(layout::punctuation(pair.original, pair.translation, &both));
    let start = |finding: &IntegrityFinding| {
        let place = |range: Option<TextRange>| range.map_or(usize::MAX, |range| range.start);
        (place(finding.original_range), place(finding.translation_range), finding.kind)
    };
    findings.sort_by_key(start);
    findings.dedup();
    findings
}

fn finding(
    kind: Kind,
    severity: Severity,
    original_range: Option<TextRange>,
    translation_range: Option<TextRange>,
    ja: String,
    en: String,
) -> IntegrityFinding {
    let message = Words { ja, en };
    IntegrityFinding { kind, severity, original_range, translation_range, message }
}
