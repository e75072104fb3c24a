//! What a text says that a translation must say too, each with its place.

use std::{ops::Range, sync::LazyLock};

use regex::Regex;

/// Something said, in a form that both languages share.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Sign {
    pub(super) what: What,
    /// Bytes of the prepared text.
    pub(super) range: Range<usize>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum What {
    /// Less: reduced, 低下.
    Down,
    /// More: increased, 上昇.
    Up,
    /// Improved, 改善.
    Better,
    /// Worsened, 悪化.
    Worse,
    /// Eased: less of something bad, 軽減. Counts for `Down` and for `Better`.
    Eased,
    /// Strengthened: more of something good, 強化. Counts for `Up` and for `Better`.
    Restored,
    /// High, long, many: excuses an upward word of Japanese. English only.
    HighLike,
    /// Low, short, few: excuses a downward word of Japanese. English only.
    LowLike,
    Hedge,
    Ability,
    Negation,
    Condition(Condition),
}

/// Where something was shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Condition {
    InVitro,
    InVivo,
    ExVivo,
    Mouse,
    Rat,
    OtherAnimal,
    AnimalModel,
    Human,
    Retrospective,
    Preliminary,
    DoseDependent,
    DoubleBlind,
    HealthyVolunteers,
    Significant,
}

impl Condition {
    pub(super) fn ja(self) -> &'static str {
        match self {
            Self::InVitro => "in vitro(試験管内・培養系)",
            Self::InVivo => "in vivo(生体内)",
            Self::ExVivo => "ex vivo(生体外)",
            Self::Mouse => "マウス",
            Self::Rat => "ラット",
            Self::OtherAnimal => "動物種",
            Self::AnimalModel => "動物モデル",
            Self::Human => "ヒト・患者",
            Self::Retrospective => "後ろ向き",
            Self::Preliminary => "予備的",
            Self::DoseDependent => "用量依存",
            Self::DoubleBlind => "二重盲検",
            Self::HealthyVolunteers => "健康な人",
            Self::Significant => "有意",
        }
    }

    pub(super) fn en(self) -> &'static str {
        match self {
            Self::InVitro => "in vitro",
            Self::InVivo => "in vivo",
            Self::ExVivo => "ex vivo",
            Self::Mouse => "in mice",
            Self::Rat => "in rats",
            Self::OtherAnimal => "the animal",
            Self::AnimalModel => "in an animal model",
            Self::Human => "in humans",
            Self::Retrospective => "retrospective",
            Self::Preliminary => "preliminary",
            Self::DoseDependent => "dose-dependent",
            Self::DoubleBlind => "double-blind",
            Self::HealthyVolunteers => "in healthy volunteers",
            Self::Significant => "significantly",
        }
    }
}

type Reader = LazyLock<Vec<(What, Regex)>>;

#[expect(clippy::expect_used, reason = "the patterns are constants, compiled in every test")]
fn readers(patterns: &[(What, &str)]) -> Vec<(What, Regex)> {
    let compile = |(what, pattern): &(What, &str)| {
        (*what, Regex::new(pattern).expect("the patterns are constants, compiled in every test"))
    };
    patterns.iter().map(compile).collect()
}

use Condition as C;
use What::{
    Ability, Better, Condition as In, Down, Eased, Hedge, HighLike, LowLike, Negation, Restored,
    Up, Worse,
};

