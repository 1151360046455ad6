#!/usr/bin/env python3
"""The picture in the README, from a real run: the first screen of `menshen confirm A1` on the built-in case.

    python3 tests/readme/picture.py target/release/menshen            writes tests/readme/confirm.svg
    python3 tests/readme/picture.py target/release/menshen --check    ends with 1 where it would change
"""

import os
import pathlib
import subprocess
import sys
import tempfile
import unicodedata
from xml.sax.saxutils import escape

PICTURE = pathlib.Path(__file__).with_name("confirm.svg")
PROMPT = "$ menshen confirm A1"
LINES = 20
COLUMNS = 76
CELL, ROW, EDGE, SIZE = 8.4, 21, 18, 14


def screen(program):
    """The lines the program prints, its words for standard error left out."""
    with tempfile.TemporaryDirectory() as folder:
        around = {
            "PATH": os.environ.get("PATH", ""),
            "HOME": folder,
            "LANG": "C.UTF-8",
            "MENSHEN_TEST_CLOCK": "2026-11-21T20:00:00+08:00",
        }

        def run(*words):
            done = subprocess.run(
                [program, "--home", os.path.join(folder, "home"), *words],
                env=around, cwd=folder, check=True, capture_output=True, stdin=subprocess.DEVNULL,
            )
            return done.stdout.decode()

        run("demo")
        around["MENSHEN_HOME"] = os.path.join(folder, "home", "demo")
        done = subprocess.run(
            [program, "confirm", "A1"],
            env=around, cwd=folder, check=True, capture_output=True, stdin=subprocess.DEVNULL,
        )
        return done.stdout.decode().splitlines()[:LINES]


def cells(sign):
    return 2 if unicodedata.east_asian_width(sign) in "WF" or sign in "“”‘’…—" else 1


def runs(line):
    """Signs of one width that follow one another: column, width, text. Blanks only move on."""
    out, column = [], 0
    for sign in line:
        wide = cells(sign)
        if sign != " ":
            last = out[-1] if out else None
            if last and last[1] == wide and last[0] + last[1] * len(last[2]) == column:
                last[2] += sign
            else:
                out.append([column, wide, sign])
        column += wide
    return out


def drawn(lines):
    wide = COLUMNS * CELL + 2 * EDGE
    high = len(lines) * ROW + 2 * EDGE
    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide:.0f} {high}" role="img" aria-labelledby="t">',
        f'<title id="t">{escape(PROMPT)}</title>',
        f'<rect width="{wide:.0f}" height="{high}" rx="8" fill="#1b1f24"/>',
        f'<g fill="#e6e6e6" font-size="{SIZE}" font-family="\'Noto Sans Mono CJK SC\', \'Sarasa Mono SC\', Consolas, monospace">',
    ]
    for number, line in enumerate(lines):
        base = EDGE + number * ROW + 15
        for column, each, text in runs(line):
            x, long = EDGE + column * CELL, len(text) * each * CELL
            out.append(
                f'<text x="{x:.1f}" y="{base}" textLength="{long:.1f}" lengthAdjust="spacingAndGlyphs">{escape(text)}</text>'
            )
    return "\n".join([*out, "</g>", "</svg>", ""])


def main():
    words = [word for word in sys.argv[1:] if word != "--check"]
    if len(words) != 1:
        sys.exit(__doc__)
    picture = drawn([PROMPT, *screen(os.path.abspath(words[0]))])
    if "--check" not in sys.argv:
        PICTURE.write_text(picture, encoding="utf-8")
    elif not PICTURE.exists() or PICTURE.read_text(encoding="utf-8") != picture:
        sys.exit(f"{PICTURE.name} isn't what the program prints: run this script without --check")


if __name__ == "__main__":
    main()
