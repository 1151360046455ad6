#!/usr/bin/env python3
"""The work of `menshen audit` in pure Python with `decimal`: what its speed is held against.

    reference.py < loans.jsonl > answers.jsonl

It knows the loans of `loans.py` and no others. It checks the members of a loan, steps from event to
event, and gives the figures under the leading basis and the three others, the annual cost, the two
ceilings that count and the variance. The findings and the other ceilings, which menshen gives too,
are left out. It is lean where `tests/reference/reconcile.py` is deliberately slow and plain.
"""

import json
import re
import sys
from calendar import monthrange
from datetime import date
from decimal import ROUND_HALF_UP, Decimal, getcontext

getcontext().prec = 40
FEN = Decimal("0.01")
NOTHING = Decimal("0.00")
PARTS = ("principal", "interest", "default_interest", "charges")
ORDERS = {
    "civil-code-561": ("interest", "default_interest", "principal", "charges"),
    "lender-practice": ("charges", "default_interest", "interest", "principal"),
}
BASES = [(order, spread) for order in ORDERS for spread in ("by-installment", "whole-loan")]


AMOUNT = re.compile(r"(0|[1-9][0-9]{0,11})(\.[0-9]{1,2})?").fullmatch
RATE = re.compile(r"(0|[1-9][0-9]{0,3})(\.[0-9]{1,10})?").fullmatch
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}").fullmatch
# What each member takes: a form, members of its own, or a list of such.
LOAN = {
    "id": str.strip,
    "lender_kind": {"bank", "consumer-finance", "micro-loan"}.__contains__,
    "platform_assisted": None,
    "disbursed_on": DAY,
    "contract_amount": AMOUNT,
    "rate": {"annual": RATE},
    "repayment": {"equal-installment"}.__contains__,
    "installments": range(1, 601).__contains__,
    "first_due": DAY,
    "charges": [{"kind": {"guarantee"}.__contains__, "each": AMOUNT}],
    "default_interest": {"multiple": RATE},
    "repayments": [{"on": DAY, "amount": AMOUNT}],
    "claim": {"on": DAY, "scope": {"everything"}.__contains__, "total": AMOUNT},
    "as_of": DAY,
}


def members(pairs):
    """The members of an object; repeated ones are refused."""
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("repeated member")
    return found


def check(value, form, path=""):
    """Refuses what isn't of its form, by the member's path."""
    if isinstance(form, dict):
        for name, inner in value.items():
            if name not in form:
                raise ValueError(f"unknown member {path}.{name}")
            check(inner, form[name], f"{path}.{name}")
    elif isinstance(form, list):
        for place, inner in enumerate(value):
            check(inner, form[0], f"{path}.{place}")
    elif form is not None and not form(value):
        raise ValueError(f"not of its form: {path}")


def rounded(amount):
    """To the fen, half up: the one rounding."""
    return amount.quantize(FEN, ROUND_HALF_UP)


def months_later(day, count):
    """The same day of a later month, clamped to the month's end."""
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def schedule(loan):
    """The rows of an equal instalment plan: (due, principal, interest, charges)."""
    balance, count = Decimal(loan["contract_amount"]), loan["installments"]
    rate = Decimal(loan["rate"]["annual"])
    first = date.fromisoformat(loan["first_due"])
    charges = sum((Decimal(c["each"]) for c in loan.get("charges", ())), NOTHING)
    month = rate / 12
    power = (1 + month) ** count
    payment = rounded(balance * month * power / (power - 1))
    rows = []
    for number in range(count):
        interest = rounded(balance * rate / 12)
        principal = balance if number == count - 1 else min(max(payment - interest, 0), balance)
        balance -= principal
        rows.append((months_later(first, number), principal, interest, charges))
    return rows


