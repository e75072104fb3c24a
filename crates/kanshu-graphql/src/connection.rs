//! Lists that grow: connections with opaque cursors (Relay).

use std::sync::Arc;

use async_graphql::{
    Context, InputObject, MaybeUndefined, OutputType, Result,
    connection::{Connection, CursorType, Edge},
};
use chrono::{DateTime, Utc};
use kanshu_domain::{
    document::Document,
    query::{Cursor, Direction, Filter, ListQuery, PageSize, Sort, SortKey, UnknownCursor, Window},
    reference::Role,
    values::Locale,
};

use crate::{
    document::{KindObject, Reading},
    errors::bad_input,
    loaders::ReferringKey,
    scalars,
    view::{Perspective, View},
};

/// The place of a row in its list, as clients get it: opaque text.
pub(crate) struct Place(pub Cursor);

impl CursorType for Place {
    type Error = UnknownCursor;

    fn decode_cursor(text: &str) -> Result<Self, UnknownCursor> {
        Cursor::decode(text).map(Self)
    }

    fn encode_cursor(&self) -> String {
        self.0.encode()
    }
}

/// A page of a list.
pub(crate) type Many<T> = Connection<Place, T>;

/// From `gte` (included) to `lt` (excluded).
#[derive(Clone, Copy, Debug, InputObject)]
pub(crate) struct InstantRange {
    /// At this instant or later.
    gte: Option<DateTime<Utc>>,
    /// Before this instant.
    lt: Option<DateTime<Utc>>,
}

impl InstantRange {
    pub(crate) fn filter(self, key: SortKey) -> Filter {
        Filter::Between { key, from: self.gte, until: self.lt }
    }
}

/// More than any limit, and small enough that sums and products of it never overflow: a wrapped cost
/// would be a small one.
const MORE_THAN_ANY_LIMIT: usize = 1 << 40;

/// What a connection costs: each row as much as what is selected of it.
pub(crate) fn page_cost(first: Option<i32>, last: Option<i32>, row: usize) -> usize {
    let most = i32::from(PageSize::MOST);
    let asked = first.or(last).unwrap_or_else(|| i32::from(PageSize::default().rows()));
    let rows = usize::try_from(asked.clamp(1, most)).unwrap_or(1);
    rows.saturating_mul(row.max(1)).min(MORE_THAN_ANY_LIMIT) + 1
}

/// Which part of a list a client asks for.
pub(crate) struct PageArgs {
    pub(crate) first: Option<i32>,
    pub(crate) after: Option<String>,
    pub(crate) last: Option<i32>,
    pub(crate) before: Option<String>,
}

impl PageArgs {
    /// # Errors
    /// `BAD_USER_INPUT` when the arguments contradict each other, a size is not 1 to 100, or a cursor
    /// is not one of ours.
    pub(crate) fn window(&self) -> Result<Window> {
        let size = |size: Option<i32>| match size {
            Some(size) => PageSize::new(size.into()).map_err(|why| bad_input(why.to_string())),
            None => Ok(PageSize::default()),
        };
        let cursor = |text: &Option<String>| match text {
            Some(text) => Cursor::decode(text).map(Some).map_err(|why| bad_input(why.to_string())),
            None => Ok(None),
        };
        let backwards = self.last.is_some() || self.before.is_some();
        match (backwards, self.first.is_some() || self.after.is_some()) {
            (true, true) => Err(bad_input(
                "ask for `first` with `after`, or for `last` with `before`, not for both",
            )),
            (true, false) => {
                Ok(Window::Last { size: size(self.last)?, before: cursor(&self.before)? })
            }
            (false, _) => {
                Ok(Window::First { size: size(self.first)?, after: cursor(&self.after)? })
            }
        }
    }
}

/// One page of a list of one kind.
pub(crate) async fn list<T: KindObject + OutputType>(
    view: &View,
    locale: Option<Locale>,
    filters: Vec<Filter>,
    sort: Sort,
    args: &PageArgs,
) -> Result<Many<T>> {
    let window = args.window()?;
    let page = view.list(&ListQuery { kind: T::KIND, locale, filters, sort, window }).await?;
    let rows = page.items.into_iter().map(|(cursor, document)| (cursor, Arc::new(document)));
    Ok(connection(view, rows, page.has_previous, page.has_next))
}

/// The documents of one kind that refer to `reading` in `role`, newest publication first. A first page
/// is read for all targets of a level together; later pages are read one by one.
pub(crate) async fn reverse<T: KindObject + OutputType>(
    ctx: &Context<'_>,
    reading: &Reading,
    role: Role,
    locale: MaybeUndefined<scalars::Locale>,
    args: PageArgs,
) -> Result<Many<T>> {
    let view = &reading.view;
    let locale = match locale {
        _ if !T::KIND.is_localised() => None,
        MaybeUndefined::Undefined => Some(view.locale().clone()),
        MaybeUndefined::Null => None,
        MaybeUndefined::Value(locale) => Some(locale.0),
    };
    let target = reading.document.group;
    let Window::First { size, after: None } = args.window()? else {
        let filters = vec![Filter::Refers { role, targets: vec![target] }];
        return list(view, locale, filters, Sort::default(), &args).await;
    };
    let perspective = view.perspective();
    let size = size.rows();
    let key = ReferringKey { perspective, kind: T::KIND, role, locale, size, target };
    let (documents, more) = view.referring(ctx, key).await?;
    let rows = documents.into_iter().map(|document| (place(perspective, &document), document));
    Ok(connection(view, rows, false, more))
}

/// Where a document stands in a list sorted by publication.
fn place(perspective: Perspective, document: &Document) -> Cursor {
    let at = match (perspective, &document.published) {
        (Perspective::Published, Some(published)) => published.at,
        _ => document.updated_at,
    };
    Cursor { at, id: document.id }
}

fn connection<T: KindObject + OutputType>(
    view: &View,
    rows: impl Iterator<Item = (Cursor, Arc<Document>)>,
    has_previous: bool,
    has_next: bool,
) -> Many<T> {
    let mut connection = Connection::new(has_previous, has_next);
    connection.edges.extend(rows.filter_map(|(cursor, document)| {
        let node = T::of(view.reading(document))?;
        Some(Edge::new(Place(cursor), node))
    }));
    connection
}

/// A sort order, split into key and direction.
pub(crate) fn sort(key: SortKey, direction: Direction) -> Sort {
    Sort { key, direction }
}
