//! Path parameters. One that cannot be read names nothing, so the answer is 404.

use std::future::{Ready, ready};
use std::ops::Deref;

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest, web};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use utoipa::IntoParams;
use uuid::Uuid;

use crate::problem::Problem;

/// The parameters of the path.
#[derive(Debug)]
pub struct Path<T>(pub T);

/// The usual path: one resource by its id.
#[derive(Clone, Copy, Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub struct ById {
    /// The id of the resource.
    pub id: Uuid,
}

impl<T> Deref for Path<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T: DeserializeOwned + 'static> FromRequest for Path<T> {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let nul = request.match_info().iter().any(|(_, value)| value.contains('\0'));
        let path = web::Path::<T>::from_request(request, payload).into_inner();
        ready(match path {
            Ok(path) if !nul => Ok(Self(path.into_inner())),
            _ => Err(Problem::not_found()),
        })
    }
}
