//! `kanshu serve`.

use crate::{CommandError, Demo, Site};

use super::say;

/// Listens, says where to click, and answers until it is told to stop.
pub(super) async fn serve(site: &Site, demo: bool) -> Result<(), CommandError> {
    let demo = if demo { Some(Demo::fill(site).await?) } else { None };
    let running = site.listen(site.config().listen)?;
    let listens_elsewhere = running.address() != site.config().listen;
    let address = if listens_elsewhere {
        format!("http://{}", running.address())
    } else {
        site.config().public_url.clone()
    };
    say(&where_to_click(&address, demo.as_ref()))?;

    let handle = running.handle();
    tokio::spawn(async move {
        told_to_stop().await;
        tracing::info!("stopping: running requests may finish");
        handle.stop(true).await;
    });
    running.until_stopped().await.map_err(CommandError::Server)
}

fn where_to_click(address: &str, demo: Option<&Demo>) -> String {
    let mut text = format!(
        "Kanshu answers at {address}\n\
         \x20 GraphiQL    {address}/graphql\n\
         \x20 Swagger UI  {address}/api/docs/\n\
         \x20 REST        {address}/api/v1/articles\n\
         \x20 Health      {address}/health/ready"
    );
    if let Some(demo) = demo {
        text += "\nDemo logins (the same password for all: ";
        text += demo.password;
        text.push(')');
        for login in &demo.logins {
            text += &format!("\n  {:<34} {}", login.email, login.what);
        }
    }
    text
}

/// SIGTERM, SIGINT or ctrl-c.
async fn told_to_stop() {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut terminate) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = terminate.recv() => {}
                _ = tokio::signal::ctrl_c() => {}
            }
            return;
        }
    }
    let _ = tokio::signal::ctrl_c().await;
}
