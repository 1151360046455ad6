#!/usr/bin/env python3
"""Contacts of a log counted against the rules about contact, a second time.

Written from the rules' own words, with the standard library alone, and slowly: what an entry leaves
open is filled in every way it can be, and a count runs from the fewest to the most of them.

    conduct.py draw SEED COUNT    draws COUNT logs and answers them, one JSON object a line
    conduct.py answer             reads objects with a log, writes them with their answers
"""

import itertools
import json
import random
import sys
from datetime import date, datetime, timedelta
from pathlib import Path

# What the rules say. Days are the first on which a source is in force.
GBT = "2025-02-28"   # the national standard
CBA = "2026-01-30"   # the association's guideline
NIFA = "2018-03-28"  # the association's pact; its day is read from the book below
CALLS, MESSAGES, VISITS = {"call"}, {"message"}, {"visit"}
OTHERS = {"family", "emergency-contact", "colleague", "neighbour"}
EVERYBODY = ["borrower", "family", "emergency-contact", "colleague", "neighbour", "public"]
RULES = {
    "quiet-hours": dict(kinds={"call", "message", "visit"}, quiet=True, unless="consented"),
    "connected-calls-3-a-day": dict(kinds=CALLS, limit=3, answered=True, target={"borrower"}, interactive=True),
    "unanswered-attempts-6-a-day": dict(kinds=CALLS, limit=6, answered=False, by_called=True),
    "debtor-first": dict(kinds={"call", "message", "visit"}, target=OTHERS, unless="unreachable"),
    "two-visitors": dict(kinds=VISITS, fewest=2),
    "no-third-party-disclosure": dict(kinds={"call", "message", "visit", "letter"}, target=set(EVERYBODY[1:]), confirmed=True),
    "no-threats-insults": dict(kinds={"call", "message", "visit", "letter"}, confirmed=True),
    "no-entry-without-consent": dict(kinds=VISITS, confirmed=True),
}
ABOUT = 60      # minutes to either side of a time that is only about right
RING = 5        # minutes a missed call rings at most
MOST_DAYS = 366


def in_force(book):
    """For every rule the spans of its sources, from the book's own dates."""
    import tomllib
    spans = {}
    instruments, provisions = {}, {}
    for path in sorted((book / "law").glob("*.toml")):
        table = tomllib.loads(path.read_text())
        instruments.update({i["id"]: i for i in table.get("instrument", [])})
        provisions.update({p["id"]: p for p in table.get("provision", [])})
    for path in sorted((book / "conduct").glob("*.toml")):
        for rule in tomllib.loads(path.read_text())["rule"]:
            spans[rule["id"]] = [
                (provisions[s].get("from") or instruments[provisions[s]["instrument"]]["from"],
                 provisions[s].get("until") or instruments[provisions[s]["instrument"]].get("until"))
                for s in rule["sources"]
            ]
    return spans


SPANS = in_force(Path(__file__).resolve().parent.parent.parent / "content")


def holds(rule, day):
    return any(a <= day and (b is None or day <= b) for a, b in SPANS[rule])


def quiet(minute):
    hour = minute.hour
    return hour >= 22 or hour < 8


def stamp(text):
    """(datetime, has a time, has seconds)"""
    text = text.removesuffix("+08:00")
    if "T" not in text:
        return datetime.fromisoformat(text), False, False
    return datetime.fromisoformat(text), True, text.count(":") == 2


def floor(at):
    return at.replace(second=0)


def spread(text, precision):
    at, timed, _ = stamp(text)
    if timed and precision == "about":
        return at - timedelta(minutes=ABOUT), at + timedelta(minutes=ABOUT)
    if timed and precision != "day":
        return at, at
    midnight = at.replace(hour=0, minute=0, second=0)
    return midnight, midnight + timedelta(hours=23, minutes=59)


