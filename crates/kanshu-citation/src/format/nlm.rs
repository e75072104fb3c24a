//! NLM / Vancouver: K. Patrias, Citing Medicine, 2nd edition (2007, updated to 2015), with the choices that
//! the National Library of Medicine made in its samples of formatted references for the ICMJE's
//! Recommendations.

mod names;

use kanshu_domain::{
    kinds::citation::{Citation, IssuedDate, SourceType},
    retraction::{Notice, NoticeNature},
};

use super::pages;
use super::record::{self, Layout};
use super::runs::Runs;

pub(super) fn reference(citation: &Citation, notice: Option<&Notice>) -> Runs {
    let mut runs = Runs::default();
    match record::layout(citation) {
        Layout::Article => article(&mut runs, citation),
        Layout::Chapter => chapter(&mut runs, citation),
        Layout::Book => book(&mut runs, citation),
        Layout::Page => page(&mut runs, citation),
    }
    identifiers(&mut runs, citation);
    if let Some(notice) = notice {
        append_notice(&mut runs, notice);
    }
    runs
}

/// Citing Medicine 1A (23A on the Internet): authors, title, journal, date;volume(issue):pages.
fn article(runs: &mut Runs, citation: &Citation) {
    runs.sentence(&names::authors(&citation.authors));
    let is_online = citation.url.is_some() && citation.accessed.is_some();
    title(runs, citation, "");
    let mut journal = journal(citation);
    if is_online && !journal.is_empty() {
        journal.push_str(" [Internet]");
    }
    runs.sentence(&journal);
    let date = citation.issued.map(date).unwrap_or_default();
    let date = if is_online { cited(date, citation) } else { date };
    let issue = volume_and_issue(citation);
    let pages = record::pages_or_number(citation).map(|p| pages::shortened(&p)).unwrap_or_default();
    let mut place =
        [date.as_str(), &issue].into_iter().filter(|t| !t.is_empty()).collect::<Vec<_>>().join(";");
    if !pages.is_empty() {
        if place.is_empty() {
            place.push_str("p. ");
        } else {
            place.push(':');
        }
        place.push_str(&pages);
    }
    runs.sentence(&place);
    if is_online || citation.doi.is_none() {
        available(runs, citation);
    }
    language(runs, citation);
}

/// Citing Medicine 2C: the part, "In:", the book, and the pages of the part.
fn chapter(runs: &mut Runs, citation: &Citation) {
    runs.sentence(&names::authors(&citation.authors));
    title(runs, citation, "");
    if citation.container_title.is_some() || !citation.editors.is_empty() {
        runs.space();
        runs.push("In:");
    }
    runs.sentence(&names::editors(&citation.editors));
    let is_online = citation.url.is_some() && citation.accessed.is_some();
    let mut host = record::text(&citation.container_title).to_owned();
    if is_online && !host.is_empty() {
        host.push_str(" [Internet]");
    }
    runs.sentence(&host);
    runs.sentence(&edition(citation));
    imprint(runs, citation, citation.issued.map(|date| date.year().to_string()), is_online);
    let pages = citation.page.as_ref().map(|page| pages::shortened(page.as_str()));
    if let Some(pages) = pages {
        runs.sentence(&format!("p. {pages}"));
    }
    if is_online || citation.doi.is_none() {
        available(runs, citation);
    }
    language(runs, citation);
}

/// Citing Medicine 2A (22A on the Internet); also for reports and leaflets (4A).
fn book(runs: &mut Runs, citation: &Citation) {
    let has_authors = !citation.authors.is_empty();
    let head = if has_authors {
        names::authors(&citation.authors)
    } else {
        names::editors(&citation.editors)
    };
    runs.sentence(&head);
    let is_online = citation.url.is_some()
        && (citation.accessed.is_some() || citation.source_type != Some(SourceType::Book));
    title(runs, citation, if is_online { "Internet" } else { "" });
    runs.sentence(&edition(citation));
    if has_authors {
        runs.sentence(&names::editors(&citation.editors));
    }
    let date = citation.issued.map(|issued| match citation.source_type {
        Some(SourceType::Book) | None => issued.year().to_string(),
        _ => date(issued),
    });
    imprint(runs, citation, date, is_online);
    if is_online || citation.doi.is_none() {
        available(runs, citation);
    }
    language(runs, citation);
}

