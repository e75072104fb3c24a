//! The words of records.

use kanshu_domain::{
    compliance::TextContext,
    compliance::TextContext::{Alt, Banner as Picture, Body, CitationTitle, Meta, Offer},
    kinds::{
        banner::Banner, citation::Citation, clinic::Clinic, condition::Condition,
        disclaimer::Disclaimer, physician::Physician, product::Product, tag::Tag,
        treatment::Treatment,
    },
};

use super::Reader;

impl Reader<'_> {
    pub(super) fn treatment(&mut self, treatment: &Treatment) {
        self.say("name", Meta, &treatment.name);
        self.slug();
        if let Some(summary) = &treatment.summary {
            self.say("summary.text", Body, summary.text());
        }
        self.body(&treatment.body);
        self.each("indications", Body, &treatment.indications);
        self.each("contraindications", Body, &treatment.contraindications);
        for (i, rule) in treatment.eligibility.iter().enumerate() {
            self.eligibility_rule(&format!("eligibility[{i}]"), rule);
        }
        self.maybe("decisionNote", Body, &treatment.decision_note);
        if let Some(course) = &treatment.course {
            self.maybe("course.note", Offer, &course.note);
        }
        if let Some(note) = treatment.price.as_ref().and_then(|price| price.note()) {
            self.say("price.note", Offer, note);
        }
        self.each("risks", Body, &treatment.risks);
        self.each("sideEffects", Body, &treatment.side_effects);
        self.maybe("downtime", Body, &treatment.downtime);
        if let Some(plan) = &treatment.regenerative_plan {
            self.say("regenerativePlan.number", Body, &plan.number);
            self.say("regenerativePlan.committee", Body, &plan.committee);
        }
        self.seo(&treatment.seo);
    }

    pub(super) fn condition(&mut self, condition: &Condition) {
        self.say("name", Meta, &condition.name);
        self.slug();
        self.each("alternateNames", Meta, &condition.alternate_names);
        if let Some(summary) = &condition.summary {
            self.say("summary.text", Body, summary.text());
        }
        self.body(&condition.body);
        for (i, code) in condition.codes.iter().enumerate() {
            self.say(format!("codes[{i}].value"), Meta, &code.value);
        }
        self.seo(&condition.seo);
    }

    pub(super) fn product(&mut self, product: &Product) {
        self.localized("name", Meta, &product.name);
        self.slug();
        let statements = &product.statements;
        for (field, text) in [
            ("statements.notApproved", &statements.not_approved),
            ("statements.acquisitionRoute", &statements.acquisition_route),
            ("statements.domesticAlternatives", &statements.domestic_alternatives),
            ("statements.foreignSafety", &statements.foreign_safety),
            ("statements.reliefExclusion", &statements.relief_exclusion),
        ] {
            self.localized(field, Body, text);
        }
        if let Some(origin) = &product.origin {
            self.localized("origin.tissue", Body, &origin.tissue);
            self.localized("origin.donor", Body, &origin.donor);
            self.maybe("origin.country", Body, &origin.country);
        }
        self.localized("manufacturer", Body, &product.manufacturer);
        if let Some(claim) = &product.purity_claim {
            self.say("purityClaim.value", Body, &claim.value);
            self.maybe("purityClaim.method", Body, &claim.method);
            if let Some(certificate) = &claim.certificate {
                self.say("purityClaim.certificate.title", CitationTitle, &certificate.title);
                self.say("purityClaim.certificate.issuer", CitationTitle, &certificate.issuer);
            }
        }
        if let Some(image) = &product.image {
            self.image("image", Alt, image);
        }
    }

    pub(super) fn physician(&mut self, physician: &Physician) {
        self.localized("name", Meta, &physician.name);
        self.slug();
        self.maybe("nameKana", Body, &physician.name_kana);
        self.localized("position", Body, &physician.position);
        for (i, credential) in physician.credentials.iter().enumerate() {
            // Title and body are one statement in two fields, which no sentence rule can read; JP-C07 does.
            self.localized(&format!("credentials[{i}].name"), CitationTitle, &credential.name);
            let field = format!("credentials[{i}].issuingBody");
            self.localized(&field, CitationTitle, &credential.issuing_body);
        }
        self.localized("biography", Body, &physician.biography);
        self.localized("conflictsOfInterest", Body, &physician.conflicts_of_interest);
        if let Some(photo) = &physician.photo {
            self.image("photo", Alt, photo);
        }
    }

    pub(super) fn citation(&mut self, citation: &Citation) {
        self.say("title", CitationTitle, &citation.title);
        self.localized("translatedTitle", CitationTitle, &citation.translated_title);
        for (i, author) in citation.authors.iter().enumerate() {
            self.maybe(format!("authors[{i}].family"), CitationTitle, &author.family);
            self.maybe(format!("authors[{i}].given"), CitationTitle, &author.given);
            self.maybe(format!("authors[{i}].literal"), CitationTitle, &author.literal);
        }
        for (field, text) in [
            ("containerTitle", &citation.container_title),
            ("volume", &citation.volume),
            ("issue", &citation.issue),
            ("page", &citation.page),
            ("publisher", &citation.publisher),
        ] {
            self.maybe(field, CitationTitle, text);
        }
        if let Some(evidence) = &citation.evidence {
            self.maybe("evidence.design", CitationTitle, &evidence.design);
            self.maybe("evidence.species", CitationTitle, &evidence.species);
        }
        self.maybe("conflictsOfInterest", CitationTitle, &citation.conflicts_of_interest);
    }

    pub(super) fn clinic(&mut self, clinic: &Clinic) {
        self.localized("name", Meta, &clinic.name);
        self.slug();
        self.localized("address", Body, &clinic.address);
        self.each("departments", Body, &clinic.departments);
        for (i, point) in clinic.contact_points.iter().enumerate() {
            self.say(format!("contactPoints[{i}].value"), Body, &point.value);
            self.localized(&format!("contactPoints[{i}].hours"), Body, &point.hours);
        }
    }

    pub(super) fn banner(&mut self, banner: &Banner) {
        // The name is for editors, but it often says what the picture says.
        self.say("name", Meta, &banner.name);
        self.picture(banner);
    }

    /// The words of the picture, and what somebody who cannot see it is told instead.
    pub(super) fn picture(&mut self, banner: &Banner) {
        self.maybe("overlayText", Picture, &banner.overlay_text);
        if let Some(image) = &banner.image {
            self.image("image", Picture, image);
        }
    }

    pub(super) fn disclaimer(&mut self, disclaimer: &Disclaimer) {
        self.say("name", Meta, &disclaimer.name);
        self.maybe("text", TextContext::Disclaimer, &disclaimer.text);
    }

    pub(super) fn tag(&mut self, tag: &Tag) {
        self.localized("name", Meta, &tag.name);
        self.slug();
        self.localized("description", Meta, &tag.description);
    }
}
