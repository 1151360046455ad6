//! The plan of instalments: what falls due when, row by row, and what a prepayment or a notice
//! calling in the rest does to it.

use super::accrual::Accrual;
use super::loan::{InterestBasis, RepaymentKind, Terms};
use super::money::Money;
use super::rate::{PerDay, Rate, rounded};
use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::Serialize;
use std::rc::Rc;

/// One instalment as planned.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Row {
    /// Counted from 1.
    pub number: u32,
    /// Due date.
    pub due: NaiveDate,
    /// Principal.
    pub principal: Money,
    /// Interest.
    pub interest: Money,
    /// Charges.
    pub charges: Money,
    /// Principal left after it.
    pub balance: Money,
}

impl Row {
    /// Principal, interest and charges.
    pub fn total(&self) -> Money {
        self.principal + self.interest + self.charges
    }
}

/// A plan under way: hands out rows in order, as planned until something is prepaid, from then on
/// computing each from the balance of the moment.
#[derive(Debug, Clone)]
pub struct Plan<'t> {
    terms: &'t Terms,
    /// The rows were nothing ever prepaid: made once, shared by all who follow the plan.
    planned: Rc<[Row]>,
    rate: Option<Rate>,
    /// What the plan was made for.
    principal: Money,
    /// Principal not yet due.
    balance: Money,
    /// The balance the plan would show here without any prepayment.
    planned_balance: Money,
    prepaid: Money,
    /// Number of the next row.
    next: u32,
    /// How many rows were planned.
    count: u32,
    /// Due date of the next row, if there is one; asked for at every step of a replay.
    due: Option<NaiveDate>,
    /// Balance × days since the last due date.
    period: Accrual,
    /// The payment of an equal instalment, or the principal share of equal principal and flat.
    share: Money,
    each_charge: Money,
    /// The lender's rows added up, where there are rows.
    rows_total: Money,
}

