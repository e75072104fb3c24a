//! The projections say what a rebuild from the truth would say, whatever happened.

use kanshu_domain::workflow::EndedAs;
use kanshu_persistence::StoreError;
use kanshu_tests::{TestDb, both_engines, on_postgres, on_sqlite};
use proptest::{
    prelude::{Just, Strategy, any, prop_oneof},
    test_runner::{Config, TestRunner},
};
use sea_orm::ConnectionTrait;

use super::desk::{TestDesk, noon};

/// Something that happens to one of a few tags.
#[derive(Clone, Debug)]
enum Act {
    Create(u8),
    Revise(usize, u8),
    Publish(usize),
    End(usize, EndedAs),
}

fn acts() -> impl Strategy<Value = Vec<Act>> {
    let ends = prop_oneof![Just(EndedAs::Suspended), Just(EndedAs::Withdrawn)];
    // Few addresses, so that slugs are fought over.
    let act = prop_oneof![
        2 => (0..4u8).prop_map(Act::Create),
        2 => (any::<usize>(), 0..4u8).prop_map(|(n, slug)| Act::Revise(n, slug)),
        3 => any::<usize>().prop_map(Act::Publish),
        2 => (any::<usize>(), ends).prop_map(|(n, how)| Act::End(n, how)),
    ];
    proptest::collection::vec(act, 1..25)
}

async fn play(db: TestDb, acts: Vec<Act>) {
    let desk = TestDesk::at(db.store());
    let mut tags = vec![desk.tag("slug-0").await];
    for act in acts {
        match act {
            Act::Create(address) => tags.push(desk.tag(&format!("slug-{address}")).await),
            Act::Revise(n, address) => {
                let name = format!("版 {n}");
                desk.revise(tags[n % tags.len()], &name, &format!("slug-{address}")).await;
            }
            Act::Publish(n) => match desk.publish(tags[n % tags.len()]).await {
                Ok(_) | Err(StoreError::SlugTaken) => {}
                Err(error) => panic!("{error:?}"),
            },
            Act::End(n, how) => {
                desk.end(tags[n % tags.len()], how).await;
            }
        }
    }
    let report = db.store().rebuild_index(noon()).await.unwrap();
    assert!(!report.changed);
    assert_eq!(report.desk_documents, tags.len() as u64);
    assert_eq!(db.store().verify_audit().await.unwrap().first_broken, None);
}

fn plays(cases: u32, run: impl Fn(Vec<Act>)) {
    let config = Config { cases, failure_persistence: None, ..Config::default() };
    let mut runner = TestRunner::new_with_rng(
        config,
        proptest::test_runner::TestRng::deterministic_rng(
            proptest::test_runner::RngAlgorithm::ChaCha,
        ),
    );
    runner
        .run(&acts(), |acts| {
            run(acts);
            Ok(())
        })
        .unwrap();
}

mod projections_equal_a_rebuild_whatever_happened {
    use super::*;

    #[test]
    fn sqlite() {
        plays(12, |acts| on_sqlite(|db| play(db, acts)));
    }

    #[test]
    fn postgres() {
        plays(6, |acts| on_postgres(|db| play(db, acts)));
    }
}

both_engines!(a_rebuild_mends_what_was_tampered_with, |db: TestDb| async move {
    let desk = TestDesk::at(db.store());
    let [one, two] = [desk.public_tag("one").await, desk.public_tag("two").await];
    let draft = desk.tag("three").await;
    let raw = db.raw().await;
    raw.execute_unprepared("UPDATE public_index SET slug = 'x' WHERE slug = 'one'").await.unwrap();
    raw.execute_unprepared("UPDATE public_index SET slug = 'one' WHERE slug = 'two'")
        .await
        .unwrap();
    raw.execute_unprepared("DELETE FROM desk_index WHERE slug = 'three'").await.unwrap();
    raw.close().await.unwrap();
    let report = db.store().rebuild_index(noon()).await.unwrap();
    assert!(report.changed);
    assert_eq!((report.public_documents, report.desk_documents), (2, 3));
    let public = db.store().public().by_ids(&[one, two, draft]).await.unwrap();
    let mut slugs: Vec<_> = public.iter().map(|d| d.slug.as_ref().unwrap().as_str()).collect();
    slugs.sort_unstable();
    assert_eq!(slugs, ["one", "two"]);
    assert_eq!(db.store().desk().by_ids(&[draft]).await.unwrap().len(), 1);
    assert!(!db.store().rebuild_index(noon()).await.unwrap().changed);
});
