//! One JSON object a line in, one out: for programs that ask much at once.

use std::{
    fs::File,
    io::{self, BufRead, BufReader, BufWriter, Read, Write},
    path::Path,
};

use serde::Serialize;
use serde_json::{Map, Value};

use crate::CommandError;

/// The longest line that is read.
const LONGEST_LINE: usize = 8 << 20;

/// The object of a line without its `id`.
pub(super) type Fields = Map<String, Value>;

#[derive(Serialize)]
struct Answer<'a, A> {
    id: &'a Value,
    #[serde(flatten)]
    answer: A,
}

/// Stands where the answer to a line would be.
#[derive(Serialize)]
struct Refusal {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<Value>,
    /// From 1.
    line: usize,
    error: String,
}

/// Answers every line of a file (`-`: standard input) that holds an object with an `id`, and says under
/// the others why not. Returns how many were refused, which was told on standard error.
pub(super) fn answer_lines<A: Serialize>(
    source: &Path,
    answer: impl FnMut(Fields) -> Result<A, String>,
) -> Result<usize, CommandError> {
    let what = source.display().to_string();
    let unreadable = |error| CommandError::Usage(format!("{what} cannot be read: {error}"));
    let input: Box<dyn Read> = if source.as_os_str() == "-" {
        Box::new(io::stdin().lock())
    } else {
        Box::new(File::open(source).map_err(unreadable)?)
    };
    let mut lines = Lines { input: BufReader::with_capacity(1 << 16, input), number: 0 };
    let mut out = BufWriter::with_capacity(1 << 16, io::stdout().lock());
    let refused = match run(&mut lines, &mut out, answer) {
        Ok(refused) => refused,
        // A reader that went away (`… | head`) has what it wanted.
        Err(Stop::Output(error)) if error.kind() == io::ErrorKind::BrokenPipe => return Ok(0),
        Err(Stop::Output(error)) => return Err(CommandError::Output(error)),
        Err(Stop::Input(error)) => return Err(unreadable(error)),
    };
    if refused > 0 {
        let all = lines.number;
        let _ = writeln!(io::stderr(), "kanshu: {refused} of {all} lines could not be checked");
    }
    Ok(refused)
}

enum Stop {
    Input(io::Error),
    Output(io::Error),
}

fn run<A: Serialize>(
    lines: &mut Lines<impl Read>,
    out: &mut impl Write,
    mut answer: impl FnMut(Fields) -> Result<A, String>,
) -> Result<usize, Stop> {
    let mut refused = 0;
    while let Some(line) = lines.next().map_err(Stop::Input)? {
        let asked = line.and_then(|line| object(&line));
        let answered = asked.and_then(|asked| {
            let Some((id, fields)) = asked else { return Ok(None) };
            match answer(fields) {
                Ok(answer) => Ok(Some((id, answer))),
                Err(why) => Err(Refused { id: Some(id), why }),
            }
        });
        match answered {
            Ok(Some((id, answer))) => write(out, &Answer { id: &id, answer }),
            Ok(None) => Ok(()),
            Err(Refused { id, why }) => {
                refused += 1;
                write(out, &Refusal { id, line: lines.number, error: why })
            }
        }
        .map_err(Stop::Output)?;
        // Whoever waits for an answer before asking on gets it.
        if lines.would_wait() {
            out.flush().map_err(Stop::Output)?;
        }
    }
    out.flush().map_err(Stop::Output)?;
    Ok(refused)
}

fn write(out: &mut impl Write, answer: &impl Serialize) -> io::Result<()> {
    serde_json::to_writer(&mut *out, answer)?;
    out.write_all(b"\n")
}

/// Why a line was not answered.
struct Refused {
    id: Option<Value>,
    why: String,
}

impl Refused {
    fn new(why: impl Into<String>) -> Self {
        Self { id: None, why: why.into() }
    }
}

/// The `id` of a line and its other fields; `None` for a blank line.
fn object(line: &[u8]) -> Result<Option<(Value, Fields)>, Refused> {
    let line = std::str::from_utf8(line).map_err(|_| Refused::new("is not text in UTF-8"))?;
    if line.trim().is_empty() {
        return Ok(None);
    }
    let value: Value =
        serde_json::from_str(line).map_err(|error| Refused::new(format!("is no JSON: {error}")))?;
    let Value::Object(mut fields) = value else {
        return Err(Refused::new("is no JSON object"));
    };
    match fields.remove("id").filter(|id| id.is_string() || id.is_number()) {
        Some(id) => Ok(Some((id, fields))),
        None => Err(Refused::new("`id` must be a text or a number")),
    }
}

/// Takes a text out of the fields.
pub(super) fn text(fields: &mut Fields, name: &str) -> Result<String, String> {
    match fields.remove(name) {
        Some(Value::String(text)) => Ok(text),
        _ => Err(format!("`{name}` must be a text")),
    }
}

struct Lines<R> {
    input: BufReader<R>,
    /// Of the line read last, from 1.
    number: usize,
}

impl<R: Read> Lines<R> {
    /// The next line, a refusal when it is too long; the rest of it is passed over.
    fn next(&mut self) -> io::Result<Option<Result<Vec<u8>, Refused>>> {
        let mut line = Vec::new();
        let limit = LONGEST_LINE as u64 + 1;
        if self.input.by_ref().take(limit).read_until(b'\n', &mut line)? == 0 {
            return Ok(None);
        }
        self.number += 1;
        if line.len() > LONGEST_LINE && !line.ends_with(b"\n") {
            self.pass_over()?;
            let mega = LONGEST_LINE >> 20;
            return Ok(Some(Err(Refused::new(format!("is longer than {mega} MiB")))));
        }
        Ok(Some(Ok(line)))
    }

    fn pass_over(&mut self) -> io::Result<()> {
        loop {
            let buffer = self.input.fill_buf()?;
            if buffer.is_empty() {
                return Ok(());
            }
            let end = buffer.iter().position(|byte| *byte == b'\n');
            let len = buffer.len();
            self.input.consume(end.map_or(len, |end| end + 1));
            if end.is_some() {
                return Ok(());
            }
        }
    }

    /// Whether reading on means waiting for whoever writes.
    fn would_wait(&self) -> bool {
        self.input.buffer().is_empty()
    }
}
