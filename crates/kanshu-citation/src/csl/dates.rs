//! Dates: `{"date-parts": [[2020, 3, 10]]}`.

use kanshu_domain::kinds::citation::IssuedDate;
use serde_json::{Value, json};

use super::Reading;

impl Reading {
    /// Takes a date. A range, a season or a circa has more to say than the record holds: the first date
    /// is read and the variable stays.
    pub(super) fn date(&mut self, variable: &str) -> Option<IssuedDate> {
        let value = self.item.get(variable)?.clone();
        let Some((date, is_whole)) = read(&value) else {
            self.warn(variable, "no date can be read from it");
            return None;
        };
        if is_whole {
            self.item.remove(variable);
        }
        Some(date)
    }
}

/// The first date, and whether it is all that the variable says.
fn read(value: &Value) -> Option<(IssuedDate, bool)> {
    let fields = value.as_object()?;
    if let Some(parts) = fields.get("date-parts").and_then(Value::as_array) {
        let first = parts.first()?.as_array()?;
        let number = |i: usize| match first.get(i)? {
            Value::Number(number) => number.as_u64(),
            Value::String(text) => text.trim().parse().ok(),
            _ => None,
        };
        let part = |i: usize| number(i).and_then(|n| u8::try_from(n).ok());
        let year = u16::try_from(number(0)?).ok()?;
        let exact = IssuedDate::new(year, part(1), part(2)).ok();
        let date = exact.or_else(|| IssuedDate::new(year, None, None).ok())?;
        let is_whole = exact.is_some() && parts.len() == 1 && first.len() <= 3 && fields.len() == 1;
        return Some((date, is_whole));
    }
    let text = fields.get("raw").or_else(|| fields.get("literal"))?.as_str()?;
    Some((from_text(text)?, false))
}

/// A date as files write it: `2020`, `2020/03/10`, `2020-3`, `2020 Mar 10`, `2020年3月`.
pub(crate) fn from_text(text: &str) -> Option<IssuedDate> {
    const MONTHS: [&str; 12] =
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let words: Vec<&str> = text
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .take(3)
        .collect();
    let year = words.first().filter(|word| word.len() == 4)?.parse().ok()?;
    let month = words.get(1).and_then(|word| {
        let lower = word.to_ascii_lowercase();
        let named = MONTHS.iter().position(|month| lower.starts_with(month));
        let numbered = || word.parse::<u8>().ok().filter(|month| (1..=12).contains(month));
        named.and_then(|place| u8::try_from(place + 1).ok()).or_else(numbered)
    });
    let day = month.and_then(|_| words.get(2)?.parse::<u8>().ok());
    IssuedDate::new(year, month, day)
        .or_else(|_| IssuedDate::new(year, month, None))
        .or_else(|_| IssuedDate::new(year, None, None))
        .ok()
}

pub(super) fn write(date: IssuedDate) -> Value {
    let parts = [
        Some(json!(date.year())),
        date.month().map(|month| json!(month)),
        date.day().map(|day| json!(day)),
    ];
    json!({ "date-parts": [parts.into_iter().flatten().collect::<Vec<_>>()] })
}
