//! The rules for the members of a content object; all that is wrong is found at once.

use super::{ContentProblem, EntryKind, MemberKind, OccurredAt};
use crate::domain::chain::{canonical, is_lower_hex, json};
use crate::domain::money::Money;
use serde_json::{Map, Value};

/// What a known member may be.
enum Rule {
    Text,
    /// Text that says something.
    Said,
    Truth,
    /// `true` and nothing else.
    OnlyTrue,
    /// How many contacts of one sort an entry stands for: one or more.
    Times,
    /// A whole number, this or more.
    AtLeast(u64),
    OneOf(&'static [&'static str]),
    Texts,
    Time,
    /// Decimal yuan in the strict form of files.
    Yuan,
    Kind,
    /// A kind an entry can be corrected to.
    ContentKind,
    Party,
    Attachments,
}

const RULES: [(&str, Rule); 27] = [
    ("kind", Rule::Kind),
    ("occurred_at", Rule::Time),
    ("occurred_until", Rule::Time),
    ("precision", Rule::OneOf(&["exact", "about", "day"])),
    ("summary", Rule::Said),
    ("quote", Rule::Text),
    (
        "grade",
        Rule::OneOf(&["recorded", "documented", "witnessed", "memory"]),
    ),
    ("loan", Rule::Said),
    ("direction", Rule::OneOf(&["in", "out"])),
    (
        "channel",
        Rule::OneOf(&[
            "phone",
            "sms",
            "wechat",
            "app",
            "email",
            "post",
            "in-person",
            "other",
        ]),
    ),
    ("answered", Rule::Truth),
    ("robot", Rule::Truth),
    ("interactive", Rule::Truth),
    ("times", Rule::Times),
    ("consented", Rule::Truth),
    ("unreachable", Rule::Truth),
    (
        "target",
        Rule::OneOf(&[
            "borrower",
            "family",
            "emergency-contact",
            "colleague",
            "neighbour",
            "public",
        ]),
    ),
    ("party", Rule::Party),
    ("people", Rule::AtLeast(0)),
    ("place", Rule::Text),
    ("witnesses", Rule::Texts),
    ("conduct", Rule::Texts),
    ("amount", Rule::Yuan),
    ("attachments", Rule::Attachments),
    ("amends", Rule::AtLeast(1)),
    ("content_kind", Rule::ContentKind),
    ("withdrawn", Rule::OnlyTrue),
];

/// The known parts of `party`; all of them are text.
const PARTY: [&str; 6] = ["name", "employer", "role", "badge", "phone", "principal"];

/// What the member of this path takes, if it is one that can be filled in by itself: not the list of
/// attachments, and nothing that speaks of an amendment itself.
pub fn member_kind(path: &str) -> Option<MemberKind> {
    if let Some(part) = path.strip_prefix("party.") {
        return PARTY.contains(&part).then_some(match part {
            "phone" => MemberKind::Phone,
            _ => MemberKind::Text,
        });
    }
    let (_, rule) = RULES.iter().find(|(name, _)| *name == path)?;
    match rule {
        Rule::Text | Rule::Said => Some(MemberKind::Text),
        Rule::Truth => Some(MemberKind::Truth),
        Rule::Times => Some(MemberKind::Times),
        Rule::AtLeast(0) => Some(MemberKind::Count),
        Rule::OneOf(words) => Some(MemberKind::Word(words)),
        Rule::Texts => Some(MemberKind::Texts),
        Rule::Time => Some(MemberKind::Time),
        Rule::Yuan => Some(MemberKind::Yuan),
        Rule::Kind => Some(MemberKind::Kind),
        Rule::OnlyTrue | Rule::AtLeast(_) | Rule::ContentKind | Rule::Party | Rule::Attachments => {
            None
        }
    }
}

/// Everything that is wrong with these members, in the order of their names' rules.
pub(super) fn problems(members: &Map<String, Value>) -> Vec<ContentProblem> {
    let mut found = Problems(Vec::new());
    for (name, value) in members {
        found.look_for_unwritable(name, value, 1);
    }
    for (name, rule) in &RULES {
        if let Some(value) = members.get(*name) {
            found.check(name, rule, value);
        }
    }
    found.check_whole(members);
    found.0
}

struct Problems(Vec<ContentProblem>);

impl Problems {
    fn add(&mut self, code: &'static str, member: impl Into<String>) {
        self.0.push(ContentProblem {
            code,
            member: member.into(),
        });
    }

    /// What a log can't hold anywhere: the rules of the format's bytes.
    fn look_for_unwritable(&mut self, path: &str, value: &Value, depth: usize) {
        let name = path.rsplit('.').next().unwrap_or(path);
        if !name.is_ascii() {
            self.add("name-not-ascii", path);
        }
        match value {
            Value::Number(number) => match number.as_i64() {
                Some(n) if n.unsigned_abs() <= canonical::MAX_INTEGER.unsigned_abs() => {}
                Some(_) => self.add("number-out-of-range", path),
                None if number.is_u64() => self.add("number-out-of-range", path),
                None => self.add("number-not-integer", path),
            },
            Value::Array(_) | Value::Object(_) if depth >= json::MAX_CONTENT_DEPTH => {
                self.add("nested-too-deep", path);
            }
            Value::Array(list) => {
                for (i, item) in list.iter().enumerate() {
                    self.look_for_unwritable(&format!("{path}[{i}]"), item, depth + 1);
                }
            }
            Value::Object(object) => {
                for (name, item) in object {
                    self.look_for_unwritable(&format!("{path}.{name}"), item, depth + 1);
                }
            }
            Value::Null | Value::Bool(_) | Value::String(_) => {}
        }
    }

