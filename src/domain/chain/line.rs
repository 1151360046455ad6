//! One entry's line: made, and checked by itself. How it joins the line before is the verifier's.

use super::canonical::{self, Members, plain_string};
use super::{Checked, Flaw, Hash, Place, RecordedAt, base64, hash};
use std::borrow::Cow;

const MEMBERS: [&str; 6] = ["body", "commitment", "hash", "prev", "recorded_at", "seq"];

/// Fresh random bytes of one line, so that a short content can't be guessed from its commitment.
#[derive(Debug, Clone, Copy)]
pub struct Salt(pub [u8; 32]);

/// A new line, ready to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Where the log stands once the line is on disk.
    pub place: Place,
    /// The line as it stands in the file, LF included.
    pub bytes: Vec<u8>,
}

impl Line {
    /// The open line that follows `before`. `content` is the canonical form of a content object
    /// ([`crate::domain::evidence::Content::canonical`]).
    pub fn open(before: &Place, recorded_at: RecordedAt, content: &[u8], salt: &Salt) -> Line {
        let seq = before.seq + 1;
        let commitment = Hash::of(&[&salt.0, content]);
        let prev = before.hash;
        let hash = hash_of_header(
            &format!("\"{commitment}\""),
            &format!("\"{prev}\""),
            &format!("\"{recorded_at}\""),
            &seq.to_string(),
        );
        let salt = super::lower_hex(&salt.0);
        let mut bytes = Vec::with_capacity(content.len() + 400);
        bytes.extend_from_slice(b"{\"body\":{\"content\":");
        bytes.extend_from_slice(content);
        bytes.extend_from_slice(
            format!(
                ",\"salt\":\"{salt}\"}},\"commitment\":\"{commitment}\",\"hash\":\"{hash}\",\
                 \"prev\":\"{prev}\",\"recorded_at\":\"{recorded_at}\",\"seq\":{seq}}}\n"
            )
            .as_bytes(),
        );
        Line {
            place: Place {
                seq,
                hash,
                recorded_at: Some(recorded_at),
            },
            bytes,
        }
    }
}

/// What stands outside the hashed header of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Body<'a> {
    /// The canonical bytes of the content.
    Open(Cow<'a, str>),
    /// Encrypted; unchecked without the key.
    Sealed,
    /// Taken out of a copy.
    Withheld,
    /// None of the three forms.
    Unreadable,
}

/// The header of a line as far as it could be read, and its body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Header<'a> {
    /// Its place in the order, from 1.
    pub seq: Option<u64>,
    /// The hash of the line before.
    pub prev: Option<Hash>,
    /// When it was recorded.
    pub recorded_at: Option<RecordedAt>,
    /// Its own hash, as it says.
    pub hash: Option<Hash>,
    /// What was recorded.
    pub body: Body<'a>,
}

impl Header<'_> {
    fn unreadable() -> Header<'static> {
        Header {
            seq: None,
            prev: None,
            recorded_at: None,
            hash: None,
            body: Body::Unreadable,
        }
    }

    fn into_owned(self) -> Header<'static> {
        let Header {
            seq,
            prev,
            recorded_at,
            hash,
            body,
        } = self;
        let body = match body {
            Body::Open(content) => Body::Open(content.into_owned().into()),
            Body::Sealed => Body::Sealed,
            Body::Withheld => Body::Withheld,
            Body::Unreadable => Body::Unreadable,
        };
        Header {
            seq,
            prev,
            recorded_at,
            hash,
            body,
        }
    }

    /// Where the chain stands after this line, by its own word.
    pub fn place(&self) -> Option<Place> {
        Some(Place {
            seq: self.seq?,
            hash: self.hash?,
            recorded_at: self.recorded_at,
        })
    }
}

/// Checks a line by itself, without its LF: its form, its hash, its commitment.
pub fn check_line(bytes: &[u8]) -> Checked<Header<'_>> {
    match canonical::scan(bytes) {
        Ok(members) => check_members(&members),
        Err(flaw) => check_uncanonical(bytes, flaw),
    }
}

/// A line that isn't canonical has failed already. What it says is still checked, so that all that
/// is wrong is named in one run and the lines after it aren't blamed for it.
fn check_uncanonical(bytes: &[u8], first: Flaw) -> Checked<Header<'static>> {
    let read = std::str::from_utf8(bytes)
        .ok()
        .and_then(|text| super::json::read(text).ok());
    let mut flaws = vec![first];
    let Some((value, others)) = read else {
        return Checked {
            value: Header::unreadable(),
            flaws,
        };
    };
    for other in others {
        if flaws.iter().all(|f| f.code != other.code) {
            flaws.push(other);
        }
    }
    let rewritten = canonical::bytes(&value).unwrap_or_default();
    let value = match canonical::scan(&rewritten) {
        Ok(members) => {
            let checked = check_members(&members);
            flaws.extend(checked.flaws);
            checked.value.into_owned()
        }
        Err(_) => stated_header(&value),
    };
    Checked { value, flaws }
}

