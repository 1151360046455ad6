#!/usr/bin/env python3
"""Writes tests/vectors/log/damaged: one kind of damage a file, each with the verdict expected.

The sound log they start from is made here too, from the format's page and independently of the
program, with fixed salts so that the files don't change from one run to the next.

usage: make_damaged_logs.py FOLDER
"""
import base64, hashlib, json, os, sys

def jcs(value):
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()

def sha(*parts):
    return hashlib.sha256(b"".join(parts)).hexdigest()

def first(**changes):
    line = {"created_at": "2026-11-01T09:00:00+08:00", "format": "menshen-evidence",
            "log_id": "00112233445566778899aabbccddeeff", "version": 1}
    line.update(changes)
    line["hash"] = sha(jcs(line))
    return line

def rehash(line):
    header = {k: line[k] for k in ("commitment", "prev", "recorded_at", "seq")}
    line["hash"] = sha(jcs(header))
    return line

def entry(before, content, recorded_at=None):
    seq = before.get("seq", 0) + 1
    salt = hashlib.sha256(b"salt %d" % seq).digest()
    return rehash({"body": {"content": content, "salt": salt.hex()},
                   "commitment": sha(salt, jcs(content)), "prev": before["hash"], "seq": seq,
                   "recorded_at": recorded_at or f"2026-11-{seq + 1:02}T10:00:00+08:00"})

CONTENTS = [
    {"kind": "call", "occurred_at": "2026-11-01T22:47+08:00", "precision": "about",
     "summary": "来电约三分钟，要求当晚还款", "direction": "in", "channel": "phone",
     "grade": "memory", "answered": True, "robot": False},
    {"kind": "message", "occurred_at": "2026-11-02", "precision": "day",
     "summary": "短信自称“律师函”\n并带链接", "quote": "\"今天\"不还\\明天\t上门 \u2028 \U0001F512 \u007f",
     "channel": "sms", "direction": "in"},
    {"kind": "visit", "occurred_at": "2026-11-03T19:35:00+08:00", "precision": "exact",
     "summary": "两人上门，一人出示工牌", "people": 2, "party": {"name": "王某", "badge": "123"},
     "custom": {"kept": [1, -2, 9007199254740991, None, True]}},
    {"kind": "amendment", "amends": 3, "people": 3},
]

def sound(contents=CONTENTS):
    lines = [first()]
    for content in contents:
        lines.append(entry(lines[-1], content))
    return lines

def raw(lines):
    return b"".join(jcs(line) + b"\n" for line in lines)

