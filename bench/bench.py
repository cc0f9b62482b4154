"""The whole measurement in order: inputs, one comparison after the other, the page. Run by bench/run from the top folder."""

import argparse
import json
import os
import pathlib
import platform
import subprocess
import sys

import inputs
import page
from measure import BUILD, Unmeasured, alternate, bench, benches, peer, run, together, versions

# How many of each: pages for the fast programs, for the slow one, texts, reports. Rounds of fast and slow comparisons.
FULL = {"pages": 400, "slow_pages": 40, "texts": 100, "reports": 800, "rounds": 5, "slow_rounds": 3}
QUICK = {"pages": 60, "slow_pages": 12, "texts": 30, "reports": 150, "rounds": 3, "slow_rounds": 3}
PEER_NAMES = {"libxml2": "lxml", "lexbor": "selectolax", "resiliparse_tree": "Resiliparse", "resiliparse_text": "Resiliparse",
              "trafilatura": "trafilatura", "trafilatura_fast": "trafilatura", "fastwarc": "FastWARC", "fastwarc_bodies": "FastWARC",
              "fastwarc_resiliparse": "Resiliparse", "spacy": "spaCy"}
FAIRWITNESS = BUILD / "fairwitness"


def say(line):
    print(line, file=sys.stderr, flush=True)


def megabytes(result):
    return result["bytes"] / 1e6 / result["seconds"]


def items(result):
    return result["items"] / result["seconds"]


