//! Each kind's schemas, put together from the facts that every document has, the kind's content and
//! what is worked out from it.

use kanshu_domain::kind::Kind;
use utoipa::{
    PartialSchema, ToSchema,
    openapi::{
        ArrayBuilder, Object, ObjectBuilder, Ref, RefOr, Schema,
        schema::{AdditionalProperties, Type},
    },
};

use super::{citation, facts, kind_name, kinds, requests};
use crate::parameters::Known;

/// A named schema.
type Named = (String, RefOr<Schema>);

/// The schemas of a kind: `Article`, `NewArticle`, `ArticlePatch`, `ArticleResponse`,
/// `ArticleListResponse`, and everything they refer to.
pub(super) fn components(kind: Kind) -> Vec<Named> {
    let name = kind_name(kind);
    let mut all = Vec::new();
    content_schemas(kind, &mut all);
    derived_schemas(kind, &mut all);
    all.push((name.clone(), read(kind).into()));
    all.push((format!("New{name}"), write(kind).into()));
    all.push((format!("{name}Patch"), patch(kind).into()));
    all.push((
        format!("{name}Response"),
        ObjectBuilder::new()
            .property("data", Ref::from_schema_name(&name))
            .property("included", Ref::from_schema_name("Included"))
            .property("meta", Ref::from_schema_name("DocumentMeta"))
            .required("data")
            .required("meta")
            .into(),
    ));
    all.push((
        format!("{name}ListResponse"),
        ObjectBuilder::new()
            .property("data", ArrayBuilder::new().items(Ref::from_schema_name(&name)))
            .property("included", Ref::from_schema_name("Included"))
            .property("meta", Ref::from_schema_name("ListMeta"))
            .required("data")
            .required("meta")
            .into(),
    ));
    all
}

/// Fields as read: facts, content, derived.
pub(super) fn field_names(kind: Kind) -> Vec<String> {
    read(kind).properties.keys().cloned().collect()
}

/// Fields as read that no write takes.
pub(super) fn read_only_names(kind: Kind) -> Vec<String> {
    let (read, write) = (read(kind), write(kind));
    read.properties.keys().filter(|name| !write.properties.contains_key(*name)).cloned().collect()
}

/// The content's own object.
pub(super) fn content(kind: Kind) -> Object {
    object(match kind {
        Kind::Article => kinds::ArticleContent::schema(),
        Kind::Treatment => kinds::TreatmentContent::schema(),
        Kind::Product => kinds::ProductContent::schema(),
        Kind::Physician => kinds::PhysicianContent::schema(),
        Kind::Citation => citation::CitationContent::schema(),
        Kind::Clinic => kinds::ClinicContent::schema(),
        Kind::Condition => kinds::ConditionContent::schema(),
        Kind::Banner => kinds::BannerContent::schema(),
        Kind::Disclaimer => kinds::DisclaimerContent::schema(),
        Kind::Tag => kinds::TagContent::schema(),
    })
}

fn content_schemas(kind: Kind, all: &mut Vec<Named>) {
    match kind {
        Kind::Article => kinds::ArticleContent::schemas(all),
        Kind::Treatment => kinds::TreatmentContent::schemas(all),
        Kind::Product => kinds::ProductContent::schemas(all),
        Kind::Physician => kinds::PhysicianContent::schemas(all),
        Kind::Citation => citation::CitationContent::schemas(all),
        Kind::Clinic => kinds::ClinicContent::schemas(all),
        Kind::Condition => kinds::ConditionContent::schemas(all),
        Kind::Banner => kinds::BannerContent::schemas(all),
        Kind::Disclaimer => kinds::DisclaimerContent::schemas(all),
        Kind::Tag => kinds::TagContent::schemas(all),
    }
}

fn derived(kind: Kind) -> Option<Object> {
    match kind {
        Kind::Article => Some(object(facts::ArticleDerived::schema())),
        Kind::Treatment => Some(object(facts::TreatmentDerived::schema())),
        _ => None,
    }
}

fn derived_schemas(kind: Kind, all: &mut Vec<Named>) {
    if kind == Kind::Article {
        facts::ArticleDerived::schemas(all);
    }
}

/// As read.
fn read(kind: Kind) -> Object {
    let own = content(kind);
    let description = own.description.clone();
    let mut whole = merged([object(facts::DocumentFacts::schema()), own]);
    if let Some(derived) = derived(kind) {
        whole = merged([whole, derived]);
    }
    if crate::parameters::for_single(kind).iter().any(|Known { name, .. }| name == "bodyFormat") {
        let body = Ref::from_schema_name("FormattedBody");
        whole.properties.insert("formattedBody".to_owned(), body.into());
    }
    whole.description = description;
    whole
}

/// As created: everything that has a default may be left out.
fn write(kind: Kind) -> Object {
    let own = content(kind);
    let description = own.description.clone();
    let mut whole = merged([object(requests::NewDocumentFields::schema()), own]);
    whole.required = if whole.properties.contains_key("title") {
        vec!["title".to_owned()]
    } else {
        vec!["name".to_owned()]
    };
    if kind.is_localised() {
        whole.required.push("locale".to_owned());
    } else {
        whole.properties.shift_remove("locale");
        whole.properties.shift_remove("translationOf");
    }
    whole.description = description;
    closed(whole)
}

/// As revised: any field, and null to clear it (RFC 7396).
fn patch(kind: Kind) -> Object {
    let mut whole = merged([object(requests::PatchFields::schema()), content(kind)]);
    whole.required.clear();
    whole.description = Some(
        "A JSON merge-patch: fields left out stay as they are, null clears a field, lists are \
         replaced whole."
            .to_owned(),
    );
    closed(whole)
}

/// Unknown fields are refused.
fn closed(mut object: Object) -> Object {
    object.additional_properties = Some(Box::new(AdditionalProperties::FreeForm(false)));
    object
}

fn merged(parts: [Object; 2]) -> Object {
    let mut whole = ObjectBuilder::new().schema_type(Type::Object).build();
    for part in parts {
        whole.properties.extend(part.properties);
        whole.required.extend(part.required);
    }
    whole
}

/// The object that a derived schema is; an empty one for anything else, which the tests would show.
fn object(schema: RefOr<Schema>) -> Object {
    match schema {
        RefOr::T(Schema::Object(object)) => object,
        _ => Object::default(),
    }
}
