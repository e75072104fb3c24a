//! Signing: whose hand, which revision, how long.

use kanshu_domain::actor::StaffRole;
use kanshu_tests::{TestDb, both_engines};
use reqwest::Method;
use serde_json::json;

use super::newsroom::{Draft, Newsroom, PASSWORD, nobody, physician_record, treatment_record};

async fn public_title(newsroom: &Newsroom) -> String {
    let path = "/api/v1/articles/by-slug/tenteki-no-mae-ni?locale=ja";
    let body = newsroom.get(&nobody(), path).await.expect(200);
    body["data"]["title"].as_str().unwrap().to_owned()
}

both_engines!(
    an_edit_after_approval_needs_a_new_approval_and_the_page_stays,
    |db: TestDb| async move {
        let newsroom = Newsroom::open(&db).await;
        let staff = newsroom.staff().await;
        let drafts = newsroom.public_article(&staff).await;
        let before = public_title(&newsroom).await;

        let edited = json!({ "title": "点滴を考える前に読む話(改)" });
        let edited = newsroom.revise(&staff.editor, "articles", &drafts.article, edited).await;
        let refused = newsroom.publish(&staff.editor, &edited).await;
        assert_eq!(refused.status, 409, "{}", refused.text);
        assert_eq!(refused.conditions(), ["G01"]);
        assert_eq!(public_title(&newsroom).await, before);

        newsroom.go_live(&staff, &edited).await;
        assert_eq!(public_title(&newsroom).await, "点滴を考える前に読む話(改)");
    }
);

both_engines!(restoring_a_signed_text_needs_a_new_signature, |db: TestDb| async move {
    let newsroom = Newsroom::open(&db).await;
    let staff = newsroom.staff().await;
    let drafts = newsroom.public_article(&staff).await;
    let title = public_title(&newsroom).await;
    let other = json!({ "title": "別の題" });
    let other = newsroom.revise(&staff.editor, "articles", &drafts.article, other).await;
    let restored = json!({ "title": title });
    let restored = newsroom.revise(&staff.editor, "articles", &other, restored).await;
    assert_eq!(restored.tag, "\"r3\"");
    let refused = newsroom.publish(&staff.editor, &restored).await;
    assert_eq!(refused.conditions(), ["G01"]);
    newsroom.go_live(&staff, &restored).await;
});

both_engines!(
    saving_without_a_change_mints_no_revision_and_keeps_the_signature,
    |db: TestDb| async move {
        let newsroom = Newsroom::open(&db).await;
        let staff = newsroom.staff().await;
        let drafts = newsroom.drafts(&staff).await;
        newsroom.submit(&staff.editor, &drafts.product).await;
        newsroom.sign(&staff.physician, &drafts.product).await.expect(200);
        let same = json!({ "name": { "ja": "架空培養上清液" } });
        let same = newsroom.revise(&staff.editor, "products", &drafts.product, same).await;
        assert_eq!(same.tag, drafts.product.tag);
        newsroom.publish(&staff.editor, &same).await.expect(200);
    }
);

both_engines!(only_the_named_physician_signs_with_a_fresh_password, |db: TestDb| async move {
    let newsroom = Newsroom::open(&db).await;
    let staff = newsroom.staff().await;
    let drafts = newsroom.drafts(&staff).await;
    newsroom.submit(&staff.editor, &drafts.article).await;

    let mut record = physician_record();
    record["slug"] = json!("betsu-jiro");
    record["name"] = json!({ "ja": "別 次郎" });
    let other = newsroom.create(&staff.editor, "physicians", record).await;
    let other = newsroom.physician("other", &other).await;
    let refused = newsroom.sign(&other, &drafts.article).await.expect(403);
    assert_eq!(refused["code"], "NOT_THE_NAMED_PHYSICIAN");
    newsroom.sign(&staff.editor, &drafts.article).await.expect(403);
    newsroom.sign(&nobody(), &drafts.article).await.expect(401);

    let wrong = json!({ "password": "not the password" });
    newsroom.act(&staff.physician, &drafts.article, "approve", wrong).await.expect(401);
    let body = json!({ "password": PASSWORD, "statement": "内容を確認しました。" });
    newsroom.act(&staff.physician, &drafts.article, "approve", body).await.expect(200);
});

