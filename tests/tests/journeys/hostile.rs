//! What nobody sends by mistake: other sites' forms, addresses that only look like ours, hosts that somebody made up, fields that no form
//! has, and small things that unpack to large ones.

use std::io::Write as _;

use flate2::Compression;
use flate2::write::ZlibEncoder;
use passport_server::http::{Door, ROUTES};
use passport_server::store::Role;
use passport_tests::console::Colleague;
use passport_tests::{Database, TestApp};
use reqwest::{Client, Method, header};
use serde_json::json;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

/// The most memory that reading photos may take, in kB: one may take 256 MB while it is decoded.
const MOST_FOR_PHOTOS: u64 = 300 * 1024;
/// The most that refusing forms and JSON may take, in kB: those that are sent here have 10 MB.
const MOST_FOR_FORMS: u64 = 64 * 1024;

/// Sends these very bytes, and gives what came back.
async fn sent(app: &TestApp, request: &[u8]) -> String {
    let address = app.base().as_str().trim_start_matches("http://").to_owned();
    let mut connection = TcpStream::connect(address).await.expect("a connection");
    connection.write_all(request).await.expect("it is sent");
    let mut answer = Vec::new();
    // Hung up on is an answer too.
    let _ = connection.read_to_end(&mut answer).await;
    String::from_utf8_lossy(&answer).into_owned()
}

/// The status of an answer; 0 when there was none.
fn status(answer: &str) -> u16 {
    answer.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or(0)
}

/// What this process has of memory, and the most that it had since it was last asked to begin anew, in kB.
fn memory() -> (u64, u64) {
    let status = std::fs::read_to_string("/proc/self/status").expect("Linux");
    let of = |name: &str| {
        let line = status.lines().find(|line| line.starts_with(name)).expect("a line of that name");
        line.split_whitespace().nth(1).and_then(|kb| kb.parse().ok()).expect("a number")
    };
    (of("VmRSS:"), of("VmHWM:"))
}

/// Begins anew with what there is now, and gives that.
fn begin_anew() -> u64 {
    // proc_pid_clear_refs(5): 5 sets the high-water mark back.
    std::fs::write("/proc/self/clear_refs", "5").expect("Linux lets a process do that");
    memory().0
}

/// What every form of theirs carries.
async fn mark(who: &mut Colleague<'_>) -> String {
    who.see("/hub/office").await.form("/hub/sign-out").value("csrf").to_owned()
}

#[tokio::test]
async fn a_form_that_another_site_sends_is_refused_wherever_it_goes() {
    let app = TestApp::on(Database::sqlite()).await;
    let mut grace = app.hub("riverton").await.colleague("Grace Hill", Role::Manager).await;
    let csrf = mark(&mut grace).await;
    let nobodys = "6f9619ff-8b86-4d01-b42d-00cf4fc964ff";
    let client = Client::new();
    let mut asked = 0;
    for route in ROUTES.iter().filter(|route| matches!(route.door, Door::Console | Door::Desk)) {
        if route.method == Method::GET {
            continue;
        }
        let path: Vec<&str> =
            route.path.split('/').map(|part| if part.starts_with('{') { nobodys } else { part }).collect();
        for (name, value) in [
            ("sec-fetch-site", "cross-site"),
            ("sec-fetch-site", "same-site"),
            ("origin", "https://evil.example"),
            ("origin", "null"),
            ("x-none", "none"),
        ] {
            let request = client.request(route.method.clone(), format!("{}{}", app.base(), path.join("/")));
            let request = request.header(header::COOKIE, grace.browser.cookie()).header(name, value);
            let request = request.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
            let answer = request.body(format!("csrf={csrf}")).send().await.expect("an answer");
            assert_eq!(answer.status(), 403, "{} {} with {name}: {value}", route.method, route.path);
            asked += 1;
        }
    }
    assert!(asked > 300, "only {asked} were asked");
    assert!(grace.is_in().await, "not even their session ended");
    // A mark of somebody else's session is none.
    let forged = grace
        .browser
        .post("/hub/office/sessions/end-others", &[("csrf", &csrf.replace(&csrf[..1], "-"))])
        .await;
    assert_eq!(forged.status, 403);
}

