//! Members of an entry between what people write, what the interview answers and what is stored.

use super::super::context::Context;
use super::when;
use super::words;
use crate::domain::coded::{Kind as FailureKind, args};
use crate::domain::evidence::{MEMBERS, MemberKind, OccurredAt, member_kind};
use crate::interview::flow::Kind;
use crate::interview::reading::{self, Rejected, plain_form, read_phone};
use crate::interview::{Answers, Value as Answer};
use serde_json::{Map, Value, json};

use super::super::Failure;

/// People aren't counted in more than this many at a door.
const MOST: u32 = 9999;

/// Signs people set between the names of a list.
const BETWEEN: [char; 5] = ['、', '，', ',', '；', ';'];

/// One member with the value a person wrote for it.
pub type Written = (String, Value);

/// What was written for several members, read one by one.
#[derive(Default)]
pub struct Reader {
    members: Vec<Written>,
    wrong: Vec<String>,
    /// The time of the event was said to be only about right.
    about: bool,
}

impl Reader {
    /// Reads what stands for a member of this path; the last one written for it counts.
    pub fn take(&mut self, context: &Context, path: &str, text: &str) {
        match read(context, path, text, &mut self.about) {
            Ok(value) => {
                self.members.retain(|(other, _)| other != path);
                self.members.push((path.to_owned(), value));
            }
            Err(reason) => {
                let label = label(context, path);
                self.wrong.push(context.texts.say(
                    "log.member-rejected",
                    [("label", label), ("reason", reason)],
                ));
            }
        }
    }

    /// What was read.
    ///
    /// # Errors
    /// Everything that couldn't be read, member by member.
    pub fn finish(mut self) -> Result<Vec<Written>, Failure> {
        if self.wrong.is_empty() {
            let precision_given = self.members.iter().any(|(path, _)| path == "precision");
            if self.about && !precision_given {
                self.members.push(("precision".to_owned(), "about".into()));
            }
            return Ok(self.members);
        }
        let count = args([("count", self.wrong.len().to_string())]);
        let failure = Failure::new("log-member-rejected", FailureKind::Usage, count);
        Err(failure.with_details(self.wrong))
    }
}

/// The name of a member for people.
pub fn label(context: &Context, path: &str) -> String {
    let key = format!("log.member.{}", path.replace('.', "-"));
    context
        .texts
        .get(&key)
        .map_or_else(|| words::on_one_line(path), str::to_owned)
}

/// What a person wrote before the `=`, if it is safe to say back: a name of a few plain letters. What
/// holds a figure may be somebody's number, put in the wrong place.
pub fn nameable(context: &Context, path: &str) -> String {
    let plain = |c: char| c.is_ascii_lowercase() || matches!(c, '_' | '.');
    if !path.is_empty() && path.len() <= 24 && path.chars().all(plain) {
        return match member_kind(path) {
            Some(_) => format!("{path}{}", context.texts.aside(label(context, path))),
            None => path.to_owned(),
        };
    }
    context.texts.t("log.set.unnamed")
}

/// The names of members for people, in one line.
pub fn labels<S: AsRef<str>>(context: &Context, paths: &[S]) -> String {
    let names: Vec<String> = paths.iter().map(|p| label(context, p.as_ref())).collect();
    context.texts.listed(&names)
}

/// The value of a member as a person writes it on the command line, or the reason it can't be one.
fn read(context: &Context, path: &str, text: &str, about: &mut bool) -> Result<Value, String> {
    let texts = &context.texts;
    let rejected = |r: Rejected| texts.say(&format!("rejected.{}", r.code), &r.args);
    let by_kind = |kind: &Kind| {
        let reading = reading::read(kind, text, context.as_of()).map_err(rejected)?;
        Ok(reading.value.given().unwrap_or_default().to_owned())
    };
    if plain_form(text).is_empty() {
        return Err(rejected(Rejected::new("empty")));
    }
    match member_kind(path) {
        // Word for word: nothing is tidied.
        None | Some(MemberKind::Text) => Ok(text.into()),
        Some(MemberKind::Phone) => Ok(read_phone(text).map_err(rejected)?.1.into()),
        Some(MemberKind::Truth) => by_kind(&Kind::YesNo).map(|t| Value::Bool(t == "true")),
        Some(MemberKind::Times) => {
            let kind = Kind::Count { min: 1, max: MOST };
            by_kind(&kind).map(|number| count(&number))
        }
        Some(MemberKind::Count) => {
            let kind = Kind::Count { min: 0, max: MOST };
            by_kind(&kind).map(|number| count(&number))
        }
        Some(MemberKind::Yuan) => by_kind(&Kind::Money).map(Value::String),
        Some(MemberKind::Time) => match when::read(context, text) {
            Ok(told) => {
                if path == "occurred_at" && told.about {
                    *about = true;
                }
                Ok(told.at.to_string().into())
            }
            Err(r) => Err(rejected(r)),
        },
        Some(MemberKind::Texts) => Ok(list(text)),
        Some(MemberKind::Word(options)) => word(context, path, text, options),
        Some(MemberKind::Kind) => match words::kind_of(texts, text) {
            Some(kind) => Ok(kind.id().into()),
            None => Err(expected(context, &words::known_kinds(texts))),
        },
    }
}

