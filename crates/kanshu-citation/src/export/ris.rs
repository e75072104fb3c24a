//! RIS.

use kanshu_domain::kinds::citation::Citation;

use crate::{csl, import};

/// An RIS file. `items` are records with what stands in their `ID`.
pub fn ris<'a>(items: impl IntoIterator<Item = (&'a str, &'a Citation)>) -> String {
    let mut text = String::new();
    for (id, citation) in items {
        for tagged in import::ris::write(&csl::write(citation, id), id) {
            // The lines of a text continue its tag.
            let value = tagged.value.replace('\n', "\r\n");
            text.extend([&tagged.tag, "  - ", &value, "\r\n"]);
        }
        text.push_str("ER  - \r\n\r\n");
    }
    text
}
