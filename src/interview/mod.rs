//! Pure: flows, answers, the engine, and the reading of values as people write them.

pub mod answers;
pub mod call;
pub mod door;
pub mod engine;
pub mod flow;
pub mod loan;
mod paste;
pub mod prompter;
pub mod questionnaire;
pub mod reading;
pub mod rehearsal;
pub mod stored;

pub use answers::{Answered, Answers, Value};
pub use engine::{Interview, Objection};
pub use flow::{Flow, Kind, Path, Question};
pub use paste::with_lists_ended;
pub use prompter::{Choice, Page, Prompter, Reply, Say};
