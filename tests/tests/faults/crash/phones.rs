//! Wallets redeem letters and fetch cards while their server is killed.

use super::acts::Told;
use passport_core::clock::Clock as _;
use passport_core::keys::SigningKey;
use passport_server::clock::SystemClock;
use passport_server::store::Activation;
use passport_tests::wallet::{PRE_AUTHORIZED, Wallet, text};
use reqwest::{Client, RequestBuilder, Url, header};
use serde_json::{Value, json};

/// What somebody needs to put their card on a phone.
#[derive(Clone, Debug)]
pub struct Letter {
    handle: String,
    digits: String,
}

impl Letter {
    /// What the hub tells.
    pub fn of(codes: &Activation) -> Self {
        let handle = codes.link.rsplit('.').next().expect("a handle").to_owned();
        Self { handle, digits: codes.tx_code.clone() }
    }
}

/// The whole answer as JSON, or nothing when the server died. Any other answer than yes is a fault.
async fn told(request: RequestBuilder) -> Option<Value> {
    let answer = request.send().await.ok()?;
    let status = answer.status();
    let body = answer.text().await.ok()?;
    assert_eq!(status, 200, "{body}");
    Some(serde_json::from_str(&body).expect("JSON"))
}

/// Redeems one letter after another and fetches the card of each.
pub async fn redeem(iss: &str, letters: Vec<Letter>) -> Told {
    let mut sum = Told::default();
    for letter in letters {
        if redeem_one(iss, &letter, &mut sum).await.is_none() {
            break;
        }
    }
    sum
}

/// Redeems a letter: gives the token, or nothing when the server died; then the letter is kept to be redeemed again.
pub async fn token(iss: &str, letter: &Letter, sum: &mut Told) -> Option<String> {
    let client = Client::new();
    let offer = told(client.get(format!("{iss}/offers/{}", letter.handle))).await?;
    let code = text(&offer["grants"][PRE_AUTHORIZED]["pre-authorized_code"]);
    let fields =
        [("grant_type", PRE_AUTHORIZED), ("pre-authorized_code", &code), ("tx_code", &letter.digits)];
    let form = Url::parse_with_params("http://x/", fields).expect("an address");
    let asked = client
        .post(format!("{iss}/token"))
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body(form.query().expect("fields").to_owned());
    let Some(tokens) = told(asked).await else {
        sum.letters.push(letter.clone());
        return None;
    };
    Some(text(&tokens["access_token"]))
}

async fn redeem_one(iss: &str, letter: &Letter, sum: &mut Told) -> Option<()> {
    let token = token(iss, letter, sum).await?;
    sum.phones.push(token.clone());
    let nonce = told(Client::new().post(format!("{iss}/nonce"))).await?;
    let (key, _) = SigningKey::generate().expect("a key");
    let wallet = Wallet::bearer(iss, SystemClock.now().timestamp());
    let proof = wallet.proof(&key, &text(&nonce["c_nonce"]));
    let body = json!({"credential_configuration_id": "school", "proofs": {"jwt": [proof]}});
    let asked = Client::new().post(format!("{iss}/credential")).bearer_auth(&token).json(&body);
    let fetched = told(asked).await?;
    sum.texts.push(text(&fetched["credentials"][0]["credential"]));
    Some(())
}
