//! The known pairs: requests whose end is elsewhere for one reader than for another (RFC 9112 section 11.2), with another request hidden
//! behind the end that is not the right one.

/// One of them.
#[derive(Clone, Debug)]
pub struct Pair {
    /// What is odd about it.
    pub name: String,
    /// What is sent.
    pub bytes: Vec<u8>,
}

const HIDDEN: &str = "GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n";
const POST: &str = "POST /api/verify HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n";

/// Two requests, one after the other, as anybody may send them.
pub fn pipelined() -> Vec<u8> {
    format!("GET /health/ready HTTP/1.1\r\nHost: x\r\n\r\n{HIDDEN}").into_bytes()
}

/// All pairs. Where every reader finds the same end, what stands behind it is an honest second request: such are not among them.
pub fn pairs() -> Vec<Pair> {
    [two_lengths(), odd_encodings(), odd_lengths(), odd_chunks(), odd_heads()].concat()
}

/// Ends that HAProxy may read, since it writes them anew, and that our server must not: what stands behind is not answered there.
pub fn at_the_server() -> Vec<Pair> {
    let head = format!("{POST}Transfer-Encoding: chunked\r\n");
    let hidden = behind_chunks();
    let bodies = [
        hidden.clone(),
        format!("0 \r\n\r\n{HIDDEN}"),
        format!("00000000000000000000000000000000\r\n\r\n{HIDDEN}"),
        format!("0;x=\u{0}\r\n\r\n{HIDDEN}"),
        format!("0\n\n{HIDDEN}"),
        format!("0\r\n\n{HIDDEN}"),
        format!("0\r\nContent-Length: 5\r\n\r\n{HIDDEN}"),
        format!("0\r\nTransfer-Encoding: chunked\r\n\r\n{HIDDEN}"),
        format!("0\r\nX : y\r\n\r\n{HIDDEN}"),
        format!("2\nxx\n{hidden}"),
        format!("2\r\nxx\n{hidden}"),
    ];
    let chunks = bodies.into_iter().map(|body| pair(format!("chunks {}", body.escape_debug()), &head, &body));
    let folded =
        [format!(" Content-Length: {}", HIDDEN.len()), format!("X: y\r\n Content-Length: {}", HIDDEN.len())];
    let folded = folded
        .into_iter()
        .map(|line| pair(line.escape_debug().to_string(), &format!("{POST}{line}\r\n"), HIDDEN));
    chunks.chain(folded).collect()
}

fn pair(name: impl Into<String>, head: &str, body: &str) -> Pair {
    Pair { name: name.into(), bytes: format!("{head}\r\n{body}").into_bytes() }
}

/// Behind the last chunk, for whoever reads the length. `{LENGTH}` of a head is that of all of it.
fn behind_chunks() -> String {
    format!("0\r\n\r\n{HIDDEN}")
}

/// Inside a chunk, for whoever reads chunks; the length in the head ends before it.
fn in_a_chunk() -> (usize, String) {
    let first = format!("{:x}\r\n", HIDDEN.len());
    (first.len(), format!("{first}{HIDDEN}\r\n0\r\n\r\n"))
}

/// A length and chunks, in both orders.
fn two_lengths() -> Vec<Pair> {
    let (short, chunk) = in_a_chunk();
    let behind = behind_chunks();
    let (all, chunked) = (format!("Content-Length: {}\r\n", behind.len()), "Transfer-Encoding: chunked\r\n");
    let short = format!("Content-Length: {short}\r\n");
    vec![
        pair("CL.TE", &format!("{POST}{all}{chunked}"), &behind),
        pair("CL.TE, the other way round", &format!("{POST}{chunked}{all}"), &behind),
        pair("TE.CL", &format!("{POST}{short}{chunked}"), &chunk),
        pair("TE.CL, the other way round", &format!("{POST}{chunked}{short}"), &chunk),
        pair(
            "CL.0",
            &format!("GET /health/ready HTTP/1.1\r\nHost: x\r\nContent-Length: {}\r\n", HIDDEN.len()),
            HIDDEN,
        ),
        pair(
            "a length that the connection is said to own",
            &format!("{POST}Content-Length: {}\r\nConnection: content-length\r\n", HIDDEN.len()),
            HIDDEN,
        ),
        pair(
            "chunks that the connection is said to own",
            &format!("{POST}{all}{chunked}Connection: transfer-encoding\r\n"),
            &behind,
        ),
        pair(
            "a body that is expected",
            &format!("{POST}Expect: 100-continue\r\nContent-Length: {}\r\n", HIDDEN.len()),
            HIDDEN,
        ),
        pair(
            "a body that is expected oddly",
            &format!("{POST}Expect: y 100-continue\r\nContent-Length: {}\r\n", HIDDEN.len()),
            HIDDEN,
        ),
        pair(
            "HTTP/1.0 with chunks",
            &format!("{POST}{all}{chunked}").replace("HTTP/1.1", "HTTP/1.0"),
            &behind,
        ),
    ]
}

