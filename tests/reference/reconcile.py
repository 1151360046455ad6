#!/usr/bin/env python3
"""A second, independent reckoning of an overdue loan.

Written from the written rules of the reconciliation alone, in the standard
library alone, and deliberately slow: it walks every day from the payout to the
day of the statement and keeps every accrual exact. The program's own figures
are compared with these to the fen; nothing here is shared with the program.

    reconcile.py < loans.jsonl > answers.jsonl

One loan a line in, one object a line out. Money is held in whole fen, rates
are fractions, a figure that can't be known is None (null), never 0.
"""

import json
import sys
from calendar import monthrange
from datetime import date, timedelta
from fractions import Fraction

COMPONENTS = (
    "principal",
    "interest",
    "default_interest",
    "charges",
    "liquidated_damages",
)
WITH_COSTS = COMPONENTS + ("enforcement_costs",)

# Rule 6. Enforcement costs stand before all of these in either order.
ORDERS = {
    "civil-code-561": (
        "interest",
        "default_interest",
        "principal",
        "charges",
        "liquidated_damages",
    ),
    "lender-practice": (
        "charges",
        "liquidated_damages",
        "default_interest",
        "interest",
        "principal",
    ),
}

ONE_DAY = timedelta(days=1)


# --- reading -----------------------------------------------------------------


def fen(text):
    """Yuan as written, in whole fen."""
    amount = Fraction(text) * 100
    assert amount.denominator == 1, text
    return int(amount)


def yuan(amount):
    """Whole fen as yuan with two digits; None stays None."""
    if amount is None:
        return None
    sign = "-" if amount < 0 else ""
    return f"{sign}{abs(amount) // 100}.{abs(amount) % 100:02d}"


def rounded(amount):
    """The one rounding there is: to the whole fen, half up (rule 1)."""
    return (2 * amount.numerator + amount.denominator) // (2 * amount.denominator)


def months_later(day, count):
    """The same day of a later month, clamped to the month's end."""
    years, month = divmod(day.month - 1 + count, 12)
    year = day.year + years
    month += 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def contract_rate(loan):
    """The annual contract rate, or None where the loan states none."""
    rate = loan.get("rate")
    if rate is None:
        return None
    if "annual" in rate:
        return Fraction(rate["annual"])
    if "monthly" in rate:
        return Fraction(rate["monthly"]) * 12
    return Fraction(rate["daily"]) * 360


def day_count(basis):
    """Days of the year under a basis; `monthly` by days counts as act/360."""
    return 365 if basis == "act/365" else 360


def default_rate_per_day(loan):
    """The rate of default interest for one day, or None where unknown."""
    terms = loan.get("default_interest")
    year = day_count(loan.get("default_basis", "act/360"))
    if terms is None:
        return None
    if terms == "none":
        return Fraction(0)
    if "daily" in terms:
        return Fraction(terms["daily"])
    if "annual" in terms:
        return Fraction(terms["annual"]) / year
    rate = contract_rate(loan)
    if rate is None:
        return None
    return rate * Fraction(terms["multiple"]) / year


def amount_received(loan):
    """What arrived: as stated, or the contract's figure less what was kept back."""
    if "disbursed_amount" in loan:
        return fen(loan["disbursed_amount"])
    return fen(loan["contract_amount"]) - sum(
        fen(charge["upfront"])
        for charge in loan.get("charges", [])
        if "upfront" in charge and charge.get("kept_back", True)
    )


def paid_separately(loan):
    """Charges due once at the start that were not deducted from the payout."""
    return sum(
        fen(charge["upfront"])
        for charge in loan.get("charges", [])
        if "upfront" in charge and not charge.get("kept_back", True)
    )


def principal_lent(loan):
    """P of rule 3: what arrived leads wherever something was kept back."""
    contract, received = fen(loan["contract_amount"]), amount_received(loan)
    chosen = loan.get("basis", {}).get("principal")
    if chosen is None:
        # A third party's charge was kept back: neither leads, and the figures
        # have to stand on one of them; the contract's it is.
        third_party = any(
            "upfront" in charge and charge.get("kept_back", True) and charge.get("third_party")
            for charge in loan.get("charges", [])
        )
        chosen = "contract" if third_party else "received"
    return contract if chosen == "contract" else received


