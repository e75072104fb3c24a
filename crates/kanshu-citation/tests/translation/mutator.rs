//! Mechanical changes to faithful translations: each kind of change wherever it applies. What would not be
//! wrong after the change is left out by rule: a hedge beside another hedge, a condition said twice.

use std::{ops::Range, sync::LazyLock};

use kanshu_citation::integrity::IntegrityFinding;
use regex::{Captures, Regex};

use super::pairs::Faithful;

/// A pair after one change.
#[derive(Debug)]
pub(crate) struct Mutant {
    pub(crate) change: &'static str,
    pub(crate) original: String,
    pub(crate) translation: String,
    /// What was changed, for the eye.
    pub(crate) note: String,
    /// Where, as a share of the original's and of the translation's length.
    place: f64,
    /// Characters of the changed translation around the change.
    around: Range<usize>,
}

impl Mutant {
    /// Whether a finding points at the sentence that was changed, or says of the original that it is
    /// missing there.
    pub(crate) fn is_near(&self, finding: &IntegrityFinding) -> bool {
        let touches = |start: usize, end: usize| start < self.around.end && self.around.start < end;
        let share = |at: usize, text: &str| at as f64 / text.chars().count().max(1) as f64;
        let close =
            |range: &Range<f64>| range.start - 0.3 <= self.place && self.place <= range.end + 0.3;
        match (finding.original_range, finding.translation_range) {
            (_, Some(there)) => touches(there.start, there.end),
            (Some(here), None) => {
                close(&(share(here.start, &self.original)..share(here.end, &self.original)))
            }
            (None, None) => false,
        }
    }
}

