//! What a member of an entry takes, for those who fill members in one by one.

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
pub const MEMBERS: [&str; 24] = [
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
    "party.phone",
    "party.principal",
    "party.employer",
    "party.name",
    "party.role",
    "party.badge",
    "target",
    "people",
    "place",
    "witnesses",
    "amount",
    "loan",
    "conduct",
    "grade",
];