#[tokio::test]
async fn an_address_that_only_looks_like_one_opens_nothing() {
    let app = TestApp::on(Database::sqlite()).await;
    let mut tom = app.hub("riverton").await.colleague("Tom Reed", Role::Worker).await;
    assert!(tom.is_in().await);
    let cookie = tom.browser.cookie().to_owned();
    for path in [
        "/hub%2foffice%2fcolleagues",
        "/hub/office%2fcolleagues",
        "/hub/office/%2e%2e/office/colleagues",
        "/hub/office/../office/colleagues",
        "/hub/./office/colleagues",
        "//hub/office/colleagues",
        "/hub//office/colleagues",
        "/HUB/office/colleagues",
        "/hub/Office/Colleagues",
        "/hub/office/colleagues/",
        "/hub/office/colleagues%00",
        "/hub/office/colleagues;x=y",
        "/hub/office/colleagues.html",
        "/hub%252foffice%252fcolleagues",
        "/v/..%2fhub/office/colleagues",
        "/assets/..%2f..%2fhub/office/colleagues",
        "/assets/../../../../etc/passwd",
        "/assets/%2e%2e/%2e%2e/etc/passwd",
        "/assets/%252e%252e/etc/passwd",
        "/hub\\office\\colleagues",
        "/%68ub/%6fffice/%63olleagues",
    ] {
        for whose in [cookie.as_str(), "pass=none"] {
            let request =
                format!("GET {path} HTTP/1.1\r\nhost: x\r\ncookie: {whose}\r\nconnection: close\r\n\r\n");
            let answer = sent(&app, request.as_bytes()).await;
            let status = status(&answer);
            assert!([0, 303, 400, 403, 404].contains(&status), "{path}: {answer}");
            assert!(!answer.contains("Tom Reed") || status == 403, "{path}: {answer}");
            assert!(!answer.contains("root:"), "{path}");
        }
    }
    // What the role keeps them from, no other spelling gives.
    assert_eq!(tom.see("/hub/office/colleagues").await.status, 403);
}

#[tokio::test]
async fn a_host_that_somebody_made_up_stands_in_no_answer() {
    let app = TestApp::on(Database::sqlite()).await;
    app.hub("riverton").await;
    for path in [
        "/",
        "/v",
        "/hub",
        "/hub/sign-in",
        "/api/openapi.json",
        "/.well-known/openid-credential-issuer/h/riverton",
        "/poster",
        "/nothing",
    ] {
        for head in [
            "host: evil.example",
            "host: 127.0.0.1\r\nx-forwarded-host: evil.example\r\nforwarded: host=evil.example\r\nx-original-url: /evil.example",
            "host: evil.example:80@127.0.0.1",
            "host: 127.0.0.1\r\nhost: evil.example",
        ] {
            let request =
                format!("GET {path} HTTP/1.1\r\n{head}\r\naccept: text/html\r\nconnection: close\r\n\r\n");
            let answer = sent(&app, request.as_bytes()).await;
            assert!(!answer.contains("evil.example"), "{path} with {head}: {answer}");
        }
        let absolute = format!(
            "GET http://evil.example{path} HTTP/1.1\r\nhost: evil.example\r\nconnection: close\r\n\r\n"
        );
        assert!(!sent(&app, absolute.as_bytes()).await.contains("evil.example"), "{path}");
    }
}

#[tokio::test]
async fn fields_that_no_form_has_change_nothing() {
    let app = TestApp::on(Database::sqlite()).await;
    let (own, other) = (app.hub("riverton").await, app.hub("northdale").await);
    let mut tom = own.colleague("Tom Reed", Role::Worker).await;
    let there = other.scope().hub().to_string();
    let form = tom.see("/hub/carers/add").await.form("/hub/carers/add");
    let form = [("given_name", "Kim"), ("family_name", "Marsh"), ("born_on", "1/2/2012")]
        .into_iter()
        .fold(form, |form, (name, value)| form.with(name, value));
    let more = [
        ("hub_id", there.as_str()),
        ("hub", &there),
        ("role", "manager"),
        ("person_id", "6f9619ff-8b86-4d01-b42d-00cf4fc964ff"),
        ("erased_at", "2026-01-01"),
        ("__proto__", "x"),
        ("scope[hub_id]", &there),
    ];
    let form = more.into_iter().fold(form, |form, (name, value)| form.with(name, value));
    let added = tom.send(&form).await;
    assert_eq!(added.status, 303, "{}", added.body);
    assert!(tom.see(&added.location).await.says("Kim Marsh"), "in the hub of whoever added them");
    assert_eq!(tom.see("/hub/office/colleagues").await.status, 403, "and nobody became a manager");
    let people = app.store().colleagues(other.scope()).await.expect("the database answers");
    assert!(people.is_empty());
}

fn zlib(bytes: usize) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
    let zeros = vec![b' '; 1 << 20];
    for _ in 0..bytes >> 20 {
        encoder.write_all(&zeros).expect("memory");
    }
    encoder.finish().expect("memory")
}

