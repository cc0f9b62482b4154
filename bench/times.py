#!/usr/bin/env python3
"""Measures dates and times in the part of MEANTIME that its annotators marked.

MEANTIME's annotators marked times in the title and the first sentences of each report only (to the sixth sentence of the
file, the date line being the second); what stands further down has no gold at all. So everything is measured in that
part, by TempEval-3's protocol: spans that are the same (strict) or overlap (relaxed), and right types and values, as F1
over all given and all gold. The date line that is the report's own day is left aside on both sides.

    bench/times.py --data FOLDER [--fairwitness build/fairwitness] [--half tune|test] [--misses]

FOLDER holds meantime.jsonl.gz. Halves are told by the hash of the report's id.
"""
import argparse
import collections
import gzip
import hashlib
import json
import pathlib
import subprocess
import tempfile

MARKED_SENTENCES = 6


def overlap(a, b):
    return min(a[1], b[1]) - max(a[0], b[0])


def half_of(name):
    return "test" if hashlib.sha256(name.encode()).digest()[0] % 2 else "tune"


def records(binary, rows):
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "reports.jsonl"
        path.write_text("".join(json.dumps({"id": r["id"], "text": r["text"], "published": r["dct"]}) + "\n" for r in rows))
        out = subprocess.run([binary, "records", "--verbatim", path], check=True, capture_output=True, text=True).stdout
    return {one["report"]["id"]: one for one in map(json.loads, out.splitlines())}


def gold_of(row):
    times, aside = [], []
    for time in row["times"]:
        if time.get("spans"):
            span = (min(s[0] for s in time["spans"]), max(s[1] for s in time["spans"]))
            if time.get("function") == "CREATION_TIME":
                aside.append(span)
            else:
                times.append((span, time.get("type"), time.get("value")))
    return sorted(times, key=lambda t: t[0]), aside


def matched(gold, given):
    """Each gold time with the given time that meets it best, the same span before an overlap, each once."""
    pairs = [(g[0] != t[0], -overlap(g[0], t[0]), n, i) for n, g in enumerate(gold) for i, t in enumerate(given) if overlap(g[0], t[0]) > 0]
    of, used = {}, set()
    for _, _, n, i in sorted(pairs):
        if n not in of and i not in used:
            of[n] = i
            used.add(i)
    return of


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--fairwitness", default="build/fairwitness")
    parser.add_argument("--data", required=True, type=pathlib.Path)
    parser.add_argument("--half", choices=("tune", "test"))
    parser.add_argument("--misses", action="store_true", help="print what was missed, given too much, or has another value")
    options = parser.parse_args()
    with gzip.open(options.data / "meantime.jsonl.gz", "rt") as file:
        rows = [row for row in map(json.loads, file) if not options.half or half_of(row["id"]) == options.half]
    found, count = records(options.fairwitness, rows), collections.Counter()
    for row in rows:
        last = row["sentences"][min(MARKED_SENTENCES, len(row["sentences"])) - 1]
        end = row["tokens"][last[1] - 1][1]
        gold, aside = gold_of(row)
        given = [(t["span"], t["type"], t["value"]) for t in found[row["id"]]["times"] if t["span"][0] < end]
        given = [(tuple(s), k, v) for s, k, v in given if not any(overlap(s, a) > 0 for a in aside)]
        pairs = matched(gold, given)
        count.update(gold=len(gold), given=len(given))
        words = lambda span: row["text"][slice(*span)]
        for n, (span, kind, value) in enumerate(gold):
            if n not in pairs:
                if options.misses:
                    print("missed", row["id"], words(span), kind, value, sep="\t")
                continue
            own = given[pairs[n]]
            count.update(relaxed=1, strict=own[0] == span, type=own[1] == kind, value=own[2] == value)
            if options.misses and own[2] != value:
                print("value", row["id"], words(span), value, words(own[0]), own[2], sep="\t")
        if options.misses:
            for i in set(range(len(given))) - set(pairs.values()):
                print("extra", row["id"], words(given[i][0]), *given[i][1:], sep="\t")
    for what in ("strict", "relaxed", "type", "value"):
        print(f"{what}={2 * count[what] / max(1, count['gold'] + count['given']):.3f}", end=" ")
    print(f"gold={count['gold']} given={count['given']} reports={len(rows)}")


if __name__ == "__main__":
    main()
