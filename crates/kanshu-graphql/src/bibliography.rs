//! The sources of a page: numbered, formatted, exported, and weighed.

use async_graphql::{Context, Enum, Result, SimpleObject};
use kanshu_citation::{export, format};
use kanshu_domain::{
    content::Content, derived::bibliography, id::GroupId, kind::Kind, kinds::citation,
    reference::Role,
};

use crate::{
    document::Reading,
    loaders::ReferringKey,
    objects::{Citation, EvidenceSummary, RetractionStatus, read_style, summarized},
};

/// A paper in the bibliography of a page.
#[derive(SimpleObject)]
pub(crate) struct BibliographyEntry {
    /// Its number, counted from 1 by first use.
    number: u32,
    /// The paper.
    citation: Citation,
}

/// A line of a reference list in a citation style.
#[derive(SimpleObject)]
pub(crate) struct FormattedEntry {
    /// Its number in this list.
    number: usize,
    /// The mark in the text: `[1]`, or what the style has in its place.
    in_text: String,
    /// The reference without its number.
    text: String,
    /// The same as HTML for a list item; DOI, PubMed ids and addresses are links.
    html: String,
    /// The paper.
    citation: Citation,
}

/// A form in which other programs read references.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub(crate) enum ReferenceFormat {
    /// RIS: EndNote, Mendeley, Zotero.
    Ris,
    /// BibTeX.
    Bibtex,
    /// CSL-JSON.
    CslJson,
}

impl BibliographyEntry {
    pub(crate) async fn all(ctx: &Context<'_>, reading: &Reading) -> Result<Vec<Self>> {
        let mut entries = Vec::new();
        let numbered = bibliography(&reading.document.content);
        let groups: Vec<GroupId> = numbered.iter().map(|(_, group)| *group).collect();
        // One question for all of them; the numbers of papers that are not to be seen stay free.
        let citations = reading.view.all(ctx, groups.into_iter()).await?;
        for (number, group) in numbered {
            let Some(document) = citations.get(&group) else { continue };
            if let Some(citation) = reading.view.seen::<Citation>(document.clone()) {
                entries.push(Self { number, citation });
            }
        }
        Ok(entries)
    }

    fn record(&self) -> &citation::Citation {
        self.citation.record()
    }
}

impl FormattedEntry {
    /// The reference list of a page, in the order of the style.
    pub(crate) async fn all(
        ctx: &Context<'_>,
        reading: &Reading,
        style: &str,
    ) -> Result<Vec<Self>> {
        let style = read_style(style)?;
        let cited = BibliographyEntry::all(ctx, reading).await?;
        let ids: Vec<String> = (0..cited.len()).map(|place| place.to_string()).collect();
        let statuses = RetractionStatus::known(ctx, cited.iter().map(|e| &e.citation)).await?;
        let sources: Vec<format::Source<'_>> = ids
            .iter()
            .zip(&cited)
            .zip(&statuses)
            .map(|((id, entry), status)| format::Source {
                id,
                citation: entry.record(),
                notice: status.standing_notice(),
            })
            .collect();
        let entries = format::bibliography(&sources, &style, reading.view.locale());
        Ok(entries
            .into_iter()
            .filter_map(|entry| {
                let citation = cited.get(entry.id.parse::<usize>().ok()?)?.citation.clone();
                let format::Entry { number, in_text, text, html, .. } = entry;
                Some(Self { number, in_text, text, html, citation })
            })
            .collect())
    }
}

/// The references of a page, for other programs.
pub(crate) async fn exported(
    ctx: &Context<'_>,
    reading: &Reading,
    format: ReferenceFormat,
) -> Result<String> {
    let cited = BibliographyEntry::all(ctx, reading).await?;
    let ids: Vec<String> = cited.iter().map(|entry| entry.citation.document_id()).collect();
    let items = ids.iter().zip(&cited).map(|(id, entry)| (id.as_str(), entry.record()));
    Ok(match format {
        ReferenceFormat::Ris => export::ris(items),
        ReferenceFormat::Bibtex => export::bibtex(items),
        ReferenceFormat::CslJson => export::csl_json(items),
    })
}

/// Articles whose claims about a treatment are looked at.
const ARTICLES_ABOUT_A_TREATMENT: u16 = 100;

/// What the sources of a page can show together: those that it cites, and for a treatment those that
/// support what articles claim of it.
pub(crate) async fn evidence_summary(
    ctx: &Context<'_>,
    reading: &Reading,
) -> Result<EvidenceSummary> {
    let content = &reading.document.content;
    let mut groups: Vec<GroupId> = bibliography(content).iter().map(|(_, group)| *group).collect();
    if let Content::Treatment(_) = content.as_ref() {
        let treatment = reading.document.group;
        let key = ReferringKey {
            perspective: reading.view.perspective(),
            kind: Kind::Article,
            role: Role::Treatment,
            locale: None,
            size: ARTICLES_ABOUT_A_TREATMENT,
            target: treatment,
        };
        let (articles, _) = reading.view.referring(ctx, key).await?;
        let claims = articles.iter().flat_map(|article| article.content.claims());
        let about = claims.filter(|claim| claim.subject.treatment == Some(treatment));
        groups.extend(about.flat_map(|claim| &claim.supports).map(|support| support.citation));
    }
    summarized(ctx, &reading.view, groups.into_iter()).await
}