# --- the schedule (rule 2) ---------------------------------------------------


class Plan:
    """The instalments still to come, one at a time, on whatever balance is left."""

    def __init__(self, loan):
        self.shape = loan["repayment"]
        self.basis = loan.get("interest_basis", "monthly")
        self.rate = contract_rate(loan)
        self.lent = principal_lent(loan)
        self.balance = self.lent
        self.last_due = date.fromisoformat(loan["disbursed_on"])
        self.next = 0
        self.early = 0  # principal paid before it was due
        self.early_fen_days = 0  # what that bore since the last due date
        self.each = sum(
            fen(charge["each"]) for charge in loan.get("charges", []) if "each" in charge
        )
        if self.shape == "rows":
            self.rows = self.rows_on(loan["rows"], fen(loan["contract_amount"]))
            self.dues = [due for due, _, _, _ in self.rows]
        else:
            first = date.fromisoformat(loan["first_due"])
            count = 1 if self.shape == "bullet" else loan["installments"]
            self.dues = [months_later(first, k) for k in range(count)]
        self.count = len(self.dues)
        self.level_payment = self.level() if self.shape == "equal-installment" else None

    def rows_on(self, rows, contract):
        """The lender's rows as (due, principal, interest, charges).

        Silent in the rules: on the amount received, principal and interest shrink in proportion and
        the last row takes the balance; charges stand as they are.
        """
        part, left, read = Fraction(self.lent, contract), self.lent, []
        for number, row in enumerate(rows):
            principal = rounded(fen(row["principal"]) * part)
            if self.lent != contract and number == len(rows) - 1:
                principal = left
            left -= principal
            interest = rounded(fen(row["interest"]) * part)
            charges = fen(row.get("charges", "0"))
            read.append((date.fromisoformat(row["due"]), principal, interest, charges))
        return read

    def level(self):
        """The payment of an equal instalment plan."""
        i = self.rate / 12
        if i == 0:
            return rounded(Fraction(self.lent, self.count))
        power = (1 + i) ** self.count
        return rounded(self.lent * i * power / (power - 1))

    def prepay(self, day, amount):
        """Rule 6: principal paid early.

        Silent in the rules: wherever days are counted, what it bore until this
        day stays owed with the period; a whole month is a month's interest on
        the smaller balance.
        """
        self.balance -= amount
        self.early += amount
        self.early_fen_days += amount * (day - self.last_due).days

    def by_days(self, end):
        """Interest by the day since the last due date, unrounded, at the
        contract rate: on the balance until `end`, on what was paid early until
        it was paid."""
        fen_days = self.balance * (end - self.last_due).days + self.early_fen_days
        if fen_days == 0:
            return Fraction(0)  # nothing can have accrued, whatever the rate
        if self.rate is None:
            return None
        return fen_days * self.rate / day_count(self.basis)

    def fall_due(self, day):
        """The instalment that falls due on this day, or None."""
        if self.next >= self.count or self.dues[self.next] != day:
            return None
        row_number, last = self.next, self.next == self.count - 1
        self.next += 1
        if self.early and self.balance == 0:
            return None  # rule 6: the plan ended sooner
        charges = self.each
        if self.shape == "rows":
            _, principal, interest, charge = self.rows[row_number]
            charges += charge
            if self.early:
                # Silent in the rules: the lender's own interest shrinks with the
                # balance, as no formula of it is known.
                planned = sum(share for _, share, _, _ in self.rows[row_number:])
                if planned:
                    interest = rounded(Fraction(interest * self.balance, planned))
                principal = min(principal, self.balance)
        elif self.shape == "flat":
            share = rounded(Fraction(self.lent, self.count))
            principal = self.balance if last else min(share, self.balance)
            # Silent in the rules: flat interest on what was borrowed less what
            # was paid early.
            interest = rounded((self.lent - self.early) * self.rate / 12)
        else:
            if self.basis == "monthly" and self.shape != "bullet":
                interest = rounded(self.balance * self.rate / 12)
            else:
                interest = rounded(self.by_days(day))
            if last:
                principal = self.balance
            elif self.shape == "equal-installment":
                principal = min(max(self.level_payment - interest, 0), self.balance)
            elif self.shape == "equal-principal":
                principal = min(rounded(Fraction(self.lent, self.count)), self.balance)
            else:  # interest-first
                principal = 0
        self.balance -= principal
        self.last_due = day
        self.early_fen_days = 0
        return Installment(day, principal, interest, charges)

    def accelerate(self, day):
        """Rule 7: all that is left, as one more instalment due this day."""
        self.count = self.next
        if self.balance == 0:
            return None
        accrued = self.by_days(day)
        principal, self.balance = self.balance, 0
        self.early_fen_days = 0  # taken up in that interest
        rest = Installment(day, principal, 0 if accrued is None else rounded(accrued), 0)
        rest.interest_unknown = accrued is None
        return rest


