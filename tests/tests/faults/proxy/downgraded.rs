//! The known pairs of HTTP/2: a request that a proxy writes anew in HTTP/1, where what stood in a field or a body could become another one.

use super::frames::{Field, data, head, head_in_two, hello, overpadded, trailers};
use super::smuggled::Pair;

const HIDDEN: &str = "GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n";

/// A check of a card, as it is rightly sent.
const POST: [Field<'_>; 5] = [
    (":method", "POST"),
    (":scheme", "http"),
    (":path", "/api/verify"),
    (":authority", "x"),
    ("content-type", "application/json"),
];

/// One honest request.
pub fn honest() -> Vec<u8> {
    let fields = [(":method", "GET"), (":scheme", "http"), (":path", "/health/live"), (":authority", "x")];
    [hello(), head(1, &fields, true)].concat()
}

/// All pairs.
pub fn pairs() -> Vec<Pair> {
    [lengths(), encodings(), lines_in_fields(), lines_in_the_first_line(), twice(), bodies()].concat()
}

fn pair(name: impl Into<String>, frames: &[Vec<u8>]) -> Pair {
    Pair { name: name.into(), bytes: [hello(), frames.concat()].concat() }
}

fn with<'a>(more: &[Field<'a>]) -> Vec<Field<'a>> {
    [&POST[..], more].concat()
}

/// The same with another value in place of one field.
fn instead<'a>(name: &str, value: &'a str) -> Vec<Field<'a>> {
    POST.map(|(one, was)| (one, if one == name { value } else { was })).to_vec()
}

