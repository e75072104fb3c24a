//! The conditions about sources: that they are whole, and that they stand.

use super::{
    Condition, Unmet,
    conditions::{about, because},
};
use crate::{
    block::BlockContent,
    content::Content,
    dossier::{Dossier, Referenced},
    id::GroupId,
    kind::Kind,
    retraction::{NoticeNature, RetractionState},
};

/// G08: 著作権法 48条 (出所の明示) and rule JP-V03. A source is judged by itself too, so that nobody can
/// empty it under a page that quotes it.
pub(super) fn quotations_have_sources(dossier: &Dossier) -> Vec<Unmet> {
    let mut unmet = Vec::new();
    if let Content::Citation(record) = dossier.content.as_ref() {
        let missing = record.missing();
        if !missing.is_empty() {
            let message = format!("the source lacks {}", missing.join(", "));
            unmet.push(because(Condition::G08, missing[0], message));
        }
    }
    for (i, block) in dossier.content.body().iter().enumerate() {
        let BlockContent::Quotation(quotation) = &block.content else { continue };
        let at = format!("body[{i}].citation");
        let Some(citation) = quotation.citation else {
            unmet.push(because(Condition::G08, &at, "the quotation names no source"));
            continue;
        };
        // A citation that does not exist is G15's to report.
        let Some(Referenced { content, .. }) = dossier.references.get(&citation) else { continue };
        if let Content::Citation(record) = content.as_ref() {
            let missing = record.missing();
            if !missing.is_empty() {
                let message = format!("the source “{}” lacks {}", record.title, missing.join(", "));
                unmet.push(about(Condition::G08, &at, citation, message));
            }
        }
    }
    unmet
}

/// G09. Whoever quotes a paper answers for what has become of it (rule JP-V04). The source is judged by
/// itself too: its own record is not published either while it is retracted.
pub(super) fn sources_stand(dossier: &Dossier) -> Vec<Unmet> {
    let retracted =
        |citation: GroupId| dossier.sources.state(citation) == RetractionState::Retracted;
    let said = |citation: GroupId, title: &str| {
        let notice = dossier.sources.notice(citation, NoticeNature::Retraction);
        let date = notice.and_then(|notice| notice.date);
        let since = date.map(|date| format!(" on {date}")).unwrap_or_default();
        format!("the source “{title}” was retracted{since}")
    };
    let mut unmet = Vec::new();
    if matches!(dossier.content.as_ref(), Content::Citation(_)) && retracted(dossier.group) {
        unmet.push(because(Condition::G09, "", said(dossier.group, &dossier.content.title())));
    }
    for (group, referenced) in
        dossier.of_kind(Kind::Citation).filter(|(group, _)| retracted(**group))
    {
        let own = dossier.content.references();
        let field =
            own.into_iter().find(|r| r.target == *group).map(|r| r.field).unwrap_or_default();
        unmet.push(about(
            Condition::G09,
            &field,
            *group,
            said(*group, &referenced.content.title()),
        ));
    }
    unmet
}
