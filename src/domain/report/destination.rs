//! What a body that takes complaints expects, as far as that was read.

/// Whose ear it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    /// The lender itself, or the one that hired the agency.
    Lender,
    /// Somebody above it.
    Authority,
}

impl Level {
    /// Its word in files, and the option of the letter's own question.
    pub fn word(self) -> &'static str {
        match self {
            Level::Lender => "lender",
            Level::Authority => "authority",
        }
    }

    /// The level of this word.
    pub fn from_word(word: &str) -> Option<Level> {
        let all = [Level::Lender, Level::Authority];
        all.into_iter().find(|level| level.word() == word)
    }
}

/// One destination of a complaint about conduct; its name, what it asks for and its clock stand with
/// the channel of the same id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Destination {
    /// The id of the channel.
    pub id: String,
    /// Whose ear it is.
    pub level: Level,
    /// Does it expect that the lender was asked first?
    pub lender_first: bool,
    /// Does it need the numbers the calls came from, whole?
    pub wants_callers: bool,
    /// Files it takes at most; `None`: not known.
    pub files_at_most: Option<usize>,
    /// Bytes a file may have at most; `None`: not known.
    pub bytes_at_most: Option<u64>,
}
