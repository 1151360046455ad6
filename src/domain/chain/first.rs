//! The first line of a log: which log it is, and since when.

use super::canonical::{self, Members, plain_string};
use super::{Checked, FORMAT, Flaw, Hash, Place, RecordedAt, VERSION, is_lower_hex};

const MEMBERS: [&str; 5] = ["created_at", "format", "hash", "log_id", "version"];

/// The first line of a log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FirstLine {
    /// 32 lower-case hex digits, random: two logs never share one.
    pub log_id: String,
    /// When the log was begun.
    pub created_at: RecordedAt,
    /// The hash of the line, to which line 1 is chained.
    pub hash: Hash,
}

impl FirstLine {
    /// The first line of a new log with this random id.
    pub fn new(log_id: [u8; 16], created_at: RecordedAt) -> FirstLine {
        let log_id = super::lower_hex(&log_id);
        let hash = Hash::of(&[unhashed(
            &format!("\"{created_at}\""),
            &format!("\"{FORMAT}\""),
            &format!("\"{log_id}\""),
            &VERSION.to_string(),
        )
        .as_bytes()]);
        FirstLine {
            log_id,
            created_at,
            hash,
        }
    }

    /// The line as it stands in the file, LF included.
    pub fn bytes(&self) -> Vec<u8> {
        let FirstLine {
            log_id,
            created_at,
            hash,
        } = self;
        format!(
            "{{\"created_at\":\"{created_at}\",\"format\":\"{FORMAT}\",\"hash\":\"{hash}\",\
             \"log_id\":\"{log_id}\",\"version\":{VERSION}}}\n"
        )
        .into_bytes()
    }

    /// The state of a log that has no entries yet.
    pub fn place(&self) -> Place {
        Place {
            seq: 0,
            hash: self.hash,
            recorded_at: Some(self.created_at),
        }
    }
}

/// The canonical form of the line without its `hash`, from the bytes of the other members.
fn unhashed(created_at: &str, format: &str, log_id: &str, version: &str) -> String {
    format!(
        "{{\"created_at\":{created_at},\"format\":{format},\"log_id\":{log_id},\
         \"version\":{version}}}"
    )
}

/// Checks the first line of a log, without its LF. The value is there if the line could be read as
/// one, however wrong its hash.
pub fn check_first(bytes: &[u8]) -> Checked<Option<FirstLine>> {
    match canonical::scan(bytes) {
        Ok(members) => check_members(&members),
        Err(flaw) => {
            let mut checked = std::str::from_utf8(bytes)
                .ok()
                .and_then(|text| super::json::read(text).ok())
                .and_then(|(value, _)| canonical::bytes(&value))
                .and_then(|bytes| canonical::scan(&bytes).ok().map(|m| check_members(&m)))
                .unwrap_or(Checked {
                    value: None,
                    flaws: Vec::new(),
                });
            checked.flaws.insert(0, flaw);
            checked
        }
    }
}

fn check_members(members: &Members<'_>) -> Checked<Option<FirstLine>> {
    // Another kind of line in its place: one flaw says more than one for each member.
    if members.value("format").is_none() {
        return Checked {
            value: None,
            flaws: vec![Flaw::new("first-line-missing", "format")],
        };
    }
    let mut flaws = Vec::new();
    super::line::compare_names("", &members.names(), &MEMBERS, &mut flaws);
    let plain = |name| members.value(name).and_then(plain_string);
    let mut form = |name: &'static str| flaws.push(Flaw::new("member-form", name));

    let format = members.value("format").unwrap_or_default();
    let version = members.value("version").unwrap_or_default();
    let log_id = plain("log_id").filter(|id| is_lower_hex(id, 32));
    let created_at = plain("created_at").and_then(RecordedAt::parse);
    let hash = plain("hash").and_then(Hash::from_hex);
    for (name, missing) in [
        ("log_id", log_id.is_none()),
        ("created_at", created_at.is_none()),
        ("hash", hash.is_none()),
    ] {
        if missing && members.value(name).is_some() {
            form(name);
        }
    }
    if plain_string(format) != Some(FORMAT) {
        flaws.push(Flaw::new("format-unknown", "format"));
    }
    if version != VERSION.to_string() {
        flaws.push(Flaw::new("version-unknown", version));
    }
    if let (Some(stated), Some(created_at), Some(log_id)) =
        (hash, members.value("created_at"), members.value("log_id"))
    {
        let computed = Hash::of(&[unhashed(created_at, format, log_id, version).as_bytes()]);
        if computed != stated {
            flaws.push(Flaw::new("hash-mismatch", "hash"));
        }
    }
    let value = match (log_id, created_at, hash) {
        (Some(log_id), Some(created_at), Some(hash)) => Some(FirstLine {
            log_id: log_id.to_owned(),
            created_at,
            hash,
        }),
        _ => None,
    };
    Checked { value, flaws }
}
