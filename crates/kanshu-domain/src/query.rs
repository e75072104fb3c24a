//! Lists: what may be filtered, sorted and paged. Nothing else can be asked, so nothing else can leak.

use serde::{Deserialize, Serialize};

use crate::{
    id::{DocumentId, GroupId},
    kind::Kind,
    reference::Role,
    time::Instant,
    values::{Locale, Slug},
    workflow::DeskState,
};

/// A page of documents of one kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListQuery {
    pub kind: Kind,
    /// `None` asks for every locale. Ignored for locale-neutral kinds.
    pub locale: Option<Locale>,
    /// All must hold.
    pub filters: Vec<Filter>,
    pub sort: Sort,
    pub window: Window,
}

/// One condition of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Filter {
    Ids(Vec<DocumentId>),
    Groups(Vec<GroupId>),
    Slugs(Vec<Slug>),
    /// Refers to any of the targets in this role.
    Refers {
        role: Role,
        targets: Vec<GroupId>,
    },
    /// Has any of the values in this declared attribute (see `KindContent::attributes`).
    Attribute {
        name: &'static str,
        values: Vec<String>,
    },
    /// The sort key's instant lies in `[from, until)`.
    Between {
        key: SortKey,
        from: Option<Instant>,
        until: Option<Instant>,
    },
    /// Stands in this desk state; only the desk can ask.
    DeskState(DeskState),
}

/// The names of all declared attributes, by kind.
pub fn attributes_of(kind: Kind) -> &'static [&'static str] {
    match kind {
        Kind::Treatment => &["class"],
        Kind::Product => &["regulatoryStatus"],
        Kind::Citation => &["type", "doi", "pmid", "pmcid"],
        _ => &[],
    }
}

/// The roles in which documents of a kind refer to others.
pub fn roles_of(kind: Kind) -> &'static [Role] {
    match kind {
        Kind::Article => &[
            Role::Author,
            Role::SupervisingPhysician,
            Role::Clinic,
            Role::Treatment,
            Role::Condition,
            Role::Product,
            Role::Citation,
            Role::Banner,
            Role::Disclaimer,
            Role::Tag,
        ],
        Kind::Treatment => &[
            Role::SupervisingPhysician,
            Role::Clinic,
            Role::Treatment,
            Role::Condition,
            Role::Product,
            Role::Citation,
            Role::Banner,
            Role::Disclaimer,
        ],
        Kind::Condition => &[
            Role::SupervisingPhysician,
            Role::Clinic,
            Role::Treatment,
            Role::Product,
            Role::Citation,
            Role::Banner,
            Role::Disclaimer,
        ],
        Kind::Product | Kind::Disclaimer => &[Role::SupervisingPhysician],
        Kind::Physician => &[Role::Clinic],
        Kind::Clinic => &[Role::Administrator],
        Kind::Banner => &[Role::Treatment],
        Kind::Citation | Kind::Tag => &[],
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum SortKey {
    /// When the public revision became public; at the desk, when the newest revision was minted.
    PublishedAt,
    FirstPublishedAt,
    UpdatedAt,
    CreatedAt,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    Ascending,
    Descending,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Sort {
    pub key: SortKey,
    pub direction: Direction,
}

impl Default for Sort {
    /// Newest first.
    fn default() -> Self {
        Self { key: SortKey::PublishedAt, direction: Direction::Descending }
    }
}

/// The place between two rows of a list: the sort key's instant and the document's id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Cursor {
    pub at: Instant,
    pub id: DocumentId,
}

/// Which rows: the first `size` after a cursor, or the last `size` before one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Window {
    First { size: PageSize, after: Option<Cursor> },
    Last { size: PageSize, before: Option<Cursor> },
}

/// 1 to 100.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PageSize(u16);

impl PageSize {
    /// The largest page.
    pub const MOST: u16 = 100;

    /// # Errors
    /// When the size is not 1 to 100.
    pub fn new(size: i64) -> Result<Self, crate::values::Invalid> {
        match u16::try_from(size) {
            Ok(size @ 1..=Self::MOST) => Ok(Self(size)),
            _ => Err(crate::values::Invalid("a page has 1 to 100 items".to_owned())),
        }
    }

    /// The number of rows.
    pub fn rows(self) -> u16 {
        self.0
    }
}

impl Default for PageSize {
    fn default() -> Self {
        Self(20)
    }
}

/// One page of a list.
#[derive(Clone, Debug)]
pub struct Page<T> {
    pub items: Vec<(Cursor, T)>,
    pub has_next: bool,
    pub has_previous: bool,
}

/// The cursor is not one that this server gave out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the cursor is not one that this server gave out")]
pub struct UnknownCursor;

impl Cursor {
    /// The opaque text of the cursor: 48 hexadecimal digits.
    pub fn encode(self) -> String {
        format!("{:016x}{:032x}", self.at.timestamp_micros(), self.id.0.as_u128())
    }

    /// # Errors
    /// When the text was not made by [`Cursor::encode`].
    pub fn decode(text: &str) -> Result<Self, UnknownCursor> {
        if text.len() != 48 || !text.is_ascii() {
            return Err(UnknownCursor);
        }
        let micros = u64::from_str_radix(&text[..16], 16).map_err(|_| UnknownCursor)?;
        let id = u128::from_str_radix(&text[16..], 16).map_err(|_| UnknownCursor)?;
        let at = Instant::from_timestamp_micros(micros.cast_signed()).ok_or(UnknownCursor)?;
        Ok(Self { at, id: DocumentId(uuid::Uuid::from_u128(id)) })
    }
}
