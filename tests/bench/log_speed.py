#!/usr/bin/env python3
"""Prints how fast the evidence log is, each figure beside the limit it is held to. One command:

    python3 tests/bench/log_speed.py

Builds what it measures. Limits are ratios of two programs run in turn, round by round, so that they
carry over to another machine; a ratio is the median of its rounds. Needs a C compiler, openssl and
2 GiB of room; strace counts the syncs where it is there. Exit code 1 where a limit is missed.
"""

import argparse
import hashlib
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
ADD = ["log", "add", "电话", "来电约三分钟，要求当晚还款", "--when", "2026-10-18T22:47+08:00"]
GIB = 1 << 30
# The one-file build of the README.
STATIC_TARGET = "x86_64-unknown-linux-gnu"
STATIC_FLAGS = "-C target-feature=+crt-static -C relocation-model=static"
# Limits, all of them ratios but the last, which is MiB.
ADD_LIMIT, SEALED_LIMIT, ATTACH_LIMIT, VERIFY_LIMIT, VERIFY_MEMORY = 1.5, 1.5, 1.15, 4.0, 64


class Cost:
    """What a process took: seconds of waiting, seconds of CPU, KiB at most."""

    def __init__(self, args, env=None):
        before = time.perf_counter()
        child = subprocess.Popen(
            [str(a) for a in args], env=env, stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )
        _, status, usage = os.wait4(child.pid, 0)
        self.wall = time.perf_counter() - before
        child.returncode = os.waitstatus_to_exitcode(status)
        if child.returncode != 0:
            sys.exit(f"{args} ended with {child.returncode}")
        self.cpu, self.peak = usage.ru_utime + usage.ru_stime, usage.ru_maxrss


class Table:
    """The lines of the table, and whether a limit was missed."""

    def __init__(self):
        self.missed = False
        print(f"{'measure':58} {'figure':>12} {'limit':>8}")

    def line(self, measure, figure, limit="", held=None):
        word = {None: "", True: "PASS", False: "over"}[held]
        self.missed |= held is False
        print(f"{measure:58} {figure:>12} {limit:>8} {word}".rstrip(), flush=True)

    def ratio(self, measure, ours, bare, limit):
        """A line for each side and one for their ratio, taken round by round."""
        figure = statistics.median(a / b for a, b in zip(ours, bare))
        self.line(f"{measure}, ratio", f"{figure:.2f}", f"{limit:.2f}", figure <= limit)


def ms(seconds):
    return f"{statistics.median(seconds) * 1000:.2f} ms"


def built(scratch, static):
    """The program and the bare one, as built now."""
    build = "cargo build --release --locked --bin menshen --message-format=json"
    around = dict(os.environ)
    if static:
        build += f" --target {STATIC_TARGET}"
        around["RUSTFLAGS"] = STATIC_FLAGS
    listed = subprocess.run(
        build.split(), cwd=ROOT, env=around, check=True, stdout=subprocess.PIPE, text=True
    ).stdout
    found = [json.loads(line).get("executable") for line in listed.splitlines()]
    program = next(path for path in found if path)
    bare = scratch / "bare"
    subprocess.run(["cc", "-O2", "-o", bare, HERE / "bare_append.c"], check=True)
    return program, bare


def environment(home):
    """What the program is given; the clock of the tests is not used, so that nothing is said of it."""
    return {"MENSHEN_HOME": str(home), "LANG": "C.UTF-8", "PATH": os.environ["PATH"]}


def sha256(text):
    return hashlib.sha256(text).hexdigest()


def long_log(path, entries, sealed=None):
    """A sound log of so many entries, written by the format's page; with `sealed`, that one body in
    each of its lines: bodies stand outside the chain, and adding never opens them."""
    at = "2026-10-18T22:48:00+08:00"
    first = f'{{"created_at":"{at}","format":"menshen-evidence","log_id":"{"0123456789abcdef" * 2}","version":1}}'
    prev = sha256(first.encode())
    words = "来电约三分钟，要求当晚还款"
    with open(path, "wb") as file:
        hashed = first.replace('"log_id"', f'"hash":"{prev}","log_id"')
        file.write(hashed.encode() + b"\n")
        for seq in range(1, entries + 1):
            salt = seq.to_bytes(32, "big")
            content = (
                '{"kind":"call","occurred_at":"2026-10-18T22:47+08:00","precision":"exact",'
                f'"summary":"{words}"}}'
            )
            commitment = sha256(salt + content.encode())
            header = f'"prev":"{prev}","recorded_at":"{at}","seq":{seq}}}'
            digest = sha256(f'{{"commitment":"{commitment}",{header}'.encode())
            body = sealed or f'{{"content":{content},"salt":"{salt.hex()}"}}'
            line = (
                f'{{"body":{body},"commitment":"{commitment}","hash":"{digest}",{header}\n'
            )
            file.write(line.encode())
            prev = digest
    os.chmod(path, 0o600)


