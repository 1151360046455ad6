//! A card as it is printed and handed out.

use chrono::NaiveDate;

worded! {
    /// Who reads a printed card.
    Audience {
        /// The borrower alone.
        Own = "own",
        /// Somebody else: nothing on it may tell what the visit is about.
        Others = "others",
    }
}

/// A card to print. Lines, title and blanks are text keys.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PrintedCard {
    /// Id of the card.
    pub id: String,
    /// Who reads it.
    pub audience: Audience,
    /// Title.
    pub title: String,
    /// Lines set large: what is to be said or done.
    pub large: Vec<String>,
    /// The other lines.
    pub quiet: Vec<String>,
    /// Places to fill in by hand.
    pub blanks: Vec<String>,
    /// Service numbers on it.
    pub numbers: Vec<String>,
    /// The day the numbers and the advice were last checked.
    pub checked: NaiveDate,
}
