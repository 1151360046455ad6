//! The one way a line may be written: RFC 8785 (JCS), narrowed to ASCII member names and integers
//! within ±(2^53−1).
//!
//! In this narrow form a value has exactly one spelling, so a line can be checked by walking its
//! bytes once, and its parts can be hashed as they stand. Two properties in the tests hold the walk
//! to the JCS library: whatever the library writes passes, and whatever passes is what it writes.

use super::Flaw;
use serde::Serialize;
use std::ops::Range;

/// The largest integer a line may hold, either way from zero: every JSON reader keeps it exact.
pub const MAX_INTEGER: i64 = (1 << 53) - 1;

/// How deep objects and lists may nest in a line. Content read by [`super::json::read`] may nest
/// less deep than this by more than the two levels a line puts around it.
pub const MAX_DEPTH: usize = 128;

/// Bytes of a string looked at together.
const CHUNK: usize = 16;

/// The canonical bytes of a value. `None` only for values JSON can't hold.
pub fn bytes<T: Serialize>(value: &T) -> Option<Vec<u8>> {
    serde_json_canonicalizer::to_vec(value).ok()
}

/// A member found on the way: how deep its object stands (1 = the line's own members).
#[derive(Debug, Clone)]
struct Member {
    depth: usize,
    name: Range<usize>,
    value: Range<usize>,
}

/// The members of a canonical line and of the objects directly within it.
#[derive(Debug, Clone)]
pub struct Members<'a> {
    text: &'a str,
    found: Vec<Member>,
}

impl<'a> Members<'a> {
    /// The names of the line's own members, in order, without quotes.
    pub fn names(&self) -> Vec<&'a str> {
        self.at(1, &(0..self.text.len()))
            .map(|m| &self.text[m.name.clone()])
            .collect()
    }

    /// The bytes of one of the line's own members.
    pub fn value(&self, name: &str) -> Option<&'a str> {
        self.member(1, &(0..self.text.len()), name)
            .map(|m| &self.text[m.value.clone()])
    }

    /// The names of the members of an object that is a member of the line.
    pub fn names_in(&self, outer: &str) -> Vec<&'a str> {
        let Some(outer) = self.member(1, &(0..self.text.len()), outer) else {
            return Vec::new();
        };
        self.at(2, &outer.value)
            .map(|m| &self.text[m.name.clone()])
            .collect()
    }

    /// The bytes of a member of an object that is a member of the line.
    pub fn value_in(&self, outer: &str, name: &str) -> Option<&'a str> {
        let outer = self.member(1, &(0..self.text.len()), outer)?;
        self.member(2, &outer.value, name)
            .map(|m| &self.text[m.value.clone()])
    }

    fn at(&self, depth: usize, within: &Range<usize>) -> impl Iterator<Item = &Member> {
        self.found.iter().filter(move |m| {
            m.depth == depth && within.start <= m.value.start && m.value.end <= within.end
        })
    }

    fn member(&self, depth: usize, within: &Range<usize>, name: &str) -> Option<&Member> {
        self.at(depth, within)
            .find(|m| &self.text[m.name.clone()] == name)
    }
}

/// The text inside a string value that has no escapes in it, as hashes and times have none.
pub(super) fn plain_string(value: &str) -> Option<&str> {
    let inner = value.strip_prefix('"')?.strip_suffix('"')?;
    (!inner.contains('\\')).then_some(inner)
}

/// Walks a line, without its LF, and finds its members.
///
/// # Errors
/// The first byte that isn't canonical, with a code: `not-utf8`, `not-json`, `not-an-object`,
/// `not-canonical`, `duplicate-member`, `name-not-ascii`, `number-not-integer`,
/// `number-out-of-range`, `lone-surrogate` or `nested-too-deep`.
pub fn scan(line: &[u8]) -> Result<Members<'_>, Flaw> {
    let text = std::str::from_utf8(line).map_err(|e| flaw_at("not-utf8", e.valid_up_to()))?;
    let mut walk = Walk {
        bytes: line,
        at: 0,
        found: Vec::new(),
    };
    if walk.peek() != Some(b'{') {
        return Err(walk.unexpected("not-an-object"));
    }
    walk.value(0)?;
    if walk.at < line.len() {
        return Err(walk.unexpected("not-json"));
    }
    Ok(Members {
        text,
        found: walk.found,
    })
}

