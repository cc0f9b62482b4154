#!/usr/bin/env python3
"""Makes what train/names.cc reads: for each document a line "D id held" and its text with line feeds as \\x01, then a line
"S begin end kind" (bytes) for each name, then an empty line.

  python3 train/names_data.py NAMES_DIR > names.txt

NAMES_DIR holds worldwide.jsonl.gz and re3d.jsonl. A document is held out when the first hexadecimal digits of its id's SHA-256
leave 0 modulo 5.
"""
import gzip
import hashlib
import json
import pathlib
import re
import sys

WORLDWIDE = {"Person": 0, "Organization": 1, "Location": 2, "NORP": 3, "Facility": 4, "Product": 5, "Misc": 6}
RE3D = {"Person": 0, "Organisation": 1, "Location": 2, "Nationality": 3}
TITLES = frozenset("mr mrs ms dr sir president minister prime foreign secretary general gen lt col colonel major maj captain sgt senator king queen ambassador chairman leader "
                   "defence defense deputy commander spokesman prince sheikh".split())
SMALL = frozenset("of and the for in on de al el bin ibn abu van von du la le an a at to s".split())
PRONOUNS = frozenset("i he she we they it you me him her us them his its our their my this that these those who which".split())


def held(name):
    return int(hashlib.sha256(name.encode()).hexdigest()[:8], 16) % 5 == 0


def tagged(row):
    ends = {end for _, end in row["sentences"]}
    start = kind = None
    for at, tag in enumerate([*row["tags"], "O"]):
        mark, _, name = tag.partition("-")
        if start is not None and (mark in "OB" or name != kind or at in ends):
            yield row["offsets"][start][0], row["offsets"][at - 1][1], kind
            start = kind = None
        if mark in ("B", "I") and start is None and name:
            start, kind = at, name


def bare(text, start, end, kind):
    while True:
        match = re.match(r"([\w.’'-]+)\s+", text[start:end])
        if not match or not (match[1].lower() in ("the", "a", "an") or (kind == "Person" and match[1].lower().strip(".") in TITLES)):
            break
        start += match.end()
    return start, end - (2 if re.search(r"['’]s$", text[start:end]) else 0)


def rebuild(row):
    """Where the tokens do not follow the published text, a text is made of them."""
    text, offsets, open_quote = "", [], False
    ends = {end for _, end in row["sentences"]}
    for at, token in enumerate(row["tokens"]):
        left, last = text[-1:], row["tokens"][at - 1] if at else ""
        glue = at in ends or not text or re.match(r"^[,.;:!?)\]}%’”]|^['’](s|re|ve|ll|d|m|t)$|^n['’]t$", token) or left in "([{“$£€" or (last == '"' and open_quote) or (token == '"' and open_quote)
        if at in ends:
            text += "\n"
            open_quote = False
        text += "" if glue else " "
        if token == '"':
            open_quote = not open_quote
        offsets.append((len(text), len(text) + len(token)))
        text += token
    row["text"], row["offsets"] = text, offsets


def is_name(text):
    parts = re.findall(r"[\w.]+", text)
    proper = [p for p in parts if p.lower() not in SMALL]
    return bool(proper) and text.lower() not in PRONOUNS and all(p[0].isupper() or p[0].isdigit() for p in proper) and any(p.lower().strip(".") not in TITLES for p in proper)


def crowd(row):
    spans = {}
    for entity in row["entities"]:
        if entity["type"] in RE3D and entity.get("confidence", 1) >= 0.5:
            span = bare(row["text"], *entity["span"], entity["type"])
            if span[0] < span[1] and is_name(row["text"][slice(*span)]):
                spans.setdefault(span, entity["type"])
    for span, kind in spans.items():
        if not any(o != span and o[0] <= span[0] and span[1] <= o[1] for o in spans):
            yield *span, kind


def write(name, text, spans):
    places = [0]
    for letter in text:
        places.append(places[-1] + len(letter.encode()))
    print(f"D {name} {int(held(name))}")
    print(text.replace("\r", " ").replace("\n", "\x01"))
    for start, end, kind in sorted(spans):
        print("S", places[start], places[end], kind)
    print()


def main():
    folder = pathlib.Path(sys.argv[1])
    for line in gzip.open(folder / "worldwide.jsonl.gz", "rt", encoding="utf-8"):
        row = json.loads(line)
        if not (row.get("text") and row.get("offsets")):
            rebuild(row)
        write(row["id"], row["text"], [(a, b, WORLDWIDE[k]) for a, b, k in tagged(row) if k in WORLDWIDE])
    for line in open(folder / "re3d.jsonl", encoding="utf-8"):
        row = json.loads(line)
        write(row["id"], row["text"], [(a, b, RE3D[k]) for a, b, k in crowd(row)])


main()
