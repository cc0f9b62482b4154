#!/usr/bin/env python3
"""Makes the word tables that words/linear.h reads, and the exceptions of the lemmas.

  python3 train/word_tables.py LEXICON.txt LOOKUPS_DIR GUM.tsv data/models/en data/rules/en

LEXICON.txt: en-lexicon.txt of the package textblob (Brill's lexicon, MIT). LOOKUPS_DIR: spacy_lookups_data/data of the package
spacy-lookups-data (MIT; the lemma tables are WordNet's). GUM.tsv: the order of the tags in the lexicon's table comes from TAGS below.
"""
import gzip
import json
import pathlib
import struct
import sys

TAGS = "CC CD DT EX FW IN JJ JJR JJS MD NN NNS NNP NNPS PDT PRP PRP$ RB RBR RBS RP TO UH VB VBD VBG VBN VBP VBZ WDT WP WP$ WRB".split()


def word_hash(word):
    value = 0xCBF29CE484222325
    for byte in word.encode():
        value = ((value ^ byte) * 0x100000001B3) & 0xFFFFFFFFFFFFFFFF
    return (value ^ (value >> 32)) & 0xFFFFFFFF


def write_table(path, values):
    slots = 1
    while slots * 4 < len(values) * 5:
        slots *= 2
    hashes, cells = [0] * slots, [0] * slots
    for word in sorted(values):
        key = word_hash(word)
        if not key:
            continue
        at = key & (slots - 1)
        while hashes[at] and hashes[at] != key:
            at = (at + 1) & (slots - 1)
        if not hashes[at]:
            hashes[at], cells[at] = key, values[word]
    data = b"FWWT" + struct.pack("<III", 1, slots, 0) + struct.pack(f"<{slots}I", *hashes) + struct.pack(f"<{slots}H", *cells)
    path.write_bytes(data)
    print(path, len(values), "words,", len(data), "bytes")


def folded(word):
    return "".join("0" if c.isdigit() else c for c in word)


def lexicon(path):
    out = {}
    for line in open(path, encoding="utf-8"):
        parts = line.split()
        if len(parts) == 2 and not line.startswith(";;;") and parts[1] in TAGS and len(parts[0]) < 40:
            out.setdefault(folded(parts[0]), TAGS.index(parts[1]) + 1)
    return out


def load(folder, name):
    return json.load(gzip.open(folder / f"en_{name}.json.gz", "rt", encoding="utf-8"))


def clusters(folder, size):
    cluster, prob = load(folder, "lexeme_cluster"), load(folder, "lexeme_prob")
    known = [w for w in cluster if cluster[w] and w in prob and len(w) < 40 and any(c.isalpha() for c in w) and " " not in w]
    known.sort(key=lambda w: (-prob[w], w))
    return {w: cluster[w] & 0xFFFF for w in known[:size] if cluster[w] & 0xFFFF}


VOWELS = "aeiou"


def verb_stem(stem):
    """What the engine makes of a verb's form without -ed or -ing (lemmas.cc)."""
    if len(stem) > 2 and stem[-1] == stem[-2] and stem[-1] not in "lszfaeiou":
        return stem[:-1]
    if stem.endswith("i"):
        return stem[:-1] + "y"
    if stem[-1:] in ("v", "u", "c", "z") or stem.endswith(("at", "iz", "is", "ls", "rs", "ns", "rg", "dg", "ng", "us", "ur", "as")) and len(stem) > 3:
        return stem + "e"
    return stem


def rule(form, pos):
    if pos == "noun":
        for end, lemma in (("sses", "ss"), ("shes", "sh"), ("ches", "ch"), ("xes", "x"), ("ies", "y"), ("oes", "o")):
            if form.endswith(end) and len(form) > len(end) + 1:
                return form[:-len(end)] + lemma
        if form.endswith("s") and not form.endswith(("ss", "us", "is")) and len(form) > 2:
            return form[:-1]
        if form.endswith("men") and len(form) > 4:
            return form[:-2] + "an"
        return form
    if pos == "verb":
        for end, lemma in (("sses", "ss"), ("shes", "sh"), ("ches", "ch"), ("xes", "x"), ("zzes", "zz"), ("ies", "y"), ("oes", "o")):
            if form.endswith(end) and len(form) > len(end) + 1:
                return form[:-len(end)] + lemma
        if form.endswith("ied") and len(form) > 4:
            return form[:-3] + "y"
        for end in ("ing", "ed"):
            if form.endswith(end) and len(form) > len(end) + 2:
                return verb_stem(form[:-len(end)])
        if form.endswith("s") and not form.endswith("ss") and len(form) > 3:
            return form[:-1]
        return form
    for end in ("est", "er"):
        if form.endswith(end) and len(form) > len(end) + 2:
            stem = form[:-len(end)]
            if stem.endswith("i"):
                return stem[:-1] + "y"
            if len(stem) > 2 and stem[-1] == stem[-2] and stem[-1] not in "lsaeiou":
                return stem[:-1]
            return stem
    return form