def case(program, home, entries):
    """A home with one case and so many entries; gives its log."""
    env = environment(home)
    Cost([program, "case", "new", "a"], env)
    log = home / "cases/a/evidence.jsonl"
    long_log(log, entries)
    return log


def traffic(program, home, log):
    """How often one entry syncs, and how many bytes it writes into the home; nothing without strace."""
    trace = home.parent / "trace.txt"
    before = log.stat().st_size
    args = ["strace", "-f", "-y", "-s0", "-o", trace, program, *ADD]
    ran = subprocess.run(args, env=environment(home), capture_output=True, check=False)
    if ran.returncode != 0:
        return None
    ours = [line for line in trace.read_text().splitlines() if f"<{home}" in line]
    syncs = sum(1 for line in ours if re.search(r"\b(fsync|fdatasync|syncfs)\(", line))
    written = sum(
        int(line.rsplit("= ", 1)[1]) for line in ours if re.search(r"\bp?writev?(64)?\(", line)
    )
    return syncs, written, log.stat().st_size - before


def added(table, program, bare, home, log, entries, rounds, kind="log add"):
    """One durable entry beside the bare program; a sealed case is measured by the same function."""
    env = environment(home)
    target = home.parent / "bare.txt"
    shutil.copy(log, target)
    ours, least = [], []
    for _ in range(3):
        Cost([bare, target]), Cost([program, *ADD], env)
    for _ in range(rounds):
        least.append(Cost([bare, target]).wall)
        ours.append(Cost([program, *ADD], env).wall)
    target.unlink()
    table.line(f"open, write 300 bytes, sync, in C, {entries:,} entries", ms(least))
    table.line(f"{kind}, {entries:,} entries", ms(ours))
    table.ratio(f"{kind}, {entries:,} entries", ours, least, ADD_LIMIT)
    return statistics.median(ours)


def sealed_case(program, home, entries):
    """A sealed case with so many entries; gives its log and its public key."""
    env = environment(home)
    phrase = home.parent / f"passphrase-{entries}"
    phrase.parent.mkdir(parents=True, exist_ok=True)
    phrase.write_text("four unrelated words here\n")
    phrase.chmod(0o600)
    case(program, home, 1)
    Cost([program, "case", "seal", "--passphrase-file", phrase], env)
    folder = home / "cases/a"
    log = folder / "evidence.jsonl"
    body = json.loads(log.read_text().splitlines()[1])["body"]
    if entries > 1:
        long_log(log, entries, json.dumps(body, separators=(",", ":")))
    return log, (folder / "case.pub").read_text().split()[0]


def sealed_added(table, program, home, log, key, entries, rounds):
    """An entry of a sealed case beside the age tool, or its twin, sealing the same bytes and syncing
    the file; nothing to compare with where neither is there."""
    tool = shutil.which("age") or shutil.which("rage")
    env = environment(home)
    plain, out = home.parent / "plain.json", home.parent / "plain.age"
    plain.write_text('{"content":{"kind":"call","summary":"来电约三分钟，要求当晚还款"},"salt":"' + "0" * 64 + '"}')

    def by_the_tool():
        before = time.perf_counter()
        out.unlink(missing_ok=True)
        Cost([tool, "-r", key, "-o", out, plain], env)
        with open(out, "rb") as file:
            os.fsync(file.fileno())
        return time.perf_counter() - before

    ours, theirs = [], []
    for turn in range(rounds + 3):
        least = by_the_tool() if tool else 0
        cost = Cost([program, *ADD], env).wall
        if turn >= 3:
            theirs.append(least)
            ours.append(cost)
    table.line(f"sealed add, {entries:,} entries", ms(ours))
    if tool:
        table.line(f"{Path(tool).name}, the same bytes, synced", ms(theirs))
        table.ratio(f"sealed add, {entries:,} entries", ours, theirs, SEALED_LIMIT)
    return statistics.median(ours)


