"""The results as a table on the terminal and as docs/benchmarks.md."""

from measure import ratio


def number(value):
    if value >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def times(found):
    if found is None:
        return ""
    return f"{number(found['median'])}× ({number(found['least'])}–{number(found['most'])})"


def verdict(ours, aim):
    if aim is None or "median" not in ours:
        return ""
    return "met" if ours["median"] >= aim else f"{ours['median'] / aim:.0%} of it"


def rows(section):
    """(who, rate, ratio of ours to it, aim, verdict) for ours, then each peer."""
    ours = section["results"][section["ours"]]
    out = []
    for name, result in section["results"].items():
        rate = f"{number(result['median'])} {section['unit']}" if "median" in result else f"not measured: {result['unmeasured']}"
        if name == section["ours"]:
            aim = section.get("aim")
            out.append((name, rate, "", f"{number(aim)} {section['unit']}" if aim else "", verdict(ours, aim)))
            continue
        found = None if section.get("parts") else ratio(ours, result)
        aim = section.get("aim_ratio", {}).get(name)
        out.append((name, rate, times(found), f"{aim}×" if aim else "",
                    "" if aim is None or found is None else "met" if found["median"] >= aim else f"{found['median'] / aim:.0%} of it"))
    return out


def terminal(sections):
    lines = []
    for section in sections:
        lines.append(f"\n{section['title']}")
        for who, rate, against, aim, met in rows(section):
            lines.append(f"  {who:<44} {rate:>22}  {'ours is ' + against if against else '':<28} {'aim ' + aim if aim else '':<22} {met}".rstrip())
        lines += [f"  {note}" for note in section.get("notes", [])]
    return "\n".join(lines)


HOW = """Written by `make bench`, never by hand; [bench/README.md](../bench/README.md) says how. Everything here was measured in one run, on one core,
in turns: ours, peer, ours, peer ... Rates are medians over the rounds, by processor time (user and system) of the one process, so that
other work on the machine counts little. A ratio is ours over the peer's, taken round by round: the median, then least and most.
Aims are those of the design. Where something was not measured, it says so.
"""


def cell(text):
    return text.replace("|", "\\|")


def markdown(machine, inputs, sections, versions):
    out = ["# Benchmarks", "", HOW, "## Machine, commit and input", ""]
    out += [f"- {line}" for line in machine + inputs]
    if versions:
        out.append("- Peers: " + ", ".join(f"{name} {version}" for name, version in sorted(set(versions.items()))) + ".")
    for section in sections:
        out += ["", f"## {section['title']}", ""]
        if section.get("what"):
            out += [section["what"], ""]
        out += ["| | rate | ours to it | aim | |", "| --- | ---: | ---: | ---: | --- |"]
        for row in rows(section):
            out.append("| " + " | ".join(cell(text) for text in row) + " |")
        if section.get("notes"):
            out += [""] + [f"- {note}" for note in section["notes"]]
    return "\n".join(out) + "\n"
