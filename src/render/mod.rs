//! Pure: domain values and texts into what is shown, printed or written.

pub mod agreement;
mod bar;
pub mod budget;
pub mod capitals;
pub mod card;
pub mod case;
pub mod channels;
pub mod contacts;
pub mod dates;
pub mod due;
pub mod help;
pub mod ics;
pub mod import;
pub mod large;
pub mod letter;
pub mod notice;
pub mod plan;
pub mod quantities;
mod ranges;
pub mod rehearsal;
pub mod rules;
mod schedule;
pub mod screen;
pub mod statement;
pub mod template;
pub mod texts;
pub mod wrap;
