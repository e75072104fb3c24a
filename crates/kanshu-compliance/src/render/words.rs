//! The fixed words of reports in their two languages.

use kanshu_domain::compliance::{Law, Severity, Waivable, Words};

use super::Language;

impl Language {
    /// One of two wordings.
    pub(super) fn pick<'a>(self, ja: &'a str, en: &'a str) -> &'a str {
        match self {
            Self::Japanese => ja,
            Self::English => en,
        }
    }

    pub(super) fn of(self, words: &Words) -> &str {
        self.pick(&words.ja, &words.en)
    }

    /// What the severity means for the page.
    pub(super) fn severity(self, severity: Severity) -> &'static str {
        match severity {
            Severity::Block => self.pick("公開不可", "block"),
            Severity::Warn => self.pick("要確認", "warn"),
            Severity::Info => self.pick("参考", "info"),
        }
    }

    pub(super) fn waivable(self, waivable: Waivable) -> &'static str {
        match waivable {
            Waivable::Never => self.pick("不可", "by nobody"),
            Waivable::Compliance => self.pick("薬事担当者", "by the compliance role"),
            Waivable::Editor => self.pick("編集者", "by an editor"),
        }
    }

    pub(super) fn unreviewed(self) -> &'static str {
        self.pick(
            "この規則は法律の専門家の確認をまだ受けていません。",
            "Counsel has not checked this rule.",
        )
    }
}

/// `医療法 6条の5第1項 (虚偽広告の禁止)`.
pub(super) fn law_line(law: &Law) -> String {
    format!("{} {}", law.name, law.section).trim_end().to_owned()
}
