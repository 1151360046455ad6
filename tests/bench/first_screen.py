#!/usr/bin/env python3
"""From Enter to the first screen of the door, on a pseudo-terminal.

    python3 tests/bench/first_screen.py [PROGRAM] [ROUNDS]

Starts `menshen visit` in an empty home, waits until the keys at the foot of the first screen are
there, and ends it. Prints the least and the median time waited, and the processor time the program
took by then: on a busy machine only the last says something of the program. Exit code 1 where the
median waited, and the processor time too, are over the limit.
"""

import os
import pty
import select
import shutil
import signal
import statistics
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
LIMIT = 0.1
FOOT = "9 报警卡".encode()


def first_screen(program, home):
    """Seconds waited for the first screen, and seconds of processor time until it."""
    started = time.perf_counter()
    child, terminal = pty.fork()
    if child == 0:
        os.environ.update(MENSHEN_HOME=home, TERM="xterm-256color")
        os.execv(program, [program, "visit"])
    seen = b""
    while FOOT not in seen:
        ready, _, _ = select.select([terminal], [], [], 20)
        if not ready:
            sys.exit("no first screen within 20 seconds")
        seen += os.read(terminal, 65536)
    waited = time.perf_counter() - started
    os.kill(child, signal.SIGKILL)
    _, _, usage = os.wait4(child, 0)
    os.close(terminal)
    return waited, usage.ru_utime + usage.ru_stime


def main():
    program = sys.argv[1] if len(sys.argv) > 1 else str(ROOT / "target/release/menshen")
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 15
    times = []
    for _ in range(rounds):
        home = tempfile.mkdtemp()
        times.append(first_screen(program, home))
        shutil.rmtree(home)
    waited = [t[0] for t in times]
    worked = statistics.median(t[1] for t in times)
    median = statistics.median(waited)
    print(f"waited: least {min(waited) * 1000:.0f} ms, median {median * 1000:.0f} ms")
    print(f"processor: median {worked * 1000:.0f} ms; limit {LIMIT * 1000:.0f} ms")
    sys.exit(median > LIMIT and worked > LIMIT)


if __name__ == "__main__":
    main()
