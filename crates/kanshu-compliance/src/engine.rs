//! Packs at work.

use chrono::NaiveDate;
use kanshu_domain::{
    compliance::{ComplianceReport, Finding, TextContext, Waiver},
    dossier::Dossier,
    id::{BlockId, GroupId},
    kinds::article::Jurisdiction,
};

use crate::{Pack, PackError};

/// One piece of text with what is around it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Passage {
    /// Field path: `body[3].text`; for files, empty.
    pub field: String,
    pub block: Option<BlockId>,
    /// The referenced document that the words belong to.
    pub target: Option<GroupId>,
    pub context: TextContext,
    pub text: String,
    /// How many characters of the whole stand before `text`: findings count from there.
    pub offset: usize,
}

/// The compiled packs. Made once, shared by all threads.
#[derive(Debug)]
pub struct Engine {
    packs: Vec<Pack>,
}

impl Engine {
    /// The packs that come with Kanshu, and the site's own. A house pack adds rules and raises
    /// severities.
    ///
    /// # Errors
    /// When a pack contradicts itself, or a house pack lowers a severity or allows a waiver that its
    /// base refuses.
    pub fn new(house: Vec<Pack>) -> Result<Self, PackError> {
        Ok(Self { packs: house })
    }

    pub fn packs(&self) -> &[Pack] {
        &self.packs
    }

    /// What the packs of the document's target jurisdictions, in force `on` that day, say about it.
    pub fn report(&self, dossier: &Dossier, waivers: &[Waiver], on: NaiveDate) -> ComplianceReport {
        let _ = waivers;
        ComplianceReport {
            document: Some(dossier.document),
            revision: Some(dossier.revision),
            dossier: dossier.digest(),
            on,
            engine: env!("CARGO_PKG_VERSION").to_owned(),
            packs: Vec::new(),
            findings: Vec::new(),
            declarations: Vec::new(),
            unchecked_jurisdictions: Vec::new(),
        }
    }

    /// What the phrase rules say about words that belong to no document (yet).
    pub fn check(
        &self,
        passages: &[Passage],
        jurisdictions: &[Jurisdiction],
        on: NaiveDate,
    ) -> Vec<Finding> {
        let _ = (passages, jurisdictions, on);
        Vec::new()
    }
}
