//! `GET /{plural}/{id}/evidence-summary`.

use actix_web::{HttpRequest, HttpResponse, web};
use kanshu_citation::evidence::EvidenceSummary;
use kanshu_domain::{derived, id::GroupId, kind::Kind, reference::Role};
use serde_json::{Value, json};

use super::{Page, record};
use crate::{
    parameters::{Given, for_any},
    problem::Problem,
    remembered::{Reading, remembered},
};

/// Articles whose claims about a treatment are looked at.
const ARTICLES_ABOUT_A_TREATMENT: u16 = 100;

/// What the sources of a page can show together: those that it cites, and for a treatment those that
/// support what articles claim of it.
pub(crate) async fn evidence_summary(
    request: HttpRequest,
    _: web::Payload,
) -> Result<HttpResponse, Problem> {
    remembered(&request, read).await
}

async fn read(request: &HttpRequest) -> Result<Reading, Problem> {
    let given = Given::read(request, &for_any())?;
    let page = Page::read(request, &given).await?;
    let mut groups: Vec<GroupId> =
        derived::bibliography(&page.document.content).into_iter().map(|(_, group)| group).collect();
    if page.document.kind == Kind::Treatment {
        groups.extend(claimed_of(&page).await?);
    }
    let found = page.view.by_groups(&groups, &page.locale).await?;
    let summary = EvidenceSummary::of(found.values().filter_map(record));
    Ok(page.answer(&shown(&summary), json!({})))
}

/// What articles name in support of what they claim of a treatment.
async fn claimed_of(page: &Page) -> Result<Vec<GroupId>, Problem> {
    let treatment = page.document.group;
    let (articles, _) = page
        .view
        .referring(Kind::Article, Role::Treatment, treatment, ARTICLES_ABOUT_A_TREATMENT)
        .await?;
    let claims = articles.iter().flat_map(|article| article.content.claims());
    let about = claims.filter(|claim| claim.subject.treatment == Some(treatment));
    Ok(about.flat_map(|claim| &claim.supports).map(|support| support.citation).collect())
}

fn shown(summary: &EvidenceSummary) -> Value {
    let levels = summary.levels.iter().map(|((scale, place), count)| {
        json!({ "scale": scale, "level": scale.levels().get(*place), "count": count })
    });
    let designs =
        summary.designs.iter().map(|(design, count)| json!({ "design": design, "count": count }));
    let subjects = summary
        .subjects
        .iter()
        .map(|(subjects, count)| json!({ "subjects": subjects.name(), "count": count }));
    json!({
        "sources": summary.sources,
        "levels": Value::from_iter(levels),
        "designs": Value::from_iter(designs),
        "subjects": Value::from_iter(subjects),
        "humanTrials": summary.human_trials,
        "statement": summary.statement(),
    })
}
