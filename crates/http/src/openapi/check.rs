//! What every operation of the document must have.

use std::collections::BTreeSet;

use utoipa::openapi::path::{Operation, ParameterIn};
use utoipa::openapi::{OpenApi, RefOr};

use super::complete::operations;

/// What is missing in the document; empty when it is fit to publish.
#[must_use]
pub fn complaints(api: &OpenApi) -> Vec<String> {
    let mut complaints = Vec::new();
    let mut ids = BTreeSet::new();
    for (path, item) in &api.paths.paths {
        for (method, operation) in operations(item) {
            let place = format!("{method} {path}");
            match &operation.operation_id {
                None => complaints.push(format!("{place} has no operationId")),
                Some(id) if !ids.insert(id.clone()) => complaints.push(format!("{place}: operationId {id} is taken")),
                Some(_) => {}
            }
            let named = path.split('{').skip(1).filter_map(|part| part.split('}').next());
            for name in named.filter(|name| !has_path_parameter(operation, name)) {
                complaints.push(format!("{place} does not describe the path parameter {name}"));
            }
            complaints.extend(lacks(operation).into_iter().map(|what| format!("{place} {what}")));
        }
    }
    complaints
}

fn lacks(operation: &Operation) -> Vec<String> {
    let mut lacks = Vec::new();
    if operation.summary.as_deref().is_none_or(|summary| summary.trim().is_empty()) {
        lacks.push("has no summary".to_owned());
    }
    if operation.tags.as_deref().is_none_or(|tags| !tags.iter().all(|tag| is_known(tag)) || tags.is_empty()) {
        lacks.push("has no tag, or one that the document does not describe".to_owned());
    }
    for parameter in operation.parameters.iter().flatten() {
        match parameter {
            RefOr::T(parameter) if parameter.description.is_none() => {
                lacks.push(format!("has no description for the parameter {}", parameter.name));
            }
            _ => {}
        }
    }
    for (status, response) in &operation.responses.responses {
        if matches!(response, RefOr::T(response) if response.description.is_empty()) {
            lacks.push(format!("has no description for the answer {status}"));
        }
    }
    if !operation.responses.responses.keys().any(|status| status.starts_with(['2', '3'])) {
        lacks.push("has no answer for success".to_owned());
    }
    lacks
}

fn has_path_parameter(operation: &Operation, name: &str) -> bool {
    let mut parameters = operation.parameters.iter().flatten();
    parameters.any(|parameter| match parameter {
        RefOr::T(parameter) => parameter.parameter_in == ParameterIn::Path && parameter.name == name,
        RefOr::Ref(_) => false,
    })
}

fn is_known(tag: &str) -> bool {
    super::TAGS.iter().any(|(known, _)| *known == tag)
}