type Table = LazyLock<Vec<(Regex, &'static str)>>;

fn table(rows: &[(&str, &'static str)]) -> Vec<(Regex, &'static str)> {
    rows.iter().map(|(pattern, to)| (Regex::new(pattern).unwrap(), *to)).collect()
}

/// Names of substances are no direction: 阻害薬, 抑制因子.
const NO_DIRECTION: [&str; 9] = ["薬", "剤", "因子", "性", "細胞", "術", "療法", "率", "症"];

static DIRECTIONS: Table = LazyLock::new(|| {
    table(&[
        ("減少", "増加"),
        ("増加", "減少"),
        ("低下", "上昇"),
        ("上昇", "低下"),
        ("低減", "増大"),
        ("抑制", "促進"),
        ("促進", "抑制"),
        ("改善", "悪化"),
        ("悪化", "改善"),
        ("軽減", "増悪"),
        ("増悪", "軽減"),
        ("短縮", "延長"),
        ("延長", "短縮"),
        ("縮小", "拡大"),
        ("亢進", "低下"),
        ("減りま", "増えま"),
        ("減った", "増えた"),
        ("減らし", "増やし"),
        ("減って", "増えて"),
        ("増えま", "減りま"),
        ("増えた", "減った"),
        ("増やし", "減らし"),
        ("下がった", "上がった"),
        ("下がりま", "上がりま"),
        ("上がった", "下がった"),
        ("上がりま", "下がりま"),
        ("高かった", "低かった"),
        ("低かった", "高かった"),
        ("多かった", "少なかった"),
        ("少なかった", "多かった"),
        ("短かった", "長かった"),
        ("長かった", "短かった"),
        ("よくなりま", "悪くなりま"),
        ("よくなった", "悪くなった"),
        ("ひどくな", "よくな"),
        ("和らい", "ひどくなっ"),
        ("抑えられ", "高められ"),
        ("抑えま", "高めま"),
        ("高まっ", "弱まっ"),
        ("高まりま", "低くなりま"),
        ("高めま", "下げま"),
        ("弱まっ", "強まっ"),
    ])
});

static HEDGES: Table = LazyLock::new(|| {
    table(&[
        ("る可能性があります。", "ります。"),
        ("る可能性がある。", "る。"),
        ("た可能性があります。", "ました。"),
        ("た可能性がある。", "た。"),
        ("る可能性がある", "る"),
        ("る可能性が示唆され", "ることが証明され"),
        ("可能性を示唆", "ことを証明"),
        ("可能性が示唆", "ことが証明"),
        ("かもしれません。", "のです。"),
        ("かもしれない。", "のである。"),
        ("のかもしれない。", "のである。"),
        ("ことを示唆", "ことを証明"),
        ("ことが示唆され", "ことが証明され"),
        ("と示唆", "と証明"),
        ("と考えられます。", "のです。"),
        ("と考えられる。", "のである。"),
        ("しうる。", "する。"),
        ("しうると", "すると"),
    ])
});

/// What still hedges a sentence.
static HEDGED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new("可能性|かもしれ|示唆|考えられ|考えてい|思われ|うる|得る|おそらく|ようです|ようだ|とみられ|推測|推定|期待|らしい|だろう|でしょう|場合があ|ことがあ|こともあ|傾向|おそれ|見込|潜在|候補|有望").unwrap()
});

/// Where something was shown, and how else the sentence or text may still say it.
static CONDITIONS: LazyLock<Vec<(Regex, Regex)>> = LazyLock::new(|| {
    let vitro = "(?i)in ?vitro|試験管|培養|生体外|シャーレ|インビトロ";
    [
        (r"(?i)in ?vitro ?(?:において|で培養した|での|では|で|の)?、?", vitro),
        (r"試験管内?(?:において|での|では|で|の)(?:実験で(?:は|、)?)?、?", vitro),
        (r"(?i)ex ?vivo ?(?:において|での|では|で|の)?、?", "(?i)ex ?vivo|生体外|体外|摘出"),
        (r"マウスに?(?:おいて|おける|では|での|で|の)は?、?", "マウス"),
        (r"ラットに?(?:おいて|おける|では|での|で|の)は?、?", "ラット"),
        (r"ウサギに?(?:おいて|おける|では|での|で|の)は?、?", "ウサギ"),
        (r"後ろ向き(?:に|の)?", "後ろ向き|さかのぼ"),
        (r"用量依存的に|用量に応じて", "用量|量に"),
    ]
    .map(|(drop, left)| (Regex::new(drop).unwrap(), Regex::new(left).unwrap()))
    .into_iter()
    .collect()
});

static UNITS: Table = LazyLock::new(|| {
    table(&[
        (r"(\d ?)mg", "${1}µg"),
        (r"(\d ?)[µμ]g", "${1}mg"),
        (r"(\d ?)ミリグラム", "${1}マイクログラム"),
        (r"(\d ?)マイクログラム", "${1}ミリグラム"),
        (r"(\d ?)mL", "${1}L"),
        (r"(\d ?)mm(\W)", "${1}cm${2}"),
        (r"(\d ?)ミリメートル", "${1}センチメートル"),
        (r"(\d)週", "${1}日"),
        (r"(\d)(?:か|ヶ|カ|ヵ)月", "${1}週"),
        (r"(\d)時間", "${1}分"),
        (r"(\d)年間", "${1}か月間"),
        (r"(\d)日間", "${1}週間"),
        (r"(\d)nM", "${1}µM"),
        (r"(\d )nM", "${1}µM"),
    ])
});

static COMPARISONS: Table = LazyLock::new(|| {
    table(&[
        ("(\\d[^ 、。]{0,5})以上", "${1}未満"),
        ("未満", "以上"),
        ("以下", "以上"),
        ("少なくとも", "最大"),
        ("最大で?", "少なくとも"),
        ("(\\d[^ 、。]{0,8})を超え", "${1}を下回っ"),
        ("< ?(\\d)", "> ${1}"),
        ("> ?(\\d)", "< ${1}"),
        ("≥ ?(\\d)", "≤ ${1}"),
    ])
});

static NEGATIONS: Table = LazyLock::new(|| {
    table(&[
        ("ませんでした", "ました"),
        ("しなかった", "した"),
        ("れなかった", "れた"),
        ("なかった", "あった"),
        ("変わりません", "変わります"),
        ("ありません", "あります"),
        ("ではない", "である"),
    ])
});
static NEGATED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new("な(?:い|か|く)|ません|ず(?:、|に)|なし|無|不|未|非|同等|差は|のみ|だけ").unwrap()
});

