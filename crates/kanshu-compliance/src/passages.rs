//! Which words of a dossier stand where.

use kanshu_domain::dossier::Dossier;

use crate::Passage;

/// Every visible string of a document, in the order of the text.
pub fn passages(dossier: &Dossier) -> Vec<Passage> {
    let _ = dossier;
    Vec::new()
}
