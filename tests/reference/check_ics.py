"""Reads an iCalendar file by RFC 5545 with the standard library alone and prints its events.

It exits 1 with a reason at the first thing that isn't so: line ends, folding, nesting, what an
event must have, an end that isn't after its start.
"""
import datetime
import json
import re
import sys


def fail(reason):
    print(reason, file=sys.stderr)
    sys.exit(1)


raw = sys.stdin.buffer.read()
if not raw.endswith(b"\r\n") or b"\n" in raw.replace(b"\r\n", b"") or b"\r" in raw.replace(b"\r\n", b""):
    fail("line ends")
physical = raw[:-2].split(b"\r\n")
logical = []
for line in physical:
    if len(line) > 75:
        fail(f"{len(line)} octets in a line")
    try:
        text = line.decode("utf-8")
    except UnicodeDecodeError:
        fail("a character split by a fold")
    if text.startswith(" "):
        logical[-1] += text[1:]
    else:
        logical.append(text)


def day(value):
    return datetime.datetime.strptime(value, "%Y%m%d").date()


def plain(value):
    if re.search(r"(?<!\\)(?:\\\\)*[;,]", value):
        fail("an unescaped sign: " + value)
    return re.sub(r"\\([\\;,nN])", lambda m: "\n" if m[1] in "nN" else m[1], value)


stack, events, event = [], [], None
for line in logical:
    name, _, value = line.partition(":")
    if name == "BEGIN":
        stack.append(value)
        if value == "VEVENT":
            event = {"alarms": []}
    elif name == "END":
        if not stack or stack.pop() != value:
            fail("END:" + value)
        if value == "VEVENT":
            events.append(event)
    elif stack == ["VCALENDAR", "VEVENT"]:
        if name in event:
            fail("twice " + name)
        event[name] = plain(value) if name in ("SUMMARY", "DESCRIPTION") else value
    elif stack == ["VCALENDAR", "VEVENT", "VALARM"] and name == "TRIGGER":
        if not re.fullmatch(r"-?P(\d+D)?(T\d+H)?", value):
            fail("trigger " + value)
        event["alarms"].append(value)
if stack:
    fail("not closed")
for e in events:
    for name in ("UID", "DTSTAMP", "SEQUENCE", "DTSTART;VALUE=DATE", "DTEND;VALUE=DATE", "SUMMARY"):
        if name not in e:
            fail("no " + name)
    if day(e["DTEND;VALUE=DATE"]) - day(e["DTSTART;VALUE=DATE"]) != datetime.timedelta(days=1):
        fail("an event of more or less than a day")
if len({e["UID"] for e in events}) != len(events):
    fail("a UID twice")
print(json.dumps(events))
