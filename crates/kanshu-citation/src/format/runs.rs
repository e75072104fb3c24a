//! A reference while it is put together: runs of text, some of them links or in another face. The text and
//! the HTML of an entry are two prints of the same runs.

use std::fmt::Write as _;

/// How a run looks, apart from its words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Face {
    pub(super) is_italic: bool,
    pub(super) is_bold: bool,
    pub(super) is_small_caps: bool,
    pub(super) is_superscript: bool,
    pub(super) is_subscript: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Run {
    pub(super) text: String,
    pub(super) face: Face,
    /// An `http(s)` address.
    pub(super) url: Option<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Runs(pub(super) Vec<Run>);

impl Runs {
    /// Adds words to the end.
    pub(super) fn push(&mut self, text: &str) {
        self.push_in(text, Face::default());
    }

    pub(super) fn push_in(&mut self, text: &str, face: Face) {
        if text.is_empty() {
            return;
        }
        match self.0.last_mut() {
            Some(last) if last.url.is_none() && last.face == face => last.text.push_str(text),
            _ => self.0.push(Run { text: text.to_owned(), face, url: None }),
        }
    }

    /// Adds a link; what is no web address stays plain words.
    pub(super) fn link(&mut self, text: &str, url: &str) {
        if !url.starts_with("https://") && !url.starts_with("http://") {
            return self.push(text);
        }
        let (text, url) = (text.to_owned(), Some(url.to_owned()));
        self.0.push(Run { text, face: Face::default(), url });
    }

    /// Begins the next element: a space, when there is something before it.
    pub(super) fn space(&mut self) {
        if self.last().is_some_and(|last| last != ' ') {
            self.push(" ");
        }
    }

    /// Ends an element: a full stop, unless one or a question or exclamation mark stands there.
    pub(super) fn stop(&mut self) {
        if self.last().is_some_and(|last| !".?!。．？！".contains(last)) {
            self.push(".");
        }
    }

    /// One element as a sentence: a space before it, a stop after it.
    pub(super) fn sentence(&mut self, text: &str) {
        if text.is_empty() {
            return;
        }
        self.space();
        self.push(text);
        self.stop();
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn last(&self) -> Option<char> {
        self.0.last()?.text.chars().last()
    }

    pub(super) fn text(&self) -> String {
        self.0.iter().map(|run| run.text.as_str()).collect()
    }

    /// The runs as HTML that can stand inside a list item.
    pub(super) fn html(&self) -> String {
        let mut html = String::new();
        for Run { text, face, url } in &self.0 {
            let mut ends = Vec::new();
            if let Some(url) = url {
                let href = escaped(url);
                // Writing to a string cannot fail.
                let _ = write!(html, "<a href=\"{href}\" rel=\"external noopener\">");
                ends.push("</a>");
            }
            for (is_so, start, end) in [
                (face.is_italic, "<i>", "</i>"),
                (face.is_bold, "<b>", "</b>"),
                (face.is_small_caps, "<span style=\"font-variant:small-caps\">", "</span>"),
                (face.is_superscript, "<sup>", "</sup>"),
                (face.is_subscript, "<sub>", "</sub>"),
            ] {
                if is_so {
                    html.push_str(start);
                    ends.push(end);
                }
            }
            html.push_str(&escaped(text));
            html.extend(ends.into_iter().rev());
        }
        html
    }
}

/// Text that is safe in HTML, between tags and in quoted attributes.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}