/// A chunk of a PNG, without a right check sum where none is looked at.
fn chunk(kind: [u8; 4], content: &[u8]) -> Vec<u8> {
    let length = u32::try_from(content.len()).expect("a small one").to_be_bytes();
    let mut check = flate2::Crc::new();
    check.update(&kind);
    check.update(content);
    [&length[..], &kind, content, &check.sum().to_be_bytes()].concat()
}

/// A PNG of this size in pixels whose text and profile unpack to 512 MB each.
fn png(side: u32) -> Vec<u8> {
    let head = [&side.to_be_bytes()[..], &side.to_be_bytes(), &[8, 2, 0, 0, 0]].concat();
    let bomb = zlib(512 << 20);
    let text = [&b"Comment\0\0"[..], &bomb].concat();
    let profile = [&b"icc\0\0"[..], &bomb].concat();
    let wide = [&b"Comment\0\x01\0\0\0"[..], &bomb].concat();
    [
        &b"\x89PNG\r\n\x1a\n"[..],
        &chunk(*b"IHDR", &head),
        &chunk(*b"iCCP", &profile),
        &chunk(*b"zTXt", &text),
        &chunk(*b"iTXt", &wide),
        &chunk(*b"IDAT", &zlib(1 << 20)),
        &chunk(*b"IEND", b""),
    ]
    .concat()
}

#[tokio::test]
async fn what_unpacks_to_much_takes_little_memory() {
    let app = TestApp::on(Database::sqlite()).await;
    let hub = app.hub("riverton").await;
    let mut tom = hub.colleague("Tom Reed", Role::Worker).await;
    let carer = hub.carer("Zoë", "Moss").await;
    hub.keep_photo(carer).await;
    let address = format!("/hub/carers/{}/photo", carer.id());
    let form = tom.see(&address).await.form(&address);
    let photos = [png(200), png(6_000), png(60_000)];
    let before = begin_anew();
    for photo in photos {
        let seen = tom.browser.send_file(&form, "photo.png", &photo).await;
        assert!([303, 422].contains(&seen.status.as_u16()), "{}", seen.body);
    }
    let took = memory().1 - before;
    assert!(took < MOST_FOR_PHOTOS, "photos took {took} kB");

    let before = begin_anew();
    let csrf = mark(&mut tom).await;
    let parts = |name: &str, head: &str, many: usize| {
        let part = format!("--edge\r\ncontent-disposition: form-data; name=\"{name}\"{head}\r\n\r\nx\r\n");
        part.repeat(many) + "--edge--\r\n"
    };
    let kind = "multipart/form-data; boundary=edge";
    let nested = format!(
        "--edge\r\ncontent-type: multipart/mixed; boundary=edge\r\ncontent-disposition: form-data; name=\"csrf\"\r\n\r\n{csrf}\r\n"
    );
    for body in [
        parts("x", "", 100_000),
        parts("file", "", 100_000),
        parts(&"n".repeat(1 << 20), "", 4),
        parts("file", &format!("\r\nx-long: {}", "y".repeat(4 << 20)), 1),
        parts("file", &"\r\nx: y".repeat(200_000), 1),
        nested.repeat(1_000),
        "--edge".repeat(1_000_000),
    ] {
        for path in [address.as_str(), "/hub/import"] {
            let request = Client::new()
                .post(format!("{}{path}", app.base()))
                .header(header::COOKIE, tom.browser.cookie())
                .header("sec-fetch-site", "same-origin")
                .header(header::CONTENT_TYPE, kind);
            let status = request.body(body.clone()).send().await.map_or(0, |answer| answer.status().as_u16());
            assert!([0, 400, 403, 413, 422].contains(&status), "{path}: {status}");
        }
    }
    for body in [
        "[".repeat(4_000),
        format!("{{\"card\":{}1{}}}", "[".repeat(2_000), "]".repeat(2_000)),
        format!("{{\"card\":\"{}\"}}", "9".repeat(8_000)),
        format!("{{\"card\":1e{}}}", "9".repeat(5_000)),
        "{\"a\":".repeat(1_000_000),
    ] {
        let request = Client::new().post(format!("{}/api/verify", app.base()));
        let request = request.header(header::CONTENT_TYPE, "application/json").body(body);
        let status = request.send().await.map_or(0, |answer| answer.status().as_u16());
        assert!([0, 200, 400, 413].contains(&status), "{status}");
    }
    let took = memory().1.saturating_sub(before);
    assert!(took < MOST_FOR_FORMS, "forms took {took} kB");
    assert!(tom.is_in().await);
    let works = app.post("/api/verify", &json!({"card": "hello"})).await;
    assert_eq!(works.status(), 200, "and the server goes on");
}