both_engines!(under_four_eyes_nobody_signs_what_they_wrote_last, |db: TestDb| async move {
    let newsroom = Newsroom::open(&db).await;
    let staff = newsroom.staff().await;
    let drafts = newsroom.drafts(&staff).await;
    let own = json!({ "title": "監修者が直した題" });
    let own = newsroom.revise(&staff.physician, "articles", &drafts.article, own).await;
    newsroom.submit(&staff.editor, &own).await;
    let refused = newsroom.sign(&staff.physician, &own).await.expect(409);
    assert_eq!(refused["code"], "FOUR_EYES");
});

both_engines!(a_clinic_with_one_doctor_may_turn_four_eyes_off, |db: TestDb| async move {
    let newsroom = Newsroom::with(&db, |config| config.policy.four_eyes = false).await;
    let staff = newsroom.staff().await;
    let drafts = newsroom.drafts(&staff).await;
    let own = json!({ "name": { "ja": "架空培養上清液B" } });
    let own = newsroom.revise(&staff.physician, "products", &drafts.product, own).await;
    newsroom.submit(&staff.physician, &own).await;
    newsroom.sign(&staff.physician, &own).await.expect(200);
    newsroom.publish(&staff.editor, &own).await.expect(200);
    // The proof says so.
    let path = format!("/api/v1/documents/{}/history", own.id);
    let history = newsroom.get(&staff.editor, &path).await.expect(200);
    assert_eq!(history["data"]["approvals"][0]["fourEyes"], false);
});

both_engines!(a_signature_taken_back_no_longer_publishes, |db: TestDb| async move {
    let newsroom = Newsroom::open(&db).await;
    let staff = newsroom.staff().await;
    let product = newsroom.drafts(&staff).await.product;
    newsroom.submit(&staff.editor, &product).await;
    newsroom.sign(&staff.physician, &product).await.expect(200);
    let reason = json!({ "reason": "記載に誤りがありました。" });
    newsroom.act(&staff.physician, &product, "revoke-approval", reason).await.expect(200);
    assert_eq!(newsroom.publish(&staff.editor, &product).await.conditions(), ["G01"]);
    // Handed in again by the revocation, it can be signed again.
    newsroom.sign(&staff.physician, &product).await.expect(200);
    newsroom.publish(&staff.editor, &product).await.expect(200);
});

both_engines!(a_signature_ends_with_its_validity, |db: TestDb| async move {
    let newsroom = Newsroom::open(&db).await;
    let staff = newsroom.staff().await;
    let product = newsroom.drafts(&staff).await.product;
    newsroom.submit(&staff.editor, &product).await;
    newsroom.sign(&staff.physician, &product).await.expect(200);
    newsroom.clock.advance(chrono::Duration::days(190));
    let editor = newsroom.log_in(&staff.editor.email).await;
    let refused = newsroom.publish(&editor, &product).await;
    assert_eq!(refused.conditions(), ["G01"]);
    assert!(refused.text.contains("2027-05-22"), "{}", refused.text);
});

both_engines!(requested_changes_come_back_with_their_comment, |db: TestDb| async move {
    let newsroom = Newsroom::open(&db).await;
    let staff = newsroom.staff().await;
    let drafts = newsroom.drafts(&staff).await;
    newsroom.submit(&staff.editor, &drafts.article).await;
    let comment = json!({ "comment": "投与時間の出典を足してください。" });
    newsroom.act(&staff.physician, &drafts.article, "request-changes", comment).await.expect(200);
    newsroom.sign(&staff.physician, &drafts.article).await.expect(409);
    let path = format!("/api/v1/articles/{}?perspective=draft", drafts.article.id);
    let body = newsroom.get(&staff.editor, &path).await.expect(200);
    assert_eq!(body["data"]["desk"]["state"], "changes_requested");
    let path = format!("/api/v1/documents/{}/history", drafts.article.id);
    let history = newsroom.get(&staff.editor, &path).await.expect(200);
    let reviews = history["data"]["reviews"].as_array().unwrap();
    assert_eq!(reviews[1]["comment"], "投与時間の出典を足してください。");
});

