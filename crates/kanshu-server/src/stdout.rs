//! Standard output: what a command answers, and nothing else.

use std::io::{self, Write};

/// Writes a line. A reader that went away (`kanshu … | head`) is no error: the rest is not written.
///
/// # Errors
/// When standard output cannot be written for another reason.
pub(crate) fn line(text: &str) -> io::Result<()> {
    let mut stdout = io::stdout().lock();
    match writeln!(stdout, "{text}").and_then(|()| stdout.flush()) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        written => written,
    }
}
