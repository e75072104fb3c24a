//! Which encoding a file is in, and its text.

use std::borrow::Cow;

use encoding_rs::{DecoderResult, SHIFT_JIS, UTF_8, UTF_16BE, UTF_16LE};

/// The encodings that reference files come in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    Utf8,
    Utf16,
    ShiftJis,
}

impl Encoding {
    /// The name, as IANA has it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "UTF-8",
            Self::Utf16 => "UTF-16",
            Self::ShiftJis => "Shift_JIS",
        }
    }
}

/// The text, the lines that hold undecodable bytes, and the encoding.
pub(super) fn decode(bytes: &[u8]) -> (Cow<'_, str>, Vec<usize>, Encoding) {
    for (mark, encoding) in [([0xFF, 0xFE], UTF_16LE), ([0xFE, 0xFF], UTF_16BE)] {
        if let Some(rest) = bytes.strip_prefix(&mark) {
            let (text, wrong) = lossy(rest, encoding);
            return (Cow::Owned(text), wrong, Encoding::Utf16);
        }
    }
    let marked = bytes.strip_prefix(b"\xEF\xBB\xBF");
    let bytes = marked.unwrap_or(bytes);
    if let Ok(text) = std::str::from_utf8(bytes) {
        return (Cow::Borrowed(text), Vec::new(), Encoding::Utf8);
    }
    let utf8 = lossy(bytes, UTF_8);
    if marked.is_none() {
        let (text, wrong) = lossy(bytes, SHIFT_JIS);
        if wrong.len() < utf8.1.len() && is_japanese(&text) {
            return (Cow::Owned(text), wrong, Encoding::ShiftJis);
        }
    }
    (Cow::Owned(utf8.0), utf8.1, Encoding::Utf8)
}

/// Decodes all that can be decoded; the lines with something else are told.
fn lossy(bytes: &[u8], encoding: &'static encoding_rs::Encoding) -> (String, Vec<usize>) {
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let mut text = String::with_capacity(bytes.len() + bytes.len() / 2 + 16);
    let (mut wrong, mut lines, mut counted) = (Vec::new(), 1, 0);
    let mut rest = bytes;
    loop {
        let (result, read) = decoder.decode_to_string_without_replacement(rest, &mut text, true);
        rest = &rest[read..];
        match result {
            DecoderResult::InputEmpty => break,
            DecoderResult::OutputFull => text.reserve(rest.len() * 3 + 16),
            DecoderResult::Malformed(..) => {
                lines += line_ends(&text[counted..]);
                counted = text.len();
                if wrong.last() != Some(&lines) {
                    wrong.push(lines);
                }
                text.push(char::REPLACEMENT_CHARACTER);
            }
        }
    }
    (text, wrong)
}

/// How many lines end in a text; `\r\n` is one end, and so is a lone `\r`.
pub(super) fn line_ends(text: &str) -> usize {
    let bytes = text.as_bytes();
    let ends = |(i, byte): (usize, &u8)| match byte {
        b'\n' => true,
        b'\r' => bytes.get(i + 1) != Some(&b'\n'),
        _ => false,
    };
    bytes.iter().enumerate().filter(|place| ends(*place)).count()
}

/// Whether what Shift_JIS makes of the bytes reads like Japanese: Latin-1's accents decode too, to rare
/// kanji, half-width kana and the private area.
fn is_japanese(text: &str) -> bool {
    let (mut common, mut rare) = (0, 0);
    for c in text.chars() {
        match c {
            '\u{3000}'..='\u{30FF}' | '\u{FF01}'..='\u{FF5E}' => common += 1,
            '\u{E000}'..='\u{F8FF}' | '\u{FF61}'..='\u{FF9F}' => rare += 2,
            // Level 1 kanji (JIS X 0208, rows 16 to 47) are the common ones.
            '\u{4E00}'..='\u{9FFF}' => {
                let mut utf8 = [0; 4];
                let (bytes, ..) = SHIFT_JIS.encode(c.encode_utf8(&mut utf8));
                let lead = bytes.first().copied().unwrap_or(u8::MAX);
                if lead <= 0x98 { common += 1 } else { rare += 1 }
            }
            _ => {}
        }
    }
    common > rare
}
