//! Who speaks: physicians, credentials, departments, addresses.

mod departments;

use kanshu_domain::{
    compliance::Place,
    content::Content,
    kinds::{
        article::Author,
        clinic::ContactChannel,
        physician::{Credential, Physician},
    },
};

use super::{
    Breach, Case,
    page::{self, Record, at, breach},
    parameters::With,
    words::{first_of, fold, without},
};
pub(super) use departments::departments_permitted;

/// 医師法18条: whoever is shown as a physician has a record here, which an administrator verifies (the gate
/// asks that: G02). An author by name and role alone has none.
pub(super) fn physician_by_record(case: &Case<'_>, with: &toml::Table) -> Vec<Breach> {
    let titles = With(with).words("titles");
    let Content::Article(article) = case.dossier.content.as_ref() else { return Vec::new() };
    let Some(Author::Writer { name, role }) = &article.author else { return Vec::new() };
    let shown = [("author.name", Some(name)), ("author.role", role.as_ref())];
    let found = shown.into_iter().find_map(|(field, text)| {
        let text = text?;
        first_of(&fold(text.as_str()), &titles).map(|_| (field, text.to_string()))
    });
    let breach_by = |(field, text): (&str, String)| Breach {
        matched: text.clone(),
        ..breach(at(field), format!("{name}: {text}"))
    };
    found.map(breach_by).into_iter().collect()
}

/// Somebody who can answer for the page is named.
pub(super) fn supervising_physician_named(case: &Case<'_>, _with: &toml::Table) -> Vec<Breach> {
    if page::is_page(case.dossier) && case.dossier.content.supervising_physician().is_none() {
        vec![breach(at("supervisingPhysician"), "no supervising physician")]
    } else {
        Vec::new()
    }
}

/// The author has a name.
pub(super) fn author_named(case: &Case<'_>, with: &toml::Table) -> Vec<Breach> {
    let Content::Article(article) = case.dossier.content.as_ref() else { return Vec::new() };
    match &article.author {
        None => vec![breach(at("author"), "no author")],
        Some(Author::Writer { name, .. }) => {
            let folded = fold(name.as_str());
            let anonymous = With(with).words("anonymous");
            if anonymous.iter().any(|end| folded.ends_with(end)) {
                let matched = name.to_string();
                vec![Breach { matched, ..breach(at("author.name"), name.to_string()) }]
            } else {
                Vec::new()
            }
        }
        Some(Author::Physician(_)) => Vec::new(),
    }
}

/// A credential names the body that issued it, has not expired, and a specialist's title stands with that
/// body on the list of titles that may be advertised.
pub(super) fn credentials_listed(case: &Case<'_>, with: &toml::Table) -> Vec<Breach> {
    let physicians = page::physicians(case.dossier);
    physicians
        .iter()
        .flat_map(|physician| {
            let credentials = physician.content.credentials.iter().enumerate();
            credentials.filter_map(|(i, credential)| {
                let wrong = wrong_with(credential, case, With(with))?;
                Some(about_credential(physician, i, credential, wrong))
            })
        })
        .collect()
}

fn about_credential(
    physician: &Record<'_, Physician>,
    i: usize,
    credential: &Credential,
    wrong: &str,
) -> Breach {
    let (name, body) = (credential.name.any(), credential.issuing_body.any());
    let place = physician.place(&format!("credentials[{i}]"));
    let basis = format!("{}: {name} ({body}): {wrong}", physician.content.name.any());
    Breach { matched: name, ..breach(place, basis) }
}

/// What every specialist's title has in it.
const SPECIALIST: &str = "専門医";

fn wrong_with(credential: &Credential, case: &Case<'_>, with: With<'_>) -> Option<&'static str> {
    if credential.issuing_body.is_empty() {
        return Some("no issuing body");
    }
    if credential.valid_until.is_some_and(|until| until < case.on) {
        return Some("expired");
    }
    let (name, body) = (credential.name.any(), credential.issuing_body.any());
    if !name.contains(SPECIALIST) {
        return None;
    }
    let by_board = || {
        with.tables("boards").iter().any(|board| {
            let mut titles = board.words("titles").into_iter();
            body.contains(board.text("body")) && titles.any(|title| is_title(&name, title))
        })
    };
    let by_society = || {
        with.tables("societies").iter().any(|listed| {
            let bodies = listed.words("bodies");
            is_title(&name, listed.text("title"))
                && bodies.iter().any(|listed| body.contains(listed))
        })
    };
    (!by_board() && !by_society()).then_some("not on the list")
}

/// Whether a credential's name is a listed title, be it with its body before or behind it: 日本皮膚科学会認定
/// 皮膚科専門医 is a 皮膚科専門医, 美容皮膚科専門医 is none.
fn is_title(name: &str, title: &str) -> bool {
    let name: String = fold(name).chars().filter(|c| !c.is_whitespace()).collect();
    let bare = name.strip_suffix(')').and_then(|name| name.rsplit_once('('));
    let bare = bare.map_or(name.as_str(), |(bare, _)| bare);
    bare.strip_suffix(title).is_some_and(|before| {
        before.is_empty() || ["認定", "学会", "機構"].iter().any(|body| before.ends_with(body))
    })
}

/// Web and mail addresses hold no claim.
pub(super) fn no_claim_in_address(case: &Case<'_>, with: &toml::Table) -> Vec<Breach> {
    let with = With(with);
    let mut addresses: Vec<(Place, String)> = Vec::new();
    for clinic in page::clinics(case.dossier) {
        let record = clinic.content;
        addresses.extend(record.url.iter().map(|url| (clinic.place("url"), host(url.as_str()))));
        for (i, point) in record.contact_points.iter().enumerate() {
            let value = &point.value;
            let place = clinic.place(&format!("contactPoints[{i}].value"));
            match point.channel {
                ContactChannel::Email => addresses.push((place, value.to_string())),
                ContactChannel::Form | ContactChannel::Chat => {
                    addresses.push((place, host(value.as_str())));
                }
                ContactChannel::Phone => {}
            }
        }
    }
    let canonical = case.dossier.content.seo().and_then(|seo| seo.canonical_url.as_ref());
    addresses.extend(canonical.map(|url| (at("seo.canonicalUrl"), host(url.as_str()))));
    for (place, url) in page::banner_targets(case.dossier) {
        addresses.push((place, host(url.as_str())));
    }
    let mut seen = std::collections::BTreeSet::new();
    addresses
        .into_iter()
        .filter(|(_, address)| claims(address, with) && seen.insert(address.clone()))
        .map(|(place, address)| Breach { matched: address.clone(), ..breach(place, address) })
        .collect()
}

/// The host of an address such as `https://clinic.example/ja`; the text itself when it is none.
fn host(url: &str) -> String {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    rest.split(['/', '?', '#', ':']).next().unwrap_or_default().to_owned()
}

/// Whether a claim stands in a host or mail address: as a part of it, however it is hyphenated
/// (`ga-n-naoru`), or, for short words, as a label of its own (`no1`).
fn claims(address: &str, with: With<'_>) -> bool {
    let folded = fold(address);
    let joined: String = folded.chars().filter(|c| !matches!(c, '-' | '_')).collect();
    let joined = without(joined, &with.words("except"));
    let words = with.words("words");
    let mut labels = folded.split(|c: char| !c.is_alphanumeric());
    first_of(&joined, &with.words("claims")).is_some() || labels.any(|l| words.contains(&l))
}
