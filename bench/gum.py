#!/usr/bin/env python3
"""How right tags and pronouns are on GUM: every document is measured by a model that was trained without it.

  python3 bench/gum.py [GUM.jsonl.gz]     # default: ../shared/data/names/gum.jsonl.gz; needs a build (make)

Prints the share of tokens with the right Penn tag, and the share of "he", "she" and their forms that are told to mean whom they mean when the
mentions of people are given (train/tagger.cc and train/pronouns.cc say what counts), for news and for the other kinds of text.
"""
import pathlib
import subprocess
import sys
import tempfile

TOP = pathlib.Path(__file__).resolve().parent.parent


def library(room):
    return TOP / "build" / f"libfw_{room}.a"


def measure(name, source, *arguments):
    with tempfile.TemporaryDirectory() as folder:
        data, program = pathlib.Path(folder) / "data.txt", pathlib.Path(folder) / name
        with open(data, "w", encoding="utf-8") as out:
            subprocess.run([sys.executable, TOP / "train" / f"{name}_data.py", source], stdout=out, check=True)
        subprocess.run(["c++", "-std=c++20", "-O2", "-I", TOP / "src", "-I", TOP / "train", TOP / "train" / f"{name}.cc",
                        *map(library, ("names", "words", "article", "rules", "base")), "-o", program], check=True)
        done = subprocess.run([program, data, *arguments, "-"], capture_output=True, text=True, check=True)
    print(f"{name}\n{done.stdout}", end="", flush=True)


def main():
    source = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else TOP / "../shared/data/names/gum.jsonl.gz").resolve()
    if not source.exists() or not library("names").exists():
        sys.exit(f"bench/gum.py: needs {source} and a build")
    models = TOP / "data" / "models" / "en"
    measure("tagger", source, models / "clusters.bin", models / "lexicon.bin")
    measure("pronouns", source, TOP / "data")


main()
