#!/usr/bin/env python3
"""Internal rates by halving, in decimals of 50 digits.

    internal_rate.py < flows.jsonl

A line is [[days, fen], …]; the answer is the one effective annual rate, act/365, to eight decimals,
between -99 % and 10,000 %, or "none" where the ends of that range have one sign.
"""

import json
import sys
from decimal import Decimal, getcontext

getcontext().prec = 50
LOW, HIGH = Decimal("-0.99"), Decimal(100)


def worth(flows, rate):
    return sum(fen * (1 + rate) ** (-Decimal(days) / 365) for days, fen in flows)


def rate(flows):
    low, high = LOW, HIGH
    up = worth(flows, low) > 0
    if up == (worth(flows, high) > 0):
        return "none"
    for _ in range(45):
        middle = (low + high) / 2
        if (worth(flows, middle) > 0) == up:
            low = middle
        else:
            high = middle
    return f"{(low + high) / 2:.8f}"


for line in sys.stdin:
    print(rate(json.loads(line)))
