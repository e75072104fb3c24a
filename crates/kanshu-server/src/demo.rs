//! `serve --demo`: fills an empty site with a small fictional clinic, by the same use cases that people
//! call, so that everything in it was really written, verified, signed and published.

use std::collections::HashMap;

use kanshu_domain::{
    actor::{Actor, StaffRole},
    compliance::Declarations,
    document::Document,
    id::GroupId,
    kind::{Answerability, Kind},
    values::{Locale, Slug},
};
use kanshu_editorial::{
    Dependencies, Desk, Done, EditorialError, NewContent, approve_revision, create_document,
    create_translation, publish_document, submit_for_review, verify_document,
};
use kanshu_identity::{IdentityError, Tokens};
use kanshu_persistence::StoreError;
use secrecy::SecretString;
use serde::Deserialize;
use serde_json::Value;

use crate::{Site, embedded::DemoFiles};

/// Everybody's password in the demo.
const PASSWORD: &str = "kanshu-demo-2026";

/// Where the demo's logins come from, for throttling.
const ADDRESS: &str = "demo";

/// Why the demo could not be set up.
#[derive(Debug, thiserror::Error)]
pub enum DemoError {
    #[error("--demo fills an empty database only, and this one has content or users")]
    NotEmpty,
    #[error("the demo file {file} is not what it should be: {why}")]
    File { file: String, why: String },
    #[error("the demo document {file} was refused")]
    Refused {
        file: String,
        #[source]
        error: EditorialError,
    },
    #[error("a demo user was refused")]
    Identity(#[from] IdentityError),
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// What the demo made.
#[derive(Clone, Debug)]
pub struct Demo {
    pub logins: Vec<DemoLogin>,
    /// The same for every login.
    pub password: &'static str,
}

/// Somebody who can log in.
#[derive(Clone, Debug)]
pub struct DemoLogin {
    pub email: String,
    pub what: String,
}

/// One demo document, as it stands in its file. `"$ref:name"` inside the content is the document with
/// that `ref` in an earlier file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
struct DemoDocument {
    #[serde(rename = "ref")]
    name: String,
    kind: Kind,
    #[serde(default)]
    locale: Option<Locale>,
    #[serde(default)]
    slug: Option<Slug>,
    state: Wanted,
    /// The `ref` of the physician who signs.
    #[serde(default)]
    signer: Option<String>,
    #[serde(default)]
    translation_of: Option<String>,
    content: Value,
}

#[derive(Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Wanted {
    Published,
    InReview,
    Draft,
}

/// The people of the demo who are not physicians.
const STAFF: [(&str, StaffRole, &str); 4] = [
    ("admin@demo.example", StaffRole::Admin, "administrator: users, verification"),
    ("editor@demo.example", StaffRole::Editor, "editor: writes and publishes"),
    ("author@demo.example", StaffRole::Author, "author: writes own drafts"),
    ("marketer@demo.example", StaffRole::Marketer, "marketer: banners, reads drafts"),
];

impl Demo {
    /// What the demo's imaginary front end shows, so that its pages are lawful (JP-U04, JP-K08).
    pub const DECLARATIONS: Declarations = Declarations {
        required_information_shown_openly: true,
        disclaimers_as_large_as_claims: true,
    };

    /// Fills an empty site.
    ///
    /// # Errors
    /// When there is any document or user already, or a use case refuses.
    pub async fn fill(site: &Site) -> Result<Self, DemoError> {
        if !site.store().is_empty().await? {
            return Err(DemoError::NotEmpty);
        }
        let mut demo = Self { logins: Vec::new(), password: PASSWORD };
        for (email, role, what) in STAFF {
            demo.add_user(site, email, role, None, what).await?;
        }
        let mut desk = site.desk().clone();
        desk.policy.declarations = Self::DECLARATIONS;
        let mut cast = Cast {
            site,
            desk,
            admin: log_in(site, "admin@demo.example").await?,
            editor: log_in(site, "editor@demo.example").await?,
            physicians: HashMap::new(),
            groups: HashMap::new(),
        };
        for (file, document) in read_files()? {
            let (group, title) = cast.play(&file, &document).await?;
            if document.kind == Kind::Physician {
                let slug = document.slug.as_ref().map_or(document.name.as_str(), Slug::as_str);
                let email = format!("{slug}@demo.example");
                let what = format!("physician: signs as {title}");
                demo.add_user(site, &email, StaffRole::Physician, Some(group), &what).await?;
                cast.physicians.insert(document.name, log_in(site, &email).await?);
            }
        }
        Ok(demo)
    }

    async fn add_user(
        &mut self,
        site: &Site,
        email: &str,
        role: StaffRole,
        physician: Option<GroupId>,
        what: &str,
    ) -> Result<(), DemoError> {
        let identity = site.identity();
        let password = SecretString::from(PASSWORD);
        identity.add_user(&Actor::operator(), email, password, &[role], physician).await?;
        self.logins.push(DemoLogin { email: email.to_owned(), what: what.to_owned() });
        Ok(())
    }
}

/// Who acts while the demo is being set up.
struct Cast<'a> {
    site: &'a Site,
    /// The site's, with what the demo declares.
    desk: Desk,
    admin: Actor,
    editor: Actor,
    /// By the `ref` of their documents.
    physicians: HashMap<String, Actor>,
    /// By `ref`.
    groups: HashMap<String, GroupId>,
}

