//! Department names (医療法6条の6, 医療法施行令3条の2, 医療法施行規則1条の9の2 to 1条の9の5).

use super::super::{
    Breach, Case,
    page::{self, breach},
    parameters::With,
    words::{fold, is_japanese},
};

/// A department's name is one of the list, or a listed base with listed parts of the body, patients,
/// methods or diseases before it (or behind it in brackets), unless the ordinance calls the pair
/// unreasonable. Names in other languages are translations and are not judged.
pub(crate) fn departments_permitted(case: &Case<'_>, with: &toml::Table) -> Vec<Breach> {
    let names = Names::new(With(with));
    page::clinics(case.dossier)
        .iter()
        .flat_map(|clinic| {
            let departments = clinic.content.departments.iter().enumerate();
            departments.filter(|(_, name)| !names.permit(name.as_str())).map(|(i, name)| {
                let place = clinic.place(&format!("departments[{i}]"));
                Breach { matched: name.to_string(), ..breach(place, name.to_string()) }
            })
        })
        .collect()
}

struct Names<'a> {
    alone: Vec<&'a str>,
    bases: Vec<&'a str>,
    modifiers: Vec<&'a str>,
    unreasonable: Vec<&'a str>,
}

/// More than any list of names needs.
const LONGEST: usize = 200;
/// One from each of the four groups of the order may stand before a base.
const MOST_MODIFIERS: usize = 4;

/// Between two names, or between two parts of one.
const SEPARATORS: [char; 5] = ['・', '、', ',', '/', ' '];

impl<'a> Names<'a> {
    fn new(with: With<'a>) -> Self {
        Self {
            alone: with.words("alone"),
            bases: with.words("bases"),
            modifiers: with.words("modifiers"),
            unreasonable: with.words("unreasonable"),
        }
    }

    fn permit(&self, name: &str) -> bool {
        if !is_japanese(name) {
            return true;
        }
        let name = in_front(&fold(name));
        let parts: Vec<&str> = name.split(SEPARATORS).filter(|part| !part.is_empty()).collect();
        // 皮膚科・美容皮膚科 are two names, 糖尿病・代謝内科 is one.
        !parts.is_empty() && name.chars().count() <= LONGEST && self.all(&parts)
    }

    fn all(&self, parts: &[&str]) -> bool {
        parts.is_empty()
            || (1..=parts.len()).any(|n| self.one(&parts[..n].concat()) && self.all(&parts[n..]))
    }

    fn one(&self, name: &str) -> bool {
        let listed = self.alone.contains(&name) || self.bases.contains(&name);
        !self.unreasonable.contains(&name) && (listed || self.modified(name, MOST_MODIFIERS))
    }

    /// Modifiers, at most so many, then a base.
    fn modified(&self, name: &str, most: usize) -> bool {
        let mut rests = self.modifiers.iter().filter_map(|modifier| name.strip_prefix(modifier));
        most > 0 && rests.any(|rest| self.bases.contains(&rest) || self.modified(rest, most - 1))
    }
}

/// 内科(循環器) is 循環器内科.
fn in_front(name: &str) -> String {
    let parts = name.strip_suffix(')').and_then(|name| name.split_once('('));
    parts.map_or_else(|| name.to_owned(), |(base, part)| format!("{part}{base}"))
}
