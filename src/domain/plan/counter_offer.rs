//! What a lender offers back: whether its figures add up, whether the household can keep it, and
//! what has to be asked before anybody agrees. That it is safe to sign is never said.

mod check;

pub use check::{Doubt, Judgement, OfferFinding, Offering, Reckoned, Weight, judgement};

use crate::domain::agreement::AgreedFigures;
use crate::domain::money::Money;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// How an offer was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Form {
    /// On paper, sealed or signed.
    Paper,
    /// In the lender's own app.
    App,
    /// In a chat or a text message.
    Message,
    /// By word of mouth.
    Spoken,
}

impl Form {
    /// Every form with its word.
    pub const ALL: [(&'static str, Form); 4] = [
        ("paper", Form::Paper),
        ("app", Form::App),
        ("message", Form::Message),
        ("spoken", Form::Spoken),
    ];

    /// Does it stand where it can be shown later?
    pub fn is_written(self) -> bool {
        matches!(self, Form::Paper | Form::App)
    }
}

/// What one missed payment does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Missed {
    /// Some days of grace stand in it.
    Grace,
    /// What was waived is owed again.
    WaiverLost,
    /// All of it falls due at once.
    AllDue,
    /// Nothing is said.
    NotSaid,
}

impl Missed {
    /// Every outcome with its word.
    pub const ALL: [(&'static str, Missed); 4] = [
        ("grace", Missed::Grace),
        ("waiver-lost", Missed::WaiverLost),
        ("all-due", Missed::AllDue),
        ("not-said", Missed::NotSaid),
    ];
}

/// What accrues while the offer is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum WhileKept {
    /// Nothing more.
    Stopped,
    /// Interest or default interest goes on.
    GoesOn,
    /// Nothing is said.
    NotSaid,
}

impl WhileKept {
    /// Every outcome with its word.
    pub const ALL: [(&'static str, WhileKept); 3] = [
        ("stopped", WhileKept::Stopped),
        ("goes-on", WhileKept::GoesOn),
        ("not-said", WhileKept::NotSaid),
    ];
}

/// An offer as the borrower typed it. What isn't known is absent, never nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CounterOffer {
    /// The loan's id.
    pub loan: String,
    /// The day it was typed in.
    pub on: NaiveDate,
    /// How it was made.
    pub form: Form,
    /// Total, first payment, instalments. Yuan to the fen.
    #[serde(default)]
    pub figures: AgreedFigures,
    /// The day of the first payment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first_on: Option<NaiveDate>,
    /// What is waived, in yuan; zero where the lender says that nothing is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub waived: Option<Money>,
    /// Does the waiver stand in writing, in figures?
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub waiver_written: Option<bool>,
    /// Charged besides for the arrangement, in yuan.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fee: Option<Money>,
    /// What one missed payment does; absent: not looked at.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub missed: Option<Missed>,
    /// What accrues meanwhile; absent: not looked at.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub while_kept: Option<WhileKept>,
    /// What the answers about the payee add up to (`consistent`, `incomplete`, `contradicts`,
    /// `leave-and-call`); absent: nobody said where the money goes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub payee: Option<String>,
}
