//! A long clinic column, in two texts of one structure: the site's own, where it lies beside the
//! checkout, and one written for this test.

use std::path::Path;

use kanshu_domain::{
    block::{BlockContent, ClinicalState, Eligibility, Quotation, Verdict},
    content::Content,
    id::SequentialIds,
    kind::Kind,
    values::Locale,
};
use kanshu_formats::column::{self, AssignedTo, ImportedColumn};

fn import(text: &str) -> ImportedColumn {
    column::import(text, &Locale::ja(), &SequentialIds::default()).expect("a column")
}

/// Both texts, as far as they are there.
fn columns() -> Vec<(String, ImportedColumn)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    [root.join("tests/column.txt"), root.join("../../../shared/seed/column.txt")]
        .iter()
        .filter_map(|path| std::fs::read_to_string(path).ok())
        .map(|text| {
            let column = import(&text);
            (text, column)
        })
        .collect()
}

fn contents(column: &ImportedColumn) -> impl Iterator<Item = &BlockContent> {
    column.draft.body.iter().map(|block| &block.content)
}

fn quotations(column: &ImportedColumn) -> Vec<&Quotation> {
    contents(column)
        .filter_map(|content| match content {
            BlockContent::Quotation(quotation) => Some(quotation),
            _ => None,
        })
        .collect()
}

fn eligibilities(column: &ImportedColumn) -> Vec<&Eligibility> {
    contents(column)
        .filter_map(|content| match content {
            BlockContent::Eligibility(eligibility) => Some(eligibility),
            _ => None,
        })
        .collect()
}

/// Level, ordinal and text of each heading.
fn headings(column: &ImportedColumn) -> Vec<(u8, Option<String>, String)> {
    contents(column)
        .filter_map(|content| match content {
            BlockContent::Heading(heading) => Some((
                u8::from(heading.level),
                heading.ordinal.as_ref().map(|ordinal| ordinal.label.to_string()),
                heading.text.to_string(),
            )),
            _ => None,
        })
        .collect()
}

#[test]
fn the_title_stands_apart_from_its_label() {
    for (text, column) in columns() {
        assert_eq!(column.draft.title_label.as_ref().map(|l| l.as_str()), Some("医師が解説"));
        let line = text.lines().next().expect("a title line");
        assert_eq!(format!("【医師が解説】{}", column.draft.title), line);
    }
}

#[test]
fn the_disclaimer_the_questions_and_the_lead_come_before_the_body() {
    for (text, column) in columns() {
        assert_eq!(column.draft.disclaimers.len(), 1);
        let disclaimer = serde_json::to_value(&column.draft.disclaimers[0]).expect("JSON");
        assert_eq!(disclaimer["kind"], "scope_of_claims");
        assert_eq!(disclaimer["text"].as_str(), text.lines().nth(2));
        assert_eq!(column.draft.reader_questions.len(), 3);
        for (question, line) in column.draft.reader_questions.iter().zip(text.lines().skip(4)) {
            assert_eq!(format!("「{question}」"), line);
        }
        assert!(column.draft.lead[0].text().starts_with("こんにちは"));
        assert!(column.draft.lead[1].text().ends_with("ませんか?"));
        assert!(column.draft.lead.len() >= 5, "{}", column.draft.lead.len());
        assert!(matches!(column.draft.body[0].content, BlockContent::Banner(_)));
        assert!(
            column.report.warnings.iter().any(|note| note.message.contains("anonymous author"))
        );
    }
}

