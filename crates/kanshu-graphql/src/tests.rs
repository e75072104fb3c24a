//! The schema as a whole: fresh, described, and guarded against expensive documents.

use async_graphql::{Request, parser::parse_query};
use kanshu_domain::{
    id::DocumentId,
    query::{Cursor, PageSize, Window},
};
use uuid::Uuid;

use crate::{
    Limits, TooExpensive, check_document, check_text,
    connection::{PageArgs, page_cost},
    errors::steps,
    schema, sdl,
};

fn refused(document: &str) -> Option<TooExpensive> {
    let parsed = parse_query(document).expect("the document parses");
    check_document(&parsed, &Limits::default()).err()
}

/// The messages of validation: nothing is executed, for the request carries no services.
fn messages(document: &str) -> Vec<String> {
    let schema = schema(&Limits::default());
    let response = futures_util::FutureExt::now_or_never(schema.execute(Request::new(document)))
        .expect("validation waits for nothing");
    response.errors.into_iter().map(|error| error.message).collect()
}

#[test]
fn the_committed_schema_is_the_one_that_is_served() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../schema.graphql");
    let committed = std::fs::read_to_string(path).unwrap_or_default();
    assert!(
        committed.trim_end() == sdl().trim_end(),
        "schema.graphql is stale; refresh it with: cargo run -- schema graphql > schema.graphql"
    );
}

#[test]
fn every_kind_has_every_field_that_documents_share() {
    let query = "{ __type(name: \"Document\") {
        fields { name } possibleTypes { name fields { name } }
    } }";
    let schema = schema(&Limits::default());
    let response = futures_util::FutureExt::now_or_never(schema.execute(Request::new(query)))
        .expect("introspection waits for nothing");
    let data = response.data.into_json().expect("introspection is JSON");
    let names = |value: &serde_json::Value| -> Vec<String> {
        let fields = value["fields"].as_array().expect("a list of fields");
        fields.iter().map(|field| field["name"].to_string()).collect()
    };
    let shared = names(&data["__type"]);
    let kinds = data["__type"]["possibleTypes"].as_array().expect("a list of types");
    assert_eq!(kinds.len(), 10);
    assert!(shared.len() >= 12, "{shared:?}");
    for kind in kinds {
        let own = names(kind);
        let missing: Vec<&String> = shared.iter().filter(|name| !own.contains(name)).collect();
        assert_eq!(missing, Vec::<&String>::new(), "{}", kind["name"]);
    }
}

#[test]
fn every_type_field_argument_and_value_is_described() {
    let sdl = sdl();
    let mut undescribed = Vec::new();
    let mut owner = String::new();
    let mut described = false;
    let mut in_description = false;
    for line in sdl.lines() {
        let text = line.trim();
        if text.starts_with("\"\"\"") || in_description {
            let fences = text.matches("\"\"\"").count();
            if fences == 1 {
                in_description = !in_description;
            }
            described = true;
            continue;
        }
        if text.is_empty() || text == "}" || text.starts_with("schema") || text == ")" {
            described = false;
            continue;
        }
        if !line.starts_with([' ', '\t']) {
            owner = text.split_whitespace().nth(1).unwrap_or_default().to_owned();
            let exempt = text.starts_with("directive") || owner == "query:" || owner == "mutation:";
            if !described && !exempt {
                undescribed.push(owner.clone());
            }
        } else if !described && owner != "query" && !text.starts_with(')') {
            undescribed.push(format!("{owner}.{text}"));
        }
        described = false;
    }
    let undescribed: Vec<_> = undescribed
        .into_iter()
        .filter(|name| !name.contains(".query:") && !name.contains(".mutation:"))
        .collect();
    assert!(undescribed.is_empty(), "without description: {undescribed:#?}");
}

