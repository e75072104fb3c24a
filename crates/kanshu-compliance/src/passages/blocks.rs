//! The words of a body.

use kanshu_domain::{
    block::{Block, BlockContent, Eligibility, EligibilityRule, Point, Quotation, Table},
    compliance::TextContext,
};

use super::{Reader, within};

impl Reader<'_> {
    pub(super) fn body(&mut self, body: &[Block]) {
        for (i, block) in body.iter().enumerate() {
            self.block = Some(block.id);
            self.content(&format!("body[{i}]"), &block.content);
        }
        self.block = None;
    }

    fn content(&mut self, place: &str, content: &BlockContent) {
        use TextContext::{Alt, Body, Button, Heading, Offer, ReaderQuestion};
        let at = |field: &str| within(place, field);
        match content {
            BlockContent::Heading(block) => {
                if let Some(ordinal) = &block.ordinal {
                    self.say(at("ordinal.label"), Heading, &ordinal.label);
                }
                self.say(at("text"), Heading, &block.text);
            }
            BlockContent::Paragraph(block) => self.say(at("text"), Body, block.text.text()),
            BlockContent::KeyAnswer(block) => self.say(at("text"), Body, block.text.text()),
            BlockContent::List(block) => {
                self.maybe(at("label"), Heading, &block.label);
                for (i, item) in block.items.iter().enumerate() {
                    self.say(at(&format!("items[{i}].text")), Body, item.text());
                }
            }
            BlockContent::Disclaimer(note) => self.note(place, note),
            BlockContent::ReaderQuestions(block) => {
                self.each(&at("questions"), ReaderQuestion, &block.questions);
            }
            BlockContent::Definition(block) => {
                self.say(at("term"), Body, &block.term);
                self.say(at("definition.text"), Body, block.definition.text());
            }
            BlockContent::Eligibility(block) => self.eligibility(&at, block),
            BlockContent::Quotation(block) => self.quotation(&at, block),
            BlockContent::Takeaway(block) => {
                self.say(at("text.text"), Body, block.text.text());
                self.each(&at("chain"), Body, &block.chain);
            }
            BlockContent::Disadvantages(block) => self.points(&at("items"), &block.items),
            BlockContent::Risks(block) => self.points(&at("items"), &block.items),
            BlockContent::Alternatives(block) => self.points(&at("options"), &block.options),
            // What it says comes from the product's record, which is judged by itself.
            BlockContent::UnapprovedDisclosure(_) => {}
            BlockContent::Offer(block) => self.maybe(at("label"), Offer, &block.label),
            BlockContent::Banner(block) => {
                // A name until the banner is chosen; the banner's own words follow.
                self.maybe(at("label"), Alt, &block.label);
                if let Some(banner) = block.banner {
                    self.shown_banner(banner);
                }
            }
            BlockContent::Cta(block) => self.say(at("text"), Button, &block.text),
            BlockContent::Faq(block) => {
                for (i, item) in block.items.iter().enumerate() {
                    let at = at(&format!("items[{i}]"));
                    self.say(within(&at, "question"), ReaderQuestion, &item.question);
                    self.say(within(&at, "answer.text"), Body, item.answer.text());
                }
            }
            BlockContent::CasePhoto(block) => {
                self.image(&at("before"), Alt, &block.before);
                self.image(&at("after"), Alt, &block.after);
                self.maybe(at("content"), Body, &block.content);
                self.maybe(at("sessions"), Offer, &block.sessions);
                self.maybe(at("cost"), Offer, &block.cost);
                self.maybe(at("risks"), Body, &block.risks);
            }
            BlockContent::Table(block) => self.table(&at, block),
            BlockContent::Figure(block) => {
                self.image(&at("image"), Alt, &block.image);
                self.maybe(at("caption"), Alt, &block.caption);
            }
            BlockContent::Footnotes(block) => {
                for (i, item) in block.items.iter().enumerate() {
                    let at = at(&format!("items[{i}]"));
                    self.say(within(&at, "label"), Body, &item.label);
                    self.say(within(&at, "text.text"), Body, item.text.text());
                }
            }
        }
    }

    fn eligibility(&mut self, at: &impl Fn(&str) -> String, block: &Eligibility) {
        for (i, rule) in block.rules.iter().enumerate() {
            self.eligibility_rule(&at(&format!("rules[{i}]")), rule);
        }
        self.maybe(at("decisionNote"), TextContext::Body, &block.decision_note);
    }

    pub(super) fn eligibility_rule(&mut self, at: &str, rule: &EligibilityRule) {
        self.maybe(within(at, "label"), TextContext::Heading, &rule.label);
        self.maybe(within(at, "text"), TextContext::Body, &rule.text);
        self.each(&within(at, "criteria"), TextContext::Body, &rule.criteria);
    }

    /// Its elisions and markers are parts of the original.
    fn quotation(&mut self, at: &impl Fn(&str) -> String, block: &Quotation) {
        self.say(at("original.text"), TextContext::QuoteOriginal, &block.original.text);
        if let Some(translation) = &block.translation {
            self.say(at("translation.text"), TextContext::QuoteTranslation, &translation.text);
            let translator = &translation.translator;
            self.maybe(at("translation.translator"), TextContext::CitationTitle, translator);
        }
        self.maybe(at("sourceTitle"), TextContext::CitationTitle, &block.source_title);
        self.maybe(at("locator"), TextContext::CitationTitle, &block.locator);
    }

    fn points(&mut self, field: &str, points: &[Point]) {
        for (i, point) in points.iter().enumerate() {
            self.say(format!("{field}[{i}].title"), TextContext::Body, &point.title);
            if let Some(text) = &point.text {
                self.say(format!("{field}[{i}].text.text"), TextContext::Body, text.text());
            }
        }
    }

    fn table(&mut self, at: &impl Fn(&str) -> String, table: &Table) {
        self.maybe(at("caption"), TextContext::Alt, &table.caption);
        self.each(&at("header"), TextContext::Body, &table.header);
        for (i, row) in table.rows.iter().enumerate() {
            for (j, cell) in row.iter().enumerate() {
                self.maybe(at(&format!("rows[{i}][{j}]")), TextContext::Body, cell);
            }
        }
    }
}