#[test]
fn eligibility_knows_the_verdicts_and_the_criteria_of_each_state() {
    for (_, column) in columns() {
        let blocks = eligibilities(&column);
        assert_eq!(blocks.len(), 3);
        let verdicts: Vec<_> = blocks[0].rules.iter().map(|r| (r.state, r.verdict)).collect();
        assert_eq!(
            verdicts,
            [
                (ClinicalState::Stable, Verdict::Eligible),
                (ClinicalState::Active, Verdict::NotEligible)
            ]
        );
        assert_eq!(blocks[1].rules[0].criteria.len(), 4);
        assert_eq!(blocks[1].rules[0].verdict, Verdict::Eligible);
        assert!(blocks[1].rules[0].label.as_ref().expect("a label").as_str().contains("安定期"));
        assert_eq!(blocks[2].rules[0].criteria.len(), 6);
        assert_eq!(blocks[2].rules[0].verdict, Verdict::NotEligible);
        assert_eq!(blocks[2].rules[0].state, ClinicalState::Active);
    }
}

#[test]
fn effects_and_disadvantages_are_lists_and_numbered_headings() {
    for (_, column) in columns() {
        let lists: Vec<usize> = contents(&column)
            .filter_map(|content| match content {
                BlockContent::List(list) => Some(list.items.len()),
                _ => None,
            })
            .collect();
        assert_eq!(lists, [3, 2, 2]);
        let numbered: Vec<_> =
            headings(&column).into_iter().filter(|(_, ordinal, _)| ordinal.is_some()).collect();
        let labels: Vec<_> = numbered.iter().map(|(_, label, _)| label.as_deref()).collect();
        assert_eq!(labels, [Some("①"), Some("②"), Some("③"), Some("①"), Some("②")]);
        assert!(numbered.iter().all(|(level, ..)| *level == 3));
        assert!(numbered.iter().all(|(_, _, text)| !text.starts_with(['①', '②', '③'])));
    }
}

#[test]
fn keyword_and_question_headings_are_sections() {
    for (_, column) in columns() {
        let sections: Vec<String> = headings(&column)
            .into_iter()
            .filter(|(level, ..)| *level == 2)
            .map(|(.., text)| text)
            .collect();
        assert_eq!(sections.len(), 9, "{sections:#?}");
        assert!(sections[0].ends_with("受けられる?"));
        assert!(sections[2].ends_with("とは"));
    }
}

#[test]
fn five_quotations_keep_original_translation_and_source() {
    for (text, column) in columns() {
        let quotations = quotations(&column);
        assert_eq!(quotations.len(), 5);
        let langs: Vec<&str> = quotations.iter().map(|q| q.original.lang.as_str()).collect();
        assert_eq!(langs, ["en", "en", "ja", "en", "en"]);
        let translated: Vec<bool> = quotations.iter().map(|q| q.translation.is_some()).collect();
        assert_eq!(translated, [true, true, false, true, true]);
        let lines: Vec<&str> = text.lines().map(str::trim).collect();
        for quotation in &quotations {
            for line in quotation.original.text.as_str().lines() {
                assert!(lines.contains(&line), "verbatim: {line}");
            }
            let title = quotation.source_title.as_ref().expect("a source title");
            assert!(lines.contains(&title.as_str()), "a line of the column: {title}");
            if let Some(translation) = &quotation.translation {
                assert!(!translation.text.as_str().contains("和訳"));
                assert!(text.contains(translation.text.as_str()));
                assert_eq!(translation.lang, Locale::ja());
            }
        }
        let unlabelled: Vec<_> = column
            .report
            .guessed
            .iter()
            .filter(|n| n.message.contains("without a label"))
            .collect();
        assert_eq!(unlabelled.len(), 1);
    }
}

#[test]
fn the_sources_own_heading_is_a_locator() {
    for (_, column) in columns() {
        let quotation = quotations(&column)[1];
        let locator = quotation.locator.as_ref().expect("a locator").as_str();
        assert!(locator.starts_with(|c: char| c.is_ascii_digit()), "{locator}");
        assert!(!quotation.original.text.as_str().contains(locator));
        let translation = quotation.translation.as_ref().expect("a translation").text.as_str();
        assert!(!translation.starts_with(|c: char| c.is_ascii_digit()), "{translation}");
    }
}

