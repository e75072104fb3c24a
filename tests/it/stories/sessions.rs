//! Ending a session, whatever is left of it.

use kanshu_domain::actor::StaffRole;
use kanshu_tests::{TestDb, both_engines};
use reqwest::Method;
use serde_json::json;

use super::newsroom::{Newsroom, nobody};

const LOGOUT: &str = "/api/v1/auth/logout";

both_engines!(an_expired_access_token_does_not_keep_anybody_logged_in, |db: TestDb| async move {
    let newsroom = Newsroom::open(&db).await;
    let editor = newsroom.person(StaffRole::Editor).await;
    let refresh = json!({ "refreshToken": editor.refresh_token });
    newsroom.clock.advance(chrono::Duration::minutes(16));
    newsroom.send(&editor, Method::POST, LOGOUT, None).await.expect(401);
    // Programs send the expired token along.
    newsroom.send(&editor, Method::POST, LOGOUT, Some(refresh.clone())).await.expect(204);
    let again = newsroom.send(&nobody(), Method::POST, "/api/v1/auth/refresh", Some(refresh)).await;
    again.expect(401);
});

both_engines!(a_refresh_token_alone_logs_out_and_says_nothing_of_itself, |db: TestDb| async move {
    let newsroom = Newsroom::open(&db).await;
    let editor = newsroom.person(StaffRole::Editor).await;
    let refresh = json!({ "refreshToken": editor.refresh_token });
    for body in [refresh.clone(), refresh, json!({ "refreshToken": "kanshu_rt_unknown" })] {
        newsroom.send(&nobody(), Method::POST, LOGOUT, Some(body)).await.expect(204);
    }
    newsroom.get(&editor, "/api/v1/auth/me").await.expect(401);
});

both_engines!(
    an_unknown_refresh_token_does_not_save_the_bearers_session,
    |db: TestDb| async move {
        let newsroom = Newsroom::open(&db).await;
        let editor = newsroom.person(StaffRole::Editor).await;
        let unknown = json!({ "refreshToken": "kanshu_rt_unknown" });
        newsroom.send(&editor, Method::POST, LOGOUT, Some(unknown)).await.expect(204);
        newsroom.get(&editor, "/api/v1/auth/me").await.expect(401);
    }
);
