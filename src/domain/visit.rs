//! The door: what visitors showed, asked for and did, and what may be said of it.
//!
//! Verdict and findings speak of papers and behaviour only. Nothing here says that a person is who
//! he claims to be, or that an act is an offence: only the lender's own line can settle the first,
//! and only the authorities the second.

#[macro_use]
mod words;

mod appraisal;
mod card;
mod comparison;
mod entry;
mod follow_up;
mod observed;
mod recovery;
mod rehearsal;

pub use appraisal::{Appraisal, Concern, FindingBook, ItemState, appraisal};
pub use card::{Audience, PrintedCard};
pub use comparison::{KnownFacts, agency_names};
pub use entry::entry_content;
pub use follow_up::{FollowUp, follow_ups};
pub use observed::{DemandMade, Effect, Precision, Record, Visit};
pub use recovery::{Recovery, happened, record_gaps, without_told_closer};
pub use rehearsal::{
    Cast, Debrief, Lesson, Manner, Next, Played, Rehearsals, Scenario, Scene, SceneOption, Side,
    Taught, debrief, played,
};
pub use words::{
    Compliance, Demand, FollowUpKind, Host, Item, ItemResult, Occasion, Outcome, Verdict,
    VisitFinding, VisitorRole,
};
