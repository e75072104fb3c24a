//! Several nodes writing to one database.

use kanshu_domain::event::Seq;
use kanshu_tests::{TestDb, both_engines};

use super::desk::{TestDesk, create_in, slug, tag};

both_engines!(writers_on_two_nodes_keep_one_chain, |db: TestDb| async move {
    let nodes = [db.store().clone(), db.another_store().await];
    let mut writers = Vec::new();
    for writer in 0..8u128 {
        let desk = TestDesk::at(&nodes[usize::try_from(writer % 2).unwrap()]);
        writers.push(tokio::spawn(async move {
            for n in 0..5u128 {
                let number = writer * 100 + n + 1;
                let id = kanshu_domain::id::DocumentId(uuid::Uuid::from_u128(number));
                let mut work = desk.begin().await;
                let address = slug(&format!("tag-{number}"));
                create_in(&mut work, id, None, Some(address), tag("標")).await;
                work.commit().await.unwrap();
            }
        }));
    }
    for writer in writers {
        writer.await.unwrap();
    }
    assert_eq!(db.store().last_seq().await.unwrap(), Seq(40));
    let audit = nodes[1].verify_audit().await.unwrap();
    assert_eq!((audit.events, audit.revisions, audit.first_broken), (40, 40, None));
    let events = db.store().events_after(Seq(0), 100).await.unwrap();
    assert!(events.windows(2).all(|pair| pair[0].at < pair[1].at));
    nodes[1].close().await.unwrap();
});
