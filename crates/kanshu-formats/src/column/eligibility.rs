//! Who can have a treatment: verdicts by clinical state, and the criteria of each state.

use kanshu_domain::block::{BlockContent, ClinicalState, Eligibility, EligibilityRule, Verdict};
use kanshu_domain::values::{Line, Prose};

use super::{
    builder::Builder,
    lists::Item,
    source::{Span, TextLine},
};

const STABLE: &[&str] =
    &["安定期", "寛解期", "維持期", "寛解状態", "安定した", "安定して", "落ち着いた", "落ち着いて"];
const ACTIVE: &[&str] = &[
    "活動期",
    "増悪期",
    "急性期",
    "悪化期",
    "再燃期",
    "炎症期",
    "進行期",
    "発症期",
    "活動性",
    "悪化した",
    "悪化して",
    "炎症が強い",
    "炎症の強い",
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
        "注意が必要",
        "医師と相談",
        "医師に相談",
        "△",
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
        "受けることができない",
        "受けることができません",
        "いただけない",
        "いただけません",
        "できかね",
        "遠慮",
        "適さない",
        "適しません",
        "向いていない",
        "向かない",
        "対象外",
        "禁忌",
        "NG",
        "×",
        "✕",
        "✖",
        "❌",
    ];
    const YES: &[&str] = &[
        "受けられる",
        "受けられます",
        "できる",
        "できます",
        "行える",
        "行えます",
        "可能",
        "いただける",
        "いただけます",
        "適応",
        "適して",
        "対象",
        "向いている",
        "OK",
        "○",
        "◯",
        "〇",
        "◎",
        "⭕",
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

/// Lines without a mark that each name a state and a verdict: `安定期…照射できる`.
pub(super) fn is_verdict_line(text: &str) -> bool {
    const CHARS: usize = 60;
    text.chars().count() <= CHARS
        && text.contains(['：', ':', '…', '→', '⇒', '｜', '|', '／', '＝', '=', '\t', '\u{3000}'])
        && !text.contains(['。', '、'])
        && state_of(text).is_some()
        && verdict_of(text).is_some()
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

/// The state and verdict of a list that `label` heads. Without a state the label must say who or what
/// the verdict is about.
fn headed(label: &str) -> Option<(ClinicalState, Option<Verdict>)> {
    const ABOUT: &[&str] =
        &["方", "人", "場合", "施術", "治療", "受け", "適応", "禁忌", "照射", "患者"];
    const BOTH: &[&str] = &["受けられる方・", "受けられる方と", "できる方・", "できる方と", "違い"];
    let says = |words: &[&str]| words.iter().any(|word| label.contains(word));
    let names_both = STABLE.iter().any(|word| label.contains(word))
        && ACTIVE.iter().any(|word| label.contains(word));
    if names_both || says(BOTH) || label.ends_with(['?', '？']) {
        return None;
    }
    let verdict = verdict_of(label);
    match state_of(label) {
        Some(state) => Some((state, verdict)),
        None if says(ABOUT) && is_about_receiving(label) => {
            Some((ClinicalState::Other, Some(verdict?)))
        }
        None => None,
    }
}

/// Whether a label heads criteria.
pub(super) fn heads_criteria(label: &str) -> bool {
    headed(label).is_some()
}

/// Whether a label tells who can have a treatment, not what else can be done.
fn is_about_receiving(label: &str) -> bool {
    const RECEIVING: &[&str] = &[
        "受け",
        "施術でき",
        "治療でき",
        "照射でき",
        "注射でき",
        "施術可",
        "治療可",
        "施術不可",
        "治療不可",
        "施術が",
        "治療が",
        "適応",
        "禁忌",
        "対象",
        "施術を",
        "治療を",
        "遠慮",
        "適して",
        "適さない",
        "向いている方",
        "向いていない方",
        "慎重",
        "判断が必要な方",
        "注意が必要な方",
        "要相談",
    ];
    RECEIVING.iter().any(|word| label.contains(word))
}

/// A list of criteria right below a heading, or a sentence, that names a state or a verdict.
pub(super) fn push_below(builder: &mut Builder<'_>, items: &[Item]) -> bool {
    let label = match builder.last_block() {
        Some(BlockContent::Heading(heading)) => heading.text.clone(),
        Some(BlockContent::Paragraph(paragraph)) if introduces(paragraph.text.text()) => {
            match Line::parse(paragraph.text.text()) {
                Ok(sentence) => sentence,
                Err(_) => return false,
            }
        }
        _ => return false,
    };
    push_criteria(builder, None, &label, items)
}

/// `安定期とは、次のような状態です。`
fn introduces(text: &str) -> bool {
    const CHARS: usize = 70;
    let says = |words: &[&str]| words.iter().any(|word| text.contains(word));
    text.chars().count() <= CHARS
        && text.matches('。').count() <= 1
        && state_of(text).is_some()
        && says(&["次の", "以下", "下記"])
        && says(&["状態", "目安", "症状", "サイン", "特徴", "基準", "当てはまる", "該当"])
}

/// A list of the criteria of a state or verdict; `label_line` is its label, unless that is a heading.
pub(super) fn push_criteria(
    builder: &mut Builder<'_>,
    label_line: Option<&TextLine>,
    label: &Line,
    items: &[Item],
) -> bool {
    let Some((state, stated)) = headed(label.as_str()) else { return false };
    let criteria: Option<Vec<Line>> = items.iter().map(|item| item.line(builder)).collect();
    let Some(criteria) = criteria else { return false };
    let line = label_line.unwrap_or(&items[0].first);
    let field = builder.next_block();
    let known = builder.verdicts.0.iter().find(|(known, _)| *known == state).map(|(_, v)| *v);
    let known = stated.or(known.filter(|_| state != ClinicalState::Other));
    let verdict = known.unwrap_or(match state {
        ClinicalState::Stable => Verdict::Eligible,
        ClinicalState::Active => Verdict::NotEligible,
        ClinicalState::Other => Verdict::Conditional,
    });
    let message = format!("{} criteria of the state “{label}”", criteria.len());
    builder.recognised(line, &field, message);
    if known.is_none() {
        let message = format!("the verdict for “{label}”: the text gives none before its criteria");
        builder.guessed(line, &format!("{field}.rules[0].verdict"), message);
    }
    if let Some(label) = label_line {
        builder.claim(label.span, format!("{field}.rules[0].label"));
    }
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
