//! Answers in the shapes of the registries.

use serde_json::{Value, json};

pub(crate) fn crossref_work() -> Value {
    json!({"status": "ok", "message-type": "work", "message": {
        "DOI": "10.5555/BARRIER.9", "type": "journal-article",
        "title": ["Barrier lipids and <i>itch</i>"], "subtitle": ["A pilot trial"],
        "container-title": ["Journal of Invented Dermatology"],
        "short-container-title": ["J Invent Dermatol"],
        "volume": "9", "issue": "3", "article-number": "680",
        "published": {"date-parts": [[2031, 3, 10]]}, "issued": {"date-parts": [[null]]},
        "author": [
            {"given": "Aya", "family": "Mori", "sequence": "first",
             "ORCID": "https://orcid.org/0000-0002-1825-0097",
             "affiliation": [{"name": "Invented University"}]},
            {"name": "The Barrier Group", "sequence": "additional", "affiliation": []},
        ],
        "ISSN": ["2049-3630"], "publisher": "Invented Press", "language": "en",
        "abstract": "<jats:title>Abstract</jats:title><jats:p>Itch fell (p &lt; 0.05) with C<jats:sub>18</jats:sub>.</jats:p>",
        "update-to": [], "updated-by": [],
    }})
}

pub(crate) fn pubmed_summary() -> Value {
    json!({"header": {"type": "esummary", "version": "0.3"}, "result": {"uids": ["98000001"],
    "98000001": {
        "uid": "98000001", "pubdate": "2031 Mar 10", "epubdate": "", "source": "J Invent Dermatol",
        "authors": [
            {"name": "van der Mori KO", "authtype": "Author", "clusterid": ""},
            {"name": "Sato J Jr", "authtype": "Author", "clusterid": ""},
            {"name": "Barrier Group", "authtype": "CollectiveName", "clusterid": ""},
        ],
        "title": "Barrier lipids and itch: a review.", "volume": "9", "issue": "3", "pages": "",
        "lang": ["eng"], "issn": "2049-3630", "essn": "0317-8471",
        "pubtype": ["Journal Article", "Review"],
        "articleids": [
            {"idtype": "pubmed", "idtypen": 1, "value": "98000001"},
            {"idtype": "doi", "idtypen": 3, "value": "10.5555/barrier.9"},
            {"idtype": "pmc", "idtypen": 8, "value": "PMC9800001"},
        ],
        "fulljournalname": "Journal of Invented Dermatology",
        "elocationid": "pii: 680. doi: 10.5555/barrier.9",
    }}})
}
