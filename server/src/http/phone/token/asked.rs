//! What a token request asks for. Parameters that are not known are ignored (RFC 6749 section 3.2).

use super::super::{PRE_AUTHORIZED, oauth::OAuthError, setting_of};
use axum::{
    Form,
    body::{Body, Bytes},
    extract::{FromRequest as _, Request},
    http::request::Parts,
};
use passport_core::card::Setting;
use serde::Deserialize;

/// The most characters of a client's name.
const LONGEST_CLIENT_ID: usize = 200;

/// How tokens are earned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GrantType {
    /// With the code of an offer.
    PreAuthorized,
    /// With a refresh token.
    Refresh,
}

/// A token request.
pub struct Asked {
    pub grant_type: GrantType,
    pub code: Option<String>,
    pub tx_code: Option<String>,
    pub refresh_token: Option<String>,
    pub client_id: Option<String>,
    /// The settings that `authorization_details` names.
    pub details: Option<Vec<Setting>>,
}

/// One of the `authorization_details` (`OpenID4VCI` 1.0 section 5.1.1); other members do not change what is issued.
#[derive(Deserialize)]
struct Detail {
    #[serde(rename = "type")]
    kind: String,
    credential_configuration_id: String,
}

impl Asked {
    /// Reads a form.
    pub async fn read(parts: &Parts, body: Bytes) -> Result<Self, OAuthError> {
        let request = Request::from_parts(parts.clone(), Body::from(body));
        let Form(fields) = Form::<Vec<(String, String)>>::from_request(request, &())
            .await
            .map_err(|_| malformed("send the request as application/x-www-form-urlencoded"))?;
        let field = |name: &str| {
            let mut values = fields.iter().filter(|(found, _)| found == name).map(|(_, value)| value.clone());
            let first = values.next().filter(|value| !value.is_empty());
            if values.next().is_some() {
                Err(malformed(&format!("{name} stands there twice")))
            } else {
                Ok(first)
            }
        };
        let grant_type = match field("grant_type")?.as_deref() {
            Some(PRE_AUTHORIZED) => GrantType::PreAuthorized,
            Some("refresh_token") => GrantType::Refresh,
            Some(_) => {
                let description = "take the pre-authorized code grant, or refresh_token";
                return Err(OAuthError::new("unsupported_grant_type", description));
            }
            None => return Err(malformed("grant_type is missing")),
        };
        let client_id = field("client_id")?;
        let is_name = |name: &String| {
            name.len() <= LONGEST_CLIENT_ID && name.bytes().all(|byte| byte.is_ascii_graphic())
        };
        if client_id.as_ref().is_some_and(|name| !is_name(name)) {
            return Err(malformed("client_id is longer than 200 characters, or not ASCII"));
        }
        let details = field("authorization_details")?.map(|text| settings(&text)).transpose()?;
        Ok(Self {
            grant_type,
            code: field("pre-authorized_code")?,
            tx_code: field("tx_code")?,
            refresh_token: field("refresh_token")?,
            client_id,
            details,
        })
    }
}

/// A parameter that a grant cannot do without.
pub fn needed<'a>(value: Option<&'a str>, name: &str) -> Result<&'a str, OAuthError> {
    value.ok_or_else(|| malformed(&format!("{name} is missing")))
}

fn malformed(description: &str) -> OAuthError {
    OAuthError::new("invalid_request", description)
}

fn settings(text: &str) -> Result<Vec<Setting>, OAuthError> {
    let unknown = || {
        let description =
            "name credential_configuration_id of the offer in details of type openid_credential";
        OAuthError::new("invalid_authorization_details", description)
    };
    let details: Vec<Detail> = serde_json::from_str(text).map_err(|_| unknown())?;
    let setting = |one: &Detail| {
        setting_of(&one.credential_configuration_id).filter(|_| one.kind == "openid_credential")
    };
    let settings: Option<Vec<_>> = details.iter().map(setting).collect();
    settings.filter(|settings| !settings.is_empty()).ok_or_else(unknown)
}
