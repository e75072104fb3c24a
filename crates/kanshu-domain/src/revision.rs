//! Revisions: immutable states of a document, and the bytes and hash that fix them.

use std::fmt;

use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::{
    content::Content,
    decode::FieldError,
    id::DocumentId,
    kind::Kind,
    values::{Locale, Slug},
};

/// The number of a revision within its document, counted from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct RevisionNumber(pub u32);

impl RevisionNumber {
    /// The number of a document's first revision.
    pub const FIRST: Self = Self(1);

    /// The number after this one.
    #[must_use]
    pub fn next(self) -> Self {
        Self(self.0 + 1)
    }
}

impl fmt::Display for RevisionNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// A SHA-256 digest; 64 hexadecimal digits in text.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Sha256Hash([u8; 32]);

impl Sha256Hash {
    /// The digest of `bytes`.
    pub fn of(bytes: &[u8]) -> Self {
        Self(Sha256::digest(bytes).into())
    }

    /// A digest that was made piece by piece.
    pub fn of_digest(digest: [u8; 32]) -> Self {
        Self(digest)
    }

    /// The digest of the canonical JSON (RFC 8785) of `value`.
    pub fn of_json(value: &impl Serialize) -> Self {
        Self::of(&canonical(value))
    }

    /// # Errors
    /// When the text is not 64 hexadecimal digits.
    pub fn parse(text: &str) -> Result<Self, crate::values::Invalid> {
        let wrong = || crate::values::Invalid("a hash has 64 hexadecimal digits".to_owned());
        if text.len() != 64 || !text.is_ascii() {
            return Err(wrong());
        }
        let mut bytes = [0; 32];
        for (i, byte) in bytes.iter_mut().enumerate() {
            *byte = u8::from_str_radix(&text[2 * i..2 * i + 2], 16).map_err(|_| wrong())?;
        }
        Ok(Self(bytes))
    }
}

impl fmt::Display for Sha256Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Sha256Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Sha256Hash({self})")
    }
}

impl TryFrom<String> for Sha256Hash {
    type Error = crate::values::Invalid;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text)
    }
}

impl From<Sha256Hash> for String {
    fn from(hash: Sha256Hash) -> Self {
        hash.to_string()
    }
}

/// Canonical JSON (RFC 8785) of a value.
#[expect(clippy::expect_used, reason = "our values have string keys and no floats")]
pub fn canonical(value: &impl Serialize) -> Vec<u8> {
    serde_json_canonicalizer::to_vec(value).expect("our values have string keys and no floats")
}

/// The version of the content's shape that this program writes. Older ones are upcast on read.
pub const SCHEMA_VERSION: u32 = 1;

/// What a revision's bytes say: `{schema_version, kind, document, locale, slug, content}`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Manuscript {
    pub schema_version: u32,
    pub kind: Kind,
    pub document: DocumentId,
    pub locale: Option<Locale>,
    pub slug: Option<Slug>,
    pub content: Content,
}

/// Stored bytes are not a revision this program understands.
#[derive(Debug, thiserror::Error)]
pub enum CorruptRevision {
    #[error("the bytes are not JSON")]
    NotJson(#[source] serde_json::Error),
    #[error("schema version {0} is newer than this program")]
    TooNew(u32),
    #[error("field {}: {}", .0.first().map_or("", |e| &e.field), .0.first().map_or("", |e| &e.message))]
    Content(Vec<FieldError>),
}

#[derive(Deserialize)]
struct RawManuscript {
    schema_version: u32,
    kind: Kind,
    document: DocumentId,
    locale: Option<Locale>,
    slug: Option<Slug>,
    content: Value,
}

impl Manuscript {
    /// A manuscript in today's schema.
    pub fn new(
        document: DocumentId,
        locale: Option<Locale>,
        slug: Option<Slug>,
        content: Content,
    ) -> Self {
        let kind = content.kind();
        Self { schema_version: SCHEMA_VERSION, kind, document, locale, slug, content }
    }

    /// The canonical bytes (RFC 8785): stored, hashed and signed.
    pub fn canonical_bytes(&self) -> Vec<u8> {
        canonical(self)
    }

    /// Reads stored bytes, upcasting content of older schema versions.
    ///
    /// # Errors
    /// When the bytes are damaged or were written by a newer program.
    pub fn read(bytes: &[u8]) -> Result<Self, CorruptRevision> {
        let raw: RawManuscript = serde_json::from_slice(bytes).map_err(CorruptRevision::NotJson)?;
        if raw.schema_version > SCHEMA_VERSION {
            return Err(CorruptRevision::TooNew(raw.schema_version));
        }
        let content = Content::decode(raw.kind, raw.content).map_err(CorruptRevision::Content)?;
        Ok(Self {
            schema_version: raw.schema_version,
            kind: raw.kind,
            document: raw.document,
            locale: raw.locale,
            slug: raw.slug,
            content,
        })
    }
}
