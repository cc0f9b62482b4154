#!/usr/bin/env python3
"""How the many-reports half grows, beside what others do with the same reports. Usage:

  ninja -C build scale && python3 bench/scale.py [--peers] [--folder FOLDER] [COUNT...]      (default 10000 100000 1000000)

For each count a library of reports is made in a temporary folder (some twelve kilobytes a report on disk), brought up to date and deleted
again; rates are reports a processor second on one core. The reports are invented or, with --sets FOLDER, those of the labelled sets there
(FOLDER/*/reports.jsonl.gz, their reports with a day and a story) told again and again by mutation; what is made of them stays in the temporary
folder. The lines that it prints can be kept, and `bench/scale.py --page LINES.jsonl` writes docs/scale.md of them. With --peers (datasketch,
rensa and scikit-learn in the Python that runs this; bench/requirements.txt) pairs and clusters of theirs, and those of passim's published
settings, are measured on the same reports, up to --peers-most of them (default 10000).
"""
import argparse
import gzip
import json
import pathlib
import subprocess
import sys
import tempfile
import time

SHINGLE = 5


def material(sets, folder):
    """The labelled reports of the sets, for build/scale to tell again: a file in `folder`."""
    rows = []
    for file in sorted(sets.glob("*/reports.jsonl.gz")):
        with gzip.open(file, "rt", encoding="utf-8") as lines:
            for report in map(json.loads, lines):
                if report["story"] is not None and report["published"]:
                    rows.append([f"{file.parent.name} {report['story']}"] + [report[key] or "" for key in ("outlet", "url", "published", "title", "text")])
    if not rows:
        sys.exit(f"bench/scale.py: no labelled reports in {sets}/*/reports.jsonl.gz")
    out = folder / "material.tsv"
    with out.open("w", encoding="utf-8") as to:
        for row in sorted(rows):
            to.write("\t".join("\v".join(field.replace("\t", " ").splitlines()) for field in row) + "\n")
    return [str(out)]


def ours(count, folder, told):
    library = folder / f"scale-{count}.db"
    out = subprocess.run(["build/scale", str(count), str(library), *told], check=True, capture_output=True, text=True).stdout
    for file in folder.glob(library.name + "*"):
        file.unlink()
    return json.loads(out) | {"material": "sets" if told else "invented"}


def reports(count, told):
    process = subprocess.run(["build/scale", str(count), "--texts", *told], check=True, capture_output=True, text=True)
    return [json.loads(line) for line in process.stdout.splitlines()]


def shingles(text):
    words = text.lower().split()
    return {" ".join(words[i:i + SHINGLE]) for i in range(len(words) - SHINGLE + 1)}


def pair_recall(found, all_reports):
    """Of the planted copies: an event's first report and each that carries its passage."""
    planted = {(int(r["first"]), n) for n, r in enumerate(all_reports) if n != int(r["first"]) and r.get("carries")}
    return len(planted & found) / max(1, len(planted)), sum(all_reports[a]["event"] != all_reports[b]["event"] for a, b in found)


def datasketch_pairs(all_reports, threshold, permutations):
    from datasketch import MinHash, MinHashLSH
    index, found = MinHashLSH(threshold=threshold, num_perm=permutations), set()
    for n, report in enumerate(all_reports):
        sketch = MinHash(num_perm=permutations)
        sketch.update_batch([s.encode() for s in shingles(report["text"])])
        found |= {(other, n) for other in index.query(sketch)}
        index.insert(n, sketch)
    return found


def rensa_pairs(all_reports, threshold, permutations, bands):
    from rensa import RMinHash, RMinHashLSH
    index, found = RMinHashLSH(threshold=threshold, num_perm=permutations, num_bands=bands), set()
    for n, report in enumerate(all_reports):
        sketch = RMinHash(num_perm=permutations, seed=42)
        sketch.update(list(shingles(report["text"])))
        found |= {(other, n) for other in index.query(sketch)}
        index.insert(n, sketch)
    return found


