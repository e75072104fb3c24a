//! Who can have a treatment: verdicts by clinical state, and the criteria of each state.

use kanshu_domain::block::{BlockContent, ClinicalState, Eligibility, EligibilityRule, Verdict};
use kanshu_domain::values::{Line, Prose};

use super::{
    builder::Builder,
    lists::Item,
    source::{Span, TextLine},
};

const STABLE: &[&str] = &["安定期", "寛解期", "維持期", "安定している", "落ち着いている"];
const ACTIVE: &[&str] = &[
    "活動期",
    "増悪期",
    "急性期",
    "悪化期",
    "再燃期",
    "炎症期",
    "進行期",
    "悪化している",
    "炎症が強い",
];
const OTHER: &[&str] = &["回復期", "慢性期", "移行期", "治癒期"];

/// Verdicts that the column has given so far.
#[derive(Default)]
pub(super) struct Verdicts(Vec<(ClinicalState, Verdict)>);

pub(super) fn state_of(text: &str) -> Option<ClinicalState> {
    let names = |words: &[&str]| words.iter().any(|word| text.contains(word));
    if names(STABLE) {
        Some(ClinicalState::Stable)
    } else if names(ACTIVE) {
        Some(ClinicalState::Active)
    } else {
        names(OTHER).then_some(ClinicalState::Other)
    }
}

fn verdict_of(text: &str) -> Option<Verdict> {
    const CONDITIONAL: &[&str] = &[
        "要相談",
        "相談のうえ",
        "相談の上",
        "条件付き",
        "場合によって",
        "慎重に",
        "ないことがあ",
        "ない場合があ",
        "判断が必要",
    ];
    const NO: &[&str] = &[
        "受けられない",
        "受けられません",
        "できない",
        "できません",
        "行えない",
        "行えません",
        "不可",
        "避け",
        "控え",
        "見送",
        "適応外",
        "お断り",
        "推奨しません",
        "推奨されません",
        "NG",
    ];
    const YES: &[&str] = &[
        "受けられる",
        "受けられます",
        "できる",
        "できます",
        "行える",
        "行えます",
        "可能",
        "適応",
        "OK",
    ];
    let says = |words: &[&str]| words.iter().any(|word| text.contains(word));
    if says(CONDITIONAL) {
        Some(Verdict::Conditional)
    } else if says(NO) {
        Some(Verdict::NotEligible)
    } else {
        says(YES).then_some(Verdict::Eligible)
    }
}

/// A list whose every item names a state and a verdict.
pub(super) fn push_verdicts(builder: &mut Builder<'_>, items: &[Item]) -> bool {
    let rules: Option<Vec<EligibilityRule>> = items
        .iter()
        .map(|item| {
            let text = item.line(builder)?;
            let state = state_of(text.as_str())?;
            let verdict = verdict_of(text.as_str())?;
            Some(EligibilityRule {
                state,
                verdict,
                label: None,
                text: Some(text),
                criteria: Vec::new(),
            })
        })
        .collect();
    let Some(rules) = rules else { return false };
    let field = builder.next_block();
    for (i, item) in items.iter().enumerate() {
        builder.claim(item.span(), format!("{field}.rules[{i}].text"));
    }
    builder.verdicts.0.extend(rules.iter().map(|rule| (rule.state, rule.verdict)));
    let message = format!("who can have the treatment: {} verdicts by clinical state", rules.len());
    builder.recognised(&items[0].first, &field, message);
    push(builder, rules);
    true
}

/// A labelled list of the criteria of a state.
pub(super) fn push_criteria(
    builder: &mut Builder<'_>,
    label_line: &TextLine,
    label: &Line,
    items: &[Item],
) -> bool {
    let Some(state) = state_of(label.as_str()) else { return false };
    let criteria: Option<Vec<Line>> = items.iter().map(|item| item.line(builder)).collect();
    let Some(criteria) = criteria else { return false };
    let field = builder.next_block();
    let known = builder.verdicts.0.iter().find(|(known, _)| *known == state).map(|(_, v)| *v);
    let verdict = known.unwrap_or(match state {
        ClinicalState::Stable => Verdict::Eligible,
        ClinicalState::Active => Verdict::NotEligible,
        ClinicalState::Other => Verdict::Conditional,
    });
    let message = format!("{} criteria of the state “{label}”", criteria.len());
    builder.recognised(label_line, &field, message);
    if known.is_none() {
        let message = format!("the verdict for “{label}”: the text gives none before its criteria");
        builder.guessed(label_line, &format!("{field}.rules[0].verdict"), message);
    }
    builder.claim(label_line.span, format!("{field}.rules[0].label"));
    for (i, item) in items.iter().enumerate() {
        builder.claim(item.span(), format!("{field}.rules[0].criteria[{i}]"));
    }
    push(
        builder,
        vec![EligibilityRule { state, verdict, label: Some(label.clone()), text: None, criteria }],
    );
    true
}

fn push(builder: &mut Builder<'_>, rules: Vec<EligibilityRule>) {
    builder.push(BlockContent::Eligibility(Eligibility {
        treatment: None,
        rules,
        decision_note: None,
    }));
}

/// A paragraph right below an eligibility block that says who decides.
pub(super) fn take_decision_note(
    builder: &mut Builder<'_>,
    lines: &[TextLine],
    text: &str,
) -> bool {
    let says_who_decides = text.contains("医師")
        && ["判断", "診断", "決定", "診察"].iter().any(|word| text.contains(word));
    let (Some(first), Some(last)) = (lines.first(), lines.last()) else { return false };
    let Some(index) = builder.body.len().checked_sub(1) else { return false };
    let Ok(note) = Prose::parse(text) else { return false };
    let Some(BlockContent::Eligibility(block)) =
        builder.body.last_mut().map(|block| &mut block.content)
    else {
        return false;
    };
    if !says_who_decides || block.decision_note.is_some() {
        return false;
    }
    block.decision_note = Some(note);
    let field = format!("body[{index}].decisionNote");
    builder.claim(Span::new(first.span.start, last.span.end), field.clone());
    builder.recognised(first, &field, "who decides in the end, right below the criteria");
    true
}