/// An option by its id or by its word.
fn word(
    context: &Context,
    path: &str,
    text: &str,
    options: &'static [&'static str],
) -> Result<Value, String> {
    let named = |id: &str| context.texts.t(&format!("log.word.{path}.{id}"));
    let text = plain_form(text);
    options
        .iter()
        .find(|id| {
            let written = context.paper.t(&format!("log.word.{path}.{id}"));
            **id == text || named(id) == text || written == text
        })
        .map(|id| Value::from(*id))
        .ok_or_else(|| {
            let known: Vec<String> = options
                .iter()
                .map(|id| format!("{}({id})", named(id)))
                .collect();
            expected(context, &known.join(" "))
        })
}

fn expected(context: &Context, options: &str) -> String {
    context
        .texts
        .say("answers.expected.choice", [("options", options)])
}

fn count(number: &str) -> Value {
    number.parse::<u32>().map_or(Value::Null, Value::from)
}

fn list(text: &str) -> Value {
    text.split(BETWEEN)
        .map(str::trim)
        .filter(|name| !name.is_empty())
        .collect()
}

/// What stands in an entry, as answers to the questions about it.
pub fn known(members: &Map<String, Value>) -> Answers {
    let mut known = Answers::new();
    for path in MEMBERS {
        let value = match at(members, path) {
            // As it is shown; read again on the way back.
            Some(Value::String(text)) if member_kind(path) == Some(MemberKind::Time) => {
                words::moment(text)
            }
            Some(Value::String(text)) => text.clone(),
            Some(Value::Bool(truth)) => truth.to_string(),
            Some(Value::Number(number)) => number.to_string(),
            Some(Value::Array(list)) => {
                let texts: Vec<&str> = list.iter().filter_map(Value::as_str).collect();
                texts.join("、")
            }
            _ => continue,
        };
        known.set(path, Answer::Given(value), None);
    }
    known
}

/// The member of this path.
pub fn at<'a>(members: &'a Map<String, Value>, path: &str) -> Option<&'a Value> {
    match path.split_once('.') {
        Some((outer, part)) => members.get(outer)?.get(part),
        None => members.get(path),
    }
}

/// What was answered, as members; and the files to copy in.
pub fn answered(answers: &Answers) -> (Vec<Written>, Vec<std::path::PathBuf>) {
    let mut members = Vec::new();
    let mut attach = Vec::new();
    for answer in answers.iter() {
        match &answer.value {
            Answer::Many(files) if answer.id == "attachments" => {
                attach.extend(files.iter().map(std::path::PathBuf::from));
            }
            Answer::Given(text) => members.push((answer.id.clone(), stored(&answer.id, text))),
            _ => {}
        }
    }
    (members, attach)
}

/// A day alone is never exact: where the answers say it is, they say it of the day. Gives whether that
/// was mended.
pub fn day_alone_mended(members: &mut [Written]) -> bool {
    let day_alone = members
        .iter()
        .find(|(path, _)| path == "occurred_at")
        .and_then(|(_, value)| OccurredAt::parse(value.as_str()?))
        .is_some_and(|at| at.time.is_none());
    let precision = members.iter_mut().find(|(path, _)| path == "precision");
    match precision {
        Some((_, value)) if day_alone && *value == "exact" => {
            *value = "day".into();
            true
        }
        _ => false,
    }
}

/// An answer in the form it is stored in.
fn stored(path: &str, text: &str) -> Value {
    match member_kind(path) {
        Some(MemberKind::Truth) => Value::Bool(text == "true"),
        Some(MemberKind::Count | MemberKind::Times) => count(text),
        Some(MemberKind::Texts) => list(text),
        Some(MemberKind::Time) => {
            when::in_file_form(text).map_or_else(|| text.into(), |time| time.to_string().into())
        }
        // A number that was written some other way (`未显示`) stays as it was written.
        Some(MemberKind::Phone) => read_phone(text).map_or_else(|_| text.into(), |(_, n)| n.into()),
        _ => text.into(),
    }
}

/// Members by path put together to an object.
pub fn assembled(written: Vec<Written>) -> Map<String, Value> {
    let mut members = Map::new();
    for (path, value) in written {
        match path.split_once('.') {
            None => {
                members.insert(path, value);
            }
            Some((outer, part)) => {
                let whole = members.entry(outer).or_insert_with(|| json!({}));
                if let Value::Object(whole) = whole {
                    whole.insert(part.to_owned(), value);
                }
            }
        }
    }
    members
}
