//! Bodies as Portable Text: an array of objects with `_type` and `_key`.
//!
//! Headings, paragraphs and lists become `block`s with spans and `markDefs`; every other block becomes
//! an object of its own `_type`, named as in our JSON (`quotation`, `eligibility`, …), whose rich texts
//! are arrays of `block`s.

use kanshu_domain::{
    block::{Block, BlockContent},
    derived,
    values::{MarkStyle, RichText},
};
use serde_json::{Map, Value, json};

use crate::{Context, spans};

/// The body as an array. `_key` of a block is its id, so keys survive edits.
pub fn render(blocks: &[Block], context: &Context<'_>) -> Value {
    let mut out = Vec::new();
    for block in blocks {
        let key = block.id.to_string();
        match &block.content {
            BlockContent::Heading(heading) => {
                let style = format!("h{}", u8::from(heading.level));
                let mut object = plain_block(&key, &style, heading.text.as_str());
                object.insert("anchor".to_owned(), json!(derived::anchor(block.id)));
                if let Some(ordinal) = &heading.ordinal {
                    object.insert("ordinal".to_owned(), json!(ordinal));
                }
                out.push(Value::Object(object));
            }
            BlockContent::Paragraph(block) => {
                out.push(Value::Object(text_block(&key, "normal", &block.text, context)));
            }
            BlockContent::List(list) => {
                if let Some(label) = &list.label {
                    let key = format!("{key}-label");
                    out.push(Value::Object(plain_block(&key, "list_label", label.as_str())));
                }
                let kind = if list.ordered { "number" } else { "bullet" };
                for (i, item) in list.items.iter().enumerate() {
                    let key = format!("{key}-{i}");
                    let mut object = text_block(&key, "normal", item, context);
                    object.insert("listItem".to_owned(), json!(kind));
                    object.insert("level".to_owned(), json!(1));
                    out.push(Value::Object(object));
                }
            }
            content => out.push(typed(&key, content, context)),
        }
    }
    Value::Array(out)
}

/// Rich text as an array of one `block`.
pub fn rich(text: &RichText, context: &Context<'_>) -> Value {
    json!([text_block("t", "normal", text, context)])
}

fn plain_block(key: &str, style: &str, text: &str) -> Map<String, Value> {
    let span = json!({ "_type": "span", "_key": "s0", "text": text, "marks": [] });
    block_of(key, style, vec![span], Vec::new())
}

fn block_of(
    key: &str,
    style: &str,
    children: Vec<Value>,
    mark_defs: Vec<Value>,
) -> Map<String, Value> {
    let mut object = Map::new();
    object.insert("_type".to_owned(), json!("block"));
    object.insert("_key".to_owned(), json!(key));
    object.insert("style".to_owned(), json!(style));
    object.insert("children".to_owned(), Value::Array(children));
    object.insert("markDefs".to_owned(), Value::Array(mark_defs));
    object
}

fn text_block(
    key: &str,
    style: &str,
    text: &RichText,
    context: &Context<'_>,
) -> Map<String, Value> {
    let mark_defs = text
        .marks()
        .iter()
        .enumerate()
        .filter_map(|(i, mark)| match &mark.style {
            MarkStyle::Link { href } => {
                Some(json!({ "_type": "link", "_key": format!("m{i}"), "href": href }))
            }
            MarkStyle::Citation { citation } => Some(json!({
                "_type": "citation",
                "_key": format!("m{i}"),
                "citation": citation,
                "number": context.number(Some(*citation)),
            })),
            _ => None,
        })
        .collect();
    let children = spans::segments(text)
        .into_iter()
        .enumerate()
        .map(|(i, segment)| {
            let mut marks: Vec<String> = Vec::new();
            for (index, mark) in &segment.marks {
                let name = match mark.style {
                    MarkStyle::Strong => "strong".to_owned(),
                    MarkStyle::Emphasis => "em".to_owned(),
                    MarkStyle::Subscript => "sub".to_owned(),
                    MarkStyle::Superscript => "sup".to_owned(),
                    MarkStyle::Link { .. } | MarkStyle::Citation { .. } => format!("m{index}"),
                };
                if !marks.contains(&name) {
                    marks.push(name);
                }
            }
            json!({
                "_type": "span", "_key": format!("s{i}"), "text": segment.text, "marks": marks,
            })
        })
        .collect();
    block_of(key, style, children, mark_defs)
}

/// A block with its own `_type`: its own fields, rich texts replaced by arrays of `block`s.
fn typed(key: &str, content: &BlockContent, context: &Context<'_>) -> Value {
    let mut value = match content {
        // The one typed block whose rich text lies flat in its JSON.
        BlockContent::KeyAnswer(block) => json!({ "text": rich(&block.text, context) }),
        content => {
            let mut value = serde_json::to_value(content).unwrap_or_default();
            for (field, text) in content.rich_texts() {
                let pointer = format!("/{}", field.replace(['.', '['], "/").replace(']', ""));
                if let Some(place) = value.pointer_mut(&pointer) {
                    *place = rich(text, context);
                }
            }
            value
        }
    };
    give_keys(&mut value);
    if let Value::Object(fields) = &mut value {
        fields.remove("type");
        fields.insert("_type".to_owned(), json!(content.type_name()));
        fields.insert("_key".to_owned(), json!(key));
        if let BlockContent::CasePhoto(_) = content {
            // Like the other formats: the record of the patient's consent is not for readers.
            fields.remove("consent");
        }
        if let BlockContent::Quotation(quotation) = content {
            fields.insert("number".to_owned(), json!(context.number(quotation.citation)));
        }
    }
    value
}

/// Portable Text wants a `_key` on every object in an array.
fn give_keys(value: &mut Value) {
    match value {
        Value::Array(items) => {
            for (i, item) in items.iter_mut().enumerate() {
                if let Value::Object(fields) = item {
                    fields.entry("_key").or_insert_with(|| json!(format!("k{i}")));
                }
                give_keys(item);
            }
        }
        Value::Object(fields) => fields.values_mut().for_each(give_keys),
        _ => {}
    }
}
