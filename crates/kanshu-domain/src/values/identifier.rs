//! Identifiers of papers.

use serde::{Deserialize, Serialize};

use super::{Invalid, parsed_text};

/// A DOI in canonical form: lower-case, without resolver or `doi:` prefix (`10.3390/cells9030680`).
/// DOIs compare case-insensitively (DOI Handbook 2.4), hence the lower case.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Doi(String);

impl Doi {
    /// Reads a DOI as people paste it: with `https://doi.org/`, `doi:` and trailing punctuation.
    ///
    /// # Errors
    /// When what remains is not `10.` + registrant + `/` + suffix.
    pub fn parse(text: &str) -> Result<Self, Invalid> {
        let wrong = || Invalid::because("a DOI looks like 10.1234/abc.567");
        let lower = text.trim().to_ascii_lowercase();
        let bare = ["https://", "http://"]
            .iter()
            .find_map(|scheme| lower.strip_prefix(scheme))
            .map_or(lower.as_str(), |rest| {
                rest.trim_start_matches("dx.").trim_start_matches("doi.org/")
            });
        let bare = bare.strip_prefix("doi:").unwrap_or(bare).trim();
        let bare = bare.trim_end_matches(['.', ',', ';']);
        let (prefix, suffix) = bare.split_once('/').ok_or_else(wrong)?;
        let registrant = prefix.strip_prefix("10.").ok_or_else(wrong)?;
        let is_registrant = (4..=9).contains(&registrant.len())
            && registrant.bytes().all(|b| b.is_ascii_digit() || b == b'.');
        let is_suffix = !suffix.is_empty()
            && suffix.len() <= 500
            && suffix.chars().all(|c| c.is_ascii_graphic() && !matches!(c, '"' | '\\' | '`'));
        if is_registrant && is_suffix { Ok(Self(bare.to_owned())) } else { Err(wrong()) }
    }

    /// The address that resolves the DOI.
    pub fn url(&self) -> String {
        format!("https://doi.org/{}", self.0)
    }
}

/// A PubMed id: 1 to 8 digits without leading zero.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Pmid(String);

impl Pmid {
    /// # Errors
    /// When the text is not 1 to 8 digits without leading zero.
    pub fn parse(text: &str) -> Result<Self, Invalid> {
        let digits = text.trim();
        let is_pmid = (1..=8).contains(&digits.len())
            && digits.bytes().all(|b| b.is_ascii_digit())
            && !digits.starts_with('0');
        if is_pmid {
            Ok(Self(digits.to_owned()))
        } else {
            Err(Invalid::because("a PMID has 1 to 8 digits and no leading zero"))
        }
    }
}

/// A PubMed Central id: `PMC` and digits; bare digits are accepted and get the prefix.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Pmcid(String);

impl Pmcid {
    /// # Errors
    /// When the text is not `PMC` and 1 to 10 digits.
    pub fn parse(text: &str) -> Result<Self, Invalid> {
        let upper = text.trim().to_ascii_uppercase();
        let digits = upper.strip_prefix("PMC").unwrap_or(&upper);
        if (1..=10).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit()) {
            Ok(Self(format!("PMC{digits}")))
        } else {
            Err(Invalid::because("a PMCID looks like PMC7140723"))
        }
    }
}

parsed_text!(Doi);
parsed_text!(Pmid);
parsed_text!(Pmcid);
