#!/usr/bin/env python3
"""Loans in the shape of the demo's, one JSON object a line, the same for the same seed.

    loans.py COUNT [SEED] > loans.jsonl

Equal instalments over 12 to 36 months at a bank, a consumer-finance or a micro-loan company; paid
on time at first, then late, in part or not at all, and a claim that is a little too high.
"""

import random
import sys
from calendar import monthrange
from datetime import date, timedelta

KINDS = (("bank", "0.15"), ("consumer-finance", "0.234"), ("micro-loan", "0.239"))
AS_OF = date(2026, 11, 21)


def months_later(day, count):
    """The same day of a later month, clamped to the month's end."""
    months = day.year * 12 + day.month - 1 + count
    year, month = divmod(months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def yuan(fen):
    """Whole fen as an amount of the format."""
    return f"{fen // 100}.{fen % 100:02d}"


def loan(number, dice):
    """One loan, as a line of the format (spelt by hand: a hundred thousand have to be drawn soon)."""
    kind, rate = KINDS[number % len(KINDS)]
    count = dice.randrange(12, 37)
    amount = dice.randrange(30, 600) * 10_000
    disbursed = months_later(AS_OF, -dice.randrange(6, 30)) - timedelta(days=dice.randrange(28))
    first = months_later(disbursed, 1)
    each = dice.choice((0, 0, 2_400, 8_000))
    payment = round(amount * (float(rate) / 12 + 1 / count) * 0.97) + each
    repayments = []
    for number_due in range(dice.randrange(3, count + 1)):
        due = months_later(first, number_due)
        late = dice.choice((0, 0, 0, 2, 9, 25)) if number_due > 2 else 0
        on = due + timedelta(days=late)
        if on > AS_OF:
            break
        paid = payment if dice.random() < 0.85 else payment * dice.randrange(20, 100) // 100
        repayments.append(f'{{"on":"{on}","amount":"{yuan(paid)}"}}')
    charges = f'"charges":[{{"kind":"guarantee","each":"{yuan(each)}"}}],' if each else ""
    assisted = '"platform_assisted":true,' if kind == "bank" else ""
    return (
        f'{{"id":"L{number}","lender_kind":"{kind}",{assisted}"disbursed_on":"{disbursed}",'
        f'"contract_amount":"{yuan(amount)}","rate":{{"annual":"{rate}"}},'
        f'"repayment":"equal-installment","installments":{count},"first_due":"{first}",{charges}'
        f'"default_interest":{{"multiple":"1.5"}},"repayments":[{",".join(repayments)}],'
        f'"claim":{{"on":"{AS_OF}","scope":"everything","total":"{yuan(amount)}"}},'
        f'"as_of":"{AS_OF}"}}'
    )


def main():
    count = int(sys.argv[1])
    dice = random.Random(sys.argv[2] if len(sys.argv) > 2 else "demo")
    for number in range(1, count + 1):
        print(loan(number, dice))


if __name__ == "__main__":
    main()
