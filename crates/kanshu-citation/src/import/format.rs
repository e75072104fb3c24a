//! Which format a file is in.

/// The formats that are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// RIS, also as 医中誌Web and J-STAGE write it.
    Ris,
    /// PubMed's tagged format (MEDLINE).
    Nbib,
    /// BibTeX and BibLaTeX.
    Bibtex,
    /// CSL-JSON: a list of items, one item, or one item a line.
    CslJson,
}

impl Format {
    /// Every format.
    pub const ALL: [Self; 4] = [Self::Ris, Self::Nbib, Self::Bibtex, Self::CslJson];

    /// The name, as on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Ris => "ris",
            Self::Nbib => "nbib",
            Self::Bibtex => "bibtex",
            Self::CslJson => "csl-json",
        }
    }

    /// The format with a name, in either case; `medline`, `biblatex` and `csl` are names too.
    pub fn named(name: &str) -> Option<Self> {
        match name.trim().to_ascii_lowercase().as_str() {
            "ris" => Some(Self::Ris),
            "nbib" | "medline" | "pubmed" => Some(Self::Nbib),
            "bibtex" | "biblatex" | "bib" => Some(Self::Bibtex),
            "csl-json" | "csljson" | "csl" | "json" | "jsonl" => Some(Self::CslJson),
            _ => None,
        }
    }

    /// What a file's name says of its format.
    pub fn of_path(path: &str) -> Option<Self> {
        let (_, extension) = path.rsplit_once('.')?;
        Self::named(extension)
    }

    /// What a file's text says of its format: the first line that can only be one format's.
    pub fn of(text: &str) -> Option<Self> {
        let start = text.trim_start();
        if start.starts_with(['{', '[']) {
            return Some(Self::CslJson);
        }
        start.lines().find_map(of_line)
    }
}

fn of_line(line: &str) -> Option<Format> {
    let line = line.trim_start_matches('\u{FEFF}');
    let is_tag = |tag: &str| {
        let rest = line.strip_prefix(tag)?;
        rest.trim_start_matches(' ').starts_with('-').then_some(())
    };
    if is_tag("TY").is_some() {
        return Some(Format::Ris);
    }
    if is_tag("PMID").is_some() || is_tag("FAU").is_some() || is_tag("STAT").is_some() {
        return Some(Format::Nbib);
    }
    let entry = line.trim_start().strip_prefix('@')?;
    let kind = entry.trim_start_matches(|c: char| c.is_ascii_alphabetic());
    (kind.len() < entry.len() && kind.trim_start().starts_with(['{', '(']))
        .then_some(Format::Bibtex)
}
