//! `kanshu user …` and `kanshu api-key …`.

use chrono::{Days, NaiveDate, NaiveTime};
use kanshu_domain::time::{Instant, tokyo};
use kanshu_identity::{ApiKey, User};
use secrecy::{ExposeSecret, SecretString};

use crate::{
    CommandError, Site,
    cli::{ApiKeyCommand, UserCommand},
};

use super::{operator, say};

const PASSWORD: &str = "KANSHU_PASSWORD";

pub(super) async fn user(site: &Site, command: UserCommand) -> Result<(), CommandError> {
    let (identity, operator) = (site.identity(), operator());
    match command {
        UserCommand::Add { email, roles, physician } => {
            let password = password()?;
            let user = identity.add_user(&operator, &email, password, &roles, physician).await?;
            say(&format!("Added {}", described(&user)))
        }
        UserCommand::List => {
            for user in identity.users(&operator).await? {
                say(&described(&user))?;
            }
            Ok(())
        }
        UserCommand::Disable { email } => {
            let user = identity.set_user_disabled(&operator, &email, true).await?;
            say(&described(&user))
        }
        UserCommand::Enable { email } => {
            let user = identity.set_user_disabled(&operator, &email, false).await?;
            say(&described(&user))
        }
        UserCommand::LinkPhysician { email, physician } => {
            let user = identity.link_physician(&operator, &email, physician).await?;
            say(&described(&user))
        }
    }
}

pub(super) async fn api_key(site: &Site, command: ApiKeyCommand) -> Result<(), CommandError> {
    let (identity, operator) = (site.identity(), operator());
    match command {
        ApiKeyCommand::Add { name, scopes, expires } => {
            let expires_at = expiry(&expires, site.desk().clock.now())?;
            let (key, secret) = identity.add_api_key(&operator, &name, &scopes, expires_at).await?;
            say(&format!("Added {}", described_key(&key)))?;
            say("The key is shown this once; keep it like a password:")?;
            say(secret.expose_secret())
        }
        ApiKeyCommand::List => {
            for key in identity.api_keys(&operator).await? {
                say(&described_key(&key))?;
            }
            Ok(())
        }
        ApiKeyCommand::Revoke { id } => {
            identity.revoke_api_key(&operator, id).await?;
            say(&format!("Revoked {id}"))
        }
    }
}

/// From the environment, else asked for twice on the terminal.
fn password() -> Result<SecretString, CommandError> {
    if let Ok(password) = std::env::var(PASSWORD) {
        return Ok(SecretString::from(password));
    }
    let ask = |prompt: &str| {
        rpassword::prompt_password(prompt).map_err(|source| CommandError::Input {
            what: format!("the password (set {PASSWORD} where there is no terminal)"),
            source,
        })
    };
    let first = ask("Password: ")?;
    if first == ask("Again: ")? {
        Ok(SecretString::from(first))
    } else {
        Err(CommandError::Usage("the two passwords differ".to_owned()))
    }
}

/// `30d` is thirty times 24 hours from now; a date is the last day in Tokyo on which the key works.
fn expiry(text: &str, now: Instant) -> Result<Instant, CommandError> {
    let unreadable =
        || CommandError::Usage(format!("`{text}`: give days (`30d`) or a date (`2027-03-31`)"));
    let at = match text.strip_suffix('d') {
        Some(days) => {
            let days = days.parse().map_err(|_| unreadable())?;
            now.checked_add_days(Days::new(days))
        }
        None => {
            let last = NaiveDate::parse_from_str(text, "%Y-%m-%d").map_err(|_| unreadable())?;
            last.succ_opt()
                .and_then(|day| day.and_time(NaiveTime::MIN).and_local_timezone(tokyo()).single())
                .map(|at| at.to_utc())
        }
    };
    match at {
        Some(at) if at > now => Ok(at),
        Some(_) => Err(CommandError::Usage(format!("`{text}` is over already"))),
        None => Err(unreadable()),
    }
}

fn described(user: &User) -> String {
    let roles: Vec<&str> = user.roles.iter().map(|role| role.name()).collect();
    let mut text = format!("{}  {}  {}", user.id, user.email, roles.join(","));
    if let Some(physician) = user.physician {
        text += &format!("  signs as {physician}");
    }
    if user.disabled {
        text += "  disabled";
    }
    text
}

fn described_key(key: &ApiKey) -> String {
    let scopes: Vec<&str> = key.scopes.iter().map(|scope| scope.name()).collect();
    let last_used = match key.last_used_at {
        Some(at) => format!("last used {}", at.to_rfc3339()),
        None => "never used".to_owned(),
    };
    let revoked = if key.revoked { "  revoked" } else { "" };
    let expires = key.expires_at.to_rfc3339();
    format!("{}  {}  {}  until {expires}  {last_used}{revoked}", key.id, key.name, scopes.join(","))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn now() -> Instant {
        "2026-11-22T12:00:00Z".parse().expect("an instant")
    }

    #[test]
    fn a_key_expires_after_days_or_at_the_end_of_a_day_in_tokyo() {
        let in_30_days = expiry("30d", now()).expect("valid");
        assert_eq!(in_30_days.to_rfc3339(), "2026-12-22T12:00:00+00:00");
        let after_march = expiry("2027-03-31", now()).expect("valid");
        assert_eq!(after_march.to_rfc3339(), "2027-03-31T15:00:00+00:00");
    }

    #[test]
    fn what_is_over_or_unreadable_is_refused() {
        for text in ["2026-11-21", "0d", "soon", "99999999999999999999d", "18446744073709551615d"] {
            assert!(expiry(text, now()).is_err(), "{text}");
        }
    }
}
