use kanshu_domain::{
    content::Content,
    derived::{anchor, badge, bibliography, reading_time_minutes, table_of_contents},
    kind::Kind,
    values::Locale,
};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::fixtures::{content, group};

fn heading(n: u128, level: u8, text: &str) -> Value {
    json!({ "id": Uuid::from_u128(n), "type": "heading", "level": level, "text": text })
}

#[test]
fn the_table_of_contents_nests_and_its_anchors_survive_rewording() {
    let page = |text: &str| {
        let body = json!([
            heading(0xa, 2, text),
            heading(0xb, 3, "作用"),
            heading(0xc, 4, "細目"),
            heading(0xd, 2, "料金"),
        ]);
        content(Kind::Article, json!({ "title": "題", "body": body }))
    };
    let toc = table_of_contents(page("しくみ").body(), 3);
    assert_eq!(toc.len(), 2);
    assert_eq!(toc[0].children[0].text, "作用");
    assert!(toc[0].children[0].children.is_empty(), "level 4 lies below the limit");
    let reworded = table_of_contents(page("しくみを知る").body(), 3);
    assert_eq!(reworded[0].anchor, toc[0].anchor);
    assert_eq!(toc[0].anchor, "h-00000000000a");
    assert_ne!(anchor(page("x").body()[0].id), anchor(page("x").body()[1].id));
}

#[test]
fn japanese_is_read_at_500_characters_a_minute() {
    let ja = Locale::ja();
    assert_eq!(reading_time_minutes(&"あ".repeat(500), &ja), 1);
    assert_eq!(reading_time_minutes(&"あ".repeat(501), &ja), 2);
    assert_eq!(reading_time_minutes("", &ja), 1);
    assert_eq!(reading_time_minutes(&"word ".repeat(401), &Locale::en()), 3);
}

#[test]
fn the_bibliography_is_numbered_by_first_use() {
    let cited = |n| json!([{ "start": 0, "end": 1, "type": "citation", "citation": group(n) }]);
    let body = json!([
        { "id": Uuid::from_u128(1), "type": "paragraph", "text": "一", "marks": cited(8) },
        { "id": Uuid::from_u128(2), "type": "paragraph", "text": "二", "marks": cited(7) },
        { "id": Uuid::from_u128(3), "type": "paragraph", "text": "三", "marks": cited(8) },
    ]);
    let page = content(Kind::Article, json!({ "title": "題", "body": body }));
    assert_eq!(bibliography(&page), [(1, group(8)), (2, group(7))]);
}

#[test]
fn the_badge_comes_from_the_author_alone() {
    let by = |author: Value| match content(Kind::Article, json!({"title": "題", "author": author}))
    {
        Content::Article(article) => badge(&article),
        _ => None,
    };
    assert!(by(json!({ "physician": group(1) })).is_some());
    assert!(by(json!({ "name": "医師 太郎" })).is_none());
}
