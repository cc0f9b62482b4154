#!/usr/bin/env python3
"""Measures who did what to whom on PLOVER's published records.

`records` reads each record's sentence; of the events with an `action` in it the one whose trigger lies nearest to the
record's event words counts (they tell it apart where one sentence has two records). Types are those of PLOVER's present
codebook; the records have older names, which are mapped: DEMAND is REQUEST, DISAPPROVE and INVESTIGATE are ACCUSE,
CONCEDE and RETREAT are YIELD, FIGHT is ASSAULT.

  type   the action is the record's
  who    an actor given shares a word that counts with each source of the record (one of several will do where the record
         names both sides of a mutual act as sources: then all of them must stand among the actors and targets)
  whom   likewise the targets; a record without a target asks nothing
  both   who and whom

    bench/events.py --data FOLDER [--fairwitness build/fairwitness] [--half tune|test] [--misses]

FOLDER holds plover.jsonl. Halves are told by the hash of the sentence, so that the records of one sentence stay together.
"""
import argparse
import collections
import hashlib
import json
import pathlib
import re
import subprocess
import tempfile

TYPES = {"DEMAND": "REQUEST", "DISAPPROVE": "ACCUSE", "INVESTIGATE": "ACCUSE", "CONCEDE": "YIELD", "RETREAT": "YIELD", "FIGHT": "ASSAULT"}
EMPTY = {"the", "of", "in", "and", "a", "an", "to", "for", "on", "at", "by", "from", "with", "s", "its", "near"}
LONGEST = 10  # words by which a phrase may be longer than the record's: a whole sentence names everybody


def half_of(text):
    return "test" if hashlib.sha256(text.encode()).digest()[0] % 2 else "tune"


def words(text):
    return {w for w in re.findall(r"[^\W_]+", text.lower()) if w not in EMPTY}


def actors(given):
    given = [given] if isinstance(given, dict) else given or []
    return [text for text in ((a.get("actorText") if isinstance(a, dict) else None) for a in given) if text]


def met(gold, given):
    own = words(gold)
    return any(len(own & words(name)) * 2 >= min(len(own), 2) and len(words(name)) <= len(own) + LONGEST for name in given)


def records(binary, texts):
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "sentences.jsonl"
        path.write_text("".join(json.dumps({"id": f"s{n}", "text": text}) + "\n" for n, text in enumerate(texts)))
        out = subprocess.run([binary, "records", "--verbatim", path], check=True, capture_output=True, text=True).stdout
    return [one["events"] for one in map(json.loads, out.splitlines())]


def nearest(events, text, wanted):
    acts = [e for e in events if e.get("action")]
    full = [e for e in acts if e["kind"] == "action"] or acts
    if not full:
        return None
    if not wanted:
        return full[0]
    return min(full, key=lambda e: (not words(text[slice(*e["trigger"])])  & words(wanted), full.index(e)))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--fairwitness", default="build/fairwitness")
    parser.add_argument("--data", required=True, type=pathlib.Path)
    parser.add_argument("--half", choices=("tune", "test"))
    parser.add_argument("--misses", action="store_true")
    options = parser.parse_args()
    rows = [json.loads(line) for line in (options.data / "plover.jsonl").open(encoding="utf-8")]
    rows = [row for row in rows if not options.half or half_of(row["text"]) == options.half]
    count, of_type = collections.Counter(), collections.defaultdict(collections.Counter)
    for row, events in zip(rows, records(options.fairwitness, [row["text"] for row in rows])):
        kind = TYPES.get(row["event"], row["event"])
        event = nearest(events, row["text"], row.get("eventText"))
        people = event["participants"] if event else []
        by = {role: [p["name"] for p in people if p.get("role") == role] for role in ("actor", "target")}
        sources, targets = actors(row.get("source")), actors(row.get("target"))
        everybody = by["actor"] + by["target"]
        who = all(met(s, everybody if not targets and len(sources) > 1 else by["actor"]) for s in sources)
        whom = not targets or any(met(t, by["target"]) for t in targets)
        right = event is not None and event["action"] == kind
        count.update(records=1, type=right, who=who, whom=whom, both=who and whom, all=right and who and whom)
        of_type[kind].update(n=1, right=right)
        if options.misses and not (right and who and whom):
            print(kind, event and event["action"], event and row["text"][slice(*event["trigger"])], f"who={who} {sources} {by['actor']}", f"whom={whom} {targets} {by['target']}", row["text"], sep=" | ")
    n = max(1, count["records"])
    for kind, c in sorted(of_type.items()):
        print(f"{kind:10} {c['right']:3} of {c['n']}")
    print(" ".join(f"{what}={count[what] / n:.3f}" for what in ("type", "who", "whom", "both", "all")), f"records={count['records']}")


if __name__ == "__main__":
    main()