class Entry:
    def __init__(self, line, members, lenders):
        self.seq = line["seq"]
        self.m = members
        self.kind = members["kind"]
        precision = members.get("precision")
        self.lo, self.hi = spread(members["occurred_at"], precision)
        at, timed, self.seconds = stamp(members["occurred_at"])
        written = stamp(line["recorded_at"])[0]
        if precision == "about" and timed and floor(written) == floor(at):
            self.lo, self.hi = at.replace(hour=0, minute=0, second=0), at
        self.end = None
        if "occurred_until" in members:
            a, b = spread(members["occurred_until"], precision)
            self.end = max(a, self.lo), max(b, self.hi)
        party = members.get("party", {})
        self.lender = lenders(members.get("loan"), party.get("principal"))
        self.caller = "".join(c for c in party.get("phone", "") if c.isdigit()) or None
        self.imported = "imported" in members
        self.conduct = set(members.get("conduct", []))
        self.perhaps = None

    def get(self, name):
        return self.m.get(name)

    def long(self):
        """Longer than one missed call rings, and not the length a list gives of one call."""
        if self.end is None or self.imported:
            return False
        span = self.end[1] - self.hi
        return span > timedelta(minutes=RING) if self.kind == "call" else span > timedelta(0)

    def several(self, answered):
        if self.kind == "call":
            return self.long() and answered is False
        return self.kind == "message" and self.long()

    def times(self, several):
        stated = self.get("times")
        if stated:
            return stated, stated
        return (1, None) if several else (1, 1)

    def days(self, several):
        last = self.end[1] if several and self.end else self.hi
        out, day = [], self.lo.date()
        while day <= last.date() and len(out) < MOST_DAYS:
            out.append(day.isoformat())
            day += timedelta(days=1)
        return out

    def quiet_outcomes(self, several):
        """Every answer to "was it in quiet hours", over every time it can have been."""
        out = set()
        beginnings = minutes(self.lo, self.hi)
        if self.end is None:
            return {quiet(b) for b in beginnings}
        first, last = self.end
        if several:
            ends = minutes(first, last)
            for b in beginnings:
                out.update({quiet(b) or quiet(e) for e in ends})
            if any(quiet(m) for m in minutes(self.lo, max(last, self.hi))):
                out.add(True)
            return out
        reach = minutes(self.lo, max(last, self.hi))
        sums = [0]
        for m in reach:
            sums.append(sums[-1] + quiet(m))
        place = {m: i for i, m in enumerate(reach)}

        def touched(b, end):
            stop = floor(end - timedelta(seconds=1))
            return quiet(b) or (stop in place and stop >= b and sums[place[stop] + 1] > sums[place[b]])

        for b in beginnings:
            out.update({touched(b, first), touched(b, last)})
        return out


def minutes(a, b):
    a = floor(a)
    out = []
    while a <= b:
        out.append(a)
        a += timedelta(minutes=1)
    return out


def lender_of(loans):
    bare = lambda text: "".join((text or "").split())
    names = {l["id"]: bare(l.get("lender")) or l["id"] for l in loans}
    products = {}
    for l in loans:
        if bare(l.get("product")):
            products.setdefault(bare(l["product"]), set()).add(names[l["id"]])

    def told(loan, principal):
        if loan:
            return names.get(loan, loan)
        name = bare(principal)
        if not name:
            return None
        if name not in names.values() and len(products.get(name, ())) == 1:
            return next(iter(products[name]))
        return name

    return told


COUNTED = {"call", "message", "visit", "letter", "statement", "agreement"}
FILLED = ["direction", "channel", "target", "answered", "robot", "interactive", "times", "consented", "unreachable"]


def entries(case):
    """The log as it stands: amended, without what was withdrawn or is about somebody else."""
    standing, withdrawn, unread = {}, set(), []
    order = []
    for line in case["lines"]:
        content = line["content"]
        if content is None:
            order.append((line, None))
        elif content["kind"] == "amendment":
            target = standing.get(content["amends"])
            if target is None:
                continue
            if content.get("withdrawn"):
                withdrawn.add(content["amends"])
            for name, value in content.items():
                if name == "content_kind":
                    target["kind"] = value
                elif name not in ("kind", "amends", "withdrawn"):
                    target[name] = value
        else:
            standing[line["seq"]] = dict(content)
            order.append((line, standing[line["seq"]]))
    wanted = case.get("wanted", {})
    lenders = lender_of(case["loans"])
    mine = lenders(wanted["loan"], None) if wanted.get("loan") else None
    out, gone, others = [], [], []
    for line, members in order:
        if line["seq"] in withdrawn:
            gone.append(line["seq"])
        elif members is None:
            unread.append(line["seq"])
        elif members["kind"] in COUNTED:
            entry = Entry(line, members, lenders)
            last = (entry.end[1] if entry.end else entry.hi).date().isoformat()
            first = entry.lo.date().isoformat()
            if wanted.get("from", first) > last or wanted.get("to", last) < first:
                continue
            if mine and entry.lender and entry.lender != mine:
                others.append(line["seq"])
                continue
            out.append(entry)
    return out, gone, unread, others


