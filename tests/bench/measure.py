#!/usr/bin/env python3
"""Prints the table of speeds, each figure beside the limit it is held to. One command:

    python3 tests/bench/measure.py

Builds what it measures. Times are CPU times, in rounds that take turns, medians of each; counts of
instructions need valgrind and are left out without it. Exit code 1 where a limit is missed, or
where a figure of `menshen audit` isn't that of `reference.py`.
"""

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import venv
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
PYXIRR = """
import sys
from datetime import date, timedelta
from pyxirr import xirr
steps = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] * 3
dates = [date(2025, 1, 1)]
for step in steps:
    dates.append(dates[-1] + timedelta(days=step))
amounts = [-30000.0] + [1040.0] * 36
for _ in range(int(sys.argv[1])):
    xirr(dates, amounts)
"""
# Members whose figures the reference gives too.
SECTIONS = ("overdue", "due_today", "not_yet_due", "outstanding", "settlement", "paid", "variance")


class Cost:
    """What a process took: seconds of CPU (user and system), seconds of waiting, KiB at most."""

    def __init__(self, usage, wall):
        self.user, self.system, self.wall = usage.ru_utime, usage.ru_stime, wall
        self.cpu, self.peak = usage.ru_utime + usage.ru_stime, usage.ru_maxrss


def run(args, stdin=None, stdout=None, env=None):
    """Runs a process to its end and gives its cost."""
    with open(stdin or os.devnull, "rb") as source, open(stdout or os.devnull, "wb") as target:
        before = time.perf_counter()
        child = subprocess.Popen(args, stdin=source, stdout=target, env=env)
        _, status, usage = os.wait4(child.pid, 0)
        wall = time.perf_counter() - before
        child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode != 0:
        sys.exit(f"{args} ended with {child.returncode}")
    return Cost(usage, wall)


def built():
    """The program and the benchmark, as built now."""
    build = "cargo build --release --locked --bin menshen --bench one_loan --message-format=json"
    listed = subprocess.run(
        build.split(), cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True
    ).stdout
    executables = {}
    for line in listed.splitlines():
        found = json.loads(line)
        if found.get("executable"):
            executables[found["target"]["name"]] = found["executable"]
    return executables["menshen"], executables["one_loan"]


class Table:
    """The lines of the table, and whether a limit was missed."""

    def __init__(self):
        self.missed = False
        print(f"{'measure':52} {'figure':>16} {'limit':>14}")

    def line(self, measure, figure, limit="", held=True):
        self.missed |= not held
        print(f"{measure:52} {figure:>16} {limit:>14}{'' if held else '   MISSED'}", flush=True)


def repeated(bench, what, times):
    """The cost of a measure of the benchmark, repeated."""
    return run([bench], env={"COUNT": f"{what},{times}"})


def microseconds(bench, what, times, rounds):
    """CPU time of one, from two numbers of repetitions, so that the start cancels out."""
    per_one = [
        (repeated(bench, what, times).cpu - repeated(bench, what, 0).cpu) / times * 1e6
        for _ in range(rounds)
    ]
    return statistics.median(per_one)


def instructions(bench, what):
    """Instructions of one, from two numbers of repetitions; nothing without valgrind."""
    counts = []
    for times in (50, 150):
        with tempfile.NamedTemporaryFile() as out:
            args = ["valgrind", "--tool=callgrind", f"--callgrind-out-file={out.name}", bench]
            ran = subprocess.run(
                args, env={"COUNT": f"{what},{times}"}, capture_output=True, text=True, check=True
            )
        collected = [line for line in ran.stderr.splitlines() if "Collected" in line]
        counts.append(int(collected[0].split(":")[1]))
    return (counts[1] - counts[0]) / 100


def one_loan(table, bench, rounds):
    """One loan of 24 instalments and 24 repayments."""
    for what, words in (("on-time", "paid on time"), ("late", "paid late and short")):
        figure = microseconds(bench, f"{what}:24", 20_000, rounds)
        table.line(f"one loan, 24 + 24, {words}", f"{figure:.1f} us", "20 us", figure < 20)
    figure = microseconds(bench, "answered:24", 10_000, rounds)
    table.line("the same late one, from line to line of JSON", f"{figure:.1f} us")


def growth(table, bench):
    """Instructions at ten and a hundred times the instalments. Held to a limit where the loan is
    paid: with arrears that pile up, a repayment spread over the whole loan looks at all of them."""
    if shutil.which("valgrind") is None:
        table.line("growth with instalments", "no valgrind")
        return
    for what, words in (("on-time", "paid on time"), ("late", "paid late and short")):
        small, middle, large = (instructions(bench, f"{what}:{n}") for n in (12, 120, 1200))
        table.line(f"instructions, {words}, 12", f"{small:,.0f}")
        table.line(f"instructions, {words}, 120", f"{middle:,.0f}")
        limit, held = ("10 x 120", large <= 10 * middle) if what == "on-time" else ("", True)
        table.line(f"instructions, {words}, 1200", f"{large:,.0f}", limit, held)


