//! What is claimed, less what the loan gives.

use super::figures::Figures;
use crate::domain::allocation::Component;
use crate::domain::loan::{Claim, ClaimScope};
use crate::domain::money::Money;
use serde::Serialize;

/// Against which sum a claim is held.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Against {
    /// What is overdue.
    Overdue,
    /// Overdue, due today and principal not yet due.
    Everything,
}

/// Claimed less recomputed, part by part; `None` where the claim is silent or the loan's figure unknown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Difference {
    /// Against which sum.
    pub against: Against,
    /// Principal.
    pub principal: Option<Money>,
    /// Interest.
    pub interest: Option<Money>,
    /// Default interest.
    pub default_interest: Option<Money>,
    /// Charges.
    pub charges: Option<Money>,
    /// Liquidated damages.
    pub liquidated_damages: Option<Money>,
    /// Enforcement costs.
    pub enforcement_costs: Option<Money>,
    /// In total.
    pub total: Option<Money>,
    /// The loan's own figures on the day of the claim, in the order of [`Component::ALL`].
    #[serde(skip)]
    recomputed: [Option<Money>; 6],
    /// Their total.
    pub recomputed_total: Option<Money>,
}

/// A claim held against one sum, or against both where it doesn't say what it covers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Variance {
    /// The claim says what it covers.
    One(Box<Difference>),
    /// It doesn't.
    Both {
        /// Were it what is overdue.
        overdue: Box<Difference>,
        /// Were it everything.
        everything: Box<Difference>,
    },
}

/// One line for the screen: a part (or the total: `None`) of a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct ComparisonLine {
    /// Against which sum.
    pub against: Against,
    /// The part; `None` for the total.
    pub component: Option<Component>,
    /// As claimed.
    pub claimed: Option<Money>,
    /// As the loan gives.
    pub recomputed: Option<Money>,
    /// Claimed less recomputed.
    pub difference: Option<Money>,
}

/// What a claim says of one part.
pub(super) fn claimed(claim: &Claim, component: Component) -> Option<Money> {
    match component {
        Component::Principal => claim.principal,
        Component::Interest => claim.interest,
        Component::DefaultInterest => claim.default_interest,
        Component::Charges => claim.charges,
        Component::LiquidatedDamages => claim.liquidated_damages,
        Component::EnforcementCosts => claim.enforcement_costs,
    }
}

impl Difference {
    fn between(claim: &Claim, figures: &Figures, against: Against) -> Difference {
        let figure = |component| match against {
            Against::Overdue => figures.overdue.part(component),
            Against::Everything => figures.everything(component),
        };
        let recomputed_total = match against {
            Against::Overdue => figures.overdue.total,
            Against::Everything => figures.everything_total(),
        };
        let part = |component| {
            claimed(claim, component)
                .zip(figure(component))
                .map(|(claimed, recomputed)| claimed - recomputed)
        };
        Difference {
            against,
            principal: part(Component::Principal),
            interest: part(Component::Interest),
            default_interest: part(Component::DefaultInterest),
            charges: part(Component::Charges),
            liquidated_damages: part(Component::LiquidatedDamages),
            enforcement_costs: part(Component::EnforcementCosts),
            total: recomputed_total.map(|recomputed| claim.total - recomputed),
            recomputed: Component::ALL.map(figure),
            recomputed_total,
        }
    }

    /// The difference of one part.
    pub fn part(&self, component: Component) -> Option<Money> {
        match component {
            Component::Principal => self.principal,
            Component::Interest => self.interest,
            Component::DefaultInterest => self.default_interest,
            Component::Charges => self.charges,
            Component::LiquidatedDamages => self.liquidated_damages,
            Component::EnforcementCosts => self.enforcement_costs,
        }
    }

    fn lines(&self, claim: &Claim) -> Vec<ComparisonLine> {
        let parts = Component::ALL.iter().zip(self.recomputed);
        parts
            .map(|(component, recomputed)| ComparisonLine {
                against: self.against,
                component: Some(*component),
                claimed: claimed(claim, *component),
                recomputed,
                difference: self.part(*component),
            })
            .chain(std::iter::once(ComparisonLine {
                against: self.against,
                component: None,
                claimed: Some(claim.total),
                recomputed: self.recomputed_total,
                difference: self.total,
            }))
            .collect()
    }
}

impl Variance {
    /// Holds a claim against the figures of its day.
    pub fn between(claim: &Claim, figures: &Figures) -> Variance {
        let against = |against| Box::new(Difference::between(claim, figures, against));
        match claim.scope {
            ClaimScope::Overdue => Variance::One(against(Against::Overdue)),
            ClaimScope::Everything => Variance::One(against(Against::Everything)),
            ClaimScope::Unknown => Variance::Both {
                overdue: against(Against::Overdue),
                everything: against(Against::Everything),
            },
        }
    }

    /// The comparison with the largest sum it can mean.
    pub fn widest(&self) -> &Difference {
        match self {
            Variance::One(difference) => difference,
            Variance::Both { everything, .. } => everything,
        }
    }

    /// Line by line for the screen.
    pub fn lines(&self, claim: &Claim) -> Vec<ComparisonLine> {
        match self {
            Variance::One(difference) => difference.lines(claim),
            Variance::Both {
                overdue,
                everything,
            } => [overdue.lines(claim), everything.lines(claim)].concat(),
        }
    }
}
