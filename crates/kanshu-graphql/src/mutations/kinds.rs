//! Per kind: create and revise.

use async_graphql::{Context, Object, Result};

use super::{DocumentPayload, create, revise};
use crate::inputs::{
    CreateArticleInput, CreateBannerInput, CreateCitationInput, CreateClinicInput,
    CreateConditionInput, CreateDisclaimerInput, CreatePhysicianInput, CreateProductInput,
    CreateTagInput, CreateTreatmentInput, ReviseArticleInput, ReviseBannerInput,
    ReviseCitationInput, ReviseClinicInput, ReviseConditionInput, ReviseDisclaimerInput,
    RevisePhysicianInput, ReviseProductInput, ReviseTagInput, ReviseTreatmentInput,
};

macro_rules! kind_mutations {
    ($($mutations:ident {
        $(#[doc = $create_doc:tt])+ $create:ident($create_input:ident),
        $(#[doc = $revise_doc:tt])+ $revise:ident($revise_input:ident),
    })+) => {$(
        #[derive(Default)]
        pub(crate) struct $mutations;

        #[Object]
        impl $mutations {
            $(#[doc = $create_doc])+
            async fn $create(
                &self,
                ctx: &Context<'_>,
                #[graphql(desc = "What it says.")] input: $create_input,
            ) -> Result<DocumentPayload> {
                create(ctx, input).await
            }

            $(#[doc = $revise_doc])+
            async fn $revise(
                &self,
                ctx: &Context<'_>,
                #[graphql(desc = "What changes.")] input: $revise_input,
            ) -> Result<DocumentPayload> {
                revise(ctx, input).await
            }
        }
    )+};
}

kind_mutations! {
    ArticleMutations {
        /// Adds an article: a draft.
        create_article(CreateArticleInput),
        /// Changes an article: mints a revision, or none when nothing changes.
        revise_article(ReviseArticleInput),
    }
    TreatmentMutations {
        /// Adds a treatment: a draft.
        create_treatment(CreateTreatmentInput),
        /// Changes a treatment: mints a revision, or none when nothing changes.
        revise_treatment(ReviseTreatmentInput),
    }
    ProductMutations {
        /// Adds a product: a draft.
        create_product(CreateProductInput),
        /// Changes a product: mints a revision, or none when nothing changes.
        revise_product(ReviseProductInput),
    }
    PhysicianMutations {
        /// Adds a physician: a draft.
        create_physician(CreatePhysicianInput),
        /// Changes a physician: mints a revision, or none when nothing changes.
        revise_physician(RevisePhysicianInput),
    }
    CitationMutations {
        /// Adds a bibliographic record: a draft.
        create_citation(CreateCitationInput),
        /// Changes a bibliographic record: mints a revision, or none when nothing changes.
        revise_citation(ReviseCitationInput),
    }
    ClinicMutations {
        /// Adds a clinic: a draft.
        create_clinic(CreateClinicInput),
        /// Changes a clinic: mints a revision, or none when nothing changes.
        revise_clinic(ReviseClinicInput),
    }
    ConditionMutations {
        /// Adds a disease or complaint: a draft.
        create_condition(CreateConditionInput),
        /// Changes a disease or complaint: mints a revision, or none when nothing changes.
        revise_condition(ReviseConditionInput),
    }
    BannerMutations {
        /// Adds a banner: a draft.
        create_banner(CreateBannerInput),
        /// Changes a banner: mints a revision, or none when nothing changes.
        revise_banner(ReviseBannerInput),
    }
    DisclaimerMutations {
        /// Adds a shared disclaimer: a draft.
        create_disclaimer(CreateDisclaimerInput),
        /// Changes a shared disclaimer: mints a revision, or none when nothing changes.
        revise_disclaimer(ReviseDisclaimerInput),
    }
    TagMutations {
        /// Adds a tag: a draft.
        create_tag(CreateTagInput),
        /// Changes a tag: mints a revision, or none when nothing changes.
        revise_tag(ReviseTagInput),
    }
}
