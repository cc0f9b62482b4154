"""Invented news pages, for when no folder of real ones is at hand: the same seed gives the same bytes.

They stand in for real pages only roughly: real ones have more scripts, stranger markup and fewer clean paragraphs.
"""

import pathlib
import random

PEOPLE = ["Mira Halvorsen", "Pavel Orlenko", "Ana Bellweather", "Tomas Ringdal", "Ilse Karkov", "Jonas Adeyo", "Petra Lund", "Samir Tolvan"]
ROLES = ["the harbour master", "minister of transport", "head of the council", "a spokesman for the police", "the mayor of Ostby"]
PLACES = ["Ostmark", "Varn", "Ostby", "Belvaria", "Tarnhaven", "Kell", "the northern port", "Lower Aven"]
DEEDS = ["closed the bridge to {place}", "agreed on a ceasefire near {place}", "met the envoys of {place}", "voted against the budget",
         "opened a new ferry line to {place}", "held talks about the harbour of {place}"]
SAYINGS = ["we were never asked", "the repairs will be long and costly", "nobody here wants to go back", "this is a good day for {place}",
           "there is more to do before winter comes", "the figures speak for themselves"]
DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
HARM = ["killed", "wounded", "missing", "arrested", "brought to safety"]


def sentence(pick):
    person, role, place, day = pick.choice(PEOPLE), pick.choice(ROLES), pick.choice(PLACES), pick.choice(DAYS)
    number = pick.randint(2, 900)
    said = pick.choice(SAYINGS).format(place=pick.choice(PLACES))
    return pick.choice([
        f"{person}, {role}, said on {day} that {said}.",
        f"&ldquo;{said.capitalize()},&rdquo; {person.split()[1]} told reporters in {place} on {day}.",
        f"At least {number} people were {pick.choice(HARM)} near {place} on {day}, according to {person}, {role}.",
        f"The council of {place} {pick.choice(DEEDS).format(place=pick.choice(PLACES))} on {pick.randint(1, 28)} March 2031.",
        f"Work on the pier of {place} has cost about {number} million so far &mdash; <b>twice</b> what was planned &mdash; and employs "
        f"{number + 40} people.",
    ])


def paragraph(pick):
    return " ".join(sentence(pick) for _ in range(pick.randint(2, 5)))


def menu(pick, count):
    items = "".join(f'<li class="menu__item menu__item--wide"><a href="/section/{pick.randrange(10**6)}?a=1&amp;b=2">{pick.choice(PLACES)}</a>'
                    "</li>\n" for _ in range(count))
    return f"<nav><ul>{items}</ul></nav>"


def script(pick, count):
    lines = "".join(f'  if (1 < 2) {{ data.push({{"n": {pick.randrange(10**9)}, "k": "{pick.randrange(16**12):x}"}}); }}\n' for _ in range(count))
    return f"<script>window.data = window.data || [];\n{lines}</script>"


def teasers(pick, count):
    return "".join(f'<div class="teaser" data-id="{pick.randrange(10**9)}"><a href="/news/{pick.randrange(10**6)}"><img src="/i/{pick.randrange(10**6)}.jpg"'
                   f' alt="" width="320" height="180" loading="lazy"><h3>{sentence(pick)}</h3></a></div>\n' for _ in range(count))


def page(number):
    pick = random.Random(number)
    title = sentence(pick).rstrip(".")
    author = pick.choice(PEOPLE)
    day = f"2031-03-{pick.randint(1, 28):02d}"
    body = "\n".join(f'<p class="text">{paragraph(pick)}</p>' for _ in range(pick.randint(6, 40)))
    return f"""<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>{title} | Ostmark Courier</title>
<meta property="og:site_name" content="Ostmark Courier"><meta property="article:published_time" content="{day}T08:00:00Z">
<meta name="author" content="{author}">
{script(pick, pick.randint(100, 1200))}</head>
<body>{menu(pick, pick.randint(30, 200))}
<main><article><h1>{title}</h1><p class="byline">By {author}, <time datetime="{day}">{day}</time></p>
{body}
<figure><img src="/i/{number}.jpg" alt=""><figcaption>The harbour of {pick.choice(PLACES)}.</figcaption></figure></article>
<aside>{teasers(pick, pick.randint(10, 80))}</aside></main>
<footer>{menu(pick, 40)}<p>All rights reserved</p></footer>{script(pick, 60)}</body></html>
"""


def write_pages(folder, count):
    """`count` pages into the folder, which is made."""
    folder = pathlib.Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(count):
        (folder / f"invented-{number:04d}.html").write_text(page(number), encoding="utf-8")