def doubles(listed):
    kept, found = [], []

    def alike(a, b):
        if a.kind != "call" or b.kind != "call" or a.caller is None or a.caller != b.caller:
            return None
        for e in (a, b):
            if e.lo != e.hi or (e.long() and e.get("answered") is not True):
                return None
        for name in ("direction", "answered", "robot", "interactive", "target", "times"):
            if a.get(name) is not None and b.get(name) is not None and a.get(name) != b.get(name):
                return None
        if a.lender and b.lender and a.lender != b.lender:
            return None
        if a.seconds and b.seconds:
            return "same" if a.lo == b.lo else None
        return "perhaps" if floor(a.lo) == floor(b.lo) else None

    for entry in listed:
        same = next((k for k in kept if alike(k, entry) == "same"), None)
        if same:
            found.append([entry.seq, same.seq, True])
            for name in FILLED:
                if same.get(name) is None and entry.get(name) is not None:
                    same.m[name] = entry.get(name)
            same.lender = same.lender or entry.lender
            same.end = same.end or entry.end
            same.conduct |= entry.conduct
            same.imported |= entry.imported
            continue
        perhaps = next((k for k in kept if alike(k, entry) == "perhaps"), None)
        if perhaps:
            entry.perhaps = perhaps.seq
            found.append([entry.seq, perhaps.seq, False])
        kept.append(entry)
    return kept, found


# Every value a member can have, for those that rules look at.
CAN_BE = {
    "direction": ["in", "out"], "answered": [True, False], "robot": [True, False], "interactive": [True, False],
    "target": EVERYBODY, "people": [1, 2], "consented": [True, False], "unreachable": [True, False],
}


def members_of_rule(rule):
    names = ["direction"]
    names += ["target"] if "target" in rule else []
    names += ["answered"] if "answered" in rule or "quiet" in rule else []
    names += ["robot", "interactive"] if "interactive" in rule else []
    names += ["people"] if "fewest" in rule else []
    names += [rule["unless"]] if "unless" in rule else []
    return names


