#!/usr/bin/env python3
"""`apart`: merges that a person takes back, and undoing that again."""
import json
import pathlib
import sys
import tempfile
import unittest

import support

REPORTS = 30


class Apart(unittest.TestCase):
    def setUp(self):
        self.temporary = tempfile.TemporaryDirectory()
        self.folder = pathlib.Path(self.temporary.name)
        self.file = support.write_jsonl(self.folder / "reports.jsonl", range(REPORTS))
        self.library = self.folder / "one.db"
        self.read(self.library)

    def tearDown(self):
        self.temporary.cleanup()

    def run_it(self, *arguments, status=0):
        got, out, err = support.run(*arguments)
        self.assertEqual(got, status, err)
        return out if status == 0 else err

    def read(self, library, *options):
        self.run_it("read", self.file, "--into", library, "--quiet", *options)

    def stories(self, library):
        return [json.loads(line)["reports"] for line in self.run_it("show", "stories", "--json", "--into", library).splitlines()]

    def a_pair(self, library):
        """Two reports of one story."""
        return next(reports[:2] for reports in self.stories(library) if len(reports) > 1)

    def part(self, library, *lines):
        file = self.folder / "apart.tsv"
        file.write_text("".join("\t".join(line) + "\n" for line in lines))
        return self.run_it("apart", file, "--into", library, "--quiet")

    def check(self, library):
        before = support.everything(library)
        a, b = self.a_pair(library)
        self.assertIn("1 pair is kept apart", self.part(library, ("story", b, a, "two fires")))
        self.assertFalse(any(a in reports and b in reports for reports in self.stories(library)))
        kept = self.run_it("apart", "--into", library)
        self.assertEqual(kept, "kind\ta\tb\twhy\nstory\t%s\t%s\ttwo fires\n" % tuple(sorted((a, b))))
        self.assertEqual(json.loads(self.run_it("apart", "--into", library, "--json"))["why"], "two fires")
        changes = self.run_it("show", "changes", "--since", "1", "--into", library)
        self.assertIn("new", changes)
        self.part(library)
        self.assertEqual(support.everything(library), before)

    def test_stories(self):
        self.check(self.library)

    def test_in_neighbourhoods(self):
        library = self.folder / "neighbourhoods.db"
        self.read(library, "--whole", "8", "--most", "6")
        self.check(library)

    def test_later_reads_keep_to_it(self):
        parted = self.folder / "parted.db"
        half = support.write_jsonl(self.folder / "half.jsonl", range(0, REPORTS, 2))
        self.run_it("read", half, "--into", parted, "--quiet")
        pair = self.a_pair(parted)
        self.part(parted, ("story", pair[0], pair[1], ""))
        self.read(parted)
        self.part(self.library, ("story", pair[0], pair[1], ""))
        self.assertEqual(support.everything(parted), support.everything(self.library))
        self.assertFalse(any(pair[0] in reports and pair[1] in reports for reports in self.stories(parted)))

    def test_faults_name_the_way_out(self):
        self.assertIn("there is no report 'nobody'", self.fault(("story", "nobody", self.a_pair(self.library)[0])))
        self.assertIn("line 1: the first column must be", self.fault(("tale", "a", "b")))
        self.assertEqual(self.run_it("apart", "--into", self.library), "kind\ta\tb\twhy\n")
        self.assertIn("cannot be read", self.run_it("apart", self.folder / "none.tsv", "--into", self.library, status=66))
        self.assertIn("is a folder", self.run_it("apart", self.folder, "--into", self.library, status=66))

    def test_a_fault_leaves_what_was_kept(self):
        a, b = self.a_pair(self.library)
        self.part(self.library, ("story", a, b, ""))
        kept = self.run_it("apart", "--into", self.library)
        whole = "story\t%s\t%s\n" % (a, b)
        for damaged in (whole[: len(whole) // 2], whole + "story\t%s" % a, "\x00" * 1000, "story\t\t\n", "\xff" * 1000):
            file = self.folder / "damaged.tsv"
            file.write_text(damaged)
            self.run_it("apart", file, "--into", self.library, "--quiet", status=2)
            self.assertEqual(self.run_it("apart", "--into", self.library), kept)
        file.write_bytes(b"name\ta\tb\n" * (2 << 20))
        self.assertIn("more than 16 MB", self.run_it("apart", file, "--into", self.library, "--quiet", status=2))
        self.assertEqual(self.run_it("apart", "--into", self.library), kept)

    def test_a_megabyte_of_names(self):
        lines = [("name", "Guard %d" % n, "Watch %d" % n) for n in range(30000)]
        self.assertIn("30000 pairs are kept apart", self.part(self.library, *lines))

    def fault(self, line):
        file = self.folder / "fault.tsv"
        file.write_text("\t".join(line) + "\n")
        return self.run_it("apart", file, "--into", self.library, "--quiet", status=2)


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], *sys.argv[2:]], verbosity=1)