class Installment:
    """What fell due on one day: what is still owed of it and what was paid."""

    def __init__(self, due, principal, interest, charges):
        self.due = due
        self.unpaid = {
            "principal": principal,
            "interest": interest,
            "default_interest": 0,
            "charges": charges,
            "liquidated_damages": 0,
        }
        self.fen_days = 0  # Σ of the bearing balance over the days past due
        self.booked = 0
        self.interest_unknown = False

    def total(self):
        return sum(self.unpaid.values())


# --- the walk through the days (rules 4 to 8) --------------------------------


class Account:
    """The loan as it stands at the end of a day."""

    def __init__(self, loan, as_of):
        self.loan = loan
        self.as_of = as_of
        self.plan = Plan(loan)
        self.installments = []
        self.costs = 0
        self.waiting = 0
        self.paid = dict.fromkeys(WITH_COSTS, 0)
        self.default_rate = default_rate_per_day(loan)
        self.unknown = set()  # components nobody can know any more
        self.paid_unknown = set()  # those of them money may have gone to
        self.damages_taken = False
        basis = loan.get("basis", {})
        self.order = ORDERS[basis.get("order", "civil-code-561")]
        self.spread = basis.get("spread", "by-installment")
        day = date.fromisoformat(loan["disbursed_on"])
        while day <= as_of:
            self.live_through(day)
            day += ONE_DAY

    def live_through(self, day):
        """One day, in the order of rule 5."""
        self.accrue(day)
        accelerated = self.loan.get("accelerated_on") == day.isoformat()
        # What falls due as planned is taken out of the balance first, but the
        # accelerated rest stands before it: rule 5 names acceleration first.
        planned = self.plan.fall_due(day)
        rest = self.plan.accelerate(day) if accelerated else None
        self.installments += [one for one in (rest, planned) if one is not None]
        if rest is not None and rest.interest_unknown:
            self.unknown.add("interest")
        costs = self.loan.get("enforcement_costs")
        if costs and costs["on"] == day.isoformat():
            self.costs += fen(costs["amount"])
        self.book_damages(day)
        self.waiting = self.apply(self.waiting)
        # Silent in the rules: the list may stand in any order, so within a day it
        # must not matter; plain repayments come first, then those that prepay.
        today = [r for r in self.loan.get("repayments", []) if r["on"] == day.isoformat()]
        for repayment in sorted(today, key=lambda r: r.get("prepays", False)):
            left = self.apply(fen(repayment["amount"]))
            if repayment.get("prepays", False):
                early = min(left, self.plan.balance)
                if early:
                    self.plan.prepay(day, early)
                    self.paid["principal"] += early
                    left -= early
            self.waiting += left

    def accrue(self, day):
        """Rule 4: one more day of default interest on what stood unpaid overnight."""
        with_interest = self.loan.get("default_on", "principal") == "principal-and-interest"
        for installment in self.installments:
            bearing = installment.unpaid["principal"]
            if with_interest:
                bearing += installment.unpaid["interest"]
            bears = bearing > 0 or (with_interest and installment.interest_unknown)
            doubtful = with_interest and installment.interest_unknown
            if bears and (self.default_rate is None or (doubtful and self.default_rate)):
                self.unknown.add("default_interest")
            if self.default_rate is None:
                continue
            installment.fen_days += bearing
            accrued = rounded(installment.fen_days * self.default_rate)
            installment.unpaid["default_interest"] += accrued - installment.booked
            installment.booked = accrued

    def book_damages(self, day):
        """Damages, the day after the due date of an instalment still owing."""
        terms = self.loan.get("liquidated_damages")
        if not terms:
            return
        for installment in self.installments:
            if installment.due + ONE_DAY != day or installment.total() == 0:
                continue
            if "each" in terms:
                installment.unpaid["liquidated_damages"] += fen(terms["each"])
            elif not self.damages_taken:
                installment.unpaid["liquidated_damages"] += fen(terms["once"])
                self.damages_taken = True

    def apply(self, money):
        """Rule 6: set money against what is due; what is left is returned."""
        if money:
            self.paid_unknown |= self.unknown
        taken = min(money, self.costs)
        self.costs -= taken
        self.paid["enforcement_costs"] += taken
        money -= taken
        if self.spread == "by-installment":
            places = [(i, c) for i in self.installments for c in self.order]
        else:
            places = [(i, c) for c in self.order for i in self.installments]
        for installment, component in places:
            taken = min(money, installment.unpaid[component])
            installment.unpaid[component] -= taken
            self.paid[component] += taken
            money -= taken
        return money

    # --- figures of rule 8 ---

    def known(self, component, amount):
        """The amount, or None for a component nobody can know."""
        if component in self.unknown or (component == "total" and self.unknown):
            return None
        return amount

    def overdue(self):
        late = [i for i in self.installments if i.due < self.as_of and i.total() > 0]
        parts = {c: sum(i.unpaid[c] for i in late) for c in COMPONENTS}
        parts["enforcement_costs"] = self.costs
        parts["total"] = sum(parts.values())
        figures = {c: self.known(c, amount) for c, amount in parts.items()}
        figures["installments"] = len(late)
        figures["since"] = min(i.due for i in late).isoformat() if late else None
        figures["days"] = (self.as_of - min(i.due for i in late)).days if late else 0
        return figures

    def due_today(self):
        today = [i for i in self.installments if i.due == self.as_of]
        return {c: sum(i.unpaid[c] for i in today) for c in COMPONENTS}

    def outstanding(self):
        return self.plan.balance + sum(i.unpaid["principal"] for i in self.installments)

    def settlement(self):
        overdue = self.overdue()["total"]
        if overdue is None:
            return None
        balance, accrued = self.plan.balance, 0
        # A plan ended by a prepayment has no due date left, and the days the money was used
        # before it still bear interest (Civil Code 677).
        if balance or self.plan.early_fen_days:
            exact = self.plan.by_days(self.as_of)
            if exact is None:
                return None
            accrued = rounded(exact)
        today = sum(self.due_today().values())
        return overdue + today + balance + accrued - self.waiting


