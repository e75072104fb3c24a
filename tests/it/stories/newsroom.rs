//! A running site with a fixed clock, and the people who work there.

use std::{collections::BTreeMap, sync::Arc};

use kanshu_domain::{
    actor::{Actor, StaffRole},
    id::{GroupId, SequentialIds},
    time::FixedClock,
    values::Locale,
};
use kanshu_editorial::{Imported, import_column};
use kanshu_server::{Config, Demo, Site};
use kanshu_tests::TestDb;
use reqwest::{Method, header::HeaderMap};
use serde_json::{Value, json};

pub(crate) const PASSWORD: &str = "correct horse battery";

/// A site that listens on a port of its own.
pub(crate) struct Newsroom {
    pub(crate) base: String,
    pub(crate) clock: Arc<FixedClock>,
    pub(crate) site: Site,
    http: reqwest::Client,
    server: tokio::task::JoinHandle<std::io::Result<()>>,
}

impl Drop for Newsroom {
    fn drop(&mut self) {
        self.server.abort();
    }
}

/// Somebody with a token, or nobody.
#[derive(Clone, Debug, Default)]
pub(crate) struct Person {
    pub(crate) token: Option<String>,
    pub(crate) refresh_token: Option<String>,
    pub(crate) email: String,
}

/// What the server answered.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    pub(crate) text: String,
}

impl Answer {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|_| panic!("not JSON: {self:?}"))
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map(|value| value.to_str().unwrap()).unwrap_or_default()
    }

    /// Asserts the status and gives the body.
    #[track_caller]
    pub(crate) fn expect(&self, status: u16) -> Value {
        assert_eq!(self.status, status, "{}", self.text);
        if self.text.is_empty() { Value::Null } else { self.json() }
    }

    /// The conditions of a refusal, each once, in order.
    pub(crate) fn conditions(&self) -> Vec<String> {
        let mut conditions: Vec<String> = self.json()["conditions"]
            .as_array()
            .unwrap_or_else(|| panic!("no conditions: {self:?}"))
            .iter()
            .map(|unmet| unmet["condition"].as_str().unwrap().to_owned())
            .collect();
        conditions.sort();
        conditions.dedup();
        conditions
    }
}

/// A document as the desk last saw it.
#[derive(Clone, Debug)]
pub(crate) struct Draft {
    pub(crate) id: String,
    pub(crate) group: String,
    /// `"r1"`, with its quotation marks.
    pub(crate) tag: String,
}

impl Draft {
    fn of(body: &Value) -> Self {
        let text = |value: &Value| value.as_str().unwrap_or_else(|| panic!("{body}")).to_owned();
        Self {
            id: text(&body["data"]["id"]),
            group: text(&body["data"]["translationGroup"]),
            tag: format!("\"{}\"", text(&body["meta"]["revision"])),
        }
    }
}

impl Newsroom {
    pub(crate) async fn open(db: &TestDb) -> Self {
        Self::with(db, |_| {}).await
    }

    pub(crate) async fn with(db: &TestDb, configure: impl FnOnce(&mut Config)) -> Self {
        let clock = Arc::new(FixedClock::at("2026-11-22T03:00:00Z".parse().unwrap()));
        Self::start(db, clock, configure).await
    }

    /// A second node on the same database, with the same clock.
    pub(crate) async fn beside(db: &TestDb, first: &Self) -> Self {
        Self::start(db, first.clock.clone(), |_| {}).await
    }

    async fn start(
        db: &TestDb,
        clock: Arc<FixedClock>,
        configure: impl FnOnce(&mut Config),
    ) -> Self {
        let mut config = Config::for_database(db.url());
        // The front end that readers of these stories would have.
        config.policy.declarations = Demo::DECLARATIONS;
        configure(&mut config);
        let ids = Arc::new(SequentialIds::default());
        let site = Site::open(&config, clock.clone(), ids).await.unwrap();
        let running = site.listen("127.0.0.1:0".parse().unwrap()).unwrap();
        let base = format!("http://{}", running.address());
        let server = tokio::spawn(running.until_stopped());
        Self { base, clock, site, http: reqwest::Client::new(), server }
    }

