//! The component schemas of the OpenAPI description. The domain knows no OpenAPI, so its shapes are
//! mirrored here; tests compare them with what the domain accepts.

#[expect(dead_code, reason = "mirrors of JSON shapes: only their schemas are used")]
mod blocks;
#[expect(dead_code, reason = "mirrors of JSON shapes: only their schemas are used")]
mod citation;
#[expect(dead_code, reason = "mirrors of JSON shapes: only their schemas are used")]
mod claims;
#[expect(dead_code, reason = "mirrors of JSON shapes: only their schemas are used")]
mod compliance;
mod compose;
#[expect(dead_code, reason = "mirrors of JSON shapes: only their schemas are used")]
mod facts;
#[expect(dead_code, reason = "mirrors of JSON shapes: only their schemas are used")]
mod kinds;
#[expect(dead_code, reason = "mirrors of JSON shapes: only their schemas are used")]
mod requests;
#[expect(dead_code, reason = "mirrors of JSON shapes: only their schemas are used")]
mod sources;
#[cfg(test)]
mod tests;
#[expect(dead_code, reason = "mirrors of JSON shapes: only their schemas are used")]
mod values;

use std::{collections::BTreeMap, sync::LazyLock};

use kanshu_domain::kind::Kind;
use utoipa::{
    PartialSchema, ToSchema,
    openapi::{ObjectBuilder, RefOr, Schema, schema::Type},
};

use crate::problem::Code;

/// Every component, by name.
pub(crate) fn components() -> BTreeMap<String, RefOr<Schema>> {
    let mut all: Vec<(String, RefOr<Schema>)> = Vec::new();
    macro_rules! collect {
        ($($schema:ty),+ $(,)?) => {$(
            all.push((<$schema as ToSchema>::name().into_owned(), <$schema>::schema()));
            <$schema as ToSchema>::schemas(&mut all);
        )+};
    }
    collect!(
        facts::DocumentFacts,
        facts::FormattedBody,
        facts::Included,
        facts::DocumentMeta,
        facts::ListMeta,
        requests::SubmitRequest,
        requests::ChangesRequest,
        requests::ApproveRequest,
        requests::RevokeRequest,
        requests::VerifyRequest,
        requests::PublishRequest,
        requests::UnpublishRequest,
        requests::WithdrawRequest,
        compliance::WaiveFindingRequest,
        compliance::RevokeWaiverRequest,
        compliance::CheckComplianceRequest,
        compliance::ComplianceReportResponse,
        compliance::WaivedResponse,
        sources::BibliographyResponse,
        sources::EvidenceSummaryResponse,
        sources::RetractionResponse,
        sources::NoticedSourcesResponse,
        sources::DependentsResponse,
        sources::RegistryRecordResponse,
        sources::RegistryComparisonResponse,
        sources::ImportResponse,
        sources::ReferenceFile,
        requests::LoginRequest,
        requests::RefreshRequest,
        requests::LogoutRequest,
        requests::TokensResponse,
        requests::UserResponse,
        requests::ActionResponse,
        requests::HistoryResponse,
        requests::ReadinessResponse,
        requests::Problem,
        requests::Health,
        requests::DocumentResponse,
        requests::JsonWebKeySet,
    );
    for kind in Kind::ALL {
        all.extend(compose::components(kind));
    }
    // Last, so that the union stands in the place of the name that refers to it.
    all.extend(blocks::components());
    all.into_iter().collect()
}

/// The names of a kind's fields as they are read, in the order of the documentation.
pub(crate) fn fields_of(kind: Kind) -> &'static [String] {
    static FIELDS: LazyLock<BTreeMap<Kind, Vec<String>>> = LazyLock::new(|| {
        Kind::ALL.into_iter().map(|kind| (kind, compose::field_names(kind))).collect()
    });
    FIELDS.get(&kind).map_or(&[], Vec::as_slice)
}

/// The names of a kind's fields as they are read but not written.
pub(crate) fn read_only_fields_of(kind: Kind) -> &'static [String] {
    static FIELDS: LazyLock<BTreeMap<Kind, Vec<String>>> = LazyLock::new(|| {
        Kind::ALL.into_iter().map(|kind| (kind, compose::read_only_names(kind))).collect()
    });
    FIELDS.get(&kind).map_or(&[], Vec::as_slice)
}

/// `Article`: the part of names that says the kind.
pub(crate) fn kind_name(kind: Kind) -> String {
    let name = kind.name();
    format!("{}{}", name[..1].to_uppercase(), &name[1..])
}

/// The codes of problems.
pub(crate) struct ProblemCode;

impl PartialSchema for ProblemCode {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new()
            .schema_type(Type::String)
            .enum_values(Some(Code::ALL.iter().map(|code| code.name())))
            .description(Some("For programs; codes are never renamed."))
            .into()
    }
}

impl ToSchema for ProblemCode {}