    fn check(&mut self, name: &str, rule: &Rule, value: &Value) {
        match (rule, value) {
            (Rule::Text, Value::String(_)) | (Rule::Truth, Value::Bool(_)) => {}
            (Rule::Said, Value::String(text)) => {
                if text.trim().is_empty() {
                    self.add("member-empty", name);
                }
            }
            (Rule::OnlyTrue, Value::Bool(true)) => {}
            (Rule::OnlyTrue, _) => self.add("member-not-true", name),
            (Rule::AtLeast(least), Value::Number(number)) => {
                // Numbers that aren't whole, or too large, are named by the rules of the bytes.
                let too_small = number.as_i64().is_some_and(|n| n < 0)
                    || number.as_u64().is_some_and(|n| n < *least);
                if too_small {
                    self.add("number-too-small", name);
                }
            }
            (Rule::Times, _) => self.check(name, &Rule::AtLeast(1), value),
            (Rule::OneOf(words), Value::String(word)) => {
                if !words.contains(&word.as_str()) {
                    self.add("member-unknown-word", name);
                }
            }
            (Rule::Texts, Value::Array(list)) => {
                for (i, item) in list.iter().enumerate() {
                    if !item.is_string() {
                        self.add("member-not-text", format!("{name}[{i}]"));
                    }
                }
            }
            (Rule::Time, Value::String(text)) => {
                if OccurredAt::parse(text).is_none() {
                    self.add("time-form", name);
                }
            }
            (Rule::Yuan, Value::String(text)) => {
                if Money::parse(text).is_err() {
                    self.add("amount-form", name);
                }
            }
            (Rule::Kind, Value::String(id)) => {
                if EntryKind::from_id(id).is_none() {
                    self.add("kind-unknown", name);
                }
            }
            (Rule::ContentKind, Value::String(id)) => match EntryKind::from_id(id) {
                None | Some(EntryKind::Amendment) => self.add("kind-unknown", name),
                Some(_) => {}
            },
            (Rule::Party, Value::Object(party)) => {
                for part in PARTY {
                    if party.get(part).is_some_and(|value| !value.is_string()) {
                        self.add("member-not-text", format!("{name}.{part}"));
                    }
                }
            }
            (Rule::Attachments, Value::Array(list)) => {
                for (i, item) in list.iter().enumerate() {
                    self.check_attachment(&format!("{name}[{i}]"), item);
                }
            }
            (rule, _) => self.add(rule.wrong_type(), name),
        }
    }

    fn check_attachment(&mut self, path: &str, item: &Value) {
        let Value::Object(item) = item else {
            self.add("member-not-object", path);
            return;
        };
        for (part, digits) in [
            ("id", Some(32)),
            ("name", None),
            ("sha256", Some(64)),
            ("media_type", None),
        ] {
            let path = format!("{path}.{part}");
            match (item.get(part), digits) {
                (None, _) => self.add("member-missing", path),
                (Some(Value::String(text)), Some(digits)) if !is_lower_hex(text, digits) => {
                    self.add("hex-form", path);
                }
                (Some(Value::String(_)), _) => {}
                (Some(_), _) => self.add("member-not-text", path),
            }
        }
        match item.get("size") {
            None => self.add("member-missing", format!("{path}.size")),
            Some(value) => self.check(&format!("{path}.size"), &Rule::AtLeast(0), value),
        }
    }

    /// Rules that need more than one member.
    fn check_whole(&mut self, members: &Map<String, Value>) {
        let kind = members.get("kind").and_then(Value::as_str);
        let amendment = kind.and_then(EntryKind::from_id) == Some(EntryKind::Amendment);
        let required: &[&str] = if amendment {
            &["kind", "amends"]
        } else {
            &["kind", "occurred_at", "summary"]
        };
        for name in required.iter().filter(|n| !members.contains_key(**n)) {
            self.add("member-missing", *name);
        }
        if amendment && members.keys().all(|n| n == "kind" || n == "amends") {
            self.add("amendment-empty", "amends");
        }
        if !amendment {
            for name in ["amends", "content_kind", "withdrawn"] {
                if members.contains_key(name) {
                    self.add("member-of-amendments", name);
                }
            }
        }
        let time = |name| {
            members
                .get(name)
                .and_then(Value::as_str)
                .and_then(OccurredAt::parse)
        };
        if let (Some(from), Some(until)) = (time("occurred_at"), time("occurred_until"))
            && until.is_before(&from)
        {
            self.add("time-order", "occurred_until");
        }
    }
}

impl Rule {
    fn wrong_type(&self) -> &'static str {
        match self {
            Rule::Text
            | Rule::Said
            | Rule::OneOf(_)
            | Rule::Time
            | Rule::Yuan
            | Rule::Kind
            | Rule::ContentKind => "member-not-text",
            Rule::Truth | Rule::OnlyTrue => "member-not-true-or-false",
            Rule::Times | Rule::AtLeast(_) => "member-not-number",
            Rule::Texts | Rule::Attachments => "member-not-list",
            Rule::Party => "member-not-object",
        }
    }
}