class Owing:
    """An instalment that has fallen due."""

    __slots__ = ("due", "counted_to", "balance_days", "unpaid", "booked")

    def __init__(self, due, principal, interest, charges):
        self.due = self.counted_to = due
        self.balance_days = self.booked = NOTHING
        self.unpaid = {
            "principal": principal,
            "interest": interest,
            "default_interest": NOTHING,
            "charges": charges,
        }

    def advance(self, day, per_year):
        """Default interest to a day, accrued exactly, booked rounded."""
        if day > self.counted_to and self.unpaid["principal"]:
            self.balance_days += self.unpaid["principal"] * (day - self.counted_to).days
            accrued = rounded(self.balance_days * per_year / 360)
            self.unpaid["default_interest"] += accrued - self.booked
            self.booked = accrued
        self.counted_to = day

    def total(self):
        return sum(self.unpaid.values())


def replay(loan, rows, repayments, order, spread, as_of):
    """What is owed and what was paid on a day: (owing, not yet due, paid, waiting, fell short,
    principal repaid after each day on which some was)."""
    per_year = Decimal(loan["rate"]["annual"]) * Decimal(loan["default_interest"]["multiple"])
    owing, paid, waiting, fell_short = [], dict.fromkeys(PARTS, NOTHING), NOTHING, False
    repaid = []
    due = [row for row in rows if row[0] <= as_of]
    events = sorted({row[0] for row in due} | {on for on, _ in repayments if on <= as_of})
    next_row = next_repayment = 0
    for day in events:
        while next_row < len(due) and due[next_row][0] == day:
            owing.append(Owing(*due[next_row]))
            next_row += 1
        money, waiting = [waiting] if waiting else [], NOTHING
        while next_repayment < len(repayments) and repayments[next_repayment][0] == day:
            money.append(repayments[next_repayment][1])
            next_repayment += 1
        for amount in money:
            open_ones = [one for one in owing if one.total()]
            for one in open_ones:
                one.advance(day, per_year)
            if spread == "by-installment":
                places = ((one, part) for one in open_ones for part in ORDERS[order])
            else:
                places = ((one, part) for part in ORDERS[order] for one in open_ones)
            for one, part in places:
                taken = min(amount, one.unpaid[part])
                if taken:
                    one.unpaid[part] -= taken
                    paid[part] += taken
                    amount -= taken
            fell_short = fell_short or (not amount and any(one.total() for one in open_ones))
            waiting += amount
            repaid.append((day, paid["principal"]))
    for one in owing:
        one.advance(as_of, per_year)
    not_yet_due = sum((row[1] for row in rows[next_row:]), NOTHING)
    return owing, not_yet_due, paid, waiting, fell_short, repaid


def figures(loan, rows, position, as_of):
    """The figures of the statement, in yuan."""
    owing, not_yet_due, paid, waiting, _, _ = position
    late = [one for one in owing if one.due < as_of]
    unpaid_late = [one for one in late if one.total()]
    today = [one for one in owing if one.due == as_of]
    overdue = {part: sum((one.unpaid[part] for one in late), NOTHING) for part in PARTS}
    total = sum(overdue.values())
    due_today = sum((one.total() for one in today), NOTHING)
    since = min((one.due for one in unpaid_late), default=None)
    last_due = max((one.due for one in owing), default=date.fromisoformat(loan["disbursed_on"]))
    rate = Decimal(loan["rate"]["annual"])
    accrued = rounded(not_yet_due * (as_of - last_due).days * rate / 360)
    unpaid_principal = sum((one.unpaid["principal"] for one in owing), NOTHING)
    return {
        "overdue": {
            "installments": len(unpaid_late),
            "since": since and since.isoformat(),
            "days": (as_of - since).days if since else 0,
            **{part: str(amount) for part, amount in overdue.items()},
            "total": str(total),
        },
        "due_today": {"total": str(due_today)},
        "not_yet_due": {"principal": str(not_yet_due)},
        "outstanding": {"principal": str(not_yet_due + unpaid_principal)},
        "settlement": {"total": str(total + due_today + not_yet_due + accrued - waiting)},
        "paid": {
            **{part: str(amount) for part, amount in paid.items()},
            "total": str(sum(paid.values())),
            "unapplied": str(waiting),
        },
    }