def weigh(name, entry, day):
    """What the entry adds to a rule's count on a day: (surely, possibly, members that decide)."""
    rule = RULES[name]
    if entry.kind not in rule["kinds"] or rule.get("confirmed") and name not in entry.conduct:
        return None
    names = members_of_rule(rule)
    # Several missed calls, or one that lasted: that bears on the day and the hour.
    names = [n for n in names if n != "answered" or entry.kind == "call"]
    if entry.kind == "call" and entry.long() and "answered" not in names:
        names.append("answered")
    cached = {}

    def fits(full, on_day, is_quiet):
        return (
            on_day
            and full["direction"] == "in"
            and ("target" not in rule or full["target"] in rule["target"])
            and ("answered" not in rule or full["answered"] == rule["answered"])
            and ("interactive" not in rule or not full["robot"] or full["interactive"])
            and ("fewest" not in rule or full["people"] < rule["fewest"])
            and ("unless" not in rule or not full[rule["unless"]])
            and ("quiet" not in rule or is_quiet)
        )

    def time_outcomes(answered):
        if answered not in cached:
            several = entry.several(answered)
            days = entry.days(several)
            on = {True} if days == [day] else ({True, False} if day in days else {False})
            still = entry.quiet_outcomes(several) if "quiet" in rule else {False}
            cached[answered] = list(itertools.product(on, still))
        return cached[answered]

    known = {n: entry.get(n) for n in names}
    # A person one can talk with is as good as any: where one could, it matters not who spoke.
    if known.get("interactive") is True and known.get("robot") is None:
        known["robot"] = False
    if known.get("robot") is False:
        known["interactive"] = True
    free = [n for n in names if known[n] is None]
    results = {}
    for values in itertools.product(*(CAN_BE[n] for n in free)):
        full = dict(known, **dict(zip(free, values)))
        for outcome in time_outcomes(full.get("answered")):
            results[values, outcome] = fits(full, *outcome)
    if not any(results.values()):
        return None
    deciding = set()
    for place, member in enumerate(free):
        for (values, outcome), result in results.items():
            for other in CAN_BE[member]:
                changed = values[:place] + (other,) + values[place + 1:]
                if member == "answered" and (changed, outcome) not in results:
                    continue
                if results.get((changed, outcome), result) != result:
                    deciding.add(member)
    for (values, outcome), result in results.items():
        for (others, another), different in results.items():
            if values == others and result != different:
                deciding.add("occurred_at")
    # With all else the same, whether calls were answered says too whether they were one or several.
    if "answered" in free and entry.long():
        at = free.index("answered")
        by_rest = {}
        for (values, _), result in results.items():
            rest = values[:at] + values[at + 1:]
            by_rest.setdefault(rest, {}).setdefault(values[at], set()).add(result)
        if any(len({frozenset(r) for r in answers.values()}) > 1 for answers in by_rest.values()):
            deciding.add("answered")
    # Of a machine one asks first whether it was one.
    if "robot" in free:
        deciding.discard("interactive")
    if entry.perhaps is not None:
        deciding.add("double")
    return deciding


def count_rule(name, listed, wanted):
    rule = RULES[name]
    counts = "limit" in rule
    by_day, silent = {}, []
    for entry in listed:
        if entry.kind in ("statement", "agreement"):
            continue
        days = {d for several in ((True, False) if entry.long() else (False,)) for d in entry.days(several)}
        for day in sorted(days):
            if wanted.get("from", day) > day or wanted.get("to", day) < day:
                continue
            deciding = weigh(name, entry, day)
            if deciding is not None:
                called = entry.get("target") if rule.get("by_called") else None
                by_day.setdefault(day, []).append((entry, (entry.lender, called), deciding))
    hits = []
    for day, candidates in by_day.items():
        if not holds(name, day):
            silent.append([name, day, [e.seq for e, _, _ in candidates]])
            continue
        keys = {key for _, key, _ in candidates}
        can_be = lambda a, b: all(x is None or x == y for x, y in zip(a, b))
        if counts:
            keys = {k for k in keys if not any(o != k and can_be(k, o) for o in keys)}
        for key in keys:
            least, most, touched = 0, 0, []
            for entry, own, deciding in candidates:
                if not (can_be(own, key) if counts else own == key):
                    continue
                missing = set(deciding)
                if counts and own[0] is None:
                    missing.add("party.principal")
                if rule.get("by_called") and own[1] is None:
                    missing.add("target")
                answered = rule.get("answered", entry.get("answered"))
                several = entry.several(answered)
                if answered is None and entry.kind == "call":
                    several = entry.long()
                low, high = entry.times(several)
                sure = not missing
                least += low if sure else 0
                most = None if most is None or high is None else most + high
                if counts and high != low:
                    missing.add("times")
                touched.append([entry.seq, sure, sorted(missing)])
            limit = rule.get("limit", 0)
            if most is not None and most <= limit:
                continue
            hits.append(dict(rule=name, day=day, lender=key[0], called=key[1], at_least=least, at_most=most,
                             limit=limit, certainty="certain" if least > limit else "possible", entries=touched))
    return hits, silent


