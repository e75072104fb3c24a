//! Documents, revisions and their life.

use std::collections::BTreeSet;

use kanshu_domain::{
    event::EventType,
    kind::Kind,
    policy::SitePolicy,
    revision::{RevisionNumber, Sha256Hash},
    values::Locale,
    workflow::{Approval, DeskState, EndedAs, PublicState, SignedView},
};
use kanshu_persistence::StaleCause;
use kanshu_tests::{TestDb, both_engines};
use serde_json::json;

use super::desk::{TestDesk, create_in, noon, record, signature, slug, tag};

both_engines!(a_new_database_is_empty, |db: TestDb| async move {
    assert!(db.store().is_empty().await.unwrap());
    assert_eq!(db.store().last_seq().await.unwrap().0, 0);
    let desk = TestDesk::at(db.store());
    desk.tag("sleep").await;
    assert!(!db.store().is_empty().await.unwrap());
});

both_engines!(what_was_written_is_read_at_the_desk, |db: TestDb| async move {
    let desk = TestDesk::at(db.store());
    let id = desk.tag("sleep").await;
    desk.revise(id, "睡眠", "nemuri").await;
    let document = db.store().desk().by_ids(&[id]).await.unwrap().remove(0);
    assert_eq!(document.revision, RevisionNumber(2));
    assert_eq!(document.content.title(), "睡眠");
    assert_eq!(document.slug, Some(slug("nemuri")));
    let facts = document.desk.unwrap();
    assert_eq!((facts.state, facts.public_state), (DeskState::Draft, PublicState::Never));
    let first = db.store().desk().revision(id, RevisionNumber::FIRST).await.unwrap().unwrap();
    assert_eq!(first.content.title(), "sleep");
    assert_ne!(first.hash, document.hash);
});

both_engines!(a_write_that_is_not_committed_leaves_nothing, |db: TestDb| async move {
    let desk = TestDesk::at(db.store());
    let id = desk.new_id();
    let mut work = desk.begin().await;
    create_in(&mut work, id, None, None, tag("一")).await;
    assert_eq!(work.head(id).await.unwrap().unwrap().content.title(), "一");
    drop(work);
    assert!(db.store().desk().by_ids(&[id]).await.unwrap().is_empty());

    // Nor does anybody read it from a cache when the same revision is then written otherwise.
    let mut work = desk.begin().await;
    create_in(&mut work, id, None, None, tag("二")).await;
    work.commit().await.unwrap();
    let document = db.store().desk().by_ids(&[id]).await.unwrap().remove(0);
    assert_eq!(document.content.title(), "二");
});

both_engines!(instants_never_repeat_though_the_clock_stands_still, |db: TestDb| async move {
    let desk = TestDesk::at(db.store());
    let first = desk.tag("one").await;
    let second = desk.tag("two").await;
    let documents = db.store().desk().by_ids(&[first, second]).await.unwrap();
    assert_ne!(documents[0].created_at, documents[1].created_at);
    assert!(documents.iter().all(|document| document.created_at >= noon()));
    let events = db.store().events_after(kanshu_domain::event::Seq(0), 10).await.unwrap();
    assert!(events.windows(2).all(|pair| pair[0].at < pair[1].at));
});

both_engines!(a_publication_ends_when_a_later_revision_takes_its_place, |db: TestDb| async move {
    let desk = TestDesk::at(db.store());
    let id = desk.public_tag("sleep").await;
    desk.revise(id, "睡眠", "sleep").await;
    let before = db.store().public().by_ids(&[id]).await.unwrap().remove(0);
    assert_eq!(before.content.title(), "sleep");
    desk.publish(id).await.unwrap();
    let after = db.store().public().by_ids(&[id]).await.unwrap().remove(0);
    assert_eq!(after.content.title(), "睡眠");
    let (before, after) = (before.published.unwrap(), after.published.unwrap());
    assert_eq!(before.first_at, after.first_at);
    assert!(before.at < after.at);
    let publications = db.store().desk().publications(id).await.unwrap();
    assert_eq!(publications.len(), 2);
    assert_eq!(publications[0].until, Some(publications[1].from));
    assert_eq!(publications[0].end.as_ref().unwrap().how, EndedAs::Superseded);
});

