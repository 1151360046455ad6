#!/usr/bin/env python3
"""How large the program is and how soon it answers.

    python3 tests/bench/start_up.py PROGRAM [PROGRAM ...] [--beside COMMAND ...]

For every PROGRAM (`target/release/menshen`, a static build): its size, whether it leans on libraries of the
system, and the median of what one run waited and took of the processor, for help, an empty guide and an entry
of the log. What stands behind `--beside` are other programs to compare with, each one word group in quotes
(`"rg --version"`), left out with a word where they aren't there. The runs of one round follow one another, so
that a busy machine is busy for all. Ends with 1 where a limit is missed.
"""

import os
import shlex
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

ROUNDS = 21
# Processor time, since waiting measures the machine's other work too.
CPU_LIMIT_MS = 20
SIZE_LIMIT_MIB = 20
CALLS = {
    "--version": ["--version"],
    "guide of an empty home": [],
    "log add": ["log", "add", "电话", "22:47 来电，要求当晚还款", "--when", "2026-10-18T22:47+08:00"],
}


def once(words, home):
    """Seconds waited and seconds of processor time."""
    around = {"PATH": os.environ.get("PATH", ""), "HOME": home, "MENSHEN_HOME": home, "LANG": "C.UTF-8"}
    started = time.perf_counter()
    child = subprocess.Popen(words, env=around, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                             stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    waited = time.perf_counter() - started
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        sys.exit(f"{words} ended with {child.returncode}")
    return waited, usage.ru_utime + usage.ru_stime


def leans(program):
    """Does the program need a loader, read off its own header?"""
    with open(program, "rb") as file:
        return b"/ld-linux" in file.read(8192)


def main():
    words = sys.argv[1:]
    cut = words.index("--beside") if "--beside" in words else len(words)
    programs, others = words[:cut], [shlex.split(one) for one in words[cut + 1:]]
    if not programs:
        sys.exit(__doc__)
    missed = False
    for program in programs:
        mib = os.path.getsize(program) / 2**20
        missed |= mib > SIZE_LIMIT_MIB
        kind = "with the system's libraries" if leans(program) else "static"
        print(f"{program}: {mib:.1f} MiB (limit {SIZE_LIMIT_MIB}), {kind}")
    runs = {f"{os.path.relpath(p)} {name}": [p, *call] for p in programs for name, call in CALLS.items()}
    for other in others:
        if shutil.which(other[0]):
            runs[shlex.join(other)] = other
        else:
            print(f"{other[0]} isn't here: NOT compared")
    times = {name: [] for name in runs}
    with tempfile.TemporaryDirectory() as folder:
        for number in range(ROUNDS):
            for place, (name, call) in enumerate(runs.items()):
                home = os.path.join(folder, str(place))
                os.makedirs(home, exist_ok=True)
                times[name].append(once(call, home))
    print("| run | waited, median ms | processor, median ms |\n| --- | ---: | ---: |")
    for name, measured in times.items():
        waited = statistics.median(m[0] for m in measured) * 1000
        worked = statistics.median(m[1] for m in measured) * 1000
        ours = runs[name][0] in programs
        missed |= ours and worked > CPU_LIMIT_MS
        print(f"| {name} | {waited:.1f} | {worked:.1f} |")
    print(f"limit of processor time: {CPU_LIMIT_MS} ms")
    sys.exit(1 if missed else 0)


if __name__ == "__main__":
    main()
