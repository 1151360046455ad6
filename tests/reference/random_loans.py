#!/usr/bin/env python3
"""Valid loans of every shape, from a seed.

    random_loans.py SEED COUNT              loans, one a line
    random_loans.py SEED COUNT --answered   {"loan": …, "expected": …} a line,
                                            with "decided" where the
                                            written rules don't settle a figure

The expected figures are those of reconcile.py. Every number is drawn to make
trouble: due dates on the 29th to 31st, leap Februaries, a first due date far
from the payout, money on, before and after due dates, several payments on one
day, too much and one fen, the day of the statement on a due date.
"""

import json
import random
import sys
from datetime import date, timedelta
from decimal import Decimal

import reconcile

SHAPES = (
    "equal-installment",
    "equal-principal",
    "interest-first",
    "bullet",
    "flat",
    "rows",
)
LENDERS = (
    "bank",
    "consumer-finance",
    "micro-loan",
    "private-person",
    "unlicensed-business",
    "unknown",
)
STARTS = (
    date(2024, 1, 29),  # before a leap February
    date(2024, 1, 31),
    date(2024, 2, 29),
    date(2023, 10, 31),
    date(2023, 12, 30),
    date(2025, 1, 31),
    date(2025, 5, 15),
    date(2025, 10, 1),
    date(2025, 12, 31),
)


def money(amount):
    """Whole fen as a member; two digits, one or none where they are zeros."""
    text = reconcile.yuan(amount)
    if text.endswith(".00"):
        return text[:-3]
    return text[:-1] if text.endswith("0") else text


