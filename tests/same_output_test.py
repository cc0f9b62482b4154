#!/usr/bin/env python3
"""The same reports give the same bytes: any number of threads, any order of files, read at once or bit by bit."""
import json
import pathlib
import random
import sqlite3
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

    def assert_same_findings(self, one, other):
        mine, wanted = support.rows(one), support.rows(other)
        for tables in (mine, wanted):
            for history in ("library", "told"):  # count reads
                tables.pop(history)
        for table in wanted:
            self.assertEqual(mine[table], wanted[table], table)
        self.assertEqual(support.everything(one), support.everything(other))

    def test_bit_by_bit(self):
        other = self.folder / "bits.db"
        for file in reversed(self.files):
            self.read(other, [file])
        self.assert_same_findings(other, self.library)

    def test_bit_by_bit_in_neighbourhoods(self):
        """As in a library of more reports than are compared with every other."""
        limits = ("--whole", "8", "--most", "6")
        at_once = self.folder / "neighbourhoods.db"
        self.read(at_once, self.files, *limits)
        self.assertGreater(len(support.rows(at_once)["neighbourhood"]), 5)
        for parts in (1, 3, len(self.files)):
            files = list(self.files)
            random.Random(parts).shuffle(files)
            other = self.folder / f"in-{parts}.db"
            for n in range(parts):
                self.read(other, files[n::parts], *limits)
            self.assert_same_findings(other, at_once)
        lines = [line for file in self.files for line in file.read_text().splitlines()]
        random.Random(9).shuffle(lines)
        other = self.folder / "one-by-one.db"
        one = self.folder / "one.jsonl"
        for n, line in enumerate(lines):
            one.write_text(line + "\n")
            self.read(other, [one], *limits)
        self.unplace(other, at_once)
        self.assert_same_findings(other, at_once)

    def unplace(self, *libraries):
        """Takes out which file each report was read from."""
        for library in libraries:
            with sqlite3.connect(library) as database:
                database.execute("UPDATE report SET path = '', \"offset\" = 0")

    def test_shards(self):
        for limits in ((), ("--whole", "8", "--most", "6")):
            whole = self.folder / f"whole{len(limits)}.db"
            self.read(whole, self.files, *limits)
            for shards in (1, 7):
                out = self.folder / f"mapped{shards}-{len(limits)}"
                records = 0
                for shard in range(1, shards + 1):
                    status, summary, err = support.run("map", *self.files, "--shard", f"{shard}/{shards}", "--out", out, "--json")
                    self.assertEqual(status, 0, err)
                    records += json.loads(summary)["records"]
                self.assertEqual(records, REPORTS)
                other = self.folder / f"reduced{shards}-{len(limits)}.db"
                status, _, err = support.run("reduce", out, "--into", other, "--quiet", *limits)
                self.assertEqual(status, 0, err)
                self.assertEqual(support.rows(other), support.rows(whole))
                self.assertEqual(support.everything(other), support.everything(whole))

    def test_changes(self):
        """Every story and entry is told of by the read that brought or changed it; what did not change is not."""
        for limits in ((), ("--whole", "8", "--most", "6")):
            other = self.folder / f"changes{len(limits)}.db"
            self.read(other, self.files[:-1], *limits)
            before = support.show(other, "stories"), support.show(other, "ledger")
            self.read(other, self.files[-1:], *limits)
            after = support.show(other, "stories"), support.show(other, "ledger")
            out = support.run("show", "changes", "--since", "1", "--into", other, "--json")[1]
            told = {(c["what"], c["id"]): c["how"] for c in support.objects(out)}
            for what, key, old, new in (("story", "story", before[0], after[0]), ("entry", "entry", before[1], after[1])):
                old, new = ({one[key]: one for one in support.objects(text)} for text in (old, new))
                for name in old.keys() | new.keys():
                    how = "new" if name not in old else "gone" if name not in new else "changed"
                    if how != "changed" or {k: v for k, v in old[name].items() if k not in ("links", "origins")} != {
                            k: v for k, v in new[name].items() if k not in ("links", "origins")}:
                        self.assertEqual(told.get((what, name)), how, (what, name))
                    else:
                        self.assertNotIn((what, name), told)
            self.assertEqual(support.run("show", "changes", "--since", "2", "--into", other, "--json")[1], "")
            by_day = support.objects(support.run("show", "changes", "--since", "2031-12-01", "--into", other, "--json")[1])
            self.assertTrue(by_day)
            self.assertEqual(support.run("show", "changes", "--since", "soon", "--into", other)[0], 2)

    def test_what_is_forgotten_was_never_there(self):
        day = "2031-06-01"
        later = self.folder / "later.jsonl"
        later.write_text("".join(line + "\n" for file in self.files for line in file.read_text().splitlines()
                                 if json.loads(line)["published"] >= day))
        for limits in ((), ("--whole", "8", "--most", "6")):
            other, never = self.folder / f"forgot{len(limits)}.db", self.folder / f"never{len(limits)}.db"
            self.read(other, self.files, *limits)
            status, out, err = support.run("forget", "--before", day, "--into", other, "--json")
            self.assertEqual(status, 0, err)
            self.read(never, [later], *limits)
            left = len(support.rows(never)["report"])
            self.assertEqual(json.loads(out)["forgotten"], REPORTS - left)
            self.unplace(other, never)
            self.assert_same_findings(other, never)

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
    unittest.main(argv=[sys.argv[0], *sys.argv[2:]], verbosity=1)  # after the engine: the tests to run, all where none is named
