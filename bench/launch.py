"""Runs a program and prints what it took as JSON. Usage: launch.py OUTPUT COMMAND...

A process of its own, because Linux counts what a parent held at the fork into its child's peak: the measuring program holds a lot, this
one next to nothing.
"""

import json
import os
import subprocess
import sys


def main():
    with open(sys.argv[1], "wb") as out:
        process = subprocess.Popen(sys.argv[2:], stdout=out)
        _, status, usage = os.wait4(process.pid, 0)
    print(json.dumps({"status": os.waitstatus_to_exitcode(status), "seconds": usage.ru_utime + usage.ru_stime,
                      "peak_bytes": usage.ru_maxrss * 1024}))


if __name__ == "__main__":
    main()
