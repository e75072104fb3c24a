//! kill -9 in the middle of writing: nothing acknowledged is lost, nothing half-done remains.

use std::{
    io::{BufRead, BufReader, Write},
    process::{Child, Command, Stdio},
    sync::Arc,
};

use kanshu_compliance::Engine;
use kanshu_domain::{
    actor::Actor, id::DocumentId, kind::Kind, policy::SitePolicy, revision::RevisionNumber,
    values::Slug,
};
use kanshu_editorial::{
    Change, Dependencies, Dependents, Desk, NewContent, RevisedContent, SlugChange,
    create_document, publish_document, revise_document, unpublish_document,
};
use kanshu_persistence::Store;
use kanshu_server::{SystemClock, SystemIds};
use kanshu_tests::{TestDb, both_engines};
use serde_json::json;

const URL: &str = "KANSHU_CRASH_TEST_DATABASE";
const ROUNDS: usize = 4;
const ACKNOWLEDGED_PER_ROUND: usize = 25;

/// The process that gets killed: writes and publishes for ever, and says on standard output what was
/// acknowledged. Does nothing when run as an ordinary test.
#[tokio::test]
async fn the_process_that_gets_killed() {
    let Ok(url) = std::env::var(URL) else { return };
    let store = Store::open(&url).await.unwrap();
    let desk = Desk {
        store,
        clock: Arc::new(SystemClock),
        ids: Arc::new(SystemIds),
        policy: SitePolicy::default(),
        compliance: Engine::builtin().unwrap(),
        glossary: Default::default(),
    };
    for n in 0.. {
        let (id, revision) = write(&desk, n).await;
        say(&format!("ack {id} {revision} {}", if n % 3 == 2 { "hidden" } else { "public" }));
    }
}

/// Creates, revises and publishes a tag; every third is suspended again.
async fn write(desk: &Desk, n: usize) -> (DocumentId, RevisionNumber) {
    let actor = Actor::operator();
    let new = NewContent {
        kind: Kind::Tag,
        locale: None,
        slug: None,
        content: json!({ "name": { "ja": format!("札{n}") } }),
        note: None,
    };
    let tag = create_document(desk, &actor, new).await.unwrap();
    let slug = Slug::parse(&format!("tag-{}", tag.document)).unwrap();
    let patch = Change::MergePatch(json!({ "description": { "ja": "説明" } }));
    let slug = SlugChange::Set(slug);
    let revised = RevisedContent { kind: Kind::Tag, change: patch, slug, note: None };
    let revised = revise_document(desk, &actor, tag.document, tag.revision, revised).await.unwrap();
    let (id, revision) = (revised.document, revised.revision);
    publish_document(desk, &actor, id, revision, Dependencies::MustBePublic).await.unwrap();
    if n % 3 == 2 {
        unpublish_document(desk, &actor, id, revision, None, Dependents::Refuse).await.unwrap();
    }
    (id, revision)
}

/// Past the test harness, which captures what tests print.
fn say(line: &str) {
    let mut out = std::io::stdout().lock();
    writeln!(out, "{line}").unwrap();
    out.flush().unwrap();
}

fn start(url: &str) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .args(["crash::the_process_that_gets_killed", "--exact", "--nocapture"])
        .env(URL, url)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap()
}

/// Reads acknowledgements until there are enough, then kills. Lines that were already on their way
/// when the kill came count as well.
fn acknowledged_before_the_kill(url: &str) -> Vec<(DocumentId, RevisionNumber, bool)> {
    let mut child = start(url);
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let mut acknowledged = Vec::new();
    let mut killed = false;
    for line in lines.by_ref() {
        let line = line.unwrap();
        let Some(at) = line.find("ack ") else { continue };
        let parts: Vec<&str> = line[at..].split(' ').collect();
        // A line that the kill cut off was never acknowledged.
        if let [_, id, revision, state @ ("public" | "hidden")] = parts[..] {
            let revision = RevisionNumber(revision.parse().unwrap());
            acknowledged.push((id.parse().unwrap(), revision, state == "public"));
        }
        if acknowledged.len() >= ACKNOWLEDGED_PER_ROUND && !killed {
            child.kill().unwrap();
            killed = true;
        }
    }
    child.wait().unwrap();
    assert!(killed, "the child ended by itself after {} writes", acknowledged.len());
    acknowledged
}

both_engines!(no_acknowledged_write_is_lost_when_the_process_is_killed, |db: TestDb| async move {
    let mut acknowledged = Vec::new();
    for _ in 0..ROUNDS {
        let url = db.url().to_owned();
        let round = tokio::task::spawn_blocking(move || acknowledged_before_the_kill(&url));
        acknowledged.extend(round.await.unwrap());

        let store = Store::open(db.url()).await.unwrap();
        let ids: Vec<DocumentId> = acknowledged.iter().map(|(id, ..)| *id).collect();
        let desk = store.desk().by_ids(&ids).await.unwrap();
        let public = store.public().by_ids(&ids).await.unwrap();
        for (id, revision, is_public) in &acknowledged {
            let there = desk.iter().find(|document| document.id == *id);
            assert_eq!(there.map(|document| document.revision), Some(*revision), "{id} is lost");
            let shown = public.iter().any(|document| document.id == *id);
            assert_eq!(shown, *is_public, "{id}");
        }
        let audit = store.verify_audit().await.unwrap();
        assert_eq!(audit.first_broken, None);
        let rebuilt =
            store.rebuild_index(kanshu_domain::time::Clock::now(&SystemClock)).await.unwrap();
        assert!(!rebuilt.changed, "the projections differ from a rebuild");
    }
    assert!(acknowledged.len() >= ROUNDS * ACKNOWLEDGED_PER_ROUND);
});