def doubled(word):
    return len(word) > 2 and word[-1] not in VOWELS + "wxy" and word[-2] in VOWELS and word[-3] not in VOWELS and sum(
        a in VOWELS and b not in VOWELS for a, b in zip(word, word[1:])) == 1


def forms(word, pos):
    """The regular forms of a word."""
    s = word + "es" if word.endswith(("s", "x", "z", "ch", "sh")) else word[:-1] + "ies" if word.endswith("y") and word[-2:-1] not in VOWELS else word + "s"
    if pos == "noun":
        return [s, word[:-1] + "oes" if word.endswith("o") else s]
    if pos == "adj":
        stem = word[:-1] + "i" if word.endswith("y") else word[:-1] if word.endswith("e") else word + word[-1] if doubled(word) else word
        return [stem + "er", stem + "est"]
    if word.endswith("e"):
        return [s, word + "d", (word if word.endswith(("ee", "oe", "ye")) else word[:-1]) + "ing"]
    if word.endswith("y") and word[-2:-1] not in VOWELS:
        return [s, word[:-1] + "ied", word + "ing"]
    stem = word + word[-1] if doubled(word) else word
    return [s, stem + "ed", stem + "ing"]


def lemmas(folder):
    index, known, prob = load(folder, "lemma_index"), load(folder, "lemma_exc"), load(folder, "lexeme_prob")
    out = {}
    for pos, least in (("noun", -16.5), ("verb", -17.5), ("adj", -16)):
        for form, bases in known[pos].items():
            if form.isascii() and form.isalpha() and prob.get(form, -20) > -18.5 and rule(form, pos) != bases[0] and form != bases[0] \
                    and not (pos != "adj" and form in index[pos] and prob.get(bases[0], -20) < prob.get(form, -20) - 1 and len(form) < 6):
                out[form, pos] = bases[0]
        words = sorted(w for w in index[pos] if w.isascii() and w.isalpha() and w.islower() and len(w) > 1 and prob.get(w, -20) > least)
        by_form = {}
        for word in words:
            for form in forms(word, pos):
                by_form.setdefault(form, []).append(word)
            # A noun that looks like a plural and is none: "news", "crisis".
            if pos == "noun" and word not in known[pos] and rule(word, pos) != word and prob.get(rule(word, pos), -20) < prob[word] - 4:
                out[word, pos] = word
        for form, bases in by_form.items():
            base = max(bases, key=lambda w: (prob[w], w))
            if (form, pos) not in out and form not in known[pos] and rule(form, pos) != base and prob.get(form, -20) > -18.5:
                out[form, pos] = base
    hand = {("was", "verb"): "be", ("were", "verb"): "be", ("is", "verb"): "be", ("are", "verb"): "be", ("am", "verb"): "be", ("been", "verb"): "be", ("being", "verb"): "be",
            ("'s", "verb"): "be", ("'re", "verb"): "be", ("'m", "verb"): "be", ("'ve", "verb"): "have", ("'ll", "verb"): "will", ("'d", "verb"): "would", ("has", "verb"): "have",
            ("had", "verb"): "have", ("having", "verb"): "have", ("does", "verb"): "do", ("did", "verb"): "do", ("done", "verb"): "do", ("goes", "verb"): "go", ("went", "verb"): "go",
            ("gone", "verb"): "go", ("said", "verb"): "say", ("says", "verb"): "say", ("led", "verb"): "lead", ("wo", "verb"): "will", ("ca", "verb"): "can", ("n't", "adv"): "not", ("left", "verb"): "leave",
            ("found", "verb"): "find", ("people", "noun"): "people", ("media", "noun"): "media", ("news", "noun"): "news", ("data", "noun"): "data", ("saw", "verb"): "see", ("lay", "verb"): "lie",
            ("better", "adj"): "good", ("best", "adj"): "good", ("worse", "adj"): "bad", ("worst", "adj"): "bad", ("more", "adj"): "more", ("most", "adj"): "most", ("felt", "verb"): "feel",
            ("further", "adj"): "far", ("less", "adj"): "less", ("least", "adj"): "least", ("wounded", "verb"): "wound", ("bound", "verb"): "bind", ("ground", "verb"): "grind", ("fell", "verb"): "fall"}
    out.update(hand)
    return out


def main():
    lexicon_path, folder, models, rules = sys.argv[1], pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[3]), pathlib.Path(sys.argv[4])
    write_table(models / "lexicon.bin", lexicon(lexicon_path))
    write_table(models / "clusters.bin", clusters(folder, 200000))
    with open(rules / "lemmas.tsv", "w", encoding="utf-8") as out:
        out.write("# Forms whose lemma the rules of lemmas.cc would miss. Made by train/word_tables.py.\n"
                  "# source: WordNet 3.0 (Princeton University), as in the package spacy-lookups-data; regular forms of its words; a few by hand\n"
                  "# licence: WordNet 3.0 licence (free use with notice)\nform\tclass\tlemma\n")
        for (form, pos), lemma in sorted(lemmas(folder).items()):
            out.write(f"{form}\t{pos}\t{lemma}\n")


if __name__ == "__main__":
    main()
