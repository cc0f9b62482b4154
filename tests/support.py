"""What the whole-program tests share: the engine as a user runs it, and reports about invented places and people."""
import json
import pathlib
import sqlite3
import subprocess
import sys

ENGINE = str(pathlib.Path(sys.argv[1]).resolve()) if len(sys.argv) > 1 and pathlib.Path(sys.argv[1]).exists() else None
ROOT = pathlib.Path(__file__).resolve().parent.parent
SHOWN = ("stories", "copies", "rewordings", "tree", "origins", "quotes", "figures", "times", "events", "ledger", "timeline", "account")


def run(*arguments, stdin=None, timeout=120, **more):
    """(exit status, standard output, standard error) of the engine."""
    done = subprocess.run([ENGINE, *map(str, arguments)], input=stdin, capture_output=True, timeout=timeout, **more)
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def sanitized():
    """Was the engine built with a sanitizer?"""
    built = pathlib.Path(ENGINE).read_bytes()
    return b"__asan_" in built or b"__tsan_" in built


def objects(text):
    return [json.loads(line) for line in text.splitlines()]


def show(library, what):
    status, out, err = run("show", what, "--into", library, "--json")
    assert status == 0, err
    return out


def everything(library):
    """All that a library tells, as one text: what two libraries are compared by."""
    return "\n".join(what + "\n" + show(library, what) for what in SHOWN)


def rows(library):
    """All rows of all tables, the insides of the full-text index aside."""
    with sqlite3.connect(library) as database:
        names = [n for (n,) in database.execute("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")]
        return {name: sorted(map(repr, database.execute(f'SELECT * FROM "{name}"'))) for name in names if not name.startswith(("report_text_", "sqlite_"))}


TOWNS = ("Velmar", "Port Ashgrove", "Kestrel Bay", "Undermoor", "Tarnholt", "Saint Orla", "Marrowfield", "Ostrana")
PEOPLE = ("Ilse Varga", "Tomas Brandt-Keel", "Odile Marchetti", "Henrik Solvay", "Amara Quill", "Jonas Petrow")


def invented(number):
    """One invented report; reports of one event differ in their figures and in who speaks."""
    event, version = divmod(number, 3)
    town, person, other = TOWNS[event % len(TOWNS)], PEOPLE[event % len(PEOPLE)], PEOPLE[(event + 1) % len(PEOPLE)]
    dead = 3 + event % 9 + version
    return {
        "id": f"report-{number:05d}",
        "outlet": f"{TOWNS[number % len(TOWNS)]} Courier",
        "title": f"Flood in {town} leaves at least {dead} dead",
        "published": f"2031-{1 + event % 12:02d}-{1 + (event * 7) % 27 + version % 2:02d}T08:00:00Z",
        "text": f"Flood in {town} leaves at least {dead} dead\n\nAt least {dead} people were killed when the river Asa rose over its banks in {town} "
                f"on Tuesday, the regional council said.\n\n\"We have never seen the water come so fast,\" said Mayor {person}, who visited the old quarter.\n\n"
                f"{other}, a spokesman for the harbour office, told reporters that about {40 + event} families had been moved to schools "
                f"in the upper town {number}.\n\nThe council will meet on Friday to discuss repairs to the dam, which was built in 1962.",
    }


def write_jsonl(path, numbers, **fields):
    """Invented reports, a line each; `fields` stand in each of them instead of its own."""
    with open(path, "w", encoding="utf-8") as file:
        for number in numbers:
            file.write(json.dumps({**invented(number), **fields}) + "\n")
    return path
