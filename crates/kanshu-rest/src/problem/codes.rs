//! Every code of a problem, with its status and title.

use actix_web::http::StatusCode;

/// Declares the codes once: name in JSON, status, title.
macro_rules! codes {
    ($($(#[$doc:meta])* $variant:ident = $name:literal, $status:ident, $title:literal;)+) => {
        /// What went wrong, for programs. Codes are never renamed.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Code {
            $($(#[$doc])* $variant,)+
        }

        impl Code {
            /// Every code.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// As in JSON: `NOT_PUBLISHABLE`.
            pub fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)+
                }
            }

            /// The status it is answered with.
            pub fn status(self) -> StatusCode {
                match self {
                    $(Self::$variant => StatusCode::$status,)+
                }
            }

            /// The same words for every problem with this code.
            pub fn title(self) -> &'static str {
                match self {
                    $(Self::$variant => $title,)+
                }
            }
        }
    };
}

codes! {
    BadRequest = "BAD_REQUEST", BAD_REQUEST, "The request cannot be understood";
    /// The body is not JSON.
    MalformedJson = "MALFORMED_JSON", BAD_REQUEST, "The body is not JSON";
    UnknownParameter = "UNKNOWN_PARAMETER", BAD_REQUEST, "There is no such query parameter";
    RepeatedParameter = "REPEATED_PARAMETER", BAD_REQUEST, "A query parameter stands twice";
    Unauthenticated = "UNAUTHENTICATED", UNAUTHORIZED, "Nobody is logged in";
    WrongCredentials = "WRONG_CREDENTIALS", UNAUTHORIZED, "E-mail or password is wrong";
    InvalidToken = "INVALID_TOKEN", UNAUTHORIZED, "The token or key is not valid";
    SessionEnded = "SESSION_ENDED", UNAUTHORIZED, "The session or key has ended";
    Forbidden = "FORBIDDEN", FORBIDDEN, "Your role does not allow this";
    NotTheNamedPhysician = "NOT_THE_NAMED_PHYSICIAN", FORBIDDEN, "Only the named physician signs";
    WrongProof = "WRONG_PROOF", FORBIDDEN, "The proof of identity is for something else";
    NotFound = "NOT_FOUND", NOT_FOUND, "Not found";
    MethodNotAllowed = "METHOD_NOT_ALLOWED", METHOD_NOT_ALLOWED, "The method is not answered here";
    IllegalStep = "ILLEGAL_STEP", CONFLICT, "The review stands elsewhere";
    LocaleTaken = "LOCALE_TAKEN", CONFLICT, "The translation exists already";
    SlugTaken = "SLUG_TAKEN", CONFLICT, "The slug is taken";
    NotPublic = "NOT_PUBLIC", CONFLICT, "The document is not public";
    NotApproved = "NOT_APPROVED", CONFLICT, "The revision is not signed";
    EmailTaken = "EMAIL_TAKEN", CONFLICT, "The e-mail is taken";
    NotPublishable = "NOT_PUBLISHABLE", CONFLICT, "Conditions of publication are not met";
    HasDependents = "HAS_DEPENDENTS", CONFLICT, "Public documents rest on this one";
    FourEyes = "FOUR_EYES", CONFLICT, "Somebody else must sign";
    NotWaivable = "NOT_WAIVABLE", CONFLICT, "The rule allows no exception";
    LookupsDisabled = "LOOKUPS_DISABLED", CONFLICT, "Look-ups are switched off";
    Gone = "GONE", GONE, "Withdrawn";
    RevisionMoved = "REVISION_MOVED", PRECONDITION_FAILED, "Somebody saved in between";
    TooLarge = "TOO_LARGE", PAYLOAD_TOO_LARGE, "The body is too large";
    UnsupportedMediaType = "UNSUPPORTED_MEDIA_TYPE", UNSUPPORTED_MEDIA_TYPE, "The body is of another type";
    Invalid = "INVALID", UNPROCESSABLE_ENTITY, "The input is not valid";
    WrongKind = "WRONG_KIND", UNPROCESSABLE_ENTITY, "Not for this kind of document";
    RevisionRequired = "REVISION_REQUIRED", PRECONDITION_REQUIRED, "Say which revision you changed";
    TooManyAttempts = "TOO_MANY_ATTEMPTS", TOO_MANY_REQUESTS, "Too many attempts";
    Internal = "INTERNAL", INTERNAL_SERVER_ERROR, "Something failed";
    RegistryUnavailable = "REGISTRY_UNAVAILABLE", BAD_GATEWAY, "A registry gave no answer";
    Unavailable = "UNAVAILABLE", SERVICE_UNAVAILABLE, "Not available at the moment";
}

impl Code {
    /// The problem's `type`: a stable name, not an address.
    pub fn urn(self) -> String {
        format!("urn:kanshu:problem:{}", self.name().to_lowercase().replace('_', "-"))
    }

    /// The code with this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|code| code.name() == name)
    }

    /// What `WWW-Authenticate` says with a 401 (RFC 6750 3).
    pub(super) fn challenge(self) -> &'static str {
        match self {
            Self::InvalidToken | Self::SessionEnded => "Bearer error=\"invalid_token\"",
            _ => "Bearer",
        }
    }
}
