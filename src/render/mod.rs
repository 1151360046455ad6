//! Pure: domain values and texts into what is shown, printed or written.

pub mod screen;
pub mod texts;
pub mod wrap;
