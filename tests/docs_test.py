#!/usr/bin/env python3
"""Documentation that fails when it lies: docs/cli.md is what --help prints, every command that the docs show can be typed, every
link leads somewhere, every table of rules names its source. Usage: docs_test.py ENGINE [--write]"""
import re
import shlex
import sys
import unittest

import support

COMMANDS = re.findall(r"^  ([a-z]+) {3,}", support.run("--help")[1].split("Subcommands:")[1], re.M)
PAGE = support.ROOT / "docs" / "cli.md"
DOCS = [p for p in [*support.ROOT.glob("*.md"), *support.ROOT.glob("docs/**/*.md"), *support.ROOT.glob("src/*/README.md"), *support.ROOT.glob("examples/*.md")]]


def reference():
    parts = ["# The command line\n\nWritten by `tests/docs_test.py build/fairwitness --write`; the tests compare it with what `--help` prints.\n"]
    for command in ("", *COMMANDS):
        out = support.run(*([command] if command else []), "--help")[1]
        text = "\n".join(line.rstrip() for line in out.strip().splitlines())
        parts.append(f"## fairwitness {command}".rstrip() + f"\n\n```\n{text}\n```\n")
    parts.append("## Exit status\n\n| status | when |\n|---|---|\n| 0 | done |\n| 1 | done, but some records failed; each is named on standard error or in `--errors` |\n"
                 "| 2 | wrong usage, a query that is none, a story or report that is not there, a file for `apart` that is none |\n| 66 | the library, or a file that is asked for, is not there |\n"
                 "| 69 | the library was written by a newer version |\n| 70 | a fault of ours |\n| 73 | the library or an output file cannot be written there |\n"
                 "| 74 | the disk is full or failed |\n| 75 | another read, reduce, forget or apart is writing to the library |\n| 130 | stopped by a signal; what was read is kept |\n")
    return "\n".join(parts)


class Docs(unittest.TestCase):
    def test_the_command_line(self):
        self.assertEqual(PAGE.read_text(), reference(), "write it anew: python3 tests/docs_test.py build/fairwitness --write")

    def test_commands_shown_can_be_typed(self):
        shown = 0
        for doc in DOCS:
            for line in re.findall(r"^ {4}(fairwitness .*)$", doc.read_text(), re.M):
                words = shlex.split(line.split("#")[0])
                self.assertIn(words[1], COMMANDS, f"{doc.name}: {line}")
                help_text = support.run(words[1], "--help")[1]
                for word in words[2:]:
                    if word.startswith("--"):
                        self.assertIn(word, help_text, f"{doc.name}: {line}")
                shown += 1
        self.assertGreater(shown, 5)

    def test_links_lead_somewhere(self):
        for doc in DOCS:
            for target in re.findall(r"\]\((?!http)([^)#]+)", doc.read_text()):
                self.assertTrue((doc.parent / target).exists(), f"{doc.relative_to(support.ROOT)} links to {target}")

    def test_models_have_cards(self):
        for model in support.ROOT.glob("data/models/**/*.bin"):
            self.assertTrue(model.with_suffix(".md").exists(), f"{model.name} has no card")


if __name__ == "__main__":
    if "--write" in sys.argv:
        PAGE.write_text(reference())
        print(f"wrote {PAGE.relative_to(support.ROOT)}")
    else:
        unittest.main(argv=sys.argv[:1], verbosity=1)
