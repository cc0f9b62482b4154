#!/usr/bin/env python3
"""Makes data/rules/en/word_frequency.tsv: in how many of ten thousand reports a word stands.

  python3 train/word_frequency.py LOOKUPS_DIR > data/rules/en/word_frequency.tsv

LOOKUPS_DIR: spacy_lookups_data/data of the package spacy-lookups-data 1.0.5 (MIT), whose en_lexeme_prob gives the logarithm of a
word's probability. A report is taken to have five hundred words, each drawn by that probability.
"""
import collections
import gzip
import json
import math
import pathlib
import sys

REPORTS, WORDS, LEAST = 10_000, 500, 2

probabilities = json.load(gzip.open(pathlib.Path(sys.argv[1]) / "en_lexeme_prob.json.gz", "rt", encoding="utf-8"))
words = collections.Counter()
for word, logarithm in probabilities.items():
    if len(word) >= 3 and word.isascii() and word.isalpha():
        words[word.lower()] += math.exp(logarithm)
print("# In how many of ten thousand English reports of five hundred words a word stands, about; rarer ones are left out.")
print("# source: en_lexeme_prob of the package spacy-lookups-data 1.0.5 (Copyright 2019 ExplosionAI), by train/word_frequency.py")
print("# licence: MIT")
print("word\treports")
for word in sorted(words):
    count = round(REPORTS * (1 - math.exp(-WORDS * words[word])))
    if count >= LEAST:
        print(f"{word}\t{count}")
