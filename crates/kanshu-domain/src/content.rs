//! The content of one revision, whatever its kind, and the questions the backbone asks of it.

use serde::Serialize;
use serde_json::Value;

use crate::{
    block::{Block, BlockContent, Heading},
    claim::{Claim, check_claims},
    decode::{FieldError, decode},
    id::GroupId,
    kind::Kind,
    kinds::{
        article::Article, banner::Banner, citation::Citation, clinic::Clinic, condition::Condition,
        disclaimer::Disclaimer, physician::Physician, product::Product, tag::Tag,
        treatment::Treatment,
    },
    reference::{Reference, Role},
    values::{Image, Seo},
};

/// What every kind must be able to say about itself. Implemented beside each kind.
pub trait KindContent {
    /// How lists and error messages call the document.
    fn title(&self) -> String;

    /// Every reference, in the order of the text.
    fn references(&self) -> Vec<Reference>;

    /// Values that lists may be filtered by, apart from references: `("class", "exosome")`.
    fn attributes(&self) -> Vec<(&'static str, String)> {
        Vec::new()
    }

    /// The part of the content that a reader's decision could rest on. When the signed view of a
    /// dependency changes, approvals that rest on it go stale; a photo or a sort key changes nothing.
    fn signed_view(&self) -> Value;

    /// What makes the content wrong even as a draft.
    fn check(&self) -> Vec<FieldError> {
        Vec::new()
    }

    /// The body, for kinds that have one.
    fn body(&self) -> &[Block] {
        &[]
    }

    /// What the body asserts, for kinds that make claims.
    fn claims(&self) -> &[Claim] {
        &[]
    }

    /// Images outside the body, each with its field path.
    fn images(&self) -> Vec<(String, &Image)> {
        Vec::new()
    }

    /// Head data, for kinds with a page.
    fn seo(&self) -> Option<&Seo> {
        None
    }

    /// The physician who must sign, for signed kinds.
    fn supervising_physician(&self) -> Option<GroupId> {
        None
    }
}

macro_rules! contents {
    ($($kind:ident),+ $(,)?) => {
        /// The content of one revision. In JSON just the kind's own object: the kind stands beside it.
        #[derive(Clone, Debug, PartialEq, Eq, Serialize)]
        #[serde(untagged)]
        pub enum Content {
            $($kind(Box<$kind>),)+
        }

        impl Content {
            /// The kind this content is of.
            pub fn kind(&self) -> Kind {
                match self {
                    $(Self::$kind(_) => Kind::$kind,)+
                }
            }

            fn as_kind(&self) -> &dyn KindContent {
                match self {
                    $(Self::$kind(content) => content.as_ref(),)+
                }
            }

            /// Decodes content of `kind`.
            ///
            /// # Errors
            /// All field errors at once: of form, and of structure (skipped heading levels, block ids
            /// that stand twice, ranges outside their text).
            pub fn decode(kind: Kind, value: Value) -> Result<Self, Vec<FieldError>> {
                let content = match kind {
                    $(Kind::$kind => Self::$kind(Box::new(decode::<$kind>(value)?)),)+
                };
                let errors = content.check();
                if errors.is_empty() { Ok(content) } else { Err(errors) }
            }
        }

        $(impl From<$kind> for Content {
            fn from(content: $kind) -> Self {
                Self::$kind(Box::new(content))
            }
        })+
    };
}

contents!(
    Article, Treatment, Product, Physician, Citation, Clinic, Condition, Banner, Disclaimer, Tag
);

impl Content {
    /// How lists and error messages call the document.
    pub fn title(&self) -> String {
        self.as_kind().title()
    }

    /// Every reference, in the order of the text.
    pub fn references(&self) -> Vec<Reference> {
        self.as_kind().references()
    }

    /// Values that lists may be filtered by, apart from references.
    pub fn attributes(&self) -> Vec<(&'static str, String)> {
        self.as_kind().attributes()
    }

    /// The part of the content that a reader's decision could rest on.
    pub fn signed_view(&self) -> Value {
        self.as_kind().signed_view()
    }

