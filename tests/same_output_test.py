#!/usr/bin/env python3
"""The same reports give the same bytes: any number of threads, any order of files, read at once or bit by bit."""
import pathlib
import random
import sys
import tempfile
import unittest

import support

REPORTS = 60


class Same(unittest.TestCase):
    def setUp(self):
        self.temporary = tempfile.TemporaryDirectory()
        self.folder = pathlib.Path(self.temporary.name)
        self.files = [support.write_jsonl(self.folder / f"part{n}.jsonl", range(n * 10, n * 10 + 10)) for n in range(REPORTS // 10)]
        self.library = self.folder / "one.db"
        self.read(self.library, self.files, "--threads", "1")

    def tearDown(self):
        self.temporary.cleanup()

    def read(self, library, files, *options):
        status, out, err = support.run("read", *files, "--into", library, "--quiet", *options)
        self.assertEqual(status, 0, err)
        return out

    def assert_same(self, library):
        self.assertEqual(support.everything(library), support.everything(self.library))
        self.assertEqual(support.rows(library), support.rows(self.library))

    def test_threads(self):
        other = self.folder / "eight.db"
        self.read(other, self.files, "--threads", "8")
        self.assert_same(other)

    def test_order_of_files(self):
        files = list(self.files)
        random.Random(7).shuffle(files)
        other = self.folder / "shuffled.db"
        self.read(other, files)
        self.assert_same(other)

    def test_bit_by_bit(self):
        other = self.folder / "bits.db"
        for file in reversed(self.files):
            self.read(other, [file])
        mine, wanted = support.rows(other), support.rows(self.library)
        for tables in (mine, wanted):
            tables.pop("library")  # counts generations
        self.assertEqual(mine, wanted)
        self.assertEqual(support.everything(other), support.everything(self.library))

    def test_again_adds_nothing(self):
        before = support.rows(self.library)
        out = self.read(self.library, self.files)
        self.assertIn("0 new reports", out)
        self.assertIn(f"{REPORTS} duplicates", out)
        self.assertEqual(support.rows(self.library), before)

    def test_records(self):
        one = support.run("records", *self.files, "--threads", "1")[1]
        eight = support.run("records", *self.files, "--threads", "8")[1]
        self.assertEqual(one, eight)
        self.assertEqual([r["report"]["id"] for r in support.objects(one)], [f"report-{n:05d}" for n in range(REPORTS)])


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=1)
