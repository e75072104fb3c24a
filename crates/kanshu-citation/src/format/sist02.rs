//! SIST 02-2007 (科学技術情報流通技術基準, 参照文献の書き方; JST), read with JST's booklet 参考文献の役割と書き方 (2011).
//!
//! Four groups of elements in this order: who, title, publication, notes. A full stop between the groups, a
//! comma between the elements of one (3.3.6).

mod names;

use kanshu_domain::{
    kinds::citation::Citation,
    retraction::{Notice, NoticeNature},
    values::Locale,
};

use super::pages;
use super::record::{self, Layout};
use super::runs::Runs;

/// The reference; `locale` is the language of the list, which chooses between 参照 and accessed.
pub(super) fn reference(citation: &Citation, notice: Option<&Notice>, locale: &Locale) -> Runs {
    let is_japanese = record::language(citation).is_japanese();
    let mut runs = Runs::default();
    runs.sentence(&names::authors(&citation.authors, is_japanese));
    match record::layout(citation) {
        Layout::Article => article(&mut runs, citation),
        Layout::Chapter => chapter(&mut runs, citation, is_japanese),
        Layout::Book => book(&mut runs, citation, is_japanese),
        Layout::Page => page(&mut runs, citation),
    }
    availability(&mut runs, citation, locale);
    if let Some(notice) = notice {
        append_notice(&mut runs, notice, is_japanese);
    }
    runs
}

/// 著者名. 論文名. 誌名. 出版年, 巻数, 号数, はじめのページ-おわりのページ, DOI.
fn article(runs: &mut Runs, citation: &Citation) {
    runs.sentence(citation.title.as_str());
    let (long, short) =
        (record::text(&citation.container_title), record::text(&citation.container_title_short));
    runs.sentence(if long.is_empty() { short } else { long });
    let mut elements = vec![year(citation)];
    elements.push(labelled("vol. ", record::text(&citation.volume)));
    elements.push(labelled("no. ", record::text(&citation.issue)));
    elements.push(record::variable(citation, "supplement-number").map(|n| format!("suppl. {n}")));
    elements.push(record::pages_or_number(citation).map(|pages| page_element(&pages)));
    publication(runs, elements, citation);
}

/// 著者名. “章の見出し”. 書名. 編者名. 版表示, 出版地, 出版者, 出版年, はじめのページ-おわりのページ, (シリーズ).
fn chapter(runs: &mut Runs, citation: &Citation, is_japanese: bool) {
    runs.sentence(&format!("“{}”", citation.title.as_str()));
    runs.sentence(record::text(&citation.container_title));
    runs.sentence(&names::editors(&citation.editors, is_japanese));
    let mut elements = house(citation, is_japanese);
    elements.push(citation.page.as_ref().map(|page| page_element(page.as_str())));
    elements.push(series(citation));
    publication(runs, elements, citation);
}

/// 著者名. 書名. 版表示, 出版地, 出版者, 出版年, 総ページ数, (シリーズ).
fn book(runs: &mut Runs, citation: &Citation, is_japanese: bool) {
    if citation.authors.is_empty() {
        runs.sentence(&names::editors(&citation.editors, is_japanese));
    }
    runs.sentence(citation.title.as_str());
    if !citation.authors.is_empty() {
        runs.sentence(&names::editors(&citation.editors, is_japanese));
    }
    let mut elements = house(citation, is_japanese);
    let total = record::variable(citation, "number-of-pages");
    let total = total.map(|total| total.trim_end_matches(['p', '.', '頁', ' ']).to_owned());
    elements.push(match total {
        Some(total) if is_japanese => Some(format!("{total}p.")),
        Some(total) => Some(format!("{total} p.")),
        None => citation.page.as_ref().map(|page| page_element(page.as_str())),
    });
    elements.push(series(citation));
    publication(runs, elements, citation);
}

/// 著者名. “ウェブページの題名”. ウェブサイトの名称. 更新日付.
fn page(runs: &mut Runs, citation: &Citation) {
    runs.sentence(&format!("“{}”", citation.title.as_str()));
    let (site, publisher) =
        (record::text(&citation.container_title), record::text(&citation.publisher));
    runs.sentence(if site.is_empty() { publisher } else { site });
    publication(runs, vec![citation.issued.map(record::iso)], citation);
}