fn flaw_at(code: &'static str, offset: usize) -> Flaw {
    Flaw::new(code, format!("byte {offset}"))
}

struct Walk<'a> {
    bytes: &'a [u8],
    at: usize,
    found: Vec<Member>,
}

impl Walk<'_> {
    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    /// White space is the commonest way for sound JSON not to be canonical.
    fn unexpected(&self, otherwise: &'static str) -> Flaw {
        match self.peek() {
            Some(b' ' | b'\t' | b'\r' | b'\n') => flaw_at("not-canonical", self.at),
            _ => flaw_at(otherwise, self.at),
        }
    }

    fn expect(&mut self, byte: u8) -> Result<(), Flaw> {
        if self.peek() == Some(byte) {
            self.at += 1;
            Ok(())
        } else {
            Err(self.unexpected("not-json"))
        }
    }

    fn value(&mut self, depth: usize) -> Result<(), Flaw> {
        match self.peek() {
            Some(b'{' | b'[') if depth >= MAX_DEPTH => Err(flaw_at("nested-too-deep", self.at)),
            Some(b'{') => self.object(depth + 1),
            Some(b'[') => self.list(depth + 1),
            Some(b'"') => self.string(false).map(|_| ()),
            Some(b'-' | b'0'..=b'9') => self.number(),
            Some(b't') => self.word(b"true"),
            Some(b'f') => self.word(b"false"),
            Some(b'n') => self.word(b"null"),
            _ => Err(self.unexpected("not-json")),
        }
    }

    fn word(&mut self, word: &[u8]) -> Result<(), Flaw> {
        if self.bytes[self.at..].starts_with(word) {
            self.at += word.len();
            Ok(())
        } else {
            Err(flaw_at("not-json", self.at))
        }
    }

    fn list(&mut self, depth: usize) -> Result<(), Flaw> {
        self.at += 1;
        if self.peek() == Some(b']') {
            self.at += 1;
            return Ok(());
        }
        loop {
            self.value(depth)?;
            if self.peek() == Some(b']') {
                self.at += 1;
                return Ok(());
            }
            self.expect(b',')?;
        }
    }

    fn object(&mut self, depth: usize) -> Result<(), Flaw> {
        self.at += 1;
        if self.peek() == Some(b'}') {
            self.at += 1;
            return Ok(());
        }
        let mut before: Option<Range<usize>> = None;
        loop {
            if self.peek() != Some(b'"') {
                return Err(self.unexpected("not-json"));
            }
            let quoted = self.string(true)?;
            let name = quoted.start + 1..quoted.end - 1;
            if let Some(before) = before {
                self.check_order(before, name.clone())?;
            }
            self.expect(b':')?;
            let start = self.at;
            self.value(depth)?;
            if depth <= 2 {
                let value = start..self.at;
                self.found.push(Member {
                    depth,
                    name: name.clone(),
                    value,
                });
            }
            before = Some(name);
            if self.peek() == Some(b'}') {
                self.at += 1;
                return Ok(());
            }
            self.expect(b',')?;
        }
    }

    /// Names ascend; with ASCII names, order by bytes is JCS's order by UTF-16 units.
    fn check_order(&self, before: Range<usize>, name: Range<usize>) -> Result<(), Flaw> {
        let offset = name.start;
        match self.unescaped(before).cmp(&self.unescaped(name)) {
            std::cmp::Ordering::Less => Ok(()),
            std::cmp::Ordering::Equal => Err(flaw_at("duplicate-member", offset)),
            std::cmp::Ordering::Greater => Err(flaw_at("not-canonical", offset)),
        }
    }

    fn unescaped(&self, name: Range<usize>) -> std::borrow::Cow<'_, [u8]> {
        let raw = &self.bytes[name.clone()];
        if !raw.contains(&b'\\') {
            return raw.into();
        }
        // The string was walked before, so with its quotes it is a JSON string.
        serde_json::from_slice::<String>(&self.bytes[name.start - 1..name.end + 1])
            .map_or(raw.into(), |text| text.into_bytes().into())
    }

    /// Walks a string and returns where it stands, quotes included.
    fn string(&mut self, ascii_only: bool) -> Result<Range<usize>, Flaw> {
        let start = self.at;
        self.at += 1;
        self.at += self.plain_ahead(ascii_only);
        loop {
            match self.peek() {
                Some(b'"') => {
                    self.at += 1;
                    return Ok(start..self.at);
                }
                // Once for each stretch: what follows the last chunk is shorter than a chunk.
                Some(b'\\') => {
                    self.escape()?;
                    self.at += self.plain_ahead(ascii_only);
                }
                Some(byte) if byte >= 0x80 && ascii_only => {
                    return Err(flaw_at("name-not-ascii", self.at));
                }
                Some(byte) if byte >= 0x20 => self.at += 1,
                _ => return Err(flaw_at("not-json", self.at)),
            }
        }
    }

    /// How many bytes ahead surely need no look of their own, counted in whole chunks: most of a
    /// line is words and digits, and the processor compares sixteen of them at once.
    fn plain_ahead(&self, ascii_only: bool) -> usize {
        let ahead = self.bytes.get(self.at..).unwrap_or_default();
        let beyond = if ascii_only { 0x80 } else { 0 };
        let plain = |chunk: &[u8; CHUNK]| {
            let ends = |b: u8| b == b'"' || b == b'\\' || b < 0x20 || b & beyond != 0;
            !chunk.iter().fold(false, |found, b| found | ends(*b))
        };
        let chunks = ahead.as_chunks::<CHUNK>().0.iter();
        chunks.take_while(|chunk| plain(chunk)).count() * CHUNK
    }

    fn escape(&mut self) -> Result<(), Flaw> {
        match self.bytes.get(self.at + 1) {
            Some(b'"' | b'\\' | b'b' | b'f' | b'n' | b'r' | b't') => {
                self.at += 2;
                Ok(())
            }
            Some(b'u') => {
                let digits = self.bytes.get(self.at + 2..self.at + 6).unwrap_or(b"");
                let short = matches!(digits, b"0008" | b"0009" | b"000a" | b"000c" | b"000d");
                match digits {
                    [b'0', b'0', b'0' | b'1', b'0'..=b'9' | b'a'..=b'f'] if !short => {
                        self.at += 6;
                        Ok(())
                    }
                    _ if super::json::lone_surrogate(&self.bytes[self.at..]) == Some(0) => {
                        Err(flaw_at("lone-surrogate", self.at))
                    }
                    _ if digits.len() == 4 && digits.iter().all(u8::is_ascii_hexdigit) => {
                        Err(flaw_at("not-canonical", self.at))
                    }
                    _ => Err(flaw_at("not-json", self.at)),
                }
            }
            Some(b'/') => Err(flaw_at("not-canonical", self.at)),
            _ => Err(flaw_at("not-json", self.at)),
        }
    }

    fn number(&mut self) -> Result<(), Flaw> {
        let start = self.at;
        if self.peek() == Some(b'-') {
            self.at += 1;
        }
        let first = self.at;
        while self.peek().is_some_and(|b| b.is_ascii_digit()) {
            self.at += 1;
        }
        let digits = &self.bytes[first..self.at];
        if matches!(self.peek(), Some(b'.' | b'e' | b'E')) {
            return Err(flaw_at("number-not-integer", start));
        }
        match digits {
            [] | [b'0', _, ..] => Err(flaw_at("not-json", start)),
            // JCS writes minus zero as 0.
            [b'0'] if first > start => Err(flaw_at("not-canonical", start)),
            _ => {
                let magnitude = digits.iter().try_fold(0_i64, |n, d| {
                    n.checked_mul(10)?.checked_add(i64::from(d - b'0'))
                });
                match magnitude {
                    Some(n) if n <= MAX_INTEGER => Ok(()),
                    _ => Err(flaw_at("number-out-of-range", start)),
                }
            }
        }
    }
}