static ENGLISH: Reader = LazyLock::new(|| {
    readers(&[
        (
            Down,
            r"\b(?:reduc(?:e|es|ed|ing|tions?)|decreas(?:e|es|ed|ing)|lower(?:s|ed|ing)?|diminish(?:es|ed|ing)?|suppress(?:es|ed|ing|ion)?|inhibit(?:s|ed|ing|ion)?|declin(?:e|es|ed|ing)|block(?:s|ed|ing|ade)?|down-?regulat(?:e|es|ed|ing|ion)|fewer|smaller|shorter|shorten(?:s|ed|ing)?|shr[aiu]nk(?:ing)?|dropp?(?:s|ed)?|fell|fallen|falls? (?:in|by|to|below|of)|depress(?:ed|es)|deplet(?:ed|es|ing)|weaken(?:s|ed|ing)?|impair(?:s|ed|ing|ment)?|curb(?:s|ed|ing)?|dampen(?:s|ed|ing)?|slow(?:s|ed|ing|er)?|less|weight loss|lo(?:st|se|ses|sing)(?: [\w%.]+){0,5} weight|went down|goes? down|come down|came down|cut(?:s|ting)?|halv(?:e|es|ed|ing)|minimi[sz](?:e|es|ed|ing)|abolish(?:es|ed|ing)?|abrogat(?:e|es|ed|ing)|disappear(?:s|ed|ing)?|vanish(?:ed)?|silenc(?:e|es|ed|ing)|antagoni[sz](?:e|es|ed)|blunt(?:s|ed|ing)?|ceas(?:e|es|ed)|narrow(?:s|ed|er|ing)?|thinn(?:er|ed|ing)|quell(?:s|ed)?)\b",
        ),
        (
            Up,
            r"\b(?:increas(?:e|es|ed|ing|ingly)|elevat(?:e|es|ed|ing|ion|ions)|rais(?:e|es|ed|ing)|rose|ris(?:e|es|ing|en)|promot(?:e|es|ed|ing|ion)|accelerat(?:e|es|ed|ing|ion)|up-?regulat(?:e|es|ed|ing|ion)|higher|greater|longer|augment(?:s|ed|ing|ation)?|stimulat(?:e|es|ed|ing|ion)|activat(?:e|es|ed|ing|ion)|amplif(?:y|ies|ied|ying|ication)|expand(?:s|ed|ing)?|grew|doubl(?:ed|es|ing)|tripl(?:ed|es|ing)|prolong(?:s|ed|ing|ation)?|facilitat(?:e|es|ed|ing)|boost(?:s|ed|ing)?|larger|more|went up|goes? up|going up|enhanc(?:e|es|ed|ing|ement)|strengthen(?:s|ed|ing)?|reinforc(?:e|es|ed|ing)|potentiat(?:e|es|ed|ing|ion)|climb(?:s|ed|ing)?|surg(?:e|es|ed)|gain(?:s|ed|ing)?|trigger(?:s|ed|ing)?|widen(?:s|ed|ing)?|thicken(?:s|ed|ing)?|faster|stronger|enlarg(?:e|es|ed|ing)|elongat(?:e|es|ed|ing)|exceed(?:s|ed|ing)?|speed(?:s|ed)?|heavier|taller|deeper|intensif(?:y|ies|ied))\b",
        ),
        (
            Better,
            r"\b(?:improv(?:e|es|ed|ing|ements?)|better|benefit(?:s|ed|cial)?|beneficial|recover(?:s|ed|y|ing)?|clear(?:s|ed|ance))\b",
        ),
        (
            Worse,
            r"\b(?:worsen(?:s|ed|ing)?|worse|exacerbat(?:e|es|ed|ing|ions?)|aggravat(?:e|es|ed|ing|ion)|deteriorat(?:e|es|ed|ing|ion))\b",
        ),
        (
            Eased,
            r"\b(?:alleviat(?:e|es|ed|ing|ion)|ameliorat(?:e|es|ed|ing|ion)|attenuat(?:e|es|ed|ing|ion)|reliev(?:e|es|ed|ing)|relief|mitigat(?:e|es|ed|ing|ion)|eas(?:e|es|ed|ing)|lessen(?:s|ed|ing)?|sooth(?:e|es|ed|ing)|calm(?:s|ed|ing)?|resol(?:ve|ves|ved|ution)|subsid(?:e|es|ed|ing)|milder|lighter)\b",
        ),
        (
            Restored,
            r"\b(?:restor(?:e|es|ed|ing|ation)|maintain(?:s|ed|ing)?|preserv(?:e|es|ed|ing)|repair(?:s|ed|ing)|support(?:s|ed|ing)?|boost)\b",
        ),
        (
            Hedge,
            r"\b(?:may|might|possibl[ey]|possibility|possibilities|perhaps|suggest(?:s|ed|ing|ive)?|potential(?:ly)?|likely|appear(?:s|ed)? to|seem(?:s|ed)?|seemingly|presumabl[ey]|probabl[ey]|is thought|are thought|was thought|were thought|is believed|are believed|was believed|hypothesi[sz]e[ds]?|speculate[ds]?|propos(?:e|es|ed) that|putative|tend(?:s|ed)? to|promising|could (?:\w+ ){0,2}?(?:be (?:due|a|an|the|one|governed|explained|involved|responsible|caused|used|useful|beneficial|effective|attributed|related|associated)|have|contribute|explain|play|represent|become|serve|protect|prevent|account|act|offer|mediate|lead|weaken|help)|remains? unclear|remains? to be|we think|we believe|not yet clear|implicat(?:e|es|ed|ing))\b",
        ),
        (
            HighLike,
            r"\b(?:high|highest|highly|long|longest|long-term|many|most|much|large|largest|great|big|strong|strongly|fast|rapid(?:ly)?|early|earlier|earliest|quick(?:ly)?|over|above|up|elder(?:ly)?|old|older|prolifer\w*|hyper\w*|over\w*|enrich\w*|accumulat\w*|open\w*|frequent\w*|common\w*|active|activity|agonist\w*|excess\w*|extensive|dose-escal\w*|escalat\w*|develop\w*|progress\w*|induc\w*|mediat\w*|driv\w*|superior\w*|wide\w*|heavy|heavily|intens\w*|weight|thick\w*|full\w*|well)\b",
        ),
        (
            LowLike,
            r"\b(?:delay(?:s|ed|ing)?|low|lowest|short|shortest|few|small|smallest|little|weak|weakly|slow\w*|late|later|under|below|down|mild\w*|prevent\w*|prophyla\w*|inhibitor\w*|suppressant\w*|immunosuppress\w*|hypo\w*|deficien\w*|control\w*|stop\w*|against|los[st]\w*|anti\w*|block\w*|light|minor|minimal\w*|weaker|insufficien\w*|knock\w*|delet\w*|silenc\w*|abolish\w*|disappear\w*|fatigue|tired|closed|thin\w*|reliev\w*|relief|remission|resol\w*|narrow\w*|disrupt\w*|damage\w*|injur\w*|obstruct\w*|stagnat\w*|keep|keeps|kept|drop\w*|antagonist\w*|young\w*)\b",
        ),
        (Ability, r"\b(?:could|can|able to|capable of|ability)\b"),
        (
            Negation,
            r"\b(?:not|no|never|without|neither|nor|none|cannot|n't|fail(?:s|ed)? to|lack(?:s|ed|ing)?|absence|absent|un(?:changed|affected|altered|clear|known|able|related|likely)|insufficient|insignificant|non-?significant(?:ly)?|limited|rarely|little|few)\b",
        ),
        (In(C::InVitro), r"\bin[ -]vitro\b"),
        (In(C::InVivo), r"\bin[ -]vivo\b"),
        (In(C::ExVivo), r"\bex[ -]vivo\b"),
        (In(C::Mouse), r"\b(?:mouse|mice|murine)\b"),
        (In(C::Rat), r"\brats?\b"),
        (
            In(C::OtherAnimal),
            r"\b(?:rabbits?|pigs?|porcine|dogs?|canine|monkeys?|macaques?|primates?|guinea pigs?|zebrafish|hamsters?|sheep)\b",
        ),
        (
            In(C::AnimalModel),
            r"\b(?:in animals|animal models?|animal stud(?:y|ies)|animal experiments?)\b",
        ),
        (
            In(C::Human),
            r"\b(?:humans?|patients?|volunteers?|participants?|subjects?|adults?|children|women|men|individuals?|infants?|people|persons?)\b",
        ),
        (In(C::Retrospective), r"\bretrospective(?:ly)?\b"),
        (In(C::Preliminary), r"\b(?:preliminary|pilot)\b"),
        (In(C::DoseDependent), r"\bdose[ -]dependent(?:ly)?\b|\bdose[ -]dependent manner\b"),
        (In(C::DoubleBlind), r"\bdouble[ -](?:blind(?:ed)?|masked)\b"),
        (
            In(C::HealthyVolunteers),
            r"\bhealthy (?:[a-z]+ )?(?:volunteers?|subjects?|adults?|individuals?|men|women|controls?)\b",
        ),
        (In(C::Significant), r"\b(?:statistically )?significant(?:ly)?\b"),
    ])
});

