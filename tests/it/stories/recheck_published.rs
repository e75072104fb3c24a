//! New packs on what is public: what newly fails is named, and nothing that was known or accepted.

use std::{collections::BTreeMap, fs, path::PathBuf, sync::Arc};

use kanshu_compliance::{Engine, Pack};
use kanshu_domain::{
    actor::{Actor, StaffRole},
    compliance::Severity,
    time::tokyo_date,
};
use kanshu_editorial::{Desk, Rechecked, recheck_published};
use kanshu_tests::{TestDb, both_engines};
use serde_json::json;

use super::newsroom::{Draft, Newsroom, Staff};

/// The house pack of `tests/packs/house`, with some text of its rules changed.
fn house_pack(from: &str, to: &str) -> Pack {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("packs/house");
    let mut files = BTreeMap::new();
    files.insert("pack.toml".to_owned(), fs::read_to_string(folder.join("pack.toml")).unwrap());
    for entry in fs::read_dir(folder.join("rules")).unwrap() {
        let path = entry.unwrap().path();
        let name = format!("rules/{}", path.file_name().unwrap().to_str().unwrap());
        files.insert(name, fs::read_to_string(path).unwrap().replace(from, to));
    }
    Pack::read(&files).unwrap()
}

/// The newsroom's desk as it is after a change of packs.
fn desk_with(newsroom: &Newsroom, packs: Vec<Pack>) -> Desk {
    Desk { compliance: Arc::new(Engine::new(packs).unwrap()), ..newsroom.site.desk().clone() }
}

async fn recheck(desk: &Desk) -> Vec<Rechecked> {
    let on = tokyo_date(desk.clock.now());
    let mut recheck = recheck_published(desk, &Actor::operator(), on).unwrap();
    let mut all = Vec::new();
    while let Some(batch) = recheck.next_batch().await.unwrap() {
        all.extend(batch);
    }
    all
}

/// Id, rule and severity of what is new.
fn new_of(all: &[Rechecked]) -> Vec<(String, String, Severity)> {
    let each = |rechecked: &Rechecked| {
        let id = rechecked.document.id.to_string();
        let findings = rechecked.new.clone().into_iter();
        findings.map(|f| (id.clone(), f.rule, f.severity)).collect::<Vec<_>>()
    };
    all.iter().flat_map(each).collect()
}

fn found(draft: &Draft, rule: &str, severity: Severity) -> (String, String, Severity) {
    (draft.id.clone(), rule.to_owned(), severity)
}

async fn public_tag(newsroom: &Newsroom, staff: &Staff, slug: &str, name: &str) -> Draft {
    let body = json!({ "slug": slug, "name": { "ja": name } });
    let tag = newsroom.create(&staff.editor, "tags", body).await;
    newsroom.publish(&staff.editor, &tag).await.expect(200);
    tag
}

both_engines!(a_new_pack_names_what_is_public_and_breaks_it, |db: TestDb| async move {
    let newsroom = Newsroom::open(&db).await;
    let staff = newsroom.staff().await;
    let article = newsroom.public_article(&staff).await.article;
    let clouds = public_tag(&newsroom, &staff, "clouds", "雲の上の心地").await;
    let draft = json!({ "name": { "ja": "雲の上の心地の下書き" } });
    newsroom.create(&staff.editor, "tags", draft).await;

    // Under the packs of the publications nothing is new, and everything public was looked at.
    let same = recheck(newsroom.site.desk()).await;
    assert_eq!(new_of(&same), []);
    assert!(same.iter().all(|rechecked| rechecked.has_kept_report));
    let ids: Vec<String> = same.iter().map(|r| r.document.id.to_string()).collect();
    for public in [&article, &clouds] {
        assert!(ids.contains(&public.id), "{ids:?}");
    }

    let new = recheck(&desk_with(&newsroom, vec![house_pack("", "")])).await;
    assert_eq!(new_of(&new), [found(&clouds, "HOUSE-01", Severity::Block)], "drafts are no page");
    // The page rests on what it refers to, as when it was published.
    let page = new.iter().find(|rechecked| rechecked.document.id.to_string() == article.id);
    let page = page.unwrap();
    let dossiers = newsroom.site.store().desk();
    let document = dossiers.by_ids(&[page.document.id]).await.unwrap().pop().unwrap();
    let dossier = dossiers.dossier(&document, &newsroom.site.desk().policy).await.unwrap();
    assert_eq!(page.report.dossier, dossier.digest());
});