/// Lines that say nothing of chunks to anybody who reads by the book: a length beside them ends the request, and honestly.
const NO_ENCODING: [&str; 2] = ["Transfer_Encoding: chunked", "X: y\r\n Transfer-Encoding: chunked"];

/// TE.TE: one reader takes the line for chunks, another does not.
fn odd_encodings() -> Vec<Pair> {
    let lines = [
        "Transfer-Encoding: xchunked",
        "Transfer-Encoding: chunkedx",
        "Transfer-Encoding : chunked",
        "Transfer-Encoding\t: chunked",
        "Transfer-Encoding:\tchunked",
        "Transfer-Encoding:chunked",
        "Transfer-Encoding: \u{b}chunked",
        "Transfer-Encoding: chunked\u{b}",
        "Transfer-Encoding: \u{c}chunked",
        "Transfer-Encoding: \"chunked\"",
        "Transfer-Encoding: 'chunked'",
        "Transfer-Encoding: chunked;x=1",
        "Transfer-Encoding: chunked, identity",
        "Transfer-Encoding: identity, chunked",
        "Transfer-Encoding: identity",
        "Transfer-Encoding: chunked, chunked",
        "Transfer-Encoding: , chunked",
        "Transfer-Encoding: chunked,",
        "Transfer-Encoding: gzip, chunked",
        "Transfer-Encoding: CHUNKED",
        "Transfer-Encoding: ch\u{17f}unked",
        "Transfer-Encoding: chu\0nked",
        "Transfer-Encoding:",
        "Transfer-Encoding:\r\n chunked",
        "Transfer-Encoding\r\n: chunked",
        " Transfer-Encoding: chunked",
        "X: y\r\n Transfer-Encoding: chunked",
        "X: y\nTransfer-Encoding: chunked",
        "X: y\rTransfer-Encoding: chunked",
        "Transfer_Encoding: chunked",
        "\u{1}Transfer-Encoding: chunked",
        "Transfer-Encoding: chunked\r\nTransfer-Encoding: x",
        "Transfer-Encoding: x\r\nTransfer-Encoding: chunked",
        "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked",
        "Transfer-Encoding: identity\r\nTransfer-Encoding: chunked",
    ];
    let ((short, chunk), behind) = (in_a_chunk(), behind_chunks());
    let both = lines.into_iter().flat_map(|line| {
        let name = line.escape_debug().to_string();
        let length = |length: usize| format!("{POST}Content-Length: {length}\r\n{line}\r\n");
        let mut both = vec![pair(format!("{name}, behind chunks"), &length(behind.len()), &behind)];
        if !NO_ENCODING.contains(&line) {
            both.push(pair(format!("{name}, in a chunk"), &length(short), &chunk));
        }
        both
    });
    both.collect()
}

