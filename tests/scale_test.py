#!/usr/bin/env python3
"""Libraries of more reports than are compared with every other: odd input, reads that are killed, and work that does not grow.
(`--whole 8 --most 6` makes a small library behave as a large one does.)"""
import json
import pathlib
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
import unittest

import support

LARGE = ("--whole", "8", "--most", "6")
KILLS = 30


class Scale(unittest.TestCase):
    def setUp(self):
        self.temporary = tempfile.TemporaryDirectory()
        self.folder = pathlib.Path(self.temporary.name)
        self.library = self.folder / "news.db"

    def tearDown(self):
        self.temporary.cleanup()

    def read(self, *paths, library=None, limits=LARGE, status=0):
        done, out, err = support.run("read", *paths, "--into", library or self.library, "--quiet", "--json", *limits, timeout=600)
        self.assertEqual(done, status, err)
        return json.loads(out) if out.strip() else err

    def write(self, name, reports):
        path = self.folder / name
        path.write_text("".join(json.dumps(one) + "\n" for one in reports))
        return path

    def count(self, sql, library=None):
        with sqlite3.connect(library or self.library) as database:
            return database.execute(sql).fetchone()[0]

    def assert_each_report_stands_in_one_neighbourhood(self):
        self.assertEqual(self.count("SELECT count(*) FROM report"), self.count("SELECT count(*) FROM neighbour"))
        self.assertEqual(self.count("SELECT count(*) FROM report"), self.count("SELECT count(*) FROM story_report"))
        self.assertEqual(self.count("SELECT count(*) FROM neighbourhood WHERE done = 0"), 0)
        self.assertEqual(self.count("SELECT count(*) FROM fresh"), 0)

    def test_many_copies_of_one_report(self):
        """A thousand copies: nothing is lost, no neighbourhood is larger than the limit, and copies stay linear in the reports."""
        copies = [{**support.invented(1), "id": f"copy-{n:04d}", "outlet": f"Courier {n}"} for n in range(1000)]
        summary = self.read(self.write("copies.jsonl", copies), limits=("--whole", "50", "--most", "40"))
        self.assertEqual((summary["reports"], summary["repeats"]), (1000, 999))
        self.assert_each_report_stands_in_one_neighbourhood()
        self.assertLessEqual(self.count("SELECT max(n) FROM (SELECT count(*) n FROM neighbour GROUP BY neighbourhood)"), 40)
        self.assertLess(self.count("SELECT count(*) FROM copy"), 1000 * 24 * 4)
        before = self.count("SELECT count(*) FROM neighbourhood")
        self.read(self.write("one.jsonl", [{**support.invented(1), "id": "copy-last"}]), limits=())
        self.assertLessEqual(abs(self.count("SELECT count(*) FROM neighbourhood") - before), 2)
        self.assert_each_report_stands_in_one_neighbourhood()

    def test_odd_days(self):
        days = ["", "yesterday", "0000-00-00", "1970-01-01", "9999-12-31", "2031-02-30", "2031-03-01T08:00:00Z", "-1", "2031-13-01"]
        reports = [{**support.invented(n), "published": days[n % len(days)]} for n in range(45)]
        summary = self.read(self.write("odd.jsonl", reports))
        self.assertEqual(summary["reports"], 45)
        self.assert_each_report_stands_in_one_neighbourhood()
        other = self.folder / "other.db"
        random.Random(5).shuffle(reports)
        for n in range(0, 45, 9):
            self.read(self.write("part.jsonl", reports[n:n + 9]), library=other)
        self.assertEqual(support.everything(other), support.everything(self.library))
        status, out, err = support.run("forget", "--before", "2000-01-01", "--into", self.library, "--json")
        self.assertEqual((status, json.loads(out)["forgotten"]), (0, 5), err)  # 1970 only: what tells no day stays
        self.assert_each_report_stands_in_one_neighbourhood()

    def test_one_very_large_report(self):
        large = {**support.invented(3), "id": "large", "text": support.invented(3)["text"] * (60_000_000 // len(support.invented(3)["text"]))}
        path = self.write("large.jsonl", [support.invented(n) for n in range(12)] + [large])
        self.assertGreater(path.stat().st_size, 58 << 20)
        summary = self.read(path)
        self.assertEqual(summary["records"], summary["reports"] + summary["duplicates"] + summary["skipped"] + summary["failed"])
        self.assertEqual(summary["records"], 13)
        self.assert_each_report_stands_in_one_neighbourhood()

    def test_killed_at_any_moment(self):
        source = support.write_jsonl(self.folder / "reports.jsonl", range(90))
        whole, broken = self.folder / "whole.db", self.folder / "broken.db"
        start = time.monotonic()
        self.read(source, library=whole)
        took = time.monotonic() - start
        moment = random.Random(20310504)
        killed = fresh = 0
        while killed < KILLS:
            self.assertLess(fresh, 3 * KILLS)
            process = subprocess.Popen([support.ENGINE, "read", str(source), "--into", str(broken), "--quiet", *LARGE], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            time.sleep(moment.random() * took)
            process.send_signal(signal.SIGKILL)
            if process.wait() == -signal.SIGKILL:
                killed += 1
            else:
                fresh += 1
                for file in self.folder.glob("broken.db*"):
                    file.unlink()
        self.read(source, library=broken)
        self.assertEqual(support.rows(broken), support.rows(whole))
        self.assertEqual(support.everything(broken), support.everything(whole))

    def test_a_library_half_written_by_another_version(self):
        """Version 1 had no neighbourhoods; its reports stay, and a read goes on in it."""
        # Version 1 did not read headlines, and what they tell decides; these tell no number.
        files = [support.write_jsonl(self.folder / f"{n}.jsonl", range(n * 12, n * 12 + 12), title="Flood in the valley") for n in range(2)]
        whole = self.folder / "whole.db"
        self.read(*files, library=whole)
        self.read(files[0])
        with sqlite3.connect(self.library) as database:
            for table in ("fresh", "bearings", "bearing_key", "bearing_topic", "neighbourhood", "neighbour", "told", "parting"):
                database.execute(f"DROP TABLE {table}")
            for table in ("copy", "rewording", "story", "story_report", "story_link", "settled", "origin", "origin_report", "entry", "reading",
                          "reading_passage", "timeline", "timeline_passage"):
                database.execute(f"DROP TABLE {table}")
                database.execute(f"CREATE TABLE {table} (n INTEGER PRIMARY KEY)")
            for table, column in (("figure", "part_spans"), ("figure", "caveat"), ("figure", "headline"), ("event", "action")):
                database.execute(f"ALTER TABLE {table} DROP COLUMN {column}")
            database.execute("DELETE FROM library")
            database.execute("INSERT INTO library VALUES ('generation', 12), ('findings_of', 3)")
            database.execute("PRAGMA user_version = 1")
        self.read(files[1])
        for library in (self.library, whole):  # what version 1 did not keep of its reports stays empty
            with sqlite3.connect(library) as database:
                database.execute("UPDATE event SET action = ''")
                database.execute("UPDATE figure SET part_spans = '', caveat = ''")
        self.assertEqual(support.everything(self.library), support.everything(whole))

    def test_two_at_once(self):
        source = support.write_jsonl(self.folder / "reports.jsonl", range(30))
        self.read(source)
        def begin():
            return subprocess.Popen([support.ENGINE, "read", "-", "--into", str(self.library), "--quiet"], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL)
        first = begin()
        try:
            deadline = time.monotonic() + 60
            while support.run("forget", "--before", "1900-01-01", "--into", self.library)[0] != 75:
                self.assertLess(time.monotonic(), deadline)
                if first.poll() is not None:  # it came while the other was writing, and was turned away itself
                    self.assertEqual(first.returncode, 75)
                    first = begin()
            self.assertEqual(support.run("reduce", self.library, "--into", self.library)[0], 75)
            self.assertEqual(support.run("show", "stories", "--into", self.library)[0], 0)  # looking is free
        finally:
            first.communicate(b"The ferry to Velmar does not run today, the harbour office said.\n")
        self.assertEqual(first.returncode, 0)
        self.assert_each_report_stands_in_one_neighbourhood()


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=1)
