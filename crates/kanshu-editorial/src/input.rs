//! What clients hand in, made ready for the domain.

use std::collections::{BTreeMap, BTreeSet};

use kanshu_domain::{
    block::Block,
    content::Content,
    decode::FieldError,
    id::{BlockId, DocumentId, GroupId, Ids},
    kind::Kind,
};
use kanshu_persistence::Work;
use serde_json::Value;

use crate::EditorialError;

/// Decodes content that a client wrote. Block ids that stand in `known` are kept, all others minted.
pub(crate) fn decode(
    kind: Kind,
    value: Value,
    known: &[Block],
    ids: &dyn Ids,
) -> Result<Content, EditorialError> {
    let known = known.iter().map(|block| block.id).collect();
    decode_keeping(kind, value, &known, ids)
}

/// Decodes content, keeping the `known` ids of blocks and minting all others.
pub(crate) fn decode_keeping(
    kind: Kind,
    mut value: Value,
    known: &BTreeSet<BlockId>,
    ids: &dyn Ids,
) -> Result<Content, EditorialError> {
    if let Some(Value::Array(blocks)) = value.get_mut("body") {
        for block in blocks.iter_mut().filter_map(Value::as_object_mut) {
            let given = block.get("id").and_then(Value::as_str).and_then(|id| id.parse().ok());
            if !given.is_some_and(|id: BlockId| known.contains(&id)) {
                block.insert("id".to_owned(), Value::String(ids.next().to_string()));
            }
        }
    }
    Content::decode(kind, value).map_err(EditorialError::Invalid)
}

/// Refuses references to what does not exist or is of another kind. A draft may refer to drafts.
pub(crate) async fn check_references(
    work: &Work,
    content: &Content,
    own: &[GroupId],
) -> Result<(), EditorialError> {
    let references = content.references();
    let targets: BTreeSet<GroupId> = references.iter().map(|r| r.target).collect();
    let targets: Vec<GroupId> = targets.into_iter().filter(|t| !own.contains(t)).collect();
    if targets.is_empty() {
        return Ok(());
    }
    let kinds: BTreeMap<GroupId, Kind> =
        work.groups(&targets).await?.into_iter().map(|(group, kind, _)| (group, kind)).collect();
    let strangers: Vec<DocumentId> = targets
        .iter()
        .filter(|target| !kinds.contains_key(target))
        .map(|target| DocumentId(target.0))
        .collect();
    let translations: BTreeMap<DocumentId, GroupId> = match strangers.as_slice() {
        [] => BTreeMap::new(),
        some => work.groups_of(some).await?.into_iter().collect(),
    };
    let errors: Vec<FieldError> = references
        .iter()
        .filter(|reference| !own.contains(&reference.target))
        .filter_map(|reference| {
            let expected = reference.role.target_kind();
            match kinds.get(&reference.target) {
                Some(kind) if *kind == expected => None,
                Some(kind) => Some(FieldError::coded(
                    &reference.field,
                    "wrong_kind",
                    format!("{} is a {kind}, not a {expected}", reference.target),
                )),
                None => {
                    let message = match translations.get(&DocumentId(reference.target.0)) {
                        Some(group) => format!(
                            "{} is one translation; refer to its translation group {group}",
                            reference.target
                        ),
                        None => format!("there is no {expected} {}", reference.target),
                    };
                    Some(FieldError::coded(&reference.field, "not_found", message))
                }
            }
        })
        .collect();
    if errors.is_empty() { Ok(()) } else { Err(EditorialError::Invalid(errors)) }
}

/// Applies a JSON merge-patch (RFC 7396).
pub(crate) fn merge_patch(target: &mut Value, patch: Value) {
    let Value::Object(patch) = patch else {
        *target = patch;
        return;
    };
    if !target.is_object() {
        *target = Value::Object(serde_json::Map::new());
    }
    let Some(fields) = target.as_object_mut() else { return };
    for (name, value) in patch {
        if value.is_null() {
            fields.remove(&name);
        } else {
            merge_patch(fields.entry(name).or_insert(Value::Null), value);
        }
    }
}

/// A text that must say something: a comment, a reason.
pub(crate) fn words(field: &str, text: &str) -> Result<String, EditorialError> {
    kanshu_domain::values::Prose::parse(text).map(|prose| prose.as_str().trim().to_owned()).map_err(
        |invalid| EditorialError::Invalid(vec![FieldError::invalid(field, invalid.to_string())]),
    )
}

/// An optional text; blank counts as none.
pub(crate) fn optional_words(
    field: &str,
    text: Option<String>,
) -> Result<Option<String>, EditorialError> {
    text.filter(|text| !text.trim().is_empty()).map(|text| words(field, &text)).transpose()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_merge_patch_follows_the_examples_of_rfc_7396() {
        let cases = [
            (json!({"a":"b"}), json!({"a":"c"}), json!({"a":"c"})),
            (json!({"a":"b"}), json!({"b":"c"}), json!({"a":"b","b":"c"})),
            (json!({"a":"b"}), json!({"a":null}), json!({})),
            (json!({"a":"b","b":"c"}), json!({"a":null}), json!({"b":"c"})),
            (json!({"a":["b"]}), json!({"a":"c"}), json!({"a":"c"})),
            (json!({"a":{"b":"c"}}), json!({"a":{"b":"d","c":null}}), json!({"a":{"b":"d"}})),
            (json!({"a":[{"b":"c"}]}), json!({"a":[1]}), json!({"a":[1]})),
            (json!({}), json!({"a":{"bb":{"ccc":null}}}), json!({"a":{"bb":{}}})),
        ];
        for (mut target, patch, expected) in cases {
            merge_patch(&mut target, patch);
            assert_eq!(target, expected);
        }
    }

    #[test]
    fn known_block_ids_are_kept_and_others_minted() {
        let ids = kanshu_domain::id::SequentialIds::default();
        let body = json!([{ "type": "paragraph", "text": "最初の段落です。" }]);
        let first = decode(Kind::Article, json!({"title": "題", "body": body}), &[], &ids).unwrap();
        let known = first.body()[0].id;
        let stranger = kanshu_domain::id::SequentialIds::default();
        let stranger = {
            stranger.next();
            stranger.next();
            stranger.next().to_string()
        };
        let body = json!([
            { "type": "paragraph", "id": known, "text": "書き直しました。" },
            { "type": "paragraph", "id": stranger, "text": "新しい段落です。" },
        ]);
        let second =
            decode(Kind::Article, json!({"title": "題", "body": body}), first.body(), &ids)
                .unwrap();
        assert_eq!(second.body()[0].id, known);
        assert_ne!(second.body()[1].id.to_string(), stranger);
    }
}