/// 版表示, 出版地, 出版者, 出版年. The first edition is not mentioned (4.3.1).
fn house(citation: &Citation, is_japanese: bool) -> Vec<Option<String>> {
    let edition = record::text(&citation.edition);
    let edition = match record::edition_number(edition) {
        Some(1) => String::new(),
        Some(number) if is_japanese => format!("第{number}版"),
        Some(number) => format!("{} ed.", record::ordinal(number)),
        None => edition.to_owned(),
    };
    let known = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    vec![
        known(&edition),
        known(record::text(&citation.publisher_place)),
        known(record::publisher(citation, record::layout(citation))),
        year(citation),
    ]
}

/// (シリーズ名, シリーズ番号) (4.3.14).
fn series(citation: &Citation) -> Option<String> {
    let title = record::variable(citation, "collection-title")?;
    Some(match record::variable(citation, "collection-number") {
        Some(number) => format!("({title}, {number})"),
        None => format!("({title})"),
    })
}

fn year(citation: &Citation) -> Option<String> {
    citation.issued.map(|date| date.year().to_string())
}

/// A volume or issue with its label, when it is a number; other words (`増刊号`, `Suppl 2`) carry their own.
fn labelled(label: &str, text: &str) -> Option<String> {
    if text.is_empty() {
        return None;
    }
    let is_number = text.starts_with(|c: char| c.is_ascii_digit())
        && !text.contains('巻')
        && !text.contains('号');
    Some(if is_number { format!("{label}{text}") } else { text.to_owned() })
}

/// `p. 680-689`; an article number stands as it is (4.3.12).
fn page_element(pages: &str) -> String {
    let whole = pages::whole(pages);
    if pages::are_pages(pages) { format!("p. {whole}") } else { whole }
}

/// The third group, with the DOI as its last element (4.3.13).
fn publication(runs: &mut Runs, elements: Vec<Option<String>>, citation: &Citation) {
    let elements: Vec<String> = elements.into_iter().flatten().collect();
    let words = elements.join(", ");
    if words.is_empty() && citation.doi.is_none() {
        return;
    }
    runs.space();
    runs.push(&words);
    if let Some(doi) = &citation.doi {
        runs.push(if words.is_empty() { "doi:" } else { ", doi:" });
        runs.link(doi.as_str(), &record::doi_url(doi));
    }
    runs.stop();
}

/// 入手先, (入手日付). An address beside a DOI is only given when it was looked at on a day: the DOI leads
/// to the source as well. One word for the day in the whole list.
fn availability(runs: &mut Runs, citation: &Citation, locale: &Locale) {
    let Some(url) = &citation.url else { return };
    if citation.doi.is_some() && citation.accessed.is_none() {
        return;
    }
    runs.space();
    runs.link(url.as_str(), url.as_str());
    if let Some(accessed) = citation.accessed {
        let word = if locale.is_japanese() { "参照" } else { "accessed" };
        runs.push(&format!(", ({word} {})", record::iso(accessed)));
    }
    runs.push(".");
}

/// A note of ours in the fourth group: the standard has no element for a withdrawn source.
fn append_notice(runs: &mut Runs, notice: &Notice, is_japanese: bool) {
    let (ja, en) = match notice.nature {
        NoticeNature::Retraction => ("撤回", "retracted"),
        NoticeNature::ExpressionOfConcern => ("懸念表明", "expression of concern"),
        NoticeNature::Correction => ("訂正", "corrected"),
        NoticeNature::Reinstatement => ("撤回の取消し", "reinstated"),
    };
    runs.space();
    runs.push(&format!("({}", if is_japanese { ja } else { en }));
    if let Some(date) = record::notice_date(notice) {
        runs.push(&format!(" {}", record::iso(date)));
    }
    if let Some(doi) = &notice.notice_doi {
        runs.push(", doi:");
        runs.link(doi.as_str(), &record::doi_url(doi));
    }
    runs.push(").");
}
