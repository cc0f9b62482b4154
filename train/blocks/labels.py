#!/usr/bin/env python3
"""Which blocks of labelled pages are the article.

    labels.py PREFIX PAGES/truth.jsonl > PREFIX.labels

Reads PREFIX.tsv (block_features) and the truths; writes a line a block: page number, half (0, 1: by the site's name, so that no
site is on both sides), label (0, 1, or -1 where the truth does not say) and weight. Blocks are found in the truth by runs of
four words; of blocks that stand for the same part of the truth, those are chosen that keep its order.
"""
import bisect
import collections
import hashlib
import json
import os
import re
import sys
import urllib.parse

WORD = re.compile(r"\w+")
RUN = 4


def site(truth):
    """The registered domain, roughly: the last two labels, or three under a short second level (co.uk)."""
    host = (urllib.parse.urlsplit(truth.get("url") or "").hostname or truth["id"]).split(".")
    keep = 3 if len(host) > 2 and len(host[-1]) == 2 and (len(host[-2]) <= 3) else 2
    return ".".join(host[-keep:])


def half(truth):
    return hashlib.sha256(site(truth).encode()).digest()[0] & 1


def words(text):
    return WORD.findall(text.lower())


def matches(blocks, body):
    """For each block: words of it that stand in the body, and where (first, last word); None where it is not there."""
    truth = words(body)
    runs = collections.defaultdict(list)
    for i in range(len(truth) - RUN + 1):
        runs[tuple(truth[i:i + RUN])].append(i)
    lines, at = collections.defaultdict(list), 0
    for line in body.split("\n"):
        tokens = words(line)
        if tokens:
            lines[tuple(tokens)].append(at)
        at += len(tokens)
    out = []
    for text in blocks:
        tokens = words(text)
        found = []
        if tuple(tokens) in lines:
            out.append([(len(tokens), p, p + len(tokens)) for p in lines[tuple(tokens)]])
            continue
        offsets = collections.Counter()
        for i in range(len(tokens) - RUN + 1):
            for p in runs.get(tuple(tokens[i:i + RUN]), ())[:50]:
                offsets[p - i] += 1
        for offset, _ in offsets.most_common(6):
            covered = set()
            for i in range(len(tokens) - RUN + 1):
                for p in runs.get(tuple(tokens[i:i + RUN]), ())[:50]:
                    if abs(p - i - offset) <= 12:
                        covered.update(range(i, i + RUN))
            if covered:
                found.append((len(covered), max(0, offset), offset + len(tokens)))
        out.append(found)
    return out


def chain(found):
    """The blocks that stand for the truth in its order: the heaviest chain of places."""
    best, ends = [], []          # (end, weight, item, previous) kept as a frontier
    frontier = [(0, 0, None)]    # (end, weight, node), ends and weights rising
    for i, places in enumerate(found):
        fresh = []
        for n, begin, end in places:
            at = bisect.bisect_right([f[0] for f in frontier], begin + 3) - 1
            weight, node = frontier[at][1] + n, frontier[at][2]
            fresh.append((end, weight, (i, (begin, end), node)))
        for one in sorted(fresh, key=lambda f: f[0]):
            at = bisect.bisect_right([f[0] for f in frontier], one[0])
            if frontier[at - 1][1] >= one[1]:
                continue
            frontier.insert(at, one)
            while at + 1 < len(frontier) and frontier[at + 1][1] <= one[1]:
                del frontier[at + 1]
    node, picked = frontier[-1][2], {}
    while node:
        picked[node[0]] = node[1]
        node = node[2]
    return picked


def dense(blocks, body):
    found = matches(blocks, body)
    picked = chain(found)
    covered = set()
    for begin, end in picked.values():
        covered.update(range(begin, end))
    out = []
    for i, (text, places) in enumerate(zip(blocks, found)):
        n = len(words(text))
        share = max((p[0] for p in places), default=0) / n if n else 0
        if n == 0:
            out.append(-1)
        elif i in picked:
            out.append(1 if share >= 0.6 else 0 if share < 0.3 else -1)
        elif places and share >= 0.6:
            best = max(places)
            out.append(0 if sum(j in covered for j in range(best[1], best[2])) > 0.5 * (best[2] - best[1]) else 1)
        else:
            out.append(0 if share < 0.3 else -1)
    return out


def sparse(blocks, truth):
    flat = [" ".join(b.split()) for b in blocks]
    out = [-1] * len(blocks)
    for label, key in ((1, "with"), (0, "without")):
        for segment in truth.get(key) or []:
            segment = " ".join(segment.split())
            where = [i for i, text in enumerate(flat) if segment in text]
            if len(where) == 1 or label == 0:
                for i in where:
                    out[i] = label if out[i] in (-1, label) else -1
    return out


def main(prefix, truth_file):
    truths = {}
    with open(truth_file, encoding="utf-8") as file:
        for line in file:
            row = json.loads(line)
            truths[os.path.basename(row["file"]).removesuffix(".gz")] = row
    pages = collections.OrderedDict()
    with open(prefix + ".tsv", encoding="utf-8") as file:
        for line in file:
            page, _, text = line.rstrip("\n").split("\t", 2)
            pages.setdefault(page, []).append(text)
    for number, (page, blocks) in enumerate(pages.items()):
        truth = truths[os.path.basename(page)]
        body = truth.get("body")
        labels = dense(blocks, body) if body else sparse(blocks, truth)
        for text, label in zip(blocks, labels):
            n = len(words(text))
            weight = (1 + min(n, 80) / 8) if body else 2 + min(n, 40) / 20
            if truth.get("paragraphs"):     # paragraph by paragraph: the surest truth, and news
                weight *= 2
            print(number, half(truth), label, round(weight, 3) if label >= 0 else 0, truth["set"])


if __name__ == "__main__":
    main(*sys.argv[1:])
