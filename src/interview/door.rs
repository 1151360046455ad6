//! The door: a flow of number keys, held as data and replayed from the answers.
//!
//! One question a screen, at most seven options, each answer stamped. Whatever way the visit
//! takes, it ends in the record questions; every one of those may be left open.

mod file;
mod graph;
mod live;
mod record;
mod walk;

pub use file::{AnswersProblem, FileAnswers, WrongAnswer, read_answers};
pub use graph::{Card, Door, DoorNode, DoorOption, Goto, MAX_OPTIONS, QuietHours};
pub use live::{CARD_110, CARD_PAUSE, DoorEnding, ask_at_the_door, show_card};
pub use record::{RECORD_IDS, record_ids, record_of, record_question};
pub use walk::{DoorFlow, Step, Walk, base_id, canonical, question_id};