both_engines!(
    what_is_suspended_comes_back_and_what_is_withdrawn_says_so,
    |db: TestDb| async move {
        let desk = TestDesk::at(db.store());
        let public = db.store().public();
        let (kind, ja, address) = (Kind::Tag, Locale::ja(), slug("sleep"));
        let id = desk.public_tag("sleep").await;
        desk.end(id, EndedAs::Suspended).await.unwrap();
        assert!(public.by_slug(kind, &ja, &address).await.unwrap().is_none());
        assert!(public.tombstone(id).await.unwrap().is_none());
        assert!(desk.end(id, EndedAs::Suspended).await.is_none());

        desk.publish(id).await.unwrap();
        assert!(public.by_slug(kind, &ja, &address).await.unwrap().is_some());
        desk.end(id, EndedAs::Withdrawn).await.unwrap();
        let tombstone = public.tombstone_at(kind, &ja, &address).await.unwrap().unwrap();
        assert_eq!(tombstone.reason.as_deref(), Some("安全のため"));
        assert_eq!(public.tombstone(id).await.unwrap(), Some(tombstone));

        let work = desk.begin().await;
        let head = work.head(id).await.unwrap().unwrap();
        assert_eq!(head.public_state, PublicState::Withdrawn);
        let dossier = work.dossier(&head, &BTreeSet::new(), &SitePolicy::default()).await.unwrap();
        assert!(dossier.withdrawn_at.is_some());
        drop(work);

        desk.publish(id).await.unwrap();
        assert!(public.tombstone(id).await.unwrap().is_none());
    }
);

both_engines!(a_dossier_holds_what_is_referred_to_through_others, |db: TestDb| async move {
    let desk = TestDesk::at(db.store());
    let physician =
        desk.create(Kind::Physician, None, None, json!({ "name": { "ja": "架空 花子" } })).await;
    let treatment = json!({ "name": "点滴", "supervisingPhysician": physician });
    let treatment = desk.create(Kind::Treatment, Some(Locale::ja()), None, treatment).await;
    let gone = desk.new_id();
    let article = json!({ "title": "読み物", "treatments": [treatment, gone] });
    let article = desk.create(Kind::Article, Some(Locale::en()), None, article).await;

    let work = desk.begin().await;
    let head = work.head(article).await.unwrap().unwrap();
    let along = BTreeSet::from([treatment]);
    let dossier = work.dossier(&head, &along, &SitePolicy::default()).await.unwrap();
    let found: Vec<_> = dossier.references.values().map(|found| found.document).collect();
    assert_eq!(found, [physician, treatment]);
    use kanshu_domain::dossier::Standing::{Along, NotPublic};
    let standing =
        |id: kanshu_domain::id::DocumentId| dossier.references[&id.founding_group()].standing;
    assert_eq!(standing(treatment), Along);
    assert_eq!(standing(physician), NotPublic(PublicState::Never));
});

both_engines!(a_revision_is_its_canonical_bytes, |db: TestDb| async move {
    let desk = TestDesk::at(db.store());
    let id = desk.tag("sleep").await;
    let document = db.store().desk().by_ids(&[id]).await.unwrap().remove(0);
    let manuscript = kanshu_domain::revision::Manuscript::new(
        id,
        None,
        Some(slug("sleep")),
        document.content.as_ref().clone(),
    );
    assert_eq!(document.hash, Sha256Hash::of(&manuscript.canonical_bytes()));
});

both_engines!(what_rests_on_another_is_found_and_marked_stale, |db: TestDb| async move {
    let desk = TestDesk::at(db.store());
    let treatment = json!({ "name": "点滴" });
    let treatment = desk.create(Kind::Treatment, Some(Locale::ja()), None, treatment).await;
    let group = treatment.founding_group();
    let tag = desk.public_tag("sleep").await;
    let mut work = desk.begin().await;
    assert!(work.public_dependents(group).await.unwrap().is_empty());
    assert!(work.refresh_staleness(&[group]).await.unwrap().is_empty());
    work.mark_stale(&[tag, treatment], StaleCause::Reference, "点滴が変わりました").await.unwrap();
    work.mark_stale(&[tag], StaleCause::Reference, "点滴がまた変わりました").await.unwrap();
    work.commit().await.unwrap();
    let stale = async |id| {
        let document = db.store().desk().by_ids(&[id]).await.unwrap().remove(0);
        document.desk.unwrap().stale
    };
    assert_eq!(stale(tag).await.as_deref(), Some("点滴がまた変わりました"));
    assert_eq!(stale(treatment).await, None, "nothing of it is public");
    desk.publish(tag).await.unwrap();
    assert_eq!(stale(tag).await, None);
});

