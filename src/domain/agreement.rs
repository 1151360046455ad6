//! An agreement before money moves: fourteen points that should stand in it, and whether its
//! figures add up. The answer is what is still open; that it is safe to pay is never said.

use super::money::Money;
use serde::{Deserialize, Serialize};

/// The points, in the order they are asked. Words: `agreement.<point>`.
pub const POINTS: [&str; 14] = [
    "parties",
    "number",
    "split",
    "reductions",
    "instalments",
    "account",
    "booking",
    "interest",
    "grace",
    "nothing-extra",
    "contact",
    "proof",
    "credit",
    "copy",
];

/// What was answered about a point.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum PointState {
    /// It stands there.
    Written,
    /// It doesn't, or only by word of mouth.
    Open,
    /// Not looked at yet.
    Unknown,
}

/// A point and its state.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Point {
    /// Which, of [`POINTS`].
    pub id: &'static str,
    /// What was answered.
    pub state: PointState,
}

/// The figures of an agreement, as far as they stand in it. Yuan to the fen.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AgreedFigures {
    /// All that is to be paid.
    pub total: Option<Money>,
    /// Paid at once, before the instalments.
    pub first: Option<Money>,
    /// How many instalments follow.
    pub count: Option<u32>,
    /// Each of them.
    pub each: Option<Money>,
    /// The last one, where it differs.
    pub last: Option<Money>,
}

/// What the case knows to compare with.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct AgreementGround {
    /// Overdue by the contract, recomputed.
    pub overdue: Option<Money>,
    /// Everything by the contract, recomputed.
    pub everything: Option<Money>,
    /// What the plan leaves for this loan each month.
    pub monthly_room: Option<Money>,
}

/// What the figures of an agreement show.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum FigureFinding {
    /// First payment and instalments make the total.
    AddsUp,
    /// They don't.
    DoesNotAddUp,
    /// Too little is known to add up.
    CannotAdd,
    /// The total is above everything the contract gives.
    AboveEverything,
    /// The total is not above it.
    WithinEverything,
    /// A month's instalment is above what the plan leaves for this loan.
    AboveRoom,
    /// It is not.
    WithinRoom,
}

impl FigureFinding {
    /// Stable kebab-case word.
    pub fn word(self) -> &'static str {
        match self {
            FigureFinding::AddsUp => "adds-up",
            FigureFinding::DoesNotAddUp => "does-not-add-up",
            FigureFinding::CannotAdd => "cannot-add",
            FigureFinding::AboveEverything => "above-everything",
            FigureFinding::WithinEverything => "within-everything",
            FigureFinding::AboveRoom => "above-room",
            FigureFinding::WithinRoom => "within-room",
        }
    }
}

/// An agreement, gone through.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AgreementCheck {
    /// The fourteen points.
    pub points: Vec<Point>,
    /// What first payment and instalments add up to, where all are known.
    pub sum: Option<Money>,
    /// The sum less the total; positive where the parts are more.
    pub difference: Option<Money>,
    /// What the figures show.
    pub figures: Vec<FigureFinding>,
}

impl AgreementCheck {
    /// Points that don't stand there or weren't looked at.
    pub fn open(&self) -> impl Iterator<Item = &Point> {
        self.points
            .iter()
            .filter(|p| p.state != PointState::Written)
    }
}

/// The most instalments an agreement can sensibly have; beyond it the count is a slip.
const MOST_INSTALMENTS: u32 = 600;

impl AgreedFigures {
    /// First payment and instalments together. With no instalments the first payment is all; an
    /// instalment not known makes the sum unknown.
    pub fn sum(&self) -> Option<Money> {
        let first = self.first.unwrap_or_default();
        match self.count? {
            0 => self.first,
            count if count <= MOST_INSTALMENTS => {
                let (alike, last) = match self.last {
                    Some(last) => (count - 1, last),
                    None => (count, Money::ZERO),
                };
                // Where the only instalment is the last one, what each would be plays no part.
                let alike: Option<Money> = (0..alike).map(|_| self.each).sum();
                Some(first + alike? + last)
            }
            _ => None,
        }
    }

    /// The largest of the instalments; `None` where there are none or it isn't known.
    pub fn heaviest_instalment(&self) -> Option<Money> {
        match (self.count, self.last) {
            (Some(0), _) => None,
            (Some(1), Some(last)) => Some(last),
            (_, last) => self.each.max(last),
        }
    }
}

/// Goes through an agreement. `state` answers for each point.
pub fn agreement_check(
    state: impl Fn(&str) -> PointState,
    agreed: &AgreedFigures,
    ground: &AgreementGround,
) -> AgreementCheck {
    let sum = agreed.sum();
    let difference = sum.zip(agreed.total).map(|(sum, total)| sum - total);
    let mut figures = vec![match difference {
        Some(d) if d.is_zero() => FigureFinding::AddsUp,
        Some(_) => FigureFinding::DoesNotAddUp,
        None => FigureFinding::CannotAdd,
    }];
    if let Some((total, everything)) = agreed.total.zip(ground.everything) {
        figures.push(if total > everything {
            FigureFinding::AboveEverything
        } else {
            FigureFinding::WithinEverything
        });
    }
    // The heaviest month counts: the last one may be the larger.
    if let Some((month, room)) = agreed.heaviest_instalment().zip(ground.monthly_room) {
        figures.push(if month > room {
            FigureFinding::AboveRoom
        } else {
            FigureFinding::WithinRoom
        });
    }
    AgreementCheck {
        points: POINTS
            .iter()
            .map(|id| Point {
                id,
                state: state(id),
            })
            .collect(),
        sum,
        difference,
        figures,
    }
}
