//! Which words of a dossier stand where.

mod blocks;
mod records;

#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use kanshu_domain::{
    block::{DisclaimerNote, DisclaimerWords},
    compliance::TextContext,
    content::Content,
    dossier::Dossier,
    id::{BlockId, GroupId},
    kinds::article::{Article, Author},
    values::{Image, Localized, Seo},
};

use crate::Passage;

/// Every visible string of a document, in the order of the text: title, slug, body, alternative texts,
/// head data, the fields of records. Words of referenced banners and disclaimers stand where the page
/// shows them, once, with their `target`; other records are judged by themselves.
///
/// The field path is the one in JSON: what stands there is the passage's text, to the character.
pub fn passages(dossier: &Dossier) -> Vec<Passage> {
    let mut reader =
        Reader { dossier, block: None, target: None, shown: BTreeSet::new(), passages: Vec::new() };
    match dossier.content.as_ref() {
        Content::Article(article) => reader.article(article),
        Content::Treatment(treatment) => reader.treatment(treatment),
        Content::Condition(condition) => reader.condition(condition),
        Content::Product(product) => reader.product(product),
        Content::Physician(physician) => reader.physician(physician),
        Content::Citation(citation) => reader.citation(citation),
        Content::Clinic(clinic) => reader.clinic(clinic),
        Content::Banner(banner) => reader.banner(banner),
        Content::Disclaimer(disclaimer) => reader.disclaimer(disclaimer),
        Content::Tag(tag) => reader.tag(tag),
    }
    reader.passages
}

/// Collects passages; knows in which block and in which referenced document it is.
struct Reader<'a> {
    dossier: &'a Dossier,
    block: Option<BlockId>,
    target: Option<GroupId>,
    /// Referenced documents whose words were already said.
    shown: BTreeSet<GroupId>,
    passages: Vec<Passage>,
}

/// The path of a field within `at`.
fn within(at: &str, field: &str) -> String {
    if at.is_empty() { field.to_owned() } else { format!("{at}.{field}") }
}

impl<'a> Reader<'a> {
    fn referenced(&self, id: GroupId) -> Option<&'a Content> {
        self.dossier.references.get(&id).map(|found| found.content.as_ref())
    }

    fn say(&mut self, field: impl Into<String>, context: TextContext, text: impl ToString) {
        self.passages.push(Passage {
            field: field.into(),
            block: self.block,
            target: self.target,
            context,
            text: text.to_string(),
            offset: 0,
        });
    }

    fn maybe<T: ToString>(
        &mut self,
        field: impl Into<String>,
        context: TextContext,
        text: &Option<T>,
    ) {
        if let Some(text) = text {
            self.say(field, context, text.to_string());
        }
    }

    fn each<T: ToString>(&mut self, field: &str, context: TextContext, texts: &[T]) {
        for (i, text) in texts.iter().enumerate() {
            self.say(format!("{field}[{i}]"), context, text.to_string());
        }
    }

    fn localized(&mut self, field: &str, context: TextContext, texts: &Localized) {
        for (locale, text) in texts.iter() {
            self.say(format!("{field}.{locale}"), context, text);
        }
    }

    fn slug(&mut self) {
        if let Some(slug) = &self.dossier.slug {
            self.say("slug", TextContext::Meta, slug);
        }
    }

    fn image(&mut self, field: &str, context: TextContext, image: &Image) {
        self.maybe(within(field, "alt"), context, &image.alt);
        self.maybe(within(field, "credit"), context, &image.credit);
    }

    fn seo(&mut self, seo: &Seo) {
        self.maybe("seo.metaTitle", TextContext::Meta, &seo.meta_title);
        self.maybe("seo.metaDescription", TextContext::Meta, &seo.meta_description);
        if let Some(image) = &seo.image {
            self.image("seo.image", TextContext::Alt, image);
        }
    }

    fn article(&mut self, article: &Article) {
        self.maybe("titleLabel", TextContext::Meta, &article.title_label);
        self.say("title", TextContext::Meta, &article.title);
        self.slug();
        for (i, note) in article.disclaimers.iter().enumerate() {
            self.note(&format!("disclaimers[{i}]"), note);
        }
        self.each("readerQuestions", TextContext::ReaderQuestion, &article.reader_questions);
        for (i, text) in article.lead.iter().enumerate() {
            self.say(format!("lead[{i}].text"), TextContext::Body, text.text());
        }
        self.body(&article.body);
        if let Some(Author::Writer { name, role }) = &article.author {
            self.say("author.name", TextContext::Body, name);
            self.maybe("author.role", TextContext::Body, role);
        }
        for (i, clearance) in article.pre_clearances.iter().enumerate() {
            self.say(format!("preClearances[{i}].body"), TextContext::Body, &clearance.body);
            let number = &clearance.approval_number;
            self.say(format!("preClearances[{i}].approvalNumber"), TextContext::Body, number);
        }
        for banner in &article.banners {
            self.shown_banner(*banner);
        }
        self.seo(&article.seo);
    }

    /// A disclaimer in the page's own words, or the shared one that it names.
    fn note(&mut self, at: &str, note: &DisclaimerNote) {
        match &note.words {
            DisclaimerWords::Text(text) => {
                self.say(within(at, "text"), TextContext::Disclaimer, text);
            }
            DisclaimerWords::Disclaimer(id) => {
                let shared = self.referenced(*id);
                if let Some(Content::Disclaimer(shared)) = shared {
                    self.elsewhere(*id, |reader| {
                        reader.maybe("text", TextContext::Disclaimer, &shared.text);
                    });
                }
            }
        }
    }

    /// The words in a banner that the page shows.
    fn shown_banner(&mut self, id: GroupId) {
        if let Some(Content::Banner(banner)) = self.referenced(id) {
            self.elsewhere(id, |reader| reader.picture(banner));
        }
    }

    /// Says the words of a referenced document, unless they were said before.
    fn elsewhere(&mut self, id: GroupId, say: impl FnOnce(&mut Self)) {
        if self.shown.insert(id) {
            self.target = Some(id);
            say(self);
            self.target = None;
        }
    }
}
