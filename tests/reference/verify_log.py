#!/usr/bin/env python3
"""Checks evidence logs with nothing but Python's standard library, written from the format's page
alone. For each FILE one line: `holds`, `chain-holds-contents-unchecked` or `fails LINE: why`.

usage: verify_log.py [--own] [--anchor menshen:1:...] FILE...
"""
import argparse, base64, hashlib, json, os, re, sys
from datetime import datetime

HEX64 = re.compile(r"[0-9a-f]{64}\Z")
STAMP = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\+08:00\Z")


class Fault(Exception):
    pass


def need(condition, why):
    if not condition:
        raise Fault(why)


def sha256(*parts):
    return hashlib.sha256(b"".join(parts)).hexdigest()


def jcs(value):
    """RFC 8785, for the values a log may hold: ASCII names, integers, no floats."""
    text = json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8")


def members(pairs):
    names = [name for name, _ in pairs]
    need(len(set(names)) == len(names), "duplicate member")
    need(all(name.isascii() for name in names), "member name")
    return dict(pairs)


def integer(digits):
    need(abs(int(digits)) < 2**53, "integer out of range")
    return int(digits)


def refuse(_):
    raise Fault("not an integer")


def parse(raw):
    line = json.loads(raw.decode("utf-8"), object_pairs_hook=members, parse_int=integer,
                      parse_float=refuse, parse_constant=refuse)
    need(jcs(line) == raw and isinstance(line, dict), "not canonical")
    return line


def is_hash(value):
    return isinstance(value, str) and HEX64.match(value)


def is_stamp(value):
    return isinstance(value, str) and STAMP.match(value) and datetime.fromisoformat(value)


def check_first(line):
    need(sorted(line) == ["created_at", "format", "hash", "log_id", "version"], "members")
    need(line["format"] == "menshen-evidence" and line["version"] == 1
         and line["version"] is not True, "format")
    need(isinstance(line["log_id"], str) and re.match(r"[0-9a-f]{32}\Z", line["log_id"]), "log_id")
    need(is_stamp(line["created_at"]) and is_hash(line["hash"]), "created_at, hash")
    need(sha256(jcs({k: v for k, v in line.items() if k != "hash"})) == line["hash"], "hash")


def check_entry(line, number, before, own, folder):
    """Returns whether the contents were looked at."""
    need(sorted(line) == ["body", "commitment", "hash", "prev", "recorded_at", "seq"], "members")
    need(type(line["seq"]) is int and line["seq"] == number, "seq")
    need(line["prev"] == before, "prev")
    need(is_stamp(line["recorded_at"]), "recorded_at")
    need(is_hash(line["hash"]) and is_hash(line["commitment"]), "hash, commitment")
    header = {k: line[k] for k in ("commitment", "prev", "recorded_at", "seq")}
    need(sha256(jcs(header)) == line["hash"], "hash")
    body = line["body"]
    if body is None:
        need(not own, "withheld")
        return False
    need(isinstance(body, dict), "body")
    if sorted(body) == ["sealed"]:
        age = base64.b64decode(body["sealed"], validate=True)
        need(base64.b64encode(age).decode() == body["sealed"], "sealed")
        need(age.startswith(b"age-encryption.org/v1"), "sealed")
        return False
    need(sorted(body) == ["content", "salt"] and isinstance(body["content"], dict), "body")
    need(is_hash(body["salt"]), "salt")
    opened = sha256(bytes.fromhex(body["salt"]), jcs(body["content"]))
    need(opened == line["commitment"], "commitment")
    return check_attachments(body["content"].get("attachments", []), own, folder)


def check_attachments(attachments, own, folder):
    if attachments and not own and not os.path.isdir(folder):
        return False
    for attachment in attachments:
        need(re.match(r"[0-9a-f]{32}\Z", attachment["id"]), "attachment id")
        with open(os.path.join(folder, attachment["id"]), "rb") as file:
            data = file.read()
        need(len(data) == attachment["size"] and sha256(data) == attachment["sha256"], "attachment")
    return True


def check(path, own, anchors):
    folder = os.path.join(os.path.dirname(path), "attachments")
    with open(path, "rb") as file:
        lines = file.read().split(b"\n")
    if lines[-1] == b"":  # the last line has its LF
        lines.pop()
    need(lines, "line 1: empty")
    hashes, all_open = [], True
    for number, raw in enumerate(lines):
        try:
            line = parse(raw)
            if number == 0:
                check_first(line)
                log_id = line["log_id"]
            else:
                all_open &= check_entry(line, number, hashes[-1], own, folder)
        except (Fault, ValueError, KeyError, TypeError, OSError, RecursionError) as why:
            raise Fault(f"line {number + 1}: {why}") from why
        hashes.append(line["hash"])
    for anchor in anchors:
        name, version, anchored_id, seq, anchored_hash = anchor.split(":")
        need((name, version, anchored_id) == ("menshen", "1", log_id), "anchor of another log")
        need(int(seq) < len(hashes) and hashes[int(seq)] == anchored_hash, "anchor")
    return "holds" if all_open else "chain-holds-contents-unchecked"


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--own", action="store_true", help="the case's own log, not a copy")
    arguments.add_argument("--anchor", action="append", default=[])
    arguments.add_argument("files", nargs="+")
    given = arguments.parse_args()
    failed = False
    for path in given.files:
        try:
            print(check(path, given.own, given.anchor))
        except Fault as why:
            failed = True
            print(f"fails {why}")
    return 4 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
