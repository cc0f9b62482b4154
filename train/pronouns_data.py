#!/usr/bin/env python3
"""Makes what train/pronouns.cc reads out of GUM: for each document a line "D id", its text with line feeds as \\x01, a line
"M begin end id type" (bytes) for each mention, and an empty line.

  python3 train/pronouns_data.py GUM.jsonl.gz > mentions.txt
"""
import gzip
import json
import sys


def main():
    for line in gzip.open(sys.argv[1], "rt", encoding="utf-8"):
        doc = json.loads(line)
        places = [0]
        for letter in doc["text"]:
            places.append(places[-1] + len(letter.encode()))
        print("D", doc["id"])
        print(doc["text"].replace("\r", " ").replace("\n", "\x01"))
        for entity in sorted(doc["entities"], key=lambda e: (e["span"][0], -e["span"][1])):
            first, end = entity["span"]
            print("M", places[doc["offsets"][first][0]], places[doc["offsets"][end - 1][1]], entity["id"], entity["type"])
        print()


main()