def ceilings(loan, position, as_of):
    """What 24 % a year and one and a half times the contract rate allow, and what is above."""
    owing, _, paid, _, _, repaid = position
    balance = received = Decimal(loan["contract_amount"])
    day, fen_days = date.fromisoformat(loan["disbursed_on"]), NOTHING
    for on, principal in [*repaid, (as_of, NOTHING)]:
        if on > day:
            fen_days += balance * (on - day).days
            day = on
        balance = received - principal
    cost = rounded(fen_days * Decimal("0.24") / 365)
    per_year = Decimal(loan["rate"]["annual"]) * Decimal("1.5")
    bound = sum((rounded(one.balance_days * per_year / 360) for one in owing), NOTHING)
    parts = ("interest", "default_interest", "charges")
    charged = sum(paid[part] for part in parts)
    charged += sum((one.unpaid[part] for part in parts for one in owing), NOTHING)
    default = paid["default_interest"]
    default += sum((one.unpaid["default_interest"] for one in owing), NOTHING)
    return {
        name: {
            "limit": str(limit),
            "charged": str(amount),
            "excess": str(max(NOTHING, amount - limit)),
        }
        for name, limit, amount in (
            ("financial-loan-24-on-request", cost, charged),
            ("bank-default-rate-bound", bound, default),
        )
    }


def root(flows):
    """The rate at which flows of (years, amount) are worth nothing: Newton's steps."""
    rate = 0.2
    for _ in range(100):
        worth = slope = 0.0
        for years, amount in flows:
            discounted = amount * (1 + rate) ** -years
            worth += discounted
            slope -= years * discounted / (1 + rate)
        step = worth / slope
        rate -= step
        if abs(step) < 1e-13:
            break
    return rate


def annual_cost(loan, rows):
    """Nominal, effective and dated cost a year."""
    start = date.fromisoformat(loan["disbursed_on"])
    received = -float(loan["contract_amount"])
    payments = [(due, float(p + i + c)) for due, p, i, c in rows]
    effective = root([(0, received)] + [((k + 1) / 12, a) for k, (_, a) in enumerate(payments)])
    xirr = root([(0, received)] + [((due - start).days / 365, a) for due, a in payments])
    nominal = 12 * ((1 + effective) ** (1 / 12) - 1)
    return {"nominal": round(nominal, 8), "effective": round(effective, 8), "xirr": round(xirr, 8)}


def statement(loan):
    """The answer for one loan."""
    check(loan, LOAN)
    as_of = date.fromisoformat(loan["as_of"])
    rows = schedule(loan)
    repayments = sorted(
        (date.fromisoformat(r["on"]), Decimal(r["amount"])) for r in loan["repayments"]
    )
    leading = replay(loan, rows, repayments, *BASES[0], as_of)
    answer = {"id": loan["id"], "ok": True, **figures(loan, rows, leading, as_of)}
    answer["annual_cost"] = annual_cost(loan, rows)
    answer["ceilings"] = ceilings(loan, leading, as_of)
    known = {name: answer[name] for name in ("overdue", "settlement", "paid")}
    answer["alternatives"] = []
    for order, spread in BASES[1:]:
        if leading[4]:
            other = figures(loan, rows, replay(loan, rows, repayments, order, spread, as_of), as_of)
        else:
            other = known
        basis = {"order": order, "spread": spread}
        answer["alternatives"].append({"basis": basis, **other})
    everything = (
        Decimal(answer["overdue"]["total"])
        + Decimal(answer["due_today"]["total"])
        + Decimal(answer["not_yet_due"]["principal"])
    )
    answer["variance"] = {"total": str(Decimal(loan["claim"]["total"]) - everything)}
    return answer


def main():
    for line in sys.stdin:
        print(json.dumps(statement(json.loads(line, object_pairs_hook=members))))


if __name__ == "__main__":
    main()
