//! The original of a quotation, cut at its elisions and source markers.

use kanshu_domain::block::Quotation;

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum PieceKind {
    Words,
    Elision,
    Marker,
}

/// The original's text in order. Ranges that overlap or leave the text (possible in a block that was
/// never part of a checked document) are passed over; no character is lost.
pub(crate) fn pieces(quotation: &Quotation) -> Vec<(PieceKind, String)> {
    let chars: Vec<char> = quotation.original.text.as_str().chars().collect();
    let mut ranges: Vec<(usize, usize, PieceKind)> = (quotation.elisions.iter())
        .map(|r| (r.start, r.end, PieceKind::Elision))
        .chain(quotation.markers.iter().map(|r| (r.start, r.end, PieceKind::Marker)))
        .collect();
    ranges.sort_by_key(|(start, ..)| *start);
    let mut pieces = Vec::new();
    let mut at = 0;
    for (start, end, kind) in ranges {
        if start < at || end <= start || end > chars.len() {
            continue;
        }
        if start > at {
            pieces.push((PieceKind::Words, chars[at..start].iter().collect()));
        }
        pieces.push((kind, chars[start..end].iter().collect()));
        at = end;
    }
    if at < chars.len() {
        pieces.push((PieceKind::Words, chars[at..].iter().collect()));
    }
    pieces
}
