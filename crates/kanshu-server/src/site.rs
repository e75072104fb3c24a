//! A site: the store, the front desk, the newsroom, the shop window and both APIs, wired together.

use std::{
    net::{SocketAddr, TcpListener},
    sync::Arc,
};

use actix_web::{
    App, HttpResponse, HttpServer,
    dev::{Server, ServerHandle},
    middleware::{Condition, from_fn},
    web,
};
use async_graphql::{Request, Response};
use kanshu_courier::{CourierError, Registries};
use kanshu_delivery::{Answers, Delivery};
use kanshu_domain::{id::Ids, time::Clock};
use kanshu_editorial::Desk;
use kanshu_graphql::GraphQl;
use kanshu_identity::{Identity, IdentityError};
use kanshu_persistence::{Store, StoreError};
use kanshu_rest::{authentication::Caller, problem::Problem};

use crate::{
    Config, GlossaryError, HousePackError, glossary,
    graphql_over_http::{self, Documents},
    headers, house_packs, pages,
};

/// Why a site could not be opened or does not listen.
#[derive(Debug, thiserror::Error)]
pub enum SiteError {
    #[error("the data directory {path} cannot be made")]
    DataDir { path: String, source: std::io::Error },
    #[error("the database cannot be opened")]
    Store(#[from] StoreError),
    #[error("users and keys cannot be opened")]
    Identity(#[from] IdentityError),
    #[error("the rule packs cannot be used")]
    HousePacks(#[from] HousePackError),
    #[error("the glossary cannot be used")]
    Glossary(#[from] GlossaryError),
    #[error("the registries cannot be asked")]
    Registries(#[from] CourierError),
    #[error("cannot listen on {address}")]
    Listen { address: SocketAddr, source: std::io::Error },
}

/// A site, wired and ready to listen. Cheap to clone.
#[derive(Clone)]
pub struct Site {
    config: Arc<Config>,
    store: Store,
    identity: Identity,
    desk: Desk,
    registries: Arc<Registries>,
    delivery: Delivery,
    graphql: GraphQl,
    documents: Documents,
    answers: kanshu_rest::PublicAnswers,
    graphql_answers: Answers<graphql_over_http::Answer>,
}

impl Site {
    /// Reads the rule packs, opens the database (migrating it first) and wires everything.
    ///
    /// # Errors
    /// When a rule pack is not valid, the data directory cannot be made or the database cannot be opened.
    pub async fn open(
        config: &Config,
        clock: Arc<dyn Clock>,
        ids: Arc<dyn Ids>,
    ) -> Result<Self, SiteError> {
        let compliance = house_packs::engine(&config.house_packs)?;
        let glossary = config.glossary.as_deref().map(glossary::read).transpose()?;
        let glossary = Arc::new(glossary.unwrap_or_default());
        make_directory_of(&config.database_url)?;
        let store = Store::open(&config.database_url).await?;
        let identity = Identity::open(store.clone(), clock.clone(), ids.clone()).await?;
        let policy = config.policy.clone();
        let desk = Desk { store: store.clone(), clock, ids, policy, compliance, glossary };
        let delivery = Delivery::new(&store);
        let answers = Answers::new(store.clone(), desk.clock.clone());
        let graphql_answers = Answers::new(store.clone(), desk.clock.clone());
        let registries = Arc::new(Registries::new(&config.registries, desk.clock.clone())?);
        let services = kanshu_graphql::Services {
            registries: registries.clone(),
            desk: desk.clone(),
            delivery: delivery.clone(),
            identity: identity.clone(),
        };
        let graphql = GraphQl::new(services, config.graphql);
        let config = Arc::new(config.clone());
        let documents = Documents::default();
        Ok(Self {
            config,
            store,
            identity,
            desk,
            registries,
            delivery,
            graphql,
            documents,
            answers,
            graphql_answers,
        })
    }

    pub fn config(&self) -> &Config {
        &self.config
    }

    pub fn store(&self) -> &Store {
        &self.store
    }

    pub fn identity(&self) -> &Identity {
        &self.identity
    }

    /// The registries of papers.
    pub fn registries(&self) -> &Registries {
        &self.registries
    }

    pub fn desk(&self) -> &Desk {
        &self.desk
    }

    pub fn delivery(&self) -> &Delivery {
        &self.delivery
    }

    /// Executes one GraphQL request for a caller.
    pub(crate) async fn execute(&self, request: Request, caller: Caller) -> Response {
        let Caller { actor, address } = caller;
        self.graphql.execute(kanshu_graphql::Caller { actor, address }, request).await
    }

    pub(crate) fn graphql_answers(&self) -> &Answers<graphql_over_http::Answer> {
        &self.graphql_answers
    }

    pub(crate) fn documents(&self) -> &Documents {
        &self.documents
    }

    /// Begins to listen. Requests are answered once the result is awaited or spawned; port 0 takes any
    /// free port.
    ///
    /// # Errors
    /// When the address is taken or not ours.
    pub fn listen(&self, address: SocketAddr) -> Result<Running, SiteError> {
        let listening = |source| SiteError::Listen { address, source };
        let listener = TcpListener::bind(address).map_err(listening)?;
        let address = listener.local_addr().map_err(listening)?;
        let site = self.clone();
        let server = HttpServer::new(move || {
            let config = &site.config;
            App::new()
                .app_data(web::Data::new(site.clone()))
                .app_data(web::PayloadConfig::new(config.body_limit_bytes))
                .configure(|routes| site.routes(routes))
                .default_service(web::to(nothing_here))
                .wrap(from_fn(headers::secure))
                .wrap(Condition::new(!config.cors_origins.is_empty(), headers::cors(config)))
                .wrap(Condition::new(config.trust_forwarded_for, from_fn(headers::believe_proxy)))
        })
        .workers(self.config.workers)
        // Small answers would otherwise wait for Nagle's algorithm.
        .tcp_nodelay(true)
        // Whoever runs the server decides when it stops.
        .disable_signals()
        .shutdown_timeout(20)
        .listen(listener)
        .map_err(listening)?
        .run();
        Ok(Running { address, server })
    }

    /// Everything that is mounted.
    fn routes(&self, routes: &mut web::ServiceConfig) {
        let services = kanshu_rest::Services {
            registries: self.registries.clone(),
            desk: self.desk.clone(),
            delivery: self.delivery.clone(),
            identity: self.identity.clone(),
            answers: self.answers.clone(),
        };
        let limits = kanshu_rest::Limits { body_bytes: self.config.body_limit_bytes };
        routes
            .configure(graphql_over_http::configure)
            .configure(pages::configure)
            .configure(kanshu_rest::mount(services, limits));
    }
}

/// A server that listens. It answers while [`Running::until_stopped`] is polled.
pub struct Running {
    address: SocketAddr,
    server: Server,
}

impl Running {
    /// The address, with the port that was taken.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Stops the server from elsewhere: `handle.stop(true)` lets running requests finish.
    pub fn handle(&self) -> ServerHandle {
        self.server.handle()
    }

    /// Answers requests until the server is stopped.
    ///
    /// # Errors
    /// When the operating system takes the socket away.
    pub async fn until_stopped(self) -> std::io::Result<()> {
        self.server.await
    }
}

/// Everything that is not mounted.
async fn nothing_here() -> Result<HttpResponse, Problem> {
    Err(Problem::not_found())
}

/// SQLite makes the file but not the directory it lies in.
fn make_directory_of(url: &str) -> Result<(), SiteError> {
    let Some(path) = url.strip_prefix("sqlite://") else { return Ok(()) };
    let path = path.split('?').next().unwrap_or_default();
    match std::path::Path::new(path).parent() {
        Some(parent) if !parent.as_os_str().is_empty() => std::fs::create_dir_all(parent)
            .map_err(|source| SiteError::DataDir { path: parent.display().to_string(), source }),
        _ => Ok(()),
    }
}
