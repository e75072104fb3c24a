//! Lists: order, pages, filters, and what they cost.

use kanshu_domain::{
    document::Document,
    id::DocumentId,
    kind::Kind,
    query::{Cursor, Direction, Filter, ListQuery, Page, PageSize, Sort, SortKey, Window},
    reference::Role,
    values::Locale,
};
use kanshu_persistence::Shelf;
use kanshu_tests::{TestDb, both_engines};
use serde_json::json;

use super::desk::{TestDesk, slug};

fn tags(sort: Sort, window: Window) -> ListQuery {
    ListQuery { kind: Kind::Tag, locale: None, filters: Vec::new(), sort, window }
}

fn size(rows: i64) -> PageSize {
    PageSize::new(rows).unwrap()
}

fn first(rows: i64) -> Window {
    Window::First { size: size(rows), after: None }
}

fn ids(page: &Page<Document>) -> Vec<DocumentId> {
    page.items.iter().map(|(_, document)| document.id).collect()
}

async fn filtered(shelf: &Shelf, kind: Kind, filters: Vec<Filter>) -> Vec<DocumentId> {
    let query = ListQuery {
        kind,
        locale: None,
        filters,
        sort: Sort { key: SortKey::CreatedAt, direction: Direction::Ascending },
        window: first(50),
    };
    ids(&shelf.list(&query).await.unwrap())
}

both_engines!(pages_in_both_directions_are_the_whole_list, |db: TestDb| async move {
    let desk = TestDesk::at(db.store());
    let mut all = Vec::new();
    for n in 0..11 {
        all.push(desk.tag(&format!("tag-{n}")).await);
    }
    // Published in another order than created, some twice.
    for n in [3, 1, 4, 0, 5, 9, 2, 6, 8, 7, 10, 3] {
        desk.publish(all[n]).await.unwrap();
    }
    for shelf in [db.store().public(), db.store().desk()] {
        for key in [
            SortKey::PublishedAt,
            SortKey::FirstPublishedAt,
            SortKey::UpdatedAt,
            SortKey::CreatedAt,
        ] {
            for direction in [Direction::Ascending, Direction::Descending] {
                let sort = Sort { key, direction };
                let whole = shelf.list(&tags(sort, first(100))).await.unwrap();
                assert_eq!(whole.items.len(), 11);
                let ordered = whole.items.windows(2).all(|pair| {
                    let key = |(cursor, _): &(Cursor, Document)| (cursor.at, cursor.id);
                    match direction {
                        Direction::Ascending => key(&pair[0]) < key(&pair[1]),
                        Direction::Descending => key(&pair[0]) > key(&pair[1]),
                    }
                });
                assert!(ordered, "{sort:?}");
                for rows in [1, 3, 4, 11] {
                    assert_eq!(forwards(&shelf, sort, rows).await, ids(&whole), "{sort:?} {rows}");
                    assert_eq!(backwards(&shelf, sort, rows).await, ids(&whole), "{sort:?} {rows}");
                }
            }
        }
    }
});

async fn forwards(shelf: &Shelf, sort: Sort, rows: i64) -> Vec<DocumentId> {
    let (mut found, mut after) = (Vec::new(), None);
    loop {
        let window = Window::First { size: size(rows), after };
        let page = shelf.list(&tags(sort, window)).await.unwrap();
        assert_eq!(page.has_previous, after.is_some());
        found.extend(ids(&page));
        assert_eq!(page.has_next, found.len() < 11);
        if !page.has_next {
            return found;
        }
        after = page.items.last().map(|(cursor, _)| *cursor);
    }
}

async fn backwards(shelf: &Shelf, sort: Sort, rows: i64) -> Vec<DocumentId> {
    let (mut found, mut before) = (Vec::new(), None);
    loop {
        let window = Window::Last { size: size(rows), before };
        let page = shelf.list(&tags(sort, window)).await.unwrap();
        assert_eq!(page.has_next, before.is_some());
        found.splice(0..0, ids(&page));
        assert_eq!(page.has_previous, found.len() < 11);
        if !page.has_previous {
            return found;
        }
        before = page.items.first().map(|(cursor, _)| *cursor);
    }
}

