//! RIS's types of reference as CSL's types.

/// `TY` and CSL's type; the first line of a CSL type is the one that is written.
const TYPES: [(&str, &str); 45] = [
    ("JOUR", "article-journal"),
    ("EJOUR", "article-journal"),
    ("JFULL", "article-journal"),
    ("ABST", "article-journal"),
    ("INPR", "article-journal"),
    ("MGZN", "article-magazine"),
    ("NEWS", "article-newspaper"),
    ("BOOK", "book"),
    ("EBOOK", "book"),
    ("EDBOOK", "book"),
    ("SER", "book"),
    ("CHAP", "chapter"),
    ("ECHAP", "chapter"),
    ("CPAPER", "paper-conference"),
    ("CONF", "paper-conference"),
    ("RPRT", "report"),
    ("GOVDOC", "report"),
    ("THES", "thesis"),
    ("ELEC", "webpage"),
    ("WEB", "webpage"),
    ("ICOMM", "webpage"),
    ("BLOG", "post-weblog"),
    ("GEN", "document"),
    ("DATA", "dataset"),
    ("AGGR", "dataset"),
    ("DBASE", "dataset"),
    ("PAT", "patent"),
    ("COMP", "software"),
    ("STAND", "standard"),
    ("UNPB", "manuscript"),
    ("MANSCPT", "manuscript"),
    ("PAMP", "pamphlet"),
    ("VIDEO", "motion_picture"),
    ("MPCT", "motion_picture"),
    ("SOUND", "song"),
    ("MAP", "map"),
    ("ART", "graphic"),
    ("FIGURE", "figure"),
    ("CASE", "legal_case"),
    ("STAT", "legislation"),
    ("BILL", "bill"),
    ("HEAR", "hearing"),
    ("ENCYC", "entry-encyclopedia"),
    ("DICT", "entry-dictionary"),
    ("PCOMM", "personal_communication"),
];

/// CSL's type for a `TY`; what is not known is a document.
pub(super) fn csl_type(ty: &str) -> &'static str {
    let upper = ty.to_ascii_uppercase();
    TYPES.iter().find(|(ris, _)| *ris == upper).map_or("document", |(_, csl)| csl)
}

/// The `TY` for a CSL type.
pub(super) fn ris_type(csl: &str) -> &'static str {
    TYPES.iter().find(|(_, known)| *known == csl).map_or("GEN", |(ris, _)| ris)
}