def main(folder):
    os.makedirs(folder, exist_ok=True)

    def write(name, data, faults, result=None, notices=()):
        if result is None:
            result = "fails" if faults else "holds"
        with open(os.path.join(folder, name + ".jsonl"), "wb") as file:
            file.write(data)
        expected = {"result": result, "faults": [{"line": l, "code": c} for l, c in faults],
                    "notices": list(notices)}
        with open(os.path.join(folder, name + ".expect.json"), "w", encoding="utf-8") as file:
            file.write(json.dumps(expected, indent=1) + "\n")

    good = sound()
    text = raw(good)
    rows = text.split(b"\n")[:-1]
    join = lambda rows: b"".join(row + b"\n" for row in rows)

    def with_row(number, row):
        changed = list(rows)
        changed[number - 1] = row
        return join(changed)

    def with_line(number, change, after=lambda line: line):
        lines = json.loads(json.dumps(good))
        change(lines[number - 1])
        after(lines[number - 1])
        return raw(lines)

    write("sound", text, [])
    write("empty-file", b"", [(1, "first-line-missing")])
    write("only-first-line", rows[0] + b"\n", [])
    write("content-changed", text.replace("三分钟".encode(), "五分钟".encode()),
          [(2, "commitment-mismatch")])
    write("content-and-commitment-changed",
          with_line(2, lambda l: (l["body"]["content"].update(summary="没有来电"),
                                  l.update(commitment=sha(bytes.fromhex(l["body"]["salt"]),
                                                          jcs(l["body"]["content"]))))),
          [(2, "hash-mismatch")])
    write("line-rewritten-whole",
          with_line(3, lambda l: (l["body"]["content"].update(summary="没有短信"),
                                  l.update(commitment=sha(bytes.fromhex(l["body"]["salt"]),
                                                          jcs(l["body"]["content"])))), rehash),
          [(4, "prev-mismatch")])
    write("line-dropped", join(rows[:2] + rows[3:]), [(3, "seq-mismatch"), (3, "prev-mismatch")])
    write("line-doubled", join(rows[:3] + rows[2:]), [(4, "seq-mismatch"), (4, "prev-mismatch")])
    write("lines-swapped", join([rows[0], rows[1], rows[3], rows[2], rows[4]]),
          [(3, "seq-mismatch"), (3, "prev-mismatch"), (4, "seq-mismatch"), (4, "prev-mismatch"),
           (5, "seq-mismatch"), (5, "prev-mismatch")], None, ["clock-stepped-back"])
    stranger = entry(good[2], {"kind": "note", "occurred_at": "2026-11-09", "summary": "插入的一条"})
    write("line-inserted", join(rows[:3] + [jcs(stranger)] + rows[3:]),
          [(5, "seq-mismatch"), (5, "prev-mismatch")])
    write("first-line-dropped", join(rows[1:]),
          [(1, "first-line-missing"), (2, "seq-mismatch")])
    write("first-line-of-another-log",
          join([jcs(first(log_id="f" * 32))] + rows[1:]), [(2, "prev-mismatch")])
    write("first-line-hash", join([rows[0].replace(b"2026-11-01T09", b"2026-11-01T08")] + rows[1:]),
          [(1, "hash-mismatch")])
    write("version-two", raw([first(version=2)]), [(1, "version-unknown")])
    write("format-other", raw([first(format="menshen-evidencf")]), [(1, "format-unknown")])
    write("member-added-to-header", with_line(2, lambda l: l.update(note="x")),
          [(2, "member-unknown")])
    write("member-added-to-body", with_line(2, lambda l: l["body"].update(note="x")),
          [(2, "member-unknown")])
    write("member-missing", with_line(2, lambda l: l.pop("recorded_at")), [(2, "member-missing")])
    write("body-missing", with_line(2, lambda l: l.pop("body")), [(2, "member-missing")])
    write("body-a-list", with_line(2, lambda l: l.update(body=[])), [(2, "body-form")])
    write("salt-changed", with_line(2, lambda l: l["body"].update(salt="0" * 64)),
          [(2, "commitment-mismatch")])
    write("salt-upper-case",
          with_line(2, lambda l: l["body"].update(salt=l["body"]["salt"].upper())),
          [(2, "member-form")])
    write("hash-upper-case", with_line(5, lambda l: l.update(hash=l["hash"].upper())),
          [(5, "member-form")])
    write("recorded-at-other-zone",
          with_line(5, lambda l: l.update(recorded_at="2026-11-05T02:00:00+00:00"), rehash),
          [(5, "member-form")])
    write("recorded-at-no-such-day",
          with_line(5, lambda l: l.update(recorded_at="2026-02-30T02:00:00+08:00"), rehash),
          [(5, "member-form")])
    write("recorded-at-changed",
          with_line(2, lambda l: l.update(recorded_at="2026-11-02T10:00:01+08:00")),
          [(2, "hash-mismatch")])
    write("seq-a-string", with_line(5, lambda l: l.update(seq="4"), rehash), [(5, "member-form")])
    write("space-after-colon", with_row(2, rows[1].replace(b'"seq":1', b'"seq": 1')),
          [(2, "not-canonical")])
    write("members-out-of-order",
          with_row(2, b'{"seq":1,' + rows[1][1:].replace(b',"seq":1}', b"}")),
          [(2, "not-canonical")])
    write("escape-where-none-is-needed",
          with_row(2, rows[1].replace("来电".encode(), "\\u6765电".encode())),
          [(2, "not-canonical")])
    write("line-feed-escaped-the-long-way", with_row(3, rows[2].replace(b"\\n", b"\\u000a")),
          [(3, "not-canonical")])
    write("carriage-returns", b"".join(row + b"\r\n" for row in rows),
          [(n, "not-canonical") for n in range(1, 6)])
    write("byte-order-mark", b"\xef\xbb\xbf" + text, [(1, "byte-order-mark")])
    write("blank-line", join(rows[:2] + [b""] + rows[2:]), [(3, "blank-line")])
    write("not-utf8", with_row(3, rows[2].replace("链接".encode(), b"\xc1\xb4")), [(3, "not-utf8")])
    write("not-json", with_row(3, rows[2][:-1]), [(3, "not-json")])
    write("not-an-object", with_row(3, b"[]"), [(3, "not-an-object")])
    write("duplicate-member",
          with_row(2, rows[1].replace(b'"seq":1', b'"seq":1,"seq":1')), [(2, "duplicate-member")])
    write("duplicate-member-in-content",
          with_row(2, rows[1].replace(b'"robot":false', b'"robot":true,"robot":false')),
          [(2, "duplicate-member")])
    write("float-in-content",
          raw([good[0], entry(good[0], {**CONTENTS[0], "people": 1.5})]),
          [(2, "number-not-integer")])
    write("minus-zero", with_row(4, rows[3].replace(b'"people":2', b'"people":-0')),
          [(4, "not-canonical"), (4, "number-not-integer"), (4, "commitment-mismatch")])
    write("number-out-of-range",
          raw([good[0], entry(good[0], {**CONTENTS[0], "people": 2**53})]),
          [(2, "number-out-of-range")])
    write("lone-surrogate", with_row(3, rows[2].replace("链接".encode(), b"\\ud83d")),
          [(3, "lone-surrogate")])
    write("name-not-ascii",
          raw([good[0], entry(good[0], {**CONTENTS[0], "备注": "x"})]), [(2, "name-not-ascii")])
    write("withheld-line", with_line(3, lambda l: l.update(body=None)), [],
          "chain-holds-contents-unchecked", ["withheld"])
    age = base64.b64encode(b"age-encryption.org/v1\n-> X25519 not a real one\n").decode()
    write("sealed-line", with_line(3, lambda l: l.update(body={"sealed": age})), [],
          "chain-holds-contents-unchecked", ["sealed-unchecked"])
    write("sealed-not-an-age-file",
          with_line(3, lambda l: l.update(body={"sealed": "aGVsbG8="})), [(3, "sealed-form")],
          None, ["sealed-unchecked"])
    write("sealed-base64-unpadded",
          with_line(3, lambda l: l.update(body={"sealed": age[:-1]})), [(3, "sealed-form")],
          None, ["sealed-unchecked"])
    write("sealed-and-open", with_line(3, lambda l: l["body"].update(sealed=age)),
          [(3, "member-unknown"), (3, "member-unknown")], None, ["sealed-unchecked"])
    write("last-line-without-line-feed", text[:-1], [], None, ["last-line-without-line-feed"])
    write("torn-tail", text[:-20], [(5, "torn-tail")])
    write("torn-tail-one-byte", join(rows) + b"{", [(6, "torn-tail")])
    early = sound()
    lines = [early[0], early[1]]
    lines.append(entry(lines[-1], CONTENTS[1], "2026-11-01T00:00:00+08:00"))
    write("clock-stepped-back", raw(lines), [], None, ["clock-stepped-back"])
    write("several-at-once",
          join([rows[0], rows[1].replace("三分钟".encode(), "五分钟".encode()), rows[2],
                rows[3].replace(b'"seq":3', b'"seq": 3')])[:-1] + b"\n{",
          [(2, "commitment-mismatch"), (4, "not-canonical"), (5, "torn-tail")])

if __name__ == "__main__":
    main(sys.argv[1])
