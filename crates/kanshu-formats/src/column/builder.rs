//! The draft as it grows, with the claims on the input and the remarks.

use kanshu_domain::{
    block::{Block, BlockContent, DisclaimerNote, Paragraph},
    id::{BlockId, DocumentId, GroupId, Ids},
    kinds::{
        article::{Article, Jurisdiction},
        citation::Citation,
    },
    values::{Line, Locale, Prose, RichText, Seo},
};

use super::{
    ImportedColumn, StubCitation,
    eligibility::Verdicts,
    headings::Levels,
    report::{AssignedTo, Dropped, Note, Report},
    source::{Source, Span, TextLine},
};

/// Longest stretch of one paragraph; the domain allows 50,000 characters.
const PARAGRAPH_CHARS: usize = 40_000;

pub(super) struct Builder<'a> {
    pub(super) source: &'a Source,
    pub(super) locale: &'a Locale,
    ids: &'a dyn Ids,
    pub(super) title: Option<Line>,
    pub(super) title_label: Option<Line>,
    pub(super) disclaimers: Vec<DisclaimerNote>,
    pub(super) reader_questions: Vec<Line>,
    pub(super) lead: Vec<RichText>,
    pub(super) body: Vec<Block>,
    citations: Vec<StubCitation>,
    claims: Vec<(Span, AssignedTo)>,
    dropped: Vec<Dropped>,
    report: Report,
    /// Whether paragraphs still belong to the lead.
    pub(super) lead_is_open: bool,
    /// How many quotations the last paragraph announced.
    pub(super) announced: usize,
    pub(super) levels: Levels,
    pub(super) verdicts: Verdicts,
}

impl<'a> Builder<'a> {
    pub(super) fn new(source: &'a Source, locale: &'a Locale, ids: &'a dyn Ids) -> Self {
        Self {
            source,
            locale,
            ids,
            title: None,
            title_label: None,
            disclaimers: Vec::new(),
            reader_questions: Vec::new(),
            lead: Vec::new(),
            body: Vec::new(),
            citations: Vec::new(),
            claims: Vec::new(),
            dropped: Vec::new(),
            report: Report::default(),
            lead_is_open: true,
            announced: 0,
            levels: Levels::default(),
            verdicts: Verdicts::default(),
        }
    }

    pub(super) fn lines(&self) -> &'a [TextLine] {
        &self.source.lines
    }

    /// Assigns `span`, and what follows up to the next claim, to a field.
    pub(super) fn claim(&mut self, span: Span, field: impl Into<String>) {
        self.claims.push((span, AssignedTo::Field(field.into())));
    }

    /// Leaves a line out of the draft, with the reason.
    pub(super) fn drop_line(&mut self, line: &TextLine, reason: &str) {
        self.claims.push((line.span, AssignedTo::Dropped(self.dropped.len())));
        self.dropped.push(Dropped::at(line.number, reason));
    }

    pub(super) fn recognised(&mut self, line: &TextLine, field: &str, message: impl Into<String>) {
        self.report.recognised.push(note(line, Some(field), message));
    }

    pub(super) fn guessed(&mut self, line: &TextLine, field: &str, message: impl Into<String>) {
        self.report.guessed.push(note(line, Some(field), message));
    }

    pub(super) fn warn(&mut self, line: &TextLine, message: impl Into<String>) {
        self.report.warnings.push(note(line, None, message));
    }

    /// The field path of the block that comes next.
    pub(super) fn next_block(&self) -> String {
        format!("body[{}]", self.body.len())
    }

    /// Adds a block to the body and closes the lead.
    pub(super) fn push(&mut self, content: BlockContent) {
        self.lead_is_open = false;
        self.announced = 0;
        self.body.push(Block { id: BlockId(self.ids.next()), content });
    }

    /// The content of the last block, if any.
    pub(super) fn last_block(&self) -> Option<&BlockContent> {
        self.body.last().map(|block| &block.content)
    }

    /// Adds lines as paragraphs (one, unless they are too long) to the lead or the body.
    pub(super) fn push_paragraphs(&mut self, lines: &[TextLine]) {
        for (span, text) in self.prose_of(lines) {
            if self.lead_is_open {
                self.claim(span, format!("lead[{}]", self.lead.len()));
                self.lead.push(RichText::plain(text));
            } else {
                let field = format!("{}.text", self.next_block());
                self.claim(span, field);
                self.push(BlockContent::Paragraph(Paragraph { text: RichText::plain(text) }));
            }
        }
    }

    /// Lines as prose, cut where it would grow too long.
    pub(super) fn prose_of(&self, lines: &[TextLine]) -> Vec<(Span, Prose)> {
        let mut pieces: Vec<(Span, String)> = Vec::new();
        for line in lines {
            let mut start = line.span.start;
            while start < line.span.end {
                let end = line.span.end.min(start + PARAGRAPH_CHARS);
                let span = self.source.trimmed(Span::new(start, end));
                let text = self.source.text(span);
                match pieces.last_mut() {
                    Some((all, joined))
                        if start == line.span.start
                            && span.end - all.start < PARAGRAPH_CHARS
                            && joined.chars().count() + span.chars() < PARAGRAPH_CHARS =>
                    {
                        all.end = span.end;
                        joined.push('\n');
                        joined.push_str(&text);
                    }
                    _ if span.chars() == 0 => {}
                    _ => pieces.push((span, text)),
                }
                start = end;
            }
        }
        pieces
            .into_iter()
            .filter_map(|(span, text)| Some((span, Prose::parse(&text).ok()?)))
            .collect()
    }

    /// The stub for a source title, made on first sight. Returns its index and group.
    pub(super) fn cite(&mut self, title: &Line, language: &Locale) -> (usize, GroupId) {
        let known = self.citations.iter().position(|stub| stub.citation.title == *title);
        let index = known.unwrap_or_else(|| {
            self.citations.push(StubCitation {
                id: DocumentId(self.ids.next()),
                citation: Citation {
                    language: Some(language.clone()),
                    ..Citation::titled(title.clone())
                },
            });
            self.citations.len() - 1
        });
        (index, self.citations[index].id.founding_group())
    }

    pub(super) fn citation_mut(&mut self, index: usize) -> &mut Citation {
        &mut self.citations[index].citation
    }

    pub(super) fn finish(self) -> Option<ImportedColumn> {
        let (assignments, dropped) = self.source.partition(self.claims, self.dropped);
        let mut report = Report { dropped, assignments, ..self.report };
        for notes in [&mut report.recognised, &mut report.guessed, &mut report.warnings] {
            notes.sort_by_key(|note| note.line);
        }
        let draft = Article {
            title: self.title?,
            title_label: self.title_label,
            disclaimers: self.disclaimers,
            reader_questions: self.reader_questions,
            lead: self.lead,
            body: self.body,
            author: None,
            supervising_physician: None,
            clinic: None,
            treatments: Vec::new(),
            conditions: Vec::new(),
            tags: Vec::new(),
            banners: Vec::new(),
            seo: Seo::default(),
            target_jurisdictions: vec![Jurisdiction::Jp],
            claims: Vec::new(),
            pre_clearances: Vec::new(),
        };
        Some(ImportedColumn { draft, citations: self.citations, report })
    }
}

fn note(line: &TextLine, field: Option<&str>, message: impl Into<String>) -> Note {
    Note { line: line.number, field: field.map(str::to_owned), message: message.into() }
}
