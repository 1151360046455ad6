//! What a member of an entry takes, and which kinds have it, for those who fill members in one by one.

use super::EntryKind;

/// What a member that can be filled in by itself takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MemberKind {
    /// Words of the recorder's own.
    Text,
    /// A telephone number.
    Phone,
    /// `true` or `false`.
    Truth,
    /// A whole number, 0 or more.
    Count,
    /// A whole number, 1 or more.
    Times,
    /// One of these words.
    Word(&'static [&'static str]),
    /// A list of words of the recorder's own.
    Texts,
    /// A day, or a day with a time.
    Time,
    /// An amount in yuan.
    Yuan,
    /// The kind of the entry.
    Kind,
}

/// The members that can be filled in one by one, in the order people tell a story. `party.phone`
/// is the part `phone` of the member `party`.
pub const MEMBERS: [&str; 28] = [
    "kind",
    "occurred_at",
    "occurred_until",
    "precision",
    "summary",
    "quote",
    "direction",
    "channel",
    "answered",
    "robot",
    "interactive",
    "times",
    "party.phone",
    "party.principal",
    "party.employer",
    "party.name",
    "party.role",
    "party.badge",
    "target",
    "unreachable",
    "consented",
    "people",
    "place",
    "witnesses",
    "amount",
    "loan",
    "conduct",
    "grade",
];

/// The members that can be filled in one by one in an entry of this kind, in the order of
/// [`MEMBERS`]: nobody comes to the door in a telephone call, and nobody picks up a letter. The
/// format itself takes any member in any entry; this is for those who write one by hand.
pub fn members_of(kind: EntryKind) -> Vec<&'static str> {
    MEMBERS.into_iter().filter(|path| has(kind, path)).collect()
}

fn has(kind: EntryKind, path: &str) -> bool {
    let contact = matches!(
        kind,
        EntryKind::Call | EntryKind::Message | EntryKind::Visit | EntryKind::Letter
    );
    match path {
        "answered" | "robot" | "interactive" => kind == EntryKind::Call,
        "times" | "unreachable" | "consented" => contact,
        "people" => kind == EntryKind::Visit,
        "direction" | "channel" | "target" => contact,
        // Who came to talk about a statement or an agreement is worth a name too; a note has no other side.
        path if path.starts_with("party.") => {
            !matches!(kind, EntryKind::Note | EntryKind::Amendment)
        }
        _ => kind != EntryKind::Amendment,
    }
}