/// A length that one reader takes for none, or for another one.
fn odd_lengths() -> Vec<Pair> {
    let all = HIDDEN.len();
    let lines = [
        format!("Content-Length: 0\r\nContent-Length: {all}"),
        format!("Content-Length: {all}\r\nContent-Length: 0"),
        format!("Content-Length: 0, {all}"),
        format!("Content-Length: {all}, {all}"),
        format!("Content-Length: {all}, 0"),
        "Content-Length: +0".to_owned(),
        "Content-Length: -0".to_owned(),
        "Content-Length: 0x0".to_owned(),
        "Content-Length: 0 0".to_owned(),
        "Content-Length: 0_0".to_owned(),
        "Content-Length: 0;x".to_owned(),
        "Content-Length: \"0\"".to_owned(),
        "Content-Length: 0\u{b}".to_owned(),
        "Content-Length: \u{660}".to_owned(),
        "Content-Length:".to_owned(),
        "Content-Length: -1".to_owned(),
        "Content-Length: 1e2".to_owned(),
        "Content-Length: 18446744073709551616".to_owned(),
        "Content-Length: 99999999999999999999999999".to_owned(),
        format!("Content-Length : {all}"),
        format!("Content-Length\t: {all}"),
        format!("X: y\rContent-Length: {all}"),
        format!("Content-Length:\r\n {all}"),
        format!("Content-Length: {all}\0"),
    ];
    // Where no length is left, the rest would be an honest second request: these must be refused, not passed over.
    lines
        .into_iter()
        .map(|line| pair(line.escape_debug().to_string(), &format!("{POST}{line}\r\n"), HIDDEN))
        .collect()
}

/// Chunks that end elsewhere for a reader who is not strict.
fn odd_chunks() -> Vec<Pair> {
    let head = format!("{POST}Transfer-Encoding: chunked\r\n");
    let hidden = format!("0\r\n\r\n{HIDDEN}");
    let bodies = [
        format!("2;\nxx\r\n{:x}\r\n{hidden}\r\n0\r\n\r\n", hidden.len()),
        format!("2;x\nxx\r\n{:x}\r\n{hidden}\r\n0\r\n\r\n", hidden.len()),
        format!("2;x=\"\n\"\r\nxx\r\n{hidden}"),
        format!("2;x\rxx\r\n{:x}\r\n{hidden}\r\n0\r\n\r\n", hidden.len()),
        format!("2\rxx\r\n{hidden}"),
        format!("2\r\nxx{hidden}"),
        format!("2\r\nxxx\r\n{hidden}"),
        format!("2\r\nxx\r{hidden}"),
        format!("0x0\r\n\r\n{HIDDEN}"),
        format!("+0\r\n\r\n{HIDDEN}"),
        format!("-0\r\n\r\n{HIDDEN}"),
        format!(" 0\r\n\r\n{HIDDEN}"),
        format!("0_0\r\n\r\n{HIDDEN}"),
        format!("\r\n0\r\n\r\n{HIDDEN}"),
        format!("10000000000000000\r\n\r\n{HIDDEN}"),
        format!("ffffffffffffffff\r\n\r\n{HIDDEN}"),
        format!("0\r\nX\r\n\r\n{HIDDEN}"),
        format!("0{HIDDEN}"),
    ];
    bodies.into_iter().map(|body| pair(format!("chunks {}", body.escape_debug()), &head, &body)).collect()
}

/// Heads that end elsewhere, or speak of another protocol behind them.
fn odd_heads() -> Vec<Pair> {
    let all = HIDDEN.len();
    vec![
        pair("a line without a name", &format!("{POST}: y\r\nContent-Length: {all}\r\n"), HIDDEN),
        pair("a line without a colon", &format!("{POST}X\r\nContent-Length: {all}\r\n"), HIDDEN),
        pair("a nought in a line", &format!("{POST}X: \0\r\nContent-Length: {all}\r\n"), HIDDEN),
        pair(
            "a line that begins with a space",
            &format!(
                "{}\r\n",
                POST.replacen("\r\nHost", &format!("\r\n Content-Length: {all}\r\nHost"), 1).trim_end()
            ),
            HIDDEN,
        ),
        pair(
            "two versions",
            &format!("{}Content-Length: {all}\r\n", POST.replacen("HTTP/1.1", "HTTP/1.1 HTTP/1.1", 1)),
            HIDDEN,
        ),
        pair(
            "a version that nobody speaks",
            &format!("{}Content-Length: {all}\r\n", POST.replacen("HTTP/1.1", "HTTP/1.9", 1)),
            HIDDEN,
        ),
        pair("no version", "GET /health/ready\r\n", HIDDEN),
        pair(
            "an upgrade to HTTP/2",
            &format!(
                "{POST}Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\nContent-Length: {all}\r\n"
            ),
            HIDDEN,
        ),
        pair("HTTP/2 without asking", "PRI * HTTP/2.0\r\n", &format!("SM\r\n\r\n{HIDDEN}")),
    ]
}
