#!/usr/bin/env python3
"""Bad input gets a clear message that names the file and the way out, its own exit status, and loses nothing read before."""
import json
import os
import pathlib
import resource
import sqlite3
import subprocess
import sys
import tempfile
import unittest

import support


class BadInput(unittest.TestCase):
    def setUp(self):
        self.temporary = tempfile.TemporaryDirectory()
        self.folder = pathlib.Path(self.temporary.name)
        self.library = self.folder / "news.db"
        self.good = support.write_jsonl(self.folder / "good.jsonl", range(6))

    def tearDown(self):
        self.temporary.cleanup()

    def read(self, *paths, library=None):
        errors = self.folder / "errors.jsonl"
        status, out, err = support.run("read", *paths, "--into", library or self.library, "--quiet", "--json", "--errors", errors)
        named = support.objects(errors.read_text()) if errors.exists() else []
        return status, json.loads(out) if out.strip() else None, err, named

    def assert_adds_up(self, summary):
        self.assertEqual(summary["records"], summary["reports"] + summary["duplicates"] + summary["skipped"] + summary["failed"], summary)
        self.assertEqual(sum(summary["reasons"].values()), summary["skipped"] + summary["failed"], summary)

    def test_odd_files_are_told_apart_and_cost_nothing_else(self):
        (self.folder / "empty.html").write_bytes(b"")
        (self.folder / "binary.html").write_bytes(bytes(range(256)) * 64)
        (self.folder / "nothing.html").write_text("<html><body><nav><a href='/'>Home</a></nav></body></html>")
        (self.folder / "broken.txt").write_bytes(b"The harbour of Velmar is closed.\xff\xfe The council met.\n")
        (self.folder / "lines.jsonl").write_text(json.dumps(support.invented(20)) + "\nthis is no JSON\n" + json.dumps(support.invented(21)) + "\n")
        status, summary, err, named = self.read(self.folder, self.folder / "gone.html")
        self.assertEqual(status, 1, err)
        self.assert_adds_up(summary)
        by_file = {pathlib.Path(one["path"]).name: one for one in named}
        self.assertEqual(by_file["empty.html"]["outcome"], "skipped")
        self.assertEqual(by_file["binary.html"]["outcome"], "skipped")
        self.assertEqual((by_file["nothing.html"]["outcome"], by_file["nothing.html"]["reason"]), ("skipped", "no_article"))
        self.assertEqual(by_file["gone.html"]["outcome"], "failed")
        self.assertEqual(by_file["lines.jsonl"]["reason"], "not_json")
        for one in named:
            self.assertTrue(one["reason"] and one["detail"], one)
        ids = {report for story in support.objects(support.show(self.library, "stories")) for report in story["reports"]}
        self.assertLessEqual({"report-00000", "report-00005", "report-00020", "report-00021"}, ids)

    def test_unreadable_folder_and_file(self):
        locked, file = self.folder / "locked", self.folder / "locked.txt"
        locked.mkdir()
        file.write_text("The harbour of Velmar is closed today, the council said.")
        self.folder.chmod(0o777)
        for one in (locked, file):
            one.chmod(0)
        # Root reads everything, so the engine runs as nobody where the test runs as root.
        more = {"user": 65534, "group": 65534} if os.geteuid() == 0 else {}
        engine = self.folder / "fairwitness"
        engine.write_bytes(pathlib.Path(support.ENGINE).read_bytes())
        engine.chmod(0o755)
        errors = self.folder / "errors.jsonl"
        try:
            done = subprocess.run([engine, "read", self.good, locked, file, "--into", self.library, "--quiet", "--json", "--errors", errors],
                                  capture_output=True, timeout=60, **more)
        finally:
            locked.chmod(0o700)
        summary = json.loads(done.stdout)
        self.assertEqual((done.returncode, summary["reports"], summary["failed"]), (1, 6, 2), done.stderr)
        self.assertEqual({(pathlib.Path(one["path"]).name, one["reason"]) for one in support.objects(errors.read_text())},
                         {("locked", "unreadable"), ("locked.txt", "unreadable")})

    def test_a_library_of_a_newer_version(self):
        self.assertEqual(self.read(self.good)[0], 0)
        with sqlite3.connect(self.library) as database:
            database.execute("PRAGMA user_version = 999")
        for command in (("read", self.good), ("show", "stories"), ("find", "flood")):
            status, _, err = support.run(*command, "--into", self.library)
            self.assertEqual(status, 69, err)
            self.assertIn("news.db", err)
            self.assertIn("newer", err)

    def test_a_library_that_is_none(self):
        self.library.write_text("This is a letter, not a library.\n" * 100)
        status, _, err, _ = self.read(self.good)
        self.assertEqual(status, 73, err)
        self.assertIn("news.db", err)
        self.assertIn("This is a letter", self.library.read_text())
        other = self.folder / "other.db"
        with sqlite3.connect(other) as database:
            database.execute("CREATE TABLE letters (text)")
        self.assertEqual(self.read(self.good, library=other)[0], 73)

    def test_a_library_that_is_missing(self):
        status, _, err = support.run("show", "stories", "--into", self.library)
        self.assertEqual(status, 66)
        self.assertIn("fairwitness read", err)
        self.assertFalse(self.library.exists())
        self.assertEqual(self.read(self.good, library=self.folder / "no" / "such" / "news.db")[0], 73)

    def test_two_reads_at_once(self):
        fifo = self.folder / "slow.txt"
        first = subprocess.Popen([support.ENGINE, "read", "-", "--into", str(self.library), "--quiet"], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL)
        try:
            while not self.library.exists():
                self.assertIsNone(first.poll())
            status, _, err, _ = self.read(self.good)
            self.assertEqual(status, 75, err)
            self.assertIn("news.db", err)
        finally:
            first.communicate(b"The ferry to Velmar does not run today, the harbour office said.\n")
        self.assertEqual(first.returncode, 0)
        self.assertEqual(self.read(self.good)[0], 0)
        self.assertFalse(fifo.exists())

    def test_a_disk_that_fills(self):
        self.assertEqual(self.read(self.good)[0], 0)
        before = {one["id"] for one in self.reports()}
        many = support.write_jsonl(self.folder / "many.jsonl", range(100, 900))
        room = self.library.stat().st_size + 300_000

        def full():
            resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))
        done = subprocess.run([support.ENGINE, "read", str(many), "--into", str(self.library), "--quiet"], capture_output=True, preexec_fn=full, timeout=120)
        self.assertEqual(done.returncode, 74, done.stderr.decode())
        self.assertIn(b"news.db", done.stderr)
        self.assertIn(b"same command again", done.stderr)
        self.assertLessEqual(before, {one["id"] for one in self.reports()})
        status, summary, err, _ = self.read(many)
        self.assertEqual(status, 0, err)
        self.assertEqual(len(self.reports()), 806)
        self.assert_adds_up(summary)

    def reports(self):
        with sqlite3.connect(self.library) as database:
            return [{"id": id} for (id,) in database.execute("SELECT id FROM report")]

    def test_one_text_of_a_hundred_megabytes(self):
        page = self.folder / "long.html"
        page.write_bytes(b"<!DOCTYPE html><title>Harbour</title><p>" + b"The harbour of Velmar is closed. " * 3_100_000)
        child = subprocess.Popen([support.ENGINE, "page", "--json", str(page)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        _, status, used = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        self.assertEqual(child.returncode, 0)
        if not support.sanitized():  # a sanitizer's own tables and checks are no cost of the page's
            self.assertLess(used.ru_utime + used.ru_stime, 2)
            self.assertLess(used.ru_maxrss, 256 * 1024)

    def test_standard_input(self):
        status, out, err = support.run("records", "-", stdin=(json.dumps(support.invented(1)) + "\n").encode())
        self.assertEqual((status, support.objects(out)[0]["report"]["id"]), (0, "report-00001"), err)

    def test_wrong_words(self):
        for words in (("show", "weather", "--into", "x.db"), ("read",), ("nonsense",), ("account", "--format", "pdf", "--into", "x.db")):
            status, _, err = support.run(*words)
            self.assertEqual(status, 2, words)
            self.assertTrue(err)
        self.assertEqual(self.read(self.good)[0], 0)
        self.assertEqual(support.run("account", "s-none", "--into", self.library)[0], 2)
        self.assertEqual(support.run("compare", "report-0", "report-00001", "--into", self.library)[0], 2)
        self.assertEqual(support.run("find", '"', "--into", self.library)[0], 2)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=1)
