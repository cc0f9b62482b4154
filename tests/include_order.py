#!/usr/bin/env python3
"""Checks that every room includes only its own headers and those of rooms before it in CMakeLists.txt, and that no two
rooms give one name to two types (the linker would take one for the other)."""
import pathlib
import re
import sys

root = pathlib.Path(__file__).resolve().parent.parent
order = re.findall(r"^fw_room\((\w+)", (root / "CMakeLists.txt").read_text(), re.M) + ["cli"]
# What only one room may include.
ONLY = {"sqlite3.h": "store", "thread": "run", "CLI/CLI.hpp": "cli"}
faults = []
rooms = sorted(path for path in (root / "src").iterdir() if path.is_dir())
for room in rooms:
    if room.name not in order:
        faults.append(f"src/{room.name} is no room of CMakeLists.txt")
        continue
    if not (room / "README.md").exists():
        faults.append(f"src/{room.name} has no README.md")
    allowed = set(order[: order.index(room.name) + 1])
    for file in sorted(room.rglob("*")):
        if file.suffix not in (".h", ".cc"):
            continue
        for number, line in enumerate(file.read_text().splitlines(), 1):
            found = re.match(r'#include [<"]([^">]+)[">]', line)
            if not found:
                continue
            included = found[1]
            other = included.split("/")[0]
            if other in order and "/" in included and other not in allowed:
                faults.append(f"{file.relative_to(root)}:{number}: {room.name} stands before {other} and must not include it")
            if included in ONLY and room.name != ONLY[included] and not file.name.endswith("_test.cc"):
                faults.append(f"{file.relative_to(root)}:{number}: only {ONLY[included]} includes {included}")
owner = {}
for room in rooms:
    for file in sorted(room.glob("*.h")):
        text = file.read_text()
        if re.search(r"^namespace fairwitness::\w+ \{|^namespace (page|cli) \{", text, re.M):
            continue
        for name in re.findall(r"^(?:struct|class|enum class) (\w+)[^;\n]*\{", text, re.M):
            if owner.setdefault(name, room.name) != room.name:
                faults.append(f"{file.relative_to(root)}: {name} is a type of {owner[name]} already")
print("\n".join(faults) or f"{len(rooms)} rooms in order")
sys.exit(bool(faults))
