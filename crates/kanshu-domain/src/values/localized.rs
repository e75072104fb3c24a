//! Language maps, inside documents that exist once for all locales.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Line, Locale};

/// One text per locale: `{"ja": "山田皮膚科", "en": "Yamada Dermatology"}`. May be empty in a draft.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Localized(BTreeMap<Locale, Line>);

impl Localized {
    /// A map with one text.
    pub fn one(locale: Locale, text: Line) -> Self {
        Self(BTreeMap::from([(locale, text)]))
    }

    /// The text for `locale`, else the Japanese one, else the English one, else any.
    pub fn get(&self, locale: &Locale) -> Option<&Line> {
        self.0
            .get(locale)
            .or_else(|| self.0.get(&Locale::ja()))
            .or_else(|| self.0.get(&Locale::en()))
            .or_else(|| self.0.values().next())
    }

    /// The text that the site's editors would call the thing by; empty when there is none.
    pub fn any(&self) -> String {
        self.get(&Locale::ja()).map(ToString::to_string).unwrap_or_default()
    }

    /// All texts, by locale.
    pub fn iter(&self) -> impl Iterator<Item = (&Locale, &Line)> {
        self.0.iter()
    }

    /// Whether there is no text at all.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}
