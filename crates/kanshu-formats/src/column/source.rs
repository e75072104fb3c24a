//! The pasted text: cleaned of characters no content may hold, cut into lines, and the way back from
//! the cleaned text to the input as given.

use std::collections::HashMap;

use super::report::{AssignedTo, Assignment, Dropped};

/// A range of cleaned characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Span {
    pub(super) start: usize,
    pub(super) end: usize,
}

impl Span {
    pub(super) fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }

    pub(super) fn chars(self) -> usize {
        self.end - self.start
    }
}

/// A line with words in it.
#[derive(Clone, Debug)]
pub(super) struct TextLine {
    /// In the input, from 1.
    pub(super) number: usize,
    /// Without the blanks around it.
    pub(super) span: Span,
    pub(super) text: String,
    /// Blanks before the text.
    pub(super) indent: usize,
    /// An empty line (or nothing) before or after it.
    pub(super) blank_before: bool,
    pub(super) blank_after: bool,
}

const UNFIT: &str = "a control or invisible character, which content cannot hold";

/// The input, cleaned.
pub(super) struct Source {
    input: Vec<char>,
    chars: Vec<char>,
    /// Where each cleaned character stands in the input.
    origin: Vec<usize>,
    pub(super) lines: Vec<TextLine>,
}

fn ends_line(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// Characters that content refuses or that nobody can see or search for.
fn is_unfit(c: char) -> bool {
    let invisible = matches!(c, '\u{200b}' | '\u{2060}' | '\u{feff}');
    invisible || (c.is_control() && c != '\t' && !ends_line(c))
}

impl Source {
    pub(super) fn new(text: &str) -> Self {
        let input: Vec<char> = text.chars().collect();
        let origin: Vec<usize> = (0..input.len()).filter(|at| !is_unfit(input[*at])).collect();
        let chars: Vec<char> = origin.iter().map(|at| input[*at]).collect();
        let lines = lines_of(&chars);
        Self { input, chars, origin, lines }
    }

    pub(super) fn text(&self, span: Span) -> String {
        self.chars[span.start..span.end].iter().collect()
    }

    pub(super) fn trimmed(&self, span: Span) -> Span {
        trim(&self.chars, span)
    }

    /// Turns claims on cleaned ranges into assignments of the whole input: what lies between two claims
    /// belongs to the first of them, what lies before the first belongs to it, and each run of unfit
    /// characters is an entry of its own in `dropped`, which comes out in the order of the input.
    pub(super) fn partition(
        &self,
        mut claims: Vec<(Span, AssignedTo)>,
        mut dropped: Vec<Dropped>,
    ) -> (Vec<Assignment>, Vec<Dropped>) {
        claims.sort_by_key(|(span, _)| span.start);
        let mut next = claims.iter().peekable();
        let mut current = claims.first().map(|(_, to)| to.clone());
        let mut assignments: Vec<Assignment> = Vec::new();
        let mut clean = 0;
        let mut line = 1;
        let mut in_unfit_run = false;
        for (at, c) in self.input.iter().enumerate() {
            let is_fit = self.origin.get(clean) == Some(&at);
            let to = if is_fit {
                while let Some((_, to)) = next.next_if(|(span, _)| span.start <= clean) {
                    current = Some(to.clone());
                }
                clean += 1;
                current.clone()
            } else {
                current.clone().filter(|to| matches!(to, AssignedTo::Dropped(_)))
            };
            let to = match to {
                Some(to) => to,
                None => {
                    if !in_unfit_run {
                        dropped.push(Dropped::at(line, UNFIT));
                    }
                    AssignedTo::Dropped(dropped.len() - 1)
                }
            };
            in_unfit_run = !is_fit;
            match assignments.last_mut() {
                Some(last) if last.to == to => last.end = at + 1,
                _ => assignments.push(Assignment { start: at, end: at + 1, to }),
            }
            let crlf = *c == '\r' && self.input.get(at + 1) == Some(&'\n');
            line += usize::from(ends_line(*c) && !crlf);
        }
        self.settle(&mut assignments, &mut dropped);
        (assignments, dropped)
    }

    /// Fills in range and text of each dropped entry from the assignments, and brings the entries into
    /// the order of the input.
    fn settle(&self, assignments: &mut [Assignment], dropped: &mut Vec<Dropped>) {
        let mut places: HashMap<usize, usize> = HashMap::new();
        let mut ordered: Vec<Dropped> = Vec::new();
        for Assignment { start, end, to } in assignments {
            if let AssignedTo::Dropped(index) = to {
                let place = *places.entry(*index).or_insert_with(|| {
                    ordered.push(Dropped { start: *start, ..dropped[*index].clone() });
                    ordered.len() - 1
                });
                ordered[place].end = *end;
                *index = place;
            }
        }
        for entry in &mut ordered {
            let text: String = self.input[entry.start..entry.end].iter().collect();
            text.trim().clone_into(&mut entry.text);
        }
        *dropped = ordered;
    }
}

fn trim(chars: &[char], span: Span) -> Span {
    let Span { mut start, mut end } = span;
    while start < end && chars[start].is_whitespace() {
        start += 1;
    }
    while start < end && chars[end - 1].is_whitespace() {
        end -= 1;
    }
    Span { start, end }
}

fn lines_of(chars: &[char]) -> Vec<TextLine> {
    let mut lines: Vec<TextLine> = Vec::new();
    let mut number = 1;
    let mut start = 0;
    let mut blank_before = true;
    let mut at = 0;
    while at <= chars.len() {
        if at < chars.len() && !ends_line(chars[at]) {
            at += 1;
            continue;
        }
        let span = trim(chars, Span::new(start, at));
        if span.chars() > 0 {
            lines.push(TextLine {
                number,
                span,
                text: chars[span.start..span.end].iter().collect(),
                indent: span.start - start,
                blank_before,
                blank_after: false,
            });
            blank_before = false;
        } else {
            if let Some(last) = lines.last_mut() {
                last.blank_after = true;
            }
            blank_before = true;
        }
        let crlf = chars.get(at) == Some(&'\r') && chars.get(at + 1) == Some(&'\n');
        at += if crlf { 2 } else { 1 };
        start = at;
        number += 1;
    }
    if let Some(last) = lines.last_mut() {
        last.blank_after = true;
    }
    // A text without any empty line has one paragraph a line.
    let is_packed = lines.len() > 2 && lines.iter().skip(1).all(|line| !line.blank_before);
    if is_packed {
        for line in &mut lines {
            line.blank_before = true;
            line.blank_after = true;
        }
    }
    lines
}
