"""Runs of programs, and what is made of them. A rate is work a processor second: user and system time of one process on one core,
which other work on the machine disturbs least. Every comparison alternates: ours, peer, ours, peer ..."""

import json
import os
import pathlib
import statistics
import subprocess
import sys

BUILD = pathlib.Path("build")
PEER_PYTHON = BUILD / "bench-venv" / "bin" / "python"


class Unmeasured(Exception):
    """Why there is no figure."""


def pinned(command):
    """The command on the last core, where taskset is there."""
    for folder in os.environ.get("PATH", "").split(":"):
        if os.access(os.path.join(folder, "taskset"), os.X_OK):
            return ["taskset", "-c", str(max(os.sched_getaffinity(0)))] + command
    return command


def last_line(text):
    lines = [line for line in text.decode(errors="replace").splitlines() if line.strip()]
    return lines[-1][:160] if lines else "no message"


def run(command, output=os.devnull):
    """Runs a whole program (bench/launch.py): {"status", "seconds", "peak_bytes"}. What it prints goes to the file `output`."""
    launcher = [sys.executable, "-S", "-E", "bench/launch.py", str(output)]
    done = subprocess.run(launcher + pinned([str(part) for part in command]), capture_output=True)
    if done.returncode != 0:
        raise Unmeasured(f"{command[0]} could not be started: {last_line(done.stderr)}")
    result = json.loads(done.stdout)
    # 1: done, but some record could not be read; anything else means that it was not done.
    if result["status"] not in (0, 1):
        raise Unmeasured(f"{pathlib.Path(command[0]).name} ended with {result['status']}: {last_line(done.stderr)}")
    return result


def benches(room, names, env, least_seconds=0.2):
    """Micro-benchmarks of one room in one process: {name: Google Benchmark's own fields}, rates by processor time."""
    program = BUILD / f"{room}_bench"
    if not program.is_file():
        raise Unmeasured(f"{program.name} is not built (libbenchmark-dev?)")
    command = [str(program), f"--benchmark_filter=^({'|'.join(names)})$", "--benchmark_format=json", f"--benchmark_min_time={least_seconds}"]
    done = subprocess.run(pinned(command), capture_output=True, env={**os.environ, **{key: str(value) for key, value in env.items()}})
    if done.returncode != 0 or not done.stdout.strip():
        raise Unmeasured(f"{program.name} ended with {done.returncode}: {last_line(done.stderr)}")
    found = {result["name"]: result for result in json.loads(done.stdout)["benchmarks"]}
    for name in names:
        if name not in found:
            raise Unmeasured(f"{program.name} has no {name}")
        if found[name].get("error_occurred"):
            raise Unmeasured(found[name]["error_message"])
    return found


def bench(room, name, env, least_seconds=0.2):
    """One micro-benchmark."""
    return benches(room, [name], env, least_seconds)[name]


versions = {}


def peer(name, path):
    """One timed pass of a peer (bench/peers.py)."""
    if not PEER_PYTHON.is_file():
        raise Unmeasured("no Python environment for the peers")
    done = subprocess.run(pinned([str(PEER_PYTHON), "bench/peers.py", name, str(path)]), capture_output=True)
    if done.returncode != 0:
        raise Unmeasured(last_line(done.stderr))
    result = json.loads(done.stdout)
    versions[name] = result["version"]
    return result


def alternate(sides, rounds, say):
    """`sides` maps a name to a function that measures once and gives a rate. Every round runs them all in turn; one that cannot be
    measured drops out. Gives {name: {"rates"} or {"unmeasured"}}."""
    results = {name: {"rates": []} for name in sides}
    for number in range(rounds):
        for name, once in sides.items():
            if "unmeasured" in results[name]:
                continue
            say(f"  round {number + 1}/{rounds}: {name}")
            try:
                results[name]["rates"].append(once())
            except (Unmeasured, OSError, ValueError, KeyError) as trouble:
                results[name] = {"unmeasured": str(trouble) or type(trouble).__name__}
    for result in results.values():
        if result.get("rates"):
            result["median"] = statistics.median(result["rates"])
    return results


def together(rates_once, names, rounds, say):
    """The same for things that one run measures together: `rates_once` gives {name: rate} for all `names`."""
    results = {name: {"rates": []} for name in names}
    for number in range(rounds):
        say(f"  round {number + 1}/{rounds}")
        try:
            for name, rate in rates_once().items():
                results[name]["rates"].append(rate)
        except (Unmeasured, OSError, ValueError, KeyError) as trouble:
            return {name: {"unmeasured": str(trouble) or type(trouble).__name__} for name in names}
    for result in results.values():
        result["median"] = statistics.median(result["rates"])
    return results


def ratio(ours, theirs):
    """Median, least and most of our rate over theirs, round by round; None where either is missing."""
    if not ours.get("rates") or not theirs.get("rates"):
        return None
    pairs = [a / b for a, b in zip(ours["rates"], theirs["rates"])]
    return {"median": statistics.median(pairs), "least": min(pairs), "most": max(pairs)}