/// A request with these fields, whose body is said to be over at once or holds another one.
fn both_ways(name: &str, fields: &[Field<'_>]) -> Vec<Pair> {
    vec![
        pair(format!("{name}, without a body"), &[head(1, fields, true)]),
        pair(format!("{name}, with a body"), &[head(1, fields, false), data(1, HIDDEN, true)]),
    ]
}

/// H2.CL: frames say where a body ends, a length says otherwise.
fn lengths() -> Vec<Pair> {
    let (all, less, more) = (HIDDEN.len(), HIDDEN.len() - 1, HIDDEN.len() + 1);
    let values = [
        "0".to_owned(),
        "1".to_owned(),
        less.to_string(),
        more.to_string(),
        format!("+{all}"),
        "-1".to_owned(),
        "0x0".to_owned(),
        format!("0, {all}"),
        format!("{all}, 0"),
        format!("{all} 0"),
        format!("{all}\r\n"),
        String::new(),
        "18446744073709551616".to_owned(),
        "\u{660}".to_owned(),
    ];
    let one = values.iter().flat_map(|value| {
        let name = format!("content-length {}", value.escape_debug());
        both_ways(&name, &with(&[("content-length", value)]))
    });
    let all = all.to_string();
    let two = [("0", all.as_str()), (&all, "0"), (&all, &all)].map(|(first, second)| {
        let fields = with(&[("content-length", first), ("content-length", second)]);
        pair(format!("lengths {first} and {second}"), &[head(1, &fields, false), data(1, HIDDEN, true)])
    });
    one.chain(two).collect()
}

/// H2.TE: a connection's own fields, of which HTTP/2 has none.
fn encodings() -> Vec<Pair> {
    let behind = format!("0\r\n\r\n{HIDDEN}");
    let fields = [
        ("transfer-encoding", "chunked"),
        ("transfer-encoding", "identity"),
        ("transfer-encoding", "xchunked"),
        ("Transfer-Encoding", "chunked"),
        ("transfer-encoding ", "chunked"),
        ("transfer-encoding", " chunked"),
        ("transfer-encoding:", "chunked"),
        ("transfer_encoding", "chunked"),
        ("te", "chunked"),
        ("connection", "close"),
        ("connection", "transfer-encoding"),
        ("connection", "content-length"),
        ("keep-alive", "timeout=5"),
        ("proxy-connection", "keep-alive"),
        ("upgrade", "h2c"),
        ("http2-settings", "AAMAAABkAAQAAP__"),
        ("expect", "100-continue"),
    ];
    let one = fields.into_iter().map(|field| {
        let name = format!("{}: {}", field.0, field.1);
        pair(name, &[head(1, &with(&[field]), false), data(1, &behind, true)])
    });
    let length = behind.len().to_string();
    let both = with(&[("content-length", &length), ("transfer-encoding", "chunked")]);
    one.chain([pair("a length and chunks", &[head(1, &both, false), data(1, &behind, true)])]).collect()
}

/// Ends of lines, noughts and colons in names and values.
fn lines_in_fields() -> Vec<Pair> {
    let ends = ["\r\n", "\n", "\r", "\0", "\r\n\r\n", "\n\n", "\u{85}", "\u{2028}"];
    let written = ends.iter().flat_map(|end| {
        let next = format!("y{end}{HIDDEN}");
        let length = format!("y{end}Content-Length: 0{end}X: y");
        let chunks = format!("y{end}Transfer-Encoding: chunked{end}X: y");
        let name = format!("x: y{end}transfer-encoding: chunked{end}z");
        let head_in_name = format!("x{end}{HIDDEN}");
        let what = end.escape_debug();
        [
            both_ways(&format!("a request behind {what}"), &with(&[("x", &next)])),
            both_ways(&format!("a cookie with {what}"), &with(&[("cookie", &next)])),
            both_ways(&format!("a length behind {what}"), &with(&[("x", &length)])),
            both_ways(&format!("chunks behind {what}"), &with(&[("x", &chunks)])),
            both_ways(&format!("a name with {what}"), &with(&[(&name, "y")])),
            both_ways(&format!("a request in a name with {what}"), &with(&[(&head_in_name, "y")])),
        ]
        .concat()
    });
    let names = ["", " ", " x", "x ", "x:", ":", "X", "x\u{7f}", "content-length: 0\r\nx", "host"];
    let odd = names
        .iter()
        .flat_map(|name| both_ways(&format!("the name {}", name.escape_debug()), &with(&[(*name, HIDDEN)])));
    written.chain(odd).collect()
}

/// Whatever becomes the first line of HTTP/1, and the host.
fn lines_in_the_first_line() -> Vec<Pair> {
    let path = format!("/health/ready HTTP/1.1\r\nHost: x\r\n\r\n{HIDDEN}");
    let method = format!("GET /health/ready HTTP/1.1\r\nHost: x\r\n\r\n{HIDDEN}");
    let host = format!("x\r\n\r\n{HIDDEN}");
    let scheme = format!("http://x/health/ready HTTP/1.1\r\nHost: x\r\n\r\n{HIDDEN}");
    let odd = [
        (":path", path.as_str()),
        (":path", "/health/live HTTP/1.1"),
        (":path", "/health/live x"),
        (":path", "/health/live\tx"),
        (":path", "/health/live\n"),
        (":path", "/health/live\r\nX: y"),
        (":path", "/health/live\0"),
        (":path", "health/live"),
        (":path", ""),
        (":path", "*"),
        (":method", &method),
        (":method", "GET /health/live HTTP/1.1\r\nX:"),
        (":method", "GET /health/live"),
        (":method", "GET\t/health/live"),
        (":method", ""),
        (":method", "CONNECT"),
        (":authority", &host),
        (":authority", "x\r\nContent-Length: 0"),
        (":authority", "x y"),
        (":authority", "x\0"),
        (":scheme", &scheme),
        (":scheme", "http\r\nX: y"),
        (":scheme", ""),
    ];
    let whole = odd.into_iter().flat_map(|(name, value)| {
        both_ways(&format!("{name} {}", value.escape_debug()), &instead(name, value))
    });
    let left_out = [":method", ":scheme", ":path"].into_iter().flat_map(|name| {
        let fields: Vec<_> = POST.into_iter().filter(|(one, _)| *one != name).collect();
        both_ways(&format!("without {name}"), &fields)
    });
    whole.chain(left_out).collect()
}

/// What stands there twice, or where it does not belong.
fn twice() -> Vec<Pair> {
    let more = [
        (":path", "/health/live"),
        (":method", "GET"),
        (":scheme", "https"),
        (":authority", "y"),
        (":status", "200"),
        (":protocol", "websocket"),
        (":x", HIDDEN),
    ];
    let behind = more
        .iter()
        .flat_map(|field| both_ways(&format!("{} behind other fields", field.0), &with(&[*field])));
    let before = more.iter().flat_map(|field| {
        both_ways(&format!("{} before the others", field.0), &[&[*field], &POST[..]].concat())
    });
    let hosts = [vec![("host", HIDDEN)], vec![("host", "y"), ("host", "z")], vec![("host", "x\r\nX: y")]];
    let hosts = hosts.iter().flat_map(|hosts| both_ways(&format!("{} hosts", hosts.len()), &with(hosts)));
    behind.chain(before).chain(hosts).collect()
}

/// Bodies that go on after their end, or are not whole.
fn bodies() -> Vec<Pair> {
    let (post, length) = (with(&[]), HIDDEN.len().to_string());
    let long = with(&[("content-length", &length)]);
    let open = head(1, &post, false);
    vec![
        pair("more after the end", &[head(1, &post, true), data(1, HIDDEN, true)]),
        pair("more after the last part", &[open.clone(), data(1, "{}", true), data(1, HIDDEN, true)]),
        pair("a body of no request", &[data(1, HIDDEN, true)]),
        pair("a body of everybody", &[open.clone(), data(0, HIDDEN, true)]),
        pair("too much padding", &[open.clone(), overpadded(1, HIDDEN)]),
        pair("a second head", &[open.clone(), head(1, &post, false), data(1, HIDDEN, true)]),
        pair("a head in two with a body between", &[head_in_two(1, &post, &data(1, HIDDEN, false))]),
        pair("a stream of the server's", &[head(2, &post, false), data(2, HIDDEN, true)]),
        pair("fields of a head behind", &[open.clone(), data(1, "{}", false), trailers(1, &post)]),
        pair(
            "a length behind",
            &[open.clone(), data(1, HIDDEN, false), trailers(1, &[("content-length", "0")])],
        ),
        pair(
            "chunks behind",
            &[open.clone(), data(1, HIDDEN, false), trailers(1, &[("transfer-encoding", "chunked")])],
        ),
        pair("a request behind", &[open, data(1, "{}", false), trailers(1, &[("x\r\n\r\nx", HIDDEN)])]),
        pair("less than its length", &[head(1, &long, false), data(1, "{}", true)]),
        pair(
            "less, with fields behind",
            &[head(1, &long, false), data(1, "{}", false), trailers(1, &[("x", "y")])],
        ),
    ]
}
