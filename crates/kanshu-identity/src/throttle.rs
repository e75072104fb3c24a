//! Slowing down whoever guesses passwords.
//!
//! Every attempt is counted *before* its password is looked at, so that a thousand at once are no way
//! around the limit, and the count is taken back when the password was right. Counters are kept by
//! what was typed, whether or not there is such a user.

use std::net::{IpAddr, Ipv6Addr};

use chrono::Duration;
use kanshu_domain::{revision::Sha256Hash, time::Instant};
use kanshu_persistence::accounts::Attempts;

/// When a counter starts to make callers wait, and for how long at most.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Rule {
    /// Attempts within the window before the first wait.
    pub attempts: i64,
    /// The longest wait, in seconds.
    pub longest_wait: i64,
}

/// Tight: nobody mistypes their own password five times from one place.
const ACCOUNT_FROM_ADDRESS: Rule = Rule { attempts: 5, longest_wait: 900 };
/// A clinic's staff may share one address.
const ADDRESS: Rule = Rule { attempts: 20, longest_wait: 900 };
/// Loose and short: else anybody could lock a physician out by guessing from many addresses.
const ACCOUNT: Rule = Rule { attempts: 50, longest_wait: 60 };

/// Attempts are forgotten this long after the first of them.
fn window() -> Duration {
    Duration::minutes(15)
}

/// What an attempt counts towards. Names are digests: the table holds no addresses of callers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Subjects {
    pub address: String,
    pub account: String,
    pub account_from_address: String,
}

impl Subjects {
    /// `email` is normalised; `address` is the caller's IP address.
    pub(crate) fn new(email: &str, address: &str) -> Self {
        let digest = |what: &[&str]| Sha256Hash::of_json(&what).to_string();
        let place = place(address);
        Self {
            address: digest(&["address", &place]),
            account: digest(&["account", email]),
            account_from_address: digest(&["account_from_address", email, &place]),
        }
    }

    pub(crate) fn all(&self) -> Vec<String> {
        vec![self.address.clone(), self.account.clone(), self.account_from_address.clone()]
    }

    fn rule(&self, subject: &str) -> Rule {
        if subject == self.address {
            ADDRESS
        } else if subject == self.account {
            ACCOUNT
        } else {
            ACCOUNT_FROM_ADDRESS
        }
    }

    /// Says how many seconds to wait, when one has to.
    pub(crate) fn may_try(counters: &[Attempts], now: Instant) -> Result<(), i64> {
        match counters.iter().map(|counter| seconds_to_wait(counter, now)).max() {
            Some(wait @ 1..) => Err(wait),
            _ => Ok(()),
        }
    }

    /// Counts one more attempt, or says how many seconds to wait (and counts nothing).
    pub(crate) fn admit(&self, counters: &mut [Attempts], now: Instant) -> Result<(), i64> {
        Self::may_try(counters, now)?;
        for counter in counters {
            count(counter, self.rule(&counter.subject), now);
        }
        Ok(())
    }

    /// Takes back one counted attempt whose password was right. The account starts anew; the address
    /// only loses this one attempt, or an insider could guess at others between own logins.
    pub(crate) fn forgive(&self, counters: &mut [Attempts]) {
        for counter in counters {
            if counter.subject == self.address {
                counter.count = (counter.count - 1).max(0);
                if counter.count < ADDRESS.attempts {
                    counter.blocked_until = None;
                }
            } else {
                counter.count = 0;
                counter.blocked_until = None;
            }
        }
    }
}

/// Where an address counts. One customer gets a whole /64 of IPv6 and can take another address in it for
/// each guess, so it counts as one place. What is no address counts as itself.
fn place(address: &str) -> String {
    match address.parse::<IpAddr>().map(|address| address.to_canonical()) {
        Ok(IpAddr::V6(address)) => {
            let network = Ipv6Addr::from_bits(address.to_bits() >> 64 << 64);
            format!("{network}/64")
        }
        Ok(IpAddr::V4(address)) => address.to_string(),
        Err(_) => address.to_owned(),
    }
}

fn seconds_to_wait(counter: &Attempts, now: Instant) -> i64 {
    let left = counter.blocked_until.map_or(0, |until| (until - now).num_milliseconds());
    // Rounded up: whoever waits this long is not sent away again.
    left.max(0).saturating_add(999) / 1000
}

