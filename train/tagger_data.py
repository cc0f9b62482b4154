#!/usr/bin/env python3
"""Makes what train/tagger.cc reads out of GUM: a line a token (token, Penn tag, Universal tag), an empty line behind each
sentence, "# id" before each document. Hyphenated words, which GUM cuts apart, are made whole.

  python3 train/tagger_data.py GUM.jsonl.gz > gum.tsv
"""
import gzip
import json
import sys

MARKS = {"``", "''", ",", ".", ":", "-LRB-", "-RRB-", "HYPH"}


def whole(parts, after):
    """The tag of a hyphenated word, from its parts' tags and the tag behind it."""
    tags = [p[1] for p in parts if p[1] != "HYPH"]
    upos = [p[2] for p in parts if p[1] != "HYPH"]
    if all(t in ("NNP", "NNPS") for t in tags):
        return "NNP", "PROPN"
    if tags[-1] in ("VBN", "VBG", "JJ", "RB") or (len(tags) > 2 and tags[-1] in ("JJ", "NN")):
        return "JJ", "ADJ"
    if tags[-1] in ("NN", "CD") and tags[0] in ("JJ", "CD", "NN", "IN", "RB", "DT") and after.startswith("NN") and len(tags) > 1:
        return ("CD", "NUM") if tags == ["CD", "CD"] else ("JJ", "ADJ")
    return tags[-1], upos[-1]


def main():
    for line in gzip.open(sys.argv[1], "rt", encoding="utf-8"):
        doc = json.loads(line)
        print("#", doc["id"])
        for first, end in doc["sentences"]:
            at = first
            while at < end:
                last = at
                while last + 2 < end and doc["xpos"][last + 1] == "HYPH" and doc["offsets"][last][1] == doc["offsets"][last + 1][0] \
                        and doc["offsets"][last + 1][1] == doc["offsets"][last + 2][0]:
                    last += 2
                parts = list(zip(doc["tokens"][at:last + 1], doc["xpos"][at:last + 1], doc["upos"][at:last + 1]))
                if len(parts) > 1:
                    tag = whole(parts, doc["xpos"][last + 1] if last + 1 < end else "")
                    print("".join(p[0] for p in parts), *tag, sep="\t")
                else:
                    token, penn, upos = parts[0]
                    # Nationality adjectives and titles: GUM's Penn tag and Universal tag follow different schools.
                    if penn in ("GW", "LS"):
                        penn, upos = "FW", "X"
                    if penn == "NNP" and upos != "PROPN":
                        penn = {"ADJ": "JJ", "NUM": "CD", "VERB": "NNP", "ADV": "RB"}.get(upos, "NNP")
                        upos = "PROPN" if penn == "NNP" else upos
                    print(token, penn if penn != "HYPH" else ":", upos, sep="\t")
                at = last + 1
            print()


if __name__ == "__main__":
    main()