#[test]
fn a_deep_query_is_refused() {
    let mut document = "articles(first: 1) { nodes { treatments { ".to_owned();
    for _ in 0..4 {
        document.push_str("supervisingPhysician { clinics { administrator { clinics { ");
    }
    document.push_str("id");
    let document = format!("{{ {document} {} }}", "} ".repeat(19));
    assert!(messages(&document).iter().any(|message| message.contains("nested too deep")));
}

#[test]
fn pages_within_pages_are_refused_by_their_price() {
    let document = "{ articles(first: 100) { nodes { treatments { articles(first: 100) \
                    { nodes { title } } } } } }";
    assert!(messages(document).iter().any(|message| message.contains("too complex")));
}

/// What GraphiQL asks for when it opens: all of it, with its fragments.
fn introspection_of_graphiql() -> String {
    let of_type = format!("{}{}", "ofType { kind name ".repeat(9), "} ".repeat(9));
    format!(
        "query IntrospectionQuery {{ __schema {{ description
            queryType {{ name kind }} mutationType {{ name kind }} subscriptionType {{ name kind }}
            types {{ ...FullType }}
            directives {{ name description isRepeatable locations
                args(includeDeprecated: true) {{ ...InputValue }} }} }} }}
        fragment FullType on __Type {{ kind name description specifiedByURL isOneOf
            fields(includeDeprecated: true) {{ name description
                args(includeDeprecated: true) {{ ...InputValue }}
                type {{ ...TypeRef }} isDeprecated deprecationReason }}
            inputFields(includeDeprecated: true) {{ ...InputValue }}
            interfaces {{ ...TypeRef }}
            enumValues(includeDeprecated: true) {{ name description isDeprecated deprecationReason }}
            possibleTypes {{ ...TypeRef }} }}
        fragment InputValue on __InputValue {{ name description type {{ ...TypeRef }} defaultValue
            isDeprecated deprecationReason }}
        fragment TypeRef on __Type {{ kind name {of_type} }}"
    )
}

#[test]
fn the_introspection_of_graphiql_is_not_refused() {
    let document = introspection_of_graphiql();
    assert_eq!(refused(&document), None);
    assert_eq!(messages(&document), Vec::<String>::new());
}

#[test]
fn types_that_lead_to_types_and_back_are_refused() {
    for document in [
        "{ __type(name: \"Document\") { possibleTypes { interfaces { possibleTypes { name } } } } }",
        "{ __schema { types { fields { type { ofType { fields { name } } } } } } }",
        "{ __schema { types { possibleTypes { fields { args { name } } } } } }",
        "{ __schema { ... on __Schema { types { ...f } } } } \
         fragment f on __Type { interfaces { ... { ...g } } } \
         fragment g on __Type { possibleTypes { again: interfaces { name } } }",
        "{ ...root } fragment root on Query { __schema { queryType { fields { ...f } } } } \
         fragment f on __Field { type { fields { name } } }",
    ] {
        assert_eq!(refused(document), Some(TooExpensive::IntrospectionNesting), "{document}");
    }
}

#[test]
fn a_question_about_the_schema_that_repeats_itself_is_refused() {
    let document = format!("{{ __schema {{ types {{ {} }} }} }}", "name ".repeat(400));
    assert_eq!(refused(&document), Some(TooExpensive::IntrospectionFields(400)));
}

#[test]
fn a_document_that_only_uses_the_words_of_introspection_is_not_refused() {
    let document = "{ fields { types { fields { args { fields { possibleTypes { name } } } } } } }";
    assert_eq!(refused(document), None);
}

#[test]
fn fragments_that_double_each_other_into_nothing_are_refused_at_once() {
    let mut document = "{ __schema { ...f0 } }".to_owned();
    for i in 0..60 {
        let next = i + 1;
        document.push_str(&format!(" fragment f{i} on __Schema {{ ...f{next} ...f{next} }}"));
    }
    assert_eq!(refused(&document), Some(TooExpensive::Fields(5_000)));
}

