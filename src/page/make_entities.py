#!/usr/bin/env python3
"""Writes entities.inc, the table of named character references, from Python's copy of the HTML standard's list."""
import html.entities

names = sorted(html.entities.html5)
out = ["// The named character references of the HTML standard (section 13.5), sorted by bytes. Written by make_entities.py."]
out.append("inline constexpr char entity_names[] =")
for i in range(0, len(names), 8):
    out.append('    "' + "".join(names[i:i + 8]) + '"')
out[-1] += ";"
out.append("inline constexpr Entity entities[] = {")
line, at = "   ", 0
for name in names:
    points = [ord(c) for c in html.entities.html5[name]] + [0]
    cell = f" {{{at},{len(name)},0x{points[0]:X},0x{points[1]:X}}},"
    at += len(name)
    if len(line) + len(cell) > 120:
        out.append(line)
        line = "   "
    line += cell
out += [line, "};", ""]
open("entities.inc", "w").write("\n".join(out))