    /// Somebody with one role, logged in.
    pub(crate) async fn person(&self, role: StaffRole) -> Person {
        self.person_linked(role, role.name(), None).await
    }

    /// Somebody with one role and a name of their own, logged in.
    pub(crate) async fn person_named(&self, role: StaffRole, name: &str) -> Person {
        self.person_linked(role, name, None).await
    }

    /// A physician who signs as the given document.
    pub(crate) async fn physician(&self, name: &str, record: &Draft) -> Person {
        let group: GroupId = record.group.parse().unwrap();
        self.person_linked(StaffRole::Physician, name, Some(group)).await
    }

    async fn person_linked(
        &self,
        role: StaffRole,
        name: &str,
        physician: Option<GroupId>,
    ) -> Person {
        let email = format!("{name}@clinic.example");
        self.site
            .identity()
            .add_user(&Actor::operator(), &email, PASSWORD.to_owned().into(), &[role], physician)
            .await
            .unwrap();
        self.log_in(&email).await
    }

    pub(crate) async fn log_in(&self, email: &str) -> Person {
        let body = json!({ "email": email, "password": PASSWORD });
        let answer = self.send(&nobody(), Method::POST, "/api/v1/auth/login", Some(body)).await;
        let body = answer.expect(200);
        let tokens = body.get("data").unwrap_or(&body);
        Person {
            token: tokens["accessToken"].as_str().map(str::to_owned),
            refresh_token: tokens["refreshToken"].as_str().map(str::to_owned),
            email: email.to_owned(),
        }
    }

    /// A request as it is.
    pub(crate) fn request(
        &self,
        who: &Person,
        method: Method,
        path: &str,
    ) -> reqwest::RequestBuilder {
        let mut request = self.http.request(method, format!("{}{path}", self.base));
        if let Some(token) = &who.token {
            request = request.bearer_auth(token);
        }
        request
    }

    pub(crate) async fn finish(&self, request: reqwest::RequestBuilder) -> Answer {
        let response = request.send().await.unwrap();
        let status = response.status().as_u16();
        let headers = response.headers().clone();
        Answer { status, headers, text: response.text().await.unwrap() }
    }

    pub(crate) async fn send(
        &self,
        who: &Person,
        method: Method,
        path: &str,
        body: Option<Value>,
    ) -> Answer {
        let mut request = self.request(who, method, path);
        if let Some(body) = body {
            request = request.json(&body);
        }
        self.finish(request).await
    }

    pub(crate) async fn get(&self, who: &Person, path: &str) -> Answer {
        self.send(who, Method::GET, path, None).await
    }

    /// A write on a revision.
    pub(crate) async fn write(
        &self,
        who: &Person,
        method: Method,
        path: &str,
        tag: &str,
        body: Value,
    ) -> Answer {
        self.finish(self.request(who, method, path).header("If-Match", tag).json(&body)).await
    }

    pub(crate) async fn graphql(&self, who: &Person, query: &str, variables: Value) -> Value {
        let body = json!({ "query": query, "variables": variables });
        self.send(who, Method::POST, "/graphql", Some(body)).await.expect(200)
    }

    /// Imports a pasted column as the machine's operator does.
    pub(crate) async fn import(&self, text: &str, locale: Locale) -> Imported {
        let desk = self.site.desk();
        let column = kanshu_formats::column::import(text, &locale, desk.ids.as_ref()).unwrap();
        let stubs = column.citations.into_iter().map(|stub| (stub.id, stub.citation)).collect();
        import_column(desk, &Actor::operator(), locale, column.draft, stubs).await.unwrap()
    }

    /// Creates a document over REST.
    pub(crate) async fn create(&self, who: &Person, plural: &str, body: Value) -> Draft {
        let path = format!("/api/v1/{plural}");
        Draft::of(&self.send(who, Method::POST, &path, Some(body)).await.expect(201))
    }

