//! Many short texts, one JSON object a line in, one out.

use std::{
    fs::File,
    io::{self, BufRead, BufReader, BufWriter, Read, Write},
    process::ExitCode,
};

use kanshu_compliance::{
    Engine, LintReport, LintSettings, in_plain_text, render::json::FindingJson,
};
use kanshu_domain::compliance::Severity;
use serde::Serialize;
use serde_json::Value;

use crate::{
    CommandError,
    cli::{Lint, named},
};

use super::{exit_code, expect_packs};

/// The longest line that is read.
const LONGEST_LINE: usize = 8 << 20;

#[derive(Serialize)]
struct Answer<'a> {
    id: &'a Value,
    findings: Vec<FindingJson<'a>>,
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

/// What became of all lines.
#[derive(Default)]
struct Outcome {
    worst: Option<Severity>,
    refused: usize,
}

/// Checks each line. Findings are data here: they only make the exit code 1 when `--deny` is given.
pub(super) fn lint(
    engine: &Engine,
    settings: &LintSettings,
    lint: &Lint,
) -> Result<ExitCode, CommandError> {
    expect_packs(&LintReport::new(engine, settings), settings)?;
    let [source] = lint.sources.as_slice() else {
        return Err(CommandError::Usage("--jsonl takes one file, or `-`".to_owned()));
    };
    let what = source.display().to_string();
    let input: Box<dyn Read> = if source.as_os_str() == "-" {
        Box::new(io::stdin().lock())
    } else {
        let unreadable = |error| CommandError::Usage(format!("{what} cannot be read: {error}"));
        Box::new(File::open(source).map_err(unreadable)?)
    };
    let mut lines = Lines { input: BufReader::with_capacity(1 << 16, input), number: 0 };
    let mut out = BufWriter::with_capacity(1 << 16, io::stdout().lock());
    let outcome = match run(engine, settings, &mut lines, &mut out) {
        Ok(outcome) => outcome,
        // A reader that went away (`kanshu lint --jsonl … | head`) has what it wanted.
        Err(Stop::Output(error)) if error.kind() == io::ErrorKind::BrokenPipe => {
            return Ok(ExitCode::SUCCESS);
        }
        Err(Stop::Output(error)) => return Err(CommandError::Output(error)),
        Err(Stop::Input(error)) => {
            return Err(CommandError::Usage(format!("{what} cannot be read: {error}")));
        }
    };
    if outcome.refused > 0 {
        let (refused, all) = (outcome.refused, lines.number);
        let _ = writeln!(io::stderr(), "kanshu: {refused} of {all} lines could not be checked");
        return Ok(ExitCode::from(2));
    }
    Ok(if lint.deny.is_some() { exit_code(outcome.worst, lint) } else { ExitCode::SUCCESS })
}

enum Stop {
    Input(io::Error),
    Output(io::Error),
}

fn run(
    engine: &Engine,
    settings: &LintSettings,
    lines: &mut Lines<impl Read>,
    out: &mut impl Write,
) -> Result<Outcome, Stop> {
    let mut outcome = Outcome::default();
    while let Some(line) = lines.next().map_err(Stop::Input)? {
        match line.and_then(|line| Asked::read(&line, settings)) {
            Ok(Some(asked)) => {
                let found = in_plain_text(engine, &asked.text, &asked.settings);
                outcome.worst = outcome.worst.max(found.iter().map(|f| f.finding.severity).max());
                let findings = found.iter().map(FindingJson::from).collect();
                write(out, &Answer { id: &asked.id, findings })
            }
            Ok(None) => Ok(()),
            Err(refused) => {
                outcome.refused += 1;
                let (id, error) = (refused.id, refused.why);
                write(out, &Refusal { id, line: lines.number, error })
            }
        }
        .map_err(Stop::Output)?;
        // Whoever waits for an answer before asking on gets it.
        if lines.would_wait() {
            out.flush().map_err(Stop::Output)?;
        }
    }
    out.flush().map_err(Stop::Output)?;
    Ok(outcome)
}

fn write(out: &mut impl Write, answer: &impl Serialize) -> io::Result<()> {
    serde_json::to_writer(&mut *out, answer)?;
    out.write_all(b"\n")
}

/// Why a line was not checked.
struct Refused {
    id: Option<Value>,
    why: String,
}

impl Refused {
    fn new(why: impl Into<String>) -> Self {
        Self { id: None, why: why.into() }
    }
}

/// One text to be checked.
struct Asked {
    id: Value,
    text: String,
    settings: LintSettings,
}

impl Asked {
    /// `None` for a blank line.
    fn read(line: &[u8], defaults: &LintSettings) -> Result<Option<Self>, Refused> {
        let line = std::str::from_utf8(line).map_err(|_| Refused::new("is not text in UTF-8"))?;
        if line.trim().is_empty() {
            return Ok(None);
        }
        let value: Value = serde_json::from_str(line)
            .map_err(|error| Refused::new(format!("is no JSON: {error}")))?;
        let Value::Object(mut fields) = value else {
            return Err(Refused::new("is no JSON object"));
        };
        let id = fields.remove("id").filter(|id| id.is_string() || id.is_number());
        let refused = |why: String| Refused { id: id.clone(), why };
        let Some(known) = id.clone() else {
            return Err(Refused::new("`id` must be a text or a number"));
        };
        let Some(Value::String(text)) = fields.remove("text") else {
            return Err(refused("`text` must be a text".to_owned()));
        };
        let mut settings = defaults.clone();
        match fields.remove("context") {
            None | Some(Value::Null) => {}
            Some(Value::String(name)) => {
                let context = named(&name).map_err(|why| refused(format!("`context`: {why}")))?;
                settings.context = Some(context);
            }
            Some(_) => return Err(refused("`context` must be a name".to_owned())),
        }
        match fields.remove("jurisdictions") {
            None | Some(Value::Null) => {}
            Some(names) => {
                settings.jurisdictions = serde_json::from_value(names)
                    .map_err(|error| refused(format!("`jurisdictions`: {error}")))?;
            }
        }
        Ok(Some(Self { id: known, text, settings }))
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
