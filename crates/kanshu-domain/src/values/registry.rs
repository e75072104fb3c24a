//! Identifiers of journals, people and trials.

use serde::{Deserialize, Serialize};

use super::{Invalid, parsed_text};

/// An ISSN with its check character: `2073-4409`, `1050-124X` (ISO 3297, modulus 11).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Issn(String);

impl Issn {
    /// Reads an ISSN with or without its hyphen, or with `ISSN` before it.
    ///
    /// # Errors
    /// When it is not seven digits and the check character that follows from them.
    pub fn parse(text: &str) -> Result<Self, Invalid> {
        let wrong = || Invalid::because("an ISSN looks like 2073-4409 and ends in its check digit");
        let upper = text.trim().to_ascii_uppercase();
        let bare = upper.strip_prefix("ISSN").unwrap_or(&upper).trim_start_matches([':', ' ']);
        let compact: Vec<char> = bare.chars().filter(|c| *c != '-').collect();
        let [body @ .., check] = compact.as_slice() else { return Err(wrong()) };
        let digits: Vec<u32> = body.iter().filter_map(|c| c.to_digit(10)).collect();
        if body.len() != 7 || digits.len() != 7 {
            return Err(wrong());
        }
        let sum: u32 = digits.iter().zip((2..=8).rev()).map(|(digit, weight)| digit * weight).sum();
        let expected = match (11 - sum % 11) % 11 {
            10 => 'X',
            value => char::from_digit(value, 10).unwrap_or('X'),
        };
        if *check != expected {
            return Err(wrong());
        }
        let (left, right) = (&compact[..4], &compact[4..]);
        Ok(Self(format!("{}-{}", String::from_iter(left), String::from_iter(right))))
    }
}

/// An ORCID iD: `0000-0002-1825-0097` (ISO 27729; check character by ISO 7064 MOD 11-2).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Orcid(String);

impl Orcid {
    /// Reads an iD with or without `https://orcid.org/` and hyphens.
    ///
    /// # Errors
    /// When it is not fifteen digits and the check character that follows from them.
    pub fn parse(text: &str) -> Result<Self, Invalid> {
        let wrong =
            || Invalid::because("an ORCID iD looks like 0000-0002-1825-0097 with its check digit");
        let upper = text.trim().to_ascii_uppercase();
        let bare = upper.rsplit('/').next().unwrap_or(&upper);
        let compact: Vec<char> = bare.chars().filter(|c| *c != '-').collect();
        let [body @ .., check] = compact.as_slice() else { return Err(wrong()) };
        let digits: Vec<u32> = body.iter().filter_map(|c| c.to_digit(10)).collect();
        if body.len() != 15 || digits.len() != 15 {
            return Err(wrong());
        }
        let total = digits.iter().fold(0, |total, digit| (total + digit) * 2 % 11);
        let expected = match (12 - total) % 11 {
            10 => 'X',
            value => char::from_digit(value, 10).unwrap_or('X'),
        };
        if *check != expected {
            return Err(wrong());
        }
        let groups: Vec<String> = compact.chunks(4).map(String::from_iter).collect();
        Ok(Self(groups.join("-")))
    }

    /// The address of the person's record.
    pub fn url(&self) -> String {
        format!("https://orcid.org/{}", self.0)
    }
}

/// The number of a registered study: ClinicalTrials.gov (`NCT01234567`), jRCT (`jRCT1080220001`,
/// `jRCTs031180001`) or UMIN-CTR (`UMIN000012345`).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct TrialId(String);

impl TrialId {
    /// Reads a number in any case; the registry's own spelling is kept.
    ///
    /// # Errors
    /// When no registry writes its numbers so.
    pub fn parse(text: &str) -> Result<Self, Invalid> {
        let upper = text.trim().to_ascii_uppercase();
        // The longer prefix first: `JRCTS` begins with `JRCT`.
        let registries = [
            ("NCT", "NCT", 8..=8),
            ("JRCTS", "jRCTs", 9..=9),
            ("JRCT", "jRCT", 10..=10),
            ("UMIN", "UMIN", 9..=9),
        ];
        registries
            .into_iter()
            .find_map(|(prefix, spelling, lengths)| {
                let digits = upper.strip_prefix(prefix)?;
                let is_number =
                    lengths.contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
                is_number.then(|| Self(format!("{spelling}{digits}")))
            })
            .ok_or_else(|| {
                Invalid::because(
                    "a trial number looks like NCT01234567, jRCT1080220001 or UMIN000012345",
                )
            })
    }
}

parsed_text!(Issn);
parsed_text!(Orcid);
parsed_text!(TrialId);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn check_characters_are_checked() {
        assert_eq!(Issn::parse("ISSN 20734409").unwrap().as_str(), "2073-4409");
        assert_eq!(Issn::parse("1050-124x").unwrap().as_str(), "1050-124X");
        for wrong in ["2073-4408", "2073-440", "2073-44099", "20a3-4409", "", "１２３４-5678"] {
            assert!(Issn::parse(wrong).is_err(), "{wrong}");
        }
        let id = Orcid::parse("https://orcid.org/0000-0002-1825-0097").unwrap();
        assert_eq!(id.url(), "https://orcid.org/0000-0002-1825-0097");
        assert_eq!(Orcid::parse("000000021694233x").unwrap().as_str(), "0000-0002-1694-233X");
        for wrong in ["0000-0002-1825-0098", "0000-0002-1825-009", "", "X"] {
            assert!(Orcid::parse(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn trial_numbers_keep_their_registry_s_spelling() {
        for (typed, kept) in [
            ("nct01234567", "NCT01234567"),
            ("JRCTS031180001", "jRCTs031180001"),
            ("jRCT1080220001", "jRCT1080220001"),
            ("umin000012345", "UMIN000012345"),
        ] {
            assert_eq!(TrialId::parse(typed).unwrap().as_str(), kept);
        }
        for wrong in ["NCT1234567", "jRCT108022000", "EudraCT 2020", ""] {
            assert!(TrialId::parse(wrong).is_err(), "{wrong}");
        }
    }
}