    /// Revises a document over REST.
    pub(crate) async fn revise(
        &self,
        who: &Person,
        plural: &str,
        draft: &Draft,
        body: Value,
    ) -> Draft {
        let path = format!("/api/v1/{plural}/{}", draft.id);
        Draft::of(&self.write(who, Method::PATCH, &path, &draft.tag, body).await.expect(200))
    }

    /// An action of a document's life.
    pub(crate) async fn act(
        &self,
        who: &Person,
        draft: &Draft,
        action: &str,
        body: Value,
    ) -> Answer {
        let path = format!("/api/v1/documents/{}/{action}", draft.id);
        self.write(who, Method::POST, &path, &draft.tag, body).await
    }

    pub(crate) async fn verify(&self, admin: &Person, draft: &Draft) {
        self.act(admin, draft, "verify", json!({})).await.expect(200);
    }

    pub(crate) async fn submit(&self, who: &Person, draft: &Draft) {
        self.act(who, draft, "submit", json!({})).await.expect(200);
    }

    pub(crate) async fn sign(&self, physician: &Person, draft: &Draft) -> Answer {
        self.act(physician, draft, "approve", json!({ "password": PASSWORD })).await
    }

    pub(crate) async fn publish(&self, who: &Person, draft: &Draft) -> Answer {
        self.act(who, draft, "publish", json!({ "withDependencies": true })).await
    }

    /// Submits, signs and publishes.
    pub(crate) async fn go_live(&self, staff: &Staff, draft: &Draft) {
        self.submit(&staff.editor, draft).await;
        self.sign(&staff.physician, draft).await.expect(200);
        self.publish(&staff.editor, draft).await.expect(200);
    }

    /// The usual staff, with a clinic and a verified physician.
    pub(crate) async fn staff(&self) -> Staff {
        let admin = self.person(StaffRole::Admin).await;
        let editor = self.person(StaffRole::Editor).await;
        let record = self.create(&editor, "physicians", physician_record()).await;
        let clinic = self.create(&editor, "clinics", clinic_record()).await;
        self.verify(&admin, &record).await;
        self.verify(&admin, &clinic).await;
        let physician = self.physician("physician", &record).await;
        Staff { admin, editor, physician, record, clinic }
    }

    /// A product, a treatment that uses it and an article about the treatment, none of them public.
    pub(crate) async fn drafts(&self, staff: &Staff) -> Drafts {
        let editor = &staff.editor;
        let product = self.create(editor, "products", product_record(staff)).await;
        let treatment = self.create(editor, "treatments", treatment_record(staff, &product)).await;
        let citation = self.create(editor, "citations", citation_record()).await;
        let article =
            self.create(editor, "articles", article_record(staff, &treatment, &citation)).await;
        Drafts { product, treatment, citation, article }
    }

    /// The same, all public.
    pub(crate) async fn public_article(&self, staff: &Staff) -> Drafts {
        let drafts = self.drafts(staff).await;
        for signed in [&drafts.product, &drafts.treatment] {
            self.submit(&staff.editor, signed).await;
            self.sign(&staff.physician, signed).await.expect(200);
        }
        self.go_live(staff, &drafts.article).await;
        drafts
    }
}

pub(crate) struct Staff {
    pub(crate) admin: Person,
    pub(crate) editor: Person,
    pub(crate) physician: Person,
    pub(crate) record: Draft,
    pub(crate) clinic: Draft,
}

pub(crate) struct Drafts {
    pub(crate) product: Draft,
    pub(crate) treatment: Draft,
    pub(crate) citation: Draft,
    pub(crate) article: Draft,
}

/// A visitor.
pub(crate) fn nobody() -> Person {
    Person::default()
}

/// Headers by name, for comparing two answers.
pub(crate) fn comparable_headers(answer: &Answer) -> BTreeMap<String, String> {
    answer
        .headers
        .iter()
        .map(|(name, value)| (name.to_string(), value.to_str().unwrap_or("").to_owned()))
        .filter(|(name, _)| !matches!(name.as_str(), "x-request-id" | "date" | "content-length"))
        .collect()
}

