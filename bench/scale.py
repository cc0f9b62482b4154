#!/usr/bin/env python3
"""How the many-reports half grows, beside what others do with the same reports. Usage:

  ninja -C build scale && python3 bench/scale.py [--peers] [--folder FOLDER] [COUNT...]      (default 10000 100000 1000000)

For each count a library of invented reports is made in a temporary folder (some twelve kilobytes a report on disk), brought up to date and
deleted again; rates are reports a processor second on one core. The lines that it prints can be kept, and
`bench/scale.py --page LINES.jsonl` writes docs/scale.md of them. With --peers (datasketch, rensa and scikit-learn in the Python that runs
this; bench/requirements.txt) their pairs and clusters are measured on the same reports, up to --peers-most of them (default 10000).
"""
import argparse
import json
import pathlib
import subprocess
import sys
import tempfile
import time

SHINGLE = 5


def ours(count, folder):
    library = folder / f"scale-{count}.db"
    out = subprocess.run(["build/scale", str(count), str(library)], check=True, capture_output=True, text=True).stdout
    for file in folder.glob(library.name + "*"):
        file.unlink()
    return json.loads(out)


def reports(count):
    process = subprocess.run(["build/scale", str(count), "--texts"], check=True, capture_output=True, text=True)
    return [json.loads(line) for line in process.stdout.splitlines()]


def shingles(text):
    words = text.lower().split()
    return {" ".join(words[i:i + SHINGLE]) for i in range(len(words) - SHINGLE + 1)}


def pair_recall(found, all_reports):
    """Of the planted copies: an event's first report and each that carries its passage."""
    planted = {(int(r["first"]), n) for n, r in enumerate(all_reports) if n != int(r["first"]) and n % 4}
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


def peers(count):
    all_reports = reports(count)
    rows = []
    for name, work in (
            ("datasketch 128, 0.5", lambda: datasketch_pairs(all_reports, 0.5, 128)),
            ("datasketch 128, 0.1", lambda: datasketch_pairs(all_reports, 0.1, 128)),
            ("as text-dedup: 256, 0.7", lambda: datasketch_pairs(all_reports, 0.7, 256)),
            ("rensa 128, 0.5", lambda: rensa_pairs(all_reports, 0.5, 128, 32)),
            ("rensa 128, 0.1", lambda: rensa_pairs(all_reports, 0.1, 128, 64))):
        try:
            start = time.process_time()
            found = work()
            took = time.process_time() - start
            recall, other = pair_recall(found, all_reports)
            rows.append({"peer": name, "reports": count, "reports_per_second": count / took, "pair_recall": recall, "pairs_of_other_events": other})
        except Exception as trouble:  # a peer that cannot be measured is named, and the rest goes on
            rows.append({"peer": name, "unmeasured": f"{type(trouble).__name__}: {trouble}"})
    try:
        start = time.process_time()
        precision, recall = sklearn_stories(all_reports)
        took = time.process_time() - start
        rows.append({"peer": "scikit-learn TF-IDF, DBSCAN", "reports": count, "reports_per_second": count / took, "story_precision": precision, "story_recall": recall})
    except Exception as trouble:
        rows.append({"peer": "scikit-learn", "unmeasured": f"{type(trouble).__name__}: {trouble}"})
    return rows


def page(lines):
    """docs/scale.md of the lines that runs of this program printed."""
    rows = [json.loads(line) for line in lines if line.strip()]
    mine, others = sorted((r for r in rows if "copies_per_second" in r), key=lambda r: r["reports"]), [r for r in rows if "peer" in r]
    out = ["# How it grows", "",
           "Written by `bench/scale.py --page`, never by hand, of what `bench/scale.py` printed. Invented reports (`bench/scale.cc`): eight tell of an event on the",
           "average, most carry a passage that the event's first report wrote, with a word in twenty changed. Rates are reports a processor second on one core.", "",
           "| reports | copies | stories | whole of the second half | one more report (worst) | memory | planted copies found | of other events | story precision | recall |",
           "| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |"]
    for r in mine:
        out.append(f"| {r['reports']:,} | {r['copies_per_second']:,.0f}/s | {r['stories_per_second']:,.0f}/s | {r['reports'] / r['reduce_seconds']:,.0f}/s | "
                   f"{r['one_more_ms']:,.1f} ms ({r['one_more_worst_ms']:,.1f}) | {r['peak_bytes'] / 2**20:,.0f} MiB | {r['copy_recall']:.3f} | "
                   f"{r['copies_of_other_events']} | {r['story_precision']:.3f} | {r['story_recall']:.3f} |")
    out += ["", "Up to 16,384 reports all are one neighbourhood, which one more report makes anew (decision 4); beyond, only those it touches."]
    if others:
        out += ["", "## Beside others, on the same reports", "", "| | reports | rate | planted copies found | of other events | stories: precision, recall |", "| --- | ---: | ---: | ---: | ---: | ---: |"]
        for r in others:
            if "unmeasured" in r:
                out.append(f"| {r['peer']} | | not measured: {r['unmeasured']} | | | |")
                continue
            pairs = f"{r['pair_recall']:.3f} | {r['pairs_of_other_events']}" if "pair_recall" in r else " | "
            stories = f"{r['story_precision']:.3f}, {r['story_recall']:.3f}" if "story_precision" in r else ""
            out.append(f"| {r['peer']} | {r['reports']:,} | {r['reports_per_second']:,.0f}/s | {pairs} | {stories} |")
    pathlib.Path("docs/scale.md").write_text("\n".join(out) + "\n", encoding="utf-8")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("counts", nargs="*", type=int, default=[10_000, 100_000, 1_000_000])
    parser.add_argument("--peers", action="store_true")
    parser.add_argument("--peers-most", type=int, default=10_000)
    parser.add_argument("--folder", type=pathlib.Path, help="make the libraries there instead of in a temporary folder")
    parser.add_argument("--page", type=pathlib.Path, metavar="LINES", help="measure nothing; write docs/scale.md of lines printed before")
    arguments = parser.parse_args()
    if arguments.page:
        return page(arguments.page.read_text(encoding="utf-8").splitlines())
    with tempfile.TemporaryDirectory() as temporary:
        for count in arguments.counts:
            print(json.dumps(ours(count, arguments.folder or pathlib.Path(temporary))), flush=True)
            if arguments.peers and count <= arguments.peers_most:
                for row in peers(count):
                    print(json.dumps(row), flush=True)


if __name__ == "__main__":
    sys.exit(main())