class Draw:
    """One loan being drawn."""

    def __init__(self, dice):
        self.dice = dice

    def chance(self, share):
        return self.dice.random() < share

    def amount(self, low, high):
        """Fen between two bounds in yuan; whole yuan half of the time."""
        if self.chance(0.5):
            return self.dice.randint(low, high) * 100
        return self.dice.randint(low * 100, high * 100)

    def fraction(self, low, high, digits):
        """A decimal rate as written."""
        scale = 10**digits
        drawn = self.dice.randint(int(low * scale), int(high * scale))
        return format(Decimal(drawn).scaleb(-digits), "f")

    def rate(self):
        kind = self.dice.choice(("annual", "annual", "annual", "monthly", "daily"))
        if kind == "annual":
            if self.chance(0.06):
                return {"annual": "0"}
            return {"annual": self.fraction(0.03, 0.36, self.dice.choice((2, 3, 4)))}
        if kind == "monthly":
            return {"monthly": self.fraction(0.003, 0.03, self.dice.choice((4, 5)))}
        return {"daily": self.fraction(0.0001, 0.001, self.dice.choice((4, 5, 6)))}

    def first_due(self, start):
        """Usually a month on; now and then next week or months away."""
        if self.chance(0.6):
            return reconcile.months_later(start, 1)
        return start + timedelta(days=self.dice.choice((1, 7, 20, 29, 30, 31, 45, 60, 92)))

    def rows(self, start, principal, count):
        """A lender's own plan: odd shares, odd gaps, odd charges."""
        shares = [self.dice.randint(0, 9) for _ in range(count - 1)] + [5]
        weight, left, due, rows = sum(shares), principal, start, []
        regular = self.chance(0.5)
        for k, share in enumerate(shares):
            if regular:
                due = reconcile.months_later(start, k + 1)
            else:
                due += timedelta(days=self.dice.randint(5, 62))
            part = left if k == count - 1 else min(left, principal * share // weight)
            left -= part
            row = {
                "due": due.isoformat(),
                "principal": money(part),
                "interest": money(self.dice.randint(0, principal // 50 + 1)),
            }
            if self.chance(0.4):
                row["charges"] = money(self.amount(0, 60))
            rows.append(row)
        return rows

    def charges(self, principal, shape):
        drawn = []
        if shape != "rows" and self.chance(0.4):
            drawn.append({"kind": "service", "each": money(self.amount(1, 240))})
        if shape != "rows" and self.chance(0.15):
            drawn.append(
                {"kind": "guarantee", "each": money(self.amount(1, 80)), "third_party": True}
            )
        if self.chance(0.2):
            upfront = {"kind": "membership", "upfront": money(self.dice.randint(1, principal // 8))}
            if self.chance(0.4):
                upfront["kept_back"] = False
            elif self.chance(0.3):
                upfront["kept_back"] = True
            if self.chance(0.2):
                upfront["third_party"] = True
            drawn.append(upfront)
        return drawn

    def default_interest(self):
        return self.dice.choice(
            (
                None,
                "none",
                {"multiple": "1.5"},
                {"multiple": "1.5"},
                {"multiple": self.fraction(1, 2, 2)},
                {"annual": self.fraction(0.05, 0.4, 3)},
                {"daily": self.fraction(0.0001, 0.001, 5)},
            )
        )

    def day_near(self, dues, start, end):
        """On, just before or just after a due date, or any day at all."""
        if self.chance(0.75):
            day = self.dice.choice(dues) + timedelta(days=self.dice.choice((-3, -1, 0, 0, 0, 1, 2, 9, 40)))
        else:
            day = start + timedelta(days=self.dice.randint(0, max(1, (end - start).days)))
        return max(day, start)

    def repayments(self, loan, dues, start, as_of):
        plan = reconcile.Plan(loan)
        usual = [plan.fall_due(due).total() for due in plan.dues]
        made = []
        if self.chance(0.5):  # a good payer for a while
            for k in range(self.dice.randint(0, len(dues))):
                made.append({"on": dues[k].isoformat(), "amount": money(max(usual[k], 1))})
        for _ in range(self.dice.choice((0, 0, 1, 2, 3, 5, 8))):
            k = self.dice.randrange(len(usual))
            amount = self.dice.choice(
                (
                    1,
                    self.dice.randint(1, 5000),
                    max(usual[k], 1),
                    max(usual[k] * 2 + 37, 1),
                    max(usual[k] // 3, 1),
                    max(usual[k] - 1, 1),
                    max(usual[k] + 1, 1),
                    max(sum(usual) // 4, 1),
                    sum(usual) + 12345 if self.chance(0.1) else 20000,
                )
            )
            repayment = {
                "on": self.day_near(dues, start, as_of).isoformat(),
                "amount": money(amount),
            }
            if self.chance(0.15):
                repayment["prepays"] = True
            made.append(repayment)
            if self.chance(0.2):
                made.append({"on": repayment["on"], "amount": money(self.dice.randint(1, 99999))})
        self.dice.shuffle(made)
        return made

    def loan(self, name):
        dice = self.dice
        shape = dice.choice(SHAPES)
        start = dice.choice(STARTS)
        if self.chance(0.5):
            start += timedelta(days=dice.randint(0, 60))
        principal = self.amount(300, 60000)
        loan = {
            "id": name,
            "lender_kind": dice.choice(LENDERS),
            "disbursed_on": start.isoformat(),
            "contract_amount": money(principal),
            "repayment": shape,
        }
        if shape != "rows" or self.chance(0.75):
            loan["rate"] = self.rate()
        if self.chance(0.55):
            loan["interest_basis"] = dice.choice(("monthly", "act/360", "act/365"))
        if shape == "rows":
            loan["rows"] = self.rows(start, principal, dice.randint(1, 12))
            dues = [date.fromisoformat(row["due"]) for row in loan["rows"]]
        else:
            count = 1 if shape == "bullet" else dice.choice((1, 2, 3, 6, 6, 9, 12, 12, 18, 24))
            first = self.first_due(start)
            if shape == "bullet" and self.chance(0.5):
                first = start + timedelta(days=dice.randint(1, 500))
            loan["installments"] = count
            loan["first_due"] = first.isoformat()
            dues = [reconcile.months_later(first, k) for k in range(count)]
        charges = self.charges(principal, shape)
        if charges:
            loan["charges"] = charges
        if self.chance(0.12):
            loan["disbursed_amount"] = money(principal - dice.randint(1, principal // 5))
        terms = self.default_interest()
        if terms is not None:
            loan["default_interest"] = terms
        if self.chance(0.4):
            loan["default_basis"] = dice.choice(("act/360", "act/365"))
        if self.chance(0.4):
            loan["default_on"] = dice.choice(("principal", "principal-and-interest"))
        if self.chance(0.3):
            loan["liquidated_damages"] = {dice.choice(("once", "each")): money(self.amount(1, 200))}

        span = (dues[-1] - start).days
        as_of = start + timedelta(days=dice.randint(0, span + 150))
        if self.chance(0.35):
            as_of = dice.choice(dues)
        elif self.chance(0.2):
            as_of = dice.choice(dues) + timedelta(days=1)
        loan["as_of"] = as_of.isoformat()
        if self.chance(0.2):
            loan["enforcement_costs"] = {
                "on": self.day_near(dues, start, as_of).isoformat(),
                "amount": money(self.amount(1, 900)),
            }
        if self.chance(0.22):
            loan["accelerated_on"] = self.day_near(dues, start, as_of).isoformat()
        chosen = {}
        if self.chance(0.5):
            chosen["order"] = dice.choice(tuple(reconcile.ORDERS))
        if self.chance(0.5):
            chosen["spread"] = dice.choice(("by-installment", "whole-loan"))
        if self.chance(0.25):
            chosen["principal"] = dice.choice(("contract", "received"))
        if chosen:
            loan["basis"] = chosen
        repayments = self.repayments(loan, dues, start, as_of)
        if repayments:
            loan["repayments"] = repayments
        if self.chance(0.6):
            on = as_of
            if self.chance(0.4):
                on = start + timedelta(days=dice.randint(0, max(0, (as_of - start).days)))
            claim = {
                "on": on.isoformat(),
                "source": "app",
                "scope": dice.choice(("overdue", "everything", "unknown")),
                "total": money(self.amount(100, 70000)),
            }
            for component in reconcile.WITH_COSTS:
                if self.chance(0.4):
                    claim[component] = money(self.amount(0, 9000))
            loan["claim"] = claim
        return loan


def loans(seed, count):
    """The loans of a seed; each is drawn on its own, so a count can grow."""
    for number in range(count):
        yield Draw(random.Random(f"{seed}/{number}")).loan(f"s{seed}-{number}")


def answered(loan):
    """A loan with its figures, and what they leave open."""
    answer = {"loan": loan, "expected": reconcile.statement(loan)}
    reading = reconcile.decided_reading(loan)
    if reading:
        answer["decided"] = reading
    return answer


def line(value):
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def main():
    seed, count = sys.argv[1], int(sys.argv[2])
    for loan in loans(seed, count):
        print(line(answered(loan) if "--answered" in sys.argv else loan))


if __name__ == "__main__":
    main()
