//! A wallet on somebody's phone: it speaks `OpenID4VCI` as docs/card-format.md has it, over HTTP, with keys of its own.

use crate::people::{TestCarer, TestHub, for_school};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use passport_core::card::{Arrangement, FareBand};
use passport_core::keys::{Signer as _, SigningKey};
use passport_server::store::{Activation, CardId};
use reqwest::{Client, Method, RequestBuilder, Response};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use std::sync::atomic::{AtomicU64, Ordering};

/// The grant of an offer.
pub const PRE_AUTHORIZED: &str = "urn:ietf:params:oauth:grant-type:pre-authorized_code";

/// A card that waits to be fetched by a phone.
#[derive(Debug)]
pub struct Waiting {
    /// What the hub calls it.
    pub card: CardId,
    /// The hub's `iss`.
    pub iss: String,
    /// The last part of our own link.
    pub handle: String,
    /// What the hub says of it.
    pub activation: Activation,
}

/// A wallet and what it holds.
pub struct Wallet {
    client: Client,
    iss: String,
    base: String,
    now: i64,
    dpop: Option<SigningKey>,
    /// The newest tokens.
    pub tokens: Value,
}

impl TestHub<'_> {
    /// Puts a card for school and bus on a phone of somebody who agrees to it.
    pub async fn phone_for(&self, carer: TestCarer) -> Waiting {
        let fare = Arrangement::Fare { band: FareBand::Child };
        let card = self.put_on_phone(carer, [for_school(), vec![fare]].concat()).await;
        // The server knows of a new hub.
        self.app().look().await;
        self.waiting(card).await
    }

    /// The codes of a phone as the hub tells them now.
    pub async fn waiting(&self, card: CardId) -> Waiting {
        let activation = self.app().store().activation(self.scope(), card).await.expect("a look");
        let activation = activation.expect("codes");
        let handle = activation.link.rsplit('.').next().expect("a handle").to_owned();
        Waiting { card, iss: self.iss(), handle, activation }
    }
}

impl Waiting {
    /// The offer as any wallet fetches it.
    pub async fn offer(&self) -> Value {
        let answer = Client::new().get(format!("{}/offers/{}", self.iss, self.handle)).send().await;
        answer.expect("an answer").json().await.expect("an offer")
    }

    /// The code of the offer of all settings.
    pub async fn code(&self) -> String {
        text(&self.offer().await["grants"][PRE_AUTHORIZED]["pre-authorized_code"])
    }

    /// Six digits that are not the right ones.
    pub fn wrong_digits(&self) -> &'static str {
        if self.activation.tx_code == "000000" { "000001" } else { "000000" }
    }
}

impl Wallet {
    /// A wallet that signs its requests, as ours does, at a hub; `now` is its clock, seconds since 1970.
    pub fn bound(iss: &str, now: i64) -> Self {
        let (key, _) = SigningKey::generate().expect("a key");
        Self { dpop: Some(key), ..Self::bearer(iss, now) }
    }

    /// A wallet that holds plain bearer tokens.
    pub fn bearer(iss: &str, now: i64) -> Self {
        let base = iss.split("/h/").next().expect("a base").to_owned();
        Self { client: Client::new(), iss: iss.to_owned(), base, now, dpop: None, tokens: Value::Null }
    }

    /// Sets its clock.
    pub fn at(&mut self, now: i64) {
        self.now = now;
    }

    /// Sends a form to the token endpoint.
    pub async fn ask_token(&self, fields: &[(&str, &str)]) -> Response {
        let address = format!("{}/token", self.iss);
        let request = self.client.post(&address);
        let form: Vec<String> =
            fields.iter().map(|(name, value)| format!("{}={}", encoded(name), encoded(value))).collect();
        let request =
            request.header("content-type", "application/x-www-form-urlencoded").body(form.join("&"));
        self.signed(request, &Method::POST, &address, None).send().await.expect("an answer")
    }

    /// Redeems a code with six digits; the tokens that come are kept.
    pub async fn redeem(&mut self, code: &str, digits: &str) -> Response {
        self.ask_token(&[("grant_type", PRE_AUTHORIZED), ("pre-authorized_code", code), ("tx_code", digits)])
            .await
    }

    /// Takes all settings of a card that waits.
    pub async fn activate(&mut self, waiting: &Waiting) {
        let answer = self.redeem(&waiting.code().await, &waiting.activation.tx_code).await;
        assert_eq!(answer.status(), 200, "{:?}", answer.text().await);
        self.tokens = answer.json().await.expect("tokens");
    }

    /// Asks for new tokens with a refresh token, and gives the answer.
    pub async fn ask_refresh(&self, token: &str) -> Response {
        self.ask_token(&[("grant_type", "refresh_token"), ("refresh_token", token)]).await
    }

    /// Gets and keeps new tokens.
    pub async fn refresh(&mut self) {
        let answer = self.ask_refresh(&text(&self.tokens["refresh_token"])).await;
        assert_eq!(answer.status(), 200, "{:?}", answer.text().await);
        self.tokens = answer.json().await.expect("tokens");
    }

