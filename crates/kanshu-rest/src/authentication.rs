//! Who is asking: the bearer credential of a request, turned into an actor by `kanshu-identity`.

use std::{future::Future, pin::Pin};

use actix_web::{FromRequest, HttpRequest, dev::Payload, http::header, web};
use kanshu_domain::actor::Actor;

use crate::{
    Services,
    problem::{Code, Problem},
};

/// Who is asking, and from where. Without a credential it is a visitor; a credential that is not valid
/// is refused (401), never taken for a visitor.
#[derive(Clone, Debug)]
pub struct Caller {
    pub actor: Actor,
    /// The network address of the connection, for throttling. Forwarding headers are not believed.
    pub address: String,
}

impl Caller {
    /// Reads `Authorization: Bearer …`.
    ///
    /// # Errors
    /// 401 when a credential is there and not valid, 400 when the header is of another scheme.
    pub async fn of(request: &HttpRequest) -> Result<Self, Problem> {
        let address =
            request.peer_addr().map_or_else(|| "unknown".to_owned(), |peer| peer.ip().to_string());
        let actor = match bearer(request)? {
            None => Actor::visitor(),
            Some(credential) => services(request)?.identity.authenticate(&credential).await?,
        };
        Ok(Self { actor, address })
    }

    /// The caller, when it is somebody.
    ///
    /// # Errors
    /// 401 for visitors: before anything is looked up, so that nothing shows whether it exists.
    pub async fn known(request: &HttpRequest) -> Result<Self, Problem> {
        let caller = Self::of(request).await?;
        if caller.actor.is_visitor() { Err(Problem::unauthenticated()) } else { Ok(caller) }
    }
}

impl FromRequest for Caller {
    type Error = Problem;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Problem>>>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let request = request.clone();
        Box::pin(async move { Self::of(&request).await })
    }
}

/// The services that this application was configured with.
pub(crate) fn services(request: &HttpRequest) -> Result<web::Data<Services>, Problem> {
    request
        .app_data::<web::Data<Services>>()
        .cloned()
        .ok_or_else(|| Problem::internal("the services were not configured"))
}

fn bearer(request: &HttpRequest) -> Result<Option<String>, Problem> {
    let mut headers = request.headers().get_all(header::AUTHORIZATION);
    let Some(value) = headers.next() else { return Ok(None) };
    let invalid = |detail: &str| Err(Problem::new(Code::InvalidToken, detail));
    if headers.next().is_some() {
        return invalid("Send one Authorization header.");
    }
    let Some((scheme, credential)) = value.to_str().ok().and_then(|text| text.split_once(' '))
    else {
        return invalid("Send `Authorization: Bearer <token or API key>`.");
    };
    if scheme.eq_ignore_ascii_case("bearer") && !credential.trim().is_empty() {
        Ok(Some(credential.trim().to_owned()))
    } else {
        invalid("Send `Authorization: Bearer <token or API key>`.")
    }
}
