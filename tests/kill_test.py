#!/usr/bin/env python3
"""A read that is killed at any moment and run again ends with the library of an unbroken run."""
import pathlib
import random
import signal
import subprocess
import sys
import tempfile
import time
import unittest

import support

KILLS = 200
REPORTS = 240


class Killed(unittest.TestCase):
    def test_two_hundred_kills_lose_nothing(self):
        with tempfile.TemporaryDirectory() as folder:
            folder = pathlib.Path(folder)
            source = support.write_jsonl(folder / "reports.jsonl", range(REPORTS))
            whole = folder / "whole.db"
            start = time.monotonic()
            status, _, err = support.run("read", source, "--into", whole, "--quiet")
            took = time.monotonic() - start
            self.assertEqual(status, 0, err)
            wanted, wanted_rows = support.everything(whole), support.rows(whole)

            broken = folder / "broken.db"
            moment = random.Random(20310503)
            killed = fresh = 0
            while killed < KILLS:
                self.assertLess(fresh, 3 * KILLS, "most reads end before they are killed: the test tests nothing")
                process = subprocess.Popen([support.ENGINE, "read", str(source), "--into", str(broken), "--quiet"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
                time.sleep(moment.random() * took * 0.8)
                process.send_signal(signal.SIGKILL)
                if process.wait() == -signal.SIGKILL:
                    killed += 1
                else:
                    # It ended before it was killed: begin anew, so that kills fall on the whole of a read.
                    fresh += 1
                    for file in folder.glob("broken.db*"):
                        file.unlink()
            status, _, err = support.run("read", source, "--into", broken, "--quiet")
            self.assertEqual(status, 0, err)
            self.assertEqual(support.everything(broken), wanted)
            mended = support.rows(broken)
            self.assertEqual(mended, wanted_rows)
            print(f"note: {killed} reads were killed, {fresh} libraries begun anew")


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=1)