def annual_cost(table, bench, rounds, scratch):
    """The annual cost of 36 payments beside pyxirr's."""
    solves = 100_000
    ours, theirs = [], []
    python = scratch / "venv/bin/python"
    venv.create(scratch / "venv", with_pip=True)
    pip = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "pyxirr"]
    there = subprocess.run(pip, check=False).returncode == 0
    for _ in range(rounds):
        ours.append(repeated(bench, "cost", solves).cpu - repeated(bench, "cost", 0).cpu)
        if there:
            empty = run([python, "-c", PYXIRR, "0"]).cpu
            theirs.append(run([python, "-c", PYXIRR, str(solves)]).cpu - empty)
    figure = statistics.median(ours) / solves * 1e6
    if not there:
        table.line("annual cost of 36 payments", f"{figure:.2f} us", "no pyxirr")
        return
    limit = statistics.median(theirs) / solves * 1e6
    table.line("annual cost of 36 payments", f"{figure:.2f} us", f"{limit:.2f} us", figure <= limit)


def batch(table, program, loans, sample, rounds, scratch):
    """A batch beside the pure Python reference, and every figure of the sample compared."""
    everything, some = scratch / "loans.jsonl", scratch / "sample.jsonl"
    for path, count in ((everything, loans), (some, sample)):
        run([sys.executable, HERE / "loans.py", str(count)], stdout=path)
    answers, expected = scratch / "answers.jsonl", scratch / "expected.jsonl"
    run([program, "audit", some], stdout=answers)
    run([sys.executable, HERE / "reference.py"], stdin=some, stdout=expected)
    different = sum(map(differs, answers.open(), expected.open()))
    table.line(f"figures of {sample} loans unlike the reference's", str(different), "0", different == 0)
    costs = []
    for _ in range(rounds):
        slow = run([sys.executable, HERE / "reference.py"], stdin=some)
        costs.append((slow, run([program, "audit", everything])))
    slow = statistics.median(c[0].cpu for c in costs) / sample * 1e6
    fast = statistics.median(c[1].cpu for c in costs) / loans * 1e6
    wall = statistics.median(c[1].wall for c in costs)
    table.line("reference, a loan", f"{slow:.0f} us")
    table.line("menshen audit, a loan, CPU of all cores", f"{fast:.1f} us")
    table.line(f"menshen audit, {loans} loans, wall", f"{wall:.2f} s")
    walls = statistics.median(c[0].wall / sample / (c[1].wall / loans) for c in costs)
    table.line("times as fast as the reference, wall", f"{walls:.0f}", "40", walls >= 40)
    cpus = statistics.median(c[0].cpu / sample / (c[1].cpu / loans) for c in costs)
    table.line("times as fast as the reference, CPU", f"{cpus:.0f}")
    peak = max(c[1].peak for c in costs) / 1024
    table.line("most memory", f"{peak:.0f} MiB", "64 MiB", peak < 64)


def differs(answer, expected):
    """Does an answer lack or change a figure of the reference?"""
    answer, expected = json.loads(answer), json.loads(expected)
    if any(
        figure != answer[section][name]
        for section in SECTIONS
        for name, figure in expected[section].items()
    ):
        return True
    if any(
        abs(rate - answer["annual_cost"][name]) > 2e-8
        for name, rate in expected["annual_cost"].items()
    ):
        return True
    ceilings = {ceiling["id"]: ceiling for ceiling in answer["ceilings"]}
    if any(
        figure != ceilings[name][member]
        for name, ceiling in expected["ceilings"].items()
        for member, figure in ceiling.items()
    ):
        return True
    found = {
        (other["basis"]["order"], other["basis"]["spread"]): other
        for other in answer["alternatives"]
    }
    return any(
        figure != found[other["basis"]["order"], other["basis"]["spread"]][section][name]
        for other in expected["alternatives"]
        for section in ("overdue", "settlement", "paid")
        for name, figure in other[section].items()
    )


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--loans", type=int, default=100_000)
    parser.add_argument("--sample", type=int, default=2_000, help="loans for the slow reference")
    parser.add_argument("--rounds", type=int, default=5)
    asked = parser.parse_args()
    program, bench = built()
    table = Table()
    with tempfile.TemporaryDirectory() as folder:
        scratch = Path(folder)
        one_loan(table, bench, asked.rounds)
        annual_cost(table, bench, asked.rounds, scratch)
        growth(table, bench)
        batch(table, program, asked.loans, asked.sample, asked.rounds, scratch)
    sys.exit(1 if table.missed else 0)


if __name__ == "__main__":
    main()
