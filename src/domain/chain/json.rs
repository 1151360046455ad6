//! Reading JSON that need not be canonical, without losing sight of what an ordinary reader hides:
//! duplicate members, numbers that aren't exact integers, names beyond ASCII.

use super::Flaw;
use super::canonical::MAX_INTEGER;
use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};
use std::cell::RefCell;
use std::fmt;

/// How deep the objects and lists of content may nest; far beyond any use, and far enough below
/// what a line allows.
pub const MAX_CONTENT_DEPTH: usize = 64;

/// Reads one JSON value and everything in it that an evidence log can't hold. Of duplicate members
/// the last stands, as with most readers; the flaw says that there were two.
///
/// # Errors
/// `not-json` or `lone-surrogate` when there is no value to speak of.
pub fn read(text: &str) -> Result<(Value, Vec<Flaw>), Flaw> {
    if let Some(offset) = lone_surrogate(text.as_bytes()) {
        return Err(Flaw::new("lone-surrogate", format!("byte {offset}")));
    }
    let flaws = RefCell::new(Vec::new());
    let mut reader = serde_json::Deserializer::from_str(text);
    let seed = Seen {
        flaws: &flaws,
        path: "",
        depth: 0,
    };
    let value = seed.deserialize(&mut reader).and_then(|value| {
        reader.end()?;
        Ok(value)
    });
    match value {
        Ok(value) => Ok((value, flaws.into_inner())),
        Err(e) => Err(Flaw::new(
            "not-json",
            format!("line {}, column {}", e.line(), e.column()),
        )),
    }
}

/// Where the first `\u` escape stands that names half of a UTF-16 pair without its other half.
pub(super) fn lone_surrogate(text: &[u8]) -> Option<usize> {
    let mut at = 0;
    while at < text.len() {
        if text[at] != b'\\' {
            at += 1;
            continue;
        }
        match escape_unit(text, at) {
            Some(0xD800..=0xDBFF) => match escape_unit(text, at + 6) {
                Some(0xDC00..=0xDFFF) => at += 12,
                _ => return Some(at),
            },
            Some(0xDC00..=0xDFFF) => return Some(at),
            _ => at += 2,
        }
    }
    None
}

fn escape_unit(text: &[u8], at: usize) -> Option<u16> {
    let digits = text.get(at..at + 6)?.strip_prefix(b"\\u")?;
    u16::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()
}

/// A value at a place, and the list to which its flaws go.
#[derive(Clone, Copy)]
struct Seen<'a> {
    flaws: &'a RefCell<Vec<Flaw>>,
    path: &'a str,
    depth: usize,
}

impl Seen<'_> {
    fn note(&self, code: &'static str, detail: &str) {
        self.flaws.borrow_mut().push(Flaw::new(code, detail));
    }

    fn integer(&self, magnitude: u64, value: Value) -> Value {
        if magnitude > MAX_INTEGER.unsigned_abs() {
            self.note("number-out-of-range", self.path);
        }
        value
    }
}

impl<'de> DeserializeSeed<'de> for Seen<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Seen<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E: Error>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Value, E> {
        Ok(self.integer(value.unsigned_abs(), value.into()))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Value, E> {
        Ok(self.integer(value, value.into()))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Value, E> {
        self.note("number-not-integer", self.path);
        Ok(value.into())
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_string<E: Error>(self, value: String) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        if self.depth == MAX_CONTENT_DEPTH {
            self.note("nested-too-deep", self.path);
        }
        let mut list = Vec::new();
        loop {
            let path = format!("{}[{}]", self.path, list.len());
            let seed = Seen {
                path: &path,
                depth: self.depth + 1,
                ..self
            };
            match items.next_element_seed(seed)? {
                Some(item) => list.push(item),
                None => return Ok(list.into()),
            }
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Value, A::Error> {
        if self.depth == MAX_CONTENT_DEPTH {
            self.note("nested-too-deep", self.path);
        }
        let mut object = Map::new();
        while let Some(name) = members.next_key::<String>()? {
            let path = match self.path {
                "" => name.clone(),
                outer => format!("{outer}.{name}"),
            };
            if !name.is_ascii() {
                self.note("name-not-ascii", &path);
            }
            let seed = Seen {
                path: &path,
                depth: self.depth + 1,
                ..self
            };
            let value = members.next_value_seed(seed)?;
            if object.insert(name, value).is_some() {
                self.note("duplicate-member", &path);
            }
        }
        Ok(object.into())
    }
}
