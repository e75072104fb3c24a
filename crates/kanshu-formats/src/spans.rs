//! Rich text as a sequence of well-nested steps. Marks may overlap in content; here they are split at
//! their boundaries, so that no renderer has to care.

use kanshu_domain::{
    id::GroupId,
    values::{Mark, MarkStyle, RichText},
};

/// A stretch of text under the same marks.
pub(crate) struct Segment<'a> {
    pub(crate) text: &'a str,
    /// Index (in `RichText::marks`) and mark of everything that covers the stretch.
    pub(crate) marks: Vec<(usize, &'a Mark)>,
    /// Citations whose marked words end with this stretch.
    pub(crate) ending: Vec<GroupId>,
}

/// One step of writing rich text.
pub(crate) enum Step<'a> {
    Open(&'a MarkStyle),
    Close(&'a MarkStyle),
    Text(&'a str),
    Cite(GroupId),
}

/// The text cut at every boundary of a mark.
pub(crate) fn segments(rich: &RichText) -> Vec<Segment<'_>> {
    let text = rich.text();
    let bytes: Vec<usize> =
        text.char_indices().map(|(at, _)| at).chain(std::iter::once(text.len())).collect();
    let chars = bytes.len() - 1;
    let mut cuts: Vec<usize> = vec![0, chars];
    for mark in rich.marks() {
        cuts.extend([mark.start.min(chars), mark.end.min(chars)]);
    }
    cuts.sort_unstable();
    cuts.dedup();
    cuts.windows(2)
        .map(|cut| {
            let (start, end) = (cut[0], cut[1]);
            let marks: Vec<(usize, &Mark)> = rich
                .marks()
                .iter()
                .enumerate()
                .filter(|(_, mark)| mark.start <= start && end <= mark.end)
                .collect();
            let mut ending: Vec<GroupId> = Vec::new();
            for (_, mark) in &marks {
                match mark.style {
                    MarkStyle::Citation { citation }
                        if mark.end == end && !ending.contains(&citation) =>
                    {
                        ending.push(citation);
                    }
                    _ => {}
                }
            }
            Segment { text: &text[bytes[start]..bytes[end]], marks, ending }
        })
        .collect()
}

/// Calls `write` for every step, with opens and closes well nested, at most one link open, and citation
/// marks outside of everything.
pub(crate) fn walk<'a>(rich: &'a RichText, mut write: impl FnMut(Step<'a>)) {
    let mut open: Vec<&MarkStyle> = Vec::new();
    for segment in segments(rich) {
        let styles = nesting(&segment);
        let kept = open.iter().zip(&styles).take_while(|(a, b)| a == b).count();
        for style in open.drain(kept..).rev() {
            write(Step::Close(style));
        }
        for style in &styles[kept..] {
            write(Step::Open(style));
            open.push(style);
        }
        write(Step::Text(segment.text));
        if !segment.ending.is_empty() {
            for style in open.drain(..).rev() {
                write(Step::Close(style));
            }
            for citation in segment.ending {
                write(Step::Cite(citation));
            }
        }
    }
    for style in open.drain(..).rev() {
        write(Step::Close(style));
    }
}

/// The styles of a stretch from the outside in, each once.
fn nesting<'a>(segment: &Segment<'a>) -> Vec<&'a MarkStyle> {
    let depth = |style: &MarkStyle| match style {
        MarkStyle::Link { .. } => 0,
        MarkStyle::Strong => 1,
        MarkStyle::Emphasis => 2,
        MarkStyle::Subscript => 3,
        MarkStyle::Superscript => 4,
        MarkStyle::Citation { .. } => 5,
    };
    let mut styles: Vec<&MarkStyle> = segment
        .marks
        .iter()
        .map(|(_, mark)| &mark.style)
        .filter(|style| !matches!(style, MarkStyle::Citation { .. }))
        .collect();
    styles.sort_by_key(|style| depth(style));
    // Also leaves one link where several overlap: links do not nest.
    styles.dedup_by_key(|style| depth(style));
    styles
}
