//! The paths of the document with their methods: tells an unknown address from an unknown method.

use std::collections::BTreeSet;

use actix_web::dev::ResourceDef;
use utoipa::openapi::OpenApi;

use super::complete::operations;

/// The paths with their methods.
pub(crate) struct Routes(Vec<(ResourceDef, Vec<&'static str>)>);

impl std::fmt::Debug for Routes {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Routes({})", self.0.len())
    }
}

impl Routes {
    pub(super) fn of(api: &OpenApi) -> Self {
        let paths = api.paths.paths.iter().map(|(path, item)| {
            (ResourceDef::new(path.as_str()), operations(item).map(|(method, _)| method).collect())
        });
        Self(paths.collect())
    }

    /// The methods of a path, as in the header `Allow`; none when nothing is there.
    pub(crate) fn allowed(&self, path: &str) -> Option<String> {
        let found = self.0.iter().filter(|(pattern, _)| pattern.is_match(path));
        let methods: BTreeSet<_> = found.flat_map(|(_, methods)| methods.iter().copied()).collect();
        if methods.is_empty() { None } else { Some(Vec::from_iter(methods).join(", ")) }
    }
}