def passim_pairs(all_reports, n=20, least=2, most=100, matches=5, gap=600, span=50):
    """passim 2's published settings, all pairs: n letters and digits from a word's start, once in their report, in `least` to `most` reports; a pair
    that shares `matches` of them is chained where neither side jumps over `gap` characters, and stands if a chain is `span` long. Its search
    only, without Spark and without the letter-by-letter alignment that follows: what passim itself takes is more."""
    postings = {}
    for number, report in enumerate(all_reports):
        text = report["text"]
        places = [i for i, c in enumerate(text) if c.isalnum()]
        letters = "".join(text[i] for i in places).lower()
        seen = {}
        for k in range(len(places) - n + 1):
            if k == 0 or places[k] - places[k - 1] > 1:
                gram = letters[k:k + n]
                seen[gram] = -1 if gram in seen else places[k]
        for gram, place in seen.items():
            if place >= 0:
                postings.setdefault(gram, []).append((number, place))
    shared = {}
    for posts in postings.values():
        if least <= len(posts) <= most:
            for k, (a, at) in enumerate(posts):
                for b, other in posts[k + 1:]:
                    shared.setdefault((a, b), []).append((other, at))
    found = set()
    for pair, anchors in shared.items():
        if len(anchors) < matches:
            continue
        anchors.sort()
        start = last = anchors[0]
        longest = n
        for anchor in anchors[1:]:
            if anchor[1] < last[1] or anchor[0] - last[0] - n > gap or anchor[1] - last[1] - n > gap:
                start = anchor
            last = anchor
            longest = max(longest, last[0] + n - start[0])
        if longest >= span:
            found.add(pair)
    return found


def bcubed(labels, all_reports):
    groups, events = {}, {}
    for n, label in enumerate(labels):
        groups.setdefault(label, []).append(n)
        events.setdefault(all_reports[n]["event"], []).append(n)
    precision = recall = 0.0
    for members in groups.values():
        counts = {}
        for n in members:
            counts[all_reports[n]["event"]] = counts.get(all_reports[n]["event"], 0) + 1
        for event, count in counts.items():
            precision += count * count / len(members)
            recall += count * count / len(events[event])
    return precision / len(labels), recall / len(labels)


def sklearn_stories(all_reports):
    from sklearn.cluster import DBSCAN
    from sklearn.feature_extraction.text import TfidfVectorizer
    vectors = TfidfVectorizer(sublinear_tf=True, min_df=2).fit_transform(r["title"] + " " + r["text"] for r in all_reports)
    labels = DBSCAN(eps=0.6, min_samples=1, metric="cosine").fit_predict(vectors)
    return bcubed(list(labels), all_reports)


def peers(count, told):
    all_reports = reports(count, told)
    rows = []
    for name, work in (
            ("datasketch 128, 0.5", lambda: datasketch_pairs(all_reports, 0.5, 128)),
            ("datasketch 128, 0.1", lambda: datasketch_pairs(all_reports, 0.1, 128)),
            ("as text-dedup: 256, 0.7", lambda: datasketch_pairs(all_reports, 0.7, 256)),
            ("rensa 128, 0.5", lambda: rensa_pairs(all_reports, 0.5, 128, 32)),
            ("rensa 128, 0.1", lambda: rensa_pairs(all_reports, 0.1, 128, 64)),
            ("passim's settings: 20 letters, 5 matches", lambda: passim_pairs(all_reports))):
        try:
            start = time.process_time()
            found = work()
            took = time.process_time() - start
            recall, other = pair_recall(found, all_reports)
            rows.append({"peer": name, "material": "sets" if told else "invented", "reports": count, "reports_per_second": count / took, "pair_recall": recall, "pairs_of_other_events": other})
        except Exception as trouble:  # a peer that cannot be measured is named, and the rest goes on
            rows.append({"peer": name, "material": "sets" if told else "invented", "unmeasured": f"{type(trouble).__name__}: {trouble}"})
    try:
        start = time.process_time()
        precision, recall = sklearn_stories(all_reports)
        took = time.process_time() - start
        rows.append({"peer": "scikit-learn TF-IDF, DBSCAN", "material": "sets" if told else "invented", "reports": count, "reports_per_second": count / took, "story_precision": precision, "story_recall": recall})
    except Exception as trouble:
        rows.append({"peer": "scikit-learn", "material": "sets" if told else "invented", "unmeasured": f"{type(trouble).__name__}: {trouble}"})
    return rows