def attached(table, program, home, scratch, rounds):
    """A file of 1 GiB copied in, beside `cp` and `openssl` over the same file."""
    env = environment(home)
    original, copy = scratch / "recording.bin", scratch / "copy.bin"
    with open(original, "wb") as file:
        for _ in range(GIB >> 24):
            file.write(os.urandom(1 << 24))
    ours, theirs, synced, peak = [], [], [], 0
    for turn in range(rounds + 1):
        # What one run leaves to be written must not slow the next.
        os.sync()
        copied = Cost(["cp", original, copy]).wall
        hashed = Cost(["openssl", "dgst", "-sha256", original]).wall
        before = time.perf_counter()
        with open(copy, "rb") as file:
            os.fsync(file.fileno())
        waited = time.perf_counter() - before
        copy.unlink()
        os.sync()
        cost = Cost([program, *ADD, "--attach", original], env)
        shutil.rmtree(home / "cases/a/attachments")
        if turn:
            ours.append(cost.wall)
            theirs.append(copied + hashed)
            synced.append(copied + hashed + waited)
            peak = max(peak, cost.peak)
    original.unlink()
    table.line("cp + openssl dgst -sha256, 1 GiB, not synced", ms(theirs))
    table.line("the same, and waited for until it is on disk", ms(synced))
    table.line("an entry with a file of 1 GiB, on disk", ms(ours))
    table.ratio("an entry with a file of 1 GiB", ours, theirs, ATTACH_LIMIT)
    table.line("the same against cp + openssl + sync", f"{statistics.median(a / b for a, b in zip(ours, synced)):.2f}")
    table.line("most memory", f"{peak / 1024:.1f} MiB")


def verified(table, program, home, log, entries, rounds):
    """A whole log, beside `openssl` over the same file."""
    env = environment(home)
    ours, theirs, peak = [], [], 0
    for turn in range(rounds + 1):
        least = Cost(["openssl", "dgst", "-sha256", log]).wall
        cost = Cost([program, "log", "verify"], env)
        if turn:
            theirs.append(least)
            ours.append(cost.wall)
            peak = max(peak, cost.peak)
    table.line(f"openssl dgst -sha256, {log.stat().st_size / 1e6:.0f} MB", ms(theirs))
    table.line(f"log verify, {entries:,} entries", ms(ours))
    table.ratio(f"log verify, {entries:,} entries", ours, theirs, VERIFY_LIMIT)
    mib = peak / 1024
    table.line("most memory", f"{mib:.1f} MiB", f"{VERIFY_MEMORY} MiB", mib < VERIFY_MEMORY)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=31)
    parser.add_argument("--large-rounds", type=int, default=31, help="rounds of what takes seconds")
    parser.add_argument("--entries", type=int, default=1_000_000)
    parser.add_argument("--only", choices=["add", "sealed", "attach", "verify"], action="append")
    parser.add_argument("--static", action="store_true", help="the one-file build instead")
    asked = parser.parse_args()
    parts = asked.only or ["add", "sealed", "attach", "verify"]
    # Beside what is built, not where temporary files go: those may lie in memory.
    target = ROOT / "target"
    with tempfile.TemporaryDirectory(dir=target) as folder:
        scratch = Path(folder)
        program, bare = built(scratch, asked.static)
        table = Table()
        short, long = scratch / "short/home", scratch / "long/home"
        short_log = case(program, short, 1)
        if "add" in parts or "verify" in parts:
            full_log = case(program, long, asked.entries)
        if "add" in parts:
            counted = shutil.which("strace") and traffic(program, short, short_log)
            if counted:
                syncs, written, entry = counted
                table.line("syncs for an entry", str(syncs), "1", syncs == 1)
                table.line(f"bytes written for an entry of {entry}", str(written), str(entry), written <= entry)
            else:
                table.line("syncs for an entry", "no strace")
            at_one = added(table, program, bare, short, short_log, 1, asked.rounds)
            at_many = added(table, program, bare, long, full_log, asked.entries, asked.rounds)
            table.line("the long log against the short one", f"{at_many / at_one:.2f}")
        if "sealed" in parts:
            costs = []
            for name, entries in [("sealed-short", 1), ("sealed-long", asked.entries)]:
                home = scratch / name / "home"
                log, key = sealed_case(program, home, entries)
                costs.append(sealed_added(table, program, home, log, key, entries, asked.rounds))
            table.line("the long sealed log against the short one", f"{costs[1] / costs[0]:.2f}")
        if "verify" in parts:
            verified(table, program, long, full_log, asked.entries, asked.large_rounds)
        if "attach" in parts:
            attached(table, program, short, scratch, asked.large_rounds)
    sys.exit(1 if table.missed else 0)


if __name__ == "__main__":
    main()