impl Cast<'_> {
    /// Brings one document to where its file wants it. Returns its group and title.
    async fn play(
        &mut self,
        file: &str,
        document: &DemoDocument,
    ) -> Result<(GroupId, String), DemoError> {
        let refused = |error| DemoError::Refused { file: file.to_owned(), error };
        let done = self.write(file, document).await?;
        let written = self.read(done).await.map_err(refused)?;
        let (group, title) = (written.group, written.content.title());
        self.groups.insert(document.name.clone(), group);
        if document.state == Wanted::Draft {
            return Ok((group, title));
        }
        let answerability = document.kind.answerability();
        if answerability != Answerability::Edited {
            submit_for_review(&self.desk, &self.editor, done.document, done.revision)
                .await
                .map_err(refused)?;
        }
        if document.state == Wanted::InReview {
            return Ok((group, title));
        }
        match answerability {
            Answerability::Signed => self.sign(file, document, done).await?,
            Answerability::Verified => self.verify(done).await.map_err(refused)?,
            Answerability::Edited => {}
        }
        self.publish(done).await.map_err(refused)?;
        Ok((group, title))
    }

    async fn write(&self, file: &str, document: &DemoDocument) -> Result<Done, DemoError> {
        let unknown = |name: &str| DemoError::File {
            file: file.to_owned(),
            why: format!("no earlier file has the ref `{name}`"),
        };
        let new = NewContent {
            kind: document.kind,
            locale: document.locale.clone(),
            slug: document.slug.clone(),
            content: self.resolve(document.content.clone()).map_err(|name| unknown(&name))?,
            note: Some("demo".to_owned()),
        };
        let desk = &self.desk;
        let done = match &document.translation_of {
            Some(name) => {
                let group = *self.groups.get(name).ok_or_else(|| unknown(name))?;
                create_translation(desk, &self.editor, group, new).await
            }
            None => create_document(desk, &self.editor, new).await,
        };
        done.map_err(|error| DemoError::Refused { file: file.to_owned(), error })
    }

    async fn read(&self, done: Done) -> Result<Document, EditorialError> {
        let drafts = self.desk.drafts(&self.editor)?;
        let found = drafts.by_ids(&[done.document]).await?;
        found.into_iter().next().ok_or(EditorialError::NotFound)
    }

    async fn sign(&self, file: &str, document: &DemoDocument, done: Done) -> Result<(), DemoError> {
        let signer = document.signer.as_ref().and_then(|name| self.physicians.get(name));
        let Some(signer) = signer else {
            let why = "`signer` names no physician of an earlier file".to_owned();
            return Err(DemoError::File { file: file.to_owned(), why });
        };
        let Done { document, revision, .. } = done;
        let password = SecretString::from(PASSWORD);
        let identity = self.site.identity();
        let proof = identity.prove(signer, password, ADDRESS, document, revision).await?;
        approve_revision(&self.desk, signer, proof, document, revision, None)
            .await
            .map_err(|error| DemoError::Refused { file: file.to_owned(), error })?;
        Ok(())
    }

    async fn verify(&self, done: Done) -> Result<(), EditorialError> {
        let comment = Some("demo: the facts are fictional".to_owned());
        verify_document(&self.desk, &self.admin, done.document, done.revision, comment).await?;
        Ok(())
    }

    async fn publish(&self, done: Done) -> Result<(), EditorialError> {
        let Done { document, revision, .. } = done;
        let along = Dependencies::PublishAlong;
        publish_document(&self.desk, &self.editor, document, revision, along).await?;
        Ok(())
    }

    /// Puts group ids where `$ref:name` stands; `Err` is a name that nobody has yet.
    fn resolve(&self, value: Value) -> Result<Value, String> {
        Ok(match value {
            Value::String(text) => match text.strip_prefix("$ref:") {
                Some(name) => match self.groups.get(name) {
                    Some(group) => Value::String(group.to_string()),
                    None => return Err(name.to_owned()),
                },
                None => Value::String(text),
            },
            Value::Array(items) => {
                Value::Array(items.into_iter().map(|v| self.resolve(v)).collect::<Result<_, _>>()?)
            }
            Value::Object(map) => Value::Object(
                map.into_iter()
                    .map(|(key, v)| Ok((key, self.resolve(v)?)))
                    .collect::<Result<_, String>>()?,
            ),
            other => other,
        })
    }
}

async fn log_in(site: &Site, email: &str) -> Result<Actor, DemoError> {
    let identity = site.identity();
    let Tokens { access_token, .. } =
        identity.login(email, SecretString::from(PASSWORD), ADDRESS).await?;
    Ok(identity.authenticate(&access_token).await?)
}

/// The demo's documents in the order of their files' names.
fn read_files() -> Result<Vec<(String, DemoDocument)>, DemoError> {
    let mut names: Vec<String> = DemoFiles::iter()
        .map(|name| name.into_owned())
        .filter(|name| name.ends_with(".json"))
        .collect();
    names.sort();
    let mut documents = Vec::new();
    for file in names {
        let wrong = |why: String| DemoError::File { file: file.clone(), why };
        let bytes = DemoFiles::get(&file).ok_or_else(|| wrong("it is gone".to_owned()))?;
        let document = serde_json::from_slice(&bytes.data).map_err(|e| wrong(e.to_string()))?;
        documents.push((file, document));
    }
    Ok(documents)
}
