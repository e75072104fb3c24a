//! The few words that renderers add themselves, per locale.

use kanshu_domain::{block::Verdict, values::Locale};

pub(crate) struct Words {
    pub(crate) translation: &'static str,
    pub(crate) source: &'static str,
    pub(crate) eligible: &'static str,
    pub(crate) not_eligible: &'static str,
    pub(crate) conditional: &'static str,
    pub(crate) before: &'static str,
    pub(crate) after: &'static str,
    pub(crate) edited: &'static str,
    pub(crate) treatment: &'static str,
    pub(crate) sessions: &'static str,
    pub(crate) cost: &'static str,
    pub(crate) risks: &'static str,
    pub(crate) colon: &'static str,
}

const JAPANESE: Words = Words {
    translation: "和訳",
    source: "出典",
    eligible: "受けられる",
    not_eligible: "受けられない",
    conditional: "医師の判断による",
    before: "施術前",
    after: "施術後",
    edited: "画像は加工されています",
    treatment: "治療内容",
    sessions: "回数",
    cost: "費用",
    risks: "リスク・副作用",
    colon: "：",
};

const ENGLISH: Words = Words {
    translation: "Translation",
    source: "Source",
    eligible: "Eligible",
    not_eligible: "Not eligible",
    conditional: "The physician decides",
    before: "Before",
    after: "After",
    edited: "The images were retouched",
    treatment: "Treatment",
    sessions: "Sessions",
    cost: "Cost",
    risks: "Risks and side effects",
    colon: ": ",
};

impl Words {
    pub(crate) fn of(locale: &Locale) -> &'static Self {
        if locale.is_japanese() { &JAPANESE } else { &ENGLISH }
    }

    pub(crate) fn verdict(&self, verdict: Verdict) -> &'static str {
        match verdict {
            Verdict::Eligible => self.eligible,
            Verdict::NotEligible => self.not_eligible,
            Verdict::Conditional => self.conditional,
        }
    }
}
