#!/usr/bin/env python3
"""What is in a .docx, as JSON, by Python's standard library alone: text by paragraph with its style
and alignment, tables as rows of cells, page, fonts, and every run that names no East Asian font."""
import json
import sys
import xml.etree.ElementTree as tree
import zipfile

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def value(element, path, name="val"):
    found = element.find(path) if element is not None else None
    return None if found is None else found.get(W + name)


def text(element):
    return "".join(t.text or "" for t in element.iter(W + "t"))


def paragraph(p):
    properties = p.find(W + "pPr")
    return {
        "text": text(p),
        "style": value(properties, W + "pStyle"),
        "align": value(properties, W + "jc"),
        "marked": [text(r) for r in p.iter(W + "r") if r.find(f"{W}rPr/{W}highlight") is not None],
    }


def runs_without_font(part):
    return [
        text(run)
        for run in part.iter(W + "r")
        if value(run, f"{W}rPr/{W}rFonts", "eastAsia") not in ("仿宋", "宋体")
        or value(run, f"{W}rPr/{W}rFonts", "hint") != "eastAsia"
    ]


archive = zipfile.ZipFile(sys.argv[1])
assert archive.testzip() is None
document = tree.fromstring(archive.read("word/document.xml"))
styles = tree.fromstring(archive.read("word/styles.xml"))
footers = [tree.fromstring(archive.read(n)) for n in archive.namelist() if n.startswith("word/footer")]
relations = [archive.read(n).decode() for n in archive.namelist() if n.endswith(".rels")]
body = document.find(W + "body")
section = body.find(W + "sectPr")
tables = []
for table in body.iter(W + "tbl"):
    rows = []
    for row in table.iter(W + "tr"):
        rows.append([paragraph(cell.find(W + "p")) for cell in row.iter(W + "tc")])
    tables.append(rows)
print(json.dumps({
    "paragraphs": [paragraph(p) for p in body.findall(W + "p")],
    "tables": tables,
    "page": [section.find(W + "pgSz").get(W + "w"), section.find(W + "pgSz").get(W + "h")],
    "margins": {k.replace(W, ""): v for k, v in section.find(W + "pgMar").attrib.items()},
    "styles": {
        s.get(W + "styleId"): {
            "font": value(s, f"{W}rPr/{W}rFonts", "eastAsia"),
            "half_points": value(s, f"{W}rPr/{W}sz"),
            "line": value(s, f"{W}pPr/{W}spacing", "line"),
            "first_line": value(s, f"{W}pPr/{W}ind", "firstLine"),
            "right": value(s, f"{W}pPr/{W}ind", "right"),
            "align": value(s, f"{W}pPr/{W}jc"),
        }
        for s in styles.iter(W + "style")
    },
    "default_font": value(styles, f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}rFonts", "eastAsia"),
    "without_font": runs_without_font(document) + [t for f in footers for t in runs_without_font(f)],
    "footer": [[paragraph(p)["align"], "".join(i.text for i in p.iter(W + "instrText"))]
               for f in footers for p in f.iter(W + "p")],
    "external": any("External" in r for r in relations),
}, ensure_ascii=False))