def figures(listed, wanted):
    """Calls, messages, visits and letters by day: every entry filled in every way."""
    days = {}
    for entry in listed:
        if entry.kind in ("statement", "agreement") or entry.get("direction") == "out":
            continue
        unsure = entry.get("direction") is None or entry.perhaps is not None
        answers = [entry.get("answered")] if entry.get("answered") is not None else [True, False]
        possible = sorted({d for a in answers for d in entry.days(entry.several(a))})
        for day in possible:
            if wanted.get("from", day) > day or wanted.get("to", day) < day:
                continue
            row = days.setdefault(day, {n: [0, 0] for n in
                                        ("connected", "unanswered", "robot", "messages", "visits", "letters", "third_parties")})
            doubt = unsure or len(possible) > 1

            def add(name, sure, several):
                low, high = entry.times(several)
                low = 0 if doubt or not sure else low
                old = row[name]
                row[name] = [old[0] + low, None if old[1] is None or high is None else old[1] + high]

            if entry.kind == "call":
                sure = len(answers) == 1
                if True in answers:
                    add("connected", sure, entry.several(True))
                    if entry.get("robot") is not False:
                        add("robot", sure and entry.get("robot") is True, entry.several(True))
                if False in answers:
                    add("unanswered", sure, entry.several(False))
            else:
                add({"message": "messages", "visit": "visits", "letter": "letters"}[entry.kind], True, entry.several(None))
            if entry.get("target") != "borrower":
                add("third_parties", entry.get("target") is not None, any(entry.several(a) for a in answers))
    return days


def answer(case):
    listed, gone, unread, others = entries(case)
    listed, twice = doubles(listed)
    wanted = case.get("wanted", {})
    hits, silent = [], []
    for name in RULES:
        found, still = count_rule(name, listed, wanted)
        hits += found
        silent += still
    hits.sort(key=lambda h: (h["day"], h["rule"], h["lender"] or "", h["called"] or ""))
    unknowns = {}
    for hit in hits:
        if hit["certainty"] == "possible":
            for seq, _, missing in hit["entries"]:
                for member in missing:
                    unknowns.setdefault((seq, member), set()).add(hit["rule"])
    bearing = {}
    for entry in listed:
        own = [(h, t) for h in hits for t in h["entries"] if t[0] == entry.seq]
        if entry.kind in ("statement", "agreement"):
            word = "helpful"
        elif entry.get("direction") == "out":
            word = "own"
        elif not own:
            word = "neutral"
        else:
            word = "touched" if any(h["certainty"] == "certain" and t[1] for h, t in own) else "open"
        bearing[str(entry.seq)] = word
    return dict(
        hits=hits, silent=sorted(silent), withdrawn=gone, unread=unread, other_lenders=others, doubles=twice,
        unknowns=[[seq, member, sorted(rules)] for (seq, member), rules in sorted(unknowns.items())],
        days=figures(listed, wanted), bearing=bearing,
    )


def draw(rng):
    """A log in which things crowd together: few days, few numbers, much left open."""
    loans = rng.choice([
        [],
        [dict(id="A1", lender="甲银行", product="甲贷"), dict(id="A2", lender="乙消费金融", product="乙钱包")],
        [dict(id="A1", lender="甲银行", product="甲贷"), dict(id="A2", lender="甲 银行"), dict(id="A3")],
    ])
    first = rng.choice([date(2026, 10, 18), date(2026, 1, 28), date(2025, 2, 26), date(2026, 3, 5)])
    open_share = rng.choice([0.05, 0.2, 0.5])
    some = lambda make: None if rng.random() < open_share else make()
    lines = []
    for seq in range(1, rng.randint(4, 26) + 1):
        recorded = datetime(2026, 11, 21, 10, 0, 0)
        earlier = [l for l in lines if l["content"] and l["content"]["kind"] != "amendment"]
        roll = rng.random()
        if roll < 0.04 and earlier:
            content = dict(kind="amendment", amends=rng.choice(earlier)["seq"], withdrawn=True)
        elif roll < 0.12 and earlier:
            content = dict(kind="amendment", amends=rng.choice(earlier)["seq"],
                           **rng.choice([dict(answered=False), dict(answered=True, robot=False), dict(target="borrower"),
                                         dict(consented=False), dict(times=rng.randint(1, 9)), dict(loan="A1"),
                                         dict(content_kind="message")]))
        elif roll < 0.14:
            content = None
        elif roll < 0.22 and earlier:
            content = dict(rng.choice(earlier)["content"])
            for name in rng.sample(["answered", "robot", "target", "loan", "times"], 2):
                content.pop(name, None)
            if rng.random() < 0.5 and content["occurred_at"].count(":") == 2:
                content["occurred_at"] = content["occurred_at"].replace("+08:00", ":30+08:00")
        else:
            content = entry(rng, first, some, loans)
            if content.get("precision") == "about" and rng.random() < 0.2:
                recorded = stamp(content["occurred_at"])[0]
        lines.append(dict(seq=seq, recorded_at=recorded.strftime("%Y-%m-%dT%H:%M:%S+08:00"), content=content))
    wanted = {}
    if rng.random() < 0.15:
        wanted["from"] = (first + timedelta(days=1)).isoformat()
    if rng.random() < 0.15:
        wanted["to"] = (first + timedelta(days=rng.randint(1, 2))).isoformat()
    if loans and rng.random() < 0.2:
        wanted["loan"] = rng.choice(loans)["id"]
    return dict(loans=loans, lines=lines, wanted=wanted)