static NAMES: LazyLock<Vec<(Regex, &'static str)>> = LazyLock::new(|| {
    table(&[
        ("TNF-?α", "IFN-γ"),
        ("IFN-?γ", "TNF-α"),
        ("TGF-?β1?", "TNF-α"),
        ("IgE", "IgG"),
        ("VEGF", "EGF"),
        ("TSLP", "IL-33"),
        ("NF-κB", "STAT3"),
        ("CD4", "CD8"),
        ("CD8", "CD4"),
    ])
});
static NUMBERED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(IL-|インターロイキン|CCL|CXCL|miR-|MMP|TLR|STAT|SOX|CD)(\d+)").unwrap()
});
static NUMBER: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"\d+(?:,\d{3})*(?:\.\d+)?").unwrap());
static MARKER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"[\[［]\d[\d,、–\- ]*[\]］]|[\(（]\d{1,2}(?:[,–-]\d{1,2})*[\)）]|[¹²³⁴-⁹⁰]+")
        .unwrap()
});
static POWER: LazyLock<Regex> = LazyLock::new(|| Regex::new("^[¹²³⁴-⁹⁰]").unwrap());
static WHO: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"[^。、\s」]{2,16}?(?:氏ら|さんら|ら|氏)(?:は|が)、?|[^。、\s」]{2,16}?(?:氏ら|ら)の(?:報告|研究)(?:によると|によれば|では)、?|、?と[^。、]{2,14}?らは(?:報告し|述べ)(?:た|ている|ています|ました)").unwrap()
});

/// Every mutant of a pair.
pub(crate) fn mutants(pair: &Faithful) -> Vec<Mutant> {
    let mut all = Vec::new();
    let sentences = sentences(&pair.translation);
    sentences_dropped(pair, &sentences, &mut all);
    numbers(pair, &mut all);
    names(pair, &mut all);
    let whole = 0..pair.translation.len();
    let sentence_of = |at: usize| {
        sentences.iter().find(|s| s.start <= at && at < s.end).cloned().unwrap_or(whole.clone())
    };
    for (from, to) in DIRECTIONS.iter() {
        for hit in from.find_iter(&pair.translation) {
            let after = &pair.translation[hit.end()..];
            // 無増悪生存 is not progression.
            let denied = pair.translation[..hit.start()].ends_with('無');
            if !denied && !NO_DIRECTION.iter().any(|word| after.starts_with(word)) {
                all.push(edit(pair, "direction", hit.range(), to));
            }
        }
    }
    for (from, to) in HEDGES.iter() {
        for hit in from.find_iter(&pair.translation) {
            let mutant = edit(pair, "hedge", hit.range(), to);
            let sentence = sentence_of(hit.start());
            let left = format!(
                "{}{}",
                &pair.translation[sentence.start..hit.start()],
                &pair.translation[hit.end().min(sentence.end)..sentence.end]
            );
            if !HEDGED.is_match(&left) && !HEDGED.is_match(to) {
                all.push(mutant);
            }
        }
    }
    for (drop, left) in CONDITIONS.iter() {
        for hit in drop.find_iter(&pair.translation) {
            let mutant = edit(pair, "condition", hit.range(), "");
            if !left.is_match(&mutant.translation) {
                all.push(mutant);
            }
        }
    }
    for (from, to) in UNITS.iter() {
        replaced(pair, "unit", from, to, &mut all);
    }
    for (from, to) in COMPARISONS.iter() {
        replaced(pair, "comparison", from, to, &mut all);
    }
    for (from, to) in NEGATIONS.iter() {
        for hit in from.find_iter(&pair.translation) {
            let sentence = sentence_of(hit.start());
            let before = &pair.translation[sentence.start..hit.start()];
            let after = &pair.translation[hit.end()..sentence.end.max(hit.end())];
            if !NEGATED.is_match(before) && !NEGATED.is_match(after) && !before.ends_with("少") {
                all.push(edit(pair, "negation", hit.range(), to));
            }
        }
    }
    for hit in MARKER.find_iter(&pair.translation) {
        let before = &pair.translation[..hit.start()]; // m², 10⁹
        if POWER.is_match(hit.as_str()) && before.ends_with(|c| matches!(c, 'm' | '0'..='9')) {
            continue;
        }
        let others = pair.translation.replacen(hit.as_str(), "", 1);
        if !others.contains(hit.as_str()) {
            all.push(edit(pair, "marker", hit.range(), ""));
        }
    }
    for hit in WHO.find_iter(&pair.translation) {
        let people = ["彼", "患者", "これ", "それ", "さ"];
        if !people.iter().any(|word| hit.as_str().starts_with(word))
            && pair.original.contains("et al") | pair.original.contains("colleagues")
        {
            all.push(edit(pair, "attribution", hit.range(), ""));
        }
    }
    all
}

fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut start = 0;
    let mut found = Vec::new();
    for (at, c) in text.char_indices().filter(|(_, c)| *c == '。') {
        found.push(start..at + c.len_utf8());
        start = at + c.len_utf8();
    }
    found
}

