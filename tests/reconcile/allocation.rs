//! What a repayment costs where arrears pile up: each debt is passed once for each part, however many
//! repayments there are.

use menshen::domain::allocation::{
    Component, FirstOwing, Order, OrderName, Payable, Spread, allocate,
};
use menshen::domain::law::{Confidence, Force};
use menshen::domain::money::Money;

const PARTS: [Component; 6] = [
    Component::EnforcementCosts,
    Component::Interest,
    Component::DefaultInterest,
    Component::Principal,
    Component::Charges,
    Component::LiquidatedDamages,
];

/// A debt of 1 yuan of interest and 2 of principal.
struct Debt {
    interest: Money,
    principal: Money,
}

impl Payable for Debt {
    fn unpaid(&self, component: Component) -> Money {
        match component {
            Component::Interest => self.interest,
            Component::Principal => self.principal,
            _ => Money::ZERO,
        }
    }

    fn pay(&mut self, component: Component, amount: Money) {
        match component {
            Component::Interest => self.interest -= amount,
            _ => self.principal -= amount,
        }
    }

    fn is_settled(&self, component: Component) -> bool {
        self.unpaid(component).is_zero()
    }
}

/// A debt more and a payment of half of it, so many times: how often a debt was looked at.
fn looks(times: u32) -> u32 {
    let mut debts: Vec<Debt> = Vec::new();
    let mut first = FirstOwing::default();
    let mut looks = 0;
    for _ in 0..times {
        debts.push(Debt {
            interest: Money::from_fen(100),
            principal: Money::from_fen(200),
        });
        let left = allocate(
            Money::from_fen(150),
            &mut debts,
            &mut first,
            &PARTS,
            Spread::WholeLoan,
            |_| looks += 1,
            |_, _, _| {},
        );
        assert!(left.is_zero());
    }
    let unpaid: Money = debts.iter().map(|d| d.interest + d.principal).sum();
    assert_eq!(unpaid, Money::from_fen(150 * i64::from(times)));
    looks
}

#[test]
fn ten_times_as_many_repayments_look_ten_times_as_often() {
    let (some, many) = (looks(120), looks(1200));
    assert!(many <= 10 * some + 10, "{some} and {many}");
    assert!(many <= 8 * 1200, "{many}");
}

#[test]
fn a_debt_that_owes_a_part_anew_is_paid() {
    let mut first = FirstOwing::default();
    let mut debts = [Debt {
        interest: Money::ZERO,
        principal: Money::ZERO,
    }];
    let pay = |debts: &mut [Debt], first: &mut FirstOwing| {
        let money = Money::from_fen(100);
        allocate(
            money,
            debts,
            first,
            &PARTS,
            Spread::WholeLoan,
            |_| {},
            |_, _, _| {},
        )
    };
    assert_eq!(pay(&mut debts, &mut first), Money::from_fen(100));
    debts[0].interest = Money::from_fen(40);
    first.again(Component::Interest, 0);
    assert_eq!(pay(&mut debts, &mut first), Money::from_fen(60));
}

#[test]
fn an_order_without_what_is_never_owed_keeps_the_order_of_the_rest() {
    let order = Order {
        name: OrderName::CivilCode561,
        parts: PARTS,
        citations: Vec::new(),
        force: Force::Statute,
        confidence: Confidence::VerifiedText,
    };
    let never = [Component::EnforcementCosts, Component::Principal];
    let rest = order.without(|component| never.contains(&component));
    assert_eq!(
        rest.parts(),
        [
            Component::Interest,
            Component::DefaultInterest,
            Component::Charges,
            Component::LiquidatedDamages,
        ]
    );
    assert_eq!(order.without(|_| false).parts(), PARTS);
    assert!(order.without(|_| true).parts().is_empty());
}
