//! The signature on a page, as readers are told of it.

use async_graphql::{Context, Object, Result, SimpleObject};
use chrono::{DateTime, Utc};
use kanshu_domain::{time::tokyo_date, workflow::Approval};

use crate::{
    Services,
    document::Reading,
    objects::Physician,
    scalars::{Date, Locale},
    text::{LocalizedText, localized},
};
use std::sync::Arc;

/// A physician's signature of exactly the revision shown (監修).
pub(crate) struct Review {
    reading: Reading,
    approval: Arc<Approval>,
}

impl Review {
    /// The signature of the revision shown, unless it was taken back.
    pub(crate) fn of(reading: &Reading) -> Option<Self> {
        let approval = reading.document.approval.as_ref()?;
        approval
            .revoked
            .is_none()
            .then(|| Self { reading: reading.clone(), approval: approval.clone() })
    }
}

/// A specialist title as it stood when the page was signed.
#[derive(SimpleObject)]
pub(crate) struct SignedCredential {
    /// The title, in the reader's language.
    name: Option<String>,
    /// The body that issued it, in the reader's language.
    issuing_body: Option<String>,
}

/// The physician who signed, as they were at that moment.
pub(crate) struct Signatory<'a>(&'a Review);

/// The physician who signed, as they were at that moment.
#[Object]
impl Signatory<'_> {
    /// The name as signed.
    async fn name(
        &self,
        #[graphql(desc = "Another language than the reader's.")] locale: Option<Locale>,
    ) -> Option<String> {
        self.0.reading.view.pick(&self.0.approval.physician_name, locale.as_ref())
    }

    /// The name as signed, in every language.
    async fn names(&self) -> Vec<LocalizedText> {
        localized(&self.0.approval.physician_name)
    }

    /// The specialist titles as signed.
    async fn credentials(&self) -> Vec<SignedCredential> {
        let view = &self.0.reading.view;
        self.0
            .approval
            .credentials
            .iter()
            .map(|credential| SignedCredential {
                name: view.pick(&credential.name, None),
                issuing_body: view.pick(&credential.issuing_body, None),
            })
            .collect()
    }

    /// The physician's record as it is today.
    async fn physician(&self, ctx: &Context<'_>) -> Result<Option<Physician>> {
        self.0.reading.view.one(ctx, Some(self.0.approval.physician)).await
    }
}

/// A physician's signature of exactly the revision shown (監修).
#[Object]
impl Review {
    /// The physician who signed.
    async fn supervising_physician(&self) -> Signatory<'_> {
        Signatory(self)
    }

    /// The date of the signature in Asia/Tokyo, as it stands on the page.
    async fn last_reviewed(&self) -> Date {
        Date(tokyo_date(self.approval.at))
    }

    /// The instant of the signature.
    async fn signed_at(&self) -> DateTime<Utc> {
        self.approval.at
    }

    /// Until when the signature may carry a publication.
    async fn valid_until(&self) -> DateTime<Utc> {
        self.approval.valid_until
    }

    /// Whether the next review is due.
    async fn overdue(&self, ctx: &Context<'_>) -> Result<bool> {
        let now = ctx.data::<Services>()?.desk.clock.now();
        Ok(!self.approval.is_valid(now))
    }

    /// What the signature says.
    async fn statement(&self) -> &str {
        &self.approval.statement
    }

    /// Whether the signer was somebody else than the author of the revision.
    async fn four_eyes(&self) -> bool {
        self.approval.four_eyes
    }
}