impl<'t> Plan<'t> {
    /// The plan for this principal. With the lender's own rows and another principal than theirs,
    /// every row is taken in proportion, rounded to the fen, and the last takes the balance.
    pub fn new(terms: &'t Terms, principal: Money) -> Plan<'t> {
        let rate = terms.contract_rate();
        let count = terms.planned_instalments();
        let share = match terms.repayment {
            RepaymentKind::EqualInstallment => {
                rate.map_or(Money::ZERO, |r| equal_payment(principal, r, count))
            }
            RepaymentKind::EqualPrincipal | RepaymentKind::Flat => {
                rounded(i128::from(principal.fen()), i128::from(count))
            }
            _ => Money::ZERO,
        };
        let unmade = Plan {
            terms,
            planned: Rc::new([]),
            rate,
            principal,
            balance: principal,
            planned_balance: principal,
            prepaid: Money::ZERO,
            next: 1,
            count,
            due: terms.due(1),
            period: Accrual::starting(terms.disbursed_on),
            share,
            each_charge: terms.each_instalment(),
            rows_total: terms.rows.iter().map(|r| r.principal).sum(),
        };
        Plan {
            planned: unmade.clone().rows().into(),
            ..unmade
        }
    }

    /// The principal a plan has under a basis: with the contract's rows their own sum counts.
    pub fn principal_of(terms: &Terms, amount: Money) -> Money {
        if terms.repayment == RepaymentKind::Rows && amount == terms.contract_amount {
            terms.rows.iter().map(|r| r.principal).sum()
        } else {
            amount
        }
    }

    /// All rows from here to the end.
    pub fn rows(mut self) -> Vec<Row> {
        let mut rows = Vec::with_capacity(self.count as usize);
        rows.extend(std::iter::from_fn(|| self.fall_due()));
        rows
    }

    /// All rows from the first to the last, were nothing ever prepaid or called in.
    pub fn planned(&self) -> &[Row] {
        &self.planned
    }

    /// The payment of an equal instalment (zero for other kinds).
    pub fn payment(&self) -> Money {
        if self.terms.repayment == RepaymentKind::EqualInstallment {
            self.share
        } else {
            Money::ZERO
        }
    }

    /// Principal not yet due.
    pub fn balance(&self) -> Money {
        self.balance
    }

    /// When the next row falls due; `None` when the plan has ended, by itself or because
    /// everything was prepaid.
    pub fn next_due(&self) -> Option<NaiveDate> {
        if self.balance.is_zero() && !self.prepaid.is_zero() {
            return None;
        }
        self.due
    }

    fn go_to(&mut self, next: u32) {
        self.next = next;
        self.due = self.terms.due(next);
    }

    /// Lets the next row fall due.
    pub fn fall_due(&mut self) -> Option<Row> {
        let due = self.next_due()?;
        Some(self.as_planned().unwrap_or_else(|| self.computed(due)))
    }

    /// The next row as planned, where nothing was prepaid and the plan is made.
    fn as_planned(&mut self) -> Option<Row> {
        if !self.prepaid.is_zero() {
            return None;
        }
        let (row, after) = self.planned.get(self.next as usize - 1..)?.split_first()?;
        let row = *row;
        self.balance = row.balance;
        // The two part only where something is prepaid.
        self.planned_balance = row.balance;
        self.next += 1;
        self.due = after.first().map(|next| next.due);
        self.period = Accrual::starting(row.due);
        Some(row)
    }

    /// The next row from the balance of the moment.
    fn computed(&mut self, due: NaiveDate) -> Row {
        let number = self.next;
        let last = number == self.count;
        self.period.advance(self.balance, due);
        let (interest, share, charges) = self.planned_parts(number);
        let principal = if last {
            self.balance
        } else {
            share.at_least_zero().min(self.balance)
        };
        self.balance -= principal;
        self.go_to(number + 1);
        self.period = Accrual::starting(due);
        Row {
            number,
            due,
            principal,
            interest,
            charges: charges + self.each_charge,
            balance: self.balance,
        }
    }

    /// Lets the next row fall due if that is its day.
    pub fn fall_due_on(&mut self, day: NaiveDate) -> Option<Row> {
        if self.due != Some(day) {
            return None;
        }
        self.fall_due()
    }

    /// Takes `amount` of the principal not yet due away on a day; returns what was taken.
    pub fn prepay(&mut self, on: NaiveDate, amount: Money) -> Money {
        let taken = amount.min(self.balance);
        self.period.advance(self.balance, on);
        self.balance -= taken;
        self.prepaid += taken;
        taken
    }

    /// Interest on the principal not yet due for the days since the last due date (else the
    /// payout), `monthly` counted as act/360. `None` where the rate isn't known and days have passed.
    pub fn accrued(&self, on: NaiveDate) -> Option<Money> {
        let mut period = self.period;
        period.advance(self.balance, on);
        if period.balance_days() == 0 {
            return Some(Money::ZERO);
        }
        Some(period.interest(self.by_days(self.rate?)))
    }

    /// Principal not yet due × days since the last due date (else the payout), in fen × days.
    pub fn running_balance_days(&self, on: NaiveDate) -> i128 {
        let mut period = self.period;
        period.advance(self.balance, on);
        period.balance_days()
    }

    /// Calls in the rest: ends the plan and returns its principal. Rows due on that very day must
    /// have been taken out by the caller, since they fall due as planned.
    pub fn call_in(&mut self, on: NaiveDate) -> Money {
        let rest = std::mem::take(&mut self.balance);
        if !rest.is_zero() {
            // What has accrued so far goes with the rest and isn't counted again.
            self.period = Accrual::starting(on);
        }
        self.go_to(u32::MAX);
        rest
    }

    /// Interest, principal share and charges of a row, before the bounds of the balance.
    fn planned_parts(&mut self, number: u32) -> (Money, Money, Money) {
        let rate = self.rate.unwrap_or(Rate::ZERO);
        match self.terms.repayment {
            RepaymentKind::EqualInstallment => {
                let interest = self.period_interest(rate);
                (interest, self.share - interest, Money::ZERO)
            }
            RepaymentKind::EqualPrincipal => (self.period_interest(rate), self.share, Money::ZERO),
            RepaymentKind::InterestFirst => (self.period_interest(rate), Money::ZERO, Money::ZERO),
            RepaymentKind::Bullet => (
                self.period.interest(self.by_days(rate)),
                Money::ZERO,
                Money::ZERO,
            ),
            // Flat interest ignores what the instalments have repaid, but not a prepayment.
            RepaymentKind::Flat => (
                rate.month_of(self.principal - self.prepaid),
                self.share,
                Money::ZERO,
            ),
            RepaymentKind::Rows => self.row_parts(number),
        }
    }

    fn row_parts(&mut self, number: u32) -> (Money, Money, Money) {
        let Some(row) = self.terms.rows.get(number as usize - 1) else {
            return (Money::ZERO, Money::ZERO, Money::ZERO);
        };
        let scaled = |amount: Money, part: Money, whole: Money| {
            if part == whole || whole.is_zero() {
                amount
            } else {
                rounded(
                    i128::from(amount.fen()) * i128::from(part.fen()),
                    i128::from(whole.fen()),
                )
            }
        };
        let share = scaled(row.principal, self.principal, self.rows_total);
        let interest = scaled(row.interest, self.principal, self.rows_total);
        let interest = scaled(interest, self.balance, self.planned_balance);
        self.planned_balance = (self.planned_balance - share).at_least_zero();
        (interest, share, row.charges)
    }

    fn period_interest(&self, rate: Rate) -> Money {
        match self.terms.interest_basis.unwrap_or_default() {
            InterestBasis::Monthly => rate.month_of(self.balance),
            InterestBasis::Act360 | InterestBasis::Act365 => {
                self.period.interest(self.by_days(rate))
            }
        }
    }

    fn by_days(&self, rate: Rate) -> PerDay {
        PerDay::of_year(
            rate,
            self.terms.interest_basis.unwrap_or_default().year().days(),
        )
    }
}

/// `round(P·i·(1+i)^n / ((1+i)^n − 1))` with i = rate / 12, or `round(P / n)` without interest.
///
/// Written as `P·i / (1 − (1+i)^−n)`, which can't overflow; powers are kept to 28 digits.
pub fn equal_payment(principal: Money, annual: Rate, count: u32) -> Money {
    if annual == Rate::ZERO {
        return rounded(i128::from(principal.fen()), i128::from(count));
    }
    let monthly = annual.decimal() / Decimal::from(12);
    let discount = Decimal::ONE / (Decimal::ONE + monthly);
    let power = power(discount, count);
    let payment = principal.yuan() * monthly / (Decimal::ONE - power);
    Money::round_from_yuan(payment).unwrap_or_default()
}

/// A base of at most one to a whole power, by squaring: fewer products, and fewer roundings of the
/// 28th digit, than one factor after another.
fn power(base: Decimal, exponent: u32) -> Decimal {
    let (mut result, mut square, mut left) = (Decimal::ONE, base, exponent);
    while left > 0 {
        if left % 2 == 1 {
            result *= square;
        }
        left /= 2;
        if left > 0 {
            square *= square;
        }
    }
    result
}