/// Each sentence of the translation, and each of the original (which makes an addition).
fn sentences_dropped(pair: &Faithful, sentences: &[Range<usize>], all: &mut Vec<Mutant>) {
    if sentences.len() > 1 {
        for sentence in sentences {
            // Too short to say anything of its own.
            if pair.translation[sentence.clone()].chars().count() >= 12 {
                all.push(edit(pair, "sentence dropped", sentence.clone(), ""));
            }
        }
    }
    let ends: Vec<usize> = pair.original.match_indices(". ").map(|(at, _)| at + 2).collect();
    let same = ends.len() + 1 == sentences.len() && !pair.original.contains("et al");
    if same && sentences.len() > 1 {
        let bounds: Vec<usize> = [0].into_iter().chain(ends).chain([pair.original.len()]).collect();
        for (i, sentence) in sentences.iter().enumerate() {
            let mut mutant =
                edit(pair, "sentence added", sentence.clone(), &pair.translation[sentence.clone()]);
            mutant.original =
                format!("{}{}", &pair.original[..bounds[i]], &pair.original[bounds[i + 1]..]);
            mutant.around = chars(&pair.translation, sentence);
            all.push(mutant);
        }
    }
}

/// Each figure that is no name and no mark: its first digit raised by one, and a decimal point lost.
fn numbers(pair: &Faithful, all: &mut Vec<Mutant>) {
    let text = &pair.translation;
    let marked: Vec<Range<usize>> = MARKER.find_iter(text).map(|hit| hit.range()).collect();
    for hit in NUMBER.find_iter(text) {
        let before = text[..hit.start()].chars().next_back();
        let is_name = before.is_some_and(|c| c.is_ascii_alphabetic() || "-‐–α-".contains(c))
            || text[hit.end()..]
                .starts_with(|c: char| c.is_ascii_alphabetic() && "DGTBH".contains(c));
        if is_name || marked.iter().any(|m| m.start <= hit.start() && hit.end() <= m.end) {
            continue;
        }
        let first = hit.as_str().as_bytes()[0] - b'0';
        let raised = format!("{}{}", if first == 9 { 4 } else { first + 1 }, &hit.as_str()[1..]);
        // 1日, 1ミリリットルあたり: counted with, not said.
        if hit.as_str() != "1" {
            all.push(edit(pair, "number", hit.range(), &raised));
        }
        if hit.as_str().contains('.') && !hit.as_str().starts_with('0') {
            all.push(edit(pair, "number", hit.range(), &hit.as_str().replace('.', "")));
        }
    }
}

fn names(pair: &Faithful, all: &mut Vec<Mutant>) {
    for hit in NUMBERED.captures_iter(&pair.translation) {
        let number: u32 = hit[2].parse().unwrap();
        let to = format!("{}{}", &hit[1], number + 7);
        all.push(edit(pair, "name", hit.get(0).unwrap().range(), &to));
    }
    for (from, to) in NAMES.iter() {
        replaced(pair, "name", from, to, all);
    }
}

fn replaced(pair: &Faithful, change: &'static str, from: &Regex, to: &str, all: &mut Vec<Mutant>) {
    for hit in from.captures_iter(&pair.translation) {
        let expanded = expand(&hit, to);
        all.push(edit(pair, change, hit.get(0).unwrap().range(), &expanded));
    }
}

fn expand(hit: &Captures<'_>, to: &str) -> String {
    let mut out = String::new();
    hit.expand(to, &mut out);
    out
}

fn chars(text: &str, bytes: &Range<usize>) -> Range<usize> {
    text[..bytes.start].chars().count()..text[..bytes.end].chars().count()
}

fn edit(pair: &Faithful, change: &'static str, at: Range<usize>, to: &str) -> Mutant {
    let text = &pair.translation;
    let translation = format!("{}{to}{}", &text[..at.start], &text[at.end..]);
    let end = at.start + to.len();
    let from = translation[..at.start].rfind('。').map_or(0, |at| at + '。'.len_utf8());
    let until = translation[end..].find('。').map_or(translation.len(), |at| end + at + 3);
    Mutant {
        change,
        original: pair.original.clone(),
        note: format!("「{}」→「{to}」", &text[at.clone()]),
        place: at.start as f64 / text.len().max(1) as f64,
        around: chars(&translation, &(from..until)),
        translation,
    }
}
