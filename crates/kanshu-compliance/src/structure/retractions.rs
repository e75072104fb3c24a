//! What became of the sources since they appeared.

use kanshu_domain::retraction::NoticeNature;

use kanshu_domain::compliance::Place;

use super::{
    Breach, Case,
    page::{self, breach},
    parameters::With,
};

/// No source stands in `state` (`retracted`, `expression_of_concern`, …) according to the dataset of
/// notices. One breach for each source.
pub(super) fn no_source_in_state(case: &Case<'_>, with: &toml::Table) -> Vec<Breach> {
    let state = With(with).text("state");
    let sources = &case.dossier.sources;
    page::citations(case.dossier)
        .iter()
        .filter_map(|source| {
            let id = source.target.unwrap_or(case.dossier.group);
            let status = sources.status.get(&id).filter(|status| status.state.name() == state)?;
            let notice =
                status.notices.iter().find(|notice| notice.nature != NoticeNature::Correction);
            let notice = notice.or(status.notices.first())?;
            let date = notice.date.map(|date| format!(" ({date})")).unwrap_or_default();
            let matched = source.content.title.to_string();
            let basis =
                format!("{matched}: {}, record {}{date}", notice.nature.name(), notice.record);
            Some(Breach { matched, ..breach(source.place(""), basis) })
        })
        .collect()
}

/// A page with sources has had them looked up in a dataset of notices of the last thirty days. One breach
/// for the page.
pub(super) fn retractions_checked_lately(case: &Case<'_>, _with: &toml::Table) -> Vec<Breach> {
    let has_sources = !page::citations(case.dossier).is_empty();
    let dataset = case.dossier.sources.dataset.as_ref();
    if !has_sources || dataset.is_some_and(|dataset| dataset.is_fresh(case.on)) {
        return Vec::new();
    }
    let basis = match dataset {
        Some(dataset) => format!("the notices are of {}", dataset.as_of),
        None => "no notices were imported".to_owned(),
    };
    vec![breach(Place::default(), basis)]
}
