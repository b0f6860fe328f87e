//! The language of the texts for people, by `Accept-Language`. English when none is asked for.

use std::convert::Infallible;
use std::future::{Ready, ready};

use actix_web::body::BoxBody;
use actix_web::dev::Payload;
use actix_web::http::header;
use actix_web::{FromRequest, HttpRequest, HttpResponse, Responder};
use serde::Serialize;

/// A language we speak.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// English.
    English,
    /// Simplified Chinese.
    Chinese,
}

impl Language {
    /// All languages.
    pub const ALL: &[Self] = &[Self::English, Self::Chinese];

    /// The language tag.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Chinese => "zh-CN",
        }
    }

    /// The language that the request asks for.
    #[must_use]
    pub fn of(request: &HttpRequest) -> Self {
        let asked = request.headers().get(header::ACCEPT_LANGUAGE);
        asked.and_then(|value| value.to_str().ok()).map_or(Self::English, Self::preferred)
    }

    /// The preferred one of our languages in the value of an `Accept-Language`; the first wins among equals.
    fn preferred(accept: &str) -> Self {
        let mut best = (Self::English, 0.0);
        for range in accept.split(',') {
            let (tag, parameters) = range.split_once(';').unwrap_or((range, ""));
            let quality = parameters.trim().strip_prefix("q=").map_or(1.0, |q| q.parse::<f32>().unwrap_or(0.0));
            let language = match tag.trim().split('-').next().map(str::to_ascii_lowercase).as_deref() {
                Some("zh") => Self::Chinese,
                Some("en" | "*") => Self::English,
                _ => continue,
            };
            if quality > best.1 {
                best = (language, quality);
            }
        }
        best.0
    }
}

impl FromRequest for Language {
    type Error = Infallible;
    type Future = Ready<Result<Self, Infallible>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(Ok(Self::of(request)))
    }
}

/// A body whose texts are in a language.
#[derive(Debug)]
pub struct Localized<T> {
    /// The language of the texts.
    pub language: Language,
    /// The body.
    pub body: T,
}

impl<T: Serialize> Responder for Localized<T> {
    type Body = BoxBody;

    fn respond_to(self, _: &HttpRequest) -> HttpResponse {
        HttpResponse::Ok()
            .insert_header((header::CONTENT_LANGUAGE, self.language.as_str()))
            .insert_header((header::VARY, "accept-language"))
            .json(self.body)
    }
}

#[cfg(test)]
mod tests {
    use super::Language;

    #[test]
    fn the_language_with_the_highest_quality_wins() {
        assert_eq!(Language::preferred("zh-CN"), Language::Chinese);
        assert_eq!(Language::preferred("zh;q=0.4, en;q=0.8"), Language::English);
        assert_eq!(Language::preferred("fr, zh-Hans;q=0.1"), Language::Chinese);
        assert_eq!(Language::preferred("fr"), Language::English);
        assert_eq!(Language::preferred("zh;q=0"), Language::English);
        assert_eq!(Language::preferred(";;,=q"), Language::English);
    }
}