class Measuring:
    """The inputs, and one method a comparison. Each gives a section for page.py."""

    def __init__(self, sizes):
        self.sizes = sizes
        self.notes = []
        inputs.DATA.mkdir(parents=True, exist_ok=True)
        self.title, self.files = inputs.pages(say)
        self.pages = inputs.sample(self.files, sizes["pages"], "pages")
        self.slow_pages = inputs.sample(self.files, sizes["slow_pages"], "slow-pages")
        archived = sorted(self.pages.iterdir())
        self.archived = len(archived)
        say("Writing an archive of the pages ...")
        self.warc = inputs.write_warc(archived, inputs.DATA / "pages.warc.gz")
        say("Reading the pages' texts ...")
        lines = inputs.DATA / "articles.jsonl"
        run([FAIRWITNESS, "page", "--batch", self.pages, "--threads", 1], output=lines)
        self.texts = inputs.DATA / "texts.jsonl"
        self.text_count, self.text_words = inputs.write_texts(lines.open(encoding="utf-8"), sizes["texts"], self.texts)
        self.reports = inputs.DATA / "reports.jsonl"
        self.report_set = inputs.reports(sizes["reports"], self.reports)

    def describe(self):
        def line(what, folder):
            files = sorted(folder.iterdir())
            about = inputs.describe(files)
            return f"{what}: {about['count']:,} pages, {about['bytes'] / 1e6:,.1f} MB, {about['bytes'] / 1e3 / about['count']:,.0f} KB each (sha256 of names and contents {about['sha256']})."

        out = [f"Source of the pages: {self.title}, {len(self.files):,} pages; samples are those whose names have the smallest hashes."]
        out.append(line("Sample", self.pages))
        out.append(line("Sample for the slow peer", self.slow_pages))
        out.append(f"Archive: the {self.archived:,} pages of the sample with their requests, {self.warc.stat().st_size / 1e6:,.1f} MB as WARC.gz.")
        out.append(f"Texts: {self.text_count} English ones of the sample, {self.text_words:,} words.")
        if self.report_set:
            name, count, words = self.report_set
            out.append(f"Reports: {count:,} of the set `{name}`, by hash, {words:,} words.")
        else:
            out.append("Reports: no set at hand (FW_BENCH_REPORTS).")
        return out

    def compare(self, title, what, unit, ours, others, aim=None, aim_ratio=None, slow=False):
        say(title)
        name, once = ours
        results = alternate({name: once, **others}, self.sizes["slow_rounds" if slow else "rounds"], say)
        return {"title": title, "what": what, "unit": unit, "ours": name, "results": results, "aim": aim, "aim_ratio": aim_ratio or {}}

    def stages(self, title, what, unit, names, env, aim):
        """Micro-benchmarks of the run room that share their input; `names` maps them to what they are called, the aim is the first's."""
        say(title)

        def once():
            return {names[name]: result["items_per_second"] for name, result in benches("run", names, env).items()}

        results = together(once, list(names.values()), self.sizes["slow_rounds"], say)
        return {"title": title, "what": what, "unit": unit, "ours": next(iter(names.values())), "results": results, "aim": aim, "parts": True}

    def tree(self):
        env = {"FW_BENCH_PAGES": self.pages}
        return self.compare(
            "HTML to tree", "Pages in memory; the whole tree is built and thrown away.", "MB/s",
            ("fairwitness (page_bench)", lambda: bench("page", "parse_pages", env)["bytes_per_second"] / 1e6),
            {"libxml2 (lxml.html)": lambda: megabytes(peer("libxml2", self.pages)),
             "lexbor (selectolax)": lambda: megabytes(peer("lexbor", self.pages)),
             "resiliparse tree": lambda: megabytes(peer("resiliparse_tree", self.pages))}, aim=300)

    def article(self):
        env = {"FW_BENCH_PAGES": self.pages}
        return self.compare(
            "HTML to article", "Pages in memory, decoded. Ours and trafilatura give metadata too, resiliparse the text alone.", "pages/s",
            ("fairwitness (article_bench)", lambda: bench("article", "whole_article", env)["items_per_second"]),
            {"resiliparse (main_content)": lambda: items(peer("resiliparse_text", self.pages))},
            aim=1000, aim_ratio={"resiliparse (main_content)": 2})

    def article_slow(self):
        env = {"FW_BENCH_PAGES": self.slow_pages}
        return self.compare(
            "HTML to article, beside trafilatura", "The same on the smaller sample, as trafilatura takes its time.", "pages/s",
            ("fairwitness (article_bench)", lambda: bench("article", "whole_article", env)["items_per_second"]),
            {"trafilatura (bare_extraction)": lambda: items(peer("trafilatura", self.slow_pages)),
             "trafilatura (the same, fast=True)": lambda: items(peer("trafilatura_fast", self.slow_pages))},
            aim_ratio={"trafilatura (bare_extraction)": 25}, slow=True)

    def whole_page(self):
        def once():
            return self.sizes_of(self.pages) / run([FAIRWITNESS, "page", "--batch", self.pages, "--threads", 1])["seconds"]

        section = self.compare("HTML files to article, whole program",
                               "`fairwitness page --batch FOLDER --threads 1`: start, reading, charsets, articles, JSON.", "pages/s",
                               ("fairwitness page --batch", once), {}, aim=1000)
        return self.start_note(section)

    def start_note(self, section):
        tiny = inputs.DATA / "tiny.html"
        tiny.write_text("<!DOCTYPE html><title>A day in Ostmark</title><p>The ferry left Varn at noon.</p>")
        try:
            least = min(run([FAIRWITNESS, "page", tiny])["seconds"] for _ in range(5))
            section["notes"] = [f"Of this, {least * 1000:.0f} ms a run are the start of the program: one tiny page takes no less."]
        except Unmeasured:
            pass
        return section

    @staticmethod
    def sizes_of(folder):
        return sum(1 for _ in folder.iterdir())

    def archive(self):
        env = {"FW_BENCH_WARC": self.warc}
        return self.compare(
            "WARC.gz to records", "Compressed megabytes. Ours also undoes charsets and tells kinds; FastWARC parses the HTTP heads, and in the "
            "second line hands over the bodies, as ours does. Inflating the archive with libdeflate and nothing else is the bound for ours.", "MB/s",
            ("fairwitness (run_bench)", lambda: bench("run", "archive", env)["bytes_per_second"] / 1e6),
            {"FastWARC (parse_http)": lambda: megabytes(peer("fastwarc", self.warc)),
             "FastWARC (bodies read)": lambda: megabytes(peer("fastwarc_bodies", self.warc)),
             "libdeflate alone": lambda: bench("run", "inflate_alone", env)["bytes_per_second"] / 1e6}, aim=200)

    def archive_articles(self):
        def once():
            return self.archived / run([FAIRWITNESS, "page", "--json", self.warc, "--threads", 1])["seconds"]

        return self.compare(
            "WARC.gz to article", "`fairwitness page --json ARCHIVE --threads 1`, the whole program; the peer gives the text alone.", "pages/s",
            ("fairwitness page", once),
            {"FastWARC + resiliparse": lambda: items(peer("fastwarc_resiliparse", self.warc))}, aim=700, slow=True)

    def words(self):
        names = {name: name for name in ("words", "names", "quotes", "dates", "figures", "events")}
        return self.stages("Text to records", "All of it, and each stage alone on what the earlier ones made; words are what white space parts.",
                           "words/s", {"all_of_a_text": "all of it", **names}, {"FW_BENCH_TEXTS": self.texts}, 150000)

    def what_happened(self):
        """Dates, figures and events one after the other: the words a second of all three."""
        parts = ("dates", "figures", "events")

        def once():
            rates = benches("run", parts, {"FW_BENCH_TEXTS": self.texts})
            return 1 / sum(1 / rates[part]["items_per_second"] for part in parts)

        return self.compare("Dates, figures and events", "The three stages together, on what words, names and quotes made of the same texts.",
                            "words/s", ("the three stages", once), {}, aim=1_000_000, slow=True)

    def words_beside_spacy(self):
        env = {"FW_BENCH_TEXTS": self.texts}
        return self.compare(
            "Text to records, beside spaCy", "The same texts. Ours is all of it: words, names, quotes, dates, figures, events; spaCy's small English "
            "pipeline gives tags, lemmas, a parse and names.", "words/s",
            ("fairwitness (run_bench)", lambda: bench("run", "all_of_a_text", env)["items_per_second"]),
            {"spaCy (en_core_web_sm)": lambda: items(peer("spacy", self.texts))}, aim=150000, aim_ratio={"spaCy (en_core_web_sm)": 15}, slow=True)

    def copies(self):
        names = {name: name for name in ("copies", "stories", "origins", "ledger")}
        env = {}
        if self.report_set:
            say("Reading the reports into a library ...")
            env["FW_BENCH_LIBRARY"] = inputs.DATA / "reports.db"
            remove_library(env["FW_BENCH_LIBRARY"])
            run([FAIRWITNESS, "read", self.reports, "--into", env["FW_BENCH_LIBRARY"], "--quiet", "--threads", 1])
        return self.stages("Reports compared", "Each stage alone on all reports of the library.", "reports/s", names, env, 5000)

    def invented_copies(self):
        return self.compare("Copies in an invented stream", "10,000 invented reports of some 800 words, one in ten partly copied (copies_bench).",
                            "reports/s", ("copies", lambda: bench("copies", "trace/10000", {}, 0.01)["items_per_second"]), {}, aim=5000, slow=True)

    def everything(self, title, source, count):
        peaks = []
        library = inputs.DATA / "everything.db"

        def once():
            remove_library(library)
            done = run([FAIRWITNESS, "read", source, "--into", library, "--quiet", "--threads", 1])
            peaks.append(done["peak_bytes"])
            return count / done["seconds"]

        section = self.compare(title, "`fairwitness read PATH --into LIBRARY --threads 1`: everything, from the files to the ledger in the library.",
                               "reports/s", ("fairwitness read", once), {}, aim=200, slow=True)
        if peaks:
            section["notes"] = [f"Peak memory: {max(peaks) / 1e6:,.0f} MB."]
            section["peak_bytes"] = max(peaks)
        return section

    def all(self):
        yield self.tree()
        yield self.article()
        yield self.article_slow()
        yield self.whole_page()
        yield self.archive()
        yield self.archive_articles()
        yield self.words()
        yield self.what_happened()
        yield self.words_beside_spacy()
        yield self.copies()
        yield self.invented_copies()
        yield self.everything("All of it, from pages", self.pages, self.sizes_of(self.pages))
        if self.report_set:
            yield self.everything("All of it, from reports", self.reports, self.report_set[1])


