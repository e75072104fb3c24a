//! Why a look-up gave no answer.

use crate::{ConfigProblem, Registry};

/// Why a look-up gave no answer. That a registry does not know an identifier is no error. No message
/// holds an address, a key or what the registry sent.
#[derive(Debug, thiserror::Error)]
pub enum CourierError {
    #[error("look-ups in registries are switched off; `registries.enabled` switches them on")]
    Disabled,
    #[error("the settings of the registries cannot be used: {0}")]
    Config(#[from] ConfigProblem),
    #[error("{registry} could not be reached")]
    Unreachable {
        registry: Registry,
        #[source]
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    #[error("{registry} did not answer within {seconds} seconds")]
    Timeout { registry: Registry, seconds: u64 },
    #[error("{registry} refused with status {status}")]
    Refused { registry: Registry, status: u16 },
    #[error("{registry} sends to another place, which is not followed")]
    Redirected { registry: Registry },
    #[error("the answer of {registry} is longer than {limit} bytes")]
    TooLarge { registry: Registry, limit: usize },
    #[error("the answer of {registry} is not understood: {reason}")]
    NotUnderstood { registry: Registry, reason: String },
}

impl CourierError {
    /// What programs are told: that look-ups are off, or that a registry gave no answer.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Disabled => "LOOKUPS_DISABLED",
            _ => "REGISTRY_UNAVAILABLE",
        }
    }
}
