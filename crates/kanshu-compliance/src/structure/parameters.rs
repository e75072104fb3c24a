//! What a rule hands to its check: the `with` table.

/// Reads parameters. What is missing or of another form is empty: a test holds every rule of the packs
/// to the parameters that its check needs.
#[derive(Clone, Copy)]
pub(super) struct With<'a>(pub(super) &'a toml::Table);

impl<'a> With<'a> {
    pub(super) fn text(self, key: &str) -> &'a str {
        self.0.get(key).and_then(toml::Value::as_str).unwrap_or_default()
    }

    pub(super) fn number(self, key: &str) -> usize {
        let number = self.0.get(key).and_then(toml::Value::as_integer).unwrap_or_default();
        usize::try_from(number).unwrap_or_default()
    }

    /// A list of words.
    pub(super) fn words(self, key: &str) -> Vec<&'a str> {
        strings(self.list(key))
    }

    /// A list of which each entry is a word, or several words that must all be there.
    pub(super) fn choices(self, key: &str) -> Vec<Vec<&'a str>> {
        let choice = |value: &'a toml::Value| match value {
            toml::Value::Array(all) => strings(all),
            toml::Value::String(one) => vec![one.as_str()],
            _ => Vec::new(),
        };
        self.list(key).iter().map(choice).filter(|choice| !choice.is_empty()).collect()
    }

    /// A list of tables.
    pub(super) fn tables(self, key: &str) -> Vec<With<'a>> {
        self.list(key).iter().filter_map(toml::Value::as_table).map(With).collect()
    }

    fn list(self, key: &str) -> &'a [toml::Value] {
        self.0.get(key).and_then(toml::Value::as_array).map(Vec::as_slice).unwrap_or_default()
    }
}

fn strings(values: &[toml::Value]) -> Vec<&str> {
    values.iter().filter_map(toml::Value::as_str).filter(|word| !word.is_empty()).collect()
}
