#!/usr/bin/env python3
"""Writes the loans on file of tests/oracle anew.

    build_corpus.py

`answered.jsonl`: the worked case, then 600 drawn loans whose figures the
written rules settle. `decided.jsonl`: drawn loans on which the rules leave
room for another reading, each with the name of the one taken.
"""

from datetime import date
from pathlib import Path

import random_loans
import reconcile

SEED = "on file"
SETTLED = 600
OF_EACH_READING = 5
DRAWN_AT_MOST = 3000


def worked_case():
    """The three loans whose figures were worked by hand."""
    terms = (
        ("A1", "bank", "30000", "0.15", 24, "2025-08-15", "2025-09-15", "1694.60", 10),
        ("A2", "consumer-finance", "18000", "0.234", 12, "2026-02-20", "2026-03-20", "1696.85", 4),
        ("A3", "micro-loan", "6000", "0.239", 6, "2026-04-10", "2026-05-10", "1070.85", 2),
    )
    claims = {"A1": ("everything", "21600"), "A2": ("everything", "14600"), "A3": ("overdue", "5280")}
    for name, lender, amount, rate, count, start, first, payment, paid in terms:
        first_due = date.fromisoformat(first)
        loan = {
            "id": name,
            "lender_kind": lender,
            "disbursed_on": start,
            "contract_amount": amount,
            "rate": {"annual": rate},
            "repayment": "equal-installment",
            "installments": count,
            "first_due": first,
            "default_interest": {"multiple": "1.5"},
            "repayments": [
                {"on": reconcile.months_later(first_due, k).isoformat(), "amount": payment}
                for k in range(paid)
            ],
            "claim": {
                "on": "2026-11-21",
                "source": "app",
                "scope": claims[name][0],
                "total": claims[name][1],
            },
            "as_of": "2026-11-21",
        }
        if name == "A1":
            loan["platform_assisted"] = True
            loan["charges"] = [{"kind": "guarantee", "each": "240"}]
        yield loan


def main():
    settled, decided, seen = [], [], {}
    for loan in worked_case():
        settled.append(random_loans.answered(loan))
    for loan in random_loans.loans(SEED, DRAWN_AT_MOST):
        answer = random_loans.answered(loan)
        reading = answer.get("decided")
        if reading is None:
            if len(settled) < SETTLED + 3:
                settled.append(answer)
        elif seen.setdefault(reading, 0) < OF_EACH_READING:
            seen[reading] += 1
            decided.append(answer)
    folder = Path(__file__).parent.parent / "oracle"
    for name, answers in (("answered", settled), ("decided", decided)):
        lines = "".join(random_loans.line(answer) + "\n" for answer in answers)
        (folder / f"{name}.jsonl").write_text(lines, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
