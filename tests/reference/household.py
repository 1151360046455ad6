"""Amounts in capital numerals, and months from other periods, reckoned a second time from the rules
alone, with Python's standard library and exact fractions. Reads one JSON object, prints one."""

import json
import sys
from fractions import Fraction

DIGITS = "零壹贰叁肆伍陆柒捌玖"
TIMES_A_YEAR = {"week": 52, "fortnight": 26, "month": 12, "quarter": 4, "half-year": 2, "season": 1, "year": 1}


def section(number):
    """Up to four places, gaps within them written once."""
    out, gap = "", False
    for place, unit in ((1000, "仟"), (100, "佰"), (10, "拾"), (1, "")):
        digit = number // place % 10
        if digit == 0:
            gap = bool(out)
        else:
            out += ("零" if gap else "") + DIGITS[digit] + unit
            gap = False
    return out


def whole(number):
    if number == 0:
        return DIGITS[0]
    sections = []
    while number:
        sections.append(number % 10_000)
        number //= 10_000
    out, gap = "", False
    for power in range(len(sections) - 1, -1, -1):
        part = sections[power]
        if part == 0:
            gap = bool(out)
            if power == 2 and out:
                out += "亿"
            continue
        out += ("零" if out and (gap or part < 1000) else "") + section(part)
        out += ("", "万", "亿", "万")[power]
        gap = False
    return out


def capitals(fen):
    yuan, jiao, cent = fen // 100, fen // 10 % 10, fen % 10
    out = "人民币"
    if yuan or not (jiao or cent):
        out += whole(yuan) + "元"
    if not (jiao or cent):
        return out + "整"
    if yuan and (jiao == 0 or yuan % 10 == 0):
        out += "零"
    out += DIGITS[jiao] + "角" if jiao else ""
    return out + (DIGITS[cent] + "分" if cent else "整")


def a_month(fen, every):
    """Half a fen goes up, as everywhere."""
    exact = Fraction(fen * TIMES_A_YEAR[every], 12)
    return int(exact + Fraction(1, 2))


if __name__ == "__main__":
    asked = json.load(sys.stdin)
    json.dump(
        {
            "capitals": [capitals(fen) for fen in asked.get("capitals", [])],
            "monthly": [a_month(fen, every) for fen, every in asked.get("monthly", [])],
        },
        sys.stdout,
        ensure_ascii=False,
    )
