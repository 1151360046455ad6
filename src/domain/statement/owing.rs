//! An instalment that has fallen due, with what runs on it.

use crate::domain::accrual::Accrual;
use crate::domain::allocation::{Component, Parts, Payable};
use crate::domain::loan::DefaultOn;
use crate::domain::money::Money;
use crate::domain::rate::PerDay;
use chrono::NaiveDate;

/// An instalment that has fallen due, or the rest that was called in.
#[derive(Debug, Clone, Copy)]
pub(super) struct Owing {
    /// Its number; 0 for the rest called in.
    pub(super) number: u32,
    pub(super) due: NaiveDate,
    pub(super) owed: Parts,
    pub(super) paid: Parts,
    default: Accrual,
}

impl Owing {
    pub(super) fn new(
        number: u32,
        due: NaiveDate,
        principal: Money,
        interest: Money,
        charges: Money,
    ) -> Owing {
        let mut owed = Parts::default();
        owed.set(Component::Principal, principal);
        owed.set(Component::Interest, interest);
        owed.set(Component::Charges, charges);
        Owing {
            number,
            due,
            owed,
            paid: Parts::default(),
            default: Accrual::starting(due),
        }
    }

    /// Everything unpaid, as booked so far.
    pub(super) fn unpaid_total(&self) -> Money {
        Component::ALL.iter().map(|c| self.unpaid(*c)).sum()
    }

    /// Is every part paid, as booked so far?
    pub(super) fn is_paid(&self) -> bool {
        self.owed.equals(&self.paid)
    }

    /// Was nothing of it ever paid?
    pub(super) fn untouched(&self) -> bool {
        Component::ALL.iter().all(|c| self.paid.of(*c).is_zero())
    }

    /// Principal (or principal and interest) × days past the due date, in fen × days.
    pub(super) fn overdue_balance_days(&self) -> i128 {
        self.default.balance_days()
    }

    /// What default interest runs on now.
    fn default_base(&self, on: DefaultOn) -> Money {
        let interest = match on {
            DefaultOn::PrincipalAndInterest => self.unpaid(Component::Interest),
            DefaultOn::Principal => Money::ZERO,
        };
        self.unpaid(Component::Principal) + interest
    }

    /// Has default interest run on it by a day, counted already or not?
    pub(super) fn has_run_by(&self, day: NaiveDate, on: DefaultOn) -> bool {
        self.overdue_balance_days() > 0 || (self.due < day && !self.default_base(on).is_zero())
    }

    /// Lets default interest run to a day. What is booked is the rounded sum of all so far, so
    /// stopping in between changes nothing.
    pub(super) fn advance(&mut self, day: NaiveDate, rate: Option<PerDay>, on: DefaultOn) {
        if self.default.reaches(day) {
            return;
        }
        let base = self.default_base(on);
        if base.is_zero() {
            return;
        }
        let counted = self.default.advance(base, day);
        if let Some(rate) = rate.filter(|_| counted) {
            self.owed
                .set(Component::DefaultInterest, self.default.interest(rate));
        }
    }
}

impl Payable for Owing {
    fn unpaid(&self, component: Component) -> Money {
        self.owed.of(component) - self.paid.of(component)
    }

    fn pay(&mut self, component: Component, amount: Money) {
        self.paid.add(component, amount);
    }

    fn is_settled(&self, component: Component) -> bool {
        let still_runs = component == Component::DefaultInterest
            && !self.default_base(DefaultOn::PrincipalAndInterest).is_zero();
        self.unpaid(component).is_zero() && !still_runs
    }
}