static JAPANESE: Reader = LazyLock::new(|| {
    readers(&[
        (
            Down,
            "低下|減少|低減|抑制|抑え|阻害|減弱|下降|下が|下げ|低く|低い|低かった|低め|低値|減ら|減っ|減り|減る|減じ|減量|減衰|縮小|縮め|縮ん|縮み|短縮|短く|短い|短かった|妨げ|遮断|ブロック|防[いぐぎげ]|予防|防止|にくく|にくい|少なく(?:な|あ|,|、|て)|少ない|少なかった|小さく|小さい|小さかった|弱め|弱く|弱ま|鈍|遅く|遅らせ|低水準|下回|落ち|枯渇|消失|喪失|障害され|ダウンレギュ|発現低下|押さえ|食い止め|止め|鎮静|鎮め|静め|下方制御|弱く|薄れ|軽減|引い(?:た|て)|引き(?:ま|、)|引く",
        ),
        (
            Up,
            "増加|上昇|増大|亢進|促進|促[しすさせ]|加速|高ま|高め|高く|高い|高かった|高値|高水準|高頻度|増や|増え|増し|増強|増幅|増殖させ|上が|上げ|向上|刺激|活性化|活発|延長|長く|長い|長かった|長期化|拡大|多く|多い|多かった|大きく|大きい|大きかった|強く(?:な|し)|強ま|強め|上回|倍増|伸び|速め|早め|速く|早く|助長|盛ん|後押し|アップレギュ|上方制御|引き上げ|膨ら",
        ),
        (
            Better,
            "改善|良く|よく(?:な|し)|良好|優れ|有益|軽快|回復|好転|治[りるっし]|治癒|有効|快方|寛解|消退",
        ),
        (Worse, "悪化|増悪|悪く|ひどく|重症化|劣[らりるっ]"),
        (
            Eased,
            "軽減|緩和|和ら|やわら|軽く|弱め|鎮め|落ち着|おさま|治ま|収ま|楽に|穏やか|マイルド",
        ),
        (
            Restored,
            "強化|修復|回復|維持|保[たちつっ]|保持|高め|支え|元に戻|取り戻|復元|正常化|整え|補強|増強|サポート|裏付",
        ),
        (
            Hedge,
            "可能性|かもしれ|かも知れ|示唆|考えられ|考えてい|考えました|考えます|と考え|思われ|推測|推察|推定|し?うる|し?得る|あり得|ありえ|なり得|なりうる|だろう|でしょう|とみられ|と見られ|とみて|とされ|とみなさ|ようだ|ようで(?:す|し|あ)|今後|これから(?:の課題|決め|明らか|調べ)|必要があ|課題|待たれ|求められ|ように見え|ように思|らしい|らしく|おそれ|恐れ|期待|見込|予想|想定|うかがわ|疑われ|おそらく|恐らく|たぶん|ことがあ|こともあ|ことがあり|場合があ|場合もあ|潜在|見通し|候補|有望|仮説|傾向|まだ[^。]{0,12}てい(?:な|ま)|未だ|いまだ|可能である|明らかではな|明らかになっていな|不明|わかっていな|分かっていな|はっきりし(?:てい)?な|のではない|ではないか|とも(?:いえ|言え)|関与し?て?い?ると|関わっている",
        ),
        (Ability, "できる|でき(?:た|ます|ました|れば|、|,|て)|可能|能力|得る|うる|得た"),
        (
            Negation,
            "な[いくかけ](?:[^らぎど]|$)|ません|ず(?:、|,|に|$|。)|なし|無(?:い|く|か|効|関係|変化|影響)|欠[いくけ如損]|未(?:だ|解明|確認|知|確立|検)|非(?:有意|特異|腫瘍|ステロイド)|不(?:十分|明|変|可|能|在)|ほとんど|わずか|限られ|限定|乏し|稀|まれ|無しに|見られず|認めず|示さず|失敗",
        ),
        (
            In(C::InVitro),
            r"in ?vitro|イン[・ ]?ビトロ|インヴィトロ|試験管|培養|シャーレ|生体外|体外|実験室|細胞実験|細胞レベルの実験|細胞を用い",
        ),
        (In(C::InVivo), r"in ?vivo|イン[・ ]?ビボ|インヴィヴォ|生体|体内|動物|生きた|個体"),
        (In(C::ExVivo), r"ex ?vivo|エクス[・ ]?ビボ|エクスビボ|生体外|体外|摘出|取り出した|切除"),
        (In(C::Mouse), "マウス|ネズミ|ハツカネズミ|げっ歯"),
        (In(C::Rat), "ラット|ネズミ|げっ歯"),
        (
            In(C::OtherAnimal),
            "ウサギ|うさぎ|家兎|ブタ|豚|イヌ|犬|サル|猿|マカク|霊長|モルモット|ゼブラフィッシュ|ハムスター|ヒツジ|羊",
        ),
        (In(C::AnimalModel), "動物|マウス|ラット|ウサギ|ブタ|イヌ|サル|匹"),
        (
            In(C::Human),
            "ヒト|人間|患者|ボランティア|志願者|参加者|被験者|対象者|成人|大人|小児|子ども|子供|こども|児|女性|男性|個人|人|例|者|方|乳児|名",
        ),
        (In(C::Retrospective), "後ろ向き|後向き|レトロスペクティブ|回顧|さかのぼ|遡"),
        (In(C::Preliminary), "予備|パイロット|暫定|初期|準備段階|小規模|試験的"),
        (
            In(C::DoseDependent),
            "用量依存|容量依存|濃度依存|用量に依存|用量に応じ|量に応じ|投与量が(?:多|増)|投与量に|量が増え|量が多|量に比例|用量反応",
        ),
        (In(C::DoubleBlind), "盲検|遮蔽|マスク|ブラインド|二重|知らされ|伏せ|わからない"),
        (In(C::HealthyVolunteers), "健康|健常|ボランティア|志願|正常|元気"),
        (
            In(C::Significant),
            "有意|統計|顕著|著し|大幅|大きく|明らか|意味のある|はっきり|かなり|目立|重要|重大",
        ),
    ])
});

