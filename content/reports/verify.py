"""校验证据记录和所附的证据。只用 Python 3 自带的功能，不联网，不改任何文件。
用法：python 校验.py            （可以在后面写上一个或几个锚，例如 menshen:1:…）"""
import hashlib, json, os, re, sys

HERE = os.path.dirname(os.path.abspath(__file__))
LOG = os.path.join(HERE, "evidence.jsonl")
EXHIBITS = os.path.join(os.path.dirname(HERE), "证据")


def jcs(value):  # RFC 8785：这份记录里没有小数，成员名都是英文
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def sha(*parts):
    return hashlib.sha256(b"".join(parts)).hexdigest()


def check():
    lines = open(LOG, "rb").read().split(b"\n")
    if lines.pop() != b"":
        raise ValueError("末尾缺换行，可能没有拷全")
    files = {}
    for name in os.listdir(EXHIBITS) if os.path.isdir(EXHIBITS) else []:
        with open(os.path.join(EXHIBITS, name), "rb") as file:
            files.setdefault(sha(file.read()), []).append(name)
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
    print(f"通过：{len(lines) - 1} 条记录前后相连。{shown} 条有内容，都没有改过；{len(held)} 条只有时间、没有内容：{held}。")
    print(f"证据文件：{len(found)} 个和记录里写的一致{''.join('，' + n for n in sorted(found))}；记录写到、这里没有的 {absent} 个。")
    for name in sorted(set(sum(files.values(), [])) - found):
        print(f"没有拿这份记录核对：{name}（写着它的那一条没有内容）。可以和 SHA256SUMS.txt 比。")
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