MATERIALS = {
    "sets": ("Reports of the labelled sets, told again by mutation",
             "Every labelled report with a day, told again every thirteen days with other names and numbers and every second word exchanged, alike wherever\n"
             "the same words stand, until there are so many. Three in four carry ninety words of their story's first report, one in twenty changed\n"
             "(`planted`); what the outlets themselves copied comes on top of it."),
    "invented": ("Invented reports", "Of syllables: eight tell of an event on the average, three in four carry a passage of the event's first report, a word in twenty changed."),
}


def page(lines):
    """docs/scale.md of the lines that runs of this program printed."""
    rows = [json.loads(line) for line in lines if line.strip()]
    out = ["# How it grows", "",
           "Written by `bench/scale.py --page`, never by hand, of what `bench/scale.py` printed (`bench/scale.cc` makes the reports). Rates are reports a",
           "processor second on one core. Up to 16,384 reports all are one neighbourhood, which one more report makes anew (decision 4); beyond, only those it",
           "touches."]
    for key, (title, text) in MATERIALS.items():
        mine = sorted((r for r in rows if "copies_per_second" in r and r["material"] == key), key=lambda r: r["reports"])
        others = [r for r in rows if "peer" in r and r["material"] == key]
        if not mine and not others:
            continue
        out += ["", f"## {title}", "", *text.split("\n"), "",
                "| reports | copies | stories | whole of the second half | one more report (worst) | memory | planted copies found | of other events | story precision | recall |",
                "| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |"]
        for r in mine:
            out.append(f"| {r['reports']:,} | {r['copies_per_second']:,.0f}/s | {r['stories_per_second']:,.0f}/s | {r['reports'] / r['reduce_seconds']:,.0f}/s | "
                       f"{r['one_more_ms']:,.1f} ms ({r['one_more_worst_ms']:,.1f}) | {r['peak_bytes'] / 2**20:,.0f} MiB | {r['copy_recall']:.3f} | "
                       f"{r['copies_of_other_events']:,} | {r['story_precision']:.3f} | {r['story_recall']:.3f} |")
        if others:
            out += ["", "Beside others, on the same reports:", "",
                    "| | reports | rate | planted copies found | of other events | stories: precision, recall |", "| --- | ---: | ---: | ---: | ---: | ---: |"]
        for r in others:
            if "unmeasured" in r:
                out.append(f"| {r['peer']} | | not measured: {r['unmeasured']} | | | |")
                continue
            pairs = f"{r['pair_recall']:.3f} | {r['pairs_of_other_events']:,}" if "pair_recall" in r else " | "
            stories = f"{r['story_precision']:.3f}, {r['story_recall']:.3f}" if "story_precision" in r else ""
            out.append(f"| {r['peer']} | {r['reports']:,} | {r['reports_per_second']:,.0f}/s | {pairs} | {stories} |")
    pathlib.Path("docs/scale.md").write_text("\n".join(out) + "\n", encoding="utf-8")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("counts", nargs="*", type=int, default=[10_000, 100_000, 1_000_000])
    parser.add_argument("--peers", action="store_true")
    parser.add_argument("--peers-most", type=int, default=10_000)
    parser.add_argument("--folder", type=pathlib.Path, help="make the libraries there instead of in a temporary folder")
    parser.add_argument("--sets", type=pathlib.Path, metavar="FOLDER", help="tell the labelled reports of these sets again instead of invented ones")
    parser.add_argument("--page", type=pathlib.Path, metavar="LINES", help="measure nothing; write docs/scale.md of lines printed before")
    arguments = parser.parse_args()
    if arguments.page:
        return page(arguments.page.read_text(encoding="utf-8").splitlines())
    with tempfile.TemporaryDirectory() as temporary:
        told = material(arguments.sets, pathlib.Path(temporary)) if arguments.sets else []
        for count in arguments.counts:
            print(json.dumps(ours(count, arguments.folder or pathlib.Path(temporary), told)), flush=True)
            if arguments.peers and count <= arguments.peers_most:
                for row in peers(count, told):
                    print(json.dumps(row), flush=True)


if __name__ == "__main__":
    sys.exit(main())