/// Citing Medicine 25: a page with an author stands by itself; one without is a part of its site (25B).
fn page(runs: &mut Runs, citation: &Citation) {
    let site = record::text(&citation.container_title);
    let issued = citation.issued.map(date);
    if citation.authors.is_empty() && !site.is_empty() {
        runs.sentence(&format!("{site} [Internet]"));
        imprint(runs, citation, None, false);
        title(runs, citation, "");
        // The date of the part follows its title.
        let date = cited(issued.unwrap_or_default(), citation);
        if !date.is_empty() {
            if let Some(last) = runs.0.last_mut()
                && last.text.ends_with('.')
            {
                last.text.pop();
            }
            runs.push("; ");
            runs.push(&date);
            runs.stop();
        }
    } else {
        runs.sentence(&names::authors(&citation.authors));
        title(runs, citation, "Internet");
        imprint(runs, citation, issued, true);
    }
    available(runs, citation);
    language(runs, citation);
}

/// The title in its place: translated titles in square brackets (Citing Medicine 1A, titles in other
/// languages), then the type of the article or the medium, in brackets of their own.
fn title(runs: &mut Runs, citation: &Citation, medium: &str) {
    let original = citation.title.as_str();
    let is_english = record::language(citation).as_str().starts_with("en");
    let mut title = match record::english_title(citation).filter(|_| !is_english) {
        None => original.to_owned(),
        Some(english) => {
            let english = english.as_str().trim_end_matches('.');
            if record::is_latin(original) {
                format!("{} [{english}]", original.trim_end_matches('.'))
            } else {
                format!("[{english}]")
            }
        }
    };
    let kind = match citation.source_type {
        Some(SourceType::Letter) => "letter",
        Some(SourceType::PressRelease) => "press release",
        Some(SourceType::Label) => "package insert",
        _ => "",
    };
    let bracket = match (kind, medium) {
        ("", "") => String::new(),
        ("", medium) => format!(" [{medium}]"),
        (kind, "") => format!(" [{kind}]"),
        (kind, medium) => format!(" [{kind} on the {medium}]"),
    };
    if !bracket.is_empty() {
        title.truncate(title.trim_end_matches('.').len());
        title.push_str(&bracket);
    }
    runs.sentence(&title);
}

/// The abbreviated title without its full stops (Citing Medicine 1A, journal title), else the title.
fn journal(citation: &Citation) -> String {
    match &citation.container_title_short {
        Some(short) => short
            .as_str()
            .replace(". ", " ")
            .replace('.', " ")
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" "),
        None => record::text(&citation.container_title).to_owned(),
    }
}

/// `9(3)`, `42 Suppl 2`, `58(12 Suppl 7)`, `(401)`.
fn volume_and_issue(citation: &Citation) -> String {
    let volume = record::text(&citation.volume);
    let issue = record::text(&citation.issue);
    let supplement =
        record::variable(citation, "supplement-number").map(|number| format!("Suppl {number}"));
    let is_supplement = issue.starts_with("Suppl");
    let issue = if is_supplement {
        issue.replacen("Supplement", "Suppl", 1).replacen("Suppl.", "Suppl", 1)
    } else {
        issue.to_owned()
    };
    match (is_supplement, issue.is_empty(), supplement) {
        (true, _, _) => format!("{volume} {issue}").trim().to_owned(),
        (_, true, Some(supplement)) => format!("{volume} {supplement}").trim().to_owned(),
        (_, false, Some(supplement)) => format!("{volume}({issue} {supplement})"),
        (_, true, None) => volume.to_owned(),
        (_, false, None) => format!("{volume}({issue})"),
    }
}

/// Place: publisher; date (Citing Medicine 2A). What the record does not know is left out: it may be
/// unknown to us alone.
fn imprint(runs: &mut Runs, citation: &Citation, date: Option<String>, is_online: bool) {
    let place = record::text(&citation.publisher_place);
    let publisher = match record::layout(citation) {
        // A page without an author has its site at the head already.
        Layout::Page if citation.authors.is_empty() => record::text(&citation.publisher),
        layout => record::publisher(citation, layout),
    };
    let house =
        [place, publisher].into_iter().filter(|t| !t.is_empty()).collect::<Vec<_>>().join(": ");
    let date = if is_online {
        cited(date.unwrap_or_default(), citation)
    } else {
        date.unwrap_or_default()
    };
    let parts: Vec<&str> = [house.as_str(), &date].into_iter().filter(|t| !t.is_empty()).collect();
    runs.sentence(&parts.join("; "));
}

