//! Frames of HTTP/2 (RFC 9113) written by hand, so that they may say what no library would send. Fields are never indexed (RFC 7541).

const DATA: u8 = 0;
const HEADERS: u8 = 1;
const SETTINGS: u8 = 4;
const CONTINUATION: u8 = 9;

const END_STREAM: u8 = 1;
const END_HEADERS: u8 = 4;
const PADDED: u8 = 8;

/// A name and what stands behind it, as bytes, since neither need be a letter.
pub type Field<'a> = (&'a str, &'a str);

/// What a client says first: the preface, and that it wants nothing special.
pub fn hello() -> Vec<u8> {
    [b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".as_slice(), &frame(SETTINGS, 0, 0, &[])].concat()
}

/// The head of a request, which ends here or goes on with a body.
pub fn head(stream: u32, fields: &[Field<'_>], and_no_body: bool) -> Vec<u8> {
    let flags = END_HEADERS | if and_no_body { END_STREAM } else { 0 };
    frame(HEADERS, flags, stream, &block(fields))
}

/// The same in two frames.
pub fn head_in_two(stream: u32, fields: &[Field<'_>], between: &[u8]) -> Vec<u8> {
    let block = block(fields);
    let (first, second) = block.split_at(block.len() / 2);
    let first = frame(HEADERS, END_STREAM, stream, first);
    [first.as_slice(), between, &frame(CONTINUATION, END_HEADERS, stream, second)].concat()
}

/// Fields behind the body.
pub fn trailers(stream: u32, fields: &[Field<'_>]) -> Vec<u8> {
    head(stream, fields, true)
}

/// A part of the body.
pub fn data(stream: u32, bytes: &str, and_no_more: bool) -> Vec<u8> {
    frame(DATA, if and_no_more { END_STREAM } else { 0 }, stream, bytes.as_bytes())
}

/// The whole body, said to be padded by more than there is of it.
pub fn overpadded(stream: u32, bytes: &str) -> Vec<u8> {
    frame(DATA, PADDED | END_STREAM, stream, &[&[255], bytes.as_bytes()].concat())
}

fn frame(kind: u8, flags: u8, stream: u32, payload: &[u8]) -> Vec<u8> {
    let length = u32::try_from(payload.len()).expect("a short frame").to_be_bytes();
    let head = [&length[1..], &[kind, flags], &stream.to_be_bytes()].concat();
    [head.as_slice(), payload].concat()
}

fn block(fields: &[Field<'_>]) -> Vec<u8> {
    let literal = |(name, value): &Field<'_>| [vec![0], text(name), text(value)].concat();
    fields.iter().flat_map(literal).collect()
}

/// A length in seven bits, or in as many more as it takes; then the bytes as they are.
fn text(text: &str) -> Vec<u8> {
    let mut written = Vec::new();
    match text.len() {
        length @ ..127 => written.push(u8::try_from(length).expect("seven bits")),
        length => {
            written.push(127);
            let mut left = length - 127;
            while left >= 128 {
                written.push(u8::try_from(left % 128).expect("seven bits") | 128);
                left /= 128;
            }
            written.push(u8::try_from(left).expect("seven bits"));
        }
    }
    written.extend_from_slice(text.as_bytes());
    written
}
