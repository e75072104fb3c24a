//! E-mail addresses: as given for people, normalised for comparing.

use unicode_normalization::UnicodeNormalization as _;

use crate::IdentityError;

/// An address that could be one: one `@`, something on both sides, no blanks, at most 254 characters.
/// Whether mail arrives there is not ours to know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Email {
    /// As given, trimmed.
    pub given: String,
    /// NFKC and lower-case: two addresses with the same `norm` are one user.
    pub norm: String,
}

/// The form that addresses are compared (and throttled) by; also of what is no address.
pub(crate) fn normalised(text: &str) -> String {
    text.trim().nfkc().collect::<String>().to_lowercase()
}

impl Email {
    /// # Errors
    /// [`IdentityError::Invalid`] for field `email`.
    pub(crate) fn parse(text: &str) -> Result<Self, IdentityError> {
        let norm = normalised(text);
        let sides = norm.split_once('@').is_some_and(|(local, host)| {
            !local.is_empty() && !host.is_empty() && !host.contains('@')
        });
        let plain = !norm.chars().any(|c| c.is_whitespace() || c.is_control());
        if !sides || !plain || norm.chars().count() > 254 {
            return Err(IdentityError::invalid(
                "email",
                "an e-mail looks like name@clinic.example",
            ));
        }
        Ok(Self { given: text.trim().to_owned(), norm })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_person_has_one_normalised_address() {
        let norm = |text| Email::parse(text).unwrap().norm;
        assert_eq!(norm(" Editor@Clinic.Example "), "editor@clinic.example");
        assert_eq!(norm("ｅｄｉｔｏｒ＠clinic.example"), "editor@clinic.example");
    }

    #[test]
    fn what_is_no_address_is_refused() {
        for text in ["", "editor", "@clinic", "a@", "a@b@c", "a b@c", "a\0@c", &"x".repeat(300)] {
            assert!(Email::parse(text).is_err(), "{text:?}");
        }
    }
}
