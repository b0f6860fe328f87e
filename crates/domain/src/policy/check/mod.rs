//! What a bundle means, and whether it makes sense: pure checks beyond what the types already demand.
//!
//! First come names alone, then entries and the names they use. Only when all names lead somewhere does the last group
//! ask what the rules do together: that every demand finds a route and that no ticket ever waits without a clock.

mod alarms;
mod allowances;
mod amounts;
mod calendars;
mod callbacks;
mod clocks;
mod consequences;
mod coverage;
mod customers;
mod demands;
mod figures;
mod lifecycle;
mod names;
mod notifications;
mod organisation;
mod outcomes;
mod promises;
mod quality;
mod questionnaires;
mod references;
mod reports;
mod retention;
mod routes;
mod scripts;
mod standing;
mod tables;
mod texts;

use std::fmt;

use super::bundle::Bundle;
use super::resolved::{Policy, PolicyVersion};

/// One thing that makes no sense.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The entry, such as `kind[3].levels[0]`, counting from 0.
    pub path: String,
    /// What is wrong.
    pub message: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.path, self.message)
    }
}

/// Findings in the making.
#[derive(Default)]
struct Findings(Vec<Finding>);

impl Findings {
    fn add(&mut self, path: impl Into<String>, message: impl Into<String>) {
        self.0.push(Finding { path: path.into(), message: message.into() });
    }

    fn add_if(&mut self, wrong: bool, path: impl Into<String>, message: impl Into<String>) {
        if wrong {
            self.add(path, message);
        }
    }
}

/// Everything in a bundle that makes no sense; empty when it is good.
#[must_use]
pub fn check(bundle: &Bundle) -> Vec<Finding> {
    let mut findings = Findings::default();
    names::check(bundle, &mut findings);
    if !findings.0.is_empty() {
        // With two entries of one name, every question about that name has two answers.
        return findings.0;
    }
    texts::check(bundle, &mut findings);
    references::check(bundle, &mut findings);
    organisation::check(bundle, &mut findings);
    calendars::check(bundle, &mut findings);
    clocks::check(bundle, &mut findings);
    allowances::check(bundle, &mut findings);
    customers::check(bundle, &mut findings);
    callbacks::check(bundle, &mut findings);
    questionnaires::check(bundle, &mut findings);
    scripts::check(bundle, &mut findings);
    notifications::check(bundle, &mut findings);
    figures::check(bundle, &mut findings);
    reports::check(bundle, &mut findings);
    standing::check(bundle, &mut findings);
    retention::check(bundle, &mut findings);
    quality::check(bundle, &mut findings);
    consequences::check(bundle, &mut findings);
    match Policy::new(PolicyVersion(0), bundle.clone()) {
        // The zones of calendars were looked at already.
        Err(unknown) => findings.add_if(unknown.0 == bundle.bundle.zone, "bundle.zone", unknown.to_string()),
        Ok(policy) if findings.0.is_empty() => {
            tables::check(bundle, &mut findings);
            routes::check(&policy, &mut findings);
            outcomes::check(&policy, &mut findings);
            promises::check(&policy, &mut findings);
            coverage::check(&policy, &mut findings);
        }
        Ok(_) => {}
    }
    findings.0
}
