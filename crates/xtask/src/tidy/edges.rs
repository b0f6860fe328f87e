//! Who may use whom: the table at the head of the architecture.
//!
//! Development dependencies are free, except that the test kit may be nothing else.

/// What one crate of the workspace may use.
#[derive(Debug)]
pub(crate) struct Rule {
    pub(crate) package: &'static str,
    /// Crates of the workspace it may use.
    pub(crate) members: &'static [&'static str],
    /// Crates from outside.
    pub(crate) outside: Outside,
}

#[derive(Debug)]
pub(crate) enum Outside {
    /// Nothing but these.
    Only(&'static [&'static str]),
    /// Anything but these; a name ending in `*` stands for all that begin so.
    AnyBut(&'static [&'static [&'static str]]),
}

const WEB: &[&str] = &["actix*", "utoipa*", "validator*"];
const WEB_FRAMEWORK: &[&str] = &["actix*", "utoipa*"];
const HTTP_CLIENTS: &[&str] = &["reqwest*", "awc", "hyper*", "ureq", "isahc", "surf"];
const SQL: &[&str] =
    &["diesel*", "deadpool*", "libsqlite3-sys", "rusqlite", "pq-sys", "sqlx*", "postgres", "tokio-postgres"];
const ACTIX: &[&str] = &["actix*"];

/// The table, from the inside out.
pub(crate) const RULES: [Rule; 8] = [
    Rule {
        package: "bihuan-domain",
        members: &[],
        outside: Outside::Only(&[
            "serde",
            "serde_json",
            "thiserror",
            "uuid",
            "jiff",
            "toml",
            "schemars",
            "cel",
            "sha2",
        ]),
    },
    Rule { package: "bihuan-persistence", members: &["bihuan-domain"], outside: Outside::AnyBut(&[WEB, HTTP_CLIENTS]) },
    Rule {
        package: "bihuan-app",
        members: &["bihuan-domain", "bihuan-persistence"],
        outside: Outside::AnyBut(&[WEB_FRAMEWORK, SQL, HTTP_CLIENTS]),
    },
    Rule { package: "bihuan-http", members: &["bihuan-domain", "bihuan-app"], outside: Outside::AnyBut(&[SQL]) },
    Rule {
        package: "bihuan-worker",
        members: &["bihuan-domain", "bihuan-app"],
        outside: Outside::AnyBut(&[ACTIX, SQL]),
    },
    Rule {
        package: "bihuan-server",
        members: &["bihuan-domain", "bihuan-persistence", "bihuan-app", "bihuan-http", "bihuan-worker"],
        outside: Outside::AnyBut(&[]),
    },
    Rule {
        package: "bihuan-testkit",
        members: &["bihuan-domain", "bihuan-persistence", "bihuan-app", "bihuan-http", "bihuan-worker"],
        outside: Outside::AnyBut(&[]),
    },
    Rule { package: "xtask", members: &[], outside: Outside::AnyBut(&[]) },
];

/// The rule of a package.
pub(crate) fn rule(package: &str) -> Option<&'static Rule> {
    RULES.iter().find(|rule| rule.package == package)
}

impl Rule {
    /// Whether a dependency is allowed.
    pub(crate) fn allows(&self, dependency: &str) -> bool {
        if rule(dependency).is_some() {
            return self.members.contains(&dependency);
        }
        match self.outside {
            Outside::Only(allowed) => allowed.contains(&dependency),
            Outside::AnyBut(refused) => !refused.iter().copied().flatten().any(|name| matches(name, dependency)),
        }
    }
}

fn matches(pattern: &str, name: &str) -> bool {
    match pattern.strip_suffix('*') {
        Some(start) => name.starts_with(start),
        None => name == pattern,
    }
}
