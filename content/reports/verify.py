"""校验证据记录和所附的证据。只用 Python 3 自带的功能，不联网，不改任何文件。
用法：python 校验.py            （可以在后面写上一个或几个锚，例如 menshen:1:…）"""
import hashlib, json, os, re, sys

HERE = os.path.dirname(os.path.abspath(__file__))
LOG = os.path.join(HERE, "evidence.jsonl")
# 路径用 UTF-8 字节写，系统的语言设置不影响找文件。
ROOT = os.path.dirname(os.fsencode(HERE))
EXHIBITS = os.path.join(ROOT, "证据".encode())
SUMS = os.path.join(ROOT, b"SHA256SUMS.txt")


def jcs(value):  # RFC 8785：这份记录里没有小数，成员名都是英文
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def sha(*parts):
    return hashlib.sha256(b"".join(parts)).hexdigest()


def content_of(path):
    with open(path, "rb") as file:
        return file.read()


def compared():  # SHA256SUMS.txt 里列的文件：都在，内容一致；没有这一列就是 None
    rows = content_of(SUMS).decode().splitlines() if os.path.isfile(SUMS) else None
    for name, wanted in ((row[66:], row[:64]) for row in rows or []):
        path = os.path.join(ROOT, *name.encode().split(b"/"))
        if not os.path.isfile(path):
            raise ValueError(f"少了文件：{name}")
        if sha(content_of(path)) != wanted:
            raise ValueError(f"文件的内容和 SHA256SUMS.txt 里写的不一样：{name}")
    return rows and len(rows)


def check():
    lines = content_of(LOG).split(b"\n")
    if lines.pop() != b"":
        raise ValueError("末尾缺换行，可能没有拷全")
    files = {}
    for name in os.listdir(EXHIBITS) if os.path.isdir(EXHIBITS) else []:
        files.setdefault(sha(content_of(os.path.join(EXHIBITS, name))), []).append(name.decode("utf-8", "replace"))
    hashes, shown, held, found, absent = [], 0, [], set(), 0
    for number, raw in enumerate(lines):
        line = json.loads(raw)
        if jcs(line) != raw:
            raise ValueError(f"第 {number + 1} 行不是规定的写法")
        body = line.pop("body", None)
        kept = {k: line[k] for k in line if k != "hash" and (number == 0 or k in ("commitment", "prev", "recorded_at", "seq"))}
        if sha(jcs(kept)) != line["hash"] or (number and (line["seq"] != number or line["prev"] != hashes[-1])):
            raise ValueError(f"第 {number + 1} 行和前后对不上：改过、删过、插过，或换过次序")
        hashes.append(line["hash"])
        if number and (body is None or "content" not in body):
            held.append(number)
        elif number:
            if sha(bytes.fromhex(body["salt"]), jcs(body["content"])) != line["commitment"]:
                raise ValueError(f"第 {number} 条的内容改过")
            shown += 1
            for file in body["content"].get("attachments", []):
                found |= set(files.get(file["sha256"], []))
                absent += file["sha256"] not in files
    sums = compared()
    print(f"通过：{len(lines) - 1} 条记录前后相连。{shown} 条有内容，都没有改过；{len(held)} 条只有时间、没有内容：{held}。")
    print(f"证据文件：{len(found)} 个和记录里写的一致{''.join('，' + n for n in sorted(found))}；记录写到、这里没有的 {absent} 个。")
    for name in sorted(set(sum(files.values(), [])) - found):
        print(f"没有拿这份记录核对：{name}（有内容的记录里没有写着它）。")
    if sums:
        print(f"SHA256SUMS.txt 里列的 {sums} 个文件都在，内容一致。这一列本身也可以重写，只能看出拷坏、漏拷和单独的改动。")
    else:
        print("这里没有 SHA256SUMS.txt，文件没有和它比。")
    for anchor in re.findall(r"menshen:1:([0-9a-f]{32}):(\d+):([0-9a-f]{64})", " ".join(sys.argv[1:])):
        if anchor[0] != json.loads(lines[0])["log_id"] or int(anchor[1]) >= len(hashes) or hashes[int(anchor[1])] != anchor[2]:
            raise ValueError(f"锚对不上：第 {anchor[1]} 条")
        print(f"锚对得上：第 {anchor[1]} 条和它以前的，在锚留出去以后没有变。")
    print("这说明单独改、删、插没有发生；从某一条起到末尾整个重写，要有早先留在别处的锚才看得出。不说明写的是事实。")


sys.stdout.reconfigure(encoding="utf-8", errors="replace")
try:
    check()
except (ValueError, KeyError, TypeError, OSError) as why:
    sys.exit(print(f"不通过：{why}") or 4)