both_engines!(what_was_known_or_accepted_is_not_new, |db: TestDb| async move {
    let newsroom = Newsroom::with(&db, |config| {
        let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("packs/house");
        config.house_packs = vec![folder];
    })
    .await;
    let staff = newsroom.staff().await;
    let officer = newsroom.person(StaffRole::Compliance).await;
    let tag = json!({ "slug": "clouds", "name": { "ja": "雲の上の心地" } });
    let tag = newsroom.create(&staff.editor, "tags", tag).await;
    let path = format!("/api/v1/documents/{}/compliance-report", tag.id);
    let report = newsroom.get(&officer, &path).await.expect(200);
    let acceptance = json!({
        "rule": "HOUSE-01", "spanHash": report["data"]["findings"][0]["spanHash"],
        "reason": "童話の題名です。", "expiresOn": "2026-12-22",
    });
    newsroom.act(&officer, &tag, "waivers", acceptance).await.expect(201);
    newsroom.publish(&staff.editor, &tag).await.expect(200);
    assert_eq!(new_of(&recheck(newsroom.site.desk()).await), []);

    let mild_tag = json!({ "slug": "moon", "name": { "ja": "月より遠く" } });
    let mild_tag = newsroom.create(&staff.editor, "tags", mild_tag).await;

    // When the acceptance is over, it fails anew.
    newsroom.clock.advance(chrono::Duration::days(30));
    let over = recheck(newsroom.site.desk()).await;
    assert_eq!(new_of(&over), [found(&tag, "HOUSE-01", Severity::Block)]);

    // What was a warning and stays one is known; what is made graver is new.
    let mild =
        desk_with(&newsroom, vec![house_pack("severity = \"block\"", "severity = \"warn\"")]);
    let operator = Actor::operator();
    let id = mild_tag.id.parse().unwrap();
    let along = kanshu_editorial::Dependencies::MustBePublic;
    let revision = kanshu_domain::revision::RevisionNumber(1);
    kanshu_editorial::publish_document(&mild, &operator, id, revision, along).await.unwrap();
    let still = recheck(&mild).await;
    assert!(!new_of(&still).iter().any(|(id, ..)| *id == mild_tag.id), "{:?}", new_of(&still));
    let graver = new_of(&recheck(newsroom.site.desk()).await);
    assert!(graver.contains(&found(&mild_tag, "HOUSE-02", Severity::Block)), "{graver:?}");
});

both_engines!(a_batch_takes_the_same_statements_however_many_documents, |db: TestDb| async move {
    let newsroom = Newsroom::open(&db).await;
    let staff = newsroom.staff().await;
    newsroom.public_article(&staff).await;
    let mut counts = Vec::new();
    for size in [3, 30] {
        for n in 0..size {
            public_tag(&newsroom, &staff, &format!("tag-{size}-{n}"), "札").await;
        }
        // A store that has read nothing yet.
        let store = db.another_store().await;
        let desk = Desk { store: store.clone(), ..newsroom.site.desk().clone() };
        let before = store.statements();
        let checked = recheck(&desk).await.len();
        assert!(checked >= size, "{checked}");
        counts.push(usize::try_from(store.statements() - before).unwrap());
        store.close().await.unwrap();
    }
    assert_eq!(counts[0], counts[1]);
});
