//! The dated rule book: files into raw shapes into a checked catalogue. Every problem is collected
//! with its file and line before anything is refused.
//!
//! Each loader parses only the folder it is asked for, so a command that needs no rule reads none.

mod budget;
mod cards;
mod ceilings;
mod checking;
mod deadlines;
mod door;
mod edition;
mod flows;
mod guesses;
mod imports;
mod legal_book;
mod letters;
mod library;
mod parameters;
mod printed;
mod problem;
mod recovery;
mod rehearsals;
mod replies;
mod reports;
pub mod rules;
mod texts;
mod tone;
mod whole;
mod words;

pub use budget::load_budget_categories;
pub use cards::load_cards;
pub use deadlines::load_deadline_rules;
pub use door::load_door;
pub use edition::load_edition;
pub use flows::load_flow;
pub use imports::{load_column_names, load_contact_names};
pub use legal_book::{content_version, load_legal_book};
pub use letters::{load_gloss, load_letter};
pub use library::{ContentError, Layer, Library, Source};
pub use parameters::load_parameters;
pub use printed::load_printed;
pub use problem::{Problem, Problems, line_of};
pub use recovery::load_recoveries;
pub use rehearsals::load_rehearsals;
pub use replies::load_replies;
pub use reports::{VERIFIER, load_destinations};
pub use rules::{
    OF_NOTICES, OF_PAYMENTS, OneReport, RuleBook, load_conduct, load_law, load_notices,
    load_rest_days, mentions,
};
pub use texts::{BuiltInTexts, LANGUAGES, load_texts};
pub use tone::load_tone;
pub use whole::check_folder;
pub use words::load_words;
