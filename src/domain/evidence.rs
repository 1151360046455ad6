//! What an entry of the evidence log says: its content, checked member by member, and the view of
//! an entry after its corrections.
//!
//! The members are kept whole: what this version doesn't know is kept, shown and covered by the
//! commitment like everything else.

mod amendment;
mod check;
mod filter;
mod harm;
mod kind;
mod masking;
mod media;
mod member;
mod open;
mod time;
mod view;

pub use amendment::{Amended, amended, withdrawal};
pub use check::member_kind;
pub use filter::{Days, EntryFilter};
pub use harm::{Carried, Examined, Harm, examined};
pub use kind::EntryKind;
pub use masking::{around_numbers, masked_numbers, masked_part};
pub use media::{MEDIA_TYPE_BYTES, NameFit, media_type, name_fit};
pub use member::{MEMBERS, MemberKind, members_of};
pub use open::open_members;
pub use time::{Lateness, OccurredAt, lateness, lateness_after};
pub use view::{EntryView, Recorded, overlaid};

use super::chain::{Flaw, canonical, json};
use serde_json::{Map, Value};

/// The members of a content object, checked.
#[derive(Debug, Clone, PartialEq)]
pub struct Content {
    kind: EntryKind,
    members: Map<String, Value>,
}

/// One thing wrong with a content object.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContentProblem {
    /// Stable kebab-case code; words under `log.problem.<code>`.
    pub code: &'static str,
    /// The member concerned (`party.name`, `attachments[0].id`), or a place in the text.
    pub member: String,
}

impl From<Flaw> for ContentProblem {
    fn from(flaw: Flaw) -> ContentProblem {
        ContentProblem {
            code: flaw.code,
            member: flaw.detail,
        }
    }
}

/// A file kept beside the log and named by an entry.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct AttachmentRef {
    /// 32 lower-case hex digits; the file's name in `attachments/`.
    pub id: String,
    /// The name it had where it came from.
    pub name: String,
    /// SHA-256 of the original bytes, 64 lower-case hex digits.
    pub sha256: String,
    /// Length of the original in bytes.
    pub size: u64,
    /// What kind of file it is, told from its first bytes.
    pub media_type: String,
}

impl Content {
    /// Reads one content object as people and programs write it: any spacing, any order.
    ///
    /// # Errors
    /// Everything that is wrong with it.
    pub fn read(text: &str) -> Result<Content, Vec<ContentProblem>> {
        let (value, flaws) = json::read(text).map_err(|flaw| vec![flaw.into()])?;
        let mut problems: Vec<ContentProblem> = flaws.into_iter().map(Into::into).collect();
        let Value::Object(members) = value else {
            problems.push(ContentProblem {
                code: "not-an-object",
                member: String::new(),
            });
            return Err(problems);
        };
        match Content::check(members) {
            Ok(content) if problems.is_empty() => Ok(content),
            Ok(_) => Err(problems),
            Err(others) => {
                for other in others {
                    if !problems.contains(&other) {
                        problems.push(other);
                    }
                }
                Err(problems)
            }
        }
    }

    /// Checks members put together by a program.
    ///
    /// # Errors
    /// Everything that is wrong with them.
    pub fn check(members: Map<String, Value>) -> Result<Content, Vec<ContentProblem>> {
        let problems = check::problems(&members);
        let kind = members
            .get("kind")
            .and_then(Value::as_str)
            .and_then(EntryKind::from_id);
        match kind {
            Some(kind) if problems.is_empty() => Ok(Content { kind, members }),
            _ => Err(problems),
        }
    }

    /// What happened, in one word.
    pub fn kind(&self) -> EntryKind {
        self.kind
    }

    /// All members, known and unknown.
    pub fn members(&self) -> &Map<String, Value> {
        &self.members
    }

    /// A member that is a string.
    pub fn text(&self, member: &str) -> Option<&str> {
        self.members.get(member).and_then(Value::as_str)
    }

    /// For an amendment: the entry it corrects.
    pub fn amends(&self) -> Option<u64> {
        match self.kind {
            EntryKind::Amendment => self.members.get("amends").and_then(Value::as_u64),
            _ => None,
        }
    }

    /// The files it names.
    pub fn attachments(&self) -> Vec<AttachmentRef> {
        attachments_in(&self.members)
    }

    /// The one spelling that is hashed and written.
    pub fn canonical(&self) -> Vec<u8> {
        // Checked members are strings, integers, lists and objects of them, which JSON always holds.
        canonical::bytes(&self.members).unwrap_or_default()
    }
}

/// The files a content object names, as far as they are named in full.
pub fn attachments_in(members: &Map<String, Value>) -> Vec<AttachmentRef> {
    let Some(Value::Array(list)) = members.get("attachments") else {
        return Vec::new();
    };
    list.iter()
        .filter_map(|item| {
            let text = |name| item.get(name).and_then(Value::as_str).map(str::to_owned);
            Some(AttachmentRef {
                id: text("id")?,
                name: text("name")?,
                sha256: text("sha256")?,
                size: item.get("size").and_then(Value::as_u64)?,
                media_type: text("media_type")?,
            })
        })
        .collect()
}
