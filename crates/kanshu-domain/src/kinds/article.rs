//! Articles: a clinic's columns.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::{
    block::{Block, DisclaimerNote},
    claim::{Claim, claim_references},
    content::{KindContent, body_references, listed, single},
    id::GroupId,
    reference::{Reference, Role},
    values::{Line, RichText, Seo},
};

/// A column. In Japanese law it is an advertisement as soon as it names a clinic and invites to it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Article {
    /// Without label and badge.
    pub title: Line,
    /// A label printed before the title, without its 【】. The badge 【医師が解説】 is never typed here
    /// unless the author is a physician; the gate refuses it (G02).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title_label: Option<Line>,
    /// What the page does not claim, shown before the lead.
    #[serde(default)]
    pub disclaimers: Vec<DisclaimerNote>,
    #[serde(default)]
    pub reader_questions: Vec<Line>,
    /// The opening paragraphs.
    #[serde(default)]
    pub lead: Vec<RichText>,
    #[serde(default)]
    pub body: Vec<Block>,
    /// What the body asserts, and what that rests on.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub claims: Vec<Claim>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub author: Option<Author>,
    /// The physician who answers for the article and signs it (監修者医師).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub supervising_physician: Option<GroupId>,
    /// The clinic whose contact points stand on the page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub clinic: Option<GroupId>,
    #[serde(default)]
    pub treatments: Vec<GroupId>,
    #[serde(default)]
    pub conditions: Vec<GroupId>,
    #[serde(default)]
    pub tags: Vec<GroupId>,
    #[serde(default)]
    pub banners: Vec<GroupId>,
    #[serde(default)]
    pub seo: Seo,
    /// Whose advertising law the page must satisfy.
    #[serde(default = "japan")]
    pub target_jurisdictions: Vec<Jurisdiction>,
    /// What a country's reviewing body has cleared beforehand, where the law asks for it (G17). Left out
    /// of the stored bytes when empty, so that hashes of older revisions hold.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pre_clearances: Vec<PreClearance>,
}

fn japan() -> Vec<Jurisdiction> {
    vec![Jurisdiction::Jp]
}

/// An advertisement's clearance before it appears: in Korea the prior review (사전심의) of 의료법 57조 by a
/// self-regulatory body.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PreClearance {
    pub jurisdiction: Jurisdiction,
    /// Who cleared it.
    pub body: Line,
    /// The number that the body gave it, as it must be shown.
    pub approval_number: Line,
    /// The last day (in Tokyo) on which it holds.
    pub valid_until: NaiveDate,
}

impl PreClearance {
    /// Whether it covers `jurisdiction` on that day.
    pub fn holds(&self, jurisdiction: Jurisdiction, on: NaiveDate) -> bool {
        self.jurisdiction == jurisdiction && on <= self.valid_until
    }
}

/// Who wrote the article: a physician with a record here, or somebody else by name. In JSON either
/// `{"physician": "<id>"}` or `{"name": "…", "role": "…"}`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "AuthorFields", into = "AuthorFields")]
pub enum Author {
    Physician(GroupId),
    Writer { name: Line, role: Option<Line> },
}

#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct AuthorFields {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    physician: Option<GroupId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    name: Option<Line>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    role: Option<Line>,
}

impl TryFrom<AuthorFields> for Author {
    type Error = crate::values::Invalid;

    fn try_from(fields: AuthorFields) -> Result<Self, Self::Error> {
        match fields {
            AuthorFields { physician: Some(id), name: None, role: None } => Ok(Self::Physician(id)),
            AuthorFields { physician: None, name: Some(name), role } => {
                Ok(Self::Writer { name, role })
            }
            _ => Err(crate::values::Invalid(
                "an author is either `physician` or `name` with an optional `role`".to_owned(),
            )),
        }
    }
}

impl From<Author> for AuthorFields {
    fn from(author: Author) -> Self {
        match author {
            Author::Physician(id) => Self { physician: Some(id), name: None, role: None },
            Author::Writer { name, role } => Self { physician: None, name: Some(name), role },
        }
    }
}

/// A country (or union) whose rules for medical advertising apply.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Jurisdiction {
    Jp,
    Us,
    Uk,
    Eu,
    Kr,
}

impl KindContent for Article {
    fn title(&self) -> String {
        self.title.to_string()
    }

    fn references(&self) -> Vec<Reference> {
        let author = match self.author {
            Some(Author::Physician(id)) => Some(id),
            _ => None,
        };
        let mut found: Vec<Reference> = self
            .disclaimers
            .iter()
            .enumerate()
            .filter_map(|(i, note)| note.reference(&format!("disclaimers[{i}]")))
            .collect();
        for (i, text) in self.lead.iter().enumerate() {
            let field = format!("lead[{i}]");
            found.extend(listed(Role::Citation, &field, &text.citations()));
        }
        found.extend(body_references(&self.body));
        found.extend(claim_references(&self.claims));
        found.extend(single(Role::Author, "author.physician", author));
        found.extend(single(
            Role::SupervisingPhysician,
            "supervisingPhysician",
            self.supervising_physician,
        ));
        found.extend(single(Role::Clinic, "clinic", self.clinic));
        found.extend(listed(Role::Treatment, "treatments", &self.treatments));
        found.extend(listed(Role::Condition, "conditions", &self.conditions));
        found.extend(listed(Role::Tag, "tags", &self.tags));
        found.extend(listed(Role::Banner, "banners", &self.banners));
        found
    }

    fn signed_view(&self) -> Value {
        json!({
            "title": self.title, "disclaimers": self.disclaimers, "lead": self.lead,
            "body": self.body, "claims": self.claims, "treatments": self.treatments,
        })
    }

    fn claims(&self) -> &[Claim] {
        &self.claims
    }

    fn body(&self) -> &[Block] {
        &self.body
    }

    fn seo(&self) -> Option<&Seo> {
        Some(&self.seo)
    }

    fn supervising_physician(&self) -> Option<GroupId> {
        self.supervising_physician
    }
}