fn count(counter: &mut Attempts, rule: Rule, now: Instant) {
    if now - counter.since >= window() {
        counter.count = 0;
        counter.since = now;
    }
    counter.count = counter.count.saturating_add(1);
    counter.blocked_until = wait_after(counter.count, rule).map(|wait| now + wait);
}

/// The wait that follows the n-th attempt: thirty seconds, doubling.
fn wait_after(attempts: i64, rule: Rule) -> Option<Duration> {
    // Beyond this many doublings nothing is longer than the longest wait.
    let doublings = u32::try_from((attempts - rule.attempts).min(16)).ok()?;
    let seconds = 30 * 2_i64.pow(doublings);
    Some(Duration::seconds(seconds.min(rule.longest_wait)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn noon() -> Instant {
        "2026-11-22T03:00:00Z".parse().unwrap()
    }

    fn fresh(subjects: &Subjects) -> Vec<Attempts> {
        let counter = |subject| Attempts { subject, count: 0, since: noon(), blocked_until: None };
        subjects.all().into_iter().map(counter).collect()
    }

    #[test]
    fn the_sixth_attempt_waits_and_the_next_longer() {
        let subjects = Subjects::new("a@clinic.example", "192.0.2.1");
        let mut counters = fresh(&subjects);
        for _ in 0..5 {
            assert_eq!(subjects.admit(&mut counters, noon()), Ok(()));
        }
        assert_eq!(subjects.admit(&mut counters, noon()), Err(30));
        let later = noon() + Duration::seconds(29) + Duration::milliseconds(500);
        assert_eq!(subjects.admit(&mut counters, later), Err(1));
        let later = noon() + Duration::seconds(30);
        assert_eq!(subjects.admit(&mut counters, later), Ok(()));
        assert_eq!(subjects.admit(&mut counters, later), Err(60));
        let next_window = noon() + Duration::minutes(15);
        assert_eq!(subjects.admit(&mut counters, next_window), Ok(()));
        assert!(counters.iter().all(|counter| counter.count == 1));
    }

    #[test]
    fn a_right_password_clears_the_account_but_not_the_address() {
        let subjects = Subjects::new("a@clinic.example", "192.0.2.1");
        let mut counters = fresh(&subjects);
        for _ in 0..3 {
            subjects.admit(&mut counters, noon()).unwrap();
        }
        subjects.forgive(&mut counters);
        let counts: Vec<i64> = counters.iter().map(|counter| counter.count).collect();
        assert_eq!(counts, [2, 0, 0]);
    }

    #[test]
    fn waits_grow_to_their_longest_and_no_further() {
        let waits = |rule: Rule| {
            (rule.attempts - 1..rule.attempts + 8)
                .map(|n| wait_after(n, rule).map_or(0, |wait| wait.num_seconds()))
                .collect::<Vec<_>>()
        };
        assert_eq!(waits(ACCOUNT_FROM_ADDRESS), [0, 30, 60, 120, 240, 480, 900, 900, 900]);
        assert_eq!(waits(ACCOUNT), [0, 30, 60, 60, 60, 60, 60, 60, 60]);
        assert_eq!(wait_after(i64::MAX, ADDRESS), Some(Duration::seconds(900)));
    }

    #[test]
    fn a_network_of_ipv6_counts_as_one_place() {
        let at = |address| Subjects::new("a@clinic.example", address);
        assert_eq!(at("2001:db8:0:1::1"), at("2001:DB8:0:1:ffff:ffff:ffff:ffff"));
        assert_ne!(at("2001:db8:0:1::1"), at("2001:db8:0:2::1"));
        // An IPv4 caller of a socket that listens on both.
        assert_eq!(at("::ffff:192.0.2.1"), at("192.0.2.1"));
        assert_ne!(at("::ffff:192.0.2.1"), at("::ffff:192.0.2.2"));
        assert_ne!(at("192.0.2.1"), at("192.0.2.2"));
    }

    #[test]
    fn an_address_and_an_account_are_never_the_same_subject() {
        let subjects = Subjects::new("same", "same");
        assert_ne!(subjects.address, subjects.account);
        assert_ne!(subjects.account, subjects.account_from_address);
        assert_ne!(Subjects::new("a", "bc"), Subjects::new("ab", "c"));
    }
}
