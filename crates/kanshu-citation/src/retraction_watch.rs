//! The Retraction Watch dataset (owned by Crossref, CC0): a CSV file of notices about papers.
//!
//! Columns are found by their names, so that a column more does no harm. A line that cannot be read is a
//! problem with its number, and the rest is read.

use std::io::Read;

use chrono::NaiveDate;
use csv::StringRecord;
use kanshu_domain::{
    retraction::{Notice, NoticeNature},
    values::{Doi, Pmid},
};

/// The columns that are read, of the twenty that the dataset has.
const COLUMNS: [&str; 7] = [
    "Record ID",
    "RetractionDate",
    "RetractionDOI",
    "OriginalPaperDOI",
    "OriginalPaperPubMedID",
    "RetractionNature",
    "Reason",
];

/// Why a file or a line of it cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotRead {
    /// The file is no such dataset.
    #[error("the column “{0}” is missing: this is not the Retraction Watch dataset")]
    NoColumn(&'static str),
    #[error("line {line}: {reason}")]
    Line { line: u64, reason: String },
    /// The file ended or broke in the middle.
    #[error("the file cannot be read: {0}")]
    File(String),
}

/// What a line says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Row {
    Notice(Notice),
    /// A notice about a paper that has neither DOI nor PMID: nothing can be joined to it.
    Nameless,
}

/// The notices of a file, read as they are asked for.
pub struct Notices<R> {
    reader: csv::Reader<R>,
    /// Where each of [`COLUMNS`] stands.
    places: [usize; COLUMNS.len()],
    record: StringRecord,
    ended: bool,
}

impl<R: Read> Notices<R> {
    /// Reads the head of the file.
    ///
    /// # Errors
    /// [`NotRead::NoColumn`] or [`NotRead::File`].
    pub fn open(source: R) -> Result<Self, NotRead> {
        let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(source);
        let head = reader.headers().map_err(|error| NotRead::File(error.to_string()))?;
        let mut places = [0; COLUMNS.len()];
        for (place, column) in places.iter_mut().zip(COLUMNS) {
            let is_it = |name: &str| name.trim_start_matches('\u{feff}').trim() == column;
            *place = head.iter().position(is_it).ok_or(NotRead::NoColumn(column))?;
        }
        Ok(Self { reader, places, record: StringRecord::new(), ended: false })
    }

    fn row(&self) -> Result<Row, String> {
        let [record, date, notice_doi, doi, pmid, nature, reasons] =
            self.places.map(|place| self.record.get(place).map(str::trim));
        let field = |value: Option<&str>, name: &str| {
            value.map(str::to_owned).ok_or_else(|| format!("the field “{name}” is missing"))
        };
        let record = field(record, COLUMNS[0])?;
        let nature = field(nature, COLUMNS[5])?;
        let notice = Notice {
            record: record.parse().map_err(|_| format!("“{record}” is no record number"))?,
            nature: nature_of(&nature).ok_or_else(|| format!("“{nature}” is no known nature"))?,
            doi: doi.and_then(|text| Doi::parse(text).ok()),
            pmid: pmid.and_then(|text| Pmid::parse(text).ok()),
            date: date.and_then(day),
            notice_doi: notice_doi.and_then(|text| Doi::parse(text).ok()),
            reasons: reasons
                .unwrap_or_default()
                .split(';')
                .map(|reason| reason.trim().trim_start_matches('+').trim().to_owned())
                .filter(|reason| !reason.is_empty())
                .collect(),
        };
        let named = notice.doi.is_some() || notice.pmid.is_some();
        Ok(if named { Row::Notice(notice) } else { Row::Nameless })
    }
}

impl<R: Read> Iterator for Notices<R> {
    type Item = Result<Row, NotRead>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.ended {
            return None;
        }
        let line = self.reader.position().line();
        match self.reader.read_record(&mut self.record) {
            Ok(true) => {
                let line = self.record.position().map_or(line, csv::Position::line);
                Some(self.row().map_err(|reason| NotRead::Line { line, reason }))
            }
            Ok(false) => None,
            Err(error) if matches!(error.kind(), csv::ErrorKind::Utf8 { .. }) => {
                let reason = "the line is not UTF-8".to_owned();
                Some(Err(NotRead::Line { line, reason }))
            }
            Err(error) => {
                self.ended = true;
                Some(Err(NotRead::File(error.to_string())))
            }
        }
    }
}