both_engines!(
    pages_whose_signature_saw_something_else_are_stale_until_it_is_back,
    |db: TestDb| async move {
        let desk = TestDesk::at(db.store());
        let [id, other] = [desk.tag("sleep").await, desk.public_tag("dream").await];
        let group = other.founding_group();
        let mut work = desk.begin().await;
        let head = work.head(id).await.unwrap().unwrap();
        let seen = work.head(other).await.unwrap().unwrap().content.signed_view();
        let digest = Sha256Hash::of_json(&seen);
        let signed_views = vec![SignedView { target: group, digest }];
        let signature = Approval { signed_views, ..signature(&head, work.now()) };
        work.record_approval(signature.clone()).await.unwrap();
        record(&mut work, EventType::RevisionApproved, id).await;
        work.commit().await.unwrap();
        let publication = desk.publish(id).await.unwrap();
        assert_eq!(publication.approval, Some(signature.id));
        let shown = db.store().public().by_ids(&[id]).await.unwrap().remove(0);
        assert_eq!(shown.approval.as_deref(), Some(&signature));

        let refresh = async || {
            let mut work = desk.begin().await;
            let newly = work.refresh_staleness(&[group]).await.unwrap();
            work.commit().await.unwrap();
            let document = db.store().desk().by_ids(&[id]).await.unwrap().remove(0);
            (newly, document.desk.unwrap().stale)
        };
        assert_eq!(refresh().await, (Vec::new(), None));
        desk.revise(other, "夢", "dream").await;
        assert_eq!(refresh().await, (Vec::new(), None), "the public still sees what was signed");
        desk.publish(other).await.unwrap();
        let reason = Some("“夢” has changed since the signature".to_owned());
        assert_eq!(refresh().await, (vec![id], reason.clone()));
        assert_eq!(refresh().await, (Vec::new(), reason), "it is news only once");
        desk.revise(other, "dream", "dream").await;
        desk.publish(other).await.unwrap();
        assert_eq!(refresh().await, (Vec::new(), None));

        // A later revision inherits nothing.
        desk.revise(id, "睡眠", "sleep").await;
        let work = desk.begin().await;
        let head = work.head(id).await.unwrap().unwrap();
        assert_eq!(work.approval_of(&head).await.unwrap(), None);
        let newest = db.store().desk().by_ids(&[id]).await.unwrap().remove(0);
        assert!(newest.approval.is_none());
        assert_eq!(newest.published.unwrap().revision, RevisionNumber::FIRST);
    }
);

both_engines!(public_pages_that_rest_on_a_document_are_named, |db: TestDb| async move {
    let desk = TestDesk::at(db.store());
    let treatment = json!({ "name": "点滴" });
    let treatment = desk.create(Kind::Treatment, Some(Locale::ja()), None, treatment).await;
    let image = json!({ "url": "https://clinic.example/banner.png", "alt": "点滴のご案内" });
    let banner = json!({ "name": "点滴のご案内", "image": image, "treatment": treatment });
    let public = desk.create(Kind::Banner, Some(Locale::ja()), None, banner.clone()).await;
    desk.create(Kind::Banner, Some(Locale::en()), None, banner).await;
    desk.publish_along(public, BTreeSet::from([treatment])).await.unwrap();
    let work = desk.begin().await;
    let dependents = work.public_dependents(treatment.founding_group()).await.unwrap();
    assert_eq!(dependents.len(), 1);
    assert_eq!((dependents[0].document, dependents[0].title.as_str()), (public, "点滴のご案内"));
    assert_eq!(dependents[0].reference.field, "treatment");
});
