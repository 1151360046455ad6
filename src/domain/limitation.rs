//! Has the time for suing run out? From the last due date and whatever is known to have interrupted
//! the period since. An interruption not known of can only move the answer later, never earlier: a
//! period that seems to have ended stays a "may have".
//!
//! [`Known::of_loan`] gathers what the loan itself says; [`standing()`] weighs what is known with what
//! is doubtful. Every part of the program that speaks of the period asks the same two.

mod logged;
mod standing;

pub use logged::{Logged, logged};
pub use standing::{Known, Restart, Restarted, Standing, Why, standing};

/// The id of the period's length in years, in the rule book.
pub const YEARS: &str = "limitation-years";

/// The id of the days of rest by which its last day moves, in the rule book.
pub const CALENDAR: &str = "court-periods";
