use kanshu_domain::{
    dossier::Dossier,
    kind::Kind,
    retraction::{Notice, NoticeNature, RetractionStatus, Sources},
};

use super::fixtures::{fires, lawful};

/// The lawful page, one of whose sources got a notice.
fn noticed(nature: NoticeNature) -> Dossier {
    let mut dossier = lawful(|_| {});
    let (source, _) = dossier.of_kind(Kind::Citation).next().unwrap();
    let notice = Notice {
        record: 7,
        nature,
        doi: None,
        pmid: None,
        date: None,
        notice_doi: None,
        reasons: Vec::new(),
    };
    let status = RetractionStatus::of(vec![notice]);
    dossier.sources.status.insert(*source, status);
    dossier
}

#[test]
fn each_notice_fires_its_own_rule() {
    use NoticeNature::{Correction, ExpressionOfConcern, Reinstatement, Retraction};
    for (nature, fired) in [
        (Retraction, Some("JP-V04")),
        (ExpressionOfConcern, Some("JP-V10")),
        (Correction, Some("JP-V11")),
        (Reinstatement, None),
    ] {
        let dossier = noticed(nature);
        for rule in ["JP-V04", "JP-V10", "JP-V11"] {
            let breaches = fires(rule, &dossier);
            assert_eq!(breaches.len(), usize::from(fired == Some(rule)), "{rule}: {nature:?}");
            if let Some(breach) = breaches.first() {
                assert!(!breach.matched.is_empty());
                assert!(breach.basis.contains("record 7"), "{}", breach.basis);
            }
        }
    }
}

#[test]
fn jp_v12_wants_a_list_of_the_last_thirty_days() {
    let mut dossier = lawful(|_| {});
    assert_eq!(fires("JP-V12", &dossier), []);
    if let Some(dataset) = &mut dossier.sources.dataset {
        dataset.as_of = chrono::NaiveDate::from_ymd_opt(2026, 1, 1).unwrap();
    }
    assert_eq!(fires("JP-V12", &dossier).len(), 1);
    dossier.sources = Sources::default();
    assert_eq!(fires("JP-V12", &dossier).len(), 1);
    let sourceless = Dossier { references: Default::default(), ..dossier };
    assert_eq!(fires("JP-V12", &sourceless), []);
}
