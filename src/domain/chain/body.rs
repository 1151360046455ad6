//! The body of a line taken out and put back: sealing and opening change it and nothing else.
//!
//! The body stands outside the hash of its line (see [`super`]), and in the canonical form it is the
//! first member. So the bytes around it stay as they are, to the last one.

use super::canonical::{plain_string, scan};

/// What stands before the body in every canonical line.
const BEGINNING: &str = "{\"body\":";

/// The body of a canonical line as it stands. `None` where the line isn't canonical or has none.
pub fn body_of(line: &[u8]) -> Option<&str> {
    scan(line).ok()?.value("body")
}

/// The base64 text of a sealed body. `None` where the body has another form.
pub fn sealed_text(line: &[u8]) -> Option<&str> {
    scan(line)
        .ok()?
        .value_in("body", "sealed")
        .and_then(plain_string)
}

/// The same line with another body. `None` where the line isn't canonical.
pub fn with_body(line: &[u8], body: &str) -> Option<Vec<u8>> {
    let old = body_of(line)?;
    let rest = line.get(BEGINNING.len() + old.len()..)?;
    let mut out = Vec::with_capacity(BEGINNING.len() + body.len() + rest.len());
    out.extend_from_slice(BEGINNING.as_bytes());
    out.extend_from_slice(body.as_bytes());
    out.extend_from_slice(rest);
    Some(out)
}

/// The sealed form of a body whose age file is this base64 text.
pub fn sealed_body(text: &str) -> String {
    format!("{{\"sealed\":\"{text}\"}}")
}
