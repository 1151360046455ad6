//! The kinds of entry.

/// What an entry records. Names for people stand under `log.kind.<id>`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EntryKind {
    /// Somebody came to the door.
    Visit,
    /// A telephone call.
    Call,
    /// A message, by any channel.
    Message,
    /// A letter on paper or by post.
    Letter,
    /// Money paid.
    Payment,
    /// An itemised statement received or asked for.
    Statement,
    /// Something agreed.
    Agreement,
    /// A complaint made.
    Complaint,
    /// The police called or reported to.
    Police,
    /// Anything else worth keeping.
    Note,
    /// A correction of an earlier entry.
    Amendment,
}

impl EntryKind {
    /// Every kind, in the order of the format.
    pub const ALL: [EntryKind; 11] = [
        EntryKind::Visit,
        EntryKind::Call,
        EntryKind::Message,
        EntryKind::Letter,
        EntryKind::Payment,
        EntryKind::Statement,
        EntryKind::Agreement,
        EntryKind::Complaint,
        EntryKind::Police,
        EntryKind::Note,
        EntryKind::Amendment,
    ];

    /// The word in the file.
    pub fn id(self) -> &'static str {
        match self {
            EntryKind::Visit => "visit",
            EntryKind::Call => "call",
            EntryKind::Message => "message",
            EntryKind::Letter => "letter",
            EntryKind::Payment => "payment",
            EntryKind::Statement => "statement",
            EntryKind::Agreement => "agreement",
            EntryKind::Complaint => "complaint",
            EntryKind::Police => "police",
            EntryKind::Note => "note",
            EntryKind::Amendment => "amendment",
        }
    }

    /// The kind of this word, if there is one.
    pub fn from_id(id: &str) -> Option<EntryKind> {
        EntryKind::ALL.into_iter().find(|kind| kind.id() == id)
    }
}