def remove_library(path):
    for name in (path, *(pathlib.Path(f"{path}{end}") for end in ("-wal", "-shm", ".lock"))):
        name.unlink(missing_ok=True)


def git(*arguments):
    done = subprocess.run(["git", *arguments], capture_output=True, text=True)
    return done.stdout.strip() if done.returncode == 0 else ""


def machine():
    model = platform.processor() or platform.machine()
    try:
        for line in open("/proc/cpuinfo"):
            if line.startswith("model name"):
                model = line.split(":", 1)[1].strip()
                break
    except OSError:
        pass
    changed = git("status", "--porcelain", "--untracked-files=no", "--", "src", "data", "CMakeLists.txt")
    # The last commit that touched what is built: later ones of docs, or of these scripts, change nothing measured.
    commit = git("log", "-1", "--format=%h", "--abbrev=12", "--", "src", "data", "CMakeLists.txt") or "unknown"
    load = os.getloadavg()[0]
    return [f"Machine: {model}, {os.cpu_count()} cores, {platform.system()} {platform.machine()}; one core used. Load at the start: {load:.1f}.",
            f"Commit: {commit}{' with changes' if changed else ''}, release build.",
            f"Python of the peers: {platform.python_version()}."]


def main():
    parser = argparse.ArgumentParser(prog="bench/run", description="Measures speeds beside the peers and writes docs/benchmarks.md.")
    parser.add_argument("--quick", action="store_true", help="small samples and few rounds; docs/benchmarks.md is left alone")
    parser.add_argument("--json", metavar="FILE", help="write every rate of every round there")
    arguments = parser.parse_args()
    about = machine()
    measuring = Measuring(QUICK if arguments.quick else FULL)
    sections = []
    for section in measuring.all():
        sections.append(section)
        print(page.terminal([section]), flush=True)
    described = measuring.describe()
    peers = {PEER_NAMES[name]: version for name, version in versions.items()}
    print("\n" + "\n".join(about + described))
    if arguments.json:
        with open(arguments.json, "w", encoding="utf-8") as out:
            json.dump({"machine": about, "inputs": described, "peers": peers, "sections": sections}, out, indent=1, ensure_ascii=False)
    if not arguments.quick:
        pathlib.Path("docs/benchmarks.md").write_text(page.markdown(about, described, sections, peers), encoding="utf-8")
        say("Written: docs/benchmarks.md")


if __name__ == "__main__":
    sys.path.insert(0, str(pathlib.Path(__file__).parent))
    main()
