//! The rule book: what is shipped, what is refused, and what look-ups answer.

mod cli;
mod conduct;
mod edition;
mod invalid;
mod lookups;
mod quantities;
mod shipped;