fn nature_of(text: &str) -> Option<NoticeNature> {
    match text.to_ascii_lowercase().as_str() {
        "retraction" => Some(NoticeNature::Retraction),
        "expression of concern" => Some(NoticeNature::ExpressionOfConcern),
        "correction" => Some(NoticeNature::Correction),
        "reinstatement" => Some(NoticeNature::Reinstatement),
        _ => None,
    }
}

/// `1/9/2020 0:00` (month first) or `2020-01-09`.
fn day(text: &str) -> Option<NaiveDate> {
    let date = text.split_whitespace().next()?;
    ["%m/%d/%Y", "%Y-%m-%d"].iter().find_map(|form| NaiveDate::parse_from_str(date, form).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str = "Record ID,Title,Subject,Institution,Journal,Publisher,Country,Author,URLS,\
        ArticleType,RetractionDate,RetractionDOI,RetractionPubMedID,OriginalPaperDate,\
        OriginalPaperDOI,OriginalPaperPubMedID,RetractionNature,Reason,Paywalled,Notes\n";

    fn line(record: &str, doi: &str, pmid: &str, nature: &str) -> String {
        format!(
            "{record},\"A title, with a comma\n and a second line\",,,,,,,,,5/1/2026 0:00,\
             10.5555/notice.1,0,1/2/2020 0:00,{doi},{pmid},{nature},+Error in Data;+Duplication;,No,\n"
        )
    }

    fn read(text: &str) -> Vec<Result<Row, NotRead>> {
        Notices::open(text.as_bytes()).unwrap().collect()
    }

    #[test]
    fn a_line_is_a_notice() {
        let text = HEAD.to_owned() + &line("7", "10.5555/ABC", "0", "Retraction");
        let rows = read(&text);
        let [Ok(Row::Notice(notice))] = rows.as_slice() else { panic!("{rows:?}") };
        assert_eq!(notice.doi.as_ref().unwrap().as_str(), "10.5555/abc");
        assert_eq!((notice.record, &notice.pmid), (7, &None));
        assert_eq!(notice.date, NaiveDate::from_ymd_opt(2026, 5, 1));
        assert_eq!(notice.reasons, ["Error in Data", "Duplication"]);
    }

    #[test]
    fn a_broken_line_is_named_and_the_rest_is_read() {
        let text = HEAD.to_owned()
            + &line("1", "10.5555/a", "0", "Retraction")
            + &line("x", "10.5555/b", "0", "Retraction")
            + &line("3", "10.5555/c", "0", "Vanished")
            + &line("4", "unavailable", "0", "Correction")
            + "5,short\n"
            + &line("6", "", "99000001", "Reinstatement");
        let rows = read(&text);
        let errors = rows.iter().filter_map(|row| row.as_ref().err());
        let said: Vec<String> = errors.map(ToString::to_string).collect();
        assert_eq!(
            said,
            [
                "line 4: “x” is no record number",
                "line 6: “Vanished” is no known nature",
                "line 10: the field “RetractionNature” is missing",
            ]
        );
        assert_eq!(rows.iter().filter(|row| **row == Ok(Row::Nameless)).count(), 1);
        assert_eq!(rows.iter().filter(|row| matches!(row, Ok(Row::Notice(_)))).count(), 2);
    }

    #[test]
    fn bytes_that_are_no_text_are_named() {
        let mut bytes = HEAD.as_bytes().to_vec();
        bytes.extend(line("1", "10.5555/a", "0", "Retraction").bytes());
        bytes.extend(b"2,\xff\xfe,,\n");
        bytes.extend(line("3", "10.5555/c", "0", "Retraction").bytes());
        let rows: Vec<_> = Notices::open(bytes.as_slice()).unwrap().collect();
        assert!(matches!(rows[1], Err(NotRead::Line { line: 4, .. })), "{rows:?}");
        assert!(rows[2].is_ok());
    }

    #[test]
    fn another_file_is_refused() {
        let refused = Notices::open("a,b\n1,2\n".as_bytes()).map(|_| ()).unwrap_err();
        assert_eq!(refused, NotRead::NoColumn("Record ID"));
    }
}