both_engines!(a_list_takes_as_many_statements_for_fifty_as_for_five, |db: TestDb| async move {
    let desk = TestDesk::at(db.store());
    let mut all = Vec::new();
    for n in 0..50 {
        all.push(desk.public_tag(&format!("tag-{n}")).await);
    }
    for read in [Read::PublicList, Read::DeskList, Read::PublicIds, Read::DeskIds] {
        let mut counts = Vec::new();
        for rows in [5, 50] {
            // A store that has read nothing yet.
            let store = db.another_store().await;
            let ids = &all[..usize::try_from(rows).unwrap()];
            let before = store.statements();
            let found = match read {
                Read::PublicList => listed(&store.public(), rows).await,
                Read::DeskList => listed(&store.desk(), rows).await,
                Read::PublicIds => store.public().by_ids(ids).await.unwrap().len(),
                Read::DeskIds => store.desk().by_ids(ids).await.unwrap().len(),
            };
            assert_eq!(found, ids.len());
            counts.push(store.statements() - before);
            store.close().await.unwrap();
        }
        // The rows, and the contents of all of them.
        assert_eq!(counts, [2, 2], "{read:?}");
    }
});

#[derive(Clone, Copy, Debug)]
enum Read {
    PublicList,
    DeskList,
    PublicIds,
    DeskIds,
}

async fn listed(shelf: &Shelf, rows: i64) -> usize {
    shelf.list(&tags(Sort::default(), first(rows))).await.unwrap().items.len()
}

both_engines!(filters_hold_together, |db: TestDb| async move {
    let desk = TestDesk::at(db.store());
    let [one, two, three] =
        [desk.public_tag("one").await, desk.public_tag("two").await, desk.tag("three").await];
    let public = db.store().public();
    let all = filtered(&public, Kind::Tag, Vec::new()).await;
    assert_eq!(all, [one, two]);
    let by_id = Filter::Ids(vec![two, three]);
    assert_eq!(filtered(&public, Kind::Tag, vec![by_id.clone()]).await, [two]);
    assert_eq!(filtered(&db.store().desk(), Kind::Tag, vec![by_id.clone()]).await, [two, three]);
    let by_slug = Filter::Slugs(vec![slug("one"), slug("three")]);
    assert_eq!(filtered(&public, Kind::Tag, vec![by_slug.clone()]).await, [one]);
    assert!(filtered(&public, Kind::Tag, vec![by_slug, by_id]).await.is_empty());
    let groups = Filter::Groups(vec![one.founding_group()]);
    assert_eq!(filtered(&public, Kind::Tag, vec![groups]).await, [one]);
    assert!(filtered(&public, Kind::Tag, vec![Filter::Ids(Vec::new())]).await.is_empty());

    let since = public.by_ids(&[two]).await.unwrap()[0].created_at;
    let between = |from, until| Filter::Between { key: SortKey::CreatedAt, from, until };
    assert_eq!(filtered(&public, Kind::Tag, vec![between(Some(since), None)]).await, [two]);
    assert_eq!(filtered(&public, Kind::Tag, vec![between(None, Some(since))]).await, [one]);

    let drafts = Filter::DeskState(kanshu_domain::workflow::DeskState::Draft);
    assert!(filtered(&public, Kind::Tag, vec![drafts.clone()]).await.is_empty());
    assert_eq!(filtered(&db.store().desk(), Kind::Tag, vec![drafts]).await.len(), 3);
});

both_engines!(attributes_and_references_are_filtered_by, |db: TestDb| async move {
    let desk = TestDesk::at(db.store());
    let citation = json!({ "title": "A made-up paper", "doi": "10.5555/made.up" });
    let citation = desk.create(Kind::Citation, None, None, citation).await;
    desk.create(Kind::Citation, None, None, json!({ "title": "Another" })).await;
    let tag = desk.tag("sleep").await;
    let mut articles = Vec::new();
    for title in ["一", "二", "三"] {
        let content = json!({ "title": title, "tags": [tag] });
        articles.push(desk.create(Kind::Article, Some(Locale::ja()), None, content).await);
    }
    let shelf = db.store().desk();
    let doi = Filter::Attribute { name: "doi", values: vec!["10.5555/made.up".to_owned()] };
    assert_eq!(filtered(&shelf, Kind::Citation, vec![doi]).await, [citation]);
    let target = tag.founding_group();
    let refers = Filter::Refers { role: Role::Tag, targets: vec![target] };
    assert_eq!(filtered(&shelf, Kind::Article, vec![refers]).await, articles);

    let other = desk.tag("other").await.founding_group();
    let found = shelf.referring(Kind::Article, None, Role::Tag, &[target, other], 2).await.unwrap();
    let (documents, more) = &found[&target];
    let newest: Vec<_> = documents.iter().map(|document| document.id).collect();
    assert_eq!(newest, [articles[2], articles[1]]);
    assert!(more);
    assert!(!found.contains_key(&other));
    let found = shelf.referring(Kind::Article, None, Role::Tag, &[target], 3).await.unwrap();
    assert!(!found[&target].1);
    let public = db.store().public();
    assert!(
        public.referring(Kind::Article, None, Role::Tag, &[target], 3).await.unwrap().is_empty()
    );
});