both_engines!(a_changed_price_marks_the_pages_that_rest_on_it_stale, |db: TestDb| async move {
    let newsroom = Newsroom::open(&db).await;
    let staff = newsroom.staff().await;
    let drafts = newsroom.public_article(&staff).await;
    let dearer = json!({ "price": { "min": 44000, "max": 66000, "per": "session" } });
    let dearer = newsroom.revise(&staff.editor, "treatments", &drafts.treatment, dearer).await;
    newsroom.go_live(&staff, &dearer).await;

    let path = format!("/api/v1/articles/{}?perspective=draft", drafts.article.id);
    let body = newsroom.get(&staff.editor, &path).await.expect(200);
    assert!(body["data"]["desk"]["stale"].as_str().unwrap().contains("培養上清液の点滴"), "{body}");
    // The page stays up and shows the new price.
    assert_eq!(public_title(&newsroom).await, "点滴を考える前に読む話");
});

both_engines!(a_stale_if_match_is_answered_with_the_current_revision, |db: TestDb| async move {
    let newsroom = Newsroom::open(&db).await;
    let staff = newsroom.staff().await;
    let article = newsroom.drafts(&staff).await.article;
    newsroom.revise(&staff.editor, "articles", &article, json!({ "title": "先に保存" })).await;
    let path = format!("/api/v1/articles/{}", article.id);
    let late = json!({ "title": "後から保存" });
    let answer =
        newsroom.write(&staff.editor, Method::PATCH, &path, &article.tag, late.clone()).await;
    let problem = answer.expect(412);
    assert_eq!(problem["currentRevision"], "r2");
    let without = newsroom.send(&staff.editor, Method::PATCH, &path, Some(late)).await;
    assert_eq!(without.expect(428)["code"], "REVISION_REQUIRED");
    let draft: Draft = article;
    let path = format!("/api/v1/articles/{}?perspective=draft", draft.id);
    let body = newsroom.get(&staff.editor, &path).await.expect(200);
    assert_eq!(body["data"]["title"], "先に保存");
});

both_engines!(an_author_reaches_only_their_own, |db: TestDb| async move {
    let newsroom = Newsroom::open(&db).await;
    let staff = newsroom.staff().await;
    let article = newsroom.drafts(&staff).await.article;
    let author = newsroom.person(StaffRole::Author).await;
    let path = format!("/api/v1/articles/{}", article.id);
    let change = json!({ "title": "書き換え" });
    newsroom.write(&author, Method::PATCH, &path, &article.tag, change.clone()).await.expect(403);
    let own = json!({ "locale": "ja", "title": "自分の記事" });
    let own = newsroom.create(&author, "articles", own).await;
    newsroom.revise(&author, "articles", &own, change).await;
});

both_engines!(
    changes_requested_after_the_signature_stop_the_publication,
    |db: TestDb| async move {
        let newsroom = Newsroom::open(&db).await;
        let staff = newsroom.staff().await;
        let product = newsroom.drafts(&staff).await.product;
        newsroom.submit(&staff.editor, &product).await;
        newsroom.sign(&staff.physician, &product).await.expect(200);
        let comment = json!({ "comment": "量が違います。公開しないでください。" });
        newsroom.act(&staff.physician, &product, "request-changes", comment).await.expect(200);
        assert_eq!(newsroom.publish(&staff.editor, &product).await.conditions(), ["G01"]);
    }
);

