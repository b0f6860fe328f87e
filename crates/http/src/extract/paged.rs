//! Lists: filters from the query, and where the page starts.

use std::future::{Ready, ready};

use actix_web::body::BoxBody;
use actix_web::dev::Payload;
use actix_web::http::header;
use actix_web::{FromRequest, HttpRequest, HttpResponse, Responder, web};
use bihuan_app::error::FieldError;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use validator::Validate;

use super::query;
use crate::problem::Problem;
use crate::problem::code::ProblemCode;
use crate::state::State;

/// The largest page.
pub const PAGE_LIMIT_MAX: u32 = 200;

/// The page when the caller names no limit.
pub const PAGE_LIMIT_DEFAULT: u32 = 50;

/// The two parameters that every list has beside its filters; named in `params(...)` of the endpoint.
#[derive(Clone, Copy, Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "only describes the parameters; Paged reads them")]
pub struct PageParameters {
    /// `page.next` of the page before.
    #[param(value_type = Option<String>, max_length = 1024)]
    cursor: (),
    /// The most rows to answer with.
    #[param(value_type = Option<u32>, minimum = 1, maximum = 200, default = 50)]
    limit: (),
}

/// A request for one page: filters `F`, and the position `K` of the last row of the page before.
#[derive(Debug)]
pub struct Paged<F, K> {
    /// The filters.
    pub filter: F,
    /// Where the page before ended; none for the first page.
    pub after: Option<K>,
    /// The most rows to answer with, 1 to [`PAGE_LIMIT_MAX`].
    pub limit: u32,
    binding: String,
    path: String,
    query: Vec<(String, String)>,
    state: web::Data<State>,
}

impl<F: DeserializeOwned + Validate, K: DeserializeOwned> Paged<F, K> {
    fn of(request: &HttpRequest) -> Result<Self, Problem> {
        let state = State::of(request)?;
        let mut pairs = query::pairs(request)?;
        let cursor = take(&mut pairs, "cursor");
        let limit = take(&mut pairs, "limit").map_or(Ok(PAGE_LIMIT_DEFAULT), |text| limit(&text))?;
        let mut query = pairs.clone();
        query.sort();
        let path = request.path().to_owned();
        let binding = format!("{path}?{}", serde_urlencoded::to_string(&query).map_err(Problem::internal)?);
        let after = cursor.map(|cursor| state.cursors.open(&binding, &cursor)).transpose()?;
        Ok(Self { filter: query::parse(pairs)?, after, limit, binding, path, query, state })
    }
}

impl<F, K: Serialize> Paged<F, K> {
    /// The answer: `next` is the position of the last row, if there are more.
    ///
    /// # Errors
    /// The position cannot be written, which is a fault of ours.
    pub fn answer<T>(self, data: Vec<T>, next: Option<K>) -> Result<Page<T>, Problem> {
        let next = next.map(|position| self.state.cursors.seal(&self.binding, &position)).transpose()?;
        let link = next.as_deref().map(|cursor| self.link(cursor)).transpose()?;
        let has_more = next.is_some();
        Ok(Page { data, page: PageInfo { next, has_more }, link })
    }

    fn link(&self, cursor: &str) -> Result<String, Problem> {
        let limit = self.limit.to_string();
        let own = [("cursor", cursor), ("limit", &limit)];
        let filters = self.query.iter().map(|(name, value)| (name.as_str(), value.as_str()));
        let pairs: Vec<_> = filters.chain(own).collect();
        let query = serde_urlencoded::to_string(pairs).map_err(Problem::internal)?;
        Ok(format!("<{}?{query}>; rel=\"next\"", self.path))
    }
}

fn take(pairs: &mut Vec<(String, String)>, name: &str) -> Option<String> {
    let at = pairs.iter().position(|(known, _)| known == name)?;
    Some(pairs.remove(at).1)
}

fn limit(text: &str) -> Result<u32, Problem> {
    match text.parse() {
        Ok(limit) if (1..=PAGE_LIMIT_MAX).contains(&limit) => Ok(limit),
        _ => {
            let error = FieldError::new("/query/limit", "range").with("min", 1).with("max", PAGE_LIMIT_MAX);
            Err(Problem::new(ProblemCode::InvalidQuery).at([error]))
        }
    }
}

impl<F: DeserializeOwned + Validate + 'static, K: DeserializeOwned + 'static> FromRequest for Paged<F, K> {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(Self::of(request))
    }
}

/// One page of a list.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Page<T> {
    /// The rows.
    pub data: Vec<T>,
    /// How to go on.
    pub page: PageInfo,
    #[serde(skip)]
    #[schema(ignore)]
    link: Option<String>,
}

/// How to go on behind a page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct PageInfo {
    /// The `cursor` of the next page.
    #[schema(required)]
    pub next: Option<String>,
    /// Whether there is a next page.
    pub has_more: bool,
}

impl<T: Serialize> Responder for Page<T> {
    type Body = BoxBody;

    fn respond_to(self, _: &HttpRequest) -> HttpResponse {
        let mut response = HttpResponse::Ok();
        if let Some(link) = &self.link {
            response.insert_header((header::LINK, link.as_str()));
        }
        response.json(self)
    }
}