def entry(rng, first, some, loans):
    kind = rng.choices(["call", "message", "visit", "letter", "statement", "payment"], [20, 3, 2, 1, 0.5, 0.5])[0]
    day = first + timedelta(days=rng.choice([0, 0, 0, 0, 1, 2]))
    hour = rng.choice([0, 6, 7, 8, 9, 10, 12, 15, 18, 20, 21, 22, 23])
    at = datetime(day.year, day.month, day.day, hour, rng.choice([0, 1, 5, 30, 59]), rng.choice([0, 15, 59]))
    shape = rng.random()
    content = dict(kind=kind, summary="x")
    if shape < 0.08:
        content.update(occurred_at=day.isoformat(), precision="day")
    else:
        seconds = rng.random() < 0.3
        text = at.strftime("%Y-%m-%dT%H:%M:%S" if seconds else "%Y-%m-%dT%H:%M") + "+08:00"
        content.update(occurred_at=text, precision="about" if shape < 0.2 else "exact")
        if rng.random() < 0.2:
            until = at + timedelta(minutes=rng.choice([0, 1, 4, 6, 30, 90, 300, 600, 1500]))
            content["occurred_until"] = until.strftime("%Y-%m-%dT%H:%M:%S" if seconds else "%Y-%m-%dT%H:%M") + "+08:00"
    members = dict(
        direction=some(lambda: rng.choices(["in", "out"], [12, 1])[0]),
        target=some(lambda: rng.choices(EVERYBODY, [12, 1, 1, 1, 1, 1])[0]),
    )
    if kind == "call":
        members["answered"] = some(lambda: rng.random() < 0.4)
        members["robot"] = some(lambda: rng.random() < 0.2)
        members["interactive"] = rng.choice([None, None, None, True, False])
    if kind == "visit":
        members["people"] = some(lambda: rng.randint(0, 3))
    members["times"] = rng.choices([None, rng.randint(1, 9)], [8, 1])[0]
    members["consented"] = rng.choice([None, False, False, True])
    members["unreachable"] = rng.choice([None, False, True])
    if loans and rng.random() < 0.5:
        members["loan"] = some(lambda: rng.choice(loans)["id"])
    party = dict(
        phone=some(lambda: rng.choice(["13800000001", "138 0000 0002", "02100000003"])),
        principal=some(lambda: rng.choice(["甲银行", "乙钱包", "丙小贷"])),
        employer=rng.choice([None, "丁公司", "戊公司"]),
    )
    party = {k: v for k, v in party.items() if v is not None}
    if party:
        members["party"] = party
    if rng.random() < 0.1:
        members["conduct"] = rng.sample(["no-threats-insults", "no-third-party-disclosure", "no-entry-without-consent"], 1)
    if rng.random() < 0.1:
        members["imported"] = dict(file="x.csv", line=1, sha256="0" * 64)
    content.update({k: v for k, v in members.items() if v is not None})
    return content


def main():
    if sys.argv[1:2] == ["draw"]:
        rng = random.Random(int(sys.argv[2]))
        cases = (draw(rng) for _ in range(int(sys.argv[3])))
    else:
        cases = (json.loads(line) for line in sys.stdin)
    for case in cases:
        case["answer"] = answer(case)
        print(json.dumps(case, ensure_ascii=False, sort_keys=True))


if __name__ == "__main__":
    main()
