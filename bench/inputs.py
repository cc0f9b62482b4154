"""What is measured on: pages, an archive of them, texts, reports. Everything lies under build/bench-data, made once and again when
its source or its size changes. Samples are the pages whose names have the smallest hashes, so that they are the same everywhere."""

import collections
import gzip
import hashlib
import json
import os
import pathlib
import shutil

import invented

SHARED = pathlib.Path("../shared/data")
PAGES = pathlib.Path("build/bench-pages")
DATA = pathlib.Path("build/bench-data")


def by_hash(items, count, name=str):
    """`count` of the items (all when None), chosen by the hash of their names and put in order of them."""
    chosen = sorted(items, key=lambda item: hashlib.sha256(name(item).encode()).digest())[:count]
    return sorted(chosen, key=name)


def unpack(source, target):
    """Copies a folder of pages, `.gz` undone."""
    for file in sorted(source.iterdir()):
        if not file.is_file():
            continue
        if file.suffix == ".gz":
            (target / file.stem).write_bytes(gzip.decompress(file.read_bytes()))
        else:
            shutil.copyfile(file, target / file.name)


def sets(files):
    """Where pages of several sets lie together, their names begin with the set's: "fundus 258, wcxb 300". "" elsewhere."""
    counts = collections.Counter(file.name.split("-")[0] for file in files)
    return ", ".join(f"{name} {count}" for name, count in sorted(counts.items())) if len(counts) <= 5 else ""


def pages(say):
    """Fills PAGES once; gives (what they are, paths)."""
    wanted = os.environ.get("FW_BENCH_PAGES")
    source = pathlib.Path(wanted) if wanted else SHARED / "pages" / "html"
    mark = PAGES.with_suffix(".source")
    have = source.is_dir()
    if wanted and not have:
        raise SystemExit(f"bench: FW_BENCH_PAGES={wanted} is no folder")
    key = f"{source.resolve()} {sum(1 for _ in source.iterdir())}" if have else "invented"
    if not PAGES.is_dir() or not mark.is_file() or mark.read_text() != key:
        say("Unpacking pages ..." if have else "No pages at hand (FW_BENCH_PAGES): inventing some ...")
        shutil.rmtree(PAGES, ignore_errors=True)
        PAGES.mkdir(parents=True)
        unpack(source, PAGES) if have else invented.write_pages(PAGES, 400)
        mark.write_text(key)
    files = sorted(file for file in PAGES.iterdir() if file.is_file())
    if not have:
        return "invented pages (bench/invented.py)", files
    named = sets(files)
    return f"saved web pages ({named})" if named else "saved web pages", files


def sample(files, count, name):
    """A folder with links to `count` of the files, by hash."""
    folder = DATA / name
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for file in by_hash(files, count, lambda file: file.name):
        os.link(file, folder / file.name)
    return folder


def describe(files):
    """Count, bytes, and a fingerprint of names and contents."""
    digest = hashlib.sha256()
    size = 0
    for file in files:
        content = file.read_bytes()
        size += len(content)
        digest.update(file.name.encode() + b"\0" + hashlib.sha256(content).digest())
    return {"count": len(files), "bytes": size, "sha256": digest.hexdigest()[:16]}


def warc_record(kind, uri, media, block):
    identity = hashlib.sha256(uri.encode() + kind.encode()).hexdigest()
    identity = f"{identity[:8]}-{identity[8:12]}-{identity[12:16]}-{identity[16:20]}-{identity[20:32]}"
    head = (f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:{identity}>\r\nWARC-Date: 2031-04-05T06:07:08Z\r\n"
            + (f"WARC-Target-URI: {uri}\r\n" if uri else "")
            + f"Content-Type: {media}\r\nContent-Length: {len(block)}\r\n\r\n")
    return gzip.compress(head.encode() + block + b"\r\n\r\n", compresslevel=6, mtime=0)


def write_warc(files, path):
    """The pages as an archive such as crawlers write it: request and response each, every record a gzip member of its own."""
    with open(path, "wb") as out:
        out.write(warc_record("warcinfo", "", "application/warc-fields", b"software: fairwitness bench\r\nformat: WARC File Format 1.0\r\n"))
        for file in files:
            host, uri = "pages.example", f"https://pages.example/{file.name}"
            request = f"GET /{file.name} HTTP/1.1\r\nHost: {host}\r\nUser-Agent: bench\r\nAccept: text/html\r\n\r\n".encode()
            out.write(warc_record("request", uri, "application/http; msgtype=request", request))
            body = file.read_bytes()
            response = (f"HTTP/1.1 200 OK\r\nDate: Sat, 05 Apr 2031 06:07:08 GMT\r\nServer: bench\r\nContent-Type: text/html\r\n"
                        f"Content-Length: {len(body)}\r\nCache-Control: no-cache\r\n\r\n").encode() + body
            out.write(warc_record("response", uri, "application/http; msgtype=response", response))
    return path


def write_texts(page_lines, count, path):
    """A sample of the English texts among what `fairwitness page --batch` printed; gives (texts, words)."""
    articles = [json.loads(line) for line in page_lines]
    english = [a for a in articles if a["report"].get("language") == "en" and len(a["text"].split()) >= 50]
    chosen = by_hash(english, count, lambda a: a["report"]["id"])
    with open(path, "w", encoding="utf-8") as out:
        for article in chosen:
            fields = {"id": article["report"]["id"], "text": article["text"], "published": article["report"].get("published") or ""}
            out.write(json.dumps({key: value for key, value in fields.items() if value}, ensure_ascii=False) + "\n")
    return len(chosen), sum(len(a["text"].split()) for a in chosen)


def reports(count, path):
    """A sample of a set of reports by many outlets: FW_BENCH_REPORTS, or the shared one. None, or (name, reports, words)."""
    source = pathlib.Path(os.environ.get("FW_BENCH_REPORTS") or SHARED / "stories" / "allsides" / "reports.jsonl.gz")
    if not source.is_file():
        return None
    with (gzip.open if source.suffix == ".gz" else open)(source, "rt", encoding="utf-8") as lines:
        chosen = by_hash([json.loads(line) for line in lines], count, lambda report: report["id"])
    with open(path, "w", encoding="utf-8") as out:
        for report in chosen:
            fields = ("id", "url", "outlet", "title", "authors", "published", "text")
            out.write(json.dumps({key: report[key] for key in fields if report.get(key)}, ensure_ascii=False) + "\n")
    return source.parent.name, len(chosen), sum(len(report["text"].split()) for report in chosen)