#[test]
fn the_readiness_of_a_list_is_refused_and_of_one_document_is_not() {
    let too_complex =
        |document: &str| messages(document).iter().any(|message| message.contains("too complex"));
    for (field, rows) in [("readiness { condition }", 5), ("history { reviews { at } }", 50)] {
        let desk = format!("desk {{ {field} }}");
        let one = format!("{{ article(slug: \"a\", perspective: DRAFT) {{ {desk} }} }}");
        let many =
            format!("{{ articles(first: {rows}, perspective: DRAFT) {{ nodes {{ {desk} }} }} }}");
        assert!(!too_complex(&one), "{one}");
        assert!(too_complex(&many), "{many}");
    }
}

#[test]
fn many_aliases_are_refused() {
    let fields: String = (0..31).map(|i| format!("a{i}: viewer {{ email }} ")).collect();
    assert_eq!(refused(&format!("{{ {fields} }}")), Some(TooExpensive::Aliases(30)));
}

#[test]
fn aliases_in_fragments_count() {
    let fields: String = (0..31).map(|i| format!("a{i}: email ")).collect();
    let document = format!("{{ viewer {{ ...f }} }} fragment f on Viewer {{ {fields} }}");
    assert_eq!(refused(&document), Some(TooExpensive::Aliases(30)));
}

#[test]
fn fragments_that_double_each_other_are_refused_at_once() {
    let mut document = "{ viewer { ...f0 } }".to_owned();
    for i in 0..60 {
        document.push_str(&format!(
            " fragment f{i} on Viewer {{ ...f{next} ...f{next} }}",
            next = i + 1
        ));
    }
    document.push_str(" fragment f60 on Viewer { email }");
    assert_eq!(refused(&document), Some(TooExpensive::Fields(5_000)));
}

#[test]
fn fragments_in_a_circle_are_refused() {
    let document =
        "{ viewer { ...a } } fragment a on Viewer { ...b } fragment b on Viewer { ...a }";
    assert_eq!(refused(document), Some(TooExpensive::FragmentCycle));
}

#[test]
fn a_document_is_measured_before_it_is_parsed() {
    let limits = Limits::default();
    let long = " ".repeat(limits.bytes + 1);
    assert_eq!(check_text(&long, &limits), Err(TooExpensive::Bytes(limits.bytes)));
    let deep = "{a".repeat(10_000);
    assert_eq!(check_text(&deep, &limits), Err(TooExpensive::Nesting(limits.nesting)));
}

fn args(
    first: Option<i32>,
    after: Option<&str>,
    last: Option<i32>,
    before: Option<&str>,
) -> PageArgs {
    PageArgs { first, after: after.map(str::to_owned), last, before: before.map(str::to_owned) }
}

#[test]
fn a_cursor_comes_back_as_the_place_it_was_given_for() {
    let at = chrono::DateTime::from_timestamp_micros(1_770_000_000_123_456).expect("an instant");
    let place = Cursor { at, id: DocumentId(Uuid::from_u128(7)) };
    let window = args(Some(5), Some(&place.encode()), None, None).window().expect("a window");
    assert_eq!(
        window,
        Window::First { size: PageSize::new(5).expect("a size"), after: Some(place) }
    );
}

#[test]
fn contradictory_pages_are_refused() {
    assert!(args(Some(1), None, Some(1), None).window().is_err());
    assert!(args(Some(101), None, None, None).window().is_err());
    assert!(args(Some(0), None, None, None).window().is_err());
    assert!(args(None, Some("not a cursor"), None, None).window().is_err());
    assert!(args(None, None, None, None).window().is_ok());
}

#[test]
fn a_page_costs_what_its_rows_cost() {
    assert_eq!(page_cost(Some(10), None, 3), 31);
    assert_eq!(page_cost(None, None, 2), 41);
    assert_eq!(page_cost(Some(i32::MAX), None, 1), 101);
}

#[test]
fn a_field_path_is_told_step_by_step() {
    assert_eq!(steps("body[3].level"), Some(vec!["body".into(), "3".into(), "level".into()]));
    assert_eq!(steps(""), None);
}
