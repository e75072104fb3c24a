//! Blocks to and from Markdown, HTML, Portable Text, plain text. Pure.