# --- what the loan costs a year (rule 9) -------------------------------------


def root(flows):
    """The one rate r > -1 with Σ amount / (1 + r)^time = 0, by halving.

    `flows` are (time, fen). The first is the payout, the rest are payments and
    never negative, so there is one change of sign or none.
    """
    if not (any(a < 0 for _, a in flows) and any(a > 0 for _, a in flows)):
        return "no-sign-change"

    def value(rate):
        return sum(amount * (1 + rate) ** -time for time, amount in flows)

    low, high = -0.999, 1.0
    while value(high) > 0:
        high *= 2
        if high > 1e12:
            return ABOVE
    if value(low) < 0:
        return "no-root"
    for _ in range(200):
        middle = (low + high) / 2
        if value(middle) > 0:
            low = middle
        else:
            high = middle
    return (low + high) / 2


ABOVE = "above-10000-percent"


def within(rate, effective):
    """The rate, unless what it comes to in a year lies above 10,000 %."""
    return ABOVE if not isinstance(effective, str) and effective > 100 else rate



def follow_monthly(days):
    """One due date in each month, on one day of the month or its clamped end."""
    anchor = max(day.day for day in days)
    return all(
        (day.year * 12 + day.month) - (days[0].year * 12 + days[0].month) == k
        and day.day == min(anchor, monthrange(day.year, day.month)[1])
        for k, day in enumerate(days)
    )