    /// The body, for kinds that have one.
    pub fn body(&self) -> &[Block] {
        self.as_kind().body()
    }

    /// What the body asserts, for kinds that make claims.
    pub fn claims(&self) -> &[Claim] {
        self.as_kind().claims()
    }

    /// Head data, for kinds with a page.
    pub fn seo(&self) -> Option<&Seo> {
        self.as_kind().seo()
    }

    /// The physician who must sign, for signed kinds.
    pub fn supervising_physician(&self) -> Option<GroupId> {
        self.as_kind().supervising_physician()
    }

    /// Every image, each with its field path.
    pub fn images(&self) -> Vec<(String, &Image)> {
        let mut images = self.as_kind().images();
        for (i, block) in self.body().iter().enumerate() {
            for (field, image) in block.content.images() {
                images.push((format!("body[{i}].{field}"), image));
            }
        }
        if let Some(image) = self.seo().and_then(|seo| seo.image.as_ref()) {
            images.push(("seo.image".to_owned(), image));
        }
        images
    }

    fn check(&self) -> Vec<FieldError> {
        let mut errors = check_body(self.body());
        if self.references().len() > MOST_REFERENCES {
            let message = format!("a document has at most {MOST_REFERENCES} references");
            errors.push(FieldError::invalid("", message));
        }
        errors.extend(check_claims(self.claims(), self.body(), || {
            serde_json::to_value(self).unwrap_or_default()
        }));
        errors.extend(self.as_kind().check());
        errors
    }
}

/// Far more than a page can carry, and few enough to look up in one statement.
const MOST_REFERENCES: usize = 1_000;

/// The references of a body, each with its field path.
pub(crate) fn body_references(body: &[Block]) -> Vec<Reference> {
    body.iter()
        .enumerate()
        .flat_map(|(i, block)| block.content.references(&format!("body[{i}]")))
        .collect()
}

/// A list of references to one role.
pub(crate) fn listed(role: Role, field: &str, targets: &[GroupId]) -> Vec<Reference> {
    targets
        .iter()
        .enumerate()
        .map(|(i, target)| Reference { role, target: *target, field: format!("{field}[{i}]") })
        .collect()
}

/// An optional reference.
pub(crate) fn single(role: Role, field: &str, target: Option<GroupId>) -> Option<Reference> {
    target.map(|target| Reference { role, target, field: field.to_owned() })
}

fn check_body(body: &[Block]) -> Vec<FieldError> {
    let mut errors = Vec::new();
    let mut seen = std::collections::HashSet::new();
    let mut above = 1;
    for (i, block) in body.iter().enumerate() {
        let at = format!("body[{i}]");
        if !seen.insert(block.id) {
            let message = format!("the block id {} stands twice", block.id);
            errors.push(FieldError::coded(format!("{at}.id"), "duplicate", message));
        }
        match &block.content {
            BlockContent::Heading(Heading { level, .. }) => {
                let level = u8::from(*level);
                if level > above + 1 {
                    let message =
                        format!("heading level {level} follows level {above}; levels may not skip");
                    errors.push(FieldError::coded(
                        format!("{at}.level"),
                        "heading_level_skipped",
                        message,
                    ));
                }
                above = level;
            }
            BlockContent::Quotation(quotation) => {
                let chars: Vec<char> = quotation.original.text.as_str().chars().collect();
                let ranges = (quotation.elisions.iter().map(|r| ("elisions", r)))
                    .chain(quotation.markers.iter().map(|r| ("markers", r)));
                for (field, range) in ranges {
                    let there = chars.get(range.start..range.end).map(String::from_iter);
                    if there.as_deref() != Some(range.text.as_str()) {
                        let message = format!(
                            "`{}` does not stand at {}..{} of the original",
                            range.text, range.start, range.end
                        );
                        errors.push(FieldError::invalid(format!("{at}.{field}"), message));
                    }
                }
            }
            BlockContent::Table(table)
                if table.rows.iter().any(|row| row.len() != table.header.len()) =>
            {
                let message = "each row has as many cells as the header";
                errors.push(FieldError::invalid(format!("{at}.rows"), message));
            }
            _ => {}
        }
    }
    errors
}