/// What an English (prepared) text says.
pub(super) fn english(text: &str) -> Vec<Sign> {
    let mut signs = read(&ENGLISH, text);
    // "Fell asleep", "eye drops" and "five or more" are no directions.
    signs.retain(|sign| {
        let (before, word) = (&text[..sign.range.start], &text[sign.range.clone()]);
        !(text[sign.range.end..].starts_with(" asleep")
            || word == "drops" && before.ends_with("eye ")
            || matches!(sign.what, Up | Down)
                && before.ends_with(" or ")
                && word.len() < 8
                && matches!(
                    word,
                    "more" | "less" | "fewer" | "higher" | "lower" | "greater" | "longer"
                ))
    });
    // "Fewer than 10" is a bound, not a direction.
    signs.retain(|sign| {
        let after = &text[sign.range.end..];
        let than = after.strip_prefix(" than ").unwrap_or_default();
        let first = than.split(' ').next().unwrap_or_default();
        let counts = [
            "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "half",
            "a", "twice", "once",
        ];
        let likely = &text[sign.range.clone()] == "likely"
            && ["less ", "more ", "as ", "times ", "twice as ", "equally "]
                .iter()
                .any(|word| text[..sign.range.start].ends_with(word));
        let counted = than.starts_with(|c: char| c.is_ascii_digit()) || counts.contains(&first);
        !likely && !counted
    });
    signs
}

