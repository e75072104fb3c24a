//! Lists: filters and keyset pages.

use kanshu_domain::{
    document::Document,
    query::{Cursor, Direction, Filter, ListQuery, Page, SortKey, Window},
    time::Instant,
};

use super::{Perspective, Shelf, rows::Found, stored_locale};
use crate::{
    StoreError,
    sql::{Sql, micros},
};

impl Shelf {
    /// One page of a list.
    pub async fn list(&self, query: &ListQuery) -> Result<Page<Document>, StoreError> {
        let key = column(query.sort.key);
        let (size, cursor, direction) = match query.window {
            Window::First { size, after } => (size, after, query.sort.direction),
            Window::Last { size, before } => (size, before, reversed(query.sort.direction)),
        };
        let size = usize::from(size.rows());

        let mut sql = self.matching(self.select(""), query);
        if let Some(cursor) = cursor {
            sql = beyond(sql, key, cursor, after(direction));
        }
        let order = order(direction);
        let limit = size + 1;
        let end = format!(" ORDER BY i.{key} {order}, i.document {order} LIMIT {limit}");
        let mut found = self.found(sql.push(&end)).await?;
        let more_ahead = found.len() > size;
        found.truncate(size);

        let more_behind = match cursor {
            Some(cursor) => self.any_behind(query, key, cursor, direction).await?,
            None => false,
        };
        let (has_next, has_previous) = match query.window {
            Window::First { .. } => (more_ahead, more_behind),
            Window::Last { .. } => {
                found.reverse();
                (more_behind, more_ahead)
            }
        };
        let cursors: Vec<Cursor> = found
            .iter()
            .map(|found| Cursor { at: instant(found, query.sort.key), id: found.index.document })
            .collect();
        let documents = self.documents(found).await?;
        Ok(Page { items: cursors.into_iter().zip(documents).collect(), has_next, has_previous })
    }

    /// Whether any row of the list stands at the cursor or on its other side.
    async fn any_behind(
        &self,
        query: &ListQuery,
        key: &str,
        cursor: Cursor,
        direction: Direction,
    ) -> Result<bool, StoreError> {
        let index = self.perspective.index();
        let sql = Sql::new(format!("SELECT 1 AS there FROM {index} i"));
        let sql = self.matching(sql, query);
        let behind = match direction {
            Direction::Ascending => "<=",
            Direction::Descending => ">=",
        };
        let sql = beyond(sql, key, cursor, behind).push(" LIMIT 1");
        Ok(sql.one(self.store.reader()).await?.is_some())
    }

    fn matching(&self, sql: Sql, query: &ListQuery) -> Sql {
        let mut sql = sql.push(" WHERE i.kind = ?").bind(query.kind.name());
        if let Some(locale) = query.locale.as_ref().filter(|_| query.kind.is_localised()) {
            sql = sql.push(" AND i.locale = ?").bind(stored_locale(query.kind, locale));
        }
        query.filters.iter().fold(sql, |sql, filter| self.filtered(sql, filter))
    }

    fn filtered(&self, sql: Sql, filter: &Filter) -> Sql {
        match filter {
            Filter::Ids(ids) => sql.push(" AND i.document IN ").list(ids.iter().map(|id| id.0)),
            Filter::Groups(groups) => {
                sql.push(" AND i.group_id IN ").list(groups.iter().map(|group| group.0))
            }
            Filter::Slugs(slugs) => {
                sql.push(" AND i.slug IN ").list(slugs.iter().map(|slug| slug.as_str()))
            }
            Filter::Refers { role, targets } => {
                self.linked(sql, role.name(), targets.iter().map(ToString::to_string))
            }
            Filter::Attribute { name, values } => self.linked(sql, name, values.iter().cloned()),
            Filter::Between { key, from, until } => {
                let key = column(*key);
                let sql = within(sql, key, ">=", *from);
                within(sql, key, "<", *until)
            }
            Filter::DeskState(state) => match self.perspective {
                Perspective::Desk => sql.push(" AND i.desk_state = ?").bind(state.name()),
                // The public has no desk state; a question about it finds nothing.
                Perspective::Public => sql.push(" AND 1 = 0"),
            },
        }
    }

    fn linked(&self, sql: Sql, role: &str, targets: impl Iterator<Item = String>) -> Sql {
        let link = self.perspective.link();
        sql.push(&format!(" AND i.document IN (SELECT l.source FROM {link} l WHERE l.role = ?"))
            .bind(role)
            .push(" AND l.target IN ")
            .list(targets)
            .push(")")
    }
}

fn within(sql: Sql, key: &str, comparison: &str, bound: Option<Instant>) -> Sql {
    match bound {
        Some(bound) => sql.push(&format!(" AND i.{key} {comparison} ?")).bind(micros(bound)),
        None => sql,
    }
}

/// Rows on one side of a cursor, ties broken by id.
fn beyond(sql: Sql, key: &str, cursor: Cursor, comparison: &str) -> Sql {
    sql.push(&format!(" AND (i.{key}, i.document) {comparison} (?, ?)"))
        .bind(micros(cursor.at))
        .bind(cursor.id.0)
}

fn column(key: SortKey) -> &'static str {
    match key {
        SortKey::PublishedAt => "published_at",
        SortKey::FirstPublishedAt => "first_published_at",
        SortKey::UpdatedAt => "updated_at",
        SortKey::CreatedAt => "created_at",
    }
}

fn instant(found: &Found, key: SortKey) -> Instant {
    match key {
        SortKey::PublishedAt => found.index.published_at,
        SortKey::FirstPublishedAt => found.index.first_published_at,
        SortKey::UpdatedAt => found.index.updated_at,
        SortKey::CreatedAt => found.index.created_at,
    }
}

fn order(direction: Direction) -> &'static str {
    match direction {
        Direction::Ascending => "ASC",
        Direction::Descending => "DESC",
    }
}

fn after(direction: Direction) -> &'static str {
    match direction {
        Direction::Ascending => ">",
        Direction::Descending => "<",
    }
}

fn reversed(direction: Direction) -> Direction {
    match direction {
        Direction::Ascending => Direction::Descending,
        Direction::Descending => Direction::Ascending,
    }
}
