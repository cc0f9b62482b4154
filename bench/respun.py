#!/usr/bin/env python3
"""How many copies are found when their words are exchanged, and how many that are none. Usage: bench/respun.py [STORIES]

STORIES holds NAME/reports.jsonl.gz (default ../shared/data/stories). 300 reports of `allsides` are taken twice, the second time with a share of
the words exchanged for others by a fixed table, and of the stop words by chance; names, numbers and what begins a sentence stay. Then the sets
are read as they are: what is respun there, nobody has exchanged. Needs a build (make).
"""
import gzip
import json
import pathlib
import random
import re
import subprocess
import sys
import tempfile

TOP = pathlib.Path(__file__).resolve().parent.parent
ENGINE = TOP / "build" / "fairwitness"
KEPT = ("url", "outlet", "title", "published", "language", "text")


def reports_of(file, most=None):
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return [{"id": f"r{n:06d}", **{k: row[k] for k in KEPT if row.get(k)}} for n, row in enumerate(rows[:most])]


def copies_between(reports):
    """(a, b) -> kinds"""
    with tempfile.TemporaryDirectory() as folder:
        source, library = pathlib.Path(folder) / "reports.jsonl", pathlib.Path(folder) / "library.db"
        source.write_text("".join(json.dumps(report) + "\n" for report in reports), encoding="utf-8")
        subprocess.run([ENGINE, "read", source, "--into", library, "--quiet"], check=True, stdout=subprocess.DEVNULL)
        shown = subprocess.run([ENGINE, "show", "copies", "--json", "--into", library], check=True, capture_output=True, text=True).stdout
    out = {}
    for line in shown.splitlines():
        copy = json.loads(line)
        out.setdefault(tuple(sorted((copy["a"], copy["b"]))), set()).add(copy["kind"])
    return out


def exchanged(reports, share, share_of_stop_words):
    chance = random.Random(5)
    rows = (TOP / "data/rules/en/copy_stop_words.tsv").read_text(encoding="utf-8").split()
    stop_words = set(rows)
    vocabulary = sorted({word for report in reports for word in re.findall(r"\b[a-z]{4,}\b", report["text"])} - stop_words)
    table = {word: chance.choice(vocabulary) for word in vocabulary}

    def other(match):
        word = match.group()
        if word in stop_words:
            return chance.choice(("the", "of", "to", "in")) if chance.random() < share_of_stop_words else word
        return table.get(word, word) if chance.random() < share else word

    return [{"id": "x" + report["id"], "outlet": "x" + report["id"], "title": "Words exchanged",
             "text": re.sub(r"\b[a-z]+\b", other, report["text"])} for report in reports]


def main():
    stories = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else TOP / "../shared/data/stories").resolve()
    if not ENGINE.exists() or not stories.is_dir():
        sys.exit(f"bench/respun.py: needs {stories} and a build")
    reports = reports_of(stories / "allsides" / "reports.jsonl.gz", 300)
    for share, share_of_stop_words in ((0.6, 0.1), (0.9, 0.4), (0.9, 0.8), (1.0, 1.0)):
        kinds = copies_between(reports + exchanged(reports, share, share_of_stop_words))
        pairs = [kinds.get((report["id"], "x" + report["id"]), set()) for report in reports]
        print(f"{share:.0%} of words and {share_of_stop_words:.0%} of stop words exchanged: found {sum(map(bool, pairs))} of {len(reports)}, "
              f"{sum(found == {'respun'} for found in pairs)} of them as respun alone")
    for name in ("allsides", "guns", "basil"):
        reports = reports_of(stories / name / "reports.jsonl.gz")
        found = [pair for pair, kinds in copies_between(reports).items() if "respun" in kinds]
        print(f"{name}: {len(reports)} reports as they are, {len(found)} pairs respun {found[:5]}", flush=True)


main()