def annual_cost(loan):
    """Nominal, effective and dated yearly cost of the schedule as agreed.

    Silent in the rules, so chosen: the payments are those the contract's figure
    leads to, whatever basis the statement stands on; the first period counts as
    one month if it is shorter than two; a single row has to stand one month
    after the payout.
    """
    plan = Plan({**loan, "basis": {"principal": "contract"}})
    start = date.fromisoformat(loan["disbursed_on"])
    at_start = paid_separately(loan) - amount_received(loan)
    payments = []
    for due in plan.dues:
        installment = plan.fall_due(due)
        payments.append((due, installment.total()))
    dated = [(0.0, at_start)] + [((due - start).days / 365, a) for due, a in payments]
    counted = [(0, at_start)] + [(k + 1, a) for k, (_, a) in enumerate(payments)]
    if len(plan.dues) > 1:
        monthly = follow_monthly(plan.dues) and plan.dues[0] < months_later(start, 2)
    else:
        monthly = plan.dues[0] == months_later(start, 1)
    xirr = root(dated)
    xirr = within(xirr, xirr)
    if monthly:
        month = root(counted)
        if isinstance(month, str):
            nominal = effective = month
        else:
            effective = (1 + month) ** 12 - 1
            nominal, effective = within(12 * month, effective), within(effective, effective)
    else:
        nominal = effective = "not-monthly"

    def eight(rate):
        return rate if isinstance(rate, str) else f"{rate:.8f}"

    return {"nominal": eight(nominal), "effective": eight(effective), "xirr": eight(xirr)}


# --- claim and variance (rule 11) --------------------------------------------


def variance(loan):
    """Claimed less recomputed, by component and in total; by scope where the
    claim doesn't say which it is."""
    claim = loan["claim"]
    account = Account(loan, date.fromisoformat(claim["on"]))
    overdue, today = account.overdue(), account.due_today()
    against_overdue = {c: overdue[c] for c in WITH_COSTS + ("total",)}
    against_all = {}
    for component in WITH_COSTS + ("total",):
        amount = overdue[component]
        if amount is not None:
            if component == "total":
                amount += sum(today.values()) + account.plan.balance
            else:
                amount += today.get(component, 0)
                if component == "principal":
                    amount += account.plan.balance
        against_all[component] = amount

    def less(recomputed):
        return {
            c: None if c not in claim or amount is None else yuan(fen(claim[c]) - amount)
            for c, amount in recomputed.items()
        }

    scopes = {"overdue": against_overdue, "everything": against_all}
    if claim["scope"] != "unknown":
        return less(scopes[claim["scope"]])
    return {scope: less(recomputed) for scope, recomputed in scopes.items()}


def statement(loan):
    """The figures of one loan on its day."""
    account = Account(loan, date.fromisoformat(loan["as_of"]))
    overdue = account.overdue()
    paid = {c: yuan(account.paid[c]) for c in WITH_COSTS}
    paid["total"] = yuan(sum(account.paid.values()))
    paid["unapplied"] = yuan(account.waiting)
    for component in account.paid_unknown:
        paid[component] = None
    if account.paid_unknown and account.waiting:
        # How much of what seems left over went to the unknown can't be told.
        paid["total"] = paid["unapplied"] = None
    figures = {
        "id": loan["id"],
        "overdue": {
            key: amount if key in ("installments", "since", "days") else yuan(amount)
            for key, amount in overdue.items()
        },
        "due_today": {"total": yuan(sum(account.due_today().values()))},
        "not_yet_due": {"principal": yuan(account.plan.balance)},
        "outstanding": {"principal": yuan(account.outstanding())},
        "settlement": {"total": yuan(account.settlement())},
        "paid": paid,
        "annual_cost": annual_cost(loan),
    }
    if "claim" in loan:
        figures["variance"] = variance(loan)
    return figures


def decided_reading(loan):
    """Which reading the figures of this loan rest on, where the rules alone
    leave room for another. The reasons stand in README.md.

    None where they leave none.
    """
    dates = [loan["as_of"]] + ([loan["claim"]["on"]] if "claim" in loan else [])
    for on in dates:
        account = Account(loan, date.fromisoformat(on))
        if account.plan.early_fen_days and account.plan.balance == 0:
            return "early-interest-after-the-plan-ended"
        if "interest" in account.paid_unknown:
            return "interest-paid-beside-an-unknown"
    if annual_cost(loan)["xirr"] == ABOVE:
        return "yearly-cost-beyond-ten-thousand-percent"
    return None


def main():
    for line in sys.stdin:
        if line.strip():
            print(json.dumps(statement(json.loads(line)), ensure_ascii=False))


if __name__ == "__main__":
    main()
