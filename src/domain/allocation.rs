//! Which part of a debt a repayment pays: the parts, the orders, the spreads.

use super::law::{Confidence, Force};
use super::money::Money;
use serde::{Deserialize, Serialize};

/// A part of what is owed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Component {
    /// 实现债权的费用.
    EnforcementCosts,
    /// 利息.
    Interest,
    /// 罚息.
    DefaultInterest,
    /// 本金.
    Principal,
    /// 费用.
    Charges,
    /// 违约金.
    LiquidatedDamages,
}

impl Component {
    /// Every part, in the order of the statement.
    pub const ALL: [Component; 6] = [
        Component::Principal,
        Component::Interest,
        Component::DefaultInterest,
        Component::Charges,
        Component::LiquidatedDamages,
        Component::EnforcementCosts,
    ];

    /// Its member name.
    pub fn member(self) -> &'static str {
        match self {
            Component::EnforcementCosts => "enforcement_costs",
            Component::Interest => "interest",
            Component::DefaultInterest => "default_interest",
            Component::Principal => "principal",
            Component::Charges => "charges",
            Component::LiquidatedDamages => "liquidated_damages",
        }
    }
}

/// An amount for every part.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Parts {
    amounts: [Money; 6],
}

impl Parts {
    /// The amount of one part.
    pub fn of(&self, component: Component) -> Money {
        self.amounts[component as usize]
    }

    /// Adds to one part.
    pub fn add(&mut self, component: Component, amount: Money) {
        self.amounts[component as usize] += amount;
    }

    /// Sets one part.
    pub fn set(&mut self, component: Component, amount: Money) {
        self.amounts[component as usize] = amount;
    }

    /// Are all six the same? Looks at all of them: six comparisons at once cost less than leaving at
    /// the first that differs, and this is asked of every instalment at every repayment.
    pub fn equals(&self, other: &Parts) -> bool {
        let pairs = self.amounts.iter().zip(&other.amounts);
        pairs.fold(true, |same, (mine, theirs)| same & (mine == theirs))
    }

    /// The sum.
    pub fn total(&self) -> Money {
        self.amounts.iter().copied().sum()
    }
}

impl std::ops::AddAssign for Parts {
    fn add_assign(&mut self, other: Parts) {
        for (mine, theirs) in self.amounts.iter_mut().zip(other.amounts) {
            *mine += theirs;
        }
    }
}

/// The name of an order; the order itself stands in the rule book.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub enum OrderName {
    /// The statutory default order.
    #[default]
    #[serde(rename = "civil-code-561")]
    CivilCode561,
    /// What lenders usually write into contracts.
    #[serde(rename = "lender-practice")]
    LenderPractice,
}

impl OrderName {
    /// Every order with its word.
    pub const ALL: [(&'static str, OrderName); 2] = [
        ("civil-code-561", OrderName::CivilCode561),
        ("lender-practice", OrderName::LenderPractice),
    ];
}

/// How a repayment is spread over several instalments.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Spread {
    /// The oldest instalment first, all its parts.
    #[default]
    ByInstallment,
    /// Part by part over all instalments, the oldest first within one.
    WholeLoan,
}

impl Spread {
    /// Both with their words.
    pub const ALL: [(&'static str, Spread); 2] = [
        ("by-installment", Spread::ByInstallment),
        ("whole-loan", Spread::WholeLoan),
    ];
}

/// An order of the rule book.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Order {
    /// Its name.
    pub name: OrderName,
    /// All six parts, each once; enforcement costs stand outside the instalments and come first.
    pub parts: [Component; 6],
    /// Ids of the provisions it rests on.
    pub citations: Vec<String>,
    /// How binding it is.
    pub force: Force,
    /// How well it was checked.
    pub confidence: Confidence,
}

impl Order {
    /// The order without parts that are never owed, so that no debt is looked at for them.
    pub fn without(&self, never_owed: impl Fn(Component) -> bool) -> Sequence {
        let mut sequence = Sequence {
            parts: self.parts,
            count: 0,
        };
        for component in self.parts.iter().filter(|c| !never_owed(**c)) {
            sequence.parts[sequence.count] = *component;
            sequence.count += 1;
        }
        sequence
    }
}

/// Parts in the order in which they are paid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sequence {
    parts: [Component; 6],
    /// So many of them, from the first.
    count: usize,
}

impl Sequence {
    /// The parts.
    pub fn parts(&self) -> &[Component] {
        &self.parts[..self.count]
    }
}

/// Something that owes parts and can be paid.
pub trait Payable {
    /// What of a part is unpaid.
    fn unpaid(&self, component: Component) -> Money;
    /// Takes a payment of at most [`Payable::unpaid`].
    fn pay(&mut self, component: Component, amount: Money);
    /// Is nothing of a part unpaid, and can nothing of it come by itself any more?
    fn is_settled(&self, component: Component) -> bool;
}

/// For each part the first debt (by place) that may still owe some of it. A part that is settled
/// stays so, so each debt is passed once, however many repayments there are.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct FirstOwing {
    places: [usize; 6],
}

impl FirstOwing {
    /// The debt at `place` has come to owe a part anew.
    pub fn again(&mut self, component: Component, place: usize) {
        let first = &mut self.places[component as usize];
        *first = place.min(*first);
    }
}

/// Spreads `money` over the debts (oldest first) and returns what is left. `reach` brings a debt up
/// to the day before it is looked at, so that debts which the money doesn't reach cost nothing;
/// `each` hears of every part paid: the debt, the part, the amount. `first` says where to begin and
/// is kept up to date; for the spread by instalment the debts themselves begin with an open one.
pub fn allocate<P: Payable>(
    mut money: Money,
    debts: &mut [P],
    first: &mut FirstOwing,
    parts: &[Component],
    spread: Spread,
    mut reach: impl FnMut(&mut P),
    mut each: impl FnMut(&P, Component, Money),
) -> Money {
    if money.is_zero() {
        return money;
    }
    // Answers whether anything is left to go on with.
    let mut settle = |debt: &mut P, component: Component| {
        let amount = debt.unpaid(component).min(money);
        if amount > Money::ZERO {
            debt.pay(component, amount);
            money -= amount;
            each(debt, component, amount);
        }
        !money.is_zero()
    };
    let _more_than_was_due = match spread {
        Spread::ByInstallment => debts.iter_mut().all(|debt| {
            reach(debt);
            parts.iter().all(|component| settle(debt, *component))
        }),
        Spread::WholeLoan => parts.iter().all(|component| {
            let first = &mut first.places[*component as usize];
            let open = debts.get_mut(*first..).unwrap_or_default();
            let mut all_settled = true;
            open.iter_mut().all(|debt| {
                reach(debt);
                let more = settle(debt, *component);
                all_settled = all_settled && debt.is_settled(*component);
                *first += usize::from(all_settled);
                more
            })
        }),
    };
    money
}