/// `2nd ed.`; other words as they are, with their full stop.
fn edition(citation: &Citation) -> String {
    let edition = record::text(&citation.edition);
    record::edition_number(edition)
        .map_or_else(|| edition.to_owned(), |n| format!("{} ed.", record::ordinal(n)))
}

fn date(date: IssuedDate) -> String {
    const MONTHS: [&str; 12] =
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let month = date.month().and_then(|month| MONTHS.get(usize::from(month) - 1));
    let month = month.map(|month| format!(" {month}")).unwrap_or_default();
    let day = date.day().map(|day| format!(" {day}")).unwrap_or_default();
    format!("{}{month}{day}", date.year())
}

/// The date of citation behind a date: `2020 [cited 2020 Mar 10]`.
fn cited(issued: String, citation: &Citation) -> String {
    match citation.accessed {
        Some(accessed) => format!("{issued} [cited {}]", date(accessed)).trim().to_owned(),
        None => issued,
    }
}

/// Availability (Citing Medicine 22A, 25A): no full stop behind an address, unless it ends with a slash.
fn available(runs: &mut Runs, citation: &Citation) {
    let Some(url) = &citation.url else { return };
    runs.space();
    runs.push("Available from: ");
    runs.link(url.as_str(), url.as_str());
    if url.as_str().ends_with('/') {
        runs.push(".");
    }
}

/// The language of what is not in English, behind the pages (Citing Medicine 1A, language).
fn language(runs: &mut Runs, citation: &Citation) {
    let language = record::language(citation);
    let name = match language.as_str().split('-').next().unwrap_or_default() {
        "ja" => "Japanese",
        "zh" => "Chinese",
        "ko" => "Korean",
        "fr" => "French",
        "de" => "German",
        "es" => "Spanish",
        "it" => "Italian",
        "pt" => "Portuguese",
        "nl" => "Dutch",
        "ru" => "Russian",
        "da" => "Danish",
        "no" | "nb" | "nn" => "Norwegian",
        "sv" => "Swedish",
        "fi" => "Finnish",
        "pl" => "Polish",
        "tr" => "Turkish",
        _ => return,
    };
    runs.sentence(name);
}

/// `doi: 10.… PubMed PMID: …; PubMed Central PMCID: ….`, as in the samples for the ICMJE.
fn identifiers(runs: &mut Runs, citation: &Citation) {
    if let Some(doi) = &citation.doi {
        runs.space();
        runs.push("doi: ");
        runs.link(doi.as_str(), &record::doi_url(doi));
        runs.push(".");
    }
    if let Some(pmid) = &citation.pmid {
        runs.space();
        runs.push("PubMed PMID: ");
        runs.link(pmid.as_str(), &record::pmid_url(pmid));
        runs.push(if citation.pmcid.is_some() { ";" } else { "." });
    }
    if let Some(pmcid) = &citation.pmcid {
        runs.space();
        runs.push("PubMed Central PMCID: ");
        runs.link(pmcid.as_str(), &record::pmcid_url(pmcid));
        runs.push(".");
    }
}

/// `Retraction in: 2031 Mar 4; doi: …`, after the pattern for articles with a later notice (Citing Medicine
/// 1A, notes); where the notice itself is not known, what happened.
pub(super) fn append_notice(runs: &mut Runs, notice: &Notice) {
    let (words, bare) = match notice.nature {
        NoticeNature::Retraction => ("Retraction in: ", "Retracted"),
        NoticeNature::ExpressionOfConcern => {
            ("Expression of concern in: ", "Expression of concern")
        }
        NoticeNature::Correction => ("Erratum in: ", "Corrected"),
        NoticeNature::Reinstatement => ("Reinstated in: ", "Reinstated"),
    };
    let issued = record::notice_date(notice);
    if issued.is_none() && notice.notice_doi.is_none() {
        return runs.sentence(bare);
    }
    runs.space();
    runs.push(words);
    if let Some(issued) = issued {
        runs.push(&date(issued));
        runs.push(if notice.notice_doi.is_some() { "; " } else { "." });
    }
    if let Some(doi) = &notice.notice_doi {
        runs.push("doi: ");
        runs.link(doi.as_str(), &record::doi_url(doi));
        runs.push(".");
    }
}
