use kanshu_domain::{dossier::Dossier, kind::Kind};
use serde_json::{Value, json};

use super::fixtures::{CLINIC, PHYSICIAN, fields, fires, group, lawful, page, remove, said};

fn written_by(author: Value) -> Dossier {
    lawful(|all| all["article"]["author"] = author)
}

#[test]
fn jp_c03_wants_a_record_behind_a_physician() {
    let claims = written_by(json!({ "name": "架空 太郎", "role": "皮膚科医師" }));
    let expected = ("author.role".to_owned(), None, "皮膚科医師".to_owned());
    assert_eq!(said(&fires("JP-C03", &claims)), [expected]);
    assert_eq!(fires("JP-C03", &written_by(json!({ "name": "架空 太郎", "role": "編集部" }))), []);
    assert_eq!(fires("JP-C03", &lawful(|_| {})), []);
}

#[test]
fn jp_c04_wants_a_supervising_physician() {
    for (kind, name) in [(Kind::Article, "article"), (Kind::Treatment, "treatment")] {
        let without = page(kind, name, |all| remove(&mut all[name], "supervisingPhysician"));
        assert_eq!(fields(&fires("JP-C04", &without)), ["supervisingPhysician"]);
    }
    assert_eq!(fires("JP-C04", &page(Kind::Clinic, "clinic", |_| {})), []);
}

#[test]
fn jp_c09_wants_a_name() {
    let without = lawful(|all| remove(&mut all["article"], "author"));
    assert_eq!(fields(&fires("JP-C09", &without)), ["author"]);
    let nobody = written_by(json!({ "name": "架空クリニックの医師" }));
    assert_eq!(fields(&fires("JP-C09", &nobody)), ["author.name"]);
    assert_eq!(fires("JP-C09", &written_by(json!({ "name": "架空 太郎" }))), []);
}

#[test]
fn jp_c07_holds_titles_to_the_list() {
    let titled = |name: &str, body: Value| {
        lawful(|all| {
            let credential = json!({ "name": { "ja": name }, "issuingBody": body });
            all["physician"]["credentials"] = json!([credential]);
        })
    };
    let by = |body: &str| json!({ "ja": body });
    for (name, body) in [
        ("皮膚科専門医", "日本専門医機構"),
        ("皮膚科専門医", "公益社団法人日本皮膚科学会"),
        ("日本皮膚科学会認定 皮膚科専門医", "日本皮膚科学会"),
        ("日本レーザー医学会認定レーザー専門医", "日本レーザー医学会"),
        ("日本皮膚科学会皮膚科専門医", "公益社団法人日本皮膚科学会"),
        ("皮膚科専門医(日本皮膚科学会)", "日本皮膚科学会"),
        ("周産期(新生児)専門医", "日本周産期・新生児医学会"),
        ("小児歯科専門医", "日本歯科専門医機構"),
        ("レーザー指導医", "日本レーザー医学会"),
        ("医学博士", "架空大学"),
    ] {
        assert_eq!(fires("JP-C07", &titled(name, by(body))), [], "{name} {body}");
    }
    for (name, body) in [
        ("美容皮膚科専門医", by("日本専門医機構")),
        ("皮膚科専門医", by("日本レーザー医学会")),
        ("皮膚科専門医", by("架空専門医機構")),
        ("皮膚科専門医", by("日本歯科専門医機構")),
        ("美容皮膚科専門医(日本皮膚科学会)", by("日本皮膚科学会")),
        ("レーザー専門医", by("日本専門医機構")),
        ("皮膚科専門医", json!({})),
        ("認定医", json!({})),
    ] {
        let breaches = fires("JP-C07", &titled(name, body));
        assert_eq!(breaches.len(), 1, "{name}");
        assert_eq!(breaches[0].place.target, Some(group(PHYSICIAN)));
    }
    let own = page(Kind::Physician, "physician", |all| {
        all["physician"]["credentials"][0]["validUntil"] = json!("2026-11-21");
    });
    assert_eq!(fields(&fires("JP-C07", &own)), ["credentials[0]"]);
}

#[test]
fn jp_c08_holds_departments_to_the_list() {
    let breaches = |departments: Value| {
        fires("JP-C08", &lawful(|all| all["clinic"]["departments"] = departments))
    };
    let permitted = json!([
        "皮膚科",
        "美容皮膚科",
        "皮膚科・美容皮膚科",
        "小児皮膚科",
        "脳神経外科",
        "心臓血管外科",
        "糖尿病・代謝内科",
        "内科(循環器)",
        "漢方内科",
        "ペインクリニック外科",
        "心療内科",
        "女性泌尿器科",
        "小児アレルギー科",
        "形成外科",
        "麻酔科",
        "歯科口腔外科",
        "Dermatology",
        "内科、呼吸器内科",
    ]);
    assert_eq!(said(&breaches(permitted)), []);
    for name in
        ["再生医療科", "アトピー科", "アンチエイジング科", "整形内科", "毛髪外科", "皮膚科・美肌科"]
    {
        let found = breaches(json!([name]));
        assert_eq!(said(&found), [("clinic".to_owned(), Some(group(CLINIC)), name.to_owned())]);
    }
    let own = page(Kind::Clinic, "clinic", |all| {
        all["clinic"]["departments"] = json!(["皮膚科", "再生医療科"]);
    });
    assert_eq!(fields(&fires("JP-C08", &own)), ["departments[1]"]);
}

#[test]
fn jp_d08_reads_addresses() {
    let at = |url: &str| fires("JP-D08", &lawful(|all| all["clinic"]["url"] = json!(url)));
    for url in [
        "https://naoru-atopy.example/",
        "https://ga-n-naoru.example/",
        "https://kakuu-no1.example/",
    ] {
        assert_eq!(at(url).len(), 1, "{url}");
    }
    for url in
        ["https://kakuu-clinic.example/naoru", "https://secure.example/", "https://kanno1.example/"]
    {
        assert_eq!(at(url), [], "{url}");
    }
    let mail = lawful(|all| {
        all["clinic"]["contactPoints"][1]["value"] = json!("kanchi@clinic.example");
    });
    assert_eq!(fires("JP-D08", &mail)[0].matched, "kanchi@clinic.example");
}