/// The header of a line whose body can't be written canonically at all.
fn stated_header(line: &serde_json::Value) -> Header<'static> {
    let text = |name: &str| line.get(name).and_then(serde_json::Value::as_str);
    Header {
        seq: line.get("seq").and_then(serde_json::Value::as_u64),
        prev: text("prev").and_then(Hash::from_hex),
        recorded_at: text("recorded_at").and_then(RecordedAt::parse),
        hash: text("hash").and_then(Hash::from_hex),
        body: Body::Unreadable,
    }
}

fn check_members<'a>(members: &Members<'a>) -> Checked<Header<'a>> {
    let mut flaws = Vec::new();
    compare_names("", &members.names(), &MEMBERS, &mut flaws);
    let seq = members
        .value("seq")
        .and_then(|n| n.parse().ok())
        .filter(|n| *n > 0);
    let plain = |name| members.value(name).and_then(plain_string);
    let prev = plain("prev").and_then(Hash::from_hex);
    let recorded_at = plain("recorded_at").and_then(RecordedAt::parse);
    let hash = plain("hash").and_then(Hash::from_hex);
    let commitment = plain("commitment").and_then(Hash::from_hex);
    for (name, unread) in [
        ("commitment", commitment.is_none()),
        ("hash", hash.is_none()),
        ("prev", prev.is_none()),
        ("recorded_at", recorded_at.is_none()),
        ("seq", seq.is_none()),
    ] {
        if unread && members.value(name).is_some() {
            flaws.push(Flaw::new("member-form", name));
        }
    }
    let raw = |name| members.value(name);
    if let (Some(stated), Some(commitment), Some(prev), Some(recorded_at), Some(seq)) = (
        hash,
        raw("commitment"),
        raw("prev"),
        raw("recorded_at"),
        raw("seq"),
    ) && hash_of_header(commitment, prev, recorded_at, seq) != stated
    {
        flaws.push(Flaw::new("hash-mismatch", "hash"));
    }
    let body = check_body(members, commitment, &mut flaws);
    Checked {
        value: Header {
            seq,
            prev,
            recorded_at,
            hash,
            body,
        },
        flaws,
    }
}

fn check_body<'a>(
    members: &Members<'a>,
    commitment: Option<Hash>,
    flaws: &mut Vec<Flaw>,
) -> Body<'a> {
    let Some(raw) = members.value("body") else {
        return Body::Unreadable;
    };
    if raw == "null" {
        return Body::Withheld;
    }
    if let Some(sealed) = members.value_in("body", "sealed") {
        compare_names("body.", &members.names_in("body"), &["sealed"], flaws);
        if !plain_string(sealed).is_some_and(base64::is_age_file) {
            flaws.push(Flaw::new("sealed-form", "body.sealed"));
        }
        return Body::Sealed;
    }
    if !raw.starts_with('{') {
        flaws.push(Flaw::new("body-form", "body"));
        return Body::Unreadable;
    }
    compare_names(
        "body.",
        &members.names_in("body"),
        &["content", "salt"],
        flaws,
    );
    let mut salt = [0_u8; 32];
    let stated_salt = members.value_in("body", "salt");
    let salted = stated_salt
        .and_then(plain_string)
        .is_some_and(|digits| hash::from_lower_hex(digits, &mut salt));
    if stated_salt.is_some() && !salted {
        flaws.push(Flaw::new("member-form", "body.salt"));
    }
    let Some(content) = members.value_in("body", "content") else {
        return Body::Unreadable;
    };
    if !content.starts_with('{') {
        flaws.push(Flaw::new("body-form", "body.content"));
    }
    if let (Some(commitment), true) = (commitment, salted)
        && Hash::of(&[&salt, content.as_bytes()]) != commitment
    {
        flaws.push(Flaw::new("commitment-mismatch", "commitment"));
    }
    Body::Open(content.into())
}

/// The hash of a line: over the canonical form of these four members, given as they stand in it.
fn hash_of_header(commitment: &str, prev: &str, recorded_at: &str, seq: &str) -> Hash {
    let parts = [
        "{\"commitment\":",
        commitment,
        ",\"prev\":",
        prev,
        ",\"recorded_at\":",
        recorded_at,
        ",\"seq\":",
        seq,
        "}",
    ];
    Hash::of(&parts.map(str::as_bytes))
}

/// Names what is missing and what shouldn't be there.
pub(super) fn compare_names(prefix: &str, found: &[&str], wanted: &[&str], flaws: &mut Vec<Flaw>) {
    if found == wanted {
        return;
    }
    for name in wanted.iter().filter(|n| !found.contains(n)) {
        flaws.push(Flaw::new("member-missing", format!("{prefix}{name}")));
    }
    for name in found.iter().filter(|n| !wanted.contains(n)) {
        flaws.push(Flaw::new("member-unknown", format!("{prefix}{name}")));
    }
}