    /// A fresh nonce of its hub.
    pub async fn nonce(&self) -> String {
        let answer = self.client.post(format!("{}/nonce", self.iss)).send().await.expect("an answer");
        text(&answer.json::<Value>().await.expect("JSON")["c_nonce"])
    }

    /// The proof of a key, with this nonce.
    pub fn proof(&self, key: &SigningKey, nonce: &str) -> String {
        let header = json!({"typ": "openid4vci-proof+jwt", "alg": "ES256", "jwk": key.public().to_jwk(None)});
        jwt(&header, &json!({"aud": self.iss, "iat": self.now, "nonce": nonce}), key)
    }

    /// Sends JSON to the credential endpoint.
    pub async fn ask_credential(&self, body: &Value) -> Response {
        self.post(&format!("{}/credential", self.iss), body).await
    }

    /// Fetches a setting's credential for each of these keys.
    pub async fn fetch(&self, setting: &str, keys: &[SigningKey]) -> Value {
        let nonce = self.nonce().await;
        let proofs: Vec<_> = keys.iter().map(|key| self.proof(key, &nonce)).collect();
        let body = json!({"credential_configuration_id": setting, "proofs": {"jwt": proofs}});
        let answer = self.ask_credential(&body).await;
        assert_eq!(answer.status(), 200, "{:?}", answer.text().await);
        answer.json().await.expect("credentials")
    }

    /// Fetches one, with its key.
    pub async fn fetch_one(&self, setting: &str) -> (String, SigningKey) {
        let (key, _) = SigningKey::generate().expect("a key");
        let keys = [key];
        let fetched = self.fetch(setting, &keys).await;
        let [key] = keys;
        (text(&fetched["credentials"][0]["credential"]), key)
    }

    /// Posts JSON with its token.
    pub async fn post(&self, address: &str, body: &Value) -> Response {
        let request = self.client.post(address).json(body);
        self.with_token(request, &Method::POST, address).send().await.expect("an answer")
    }

    /// Asks `/api/card…` with its token.
    pub async fn ask(&self, method: Method, path: &str, body: Option<&Value>) -> Response {
        let address = format!("{}{path}", self.base);
        let request = self.client.request(method.clone(), &address);
        let request = body.into_iter().fold(request, RequestBuilder::json);
        self.with_token(request, &method, &address).send().await.expect("an answer")
    }

    /// The card on this phone.
    pub async fn card(&self) -> Value {
        let answer = self.ask(Method::GET, "/api/card", None).await;
        assert_eq!(answer.status(), 200);
        answer.json().await.expect("a card")
    }

    fn with_token(&self, request: RequestBuilder, method: &Method, address: &str) -> RequestBuilder {
        let token = text(&self.tokens["access_token"]);
        let scheme = if self.dpop.is_some() { "DPoP" } else { "Bearer" };
        let request = request.header("authorization", format!("{scheme} {token}"));
        self.signed(request, method, address, Some(&token))
    }

    fn signed(
        &self,
        request: RequestBuilder,
        method: &Method,
        address: &str,
        token: Option<&str>,
    ) -> RequestBuilder {
        match self.dpop_proof(method, address, token) {
            Some(proof) => request.header("dpop", proof),
            None => request,
        }
    }

    /// A new proof for a request; none of a wallet that signs nothing.
    pub fn dpop_proof(&self, method: &Method, address: &str, token: Option<&str>) -> Option<String> {
        static MADE: AtomicU64 = AtomicU64::new(0);
        let key = self.dpop.as_ref()?;
        let header = json!({"typ": "dpop+jwt", "alg": "ES256", "jwk": key.public().to_jwk(None)});
        let jti = MADE.fetch_add(1, Ordering::Relaxed).to_string();
        let mut payload = json!({"jti": jti, "htm": method.as_str(), "htu": address, "iat": self.now});
        if let Some(token) = token {
            payload["ath"] = json!(URL_SAFE_NO_PAD.encode(Sha256::digest(token.as_bytes())));
        }
        Some(jwt(&header, &payload, key))
    }
}

/// A JWT as any library writes it.
pub fn jwt(header: &Value, payload: &Value, key: &SigningKey) -> String {
    let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
    let signed = format!("{}.{}", part(header), part(payload));
    let signature = key.sign(signed.as_bytes()).expect("a signature");
    format!("{signed}.{}", URL_SAFE_NO_PAD.encode(signature))
}

/// The text of a JSON value that must be one.
pub fn text(value: &Value) -> String {
    value.as_str().unwrap_or_else(|| panic!("{value} is no text")).to_owned()
}

/// Percent-encoded for a form.
fn encoded(text: &str) -> String {
    let one = |byte: u8| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' => char::from(byte).to_string(),
        other => format!("%{other:02X}"),
    };
    text.bytes().map(one).collect()
}
