//! Bodies in four formats.

use kanshu_domain::{
    block::Block,
    id::{GroupId, SequentialIds},
    values::{Locale, RichText},
};
use kanshu_formats::{Context, column, html, markdown, plain_text, portable_text};
use proptest::prelude::*;
use serde_json::{Value, json};

const CITED: &str = "01900000-0000-7000-8000-000000000001";

fn body(blocks: Vec<Value>) -> Vec<Block> {
    (1..)
        .zip(blocks)
        .map(|(n, mut block)| {
            block["id"] = json!(format!("01900000-0000-7000-8000-{n:012x}"));
            serde_json::from_value(block).expect("a block")
        })
        .collect()
}

fn with_context<T>(show: impl FnOnce(&Context<'_>) -> T) -> T {
    let locale = Locale::ja();
    let cited: GroupId = CITED.parse().expect("an id");
    let number = move |group: GroupId| (group == cited).then_some(2);
    let titles = |_: GroupId| Some("A <b>fictional</b> paper".to_owned());
    show(&Context { locale: &locale, citation_number: &number, titles: &titles })
}

fn quotation() -> Value {
    json!({
        "type": "quotation",
        "original": { "lang": "en", "text": "PDRN helps.[12] [...] It may." },
        "translation": { "lang": "ja", "text": "PDRNは助けになる。" },
        "citation": CITED,
        "locator": "4.8",
        "elisions": [{ "start": 16, "end": 21, "text": "[...]" }],
        "markers": [{ "start": 11, "end": 15, "text": "[12]" }],
    })
}

#[test]
fn html_shows_headings_with_their_anchors_and_quotations_in_both_languages() {
    let blocks = body(vec![
        json!({ "type": "heading", "level": 2, "ordinal": { "number": 1, "label": "①" }, "text": "A & B" }),
        quotation(),
    ]);
    let shown = with_context(|context| html::render(&blocks, context));
    assert_eq!(
        shown,
        "<h2 id=\"h-000000000001\"><span class=\"ordinal\">①</span> A &amp; B</h2>\n\
         <figure class=\"quotation\"><blockquote lang=\"en\"><p>PDRN helps.\
         <span class=\"source-marker\">[12]</span> <span class=\"elision\">[...]</span> It may.</p>\
         </blockquote><div class=\"translation\"><p class=\"translation-label\">和訳</p>\
         <blockquote lang=\"ja\"><p>PDRNは助けになる。</p></blockquote></div>\
         <figcaption>出典：<cite>A &lt;b&gt;fictional&lt;/b&gt; paper</cite> \
         <span class=\"locator\">4.8</span> <a class=\"citation\" href=\"#ref-2\">[2]</a></figcaption></figure>"
    );
}

#[test]
fn overlapping_marks_nest_and_a_citation_follows_its_words() {
    let text: RichText = serde_json::from_value(json!({
        "text": "abcdef",
        "marks": [
            { "type": "strong", "start": 0, "end": 4 },
            { "type": "emphasis", "start": 2, "end": 6 },
            { "type": "citation", "start": 1, "end": 3, "citation": CITED },
        ],
    }))
    .expect("rich text");
    with_context(|context| {
        assert_eq!(
            html::rich(&text, context),
            "<strong>ab<em>c</em></strong><a class=\"citation\" href=\"#ref-2\">[2]</a>\
             <strong><em>d</em></strong><em>ef</em>"
        );
        assert_eq!(markdown::rich(&text, context), "**ab*c***[\\[2\\]](#ref-2)***d****ef*");
        let spans = portable_text::rich(&text, context);
        assert_eq!(spans[0]["children"][2]["marks"], json!(["strong", "em", "m2"]));
        assert_eq!(spans[0]["markDefs"][0]["_type"], "citation");
        assert_eq!(spans[0]["markDefs"][0]["number"], 2);
    });
}

#[test]
fn markdown_escapes_what_it_could_read_as_markup() {
    let blocks = body(vec![
        json!({ "type": "paragraph", "text": "# no heading\n1. no list\n- none\n<script>*x* [a](b) & `c`" }),
        json!({ "type": "list", "ordered": true, "items": [{ "text": "one\ntwo" }, { "text": "three" }] }),
    ]);
    assert_eq!(
        with_context(|context| markdown::render(&blocks, context)),
        "\\# no heading\\\n1\\. no list\\\n\\- none\\\n\\<script\\>\\*x\\* \\[a\\](b) \\& \\`c\\`\n\n\
         1. one\\\n   two\n2. three\n"
    );
}

#[test]
fn portable_text_keeps_typed_blocks_by_their_names() {
    let blocks = body(vec![
        json!({ "type": "list", "label": "L", "items": [{ "text": "one" }] }),
        json!({ "type": "faq", "items": [{ "question": "Q", "answer": { "text": "A" } }] }),
        json!({ "type": "key_answer", "text": "Yes" }),
        quotation(),
    ]);
    let shown = with_context(|context| portable_text::render(&blocks, context));
    assert_eq!(shown[0]["style"], "list_label");
    assert_eq!(shown[1]["listItem"], "bullet");
    assert_eq!(shown[2]["_type"], "faq");
    assert_eq!(shown[2]["items"][0]["answer"][0]["children"][0]["text"], "A");
    assert_eq!(shown[2]["items"][0]["_key"], "k0");
    assert_eq!(shown[3]["text"][0]["children"][0]["text"], "Yes");
    assert_eq!(shown[4]["_type"], "quotation");
    assert_eq!(shown[4]["_key"], "01900000-0000-7000-8000-000000000004");
    assert_eq!(shown[4]["number"], 2);
}

#[test]
fn plain_text_says_the_verdict_in_words() {
    let blocks = body(vec![json!({
        "type": "eligibility",
        "rules": [{ "state": "active", "verdict": "not_eligible", "label": "活動期", "criteria": ["赤い"] }],
    })]);
    let shown = with_context(|context| plain_text::render(&blocks, context));
    assert_eq!(shown, "活動期\n受けられない\n赤い");
}

#[test]
fn the_text_for_reading_time_is_what_a_reader_reads() {
    let text = "題名\n\n※効果には個人差があります。\n\n「痛い?」\n\n導入です。\n\n■ 見出し\n\n本文です。\n";
    let column = column::import(text, &Locale::ja(), &SequentialIds::default()).expect("a column");
    assert_eq!(
        plain_text::of_content(&column.draft.into()),
        "※効果には個人差があります。\n\n痛い?\n\n導入です。\n\n見出し\n\n本文です。"
    );
}

/// Text that tries to be markup.
fn hostile() -> impl Strategy<Value = String> {
    let parts = prop::sample::select(vec![
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "\"><svg onload=x>",
        "'",
        "\"",
        "&lt;",
        "</p>",
        "<!--",
        "-->",
        "]]>",
        "<",
        ">",
        "&",
        "javascript:x",
        "[a](javascript:x)",
        "`",
        "\n",
        "\n\n",
        "\\",
        "# ",
        "字",
        "\u{202e}",
        "{{x}}",
        "a",
    ]);
    prop::collection::vec(parts, 1..12).prop_map(|parts| format!("x{}", parts.concat()))
}

/// Every `<` opens or closes an element of the list, with nothing but known attributes.
fn assert_only_known_elements(shown: &str) {
    for part in shown.split('<').skip(1) {
        let (tag, text) = part.split_once('>').expect("a closed tag");
        let name = tag.trim_start_matches('/').split(' ').next().unwrap_or_default();
        assert!(html::ELEMENTS.contains(&name), "<{name}> in {shown}");
        assert!(!text.contains('>'), "a stray > in {shown}");
        let mut rest = tag.trim_start_matches('/').trim_start_matches(name).trim();
        while !rest.is_empty() {
            let (attribute, tail) = rest.split_once("=\"").expect("a quoted attribute");
            let known = ["class", "id", "href", "src", "alt", "lang", "width", "height"];
            assert!(known.contains(&attribute) || attribute.starts_with("data-"), "{attribute}");
            let (value, tail) = tail.split_once('"').expect("a closed attribute");
            assert!(!value.starts_with("javascript:"), "{value}");
            rest = tail.trim();
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_text_becomes_markup(text in hostile(), start in 0_usize..3, length in 1_usize..6) {
        let line = text.replace('\n', " ");
        let end = (start + length).min(text.chars().count());
        let start = start.min(end - 1);
        let rich = json!({ "text": text, "marks": [
            { "type": "strong", "start": start, "end": end },
            { "type": "link", "start": 0, "end": end, "href": "https://clinic.example/?a=\"><b>&c='" },
            { "type": "citation", "start": start, "end": end, "citation": CITED },
        ] });
        let image = json!({ "url": "https://clinic.example/a.png", "alt": line });
        let paragraph = json!({ "type": "paragraph", "text": rich["text"], "marks": rich["marks"] });
        let blocks = body(vec![
            json!({ "type": "heading", "level": 2, "text": line }),
            paragraph,
            json!({ "type": "list", "label": line, "items": [rich] }),
            json!({ "type": "disclaimer", "kind": "other", "text": text }),
            json!({ "type": "reader_questions", "questions": [line] }),
            json!({ "type": "definition", "term": line, "definition": rich }),
            json!({ "type": "eligibility", "decisionNote": text, "rules": [
                { "state": "stable", "verdict": "eligible", "label": line, "text": line, "criteria": [line] }] }),
            json!({ "type": "quotation", "original": { "lang": "en", "text": text },
                "translation": { "lang": "ja", "text": text }, "sourceTitle": line, "locator": line,
                "markers": [{ "start": start, "end": end, "text": "m" }, { "start": 0, "end": 900, "text": "m" }] }),
            json!({ "type": "takeaway", "text": rich, "chain": [line] }),
            json!({ "type": "risks", "items": [{ "title": line, "text": rich }] }),
            json!({ "type": "banner", "label": line }),
            json!({ "type": "cta", "kind": "inquiry", "text": text }),
            json!({ "type": "faq", "items": [{ "question": line, "answer": rich }] }),
            json!({ "type": "case_photo", "before": image, "after": image, "edited": true, "content": text,
                "sessions": line, "cost": line, "risks": text }),
            json!({ "type": "table", "caption": line, "header": [line], "rows": [[line], [null]] }),
            json!({ "type": "figure", "image": image, "caption": line }),
            json!({ "type": "footnotes", "items": [{ "label": line, "text": rich }] }),
        ]);
        with_context(|context| {
            assert_only_known_elements(&html::render(&blocks, context));
            let shown = markdown::render(&blocks, context);
            for (at, _) in shown.match_indices('<') {
                let before = &shown[..at];
                let escaped = before.chars().rev().take_while(|c| *c == '\\').count() % 2 == 1;
                assert!(escaped || before.ends_with("]("), "raw HTML in {shown}");
            }
            portable_text::render(&blocks, context);
            plain_text::render(&blocks, context);
        });
    }
}