/// What a Japanese (prepared) text says.
pub(super) fn japanese(text: &str) -> Vec<Sign> {
    let mut signs = read(&JAPANESE, text);
    // 阻害薬 and 炎症促進性 name things, and do not say what happened to them.
    const NAMES: [&str; 8] = ["性", "薬", "剤", "因子", "細胞", "受容体", "遺伝子", "療法"];
    signs.retain(|sign| {
        let direction = matches!(sign.what, Up | Down | Eased | Restored);
        !direction || !NAMES.iter().any(|word| text[sign.range.end..].starts_with(word))
    });
    // 可能性が低い is likelihood, not less of something.
    signs.retain(|sign| {
        let before = &text[..sign.range.start];
        !(text[sign.range.clone()].starts_with(['低', '高'])
            && ["可能性が", "可能性は", "可能性も"].iter().any(|words| before.ends_with(words)))
    });
    // 「4時間より多く」 is a bound.
    signs.retain(|sign| {
        let before = text[..sign.range.start].trim_end_matches('も');
        !(before.ends_with("より")
            && before.chars().rev().nth(2).is_some_and(|c| "間人例本回日週月年%gl上".contains(c)))
    });
    signs
}

fn read(readers: &[(What, Regex)], text: &str) -> Vec<Sign> {
    let mut signs: Vec<Sign> = readers
        .iter()
        .flat_map(|(what, regex)| {
            regex.find_iter(text).map(|found| Sign { what: *what, range: found.range() })
        })
        .collect();
    signs.sort_by_key(|sign| (sign.range.start, sign.what));
    signs
}