both_engines!(a_renewed_signature_reaches_the_public_page, |db: TestDb| async move {
    let newsroom = Newsroom::open(&db).await;
    let staff = newsroom.staff().await;
    let article = newsroom.public_article(&staff).await.article;
    let path = format!("/api/v1/articles/{}", article.id);
    let signed = |body: &serde_json::Value| body["data"]["review"]["signedAt"].clone();
    let first = signed(&newsroom.get(&nobody(), &path).await.expect(200));

    let reason = json!({ "reason": "読み直します。" });
    newsroom.act(&staff.physician, &article, "revoke-approval", reason.clone()).await.expect(200);
    let shown = newsroom.get(&nobody(), &path).await.expect(200);
    assert_eq!(signed(&shown), json!(null), "a signature taken back is not shown: {shown}");
    newsroom.clock.advance(chrono::Duration::minutes(1));
    newsroom.sign(&staff.physician, &article).await.expect(200);
    newsroom.publish(&staff.editor, &article).await.expect(200);
    let renewed = signed(&newsroom.get(&nobody(), &path).await.expect(200));
    assert!(renewed.is_string() && renewed != first, "{renewed}");
    let draft = newsroom.get(&staff.editor, &format!("{path}?perspective=draft")).await.expect(200);
    assert_eq!(draft["data"]["desk"].get("stale").unwrap_or(&json!(null)), &json!(null));

    // All signatures of the revision go at once, whichever carries the publication.
    let comment = json!({ "comment": "もう一度。" });
    newsroom.act(&staff.physician, &article, "request-changes", comment).await.expect(200);
    newsroom.submit(&staff.editor, &article).await;
    newsroom.sign(&staff.physician, &article).await.expect(200);
    newsroom.act(&staff.physician, &article, "revoke-approval", reason).await.expect(200);
    let shown = newsroom.get(&nobody(), &path).await.expect(200);
    assert_eq!(signed(&shown), json!(null), "{shown}");
});

both_engines!(two_logins_of_one_physician_are_one_pair_of_eyes, |db: TestDb| async move {
    let newsroom = Newsroom::open(&db).await;
    let staff = newsroom.staff().await;
    let second_login = newsroom.physician("second-login", &staff.record).await;
    let product = newsroom.drafts(&staff).await.product;
    let own = json!({ "name": { "ja": "自分で直した名前" } });
    let own = newsroom.revise(&second_login, "products", &product, own).await;
    newsroom.submit(&staff.editor, &own).await;
    assert_eq!(newsroom.sign(&staff.physician, &own).await.expect(409)["code"], "FOUR_EYES");
});

both_engines!(a_translation_of_a_treatment_leaves_japanese_pages_fresh, |db: TestDb| async move {
    let newsroom = Newsroom::open(&db).await;
    let staff = newsroom.staff().await;
    let drafts = newsroom.public_article(&staff).await;
    let mut english = treatment_record(&staff, &drafts.product);
    english["locale"] = json!("en");
    english["slug"] = json!("supernatant-drip");
    english["name"] = json!("A drip of culture supernatant");
    english["translationOf"] = json!(drafts.treatment.group);
    let english = newsroom.create(&staff.editor, "treatments", english).await;
    newsroom.go_live(&staff, &english).await;
    let path = format!("/api/v1/articles/{}?perspective=draft", drafts.article.id);
    let body = newsroom.get(&staff.editor, &path).await.expect(200);
    assert_eq!(body["data"]["desk"].get("stale").unwrap_or(&json!(null)), &json!(null), "{body}");
});

both_engines!(a_public_source_cannot_be_emptied_under_a_quotation, |db: TestDb| async move {
    let newsroom = Newsroom::open(&db).await;
    let staff = newsroom.staff().await;
    let citation = newsroom.public_article(&staff).await.citation;
    let emptied = json!({ "title": "別の論文", "authors": [], "doi": null });
    let emptied = newsroom.revise(&staff.editor, "citations", &citation, emptied).await;
    assert_eq!(newsroom.publish(&staff.editor, &emptied).await.conditions(), ["G08"]);
});
