//! Each fault of a wallet is answered with its own error, in the form that OAuth and `OpenID4VCI` fix.

use passport_core::keys::SigningKey;
use passport_tests::wallet::{PRE_AUTHORIZED, Wallet, jwt, text};
use passport_tests::{Database, TestApp};
use reqwest::{Client, Method, Response, StatusCode};
use serde_json::{Value, json};

/// The name of an error, once its form is found right.
async fn error(answer: Response) -> String {
    let unauthorized = answer.status() == StatusCode::UNAUTHORIZED;
    assert!(unauthorized || answer.status() == StatusCode::BAD_REQUEST, "{}", answer.status());
    assert_eq!(answer.headers().contains_key("www-authenticate"), unauthorized);
    assert_eq!(answer.headers()["content-type"], "application/json");
    assert_eq!(answer.headers()["cache-control"], "no-store");
    assert_eq!(answer.headers()["access-control-allow-origin"], "*");
    let body: Value = answer.json().await.expect("JSON");
    let description = text(&body["error_description"]);
    assert!(description.is_ascii() && !description.contains(['"', '\\', '\n']), "{description}");
    text(&body["error"])
}

#[tokio::test]
async fn each_fault_of_a_token_request_has_its_error() {
    let app = TestApp::on(Database::sqlite()).await;
    let hub = app.hub("riverton").await;
    let waiting = hub.phone_for(hub.carer("Zoë", "Moss").await).await;
    let (code, digits) = (waiting.code().await, waiting.activation.tx_code.clone());
    let wallet = Wallet::bearer(&hub.iss(), app.now());
    let grant = ("grant_type", PRE_AUTHORIZED);
    let (code, right) = (("pre-authorized_code", code.as_str()), ("tx_code", digits.as_str()));
    let refresh = ("grant_type", "refresh_token");
    let long = "x".repeat(201);
    let of = |id: &str| json!([{"type": "openid_credential", "credential_configuration_id": id}]).to_string();
    let (unknown, not_offered) = (of("passport"), of("gp"));
    let faults: [(&[(&str, &str)], &str); 18] = [
        (&[], "invalid_request"),
        (&[code, right], "invalid_request"),
        (&[("grant_type", "password"), code, right], "unsupported_grant_type"),
        (&[("grant_type", "authorization_code"), ("code", "x")], "unsupported_grant_type"),
        (&[grant, right], "invalid_request"),
        (&[grant, code], "invalid_request"),
        (&[grant, code, ("tx_code", "")], "invalid_request"),
        (&[grant, code, right, right], "invalid_request"),
        (&[grant, grant, code, right], "invalid_request"),
        (&[grant, code, right, ("client_id", &long)], "invalid_request"),
        (&[grant, code, right, ("client_id", "Zoë")], "invalid_request"),
        (&[grant, ("pre-authorized_code", "unknown"), right], "invalid_grant"),
        (&[grant, code, ("tx_code", waiting.wrong_digits())], "invalid_grant"),
        (&[grant, code, right, ("authorization_details", "x")], "invalid_authorization_details"),
        (&[grant, code, right, ("authorization_details", &unknown)], "invalid_authorization_details"),
        (&[grant, code, right, ("authorization_details", &not_offered)], "invalid_authorization_details"),
        (&[refresh], "invalid_request"),
        (&[refresh, ("refresh_token", "AAAA")], "invalid_grant"),
    ];
    for (fields, name) in faults {
        assert_eq!(error(wallet.ask_token(fields).await).await, name, "{fields:?}");
    }
    let tries =
        app.store().activation(hub.scope(), waiting.card).await.expect("a look").expect("codes").tries_left;
    assert_eq!(tries, 4, "only the wrong digits count as a try");

    let plain = Client::new().post(format!("{}/token", hub.iss()));
    let as_json = plain.try_clone().expect("a copy").json(&json!({"grant_type": PRE_AUTHORIZED}));
    assert_eq!(error(as_json.send().await.expect("an answer")).await, "invalid_request");
    let form = plain.header("content-type", "application/x-www-form-urlencoded");
    let huge = form.body("x".repeat(10_000)).send().await.expect("an answer");
    assert_eq!(huge.status(), StatusCode::PAYLOAD_TOO_LARGE);
    let nowhere = Wallet::bearer(&format!("{}/h/nowhere", app.base()), app.now())
        .ask_token(&[grant, code, right])
        .await;
    assert_eq!(nowhere.status(), StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn authorization_details_are_honoured() {
    let app = TestApp::on(Database::sqlite()).await;
    let hub = app.hub("riverton").await;
    let waiting = hub.phone_for(hub.carer("Zoë", "Moss").await).await;
    let mut wallet = Wallet::bearer(&hub.iss(), app.now());
    let details =
        json!([{"type": "openid_credential", "credential_configuration_id": "school", "claims": []}]);
    let (code, details) = (waiting.code().await, details.to_string());
    let asked = [
        ("grant_type", PRE_AUTHORIZED),
        ("pre-authorized_code", &code),
        ("tx_code", &waiting.activation.tx_code),
        ("authorization_details", &details),
    ];
    wallet.tokens = wallet.ask_token(&asked).await.json().await.expect("tokens");
    let given = json!([{"type": "openid_credential", "credential_configuration_id": "school",
        "credential_identifiers": ["school"]}]);
    assert_eq!(
        (&wallet.tokens["authorization_details"], &wallet.tokens["scope"]),
        (&given, &json!("school"))
    );
    let (key, _) = SigningKey::generate().expect("a key");
    let proofs = json!({"jwt": [wallet.proof(&key, &wallet.nonce().await)]});
    let body = json!({"credential_identifier": "school", "proofs": proofs});
    assert_eq!(wallet.ask_credential(&body).await.status(), StatusCode::OK);
    let other = json!({"credential_identifier": "transport", "proofs": proofs});
    assert_eq!(error(wallet.ask_credential(&other).await).await, "credential_request_denied");
}

#[tokio::test]
async fn each_fault_of_a_credential_request_has_its_error() {
    let app = TestApp::on(Database::sqlite()).await;
    let hub = app.hub("riverton").await;
    let waiting = hub.phone_for(hub.carer("Zoë", "Moss").await).await;
    let mut wallet = Wallet::bound(&hub.iss(), app.now());
    wallet.activate(&waiting).await;
    let nonce = wallet.nonce().await;
    let new_key = || SigningKey::generate().expect("a key").0;
    let (key, other) = (new_key(), new_key());
    let good = wallet.proof(&key, &nonce);
    let (school, proofs) = ("credential_configuration_id", json!({"jwt": [good]}));
    let header = json!({"typ": "openid4vci-proof+jwt", "alg": "ES256", "jwk": key.public().to_jwk(None)});
    let payload = json!({"aud": hub.iss(), "iat": app.now(), "nonce": nonce});
    let with = |value: &Value, name: &str, member: Value| {
        let mut value = value.clone();
        value[name] = member;
        value
    };
    let private = with(&header["jwk"], "d", json!("AAAA"));
    let proven = |proof: String| json!({school: "school", "proofs": {"jwt": [proof]}});
    let own = |header: &Value, payload: &Value| proven(jwt(header, payload, &key));
    let many: Vec<_> = (0..9).map(|_| wallet.proof(&new_key(), &nonce)).collect();
    let faults = [
        (json!([]), "invalid_credential_request"),
        (json!({"proofs": proofs}), "invalid_credential_request"),
        (
            json!({school: "school", "credential_identifier": "school", "proofs": proofs}),
            "invalid_credential_request",
        ),
        (json!({school: "passport", "proofs": proofs}), "unknown_credential_configuration"),
        (json!({"credential_identifier": "passport", "proofs": proofs}), "unknown_credential_identifier"),
        (
            json!({school: "school", "proofs": proofs, "credential_response_encryption": {}}),
            "invalid_encryption_parameters",
        ),
        (json!({school: "school"}), "invalid_proof"),
        (json!({school: "school", "proof": {"proof_type": "jwt", "jwt": good}}), "invalid_proof"),
        (json!({school: "school", "proofs": {"jwt": []}}), "invalid_proof"),
        (json!({school: "school", "proofs": {"jwt": [good, good]}}), "invalid_proof"),
        (json!({school: "school", "proofs": {"jwt": [good], "attestation": ["x"]}}), "invalid_proof"),
        (json!({school: "school", "proofs": {"jwt": many}}), "invalid_proof"),
        (json!({school: "school", "proofs": {"jwt": [7]}}), "invalid_proof"),
        (proven("x.y.z".to_owned()), "invalid_proof"),
        (proven(jwt(&header, &payload, &other)), "invalid_proof"),
        (own(&with(&header, "typ", json!("JWT")), &payload), "invalid_proof"),
        (own(&with(&header, "alg", json!("none")), &payload), "invalid_proof"),
        (own(&with(&header, "kid", json!("did:example:1")), &payload), "invalid_proof"),
        (own(&with(&header, "jwk", private), &payload), "invalid_proof"),
        (own(&header, &with(&payload, "aud", json!("https://pass.example.uk/h/riverton"))), "invalid_proof"),
        (own(&header, &with(&payload, "iat", json!("now"))), "invalid_proof"),
        (own(&header, &with(&payload, "iat", json!(0))), "invalid_proof"),
        (own(&header, &with(&payload, "iat", json!(app.now() - 301))), "invalid_proof"),
        (own(&header, &with(&payload, "iss", json!("somebody"))), "invalid_proof"),
        (own(&header, &with(&payload, "nonce", Value::Null)), "invalid_proof"),
        (own(&header, &with(&payload, "nonce", json!("AAAA"))), "invalid_nonce"),
        (json!({school: "gp", "proofs": proofs}), "credential_request_denied"),
    ];
    for (body, name) in faults {
        assert_eq!(error(wallet.ask_credential(&body).await).await, name, "{body}");
    }
    let fetched = wallet.ask_credential(&proven(good.clone())).await;
    assert_eq!(fetched.status(), StatusCode::OK, "none of it cost the key its use");
    let again = wallet.ask_credential(&json!({school: "transport", "proofs": proofs})).await;
    assert_eq!(error(again).await, "invalid_proof", "a key stands in one card");

    app.after(chrono::TimeDelta::minutes(5)).await;
    let stale = proven(wallet.proof(&new_key(), &nonce));
    wallet.at(app.now());
    assert_eq!(error(wallet.ask_credential(&stale).await).await, "invalid_nonce");
}

#[tokio::test]
async fn each_fault_of_a_token_or_its_proof_has_its_error() {
    let app = TestApp::on(Database::sqlite()).await;
    let hub = app.hub("riverton").await;
    let waiting = hub.phone_for(hub.carer("Zoë", "Moss").await).await;
    let mut wallet = Wallet::bound(&hub.iss(), app.now());
    wallet.activate(&waiting).await;
    let address = format!("{}/api/card", app.base());
    let token = text(&wallet.tokens["access_token"]);
    let ask = async |headers: &[(&str, &str)]| {
        let request = headers
            .iter()
            .fold(Client::new().get(&address), |request, (name, value)| request.header(*name, *value));
        let answer = request.send().await.expect("an answer");
        let challenge =
            answer.headers().get("www-authenticate").map(|value| value.to_str().expect("text").to_owned());
        (challenge.unwrap_or_default(), error(answer).await)
    };
    let (challenge, _) = ask(&[]).await;
    assert_eq!(challenge, r#"DPoP algs="ES256", Bearer"#);
    for wrong in ["Basic x", "Bearer AAAA", "DPoP AAAA", &format!("Bearer {token}")] {
        let (challenge, name) = ask(&[("authorization", wrong)]).await;
        assert!(
            name == "invalid_token" && challenge.contains(r#"error="invalid_token""#),
            "{wrong}: {challenge}"
        );
    }
    let bound = format!("DPoP {token}");
    for proof in [None, Some("x.y.z")] {
        let headers: Vec<_> = [("authorization", bound.as_str())]
            .into_iter()
            .chain(proof.map(|proof| ("dpop", proof)))
            .collect();
        let (challenge, name) = ask(&headers).await;
        assert_eq!(
            (challenge.as_str(), name.as_str()),
            (r#"DPoP error="invalid_dpop_proof", algs="ES256""#, "invalid_dpop_proof")
        );
    }
    // A sound proof by another key; and one for another time.
    let mut thief = Wallet::bound(&hub.iss(), app.now());
    thief.tokens = wallet.tokens.clone();
    assert_eq!(error(thief.ask(Method::GET, "/api/card", None).await).await, "invalid_token");
    let refresh = text(&wallet.tokens["refresh_token"]);
    assert_eq!(error(thief.ask_refresh(&refresh).await).await, "invalid_grant");
    assert_eq!(
        error(Wallet::bearer(&hub.iss(), app.now()).ask_refresh(&refresh).await).await,
        "invalid_grant"
    );
    for seconds in [-301, 301] {
        wallet.at(app.now() + seconds);
        assert_eq!(error(wallet.ask(Method::GET, "/api/card", None).await).await, "invalid_dpop_proof");
        assert_eq!(error(wallet.ask_refresh(&refresh).await).await, "invalid_dpop_proof");
    }
    wallet.at(app.now() + 299);
    wallet.card().await;
    wallet.refresh().await;
    // An access token is no refresh token, nor the other way round.
    assert_eq!(error(wallet.ask_refresh(&token).await).await, "invalid_grant");
    wallet.tokens["access_token"] = json!(refresh);
    assert_eq!(error(wallet.ask(Method::GET, "/api/card", None).await).await, "invalid_token");
}

#[tokio::test]
async fn a_signed_request_is_answered_once_and_its_proof_is_good_for_no_other() {
    let app = TestApp::on(Database::sqlite()).await;
    let hub = app.hub("riverton").await;
    let waiting = hub.phone_for(hub.carer("Zoë", "Moss").await).await;
    let mut wallet = Wallet::bound(&hub.iss(), app.now());
    wallet.activate(&waiting).await;
    let (token, refresh) = (text(&wallet.tokens["access_token"]), text(&wallet.tokens["refresh_token"]));
    let address = format!("{}/api/card", app.base());
    let proof = wallet.dpop_proof(&Method::GET, &address, Some(&token)).expect("a proof");
    let ask = async || {
        let request = Client::new().get(&address).header("authorization", format!("DPoP {token}"));
        request.header("dpop", &proof).send().await.expect("an answer")
    };
    assert_eq!(ask().await.status(), StatusCode::OK);
    for seconds in [0, 299] {
        app.after(chrono::TimeDelta::seconds(seconds)).await;
        let again = ask().await;
        assert_eq!(again.status(), StatusCode::UNAUTHORIZED);
        assert_eq!(error(again).await, "invalid_dpop_proof", "{seconds} seconds later");
    }

    // At the token endpoint a proof for which nothing was given is good once more.
    wallet.at(app.now());
    let address = format!("{}/token", hub.iss());
    let proof = wallet.dpop_proof(&Method::POST, &address, None).expect("a proof");
    let ask = async |token: &str| {
        let form = format!("grant_type=refresh_token&refresh_token={token}");
        let request = Client::new().post(&address).header("dpop", &proof).body(form);
        let request = request.header("content-type", "application/x-www-form-urlencoded");
        request.send().await.expect("an answer")
    };
    assert_eq!(error(ask("AAAA").await).await, "invalid_grant");
    assert_eq!(ask(&refresh).await.status(), StatusCode::OK);
    assert_eq!(error(ask(&refresh).await).await, "invalid_dpop_proof");
}

#[tokio::test]
async fn a_notification_is_noted_once_and_only_for_what_was_given() {
    let app = TestApp::on(Database::sqlite()).await;
    let hub = app.hub("riverton").await;
    let mut wallets = Vec::new();
    for name in ["Zoë", "Aoife"] {
        let waiting = hub.phone_for(hub.carer(name, "Moss").await).await;
        let mut wallet = Wallet::bearer(&hub.iss(), app.now());
        wallet.activate(&waiting).await;
        wallets.push(wallet);
    }
    let [wallet, other] = &wallets[..] else { panic!("two wallets") };
    let (key, _) = SigningKey::generate().expect("a key");
    let id = wallet.fetch("school", &[key]).await["notification_id"].clone();
    let address = format!("{}/notification", hub.iss());
    let accepted = json!({"notification_id": id, "event": "credential_accepted", "event_description": "ok"});
    for _ in 0..2 {
        assert_eq!(wallet.post(&address, &accepted).await.status(), StatusCode::NO_CONTENT);
    }
    assert_eq!(error(other.post(&address, &accepted).await).await, "invalid_notification_id");
    for (body, name) in [
        (json!({"notification_id": "x", "event": "credential_accepted"}), "invalid_notification_id"),
        (json!({"notification_id": id, "event": "credential_eaten"}), "invalid_notification_request"),
        (json!({"event": "credential_accepted"}), "invalid_notification_request"),
        (json!("x"), "invalid_notification_request"),
    ] {
        assert_eq!(error(wallet.post(&address, &body).await).await, name, "{body}");
    }
}

#[tokio::test]
async fn what_one_hub_gave_is_nothing_at_another() {
    let app = TestApp::on(Database::sqlite()).await;
    let (own, other) = (app.hub("riverton").await, app.hub("northdale").await);
    let waiting = own.phone_for(own.carer("Zoë", "Moss").await).await;
    let (code, digits) = (waiting.code().await, &waiting.activation.tx_code);
    assert_eq!(
        app.get(&format!("/h/northdale/offers/{}", waiting.handle)).await.status(),
        StatusCode::NOT_FOUND
    );
    let mut abroad = Wallet::bearer(&other.iss(), app.now());
    assert_eq!(error(abroad.redeem(&code, digits).await).await, "invalid_grant");

    let mut wallet = Wallet::bearer(&own.iss(), app.now());
    wallet.activate(&waiting).await;
    abroad.tokens = wallet.tokens.clone();
    assert_eq!(
        error(abroad.ask_refresh(&text(&wallet.tokens["refresh_token"])).await).await,
        "invalid_grant"
    );
    let (key, _) = SigningKey::generate().expect("a key");
    let body = |proof: String| json!({"credential_configuration_id": "school", "proofs": {"jwt": [proof]}});
    let nonce = abroad.nonce().await;
    let asked = abroad.ask_credential(&body(abroad.proof(&key, &nonce))).await;
    assert_eq!(error(asked).await, "invalid_token");
    let address = format!("{}/notification", other.iss());
    assert_eq!(error(abroad.post(&address, &json!({})).await).await, "invalid_token");
    // A nonce of the other hub, with everything else of its own.
    assert_eq!(error(wallet.ask_credential(&body(wallet.proof(&key, &nonce))).await).await, "invalid_nonce");
    wallet.fetch("school", &[key]).await;
}

#[tokio::test]
async fn the_metadata_says_what_a_wallet_needs() {
    let app = TestApp::on(Database::sqlite()).await;
    let hub = app.hub("riverton").await;
    let iss = hub.iss();
    app.look().await;
    let both = async |name: &str| {
        let inserted = app.json(&format!("/.well-known/{name}/h/riverton")).await;
        assert_eq!(app.json(&format!("/h/riverton/.well-known/{name}")).await, inserted);
        inserted
    };
    let issuer = both("openid-credential-issuer").await;
    assert_eq!(issuer["credential_issuer"], iss, "byte for byte");
    assert_eq!(issuer["batch_credential_issuance"]["batch_size"], 8);
    let configurations = issuer["credential_configurations_supported"].as_object().expect("configurations");
    assert_eq!(configurations.keys().collect::<Vec<_>>(), ["school", "pharmacy", "gp", "transport"]);
    for (id, one) in configurations {
        assert_eq!((&one["format"], &one["scope"]), (&json!("dc+sd-jwt"), &json!(id)));
        assert_eq!(one["vct"], format!("{}/vct/pass/1", app.base()));
    }
    let server = both("oauth-authorization-server").await;
    let expected = json!({
        "issuer": iss, "token_endpoint": format!("{iss}/token"),
        "token_endpoint_auth_methods_supported": ["none"],
        "grant_types_supported": [PRE_AUTHORIZED, "refresh_token"], "response_types_supported": [],
        "pre-authorized_grant_anonymous_access_supported": true,
        "dpop_signing_alg_values_supported": ["ES256"], "status_list_aggregation_endpoint": format!("{iss}/status"),
    });
    assert_eq!(server, expected);
    for name in ["openid-credential-issuer", "oauth-authorization-server"] {
        assert_eq!(app.get(&format!("/.well-known/{name}/h/nowhere")).await.status(), StatusCode::NOT_FOUND);
    }
}
