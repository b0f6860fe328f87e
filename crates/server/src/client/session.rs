//! The tokens of one login.

use reqwest::Response;
use serde::Deserialize;
use serde_json::{Value, json};

use super::ClientError;

const SESSIONS: &str = "/v1/sessions";
const REFRESH: &str = "/v1/sessions/refresh";

/// A pair of tokens. The refresh token is good once.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Session {
    pub(super) access_token: String,
    refresh_token: String,
}

impl Session {
    pub(super) async fn begin(
        http: &reqwest::Client,
        base: &str,
        login: &str,
        password: &str,
    ) -> Result<Self, ClientError> {
        post(http, base, SESSIONS, json!({ "login": login, "password": password })).await
    }

    pub(super) async fn renewed(&self, http: &reqwest::Client, base: &str) -> Result<Self, ClientError> {
        post(http, base, REFRESH, json!({ "refreshToken": self.refresh_token })).await
    }
}

async fn post(http: &reqwest::Client, base: &str, path: &str, body: Value) -> Result<Session, ClientError> {
    let transport = |error: reqwest::Error| ClientError::transport("POST", path, &error);
    let response: Response = http.post(format!("{base}{path}")).json(&body).send().await.map_err(transport)?;
    if !response.status().is_success() {
        return Err(ClientError::answered("POST", path, response).await);
    }
    let bytes = response.bytes().await.map_err(transport)?;
    serde_json::from_slice(&bytes).map_err(|error| ClientError::unreadable("POST", path, error.to_string()))
}