#[test]
fn elision_and_markers_know_their_place() {
    for (_, column) in columns() {
        let quotations = quotations(&column);
        let elisions: Vec<usize> = quotations.iter().map(|q| q.elisions.len()).collect();
        assert_eq!(elisions, [0, 0, 1, 0, 0]);
        assert!(quotations[2].elisions[0].text.as_str().contains("中略"));
        assert_eq!(quotations[0].markers.len(), 2);
        assert!(!quotations[2].markers.is_empty());
        assert!(quotations[2].markers[0].text.as_str().starts_with('*'));
    }
}

#[test]
fn each_source_is_one_stub_citation() {
    for (_, column) in columns() {
        assert_eq!(column.citations.len(), 5);
        for (quotation, stub) in quotations(&column).iter().zip(&column.citations) {
            assert_eq!(quotation.citation, Some(stub.id.founding_group()));
            assert_eq!(quotation.source_title.as_ref(), Some(&stub.citation.title));
            assert_eq!(stub.citation.source_type, None);
            let value = serde_json::to_value(&stub.citation).expect("JSON");
            Content::decode(Kind::Citation, value).expect("a valid citation");
        }
    }
}

#[test]
fn banners_stand_where_they_stood() {
    for (_, column) in columns() {
        let banners: Vec<_> = contents(&column)
            .filter_map(|content| match content {
                BlockContent::Banner(banner) => banner.label.as_ref().map(ToString::to_string),
                _ => None,
            })
            .collect();
        assert_eq!(banners.len(), 3);
        assert_eq!(banners[0], banners[1]);
        assert!(matches!(
            column.draft.body.last().map(|block| &block.content),
            Some(BlockContent::Banner(_))
        ));
    }
}

#[test]
fn the_takeaway_carries_its_chain_of_reasoning() {
    for (_, column) in columns() {
        let chains: Vec<usize> = contents(&column)
            .filter_map(|content| match content {
                BlockContent::Takeaway(takeaway) => Some(takeaway.chain.len()),
                _ => None,
            })
            .collect();
        assert_eq!(chains, [4]);
    }
}

#[test]
fn residue_is_dropped_and_listed_with_its_reason() {
    for (_, column) in columns() {
        let dropped: Vec<&str> = column.report.dropped.iter().map(|d| d.text.as_str()).collect();
        assert_eq!(dropped.len(), 8, "{dropped:#?}");
        for residue in ["目次", "この記事が気に入ったら", "よかったらシェアしてね!", "監修者医師"]
        {
            assert!(dropped.contains(&residue), "{residue}");
        }
        assert!(dropped.iter().any(|text| text.starts_with("フォローしてね")));
        assert_eq!(dropped.iter().filter(|text| text.contains("URLをコピー")).count(), 2);
        assert!(column.report.dropped.iter().all(|entry| !entry.reason.is_empty()));
        let warned = "supervisor heading without a person";
        assert!(column.report.warnings.iter().any(|note| note.message.contains(warned)));
        assert!(column.report.to_string().contains("監修者医師"));
    }
}

#[test]
fn the_draft_is_valid_and_the_json_has_the_promised_shape() {
    for (text, column) in columns() {
        let value = serde_json::to_value(&column).expect("JSON");
        Content::decode(Kind::Article, value["draft"].clone()).expect("a valid draft");
        let blocks = value["draft"]["body"].as_array().expect("a body");
        assert!(blocks.iter().all(|block| block["type"].is_string()));
        assert!(value["report"]["dropped"][0]["line"].is_u64());
        let assignments = &column.report.assignments;
        assert_eq!(assignments[0].start, 0);
        assert_eq!(assignments.last().map(|last| last.end), Some(text.chars().count()));
        let fields = assignments.iter().filter(|a| matches!(a.to, AssignedTo::Field(_))).count();
        assert!(fields > 80);
    }
}