pub(crate) fn physician_record() -> Value {
    json!({
        "slug": "kakuu-hanako",
        "name": { "ja": "架空 花子", "en": "Hanako Kakuu" },
        "position": { "ja": "院長" },
        "credentials": [{
            "name": { "ja": "皮膚科専門医" }, "issuingBody": { "ja": "日本専門医機構" },
        }],
    })
}

pub(crate) fn clinic_record() -> Value {
    json!({
        "slug": "kakuu-clinic",
        "name": { "ja": "架空皮膚科" },
        "contactPoints": [{
            "channel": "phone", "value": "03-0000-0000", "answersQuestions": true,
            "hours": { "ja": "平日10時から18時" },
        }],
    })
}

pub(crate) fn product_record(staff: &Staff) -> Value {
    json!({
        "name": { "ja": "架空培養上清液" },
        "category": "cell_derived",
        "regulatoryStatus": "unapproved",
        "biological": true,
        "statements": {
            "notApproved": { "ja": "国内で承認を受けていない製剤です。" },
            "acquisitionRoute": { "ja": "国内の加工施設で製造されたものを院内で使用します。" },
            "domesticAlternatives": { "ja": "同じ成分で承認された国内の製剤はありません。" },
            "foreignSafety": { "ja": "諸外国でも承認例はなく、重い副作用の有無は分かっていません。" },
            "reliefExclusion": { "ja": "医薬品副作用被害救済制度と生物由来製品感染等被害救済制度の対象になりません。" },
            "reliefSystems": ["adverse_drug_reactions", "infections_from_biologicals"],
        },
        "supervisingPhysician": staff.record.group,
    })
}

pub(crate) fn treatment_record(staff: &Staff, product: &Draft) -> Value {
    json!({
        "locale": "ja", "slug": "baiyou-joushin",
        "name": "培養上清液の点滴",
        "class": "exosome",
        "summary": { "text": "診察ののち、静脈から三十分ほどかけて投与します。" },
        "course": { "sessions": { "min": 3, "max": 5 }, "durationWeeks": { "min": 8, "max": 20 } },
        "price": { "min": 33000, "max": 55000, "per": "session" },
        "risks": ["アレルギー反応", "感染"],
        "sideEffects": ["内出血", "発熱"],
        "products": [product.group],
        "supervisingPhysician": staff.record.group,
        "clinic": staff.clinic.group,
    })
}

pub(crate) fn citation_record() -> Value {
    json!({
        "type": "journal_article",
        "title": "Fictional vesicles and the skin barrier in mice",
        "language": "en",
        "authors": [{ "family": "Kakuu", "given": "Taro" }],
        "containerTitle": "Journal of Imaginary Dermatology",
        "issued": { "year": 2024 }, "volume": "3", "page": "12-19",
        "doi": "10.5555/kanshu.story.1",
    })
}

pub(crate) fn article_record(staff: &Staff, treatment: &Draft, citation: &Draft) -> Value {
    json!({
        "locale": "ja", "slug": "tenteki-no-mae-ni",
        "title": "点滴を考える前に読む話",
        "author": { "name": "編集部 記者" },
        "supervisingPhysician": staff.record.group,
        "clinic": staff.clinic.group,
        "treatments": [treatment.group],
        "lead": [{ "text": "点滴について、分かっていることと分かっていないことを整理します。" }],
        "body": [
            { "type": "heading", "level": 2, "text": "分かっていること" },
            { "type": "paragraph", "text": "マウスでの報告があります。人での効果は確かめられていません。" },
            {
                "type": "quotation",
                "original": { "lang": "en", "text": "The barrier recovered in mice [7]." },
                "translation": { "lang": "ja", "text": "マウスではバリアが回復しました [7]。" },
                "citation": citation.group,
                "markers": [{ "start": 30, "end": 33, "text": "[7]" }],
            },
        ],
    })
}
