use kanshu_domain::kind::Kind;
use serde_json::json;

use super::fixtures::{CITATION, fields, fires, group, id, lawful, page, remove, said};

#[test]
fn jp_v03_wants_complete_sources() {
    for field in ["authors", "containerTitle", "issued", "doi"] {
        let dossier = lawful(|all| remove(&mut all["citation"], field));
        let expected = ("body[2].citation".to_owned(), Some(group(CITATION)), String::new());
        assert_eq!(said(&fires("JP-V03", &dossier)), [expected], "{field}");
    }
    let nameless = lawful(|all| remove(&mut all["article"]["body"][2], "citation"));
    assert_eq!(fields(&fires("JP-V03", &nameless)), ["body[2].citation"]);
    let own = page(Kind::Citation, "citation", |all| remove(&mut all["citation"], "issued"));
    assert_eq!(fields(&fires("JP-V03", &own)), ["issued"]);
    let marked = lawful(|all| {
        remove(&mut all["citation"], "doi");
        let mark = json!({ "type": "citation", "start": 0, "end": 3, "citation": id(CITATION) });
        all["article"]["lead"][0]["marks"] = json!([mark]);
        all["article"]["body"] = json!([]);
    });
    assert_eq!(fields(&fires("JP-V03", &marked)), ["lead[0][0]"]);
}

#[test]
fn jp_v05_calls_a_press_release_by_its_name() {
    let introduced = |source: &str, text: &str| {
        lawful(|all| {
            all["citation"]["type"] = json!(source);
            all["article"]["body"][1]["text"] = json!(text);
        })
    };
    let called =
        fires("JP-V05", &introduced("press_release", "以下の医学論文は、次のことを示します。"));
    assert_eq!(said(&called), [("body[1].text".to_owned(), None, "医学論文".to_owned())]);
    let range = called[0].place.range.unwrap();
    assert_eq!((range.start, range.end), (3, 7));
    assert_eq!(fires("JP-V05", &introduced("journal_article", "以下の医学論文を引用します。")), []);
    for honest in ["大学の発表を引用します。", "次は論文ではなく、大学の発表資料からの引用です。"]
    {
        assert_eq!(fires("JP-V05", &introduced("press_release", honest)), [], "{honest}");
    }

    let marked = lawful(|all| {
        all["citation"]["type"] = json!("web");
        let mark = json!({ "type": "citation", "start": 8, "end": 12, "citation": id(CITATION) });
        let text = "前置きです。ある論文によれば有効です。";
        all["article"]["lead"] = json!([{ "text": text, "marks": [mark] }]);
        all["article"]["body"] = json!([]);
    });
    assert_eq!(fires("JP-V05", &marked)[0].matched, "論文");
}

#[test]
fn jp_v09_knows_the_newest_edition() {
    let guideline = |year: u16| {
        lawful(|all| {
            all["citation"]["type"] = json!("guideline");
            all["citation"]["title"] = json!("アトピー性皮膚炎診療ガイドライン");
            all["citation"]["issued"] = json!({ "year": year });
        })
    };
    assert_eq!(fields(&fires("JP-V09", &guideline(2018))), ["body[2].citation"]);
    assert_eq!(fires("JP-V09", &guideline(2024)), []);
}
