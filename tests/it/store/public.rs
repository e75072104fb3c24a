//! What the public shelf shows, and what leaves no trace on it.

use kanshu_domain::{
    event::EventType,
    id::DocumentId,
    kind::Kind,
    query::{Filter, ListQuery, Sort, Window},
    values::Locale,
    workflow::EndedAs,
};
use kanshu_persistence::{Store, StoreError};
use kanshu_tests::{TestDb, both_engines};
use serde_json::json;

use super::desk::{TestDesk, create_in, record, slug};

/// Everything that can be asked about a tag without being staff.
async fn leaves_no_trace(store: &Store, id: DocumentId, address: &str) {
    let (shelf, ja) = (store.public(), Locale::ja());
    let groups = [id.founding_group()];
    assert!(shelf.by_ids(&[id]).await.unwrap().is_empty());
    assert!(shelf.by_groups(&groups, &ja).await.unwrap().is_empty());
    assert!(shelf.translations(&groups).await.unwrap().is_empty());
    assert!(shelf.by_slug(Kind::Tag, &ja, &slug(address)).await.unwrap().is_none());
    assert!(shelf.tombstone(id).await.unwrap().is_none());
    assert!(shelf.tombstone_at(Kind::Tag, &ja, &slug(address)).await.unwrap().is_none());
    for filters in [vec![], vec![Filter::Ids(vec![id])], vec![Filter::Slugs(vec![slug(address)])]] {
        let window = Window::First { size: Default::default(), after: None };
        let sort = Sort::default();
        let query = ListQuery { kind: Kind::Tag, locale: None, filters, sort, window };
        let page = shelf.list(&query).await.unwrap();
        assert!(page.items.iter().all(|(_, document)| document.id != id));
        assert!(!page.has_next && !page.has_previous);
    }
    assert!(
        shelf.revision(id, kanshu_domain::revision::RevisionNumber(1)).await.unwrap().is_none()
    );
    assert!(shelf.reviews(id).await.unwrap().is_empty());
    assert!(shelf.approvals(id).await.unwrap().is_empty());
    assert!(shelf.publications(id).await.unwrap().is_empty());
}

both_engines!(a_draft_leaves_no_trace, |db: TestDb| async move {
    let desk = TestDesk::at(db.store());
    let draft = desk.tag("sleep").await;
    leaves_no_trace(db.store(), draft, "sleep").await;
    desk.publish(draft).await.unwrap();
    desk.end(draft, EndedAs::Suspended).await;
    leaves_no_trace(db.store(), draft, "sleep").await;
});

both_engines!(a_later_draft_of_a_public_document_leaves_no_trace, |db: TestDb| async move {
    let desk = TestDesk::at(db.store());
    let id = desk.public_tag("sleep").await;
    desk.revise(id, "まだ秘密", "himitsu").await;
    let (shelf, ja) = (db.store().public(), Locale::ja());
    let document = shelf.by_ids(&[id]).await.unwrap().remove(0);
    assert_eq!(document.content.title(), "sleep");
    assert_eq!(document.slug, Some(slug("sleep")));
    assert_eq!(document.desk, None);
    assert!(shelf.by_slug(Kind::Tag, &ja, &slug("himitsu")).await.unwrap().is_none());
});

both_engines!(a_slug_is_unique_among_the_public_only, |db: TestDb| async move {
    let desk = TestDesk::at(db.store());
    let public = desk.public_tag("sleep").await;
    let draft = desk.tag("sleep").await;
    assert!(matches!(desk.publish(draft).await, Err(StoreError::SlugTaken)));
    let at_desk = db.store().desk().by_slug(Kind::Tag, &Locale::ja(), &slug("sleep")).await;
    assert_eq!(at_desk.unwrap().unwrap().id, public);
    // What was public keeps its address until it lets go of it.
    desk.revise(public, "睡眠", "nemuri").await;
    assert!(matches!(desk.publish(draft).await, Err(StoreError::SlugTaken)));
    desk.publish(public).await.unwrap();
    desk.publish(draft).await.unwrap();
});

both_engines!(readers_get_their_language_else_japanese_else_the_oldest, |db: TestDb| async move {
    let desk = TestDesk::at(db.store());
    let shelf = db.store().desk();
    let locale = |text: &str| Locale::parse(text).unwrap();
    let banner = json!({ "name": "バナー" });
    let banner = kanshu_domain::content::Content::decode(Kind::Banner, banner).unwrap();
    let mut work = desk.begin().await;
    let [german, japanese, english] = [desk.new_id(), desk.new_id(), desk.new_id()];
    create_in(&mut work, german, Some(locale("de")), None, banner.clone()).await;
    work.commit().await.unwrap();
    let group = german.founding_group();
    let shown =
        async |wanted: &str| shelf.by_groups(&[group], &locale(wanted)).await.unwrap()[&group].id;
    assert_eq!(shown("en").await, german);
    for (id, tag) in [(japanese, "ja"), (english, "en")] {
        let mut work = desk.begin().await;
        let document = kanshu_persistence::NewDocument {
            id,
            group,
            kind: Kind::Banner,
            locale: Some(locale(tag)),
            creator: "operator".to_owned(),
        };
        work.create_document(document).await.unwrap();
        let manuscript =
            kanshu_domain::revision::Manuscript::new(id, Some(locale(tag)), None, banner.clone());
        let revision = kanshu_persistence::NewRevision {
            manuscript,
            author: "operator".to_owned(),
            note: None,
        };
        work.append_revision(revision).await.unwrap();
        record(&mut work, EventType::DocumentCreated, id).await;
        let groups = work.groups(&[group]).await.unwrap();
        assert_eq!(groups.len(), 1);
        work.commit().await.unwrap();
    }
    assert_eq!(shown("en").await, english);
    assert_eq!(shown("fr").await, japanese);
    let all = shelf.translations(&[group]).await.unwrap().remove(&group).unwrap();
    let all: Vec<_> = all.into_iter().map(|document| document.id).collect();
    assert_eq!(all, [german, english, japanese]);
});
